"""Standing: how strong the evidence of a city is, and so whether it may teach."""

from collections.abc import Iterable

from generator.analysis.evidence import Rating, rate
from generator.catalog import Catalog
from generator.model.city import City


def practices_of(catalog: Catalog, city: City) -> tuple[str, ...]:
    """Ids of the published practices of a city: those its story names, in its order, then the others done there."""
    there = (id for id, entry in catalog.practices.items() if city.place in entry.record.places)
    ids = dict.fromkeys((*city.practices, *there))
    return tuple(id for id in ids if id in catalog.practices and catalog.practices[id].record.status == "published")


def strength_of_city(catalog: Catalog, city: City) -> int:
    """The highest strength, E0 to E5, of a result on harm, fear or a step on the way: of a practice of the city or,
    where none reaches E2, of an approach that one belongs to."""
    records = [catalog.practices[id].record for id in practices_of(catalog, city)]
    own = _highest(rating for record in records for rating in rate(record, catalog.measures, catalog.today))
    if own >= ENOUGH:
        return own
    shared = {id for record in records for id in record.approaches if id in catalog.approaches}
    return max(own, _highest(rating for id in shared for rating in catalog.approach_ratings[id]))


ENOUGH = 2
"""The strength that a city needs to be a beacon."""


def _highest(ratings: Iterable[Rating]) -> int:
    return max((rating.level for rating in ratings if rating.tier != "output"), default=0)
