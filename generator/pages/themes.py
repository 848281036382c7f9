"""Themes: what the library holds on each of the twelve."""

from collections.abc import Iterator
from functools import partial

from generator.addresses import address, is_public
from generator.model.vocabulary import Term
from generator.output import Output, Page, page
from generator.pages import words
from generator.pages.practices import by_evidence
from generator.pages.view import Library, render

SECTION = ("Themes", "themes/")


def pages(library: Library) -> Iterator[Output]:
    """The list and a page for each theme."""
    yield page("themes/", partial(_list, library))
    for term in library.catalog.vocabularies["themes"].terms.values():
        yield page(address("theme", term.id), partial(_theme, library, term))


def _list(library: Library) -> Page:
    terms = list(library.catalog.vocabularies["themes"].terms.values())
    practices = library.catalog.practices.values()
    counted = [(term, sum(term.id in p.record.themes and is_public(p.record) for p in practices)) for term in terms]
    return Page(
        "Themes",
        f"The {len(terms)} themes of urban safety in this library.",
        "themes",
        render("themes", view=library.view("themes/"), counted=counted),
        layout="wide",
    )


def _theme(library: Library, term: Term) -> Page:
    catalog = library.catalog
    practices = by_evidence(
        library,
        [e for e in catalog.practices.values() if term.id in e.record.themes and is_public(e.record)],
    )
    approaches = [e for e in catalog.approaches.values() if term.id in e.record.themes and is_public(e.record)]
    cities = [e for e in catalog.cities.values() if term.id in e.record.themes and is_public(e.record)]
    measured = {r.measure for e in practices for r in catalog.ratings[e.id]}
    indicators = [d for d in catalog.indicators.values() if measured & set(d.record.measures)]
    body = render(
        "theme",
        view=library.view(address("theme", term.id)),
        term=term,
        practices=practices,
        approaches=approaches,
        cities=cities,
        indicators=indicators,
    )
    description = f"{term.title}: {words.count(len(practices), 'practice')} with their evidence. {term.description}"
    return Page(
        term.title, library.view("").description(description), "themes", body, layout="wide", breadcrumb=(SECTION,)
    )
