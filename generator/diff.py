"""Diff: which records, figures, ratings and rows of indicators came, moved or went between two catalogs, and why."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Any

from pydantic import BaseModel

from generator.analysis.evidence import Rating
from generator.catalog import ENTRY_KINDS, Catalog
from generator.change import (
    Diff,
    EffectChange,
    Figure,
    FigureChange,
    IndicatorChange,
    RatingChange,
    Reason,
    RecordChange,
    RowChange,
    Side,
    State,
)
from generator.dataset import Dataset, Observation
from generator.model.practice import Amount, Cost
from generator.pairs import Both, pairs
from generator.reading.records import Entry
from generator.reasons import Why


def diff(base: Catalog, head: Catalog) -> Diff:
    """Compare two catalogs. Both are rated by today's rules, so that only what the records say can move a rating."""
    both = Both(base, head)
    records = (change for kind in ENTRY_KINDS for change in _records(both, kind))
    return Diff(tuple(records), tuple(_indicators(base, head)))


# Records


def _records(both: Both, kind: str) -> Iterator[RecordChange]:
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


def _changed(both: Both, kind: str, before: Entry[Any], after: Entry[Any]) -> RecordChange | None:
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


def _rating_changes(both: Both, kind: str, before: Entry[Any], after: Entry[Any]) -> Iterator[RatingChange]:
    old = {rating.measure: rating for rating in _ratings(both.base, kind, before.id)}
    new = {rating.measure: rating for rating in _ratings(both.head, kind, after.id)}
    moved = [m for m in dict.fromkeys((*old, *new)) if _verdict(old.get(m)) != _verdict(new.get(m))]
    if not moved:
        return
    why = Why(both, both.sources(kind, before.id, both.base), both.sources(kind, after.id, both.head))
    for measure in moved:
        found = tuple(dict.fromkeys(why.reasons(measure, old.get(measure), new.get(measure))))
        yield RatingChange(measure, old.get(measure), new.get(measure), found or (Reason("other"),))


def _verdict(rating: Rating | None) -> Hashable:
    return rating and (rating.level, rating.direction, rating.label, rating.flags)


# Figures


def _effect_changes(both: Both, kind: str, before: Entry[Any], after: Entry[Any]) -> Iterator[EffectChange]:
    """The effects of the record's own studies and reviews that differ."""
    if not _is_rated(kind):
        return
    rows = (
        [row for rating in _ratings(catalog, kind, entry.id) for row in rating.rows if not row.practice]
        for catalog, entry in ((both.base, before), (both.head, after))
    )
    for row, other in both.rows(*rows):
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
    found = pairs(before.observations, after.observations, (_cell,))
    rows = list(found)
    return IndicatorChange(
        after.id,
        after.record.title,
        "changed",
        fields,
        tuple(RowChange(*pair) for pair in rows if pair[0] is None),
        tuple(RowChange(*pair) for pair in rows if pair[0] and pair[1] and pair[0] != pair[1]),
        tuple(RowChange(*pair) for pair in rows if pair[1] is None),
    )


def _cell(row: Observation) -> Hashable:
    return row.place, row.year, row.cut, row.source
