"""What is wrong in the rows of a table by its schema: what frictionless finds, and what it passes over."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.problem import Problem
from generator.reading.compiled import Judged, misfits
from generator.reading.schema import Schema
from generator.reading.standard import package, unread_constraints
from generator.reading.telling import NOT_JUDGED, Telling, Words
from generator.reading.words import enumerated, quote

if TYPE_CHECKING:
    from frictionless import Package


def judge(name: str, tables: Mapping[str, Judged]) -> Iterator[Problem]:
    """Problems of the rows of one of the `tables` of a package. Cells are handed over as they were read, so that
    frictionless opens no file, follows no path and guesses nothing."""
    telling = Telling(name, tables)
    told: set[tuple[int, int]] = set()
    for error in _errors(name, tables):
        if said := telling.words(error):
            told.add(telling.place(error))
            yield Problem(telling.sheet.path, *telling.place(error), *said)
    for place, said in chain(_lax(telling), _misfits(telling)):
        if place not in told:
            yield Problem(telling.sheet.path, *place, *said)


def _lax(telling: Telling) -> Iterator[tuple[tuple[int, int], Words]]:
    """Cells that Python reads as numbers or days, and the standard does not: `1_000`, digits of other scripts, 2020-1-5."""
    for field in telling.schema.fields:
        if field.kind not in _FORMS or field.options or field.format != "default":
            continue
        column = telling.sheet.of(field.name)
        odd = {cell for cell in set(column) - field.signs if not _FORMS[field.kind].fullmatch(cell)}
        for line, cell in zip(telling.sheet.lines, column, strict=True) if odd else ():
            if cell in odd:
                yield (line, telling.sheet.column(field.name)), telling.type({"cell": cell}, field)


def _misfits(telling: Telling) -> Iterator[tuple[tuple[int, int], Words]]:
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
                said = f"this row has the same {enumerated(key)} as row {first[cells]}"
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


def _errors(name: str, tables: Mapping[str, Judged]) -> Iterator[Mapping[str, Any]]:
    """What frictionless says of each row; a schema that it does not take has been told, and no row is judged by it."""
    from frictionless import FrictionlessException

    row = 1
    try:
        judged = _with_rows(name, tables).get_table_resource(name)
        if any(unread_constraints(judged)):
            return
        with judged:
            for found in judged.row_stream:
                yield from (error.to_descriptor() for error in found.errors)
                row = found.row_number
    except FrictionlessException:
        return
    except (TypeError, ValueError, ArithmeticError) as fault:  # such as a time with its zone against one without
        yield {"type": NOT_JUDGED, "rowNumber": row + 1, "note": str(fault)}


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
    made = package({}, [{"name": other, "schema": schema} for other, schema in schemas.items()], second=True)
    for other, names in fields.items():
        columns = [tables[other].sheet.of(field) for field in names]
        made.get_resource(other).data = [list(names), *map(list, zip(*columns, strict=True))]
    return made


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
