"""Frameworks: the Guidelines, agendas and plans, part by part, with what the library holds for each part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from generator.addresses import address, is_public
from generator.catalog import Catalog
from generator.dataset import Dataset
from generator.model.approach import Approach
from generator.model.framework import Framework
from generator.model.practice import Practice
from generator.model.vocabulary import Term
from generator.output import Output, Page, page
from generator.pages.practices import by_evidence
from generator.pages.record import tombstone
from generator.pages.view import Library, render
from generator.reading.records import Entry
from generator.text import headings

ADDRESS = "frameworks/"
TITLE = "Frameworks and partners"
SUMMARY = "The Guidelines, agendas and networks that urban safety is part of, and what the library holds for each."
SECTION = (TITLE, ADDRESS)
FIELDS = {
    "agenda-references": "agenda",
    "domains-of-change": "domains_of_change",
    "follow-up-clauses": "follow_up",
    "guideline-paragraphs": "guideline_refs",
}
"""The field of a record that holds terms of each table."""


@dataclass(frozen=True)
class Part:
    """One part of a framework and what the library holds for it."""

    term: Term
    practices: Sequence[Entry[Practice]]
    approaches: Sequence[Entry[Approach]]
    indicators: Sequence[Dataset]


def pages(library: Library) -> Iterator[Output]:
    """The list of frameworks and partners, and a page for each framework."""
    yield page(ADDRESS, partial(_list, library))
    for entry in library.catalog.frameworks.values():
        at = address("framework", entry.id)
        if entry.record.status == "withdrawn":
            yield page(at, partial(tombstone, library, "framework", entry, SECTION), entry.path)
        elif is_public(entry.record):
            yield page(at, partial(_framework, library, entry), entry.path)


def _list(library: Library) -> Page:
    catalog = library.catalog
    frameworks = [e for e in catalog.frameworks.values() if is_public(e.record)]
    partners = sorted((e for e in catalog.partners.values() if is_public(e.record)), key=lambda e: e.record.title)
    body = render("frameworks", view=library.view(ADDRESS), title=TITLE, frameworks=frameworks, partners=partners)
    return Page(TITLE, SUMMARY, "about", body, layout="wide", breadcrumb=(("About", "about/"),))


def _framework(library: Library, entry: Entry[Framework]) -> Page:
    record, at = entry.record, address("framework", entry.id)
    view = library.view(at, record.citations)
    tables = {name: _parts(library, record, name) for name in record.vocabularies}
    contents = (
        *((h.anchor, h.text) for h in headings(entry.body)),
        ("parts", "What the library holds"),
        ("sources", "Sources"),
    )
    body = render(
        "framework",
        view=view,
        entry=entry,
        record=record,
        tables=tables,
        cover=coverage(library.catalog) if "follow-up-clauses" in record.vocabularies else None,
    )
    return Page(
        record.title,
        view.description(record.claim),
        "about",
        body,
        contents=contents,
        breadcrumb=(SECTION,),
        source=entry.path,
    )


def _parts(library: Library, record: Framework, table: str) -> Sequence[Part]:
    """The terms of a table, those that only head others left out, each with what names it."""
    catalog = library.catalog
    held = catalog.vocabularies[table].terms if table in catalog.vocabularies else {}
    heads = {term.parent for term in held.values()}
    wanted = [t for t in held.values() if t.id not in heads and (not record.under or t.parent == record.under)]
    return tuple(
        Part(
            term,
            by_evidence(library, [e for e in catalog.practices.values() if _names(e, table, term.id)]),
            [e for e in catalog.approaches.values() if _names(e, table, term.id)],
            [d for d in catalog.indicators.values() if _serves(d, term.id)],
        )
        for term in wanted
    )


def _names(entry: Entry[Practice] | Entry[Approach], table: str, id: str) -> bool:
    return is_public(entry.record) and id in getattr(entry.record, FIELDS[table])


def _serves(dataset: Dataset, id: str) -> bool:
    """Whether an indicator carries a code of the target: 16.1.1 belongs to sdg-16-1."""
    target = id.removeprefix("sdg-").replace("-", ".")
    return id.startswith("sdg-") and any(
        f.name == "SDG" and f.code.startswith(f"{target}.") for f in dataset.record.frameworks
    )


def coverage(catalog: Catalog) -> Mapping[str, Mapping[str, int]]:
    """How many published practices each pillar has by clause of the resolution: what is filed, and what is missing."""
    clauses = catalog.vocabularies["follow-up-clauses"].terms
    shown = [e.record for e in catalog.practices.values() if is_public(e.record)]
    return {
        pillar.title: {
            clause: sum(clause in r.follow_up and pillar.id in (r.pillar, *r.other_pillars) for r in shown)
            for clause in clauses
        }
        for pillar in catalog.vocabularies["pillars"].terms.values()
    }
