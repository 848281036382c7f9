"""What frictionless finds in a descriptor and in the rows of a table, in words that a contributor understands."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.problem import Problem, did_you_mean
from generator.reading.amends import in_another_form, stored_day
from generator.reading.compiled import Judged, misfits
from generator.reading.descriptor import is_table
from generator.reading.metadata import is_second
from generator.reading.remark import STANDARD, Remark
from generator.reading.schema import Field, Schema, constraints_of
from generator.reading.strict_yaml import Location
from generator.reading.words import quote

if TYPE_CHECKING:
    from frictionless import Package

_SECOND = "https://datapackage.org/profiles/2.0/datapackage.json"
_OF_ALL = ("name", "title", "description", "homepage", "licenses", "sources")
_OF_PACKAGE = (*_OF_ALL, "contributors", "keywords", "image", "version", "created", "missingValues", "fields")
_OF_RESOURCE = (*_OF_ALL, "mediatype", "missingValues")
_OF_SCHEMA = ("name", "title", "description", "missingValues", "primaryKey", "foreignKeys")
_OF_FIELD = (
    "name", "type", "title", "description", "format", "missingValues", "rdfType", "example", "required", "bareNumber",
    "floatNumber", "decimalChar", "groupChar", "trueValues", "falseValues", "delimiter", "itemType", "arrayItem",
)  # fmt: skip
"""What frictionless is handed of a descriptor: nothing that it would open or fetch."""


def remarks_of(descriptor: Mapping[str, Any], sound: Collection[int]) -> list[Remark]:
    """Remarks on a descriptor and on its `sound` resources, by number, in which we found nothing ourselves. Its tables are
    handed over without a row."""
    from frictionless import FrictionlessException  # slow to import, and not needed for most packages

    resources = [
        {**_part(resource, _OF_RESOURCE), **({"schema": resource["schema"]} if is_table(resource) else {})}
        if number in sound
        else {"name": f"unsound-{number}"}
        for number, resource in enumerate(descriptor["resources"])
    ]
    try:
        package = _package(_part(descriptor, _OF_PACKAGE), resources, second=is_second(descriptor))
    except FrictionlessException as fault:
        return [_remark(reason.note or reason.message, descriptor) for reason in fault.reasons or [fault.error]]
    return [
        Remark("bad-descriptor", ("resources", number, "schema", "fields", *at), "the constraint does not fit", hint)
        for number, resource in enumerate(package.resources)
        for at, hint in _unread_constraints(resource)
    ]


def _package(told: Mapping[str, Any], resources: Sequence[Mapping[str, Any]], *, second: bool) -> "Package":
    """A package of frictionless, without data. Raises FrictionlessException."""
    from frictionless import Package

    handed = [
        {
            **_plain({key: value for key, value in resource.items() if key != "schema"}),
            "data": [],
            **({"type": "table", "schema": _schema(resource["schema"])} if "schema" in resource else {}),
        }
        for resource in resources
    ]
    version = {"$schema": _SECOND} if second else {}
    return Package.from_descriptor({**version, **_plain(told), "resources": handed})


def _part(given: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: given[key] for key in keys if key in given}


def _schema(given: Mapping[str, Any]) -> dict[str, Any]:
    """A schema as it is handed over: lists of categories as constraints, columns matched by us."""
    fields = []
    for field in given["fields"]:
        constraints = constraints_of(field)
        fields.append({**_part(field, _OF_FIELD), **({"constraints": constraints} if constraints else {})})
    found: dict[str, Any] = _plain({**_part(given, _OF_SCHEMA), "fields": tuple(fields)})
    return found


def _plain(value: Any) -> Any:
    """Tuples back to lists, which is what frictionless expects."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def _unread_constraints(resource: Any) -> Iterator[tuple[Location, str]]:
    """Constraints that frictionless cannot read as cells of their field, and would stumble over in each row."""
    for number, field in enumerate(resource.schema.fields if resource.schema else ()):
        read = field.create_value_reader()
        for name, wanted in field.constraints.items():
            values = wanted if name == "enum" else [wanted] if name.lower().endswith(("minimum", "maximum")) else []
            if any(read(value) is None for value in values):
                yield (number, "constraints", name), f"write a value of the type {field.type}, as its cells have it"


