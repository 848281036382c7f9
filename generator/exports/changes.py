"""The page of a proposal's changes, for previews: what differs, ratings and figures before and after, with their pictures."""

from collections.abc import Iterator, Sequence
from functools import partial

from generator.catalog import Catalog
from generator.change import Diff, RowChange
from generator.charts.alone import alone
from generator.diff import diff
from generator.exports.changed_series import MOST, ChangedSeries, changed_series, picture, said
from generator.exports.differences import NOTHING, summary, told
from generator.exports.proposal import ratings_moved
from generator.output import Output, Page, page
from generator.pages import words
from generator.pages.view import Library, render
from generator.reading.words import enumerated

ADDRESS = "changes/"
PICTURES = f"{ADDRESS}pictures/"
TITLE = "What this proposal changes"
MOST_ROWS = 12
"""Rows of the table beside a picture."""


def files(library: Library) -> Iterator[Output]:
    """The page and its pictures, when the library is compared with another; a site of its own has neither."""
    if library.base is None:
        return
    found = diff(library.base, library.catalog)
    series = changed_series(found, library.base, library.catalog)
    yield page(ADDRESS, partial(_changes, library, library.base, found, series))
    yield from pictures(series)


def pictures(series: Sequence[ChangedSeries]) -> Iterator[Output]:
    """Each series before and after as a file of its own."""
    for one in series[:MOST]:
        yield Output(f"{PICTURES}{one.key}.svg", partial(_alone, one))


def _alone(series: ChangedSeries) -> bytes:
    return alone(picture(series))


def _changes(library: Library, base: Catalog, found: Diff, series: Sequence[ChangedSeries]) -> Page:
    decimals = {one.key: one.decimals for one in series}
    body = render(
        "changes",
        view=library.view(ADDRESS),
        title=TITLE,
        summary=summary(found) or NOTHING,
        moved=list(ratings_moved(found, base, library.catalog)),
        told=told(found),
        series=[
            (one, said(one), picture(one), [_row(row, decimals[one.key]) for row in one.rows[:MOST_ROWS]])
            for one in series[:MOST]
        ],
        pictures=PICTURES,
        more=max(0, len(series) - MOST),
        most_rows=MOST_ROWS,
        enumerated=enumerated,
    )
    contents = (("ratings", "Ratings"), ("figures", "Figures"), ("records", "Each record"))
    return Page(TITLE, "Before and after, for those who read a proposal.", "", body, contents=contents, listed=False)


def _row(change: RowChange, decimals: int) -> tuple[int, str, str]:
    """Year, value before and value after; a change too small for the digits readers see is shown with all of them."""
    before, after = change.before, change.after
    held = after or before
    assert held is not None
    shown = [words.number(row.value, decimals) if row else "none" for row in (before, after)]
    if before and after and shown[0] == shown[1] and before.value != after.value:
        shown = [f"{row.value:,.15g}" for row in (before, after)]
    return held.year, shown[0], shown[1]
