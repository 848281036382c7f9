"""Places: the lists, and a page with the figures of every country, city, part of a country and region that has some."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

from markupsafe import Markup

from generator.addresses import address, is_public
from generator.analysis.needs import COMPARED, STALE
from generator.analysis.peers import BANDS, Group, Peers, Value, groups_of, peers_of
from generator.dataset import Dataset
from generator.holdings import INCOME, income_of
from generator.model.place import Place, PlaceKind, kind_of
from generator.model.practice import Practice
from generator.output import Output, Page, page
from generator.pages import needs, readiness, words
from generator.pages.held import Cut, held
from generator.pages.indicators import by_theme
from generator.pages.practices import by_evidence
from generator.pages.record import cite_text
from generator.pages.view import Library, View, digest, render
from generator.reading.records import Entry

ADDRESS, TITLE = "places/", "Places"
SUMMARY = "The figures we hold for every country and city, beside those of places like it, and those that are missing."
SECTION = (TITLE, ADDRESS)
RECENT = 5
"""Years before this one within which a value is called recent."""
CARDS = 6
"""Practices that the page of a place shows; those with the best evidence."""
LONG = 40
"""Cities beyond which a country has a page for their list."""
KINDS: Mapping[PlaceKind, str] = {
    "country": "Country or territory", "city": "City", "subnational": "Part of a country", "region": "Region",
}  # fmt: skip
PUBLISHERS = {"WDI": "World Bank", "": "no source known"}
"""What readers call the sources of populations, where the table has a code."""
MEMBERS: Mapping[str, tuple[str, ...]] = {
    "M49-009": ("Oceania",),
    "M49-062": ("Central Asia", "Southern Asia"),
    "M49-202": ("Sub-Saharan Africa",),
    "M49-419": ("Latin America and the Caribbean",),
    "M49-513": ("Europe", "Northern America"),
    "M49-747": ("Northern Africa", "Western Asia"),
    "M49-753": ("Eastern Asia", "South-eastern Asia"),
}
"""The UN regions and sub-regions that each region of the Sustainable Development Goals takes in."""


class Listed(NamedTuple):
    """A place in a list: its name, the way to its page, and how many indicators are held for it."""

    name: str
    to: str
    indicators: int
    cities: int = 0


@dataclass(frozen=True)
class Atlas:
    """What the pages of all places share, each part worked out once, when it is first asked for."""

    library: Library
    _peers: dict[tuple[str, Cut], Peers] = field(default_factory=dict)

    @property
    def results(self) -> needs.Results:
        """What was tested, by measure."""
        return self.library.one(needs.Results)

    @cached_property
    def holdings(self) -> Mapping[str, tuple[Dataset, ...]]:
        """The indicators held for each place."""
        found: dict[str, list[Dataset]] = defaultdict(list)
        for dataset in self.library.catalog.indicators.values():
            for place in dataset.by_place:
                found[place].append(dataset)
        return {place: tuple(datasets) for place, datasets in found.items()}

    @cached_property
    def income(self) -> Mapping[str, int]:
        """The fourth of each country by GDP per person; nothing without that indicator."""
        return income_of(self.library.catalog)

    @cached_property
    def groups(self) -> Mapping[str, tuple[Group, ...]]:
        """The groups of every place."""
        return {id: groups_of(place, self.income) for id, place in self.library.catalog.places.items()}

    def peers(self, dataset: Dataset, cut: Cut) -> Peers:
        """The latest values of one cut of an indicator, of every place and source."""
        if (dataset.id, cut) not in self._peers:
            within = dataset.record.compare_within == "source"
            latest: dict[tuple[str, str], Value] = {}
            for place, rows in dataset.by_place.items():
                for row in rows:
                    if row.cut == cut:
                        source = row.source if within else ""
                        latest[place, source] = Value(place, row.year, row.value, source)
            found = peers_of(latest.values(), self.groups, dataset.record.decimals)
            self._peers[dataset.id, cut] = found
        return self._peers[dataset.id, cut]

    @cached_property
    def within(self) -> Mapping[str, tuple[str, ...]]:
        """The cities and parts of each country that have a page, in the order of names."""
        found: dict[str, list[str]] = defaultdict(list)
        places = self.library.catalog.places
        for id in sorted(self.library.catalog.profiled, key=lambda id: (places[id].name, id)):
            if places[id].iso3 != id:
                found[places[id].iso3].append(id)
        return {country: tuple(ids) for country, ids in found.items()}

    def cities(self, country: str) -> Sequence[str]:
        """The cities of a country that have a page."""
        return [id for id in self.within.get(country, ()) if kind_of(id) == "city"]

    @cached_property
    def wanted(self) -> Mapping[tuple[str, PlaceKind], frozenset[str]]:
        """The countries that each indicator has figures for, by the kind of place."""
        found: dict[tuple[str, PlaceKind], set[str]] = defaultdict(set)
        for dataset in self.library.catalog.indicators.values():
            for place in dataset.by_place:
                found[dataset.id, kind_of(place)].add(place[:3])
        return {key: frozenset(countries) for key, countries in found.items()}

    def missing(self, place: Place) -> Sequence[Dataset]:
        """The indicators that hold figures for such places and none for this one. One that is published in a single
        country is missed there only."""
        held = {dataset.id for dataset in self.holdings.get(place.id, ())}
        return [d for d in self.library.catalog.indicators.values() if d.id not in held and self._asks(d, place)]

    def _asks(self, dataset: Dataset, place: Place) -> bool:
        countries = self.wanted.get((dataset.id, place.type), frozenset())
        return place.id[:3] in countries or (place.type in ("country", "city") and len(countries) > 1)

    @cached_property
    def practices(self) -> Mapping[str, tuple[Entry[Practice], ...]]:
        """The published practices of each place; those of a city are also its country's."""
        found: dict[str, dict[str, Entry[Practice]]] = defaultdict(dict)
        catalog = self.library.catalog
        for entry in catalog.practices.values():
            for id in entry.record.places if is_public(entry.record) else ():
                found[id][entry.id] = entry
                if id in catalog.places:
                    found[catalog.places[id].iso3][entry.id] = entry
        return {place: tuple(entries.values()) for place, entries in found.items()}

    def stories(self, place: Place) -> Sequence[str]:
        """The stories of a place; those of a country's cities are also its own."""
        told = self.library.catalog.stories
        return [told[id] for id in (place.id, *self.within.get(place.id, ())) if id in told]

    def listed(self, view: View, ids: Sequence[str]) -> Sequence[Listed]:
        """Places as a list shows them, of those that have a page."""
        return [
            Listed(view.name(id), _near(to), len(self.holdings.get(id, ())), len(self.cities(id)))
            for id in ids
            if (to := view.profile(id))
        ]

    def members(self, region: str) -> Sequence[str]:
        """The countries of a region that have a page, in the order of names."""
        names = frozenset(MEMBERS.get(region, ()))
        found = (p for p in _countries(self.library) if names & {p.region, p.subregion}) if names else ()
        return [place.id for place in found if place.id in self.library.catalog.profiled]