def _remark(note: str, descriptor: Mapping[str, Any]) -> Remark:
    """A note on the descriptor, at the value it speaks of when it names one."""
    found = re.search(r"(.*) at property '([^']+)'$", note, re.DOTALL)
    if not found:
        return Remark("bad-descriptor", (), _in_words(note), STANDARD)
    steps = tuple(int(step) if step.isdigit() else step for step in found[2].split("/"))
    at = next((at for at in _locations(descriptor) if at[-len(steps) :] == steps), ())
    return Remark("bad-descriptor", at, f'"{found[2]}": {_in_words(found[1])}', STANDARD)


def _locations(value: Any, at: Location = ()) -> Iterator[Location]:
    yield at
    if isinstance(value, dict | tuple):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _locations(inner, (*at, step))


def _in_words(note: str) -> str:
    """A note without the signs of the code it comes from."""
    for code, said in _SAID.items():
        note = note.replace(code, said)
    return re.sub(r"[\[{](.*?)[\]}]", r"\1", note).replace("'", '"').replace('""', '"')


_SAID = {
    "is not of type 'array'": "is not a list", "is not of type 'object'": "is not a group of fields",
    "is not of type 'string'": "is not a text", "does not match '^([-a-z0-9._/])+$'": "holds more than a-z, 0-9, -, . and _",
    "is not valid under any of the given schemas": "is of another kind",
}  # fmt: skip


def judge(name: str, tables: Mapping[str, Judged]) -> Iterator[Problem]:
    """Problems of the rows of one of the `tables` of a package. Cells are handed over as they were read, so that
    frictionless opens no file, follows no path and guesses nothing."""
    telling = _Telling(name, tables)
    told: set[tuple[int, int]] = set()
    for error in _errors(name, tables):
        if said := telling.words(error):
            told.add(telling.place(error))
            yield Problem(telling.sheet.path, *telling.place(error), *said)
    for place, said in chain(_lax(telling), _misfits(telling)):
        if place not in told:
            yield Problem(telling.sheet.path, *place, *said)


def _lax(telling: "_Telling") -> Iterator[tuple[tuple[int, int], "Words"]]:
    """Cells that Python reads as numbers or days, and the standard does not: `1_000`, digits of other scripts, 2020-1-5."""
    for field in telling.schema.fields:
        if field.kind not in _FORMS or field.options or field.format != "default":
            continue
        column = telling.sheet.of(field.name)
        odd = {cell for cell in set(column) - field.signs if not _FORMS[field.kind].fullmatch(cell)}
        for line, cell in zip(telling.sheet.lines, column, strict=True) if odd else ():
            if cell in odd:
                yield (line, telling.sheet.column(field.name)), telling.type({"cell": cell}, field)


def _misfits(telling: "_Telling") -> Iterator[tuple[tuple[int, int], "Words"]]:
    """Cells that do not fit the pattern of their field. Frictionless is not asked: how long it takes depends on the pattern."""
    for field in telling.schema.fields:
        if pattern := field.constraints.get("pattern"):
            column = telling.sheet.of(field.name)
            odd = misfits(pattern, set(column) - field.signs)
            for line, cell in zip(telling.sheet.lines, column, strict=True) if odd else ():
                if cell in odd:
                    said = f'{quote(cell)} in "{field.name}" has another form'
                    yield (line, telling.sheet.column(field.name)), ("not-allowed", said, telling.form(field))


