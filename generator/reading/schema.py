"""A Table Schema: what may stand in one, judged before it is used, and the same as typed values."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.problem import did_you_mean
from generator.reading.patterns import UNREAD, common
from generator.reading.remark import STANDARD, Remark
from generator.reading.strict_yaml import Location

CATEGORIES = "categories"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `signs` are the texts that stand for a missing value; `options` the keys that change how cells are read."""

    name: str
    kind: str
    format: str
    signs: frozenset[str]
    constraints: Mapping[str, Any]
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Fields whose cells must stand in the fields of another table, or of this one where `resource` is ''."""

    fields: tuple[str, ...]
    resource: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """`match` says which columns the table may have: `exact` those of the schema, or as the standard calls it. `given` is
    the schema as written."""

    fields: tuple[Field, ...]
    match: str
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    given: Mapping[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)


def schema_of(given: Mapping[str, Any]) -> Schema:
    """A schema without remarks, as typed values."""
    common = given.get("missingValues", ("",))
    return Schema(
        tuple(_field_of(field, field.get("missingValues", common)) for field in given["fields"]),
        match_of(given),
        _names(given.get("primaryKey", ())),
        tuple(
            ForeignKey(_names(k["fields"]), k["reference"].get("resource", ""), _names(k["reference"]["fields"]))
            for k in given.get("foreignKeys", ())
        ),
        tuple(map(_names, given.get("uniqueKeys", ()))),
        given,
    )


def match_of(given: Mapping[str, Any]) -> str:
    """How the columns are matched; the profile of version 2.0 of the standard had it in a list by mistake."""
    match given.get("fieldsMatch", "exact"):
        case str(name) | (str(name),):
            return name
        case _:
            return ""


def _field_of(given: Mapping[str, Any], missing: Sequence[Any]) -> Field:
    signs = frozenset(_values(missing))
    options = frozenset(OPTIONS & given.keys())
    return Field(
        given["name"],
        given.get("type", "string"),
        given.get("format", "default"),
        signs,
        constraints_of(given),
        options,
    )


def constraints_of(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """The constraints of a field; a closed list of categories is one, although the standard keeps it elsewhere."""
    constraints: Mapping[str, Any] = given.get("constraints", {})
    listed = tuple(_values(given.get(CATEGORIES, ())))
    return {"enum": listed, **constraints} if listed else constraints


def _values(given: Sequence[Any]) -> Iterator[Any]:
    """Values that may be written with a label: signs for missing values, categories."""
    return (item.get("value") if isinstance(item, dict) else item for item in given)


def _names(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given


_BOUNDED = ("required", "unique", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "enum")
_LISTED = ("required", "unique", "enum")
_SIZED = ("required", "unique", "minLength", "maxLength")
CONSTRAINTS: Mapping[str, Sequence[str]] = {
    "string": (*_SIZED, "pattern", "enum"), "integer": _BOUNDED, "number": _BOUNDED, "boolean": _LISTED, "date": _BOUNDED,
    "year": _BOUNDED, "datetime": _BOUNDED, "time": _BOUNDED, "yearmonth": _BOUNDED, "duration": _LISTED,
    "geopoint": _LISTED, "geojson": _LISTED, "list": _SIZED, "array": (*_SIZED, "enum"), "object": (*_SIZED, "enum"),
    "any": _LISTED,
}  # fmt: skip
"""The types of the standard, each with the constraints it has."""
OPTIONS = frozenset(
    {"decimalChar", "groupChar", "bareNumber", "floatNumber", "trueValues", "falseValues", "delimiter", "itemType", "arrayItem"}
)  # fmt: skip
TRUE = ("true", "True", "TRUE", "1")
FALSE = ("false", "False", "FALSE", "0")
_MATCHES = ("exact", "equal", "subset", "superset", "partial")


def remarks(schema: Mapping[str, Any], at: Location) -> Iterator[Remark]:
    """What is wrong with a schema that has `fields` and stands at `at`."""
    names: list[str] = []
    if not schema["fields"]:
        yield Remark("wrong-type", (*at, "fields"), "a schema has at least one field", STANDARD)
    for index, field in enumerate(schema["fields"]):
        here: Location = (*at, "fields", index)
        if not isinstance(field, dict) or not isinstance(field.get("name"), str) or not field["name"]:
            yield Remark("wrong-type", here, f'field {index + 1} needs a "name", a text', STANDARD)
            continue
        if field["name"] in names:
            said = f'a second field "{field["name"]}"'
            yield Remark("bad-descriptor", (*here, "name"), said, "give each its own name")
        names.append(field["name"])
        yield from _field(field, here)
    yield from _missing_values(schema, at)
    if match_of(schema) not in _MATCHES:
        hint = f"write one of {', '.join(_MATCHES)}"
        yield Remark("bad-descriptor", (*at, "fieldsMatch"), 'columns cannot be matched by this "fieldsMatch"', hint)
    yield from names_of_key(schema.get("primaryKey", ()), (*at, "primaryKey"), names)
    yield from _unique_keys(schema.get("uniqueKeys", ()), (*at, "uniqueKeys"), names)
    foreign = schema.get("foreignKeys", ())
    if not isinstance(foreign, tuple):
        yield Remark("wrong-type", (*at, "foreignKeys"), '"foreignKeys" is no list', STANDARD)
        return
    for index, key in enumerate(foreign):
        yield from _foreign_key(key, (*at, "foreignKeys", index), names)


def _unique_keys(given: Any, at: Location, names: Sequence[str]) -> Iterator[Remark]:
    if not isinstance(given, tuple) or not all(isinstance(key, tuple) and key for key in given):
        hint = 'write a list of keys, each a list of fields: [["place_id", "year"]]'
        yield Remark("wrong-type", at, '"uniqueKeys" is no list of keys', hint)
        return
    for index, key in enumerate(given):
        yield from names_of_key(key, (*at, index), names)


def _field(field: Mapping[str, Any], at: Location) -> Iterator[Remark]:
    kind = str(field.get("type", "string"))
    if kind not in CONSTRAINTS:
        near = did_you_mean(kind, CONSTRAINTS) or f"known here: {', '.join(CONSTRAINTS)}"
        yield Remark("bad-descriptor", (*at, "type"), f'there is no type "{kind}"', near)
    for key, (fits, hint) in _SHAPES.items():
        if key in field and not fits(field[key]):
            yield Remark("bad-descriptor", (*at, key), f'"{key}" does not fit', hint)
    listed = field.get(CATEGORIES, ())
    if not isinstance(listed, tuple) or (
        listed and not (kind in _CATEGORISED and all(_is_a(kind, value, field) for value in _values(listed)))
    ):
        hint = f'only {" and ".join(_CATEGORISED)} have them: a list of values, or of groups with "value" and "label"'
        yield Remark("bad-descriptor", (*at, CATEGORIES), '"categories" does not fit', hint)
    yield from _missing_values(field, at)
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        yield Remark("wrong-type", (*at, "constraints"), '"constraints" is no group of fields', STANDARD)
        return
    for name, value in constraints.items() if kind in CONSTRAINTS else ():
        if wanted := _unfit(name, value, kind, field):
            yield Remark("bad-descriptor", (*at, "constraints", name), f'the constraint "{name}" does not fit', wanted)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _are_texts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


_SHAPES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "format": (_is_text, "write default, or another format of the standard"),
    "decimalChar": (lambda value: _is_text(value) and len(value) == 1, "write the sign before the decimals"),
    "groupChar": (_is_text, "write the sign between groups of digits"),
    "bareNumber": (lambda value: isinstance(value, bool), "write true or false"),
    "trueValues": (_are_texts, "write a list of texts"),
    "falseValues": (_are_texts, "write a list of texts"),
    "delimiter": (lambda value: _is_text(value) and bool(value), "write the sign between the items"),
}
_CATEGORISED = ("string", "integer")


def _unfit(name: str, value: Any, kind: str, field: Mapping[str, Any]) -> str:
    """What a constraint should be; '' when it is so."""
    if name not in CONSTRAINTS[kind]:
        owners = [other for other, names in CONSTRAINTS.items() if name in names]
        return (
            f"a {kind} has no such constraint; only {', '.join(owners)}"
            if owners
            else did_you_mean(name, CONSTRAINTS[kind]) or f"known here: {', '.join(CONSTRAINTS[kind])}"
        )
    match name:
        case "required" | "unique":
            return "" if isinstance(value, bool) else "write true or false"
        case "minLength" | "maxLength":
            return "" if type(value) is int and value >= 0 else "write a whole number"
        case "pattern":
            return _unfit_pattern(value)
        case "enum":
            fits = isinstance(value, tuple) and bool(value) and all(_is_a(kind, item, field) for item in value)
            return "" if fits else f"write a list of values of the type {kind}"
        case _:
            return "" if _is_a(kind, value, field) else f"write a value of the type {kind}"


_WHOLE = re.compile(r"[-+]?\d{1,40}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][-+]?\d{1,2})?", re.ASCII)


def _is_a(kind: str, value: Any, field: Mapping[str, Any]) -> bool:
    """Whether a value of a constraint is of the field's type, as itself or as a cell would have it."""
    if isinstance(value, str) and (field.keys() & OPTIONS or field.get("format", "default") != "default"):
        return True  # written as its cells are, which frictionless reads
    match kind:
        case "integer":
            return type(value) is int or (isinstance(value, str) and bool(_WHOLE.fullmatch(value)))
        case "year":
            return (type(value) is int and 0 <= value <= 9999) or (
                isinstance(value, str) and bool(_YEAR.fullmatch(value))
            )
        case "number":
            return type(value) in {int, float} or (isinstance(value, str) and bool(_DECIMAL.fullmatch(value)))
        case "boolean":
            return isinstance(value, bool) or (isinstance(value, str) and value in TRUE + FALSE)
        case "date":
            return isinstance(value, str) and _is_day(value)
        case "string" | "any":
            return isinstance(value, str)
        case "array":
            return isinstance(value, str | tuple)
        case "object" | "geojson":
            return isinstance(value, str | dict)
        case _:
            return isinstance(value, str)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unfit_pattern(value: Any) -> str:
    """Only what RE2 reads is taken: Python would try some patterns on a short cell for longer than anybody lives."""
    return "" if isinstance(value, str) and common(value) is not None else UNREAD


