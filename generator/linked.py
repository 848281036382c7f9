"""Linked: every address outside the library that its records and data packages name, and where they do."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.catalog import Catalog
from generator.model.citation import Citation
from generator.text import LINK

SCHEMES = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Linked:
    """An address, the files that name it, and an archived copy where a source names one."""

    address: str
    paths: tuple[str, ...]
    archived: str = ""


def linked(catalog: Catalog) -> tuple[Linked, ...]:
    """All of them, each once, in the order of the alphabet. Records that were withdrawn are left in peace."""
    paths: dict[str, dict[str, None]] = defaultdict(dict)
    archived: dict[str, str] = {}
    for path, address, copy in _named(catalog):
        paths[address][path] = None
        if copy:
            archived[address] = copy
    return tuple(Linked(address, tuple(paths[address]), archived.get(address, "")) for address in sorted(paths))


def _named(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Path, address, and archived copy or ''."""
    for _, entry in catalog.entries:
        if entry.record.status != "withdrawn":
            yield from ((entry.path, *found) for found in _in(entry.record))
            yield from ((entry.path, found, "") for found in _in_text(entry.body))
    for dataset in catalog.indicators.values():
        yield from ((dataset.path, *found) for found in _in(dataset.package.descriptor))
    for package in catalog.reference_packages:
        yield from ((package.path, *found) for found in _in(package.descriptor))
        for table in package.tables.values():
            cells = {cell for name in table.header for cell in table.column(name)}
            yield from ((table.path, *found) for cell in sorted(cells) for found in _in(cell))


def _in(value: Any) -> Iterator[tuple[str, str]]:
    """Every address below a value, with its archived copy or ''."""
    if isinstance(value, Citation):
        yield from _of_citation(value)
    elif isinstance(value, BaseModel):
        yield from (found for name in type(value).model_fields for found in _in(getattr(value, name)))
    elif isinstance(value, Mapping):
        yield from (found for name, item in value.items() if name != "$schema" for found in _in(item))
    elif isinstance(value, tuple | list):
        yield from (found for item in value for found in _in(item))
    elif isinstance(value, str):
        whole = value.startswith(SCHEMES) and not any(c.isspace() for c in value)
        yield from ((found, "") for found in ((value,) if whole else _in_text(value)))


def _of_citation(source: Citation) -> Iterator[tuple[str, str]]:
    """The address that its page leads to: its own, else that of its identifier; and what its texts link to."""
    address = source.url or (f"https://doi.org/{source.doi}" if source.doi else "")
    if address:
        yield address, source.archived or ""
    for text in (source.supports, source.note):
        yield from ((found, "") for found in _in_text(text))


def _in_text(text: str) -> Iterator[str]:
    yield from (found for found in LINK.findall(text) if found.startswith(SCHEMES))
