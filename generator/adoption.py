"""Adoption: which practice was taken up by whom, and which of the records tells of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.catalog import Catalog
from generator.model.place import kind_of
from generator.model.practice import Adoption


@dataclass(frozen=True, slots=True)
class Copy:
    """One place that took something up from another, and the record that tells of it."""

    kind: str
    id: str
    """The record that tells: a practice, or the story of a city."""
    origin: tuple[str, ...]
    """Ids of the places it came from."""
    adoption: Adoption

    @property
    def by(self) -> str:
        """Who took it up: the id of the place or, without one, the name."""
        return taker(self.adoption)


def taker(adoption: Adoption) -> str:
    """What tells one adoption of a place's work from another: the city, or the name where only a country is known."""
    is_city = adoption.place is not None and kind_of(adoption.place) == "city"
    return adoption.place if is_city and adoption.place else adoption.name.casefold()


class Adoptions:
    """Every adoption in the published records of a catalog, each once, and who took what up."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @cached_property
    def all(self) -> Sequence[Copy]:
        """In the order of the ids of the records; what a story repeats of its practices is left out."""
        found: dict[tuple[str, str], Copy] = {}
        for copy in _told(self._catalog):
            for place in copy.origin:
                found.setdefault((place, copy.by), copy)
        return tuple({id(copy): copy for copy in found.values()}.values())

    def from_place(self, place: str) -> Sequence[Copy]:
        """What others took up from a place."""
        return tuple(copy for copy in self.all if place in copy.origin)

    def by_place(self, place: str) -> Sequence[Copy]:
        """What a place took up from others: it is named as the one, or a practice of it is."""
        own = {id for id, entry in self._catalog.practices.items() if entry.record.places[:1] == (place,)}
        taken = (c for c in self.all if c.adoption.place == place or c.adoption.practice in own)
        return tuple(copy for copy in taken if place not in copy.origin)

    def behind(self, practice: str) -> Sequence[Copy]:
        """Where a practice was taken from, as the records of the others tell."""
        return self._behind.get(practice, ())

    @cached_property
    def _behind(self) -> Mapping[str, Sequence[Copy]]:
        found: dict[str, list[Copy]] = {}
        for copy in self.all:
            if copy.adoption.practice:
                found.setdefault(copy.adoption.practice, []).append(copy)
        return found


def _told(catalog: Catalog) -> Iterator[Copy]:
    for practice in catalog.practices.values():
        if practice.record.status == "published":
            yield from (Copy("practice", practice.id, practice.record.places, a) for a in practice.record.adoptions)
    for city in catalog.cities.values():
        if city.record.status == "published":
            yield from (Copy("city", city.id, (city.record.place,), a) for a in city.record.adoptions)
