"""Proposal: a change to the library as those who read it need it: what differs, which ratings move, whose problems are whose."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.analysis.evidence import Rating
from generator.catalog import Catalog
from generator.change import Diff, RatingChange, RecordChange, State
from generator.diff import diff
from generator.exports.changed_series import ChangedSeries, changed_series
from generator.exports.differences import UNREAD, causes
from generator.load import Loaded
from generator.pages import words
from generator.problem import Problem
from generator.touched import apart


@dataclass(frozen=True, slots=True)
class RatingMoved:
    """A rating before and after, in words."""

    kind: str
    id: str
    record: str
    measure: str
    before: str
    after: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """The library a change was begun from, the library with it, and the files it touches."""

    base: Loaded
    head: Loaded
    touched: frozenset[str]

    @cached_property
    def diff(self) -> Diff:
        """What differs."""
        return diff(self.base.catalog, self.head.catalog)

    @cached_property
    def to_mend(self) -> tuple[Problem, ...]:
        """The problems in what the change touches. Only these stand in its way."""
        return apart(self.head.problems, self.touched)[0]

    @cached_property
    def came_elsewhere(self) -> tuple[Problem, ...]:
        """Problems in other files that were not there before: the change brought them about from afar."""
        known = {_same(problem) for problem in self.base.problems}
        return tuple(p for p in apart(self.head.problems, self.touched)[1] if _same(p) not in known)

    @cached_property
    def were_elsewhere(self) -> tuple[Problem, ...]:
        """Problems in other files that were there before."""
        known = {_same(problem) for problem in self.base.problems}
        return tuple(p for p in apart(self.head.problems, self.touched)[1] if _same(p) in known)

    @cached_property
    def series(self) -> tuple[ChangedSeries, ...]:
        """The series of figures that differ."""
        return changed_series(self.diff, self.base.catalog, self.head.catalog)


def _same(problem: Problem) -> tuple[str, str, str]:
    """What makes two problems one: all but the line, which moves with the lines above it."""
    return problem.path, problem.rule, problem.message


def ratings_moved(
    found: Diff, base: Catalog, head: Catalog, quote: Callable[[str], str] = str
) -> Iterator[RatingMoved]:
    """Each rating that came, moved or went, in the order of records. `quote` makes contributors' texts safe."""
    for record in found.records:
        for change in record.ratings:
            titles = head if change.measure in head.measures else base
            yield RatingMoved(
                record.kind,
                record.id,
                quote(record.title),
                quote(titles.title("measure", change.measure)),
                _verdict(change.before, change.after, record, "added"),
                _verdict(change.after, change.before, record, "removed"),
                causes(change, quote) or (_whole(change, record),),
            )


_WHOLE: Mapping[State, str] = {
    "added": "the whole record is new", "removed": "the whole record is gone",
    "unreadable": "the record cannot be read until it is mended", "readable": "the record could not be read before",
}  # fmt: skip


def _whole(change: RatingChange, record: RecordChange) -> str:
    """Why a rating came or went when no part of its record says so."""
    return _WHOLE.get(record.state, "it was not rated before" if change.after else "it is no longer rated")


def _verdict(rating: Rating | None, other: Rating | None, record: RecordChange, lone: State) -> str:
    """A rating in words, with those of its flags that the other side lacks."""
    if rating is None:
        return "no record" if record.state == lone else "not known" if record.state in UNREAD else "not rated"
    flags = (f"flagged “{words.FLAGS[flag]}”" for flag in rating.flags if other and flag not in other.flags)
    return ", ".join((f"{words.LABELS[rating.label].name} (E{rating.level})", *flags))
