"""Readiness: five questions on one figure in one place, the level, the next step, and the first figures to begin with."""

from datetime import date
from typing import Any

import pytest

from generator.analysis.readiness import (
    FACETS,
    FIGURE_DONE,
    PLACE_DONE,
    STEPS,
    Held,
    Holding,
    assess,
    next_step,
    next_step_of_place,
    starters,
    tally,
)
from generator.model.catalogue import CatalogueRow

TODAY = date(2026, 11, 22)
GROUPS: Any = {"sex": "sex", "age": "age", "place": "place"}


def row(id: str = "killings", **values: Any) -> CatalogueRow:
    """A row of the catalogue: counted alike, from police records, to be broken down by sex and age."""
    return CatalogueRow.model_validate(
        {
            "id": id, "title": id, "definition": "x", "unit": "x", "direction": "lower", "comparability": "A", "theme": "crime", "level": "city",
            "collection": "records", "keeper": "police", "source": "x", "how": "Count them.", "basis": "x", "breakdowns": ("sex", "age"), **values,
        }
    )  # fmt: skip


def holding(latest: int = 2025, *, broken_down: bool = True, open: bool = True, indicator: str = "one") -> Holding:
    """What a package holds of a place; the best there can be unless told otherwise."""
    return Holding(indicator, latest, broken_down, open)


WHOLE = Held(own=(holding(),), within=(holding(),))


def test_a_figure_that_is_all_it_can_be() -> None:
    """Five times yes is level 5, and nothing is left to do but go on."""
    found = assess(row(), "country", WHOLE, TODAY)

    assert set(found.answers.values()) == {"yes"}
    assert (found.level, next_step(found, GROUPS)) == (5, FIGURE_DONE)


def test_of_nothing_nothing_is_asked() -> None:
    """Where no value exists the other four are not applicable, the level is 0 and the step is to begin."""
    found = assess(row(), "city", Held(), TODAY)

    assert [found.answers[facet] for facet in FACETS] == ["no", *["not_applicable"] * 4]
    assert (found.level, next_step(found, GROUPS)) == (0, "Begin to count it. Count them.")


@pytest.mark.parametrize(("latest", "answer"), [(2021, "yes"), (2020, "no")])
def test_recent_is_within_five_years_of_the_day(latest: int, answer: str) -> None:
    """The fifth year before counts, the sixth does not."""
    assert assess(row(), "country", Held(own=(holding(latest),)), TODAY).answers["recent"] == answer


def test_a_city_borrows_from_its_country_and_is_not_local() -> None:
    """The value of the country exists for it, and what is asked next is asked of that value."""
    found = assess(row(), "city", Held(around=(holding(2010),)), TODAY)

    assert (found.answers["exists"], found.answers["local"], found.answers["recent"]) == ("yes", "no", "no")
    assert next_step(found, GROUPS) == "Publish later years than 2010."


def test_a_city_with_a_value_of_its_own_is_judged_by_that() -> None:
    """However new the country's is."""
    found = assess(row(), "city", Held(own=(holding(2010),), around=(holding(2025),)), TODAY)

    assert (found.answers["local"], found.answers["recent"], found.latest) == ("yes", "no", 2010)


def test_a_country_is_local_when_one_of_its_cities_is() -> None:
    """And the value of a city stands for a country that has none."""
    assert assess(row(), "country", Held(own=(holding(),)), TODAY).answers["local"] == "no"
    assert assess(row(), "country", Held(within=(holding(),)), TODAY).answers["local"] == "yes"


@pytest.mark.parametrize("kind", ["city", "country", "subnational", "region"])
def test_local_is_not_asked_of_what_only_a_country_has(kind: Any) -> None:
    """Nor of regions and parts of countries."""
    only_national = assess(row(level="country"), kind, Held(own=(holding(),), around=(holding(),)), TODAY)
    of_a_part = assess(row(), "subnational", Held(own=(holding(),)), TODAY)

    assert (only_national.answers["local"], of_a_part.answers["local"]) == ("not_applicable", "not_applicable")
    assert only_national.level == 5


