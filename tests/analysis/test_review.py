"""Review: who the two-reader rule binds, which readers count, and which decisions a record tells of."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from generator.analysis.review import (
    RULE_FROM,
    cleared_on,
    clearing,
    course,
    decisions,
    is_bound,
    least_status,
    open_appeals,
)
from generator.model.fields import Status, Withdrawal
from generator.model.review import Review

DAY = date(2026, 3, 4)
BEFORE = date(2026, 1, 10)


@dataclass(frozen=True)
class Told:
    """The little that is asked of a record."""

    review: Review = field(default_factory=Review)
    created: date = BEFORE
    status: Status = "published"
    withdrawn: Withdrawal | None = None


def reading(role: str = "evidence", day: int = 4, **given: Any) -> dict[str, Any]:
    """A reading in March 2026 by somebody without a stake who found the record fit, unless told otherwise."""
    return {"role": role, "date": f"2026-03-{day:02}", "stake": "no", "verdict": "fit", **given}


def review(*readings: dict[str, Any], **given: Any) -> Review:
    """A review with some readings."""
    return Review.model_validate({"readings": readings, **given})


def test_the_rule_binds_what_was_sent_in_and_what_is_begun_since() -> None:
    """A record from before the rule is free of it until it has a day of submission."""
    assert not is_bound(Told())
    assert is_bound(Told(review(submitted="2026-03-01")))
    assert is_bound(Told(created=RULE_FROM))


@pytest.mark.parametrize(
    ("second", "roles"),
    [
        (reading("practice", 5), ["evidence", "practice"]),
        (reading("evidence", 5), ["evidence"]),
        (reading("practice", 5, stake="yes", tie="Works there."), ["evidence"]),
        (reading("practice", 5, verdict="changes"), ["evidence"]),
        (reading("evidence", 5, verdict="changes"), []),
        (reading("evidence", 5, stake="yes", tie="Works there."), []),
    ],
)
def test_a_reader_counts_who_finds_it_fit_and_has_no_stake(second: dict[str, Any], roles: list[str]) -> None:
    """One of each role, and the last word of each."""
    found = clearing(review(reading(), second))

    assert [reader.role for reader in found] == roles


def test_a_record_is_cleared_on_the_day_of_the_second_reader() -> None:
    """Whatever the order in which the readings are noted; a third reader moves nothing."""
    assert cleared_on(review(reading("place", 9), reading(), reading("practice", 6))) == date(2026, 3, 6)
    assert cleared_on(review(reading())) is None


def test_readings_after_publication_clear_nothing() -> None:
    """The rule asks for two readers before readers of the site see the record."""
    assert cleared_on(review(reading(), reading("practice", 6), published="2026-03-05")) is None
    assert cleared_on(review(reading(), reading("practice", 5), published="2026-03-05")) == date(2026, 3, 5)


def test_a_later_reading_does_not_undo_a_publication() -> None:
    """Who reads it again years later and asks for changes opens new work, and the first days stay true."""
    again = {**reading("evidence"), "date": "2028-01-01", "verdict": "changes"}

    assert cleared_on(review(reading(), reading("practice", 5), again, published="2026-03-06")) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (review(), "draft"),
        (review(reading(), reading("practice")), "draft"),
        (review(submitted="2026-03-01"), "submitted"),
        (review(reading(), submitted="2026-03-01"), "submitted"),
        (review(reading(), reading("practice"), submitted="2026-03-01"), "reviewed"),
        (review(published="2026-03-10"), "published"),
    ],
)
def test_status_that_the_days_speak_of(given: Review, status: str) -> None:
    """A day of submission, two readers, a day of publication."""
    assert least_status(given) == status


@pytest.mark.parametrize(
    ("record", "found"),
    [
        (Told(), "before_rule"),
        (Told(review(reading())), "before_rule"),
        (Told(review(reading(), reading("place"))), "read_twice"),
        (Told(review(reading(), reading("place"), submitted="2026-03-01")), "two_readers"),
        (Told(review(reading(), submitted="2026-03-01")), "too_few"),
        (Told(created=RULE_FROM), "too_few"),
    ],
)
def test_course_of_a_published_record(record: Told, found: str) -> None:
    """Nothing is called read twice that two readers did not clear."""
    assert course(record) == found


APPEAL = {"date": "2026-04-01", "by": "Council", "about": "It was ours."}
RULING = {"date": "2026-05-01", "outcome": "partly", "role": "editor", "reason": "Both did it."}


def test_an_appeal_is_open_until_somebody_rules() -> None:
    """Then it is not disputed any more, whichever way it went."""
    given = review(appeals=(APPEAL, {**APPEAL, "ruling": RULING}))

    assert open_appeals(given) == given.appeals[:1]


def test_every_dated_step_is_a_decision_in_the_order_of_days() -> None:
    """Also what was withdrawn, and objections with what came of them."""
    given = review(
        reading("place", 5, stake="yes", tie="Works there."), reading(verdict="changes", note="The cost is missing."),
        submitted="2026-03-01", published="2026-03-10", appeals=({**APPEAL, "ruling": RULING},),
    )  # fmt: skip
    gone = Withdrawal.model_validate({"date": "2026-06-01", "reason": "It was wrong."})

    found = decisions(Told(given, withdrawn=gone))

    assert [(d.what, d.role, d.reason) for d in found] == [
        ("submitted", "", ""),
        ("changes", "evidence", "The cost is missing."),
        ("fit", "place", ""),
        ("published", "", ""),
        ("appeal", "Council", "It was ours."),
        ("partly", "editor", "Both did it."),
        ("withdrawn", "", "It was wrong."),
    ]
    assert [d.stake for d in found].index(True) == 2


def test_a_record_without_days_tells_of_no_decision() -> None:
    """That it is published is no day on which somebody decided so."""
    assert decisions(Told()) == ()
