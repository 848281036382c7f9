"""Evidence: how sure we may be that a practice or an approach changes a measure, and the rules that say so.

Strength (E0 to E5) comes from the design of the studies, with caps and deductions for known faults only; direction from
the interval of the effect; the label from these two and nothing else. Every step that is taken is kept in the trail.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from generator.analysis.effect import Benefit, Effect, benefit, effect_of, natural
from generator.analysis.figures import cited
from generator.model.approach import Approach
from generator.model.measure import Measure
from generator.model.outcome import Outcome
from generator.model.practice import Practice, Record
from generator.model.study import Study, SystematicReview

Direction = Literal[
    "improved",
    "worsened",
    "mixed",
    "no_meaningful_effect",
    "no_benefit_shown",
    "no_effect_shown",
    "unclear",
    "not_judged",
]
Label = Literal[
    "proven",
    "strong",
    "promising",
    "emerging",
    "mixed",
    "not_effective",
    "no_benefit_shown",
    "no_effect_shown",
    "caution",
    "concern",
    "inconclusive",
    "described",
    "not_judged",
]

BASE: Mapping[str, int] = {
    "monitoring": 1,
    "before-after": 2, "cross-section": 2,
    "difference-in-differences": 3, "matched-comparison": 3, "before-after-with-comparison": 3,
    "interrupted-time-series": 3, "time-series-with-comparison": 3, "natural-experiment-matched": 3,
    "randomised-trial": 4, "cluster-randomised-trial": 4, "regression-discontinuity": 4,
    "instrumental-variable": 4, "synthetic-control": 4,
}  # fmt: skip
"""The level a design earns before caps and deductions. Designs that measure no effect are not here."""
RANDOMISED = frozenset({"randomised-trial", "cluster-randomised-trial"})
NO_BASELINE_NEEDED = RANDOMISED | {"regression-discontinuity", "instrumental-variable", "cross-section"}
"""Designs that set one group against another at one time, so that the comparison's end value stands for a baseline."""

RULES: Mapping[str, str] = {
    "base": "The design of the study sets the level to begin with.",
    "C0": "No end value and no effect with a source: Described.",
    "C1": "No value from before: at most Monitored, unless chance or a threshold chose who was treated, or two groups were looked at once.",
    "C2": "A comparison is named but neither its values nor an effect are given: at most Before–after.",
    "C3": "A time series with fewer than 12 points before the change: at most Before–after.",
    "C4": "The comparison is known to be unlike: at most Before–after.",
    "C5": "Fewer than 8 units drawn by lot: at most Compared.",
    "D1": "Evaluated by those who ran it: one step down.",
    "D2": "Followed for under 6 months: one step down.",
    "D3": "The full text was read and gives no interval: one step down.",
    "D4": "Over a fifth of those followed were lost: one step down.",
    "D5": "It works on places, and nobody looked whether harm moved next door: one step down.",
    "R0": "A review not known to have searched systematically and pooled at least 5 controlled studies: shown, and unclear by itself.",
    "R1": "A systematic review that pooled at least 5 controlled studies counts as Compared, as Causal if 5 were drawn by lot.",
    "R2": "Replicated: improved in two cities by two studies at Compared or better, one of them Causal, and none against.",
    "lowered": "A reviewer lowered the level, with a reason.",
    "not_lowered": "A reviewer asked for a lower level; the label would not be worse by it, so the level stays.",
}
LEVEL_NAMES = ("Described", "Monitored", "Before–after", "Compared", "Causal", "Replicated")

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


@dataclass(frozen=True, slots=True)
class Row:
    """One outcome of one study, judged by itself. `trail` names the rules that fired, in order."""

    source: Study | SystematicReview
    outcome: Outcome
    effect: Effect
    level: int
    direction: Direction
    trail: tuple[str, ...]
    trial: str
    """The trial it belongs to, the same for all publications of it."""
    again: bool = False
    """Whether it stands in a later publication of the trial, one that names the first."""
    places: tuple[str, ...] = ()
    practice: str = ""
    year: int | None = None
    """The last year its sources are from or it covers."""
    unchecked: bool = False
    """Whether a fact that could cost a step was not seen, in a study that we did not read in full."""
    disputed: bool = False
    """Whether the record names a disagreement between sources that this row rests on."""


@dataclass(frozen=True, slots=True)
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

    @property
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
    rows = [row for study in practice.studies for row in _rows(practice, study, measures)]
    return tuple(_ratings(practice, rows, measures, today))


