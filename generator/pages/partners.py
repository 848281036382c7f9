"""Partners: a page for each organisation or network that records name."""

from collections.abc import Iterator
from functools import partial

from generator.addresses import address, is_public
from generator.model.partner import Partner
from generator.output import Output, Page, page
from generator.pages.record import tombstone
from generator.pages.view import Library, render
from generator.reading.records import Entry

SECTION = ("Frameworks and partners", "frameworks/")


def pages(library: Library) -> Iterator[Output]:
    """A page for each partner."""
    for entry in library.catalog.partners.values():
        if entry.record.status == "withdrawn":
            yield page(address("partner", entry.id), partial(tombstone, library, "partner", entry, SECTION), entry.path)
        elif is_public(entry.record):
            yield page(address("partner", entry.id), partial(_partner, library, entry), entry.path)


def _partner(library: Library, entry: Entry[Partner]) -> Page:
    at = address("partner", entry.id)
    view = library.view(at, entry.record.citations)
    linked = library.catalog.backlinks.get(("partner", entry.id), ())
    body = render("partner", view=view, entry=entry, record=entry.record, linked=linked)
    return Page(
        entry.record.title,
        view.description(entry.record.claim),
        "about",
        body,
        layout="wide",
        breadcrumb=(SECTION,),
        source=entry.path,
    )
