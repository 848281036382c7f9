"""Outside ratings: what other clearing-houses say of the same work, beside our labels."""

from collections.abc import Iterator
from functools import partial

from generator.addresses import is_public
from generator.analysis.evidence import best_and_worst
from generator.output import Output, Page, page
from generator.pages.view import Library, render

ADDRESS = "outside-ratings/"
TITLE = "Outside ratings"
SUMMARY = "What other clearing-houses say of the same work, beside our labels, and why they differ."


def pages(library: Library) -> Iterator[Output]:
    """The page."""
    yield page(ADDRESS, partial(_outside, library))


def _outside(library: Library) -> Page:
    catalog = library.catalog
    rows = []
    for kind, entries, ratings in (
        ("approach", catalog.approaches, catalog.approach_ratings),
        ("practice", catalog.practices, catalog.ratings),
    ):
        for id, entry in entries.items():
            if is_public(entry.record) and entry.record.external_ratings:
                rows.append((kind, id, best_and_worst(ratings[id]), entry.record.external_ratings))
    body = render("outside_ratings", view=library.view(ADDRESS), rows=rows, total=sum(len(row[3]) for row in rows))
    return Page(
        TITLE,
        SUMMARY,
        "approaches",
        body,
        layout="wide",
        breadcrumb=(("Approaches", "approaches/"),),
    )
