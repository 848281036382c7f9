"""Catalog: it finds, lists and answers who refers to whom."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.catalog import ENTRY_KINDS, PLURALS, Catalog, Link, references
from generator.load import Loaded, load
from generator.model.place import Place


def test_the_small_library_is_sound(loaded: Loaded) -> None:
    """All tests start from a library without a problem."""
    assert [str(problem) for problem in loaded.problems] == []


def test_every_record_is_there_once(loaded: Loaded) -> None:
    """With its kind, in the order of kinds and ids."""
    assert [(kind, entry.id) for kind, entry in loaded.catalog.entries] == [
        ("practice", "test-lamps"), ("practice", "test-mediators"), ("practice", "test-patrols"),
        ("approach", "test-lighting"), ("city", "exampleton"), ("partner", "test-league"),
        ("lesson", "test-audit"), ("framework", "test-agenda"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", PLURALS)
def test_every_kind_can_be_listed(loaded: Loaded, kind: str) -> None:
    """And none is empty in the small library."""
    assert loaded.catalog.of(kind)


@pytest.mark.parametrize(
    ("kind", "id", "title"),
    [
        ("practice", "test-lamps", "Test lamps in Exampleton"), ("city", "exampleton", "Exampleton"), ("place", "XXB-sampleville", "Sampleville"),
        ("measure", "robbery", "robberies"), ("indicator", "test-robbery-rate", "Test robbery rate"), ("practice", "gone", "gone"),
    ],
)  # fmt: skip
def test_title_of_a_record(loaded: Loaded, kind: str, id: str, title: str) -> None:
    """What readers call it; the id itself when there is none."""
    assert loaded.catalog.title(kind, id) == title


def test_title_of_a_term(loaded: Loaded) -> None:
    """The title in its vocabulary, else the id."""
    assert loaded.catalog.term("themes", "public-space") == "Public space"
    assert loaded.catalog.term("themes", "gone") == "gone"
    assert loaded.catalog.term("gone", "gone") == "gone"


def test_back_links_from_fields(loaded: Loaded) -> None:
    """Whoever names a record in a field is found from it."""
    found = loaded.catalog.backlinks

    assert found["partner", "test-league"] == (
        Link("practice", "test-lamps", "Test lamps in Exampleton"),
        Link("city", "exampleton", "Exampleton"),
    )
    assert loaded.catalog.linked("practice", "test-lamps", "city") == ("exampleton",)
    assert loaded.catalog.linked("practice", "test-mediators", "city") == ()


def test_back_links_from_texts(loaded: Loaded) -> None:
    """A link in Markdown is a reference like any other."""
    assert "test-lamps" in loaded.catalog.linked("practice", "test-patrols", "practice")


def test_a_record_is_no_back_link_of_its_own(loaded: Loaded) -> None:
    """A page does not point at itself."""
    assert all((link.kind, link.id) != target for target, links in loaded.catalog.backlinks.items() for link in links)


def test_each_back_link_stands_once(loaded: Loaded) -> None:
    """However often one record names another."""
    assert all(len(links) == len(set(links)) for links in loaded.catalog.backlinks.values())


def test_references_of_a_record(loaded: Loaded) -> None:
    """Every reference of the small library leads to something."""
    for kind, entry in loaded.catalog.entries:
        for target, id in references(entry.record):
            assert id in loaded.catalog.of(target), (kind, entry.id)


def test_region_of_a_place(loaded: Loaded) -> None:
    """'' when the place is unknown."""
    assert loaded.catalog.region("XXB-sampleville") == "Americas"
    assert loaded.catalog.region("gone") == ""


def test_ratings_are_computed_for_every_practice(loaded: Loaded) -> None:
    """One strong, one null, one that nobody evaluated."""
    labels = {id: [rating.label for rating in ratings][:1] for id, ratings in loaded.catalog.ratings.items()}

    assert labels == {"test-lamps": ["strong"], "test-patrols": ["not_effective"], "test-mediators": []}


def test_ratings_are_computed_for_every_approach(loaded: Loaded) -> None:
    """From its review and the studies of its practices."""
    (robbery, *_) = loaded.catalog.approach_ratings["test-lighting"]

    assert (robbery.measure, robbery.label, robbery.studies) == ("robbery", "proven", 2)


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_an_approach_is_rated_by_what_is_published(small: Path, today: date, status: str) -> None:
    """The studies of a draft are not checked yet; those of a withdrawn practice may be wrong."""
    file = small / "practices/test-lamps.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("status: published", f"status: {status}"), encoding="utf-8"
    )

    (robbery, *_) = load(small, today).catalog.approach_ratings["test-lighting"]

    assert (robbery.label, robbery.studies) != ("proven", 2)


def test_what_was_asked_about_a_file_is_not_worked_out_twice(loaded: Loaded, today: date) -> None:
    """On the same day and with the same measures; another day is another question, and so is an entry without a file."""
    entry = loaded.catalog.practices["test-lamps"]
    asked: list[int] = []

    def answer() -> int:
        asked.append(1)
        return len(asked)

    same = Catalog(today=today, measures=loaded.catalog.measures)
    answers = [same.about("test", entry, answer), same.about("test", entry, answer)]
    later = Catalog(today=today.replace(year=2031), measures=loaded.catalog.measures).about("test", entry, answer)
    unfiled = [same.about("test", replace(entry, digest=""), answer) for _ in range(2)]

    assert (answers, later, unfiled) == ([1, 1], 2, [3, 4])


class TestDataset:
    """An indicator with its figures."""

    def test_observations(self, loaded: Loaded) -> None:
        """Every row with a value, as numbers."""
        rate = loaded.catalog.indicators["test-robbery-rate"]

        assert len(rate.observations) == 30
        assert (rate.observations[0].place, rate.observations[0].year, rate.observations[0].value) == (
            "XXA",
            2014,
            80.0,
        )
        assert rate.observations[10].status == "estimate"

    def test_series_of_a_place(self, loaded: Loaded) -> None:
        """One cut over the years, in order; the cut a reader sees first unless another is asked for."""
        survey = loaded.catalog.indicators["test-safety-survey"]

        assert [o.value for o in survey.series("XXA-exampleton")] == [50, 55, 60, 65]
        assert [o.value for o in survey.series("XXA-exampleton", ("day",))] == [80, 85, 90, 95]
        assert survey.series("gone") == ()

    def test_latest_value_of_each_place(self, loaded: Loaded) -> None:
        """Each with its own year: they may differ."""
        latest = loaded.catalog.indicators["test-robbery-rate"].latest

        assert [(o.place, o.year) for o in latest] == [("XXA", 2024), ("XXB", 2024), ("XXC", 2023)]


def test_an_empty_catalog_answers() -> None:
    """Nothing is found, and nothing raises."""
    empty = Catalog(today=date(2026, 11, 22))

    assert list(empty.entries) == []
    assert empty.backlinks == {} and empty.ratings == {} and empty.approach_ratings == {}
    assert empty.title("practice", "x") == "x"


def test_every_entry_kind_is_a_kind() -> None:
    """Kinds kept in files of their own can be listed like all others."""
    assert set(ENTRY_KINDS) <= set(PLURALS)


def test_places_are_frozen(loaded: Loaded) -> None:
    """What the catalog holds is never changed."""
    place = loaded.catalog.places["XXA"]

    assert isinstance(place, Place)
    with pytest.raises(ValueError, match="frozen"):
        place.name = "Elsewhere"  # type: ignore[misc]


def test_cities_of_one_name_are_told_apart() -> None:
    """Two cities called Concord in one country carry the end of their id; a country and its city of one name do not."""
    rows = (
        ("USA-concord-ca", "Concord"),
        ("USA-concord-nc", "Concord"),
        ("CHN-xingping", "Xingping"),
        ("CHN-xingping-shaanxi", "Xingping"),
    )
    cities = {id: Place(id=id, type="city", name=name, iso3=id[:3]) for id, name in rows}
    catalog = Catalog(date(2026, 11, 22), places={**cities, "MCO": Place(id="MCO", type="country", name="Monaco")})

    assert [catalog.place_name(id) for id in (*cities, "MCO", "XXX")] == [
        "Concord (CA)", "Concord (NC)", "Xingping", "Xingping (Shaanxi)", "Monaco", "XXX",
    ]  # fmt: skip
