"""Rules that keep a table from pointing at a person."""

import re
from collections.abc import Iterator

from generator.checks.cells import Cells
from generator.checks.subject import Finding

FEWEST = 5
"""A group of fewer persons than this could be recognised."""
_PERSONS = frozenset(
    {"victims", "persons", "people", "respondents", "cases", "deaths", "women", "men", "children"}
)  # fmt: skip


def small_cell(cells: Cells) -> Iterator[Finding]:
    """A column that counts persons holds a number from 1 to 4: so few could be recognised, by a neighbour or a former partner. Counts that an office publishes as they stand are declared `official` under `beacon.counts`."""
    for column in cells.table.header:
        if not _counts_persons(cells, column):
            continue
        for row, number in enumerate(cells.numbers(column)):
            if number is not None and 0 < number < FEWEST:
                message = (
                    f'"{column}" is {cells.texts(column)[row]}: a count of fewer than {FEWEST} could point at a person'
                )
                yield cells.at(row, column, message, _mend(cells, column))


def _counts_persons(cells: Cells, column: str) -> bool:
    """Whether a column counts persons whom nobody has counted in public before."""
    if column in cells.record.counts:
        return cells.record.counts[column] == "survey"
    kinds = ("integer", "number") if column == "value" else ("integer",)
    unit = cells.unit(column).casefold()
    is_rate = re.search(r"[\d%]|\bper\b", unit)
    return (
        cells.kind(column) in kinds
        and column not in cells.key
        and not is_rate
        and not _PERSONS.isdisjoint(re.findall(r"\w+", unit))
    )


def _mend(cells: Cells, column: str) -> str:
    group = "empty the cell, or join it with a larger group"
    if cells.record.counts.get(column) == "survey":
        return group
    return f'{group}; if an office publishes the count as it stands, add "{column}": "official" to beacon.counts'
