"""Learn: guides that one can follow, and topics that run across the library."""

from collections.abc import Iterator
from functools import partial

from generator.addresses import address, is_public
from generator.model.lesson import Lesson
from generator.output import Output, Page, page
from generator.pages import pictures, words
from generator.pages.practices import by_evidence
from generator.pages.record import cite_record, publication, tombstone
from generator.pages.view import Library, json_ld, render
from generator.reading.records import Entry
from generator.text import headings

SECTION = ("Learn", "learn/")
KINDS = {"guide": "Guide", "topic": "Topic"}


def pages(library: Library) -> Iterator[Output]:
    """The list and a page for each lesson."""
    yield page("learn/", partial(_list, library))
    for entry in library.catalog.lessons.values():
        if entry.record.status == "withdrawn":
            yield page(address("lesson", entry.id), partial(tombstone, library, "lesson", entry, SECTION), entry.path)
        elif is_public(entry.record):
            yield page(address("lesson", entry.id), partial(_lesson, library, entry), entry.path)


def _list(library: Library) -> Page:
    entries = sorted((e for e in library.catalog.lessons.values() if is_public(e.record)), key=lambda e: e.record.title)
    by_kind = {kind: [e for e in entries if e.record.kind == kind] for kind in KINDS}
    frameworks = [e for e in library.catalog.frameworks.values() if is_public(e.record)]
    body = render("learn", view=library.view("learn/"), by_kind=by_kind, frameworks=frameworks)
    description = f"{words.count(len(by_kind['guide']), 'practical guide')} with checklists, and {words.count(len(by_kind['topic']), 'topic')} that run across the library."
    return Page("Learn", description, "learn", body, layout="wide")


def _lesson(library: Library, entry: Entry[Lesson]) -> Page:
    record, at = entry.record, address("lesson", entry.id)
    view = library.view(at, record.citations)
    practices = by_evidence(library, [library.catalog.practices[id] for id in _named(library, entry, "practice")])
    approaches = [library.catalog.approaches[id] for id in _named(library, entry, "approach")]
    contents = (
        *((h.anchor, h.text) for h in headings(entry.body)),
        *([("checklist", "Checklist")] if record.checklist else []),
        *([("records", "Records on this page")] if practices or approaches else []),
        ("sources", "Sources"),
        ("cite", "Cite this page"),
    )
    body = render(
        "lesson",
        view=view,
        entry=entry,
        record=record,
        pictures=pictures.shown(view, "lesson", entry),
        kind=KINDS[record.kind],
        minutes=max(1, round(len(entry.body.split()) / 200)),
        practices=practices,
        approaches=approaches,
        cite=cite_record(view, record, at),
    )
    return Page(
        record.title,
        view.description(record.claim),
        "learn",
        body,
        contents=contents,
        breadcrumb=(SECTION,),
        head=json_ld(publication(view, record, at) | pictures.described(library, "lesson", entry)),
        source=entry.path,
    )


def _named(library: Library, entry: Entry[Lesson], kind: str) -> list[str]:
    """Ids of the published records of a kind that the text links to, in its order."""
    held = library.catalog.of(kind)
    return [id for name, id in entry.mentions if name == kind and id in held and is_public(held[id].record)]
