"""Wanted evidence: what is announced, which sources are worth reading in full, and what nobody has measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.addresses import is_public
from generator.analysis.evidence import Rating
from generator.analysis.stakes import Stake, stakes
from generator.catalog import Catalog
from generator.model.citation import Citation
from generator.output import Output, Page, page
from generator.pages.evidence_map import columns, lines
from generator.pages.practices import plans, shown_practices
from generator.pages.view import Library, render
from generator.reading.records import Entry

ADDRESS = "wanted/"
TITLE = "Wanted evidence"
SUMMARY = "Evaluations that are announced, sources worth reading in full, and effects that nobody has measured."
MOST = 60
"""Sources on the list; a longer one would be read by nobody."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A source worth reading in full, the record that rests on it, and what reading could change."""

    kind: str
    id: str
    citation: Citation
    stakes: tuple[Stake, ...]

    @property
    def weight(self) -> int:
        return sum(stake.weight for stake in self.stakes)


def pages(library: Library) -> Iterator[Output]:
    """The page."""
    yield page(ADDRESS, partial(_wanted, library))


def _records(library: Library) -> Iterator[tuple[str, Entry[Any], Sequence[Rating]]]:
    catalog = library.catalog
    for id, approach in catalog.approaches.items():
        if is_public(approach.record):
            yield "approach", approach, catalog.approach_ratings[id]
    for practice in shown_practices(library):
        yield "practice", practice, catalog.ratings[practice.id]


def readings(library: Library) -> Sequence[Reading]:
    """The sources whose reading could change most, those first."""
    about = library.catalog.about
    found = [
        reading
        for kind, entry, ratings in _records(library)
        for reading in about(
            f"readings of {kind}", entry, partial(_of_record, library.catalog, kind, entry, ratings), ratings
        )
    ]
    return sorted(found, key=lambda reading: (-reading.weight, reading.id, reading.citation.id))


def _of_record(catalog: Catalog, kind: str, entry: Entry[Any], ratings: Sequence[Rating]) -> Sequence[Reading]:
    told = [s for rating in ratings for s in stakes(entry.record, rating, catalog.measures, catalog.today)]
    own = {c.id: c for c in entry.record.citations}
    keys = dict.fromkeys(stake.citation for stake in told)
    return [Reading(kind, entry.id, own[key], tuple(s for s in told if s.citation == key)) for key in keys]


def _wanted(library: Library) -> Page:
    measures = columns(library)
    announced = [
        (kind, entry.id, plan, earns) for kind, entry, _ in _records(library) for plan, earns in plans(entry.record)
    ]
    gaps = [
        (kind, id, [m for m in measures if m.id not in {rating.measure for rating in ratings}])
        for kind, id, ratings in library.one(lines)
    ]
    found = readings(library)
    body = render(
        "wanted", view=library.view(ADDRESS), announced=announced, readings=found[:MOST], more=max(0, len(found) - MOST), gaps=gaps
    )  # fmt: skip
    return Page(
        TITLE,
        SUMMARY,
        "approaches",
        body,
        contents=(("announced", "Announced"), ("read", "Read me in full"), ("gaps", "Never measured")),
        breadcrumb=(("Approaches", "approaches/"), ("Evidence gap map", "evidence-map/")),
    )
