"""Who reports an indicator and who does not, by UN region."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.catalog import Catalog
from generator.dataset import Dataset, Observation
from generator.model.place import Place

RECENT = 5
"""Years before the latest year of a table that still count as recent."""


class Coverage(NamedTuple):
    """One region: how many countries there are, which have a value of any year, how many a recent one, who has none."""

    region: str
    countries: int
    held: int
    recent: int
    places: int
    """Places with a value; for an indicator of countries the same as `held`."""
    missing: tuple[Place, ...]


def coverage(catalog: Catalog, dataset: Dataset) -> Sequence[Coverage]:
    """One row for each region, in the order of names. Cities count for their country. Nothing for figures of regions or
    of parts of countries, where nobody says which there should be."""
    if dataset.record.place_kind not in ("country", "city"):
        return ()
    latest: dict[str, int] = {}
    for row in dataset.latest:
        country = row.place[:3]
        latest[country] = max(latest.get(country, 0), row.year)
    return tuple(_region(catalog, dataset.latest, latest, dataset.years[1], name) for name in regions(catalog))


def regions(catalog: Catalog) -> Sequence[str]:
    """The UN regions that have a country, in the order of names."""
    return sorted({place.region for place in countries(catalog)})


def countries(catalog: Catalog) -> Iterator[Place]:
    """The countries and territories that have a population, in the order of names."""
    found = (p for p in catalog.places.values() if p.type == "country" and p.region and p.population)
    yield from sorted(found, key=lambda place: place.name)


def _region(catalog: Catalog, rows: Sequence[Observation], latest: dict[str, int], last: int, region: str) -> Coverage:
    here = [place for place in countries(catalog) if place.region == region]
    held = [place for place in here if place.id in latest]
    return Coverage(
        region,
        len(here),
        len(held),
        sum(latest[place.id] >= last - RECENT for place in held),
        sum(catalog.region(row.place) == region for row in rows),
        tuple(place for place in here if place.id not in latest),
    )
