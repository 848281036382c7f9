"""Cities: the list, and a story for each."""

from collections.abc import Iterator
from functools import partial

from generator.addresses import address, is_public
from generator.model.city import City
from generator.model.practice import Practice
from generator.output import Output, Page, page
from generator.pages import words
from generator.pages.embedded import chart_block
from generator.pages.record import cite_text, publication, tombstone
from generator.pages.view import Library, json_ld, render
from generator.reading.records import Entry
from generator.text import headings

SECTION = ("Cities", "cities/")
ROLES = {
    "beacon": ("Beacon", "It teaches: it has a rated practice and offers others a way to learn."),
    "pilot": ("Pilot", "Named by UN-Habitat as a pilot of its Safer Cities work."),
    "member": ("Member", "Member of a network of safer cities."),
    "documented": ("Documented", "Its story is told here; that is no award."),
}


def pages(library: Library) -> Iterator[Output]:
    """The list and a page for each city."""
    yield page("cities/", partial(_list, library))
    for entry in library.catalog.cities.values():
        if entry.record.status == "withdrawn":
            yield page(address("city", entry.id), partial(tombstone, library, "city", entry, SECTION), entry.path)
        elif is_public(entry.record):
            yield page(address("city", entry.id), partial(_city, library, entry), entry.path)


def _list(library: Library) -> Page:
    view = library.view("cities/")
    entries = sorted(
        (e for e in library.catalog.cities.values() if is_public(e.record)),
        key=lambda e: e.record.title,
    )
    beacons = sum("beacon" in e.record.roles for e in entries)
    body = render("cities", view=view, entries=entries, beacons=beacons, roles=ROLES)
    return Page(
        "Cities",
        f"{words.count(len(entries), 'city', 'cities')} and their stories: what was done, what changed, what failed, and what others can learn.",
        "cities",
        body,
        layout="wide",
    )


def _city(library: Library, entry: Entry[City]) -> Page:
    record, at = entry.record, address("city", entry.id)
    view = library.view(at, record.citations, chart_block)
    story = headings(entry.body)
    contents = (
        ("milestones", "Milestones"),
        *((h.anchor, h.text) for h in story),
        ("practices", "Its practices"),
        ("badly", "What is still done badly"),
        ("learn", "Learning from this city"),
        ("sources", "Sources"),
        ("cite", "Cite this page"),
    )
    body = render(
        "city",
        view=view,
        entry=entry,
        record=record,
        practices=_practices(library, record),
        roles=ROLES,
        cite=cite_text(view, record.title, at, record.reviewed or record.created),
    )
    return Page(
        record.title,
        view.description(record.claim),
        "cities",
        body,
        contents=contents,
        breadcrumb=(SECTION,),
        head=json_ld(publication(view, record.title, record.claim, at, record.created, record.reviewed)),
        source=entry.path,
    )


def _practices(library: Library, city: City) -> list[Entry[Practice]]:
    """Those that its story names, in its order, then the others done there."""
    done = library.catalog.practices
    ids = dict.fromkeys([*city.practices, *(id for id, entry in done.items() if city.place in entry.record.places)])
    return [done[id] for id in ids if id in done and is_public(done[id].record)]