def rate_approach(
    approach: Approach, practices: Sequence[Practice], measures: Mapping[str, Measure], today: date
) -> tuple[Rating, ...]:
    """The ratings of an approach, from its reviews, its own studies and those of its practices."""
    rows = [row for review in approach.reviews for row in _review_rows(approach, review, measures)]
    rows += [row for study in approach.studies for row in _rows(approach, study, measures)]
    rows += [row for p in practices for study in p.studies for row in _rows(p, study, measures, p.title)]
    return tuple(_ratings(approach, rows, measures, today, replicable=True))


def best_and_worst(ratings: Iterable[Rating]) -> tuple[Rating, Rating] | None:
    """The best and the worst rating over harm and fear, the stronger of equals; None when neither was judged."""
    judged = [r for r in ratings if r.tier in {"harm", "fear"} and r.label != "not_judged"]
    if not judged:
        return None
    best = min(judged, key=lambda r: (_rank(r.label), -r.level))
    worst = max(judged, key=lambda r: (_rank(r.label), r.level))
    return best, worst if worst.label != best.label else best


Standing = Literal["strong", "promising", "mixed", "null", "harmful", "unknown"]
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


ORDER: tuple[Label, ...] = (
    "proven", "strong", "promising", "emerging", "mixed", "inconclusive", "described", "no_effect_shown",
    "no_benefit_shown", "not_effective", "concern", "caution", "not_judged",
)  # fmt: skip
"""Labels from best to worst."""


@cache
def _rank(label: Label) -> int:
    return ORDER.index(label)


def _rows(
    record: Practice | Approach, study: Study, measures: Mapping[str, Measure], practice: str = ""
) -> Iterable[Row]:
    if study.design not in BASE:
        return
    full_text = _read_in_full(record, study)
    place_bound = record.place_bound == "yes"
    first = _first_publication(record, study)
    for outcome in study.outcomes:
        measure = measures.get(outcome.measure)
        if measure is None:
            continue
        effect = effect_of(outcome, variance_modelled=study.variance_modelled == "yes")
        level, trail = _level(study, outcome, effect, full_text=full_text, place_bound=place_bound)
        yield Row(
            study,
            outcome,
            effect,
            level,
            direction_of(effect, measure, level),
            trail,
            trial=f"{practice}/{first}",
            again=first != study.id,
            places=study.places or (record.places if isinstance(record, Practice) else ()),
            practice=practice,
            year=_newest(record, study),
            unchecked=not full_text and _unseen(study, place_bound=place_bound),
            disputed=_disputed(record, outcome),
        )


def _review_rows(approach: Approach, review: SystematicReview, measures: Mapping[str, Measure]) -> Iterable[Row]:
    """The rows of a review. One that does not count has a sourced figure and nothing more: Monitored, and unclear."""
    counts = review.systematic == "yes" and review.pooled == "yes" and _controlled(review) >= 5
    level = 1 if not counts else 4 if (review.randomised or 0) >= 5 else 3
    for outcome in review.outcomes:
        measure = measures.get(outcome.measure)
        if measure is None:
            continue
        effect = effect_of(outcome)
        direction = direction_of(effect, measure, level)
        yield Row(
            review,
            outcome,
            effect,
            level,
            direction if counts or direction == "not_judged" else "unclear",
            ("R1",) if counts else ("R0",),
            trial=f"review/{review.id}",
            year=_newest(approach, review),
            disputed=_disputed(approach, outcome),
        )


def _controlled(review: SystematicReview) -> int:
    """How many of its studies have a comparison; those drawn by lot have one."""
    return max(review.controlled or 0, review.randomised or 0)


def _read_in_full(record: Record, study: Study) -> bool:
    return any(c.read == "full_text" for c in record.citations if c.id in study.cite)


def _first_publication(record: Record, study: Study) -> str:
    """Id of the study that first reported the same trial, found by way of others if need be."""
    earlier = {s.id: s.same_trial_as for s in record.studies}
    path = [study.id]
    while (found := earlier.get(path[-1])) and found not in path:
        path.append(found)
    return path[-1]


def _newest(record: Record, source: Study | SystematicReview) -> int | None:
    years = [c.year for c in record.citations if c.id in source.cite and c.year]
    if isinstance(source, Study) and source.end:
        years.append(int(source.end[:4]))
    return max(years, default=None)


