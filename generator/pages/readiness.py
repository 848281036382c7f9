"""Data readiness: what is known of each country and city, by region. It ranks nobody."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generator.analysis.readiness import FACETS, STEPS, Facet, Readiness, next_step, next_step_of_place, tally
from generator.catalog import Catalog
from generator.holdings import Holdings
from generator.model.place import Place, kind_of
from generator.output import Output, Page, page
from generator.pages import words
from generator.pages.catalogue import ANSWERS, GROUPS, QUESTIONS
from generator.pages.coverage import countries, regions
from generator.pages.monitor import TITLE as MONITOR
from generator.pages.view import Library, View, digest, render

ADDRESS = "monitor/readiness/"
TITLE = "Data readiness"
SUMMARY = "What is known of safety in each country and city: whether figures exist, are recent, local, broken down and open. No ranking."
FEWEST = 2
"""Figures of its own that a city must have to be listed."""
OWN: tuple[Facet, ...] = ("local", "recent", "broken_down", "open")
"""What is told of the figures that a city has of its own."""
Counts = tuple[int, ...]
"""How many figures reach each question, in their order."""


@dataclass(frozen=True, slots=True)
class Cities:
    """The cities of one country with at least two figures of their own, those with the same counts together."""

    country: Place
    alike: tuple[tuple[Counts, tuple[str, ...]], ...]

    @property
    def number(self) -> int:
        return sum(len(places) for _, places in self.alike)


def pages(library: Library) -> Iterator[Output]:
    """The page of countries, and one for the cities of each region."""
    yield page(ADDRESS, partial(_countries, library), mark=library.figures)
    for region in regions(library.catalog):
        yield page(address(region), partial(_cities, library, region), mark=library.figures)


def address(region: str) -> str:
    """Where the cities of a region are."""
    return f"{ADDRESS}{region.lower().replace(' ', '-')}/"


def addresses(catalog: Catalog) -> Sequence[str]:
    """Every address of these pages."""
    return [ADDRESS, *map(address, regions(catalog))]


def part(view: View, place: str) -> Markup:
    """What is known of one place, for its page: a table of the figures held, and the next best step."""
    found = view.library.holdings.readiness(place)
    shown = [(readiness, next_step(readiness, GROUPS)) for readiness in found if readiness.exists]
    return render(
        "_readiness", view=view, kind=kind_of(place), shown=shown, total=len(found), step=next_step_of_place(found),
        questions=QUESTIONS, answers=ANSWERS,
    )  # fmt: skip


def mark(library: Library) -> str:
    """The digest of what the part on any place rests on beside the tables of it, its country and its cities: the
    catalogue, and what counts as open."""
    catalog = library.catalog
    licences = catalog.vocabularies.get("licences")
    return digest(
        [row.model_dump(mode="json") for row in catalog.catalogue.values()],
        [(term.title, term.parent) for term in (licences.terms.values() if licences else ())],
        [(id, dataset.package.descriptor.get("licenses")) for id, dataset in catalog.indicators.items()],
    )


def _counts(found: Sequence[Readiness], facets: Sequence[Facet]) -> Counts:
    counted = tally(found)
    return tuple(counted[facet].reached for facet in facets)


def _countries(library: Library) -> Page:
    catalog, holdings = library.catalog, library.holdings
    by_region: dict[str, list[tuple[Place, Counts]]] = {region: [] for region in regions(catalog)}
    for place in countries(catalog):
        by_region[place.region].append((place, _counts(holdings.readiness(place.id), FACETS)))
    body = render(
        "readiness", view=library.view(ADDRESS), by_region=by_region, total=len(catalog.catalogue), questions=QUESTIONS, facets=FACETS,
        sums={region: _reached(rows) for region, rows in by_region.items()}, addresses={region: address(region) for region in by_region},
        steps=[(_criterion(step.facet), step) for step in STEPS],
    )  # fmt: skip
    return Page(
        TITLE,
        SUMMARY,
        "indicators",
        body,
        contents=(("picture", "The picture"), ("questions", "Five questions"), ("step", "The next step"), *((region.lower(), region) for region in by_region)),
        breadcrumb=(("Indicators", "indicators/"), (MONITOR, "monitor/")),
    )  # fmt: skip


def _reached(rows: Sequence[tuple[Place, Counts]]) -> Counts:
    """Countries with at least one figure that reaches each question."""
    return tuple(sum(counts[n] > 0 for _, counts in rows) for n in range(len(FACETS)))


def _criterion(facet: Facet) -> str:
    """When a step is the next one, in words."""
    few = "none" if facet == "exists" else "fewer than half of the figures asked"
    return f"{QUESTIONS[facet][0]}: {few}"


def _cities(library: Library, region: str) -> Page:
    found = cities(library, region)
    number = sum(one.number for one in found)
    body = render(
        "readiness_region", view=library.view(address(region)), region=region, found=found, number=number, fewest=FEWEST,
        questions=QUESTIONS, facets=OWN,
        others=[(other, address(other)) for other in regions(library.catalog) if other != region],
    )  # fmt: skip
    return Page(
        f"{TITLE}: {region}, cities",
        f"{region}: {words.places(number, 'city')} with at least {FEWEST} figures of their own, by country, in alphabetical order.",
        "indicators",
        body,
        layout="wide",
        breadcrumb=(("Indicators", "indicators/"), (MONITOR, "monitor/"), (TITLE, ADDRESS)),
    )


def cities(library: Library, region: str) -> Sequence[Cities]:
    """The countries of a region whose cities have figures of their own, in the order of names."""
    catalog = library.catalog
    by_country: dict[str, dict[Counts, list[str]]] = defaultdict(lambda: defaultdict(list))
    for id in sorted(_with_own(library.holdings), key=lambda id: (catalog.place_name(id), id)):
        if catalog.region(id) == region:
            own = [found for found in library.holdings.readiness(id) if found.answers["local"] == "yes"]
            by_country[id[:3]][_counts(own, OWN)].append(id)
    known = sorted((catalog.places[id] for id in by_country if id in catalog.places), key=lambda place: place.name)
    return [Cities(country, tuple(_alike(by_country[country.id]))) for country in known]


def _alike(by_counts: Mapping[Counts, Sequence[str]]) -> Iterator[tuple[Counts, tuple[str, ...]]]:
    """Cities with the same counts, in the order of the first name among them: a list, not a ranking."""
    return ((counts, tuple(ids)) for counts, ids in by_counts.items())


def _with_own(holdings: Holdings) -> Iterator[str]:
    """The cities with enough figures of their own."""
    found = Counter(place for by_place in holdings.by_row.values() for place in by_place if kind_of(place) == "city")
    return (place for place, number in found.items() if number >= FEWEST)
