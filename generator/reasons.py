"""Why a rating moved between two catalogs: everything that differs in what it rests on and bears on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.analysis.evidence import Rating
from generator.analysis.row import Row
from generator.change import Reason
from generator.model.study import Study, SystematicReview
from generator.pairs import Both, Sources


@dataclass(frozen=True)
class Why:
    """What may have moved the ratings of one record: the studies it rested on and those it rests on."""

    both: Both
    old: Sources
    new: Sources

    def reasons(self, measure: str, before: Rating | None, after: Rating | None) -> Iterator[Reason]:
        """Everything that differs and bears on one rating; rules last."""
        if self.both.base.measures.get(measure) != self.both.head.measures.get(measure):
            yield Reason("measure", measure)
        rows = list(self.both.rows(before.rows if before else (), after.rows if after else ()))
        flags_moved = before is None or after is None or before.flags != after.flags
        yield from (reason for pair in rows for reason in self._of_row(*pair, minor=flags_moved))
        for row, other in rows:
            if row and other:
                yield from _rules(row.trail, other.trail, self._place(other))
        ours = {rule for pair in rows for row in pair if row for rule in row.trail}
        was, now = (tuple(r for r in found.trail if r not in ours) if found else () for found in (before, after))
        yield from _rules(was, now, {})

    def _place(self, row: Row) -> dict[str, str]:
        return {"practice": self.both.practice_of(row), "study": row.source.id, "outcome": row.outcome.id}

    def _of_row(self, before: Row | None, after: Row | None, *, minor: bool) -> Iterator[Reason]:
        if before and after:
            yield from _row_reasons(before, after, self._place(after), minor=minor)
        elif after:
            yield self._lone(after, self.old, added=True)
        elif before:
            yield self._lone(before, self.new, added=False)

    def _lone(self, row: Row, others: Sources, *, added: bool) -> Reason:
        """Why a row stands on one side only: its practice, its study or the outcome alone is not on the other."""
        place = self._place(row)
        practice, study = place["practice"], place["study"]
        other = others.get((practice, study))
        if other is None and practice and practice not in {of for of, _ in others}:
            return Reason("practice_added" if added else "practice_removed", practice=practice)
        if other is None:
            return Reason("study_added" if added else "study_removed", practice=practice, study=study)
        if isinstance(row.source, Study) and isinstance(other, Study) and row.source.design != other.design:
            designs = (other.design, row.source.design) if added else (row.source.design, other.design)
            return Reason("fact", "design", *designs, practice=practice, study=study)
        return Reason("outcome_added" if added else "outcome_removed", **place)


def _row_reasons(before: Row, after: Row, place: Mapping[str, str], *, minor: bool) -> Iterator[Reason]:
    """What differs in one outcome: facts, its interval, and its effect where nothing else does or its direction
    turned."""
    old, new = _facts(before, minor=minor), _facts(after, minor=minor)
    values = next((n for n in ("counts", "proportions", "means") if getattr(after.outcome, n) or getattr(before.outcome, n)), "")  # fmt: skip
    changed = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    yield from (Reason("fact", n, old.get(n), new.get(n), values=values, **place) for n in changed)
    had, has = before.effect.low is not None, after.effect.low is not None
    if had != has:
        yield Reason("interval_came" if has else "interval_went", **place)
    alone = not changed and had == has
    if before.effect != after.effect and (alone or before.direction != after.direction):
        yield Reason("effect", "", before.effect, after.effect, **place)


_OF_REVIEWS = ("systematic", "pooled", "controlled", "randomised")


def _facts(row: Row, *, minor: bool) -> Mapping[str, Any]:
    """What the rules were asked of, and with `minor` what only flags and replication look at."""
    facts: dict[str, Any] = {name: value for name, value in row.facts.items() if name != "interval"}
    if isinstance(row.source, SystematicReview):
        facts |= {name: getattr(row.source, name) for name in _OF_REVIEWS}
    facts |= {"same_trial": row.again, "subgroup": row.outcome.subgroup, "places": row.places}
    if minor:
        facts |= {"data_source": row.outcome.data_source, "year": row.year, "disputed": row.disputed}
    return facts


def _rules(before: Sequence[str], after: Sequence[str], place: Mapping[str, str]) -> Iterator[Reason]:
    yield from (Reason("rule_fires", rule, **place) for rule in after if rule not in before)
    yield from (Reason("rule_rests", rule, **place) for rule in before if rule not in after)
