"""Evidence: how sure we may be that a practice or an approach changes a measure, and the rules that say so.

Strength (E0 to E5) comes from the design of the studies, with caps and deductions for known faults only; direction from
the interval of the effect; the label from these two and nothing else. Every step that is taken is kept in the trail.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from generator.analysis.effect import Effect, benefit, effect_of
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
NO_BASELINE_NEEDED = RANDOMISED | {"regression-discontinuity", "instrumental-variable"}

RULES: Mapping[str, str] = {
    "base": "The design of the study sets the level to begin with.",
    "C0": "No end value and no effect with a source: Described.",
    "C1": "No value from before: at most Monitored, unless chance or a threshold chose who was treated.",
    "C2": "A comparison is named but neither its values nor an effect are given: at most Before–after.",
    "C3": "A time series with fewer than 12 points before the change: at most Before–after.",
    "C4": "The comparison is known to be unlike: at most Before–after.",
    "C5": "Fewer than 8 units drawn by lot: at most Compared.",
    "D1": "Evaluated by those who ran it: one step down.",
    "D2": "Followed for under 6 months: one step down.",
    "D3": "The full text was read and gives no interval: one step down.",
    "D4": "Over a fifth of those followed were lost: one step down.",
    "D5": "It works on places, and nobody looked whether harm moved next door: one step down.",
    "R1": "A systematic review that pooled at least 5 controlled studies counts as Compared, as Causal if 5 were drawn by lot.",
    "R2": "Replicated: improved in two cities by two studies at Compared or better, one of them Causal, and none against.",
    "lowered": "A reviewer lowered the level, with a reason.",
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
    places: tuple[str, ...] = ()
    practice: str = ""

    @property
    def trial(self) -> str:
        """The trial this row belongs to; a second publication names the first."""
        own = (
            self.source.same_trial_as
            if isinstance(self.source, Study) and self.source.same_trial_as
            else self.source.id
        )
        return f"{self.practice}/{own}"


@dataclass(frozen=True, slots=True)
class Rating:
    """What all studies of a record say about one measure."""

    measure: str
    tier: str
    level: int
    direction: Direction
    label: Label
    rows: tuple[Row, ...]
    studies: int
    flags: tuple[Flag, ...]
    trail: tuple[str, ...]

    @property
    def lead(self) -> Row:
        """The row that a card may show: of the rating's own level and direction, with an interval if there is one."""
        return max(
            self.rows,
            key=lambda r: (r.direction == self.direction, not r.outcome.subgroup, r.level, r.effect.low is not None),
        )


def rate(practice: Practice, measures: Mapping[str, Measure], today: date) -> tuple[Rating, ...]:
    """The ratings of a practice, one for each measure it has an outcome on; a practice ends at E4."""
    rows = [row for study in practice.studies for row in _rows(practice, study, measures, practice.places)]
    return tuple(_ratings(practice, rows, measures, today))


def rate_approach(
    approach: Approach, practices: Sequence[Practice], measures: Mapping[str, Measure], today: date
) -> tuple[Rating, ...]:
    """The ratings of an approach, from its reviews, its own studies and those of its practices."""
    rows = [row for review in approach.reviews for row in _review_rows(review, measures)]
    rows += [row for study in approach.studies for row in _rows(approach, study, measures, ())]
    rows += [row for p in practices for study in p.studies for row in _rows(p, study, measures, p.places, p.title)]
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
    record: Practice | Approach,
    study: Study,
    measures: Mapping[str, Measure],
    places: tuple[str, ...],
    practice: str = "",
) -> Iterable[Row]:
    base = BASE.get(study.design)
    if base is None:
        return
    full_text = any(c.read == "full_text" for c in record.citations if c.id in study.cite)
    for outcome in study.outcomes:
        measure = measures.get(outcome.measure)
        if measure is None:
            continue
        effect = effect_of(outcome, variance_modelled=study.variance_modelled == "yes")
        level, trail = _level(
            study, outcome, effect, base, full_text=full_text, place_bound=record.place_bound == "yes"
        )
        yield Row(
            study, outcome, effect, level, direction_of(effect, measure, level), trail, study.places or places, practice
        )


