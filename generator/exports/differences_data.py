"""Differences between two states of the library as data, for other programs."""

from dataclasses import asdict
from typing import Any

from generator.analysis.effect import Effect
from generator.analysis.evidence import Rating
from generator.analysis.rules import RULES
from generator.change import IndicatorChange, RatingChange, Reason, RecordChange
from generator.dataset import Observation
from generator.exports.differences import EXAMPLES, Compared, by_state, cause, needs_place
from generator.exports.rating import effect_told


def as_data(given: Compared) -> dict[str, Any]:
    """What json can write. The keys do not change:

    - problems: base, head: how many each side has
    - records: kind, id, was, title, state, status {before, after} or null, fields, incomplete; ratings: measure,
      before, after, reasons; effects: study, outcome, label, before, after; figures: at, before, after
    - a rating's before and after: level, direction, label, flags; a reason: kind, name, practice, study, outcome,
      before, after, words; an effect's before and after: as in the ratings of `beacon rate`; a figure's: value, unit
    - indicators: id, title, state, fields, added, changed, removed: how many rows; examples: before, after
    """
    return {
        "problems": dict(given.problems),
        "records": [_record_data(change) for change in given.diff.records],
        "indicators": [_indicator_data(change) for change in given.diff.indicators],
    }


def _record_data(change: RecordChange) -> dict[str, Any]:
    moved = change.status if change.status else None
    return {
        "kind": change.kind,
        "id": change.id,
        "was": change.was,
        "title": change.title,
        "state": change.state,
        "status": {"before": moved[0], "after": moved[1]} if moved else None,
        "fields": list(change.fields),
        "incomplete": list(change.incomplete),
        "ratings": [_rating_data(rating) for rating in change.ratings],
        "effects": [
            {
                "study": effect.study,
                "outcome": effect.outcome,
                "label": effect.label,
                "before": _effect_data(effect.before),
                "after": _effect_data(effect.after),
            }
            for effect in change.effects
        ],
        "figures": [asdict(figure) for figure in change.figures],
    }


def _rating_data(change: RatingChange) -> dict[str, Any]:
    several = needs_place(change.before, change.after)
    return {
        "measure": change.measure,
        "before": _verdict_data(change.before),
        "after": _verdict_data(change.after),
        "reasons": [_reason_data(reason, several) for reason in change.reasons],
    }


def _reason_data(reason: Reason, several: bool) -> dict[str, Any]:
    is_rule = reason.kind.startswith("rule_")
    return {
        "kind": reason.kind,
        "name": reason.name,
        "practice": reason.practice,
        "study": reason.study,
        "outcome": reason.outcome,
        "before": _value_data(reason.before),
        "after": _value_data(reason.after),
        "words": RULES[reason.name].sentence if is_rule else cause(reason, lambda name: name, several),
    }


def _value_data(value: Any) -> Any:
    return _effect_data(value) if isinstance(value, Effect) else value


def _verdict_data(rating: Rating | None) -> dict[str, Any] | None:
    if rating is None:
        return None
    parts = {"level": rating.level, "direction": rating.direction, "label": rating.label}
    return {**parts, "flags": list(rating.flags)}


def _effect_data(effect: Effect | None) -> dict[str, Any] | None:
    return asdict(effect_told(effect)) if effect else None


def _indicator_data(change: IndicatorChange) -> dict[str, Any]:
    rows = [row for _, rows in by_state(change) for row in rows[:EXAMPLES]]
    return {
        "id": change.id,
        "title": change.title,
        "state": change.state,
        "fields": list(change.fields),
        **{name: len(found) for name, found in by_state(change)},
        "examples": [{"before": _row_data(row.before), "after": _row_data(row.after)} for row in rows],
    }


def _row_data(row: Observation | None) -> dict[str, Any] | None:
    return row._asdict() if row else None
