"""Stale records in words: which are past the day by which they must be read again, and which will be soon."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from generator.catalog import Catalog
from generator.exports.differences import in_markdown


@dataclass(frozen=True, slots=True)
class Due:
    """A published record and the day by which it must be read again."""

    kind: str
    id: str
    title: str
    path: str
    review_by: date
    reviewed: date | None


@dataclass(frozen=True, slots=True)
class Stale:
    """Records past their day and those whose day is near, the earliest first."""

    today: date
    days: int
    past: tuple[Due, ...]
    soon: tuple[Due, ...]


def stale(catalog: Catalog, days: int) -> Stale:
    """The published records that must be read again within so many days, or should have been."""
    rows = sorted(
        (
            Due(kind, e.id, e.record.title, e.path, e.record.review_by, getattr(e.record, "reviewed", None))
            for kind, e in catalog.entries
            if e.record.status == "published" and getattr(e.record, "review_by", None)
        ),
        key=lambda due: (due.review_by, due.path),
    )
    last = catalog.today + timedelta(days=days)
    return Stale(
        catalog.today,
        days,
        tuple(due for due in rows if due.review_by < catalog.today),
        tuple(due for due in rows if catalog.today <= due.review_by <= last),
    )


def as_data(found: Stale) -> dict[str, Any]:
    """For programs: today, days; past and soon: kind, id, title, path, review_by, reviewed."""
    return {
        "today": found.today.isoformat(),
        "days": found.days,
        "past": [_plain(due) for due in found.past],
        "soon": [_plain(due) for due in found.soon],
    }


def _plain(due: Due) -> dict[str, Any]:
    days = {"review_by": due.review_by.isoformat(), "reviewed": due.reviewed.isoformat() if due.reviewed else None}
    return {"kind": due.kind, "id": due.id, "title": due.title, "path": due.path, **days}


def markdown(found: Stale) -> str:
    """A report for those who tend the library."""
    return "\n".join(_lines(found))


def _lines(found: Stale) -> Iterator[str]:
    yield f"### Records to be read again, {found.today.isoformat()}"
    yield ""
    if not found.past and not found.soon:
        yield f"None: no published record is past its day, and none will be within {found.days} days."
        return
    yield "To read a record again is to open its sources, see whether they still say what it says, look for newer studies, and set `reviewed` and `review_by`. The day is never moved without reading."
    for title, rows in (("Past their day", found.past), (f"Due within {found.days} days", found.soon)):
        if rows:
            yield ""
            yield f"#### {title} ({len(rows)})"
            yield ""
            yield from _rows(rows)


def _rows(rows: Sequence[Due]) -> Iterator[str]:
    for due in rows:
        read = f"last read {due.reviewed.isoformat()}" if due.reviewed else "never read again since it was begun"
        yield f"- {due.review_by.isoformat()}: {due.kind} {in_markdown(due.title)}, {read} (`{due.path}`)"
