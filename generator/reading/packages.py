"""Data packages: a descriptor and its tables, judged by frictionless, with every fault as file, row and cell."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.problem import Problem, did_you_mean
from generator.reading import strict_yaml
from generator.reading.strict_yaml import DuplicateKey, YamlFault

DESCRIPTOR = "datapackage.json"
MAX_TABLE_BYTES = 32 * 1024 * 1024
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """One resource: its path below the root and its rows as text, in the order of the file."""

    name: str
    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


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
    """Read the data package in `root/folder`. Every fault is reported; a package with a fault is not returned."""
    path = f"{folder}/{DESCRIPTOR}"
    if not (root / path).is_file():
        return None, (
            Problem(
                path,
                1,
                1,
                "missing-descriptor",
                "a folder of datasets/ holds a data package",
                f"add {DESCRIPTOR}, or move the folder away",
            ),
        )
    source = (root / path).read_bytes()
    try:
        descriptor = strict_yaml.load(source)
    except DuplicateKey as fault:
        return None, (Problem(path, fault.line, fault.column, "duplicate-key", fault.message, fault.hint),)
    except YamlFault as fault:
        return None, (Problem(path, fault.line, fault.column, "unreadable", fault.message, fault.hint),)
    problems = tuple(_unsafe(path, descriptor)) or tuple(_unreadable_tables(root, folder, descriptor))
    if problems:
        return None, problems
    problems = tuple(_judge(root, folder, descriptor))
    if problems:
        return None, problems
    tables = (_table(root, folder, resource) for resource in descriptor["resources"])
    return DataPackage(PurePosixPath(folder).name, path, descriptor, {t.name: t for t in tables}), ()


def _unsafe(path: str, descriptor: Any) -> Iterator[Problem]:
    """What must not be handed to any reader: frictionless would fetch addresses and trust a missing list."""
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), tuple):
        yield Problem(
            path,
            1,
            1,
            "wrong-type",
            "a descriptor is an object with a list of resources",
            "see the Data Package standard",
        )
        return
    for at, value in _strings(descriptor):
        if (
            at
            and at[-1] in {"path", "schema", "profile", "dialect", "$schema"}
            and at[0] in {"resources", "$schema", "profile"}
        ):
            for given in value if isinstance(value, tuple) else (value,):
                if isinstance(given, str) and (
                    "://" in given or given.startswith(("/", "\\", "~")) or ".." in PurePosixPath(given).parts
                ):
                    yield Problem(
                        path,
                        1,
                        1,
                        "remote-path",
                        f'{".".join(map(str, at))} is "{given}"',
                        "a package names only files in its own folder",
                    )
    for index, resource in enumerate(descriptor["resources"]):
        if (
            not isinstance(resource, dict)
            or not isinstance(resource.get("path"), str)
            or not isinstance(resource.get("name"), str)
        ):
            yield Problem(
                path,
                1,
                1,
                "wrong-type",
                f"resource {index + 1} needs a name and one path, both text",
                "see the Data Package standard",
            )
        elif not isinstance(resource.get("schema"), dict) or not isinstance(resource["schema"].get("fields"), tuple):
            yield Problem(
                path,
                1,
                1,
                "wrong-type",
                f'resource "{resource["name"]}" needs a schema with fields, written in the descriptor',
                "see the Table Schema standard",
            )


def _strings(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, (*at, key))
    elif isinstance(value, tuple):
        yield at, value
        for index, inner in enumerate(value):
            yield from _strings(inner, (*at, index))
    else:
        yield at, value


def _unreadable_tables(root: Path, folder: str, descriptor: Mapping[str, Any]) -> Iterator[Problem]:
    """Faults of the bytes, which frictionless would guess around: encoding, byte-order mark, size."""
    for resource in descriptor["resources"]:
        path = f"{folder}/{resource['path']}"
        file = root / path
        if not file.is_file():
            yield Problem(
                path,
                1,
                1,
                "missing-file",
                f'the descriptor names "{resource["path"]}", which is not there',
                "add the file or correct the path",
            )
            continue
        if file.is_symlink() or file.stat().st_size > MAX_TABLE_BYTES:
            yield Problem(
                path,
                1,
                1,
                "unreadable",
                f"a table is a plain file of at most {MAX_TABLE_BYTES // 1024 // 1024} MB",
                "split it",
            )
            continue
        source = file.read_bytes()
        if source.startswith(b"\xef\xbb\xbf"):
            yield Problem(
                path, 1, 1, "byte-order-mark", "the file begins with a byte-order mark", "save it as UTF-8 without BOM"
            )
        try:
            source.decode("utf-8")
        except UnicodeDecodeError as error:
            line = source.count(b"\n", 0, error.start) + 1
            yield Problem(
                path,
                line,
                error.start - source.rfind(b"\n", 0, error.start),
                "not-utf-8",
                f"byte 0x{source[error.start]:02x} is not UTF-8",
                "save the file as UTF-8",
            )


def _judge(root: Path, folder: str, descriptor: Mapping[str, Any]) -> Iterator[Problem]:
    """What frictionless finds in the package. Its errors are data, so nothing is raised."""
    from frictionless import FrictionlessException, Package  # slow to import, and not needed by every command

    try:
        package = Package.from_descriptor(_plain(descriptor), basepath=str(root / folder))
        report = package.validate(limit_errors=1000)
    except FrictionlessException as fault:
        reasons = fault.reasons or [fault.error]
        for reason in reasons:
            yield Problem(
                f"{folder}/{DESCRIPTOR}",
                1,
                1,
                "bad-descriptor",
                reason.note or reason.message,
                "see the Data Package standard",
            )
        return
    for error in report.errors:
        yield Problem(
            f"{folder}/{DESCRIPTOR}",
            1,
            1,
            "bad-descriptor",
            error.note or error.message,
            "see the Data Package standard",
        )
    for task in report.tasks:
        path = f"{folder}/{task.place}"
        schema = next(
            (r["schema"] for r in descriptor["resources"] if r["path"] == task.place or r["name"] == task.name),
            {"fields": ()},
        )
        names = [f["name"] for f in schema["fields"]]
        for error in task.errors:
            data = error.to_descriptor()
            line, column = data.get("rowNumber") or 1, data.get("fieldNumber") or 1
            yield Problem(
                path, line, column, _RULES.get(error.type, "bad-table"), _table_words(data), _table_hint(data, names)
            )


_RULES = {
    "type-error": "wrong-type",
    "constraint-error": "not-allowed",
    "primary-key": "two-values-for-one-cell",
    "unique-error": "two-values-for-one-cell",
    "extra-cell": "extra-cell",
    "missing-cell": "missing-cell",
    "blank-row": "blank-row",
    "incorrect-label": "misspelt-header",
    "missing-label": "misspelt-header",
    "extra-label": "misspelt-header",
    "blank-label": "misspelt-header",
    "duplicate-label": "misspelt-header",
    "foreign-key": "unknown-reference",
    "hash-count": "changed-file",
    "byte-count": "changed-file",
}


def _table_words(data: Mapping[str, Any]) -> str:
    note = str(data.get("note") or data.get("message"))
    cell, name = data.get("cell"), data.get("fieldName")
    match data["type"]:
        case "type-error":
            expected = re.sub(r'.*type is "([^"]+)".*', r"\1", note)
            return f'"{cell}" in "{name}" is no {expected}'
        case "constraint-error":
            return f'"{cell}" in "{name}" is outside what the schema allows: {note}'
        case "primary-key":
            return (
                f"a second row for the same {note.split('as in row')[0].strip() or 'key'}"
                if "as in row" not in note
                else f"this row has the same key {note.replace('the same as in the row at position', 'as row')}"
            )
        case "incorrect-label" | "missing-label" | "extra-label":
            return f'the header "{data.get("label", "")}" is not the field "{name}"' if name else note
        case _:
            return note


def _table_hint(data: Mapping[str, Any], names: list[str]) -> str:
    match data["type"]:
        case "type-error":
            return "write numbers with a point and without %, spaces or thousands separators"
        case "constraint-error":
            return "correct the value, or the constraint in the descriptor if the value is right"
        case "primary-key":
            return "keep one of the two, or add the column that tells them apart to the primary key"
        case "extra-cell":
            return "this row has more cells than the header; a comma inside a text needs quotation marks around it"
        case "missing-cell":
            return "this row has fewer cells than the header"
        case "incorrect-label" | "extra-label":
            return did_you_mean(str(data.get("label", "")), names) or f"expected {', '.join(names)}"
        case _:
            return ""


def _plain(value: Any) -> Any:
    """Tuples back to lists, which is what frictionless expects."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def _table(root: Path, folder: str, resource: Mapping[str, Any]) -> Table:
    text = (root / folder / resource["path"]).read_bytes().decode("utf-8")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    return Table(resource["name"], f"{folder}/{resource['path']}", tuple(reader.fieldnames or ()), tuple(reader))
