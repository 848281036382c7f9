"""Bars: as long as their values, told apart without colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.axis import axis
from generator.charts.bars import WIDTH, Bar, Group, bars
from tests.charts.drawn import is_sound, paths, rects, texts, words

SPLIT = [Group("Colombia", (Bar(40, 35, 45), Bar(20))), Group("Kenya", (Bar(10), None))]
sizes = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.lists(st.lists(st.none() | sizes, min_size=2, max_size=2), min_size=1, max_size=5))
def test_any_values_make_a_sound_picture(rows: list[list[float | None]]) -> None:
    """With a name, and without a bar that leaves the picture."""
    groups = [Group("x", tuple(None if v is None else Bar(v, v, v) for v in row)) for row in rows]

    picture = bars("b", "t", "d", groups, "%", ("Women", "Men"))

    assert is_sound(picture)
    assert all(r["x"] >= 0 and r["x"] + r["width"] <= WIDTH and r["width"] >= 0 for r in rects(picture, "bar"))


def test_bars_are_as_long_as_their_values() -> None:
    """From zero, whatever the values: the axis is never cut."""
    found = [
        r["width"] for r in rects(bars("b", "t", "d", [Group("a", (Bar(90),)), Group("b", (Bar(45),))], "%"), "bar")
    ]

    assert found[0] / found[1] == pytest.approx(2, rel=0.01)


def test_parts_have_patterns_and_a_key() -> None:
    """Hatches as well as colours; the first part is plain."""
    picture = bars("b", "t", "d", SPLIT, "%", ("Women", "Men"))

    assert words(picture, "key") == ["Women", "Men"]
    assert picture.count('fill="url(#b-hatch-2)"') == 2
    assert 'id="b-hatch-1"' not in picture


def test_a_value_that_is_missing_is_told() -> None:
    """It is no bar of length zero."""
    picture = bars("b", "t", "d", SPLIT, "%", ("Women", "Men"))

    assert words(picture, "none") == ["no value"]
    assert words(picture, "value") == ["40", "20", "10"]


def test_figures_stand_beyond_the_interval() -> None:
    """They cover neither the bar nor its whisker."""
    picture = bars("b", "t", "d", [Group("a", (Bar(40, 10, 90),))], "%")

    end = float(paths(picture, "whisker")[0].split("H")[1])
    ((_, x, _),) = [found for found in texts(picture) if found[0] == "40"]

    assert x > end


def test_negative_values_go_the_other_way() -> None:
    """Left of the same line, with a real minus."""
    picture = bars("b", "t", "d", [Group("up", (Bar(10),)), Group("down", (Bar(-5),))], "%")

    up, down = rects(picture, "bar")

    assert down["x"] + down["width"] == pytest.approx(up["x"], abs=0.1)
    assert "−5" in words(picture)


def test_estimates_are_hollow_and_not_hatched() -> None:
    """As in the other pictures."""
    picture = bars("b", "t", "d", [Group("a", (Bar(1), Bar(2, estimated=True)))], "%", ("Women", "Men"))

    assert len(rects(picture, "bar-estimated")) == 1
    assert picture.count('fill="url(#b-hatch-2)"') == 1


def test_several_pictures_may_share_a_scale() -> None:
    """The same value is then as long in each."""
    alone, shared = (
        rects(bars("b", "t", "d", [Group("a", (Bar(10),))], "%", scale=scale), "bar")[0]["width"]
        for scale in (None, axis([100]))
    )

    assert alone / shared == pytest.approx(10, rel=0.02)


def test_text_is_escaped_and_the_same_each_time() -> None:
    """Names come from files."""
    picture = bars("b", "<t>", "d", [Group("<b>&", (Bar(1),))], "<%>")

    assert "<b>&" in words(picture)
    assert picture == bars("b", "<t>", "d", [Group("<b>&", (Bar(1),))], "<%>")
