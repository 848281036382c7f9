"""Place pages: every figure is in the tables, classes are respected, what is missing is named, and no page is too heavy."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.addresses import address
from generator.analysis.peers import FEWEST
from generator.catalog import Catalog
from generator.dataset import Dataset, Observation
from generator.exports import place_data
from generator.load import Loaded, load
from generator.model.place import Place
from generator.output import Page
from generator.pages import places
from generator.pages.view import Library
from tests.site_fixtures import Read, Workshop, cells_of
from tests.support import OWN_DAY, ROOT, TODAY

pytest_plugins = ("tests.site_fixtures.fixtures",)

SETTINGS = {"url": "https://beacon.example/", "name": "Beacon"}
FRAME = 13_000
"""Bytes of the frame around a body, and some more."""


class Block(NamedTuple):
    """One indicator on a page: its id and its HTML."""

    id: str
    html: str

    @property
    def text(self) -> str:
        """What a reader reads."""
        return plain(self.html)


def plain(html: str) -> str:
    """HTML as text in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def bodies(catalog: Catalog) -> Mapping[str, str]:
    """The body of the page of each place, made when it is asked for."""
    made = {output.address: output.content for output in places.pages(Library(catalog, SETTINGS))}

    @cache
    def body(id: str) -> str:
        found = made[address("place", id)]()
        assert isinstance(found, Page)
        return str(found.body)

    return Bodies(body)


class Bodies(dict[str, str]):
    """Pages by the id of their place."""

    def __init__(self, make: object) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, id: str) -> str:
        return self.make(id)  # type: ignore[operator, no-any-return]


def blocks(body: str) -> Iterator[Block]:
    """Every indicator on a page."""
    for html in body.split('<div class="held">')[1:]:
        found = re.search(r'<h3 id="([^"]+)">', html)
        assert found
        yield Block(found[1], html.split("</section>")[0])


def sentences(html: str) -> Sequence[str]:
    """The comparisons with peers in some HTML."""
    found = re.search(r'<ul class="peers">(.*?)</ul>', html, re.DOTALL)
    return [plain(one) for one in re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL)] if found else ()


def cells(html: str) -> Iterator[Sequence[str]]:
    """The rows of every table in some HTML, as texts."""
    for row in cells_of(html):
        yield [plain(re.sub(r"<sup>.*?</sup>", "", cell)).lstrip("≈ ") for cell in row]


def shown(block: Block) -> Iterator[tuple[int, str]]:
    """Every year and value of the place's own table, and the value above it."""
    headline = re.search(r'held-value"><strong>([^<]+)</strong>.*?<span class="range">(\d{4})', block.html, re.DOTALL)
    assert headline
    yield int(headline[2]), headline[1]
    own = block.html.partition("Broken down")[0]
    for first, *rest in cells(own):
        if first.endswith("0s"):
            yield from ((int(first[:3]) * 10 + digit, value) for digit, value in enumerate(rest) if value)
        elif first.isdigit():
            yield int(first), rest[0]


# In the small library, with invented countries added


def peopled(catalog: Catalog, **beacon: object) -> Catalog:
    """The small library with seven more countries of Africa, one city in each, and an indicator of class A that holds
    the values 1 to 8 for the countries; `beacon` changes what the indicator says."""
    added = {
        f"XY{letter}": Place.model_validate(
            {"id": f"XY{letter}", "type": "country", "name": f"Land {letter}", "iso3": f"XY{letter}", "region": "Africa", "population": 10}
        )
        for letter in "ABCDEFG"
    }  # fmt: skip
    given = catalog.indicators["test-robbery-rate"]
    record = given.record.model_copy(update={"title": "Test killings", "comparability": "A", "breaks": (), **beacon})
    values = [Observation(id, 2024, float(n), "", "TEST-1", "", ()) for n, id in enumerate(("XXA", *added), start=1)]
    dataset = Dataset("test-killings", given.path, record, given.package, tuple(values))
    return replace(
        catalog,
        places={**catalog.places, **added},
        indicators={**catalog.indicators, dataset.id: dataset},
    )


