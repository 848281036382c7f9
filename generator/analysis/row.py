"""Rows: each outcome of each study judged by itself, with its effect, its level, its direction and the rules that fired."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator.analysis.direction import direction_of
from generator.analysis.effect import Effect, effect_of
from generator.analysis.figures import cited
from generator.analysis.rules import BASE, CAUSAL, LEAST_TRIALS, RANDOMISED, REACHES, Direction, Facts, strength
from generator.model.approach import Approach
from generator.model.measure import Measure
from generator.model.outcome import Outcome
from generator.model.practice import Practice, Record
from generator.model.study import Study, SystematicReview


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
    facts: Facts = field(default_factory=dict)
    """What the rules were asked of; empty for a review, which they do not judge."""


def rows_of_study(
    record: Practice | Approach, study: Study, measures: Mapping[str, Measure], practice: str = ""
) -> Iterator[Row]:
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
        facts = facts_of(study, outcome, effect, full_text=full_text, place_bound=place_bound)
        level, trail = strength(facts)
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
            facts=facts,
        )


def rows_of_review(approach: Approach, review: SystematicReview, measures: Mapping[str, Measure]) -> Iterator[Row]:
    """The rows of a review. One that does not count has a sourced figure and nothing more: Monitored, and unclear."""
    counts = review.systematic == "yes" and review.pooled == "yes" and _controlled(review) >= LEAST_TRIALS
    level = 1 if not counts else CAUSAL if (review.randomised or 0) >= LEAST_TRIALS else REACHES
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


def rejudged(row: Row, measure: Measure, effect: Effect, **facts: str | float | bool | None) -> Row:
    """A row judged anew, with another effect and other facts; a review keeps its level."""
    if not row.facts:
        return replace(row, effect=effect, direction=direction_of(effect, measure, row.level))
    known = {**row.facts, **facts}
    level, trail = strength(known)
    direction = direction_of(effect, measure, level)
    return replace(row, effect=effect, facts=known, level=level, trail=trail, direction=direction)


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


def facts_of(study: Study, outcome: Outcome, effect: Effect, *, full_text: bool, place_bound: bool) -> Facts:
    """What the rules ask of one outcome of one study, by name."""
    values = outcome.counts or outcome.proportions or outcome.means
    before = (getattr(values, name, None) for name in ("before", "comparison_before"))
    return {
        "design": study.design,
        "orientation": outcome.orientation,
        "value_given": values is not None,
        "effect_given": outcome.reported is not None,
        "before_given": any(value is not None for value in before),
        "comparison_given": getattr(values, "comparison_after", None) is not None,
        "interval": effect.low is not None,
        "full_text": full_text,
        "place_bound": place_bound,
        "points_before": study.points_before,
        "units_randomised": study.units_randomised,
        "follow_up_months": study.follow_up_months,
        "comparison_alike": study.comparison_alike,
        "independent": study.independent,
        "attrition_under_20_percent": study.attrition_under_20_percent,
        "displacement_checked": study.displacement_checked,
    }
