"""What pages say of how a record was reviewed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from generator.analysis.review import Reviewed, What, clearing, course, open_appeals
from generator.model.review import ReaderRole, Reading

ROLES: Mapping[ReaderRole, tuple[str, str]] = {
    "evidence": ("evidence reader", "Holds designs and figures against the sources."),
    "practice": ("practice reader", "Has done such work, and asks what it took and what went wrong."),
    "place": ("place reader", "Knows the place, its law or its language."),
    "editor": ("editor", "Reads the record as a whole: scope, plain words, rights, privacy."),
}  # fmt: skip
"""What each role is called and does."""
WHAT: Mapping[What, str] = {
    "submitted": "sent in", "fit": "found fit", "changes": "changes asked for", "published": "published", "lowered": "label lowered",
    "appeal": "objection made", "upheld": "objection upheld", "partly": "objection upheld in part", "rejected": "objection rejected",
    "withdrawn": "withdrawn",
}  # fmt: skip
"""What each decision is called."""
KINDS = {
    "practice": "Practices", "approach": "Approaches", "city": "Cities", "partner": "Partners", "lesson": "Guides and topics",
    "framework": "Frameworks", "indicator": "Indicators",
}  # fmt: skip
"""What records of each kind are called together."""


def role_name(role: str) -> str:
    """A role in words; what is written in words already stays."""
    return next((name for id, (name, _) in ROLES.items() if id == role), role)


def reviewed(record: Reviewed, today: date, when: Callable[[Any], str]) -> str:
    """How a published record came to be so, in a sentence or two; who sent it and with what ties; whether a new reading is
    overdue; open objections."""
    readers = _readers(clearing(record.review), when)
    match course(record):
        case "two_readers":
            since = f" Published {when(record.review.published)}." if record.review.published else ""
            said = f"Found fit by {readers}, neither with a stake.{since}"
        case "too_few":
            said = "Published without the two readers that the rule asks for."
        case "read_twice":
            said = f"Published before the two-reader rule; found fit by {readers}, neither with a stake."
        case "before_rule":
            said = f"Published before the two-reader rule; {f'found fit by {readers}; ' if readers else ''}a second reading is not recorded."
    return " ".join(
        part for part in (said, _sender(record), _overdue(record, today, when), _disputed(record, when)) if part
    )


def _readers(found: Sequence[Reading], when: Callable[[date], str]) -> str:
    return " and ".join(f"the {ROLES[r.role][0]} ({when(r.date)})" for r in found)


def _sender(record: Reviewed) -> str:
    """Who sent a record and what they say of their ties, in their own words."""
    name, ties = getattr(record, "contributor", ""), getattr(record, "conflict_of_interest", "")
    told = f"Ties of the sender: {ties[:1].lower()}{ties[1:].rstrip('.')}." if ties else ""
    return " ".join(part for part in (f"Sent by {name}." if name else "", told) if part)


def _overdue(record: Reviewed, today: date, when: Callable[[date], str]) -> str:
    due: date | None = getattr(record, "review_by", None)
    return f"It was to be read again by {when(due)}." if due and due < today else ""


def _disputed(record: Reviewed, when: Callable[[date], str]) -> str:
    """Who objects and since when, while nobody has decided."""
    return " ".join(
        f"Disputed: {a.by} objected on {when(a.date)}, not decided yet." for a in open_appeals(record.review)
    )
