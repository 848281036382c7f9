"""The live parts of hand-written pages: counts and cards that are computed at every build."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from markupsafe import Markup

from generator.addresses import is_public
from generator.analysis.evidence import Standing, standing
from generator.analysis.knowledge import is_overdue
from generator.pages.practices import by_evidence
from generator.pages.view import Library, render
from generator.pages.words import STANDINGS


def fragments(library: Library) -> Mapping[str, Callable[[str], Markup]]:
    """Each live part by name, made for the address of the page it stands on: `<!-- beacon:name -->`."""
    parts = {"ways-in": _ways_in, "standings": _standings, "featured": _featured, "labels": _labels}
    return {name: partial(make, library) for name, make in parts.items()}


def standings(library: Library) -> Mapping[Standing, int]:
    """How many published practices stand where. Evidence past its review date speaks for nothing until it is read again."""
    catalog = library.catalog
    found: Counter[Standing] = Counter(
        "overdue" if is_overdue(e.record, catalog.today) else standing(catalog.ratings[id])
        for id, e in catalog.practices.items()
        if is_public(e.record)
    )
    return {name: found[name] for name in STANDINGS if found[name] or name != "overdue"}


def _standings(library: Library, at: str) -> Markup:
    return render("_standings", view=library.view(at), counted=standings(library))


def _ways_in(library: Library, at: str) -> Markup:
    catalog = library.catalog
    return render(
        "_ways_in",
        view=library.view(at),
        practices=sum(is_public(e.record) for e in catalog.practices.values()),
        cities=sum(is_public(e.record) for e in catalog.cities.values()),
        indicators=len(catalog.indicators),
        lessons=sum(is_public(e.record) for e in catalog.lessons.values()),
    )


def _featured(library: Library, at: str) -> Markup:
    """Three practices that differ in what they teach: the best shown, a null or worse, and a mixed or unknown one."""
    catalog = library.catalog
    fresh = [e for e in catalog.practices.values() if is_public(e.record) and not is_overdue(e.record, catalog.today)]
    published = by_evidence(library, fresh)
    stand = {e.id: standing(library.catalog.ratings[e.id]) for e in published}
    chosen = []
    for wanted in ({"strong", "promising"}, {"null", "harmful"}, {"mixed", "unknown"}):
        chosen += [e for e in published if stand[e.id] in wanted and e not in chosen][:1]
    return render("_featured", view=library.view(at), entries=chosen)


def _labels(library: Library, at: str) -> Markup:
    return render("_labels", view=library.view(at))
