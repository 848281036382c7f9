"""Cities: the list, and a story for each."""

from collections.abc import Iterator
from functools import partial

from generator.addresses import address, is_public
from generator.adoption import Copy, taker
from generator.model.city import City
from generator.output import Output, Page, page
from generator.pages import pictures, words
from generator.pages.contribute import suggestion
from generator.pages.embedded import chart_block
from generator.pages.record import cite_record, publication, tombstone
from generator.pages.view import Library, json_ld, render
from generator.reading.records import Entry
from generator.standing import ENOUGH, practices_of, strength_of_city
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
    beacons = [e for e in entries if "beacon" in e.record.roles]
    others = [e for e in entries if e not in beacons]
    weak = [e for e in others if strength_of_city(library.catalog, e.record) < ENOUGH]
    silent = [e for e in others if e not in weak and not e.record.teaches]
    body = render(
        "cities",
        view=view,
        entries=[*beacons, *others],
        beacons=len(beacons),
        weak=weak,
        silent=silent,
        apart=len(others) - len(weak) - len(silent),
        roles=ROLES,
    )
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
        pictures=pictures.shown(view, "city", entry),
        practices=[library.catalog.practices[id] for id in practices_of(library.catalog, record)],
        spread=_spread(library, record),
        taken=library.adoptions.by_place(record.place),
        roles=ROLES,
        cite=cite_record(view, record, at),
    )
    return Page(
        record.title,
        view.description(record.claim),
        "cities",
        body,
        contents=contents,
        breadcrumb=(SECTION,),
        head=json_ld(publication(view, record, at) | pictures.described(library, "city", entry)),
        source=entry.path,
        form=suggestion("city", entry.id),
    )


def _spread(library: Library, city: City) -> list[Copy]:
    """What others took up from the city, as its practices tell; what its story tells itself is left out."""
    told = {taker(adoption) for adoption in city.adoptions}
    found = library.adoptions.from_place(city.place)
    return [copy for copy in found if copy.kind == "practice" and copy.by not in told]