def test_breakdowns_are_not_asked_where_no_framework_asks() -> None:
    """Then the figure is none the worse for it."""
    held = Held(own=(holding(broken_down=False),), within=(holding(),))

    assert assess(row(breakdowns=()), "country", held, TODAY).level == 5
    assert assess(row(), "country", held, TODAY).level == 4


def test_one_package_that_reaches_a_question_is_enough() -> None:
    """Two packages may each bring what the other lacks."""
    held = Held(own=(holding(2010, open=False), holding(2024, broken_down=False, indicator="two")), within=(holding(),))

    found = assess(row(), "country", held, TODAY)

    assert (found.level, found.latest, found.indicators) == (5, 2024, ("one", "two"))


def test_steps_come_in_their_order() -> None:
    """Old before national, national before not broken down, that before closed; each named by what is missing."""
    poor, told = {"broken_down": False, "open": False}, []
    for own, within in ((holding(2000, **poor), ()), (holding(**poor), ()), (holding(**poor), (holding(),)), (holding(open=False), (holding(),))):  # fmt: skip
        told.append(next_step(assess(row(), "country", Held(own=(own,), within=within), TODAY), GROUPS))

    assert told == [
        "Publish later years than 2000.",
        "Publish it for cities, not for the country alone.",
        "Publish it by sex and age.",
        "Publish it under an open licence.",
    ]


def test_every_question_has_its_step() -> None:
    """In the same order, so that no answer is left without advice."""
    assert tuple(step.facet for step in STEPS) == FACETS


def test_a_tally_counts_what_is_asked() -> None:
    """What is not applicable is not among those asked."""
    found = [assess(row(breakdowns=()), "country", WHOLE, TODAY), assess(row(), "country", Held(), TODAY)]

    counted = tally(found)

    assert counted["exists"] == (1, 2)
    assert counted["broken_down"] == (0, 0)


def test_a_place_without_any_figure_begins_with_killings() -> None:
    """From two registers."""
    told = next_step_of_place([assess(row(), "country", Held(), TODAY)])

    assert told.startswith("Begin with killings") and "death certificates" in told


def test_a_place_is_told_what_most_of_its_figures_lack() -> None:
    """Half of them are enough to go on to the next question."""
    old, new = Held(own=(holding(2000),), within=(holding(),)), WHOLE
    few = [assess(row(str(n)), "country", held, TODAY) for n, held in enumerate((old, old, new))]
    half = [assess(row(str(n)), "country", held, TODAY) for n, held in enumerate((old, new))]

    assert (
        next_step_of_place(few) == "Publish the latest years. Figures held: 3; with a value of the last five years: 1."
    )
    assert next_step_of_place(half) == PLACE_DONE


def test_a_place_that_has_the_rest_begins_with_what_is_missing() -> None:
    """Those to begin with come before the others."""
    found = [
        assess(row("there"), "country", WHOLE, TODAY),
        assess(row("survey", collection="survey", keeper="statistical-office"), "country", Held(), TODAY),
        assess(row("injuries", keeper="hospitals"), "country", Held(), TODAY),
    ]

    assert next_step_of_place(found) == "Begin with a figure that is missing: injuries. Count them."


def test_the_first_to_begin_with_follow_the_rule() -> None:
    """Class A or B, from records or maps, a city's own, no part of another; class A first; one for each office; five at most."""
    rows = [
        row("mapped", comparability="B", collection="maps", keeper="planning-office"), row("recorded", comparability="C"),
        row("asked", comparability="B", collection="survey", keeper="statistical-office"), row("whole"), row("part", parent="whole"),
        row("again"), row("national", level="country", keeper="prisons"), row("injuries", comparability="B", keeper="hospitals"),
    ]  # fmt: skip
    many = [row(keeper, keeper=keeper) for keeper in ("police", "hospitals", "prisons", "courts", "schools", "council")]

    assert [r.id for r in starters(rows)] == ["whole", "mapped", "injuries"]
    assert len(starters(many)) == 5
