"""Maintain: what waits for somebody who looks after the records, with the reason and the file of each."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.output import Output, Page, page
from generator.pages.reviewed import KINDS
from generator.pages.view import Library, View, digest, render
from generator.upkeep import OF_RECORDS, Item, Job, When, jobs, waits

ADDRESS = "maintain/"
FILE = f"{ADDRESS}maintain.json"
SCHEMA_VERSION = 1
TIMES: Mapping[When, tuple[str, str]] = {
    "first": ("First", "Somebody waits for an answer, or readers see something that is out of date."),
    "next": ("Then", "Not pressing today; it will be."),
    "later": ("When there is time", "Each of these makes a record better. One a week is much."),
}
"""The groups of the list: a heading, and why."""
SHOWN = 8
"""A list of up to so many records stands open; a longer one is one step away."""
MOST = 200
"""No list of the page is longer; the file holds all."""


def pages(library: Library) -> Iterator[Output]:
    """The page, which no list and no search leads to, and the same as a file for programs."""
    found = jobs(library.catalog)
    mark = _mark(library, found)
    yield page(ADDRESS, partial(_page, library, found), mark=mark)
    yield Output(FILE, partial(_file, library, found), mark=mark)


def _mark(library: Library, found: Sequence[Job]) -> str:
    """The digest of what waits."""
    catalog = library.catalog

    def of(items: Iterable[Item]) -> str:
        return digest([[i.kind, i.id, i.title, i.why, i.day, i.url, i.at] for i in items])

    records = [
        catalog.about("mark of upkeep", entry, partial(of, [item for _, item in waiting]), waiting)
        for kind, entry in catalog.entries
        if (waiting := waits(catalog, kind, entry))
    ]
    beside = [
        (job.id, job.number, job.meaning, job.nothing, of(job.items)) for job in found if job.id not in OF_RECORDS
    ]
    return digest(library.mark, records, beside)


def _page(library: Library, found: Sequence[Job]) -> Page:
    body = render(
        "maintain",
        view=library.view(ADDRESS),
        times=[(*said, [job for job in found if job.when == when]) for when, said in TIMES.items()],
        begin=next((job for job in found if job.number and job.when != "later"), None),
        jobs=found,
        kinds=KINDS,
        shown=SHOWN,
        most=MOST,
        edit=_edit(library),
        file=FILE.removeprefix(ADDRESS),
        by_kind=by_kind,
    )
    return Page(
        "For maintainers",
        "What waits: drafts, disputes, overdue readings, missing labels and sources, broken links.",
        "how-we-work",
        body,
        layout="wide",
        breadcrumb=(("How we work", "how-we-work/"),),
        listed=False,
    )


def by_kind(items: Sequence[Item]) -> list[tuple[str, int]]:
    """How many of some records are of each kind."""
    kinds = [item.kind for item in items]
    return [(title, kinds.count(kind)) for kind, title in KINDS.items() if kind in kinds]


def _edit(library: Library) -> str:
    """Where the files of records can be changed, '' where this copy of the site does not know."""
    at = str(library.settings.get("edit_uri", ""))
    return f"{at.rstrip('/')}/" if at else ""


def _file(library: Library, found: Sequence[Job]) -> bytes:
    view = library.view("")
    data = {
        "schema_version": SCHEMA_VERSION,
        "day": library.catalog.today.isoformat(),
        "jobs": [
            {"id": job.id, "title": job.title, "meaning": job.meaning, "when": job.when, "to_do": job.to_do, "number": job.number, "records": [_row(view, i) for i in job.items]}
            for job in found
        ],
    }  # fmt: skip
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _row(view: View, item: Item) -> Mapping[str, Any]:
    row = {
        "kind": item.kind, "id": item.id, "title": item.title, "file": item.path, "page": view.link(item.kind, item.id) or "",
        "why": item.why, "day": item.day.isoformat() if item.day else "",
    }  # fmt: skip
    return {**row, "url": item.url, "archived": item.at} if item.url else row
