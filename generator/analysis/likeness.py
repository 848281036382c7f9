"""Likeness: how like one place another is, in what is known of both.

Traits. Four, each in bands. Homicide: the mean rate of the last years, for the city itself or for its country. Income: the
fourth of countries by GDP per person, 1 to 4 (our own, see `peers`, not the income groups of the World Bank). Size: the
population of a city; countries have none. Region: the UN region and sub-region.

Like with like. Rates of two cities are held against each other where both are known, else those of their two countries:
never a city's against a country's. Sources of cities count in different ways, so that only bands meet, each about three
times as high as the one below. No place is ranked by this.

Verdicts. The same band is `same`, the next one `near`, any further one `far`. The same sub-region is `same`, another of the
same region `near`, another region `far`; where a sub-region is not known, one region is `near`. What is not known of both
is `unknown` and counts as nothing, not as alike.

Distance. The weighted mean of 0 for same, 1/2 for near and 1 for far over the known traits: 0 to 1, no unit. With fewer than
two known traits there is none.

Bands, weights and limits are our own choice, with reasons in docs/decisions/0018-likeness.md. No study has shown that a
practice works alike in places that are alike by these four. So a reader is told a level in words, and never the number.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from generator.analysis import peers
from generator.model.place import Place, PlaceKind, kind_of

Trait = Literal["homicide", "income", "size", "region"]
Verdict = Literal["same", "near", "far", "unknown"]
Level = Literal["much", "somewhat", "unlike", "unknown"]
Basis = Literal["city", "country", ""]

WEIGHTS: Mapping[Trait, int] = {"homicide": 3, "income": 3, "size": 2, "region": 2}
HOMICIDE = (2, 6, 20)
"""Where bands of homicides for each 100,000 people a year begin; the first begins at none."""
YEARS = 3
"""A rate is the mean of the values of so many years, the latest of them the latest year held."""
RECENT = 10
"""A rate whose latest year is more years ago is not used."""
FEWEST = 2
"""Known traits that a distance needs."""
SURE = 3
"""Known traits without which no place is called much like another."""
MUCH = 0.2
"""Below this distance a place is much like another: at most one of four traits is a band away."""
UNLIKE = 0.6
"""From this distance on a place is unlike another."""


class Profile(NamedTuple):
    """What is known of a place, or of one that somebody describes. Bands count from 0, fourths from 1."""

    place: str = ""
    """Its id; empty for one that is only described."""
    size: int | None = None
    income: int | None = None
    homicide: int | None = None
    """The band of the city's own rate."""
    country_homicide: int | None = None
    region: str = ""
    subregion: str = ""

    @property
    def country(self) -> str:
        """The country it lies in; empty for one that is only described and for a region."""
        return "" if self.kind == "region" else self.place[:3]

    @property
    def kind(self) -> PlaceKind:
        """What kind of place it is; a described one is a city."""
        return kind_of(self.place) if self.place else "city"


class Distance(NamedTuple):
    """How far apart two places are, and in what."""

    value: float | None
    compared: int
    """How many traits are known of both."""
    verdicts: Mapping[Trait, Verdict]
    homicide_of: Basis
    """Whose homicide rates were held against each other; empty when none were."""


def profile_of(
    place: Place, fourths: Mapping[str, int], rates: Mapping[str, float], country_rates: Mapping[str, float]
) -> Profile:
    """The profile of a place. Rates are homicides a year for each 100,000 people: `rates` of cities by their ids,
    `country_rates` and `fourths` of countries."""
    kind = place.type
    return Profile(
        place.id,
        peers.band("city", place.population) if kind == "city" else None,
        fourths.get(place.iso3),
        _band(rates.get(place.id)) if kind == "city" else None,
        _band(country_rates.get(place.iso3)),
        place.region,
        place.subregion,
    )


def recent_rate(points: Sequence[tuple[int, float, bool]], this_year: int) -> float | None:
    """The mean of a series over its last three years, None when the latest value is over ten years old.

    `points`: year, value and whether the value may be joined with the one before, in the order of years. Values before
    the last break do not count. A mean, as in a small city one year's victims are few and chance moves them.
    """
    start = max((i for i, (_, _, joined) in enumerate(points) if not joined), default=0)
    stretch = points[start:]
    if not stretch or stretch[-1][0] < this_year - RECENT:
        return None
    values = [value for year, value, _ in stretch if year > stretch[-1][0] - YEARS]
    return sum(values) / len(values)


def distance(one: Profile, other: Profile) -> Distance:
    """How far apart two places are, the same either way; 0 for two of the same profile whose traits are all known."""
    found = steps(one, other)
    known = {trait: min(abs(step), 2) for trait, step in found.items() if step is not None}
    weight = sum(WEIGHTS[trait] for trait in known)
    value = sum(WEIGHTS[trait] * step for trait, step in known.items()) / (2 * weight) if len(known) >= FEWEST else None
    return Distance(value, len(known), {t: _verdict(step) for t, step in found.items()}, homicide_of(one, other))


def level_of(found: Distance) -> Level:
    """A distance in one of four words."""
    if found.value is None:
        return "unknown"
    if found.value >= UNLIKE:
        return "unlike"
    return "much" if found.value < MUCH and found.compared >= SURE else "somewhat"


def steps(mine: Profile, other: Profile) -> Mapping[Trait, int | None]:
    """By how many bands the other place lies above mine in each trait; None where that is not known of both."""
    cities = homicide_of(mine, other) == "city"
    return {
        "homicide": _above(mine.homicide, other.homicide)
        if cities
        else _above(mine.country_homicide, other.country_homicide),
        "income": _above(mine.income, other.income),
        "size": _above(mine.size, other.size),
        "region": _apart(mine, other),
    }


def homicide_of(one: Profile, other: Profile) -> Basis:
    """Whose homicide rates are held against each other: those of the cities, else of their countries, else none."""
    if one.homicide is not None and other.homicide is not None:
        return "city"
    return "" if one.country_homicide is None or other.country_homicide is None else "country"


def _band(rate: float | None) -> int | None:
    return None if rate is None else bisect_right(HOMICIDE, rate)


def _verdict(step: int | None) -> Verdict:
    if step is None:
        return "unknown"
    return "same" if step == 0 else "near" if abs(step) == 1 else "far"


def _above(mine: int | None, other: int | None) -> int | None:
    return None if mine is None or other is None else other - mine


def _apart(mine: Profile, other: Profile) -> int | None:
    if not mine.region or not other.region:
        return None
    if mine.region != other.region:
        return 2
    return 0 if mine.subregion and mine.subregion == other.subregion else 1
