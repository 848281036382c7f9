"""Data packages: a descriptor and its tables, every fault told with its file, line and column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5, sha1, sha256, sha512
from pathlib import Path, PurePosixPath
from typing import Any

from generator.problem import Problem
from generator.reading import strict_yaml
from generator.reading.descriptor import Remark, remarks
from generator.reading.source import Fault, is_there, read_bytes
from generator.reading.strays import inside_package
from generator.reading.strict_yaml import MAX_BYTES, locate
from generator.reading.tables import MAX_BYTES as MAX_TABLE_BYTES
from generator.reading.tables import Row, Sheet, Table, read_sheet
from generator.reading.verdict import judge

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True, slots=True)
class DataPackage:
    """A descriptor as written, with its tables read. `id` is the name of its folder, `path` that of the descriptor."""

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
        source = read_bytes(root, path, MAX_BYTES)
        descriptor = strict_yaml.load(source)
    except Fault as fault:
        return None, (fault.problem(path),)
    if refused := list(remarks(descriptor)):
        return None, _placed(path, source, refused)
    sheets, faults = _sheets(root, folder, descriptor)
    found, problems = judge(descriptor, sheets)
    faults += [*problems, *_placed(path, source, found)]
    strays = tuple(inside_package(root, folder, [resource["path"] for resource in descriptor["resources"]]))
    if faults:
        return None, (*dict.fromkeys(faults), *strays)
    tables = (_table(resource, sheets[resource["name"]]) for resource in descriptor["resources"])
    return DataPackage(PurePosixPath(folder).name, path, descriptor, {t.name: t for t in tables}), strays


def _sheets(root: Path, folder: str, descriptor: Mapping[str, Any]) -> tuple[dict[str, Sheet], list[Problem]]:
    """The tables that can be read, by the names of their resources."""
    sheets: dict[str, Sheet] = {}
    faults: list[Problem] = []
    for resource in descriptor["resources"]:
        path = f"{folder}/{resource['path']}"
        sheet, told = read_sheet(root, path, [field["name"] for field in resource["schema"]["fields"]])
        faults += told
        if sheet is not None:
            sheets[resource["name"]] = sheet
            faults += _changed(root, resource, path)
    return sheets, faults


def _placed(path: str, source: bytes, found: Sequence[Remark]) -> tuple[Problem, ...]:
    """Remarks on a descriptor as problems, with line and column."""
    places = strict_yaml.positions(source) if found else {}
    return tuple(Problem(path, *locate(places, one.at), one.rule, one.message, one.hint) for one in found)


_HASHES = {"md5": md5, "sha1": sha1, "sha256": sha256, "sha512": sha512}


def _changed(root: Path, resource: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """Whether the file is the one that the descriptor was written for, where it says how to tell."""
    if not resource.keys() & {"hash", "bytes"}:
        return
    source = read_bytes(root, path, MAX_TABLE_BYTES)
    name, _, wanted = str(resource.get("hash", "")).rpartition(":")
    known = _HASHES.get(name or "md5")
    differs = bool(wanted) and (known is None or known(source).hexdigest() != wanted)
    if differs or resource.get("bytes", len(source)) != len(source):
        hint = 'put the right file back, or correct "bytes" and "hash" in the descriptor'
        yield Problem(path, 1, 1, "changed-file", "the file is not the one that the descriptor describes", hint)


def _table(resource: Mapping[str, Any], sheet: Sheet) -> Table:
    schema = resource["schema"]
    missing = {f["name"]: f.get("missingValues", schema.get("missingValues", ("",))) for f in schema["fields"]}
    header = tuple(missing)
    signs = [frozenset(missing[name]) for name in header]
    rows = tuple(_row(header, signs, cells) for cells in sheet.rows)
    return Table(resource["name"], sheet.path, header, rows, sheet.lines)


def _row(header: tuple[str, ...], signs: list[frozenset[str]], cells: Any) -> Row:
    return {name: "" if cell in sign else cell for name, sign, cell in zip(header, signs, cells, strict=True)}
