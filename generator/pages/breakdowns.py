"""Breakdowns of an indicator by sex, age or whatever else splits its values, for a few places and for the middle of all."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from generator.dataset import Dataset, Observation
from generator.model.indicator import Dimension
from generator.model.place import kind_of

MOST_PLACES = 3
COMMON = 4
"""Shown are the labels that at least one place in so many has."""
ENOUGH = 5
"""Places with every value that are needed before their middle is told; of class C it never is."""


class Split(NamedTuple):
    """One place in one year: its values by the labels of a dimension, and what the other dimensions are held at."""

    place: str
    year: int
    values: Mapping[str, float]
    held: str


class Breakdown(NamedTuple):
    """What a dimension shows: its labels in order, some places, and the median of all places that have every value."""

    dimension: Dimension
    labels: tuple[str, ...]
    """Keys of `dimension.labels` that hold values."""
    splits: tuple[Split, ...]
    middle: Mapping[str, float]
    places: int
    """How many places the median is of; 0 when too few have every value."""


def breakdowns(dataset: Dataset) -> Iterator[Breakdown]:
    """One for each dimension that splits values within a place. The source of a value splits no people."""
    for index, dimension in enumerate(dataset.record.dimensions):
        if dimension.column != "source_id":
            found = _breakdown(dataset, index, dimension)
            if found.splits:
                yield found


def _breakdown(dataset: Dataset, index: int, dimension: Dimension) -> Breakdown:
    kind = dataset.record.place_kind
    all_splits = {
        place: found
        for place, rows in dataset.by_place.items()
        if kind_of(place) == kind and (found := _split(dataset, index, place, rows))
    }
    used = Counter(label for split in all_splits.values() for label in split.values)
    labels = tuple(label for label in dimension.labels if used[label] * COMMON >= len(all_splits) > 0)
    featured = [place for place in dataset.record.featured_places if place in all_splits]
    fullest = sorted(all_splits, key=lambda place: (-len(all_splits[place].values), -all_splits[place].year, place))
    chosen = [*featured, *(place for place in fullest if place not in featured)][:MOST_PLACES]
    whole = [split.values for split in all_splits.values() if split.values.keys() >= set(labels)]
    enough = len(whole) >= ENOUGH and dataset.record.comparability != "C"
    middle = {label: median(values[label] for values in whole) for label in labels} if enough else {}
    return Breakdown(
        dimension, labels, tuple(all_splits[place] for place in chosen), middle, len(whole) if enough else 0
    )


def _split(dataset: Dataset, index: int, place: str, rows: Sequence[Observation]) -> Split | None:
    """The latest values of a place that differ in this dimension alone: of the cuts with most labels, the latest year."""
    found: dict[tuple[int, str, tuple[str, ...]], dict[str, float]] = defaultdict(dict)
    for row in rows:
        rest = (*row.cut[:index], *row.cut[index + 1 :])
        found[row.year, row.source, rest][row.cut[index]] = row.value
    first = (*dataset.first_cut[:index], *dataset.first_cut[index + 1 :])
    best = max(found, key=lambda key: (len(found[key]), key[0], key[2] == first, key[1:]), default=None)
    if best is None or len(found[best]) < 2:
        return None
    year, _, rest = best
    others = (d for number, d in enumerate(dataset.record.dimensions) if number != index)
    held = (d.labels.get(v, v) for d, v in zip(others, rest, strict=True) if d.column != "source_id" and v != d.default)
    return Split(place, year, found[best], ", ".join(held))
