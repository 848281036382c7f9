"""The file of likeness: what it holds of the small library, and that it holds our own rules."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from generator.analysis import fit, likeness, peers
from generator.analysis.likeness import Profile
from generator.catalog import Catalog
from generator.exports.likeness import ADDRESS, files, origins, profiles
from generator.load import load
from generator.pages.view import Library
from tests.support import LIBRARY, ROOT, TODAY


@pytest.fixture(scope="module")
def small() -> Library:
    """The small library of the tests."""
    return Library(load(LIBRARY, TODAY).catalog, {})


@pytest.fixture(scope="module")
def whole() -> Catalog:
    """The repository's own records."""
    return load(ROOT, TODAY).catalog


def written(library: Library) -> Mapping[str, Any]:
    """The file, read back."""
    (output,) = files(library)
    content = output.content()
    assert output.path == ADDRESS
    assert isinstance(content, bytes)
    found: Mapping[str, Any] = json.loads(content)
    return found


def test_it_holds_every_place_with_a_page(small: Library) -> None:
    """Each once, in the order of ids, and each column as long."""
    places = written(small)["places"]
    ids = places["id"].split(" ")

    assert ids == sorted(small.catalog.profiled)
    assert {len(places[name]) for name in ("size", "income", "homicide", "country_homicide", "region")} == {len(ids)}


def test_it_holds_our_own_rules(small: Library) -> None:
    """Weights, limits and edges are those that Python counts with."""
    found = written(small)

    assert found["weights"] == likeness.WEIGHTS
    assert found["limits"] == {"fewest": 2, "sure": 3, "much": likeness.MUCH, "unlike": likeness.UNLIKE}
    assert found["bands"] == {"size": list(peers.BANDS["city"]), "homicide": [2, 6, 20]}
    assert found["levels"] == fit.LEVELS
    assert found["names"]["homicide"] == ["under 2", "2 to 6", "6 to 20", "20 or more"]
    assert {name: len(bands) for name, bands in found["names"].items()} == {"size": 5, "income": 4, "homicide": 4}


def test_a_library_without_figures_knows_nothing_of_homicide(small: Library) -> None:
    """Unknown stays unknown."""
    assert {(p.income, p.homicide, p.country_homicide) for p in profiles(small).values()} == {(None, None, None)}
    assert set(written(small)["places"]["homicide"]) == {"-"}


def test_practices_know_their_places(small: Library) -> None:
    """Every published practice, with what is known from it."""
    found = written(small)
    ids = found["places"]["id"].split(" ")

    read = {id: (known, tuple(ids[number] for number in places)) for id, (known, *places) in found["practices"].items()}
    assert read == {id: tuple(origin) for id, origin in origins(small.catalog).items()}
    assert all(places for _, places in read.values())


def test_real_places_have_the_profiles_that_their_figures_give(whole: Catalog) -> None:
    """Medellín: 1 to 5 million people, the third fourth, its own rate between 6 and 20, its country's from 20 on."""
    found = profiles(Library(whole, {}))

    assert found["COL-medellin"] == Profile("COL-medellin", 3, 3, 2, 3, "Americas", "Latin America and the Caribbean")
    assert found["SWE"] == Profile("SWE", None, 4, None, 0, "Europe", "Northern Europe")


def test_an_old_rate_of_a_city_is_left_out(whole: Catalog) -> None:
    """Cape Town's only year is 2011: its country's rate stands in."""
    found = profiles(Library(whole, {}))["ZAF-cape-town"]

    assert (found.homicide, found.country_homicide) == (None, 3)


def test_a_practice_is_known_from_where_its_best_results_are(whole: Catalog) -> None:
    """Compared results first; results without a comparison are measured; without results it was only done."""
    found = origins(whole)

    assert found["kampala-sasa"] == ("tested", ("UGA-kampala",))
    assert found["glasgow-cirv-vru"].known == "measured"
    assert found["kigali-safe-city"] == ("done", ("RWA-kigali",))
