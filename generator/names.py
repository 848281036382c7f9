"""What people call terms, records and places, and the ids that stand for them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from generator.catalog import Catalog
from generator.forms import Options, choices

LONGEST = 400
"""Characters in which the end of a name is looked for."""
MOST_MARKS = 8
"""Commas that one name may hold."""
MOST = 300
"""Items of one list; what is beyond stays one text, and is told as one."""


@dataclass(frozen=True)
class Names:
    """What readers call terms, records and places, and the ids that stand for them."""

    catalog: Catalog

    def value(self, options: Options, said: str) -> str:
        """The id or word that a person means; what was said itself when nothing is called so."""
        known = self._known(options)
        return known.get(plain(said), said)

    def split(self, options: Options, said: str) -> tuple[str, ...]:
        """Several, parted by commas or semicolons, though a name may hold a comma itself."""
        known, rest = self._known(options), said.strip()
        found: list[str] = []
        while rest and len(found) < MOST:
            longest = max((n for n in _ends(rest) if plain(rest[:n]) in known), default=next(_ends(rest), len(rest)))
            found.append(self.value(options, rest[:longest].strip()))
            rest = rest[longest:].lstrip(" ,;")
        return (*found, rest) if rest else tuple(found)

    def _known(self, options: Options) -> Mapping[str, str]:
        key = (options.source, options.name, options.words)
        if key not in self._kept:
            self._kept[key] = dict(self._read(options))
        return self._kept[key]

    @cached_property
    def _kept(self) -> dict[Any, Mapping[str, str]]:
        return {}

    def _read(self, options: Options) -> Iterator[tuple[str, str]]:
        if options.name == "place" and options.source == "records":
            yield from self._places()
        offered = choices(options, self.catalog)
        yield from ((plain(choice.title), choice.value) for choice in reversed(offered) if options.name != "place")
        yield from ((plain(choice.value), choice.value) for choice in offered)

    def _places(self) -> Iterator[tuple[str, str]]:
        """Places by their name, where only one is called so, and by name and country."""
        named: dict[str, set[str]] = {}
        for id, place in self.catalog.places.items():
            country = self.catalog.places.get(place.iso3)
            for said in {place.name, self.catalog.place_name(id)}:
                named.setdefault(plain(said), set()).add(id)
                if country is not None and country.id != id:
                    named.setdefault(plain(f"{said}, {country.name}"), set()).add(id)
        yield from ((said, next(iter(ids))) for said, ids in named.items() if len(ids) == 1)


def _ends(text: str) -> Iterator[int]:
    """Where an item may end: at one of the next commas or semicolons, or at the end."""
    marks = (match.start() for match in re.finditer(r"[,;]", text[:LONGEST]) if match.start())
    yield from islice(marks, MOST_MARKS)
    if len(text) <= LONGEST:
        yield len(text)


def plain(said: str) -> str:
    """What was said without the differences that do not count: case, underlines, more than one space."""
    return " ".join(said.casefold().replace("_", " ").split())
