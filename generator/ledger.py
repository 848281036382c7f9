"""Ledger: every decision that records tell of, and how many records stand at each step."""

from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cached_property
from statistics import median_low
from typing import Any

from generator.analysis.review import Decision, Reviewed, course, decisions, is_bound, open_appeals
from generator.catalog import ENTRY_KINDS, Catalog
from generator.reading.records import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """A decision with the record it is about."""

    kind: str
    id: str
    title: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of one kind stand where. `two_readers` are those published past two readers, before or after their
    first day; `sent_in` those with a day of submission, wherever they stand now; `lowered` those with a lowered label."""

    kind: str
    draft: int
    submitted: int
    reviewed: int
    published: int
    two_readers: int
    withdrawn: int
    sent_in: int
    lowered: int


@dataclass(frozen=True)
class Ledger:
    """The ledger of a catalog."""

    catalog: Catalog

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The decisions on records that have a page, the newest first."""
        found = (
            Line(kind, entry.id, entry.record.title, decision)
            for kind, entry in self.catalog.entries
            if entry.record.status in {"published", "withdrawn"}
            for decision in decisions(entry.record)
        )
        return tuple(sorted(found, key=lambda line: line.decision.date, reverse=True))

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """The count of each kind that there is a record of."""
        return tuple(tally(kind, self.catalog.of(kind).values()) for kind in ENTRY_KINDS if self.catalog.of(kind))

    @cached_property
    def whole(self) -> Tally:
        """The count of all records."""
        counts = zip(*(astuple(tally)[1:] for tally in self.tallies), strict=True)
        return Tally("", *map(sum, counts)) if self.tallies else tally("", ())

    @cached_property
    def bound(self) -> int:
        """How many published records the two-reader rule holds for."""
        return sum(is_bound(record) for record in self._published)

    @cached_property
    def before(self) -> int:
        """How many records were published before the rule held for them."""
        return self.whole.published - self.bound

    @cached_property
    def appeals(self) -> tuple[int, int]:
        """How many appeals are open and how many are decided."""
        reviews = [entry.record.review for _, entry in self.catalog.entries]
        still = sum(len(open_appeals(review)) for review in reviews)
        return still, sum(len(review.appeals) for review in reviews) - still

    @cached_property
    def days(self) -> tuple[int, int]:
        """How many records have a day of submission and one of publication, and the median of the whole days
        between; 0, 0 without any."""
        reviews = [record.review for record in self._published]
        took = [(r.published - r.submitted).days for r in reviews if r.submitted and r.published]
        return len(took), median_low(took) if took else 0

    @property
    def _published(self) -> Iterator[Reviewed]:
        return (entry.record for _, entry in self.catalog.entries if entry.record.status == "published")


def tally(kind: str, entries: Iterable[Entry[Any]]) -> Tally:
    """The count of some records."""
    records = [entry.record for entry in entries]
    at = [record.status for record in records]
    published = [record for record in records if record.status == "published"]
    return Tally(
        kind,
        at.count("draft"),
        at.count("submitted"),
        at.count("reviewed"),
        len(published),
        sum(course(record) in {"two_readers", "read_twice"} for record in published),
        at.count("withdrawn"),
        sum(record.review.submitted is not None for record in records),
        sum(bool(getattr(record, "lowered", ())) for record in records),
    )
