"""Likeness as one small file of data: the rules of it, the parts of its sentences, a profile of every place that has a page,
and where each practice is known from. The evaluator in the browser needs nothing else to find what fits a city."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from generator.addresses import is_public
from generator.analysis import fit, likeness, peers
from generator.analysis.fit import Known
from generator.analysis.likeness import Profile, profile_of, recent_rate
from generator.analysis.needs import COMPARED
from generator.catalog import Catalog
from generator.holdings import income_of
from generator.output import Output
from generator.pages import words
from generator.pages.held import SIZES
from generator.pages.view import Library, digest

ADDRESS = "search/likeness.json"
CITIES, COUNTRIES = "homicide-rate-city", "homicide-rate"
"""The indicators that bands of homicide are made from."""
COMPARES = 3
"""The level of evidence from which on a result is held against a comparison."""
UNKNOWN = "-"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Origin(NamedTuple):
    """What is known of a practice from where."""

    known: Known
    places: tuple[str, ...]


def files(library: Library) -> Iterator[Output]:
    """Rules, words, profiles and origins."""
    yield Output(ADDRESS, lambda: _written(library), mark=digest(library.figures, origins(library.catalog)))


def profiles(library: Library) -> Mapping[str, Profile]:
    """The profile of every place that has a page, in the order of ids."""
    catalog = library.catalog
    fourths = income_of(catalog)
    cities, countries = (_rates(catalog, indicator) for indicator in (CITIES, COUNTRIES))
    return {id: profile_of(catalog.places[id], fourths, cities, countries) for id in sorted(catalog.profiled)}


def origins(catalog: Catalog) -> Mapping[str, Origin]:
    """Where each published practice is known from: the places of its compared results; without any, those of its other
    results; without any, the places where it was done."""
    return {
        id: catalog.about("origin", entry, partial(_origin, catalog, id))
        for id, entry in catalog.practices.items()
        if is_public(entry.record)
    }


def table(library: Library) -> dict[str, Any]:
    """All of it. A column of `places` has one character for each place: a band, a fourth or, for the region, a row of
    `regions`, counted in base 36. `odd_names` are those that are not the id in capitals. A practice has what is known of
    it, then the numbers of its places."""
    found = profiles(library)
    regions = sorted({(profile.region, profile.subregion) for profile in found.values() if profile.region})
    at = {id: number for number, id in enumerate(found)}
    return {
        "weights": likeness.WEIGHTS,
        "limits": {
            "fewest": likeness.FEWEST,
            "sure": likeness.SURE,
            "much": likeness.MUCH,
            "unlike": likeness.UNLIKE,
        },
        "bands": {"size": peers.BANDS["city"], "homicide": likeness.HOMICIDE},
        "names": {"size": SIZES["city"], "income": words.FOURTHS, "homicide": _bands_told(likeness.HOMICIDE)},
        "order": fit.ORDER,
        "levels": fit.LEVELS,
        "words": {
            "heads": fit.HEADS,
            "nouns": fit.NOUNS,
            "alike": fit.ALIKE,
            "different": fit.DIFFERENT,
            "alike_countries": fit.ALIKE_COUNTRIES,
            "different_countries": fit.DIFFERENT_COUNTRIES,
            "elsewhere": fit.ELSEWHERE,
            "names": fit.NAMES,
            "of_the_country": sorted(fit.OF_THE_COUNTRY),
            **fit.WORDS,
        },
        "regions": regions,
        "places": {
            "id": " ".join(found),
            "odd_names": _odd_names(library.catalog, list(found)),
            "size": _column([profile.size for profile in found.values()]),
            "income": _column([profile.income for profile in found.values()]),
            "homicide": _column([profile.homicide for profile in found.values()]),
            "country_homicide": _column([profile.country_homicide for profile in found.values()]),
            "region": _column([_row(regions, profile) for profile in found.values()]),
        },
        "practices": {
            id: [origin.known, *(at[place] for place in origin.places if place in at)]
            for id, origin in origins(library.catalog).items()
        },
    }


def _written(library: Library) -> bytes:
    return (json.dumps(table(library), ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _rates(catalog: Catalog, indicator: str) -> Mapping[str, float]:
    """Recent rates of places; none without the indicator, or when its class lets no places be compared."""
    dataset = catalog.indicators.get(indicator)
    if dataset is None or dataset.record.comparability not in COMPARED:
        return {}
    this_year = catalog.today.year
    drawn = {
        place: [(row.year, row.value, joined) for row, joined in dataset.drawn(place, dataset.first_cut)]
        for place in dataset.by_place
    }
    rates = ((place, recent_rate(points, this_year)) for place, points in drawn.items())
    return {place: rate for place, rate in rates if rate is not None}


def _origin(catalog: Catalog, id: str) -> Origin:
    record = catalog.practices[id].record
    rows = [row for rating in catalog.ratings[id] for row in rating.rows]
    compared = [row for row in rows if row.level >= COMPARES]
    places = [place for row in compared or rows for place in row.places]
    known: Known = "tested" if compared else "measured" if rows else "done"
    return Origin(known, tuple(dict.fromkeys(places or record.places)))


def _odd_names(catalog: Catalog, ids: Sequence[str]) -> Mapping[int, str]:
    """The names that cannot be read off the id, by the number of the place: accents, countries, cities of one name."""
    names = ((number, id, catalog.place_name(id)) for number, id in enumerate(ids))
    return {number: name for number, id, name in names if name != id.partition("-")[2].replace("-", " ").title()}


def _column(values: Sequence[int | None]) -> str:
    return "".join(UNKNOWN if value is None else DIGITS[value] for value in values)


def _row(regions: Sequence[tuple[str, str]], profile: Profile) -> int | None:
    return regions.index((profile.region, profile.subregion)) if profile.region else None


def _bands_told(edges: Sequence[int]) -> Sequence[str]:
    """What readers call the bands of homicide: 'under 2', '2 to 6', '20 or more'."""
    between = [f"{low} to {high}" for low, high in pairwise(edges)]
    return [f"under {edges[0]}", *between, f"{edges[-1]} or more"]