def pages(library: Library) -> Iterator[Output]:
    """The list and a page for each place."""
    atlas = library.one(Atlas)
    catalog = library.catalog
    yield page(ADDRESS, partial(_list, atlas), mark=library.figures)
    monitor = catalog.vocabularies.get("urban-safety-monitor")
    shared = digest(
        library.mark,
        readiness.mark(library),
        library.places,
        [(term.id, term.parent) for term in monitor.terms.values()] if monitor else [],
        atlas.income,
    )
    for id in sorted(catalog.profiled):
        place = catalog.places[id]
        mark = digest(shared, id, *_own(atlas, place))
        yield page(address("place", id), partial(_place, atlas, place), mark=mark)
        if len(atlas.cities(id)) > LONG:
            yield page(f"{address('place', id)}cities/", partial(_cities, atlas, place), mark=mark)


def lists(library: Library) -> Iterator[str]:
    """The addresses of the lists: of countries, and of the cities of those countries that have many."""
    atlas = library.one(Atlas)
    yield ADDRESS
    yield from (
        f"{address('place', country)}cities/" for country in sorted(atlas.within) if len(atlas.cities(country)) > LONG
    )


def _own(atlas: Atlas, place: Place) -> Iterator[object]:
    """What the page of one place is made from beside what all places share. How much is known of it also rests on its
    country and its cities."""
    around = (place.id, place.iso3, *atlas.within.get(place.id, ()))
    yield {dataset.id: dataset.digest for id in around for dataset in atlas.holdings.get(id, ())}
    records = [dataset.record for dataset in atlas.holdings.get(place.id, ())]
    yield [atlas.results.digest(record.measures) for record in records if record.comparability in COMPARED]
    yield [(dataset.id, dataset.record.title) for dataset in atlas.missing(place)]
    practices = atlas.practices.get(place.id, ())
    yield [(entry.id, entry.digest) for entry in practices]
    yield [(id, atlas.library.catalog.title("city", id)) for id in atlas.stories(place)]
    listed = atlas.members(place.id) if place.type == "region" else atlas.within.get(place.id, ())
    yield [(id, len(atlas.holdings.get(id, ()))) for id in listed]


def _countries(library: Library) -> Sequence[Place]:
    return sorted((p for p in library.catalog.places.values() if p.type == "country"), key=lambda p: (p.name, p.id))


def _list(atlas: Atlas) -> Page:
    library = atlas.library
    view = library.view(ADDRESS)
    by_region: dict[str, list[str]] = defaultdict(list)
    for country in _countries(library):
        by_region[country.region or "Outside the regions"].append(country.id)
    listed = {region: atlas.listed(view, by_region[region]) for region in sorted(by_region)}
    regions = sorted((p for p in library.catalog.places.values() if p.type == "region"), key=lambda p: p.name)
    body = render(
        "places",
        view=view,
        regions=[(region, countries) for region, countries in listed.items() if countries],
        wholes=atlas.listed(view, [region.id for region in regions]),
        cities=sum(kind_of(id) == "city" for id in library.catalog.profiled),
        summary=SUMMARY,
        income=INCOME if atlas.income else "",
        stale=STALE,
    )
    return Page(TITLE, SUMMARY, "places", body, layout="wide")


