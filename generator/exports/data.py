"""The data behind indicators and records, to download: the tables as they stand, and each record's source."""

from collections.abc import Iterator
from functools import partial

from generator.addresses import address
from generator.output import Output
from generator.pages.view import Library


def files(library: Library) -> Iterator[Output]:
    """One CSV for each indicator, with the name of the place and the unit in every row."""
    for dataset in library.catalog.indicators.values():
        yield Output(
            f"{address('indicator', dataset.id)}{dataset.id}.csv", partial(_table, library, dataset.id), dataset.path
        )


def _table(library: Library, id: str) -> bytes:
    import csv
    import io

    dataset = library.catalog.indicators[id]
    table = dataset.table
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*table.header, "place_name", "unit", "indicator", "source"])
    for row in table.rows:
        place = library.catalog.places.get(row["place_id"])
        family = dataset.record.families.get(row.get("source_id", ""))
        writer.writerow(
            [
                *(row[c] for c in table.header),
                place.name if place else "",
                dataset.record.unit,
                dataset.record.title,
                family.title if family else "",
            ]
        )
    return out.getvalue().encode()
