"""The figures of one place, to download: every value of every indicator in one table, with unit, class and source."""

import csv
import io
from collections.abc import Iterator
from functools import partial

from generator.addresses import address
from generator.catalog import Catalog
from generator.dataset import Dataset, Observation
from generator.output import Output
from generator.pages.places import Atlas
from generator.pages.view import Library, digest

HEADER = (
    "place_id", "place", "indicator", "title", "class", "year", "value", "low", "high", "unit", "of", "status", "note", "source",
)  # fmt: skip
"""`of` says what a value is of, where something splits the values of the indicator."""


def files(library: Library) -> Iterator[Output]:
    """One CSV for each place that has a figure."""
    catalog = library.catalog
    for id, datasets in sorted(library.one(Atlas).holdings.items()):
        if id in catalog.profiled:
            name = id.lower()
            mark = digest(library.mark, id, catalog.place_name(id), [dataset.digest for dataset in datasets])
            yield Output(f"{address('place', id)}{name}.csv", partial(_table, catalog, id, datasets), "", mark)


def _table(catalog: Catalog, place: str, datasets: tuple[Dataset, ...]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for dataset in datasets:
        writer.writerows(_row(catalog, dataset, row) for row in dataset.by_place[place])
    return out.getvalue().encode()


def _row(catalog: Catalog, dataset: Dataset, row: Observation) -> tuple[object, ...]:
    record = dataset.record
    family = record.families.get(row.source)
    return (
        row.place, catalog.place_name(row.place), dataset.id, record.title, record.comparability, row.year, _plain(row.value),
        _plain(row.low), _plain(row.high), record.unit, dataset.label(row.cut), record.flags.get(row.status, row.status),
        row.note, family.title if family else row.source,
    )  # fmt: skip


def _plain(value: float | None) -> str:
    """A number as the table of the indicator holds it, but that whole numbers have no point."""
    return "" if value is None else f"{value:.12g}"
