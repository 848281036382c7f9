"""Table Schemas as one DuckDB query for each table: whether a table plainly keeps its schema.

Strict on purpose: a table that passes here passes frictionless, whose word counts. One that does not, or whose schema asks
for something that is not compiled, goes to frictionless, which may still let it pass. DuckDB is given the cells that we have
read and opens nothing.
"""

import atexit
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.reading.database import duckdb
from generator.reading.patterns import common
from generator.reading.schema import TRUE, Field, Schema
from generator.reading.tables import Sheet

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Judged:
    """A table with the schema it should keep."""

    schema: Schema
    sheet: Sheet


def doubtful(tables: Mapping[str, Judged]) -> Iterator[str]:
    """The names of the tables that do not plainly keep their schemas. `tables` are those of one package."""
    for name, table in tables.items():
        try:
            query = _query(name, tables)
        except _NotCompiled:
            yield name
            continue
        if table.sheet.lines and not _keeps(query):
            yield name


def misfits(pattern: str, cells: Collection[str]) -> frozenset[str]:
    """The cells, each once, that a pattern does not fit whole. RE2 looks: its time grows with the cells, never with what a
    pattern could be tried in."""
    from duckdb import Error

    found = common(pattern)
    if found is None or not cells:
        return frozenset()
    connection = _connection()
    distinct = sorted(set(cells))
    try:
        connection.register("t", {"c": _array(distinct)})
        query = f"SELECT c FROM t WHERE NOT regexp_full_match(c, {_text(found)})"  # noqa: S608 the text is quoted
        return frozenset(cell for (cell,) in connection.execute(query).fetchall())
    except Error:  # a pattern that grows beyond what RE2 takes: no cell is sure to fit it
        return frozenset(distinct)
    finally:
        connection.unregister("t")


class _NotCompiled(Exception):
    """The schema asks for something that only frictionless can judge."""


Named = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Query:
    """A query that answers whether a table keeps its schema, with the columns it needs, by the names of their tables."""

    sql: str
    tables: Mapping[str, Named]


def _keeps(query: _Query) -> bool:
    from duckdb import Error

    connection = _connection()
    try:
        for name, columns in query.tables.items():
            connection.register(name, {column: _array(cells) for column, cells in columns.items()})
        return connection.execute(query.sql).fetchall() == [(True,)]
    except Error:  # such as a pattern that is too large: frictionless judges
        return False
    finally:
        for name in query.tables:
            connection.unregister(name)


@cache
def _connection() -> "DuckDBPyConnection":
    """One connection in memory that reaches neither files nor the network nor what Python knows."""
    connection: DuckDBPyConnection = duckdb().connect(
        ":memory:", config={"threads": 1, "memory_limit": "1GB", "temp_directory": ""}
    )
    for name in _OFF:
        connection.execute(f"SET {name} = false")
    connection.execute("SET lock_configuration = true")
    atexit.register(_connection.cache_clear)
    return connection


_OFF = (
    "autoload_known_extensions", "autoinstall_known_extensions", "python_enable_replacements", "enable_external_access",
)  # fmt: skip


def _array(cells: Sequence[str]) -> Any:
    import numpy

    return numpy.array(cells, dtype=object)


def _query(name: str, tables: Mapping[str, Judged]) -> _Query:
    """The query for one table, whose cells are c0, c1 … in the order of its fields. Raises _NotCompiled."""
    schema = tables[name].schema
    columns = {field.name: _Column(field, f"c{number}") for number, field in enumerate(schema.fields)}
    key = [columns[field] for field in schema.primary_key]
    bad = [condition for column in columns.values() for condition in column.faults()]
    bad += _never_all_missing(key or [*columns.values()])
    holds = [f"count(*) FILTER (WHERE {' OR '.join(bad)}) = 0"] if bad else ["true"]
    holds += [_all_differ([column]) for column in columns.values() if column.field.constraints.get("unique")]
    holds += [_all_differ(key)] if key else []
    used = {"t": _cells(schema.fields, tables[name].sheet)}
    for number, foreign in enumerate(schema.foreign_keys):
        other = tables.get(foreign.resource or name)
        if other is not None:
            there = [_field(other.schema, field) for field in foreign.others]
            holds.append(_stand_in(f"o{number}", [columns[field] for field in foreign.fields], there))
            used[f"o{number}"] = _cells(there, other.sheet)
    return _Query(f"SELECT {' AND '.join(holds)} FROM t", used)  # noqa: S608 names are ours, texts are quoted


def _cells(fields: Sequence[Field], sheet: Sheet) -> Named:
    """The cells of fields under names of our own, so that no name of a contributor's gets into a query."""
    if any(field.name not in sheet.columns for field in fields):
        raise _NotCompiled
    return {f"c{number}": sheet.of(field.name) for number, field in enumerate(fields)}


def _field(schema: Schema, name: str) -> Field:
    found = next((field for field in schema.fields if field.name == name), None)
    if found is None:  # a key to a table whose own description is at fault, which is told there
        raise _NotCompiled
    return found


