"""What the pages of all records share: how to cite them, what search engines are told, the page of a withdrawn one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.addresses import address
from generator.output import Page
from generator.pages.view import Library, View, render, when
from generator.reading.records import Entry


def cite_text(view: View, title: str, at: str, day: date) -> Mapping[str, str]:
    """A page as literature: one line for a text, and BibTeX."""
    url = view.library.settings["url"] + at
    key = at.strip("/").replace("/", "-")
    return {
        "text": f"Beacon ({day.year}). {title}. Version of {when(day)}. {url}. CC BY 4.0.",
        "bibtex": f"@misc{{{key},\n  author = {{Beacon}},\n  title = {{{title}}},\n  year = {{{day.year}}},\n  note = {{Version of {day.isoformat()}, CC BY 4.0}},\n  url = {{{url}}}\n}}",
    }


def cite_record(view: View, record: Any, at: str) -> Mapping[str, str]:
    """A record as literature, of the day it was last read."""
    return cite_text(view, record.title, at, record.reviewed or record.created)


def publication(view: View, record: Any, at: str) -> dict[str, Any]:
    """A record in the words of schema.org."""
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": record.title,
        "description": record.claim,
        "url": view.library.settings["url"] + at,
        "datePublished": record.created.isoformat(),
        "dateModified": (record.reviewed or record.created).isoformat(),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "publisher": {"@type": "Organization", "name": view.library.settings["name"]},
    }


def tombstone(library: Library, kind: str, entry: Entry[Any], section: tuple[str, str]) -> Page:
    """The page of a record that left the library: why, when, and what replaces it."""
    view = library.view(address(kind, entry.id), entry.record.citations)
    body = render("withdrawn", view=view, record=entry.record, kind=kind)
    return Page(
        entry.record.title,
        f"This record was withdrawn. {entry.record.title}.",
        section[1].strip("/"),
        body,
        layout="wide",
        breadcrumb=(section,),
        listed=False,
    )
