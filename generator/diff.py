"""Diff: which records, figures, ratings and rows of indicators came, moved or went between two catalogs, and why."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from generator.analysis.effect import Effect
from generator.analysis.evidence import Rating
from generator.analysis.row import Row
from generator.catalog import ENTRY_KINDS, Catalog, Dataset, Observation
from generator.model.practice import Amount, Cost, Record
from generator.model.study import Study, SystematicReview
from generator.reading.records import Entry

T = TypeVar("T")
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


def diff(base: Catalog, head: Catalog) -> Diff:
    """Compare two catalogs. Both are rated by today's rules, so that only what the records say can move a rating."""
    both = _Both(base, head)
    records = (change for kind in ENTRY_KINDS for change in _records(both, kind))
    return Diff(tuple(records), tuple(_indicators(base, head)))


@dataclass(frozen=True)
class _Both:
    """The two catalogs, and which record of one is which of the other."""

    base: Catalog
    head: Catalog

    @cached_property
    def renamed(self) -> Mapping[tuple[str, str], str]:
        """The new id of each record that is now an alias of another and no longer there itself."""
        return {
            (kind, alias): id
            for kind in ENTRY_KINDS
            for id, entry in self.head.of(kind).items()
            if not self.base.knows(kind, id)
            for alias in entry.record.aliases
            if alias in self.base.of(kind) and not self.head.knows(kind, alias)
        }

    @cached_property
    def same_measures(self) -> bool:
        return self.base.measures == self.head.measures

    @cached_property
    def _owners(self) -> Mapping[int, str]:
        """The practice that each study stands in, by the identity of the study, under its new id."""
        old = {id: self.renamed.get(("practice", id), id) for id in self.base.practices}
        return {
            id(study): old.get(key, key) if catalog is self.base else key
            for catalog in (self.base, self.head)
            for key, entry in catalog.practices.items()
            for study in entry.record.studies
        }

    def practice_of(self, row: Row) -> str:
        """The practice that a row of an approach comes from; '' when the row is the record's own."""
        return self._owners.get(id(row.source), "") if row.practice else ""

    def sources(self, kind: str, key: str, catalog: Catalog) -> "Mapping[tuple[str, str], Study | SystematicReview]":
        """The studies and reviews a record is rated by, as (practice, id)."""
        record: Record = catalog.of(kind)[key].record
        own = (*record.studies, *getattr(record, "reviews", ()))
        found: dict[tuple[str, str], Study | SystematicReview] = {("", source.id): source for source in own}
        if kind == "approach":
            for entry in catalog.practices.values():
                if key in entry.record.approaches and entry.record.status == "published":
                    found |= {(self._owners[id(study)], study.id): study for study in entry.record.studies}
        return found


# Records


def _records(both: _Both, kind: str) -> Iterator[RecordChange]:
    before, after = both.base.of(kind), both.head.of(kind)
    old_ids = {new: old for (of, old), new in both.renamed.items() if of == kind}
    for id in sorted({*before, *after}):
        if id not in after:
            if (kind, id) not in both.renamed:
                state: State = "unreadable" if (kind, id) in both.head.broken else "removed"
                yield _gone(both.base, kind, before[id], state)
        elif (old := old_ids.get(id, id)) in before:
            if change := _changed(both, kind, before[old], after[id]):
                yield change
        else:
            yield _come(both.head, kind, after[id], "readable" if (kind, id) in both.base.broken else "added")


def _come(catalog: Catalog, kind: str, entry: Entry[Any], state: State) -> RecordChange:
    record = entry.record
    ratings = tuple(RatingChange(rating.measure, None, rating) for rating in _ratings(catalog, kind, entry.id))
    here: tuple[Side, ...] = ("head",) if entry.partial else ()
    status = (record.status, record.status)
    return RecordChange(kind, entry.id, record.title, state, status=status, ratings=ratings, incomplete=here)


def _gone(catalog: Catalog, kind: str, entry: Entry[Any], state: State) -> RecordChange:
    record = entry.record
    ratings = tuple(RatingChange(rating.measure, rating, None) for rating in _ratings(catalog, kind, entry.id))
    here: tuple[Side, ...] = ("base",) if entry.partial else ()
    status = (record.status, record.status)
    return RecordChange(kind, entry.id, record.title, state, status=status, ratings=ratings, incomplete=here)


