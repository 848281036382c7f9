"""Rules on the way of a record to publication: a status that its facts carry, two readers, and stakes declared."""

from collections.abc import Iterator
from datetime import date

from generator.analysis.review import ORDER, READERS, clearing, is_bound, least_status
from generator.checks.subject import Finding, Subject

Place = tuple[str | int, ...]


def status_without_facts(subject: Subject) -> Iterator[Finding]:
    """A status is not carried by the dates and readings of the record: submitted, reviewed and published each need their day, and a record is not behind what its days say."""
    record, path = subject.entry.record, subject.entry.path
    review, status = record.review, record.status
    if status not in ORDER:
        return
    step = ORDER.index(status)
    if step and review.submitted is None and (status != "published" or is_bound(record)):
        hint = "add review: with submitted: and the day, or set status: draft"
        yield Finding(path, f"it is {status}, and no day says when it was sent in", hint, ("status",))
    if status == "published" and review.published is None and is_bound(record):
        hint = "add published: and the day under review:"
        yield Finding(path, "it is published, and no day says since when", hint, ("status",))
    if step < ORDER.index(carried := least_status(review)):
        hint = f"set status: {carried}, or correct what stands under review:"
        yield Finding(path, f"it is {status}, and its days and readings say {carried}", hint, ("status",))


def too_few_readers(subject: Subject) -> Iterator[Finding]:
    """A record that was sent in, or begun since the two-reader rule holds, is reviewed or published only after two readers in different roles, neither with a stake, have found it fit."""
    record, path = subject.entry.record, subject.entry.path
    if record.status not in {"reviewed", "published"} or not is_bound(record):
        return
    found = clearing(record.review)
    if len(found) >= READERS:
        return
    told = (
        f"only one reader without a stake found it fit, the {found[0].role} reader"
        if found
        else "no reader without a stake found it fit"
    )
    hint = "two in different roles are needed, on or before the day of publication; until then it stays submitted"
    yield Finding(path, f"it is {record.status}, and {told}", hint, ("status",))


def undeclared_stake(subject: Subject) -> Iterator[Finding]:
    """Whoever sends a record says what ties they have to it, or that they have none; a reader with a stake says which."""
    record, path = subject.entry.record, subject.entry.path
    for index, reading in enumerate(record.review.readings):
        at: Place = ("review", "readings", index)
        if reading.stake == "yes" and not reading.tie:
            message = f"the {reading.role} reader has a stake and does not say which"
            yield Finding(path, message, "say it in tie:, in a sentence", (*at, "stake"))
        if reading.stake == "no" and reading.tie:
            message = f"the {reading.role} reader has no stake and names one"
            yield Finding(path, message, "set stake: yes, or remove tie:", (*at, "tie"))
    if record.review.submitted and getattr(record, "conflict_of_interest", "told") == "":
        hint = "add conflict_of_interest: with the ties, or None declared."
        yield Finding(path, "it was sent in without a word on ties to what it tells of", hint, ("review", "submitted"))


def review_days(subject: Subject) -> Iterator[Finding]:
    """Days of the review that lie in the future, or before the step that comes before them. Told as date-out-of-order."""
    record, path = subject.entry.record, subject.entry.path
    review, today = record.review, subject.catalog.today
    begun: tuple[str, date] = ("was begun", record.created)
    sent = ("was sent in", review.submitted) if review.submitted else begun
    steps: list[tuple[Place, str, date, tuple[str, date]]] = []
    if review.submitted:
        steps.append((("review", "submitted"), "it was sent in", review.submitted, begun))
    for index, reading in enumerate(review.readings):
        steps.append((("review", "readings", index, "date"), "it was read", reading.date, sent))
    if review.published:
        steps.append((("review", "published"), "it was published", review.published, sent))
    for index, lowered in enumerate(getattr(record, "lowered", ())):
        steps.append((("lowered", index, "date"), "a label was lowered", lowered.date, begun))
    for index, appeal in enumerate(review.appeals):
        at: Place = ("review", "appeals", index)
        steps.append(((*at, "date"), "an appeal was made", appeal.date, begun))
        if appeal.ruling:
            before = ("was objected to", appeal.date)
            steps.append(((*at, "ruling", "date"), "an appeal was decided", appeal.ruling.date, before))
    if record.withdrawn:
        steps.append((("withdrawn", "date"), "it was withdrawn", record.withdrawn.date, begun))
    for place, what, day, (step, earlier) in steps:
        if day > today:
            yield Finding(path, f"{what} on {day}, which lies in the future", f"today is {today}", place)
        elif day < earlier:
            yield Finding(path, f"{what} on {day}, before it {step} ({earlier})", "correct one of them", place)
