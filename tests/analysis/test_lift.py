"""Lift: the cheapest missing fact that would better a label, and never one that would not."""

from typing import Any

import pytest
from hypothesis import given

from generator.analysis.evidence import Rating, rate, rate_approach
from generator.analysis.lift import Lift, lift_of
from generator.analysis.rules import rank
from generator.model.practice import Practice
from generator.model.study import Study
from tests.builders import (
    MEASURES,
    SOUND,
    approach,
    effects,
    outcome,
    practice,
    ratio,
    review,
    study,
    study_lists,
    words,
)
from tests.support import TODAY


def lifted(record: Practice) -> tuple[Rating, Lift | None]:
    """The one rating of a practice and what would lift it."""
    (rating,) = rate(record, MEASURES, TODAY)
    return rating, lift_of(record, rating, MEASURES, TODAY)


def lift(*outcomes: Any, read: str = "abstract", **facts: Any) -> tuple[str, str, str] | None:
    """The label of a practice with one study, the missing fact and the label it could bring."""
    rating, found = lifted(practice(study(*outcomes, **facts), read=read, place_bound="yes"))
    return (rating.label, found.fact, found.label) if found else None


def test_an_interval_comes_first() -> None:
    """It stands in a paper that is cited already."""
    assert lift(outcome(reported=ratio(0.7))) == ("inconclusive", "interval", "strong")
    assert lift(outcome(reported=words("fell"))) == ("inconclusive", "interval", "strong")


@pytest.mark.parametrize(
    "values",
    [{"reported": ratio(1.4)}, {"reported": words("rose")}, {"reported": words("no_change")}, {"reported": ratio(0.7, significance="not_significant")}],
)  # fmt: skip
def test_no_interval_is_hoped_for_where_the_figure_is_not_good(values: dict[str, Any]) -> None:
    """A figure on the wrong side, or one known not to be significant, is not lifted by its interval."""
    assert lift(outcome(**values)) is None


def test_a_small_count_is_no_missing_fact() -> None:
    """No reading mends it."""
    assert lift(outcome(counts={"before": 9.0, "after": 3.0}), design="before-after") is None


@pytest.mark.parametrize("fact", ["independent", "displacement_checked", "attrition_under_20_percent"])
def test_a_fact_that_the_full_text_did_not_show(fact: str) -> None:
    """It cost a step; seeing it would give the step back."""
    assert lift(read="full_text", **{**SOUND, fact: "not_seen"}) == ("promising", fact, "strong")


@pytest.mark.parametrize("fact", ["independent", "displacement_checked", "attrition_under_20_percent"])
def test_what_is_known_to_be_bad_is_not_supposed_away(fact: str) -> None:
    """Only another study could better it."""
    found = lift(read="full_text", **{**SOUND, fact: "no"})

    assert found is None or found[1] == "study"


def test_a_value_from_before() -> None:
    """A monitored number needs one."""
    assert lift(outcome(counts={"after": 90.0}), design="monitoring") == ("inconclusive", "before", "emerging")


def test_a_comparison_must_show_more_than_chance() -> None:
    """With counts, the interval beside a comparison in which nothing changed is computed: it is wider."""
    many = outcome(counts={"before": 900.0, "after": 500.0})
    few = outcome(counts={"before": 60.0, "after": 36.0})

    assert lift(many, design="before-after") == ("emerging", "comparison", "promising")
    assert lift(few, design="before-after") == ("emerging", "study", "strong")


def test_a_compared_practice_needs_a_trial() -> None:
    """No missing fact lifts it."""
    assert lift(design="difference-in-differences", **SOUND) == ("promising", "study", "strong")


def test_a_strong_practice_has_arrived() -> None:
    """It is one place's doing and ends at Causal."""
    assert lift(**SOUND) is None


def test_an_approach_needs_a_second_city() -> None:
    """One good trial is not replicated."""
    record = approach(studies=(study(places=("XXA-a",), **SOUND),))
    (rating,) = rate_approach(record, (), MEASURES, TODAY)

    found = lift_of(record, rating, MEASURES, TODAY)

    assert found is not None
    assert (rating.label, found.fact, found.label, found.level) == ("strong", "city", "proven", 5)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"systematic": "not_seen"}, "promising"),
        ({"pooled": "not_seen", "controlled": None, "randomised": None}, "promising"),
        ({"systematic": "no"}, None), ({"controlled": 3, "randomised": 0}, None),
    ],
)  # fmt: skip
def test_a_review_that_may_count(facts: dict[str, Any], expected: str | None) -> None:
    """Unless it is known not to."""
    record = approach(review(**facts))
    (rating,) = rate_approach(record, (), MEASURES, TODAY)

    found = lift_of(record, rating, MEASURES, TODAY)

    assert (found.label if found and found.fact == "review" else None) == expected


def test_measures_that_depend_on_recording_are_not_lifted() -> None:
    """There is no better."""
    assert lift(outcome(measure="reports", reported=ratio(1.4))) is None


@given(study_lists())
def test_a_lift_lifts(found: tuple[Study, ...]) -> None:
    """Whatever the studies, what is promised is a better label."""
    record = practice(*found, place_bound="yes")
    for rating in rate(record, MEASURES, TODAY):
        lift = lift_of(record, rating, MEASURES, TODAY)

        assert lift is None or (rank(lift.label) < rank(rating.label) and lift.level <= 4)


@given(effects)
def test_a_lift_is_told_in_words(values: dict[str, Any]) -> None:
    """It begins as a sentence does and holds no full stop, so that pages can go on."""
    _, found = lifted(practice(study(outcome(**values), design="before-after")))

    assert found is None or (found.sentence[0].isupper() and not found.sentence.endswith("."))