def _missing_values(part: Mapping[str, Any], at: Location) -> Iterator[Remark]:
    given = part.get("missingValues", ())
    if not isinstance(given, tuple) or not all(isinstance(sign, str) for sign in _values(given)):
        hint = 'write a list of texts, such as ["", ".."]'
        yield Remark("bad-descriptor", (*at, "missingValues"), '"missingValues" is no list of texts', hint)


def names_of_key(key: Any, at: Location, names: Sequence[str]) -> Iterator[Remark]:
    """Whether a key names fields of its table, which are `names`."""
    for name in key if isinstance(key, tuple) else (key,):
        if name not in names:
            hint = did_you_mean(str(name), names) or f"known here: {', '.join(names)}"
            yield Remark("bad-descriptor", at, f'the key names "{name}", which is no field of the table', hint)


def _foreign_key(key: Any, at: Location, names: Sequence[str]) -> Iterator[Remark]:
    reference = key.get("reference") if isinstance(key, dict) else None
    if not isinstance(reference, dict) or not isinstance(reference.get("resource", ""), str):
        hint = 'write "fields", and "reference" with "resource" and "fields"'
        yield Remark("bad-descriptor", at, "a foreign key says what it refers to", hint)
        return
    if elsewhere := reference.keys() & {"datapackage", "package"}:
        said = "a foreign key leads to another package, which is never read"
        hint = "put the table it leads to into this package"
        yield Remark("remote-path", (*at, "reference", min(elsewhere)), said, hint)
    yield from names_of_key(key.get("fields", ""), (*at, "fields"), names)
    if not _same_number(key.get("fields"), reference.get("fields")):
        hint = "name as many fields there as here"
        said = "a foreign key refers to one field for each of its own"
        yield Remark("bad-descriptor", (*at, "reference"), said, hint)


def _same_number(here: Any, there: Any) -> bool:
    """Whether two keys, each one name or a list of them, have as many names."""
    keys = [_names(key) for key in (here, there) if isinstance(key, str | tuple)]
    return len(keys) == 2 and len(keys[0]) == len(keys[1]) > 0
