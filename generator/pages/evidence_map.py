"""The evidence gap map: what was measured of which type of solution, and where nobody has looked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from generator.addresses import is_public
from generator.analysis.evidence import Rating
from generator.model.measure import Measure
from generator.output import Output, Page, page
from generator.pages.practices import by_evidence, shown_practices
from generator.pages.view import Library, render

ADDRESS = "evidence-map/"
TITLE = "Evidence gap map"
SUMMARY = "What was measured of which type of urban-safety work, how it turned out, and where nobody has looked."
MOST_PRACTICES = 100
"""Practices on the map; a longer one would be seen by nobody."""
TIERS = {"harm": "Harm", "fear": "Fear and perception"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the map: a record and its rating on each measure of the columns, None where nobody looked."""

    kind: str
    id: str
    title: str
    cells: tuple[Rating | None, ...]


def pages(library: Library) -> Iterator[Output]:
    """The map."""
    yield page(ADDRESS, partial(_map, library))


def columns(library: Library) -> Sequence[Measure]:
    """The measures of harm and fear that any line has a judged result on, harm first."""
    found = {rating.measure for _, _, ratings in library.one(lines) for rating in ratings}
    measures = library.catalog.measures
    judged = [m for m in measures.values() if m.id in found and m.tier in TIERS and m.good != "none"]
    return sorted(judged, key=lambda m: (list(TIERS).index(m.tier), m.title))


def lines(library: Library) -> Sequence[tuple[str, str, Sequence[Rating]]]:
    """Every published approach, then practices whose type has no record, the best known first, with their ratings."""
    catalog = library.catalog
    approaches = {id: catalog.approach_ratings[id] for id, a in catalog.approaches.items() if is_public(a.record)}
    alone = [
        e
        for e in shown_practices(library)
        if not e.record.approaches or approaches.keys().isdisjoint(e.record.approaches)
    ]
    return (
        *(("approach", id, ratings) for id, ratings in approaches.items()),
        *(("practice", e.id, catalog.ratings[e.id]) for e in by_evidence(library, alone)[:MOST_PRACTICES]),
    )


def _map(library: Library) -> Page:
    measures = columns(library)
    shown = []
    for kind, id, ratings in library.one(lines):
        by_measure = {rating.measure: rating for rating in ratings}
        cells = tuple(by_measure.get(m.id) for m in measures)
        shown.append(Line(kind, id, library.catalog.title(kind, id), cells))
    groups = [(title, [m for m in measures if m.tier == tier]) for tier, title in TIERS.items()]
    known = sum(cell is not None for line in shown for cell in line.cells)
    view = library.view(ADDRESS)
    body = render(
        "evidence_map", view=view, measures=measures, groups=[g for g in groups if g[1]], lines=shown, most=MOST_PRACTICES, known=known,
        kinds=(("approach", "Types of solution"), ("practice", "Practices whose type has no page yet")),
    )  # fmt: skip
    return Page(
        TITLE,
        SUMMARY,
        "approaches",
        body,
        layout="wide",
        breadcrumb=(("Approaches", "approaches/"),),
    )
