"""Power: by hand, by what must hold of every plan, and in agreement with the effect of counts."""

from dataclasses import replace
from math import ceil, inf, log, nan, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.analysis.effect import SMALLEST_CELL, from_counts, log_ratio_variance
from generator.analysis.power import (
    NEVER,
    NO_CHANGE,
    NO_NUMBER,
    NOT_WHOLE,
    REACH,
    TOO_FEW,
    Plan,
    areas_needed,
    detectable,
    fault,
    months_needed,
)
from generator.model.outcome import Counts

CITY = Plan(yearly=240, ratio=0.8, areas=1, months=12, dispersion=2)
QUESTIONS = (detectable, months_needed, areas_needed)
plans = st.builds(
    Plan,
    yearly=st.floats(1, 100_000),
    ratio=st.one_of(st.floats(0.05, 0.98), st.floats(1.02, 10)),
    areas=st.integers(1, 50).map(float),
    months=st.floats(1, 240),
    dispersion=st.floats(1, 6),
)


def test_the_reach_is_that_of_the_book() -> None:
    """1.96 and 0.84 standard errors make 2.8."""
    assert pytest.approx(2.8016, abs=1e-4) == REACH


def test_months_by_hand() -> None:
    """240 a year is 20 a month: 2/20 × (1 + 1/0.8 + 2/1) × (2.8016/0.2231)² = 66.99."""
    found = months_needed(CITY).value

    assert found == pytest.approx(0.1 * 4.25 * (2.801585 / log(0.8)) ** 2, rel=1e-6)
    assert found == pytest.approx(66.99, abs=0.01)


def test_the_smallest_change_by_hand() -> None:
    """The change that was found lies 2.8 standard errors from nothing, and no smaller one does."""
    found = detectable(CITY).value

    assert found is not None
    error = sqrt(2 * (1 / 240 + 1 / (240 * found) + 2 / 240))
    assert -log(found) / error == pytest.approx(2.801585, rel=1e-6)
    assert found == pytest.approx(0.573, abs=0.0005)


def test_areas_by_hand() -> None:
    """3,000 a year: (0.2231/2.8016)² × 3,000 / 2 − 1 − 1.25 = 7.27, less than one area; 800 a year take 7."""
    assert areas_needed(replace(CITY, yearly=3000)).value == 1
    spare = (log(0.8) / 2.801585) ** 2 * 800 / 2 - 2.25
    assert areas_needed(replace(CITY, yearly=800)).value == ceil(2 / spare) == 7


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"yearly": 0.0}, "above zero"),
        ({"yearly": -5.0}, "above zero"),
        ({"yearly": nan}, "above zero"),
        ({"yearly": inf}, "above zero"),
        ({"ratio": 1.0}, NO_CHANGE),
        ({"ratio": 0.0}, "hundredth"),
        ({"ratio": -0.5}, "hundredth"),
        ({"ratio": nan}, "hundredth"),
        ({"areas": 0.0}, "comparison area"),
        ({"areas": 1.5}, NOT_WHOLE),
        ({"areas": nan}, "comparison area"),
        ({"months": 0.0}, "months"),
        ({"months": -1.0}, "months"),
        ({"dispersion": 0.5}, "chance"),
        ({"dispersion": nan}, "chance"),
    ],
)
def test_what_cannot_be_answered_is_said(change: dict[str, float], reason: str) -> None:
    """Every question gives the reason in words."""
    plan = replace(CITY, **change)

    answers = [question(plan) for question in QUESTIONS]

    assert reason in fault(plan)
    assert {answer.reason for answer in answers} == {fault(plan)}
    assert {answer.value for answer in answers} == {None}


@given(st.builds(Plan, *[st.floats()] * 5))
def test_no_input_crashes(plan: Plan) -> None:
    """Whatever is given, each question has a number or a reason."""
    for question in QUESTIONS:
        answer = question(plan)
        assert (answer.value is None) == bool(answer.reason)


def test_too_few_cases() -> None:
    """Four a year are too few in a year, in words."""
    few = replace(CITY, yearly=4)

    assert detectable(few).reason == TOO_FEW
    assert areas_needed(few).reason == TOO_FEW


def test_no_fall_is_large_enough() -> None:
    """Of ten cases even a fall to the fewest that can be judged is not seen; a rise may be."""
    ten = replace(CITY, yearly=10)

    assert detectable(ten).reason == NEVER
    assert areas_needed(ten).reason == NO_NUMBER
    assert detectable(replace(ten, ratio=2)).value is not None


@given(plans, st.floats(1, 5))
def test_more_months_never_worsen(plan: Plan, times: float) -> None:
    """What can be seen in some months can be seen in more."""
    less, more = detectable(plan), detectable(replace(plan, months=plan.months * times))

    if less.value is not None:
        assert more.value is not None
        assert abs(log(more.value)) <= abs(log(less.value)) * (1 + 1e-9)


@given(plans, st.integers(1, 50))
def test_more_areas_never_worsen(plan: Plan, more: int) -> None:
    """Neither the smallest change nor the months."""
    larger = replace(plan, areas=plan.areas + more)
    less, found = detectable(plan), detectable(larger)
    before, after = months_needed(plan).value, months_needed(larger).value

    if less.value is not None:
        assert found.value is not None
        assert abs(log(found.value)) <= abs(log(less.value)) * (1 + 1e-9)
    assert before is not None and after is not None
    assert after <= before


@given(plans)
def test_the_interval_of_what_can_be_seen_leaves_out_no_change(plan: Plan) -> None:
    """The effect of the expected counts, as records have it, excludes 1 at the smallest change that can be seen."""
    found = detectable(plan).value
    assume(found is not None)
    assert found is not None
    before, after, comparison_before, comparison_after = plan.cells(found)

    counts = Counts(before=before, after=after, comparison_before=comparison_before, comparison_after=comparison_after)
    effect = from_counts(counts, dispersion=plan.dispersion)

    # a cell may miss the smallest count by the last digit
    assume(min(before, after) >= SMALLEST_CELL)
    assert effect.value == pytest.approx(found)
    assert effect.low is not None and effect.high is not None
    assert effect.high < 1 if found < 1 else effect.low > 1
    assert log_ratio_variance(plan.cells(found), plan.dispersion) == pytest.approx((log(found) / REACH) ** 2)


@given(plans)
def test_the_three_answers_agree(plan: Plan) -> None:
    """In the months needed, and with the areas needed, the expected effect can be seen."""
    months = months_needed(plan).value
    areas = areas_needed(plan).value
    assert months is not None
    enough = [replace(plan, months=months * (1 + 1e-9))] if months < 1000 else []
    enough += [replace(plan, areas=areas)] if areas is not None and areas <= 1000 else []

    for each in enough:
        found = detectable(each).value
        assert found is not None
        assert abs(log(found)) <= abs(log(plan.ratio)) * (1 + 1e-6)
