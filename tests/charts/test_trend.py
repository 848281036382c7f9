"""Trends: lines that say what the values say, over the years."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.axis import axis
from generator.charts.trend import LEFT, WIDTH, Mark, Point, Series, stretches, trend, year_ticks
from tests.charts.drawn import SPACE, drawn, is_sound, numbers, paths, texts, words

LINE = tuple(Point(year, float(year % 7)) for year in range(2000, 2010))


def one(*points: Point, **more: object) -> str:
    """A trend of one series."""
    return trend("t", "t", "d", [Series("A", points)], "per cent", **more)  # type: ignore[arg-type]


points = st.lists(
    st.builds(
        Point, st.integers(1960, 2026), st.floats(-1e4, 1e6, allow_nan=False), st.booleans(), st.booleans(),
        st.one_of(st.none(), st.floats(-1e4, 1e6)), st.one_of(st.none(), st.floats(-1e4, 1e6)),
    ),
    min_size=1, max_size=12, unique_by=lambda p: p.year,
).map(lambda found: tuple(sorted(found, key=lambda p: p.year)))  # fmt: skip


@given(st.lists(points, min_size=1, max_size=6))
def test_any_values_make_a_sound_picture(lines: list[tuple[Point, ...]]) -> None:
    """With a name, without a number that is none, and with every value inside of the plot."""
    picture = trend("t", "t", "d", [Series(f"S{n}", line) for n, line in enumerate(lines)], "per cent")

    assert is_sound(picture)
    for n in range(len(lines)):
        for x, y in zip(*[iter(numbers(paths(picture, f"series series-{n + 1}")[0]))] * 2, strict=True):
            assert LEFT <= x <= WIDTH - 60 and 34 <= y <= 304


def test_higher_values_stand_higher_and_later_years_further_on() -> None:
    """Both scales are monotone."""
    found = numbers(paths(one(Point(2000, 1), Point(2003, 2), Point(2004, 5)), "series series-1")[0])

    assert list(found[::2]) == sorted(found[::2])
    assert list(found[1::2]) == sorted(found[1::2], reverse=True)


def test_a_break_is_not_bridged() -> None:
    """Values that cannot be joined are not, and a mark says so."""
    picture = one(Point(2000, 1), Point(2001, 2), Point(2002, 9, joined=False), Point(2003, 8))

    assert [step for step in paths(picture, "series series-1")[0] if step.isalpha()] == ["M", "L", "M", "L"]
    assert "≈" in words(picture)


def test_the_axis_begins_at_zero() -> None:
    """A small change does not look like a large one."""
    assert "0" in words(one(Point(2000, 95), Point(2001, 97)))


def test_the_line_of_zero_stands_out_below_it() -> None:
    """Values may fall below zero."""
    picture = one(Point(2000, -4), Point(2001, 7))

    assert "−4" in words(picture)
    assert len(paths(picture, "zero")) == 1


def test_estimates_are_hollow() -> None:
    """Other points of a long line are no dots at all."""
    picture = one(*LINE, Point(2010, 3, estimated=True))

    assert len(paths(picture, "dot dot-estimated series-1")) == 1
    assert paths(picture, "dot series-1") == []


def test_points_of_each_line_have_a_shape_of_their_own() -> None:
    """So that they differ without colour."""
    picture = trend("t", "t", "d", [Series(f"S{n}", (Point(2000, n),)) for n in range(6)], "per cent")

    shapes = {paths(picture, f"dot series-{n}")[0].split("m", 1)[1] for n in range(1, 7)}

    assert len(shapes) == 6


def test_intervals_are_bands_around_what_is_joined() -> None:
    """Not across a break, and not over a year without one; a single one is a line."""
    known = {"low": 1.0, "high": 9.0}
    picture = one(
        Point(2000, 5, **known), Point(2001, 5, **known), Point(2002, 5), Point(2003, 5, **known),
        Point(2004, 5, joined=False, **known), Point(2005, 5, **known),
    )  # fmt: skip

    assert [way.count("L") for way in paths(picture, "spread series-1")] == [3, 1, 3]


def test_the_axis_holds_the_intervals() -> None:
    """Nothing of a band is cut off."""
    assert "150" in words(one(Point(2000, 50, low=30, high=140)))


def test_names_do_not_meet() -> None:
    """Six lines that end at one value have names one below the other."""
    series = [Series(f"S{n}", (Point(2000, n), Point(2001, 5))) for n in range(6)]

    picture = trend("t", "t", "d", series, "per cent")
    heights = sorted(
        float(text.get("y", "0"))
        for text in drawn(picture).iter(f"{SPACE}text")
        if (text.get("class") or "").startswith("name")
    )

    assert all(below - above >= 14.9 for above, below in itertools.pairwise(heights))


@pytest.mark.parametrize("name", ["A", "Bosnia and Herzegovina", "A name that goes on and on and on and on"])
def test_names_stay_in_the_picture(name: str) -> None:
    """There is as much room beside the lines as the longest name needs, and what is longer is cut."""
    picture = trend("t", "t", "d", [Series(name, LINE)], "per cent")

    ((said, x),) = [(said, x) for said, x, _ in texts(picture) if said.startswith(name[:5])]

    assert x + 7 * len(said) <= WIDTH


def test_labels_of_events_do_not_meet_and_stay_in_the_plot() -> None:
    """One below the other where they would, on the side with more room."""
    marks = [
        Mark(2001, "A new law begins"),
        Mark(2002, "Another law, with a long name"),
        Mark(2009, "The last of them"),
    ]

    picture = one(*LINE, marks=marks)
    found = [
        (float(t.get("x", "0")), float(t.get("y", "0")), t.get("text-anchor"), t.text or "")
        for t in drawn(picture).iter(f"{SPACE}text")
        if t.get("class") == "mark-label"
    ]
    boxes = [(x - 7 * len(said) if side == "end" else x, y, len(said) * 7) for x, y, side, said in found]

    assert len(boxes) == 3
    for (x, y, wide), (other, below, _) in itertools.combinations(boxes, 2):
        assert y != below or x + wide <= other
    assert all(x >= LEFT and x + wide <= WIDTH for x, _, wide in boxes)


def test_years_and_scale_may_come_from_outside() -> None:
    """Several pictures then stand on one scale; points outside of the years are left out."""
    picture = one(*LINE, years=(2004, 2020), scale=axis([40]))

    assert words(picture, "tick")[:2] == ["0", "10"]
    assert drawn(picture).get("data-plot", "").split()[2:] == ["2004", "2020"]
    assert paths(picture, "series series-1")[0].count("L") == 5


def test_years_without_a_value_still_make_a_picture() -> None:
    """An empty plot with its axes, and no name beside it."""
    picture = one(*LINE, years=(2015, 2020))

    assert is_sound(picture)
    assert words(picture, "name") == []


@given(st.integers(1900, 2100), st.integers(0, 190))
def test_years_on_the_axis_are_few_and_inside(first: int, span: int) -> None:
    """One to eight of them."""
    found = year_ticks(first, first + span)

    assert 1 <= len(found) <= 8
    assert first <= found[0] and found[-1] <= first + span


def test_stretches_hold_every_point_once() -> None:
    """Cut where two points cannot be joined."""
    line = (Point(2000, 1), Point(2001, 1), Point(2002, 1, joined=False), Point(2003, 1, joined=False))

    assert [[p.year for p in run] for run in stretches(line)] == [[2000, 2001], [2002], [2003]]


def test_the_same_values_give_the_same_bytes() -> None:
    """Nothing depends on the day or the machine."""
    assert one(*LINE) == one(*LINE)
