"""Which record, outcome or row of one catalog is which of the other."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from generator.analysis.row import Row
from generator.catalog import ENTRY_KINDS, Catalog
from generator.model.practice import Record
from generator.model.study import Study, SystematicReview

T = TypeVar("T")
Sources = Mapping[tuple[str, str], Study | SystematicReview]
"""The studies and reviews that a record is rated by, as (practice, id)."""


@dataclass(frozen=True)
class Both:
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

    def sources(self, kind: str, key: str, catalog: Catalog) -> Sources:
        """The studies and reviews a record is rated by, as (practice, id)."""
        record: Record = catalog.of(kind)[key].record
        own = (*record.studies, *getattr(record, "reviews", ()))
        found: dict[tuple[str, str], Study | SystematicReview] = {("", source.id): source for source in own}
        if kind == "approach":
            for entry in catalog.practices.values():
                if key in entry.record.approaches and entry.record.status == "published":
                    found |= {(self._owners[id(study)], study.id): study for study in entry.record.studies}
        return found

    def rows(self, before: Sequence[Row], after: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
        """Each row with what it was: found by the id of its outcome, else by measure and subgroup."""
        return pairs(before, after, (self._by_id, self._by_measure))

    def _by_id(self, row: Row) -> Hashable:
        outcome = row.outcome
        return self.practice_of(row), row.source.id, outcome.id or (outcome.measure, outcome.subgroup)

    def _by_measure(self, row: Row) -> Hashable:
        return self.practice_of(row), row.source.id, row.outcome.measure, row.outcome.subgroup


def pairs(
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