def block_of(catalog: Catalog, place: str, indicator: str) -> Block:
    """One indicator on the page of a place."""
    return next(block for block in blocks(bodies(catalog)[place]) if block.id == indicator)


def test_a_place_is_set_beside_its_peers(loaded: Loaded) -> None:
    """How many lie lower and higher, which way is better, and where the middle half lies, worked out by hand: the peers
    of 4 are 1, 2, 3, 5, 6, 7 and 8."""
    found = sentences(block_of(peopled(loaded.catalog), "XYC", "test-killings").html)

    assert found[0] == (
        "Within the middle half of 7 other countries in Africa: 3 lower (better), 4 higher (worse). "
        "Median 5.0, middle half 2.5 to 6.5 (2024)."
    )


def test_no_way_is_better_where_the_indicator_has_none(loaded: Loaded) -> None:
    """Lower and higher alone."""
    found = block_of(peopled(loaded.catalog, direction="none"), "XYA", "test-killings").text

    assert "1 lower, 6 higher" in found
    assert "better" not in found and "worse" not in found


@pytest.mark.parametrize("comparability", ["C", "P", "X"])
def test_other_classes_are_not_compared(loaded: Loaded, comparability: str) -> None:
    """Records of police and justice, policies and context stand alone, and none of their values is called better."""
    catalog = peopled(loaded.catalog, comparability=comparability)
    found = block_of(catalog, "XYC", "test-killings")

    assert sentences(found.html) == ()
    assert "other countries" not in found.text
    assert "better" not in found.text
    assert ("own past only" in found.text) == (comparability == "C")


def test_a_survey_is_compared_with_its_caveat(loaded: Loaded) -> None:
    """The reason for class B stands below the sentences."""
    catalog = peopled(loaded.catalog, comparability="B", comparability_reason="Questions differ.")

    assert "Questions differ." in block_of(catalog, "XYC", "test-killings").text


def test_too_few_peers_are_told(loaded: Loaded) -> None:
    """With their number, and with nothing said of their values."""
    found = block_of(loaded.catalog, "XXA-exampleton", "test-safety-survey").text

    assert "Too few to compare, 5 are needed: no other cities in Exampleland" in found
    assert "middle half" not in found


def test_a_source_of_its_own_is_compared_within_it(loaded: Loaded) -> None:
    """Where the indicator says so, places of another source are no peers."""
    catalog = peopled(loaded.catalog, compare_within="source")
    dataset = catalog.indicators["test-killings"]
    moved = tuple(o._replace(source="TEST-2") if o.place == "XYG" else o for o in dataset.observations)
    catalog = replace(catalog, indicators={**catalog.indicators, dataset.id: replace(dataset, observations=moved)})

    found = sentences(block_of(catalog, "XYC", "test-killings").html)

    assert found[0].startswith("Within the middle half of 6 other countries in Africa counted by the same source:")
    assert sentences(block_of(catalog, "XYG", "test-killings").html) == ()


def test_a_place_without_gdp_is_in_no_fourth(loaded: Loaded) -> None:
    """Without figures of GDP per person nothing is said of wealth."""
    assert "GDP" not in block_of(peopled(loaded.catalog), "XYC", "test-killings").text


def test_fourths_come_from_the_table_of_gdp(loaded: Loaded) -> None:
    """Eight countries in the order of the indicator named in the module, two in each fourth."""
    catalog = peopled(loaded.catalog)
    gdp = replace(catalog.indicators["test-killings"], id=places.INCOME)
    atlas = places.Atlas(Library(replace(catalog, indicators={**catalog.indicators, gdp.id: gdp}), SETTINGS))

    assert [atlas.income[id] for id in ("XXA", "XYA", "XYB", "XYC", "XYD", "XYE", "XYF", "XYG")] == [
        1,
        1,
        2,
        2,
        3,
        3,
        4,
        4,
    ]


