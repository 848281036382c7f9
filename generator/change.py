"""What can have become of a record, a rating, a figure or a row of an indicator between two catalogs."""

from dataclasses import dataclass
from typing import Any, Literal

from generator.analysis.effect import Effect
from generator.analysis.evidence import Rating
from generator.dataset import Observation

State = Literal["added", "removed", "renamed", "changed", "unreadable", "readable"]
Side = Literal["base", "head"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a record states, with its unit where it has one of its own."""

    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that came, changed or went. `at` leads to it by names: costs, All lamps, amount."""

    at: tuple[str, ...]
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, slots=True)
class EffectChange:
    """The effect of an outcome that came, changed or went."""

    study: str
    outcome: str
    label: str
    before: Effect | None
    after: Effect | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rating moved: one thing that differs.

    A `fact` has its name and both values, and `values` says whether the outcome gives counts, proportions or means; a
    rule has its id as name; an `effect` has both effects. `practice` is given in the rating of an approach.
    """

    kind: Literal[
        "practice_added", "practice_removed", "study_added", "study_removed", "outcome_added", "outcome_removed",
        "fact", "interval_came", "interval_went", "effect", "rule_fires", "rule_rests", "measure", "other",
    ]  # fmt: skip
    name: str = ""
    before: Any = None
    after: Any = None
    practice: str = ""
    study: str = ""
    outcome: str = ""
    values: str = ""


@dataclass(frozen=True, slots=True)
class RatingChange:
    """A rating that came, moved or went. There are no reasons when its whole record came or went."""

    measure: str
    before: Rating | None
    after: Rating | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What became of one record. `fields` are the names of its parts that differ, `text` among them for its story."""

    kind: str
    id: str
    title: str
    state: State
    was: str = ""
    """The id it had, when it was renamed."""
    status: tuple[str, str] | None = None
    """Before and after, when it changed; of a record that came or went the one it has or had, twice."""
    fields: tuple[str, ...] = ()
    ratings: tuple[RatingChange, ...] = ()
    effects: tuple[EffectChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    incomplete: tuple[Side, ...] = ()
    """The sides on which it has faults and was read without the faulty parts."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of an indicator that came, changed or went."""

    before: Observation | None
    after: Observation | None


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """What became of one indicator."""

    id: str
    title: str
    state: State
    fields: tuple[str, ...] = ()
    added: tuple[RowChange, ...] = ()
    changed: tuple[RowChange, ...] = ()
    removed: tuple[RowChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Diff:
    """All that lies between two catalogs, in the order of kinds and ids."""

    records: tuple[RecordChange, ...]
    indicators: tuple[IndicatorChange, ...]
