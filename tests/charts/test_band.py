"""Bands: one value among the quartiles of others, on a scale that several may share."""

import re

from hypothesis import given
from hypothesis import strategies as st

from generator.charts.band import ROOM, WIDTH, Band, band, reach


def places(picture: str) -> tuple[int, int, int, int]:
    """Where the bar begins and ends, the median and the value, in pixels."""
    found = re.search(r'd="M(-?\d+) 8H(-?\d+)"/><path d="M(-?\d+) 2v12"/><path d="M(-?\d+) 8h0"/>', picture)
    assert found
    low, high, middle, own = (int(number) for number in found.groups())
    return low, high, middle, own


def test_a_band_by_hand() -> None:
    """From 0 to 100 on 148 pixels: a quarter lies at 43, the middle at 80, three quarters at 117, the end at 154."""
    assert places(band(Band(25, 50, 75), 100, (0, 100))) == (43, 117, 80, 154)


def test_a_scale_holds_zero_and_all_it_is_made_for() -> None:
    """So that two bands below each other may be compared by eye."""
    assert reach([Band(3, 4, 5), Band(2, 6, 9)], 7) == (0, 9)
    assert reach([Band(-3, -2, 5)], 7) == (-3, 7)


def test_a_band_is_hidden_from_those_who_listen() -> None:
    """The sentence beside it says the same."""
    assert 'aria-hidden="true"' in band(Band(1, 2, 3), 2, (0, 3))


numbers = st.floats(-1000, 1000)


@given(st.tuples(numbers, numbers, numbers).map(sorted), numbers)
def test_nothing_lies_outside_the_picture(quartiles: list[float], value: float) -> None:
    """And the order of the values is that of the places."""
    of = Band(*quartiles)

    low, high, middle, own = places(band(of, value, reach([of], value)))

    assert ROOM <= low <= middle <= high <= WIDTH - ROOM
    assert ROOM <= own <= WIDTH - ROOM
