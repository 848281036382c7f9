"""The rows of an indicator's table with what a reader of a single row must know: the place, the unit, the source."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.catalog import Catalog
from generator.cite import line
from generator.dataset import Dataset
from generator.model.place import kind_of

ADDED = ("place_name", "place_kind", "iso3", "unit", "indicator", "source")
"""The columns that are laid beside those of the table. One that the table has already is called `beacon_…`."""


class Column(NamedTuple):
    """A column and its type in the words of Table Schema."""

    name: str
    type: str


def columns(dataset: Dataset) -> tuple[Column, ...]:
    """The columns of the table in their order, then those added."""
    fields = dataset.package.descriptor["resources"][0]["schema"]["fields"]
    own = [Column(field["name"], field.get("type", "string")) for field in fields]
    taken = {column.name.casefold() for column in own}
    added = (f"beacon_{name}" if name in taken else name for name in ADDED)
    return (*own, *(Column(name, "string") for name in added))


def rows(catalog: Catalog, dataset: Dataset) -> Iterator[Sequence[str]]:
    """The cells of each row, in the order of `columns`; '' where there is nothing."""
    record, header = dataset.record, dataset.table.header
    sources = {id: line(family.title) for id, family in record.families.items()}
    unit, title = line(record.unit), line(record.title)
    for row in dataset.table.rows:
        id = row["place_id"]
        place = catalog.places.get(id)
        known = (place.name, place.type, place.iso3) if place else ("", kind_of(id), "")
        yield [*(row[name] for name in header), *known, unit, title, sources.get(row.get("source_id", ""), "")]