def test_a_broken_line_is_not_joined(loaded: Loaded) -> None:
    """The counting changed in Specimenia in 2018: the table marks the year, the picture has a gap, and the own past
    reaches back to the change only."""
    found = block_of(loaded.catalog, "XXB", "test-robbery-rate")

    line = re.search(r'class="spark-line" d="([^"]+)"', found.html)
    assert line and line[1].count("M") == 2
    assert "<th>2018<td>≈ 43.0<tr>" in found.html
    assert "cannot be joined" in bodies(loaded.catalog)["XXB"]
    assert re.search(r"than in (2018|2019)|as in (2018|2019)", found.text)


def test_what_splits_a_value_is_told(loaded: Loaded) -> None:
    """The value names what it is of, and the other cuts stand below with their year."""
    found = block_of(loaded.catalog, "XXA-exampleton", "test-safety-survey")

    assert "65 % of people, feels safe at night 2023" in found.text
    assert ["feels safe by day", "95"] in list(cells(found.html))
    assert "Broken down, 2023" in found.text


def test_an_estimate_is_called_one(loaded: Loaded) -> None:
    """The flag of the source stands beside the value."""
    assert "2024 (estimate)" in block_of(loaded.catalog, "XXA", "test-robbery-rate").text


def test_what_is_missing_is_named(loaded: Loaded) -> None:
    """The survey has no figures of Exampleton's land, and nobody asks a country for what only cities have."""
    catalog = peopled(loaded.catalog)
    body = bodies(catalog)["XXB"]

    missing = body.partition('id="missing"')[2].partition("</section>")[0]

    assert 'href="../../indicators/test-killings/#collect">Test killings</a>' in missing
    assert "Test safety survey" not in missing
    assert "test-killings" not in body.partition('id="missing"')[0]


def test_what_one_country_publishes_is_missed_there_only(loaded: Loaded) -> None:
    """A table of a single country is no gap of all others."""
    catalog = peopled(loaded.catalog)
    dataset = catalog.indicators["test-killings"]
    alone = replace(dataset, observations=tuple(o for o in dataset.observations if o.place == "XXA"))
    catalog = replace(catalog, indicators={**catalog.indicators, dataset.id: alone})

    assert "test-killings" not in bodies(catalog)["XXB"]


def test_practices_and_stories_of_cities_stand_on_the_page_of_the_country(loaded: Loaded) -> None:
    """And on their own."""
    made = bodies(loaded.catalog)

    for id in ("XXA", "XXA-exampleton"):
        assert 'href="../../practices/test-lamps/"' in made[id]
        assert 'href="../../cities/exampleton/"' in made[id]


def test_a_country_leads_to_its_cities_and_back(loaded: Loaded, finished: Workshop) -> None:
    """No city is without a page of its country, which stands above its own."""
    made = bodies(loaded.catalog)

    assert 'href="../../places/xxa/"' in finished.read("places/xxa-exampleton/index.html")
    assert 'href="../xxa-exampleton/"' in made["XXA"]


def test_every_country_of_a_place_with_a_page_has_one(loaded: Loaded) -> None:
    """Also when nothing is held of the country itself."""
    bare = replace(loaded.catalog, indicators={"test-safety-survey": loaded.catalog.indicators["test-safety-survey"]})

    assert {"XXA", "XXA-exampleton", "XXB", "XXB-sampleville"} <= bare.profiled
    assert "We hold no indicator for Specimenia itself." in bodies(bare)["XXB"]


def test_a_place_is_linked_by_its_story_first(loaded: Loaded) -> None:
    """Then by its figures; a place without either is no link."""
    view = Library(loaded.catalog, SETTINGS).view("")

    assert view.link("place", "XXA-exampleton") == "cities/exampleton/"
    assert view.link("place", "XXB-sampleville") == "places/xxb-sampleville/"
    assert view.profile("XXA-exampleton") == "places/xxa-exampleton/"
    assert view.link("place", "XXZ-nowhere") is None


def test_hostile_texts_of_a_table_stay_text(loaded: Loaded) -> None:
    """A note in a table is shown as it was written."""
    dataset = loaded.catalog.indicators["test-robbery-rate"]
    hostile = tuple(o._replace(note="<script>qq()</script>", status="<b>") for o in dataset.observations)
    catalog = replace(loaded.catalog, indicators={dataset.id: replace(dataset, observations=hostile)})

    found = bodies(catalog)["XXA"]

    assert "&lt;script&gt;qq()" in found
    assert "<script" not in found and "<b>" not in found