_TYPES = {
    "string": ("", "{0}"),
    "any": ("", "{0}"),
    "integer": ("[+-]?[0-9]{1,18}", "TRY_CAST({0} AS BIGINT)"),
    "year": ("[0-9]{4}", "TRY_CAST({0} AS BIGINT)"),
    "number": (r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?", "(TRY_CAST({0} AS DOUBLE) + 0.0)"),
    "date": ("(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-[0-9]{2}-[0-9]{2}", "TRY_CAST({0} AS DATE)"),
    "boolean": ("true|True|TRUE|1|false|False|FALSE|0", "({0} IN ('true', 'True', 'TRUE', '1'))"),
}
"""How a cell must look by the type of its field, in forms that every reader knows, and its value as SQL."""
_EXACT = ("string", "integer", "year", "date", "boolean")
"""Types of which two cells are the same here exactly when they are in Python; two numbers may differ beyond a double."""
_DIGITS = 15
"""A decimal of so many characters is told apart from every other such by a double."""
_SIZES = {"minLength": "<", "maxLength": ">"}
_BOUNDS = {"minimum": "<", "maximum": ">", "exclusiveMinimum": "<=", "exclusiveMaximum": ">="}


class _Column:
    """A field as SQL. Raises _NotCompiled for one whose cells are read in a way of its own."""

    def __init__(self, field: Field, cell: str) -> None:
        if field.options or field.format != "default" or field.kind not in _TYPES:
            raise _NotCompiled
        self.field, self.kind, self.cell = field, field.kind, cell
        self.form, value = _TYPES[field.kind]
        self.value = value.format(cell)
        self.missing = f"{cell} IN ({_list(map(_text, sorted(field.signs)))})" if field.signs else "false"
        self.required = bool(field.constraints.get("required"))

    @property
    def part_of_key(self) -> str:
        """The value, NULL where it is missing."""
        return (
            self.value
            if self.required or not self.field.signs
            else f"CASE WHEN NOT {self.missing} THEN {self.value} END"
        )

    @property
    def sure_part_of_key(self) -> str:
        """The same of a column that may have faults: NULL also where the cell is not of its type."""
        form = f"regexp_full_match({self.cell}, {_text(self.form)})" if self.form else "true"
        return f"CASE WHEN NOT {self.missing} AND {form} THEN {self.value} END"

    def faults(self) -> Iterator[str]:
        """When a cell does not plainly keep the field. A required one that is missing is a fault whatever else is said."""
        if self.required:
            yield self.missing
        if faults := [*self.of_type(), *self.of_constraints()]:
            either = " OR ".join(faults)
            yield either if self.required or not self.field.signs else f"(NOT {self.missing} AND ({either}))"

    def of_type(self) -> Iterator[str]:
        """When a cell is not of its type."""
        if self.form:
            yield f"NOT regexp_full_match({self.cell}, {_text(self.form)})"
        if self.kind == "date":
            yield f"{self.value} IS NULL"

    def of_constraints(self) -> Iterator[str]:
        """When a cell does not keep a constraint."""
        for name, wanted in self.field.constraints.items():
            if name == "enum":
                yield f"{self.value} NOT IN ({_list(self.literal(item) for item in wanted)})"
                yield from [self.is_long] if self.kind == "number" else []
            elif name == "pattern":
                yield f"NOT regexp_full_match({self.cell}, {_text(_pattern(wanted))})"
            elif name in _SIZES:
                yield f"length({self.cell}) {_SIZES[name]} {int(wanted)}"
            elif name in _BOUNDS:
                bound = self.literal(wanted)
                yield f"{self.value} {_BOUNDS[name]} {bound}"
                yield from [f"({self.value} = {bound} AND {self.is_long})"] if self.kind == "number" else []
            elif name not in {"required", "unique"}:
                raise _NotCompiled

    @property
    def is_long(self) -> str:
        """Whether a number has more digits than a double is sure to hold, so that it may not be what it seems to equal."""
        return f"length({self.cell}) > {_DIGITS}"

    def literal(self, value: Any) -> str:
        """A value of a constraint as SQL."""
        match self.kind:
            case "string" | "any":
                return _text(value)
            case "integer" | "year" if abs(int(value)) < 10**18:
                return f"{int(value)}::BIGINT"
            case "number" if type(value) is float or (type(value) is int and abs(value) < 2**53):
                return f"{float(value)!r}::DOUBLE"
            case "date":
                return f"DATE {_text(value)}"
            case "boolean":
                return str(value is True or value in TRUE).lower()
            case _:
                raise _NotCompiled


def _never_all_missing(columns: Sequence[_Column]) -> Iterator[str]:
    """When all of some cells of a row are missing, unless it is a fault that one of them is."""
    if not any(column.required for column in columns):
        yield f"({' AND '.join(column.missing for column in columns)})"


def _all_differ(columns: Sequence[_Column]) -> str:
    """That no two rows have the same values; a column alone may miss some."""
    values = _list(column.part_of_key for column in columns)
    return (
        f"count({values}) = count(DISTINCT {values})" if len(columns) == 1 else f"count(*) = count(DISTINCT ({values}))"
    )


def _stand_in(table: str, columns: Sequence[_Column], there: Sequence[Field]) -> str:
    """That every key with a value in it stands in another table; a missing part is only found with a missing part."""
    others = [_Column(field, f"c{number}") for number, field in enumerate(there)]
    if [c.kind for c in columns] != [c.kind for c in others] or not {c.kind for c in columns} <= {*_EXACT}:
        raise _NotCompiled
    here = [column.part_of_key for column in columns]
    some = " OR ".join(f"{part} IS NOT NULL" for part in here)
    known = _list(column.sure_part_of_key for column in others)
    lost = f"SELECT {_list(here)} FROM t WHERE {some} EXCEPT SELECT {known} FROM {table}"  # noqa: S608 as above
    return f"(SELECT count(*) FROM ({lost})) = 0"  # noqa: S608 as above


def _pattern(pattern: str) -> str:
    found = common(pattern)
    if found is None:
        raise _NotCompiled
    return found


def _text(value: str) -> str:
    if "\0" in value:
        raise _NotCompiled
    return "'" + value.replace("'", "''") + "'"


def _list(items: Iterable[str]) -> str:
    return ", ".join(items)
