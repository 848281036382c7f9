"""The figures as JSON: for each place and cut the points of its line, with all that is needed to draw and to read them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.catalog import Catalog
from generator.charts.axis import ladder
from generator.cite import licences, line, released
from generator.dataset import Dataset, Observation
from generator.text import to_plain

SCHEMA_VERSION = 1

Cell = int | float | str | None


def series(catalog: Catalog, dataset: Dataset, url: str) -> bytes:
    """The points that are drawn, as [year, value, joined, status, low, high] without what is empty at the end.

    `joined` is 1 where a line may lead to the point from the one before. `axes` are the axes, lowest first, that a
    choice of places may need.
    """
    lines = list(_lines(dataset))
    data = {
        **_about(dataset),
        "page": url,
        "dimensions": [
            {"column": d.column, "title": d.title, "labels": d.labels, "default": d.default}
            for d in dataset.record.dimensions
        ],
        "flags": dataset.record.flags,
        "estimates": dataset.record.estimates,
        "interval": dataset.record.interval,
        "places": {place: catalog.place_name(place) for place in sorted({place for place, _, _ in lines})},
        "cuts": dataset.cuts,
        "series": [{"place": place, "cut": cut, "points": _points(drawn)} for place, cut, drawn in lines],
        "axes": [axis.data for axis in ladder(_values(lines))],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def number(value: float) -> int | float:
    """A number as a person writes it: 87, not 87.0."""
    return int(value) if value.is_integer() else value


def _about(dataset: Dataset) -> Mapping[str, Any]:
    record, descriptor = dataset.record, dataset.package.descriptor
    day = released(descriptor)
    return {
        "schema_version": SCHEMA_VERSION,
        "id": dataset.id,
        "title": record.title,
        "unit": record.unit,
        "decimals": record.decimals,
        "direction": record.direction,
        "class": record.comparability,
        "class_reason": to_plain(record.comparability_reason),
        "compare_within": record.compare_within,
        "licence": "; ".join(one.title for one in licences(descriptor)),
        "source": "; ".join(dict.fromkeys(line(family.title) for family in record.families.values())),
        "updated": day.isoformat() if day else "",
    }


Drawn = Sequence[tuple[Observation, bool]]


def _lines(dataset: Dataset) -> Iterator[tuple[str, int, Drawn]]:
    """Place, number of the cut and what is drawn, in the order of places and cuts."""
    numbers = {cut: number for number, cut in enumerate(dataset.cuts)}
    for place in sorted(dataset.by_place):
        for cut in sorted({row.cut for row in dataset.by_place[place]}, key=numbers.__getitem__):
            yield place, numbers[cut], dataset.drawn(place, cut)


def _points(drawn: Drawn) -> Sequence[Sequence[Cell]]:
    return [_point(row, joined) for row, joined in drawn]


def _point(row: Observation, joined: bool) -> Sequence[Cell]:
    cells: list[Cell] = [row.year, number(row.value), int(joined), row.status or None, *_ends(row)]
    while cells[-1] is None:
        cells.pop()
    return cells


def _ends(row: Observation) -> Iterator[Cell]:
    yield from (None if end is None else number(end) for end in (row.low, row.high))


def _values(lines: Sequence[tuple[str, int, Drawn]]) -> Iterator[float]:
    """Everything that an axis may have to hold."""
    for _, _, drawn in lines:
        for row, _ in drawn:
            yield from (value for value in (row.value, row.low, row.high) if value is not None)