# Where a place does worse


def needs_of(body: str) -> str:
    """What a page says of where its place does worse; empty when it says nothing of it."""
    return plain(body.partition('<section id="needs">')[2].partition("</section>")[0])


def test_a_need_is_named_with_its_peers_and_what_was_tested(loaded: Loaded) -> None:
    """The worst of eight: value, year, the middle of its peers and their number, then the results in the very outcome,
    a null among them; the figures stand in the header too."""
    catalog = peopled(loaded.catalog, measures=("robbery",))
    body = bodies(catalog)["XYG"]
    found = needs_of(body)

    assert "Of 1 figure that may be compared, Land G does clearly worse on 1." in found
    assert (
        "Test killings : 8.0 per 100,000 residents, 2024; median 4.0 in 7 other countries in Africa; worse in 2 of its 2 groups."
        in found
    )
    assert "Tested on robberies: 2 improved, 1 without benefit." in found
    assert re.search(r"■ Not effective Test patrols in Exampleton , Exampleton, Exampleland\. .*\(.*\)", found)
    assert "fear" not in found
    assert 'href="#needs">On 1 of 1 figure</a>' in body


def test_a_result_on_a_wider_measure_is_none_on_a_narrower_one(loaded: Loaded) -> None:
    """The library's results on robberies say nothing of a measure below them, and are results on all crime."""
    given = loaded.catalog.measures
    below = given["robbery"].model_copy(update={"id": "phone-robbery", "parent": "robbery", "title": "phone robberies"})
    catalog = replace(loaded.catalog, measures={**given, below.id: below})

    wide, narrow = (needs_of(bodies(peopled(catalog, measures=(id,)))["XYG"]) for id in ("all-crime", below.id))

    assert "Tested on crime: 2 improved, 1 without benefit." in wide
    assert re.search(r"Test patrols in Exampleton , Exampleton, Exampleland\. Robberies: ", wide)
    assert "No tested practice in the library yet ." in narrow


def test_a_figure_that_no_measure_stands_for_says_so(loaded: Loaded) -> None:
    """No result is joined to it."""
    found = needs_of(bodies(peopled(loaded.catalog, measures=()))["XYG"])

    assert (
        "No tested practice in the library yet : none of its outcome measures stands for exactly this figure." in found
    )


def test_a_place_that_does_worse_on_nothing_says_so(loaded: Loaded) -> None:
    """And that this proves little. Nothing stands in its header."""
    body = bodies(peopled(loaded.catalog))["XYC"]

    assert "Of 1 figure that may be compared, Land C does clearly worse than places like it on none." in needs_of(body)
    assert 'href="#needs">On' not in body


def test_a_place_of_which_too_little_is_held_says_so(loaded: Loaded) -> None:
    """Exampleton's survey meets no five others: that is another sentence."""
    found = needs_of(bodies(loaded.catalog)["XXA-exampleton"])

    assert found.endswith(
        "Too little is held to say: no recent figure of Exampleton may be set beside those of enough places like it."
    )
    assert "on none" not in found


@pytest.mark.parametrize("comparability", ["C", "P", "X"])
def test_no_other_class_is_a_need(loaded: Loaded, comparability: str) -> None:
    """However bad the value, a page says that too little is held."""
    found = needs_of(bodies(peopled(loaded.catalog, comparability=comparability))["XYG"])

    assert "Too little is held" in found
    assert "Test killings" not in found


def test_an_old_value_is_told_with_its_year(loaded: Loaded) -> None:
    """Over ten years old: named, and not used."""
    catalog = peopled(loaded.catalog)
    dataset = catalog.indicators["test-killings"]
    moved = tuple(o._replace(year=2015) for o in dataset.observations)
    catalog = replace(catalog, indicators={**catalog.indicators, dataset.id: replace(dataset, observations=moved)})

    found = needs_of(bodies(catalog)["XYG"])

    assert "Too little is held" in found
    assert "Too old to use: Test killings (2015)." in found


