"""Needs: what counts as clearly worse, and which results are joined to it, worked out by hand."""

from math import ceil
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.evidence import Rating
from generator.analysis.needs import (
    COMPARED,
    MOST,
    STALE,
    Figure,
    Result,
    foremost,
    needs,
    observed,
    outcome,
    results_on,
    tally,
    with_parts,
)  # fmt: skip
from generator.analysis.peers import FEWEST, Group, Position, Value, peers_of
from generator.analysis.rules import ORDER, Label, rank
from generator.model.indicator import Indicator
from generator.model.measure import Measure

TODAY = 2026
AFRICA, POOREST, SMALL = (
    Group("country", "region", "Africa"),
    Group("country", "income", 1),
    Group("country", "size", 0),
)


def among(values: list[float], own: float, group: Group = AFRICA) -> Position:
    """Where a value lies among those of others."""
    given = [Value("own", 2024, own), *(Value(f"X{n}", 2024, value) for n, value in enumerate(values))]
    (found,) = peers_of(given, {value.place: (group,) for value in given}, 1).positions(given[0], (group,))
    return found


def figure(own: float, *positions: Position, **beacon: Any) -> Figure:
    """A figure of class A where lower is better."""
    said = Figure("x", "A", "lower", 2024, own, None, None, positions)
    return said._replace(**beacon)


TO_SEVEN = [1.0, 2, 3, 5, 6, 7, 8]
"""Peers whose middle half is 2.5 to 6.5."""


def alone(own: float, **beacon: Any) -> bool:
    """Whether a value is a need beside the seven."""
    return bool(needs([figure(own, among(TO_SEVEN, own), **beacon)], TODAY).worse)


# Worse


@pytest.mark.parametrize(
    ("own", "direction", "expected"),
    [(6.5, "lower", False), (6.6, "lower", True), (1, "lower", False), (2.5, "higher", False), (2.4, "higher", True), (8, "higher", False)],
)  # fmt: skip
def test_worse_is_beyond_the_middle_half_on_the_bad_side(own: float, direction: str, expected: bool) -> None:
    """On its edge, and on the good side, nothing is worse."""
    assert alone(own, direction=direction) is expected


@pytest.mark.parametrize(
    ("direction", "low", "high", "expected"),
    [("lower", 6.6, 9, True), ("lower", 6.5, 9, False), ("higher", 0, 2.4, True), ("higher", 0, 2.5, False)],
)
def test_an_interval_must_clear_the_middle_half(direction: str, low: float, high: float, expected: bool) -> None:
    """All of it, not its middle alone."""
    own = 8.0 if direction == "lower" else 1.0

    assert alone(own, direction=direction, low=low, high=high) is expected


@pytest.mark.parametrize("comparability", ["C", "P", "X"])
def test_no_other_class_is_ever_a_need(comparability: str) -> None:
    """However bad the value."""
    found = needs([figure(99, among(TO_SEVEN, 99), comparability=comparability)], TODAY)

    assert found == ((), 0, ())
    assert comparability not in COMPARED


def test_no_way_is_worse_where_none_is_better() -> None:
    """A figure without a direction is not even counted."""
    assert needs([figure(99, among(TO_SEVEN, 99), direction="none")], TODAY) == ((), 0, ())


def test_fewer_than_five_peers_tell_nothing() -> None:
    """Four are too few; the fifth suffices."""
    four, five = (needs([figure(9, among([1.0] * many, 9))], TODAY) for many in (FEWEST - 1, FEWEST))

    assert (four.compared, four.worse) == (0, ())
    assert (five.compared, len(five.worse)) == (1, 1)


def test_more_than_half_of_the_groups_must_agree() -> None:
    """One of two is not enough, two of three are, and a group that is too small has no say."""
    bad, fine = among(TO_SEVEN, 9), among([20.0] * 7, 9, POOREST)
    also, small = among(TO_SEVEN, 9, SMALL), among([1.0], 9, SMALL)

    assert needs([figure(9, bad, fine)], TODAY).worse == ()
    assert needs([figure(9, bad, fine, small)], TODAY).worse == ()
    (need,) = needs([figure(9, bad, fine, also)], TODAY).worse
    assert (need.worse, need.groups) == ((bad, also), 3)
    assert len(needs([figure(9, bad, small)], TODAY).worse) == 1


def test_an_old_value_is_told_and_not_used() -> None:
    """Over ten years, or too old to meet those of others; ten years are not over ten."""
    at, just = (figure(9, among(TO_SEVEN, 9), year=TODAY - STALE - more) for more in (0, 1))
    apart = figure(9, is_old=True)

    assert (len(needs([at], TODAY).worse), needs([at], TODAY).old) == (1, ())
    assert needs([just], TODAY) == ((), 0, (just,))
    assert needs([apart], TODAY) == ((), 0, (apart,))


def test_one_thing_is_told_once() -> None:
    """Of two figures that observe the same measures the newest speaks, also when it is the better one. Figures that
    observe none are not the same thing."""
    old = figure(9, among(TO_SEVEN, 9), year=2020, measures=("homicide",))
    new = figure(4, among(TO_SEVEN, 4), year=2023, measures=("homicide",))
    bare = figure(9, among(TO_SEVEN, 9))

    assert needs([old, new], TODAY) == ((), 1, ())
    assert len(needs([bare, bare._replace(indicator="y")], TODAY).worse) == 2


