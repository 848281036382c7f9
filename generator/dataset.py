"""Datasets: an indicator with its figures, by place, year and cut; and which of them a line may join."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from generator.analysis.needs import observed
from generator.model.indicator import Indicator
from generator.model.place import kind_of
from generator.reading.packages import DataPackage
from generator.reading.tables import Table


class Observation(NamedTuple):
    """One value of an indicator: where, when, what, with the source's own flag and the cells that split it."""

    place: str
    year: int
    value: float
    status: str
    source: str
    note: str
    cut: tuple[str, ...]
    """The values of the indicator's dimensions, in their order; empty when it has none."""
    low: float | None = None
    high: float | None = None
    """The interval that the source gives with the value, if it does."""


@dataclass(frozen=True)
class Dataset:
    """An indicator with its figures and the package they came in."""

    id: str
    path: str
    record: Indicator
    package: DataPackage
    observations: tuple[Observation, ...]

    @property
    def table(self) -> Table:
        """The table of its figures, the first of the package."""
        return next(iter(self.package.tables.values()))

    @cached_property
    def by_place(self) -> Mapping[str, tuple[Observation, ...]]:
        """The observations of each place, in the order of years."""
        found: dict[str, list[Observation]] = defaultdict(list)
        for observation in self.observations:
            found[observation.place].append(observation)
        return {place: tuple(sorted(rows, key=lambda o: (o.cut, o.year, o.source))) for place, rows in found.items()}

    @cached_property
    def first_cut(self) -> tuple[str, ...]:
        """The cut a reader sees first."""
        return tuple(dimension.default for dimension in self.record.dimensions)

    def series(self, place: str, cut: tuple[str, ...] | None = None) -> tuple[Observation, ...]:
        """One place's values over the years, for one cut."""
        wanted = self.first_cut if cut is None else cut
        return tuple(o for o in self.by_place.get(place, ()) if o.cut == wanted)

    def drawn(self, place: str, cut: tuple[str, ...]) -> tuple[tuple[Observation, bool], ...]:
        """One place's values as a line is drawn through them: each with whether the line leads to it from the one before.

        Where two sources give a value for one year, the one that stands later in the table is drawn.
        """
        rows = tuple({row.year: row for row in self.series(place, cut)}.values())
        joined = (self.joins(before, after) for before, after in pairwise(rows))
        return tuple(zip(rows, (False, *joined), strict=False))

    @cached_property
    def latest(self) -> tuple[Observation, ...]:
        """The latest value of each place of the kind that the pictures show, in the first cut, in the order of places."""
        return self.latest_of(self.first_cut)

    def latest_of(self, cut: tuple[str, ...], *, others: bool = False) -> tuple[Observation, ...]:
        """The latest value of each place in one cut; `others` for the places of other kinds than the pictures show."""
        kind = self.record.place_kind
        wanted = (place for place in sorted(self.by_place) if (kind_of(place) != kind) is others)
        lasts = (self.series(place, cut)[-1:] for place in wanted)
        return tuple(rows[0] for rows in lasts if rows)

    @cached_property
    def cuts(self) -> tuple[tuple[str, ...], ...]:
        """The cuts that hold a value: the first one, then the others in the order of their labels."""
        order = [{value: n for n, value in enumerate(dimension.labels)} for dimension in self.record.dimensions]
        held = {observation.cut for observation in self.observations}
        place = lambda cut: (  # noqa: E731
            cut != self.first_cut,
            [(names.get(v, len(names)), v) for names, v in zip(order, cut, strict=True)],
        )
        return tuple(sorted(held, key=place))

    def label(self, cut: tuple[str, ...]) -> str:
        """What readers call a cut: `women, 15 to 29`; empty when nothing splits the values."""
        return ", ".join(d.labels.get(value, value) for d, value in zip(self.record.dimensions, cut, strict=True))

    @cached_property
    def observed(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The measures that the values of each cut observe."""
        return {cut: observed(self.record, cut) for cut in self.cuts}

    @cached_property
    def digest(self) -> str:
        """The digest of what the indicator is and of all its figures; the same in every process."""
        found = blake2b(self.record.model_dump_json().encode(), digest_size=16)
        found.update(repr(self.observations).encode())
        return found.hexdigest()

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year with a value; (0, 0) without any."""
        years = [observation.year for observation in self.observations]
        return (min(years), max(years)) if years else (0, 0)

    def joins(self, before: Observation, after: Observation) -> bool:
        """Whether a line may lead from one value of a place to the next: one source, no gap of over five years, and no
        change in counting declared between them."""
        if before.source != after.source or after.year - before.year > 5:
            return False
        return not any(
            before.year < b.year <= after.year and b.kind != "event" and (not b.places or after.place in b.places)
            for b in self.record.breaks
        )
