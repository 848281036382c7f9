"""Adoption: every case of a place that took up what another did, as one picture and one table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from markupsafe import Markup

from generator.adoption import Copy
from generator.charts.flows import Flow, flows
from generator.output import Output, Page, page
from generator.pages import words
from generator.pages.view import Library, View, render

ADDRESS = "adoption/"
TITLE = "Who copied what"
SUMMARY = "Which practice was taken up from where, what was changed, and what came of it."
SECTION = ("Practices", "practices/")


def pages(library: Library) -> Iterator[Output]:
    """The page of all adoptions."""
    yield page(ADDRESS, partial(_page, library))


def _page(library: Library) -> Page:
    view = library.view(ADDRESS)
    found = sorted(library.adoptions.all, key=lambda c: (origin(view, c).casefold(), c.adoption.name.casefold()))
    state = Counter(mark(copy) for copy in found)
    body = render(
        "adoption", view=view, title=TITLE, copies=found, picture=picture(view, found), state=state, origin=origin
    )
    return Page(TITLE, SUMMARY, "practices", body, layout="wide", breadcrumb=(SECTION,))


def mark(copy: Copy) -> int:
    """How much is known of what came of it: 2 a record tells, 1 something, 0 nothing."""
    return 2 if copy.adoption.practice else 1 if copy.adoption.result else 0


def picture(view: View, found: Sequence[Copy]) -> Markup:
    """All of it as lines from where it was to where it went; nothing when there is none."""
    if not found:
        return Markup()
    rows = [Flow(origin(view, copy), copy.adoption.name, mark(copy)) for copy in found]
    told = sum(row.mark > 0 for row in rows)
    return flows(
        "adoption",
        TITLE,
        f"{words.count(len(rows), 'adoption')} from {words.count(len({row.origin for row in rows}), 'origin')}. Of {told} of them we know something of what came of it. The table below holds the same.",
        rows,
    )


def origin(view: View, copy: Copy) -> str:
    """Where it came from, for readers: 'Chicago and others'."""
    first, *others = copy.origin
    return f"{view.name(first)} and others" if others else view.name(first)
