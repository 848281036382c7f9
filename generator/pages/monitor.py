"""The Urban Safety Monitor: what it asks, what is known of it, and which of its figures the library holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from generator.model.vocabulary import Term
from generator.output import Output, Page, page
from generator.pages.catalogue import FRAMEWORKS, Figure, figures
from generator.pages.view import Library, render

ADDRESS = "monitor/"
TITLE = "Urban Safety Monitor"
SUMMARY = "Which figures on safety a city should have, after UN-Habitat's Urban Safety Monitor, and which of them anybody holds."
INDICATORS = 15
"""Indicators of the Monitor, as it says of itself: https://urbansafetymonitor.org"""
VOCABULARY = "urban-safety-monitor"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the Monitor: the figures below each of its indicators whose name is known, and those below none."""

    term: Term
    indicators: tuple[tuple[Term, tuple[Figure, ...]], ...]
    others: tuple[Figure, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (*(figure for _, found in self.indicators for figure in found), *self.others)


def pages(library: Library) -> Iterator[Output]:
    """The page."""
    yield page(ADDRESS, partial(_monitor, library), mark=library.figures)


def themes(library: Library) -> Sequence[Theme]:
    """The themes of the Monitor in its order."""
    found = figures(library.holdings)
    vocabulary = library.catalog.vocabularies.get(VOCABULARY)
    terms = list(vocabulary.terms.values()) if vocabulary else []
    return [_theme(term, terms, found) for term in terms if not term.parent]


def _theme(theme: Term, terms: Sequence[Term], found: Sequence[Figure]) -> Theme:
    here = [figure for figure in found if figure.row.theme == theme.id]
    below = [term for term in terms if term.parent == theme.id]
    return Theme(
        theme,
        tuple((term, tuple(figure for figure in here if figure.row.monitor == term.id)) for term in below),
        tuple(figure for figure in here if figure.row.monitor not in {term.id for term in below}),
    )


def _monitor(library: Library) -> Page:
    found = themes(library)
    every = [figure for theme in found for figure in theme.figures]
    named = sum(len(theme.indicators) for theme in found)
    used = {dataset.id for figure in every for dataset in figure.datasets}
    beside = [dataset for id, dataset in library.catalog.indicators.items() if id not in used]
    body = render(
        "monitor", view=library.view(ADDRESS), themes=found, every=every, named=named, indicators=INDICATORS, beside=beside,
        frameworks=FRAMEWORKS,
    )  # fmt: skip
    return Page(
        TITLE,
        SUMMARY,
        "indicators",
        body,
        layout="wide",
        breadcrumb=(("Indicators", "indicators/"),),
    )
