"""An indicator out of a data package: whether its tables are what an indicator needs, and its observations."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from generator.dataset import Dataset, Observation
from generator.model.indicator import Indicator
from generator.problem import Problem, did_you_mean
from generator.reading.packages import DataPackage
from generator.reading.records import explain, positions_of
from generator.reading.strict_yaml import Location, locate
from generator.reading.tables import Table


def read_dataset(root: Path, package: DataPackage) -> tuple[Dataset | None, Sequence[Problem]]:
    """An indicator out of a package: its `beacon` part and its table must be what an indicator needs."""
    unfit = list(_unfit(package))
    places = positions_of(root, package.path) if unfit else {}
    faults = [Problem(package.path, *locate(places, at), *said) for at, said in unfit]
    beacon = package.descriptor.get("beacon")
    if not isinstance(beacon, dict):
        return None, faults
    try:
        record = Indicator.model_validate(beacon)
    except ValidationError as error:
        places = positions_of(root, package.path)
        return None, [*faults, *explain(package.path, Indicator, error, places, at=("beacon",))]
    if faults:
        return None, faults
    table = next(iter(package.tables.values()))
    if unread := list(_unread_cells(table)):
        return None, unread
    return Dataset(package.id, package.path, record, package, tuple(_observations(table, record))), ()


COLUMNS = {"place_id": ("string",), "year": ("integer", "year"), "value": ("number", "integer")}
"""The columns that the table of an indicator has, with the types the schema may give them."""


def _unfit(package: DataPackage) -> Iterator[tuple[Location, tuple[str, str, str]]]:
    """Where a package is not what an indicator needs, with rule, message and hint."""
    beacon = package.descriptor.get("beacon")
    if beacon is None:
        hint = "it says what the figures mean, their unit and direction: copy it from another indicator"
        yield (), ("missing-field", '"beacon" is required in the descriptor of an indicator', hint)
    elif not isinstance(beacon, dict):
        yield ("beacon",), ("wrong-type", '"beacon" is no group of fields', "copy it from another indicator")
    elif _is_backward(beacon.get("plausible_range")):
        hint = "write the lowest value, then the highest"
        yield ("beacon", "plausible_range"), ("bad-indicator", "the plausible range ends below its beginning", hint)
    first = package.descriptor["resources"][0]
    if first["name"] not in package.tables:
        hint = "give the table of figures first; put files that are no tables behind it"
        yield ("resources", 0), ("bad-indicator", "the first resource of an indicator is no table", hint)
        return
    if [name for name in package.tables if name != "places"] != list(package.tables)[:1]:
        message = f"the package of an indicator has one table of figures, and this one {len(package.tables)} tables"
        hint = 'give each indicator a package of its own; beside its figures it may hold the table "places"'
        yield ("resources",), ("bad-indicator", message, hint)
        return
    at: Location = ("resources", 0, "schema", "fields")
    fields = first["schema"]["fields"]
    names = [field["name"] for field in fields]
    for column, types in COLUMNS.items():
        if column not in names:
            hint = did_you_mean(column, names) or "name its columns place_id, year and value"
            yield at, ("bad-indicator", f'the table of an indicator has no column "{column}"', hint)
        elif (given := fields[names.index(column)].get("type", "string")) not in types:
            message = f'the column "{column}" is of the type {given}'
            hint = f"give it the type {types[0]} in the schema"
            yield (*at, names.index(column), "type"), ("bad-indicator", message, hint)


def _is_backward(given: object) -> bool:
    match given:
        case (int() | float() as low, int() | float() as high):
            return low > high
        case _:
            return False


_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?", re.ASCII)
_YEAR = re.compile(r"\d{1,9}", re.ASCII)


def _unread_cells(table: Table) -> Iterator[Problem]:
    """Years and values that a schema lets through and that are no plain numbers, such as `1_000` or `NaN`."""
    for column, form in (("year", _YEAR), ("value", _NUMBER), ("low", _NUMBER), ("high", _NUMBER)):
        cells = table.column(column)
        odd = {cell for cell in set(cells) if not form.fullmatch(cell)}
        for line, cell, value in zip(table.lines, cells, table.column("value"), strict=True) if odd else ():
            if cell in odd and (cell or (column == "year" and value)):
                message = f'"{cell}" in "{column}" is not a number'
                hint = "write digits, with a point where needed, and nothing else"
                number = table.header.index(column) + 1 if column in table.header else 1
                yield Problem(table.path, line, number, "wrong-type", message, hint)


def _observations(table: Table, record: Indicator) -> Iterator[Observation]:
    """The rows with a value, column by column: a row at a time takes three times as long."""
    years = {cell: int(cell or 0) for cell in set(table.column("year"))}
    lows, highs = (tuple(map(_bound, table.column(name))) for name in ("low", "high"))
    splits = [table.columns.get(d.column, (d.default,) * len(table.lines)) for d in record.dimensions]
    cuts = zip(*splits, strict=True) if splits else ((),) * len(table.lines)
    texts = (table.column(name) for name in ("place_id", "year", "value", "status", "source_id", "note"))
    for place, year, value, status, source, note, cut, low, high in zip(*texts, cuts, lows, highs, strict=True):
        if value:
            yield Observation(place, years[year], float(value), status, source, note, cut, low, high)


def _bound(cell: str) -> float | None:
    return float(cell) if cell else None
