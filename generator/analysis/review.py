"""Review: which status the facts of a record carry, who cleared it, and every decision on it, in the order of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from generator.model.fields import Status, Withdrawal
from generator.model.review import Appeal, Reading, Review

RULE_FROM = date(2027, 1, 1)
"""The two-reader rule binds every record begun from this day on, and before it each that was sent in."""
READERS = 2
ORDER: tuple[Status, ...] = ("draft", "submitted", "reviewed", "published")
"""The way of a record."""


class Reviewed(Protocol):
    """What is asked of any record here."""

    @property
    def created(self) -> date: ...
    @property
    def status(self) -> Status: ...
    @property
    def review(self) -> Review: ...
    @property
    def withdrawn(self) -> Withdrawal | None: ...


def is_bound(record: Reviewed) -> bool:
    """Whether the two-reader rule holds for a record."""
    return record.review.submitted is not None or record.created >= RULE_FROM


def clearing(review: Review) -> tuple[Reading, ...]:
    """The readings that count towards the rule: of each role the last one before publication, if it found the record fit
    and the reader has no stake. In the order of days."""
    if not review.readings:  # almost every record, and each is asked
        return ()
    until = review.published or date.max
    last = {r.role: r for r in sorted(review.readings, key=lambda r: r.date) if r.date <= until}
    return tuple(sorted((r for r in last.values() if r.verdict == "fit" and r.stake == "no"), key=lambda r: r.date))


def cleared_on(review: Review) -> date | None:
    """The day on which enough readers had found a record fit; None before."""
    found = clearing(review)
    return found[READERS - 1].date if len(found) >= READERS else None


def least_status(review: Review) -> Status:
    """The furthest step that the dates and readings of a record speak of."""
    if review.published:
        return "published"
    if review.submitted is None:
        return "draft"
    return "reviewed" if cleared_on(review) else "submitted"


def open_appeals(review: Review) -> tuple[Appeal, ...]:
    """Objections without a ruling."""
    return tuple(appeal for appeal in review.appeals if appeal.ruling is None)


Course = Literal["two_readers", "too_few", "before_rule", "read_twice"]


def course(record: Reviewed) -> Course:
    """How a published record came to be so: past two readers, with too few of them, before the rule, or before it and
    read by two since."""
    if is_bound(record):
        return "two_readers" if cleared_on(record.review) else "too_few"
    return "read_twice" if len(clearing(record.review)) >= READERS else "before_rule"


What = Literal[
    "submitted", "fit", "changes", "published", "lowered", "appeal", "upheld", "partly", "rejected", "withdrawn"
]


@dataclass(frozen=True, slots=True)
class Decision:
    """One step of a record: the day, what was decided, in which role, and why. `stake`: the reader declared one."""

    date: date
    what: What
    role: str = ""
    reason: str = ""
    measure: str = ""
    steps: int = 0
    stake: bool = False


def decisions(record: Reviewed) -> tuple[Decision, ...]:
    """Every decision that a record tells of, in the order of days. What it does not date is no decision."""
    return tuple(sorted(_decisions(record), key=lambda decision: decision.date))


def _decisions(record: Reviewed) -> Iterator[Decision]:
    review = record.review
    if review.submitted:
        yield Decision(review.submitted, "submitted")
    for reading in review.readings:
        yield Decision(reading.date, reading.verdict, reading.role, reading.note, stake=reading.stake == "yes")
    if review.published:
        yield Decision(review.published, "published")
    for lower in getattr(record, "lowered", ()):
        yield Decision(lower.date, "lowered", lower.role, lower.reason, lower.measure, lower.steps)
    for appeal in review.appeals:
        yield Decision(appeal.date, "appeal", appeal.by, appeal.about)
        if appeal.ruling:
            yield Decision(appeal.ruling.date, appeal.ruling.outcome, appeal.ruling.role, appeal.ruling.reason)
    if record.withdrawn:
        yield Decision(record.withdrawn.date, "withdrawn", "", record.withdrawn.reason)
