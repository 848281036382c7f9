"""Axes: round, high enough, and the same for whoever picks one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.axis import axis, label, ladder

values = st.one_of(st.just(0.0), st.floats(-1e9, 1e9, allow_nan=False).map(lambda v: round(v, 4)))


@given(st.lists(values, min_size=1, max_size=8))
def test_an_axis_holds_zero_and_all_values_in_even_steps(given_values: list[float]) -> None:
    """Nothing sticks out, and a reader can count the steps."""
    found = axis(given_values)

    assert found.holds(min(0.0, *given_values), max(0.0, *given_values))
    assert found.ticks[0] == found.bottom and found.ticks[-1] == found.top
    steps = [after - before for before, after in pairwise(found.ticks)]
    assert max(steps) - min(steps) < max(steps) * 1e-6
    assert 2 <= len(found.ticks) <= 11


@given(st.lists(values, min_size=1, max_size=12), st.data())
def test_the_first_of_a_ladder_that_holds_a_choice_is_its_axis(all_values: list[float], data: st.DataObject) -> None:
    """The browser, which has only the ladder, finds the axis that the build draws."""
    choice = data.draw(st.lists(st.sampled_from(all_values), min_size=1))

    low, high = min(0.0, *choice), max(0.0, *choice)
    first = next(rung for rung in ladder(all_values) if rung.holds(low, high))

    assert first == axis(choice)


@pytest.mark.parametrize(
    ("given_values", "bottom", "top"),
    [
        ([0], 0, 1),
        ([0.02], 0, 1),
        ([97.2], 0, 100),
        ([141], 0, 150),
        ([-3, 5], -3, 5),
        ([-3, -1], -3, 0),
        ([2e6], 0, 2e6),
    ],
)
def test_tops_are_round(given_values: list[float], bottom: float, top: float) -> None:
    """Numbers that a reader expects; never less than from 0 to 1."""
    found = axis(given_values)

    assert (found.bottom, found.top) == (bottom, top)


@pytest.mark.parametrize(
    ("tick", "said"), [(0, "0"), (0.2, "0.2"), (1500, "1,500"), (-20, "−20"), (2_500_000, "2.5M"), (1.2e9, "1,200M")]
)
def test_ticks_are_short(tick: float, said: str) -> None:
    """Large ones in millions, with a real minus."""
    assert label(tick) == said


def test_json_writes_whole_numbers_without_a_point() -> None:
    """And the ticks as they are written."""
    assert axis([0.9]).data == {
        "top": 1,
        "bottom": 0,
        "ticks": [0, 0.2, 0.4, 0.6, 0.8, 1],
        "labels": ["0", "0.2", "0.4", "0.6", "0.8", "1"],
    }


def test_a_ladder_is_short() -> None:
    """Nine axes for each power of ten."""
    assert len(ladder([0.3, 141])) == 20
    assert len(ladder([])) == 1