def _disputed(record: Record, outcome: Outcome) -> bool:
    return any(not set(outcome.cite).isdisjoint(cited(item)) for item in record.disagreements)


def _unseen(study: Study, *, place_bound: bool) -> bool:
    """Whether a fact was not seen that the rules D1, D4 and D5 ask of such a study."""
    facts = [study.independent]
    if study.design in RANDOMISED:
        facts.append(study.attrition_under_20_percent)
    if place_bound:
        facts.append(study.displacement_checked)
    return "not_seen" in facts


def _level(
    study: Study, outcome: Outcome, effect: Effect, *, full_text: bool, place_bound: bool
) -> tuple[int, tuple[str, ...]]:
    """Level of one outcome and the rules that set it: base, caps, then at most two deductions, not below E1."""
    base = BASE[study.design]
    caps = [(rule, cap) for rule, cap, fires in _caps(study, outcome) if fires and cap < base]
    level = min([base, *(cap for _, cap in caps)])
    trail = ("base", *(rule for rule, _ in caps))
    if level == 0:
        return 0, trail
    no_interval = level >= 3 and full_text and effect.low is None
    deductions = _deductions(study, full_text=full_text, place_bound=place_bound, no_interval=no_interval)
    fired = [rule for rule, fires in deductions if fires][:2]
    return max(1, level - len(fired)), (*trail, *fired)


def _deductions(study: Study, *, full_text: bool, place_bound: bool, no_interval: bool) -> Iterable[tuple[str, bool]]:
    """The known faults of a study. A fact not seen counts as `no` when the full text was read, and lost people only
    where a trial should have counted them."""

    def known_no(fact: str, *, expected: bool = True) -> bool:
        return fact == "no" or (fact == "not_seen" and full_text and expected)

    yield "D1", known_no(study.independent)
    yield "D2", study.follow_up_months is not None and study.follow_up_months < 6
    yield "D3", no_interval
    yield "D4", known_no(study.attrition_under_20_percent, expected=study.design in RANDOMISED)
    yield "D5", place_bound and known_no(study.displacement_checked)


def _caps(study: Study, outcome: Outcome) -> Iterable[tuple[str, int, bool]]:
    values = outcome.counts or outcome.proportions or outcome.means
    before = getattr(values, "before", None) is not None or getattr(values, "comparison_before", None) is not None
    compared = getattr(values, "comparison_after", None) is not None
    reported = outcome.reported is not None
    yield "C0", 0, values is None and not reported
    yield "C1", 1, not reported and not before and not (compared and study.design in NO_BASELINE_NEEDED)
    yield "C2", 2, not reported and not compared
    yield (
        "C3",
        2,
        study.design == "interrupted-time-series" and study.points_before is not None and study.points_before < 12,
    )
    yield "C4", 2, study.comparison_alike == "no"
    yield "C5", 3, study.design in RANDOMISED and study.units_randomised is not None and study.units_randomised < 8


def direction_of(effect: Effect, measure: Measure, level: int) -> Direction:
    """Which way one effect points, as the table of directions says."""
    if measure.good == "none":
        return "not_judged"
    turned = benefit(effect, measure.good)
    found = _by_interval(turned) if turned else None
    if found in {None, "unclear"} and _benefit_ruled_out(effect):
        return "no_benefit_shown"
    return found or _by_words(effect, measure.good, level)


def _by_interval(turned: Benefit) -> Direction:
    if turned.above_zero:
        return "improved"
    if turned.below_zero:
        return "worsened"
    if turned.smallest is None or turned.high >= turned.smallest:
        return "unclear"
    return "no_meaningful_effect" if turned.low > -turned.smallest else "no_benefit_shown"


def _by_words(effect: Effect, good: str, level: int) -> Direction:
    """What an effect without an interval shows: the authors' word for it, and 'no effect' only against a comparison."""
    if effect.certainty == "significant":
        way = _way(effect)
        return "unclear" if way is None else "improved" if way == good else "worsened"
    if (effect.certainty == "not_significant" or effect.change == "no_change") and level >= 3:
        return "no_effect_shown"
    return "unclear"


def _benefit_ruled_out(effect: Effect) -> bool:
    """Whether the authors rule out a benefit above a value that is no more than the smallest effect worth having. The
    value is in percent, points or the unit itself."""
    if effect.rules_out_benefit is None:
        return False
    smallest = effect.smallest or 0.0
    return effect.rules_out_benefit <= (100 * smallest if effect.scale in {"ratio", "percent", "words"} else smallest)


