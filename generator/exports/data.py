"""The figures of indicators to take away: the files of each, and one that lists them all."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from generator.addresses import address
from generator.dataset import Dataset
from generator.formats.files import FORMATS
from generator.output import Output
from generator.pages.downloads import mark, page_of
from generator.pages.view import Library, digest

INDEX = "indicators/indicators.json"
SCHEMA_VERSION = 1


def files(library: Library) -> Iterator[Output]:
    """The files of each indicator, and the list. A file that would be as it was is not made again."""
    datasets = library.catalog.indicators
    marks = {id: mark(library, dataset) for id, dataset in datasets.items()}
    yield Output(INDEX, partial(_index, library), mark=digest(marks))
    for id, dataset in datasets.items():
        for form in FORMATS:
            make = partial(form.make, library.catalog, dataset, page_of(library, dataset))
            yield Output(f"{address('indicator', id)}{id}.{form.suffix}", make, dataset.path, marks[id])


def _index(library: Library) -> bytes:
    rows = [_row(library, dataset) for dataset in library.catalog.indicators.values()]
    data = {"schema_version": SCHEMA_VERSION, "indicators": rows}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _row(library: Library, dataset: Dataset) -> Mapping[str, Any]:
    page = page_of(library, dataset)
    return {
        "id": dataset.id,
        "title": dataset.record.title,
        "unit": dataset.record.unit,
        "class": dataset.record.comparability,
        "rows": len(dataset.table.rows),
        "places": len(dataset.by_place),
        "years": dataset.years if dataset.observations else [],
        "page": page,
        "files": {form.suffix: f"{page}{dataset.id}.{form.suffix}" for form in FORMATS},
    }
