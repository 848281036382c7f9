"""Rating of one record for machines and terminals: all that its page says of its evidence, and how it came to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from generator.analysis.effect import Certainty, Effect, Scale
from generator.analysis.evidence import Flag, Rating, best_and_worst
from generator.analysis.lift import Lift, lift_of
from generator.analysis.row import Row
from generator.analysis.rules import RULES, Direction, Label
from generator.catalog import Catalog
from generator.model.practice import Record
from generator.pages import words

Kind = Literal["practice", "approach"]


@dataclass(frozen=True, slots=True)
class EffectTold:
    """An effect in numbers and in the words of the page. A number that is not known or not finite is None."""

    scale: Scale
    value: float | None
    low: float | None
    high: float | None
    level: float
    """Confidence of the interval, in percent."""
    certainty: Certainty
    computed: bool
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class OutcomeTold:
    """One outcome judged by itself. `counts` says whether it is in the pool that the rating rests on."""

    practice: str
    """In the rating of an approach: the id of the practice it comes from; '' for a study or review of the record."""
    study: str
    outcome: str
    label: str
    contrast: str
    effect: EffectTold
    level: int
    direction: Direction
    trail: tuple[str, ...]
    counts: bool


@dataclass(frozen=True, slots=True)
class RatingTold:
    """What all outcomes on one measure say together. `strength` is the name of the level; `trail` holds ids of rules."""

    measure: str
    title: str
    tier: str
    level: int
    strength: str
    direction: Direction
    label: Label
    studies: int
    flags: tuple[Flag, ...]
    trail: tuple[str, ...]
    lift: Lift | None
    outcomes: tuple[OutcomeTold, ...]


@dataclass(frozen=True, slots=True)
class Extreme:
    """The best or the worst result on harm or fear."""

    measure: str
    level: int
    direction: Direction
    label: Label


@dataclass(frozen=True, slots=True)
class Rated:
    """A record and its ratings. Its fields, and those of its parts, are the keys of the JSON and do not change."""

    id: str
    kind: Kind
    best: Extreme | None
    worst: Extreme | None
    ratings: tuple[RatingTold, ...]


def rated(catalog: Catalog, kind: Kind, id: str) -> Rated:
    """The ratings of a practice or an approach of the catalog, as its page shows them."""
    record: Record = catalog.of(kind)[id].record
    ratings = (catalog.ratings if kind == "practice" else catalog.approach_ratings)[id]
    best, worst = best_and_worst(ratings) or (None, None)
    told = tuple(_rating(catalog, record, rating) for rating in ratings)
    return Rated(id, kind, _extreme(best), _extreme(worst), told)


def effect_told(effect: Effect) -> EffectTold:
    """An effect as JSON may hold it."""
    said = words.phrase(effect)
    return EffectTold(
        effect.scale,
        _finite(effect.value),
        _finite(effect.low),
        _finite(effect.high),
        effect.level,
        effect.certainty,
        effect.computed,
        effect.reason,
        f"{said.figure} ({said.range})",
    )


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _extreme(rating: Rating | None) -> Extreme | None:
    return Extreme(rating.measure, rating.level, rating.direction, rating.label) if rating else None


def _rating(catalog: Catalog, record: Record, rating: Rating) -> RatingTold:
    return RatingTold(
        rating.measure,
        catalog.title("measure", rating.measure),
        rating.tier,
        rating.level,
        words.LEVELS[rating.level],
        rating.direction,
        rating.label,
        rating.studies,
        rating.flags,
        rating.trail,
        lift_of(record, rating, catalog.measures, catalog.today),
        tuple(_outcome(catalog, row, rating) for row in rating.rows),
    )


def _outcome(catalog: Catalog, row: Row, rating: Rating) -> OutcomeTold:
    return OutcomeTold(
        _practice_of(catalog, row) if row.practice else "",
        row.source.id,
        row.outcome.id,
        row.outcome.label,
        row.outcome.contrast,
        effect_told(row.effect),
        row.level,
        row.direction,
        row.trail,
        any(counted is row for counted in rating.pool),
    )


def _practice_of(catalog: Catalog, row: Row) -> str:
    """The id of the practice that a row of an approach comes from; a row knows only its title."""
    named = (entry for entry in catalog.practices.values() if entry.record.title == row.practice)
    return next((entry.id for entry in named if any(study is row.source for study in entry.record.studies)), "")


def lines(given: Rated, record: Record) -> Iterator[str]:
    """The same for a person, line by line."""
    yield f"{record.title} ({given.kind} {given.id}, {record.status})"
    if given.best and given.worst:
        yield f"Best result on harm or fear: {_extreme_words(given, given.best)}"
        if given.worst != given.best:
            yield f"Worst result on harm or fear: {_extreme_words(given, given.worst)}"
    else:
        yield f"{words.NOT_RATED.name}. {words.NOT_RATED.meaning}"
    for rating in given.ratings:
        yield ""
        yield from _rating_lines(rating)


def _extreme_words(given: Rated, extreme: Extreme) -> str:
    title = next(rating.title for rating in given.ratings if rating.measure == extreme.measure)
    return f"{words.LABELS[extreme.label].name}, {_level(extreme.level)}, {title}"


def _level(level: int) -> str:
    return f"E{level} {words.LEVELS[level]}"


def _rating_lines(rating: RatingTold) -> Iterator[str]:
    label = words.LABELS[rating.label]
    yield f"{rating.title} ({rating.measure}, {rating.tier}): {label.name}"
    yield f"  {_level(rating.level)}, {words.DIRECTIONS[rating.direction]}, {words.count(rating.studies, 'study', 'studies')}"
    if rating.flags:
        yield f"  Flags: {', '.join(words.FLAGS[flag] for flag in rating.flags)}"
    yield "  Rules:"
    yield from (f"    {rule}: {RULES[rule].sentence}" for rule in rating.trail)
    if rating.lift:
        lift = rating.lift
        yield f"  Would lift it to {words.LABELS[lift.label].name}, {_level(lift.level)}: {lift.sentence} ({lift.fact})"
    for outcome in rating.outcomes:
        yield from _outcome_lines(outcome)


def _outcome_lines(told: OutcomeTold) -> Iterator[str]:
    name = "/".join(part for part in (told.practice, told.study, told.outcome) if part)
    yield f"  {name}: {told.label}"
    yield f"    {told.effect.words}"
    counts = "counts" if told.counts else "does not count"
    yield f"    {_level(told.level)}, {words.DIRECTIONS[told.direction]}, {counts}; rules: {', '.join(told.trail)}"