def _place(atlas: Atlas, place: Place) -> Page:
    library, at = atlas.library, address("place", place.id)
    view = library.view(at)
    catalog = library.catalog
    datasets = atlas.holdings.get(place.id, ())
    themes = [
        (title, [held(view, atlas.peers, atlas.groups[place.id], dataset, place.id) for dataset in found])
        for title, found in by_theme(catalog, datasets)
    ]
    figures = [figure for _, found in themes for figure in found]
    needed = needs.part(view, atlas.results, figures) if place.type in BANDS else None
    within = atlas.within.get(place.id, ())
    countries = atlas.listed(view, atlas.members(place.id))
    inside = "Its countries" if countries else "Its cities and parts"
    stories = [catalog.cities[id] for id in atlas.stories(place)]
    practices = by_evidence(library, atlas.practices.get(place.id, ()))
    missing = atlas.missing(place)
    title = f"{view.place(place.id)} in figures"
    years = [figure.year for figure in figures]
    country = catalog.places.get(place.iso3) if place.iso3 != place.id else None
    body = render(
        "place",
        view=view,
        place=place,
        kind=KINDS[place.type],
        country=country,
        population=_population(place),
        sentence=_sentence(view.name(place.id), years),
        recent=_recent(years, catalog.today.year),
        themes=[(_anchor(theme), theme, figures) for theme, figures in themes],
        needs=needed,
        needs_title=needs.TITLE,
        missing=[(d.record.title, view.url(address("indicator", d.id))) for d in missing],
        cities=atlas.listed(view, atlas.cities(place.id)),
        parts_of=atlas.listed(view, [id for id in within if kind_of(id) != "city"]),
        countries=countries,
        inside=inside,
        stories=stories,
        practices=practices,
        cards=CARDS,
        long=LONG,
        file=f"{place.id.lower()}.csv",
        compared=any(figure.comparisons for figure in figures),
        broken=any(figure.is_broken for figure in figures),
        readiness=readiness.part(view, place.id) if catalog.catalogue else Markup(),
        cite=cite_text(view, title, at, catalog.today),
    )
    sections = (
        *((_anchor(theme), theme) for theme, _ in themes),
        *(("needs", needs.SHORT) for _ in filter(None, [needed])),
        *(("known", "How much is known") for _ in list(catalog.catalogue)[:1]),
        *(("missing", "What is missing") for _ in missing[:1]),
        *(("practices", "Practices and stories") for _ in (stories or practices)[:1]),
        *(("within", inside) for _ in (*within, *countries)[:1]),
        ("cite", "Cite this page"),
    )
    return Page(
        title,
        view.description(_described(view, place, [d.record.title for d in datasets])),
        "places",
        body,
        contents=sections,
        breadcrumb=(SECTION, *((country.name, address("place", country.id)) for country in filter(None, (country,)))),
    )


def _near(to: str) -> str:
    """The way from one page of places to another, without leaving their folder."""
    return to.replace(f"../{ADDRESS}", "", 1)


def _cities(atlas: Atlas, country: Place) -> Page:
    view = atlas.library.view(f"{address('place', country.id)}cities/")
    found = atlas.listed(view, atlas.cities(country.id))
    body = render("place_cities", view=view, country=country, cities=found)
    return Page(
        f"Cities in {country.name}",
        f"{words.count(len(found), 'city', 'cities')} in {country.name} with figures on safety, practices or stories.",
        "places",
        body,
        layout="wide",
        breadcrumb=(SECTION, (country.name, address("place", country.id))),
    )


def _anchor(theme: str) -> str:
    return theme.lower().replace(" ", "-")


def _sentence(name: str, years: Sequence[int]) -> str:
    """What is held, in a sentence."""
    if not years:
        return f"We hold no indicator for {name} itself."
    newest = f"the newest value is of {max(years)}" if len(years) > 1 else f"its value is of {years[0]}"
    return f"We hold {words.count(len(years), 'indicator')} for {name}; {newest}."


def _recent(years: Sequence[int], today: int) -> str:
    """How many of the latest values are of the last years."""
    recent = sum(year >= today - RECENT for year in years)
    return f"{recent} of {len(years)} from {today - RECENT} or later"


def _population(place: Place) -> str:
    """The population with its source and year, or that it is not known."""
    if place.population is None:
        return "not in our table"
    source = PUBLISHERS.get(place.population_source, place.population_source)
    year = str(place.population_year) if place.population_year else "year not given"
    return f"{words.number(place.population)} ({source}, {year})"


def _described(view: View, place: Place, titles: Sequence[str]) -> str:
    """What search engines show."""
    if not titles:
        return f"{view.place(place.id)}: practices and stories, and the figures on safety that are missing."
    return f"{view.place(place.id)}: {words.count(len(titles), 'indicator')} of safety with years and sources. {', '.join(titles)}."
