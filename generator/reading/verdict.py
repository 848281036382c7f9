"""What frictionless finds in the rows of a package, in words that a contributor understands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.problem import Problem, did_you_mean
from generator.reading.descriptor import STANDARD, Remark
from generator.reading.strict_yaml import Location
from generator.reading.tables import Sheet
from generator.reading.words import quote

MOST = 1000
"""Faults told of one table."""


def judge(descriptor: Mapping[str, Any], sheets: Mapping[str, Sheet]) -> tuple[list[Remark], list[Problem]]:
    """Remarks on the descriptor, and problems of the rows of `sheets`. Rows are handed over as they were read, so that
    frictionless opens no file, follows no path and guesses nothing."""
    from frictionless import FrictionlessException, Package  # slow to import, and not needed by every command

    resources = {r["name"]: r for r in descriptor["resources"] if r["name"] in sheets}
    rest = {key: _plain(value) for key, value in descriptor.items() if key not in {"profile", "$schema", "beacon"}}
    handed = {**rest, "resources": [_handed(resource, sheets) for resource in resources.values()]}
    try:
        report = Package.from_descriptor(handed).validate(limit_errors=MOST)
    except FrictionlessException as fault:
        return [_remark(reason.note or reason.message, descriptor) for reason in fault.reasons or [fault.error]], []
    faults = [(task.name, error.to_descriptor()) for task in report.tasks for error in task.errors]
    notes = [error.note or error.message for error in report.errors]
    notes += [str(fault.get("note") or fault["message"]) for _, fault in faults if "rowNumber" not in fault]
    problems = [
        problem
        for name, resource in resources.items()
        for problem in _of_rows([f for n, f in faults if n == name and "rowNumber" in f], resource, sheets)
    ]
    return [_remark(note, descriptor) for note in notes], problems


def _handed(resource: Mapping[str, Any], sheets: Mapping[str, Sheet]) -> dict[str, Any]:
    """What frictionless is given of a table: its name, its schema, and its rows in the order of the schema."""
    sheet, schema = sheets[resource["name"]], resource["schema"]
    names = [field["name"] for field in schema["fields"]]
    columns = [sheet.columns.get(name) for name in names]
    rows = [["" if at is None else cells[at] for at in columns] for cells in sheet.rows]
    plain = {key: _plain(value) for key, value in schema.items() if key not in {"profile", "$schema"}}
    plain["foreignKeys"] = [
        key for key in plain.get("foreignKeys", ()) if key["reference"]["resource"] in {"", *sheets}
    ]
    return {"name": resource["name"], "type": "table", "data": [names, *rows], "schema": plain}


def _plain(value: Any) -> Any:
    """Tuples back to lists, which is what frictionless expects."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


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


