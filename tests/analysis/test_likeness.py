"""Likeness: what holds for every two places, and cases worked out by hand."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.likeness import (
    FEWEST,
    SURE,
    WEIGHTS,
    Distance,
    Profile,
    Trait,
    distance,
    level_of,
    profile_of,
    recent_rate,
    steps,
)
from generator.model.place import Place

REGIONS = {"Africa": ["", "Northern Africa", "Sub-Saharan Africa"], "Europe": ["", "Northern Europe"], "": [""]}
FULL = Profile("XXA-town", 2, 2, 1, 1, "Africa", "Northern Africa")


def profiles(*, whole: bool = False) -> st.SearchStrategy[Profile]:
    """Any profile; `whole` for those of which everything is known."""

    def band(top: int, least: int = 0) -> st.SearchStrategy[int | None]:
        known = st.integers(least, top)
        return known if whole else st.none() | known

    areas = [(region, sub) for region, subs in REGIONS.items() for sub in subs if not whole or (region and sub)]
    return st.builds(
        lambda size, income, homicide, country, area: Profile("", size, income, homicide, country, *area),
        band(4), band(4, 1), band(3), band(3), st.sampled_from(areas),
    )  # fmt: skip


# What holds for all


@given(profiles(), profiles())
def test_it_is_the_same_either_way(one: Profile, other: Profile) -> None:
    """In distance, verdicts and basis."""
    assert distance(one, other) == distance(other, one)


@given(profiles(whole=True))
def test_a_place_is_at_no_distance_from_its_like(one: Profile) -> None:
    """Nothing lies between two places of one profile, where all of it is known."""
    found = distance(one, one._replace(place="XXB-other"))

    assert (found.value, found.compared, set(found.verdicts.values())) == (0, len(WEIGHTS), {"same"})
    assert level_of(found) == "much"


@given(profiles(), profiles())
def test_a_distance_lies_between_none_and_one(one: Profile, other: Profile) -> None:
    """And there is none exactly when fewer than two traits are known of both."""
    found = distance(one, other)

    assert (found.value is None) == (found.compared < FEWEST)
    assert found.value is None or 0 <= found.value <= 1


@given(profiles(), profiles())
def test_what_is_unknown_is_never_alike(one: Profile, other: Profile) -> None:
    """An unknown trait counts as not compared, on either side."""
    found = distance(one, other)

    known: dict[Trait, bool] = {
        "size": None not in (one.size, other.size),
        "income": None not in (one.income, other.income),
        "region": bool(one.region and other.region),
        "homicide": None not in (one.homicide, other.homicide) or None not in (one.country_homicide, other.country_homicide),
    }  # fmt: skip
    assert {trait for trait, verdict in found.verdicts.items() if verdict != "unknown"} == {
        t for t in known if known[t]
    }
    assert found.compared == sum(known.values())


@pytest.mark.parametrize(("trait", "bands"), [("size", range(5)), ("income", range(1, 5)), ("homicide", range(4))])
@given(one=profiles(whole=True), other=profiles(whole=True))
def test_further_apart_in_a_trait_is_never_nearer(trait: str, bands: range, one: Profile, other: Profile) -> None:
    """With all else as it is, each band further away is at least as far, whichever side it lies on."""
    mine = getattr(one, trait)
    by_step = sorted((abs(band - mine), band) for band in bands)

    values = [(step, distance(one, other._replace(**{trait: band})).value or 0) for step, band in by_step]

    assert all(near <= far for (_, near), (_, far) in combinations(values, 2))
    assert all(near < far for (a, near), (b, far) in combinations(values, 2) if a == 0 and b > 0)


@given(one=profiles(whole=True), other=profiles(whole=True))
def test_another_region_is_further_than_another_part_of_it(one: Profile, other: Profile) -> None:
    """The same sub-region, then the region, then elsewhere."""
    here = one._replace(region="Africa", subregion="Northern Africa")
    areas = [("Africa", "Northern Africa"), ("Africa", "Sub-Saharan Africa"), ("Europe", "Northern Europe")]

    same, near, far = (distance(here, other._replace(region=r, subregion=s)).value or 0 for r, s in areas)

    assert same < near < far


@given(profiles(), profiles())
def test_nothing_is_called_much_alike_on_two_traits(one: Profile, other: Profile) -> None:
    """Three at least must be known."""
    found = distance(one, other)

    assert level_of(found) != "much" or found.compared >= SURE


# By hand


def test_a_distance_worked_out_by_hand() -> None:
    """Homicide a band away, income two, size the same, another part of the region: (3 + 6 + 0 + 2) / 20."""
    other = Profile("XXB-town", 2, 4, 2, 1, "Africa", "Sub-Saharan Africa")

    found = distance(FULL, other)

    assert found == Distance(
        11 / 20, 4, {"homicide": "near", "income": "far", "size": "same", "region": "near"}, "city"
    )


def test_only_known_traits_weigh() -> None:
    """Income the same and region far: 2 x 2 of 2 x 5."""
    found = distance(Profile(income=1, region="Africa", size=3), Profile(income=1, region="Europe"))

    assert (found.value, found.compared) == (4 / 10, 2)


def test_a_city_is_not_held_against_a_country() -> None:
    """Without a rate of both cities, those of their countries meet, though one city has its own."""
    violent = FULL._replace(homicide=3, country_homicide=1)
    unknown = FULL._replace(homicide=None, country_homicide=1)

    assert distance(violent, unknown).homicide_of == "country"
    assert distance(violent, unknown).verdicts["homicide"] == "same"
    assert distance(violent, FULL).verdicts["homicide"] == "far"


def test_a_rate_of_a_city_alone_meets_no_rate_of_a_country() -> None:
    """Then homicide is not compared."""
    found = distance(Profile(homicide=1, income=2, size=1), Profile(country_homicide=1, income=2, size=1))

    assert (found.verdicts["homicide"], found.homicide_of, found.compared) == ("unknown", "", 2)


def test_a_region_without_its_part_is_near() -> None:
    """That both lie in Africa does not say that both lie in one part of it."""
    one = Profile(region="Africa", income=1)

    assert distance(one, one).verdicts["region"] == "near"


@pytest.mark.parametrize(
    ("value", "compared", "level"),
    [
        (None, 1, "unknown"), (0.0, 4, "much"), (0.1999, 4, "much"), (0.2, 4, "somewhat"), (0.0, 2, "somewhat"),
        (0.5999, 4, "somewhat"), (0.6, 4, "unlike"), (1.0, 2, "unlike"),
    ],
)  # fmt: skip
def test_levels_begin_where_they_should(value: float | None, compared: int, level: str) -> None:
    """Limits belong to the level further away."""
    assert level_of(Distance(value, compared, {}, "")) == level


def test_at_most_one_trait_may_differ_in_what_is_much_alike() -> None:
    """Of four known traits: none or one, and by one band. The promise of the limit, over all ways to differ."""
    for four in product(range(3), repeat=4):
        weights = dict(zip(WEIGHTS, four, strict=True))
        value = sum(WEIGHTS[trait] * step for trait, step in weights.items()) / 20

        assert (level_of(Distance(value, 4, {}, "")) == "much") == (sum(four) <= 1)


def test_steps_have_a_direction() -> None:
    """The other place lies above mine, or below."""
    found = steps(FULL, FULL._replace(size=4, income=1))

    assert (found["size"], found["income"], found["homicide"], found["region"]) == (2, -1, 0, 0)


# Profiles


def place(id: str, kind: str, population: int | None = 600_000) -> Place:
    """A place of Africa."""
    given = {"id": id, "type": kind, "name": id, "iso3": id[:3], "region": "Africa", "subregion": "Northern Africa"}
    return Place.model_validate({**given, "population": population})


def test_the_profile_of_a_city() -> None:
    """Its own size and rate, and what its country has."""
    found = profile_of(place("XXA-town", "city"), {"XXA": 3}, {"XXA-town": 20.0}, {"XXA": 1.99})

    assert found == Profile("XXA-town", 2, 3, 3, 0, "Africa", "Northern Africa")
    assert (found.kind, found.country) == ("city", "XXA")


def test_the_profile_of_a_country() -> None:
    """A country has no size of a city, however many live there."""
    found = profile_of(place("XXA", "country"), {"XXA": 3}, {"XXA": 9.0}, {"XXA": 2.0})

    assert found == Profile("XXA", None, 3, None, 1, "Africa", "Northern Africa")


def test_what_is_not_held_is_unknown() -> None:
    """No population, GDP or rate."""
    found = profile_of(place("XXA-town", "city", None), {}, {}, {})

    assert found[1:5] == (None, None, None, None)


# Rates


def test_a_rate_is_the_mean_of_three_years() -> None:
    """Of the last three years, whether each has a value or not."""
    points = [(2019, 90.0, False), (2020, 4.0, True), (2022, 8.0, True)]

    assert recent_rate(points, 2026) == 6.0


def test_a_rate_stops_at_a_break() -> None:
    """What was counted in another way does not count."""
    assert recent_rate([(2021, 90.0, False), (2022, 8.0, False)], 2026) == 8.0


@pytest.mark.parametrize(("year", "expected"), [(2016, 5.0), (2015, None)])
def test_an_old_rate_is_none(year: int, expected: float | None) -> None:
    """Ten years old will do; older will not."""
    assert recent_rate([(year, 5.0, False)], 2026) == expected


def test_no_values_are_no_rate() -> None:
    """A place without a series."""
    assert recent_rate([], 2026) is None
