"""Addresses: which record lives where. They never break: a renamed record redirects, a withdrawn one keeps its page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # a build that finds nothing changed is over before records could be read
    from generator.catalog import Catalog

FOLDERS = {
    "practice": "practices", "approach": "approaches", "city": "cities", "partner": "partners",
    "lesson": "learn", "framework": "frameworks", "indicator": "indicators", "theme": "themes", "place": "places",
}  # fmt: skip


LIVING = frozenset({"published", "withdrawn"})
"""The states in which a record has a page."""


def is_public(record: Any) -> bool:
    """Whether readers may find a record: it is published and has not been withdrawn."""
    return bool(record.status == "published")


def address(kind: str, id: str) -> str:
    """The address of a record's page below the root of the site: `practices/<id>/`, in lower case."""
    return f"{FOLDERS[kind]}/{id.lower()}/"


class Redirect(NamedTuple):
    """An old address that leads to a new one."""

    old: str
    new: str


def published(catalog: "Catalog") -> Iterator[str]:
    """The address of every record that has a page: of those published, of those withdrawn, and of places."""
    for kind, entry in catalog.entries:
        if entry.record.status in LIVING:
            yield address(kind, entry.id)
    yield from (address("indicator", id) for id in catalog.indicators)
    themes = catalog.vocabularies.get("themes")
    yield from (address("theme", id) for id in (themes.terms if themes else ()))
    yield from (address("place", id) for id in sorted(catalog.profiled))


def reachable(catalog: "Catalog") -> frozenset[str]:
    """Every address that leads somewhere: those published, and old ones that redirect to one of them."""
    return frozenset(published(catalog)) | {old for old, _ in redirects(catalog)}


def redirects(catalog: "Catalog") -> Iterator[Redirect]:
    """Every alias of every record that has a page."""
    for kind, entry in catalog.entries:
        if entry.record.status in LIVING:
            yield from (Redirect(address(kind, alias), address(kind, entry.id)) for alias in entry.record.aliases)


def relative(target: str, origin: str) -> str:
    """`target` as seen from the page `origin`, both below the root; the site then works under any prefix."""
    steps = origin.count("/")
    return ("../" * steps + target) or "./"
