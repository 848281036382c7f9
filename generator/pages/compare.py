"""Compare: the frame in which a reader's browser lays up to four practices side by side, out of their own pages."""

from collections.abc import Iterator
from functools import partial

from generator.output import Output, Page, page
from generator.pages.practices import SECTION
from generator.pages.view import Library, render

ADDRESS = "practices/compare/"
MOST = 4
"""How many practices fit side by side, so that they can still be read."""


def pages(library: Library) -> Iterator[Output]:
    """The page. It holds no record: a script takes what it shows from the pages of the practices."""
    yield page(ADDRESS, partial(_compare, library))


def _compare(library: Library) -> Page:
    return Page(
        "Compare practices",
        "Up to four practices side by side: how strong the evidence is, what changed, what it cost and what went wrong.",
        "practices",
        render("compare", view=library.view(ADDRESS), most=MOST),
        layout="wide",
        breadcrumb=(SECTION,),
        listed=False,
    )
