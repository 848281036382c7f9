"""Holdings: what the packages of a library hold of the catalogue, and how cells of the catalogue are read."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from generator.catalog import Catalog
from generator.dataset import Dataset
from generator.holdings import Holdings
from generator.load import Loaded
from generator.model.catalogue import CatalogueRow


@pytest.fixture
def catalog(loaded: Loaded) -> Catalog:
    """The small library."""
    return loaded.catalog


def with_licences(dataset: Dataset, *names: str, families: dict[str, str] | None = None) -> Dataset:
    """An indicator under other terms."""
    descriptor = {**dataset.package.descriptor, "licenses": [{"name": name} for name in names]}
    record = dataset.record
    if families:
        told = {id: record.families[id].model_copy(update={"licence": said}) for id, said in families.items()}
        record = record.model_copy(update={"families": told})
    return replace(dataset, record=record, package=replace(dataset.package, descriptor=descriptor))


def is_open(catalog: Catalog, dataset: Dataset) -> bool:
    """Whether the figure that a package holds of Exampleland is open."""
    (held,) = Holdings(replace(catalog, indicators={dataset.id: dataset})).by_row["robbery-recorded"]["XXA"]
    return held.open


def test_a_row_is_held_where_its_package_has_a_value(catalog: Catalog) -> None:
    """With the latest year of each place; a row without package is held nowhere."""
    by_row = Holdings(catalog).by_row

    assert {place: held[0].latest for place, held in by_row["robbery-recorded"].items()} == {
        "XXA": 2024,
        "XXB": 2024,
        "XXC": 2023,
    }
    assert by_row["homicide-rate"] == {}


def test_only_the_values_that_are_the_figure_count(catalog: Catalog) -> None:
    """A package that holds other figures too is held for those places alone that have this one."""
    row = catalog.catalogue["feel-safe-after-dark"]
    none = row.model_copy(update={"only": {"question": ("dusk",)}})

    found = Holdings(replace(catalog, catalogue={"night": row, "dusk": none.model_copy(update={"id": "dusk"})})).by_row

    assert set(found["feel-safe-after-dark"]) == {"XXA-exampleton", "XXB-sampleville"}
    assert found["dusk"] == {}


def test_the_value_of_a_city_is_local_for_both(catalog: Catalog) -> None:
    """For the city itself and for its country, which has none of its own; the other country has no city."""
    holdings = Holdings(catalog)
    after_dark = {
        place: {r.row.id: r for r in holdings.readiness(place)}["feel-safe-after-dark"]
        for place in ("XXA-exampleton", "XXA", "XXC")
    }

    assert [after_dark[place].answers["local"] for place in after_dark] == ["yes", "yes", "not_applicable"]
    assert after_dark["XXA"].exists and not after_dark["XXC"].exists


def test_a_city_has_what_its_country_has(catalog: Catalog) -> None:
    """As the value of the country, not as its own."""
    recorded = {r.row.id: r for r in Holdings(catalog).readiness("XXB-sampleville")}["robbery-recorded"]

    assert (recorded.answers["exists"], recorded.answers["local"]) == ("yes", "no")


def test_every_row_is_answered_for_every_place(catalog: Catalog) -> None:
    """In the order of the catalogue."""
    assert [r.row.id for r in Holdings(catalog).readiness("XXC")] == list(catalog.catalogue)


@pytest.mark.parametrize(
    ("names", "said", "answer"),
    [
        (["CC0-1.0"], "", True), (["CC-BY-4.0", "CC0-1.0"], "", True), (["mixed"], "CC BY 4.0, on terms of free use", True),
        (["mixed"], "CC0", True), (["mixed"], "No licence stated", False), (["mixed"], "CC BY-NC 4.0", False), (["un-terms"], "", False),
        ([], "", False),
    ],
)  # fmt: skip
def test_open_is_what_anybody_may_use(catalog: Catalog, names: list[str], said: str, answer: bool) -> None:
    """Every licence of the package is open, or the source's own words begin with one that is."""
    dataset = with_licences(catalog.indicators["test-robbery-rate"], *names, families={"TEST-1": said})

    assert is_open(catalog, dataset) is answer


def test_cells_hold_several_values_parted_by_semicolons() -> None:
    """And choices of values by column."""
    given = {
        "id": "a", "title": "x", "definition": "x", "unit": "x", "direction": "none", "comparability": "B", "theme": "crime", "level": "city",
        "collection": "survey", "keeper": "statistical-office", "source": "x", "how": "x", "basis": "x",
        "breakdowns": "sex; age", "only": "sex=female; question=dark|night",
    }  # fmt: skip

    row = CatalogueRow.model_validate(given, strict=False)

    assert row.breakdowns == ("sex", "age")
    assert row.only == {"sex": ("female",), "question": ("dark", "night")}
    with pytest.raises(ValidationError, match="shoe size"):
        CatalogueRow.model_validate({**given, "breakdowns": "sex; shoe size"}, strict=False)