def _way(effect: Effect) -> Literal["lower", "higher"] | None:
    """Where an effect points; None for one of exactly no size."""
    if effect.value is None:
        return "lower" if effect.change == "fell" else "higher" if effect.change == "rose" else None
    size = natural(effect.scale, effect.value)
    return "lower" if size < 0 else "higher" if size > 0 else None


_TIERS = ("harm", "fear", "step", "output")


def _ratings(
    record: Record, rows: Sequence[Row], measures: Mapping[str, Measure], today: date, *, replicable: bool = False
) -> Iterable[Rating]:
    named = dict.fromkeys(row.outcome.measure for row in rows)
    for id in sorted(named, key=lambda m: _TIERS.index(measures[m].tier)):
        own = tuple(row for row in rows if row.outcome.measure == id)
        yield _rating(record, measures[id], own, today, replicable=replicable)


def _rating(record: Record, measure: Measure, rows: tuple[Row, ...], today: date, *, replicable: bool) -> Rating:
    pool = _pool(rows)
    direction, level = combine(pool)
    decisive = [row for row in pool if row.level == level or row.direction == direction]
    trail = tuple(dict.fromkeys(rule for row in decisive for rule in row.trail))
    if replicable and direction == "improved" and _replicated(pool):
        level, trail = 5, (*trail, "R2")
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
    trials = dict.fromkeys(row.trial for row in rows)
    once = [row for trial in trials for row in _once([row for row in rows if row.trial == trial])]
    once = [row for row in once if "R0" not in row.trail] or once
    least = min(3, max(row.level for row in once))
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
    if _rank(label_of(lower, direction)) <= _rank(label_of(level, direction)):
        return level, ("not_lowered",)
    return lower, ("lowered",)


_JUDGED: tuple[Direction, ...] = ("improved", "worsened", "unclear")
_NULLS: tuple[Direction, ...] = ("no_meaningful_effect", "no_benefit_shown", "no_effect_shown")
"""From the most informative to the least."""


def combine(pool: Sequence[Row]) -> tuple[Direction, int]:
    """Direction and level of several rows on one measure. Contradiction is mixed, never an average."""
    best: dict[Direction, int] = {}
    for row in pool:
        best[row.direction] = max(row.level, best.get(row.direction, -1))
    improved, worsened, unclear = (best.get(d, -1) for d in _JUDGED)
    null = max((best[d] for d in _NULLS if d in best), default=-1)
    top = max(best.values())
    if "not_judged" in best:
        return "not_judged", top
    if improved >= 0:
        against = worsened >= 0 or max(null, unclear) >= improved or _reviews_disagree(pool)
        return ("mixed", top) if against else ("improved", improved)
    if worsened >= 0:
        return "worsened", worsened
    if null >= unclear:
        return next(d for d in _NULLS if d in best), null
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


def label_of(level: int, direction: Direction) -> Label:
    """The public label: a function of level and direction and of nothing else."""
    match direction:
        case "not_judged":
            return "not_judged"
        case _ if level == 0:
            return "described"
        case "improved":
            return "proven" if level == 5 else "strong" if level == 4 else "promising" if level == 3 else "emerging"
        case "mixed":
            return "mixed"
        case "worsened":
            return "caution" if level >= 3 else "concern"
        case "no_meaningful_effect" if level >= 3:
            return "not_effective"
        case "no_benefit_shown" if level >= 3:
            return "no_benefit_shown"
        case "no_effect_shown" if level >= 3:
            return "no_effect_shown"
        case _:
            return "inconclusive"


def _replicated(pool: Sequence[Row]) -> bool:
    """Two studies at E3 or above in two cities, one at E4, improved, not evaluated by those who ran it. A review may
    stand for the second study and its city, never for the one at E4; a study without a place stands for no city."""
    good = [row for row in pool if row.direction == "improved" and row.level >= 3 and "D1" not in row.trail]
    studies = [row for row in good if isinstance(row.source, Study) and row.places]
    review = any(isinstance(row.source, SystematicReview) for row in good)
    trials = {row.trial for row in studies}
    cities = {place for row in studies for place in row.places}
    return any(row.level >= 4 for row in studies) and min(len(trials), len(cities)) + review >= 2


def _flags(rows: Sequence[Row], pool: Sequence[Row], direction: Direction, today: date) -> Iterable[Flag]:
    years = [row.year for row in pool if row.year]
    if years and max(years) < today.year - 10:
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
