"""Themes: what the library holds on each of the twelve."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.addresses import address, is_public
from generator.model.practice import Practice
from generator.model.vocabulary import Term
from generator.output import Output, Page, page
from generator.pages import words
from generator.pages.practices import by_evidence
from generator.pages.view import Library, digest, render
from generator.reading.records import Entry

SECTION = ("Themes", "themes/")


def pages(library: Library) -> Iterator[Output]:
    """The list and a page for each theme."""
    catalog, members = library.catalog, _members(library)
    terms = catalog.vocabularies["themes"].terms
    counted = [(term, len(members.get(term.id, ()))) for term in terms.values()]
    facts = [(term.model_dump(mode="json"), number) for term, number in counted]
    yield page("themes/", partial(_list, library, counted), mark=digest(library.mark, facts))
    records = [(kind, e.id, e.digest) for kind in ("approach", "city") for e in catalog.of(kind).values()]
    told = [records, [(id, dataset.digest) for id, dataset in catalog.indicators.items()]]
    for term in terms.values():
        found = members.get(term.id, ())
        mark = digest(
            library.mark, library.places, term.model_dump(mode="json"), told, [(e.id, e.digest) for e in found]
        )
        yield page(address("theme", term.id), partial(_theme, library, term, found), mark=mark)


Practices = Sequence[Entry[Practice]]


def _members(library: Library) -> Mapping[str, Practices]:
    """The practices of each theme that has one."""
    found: dict[str, list[Entry[Practice]]] = defaultdict(list)
    for entry in library.shown:
        for theme in dict.fromkeys(entry.record.themes):
            found[theme].append(entry)
    return found


def _list(library: Library, counted: Sequence[tuple[Term, int]]) -> Page:
    return Page(
        "Themes",
        f"The {len(counted)} themes of urban safety in this library.",
        "themes",
        render("themes", view=library.view("themes/"), counted=counted),
        layout="wide",
    )


def _theme(library: Library, term: Term, members: Practices) -> Page:
    catalog = library.catalog
    practices = by_evidence(library, members)
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
