"""Place: a country, a city, a part of a country or a UN region that a record or a figure speaks of."""

from typing import Literal

from generator.model.fields import Shape, field

PlaceKind = Literal["country", "city", "subnational", "region"]


def kind_of(id: str) -> PlaceKind:
    """What kind of place an id names, by its form: `COL`, `COL-medellin`, `GBR-SCT`, `M49-419`."""
    head, _, rest = id.partition("-")
    if head == "M49":
        return "region"
    if not rest:
        return "country"
    return "subnational" if rest[0].isupper() else "city"


class Place(Shape):
    """A row of `datasets/places/places.csv`."""

    id: str = field("ISO 3166-1 alpha-3 code for a country, code and name for a city, M49-nnn for a UN region.", example="COL-medellin", bad="medellin", because="Two countries may have a city of one name.")
    type: PlaceKind = field("What kind of place it is.", example="city")
    name: str = field("The name as its source gives it.", example="Medellín")
    iso3: str = field("The country it lies in; empty for a UN region.", example="COL", default="")
    region: str = field("The UN region: Africa, Americas, Asia, Europe, Oceania.", example="Americas", default="")
    subregion: str = field("The UN sub-region.", example="Latin America and the Caribbean", default="")
    latitude: float | None = field("Degrees north.", example=6.25, default=None, ge=-90, le=90)
    longitude: float | None = field("Degrees east.", example=-75.56, default=None, ge=-180, le=180)
    population: int | None = field("Residents; the year and source are in the next fields.", example=2529403, default=None, ge=0)
    population_year: int | None = field("Year of the population figure; empty when the source gives none.", example=2024, default=None)
    population_source: str = field("Who published the population figure.", example="GeoNames", default="")
