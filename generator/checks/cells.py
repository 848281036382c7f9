"""What the rules on the figures of an indicator work with: its table by columns, as text and as numbers, and its series."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.catalog import Catalog
from generator.checks.subject import Finding
from generator.dataset import Dataset, Observation
from generator.model.indicator import Break, Indicator
from generator.reading.tables import Table

Series = tuple[str, tuple[str, ...], str]
"""One place, one cut and one source, whose values follow each other over the years."""
NUMBERS = ("number", "integer")
MOST = 100
"""Findings of one rule that are told of one file."""


@dataclass(frozen=True)
class Cells:
    """The figures of one indicator under examination. A row is told by its number, from 0, in the order of the table."""

    dataset: Dataset
    catalog: Catalog

    @property
    def record(self) -> Indicator:
        return self.dataset.record

    @cached_property
    def table(self) -> Table:
        return self.dataset.table

    def has(self, column: str) -> bool:
        """Whether the table has such a column."""
        return column in self.table.header

    def texts(self, column: str) -> Sequence[str]:
        """The cells of a column; empty ones when the table has no such column."""
        return self._columns.get(column) or ("",) * len(self.table.lines)

    @cached_property
    def _columns(self) -> Mapping[str, Sequence[str]]:
        cells = zip(*(row.values() for row in self.table.rows), strict=True)
        return dict(zip(self.table.header, cells, strict=False))

    @cached_property
    def _numbers(self) -> dict[str, Sequence[float | None]]:
        return {}

    def numbers(self, column: str) -> Sequence[float | None]:
        """The cells of a column as numbers; None where it is empty, or is none."""
        if column not in self._numbers:
            self._numbers[column] = _read(self.texts(column))
        return self._numbers[column]

    @cached_property
    def values(self) -> Sequence[float | None]:
        """The figures themselves."""
        return self.numbers("value")

    @cached_property
    def places(self) -> Sequence[str]:
        return self.texts("place_id")

    @cached_property
    def years(self) -> Sequence[int]:
        """The year of each row; 0 where it is empty."""
        cells = self.texts("year")
        read = {cell: int(cell or 0) for cell in set(cells)}
        return [read[cell] for cell in cells]

    @cached_property
    def cuts(self) -> Sequence[tuple[str, ...]]:
        """For each row the cells that split the values, as `Observation.cut` has them."""
        split = [
            self.texts(d.column) if self.has(d.column) else (d.default,) * len(self.places)
            for d in self.record.dimensions
        ]
        return list(zip(*split, strict=True)) if split else [()] * len(self.places)

    @cached_property
    def series(self) -> Mapping[Series, Sequence[int]]:
        """The rows of each series that have a value, in the order of years."""
        found: dict[Series, list[int]] = {}
        keys = zip(self.places, self.cuts, self.texts("source_id"), self.values, strict=True)
        for row, (place, cut, source, value) in enumerate(keys):
            if value is not None:
                found.setdefault((place, cut, source), []).append(row)
        for rows in found.values():
            rows.sort(key=self.years.__getitem__)
        return found

    def observation(self, row: int) -> Observation:
        """A row with a value as the catalog has it, as far as lines between values are concerned."""
        source, value = self.texts("source_id")[row], self.values[row] or 0.0
        return Observation(self.places[row], self.years[row], value, "", source, "", self.cuts[row])

    def breaks(self, place: str, after: int, until: int) -> Iterator[Break]:
        """The breaks declared for a place behind one year and not behind another."""
        for declared in self.record.breaks:
            if after < declared.year <= until and (not declared.places or place in declared.places):
                yield declared

    @cached_property
    def fields(self) -> Mapping[str, tuple[int, Mapping[str, Any]]]:
        """Each field of the schema with its number, from 0."""
        listed = self.dataset.package.descriptor["resources"][0]["schema"]["fields"]
        return {field["name"]: (number, field) for number, field in enumerate(listed)}

    def kind(self, column: str) -> str:
        """The type that the schema gives a column."""
        return str(self.fields[column][1].get("type", "string"))

    def unit(self, column: str) -> str:
        """The unit that the schema gives a column, with single spaces; '' without one."""
        return " ".join(str(self.fields[column][1].get("unit", "")).split())

    @cached_property
    def key(self) -> frozenset[str]:
        """The columns that tell the rows apart."""
        given = self.dataset.package.descriptor["resources"][0]["schema"].get("primaryKey", ())
        dimensions = (dimension.column for dimension in self.record.dimensions)
        return frozenset({*((given,) if isinstance(given, str) else given), *dimensions})

    @cached_property
    def measured(self) -> Sequence[str]:
        """The columns of numbers that are neither a year nor tell the rows apart."""
        return [
            name
            for name in self.table.header
            if self.kind(name) in NUMBERS and name not in self.key and "year" not in name.split("_")
        ]

    def at(self, row: int, column: str, message: str, hint: str) -> Finding:
        """A finding at one cell."""
        line, number = self.table.lines[row], self.table.header.index(column) + 1
        return Finding(self.table.path, message, hint, line=line, column=number)

    def shared(self, column: str, cell: str, message: str, hint: str) -> Finding:
        """One finding for a cell that many rows share, at the first of them."""
        if column not in self._rows:
            self._rows[column] = _rows_of(self.texts(column))
        rows = self._rows[column][cell]
        return self.at(rows[0], column, f"{message}, in {len(rows)} rows" if len(rows) > 1 else message, hint)

    @cached_property
    def _rows(self) -> dict[str, Mapping[str, Sequence[int]]]:
        return {}

    def about(self, at: tuple[str | int, ...], message: str, hint: str) -> Finding:
        """A finding in the descriptor."""
        return Finding(self.dataset.path, message, hint, at)

    def about_field(self, column: str, message: str, hint: str, *steps: str) -> Finding:
        """A finding at what the schema says of a column."""
        return self.about(("resources", 0, "schema", "fields", self.fields[column][0], *steps), message, hint)


def _rows_of(cells: Sequence[str]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for row, cell in enumerate(cells):
        found.setdefault(cell, []).append(row)
    return found


def _read(cells: Sequence[str]) -> Sequence[float | None]:
    try:
        return [float(cell) if cell else None for cell in cells]
    except ValueError:  # a column that the schema does not call a number
        return [_number(cell) for cell in cells]


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
