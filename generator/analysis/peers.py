"""Peers: the places that one place may be set beside, and where it lies among them.

Groups. A place is set beside places of its own kind only: countries beside countries, cities beside cities. Parts of a
country overlap and regions hold each other, so they have no peers. Up to four groups, each by one likeness: the same
country (cities), the same UN region, the same fourth of countries by GDP per person (a city takes its country's), the
same band of population. What is not known of a place puts it in no group.

Fourths. Countries in the order of GDP per person, the first quarter of them being the first fourth; equal countries are
in the same one. These are our own, computed from the table, and not the income groups of the World Bank.

Values. The latest value of each place in one cut of one indicator, rounded as readers see it, so that two values shown
alike are level. Where an indicator compares within a source, only values of one source meet. A value that is over five
years older than the newest of those it would meet is left out and counted. Nothing is told of fewer than five peers.

Units. Values and quartiles are in the unit of the indicator, GDP in any one unit, population in persons. Quartiles are of the
peers without the place itself, by linear interpolation between neighbours in the order of values (type 7 of Hyndman and
Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996), then rounded as the values.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Literal, NamedTuple, TypeVar

from generator.model.place import Place, PlaceKind

FEWEST = 5
"""Peers that are needed before anything is told of them."""
OLD = 5
"""A value that is more years older than the newest one it would meet is left out."""
BANDS: Mapping[str, tuple[int, ...]] = {
    "country": (1_000_000, 10_000_000, 50_000_000),
    "city": (100_000, 500_000, 1_000_000, 5_000_000),
}
"""Where bands of population begin; those below the first begin at none."""

Likeness = Literal["country", "region", "income", "size"]
Number = TypeVar("Number", int, float)


class Group(NamedTuple):
    """Places of one kind that are alike in one way: `key` is the country's id, the region, the fourth or the band."""

    kind: PlaceKind
    likeness: Likeness
    key: str | int


class Value(NamedTuple):
    """The latest value of a place; `source` is empty where values of all sources may be compared."""

    place: str
    year: int
    value: float
    source: str = ""


class Spread(NamedTuple):
    """What the values of five peers or more are, and how many of them lie below, above and level with a place."""

    below: int
    above: int
    level: int
    low: float
    middle: float
    high: float
    """The quartiles."""
    first_year: int
    last_year: int


class Position(NamedTuple):
    """A place in one of its groups: how many peers have a value that may be compared, how many only an older one."""

    group: Group
    peers: int
    old: int
    spread: Spread | None
    """None with fewer than five peers."""


def fourths(gdp: Mapping[str, float]) -> Mapping[str, int]:
    """The fourth of each country, 1 for the lowest GDP per person to 4 for the highest."""
    order = sorted(gdp.values())
    return {id: 1 + 4 * bisect_left(order, value) // len(order) for id, value in gdp.items()}


def band(kind: PlaceKind, population: int | None) -> int | None:
    """The band of population of a country or city, from 0; None where it is not known or the kind has no bands."""
    if population is None or kind not in BANDS:
        return None
    return bisect_right(BANDS[kind], population)


def groups_of(place: Place, income: Mapping[str, int]) -> tuple[Group, ...]:
    """The groups that a place belongs to. `income` is the fourth of each country."""
    if place.type not in BANDS:
        return ()
    keys: tuple[tuple[Likeness, str | int | None], ...] = (
        ("country", place.iso3 if place.type == "city" else None),
        ("region", place.region or None),
        ("income", income.get(place.iso3)),
        ("size", band(place.type, place.population)),
    )
    return tuple(Group(place.type, likeness, key) for likeness, key in keys if key is not None)


def distinct(found: Sequence[Position]) -> Sequence[Position]:
    """Positions without those among the very peers of the same country: a wider group that holds no more of them."""
    own = {p.peers for p in found if p.group.likeness == "country"}
    return [p for p in found if p.group.likeness not in ("region", "income") or p.peers not in own]


@dataclass(frozen=True)
class Peers:
    """The latest values of one cut of an indicator, sorted once for all places."""

    newest: Mapping[str, int]
    """The newest year of each source."""
    pools: Mapping[tuple[str, Group], "_Pool"]
    decimals: int

    def is_old(self, own: Value) -> bool:
        """Whether a value is itself too old to be compared."""
        return _is_old(own, self.newest)

    def positions(self, own: Value, groups: Iterable[Group]) -> tuple[Position, ...]:
        """Where a place lies in each of its groups. `own` is one of the values these peers were made from; nothing
        when it is too old."""
        if self.is_old(own):
            return ()
        return tuple(self._position(own, group) for group in groups)

    def _position(self, own: Value, group: Group) -> Position:
        pool = self.pools[own.source, group]
        peers = len(pool.values) - 1
        if peers < FEWEST:
            return Position(group, peers, pool.old, None)
        value = round(own.value, self.decimals)
        here = bisect_left(pool.values, value)
        after = bisect_right(pool.values, value)
        low, middle, high = (round(_quantile(pool.values, here, part), self.decimals) for part in (0.25, 0.5, 0.75))
        year = bisect_left(pool.years, own.year)
        first, last = (_without(pool.years, year, at) for at in (0, peers - 1))
        spread = Spread(here, len(pool.values) - after, after - here - 1, low, middle, high, first, last)
        return Position(group, peers, pool.old, spread)


class _Pool(NamedTuple):
    """The values of a group that may be compared and their years, each sorted, and how many values are too old."""

    values: Sequence[float]
    years: Sequence[int]
    old: int


def peers_of(values: Iterable[Value], groups: Mapping[str, Sequence[Group]], decimals: int) -> Peers:
    """The peers of every place. `values` has one for each place and source, `groups` those of each place."""
    given = list(values)
    newest: dict[str, int] = {}
    for value in given:
        newest[value.source] = max(value.year, newest.get(value.source, value.year))
    found: dict[tuple[str, Group], list[Value]] = defaultdict(list)
    for value in given:
        for group in groups.get(value.place, ()):
            found[value.source, group].append(value)
    return Peers(newest, {key: _pool(members, newest, decimals) for key, members in found.items()}, decimals)


def _pool(members: Sequence[Value], newest: Mapping[str, int], decimals: int) -> _Pool:
    kept = [member for member in members if not _is_old(member, newest)]
    values = sorted(round(member.value, decimals) for member in kept)
    return _Pool(values, sorted(member.year for member in kept), len(members) - len(kept))


def _is_old(value: Value, newest: Mapping[str, int]) -> bool:
    return value.year < newest[value.source] - OLD


def _quantile(values: Sequence[float], left_out: int, part: float) -> float:
    """A quantile of sorted values without one of them."""
    at = (len(values) - 2) * part
    below = floor(at)
    low = _without(values, left_out, below)
    if at == below:
        return low
    return low + (at - below) * (_without(values, left_out, below + 1) - low)


def _without(values: Sequence[Number], left_out: int, at: int) -> Number:
    """What stands at a place of a sequence once one of its items is left out."""
    return values[at if at < left_out else at + 1]
