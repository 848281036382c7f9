"""A data package's descriptor, judged before it is used: its shape, the files it names, and that its tables are plain."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from generator.problem import did_you_mean
from generator.reading.strict_yaml import Location

STANDARD = "see the Data Package standard, or copy from another package"


class Remark(NamedTuple):
    """A fault of a descriptor: its rule, where it stands, what is wrong and how to mend it."""

    rule: str
    at: Location
    message: str
    hint: str


def remarks(descriptor: Any) -> Iterator[Remark]:
    """Everything that keeps a descriptor from being used. Without any, each resource has a name, one path, and a schema
    of plain fields."""
    if not isinstance(descriptor, dict):
        yield Remark("wrong-type", (), "a descriptor is a group of fields", STANDARD)
        return
    yield from _elsewhere(descriptor)
    resources = descriptor.get("resources")
    if not isinstance(resources, tuple):
        yield Remark("wrong-type", ("resources",), 'a descriptor has a list "resources", one for each table', STANDARD)
        return
    if not resources:
        hint = "name the file of each table, with its schema"
        yield Remark("bad-descriptor", ("resources",), "a data package holds at least one table", hint)
    own = [remark for index, resource in enumerate(resources) for remark in _resource(resource, ("resources", index))]
    yield from own
    if not own:
        yield from _together(resources)


def _together(resources: Sequence[Mapping[str, Any]]) -> Iterator[Remark]:
    """Faults between tables: two of one name, or a foreign key that leads nowhere."""
    tables: dict[str, list[str]] = {}
    for index, resource in enumerate(resources):
        if resource["name"] in tables:
            at: Location = ("resources", index, "name")
            yield Remark("bad-descriptor", at, f'a second resource "{resource["name"]}"', "give each its own name")
        tables[resource["name"]] = [field["name"] for field in resource["schema"]["fields"]]
    for index, resource in enumerate(resources):
        for number, key in enumerate(resource["schema"].get("foreignKeys", ())):
            at = ("resources", index, "schema", "foreignKeys", number, "reference")
            other = key["reference"]["resource"] or resource["name"]
            if other not in tables:
                hint = did_you_mean(other, tables) or f"known here: {', '.join(tables)}"
                yield Remark("bad-descriptor", (*at, "resource"), f'there is no resource "{other}"', hint)
            else:
                yield from _key(key["reference"]["fields"], (*at, "fields"), tables[other])


_FOLLOWED = {
    ("$schema",), ("profile",), ("resources", "path"), ("resources", "$schema"), ("resources", "profile"),
    ("resources", "schema"), ("resources", "dialect"), ("resources", "schema", "$schema"),
    ("resources", "schema", "profile"), ("resources", "dialect", "$schema"),
}  # fmt: skip
"""The parts of a descriptor that a reader would open or fetch."""


def _elsewhere(descriptor: Mapping[str, Any]) -> Iterator[Remark]:
    for at, text in _texts(descriptor):
        inside = "://" not in text and not text.startswith(("/", "\\", "~")) and ".." not in PurePosixPath(text).parts
        if tuple(step for step in at if isinstance(step, str)) in _FOLLOWED and not inside:
            message = f'{".".join(map(str, at))} is "{text}"'
            yield Remark("remote-path", at, message, "a package names only files in its own folder")


def _texts(value: Any, at: Location = ()) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict | tuple):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, (*at, step))


def _resource(resource: Any, at: Location) -> Iterator[Remark]:
    number = f"resource {int(at[-1]) + 1}"
    if not isinstance(resource, dict):
        yield Remark("wrong-type", at, f"{number} is no group of fields", STANDARD)
        return
    for key in ("name", "path"):
        if not isinstance(resource.get(key), str):
            yield Remark("wrong-type", (*at, key), f'{number} needs one "{key}", a text', STANDARD)
    yield from _plain(resource, at)
    schema = resource.get("schema")
    if isinstance(schema, dict) and isinstance(schema.get("fields"), tuple):
        yield from _schema(schema, (*at, "schema"))
    else:
        message = f'{number} needs a "schema" with "fields", written in the descriptor'
        yield Remark(
            "wrong-type", (*at, "schema"), message, "see the Table Schema standard, or copy from another package"
        )


_PLAIN: Mapping[str, str] = {"type": "table", "scheme": "file", "format": "csv", "encoding": "utf-8"}
_REFUSED = ("data", "compression", "innerpath", "extrapaths", "control", "checklist", "pipeline", "detector")
_DIALECT: Mapping[str, tuple[object, ...]] = {
    "delimiter": (",",), "quoteChar": ('"',), "doubleQuote": (True,), "header": (True,),
    "lineTerminator": ("\n", "\r\n"), "skipInitialSpace": (False,),
}  # fmt: skip
"""What a dialect may say: only what holds anyway."""


def _plain(resource: Mapping[str, Any], at: Location) -> Iterator[Remark]:
    """A table is read in one way, whatever its descriptor asks for, so it may ask for nothing else."""
    for key, only in _PLAIN.items():
        if key in resource and str(resource[key]).casefold() != only:
            hint = f'save the table as comma-separated text in UTF-8, and write "{only}"'
            yield Remark("bad-descriptor", (*at, key), f'"{key}" is not "{only}"', hint)
    for key in _REFUSED:
        if key in resource:
            hint = "save the table as one comma-separated file, and remove this"
            yield Remark("bad-descriptor", (*at, key), f'a table is read without "{key}"', hint)
    dialect = resource.get("dialect", {})
    if not isinstance(dialect, dict) or any(value not in _DIALECT.get(key, ()) for key, value in dialect.items()):
        hint = 'separate cells with commas, quote texts with ", and remove "dialect"'
        yield Remark("bad-descriptor", (*at, "dialect"), "a table has no dialect of its own", hint)


_TYPES = ("string", "integer", "number", "boolean", "date", "year")
_OPTIONS = ("decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues")


def _schema(schema: Mapping[str, Any], at: Location) -> Iterator[Remark]:
    names: list[str] = []
    for index, field in enumerate(schema["fields"]):
        here: Location = (*at, "fields", index)
        if not isinstance(field, dict) or not isinstance(field.get("name"), str):
            yield Remark("wrong-type", here, f'field {index + 1} needs a "name", a text', STANDARD)
            continue
        if field["name"] in names:
            yield Remark(
                "bad-descriptor", (*here, "name"), f'a second field "{field["name"]}"', "give each its own name"
            )
        names.append(field["name"])
        yield from _field(field, here)
    yield from _missing_values(schema, at)
    yield from _key(schema.get("primaryKey", ()), (*at, "primaryKey"), names)
    foreign = schema.get("foreignKeys", ())
    for index, key in enumerate(foreign if isinstance(foreign, tuple) else (foreign,)):
        yield from _foreign_key(key, (*at, "foreignKeys", index), names)


def _field(field: Mapping[str, Any], at: Location) -> Iterator[Remark]:
    kind = field.get("type", "string")
    if kind not in _TYPES:
        near = did_you_mean(str(kind), _TYPES) or f"known here: {', '.join(_TYPES)}"
        yield Remark("bad-descriptor", (*at, "type"), f'there is no type "{kind}"', near)
    if field.get("format", "default") != "default":
        hint = "remove it; a date is written 2026-03-21"
        yield Remark("bad-descriptor", (*at, "format"), "a field has no format of its own", hint)
    for key in _OPTIONS:
        if key in field:
            hint = "remove it; numbers have a point and nothing else, and a boolean is true or false"
            yield Remark("bad-descriptor", (*at, key), f'cells are read without "{key}"', hint)
    yield from _missing_values(field, at)
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        yield Remark("wrong-type", (*at, "constraints"), '"constraints" is no group of fields', STANDARD)
        return
    for name, value in constraints.items() if kind in _TYPES else ():
        if wanted := _unfit(name, value, kind):
            yield Remark("bad-descriptor", (*at, "constraints", name), f'the constraint "{name}" does not fit', wanted)


def _unfit(name: str, value: Any, kind: str) -> str:
    """What a constraint should be; '' when it is so."""
    match name:
        case "required" | "unique":
            return "" if isinstance(value, bool) else "write true or false"
        case "minLength" | "maxLength":
            fits = kind == "string" and type(value) is int and value >= 0
            return "" if fits else "only a string has it, as a whole number"
        case "minimum" | "maximum":
            return (
                ""
                if _is_a(kind, value) and kind in {"integer", "number", "year", "date"}
                else f"write a value of the type {kind}"
            )
        case "pattern":
            return _unfit_pattern(value) if kind == "string" else "only a string has it"
        case "enum":
            fits = isinstance(value, tuple) and bool(value) and all(_is_a(kind, item) for item in value)
            return "" if fits else f"write a list of values of the type {kind}"
        case _:
            return did_you_mean(name, _CONSTRAINTS) or f"known here: {', '.join(_CONSTRAINTS)}"


_CONSTRAINTS = ("required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern", "enum")


def _is_a(kind: str, value: Any) -> bool:
    match kind:
        case "integer" | "year":
            return type(value) is int
        case "number":
            return type(value) in {int, float}
        case "boolean":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, str) and _is_day(value)
        case _:
            return isinstance(value, str)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unfit_pattern(value: Any) -> str:
    try:
        re.compile(value)
    except (re.error, TypeError, OverflowError, RecursionError):
        return "write a regular expression"
    return ""


def _missing_values(part: Mapping[str, Any], at: Location) -> Iterator[Remark]:
    given = part.get("missingValues", ())
    if not isinstance(given, tuple) or not all(isinstance(sign, str) for sign in given):
        hint = 'write a list of texts, such as ["", ".."]'
        yield Remark("bad-descriptor", (*at, "missingValues"), '"missingValues" is no list of texts', hint)


def _key(key: Any, at: Location, names: Sequence[str]) -> Iterator[Remark]:
    for name in key if isinstance(key, tuple) else (key,):
        if name not in names:
            hint = did_you_mean(str(name), names) or f"known here: {', '.join(names)}"
            yield Remark("bad-descriptor", at, f'the key names "{name}", which is no field of the table', hint)


def _foreign_key(key: Any, at: Location, names: Sequence[str]) -> Iterator[Remark]:
    reference = key.get("reference") if isinstance(key, dict) else None
    if not isinstance(reference, dict) or not isinstance(reference.get("resource"), str):
        hint = 'write "fields", and "reference" with "resource" and "fields"'
        yield Remark("bad-descriptor", at, "a foreign key says what it refers to", hint)
        return
    yield from _key(key.get("fields", ""), (*at, "fields"), names)
    if not _same_number(key.get("fields"), reference.get("fields")):
        hint = "name as many fields there as here"
        yield Remark(
            "bad-descriptor", (*at, "reference"), "a foreign key refers to one field for each of its own", hint
        )


def _same_number(here: Any, there: Any) -> bool:
    return (isinstance(here, str) and isinstance(there, str)) or (
        isinstance(here, tuple) and isinstance(there, tuple) and len(here) == len(there) > 0
    )
