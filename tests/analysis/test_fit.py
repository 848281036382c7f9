"""Fit: the level of the evidence as a whole, and sentences as readers meet them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.fit import ORDER, Fit, Known, fit
from generator.analysis.likeness import Profile, distance, level_of
from tests.analysis.test_likeness import profiles

MINE = Profile("KEN-mine", 3, 1, None, 1, "Africa", "Sub-Saharan Africa")
LIKE = MINE._replace(place="UGA-like")
FAR = Profile("USA-far", 3, 4, 2, 3, "Americas", "Northern America")


def said(*places: Profile, mine: Profile = MINE, known: Known = "tested") -> str:
    """The sentence."""
    return fit(places, mine, known).sentence


# The level


@given(st.lists(profiles(), min_size=1, max_size=5), profiles())
def test_the_place_most_like_mine_sets_the_level(places: list[Profile], mine: Profile) -> None:
    """No other place makes the evidence less like mine."""
    found = fit(places, mine)

    levels = [level_of(distance(mine, place)) for place in places]
    assert found.level == min(levels, key=ORDER.index)


@given(st.lists(profiles(), min_size=1, max_size=5), profiles())
def test_a_sentence_has_no_figures_but_counts_and_no_gaps(places: list[Profile], mine: Profile) -> None:
    """No number but how many places; no double blank, no empty part."""
    found = fit(places, mine).sentence

    assert all(int(number) <= len(places) for number in re.findall(r"\d+", found))
    assert not re.search(r"  | ,|\(\)|\{\}| \.|\.\.|::", found)
    assert found.endswith(".")


def test_of_two_equally_alike_the_better_known_one_counts() -> None:
    """Two traits alike are less than four."""
    bare = Profile("UGA-bare", income=1, country_homicide=1)

    assert fit([bare, LIKE], MINE) == fit([LIKE, bare], MINE)
    assert fit([bare, LIKE], MINE).compared == 4


def test_my_own_place_is_much_like_mine() -> None:
    """Whatever is known of it, and whatever other places there are."""
    assert fit([Profile("KEN-mine")], Profile("KEN-mine"))[:4] == ("much", 0.0, 4, "Tested in your city.")
    assert said(MINE, LIKE) == "Tested in your city and 1 other city."
    assert said(MINE, LIKE, FAR) == "Tested in your city and 2 other cities."
    assert said(MINE, Profile("UGA")) == "Tested in your city and 1 other country."
    assert said(Profile("KEN"), mine=Profile("KEN"), known="measured") == "Measured in your country."


def test_two_described_places_are_not_the_same_place() -> None:
    """No name is not a name in common."""
    assert fit([Profile(income=1)], Profile(income=1)).level == "unknown"


def test_no_place_is_no_level() -> None:
    """A practice of which we know no place."""
    assert fit([], MINE) == Fit("unknown", None, 0, "We do not know where.", False)


# Sentences


def test_alike_in_everything() -> None:
    """One place and two."""
    assert said(LIKE) == (
        "Tested in 1 city of your size, in a country about as rich, with a similar national homicide rate and in your region."
    )
    assert said(LIKE, LIKE) == (
        "Tested in 2 cities of your size, in countries about as rich, with similar national homicide rates and in your region."
    )


def test_alike_in_size_alone() -> None:
    """One far away: what is alike, what differs, and that all of it is from elsewhere."""
    assert said(FAR) == (
        "Tested in 1 city of your size, but in a much richer country and with a much higher national homicide rate:"
        " expect differences. The evidence is from another region."
    )
    assert said(FAR, FAR) == (
        "Tested in 2 cities of your size, but both in much richer countries and with much higher national homicide rates:"
        " expect differences. All evidence is from other regions."
    )


def test_some_are_alike() -> None:
    """How many, in brackets; what only some differ in is not said of all."""
    assert said(LIKE, FAR, FAR) == (
        "Tested in 3 cities of your size (1 in a country about as rich, 1 with a similar national homicide rate, 1 in your region)."
    )


def test_three_that_differ() -> None:
    """Both ways at once: richer and poorer, larger and smaller."""
    mine = Profile("IND-x", 2, 2, None, None, "Asia", "Southern Asia")
    others = [Profile(f"USA-{n}", n, 1 + n, None, None, "Americas", "Northern America") for n in (0, 3, 3)]

    assert said(*others, mine=mine) == (
        "Tested in 3 cities, all larger or smaller and in richer or poorer countries: expect differences."
        " All evidence is from other regions."
    )


def test_a_differing_city_alone() -> None:
    """Nothing alike needs no but."""
    assert said(FAR._replace(size=4, country_homicide=None, homicide=None)) == (
        "Tested in 1 city, larger and in a much richer country: expect differences. The evidence is from another region."
        " Not compared: homicide."
    )


def test_homicide_of_the_cities_is_told_apart_from_that_of_countries() -> None:
    """Which of the two was compared."""
    mine = Profile("USA-a", 3, 4, 2, 1, "Americas", "Northern America")

    assert "with a similar homicide rate" in said(Profile("MEX-b", 3, 4, 2, 3, "Americas"), mine=mine)
    assert "with a much higher national homicide rate" in said(Profile("MEX-b", 3, 4, None, 3, "Americas"), mine=mine)


def test_in_my_own_country() -> None:
    """What one country has in common goes without saying."""
    assert (
        said(MINE._replace(place="KEN-other", size=1))
        == "Tested in 1 city in your country, but much smaller: expect differences."
    )
    assert said(MINE._replace(place="KEN-other"), LIKE).startswith("Tested in 2 cities of your size")
    assert "(1 in your country)" in said(MINE._replace(place="KEN-other"), LIKE)


def test_in_my_country_as_a_whole() -> None:
    """A city reads of its country, a country of its cities."""
    country = MINE._replace(place="KEN", size=None)

    assert said(country) == "Tested in your country. Not compared: size."
    assert said(MINE, mine=country) == "Tested in 1 city in your country."


def test_countries_are_not_in_countries() -> None:
    """They are rich or poor themselves."""
    mine = Profile("KEN", None, 1, None, 1, "Africa", "Sub-Saharan Africa")
    richer = Profile("ZAF", None, 3, None, 1, "Africa", "Sub-Saharan Africa")

    assert said(richer, mine=mine) == (
        "Tested in 1 country with a similar homicide rate and in your region, but much richer: expect differences."
    )


def test_cities_and_countries_together_are_places() -> None:
    """One noun for both."""
    assert said(LIKE, Profile("UGA", region="Africa")).startswith("Tested in 2 places in your region")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("tested", "Tested in 1 city of your size. The evidence is from another region."),
        ("measured", "Measured in 1 city of your size. The evidence is from another region."),
        ("done", "Not evaluated. Done in 1 city of your size. It lies in another region."),
    ],
)
def test_what_is_known_is_said_first(known: Known, expected: str) -> None:
    """A place where nothing was measured is no evidence, and is not called so."""
    mine, other = Profile("KEN-a", 3, region="Africa"), Profile("IND-b", 3, region="Asia")

    assert said(other, mine=mine, known=known) == expected


def test_elsewhere_needs_every_region_known() -> None:
    """A warning is not given where one of the places may lie in my region."""
    assert fit([FAR, FAR._replace(region="")], MINE).elsewhere is False
    assert fit([FAR, FAR], MINE).elsewhere is True


def test_what_nobody_knows_of_mine_is_not_told_on_each_card() -> None:
    """Only what is known of mine and of none of theirs."""
    assert said(Profile("UGA-x", 3, 1), mine=MINE._replace(size=None)).endswith("Not compared: homicide and region.")
    assert "Not compared" not in said(LIKE, mine=MINE._replace(size=None))