def test_another_result_makes_the_places_it_speaks_of_again(loaded: Loaded) -> None:
    """The mark of a page follows from what was tested on the measures of its figures."""
    catalog = peopled(loaded.catalog, measures=("robbery",))
    entry = catalog.practices["test-patrols"]
    renamed = replace(entry, record=entry.record.model_copy(update={"title": "Other patrols"}), digest="other")
    after = replace(catalog, practices={**catalog.practices, entry.id: renamed})

    first, second = (
        {o.address: o.mark for o in places.pages(Library(one, SETTINGS)) if o.mark} for one in (catalog, after)
    )

    assert first["places/xyg/"] != second["places/xyg/"]
    assert first["places/xxb/"] == second["places/xxb/"]


def test_a_long_list_of_cities_has_a_page_of_its_own(loaded: Loaded) -> None:
    """The page of the country leads to it."""
    dataset = loaded.catalog.indicators["test-safety-survey"]
    many = [f"XXA-town-{n}" for n in range(places.LONG + 1)]
    towns = {id: Place.model_validate({"id": id, "type": "city", "name": id, "iso3": "XXA"}) for id in many}
    values = tuple(Observation(id, 2024, 1.0, "", "TEST-1", "", ("night",)) for id in many)
    catalog = replace(
        loaded.catalog,
        places={**loaded.catalog.places, **towns},
        indicators={dataset.id: replace(dataset, observations=(*dataset.observations, *values))},
    )
    made = {output.address: output.content for output in places.pages(Library(catalog, SETTINGS))}

    country, listed = made["places/xxa/"](), made["places/xxa/cities/"]()

    assert isinstance(country, Page) and isinstance(listed, Page)
    assert 'href="cities/"' in country.body and "town-7/" not in country.body
    assert all(f'href="../../{id.lower()}/"' in listed.body for id in many)
    assert list(places.lists(Library(catalog, SETTINGS))) == ["places/", "places/xxa/cities/"]


