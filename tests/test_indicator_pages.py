"""Pages of the published indicators: every figure is in the table, classes are respected, and no page is too heavy."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from generator.catalog import Catalog
from generator.dataset import Dataset, Observation
from generator.load import Loaded, load
from generator.pages import latest, needs
from generator.pages.coverage import coverage
from generator.pages.view import Library
from tests import support
from tests.site_fixtures import Workshop, cells_of

pytest_plugins = ("tests.site_fixtures.fixtures",)

PACKAGES = sorted(
    path.parent.name
    for path in (support.ROOT / "datasets").glob("*/datapackage.json")
    if (path.parent / "source").is_dir()
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The published library."""
    return load(support.ROOT, support.OWN_DAY).catalog


def section(page: str, id: str) -> str:
    """One section of a page; '' when it is not there."""
    found = re.search(rf'<section id="{id}".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def cells(html: str) -> Iterator[tuple[str, ...]]:
    """The rows of the tables in some HTML, as the texts of their cells."""
    for row in cells_of(html):
        yield tuple(unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row)


def written(dataset: Dataset) -> Mapping[tuple[str, int], set[str]]:
    """Every value of the first cut in data.csv itself, as a page writes it, by place and year."""
    found: dict[tuple[str, int], set[str]] = {}
    with (support.ROOT / dataset.path).with_name("data.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["value"] and all(row[d.column] == d.default for d in dataset.record.dimensions):
                told = f"{float(row['value']):,.{dataset.record.decimals}f}"
                found.setdefault((row["place_id"], int(row["year"])), set()).add(told)
    return found


@pytest.mark.parametrize("id", PACKAGES)
def test_every_latest_value_on_a_page_stands_in_the_table(whole: Path, catalog: Catalog, id: str) -> None:
    """From the page back to data.csv: place, year and value, for each row shown."""
    dataset = catalog.indicators[id]
    page = (whole / "indicators" / id / "index.html").read_text(encoding="utf-8")
    view = Library(catalog, {}).view("")
    ids = {view.place(row.place): row.place for row in dataset.observations}
    table = written(dataset)
    rows = [row for row in cells(section(page, "table")) if row[0] not in ("Place",)]
    years = next(i for i, cell in enumerate(next(cells(section(page, "table")))) if cell == "Year")

    assert rows
    for row in rows:
        assert row[1] in table[ids[row[0]], int(row[years])], row


@pytest.mark.parametrize("id", PACKAGES)
def test_a_page_of_an_indicator_is_light(whole: Path, id: str) -> None:
    """Under 60 KB of HTML; the map is a file of its own."""
    assert (whole / "indicators" / id / "index.html").stat().st_size < 60_000


@pytest.mark.parametrize("id", PACKAGES)
def test_class_c_is_never_ranked(whole: Path, catalog: Catalog, id: str) -> None:
    """Figures that compare with a place's own past alone have no strip and no table in the order of values."""
    dataset = catalog.indicators[id]
    page = (whole / "indicators" / id / "index.html").read_text(encoding="utf-8")
    ranked = "chart-strip" in section(page, "latest")

    assert ranked == (dataset.record.comparability != "C" and bool(dataset.latest))
    if dataset.record.comparability == "C":
        assert "went" in section(page, "latest") or "No place has two values" in section(page, "latest")
        assert "highest" not in section(page, "table")


@pytest.mark.parametrize("id", PACKAGES)
def test_long_tables_lead_to_pages_by_region(whole: Path, catalog: Catalog, id: str) -> None:
    """Over 250 places, the pages by region hold each place once, and together all of them."""
    dataset = catalog.indicators[id]
    folders = sorted(p for p in (whole / "indicators" / id).iterdir() if p.is_dir() and f"{p.name}/" != needs.ALL)
    if len(dataset.latest) <= 250:
        assert folders == []
        return
    shown = [
        row for folder in folders for row in cells((folder / "index.html").read_text(encoding="utf-8")) if len(row) == 3
    ]
    told = sorted((row[0], row[2]) for row in shown if row[0] != "Place")

    assert told == sorted((catalog.place_name(o.place), str(o.year)) for o in dataset.latest)


def test_all_that_was_tested_has_a_page(whole: Path, catalog: Catalog) -> None:
    """The indicator shows the foremost and leads to a page with every published result on its measure and those below."""
    source = (whole / "indicators/homicide-rate/index.html").read_text(encoding="utf-8")
    listed = (whole / "indicators/homicide-rate" / needs.ALL / "index.html").read_text(encoding="utf-8")
    below = {"homicide", *(m.id for m in catalog.measures.values() if m.parent == "homicide")}
    published = {id for id, entry in catalog.practices.items() if entry.record.status == "published"}
    tested = {id for id in published for r in catalog.ratings[id] if r.measure in below and r.label != "described"}

    assert f'href="{needs.ALL}"' in source
    assert (
        set(re.findall(r"/practices/([^/\"#]+)/\"", listed.partition('class="tested"')[2].partition("</ul>")[0]))
        == tested
    )
    assert len(tested) > 5


@pytest.mark.parametrize("id", PACKAGES)
def test_countries_without_a_value_are_told(catalog: Catalog, id: str) -> None:
    """Each country with people is either held or missing, and nobody is both."""
    dataset = catalog.indicators[id]
    held = {row.place[:3] for row in dataset.latest}
    for row in coverage(catalog, dataset):
        assert row.held + len(row.missing) == row.countries
        assert row.recent <= row.held <= row.places
        assert not {place.id for place in row.missing} & held


@pytest.mark.parametrize("id", PACKAGES)
def test_old_values_are_left_out_of_pictures(catalog: Catalog, id: str) -> None:
    """A value ten years older than the newest stands in the table and not in the strip; none is lost."""
    dataset = catalog.indicators[id]
    newest = max(row.year for row in dataset.latest)
    shown = [row for group in latest.groups(dataset) for row in group.rows]

    assert all(newest - row.year < 10 for row in shown)
    assert len(shown) + latest.older(dataset) == len(dataset.latest)


def test_sources_that_do_not_compare_have_a_picture_each(catalog: Catalog) -> None:
    """Cities of the United States are not drawn beside cities of Colombia, who count in another way."""
    dataset = catalog.indicators["homicide-rate-city"]

    for group in latest.groups(dataset):
        assert len({row.source for row in group.rows}) == 1


def test_breakdowns_show_what_the_table_holds(finished: Workshop) -> None:
    """The invented survey: both questions of a city in one year."""
    page = finished.read("indicators/test-safety-survey/index.html")
    rows = [row for row in cells(section(page, "breakdowns")) if row[0] != "Place"]
    with (support.LIBRARY / "datasets/test-safety-survey/data.csv").open(encoding="utf-8", newline="") as file:
        held = {(row["year"], row["question"]): row["value"] for row in csv.DictReader(file)}

    assert rows
    for row in rows:
        assert held[row[1], "day"] and held[row[1], "night"]


def with_intervals(dataset: Dataset, places: int) -> Dataset:
    """An indicator whose values have intervals, in that many invented places."""
    rows = tuple(
        Observation(f"XX{n:02}", 2024, float(n), "", "TEST-1", "", ("night",), n - 0.5, n + 0.5) for n in range(places)
    )
    return replace(dataset, observations=rows, record=dataset.record.model_copy(update={"place_kind": "country"}))


@pytest.mark.parametrize(("places", "shown"), [(12, 12), (90, 40)])
def test_values_with_intervals_are_drawn_with_them(loaded: Loaded, places: int, shown: int) -> None:
    """A row for each place with its line; of many places the highest and the lowest."""
    dataset = with_intervals(loaded.catalog.indicators["test-safety-survey"], places)
    (group,) = latest.groups(dataset)

    picture = latest.picture(Library(loaded.catalog, {}).view(""), dataset, group)

    assert latest.drawn_as(group) == "intervals"
    assert "chart-ranked" in picture
    names = re.findall(r">(XX\d\d)</text>", picture)
    assert len(names) == shown
    assert names == sorted(names, reverse=True)
