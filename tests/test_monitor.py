"""The Urban Safety Monitor, data readiness and the checklist: what they count is what is there, and nothing is invented."""

import re
from dataclasses import replace
from html import unescape

import pytest

from generator.analysis.readiness import FACETS, starters, tally
from generator.catalog import Catalog
from generator.holdings import Holdings
from generator.load import Loaded, load
from generator.pages import checklist, monitor, readiness
from generator.pages.catalogue import ANSWERS, GROUPS, KEEPERS, QUESTIONS, catalogue_rows, figures
from generator.pages.coverage import countries
from generator.pages.view import Library
from tests.site_fixtures import Read, Workshop
from tests.support import OWN_DAY, ROOT

pytest_plugins = ("tests.site_fixtures.fixtures",)

SETTINGS = {"name": "Beacon", "url": "https://beacon.example/"}


@pytest.fixture(scope="module")
def library() -> Library:
    """The repository's own library."""
    return Library(load(ROOT, OWN_DAY).catalog, SETTINGS)


@pytest.fixture(scope="module")
def catalog(library: Library) -> Catalog:
    """Its records."""
    return library.catalog


def body(library: Library, module: object, address: str) -> str:
    """The body of one page."""
    (output,) = [o for o in module.pages(library) if o.address == address]  # type: ignore[attr-defined]
    made = output.content()
    assert not isinstance(made, bytes)
    return str(made.body)