# In the published library


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The published library."""
    return load(ROOT, OWN_DAY).catalog


@pytest.fixture(scope="module")
def published(catalog: Catalog) -> Mapping[str, str]:
    """The pages of the published library."""
    return bodies(catalog)


def sample(catalog: Catalog) -> Sequence[str]:
    """Thirty places: those with most to show, and others of every kind, spread over the alphabet."""
    held = {id: sum(id in d.by_place for d in catalog.indicators.values()) for id in catalog.profiled}
    fullest = sorted(held, key=lambda id: (-held[id], id))[:8]
    kinds = [
        sorted(id for id in held if catalog.places[id].type == kind)
        for kind in ("country", "city", "subnational", "region")
    ]
    spread = [
        id for ids, many in zip(kinds, (6, 10, 3, 3), strict=True) for id in ids[:: max(1, len(ids) // many)][:many]
    ]
    return list(dict.fromkeys([*fullest, *spread]))


def written(dataset: Dataset, place: str) -> set[tuple[int, str]]:
    """Every year and value of a place in data.csv itself, as a page writes it."""
    with (ROOT / dataset.path).with_name("data.csv").open(encoding="utf-8", newline="") as file:
        return {
            (int(row["year"]), f"{float(row['value']):,.{dataset.record.decimals}f}")
            for row in csv.DictReader(file)
            if row["place_id"] == place and row["value"]
        }


def test_every_value_on_a_page_stands_in_its_table(catalog: Catalog, published: Mapping[str, str]) -> None:
    """From the page back to data.csv: place, year and value, in thirty places."""
    wrong, seen = [], 0
    for place in sample(catalog):
        for block in blocks(published[place]):
            known = written(catalog.indicators[block.id], place)
            values = list(shown(block))
            seen += len(values)
            wrong += [(place, block.id, one) for one in values if one not in known]

    assert wrong == []
    assert seen > 1500


def test_every_year_of_a_place_is_on_its_page(catalog: Catalog, published: Mapping[str, str]) -> None:
    """No year of the cut that is shown is left out."""
    for place in sample(catalog):
        for block in blocks(published[place]):
            dataset = catalog.indicators[block.id]
            cut = next(cut for cut in dataset.cuts if dataset.series(place, cut))
            assert {row.year for row in dataset.series(place, cut)} == {year for year, _ in shown(block)}


def test_every_indicator_is_held_or_missing(catalog: Catalog, published: Mapping[str, str]) -> None:
    """None is both, none of those held is left out, and those missing lead to how to collect them."""
    for place in sample(catalog):
        held = [block.id for block in blocks(published[place])]
        missing = re.findall(r'indicators/([^/"]+)/#collect"', published[place])

        assert sorted(held) == sorted(id for id, d in catalog.indicators.items() if place in d.by_place)
        assert not {*held} & {*missing}
        assert len(missing) == len({*missing})


def test_classes_are_respected(catalog: Catalog, published: Mapping[str, str]) -> None:
    """On no page of the sample is an indicator of class C, P or X compared, or a value of it called better."""
    compared = set()
    for place in sample(catalog):
        for block in blocks(published[place]):
            if catalog.indicators[block.id].record.comparability not in ("A", "B"):
                assert sentences(block.html) == ()
                assert "better" not in block.text
            elif sentences(block.html):
                compared.add(block.id)

    assert len(compared) > 5


def test_no_need_is_of_another_class_or_of_few_peers(catalog: Catalog, published: Mapping[str, str]) -> None:
    """On every page: figures of class A and B only, each worse in more than half of the groups told, and every practice
    named has a result on the measure of the figure or on a narrower one."""
    told = 0
    for place in sorted(catalog.profiled)[::5]:
        html = published[place].partition('<section id="needs">')[2].partition("</section>")[0]
        for id in re.findall(r'<p><a href="#([^"]+)"><strong>', html):
            record = catalog.indicators[id].record
            assert record.comparability in ("A", "B") and record.direction != "none"
            told += 1
        for group in html.split('<div class="need">')[1:]:
            figures = re.findall(r'<p><a href="#([^"]+)"><strong>', group)
            allowed = {m for id in figures for m in catalog.indicators[id].record.measures}
            narrow = allowed | {m.id for m in catalog.measures.values() if m.parent in allowed}
            for id in re.findall(r'/practices/([^/"]+)/', group):
                assert narrow & {rating.measure for rating in catalog.ratings[id]}, (place, id)
        for peers in re.findall(r"median [\d.,]+ in ([\d,]+) other", plain(html)):
            assert int(peers.replace(",", "")) >= FEWEST

    assert told > 100


def test_no_sentence_speaks_of_too_few(catalog: Catalog, published: Mapping[str, str]) -> None:
    """Every comparison has five peers or more, and its counts add up to them."""
    told = 0
    for place in sorted(catalog.profiled)[::9]:
        for block in blocks(published[place]):
            for sentence in sentences(block.html):
                found = re.search(
                    r"of ([\d,]+) other .*?: ([\d,]+) lower.*? ([\d,]+) higher(?:.*? ([\d,]+) the same)?", sentence
                )
                assert found, sentence
                peers, *counts = (int((group or "0").replace(",", "")) for group in found.groups())
                assert peers >= FEWEST
                assert sum(counts) == peers
                told += 1

    assert told > 200


def test_cities_of_two_sources_of_homicides_never_meet(published: Mapping[str, str]) -> None:
    """Four countries count in four ways: every comparison is within one source."""
    for place in ("COL-cali", "MEX-tijuana", "USA-chicago", "ZAF-durban"):
        found = next(block for block in blocks(published[place]) if block.id == "homicide-rate-city")

        assert all("counted by the same source" in sentence for sentence in sentences(found.html))


def test_no_page_is_too_heavy(catalog: Catalog, published: Mapping[str, str]) -> None:
    """Under 60 KB with its frame, also the largest countries."""
    held = {id: sum(id in d.by_place for d in catalog.indicators.values()) for id in catalog.profiled}
    largest = sorted(held, key=lambda id: -held[id])[:60]
    sizes = {id: len(published[id].encode()) + FRAME for id in (*largest, "USA", "GBR", "MEX", "COL", "DEU")}

    assert {id: size for id, size in sizes.items() if size >= 60 * 1024} == {}


def test_the_file_of_a_place_is_what_the_tables_hold(catalog: Catalog) -> None:
    """Every value with its year, unit and class, and none besides."""
    made = {output.path: output.content for output in place_data.files(Library(catalog, SETTINGS))}
    for place in sample(catalog):
        held = {id: d for id, d in catalog.indicators.items() if place in d.by_place}
        content = made.get(f"places/{place.lower()}/{place.lower()}.csv")
        assert (content is not None) == bool(held)
        if content is None:
            continue
        text = content()
        assert isinstance(text, bytes)
        rows = list(csv.DictReader(io.StringIO(text.decode())))

        for id, dataset in held.items():
            mine = [row for row in rows if row["indicator"] == id]
            assert sorted((int(r["year"]), float(r["value"])) for r in mine) == sorted(
                (o.year, float(f"{o.value:.12g}")) for o in dataset.by_place[place]
            )
            assert {(r["unit"], r["class"]) for r in mine} == {(dataset.record.unit, dataset.record.comparability)}
        assert len(rows) == sum(len(dataset.by_place[place]) for dataset in held.values())


# In the site of the small library


@pytest.mark.parametrize("path", ["places/index.html", "places/xxa/index.html", "places/xxa-exampleton/index.html"])
def test_a_page_is_well_formed(finished: Workshop, path: str) -> None:
    """Every element is closed, and no id stands twice."""
    read = Read(finished.read(path))
    ids = read.values("id")

    assert read.faults == []
    assert len(ids) == len({*ids})


def test_the_list_reaches_every_country(finished: Workshop) -> None:
    """Small, and readable without scripts: the filter waits for its script."""
    source = finished.read("places/index.html")

    assert all(f'href="{id}/"' in source for id in ("xxa", "xxb", "xxc"))
    assert re.search(r"<form class=\"filter\"[^>]* hidden>", source)


def test_the_story_of_a_city_leads_to_its_figures(finished: Workshop) -> None:
    """And they to it."""
    assert 'href="../../places/xxa-exampleton/"' in finished.read("cities/exampleton/index.html")
    assert 'href="../../cities/exampleton/"' in finished.read("places/xxa-exampleton/index.html")


def test_the_list_is_small(catalog: Catalog) -> None:
    """Under 60 KB with its frame."""
    made = next(iter(places.pages(Library(catalog, SETTINGS)))).content()

    assert isinstance(made, Page)
    assert len(made.body.encode()) + FRAME < 60 * 1024


def test_an_edit_elsewhere_makes_no_place_again(loaded: Loaded, small: Path) -> None:
    """The mark of a page follows from what it shows: another text in a practice touches its places only."""
    before = {o.path: o.mark for o in places.pages(Library(loaded.catalog, SETTINGS)) if o.mark}
    file = small / "practices/test-mediators.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("groups quarrel", "groups disagree"), encoding="utf-8")

    after = {o.path: o.mark for o in places.pages(Library(load(small, TODAY).catalog, SETTINGS)) if o.mark}

    changed = {path for path, mark in after.items() if before.get(path) != mark}
    assert changed == {"places/xxb/index.html", "places/xxb-sampleville/index.html"}


def test_an_edit_of_a_table_makes_its_places_again(loaded: Loaded) -> None:
    """Those that stand in it, their countries and the cities of those, and the list; no others."""
    dataset = loaded.catalog.indicators["test-safety-survey"]
    values = tuple(o for o in dataset.observations if o.place != "XXB-sampleville")
    alone = replace(dataset, observations=values)
    first = replace(loaded.catalog, indicators={**loaded.catalog.indicators, dataset.id: alone})
    other = replace(alone, observations=(values[0]._replace(value=81.0), *values[1:]))
    second = replace(loaded.catalog, indicators={**loaded.catalog.indicators, dataset.id: other})

    before, after = (
        {o.path: o.mark for o in places.pages(Library(one, SETTINGS)) if o.mark} for one in (first, second)
    )

    assert {path for path, mark in after.items() if before[path] != mark} == {
        "places/index.html",
        "places/xxa/index.html",
        "places/xxa-exampleton/index.html",
    }
