"""Wanted evidence: what is announced, which sources are worth reading in full, and what nobody has measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from generator.addresses import is_public
from generator.analysis.stakes import Stake, stakes
from generator.model.citation import Citation
from generator.model.practice import Record
from generator.output import Output, Page, page
from generator.pages.evidence_map import columns, lines
from generator.pages.practices import plans
from generator.pages.view import Library, render

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


def _records(library: Library) -> Iterator[tuple[str, str, Record]]:
    catalog = library.catalog
    for kind, entries in (("approach", catalog.approaches), ("practice", catalog.practices)):
        yield from ((kind, id, entry.record) for id, entry in entries.items() if is_public(entry.record))


def readings(library: Library) -> Sequence[Reading]:
    """The sources whose reading could change most, those first."""
    catalog = library.catalog
    found = []
    for kind, id, record in _records(library):
        own = {c.id: c for c in record.citations}
        ratings = (catalog.approach_ratings if kind == "approach" else catalog.ratings)[id]
        told = list(chain.from_iterable(stakes(record, r, catalog.measures, catalog.today) for r in ratings))
        for key in dict.fromkeys(stake.citation for stake in told):
            found.append(Reading(kind, id, own[key], tuple(s for s in told if s.citation == key)))
    return sorted(found, key=lambda reading: (-reading.weight, reading.id, reading.citation.id))


def _wanted(library: Library) -> Page:
    measures = columns(library)
    announced = [(kind, id, plan, earns) for kind, id, record in _records(library) for plan, earns in plans(record)]
    gaps = [
        (kind, id, [m for m in measures if m.id not in {rating.measure for rating in ratings}])
        for kind, id, ratings in lines(library)
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
