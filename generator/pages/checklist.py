"""What a government should collect: a checklist to print, out of the catalogue of indicators."""

from collections.abc import Iterator
from functools import partial

from generator.analysis.readiness import CRITERIA, starters
from generator.output import Output, Page, page
from generator.pages.catalogue import FRAMEWORKS, GROUPS, KEEPERS
from generator.pages.monitor import TITLE as MONITOR
from generator.pages.monitor import VOCABULARY
from generator.pages.view import Library, render

ADDRESS = "monitor/checklist/"
TITLE = "What to collect: a checklist"
SUMMARY = "The figures on safety that a city or country should collect: what, how often, by whom, and how to begin. Made to be printed."


def pages(library: Library) -> Iterator[Output]:
    """The page."""
    yield page(ADDRESS, partial(_checklist, library))


def _checklist(library: Library) -> Page:
    rows = tuple(library.catalog.catalogue.values())
    vocabulary = library.catalog.vocabularies.get(VOCABULARY)
    terms = [term for term in vocabulary.terms.values() if not term.parent] if vocabulary else []
    themes = [(term, [row for row in rows if row.theme == term.id]) for term in terms]
    body = render(
        "checklist", view=library.view(ADDRESS), themes=themes, rows=rows, starters=starters(rows), criteria=CRITERIA, keepers=KEEPERS,
        groups=GROUPS, frameworks=FRAMEWORKS,
    )  # fmt: skip
    return Page(
        TITLE,
        SUMMARY,
        "indicators",
        body,
        layout="wide",
        breadcrumb=(("Indicators", "indicators/"), (MONITOR, "monitor/")),
    )
