"""Approaches: types of solution, with what all their studies and reviews say together."""

from collections.abc import Iterator
from functools import partial

from generator.addresses import address, is_public
from generator.analysis.evidence import best_and_worst
from generator.analysis.knowledge import completeness
from generator.model.approach import Approach
from generator.output import Output, Page, page
from generator.pages import words
from generator.pages.contribute import suggestion
from generator.pages.practices import by_evidence, lifts, ratings_plot
from generator.pages.record import cite_record, publication, tombstone
from generator.pages.view import Library, digest, json_ld, render
from generator.reading.records import Entry

SECTION = ("Approaches", "approaches/")
SECTIONS = (
    ("results", "What the evidence says"), ("known", "What is known"), ("what", "What it is"), ("reviews", "Reviews and studies"), ("practices", "Where it was tried"),
    ("how", "Doing it well"), ("first-90-days", "The first 90 days"), ("wrong", "What went wrong"), ("limits", "What we cannot say"), ("sources", "Sources"), ("cite", "Cite this page"),
)  # fmt: skip


def pages(library: Library) -> Iterator[Output]:
    """The list and a page for each approach."""
    yield page("approaches/", partial(_list, library))
    for entry in library.catalog.approaches.values():
        if entry.record.status == "withdrawn":
            yield page(
                address("approach", entry.id), partial(tombstone, library, "approach", entry, SECTION), entry.path
            )
        elif is_public(entry.record):
            make = partial(_approach, library, entry)
            yield page(address("approach", entry.id), make, entry.path, _mark(library, entry))


def _mark(library: Library, entry: Entry[Approach]) -> str:
    """The digest of all that an approach's page is made from: its file, places, the names of what it points at, and the
    practices that point at it."""
    catalog = library.catalog
    names = sorted(library.told(*one) for one in {*catalog.references(entry), *entry.mentions})
    members = [(id, catalog.practices[id].digest) for id in catalog.linked("approach", entry.id, "practice")]
    return digest(library.mark, library.places, entry.digest, names, members)


def _list(library: Library) -> Page:
    view = library.view("approaches/")
    entries = [e for e in library.catalog.approaches.values() if is_public(e.record)]
    body = render("approaches", view=view, entries=sorted(entries, key=lambda e: e.record.title))
    return Page(
        "Approaches",
        f"{words.count(len(entries), 'type')} of solution, with what all reviews and studies of each say together.",
        "approaches",
        body,
        layout="wide",
    )


def _approach(library: Library, entry: Entry[Approach]) -> Page:
    record, at = entry.record, address("approach", entry.id)
    view = library.view(at, record.citations)
    ratings = library.catalog.approach_ratings[entry.id]
    members = by_evidence(
        library, [library.catalog.practices[id] for id in library.catalog.linked("approach", entry.id, "practice")]
    )
    body = render(
        "approach",
        view=view,
        entry=entry,
        record=record,
        ratings=ratings,
        extremes=best_and_worst(ratings),
        plot=ratings_plot(view, ratings, f"forest-{entry.id}", grouped=True),
        lifts=lifts(library, record, ratings),
        completeness=completeness(record, ratings),
        members=members,
        sections=_sections(record),
        cite=cite_record(view, record, at),
    )
    return Page(
        record.title,
        view.description(record.claim),
        "approaches",
        body,
        contents=_sections(record),
        breadcrumb=(SECTION,),
        head=json_ld(publication(view, record, at)),
        source=entry.path,
        form=suggestion("approach", entry.id),
    )


def _sections(record: Approach) -> tuple[tuple[str, str], ...]:
    """The sections of an approach; its first 90 days only where advice is given."""
    return tuple(section for section in SECTIONS if section[0] != "first-90-days" or record.first_90_days)
