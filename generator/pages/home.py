"""The live parts of hand-written pages: counts and cards that are computed at every build."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from generator.addresses import is_public
from generator.analysis.evidence import Standing
from generator.pages.contribute import repository
from generator.pages.view import Library, render
from generator.pages.words import STANDINGS


def fragments(library: Library) -> Mapping[str, Callable[[str], Markup]]:
    """Each live part by name, made for the address of the page it stands on: `<!-- beacon:name -->`."""
    parts = {
        "ways-in": _ways_in,
        "standings": _standings,
        "featured": _featured,
        "labels": _labels,
        "in-words": _in_words,
    }
    return {name: partial(make, library) for name, make in parts.items()}


def standings(library: Library) -> Mapping[Standing, int]:
    """How many published practices stand where."""
    found = Counter(library.standings.values())
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


def _in_words(library: Library, _at: str) -> Markup:
    """Where the repository's own questions are answered, when it is known."""
    return render("_in_words", host=repository(library.settings["edit_uri"])[0])


def _featured(library: Library, at: str) -> Markup:
    """Three practices that differ in what they teach: the best shown, a null or worse, and a mixed or unknown one."""
    wanted: Sequence[set[Standing]] = ({"strong", "promising"}, {"null", "harmful"}, {"mixed", "unknown"})
    firsts = (next((e for e in library.foremost if library.standings[e.id] in one), None) for one in wanted)
    return render("_featured", view=library.view(at), entries=list(filter(None, firsts)))


def _labels(library: Library, at: str) -> Markup:
    return render("_labels", view=library.view(at))
