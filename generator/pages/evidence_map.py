"""The evidence gap map: what was measured of which type of solution, and where nobody has looked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from generator.addresses import is_public
from generator.analysis.evidence import Rating
from generator.model.measure import Measure
from generator.output import Output, Page, page
from generator.pages.view import Library, render

ADDRESS = "evidence-map/"
TITLE = "Evidence gap map"
SUMMARY = "What was measured of which type of urban-safety work, how it turned out, and where nobody has looked."
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
    """The measures of harm and fear that any published record has a judged result on, harm first."""
    found = {rating.measure for _, _, ratings in _rated(library) for rating in ratings}
    measures = library.catalog.measures
    judged = [m for m in measures.values() if m.id in found and m.tier in TIERS and m.good != "none"]
    return sorted(judged, key=lambda m: (list(TIERS).index(m.tier), m.title))


def _rated(library: Library) -> Iterator[tuple[str, str, Sequence[Rating]]]:
    """Every published approach, then every published practice whose type has no record, with its ratings."""
    catalog = library.catalog
    for id, approach in catalog.approaches.items():
        if is_public(approach.record):
            yield "approach", id, catalog.approach_ratings[id]
    shown = {id for id, entry in catalog.approaches.items() if is_public(entry.record)}
    for id, practice in catalog.practices.items():
        if is_public(practice.record) and shown.isdisjoint(practice.record.approaches):
            yield "practice", id, catalog.ratings[id]


def _map(library: Library) -> Page:
    measures = columns(library)
    lines = []
    for kind, id, ratings in _rated(library):
        by_measure = {rating.measure: rating for rating in ratings}
        cells = tuple(by_measure.get(m.id) for m in measures)
        lines.append(Line(kind, id, library.catalog.title(kind, id), cells))
    groups = [(title, [m for m in measures if m.tier == tier]) for tier, title in TIERS.items()]
    known = sum(cell is not None for line in lines for cell in line.cells)
    view = library.view(ADDRESS)
    body = render(
        "evidence_map", view=view, measures=measures, groups=[g for g in groups if g[1]], lines=lines, known=known,
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
