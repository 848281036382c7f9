"""Charts: numbers to pictures that say what the numbers say, with a name for those who do not see them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.charts.forest import Estimate, forest
from generator.charts.strip import Dot, is_crowded, strip
from generator.charts.svg import Scale, breadth, cut, short, ticks
from tests.charts.drawn import SPACE, drawn, paths, words

numbers = st.floats(-1e6, 1e6, allow_nan=False)


@given(numbers, numbers)
def test_ticks_enclose_their_values(a: float, b: float) -> None:
    """Whatever the values, the first tick is not above and the last not below them, in even steps."""
    low, high = sorted((a, b))

    found = ticks(low, high)

    assert found[0] <= low + 1e-6 and high - 1e-6 <= found[-1]
    assert 2 <= len(found) <= 12


def test_ticks_are_round() -> None:
    """Numbers a reader expects on an axis."""
    assert ticks(0, 97.2) == (0, 20, 40, 60, 80, 100)
    assert ticks(0, 1) == (0, 0.2, 0.4, 0.6, 0.8, 1)


def test_a_scale_of_one_value_does_not_divide_by_nothing() -> None:
    """All places may have the same value."""
    assert Scale(5, 5, 0, 100)(5) == 0


@pytest.mark.parametrize(
    ("value", "expected"), [(1.0, "1"), (1.25, "1.3"), (1.2499, "1.2"), (-0.04, "0"), (-1.25, "-1.2"), (100.96, "101")]
)
def test_coordinates_are_short(value: float, expected: str) -> None:
    """At most one digit after the point; a half goes up, as in the browser."""
    assert short(value) == expected


@given(st.text(), st.integers(14, 400))
def test_a_cut_text_fits(text: str, room: int) -> None:
    """Names that are too long end in a sign, those that fit stay whole."""
    found = cut(text, room)

    assert breadth(found) <= room + 6
    assert found == text if breadth(text) <= room else found.endswith("…")


def test_a_picture_runs_from_left_to_right_on_every_page() -> None:
    """Anchors of texts mean the same side, whatever the direction of the page."""
    picture = forest("f", "t", "d", [Estimate("قتل", 0.8, 0.6, 0.9, "good")])

    assert drawn(picture).get("direction") == "ltr"


def test_pictures_have_an_accessible_name() -> None:
    """A title and a description, and text is escaped."""
    picture = forest("f", "A < B", "It's & <b>", [Estimate("<i>x</i>", 0.8, 0.6, 0.9, "good")])

    root = drawn(picture)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "f-title f-desc"
    assert [root.findtext(f"{SPACE}{part}") for part in ("title", "desc")] == ["A < B", "It's & <b>"]
    assert "<i>x</i>" in words(picture)


class TestForest:
    """Effects on a ratio scale."""

    def test_halving_and_doubling_are_equally_far_from_no_effect(self) -> None:
        """The scale is logarithmic, so that neither way looks larger."""
        picture = forest("f", "t", "d", [Estimate("a", 0.5, None, None, "good"), Estimate("b", 2.0, None, None, "bad")])

        zero = float(re.match(r"M([\d.]+)", paths(picture, "zero")[0])[1])  # type: ignore[index]
        half, twice = (float(re.match(r"M([\d.]+)", way)[1]) + 4.5 for way in paths(picture, "estimate"))  # type: ignore[index]

        assert zero - half == pytest.approx(twice - zero, abs=0.2)

    def test_an_end_beyond_the_picture_is_drawn_as_an_arrow(self) -> None:
        """A cut interval must not look like a whole one."""
        whole = forest("f", "t", "d", [Estimate("a", 0.5, 0.3, 0.8, "good")])
        cut = forest("f", "t", "d", [Estimate("a", 0.5, 0.01, 40.0, "open")])

        assert (len(paths(whole, "arrow")), len(paths(cut, "arrow"))) == (0, 2)

    def test_without_an_interval_there_is_no_bar(self) -> None:
        """What is not known is not drawn."""
        assert paths(forest("f", "t", "d", [Estimate("a", 0.5, None, None, "open")]), "interval") == []


class TestStrip:
    """Places on one scale."""

    def test_every_place_is_drawn(self) -> None:
        """One dot each, those with a name apart."""
        picture = strip("s", "t", "d", [Dot(1), Dot(1), Dot(2, "Here"), Dot(9)], "per cent")

        assert paths(picture, "dots")[0].count("M") == 3
        assert len(list(drawn(picture).iter(f"{SPACE}circle"))) == 1
        assert "Here" in words(picture)

    def test_dots_of_one_value_do_not_hide_each_other(self) -> None:
        """They stand one above the other."""
        (path,) = paths(strip("s", "t", "d", [Dot(5)] * 4 + [Dot(0), Dot(10)], "x"), "dots")

        assert len(set(re.findall(r"M\S+ \S+?h", path))) == 6

    def test_more_places_than_fit_become_columns(self) -> None:
        """Their heights are in the proportion of the places, none cut off."""
        values = [0.0] * 40 + [5.0] * 20 + [10.0] * 10

        picture = strip("s", "t", "d", [Dot(value) for value in values], "x")
        heights = [abs(float(height)) - 3 for height in re.findall(r"v(-[\d.]+)", paths(picture, "columns")[0])]

        assert is_crowded(values)
        assert [heights[0] / height for height in heights] == pytest.approx([1, 2, 4])

    def test_no_places(self) -> None:
        """An empty table has no picture to be wrong."""
        assert not is_crowded([])