def _changed(both: _Both, kind: str, before: Entry[Any], after: Entry[Any]) -> RecordChange | None:
    """What differs between two states of one record; None when nothing does."""
    same_file = before.digest == after.digest and before.id == after.id
    if same_file and (kind not in {"practice", "approach"} or (kind == "practice" and both.same_measures)):
        return None
    status = (before.record.status, after.record.status)
    change = RecordChange(
        kind,
        after.id,
        after.record.title,
        "changed" if before.id == after.id else "renamed",
        was="" if before.id == after.id else before.id,
        status=status if status[0] != status[1] else None,
        fields=tuple(_fields(before, after)),
        ratings=tuple(_rating_changes(both, kind, before, after)),
        effects=tuple(_effect_changes(both, kind, before, after)),
        figures=tuple(_figure_changes(before.record, after.record)),
        incomplete=_incomplete(before, after),
    )
    return change if change.was or change.fields or change.ratings or change.effects else None


def _incomplete(before: Entry[Any], after: Entry[Any]) -> tuple[Side, ...]:
    sides: tuple[tuple[Side, Entry[Any]], ...] = (("base", before), ("head", after))
    return tuple(side for side, entry in sides if entry.partial)


def _fields(before: Entry[Any], after: Entry[Any]) -> Iterator[str]:
    for name in type(after.record).model_fields:
        if getattr(before.record, name) != getattr(after.record, name):
            yield name
    if before.body != after.body:
        yield "text"


# Ratings


def _ratings(catalog: Catalog, kind: str, id: str) -> tuple[Rating, ...]:
    by_id = {"practice": catalog.ratings, "approach": catalog.approach_ratings}.get(kind) if _is_rated(kind) else None
    return by_id[id] if by_id else ()


def _is_rated(kind: str) -> bool:
    return kind in {"practice", "approach"}


def _rating_changes(both: _Both, kind: str, before: Entry[Any], after: Entry[Any]) -> Iterator[RatingChange]:
    old = {rating.measure: rating for rating in _ratings(both.base, kind, before.id)}
    new = {rating.measure: rating for rating in _ratings(both.head, kind, after.id)}
    moved = [m for m in dict.fromkeys((*old, *new)) if _verdict(old.get(m)) != _verdict(new.get(m))]
    if not moved:
        return
    why = _Why(both, both.sources(kind, before.id, both.base), both.sources(kind, after.id, both.head))
    for measure in moved:
        found = tuple(dict.fromkeys(why.reasons(measure, old.get(measure), new.get(measure))))
        yield RatingChange(measure, old.get(measure), new.get(measure), found or (Reason("other"),))


def _verdict(rating: Rating | None) -> Hashable:
    return rating and (rating.level, rating.direction, rating.label, rating.flags)


Sources = Mapping[tuple[str, str], Study | SystematicReview]


