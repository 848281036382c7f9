"""Evidence: what all studies of a practice or an approach say about each measure: level, direction, label and flags.

Strength (E0 to E5) comes from the design of the studies, with caps and deductions for known faults only; direction from
the interval of the effect; the label from these two and nothing else. Every step that is taken is kept in the trail.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from generator.analysis.row import Row, rows_of_review, rows_of_study
from generator.analysis.rules import CAUSAL, REACHES, REPLICATED, Direction, Label, label_of, rank
from generator.model.approach import Approach
from generator.model.measure import Measure
from generator.model.practice import Practice, Record
from generator.model.study import Study, SystematicReview

Flag = Literal[
    "dated",
    "single_study",
    "police_data_only",
    "single_context",
    "not_checked",
    "interval_not_seen",
    "contested",
    "subgroup_only",
    "weaker_studies_disagree",
]


@dataclass(frozen=True)
class Rating:
    """What all studies of a record say about one measure: all `rows`, and those of them that count, the `pool`."""

    measure: str
    tier: str
    level: int
    direction: Direction
    label: Label
    rows: tuple[Row, ...]
    pool: tuple[Row, ...]
    flags: tuple[Flag, ...]
    trail: tuple[str, ...]

    @property
    def studies(self) -> int:
        """How many trials and reviews count."""
        return len({row.trial for row in self.pool})

    def counts(self, row: Row) -> bool:
        """Whether one of the rows is among those that count."""
        return id(row) in self._counted

    @cached_property
    def _counted(self) -> frozenset[int]:
        return frozenset(id(row) for row in self.pool)

    @cached_property
    def lead(self) -> Row:
        """The row that a card may show: of the rating's own direction and level, if possible with an interval, of all
        people or places, and from the first publication."""
        return max(
            self.pool,
            key=lambda r: (
                r.direction == self.direction,
                min(r.level, self.level),
                r.effect.low is not None,
                not r.outcome.subgroup,
                not r.again,
            ),
        )


def rate(practice: Practice, measures: Mapping[str, Measure], today: date) -> tuple[Rating, ...]:
    """The ratings of a practice, one for each measure it has an outcome on; a practice ends at E4."""
    rows = [row for study in practice.studies for row in rows_of_study(practice, study, measures)]
    return tuple(_ratings(practice, rows, measures, today))


def rate_approach(
    approach: Approach, practices: Sequence[Practice], measures: Mapping[str, Measure], today: date
) -> tuple[Rating, ...]:
    """The ratings of an approach, from its reviews, its own studies and those of its practices."""
    rows = [row for review in approach.reviews for row in rows_of_review(approach, review, measures)]
    rows += [row for study in approach.studies for row in rows_of_study(approach, study, measures)]
    rows += [row for p in practices for study in p.studies for row in rows_of_study(p, study, measures, p.title)]
    return tuple(_ratings(approach, rows, measures, today, replicable=True))


LEADING = ("harm", "fear")
"""The tiers that a best and a worst result are sought in."""


def best_and_worst(ratings: Iterable[Rating]) -> tuple[Rating, Rating] | None:
    """The best and the worst rating over harm and fear, the stronger of equals; None when neither was judged."""
    judged = [r for r in ratings if r.tier in LEADING and r.label != "not_judged"]
    if not judged:
        return None
    best = min(judged, key=lambda r: (rank(r.label), -r.level))
    worst = max(judged, key=lambda r: (rank(r.label), r.level))
    return best, worst if worst.label != best.label else best


Standing = Literal["strong", "promising", "mixed", "null", "harmful", "unknown", "overdue"]
STANDINGS: Mapping[Standing, frozenset[Label]] = {
    "harmful": frozenset({"caution", "concern"}),
    "strong": frozenset({"proven", "strong"}),
    "promising": frozenset({"promising", "emerging"}),
    "mixed": frozenset({"mixed"}),
    "null": frozenset({"not_effective", "no_benefit_shown", "no_effect_shown"}),
}


def standing(ratings: Iterable[Rating]) -> Standing:
    """One word for a record: harmful when any harm or fear worsened, else by its best label; unknown when nothing is known."""
    found = best_and_worst(ratings)
    if found is None:
        return "unknown"
    best, worst = found
    if worst.label in STANDINGS["harmful"]:
        return "harmful"
    return next((name for name, labels in STANDINGS.items() if best.label in labels), "unknown")


TIERS = ("harm", "fear", "step", "output")


def _ratings(
    record: Record, rows: Sequence[Row], measures: Mapping[str, Measure], today: date, *, replicable: bool = False
) -> Iterable[Rating]:
    named = dict.fromkeys(row.outcome.measure for row in rows)
    for id in sorted(named, key=lambda m: TIERS.index(measures[m].tier)):
        own = tuple(row for row in rows if row.outcome.measure == id)
        yield rating_of(record, measures[id], own, today, replicable=replicable)


def rating_of(record: Record, measure: Measure, rows: tuple[Row, ...], today: date, *, replicable: bool) -> Rating:
    """What all rows on one measure say together; only an approach is `replicable`."""
    pool = _pool(rows)
    direction, level = combine(pool)
    decisive = [row for row in pool if row.level == level or row.direction == direction]
    trail = tuple(dict.fromkeys(rule for row in decisive for rule in row.trail))
    if replicable and direction == "improved" and _replicated(pool):
        level, trail = REPLICATED, (*trail, "R2")
    level, decision = _lowered(record, measure.id, level, direction)
    return Rating(
        measure.id,
        measure.tier,
        level,
        direction,
        label_of(level, direction),
        rows,
        pool,
        tuple(_flags(rows, pool, direction, today)),
        (*trail, *decision),
    )


def _pool(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that count: each trial once; a review that does not count only when there is nothing else; of these all
    at E3 and above, else those at the highest level."""
    trials: dict[str, list[Row]] = {}
    for row in rows:
        trials.setdefault(row.trial, []).append(row)
    once = [row for trial in trials.values() for row in _once(trial)]
    once = [row for row in once if "R0" not in row.trail] or once
    least = min(REACHES, max(row.level for row in once))
    return tuple(row for row in once if row.level >= least)