@given(st.lists(st.floats(0, 100), min_size=5, max_size=30), st.floats(0, 100))
def test_about_a_fourth_of_a_group_lies_beyond_a_need(values: list[float], own: float) -> None:
    """Whatever the values, no more of the peers are worse than stand behind the upper quartile."""
    position = among(values, round(own, 1))
    spread = position.spread
    assert spread is not None

    if needs([figure(round(own, 1), position)], TODAY).worse:
        assert spread.above <= ceil((len(values) - 1) / 4)


# Measures


def measure(id: str, parent: str = "") -> Measure:
    """A measure below another."""
    return Measure(id=id, title=id, unit="number", good="lower", tier="harm", comparability="B", parent=parent)


TREE = {
    m.id: m
    for m in (
        measure("violence"), measure("homicide", "violence"), measure("assault", "violence"),
        measure("gun-homicide", "homicide"), measure("gun-homicide-of-women", "gun-homicide"), measure("theft"),
    )
}  # fmt: skip


def test_narrower_measures_belong_and_others_do_not() -> None:
    """Children and their children; never the parent, never what stands beside."""
    assert with_parts(["homicide"], TREE) == ("homicide", "gun-homicide", "gun-homicide-of-women")
    assert with_parts([], TREE) == ()


def test_measures_in_a_ring_end() -> None:
    """A fault in the table stops nothing."""
    ring = {"a": measure("a", "b"), "b": measure("b", "a")}

    assert with_parts(["a"], ring) == ("a", "b")


def indicator(**said: Any) -> Indicator:
    """An indicator of what people met, split by kind and sex."""
    given = {
        "measures": ("sexual-assault", "violence-victims"),
        "dimensions": (
            SimpleNamespace(column="kind", total=""),
            SimpleNamespace(column="sex", total="all"),
        ),
        "observed": (
            SimpleNamespace(measure="sexual-assault", column="kind", values=("sexual",)),
            SimpleNamespace(measure="violence-victims", column="kind", values=("physical", "sexual")),
        ),
    }
    return cast(Indicator, SimpleNamespace(**{**given, **said}))


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        (("sexual", "all"), ("sexual-assault", "violence-victims")),
        (("physical", "all"), ("violence-victims",)),
        (("robbery", "all"), ()),
        (("sexual", "women"), ()),
    ],
)
def test_a_part_observes_nothing_of_the_whole(cut: tuple[str, str], expected: tuple[str, ...]) -> None:
    """A kind that is not named and a sex that is no total observe no measure."""
    assert observed(indicator(), cut) == expected


def test_a_table_that_nothing_splits_observes_its_measures() -> None:
    """All of them."""
    assert observed(indicator(dimensions=(), observed=()), ()) == ("sexual-assault", "violence-victims")


# Results


def result(id: str, label: Label, level: int = 3, measure: str = "homicide", overdue: bool = False) -> Result:
    """One result of a practice."""
    rating = Rating(measure, "harm", level, "unclear", label, (), (), (), ())
    return Result("practice", id, rating, overdue)


def test_only_results_on_the_measures_are_joined() -> None:
    """One on the wider measure or on one beside it is none on this, nor is one without a figure."""
    given = [result(m, "strong", measure=m) for m in TREE] + [result("told", "described")]

    assert [one.id for one in results_on(given, with_parts(["homicide"], TREE))] == [
        "gun-homicide", "gun-homicide-of-women", "homicide",
    ]  # fmt: skip


def test_the_strongest_stand_first_and_harm_last() -> None:
    """By label, then those within their review date, then by level."""
    given = [
        result("harm", "caution"), result("null", "not_effective"), result("weak", "emerging", 2), result("late", "strong", 4, overdue=True),
        result("good", "strong", 4), result("open", "inconclusive"),
    ]  # fmt: skip

    assert [one.id for one in results_on(given, ["homicide"])] == ["good", "late", "weak", "open", "null", "harm"]


def test_what_not_to_do_is_never_cut_off() -> None:
    """With nine that helped, the surest null and the surest harm keep their lines, at the end."""
    given = results_on(
        [*(result(f"good-{n}", "strong", 4) for n in range(9)), result("null", "no_effect_shown"), result("harm-2", "concern", 2), result("harm-4", "caution", 4)],
        ["homicide"],
    )  # fmt: skip

    assert [one.id for one in foremost(given)] == ["good-0", "good-1", "good-2", "null", "harm-4"]


def test_a_record_stands_once_while_there_are_others() -> None:
    """Its second result comes only when lines are left."""
    twice = [result("a", "strong", measure="homicide"), result("a", "strong", measure="gun-homicide")]
    others = [result(f"b{n}", "inconclusive") for n in range(4)]

    full, spare = (foremost(results_on([*twice, *more], TREE)) for more in (others, others[:2]))

    assert [one.id for one in full] == ["a", "b0", "b1", "b2", "b3"]
    assert [one.id for one in spare] == ["a", "a", "b0", "b1"]


@given(st.lists(st.sampled_from([label for label in ORDER if label != "described"]), max_size=14))
def test_the_foremost_are_among_the_results_in_their_order(labels: list[Label]) -> None:
    """At most five, as many as there are, each once, no worse label before a better one, and the tally adds up."""
    found = results_on([result(f"p{n}", label) for n, label in enumerate(labels)], ["homicide"])
    first = foremost(found)

    assert len(first) == min(MOST, len(found)) == len({one.id for one in first})
    assert set(first) <= set(found)
    assert [rank(one.rating.label) for one in first] == sorted(rank(one.rating.label) for one in first)
    assert sum(tally(found).values()) == len(found)
    assert {outcome(one.rating.label) for one in found} & {"null", "harmful"} <= {
        outcome(o.rating.label) for o in first
    }
