"""Data packages: a descriptor, its tables and its files, every fault told with its file, line and column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import md5, sha1, sha256, sha512
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from generator.problem import Problem
from generator.reading.compiled import Judged, doubtful
from generator.reading.descriptor import is_table, remarks
from generator.reading.dialect import dialect_of
from generator.reading.metadata import is_plain
from generator.reading.odd_cells import odd_cells
from generator.reading.remark import Remark
from generator.reading.resolved import MissingFile, Resolved, resolve
from generator.reading.schema import Schema, schema_of
from generator.reading.source import Fault, is_there, read_bytes
from generator.reading.standard import remarks_of
from generator.reading.strays import inside_package
from generator.reading.tables import MAX_BYTES as MAX_TABLE_BYTES
from generator.reading.tables import Column, Form, Table, read_sheet
from generator.reading.verdict import judge, told_twice

DESCRIPTOR = "datapackage.json"
MOST = 1000
"""Faults told of one table."""


@dataclass(frozen=True, slots=True)
class DataPackage:
    """A descriptor with its tables read. `id` is the name of its folder, `path` that of the descriptor.

    The descriptor is as written, with the schemas and dialects in it that files of their own hold. Resources that are no
    tables are kept as files, and stand in the descriptor only.
    """

    id: str
    path: str
    descriptor: Mapping[str, Any]
    tables: Mapping[str, Table]

    @property
    def folder(self) -> str:
        return str(PurePosixPath(self.path).parent)


def read_package(root: Path, folder: str) -> tuple[DataPackage | None, tuple[Problem, ...]]:
    """Read the data package in `root/folder`. Every fault is reported; a package with a fault is not returned, one with
    a file too many is."""
    path = f"{folder}/{DESCRIPTOR}"
    if not is_there(root, path):
        hint = "describe its tables in one, or move them away"
        return None, (Problem(path, 1, 1, "missing-descriptor", f"{folder}/ holds no {DESCRIPTOR}", hint),)
    try:
        whole = resolve(root, folder, path)
    except Fault as fault:
        return None, (fault.problem(path),)
    refused = list(remarks(whole.descriptor))
    faults = [*whole.problems, *map(whole.placed, refused)]
    if not isinstance(whole.descriptor, dict) or not isinstance(whole.descriptor.get("resources"), tuple):
        return None, tuple(faults)
    held = [
        _held(root, folder, index, resource, [remark for remark in refused if remark.at[:2] == ("resources", index)])
        for index, resource in enumerate(whole.descriptor["resources"])
        if isinstance(resource, dict)
    ]
    faults += _judged(whole, held, refused)
    named = [*whole.named, *(one.path for one in held)]
    paths_known = held and not any(remark.at[2:3] in {("path",), ("data",)} for remark in refused)
    strays = tuple(inside_package(root, folder, named)) if paths_known else ()
    if faults:
        return None, (*dict.fromkeys(faults), *strays)
    tables = {one.name: _table(one.name, one.judged) for one in held if one.judged}
    return DataPackage(PurePosixPath(folder).name, path, whole.descriptor, tables), strays


@dataclass(frozen=True, slots=True)
class _Held:
    """What was read of a resource: its path in the package, the table that can be judged, and what is wrong with the file."""

    number: int
    name: str
    path: str
    sound: bool
    judged: Judged | None = None
    problems: Iterable[Problem] = ()


_OF_CONTENT = ("schema", "hash", "bytes")
"""Parts of a resource that may be at fault while its file can still be read."""


def _held(root: Path, folder: str, number: int, resource: Mapping[str, Any], refused: Sequence[Remark]) -> _Held:
    """A resource, as far as what is wrong with its description lets it be read."""
    name, path = str(resource.get("name")), str(resource.get("path"))
    held = _Held(number, name, path, sound=not refused)
    if any(remark.at[2:3] == () or remark.at[2] not in _OF_CONTENT for remark in refused):
        return held
    if any(isinstance(resource.get(key), str) for key in ("schema", "dialect")):  # its file could not be read
        return replace(held, sound=False)
    where = f"{folder}/{PurePosixPath(path)}"
    try:
        if not is_there(root, where):
            raise MissingFile
        source = read_bytes(root, where, MAX_TABLE_BYTES)
    except Fault as fault:
        return replace(held, problems=(fault.problem(where),))
    checked = not any(remark.at[2] in {"hash", "bytes"} for remark in refused)
    changed = tuple(_changed(resource, where, source)) if checked else ()
    schema = _usable(resource.get("schema"), refused) if is_table(resource) else None
    if schema is None:
        return replace(held, problems=changed)
    sheet, faults = read_sheet(where, source, Form(schema.names, schema.match, dialect_of(resource)))
    return replace(held, judged=Judged(schema, sheet) if sheet else None, problems=chain(changed, faults))


def _usable(given: Any, refused: Sequence[Remark]) -> Schema | None:
    """A schema without its faulty parts: a faulty field may hold anything, a faulty key binds nothing."""
    if not isinstance(given, dict):
        return None
    fields, left_out = {}, set()
    for remark in refused:
        match remark.at[3:]:
            case ("fields", int(number), str(step), *_) if step != "name":
                fields[number] = {"name": given["fields"][number]["name"], "type": "any"}
            case (("primaryKey" | "foreignKeys" | "uniqueKeys" | "fieldsMatch") as key, *_):
                left_out.add(key)
            case _ if remark.at[2] == "schema":
                return None
    usable = {key: value for key, value in given.items() if key not in left_out}
    return schema_of({**usable, "fields": tuple(fields.get(n, field) for n, field in enumerate(given["fields"]))})


_HASHES = {"md5": md5, "sha1": sha1, "sha256": sha256, "sha512": sha512}


def _changed(resource: Mapping[str, Any], path: str, source: bytes) -> Iterator[Problem]:
    """Whether the file is the one that the descriptor was written for, where it says how to tell."""
    name, colon, wanted = resource.get("hash", "").rpartition(":")
    found = _HASHES[name or "md5"](source).hexdigest() if wanted else ""
    if found != wanted.lower() or resource.get("bytes", len(source)) != len(source):
        right = {"bytes": str(len(source)), "hash": f'"{name}{colon}{found}"'}
        said = " and ".join(f'"{key}": {value}' for key, value in right.items() if key in resource)
        hint = f"put the right file back; or, if it was changed on purpose, write {said} in the descriptor"
        yield Problem(path, 1, 1, "changed-file", "the file is not the one that the descriptor describes", hint)


def _judged(whole: Resolved, held: Sequence[_Held], refused: Sequence[Remark]) -> Iterator[Problem]:
    """What is wrong with the files, and what frictionless says of the descriptor and of the tables that it is asked about."""
    tables = {one.name: one.judged for one in held if one.judged}
    doubted = set(doubtful(tables))
    if doubted or refused or whole.problems or not is_plain(whole.descriptor):
        said = remarks_of(whole.descriptor, [one.number for one in held if one.sound])
        yield from map(whole.placed, said)
    for one in held:
        rows = _of_cells(one.name, tables, ask=one.name in doubted) if one.judged else ()
        yield from _limited(chain(one.problems, rows))


def _of_cells(name: str, tables: Mapping[str, Judged], *, ask: bool) -> Iterator[Problem]:
    """What is wrong with the cells of a table. What a spreadsheet has spoilt is told as that, and as nothing else."""
    table = tables[name]
    spoilt: set[tuple[int, int]] = set()
    for problem in odd_cells(table.sheet, {field.name: field.signs for field in table.schema.fields}):
        spoilt.add((problem.line, problem.column))
        yield problem
    for problem in chain(judge(name, tables) if ask else (), told_twice(table)):
        if (problem.line, problem.column) not in spoilt:
            yield problem


def _limited(problems: Iterable[Problem]) -> Iterator[Problem]:
    """At most so many faults of a table, and a line that says how many more there are."""
    first, more = None, 0
    for number, problem in enumerate(problems):
        if number < MOST:
            yield problem
        else:
            first, more = first or problem, more + 1
    if first:
        said = f"{more:,} more {'faults' if more > 1 else 'fault'} of this table, from here on, are not listed"
        yield Problem(first.path, first.line, first.column, first.rule, said, "mend the others first, and check again")


def _table(name: str, judged: Judged) -> Table:
    sheet = judged.sheet
    columns = {f.name: _without(f.signs, sheet.of(f.name)) for f in judged.schema.fields if f.name in sheet.columns}
    return Table(name, sheet.path, columns, sheet.lines)


def _without(signs: frozenset[str], column: Column) -> Column:
    """A column with '' in place of the signs for a missing value."""
    if (signs - {""}).isdisjoint(column):
        return column
    return tuple("" if cell in signs else cell for cell in column)