def _once(trial: Sequence[Row]) -> Sequence[Row]:
    """What counts of one trial: its first publication where that has the measure, and in it the whole before parts."""
    first = [row for row in trial if not row.again] or trial
    return [row for row in first if not row.outcome.subgroup] or first


def _lowered(record: Record, measure: str, level: int, direction: Direction) -> tuple[int, tuple[str, ...]]:
    """The level after a reviewer's decisions, and the rule that says so. They only ever make a label worse."""
    steps = sum(decision.steps for decision in record.lowered if decision.measure == measure)
    if not steps:
        return level, ()
    lower = max(0, level - steps)
    if rank(label_of(lower, direction)) <= rank(label_of(level, direction)):
        return level, ("not_lowered",)
    return lower, ("lowered",)


JUDGED: tuple[Direction, ...] = ("improved", "worsened", "unclear")
NULLS: tuple[Direction, ...] = ("no_meaningful_effect", "no_benefit_shown", "no_effect_shown")
"""From the most informative to the least."""


def combine(pool: Sequence[Row]) -> tuple[Direction, int]:
    """Direction and level of several rows on one measure. Contradiction is mixed, never an average."""
    best: dict[Direction, int] = {}
    for row in pool:
        best[row.direction] = max(row.level, best.get(row.direction, -1))
    improved, worsened, unclear = (best.get(d, -1) for d in JUDGED)
    null = max((best[d] for d in NULLS if d in best), default=-1)
    top = max(best.values())
    if "not_judged" in best:
        return "not_judged", top
    if improved >= 0:
        against = worsened >= 0 or max(null, unclear) >= improved or _reviews_disagree(pool)
        return ("mixed", top) if against else ("improved", improved)
    if worsened >= 0:
        return "worsened", worsened
    if null >= unclear:
        return next(d for d in NULLS if d in best), null
    return "unclear", unclear


def _reviews_disagree(pool: Sequence[Row]) -> bool:
    """Whether one review found a benefit, and another none, harm, or an interval that leaves it open."""
    reviews = [row for row in pool if "R1" in row.trail]
    good = {row.trial for row in reviews if row.direction == "improved"}
    open_or_bad = {
        row.trial
        for row in reviews
        if row.direction != "improved" and (row.direction != "unclear" or row.effect.low is not None)
    }
    return any(one != other for one in good for other in open_or_bad)


def _replicated(pool: Sequence[Row]) -> bool:
    """Two studies at E3 or above in two cities, one at E4, improved, not evaluated by those who ran it. A review may
    stand for the second study and its city, never for the one at E4; a study without a place stands for no city."""
    good = [row for row in pool if row.direction == "improved" and row.level >= REACHES and "D1" not in row.trail]
    studies = [row for row in good if isinstance(row.source, Study) and row.places]
    review = any(isinstance(row.source, SystematicReview) for row in good)
    trials = {row.trial for row in studies}
    cities = {place for row in studies for place in row.places}
    return any(row.level >= CAUSAL for row in studies) and min(len(trials), len(cities)) + review >= 2


DATED = 10
"""Years after which evidence is called dated."""


def _flags(rows: Sequence[Row], pool: Sequence[Row], direction: Direction, today: date) -> Iterable[Flag]:
    years = [row.year for row in pool if row.year]
    if years and max(years) < today.year - DATED:
        yield "dated"
    reviewed = any(isinstance(row.source, SystematicReview) for row in pool)
    if not reviewed and len({row.trial for row in pool}) == 1:
        yield "single_study"
    if not reviewed and len({place for row in pool for place in row.places}) == 1:
        yield "single_context"
    if all(row.outcome.data_source == "police" for row in pool):
        yield "police_data_only"
    if any(row.unchecked for row in pool):
        yield "not_checked"
    if any(row.effect.low is None for row in pool):
        yield "interval_not_seen"
    if _contradict(pool) or any(row.disputed for row in rows):
        yield "contested"
    if all(row.outcome.subgroup for row in pool):
        yield "subgroup_only"
    if direction == "improved" and any(row.direction != "improved" for row in pool):
        yield "weaker_studies_disagree"


def _contradict(pool: Sequence[Row]) -> bool:
    """Whether some rows show a benefit or a harm and others do not."""
    found = {row.direction for row in pool}
    return len(found) > 1 and not found.isdisjoint({"improved", "worsened"})