def told_twice(table: Judged) -> Iterator[Problem]:
    """Rows that share a key of `uniqueKeys`, which frictionless passes over. A row that lacks a part of a key shares it with
    none, as in SQL."""
    signs = {field.name: field.signs for field in table.schema.fields}
    for key in table.schema.unique_keys:
        if key == table.schema.primary_key or not {*key} <= {*table.sheet.columns}:
            continue
        first: dict[tuple[str, ...], int] = {}
        for line, cells in zip(table.sheet.lines, zip(*map(table.sheet.of, key), strict=True), strict=True):
            if any(cell in signs[name] for name, cell in zip(key, cells, strict=True)):
                continue
            if cells in first:
                said = f"this row has the same {_listed(key)} as row {first[cells]}"
                hint = "keep one of the two, or add the column that tells them apart to the key"
                yield Problem(table.sheet.path, line, table.sheet.column(key[0]), "two-values-for-one-cell", said, hint)
            first.setdefault(cells, line)


_FORMS = {
    "integer": re.compile(r"[+-]?[0-9]+"),
    "year": re.compile(r"[0-9]{4}"),
    "number": re.compile(
        r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?(?:nan|inf)", re.IGNORECASE | re.ASCII
    ),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}


_NOT_JUDGED = "not-judged"


def _errors(name: str, tables: Mapping[str, Judged]) -> Iterator[Mapping[str, Any]]:
    """What frictionless says of each row; a schema that it does not take has been told, and no row is judged by it."""
    from frictionless import FrictionlessException

    row = 1
    try:
        package = _with_rows(name, tables)
        judged = package.get_table_resource(name)
        if any(_unread_constraints(judged)):
            return
        with judged:
            for found in judged.row_stream:
                yield from (error.to_descriptor() for error in found.errors)
                row = found.row_number
    except FrictionlessException:
        return
    except (TypeError, ValueError, ArithmeticError) as fault:  # such as a time with its zone against one without
        yield {"type": _NOT_JUDGED, "rowNumber": row + 1, "note": str(fault)}


def _with_rows(name: str, tables: Mapping[str, Judged]) -> "Package":
    """One table and those that its foreign keys lead to, for frictionless."""
    main = tables[name].schema
    fields = {other: _present(tables[other]) for other in (name, *_aims(main)) if other in tables}
    keys = [
        {"fields": list(key.fields), "reference": {"resource": key.resource, "fields": list(key.others)}}
        for key in main.foreign_keys
        if {*key.fields} <= {*fields[name]} and {*key.others} <= {*_found(tables, key.resource or name)}
    ]
    primary = main.primary_key if {*main.primary_key} <= {*fields[name]} else ()
    own = {"primaryKey": primary, "foreignKeys": tuple(keys)}
    schemas = {
        other: {
            **{key: value for key, value in tables[other].schema.given.items() if key not in own},
            "fields": tuple(
                _without_pattern(field) for field in tables[other].schema.given["fields"] if field["name"] in names
            ),
            **(own if other == name else {}),
        }
        for other, names in fields.items()
    }
    package = _package({}, [{"name": other, "schema": schema} for other, schema in schemas.items()], second=True)
    for other, names in fields.items():
        columns = [tables[other].sheet.of(field) for field in names]
        package.get_resource(other).data = [list(names), *map(list, zip(*columns, strict=True))]
    return package


def _without_pattern(field: Mapping[str, Any]) -> Mapping[str, Any]:
    constraints = {name: value for name, value in field.get("constraints", {}).items() if name != "pattern"}
    return {**field, "constraints": constraints} if "constraints" in field else field


def _aims(schema: Schema) -> Iterator[str]:
    """The other tables that the foreign keys of a schema lead to."""
    return (key.resource for key in schema.foreign_keys if key.resource)


def _found(tables: Mapping[str, Judged], name: str) -> Iterable[str]:
    return tables[name].sheet.columns if name in tables else ()


def _present(table: Judged) -> tuple[str, ...]:
    """The fields to judge: where the table may lack some, those that it has."""
    names = table.schema.names
    lacking = table.schema.match in {"superset", "partial"}
    return tuple(name for name in names if name in table.sheet.columns) if lacking else names


Error = Mapping[str, Any]
Words = tuple[str, str, str]
MOST_SUGGESTED = 100
"""To look for the nearest of many words takes its time; nobody reads more of them."""