def _review_rows(review: SystematicReview, measures: Mapping[str, Measure]) -> Iterable[Row]:
    counts = (
        review.systematic == "yes"
        and review.pooled == "yes"
        and max(review.controlled or 0, review.randomised or 0) >= 5
    )
    level = (4 if (review.randomised or 0) >= 5 else 3) if counts else 2
    for outcome in review.outcomes:
        measure = measures.get(outcome.measure)
        if measure is not None:
            effect = effect_of(outcome)
            yield Row(
                review,
                outcome,
                effect,
                level,
                direction_of(effect, measure, level),
                ("R1",) if counts else ("base",),
                ("review",),
            )


def _level(
    study: Study, outcome: Outcome, effect: Effect, base: int, *, full_text: bool, place_bound: bool
) -> tuple[int, tuple[str, ...]]:
    """Level of one outcome and the rules that set it: base, caps, then at most two deductions, not below E1."""
    caps = [(rule, cap) for rule, cap, fires in _caps(study, outcome) if fires and cap < base]
    level = min([base, *(cap for _, cap in caps)])
    trail = ["base", *(rule for rule, _ in caps)]
    if level == 0:
        return 0, tuple(trail)

    def known_no(fact: str) -> bool:
        return fact == "no" or (fact == "not_seen" and full_text)

    deductions = [
        ("D1", known_no(study.independent)),
        ("D2", study.follow_up_months is not None and study.follow_up_months < 6),
        ("D3", level >= 3 and full_text and effect.low is None),
        ("D4", known_no(study.attrition_under_20_percent) and study.design in RANDOMISED),
        ("D5", place_bound and known_no(study.displacement_checked)),
    ]
    fired = [rule for rule, fires in deductions if fires][:2]
    return max(1, level - len(fired)), (*trail, *fired)


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
    if turned is not None:
        if turned.above_zero:
            return "improved"
        if turned.below_zero:
            return "worsened"
        if turned.smallest is not None:
            if turned.low > -turned.smallest and turned.high < turned.smallest:
                return "no_meaningful_effect"
            if turned.high < turned.smallest:
                return "no_benefit_shown"
        return "unclear"
    if effect.rules_out_benefit is not None and effect.rules_out_benefit <= _in_percent(effect):
        return "no_benefit_shown"
    if effect.certainty == "significant":
        way = _way(effect)
        return "unclear" if way is None else "improved" if way == measure.good else "worsened"
    if (effect.certainty == "not_significant" or effect.change == "no_change") and level >= 3:
        return "no_effect_shown"
    return "unclear"


def _in_percent(effect: Effect) -> float:
    """The smallest effect worth having in the unit the authors' bound is in: percent, points or the unit itself."""
    smallest = effect.smallest or 0.0
    return 100 * smallest if effect.scale in {"ratio", "percent", "words"} else smallest


def _way(effect: Effect) -> Literal["lower", "higher"] | None:
    if effect.change == "fell" or (effect.value is not None and effect.value < (1 if effect.scale == "ratio" else 0)):
        return "lower"
    return "higher" if effect.change == "rose" or effect.value is not None else None


def _ratings(
    record: Record, rows: Sequence[Row], measures: Mapping[str, Measure], today: date, *, replicable: bool = False
) -> Iterable[Rating]:
    order = list(dict.fromkeys(row.outcome.measure for row in rows))
    for measure in sorted(order, key=lambda m: (_TIERS.index(measures[m].tier), order.index(m))):
        own = [row for row in rows if row.outcome.measure == measure]
        whole = [row for row in own if not row.outcome.subgroup]
        pool = [row for row in whole or own if row.level >= 3] or _highest(whole or own)
        direction, level = combine(pool)
        trail = list(
            dict.fromkeys(
                rule for row in pool if row.level == level or row.direction == direction for rule in row.trail
            )
        )
        if replicable and _replicated(pool, direction):
            level, trail = 5, [*trail, "R2"]
        lowered = sum(decision.steps for decision in record.lowered if decision.measure == measure)
        if lowered:
            level, trail = max(0, level - lowered), [*trail, "lowered"]
        flags = tuple(_flags(record, pool, direction, today, subgroup_only=not whole))
        yield Rating(
            measure,
            measures[measure].tier,
            level,
            direction,
            label_of(level, direction),
            tuple(own),
            len({r.trial for r in pool}),
            flags,
            tuple(trail),
        )


