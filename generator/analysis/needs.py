"""Needs: the figures that a place clearly does worse on than places like it, and what was tested against each.

Worse. Only of class A and B, where a way is better, and where the value is no more than ten years old. A value is worse
where it lies beyond the middle half of its peers on the bad side, in more than half of the groups with five peers or
more. Where the source gives an interval, all of it must lie there. In any group about a fourth does: a need says where
to look, not what is wrong.

Tested. The results on the measures that a figure observes and on the narrower ones below those. A result on a wider
measure, or on one beside it, is none on this.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from generator.analysis.evidence import STANDINGS, Rating
from generator.analysis.peers import Position, Spread
from generator.analysis.rules import Label, rank
from generator.model.indicator import Indicator
from generator.model.measure import ComparabilityClass, Measure

COMPARED: frozenset[ComparabilityClass] = frozenset({"A", "B"})
"""The classes whose values may be set beside those of other places."""
STALE = 10
"""A value that is more years old than this is told, and not used."""
MOST = 5
"""Results shown of each need."""

Outcome = Literal["helped", "open", "null", "harmful", "not_judged"]


class Figure(NamedTuple):
    """The latest value of a place as readers see it, the ends of its interval if the source gives one, and where it
    lies among its peers. `is_old` when it is too old to meet theirs."""

    indicator: str
    comparability: ComparabilityClass
    direction: Literal["lower", "higher", "none"]
    year: int
    value: float
    low: float | None
    high: float | None
    positions: tuple[Position, ...]
    is_old: bool = False
    measures: tuple[str, ...] = ()
    """The measures that it observes."""


class Need(NamedTuple):
    """A figure that a place does worse on: the groups where it does, and how many were asked."""

    figure: Figure
    worse: tuple[Position, ...]
    groups: int


class Needs(NamedTuple):
    """What a place does worse on, how many of its figures were compared, and those left out because they are old."""

    worse: tuple[Need, ...]
    compared: int
    old: tuple[Figure, ...]


class Result(NamedTuple):
    """What a practice or an approach has to say about one measure; `is_overdue` past its review date."""

    kind: Literal["practice", "approach"]
    id: str
    rating: Rating
    is_overdue: bool = False


def needs(figures: Iterable[Figure], this_year: int) -> Needs:
    """What a place clearly does worse on, in the order of its figures. Of several that observe the same measures the
    newest speaks, so that one thing is told once."""
    fit = _once([f for f in figures if f.comparability in COMPARED and f.direction != "none"])
    old = tuple(f for f in fit if f.is_old or f.year < this_year - STALE)
    told = [(f, [p for p in f.positions if p.spread]) for f in fit if f not in old]
    found = (Need(f, tuple(p for p in among if _is_worse(f, p.spread)), len(among)) for f, among in told)
    return Needs(tuple(n for n in found if 2 * len(n.worse) > n.groups), sum(bool(among) for _, among in told), old)


def _once(figures: Sequence[Figure]) -> Sequence[Figure]:
    newest: dict[tuple[str, ...], Figure] = {}
    for figure in figures:
        known = newest.get(figure.measures)
        if known is None or figure.year > known.year:
            newest[figure.measures] = figure
    return [figure for figure in figures if not figure.measures or newest[figure.measures] is figure]


def _is_worse(figure: Figure, spread: Spread | None) -> bool:
    """Whether a value, with all of its interval, lies beyond the middle half on the bad side."""
    if spread is None:
        return False
    if figure.direction == "lower":
        return (figure.value if figure.low is None else figure.low) > spread.high
    return (figure.value if figure.high is None else figure.high) < spread.low


def observed(record: Indicator, cut: Sequence[str]) -> tuple[str, ...]:
    """The measures that the values of one cut observe. A part of the people or of the thing observes none of those of
    the whole, unless the indicator says that it does."""
    said = {(one.measure, one.column): one.values for one in record.observed}
    cells = [(d.column, value, d.total) for d, value in zip(record.dimensions, cut, strict=True)]
    return tuple(
        measure
        for measure in record.measures
        if all(value in said.get((measure, column), (total,)) for column, value, total in cells)
    )


def with_parts(wanted: Iterable[str], measures: Mapping[str, Measure]) -> tuple[str, ...]:
    """Some measures and all that lie below them, the wider first."""
    found = list(dict.fromkeys(wanted))
    for id in found:  # grows while it is walked
        found.extend(m.id for m in measures.values() if m.parent == id and m.id not in found)
    return tuple(found)


def results_on(results: Iterable[Result], measures: Iterable[str]) -> tuple[Result, ...]:
    """The results on some measures, from the best label over nulls to harm; of one label those within their review date
    first, then the stronger, then types of solution before practices. Without those that no figure stands behind."""
    wanted = frozenset(measures)
    found = [t for t in results if t.rating.measure in wanted and t.rating.label != "described"]
    return tuple(sorted(found, key=_place))


def _place(one: Result) -> tuple[int, bool, int, str, str, str]:
    rating = one.rating
    return rank(rating.label), one.is_overdue, -rating.level, one.kind, one.id, rating.measure


def outcome(label: Label) -> Outcome:
    """How a test turned out, in one word."""
    return _OUTCOMES.get(label, "open")


def tally(found: Iterable[Result]) -> Mapping[Outcome, int]:
    """How many results turned out in each way."""
    return Counter(outcome(one.rating.label) for one in found)


def foremost(found: Sequence[Result], most: int = MOST) -> tuple[Result, ...]:
    """The first results, in their order, with room kept for the surest null and the surest harm: what not to do is
    never cut off by what to do. A record stands once as long as there are others."""
    kept = [one for way in ("null", "harmful") for one in _surest(found, way)][:most]
    seen = {(one.kind, one.id) for one in kept}
    again = []
    for one in found:
        if one in kept or (one.kind, one.id) in seen:
            again.append(one)
        elif len(kept) < most:
            kept.append(one)
            seen.add((one.kind, one.id))
    kept += [one for one in again if one not in kept][: most - len(kept)]
    return tuple(sorted(kept, key=_place))


def _surest(found: Sequence[Result], way: str) -> Sequence[Result]:
    """The result with the strongest evidence of those that turned out in a way; nothing when none did."""
    among = [one for one in found if outcome(one.rating.label) == way]
    return [max(among, key=lambda one: (not one.is_overdue, one.rating.level))] if among else []


_OUTCOMES: Mapping[Label, Outcome] = {
    **dict.fromkeys(STANDINGS["strong"] | STANDINGS["promising"], "helped"),
    **dict.fromkeys(STANDINGS["null"], "null"),
    **dict.fromkeys(STANDINGS["harmful"], "harmful"),
    "not_judged": "not_judged",
}