@dataclass(frozen=True)
class _Why:
    """What may have moved the ratings of one record: the studies it rested on and those it rests on."""

    both: _Both
    old: Sources
    new: Sources

    def reasons(self, measure: str, before: Rating | None, after: Rating | None) -> Iterator[Reason]:
        """Everything that differs and bears on one rating; rules last."""
        if self.both.base.measures.get(measure) != self.both.head.measures.get(measure):
            yield Reason("measure", measure)
        pairs = list(self.both_rows(before.rows if before else (), after.rows if after else ()))
        flags_moved = before is None or after is None or before.flags != after.flags
        yield from (reason for pair in pairs for reason in self._of_row(*pair, minor=flags_moved))
        for row, other in pairs:
            if row and other:
                yield from _rules(row.trail, other.trail, self._place(other))
        ours = {rule for pair in pairs for row in pair if row for rule in row.trail}
        was, now = (tuple(r for r in found.trail if r not in ours) if found else () for found in (before, after))
        yield from _rules(was, now, {})

    def both_rows(self, before: Sequence[Row], after: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
        """Each row with what it was: found by the id of its outcome, else by measure and subgroup."""
        return _pairs(before, after, (self._by_id, self._by_measure))

    def _by_id(self, row: Row) -> Hashable:
        outcome = row.outcome
        return self.both.practice_of(row), row.source.id, outcome.id or (outcome.measure, outcome.subgroup)

    def _by_measure(self, row: Row) -> Hashable:
        return self.both.practice_of(row), row.source.id, row.outcome.measure, row.outcome.subgroup

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


def _pairs(
    before: Sequence[T], after: Sequence[T], keys: Sequence[Callable[[T], Hashable]]
) -> Iterator[tuple[T | None, T | None]]:
    """Two lists side by side, matched by the first key that fits; what has no match stands alone."""
    old, new = list(before), list(after)
    for key in keys:
        waiting: dict[Hashable, deque[T]] = defaultdict(deque)
        for item in new:
            waiting[key(item)].append(item)
        unmatched = []
        for item in old:
            if same := waiting.get(key(item)):
                yield item, same.popleft()
            else:
                unmatched.append(item)
        old, new = unmatched, [item for items in waiting.values() for item in items]
    yield from ((item, None) for item in old)
    yield from ((None, item) for item in new)


# Figures


def _effect_changes(both: _Both, kind: str, before: Entry[Any], after: Entry[Any]) -> Iterator[EffectChange]:
    """The effects of the record's own studies and reviews that differ."""
    if not _is_rated(kind):
        return
    rows = (
        [row for rating in _ratings(catalog, kind, entry.id) for row in rating.rows if not row.practice]
        for catalog, entry in ((both.base, before), (both.head, after))
    )
    for row, other in _Why(both, {}, {}).both_rows(*rows):
        named = other or row
        old, new = (found.effect if found else None for found in (row, other))
        if named and old != new:
            yield EffectChange(named.source.id, named.outcome.id, named.outcome.label, old, new)


def _figure_changes(before: BaseModel, after: BaseModel) -> Iterator[FigureChange]:
    old, new = dict(_figures(before, ())), dict(_figures(after, ()))
    for at in dict.fromkeys((*old, *new)):
        if old.get(at) != new.get(at):
            yield FigureChange(at, old.get(at), new.get(at))


_NO_FIGURES = frozenset({"citations", "lowered"})
"""Parts of a record whose numbers say nothing of the practice: years of publication, steps taken off."""


def _figures(value: Any, at: tuple[str, ...], unit: str = "") -> Iterator[tuple[tuple[str, ...], Figure]]:
    """Every number below a value, with the names that lead to it; those of a list by what its items are called."""
    if isinstance(value, BaseModel):
        unit = value.currency if isinstance(value, Cost) else value.unit if isinstance(value, Amount) else ""
        for name in type(value).model_fields:
            if name not in _NO_FIGURES:
                yield from _figures(getattr(value, name), (*at, name), "" if name == "year" else unit)
    elif isinstance(value, tuple):
        met: dict[str, int] = defaultdict(int)
        for index, item in enumerate(value, start=1):
            name = _called(item) or str(index)
            met[name] += 1
            yield from _figures(item, (*at, name if met[name] == 1 else f"{name} #{met[name]}"), unit)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield at, Figure(value, unit)


def _called(item: Any) -> str:
    names = (getattr(item, name, "") for name in ("id", "what", "measure", "title", "name"))
    return next((str(name) for name in names if name), "")


# Indicators


def _indicators(base: Catalog, head: Catalog) -> Iterator[IndicatorChange]:
    for id in sorted({*base.indicators, *head.indicators}):
        before, after = base.indicators.get(id), head.indicators.get(id)
        if after is None and before is not None:
            state: State = "unreadable" if ("indicator", id) in head.broken else "removed"
            gone = tuple(RowChange(row, None) for row in before.observations)
            yield IndicatorChange(id, before.record.title, state, removed=gone)
        elif before is None and after is not None:
            state = "readable" if ("indicator", id) in base.broken else "added"
            come = tuple(RowChange(None, row) for row in after.observations)
            yield IndicatorChange(id, after.record.title, state, added=come)
        elif before and after and (change := _indicator(before, after)):
            yield change


def _indicator(before: Dataset, after: Dataset) -> IndicatorChange | None:
    fields = tuple(
        name for name in type(after.record).model_fields if getattr(before.record, name) != getattr(after.record, name)
    )
    if before.observations == after.observations:
        return IndicatorChange(after.id, after.record.title, "changed", fields) if fields else None
    found = _pairs(before.observations, after.observations, (_cell,))
    pairs = list(found)
    return IndicatorChange(
        after.id,
        after.record.title,
        "changed",
        fields,
        tuple(RowChange(*pair) for pair in pairs if pair[0] is None),
        tuple(RowChange(*pair) for pair in pairs if pair[0] and pair[1] and pair[0] != pair[1]),
        tuple(RowChange(*pair) for pair in pairs if pair[1] is None),
    )


def _cell(row: Observation) -> Hashable:
    return row.place, row.year, row.cut, row.source
