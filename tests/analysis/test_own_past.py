"""A place beside its own past."""

import pytest

from generator.analysis.own_past import Change, change


def test_the_nearest_value_at_least_five_years_back_is_taken() -> None:
    """2020 is compared with 2015, not with 2016 nor with 2010."""
    points = [(2010, 1.0, False), (2015, 2.0, True), (2016, 9.0, True), (2020, 4.0, True)]

    assert change(points) == Change(2015, 2.0, 2020, 4.0)


def test_nothing_is_compared_across_a_break() -> None:
    """What was counted in another way before 2018 says nothing on the change since."""
    points = [(2010, 1.0, False), (2015, 2.0, True), (2018, 9.0, False), (2020, 4.0, True)]

    assert change(points) is None


@pytest.mark.parametrize(
    ("before", "value", "way"),
    [(10, 10.5, "stayed"), (10, 10.6, "rose"), (10, 9.4, "fell"), (0, 0, "stayed"), (0, 1, "rose")],
)
def test_small_differences_are_none(before: float, value: float, way: str) -> None:
    """A twentieth of the earlier value, either way, is no change."""
    assert Change(2010, before, 2020, value).way == way


def test_no_values_have_no_change() -> None:
    """An empty series is answered with nothing."""
    assert change([]) is None