def text(html: str) -> str:
    """What a reader sees of some HTML, in one line."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def rows(html: str, kind: str) -> list[list[str]]:
    """The cells of every row that begins with a heading, of tables of one class."""
    tables = re.findall(rf'<table class="data {kind}(?: stacked)?">(.*?)</table>', html, re.DOTALL)
    lines = re.findall(r'<tr[^>]*><th scope="row">.*?</tr>', "".join(tables), re.DOTALL)
    return [
        [text(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)] for line in lines
    ]


def test_the_catalogue_has_fifty_rows_in_three_themes(catalog: Catalog) -> None:
    """As the checklist promises, each with a way to begin and a basis."""
    found = list(catalog.catalogue.values())

    assert len(found) == 50
    assert {row.theme for row in found} == {"crime", "community", "local-governance"}
    assert all(row.how and row.basis for row in found)


def test_the_picture_counts_what_is_held(library: Library, catalog: Catalog) -> None:
    """All figures, those held, and those held for countries and for cities."""
    held = [figure for figure in figures(library.holdings) if figure.held]
    of_countries, of_cities = ([f for f in held if kind in f.places] for kind in ("country", "city"))

    said = text(body(library, monitor, "monitor/"))

    assert (
        f"Of the {len(catalog.catalogue)} figures in our catalogue we hold {len(held)} for at least one place: {len(of_countries)} for countries and {len(of_cities)} for cities. Of the other {len(catalog.catalogue) - len(held)} we hold nothing."
        in said
    )


def test_a_figure_says_for_how_many_places_it_is_held(library: Library, catalog: Catalog) -> None:
    """As many as its packages have, counted once each."""
    figure = next(f for f in figures(library.holdings) if f.row.id == "homicide-rate")
    places = {place for id in figure.row.indicators for place in catalog.indicators[id].by_place}

    assert sum(figure.places.values()) == len(places)
    assert figure.groups[:2] == ("sex", "age")


def test_names_of_the_monitor_are_those_of_the_list_and_no_others(library: Library, catalog: Catalog) -> None:
    """Ten names are not known; none of them is made up, and the page says how many are missing."""
    terms = catalog.vocabularies["urban-safety-monitor"].terms.values()
    page = body(library, monitor, "monitor/")

    titles = [text(t).split(":")[0].strip() for t in re.findall(r'scope="rowgroup">(.*?)</th>', page)]
    unnamed = {"Under none of the indicators whose names are known", "Names of the indicators not known"}

    assert set(titles) - unnamed == {term.title for term in terms if term.parent}
    assert [s for s in re.findall(r"<h2>(.*?)</h2>", page) if s in {t.title for t in terms}] == [
        t.title for t in terms if not t.parent
    ]
    named = sum(1 for term in terms if term.parent)
    assert f"We have read the names of {named} of the {monitor.INDICATORS} indicators" in text(page)
    assert f"The other {monitor.INDICATORS - named} belong to" in text(page)


def test_what_is_not_held_says_so(library: Library) -> None:
    """With the way to begin."""
    page = body(library, monitor, "monitor/")
    missing = [figure.row.id for figure in figures(library.holdings) if not figure.held]

    assert missing
    assert page.count(">Not held</span>") == len(missing)
    for id in missing:
        assert f'href="../monitor/checklist/#{id}"' in page


def test_every_figure_is_on_the_checklist_once(library: Library, catalog: Catalog) -> None:
    """With who holds it and how to begin."""
    found = rows(body(library, checklist, "monitor/checklist/"), "checks")

    assert len(found) == len(catalog.catalogue)
    for cells, row in zip(found, catalog.catalogue.values(), strict=True):
        assert row.title in cells[0]
        assert cells[3].startswith(KEEPERS[row.keeper])
        assert cells[4] == row.how


def test_the_first_five_are_those_of_the_rule(library: Library, catalog: Catalog) -> None:
    """In its order, with the warning on police records above them."""
    page = body(library, checklist, "monitor/checklist/")
    listed = re.search(r'<ol class="ticks">(.*?)</ol>', page, re.DOTALL)

    assert listed is not None
    assert re.findall(r'href="#([a-z-]+)"', listed[1]) == [
        row.id for row in starters(tuple(catalog.catalogue.values()))
    ]
    assert page.index("Police records alone mislead") < page.index('<section id="first">')


def test_readiness_counts_what_is_known_of_each_country(library: Library, catalog: Catalog) -> None:
    """Every country once, in the order of names within its region, with the counts of its figures."""
    regions = len(readiness.regions(catalog))
    found = rows(body(library, readiness, "monitor/readiness/"), "counts")[regions:]
    by_region = sorted(countries(catalog), key=lambda place: (place.region, place.name))

    assert [cells[0] for cells in found] == [place.name for place in by_region]
    colombia = tally(Holdings(catalog).readiness("COL"))
    assert ["Colombia", *(str(colombia[facet].reached) for facet in FACETS)] in found


def test_no_page_ranks(library: Library) -> None:
    """Names stand in alphabetical order, no score is added up, and the page says so."""
    said = text(body(library, readiness, "monitor/readiness/"))

    assert "No ranking" in said
    assert "compare nobody by it" in said


def test_cities_stand_on_the_page_of_their_region(library: Library, catalog: Catalog) -> None:
    """Each that has two figures of its own, once."""
    listed = [
        id
        for region in readiness.regions(catalog)
        for one in readiness.cities(library, region)
        for _, ids in one.alike
        for id in ids
    ]
    own = {place: sum(place in held for held in library.holdings.by_row.values()) for place in catalog.places}

    assert sorted(listed) == sorted(
        id
        for id, number in own.items()
        if number >= readiness.FEWEST and "-" in id and catalog.places[id].type == "city"
    )


def test_no_page_of_readiness_is_long(library: Library) -> None:
    """At most 60 KB with its frame, which takes about 10."""
    for output in readiness.pages(library):
        made = output.content()
        assert not isinstance(made, bytes)
        assert len(str(made.body).encode()) < 48_000, output.address


def test_a_place_is_told_what_is_known_of_it(library: Library) -> None:
    """Each figure held with five answers, in a mark and in a word, and the next step."""
    found = rows(str(readiness.part(library.view("places/col/"), "COL")), "ready")
    held = [r for r in library.holdings.readiness("COL") if r.exists]

    assert len(found) == len(held)
    for cells, known in zip(found, held, strict=True):
        assert cells[0].startswith(known.row.title)
        assert cells[1:6] == [" ".join(ANSWERS[answer]) for answer in known.answers.values()]
        assert cells[6] == f"{known.level} of 5"


def test_a_place_without_figures_is_told_to_begin(library: Library, catalog: Catalog) -> None:
    """Without an empty table."""
    place = next(id for id in catalog.places if not any(r.exists for r in library.holdings.readiness(id)))

    said = str(readiness.part(library.view("places/"), place))

    assert "<table" not in said
    assert "Begin with killings" in said


def test_rows_of_an_indicator_are_found(catalog: Catalog) -> None:
    """A package may hold several figures; one that is in no row holds none."""
    assert [row.id for row in catalogue_rows(catalog, "violence-prevalence")] == [
        "violence-physical", "violence-psychological", "violence-sexual", "robbery-victims",
    ]  # fmt: skip
    assert catalogue_rows(catalog, "population") == []


def test_every_word_of_the_catalogue_is_told() -> None:
    """Questions in the order they are asked."""
    assert tuple(QUESTIONS) == FACETS
    assert all(GROUPS.values()) and all(KEEPERS.values())


PAGES = ("monitor/", "monitor/checklist/", "monitor/readiness/", "monitor/readiness/africa/")


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_sound(finished: Workshop, address: str) -> None:
    """In the small library: well-formed, and known to the sitemap."""
    page = Read(finished.read(f"{address}index.html"))

    assert page.faults == []
    assert f"<loc>https://beacon.example/{address}</loc>" in finished.read("sitemap.xml")


@pytest.mark.parametrize("address", PAGES[:3])
def test_pages_are_found_by_search(finished: Workshop, address: str) -> None:
    """By their titles."""
    assert f'"{address}"' in finished.read("search/catalogue.json")


def test_a_library_without_a_catalogue_has_the_pages_too(catalog: Catalog) -> None:
    """With nothing in them, as when the lists cannot be read."""
    bare = Library(replace(catalog, catalogue={}, vocabularies={}), SETTINGS)

    assert "we hold 0 for at least one place" in text(body(bare, monitor, "monitor/"))
    assert rows(body(bare, checklist, "monitor/checklist/"), "checks") == []


def test_a_change_in_what_is_held_is_a_change_of_every_place(loaded: Loaded) -> None:
    """The mark that keeps pages of places between builds knows the catalogue, the licences and the packages; each page
    adds the tables of its own."""
    catalog = loaded.catalog
    fewer = {id: dataset for id, dataset in catalog.indicators.items() if id != "test-robbery-rate"}
    changed = (
        catalog,
        replace(catalog, catalogue=dict(list(catalog.catalogue.items())[1:])),
        replace(catalog, vocabularies={}),
        replace(catalog, indicators=fewer),
    )

    assert len({readiness.mark(Library(one, SETTINGS)) for one in changed}) == len(changed)