def _of_rows(
    found: Sequence[Mapping[str, Any]], resource: Mapping[str, Any], sheets: Mapping[str, Sheet]
) -> Iterator[Problem]:
    """Faults of rows as problems. What is told already, of a missing column or of an empty key, is not told again."""
    sheet, schema = sheets[resource["name"]], resource["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    key = _names(schema.get("primaryKey", ()))
    empty = {error["rowNumber"] for error in found if "required" in str(error.get("note"))}
    for error in found:
        concerned = _names(error.get("fieldName") or error.get("fieldNames") or key)
        line, column = sheet.lines[error["rowNumber"] - 2], sheet.column(concerned[0]) if concerned else 1
        if any(name not in sheet.columns for name in concerned):
            continue
        match error["type"]:
            case "type-error":
                said = _type(error, fields[concerned[0]])
            case "constraint-error":
                said = _constraint(error, fields[concerned[0]], sheet)
            case "unique-error" if concerned == key:
                continue
            case "unique-error" | "primary-key" if "same as" in error["note"]:
                said = _twice(error, concerned, sheet)
            case "primary-key" if error["rowNumber"] in empty:
                continue
            case "primary-key":
                said = "not-allowed", f"{_list(concerned)} is empty", "it tells the rows apart, so every row needs it"
            case "foreign-key":
                said = _no_such_row(error, sheets[error["referenceName"] or resource["name"]])
            case _:
                said = "bad-table", _in_words(str(error.get("note") or error["message"])), STANDARD
        yield Problem(sheet.path, line, column, *said)


def _names(given: Any) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _list(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


Words = tuple[str, str, str]


def _type(error: Mapping[str, Any], field: Mapping[str, Any]) -> Words:
    kind = field.get("type", "string")
    wanted, hint = _TYPES.get(kind, (f"a {kind}", ""))
    return "wrong-type", f'"{error["cell"]}" in "{field["name"]}" is not {wanted}', hint


_NUMBERS = "write digits, with a point where needed, and no %, space or thousands separator"
_TYPES = {
    "number": ("a number", _NUMBERS), "integer": ("a whole number", "write digits and nothing else"), "year": ("a year", "write four digits"),
    "date": ("a date", "write 2026-03-21 (year-month-day)"), "boolean": ("true or false", "write one of the two words"),
}  # fmt: skip


def _constraint(error: Mapping[str, Any], field: Mapping[str, Any], sheet: Sheet) -> Words:
    constraints = field["constraints"]
    name = re.sub(r'constraint "(\w+)".*', r"\1", error["note"], flags=re.DOTALL)
    value, cell = constraints.get(name), f'"{error["cell"]}" in "{field["name"]}"'
    match name:
        case "required":
            return "not-allowed", f'"{field["name"]}" is empty', "every row needs it"
        case "enum":
            known = [str(item) for item in value]
            hint = did_you_mean(str(error["cell"]), known) or f"expected {', '.join(map(quote, known))}"
            return "not-allowed", f'"{error["cell"]}" is not one of the values of "{field["name"]}"', hint
        case "minimum" | "maximum":
            hint = f"expected {_bounds(constraints)}; correct the value, or the constraint if the value is right"
            return "not-allowed", f"{cell} is too {'low' if name == 'minimum' else 'high'}", hint
        case "minLength" | "maxLength":
            side = "at least" if name == "minLength" else "at most"
            return "not-allowed", f"{cell} has {len(error['cell'])} characters", f"expected {side} {value}"
        case _:
            return "not-allowed", f"{cell} has another form", _form(field, sheet)


def _form(field: Mapping[str, Any], sheet: Sheet) -> str:
    """What a cell with a pattern should look like: what the field is, and a cell of it that fits."""
    pattern, at = field["constraints"].get("pattern", ""), sheet.columns[field["name"]]
    fitting = next((row[at] for row in sheet.rows if row[at] and re.fullmatch(pattern, row[at])), "")
    described = str(field.get("description") or field.get("title") or f"expected the pattern {pattern}").rstrip(".")
    return f"{described}, for example {quote(fitting)}" if fitting else described


def _bounds(constraints: Mapping[str, Any]) -> str:
    low, high = constraints.get("minimum"), constraints.get("maximum")
    if low is not None and high is not None:
        return f"between {low} and {high}"
    return f"at least {low}" if high is None else f"at most {high}"


def _twice(error: Mapping[str, Any], key: Sequence[str], sheet: Sheet) -> Words:
    first = sheet.lines[int(re.sub(r"\D", "", error["note"])) - 2]
    hint = "keep one of the two, or add the column that tells them apart to the primary key"
    return "two-values-for-one-cell", f"this row has the same {_list(key)} as row {first}", hint


def _no_such_row(error: Mapping[str, Any], other: Sheet) -> Words:
    name, cell = error["referenceFieldNames"][0], str(error["fieldCells"][0])
    where = f'"{error["referenceName"]}"' if error["referenceName"] else "this table"
    known = [row[other.columns[name]] for row in other.rows] if name in other.columns else []
    hint = did_you_mean(cell, known) or "add the row it points at, or correct it"
    return "unknown-reference", f'no row with the {name} "{cell}" in {where}', hint
