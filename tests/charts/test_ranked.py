"""Ranked dots: in order, with the interval that says whether the order means anything."""

from hypothesis import given
from hypothesis import strategies as st

from generator.charts.ranked import WIDTH, Spot, ranked
from tests.charts.drawn import is_sound, numbers, paths, texts, words

sizes = st.floats(-1e5, 1e5, allow_nan=False)


@given(
    st.lists(
        st.builds(Spot, st.text(st.characters(codec="utf-8", exclude_categories=("C",))), sizes, sizes, sizes),
        min_size=1,
        max_size=9,
    )
)
def test_any_values_make_a_sound_picture(spots: list[Spot]) -> None:
    """With a name, and with every dot inside."""
    picture = ranked("r", "t", "d", spots, "%")

    assert is_sound(picture)
    assert all(0 <= numbers(way)[0] <= WIDTH for way in paths(picture, "dot"))


def test_rows_stand_in_the_order_of_values() -> None:
    """The highest first; places of one value in the order of their names."""
    spots = [Spot("Low", 1), Spot("B", 5), Spot("A", 5), Spot("High", 9)]

    assert words(ranked("r", "t", "d", spots, "%"), "name") == ["High", "A", "B", "Low"]
    assert words(ranked("r", "t", "d", spots, "%"), "value") == ["9", "5", "5", "1"]


def test_each_row_has_its_interval() -> None:
    """A line from end to end around the dot; none where it is not known."""
    picture = ranked("r", "t", "d", [Spot("A", 50, 40, 70), Spot("B", 20)], "%")

    (interval,) = (numbers(way) for way in paths(picture, "interval"))
    dot = numbers(paths(picture, "dot")[0])

    assert interval[0] < dot[0] < interval[2]
    assert interval[1] == dot[1]


def test_the_reference_is_named_and_on_the_scale() -> None:
    """Also where it lies beyond all values."""
    picture = ranked("r", "t", "d", [Spot("A", 1)], "%", reference=(80, "world: 80"))

    assert "world: 80" in words(picture)
    assert numbers(paths(picture, "mark")[0])[0] <= WIDTH


def test_one_place_may_be_marked_and_estimates_are_hollow() -> None:
    """Strong words for the place that the page is about."""
    picture = ranked("r", "t", "d", [Spot("A", 5, marked=True), Spot("B", 4, estimated=True)], "%")

    assert words(picture, "name-marked") == ["A"]
    assert len(paths(picture, "dot dot-estimated")) == 1


def test_long_names_are_cut_before_the_dots() -> None:
    """They do not run into the picture."""
    picture = ranked("r", "t", "d", [Spot("A name that goes on and on and on", 5)], "%")

    ((name, _, _),) = [found for found in texts(picture) if found[0].startswith("A name")]

    assert name.endswith("…")