_TIERS = ("harm", "fear", "step", "output")


def _highest(rows: Sequence[Row]) -> list[Row]:
    top = max(row.level for row in rows)
    return [row for row in rows if row.level == top]


_NULLS: tuple[Direction, ...] = ("no_meaningful_effect", "no_benefit_shown", "no_effect_shown")


def combine(pool: Sequence[Row]) -> tuple[Direction, int]:
    """Direction and level of several rows on one measure. Contradiction is mixed, never an average."""
    best = {d: max((r.level for r in pool if r.direction == d), default=-1) for d in {r.direction for r in pool}}
    top = max(best.values())
    if "not_judged" in best:
        return "not_judged", top
    improved, worsened = best.get("improved", -1), best.get("worsened", -1)
    if improved >= 0 and worsened >= 0:
        return "mixed", max(improved, worsened)
    others = max((level for d, level in best.items() if d != "improved"), default=-1)
    if improved >= 0:
        return ("mixed", max(improved, others)) if others >= improved else ("improved", improved)
    if worsened >= 0:
        return "worsened", worsened
    null = next((d for d in _NULLS if d in best), None)
    if null and best[null] >= best.get("unclear", -1):
        return null, best[null]
    return "unclear", best.get("unclear", top)


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


def _replicated(pool: Sequence[Row], direction: Direction) -> bool:
    """Two studies at E3 or above in two cities, one at E4, improved, evaluated by others, and none against."""
    if direction != "improved" or any(row.direction in {"mixed", "worsened"} and row.level >= 3 for row in pool):
        return False
    good = [
        row
        for row in pool
        if row.direction == "improved"
        and row.level >= 3
        and not (isinstance(row.source, Study) and row.source.independent == "no")
    ]
    causal = any(row.level >= 4 and isinstance(row.source, Study) for row in good)
    cities = {place for row in good for place in (row.places or ("unknown",))}
    return causal and len({row.trial for row in good}) >= 2 and len(cities) >= 2


def _flags(
    record: Record, pool: Sequence[Row], direction: Direction, today: date, *, subgroup_only: bool
) -> Iterable[Flag]:
    cited = {key for row in pool for key in row.source.cite}
    years = [c.year for c in record.citations if c.id in cited and c.year] + [
        int(row.source.end[:4]) for row in pool if isinstance(row.source, Study) and row.source.end
    ]
    if years and max(years) < today.year - 10:
        yield "dated"
    if len({row.trial for row in pool}) == 1 and not any(isinstance(row.source, SystematicReview) for row in pool):
        yield "single_study"
    if len({p for row in pool for p in row.places}) == 1 and "review" not in pool[0].places:
        yield "single_context"
    if all(row.outcome.data_source == "police" for row in pool):
        yield "police_data_only"
    reads = {c.id: c.read for c in record.citations}
    if not any(reads.get(key) == "full_text" for key in cited) and any(
        isinstance(r.source, Study) and "not_seen" in (r.source.independent, r.source.displacement_checked)
        for r in pool
    ):
        yield "not_checked"
    if any(row.effect.low is None for row in pool):
        yield "interval_not_seen"
    if record.disagreements:
        yield "contested"
    if subgroup_only:
        yield "subgroup_only"
    if direction == "improved" and any(row.direction not in {"improved"} for row in pool):
        yield "weaker_studies_disagree"
