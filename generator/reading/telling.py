"""The words for what frictionless finds in the rows of a table: rule, message and hint, for a contributor."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from generator.problem import did_you_mean
from generator.reading.amends import in_another_form, stored_day
from generator.reading.compiled import Judged, misfits
from generator.reading.remark import STANDARD
from generator.reading.schema import Field
from generator.reading.standard import in_words
from generator.reading.words import enumerated, quote

Error = Mapping[str, Any]
Words = tuple[str, str, str]
NOT_JUDGED = "not-judged"
"""The kind of error of a row that Python could not compare with the others."""
MOST_SUGGESTED = 100
"""To look for the nearest of many words takes its time; nobody reads more of them."""


class Telling:
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
                return "not-allowed", f"{enumerated(names)} is empty", "it tells the rows apart, so every row needs it"
            case "foreign-key":
                return None if self.has_unread(names, error["rowNumber"]) else self.no_such_row(error)
            case "blank-row":
                self.empty_row = error["rowNumber"]
                return "blank-row", "this row holds nothing but signs for missing values", "remove it"
            case str(kind) if kind == NOT_JUDGED:
                hint = "write the cells and the constraints of each column in one form"
                return (
                    "wrong-type",
                    f"this row and those behind it cannot be compared: {in_words(error['note'])}",
                    hint,
                )
            case _:
                return "bad-table", in_words(str(error.get("note") or error["message"])), STANDARD

    def type(self, error: Error, field: Field) -> Words:
        cell = error["cell"]
        if field.kind == "list":
            return "wrong-type", f'{quote(cell)} in "{field.name}" is not such a list', in_words(error["note"])
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
        return "two-values-for-one-cell", f"this row has the same {enumerated(key)} as row {line}", hint

    def no_such_row(self, error: Error) -> Words:
        other = self.tables[error["referenceName"] or self.name]
        name, cell = error["referenceFieldNames"][0], str(error["fieldCells"][0])
        where = f'"{error["referenceName"]}"' if error["referenceName"] else "this table"
        known = dict.fromkeys(other.sheet.of(name))
        hint = self.nearest(cell, f"{where} {name}", known) or "add the row it points at, or correct it"
        return "unknown-reference", f"no row with the {name} {quote(cell)} in {where}", hint


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