class _Telling:
    """The words for what frictionless finds in one table."""

    def __init__(self, name: str, tables: Mapping[str, Judged]) -> None:
        self.tables = tables
        self.name, self.sheet, self.schema = name, tables[name].sheet, tables[name].schema
        self.fields = {field.name: field for field in self.schema.fields}
        self.suggested: dict[tuple[str, str], str] = {}
        self.empty_row = 0
        self.unread: set[tuple[int, str]] = set()

    def concerned(self, error: Error) -> tuple[str, ...]:
        """The fields that an error is about."""
        named = error.get("fieldName") or error.get("fieldNames") or self.schema.primary_key
        return (named,) if isinstance(named, str) else tuple(named)

    def place(self, error: Error) -> tuple[int, int]:
        """The line and the column of an error."""
        names = self.concerned(error)
        return self.sheet.lines[error["rowNumber"] - 2], self.sheet.column(names[0]) if names else 1

    def words(self, error: Error) -> Words | None:
        """Rule, message and hint; None for what is told already, of a missing column or of an empty key."""
        names = self.concerned(error)
        if any(name not in self.sheet.columns for name in names) and error["type"] != "blank-row":
            return None
        if "required" in str(error.get("note")):
            self.empty_row = error["rowNumber"]
        match error["type"]:
            case "type-error":
                self.unread.add((error["rowNumber"], names[0]))
                return self.type(error, self.fields[names[0]])
            case "constraint-error":
                return self.constraint(error, self.fields[names[0]])
            case "unique-error" if names == self.schema.primary_key:
                return None
            case "unique-error" | "primary-key" if "same as" in error["note"]:
                first = int(re.sub(r"\D", "", error["note"]))
                return None if self.has_unread(names, error["rowNumber"], first) else self.twice(first, names)
            case "primary-key" if error["rowNumber"] == self.empty_row:
                return None
            case "primary-key":
                return "not-allowed", f"{_listed(names)} is empty", "it tells the rows apart, so every row needs it"
            case "foreign-key":
                return None if self.has_unread(names, error["rowNumber"]) else self.no_such_row(error)
            case "blank-row":
                self.empty_row = error["rowNumber"]
                return "blank-row", "this row holds nothing but signs for missing values", "remove it"
            case str(kind) if kind == _NOT_JUDGED:
                hint = "write the cells and the constraints of each column in one form"
                return (
                    "wrong-type",
                    f"this row and those behind it cannot be compared: {_in_words(error['note'])}",
                    hint,
                )
            case _:
                return "bad-table", _in_words(str(error.get("note") or error["message"])), STANDARD

    def type(self, error: Error, field: Field) -> Words:
        cell = error["cell"]
        if field.kind == "list":
            return "wrong-type", f'{quote(cell)} in "{field.name}" is not such a list', _in_words(error["note"])
        wanted, hint = _TYPES.get(field.kind, (f"of the type {field.kind}", _WRITTEN.get(field.kind, STANDARD)))
        if not field.options and field.format == "default":
            hint = in_another_form(field.kind, field.name, cell) or hint
        return "wrong-type", f'{quote(cell)} in "{field.name}" is not {wanted}', hint

    def constraint(self, error: Error, field: Field) -> Words:
        name = re.sub(r'constraint "(\w+)".*', r"\1", error["note"], flags=re.DOTALL)
        value, cell = field.constraints.get(name), f'{quote(error["cell"])} in "{field.name}"'
        match name:
            case "required":
                return "not-allowed", f'"{field.name}" is empty', "every row needs it"
            case "enum":
                known = [str(item) for item in field.constraints["enum"]]
                hint = self.nearest(error["cell"], field.name, known) or f"expected {', '.join(map(quote, known[:20]))}"
                return "not-allowed", f'{quote(error["cell"])} is not one of the values of "{field.name}"', hint
            case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
                high = name.lower().endswith("maximum")
                hint = (
                    f"expected {_bounds(field.constraints)}; correct the value, or the constraint if the value is right"
                )
                if high and "year" in field.name.casefold() and (day := stored_day(error["cell"])):
                    hint = f"a spreadsheet stores {day:%Y-%m-%d} as {error['cell']}: write {day:%Y}"
                return "not-allowed", f"{cell} is too {'high' if high else 'low'}", hint
            case "minLength" | "maxLength":
                side = "at least" if name == "minLength" else "at most"
                return "not-allowed", f"{cell} has {len(error['cell']):,} characters", f"expected {side} {value}"
            case _:
                return "not-allowed", f"{cell} has another form", self.form(field)

    def form(self, field: Field) -> str:
        """What a cell with a pattern should look like: what the field is, and a cell of it that fits."""
        key = ("", field.name)
        if key not in self.suggested:
            self.suggested[key] = self.described(field)
        return self.suggested[key]

    def described(self, field: Field) -> str:
        given = next(given for given in self.schema.given["fields"] if given["name"] == field.name)
        pattern = field.constraints.get("pattern", "")
        cells = [cell for cell in self.sheet.of(field.name) if cell]
        odd = misfits(pattern, cells)
        fitting = next((cell for cell in cells if cell not in odd), "")
        described = str(given.get("description") or given.get("title") or f"expected the pattern {pattern}").rstrip(".")
        return f"{described}, for example {quote(fitting)}" if fitting else described

    def nearest(self, cell: str, about: str, known: Iterable[str]) -> str:
        """The nearest known word as a question; '' when none is near, or after very many."""
        key = (about, cell)
        if key not in self.suggested:
            self.suggested[key] = did_you_mean(cell, known) if len(self.suggested) < MOST_SUGGESTED else ""
        return self.suggested[key]

    def has_unread(self, names: Sequence[str], *rows: int) -> bool:
        """Whether a cell of a key is of another type: told already, and read as if it were empty."""
        return any((row, name) in self.unread for row in rows for name in names)

    def twice(self, first: int, key: Sequence[str]) -> Words:
        line = self.sheet.lines[first - 2]
        hint = "keep one of the two, or add the column that tells them apart to the primary key"
        return "two-values-for-one-cell", f"this row has the same {_listed(key)} as row {line}", hint

    def no_such_row(self, error: Error) -> Words:
        other = self.tables[error["referenceName"] or self.name]
        name, cell = error["referenceFieldNames"][0], str(error["fieldCells"][0])
        where = f'"{error["referenceName"]}"' if error["referenceName"] else "this table"
        known = dict.fromkeys(other.sheet.of(name))
        hint = self.nearest(cell, f"{where} {name}", known) or "add the row it points at, or correct it"
        return "unknown-reference", f"no row with the {name} {quote(cell)} in {where}", hint


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


_NUMBERS = "write digits, with a point where needed, and no %, space or thousands separator"
_TYPES = {
    "number": ("a number", _NUMBERS), "integer": ("a whole number", "write digits and nothing else"), "year": ("a year", "write four digits"),
    "date": ("a date", "write 2026-03-21 (year-month-day)"), "boolean": ("true or false", "write one of the two words"),
}  # fmt: skip
_WRITTEN = {
    "datetime": "write 2026-03-21T14:30:00Z", "time": "write 14:30:00", "yearmonth": "write 2026-03",
    "duration": "write P1Y2M3DT4H5M6S, or a part of it", "geopoint": "write longitude, latitude: 90.50, 45.50",
    "array": 'write a list of JSON: ["a", "b"]', "object": 'write an object of JSON: {"a": 1}',
}  # fmt: skip


_SIDES = {"minimum": "at least", "exclusiveMinimum": "above", "maximum": "at most", "exclusiveMaximum": "below"}


def _bounds(constraints: Mapping[str, Any]) -> str:
    low, high = constraints.get("minimum"), constraints.get("maximum")
    if low is not None and high is not None:
        return f"between {low} and {high}"
    return " and ".join(f"{side} {constraints[name]}" for name, side in _SIDES.items() if name in constraints)
