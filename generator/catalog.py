"""Catalog: all records together. It finds, lists and answers who refers to whom; it is never changed."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from generator.analysis.evidence import Rating, rate, rate_approach
from generator.dataset import Dataset
from generator.model.approach import Approach
from generator.model.catalogue import CatalogueRow
from generator.model.city import City
from generator.model.fields import RefTo
from generator.model.framework import Framework
from generator.model.lesson import Lesson
from generator.model.measure import Measure
from generator.model.partner import Partner
from generator.model.picture import Picture
from generator.model.place import Place
from generator.model.practice import Practice
from generator.model.vocabulary import Vocabulary
from generator.model.walk import leaves
from generator.reading.boundaries import Boundaries
from generator.reading.links import Links
from generator.reading.packages import DataPackage
from generator.reading.pictures import HOME as PICTURES
from generator.reading.pictures import PictureFile
from generator.reading.records import Entry

T = TypeVar("T")


class Link(NamedTuple):
    """One record that refers to another."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True)
class Catalog:
    """Everything the library holds. `today` is the day the site speaks for."""

    today: date
    practices: Mapping[str, Entry[Practice]] = field(default_factory=dict)
    approaches: Mapping[str, Entry[Approach]] = field(default_factory=dict)
    cities: Mapping[str, Entry[City]] = field(default_factory=dict)
    partners: Mapping[str, Entry[Partner]] = field(default_factory=dict)
    lessons: Mapping[str, Entry[Lesson]] = field(default_factory=dict)
    frameworks: Mapping[str, Entry[Framework]] = field(default_factory=dict)
    indicators: Mapping[str, Dataset] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    catalogue: Mapping[str, CatalogueRow] = field(default_factory=dict)
    """The figures that a place should have, by id, whether anybody holds them or not."""
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    reference_packages: tuple[DataPackage, ...] = ()
    boundaries: Boundaries | None = None
    """The outlines of countries, for maps; none without the package that holds them."""
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    """The pictures of records that can be shown, by the paths of their files."""
    links: Links | None = None
    """What was last found at the addresses outside; none before somebody looked."""
    broken: frozenset[tuple[str, str]] = frozenset()
    """(kind, id) of the records whose files are there and cannot be read; a reference to one is no second fault."""

    def pictures_of(self, kind: str, entry: Entry[Any]) -> tuple[tuple[Picture, PictureFile], ...]:
        """The pictures of a record that can be shown, each with its file."""
        named = ((picture, picture_path(kind, entry.id, picture)) for picture in getattr(entry.record, "images", ()))
        return tuple((picture, self.pictures[path]) for picture, path in named if path in self.pictures)

    @property
    def entries(self) -> Iterator[tuple[str, Entry[Any]]]:
        """Every record kept in a file of its own, with its kind."""
        for kind in ENTRY_KINDS:
            for entry in self.of(kind).values():
                yield kind, entry

    def of(self, kind: str) -> Mapping[str, Any]:
        """All records of a kind by id: practice, approach, city, partner, lesson, framework, indicator, place, measure."""
        found: Mapping[str, Any] = getattr(self, PLURALS[kind])
        return found

    def knows(self, kind: str, id: str) -> bool:
        """Whether there is such a record or term, readable or not."""
        if kind == "theme":
            return id in self.vocabularies["themes"] if "themes" in self.vocabularies else True
        return id in self.of(kind) or (kind, id) in self.broken

    def title(self, kind: str, id: str) -> str:
        """What readers call a record; the id itself when there is none."""
        found = self.of(kind).get(id)
        if found is None:
            return id
        return (
            found.name
            if isinstance(found, Place)
            else found.title
            if isinstance(found, Measure)
            else found.record.title
        )

    def place_name(self, id: str) -> str:
        """A place without its country; of two cities of one name in a country the end of the id tells which: Concord (CA)."""
        found = self.places.get(id)
        if found is None:
            return id
        return f"{found.name} ({self._tellers[id]})" if id in self._tellers else found.name

    @cached_property
    def _tellers(self) -> Mapping[str, str]:
        """What tells cities of one name in one country apart, by id."""
        named: dict[tuple[str, str], list[str]] = defaultdict(list)
        for place in self.places.values():
            if place.type == "city":
                named[place.name, place.iso3].append(place.id)
        shared = ([min(ids, key=len), id] for ids in named.values() if len(ids) > 1 for id in ids)
        ends = ((id, id.rpartition("-")[2]) for first, id in shared if id != first or id.count("-") > 1)
        return {id: end.upper() if len(end) == 2 else end.capitalize() for id, end in ends}

    def term(self, vocabulary: str, id: str) -> str:
        """The title of a term."""
        found = self.vocabularies.get(vocabulary)
        return found.title(id) if found else id

    @cached_property
    def backlinks(self) -> Mapping[tuple[str, str], tuple[Link, ...]]:
        """Which records refer to (kind, id), in the order of kinds and ids."""
        found: dict[tuple[str, str], list[Link]] = defaultdict(list)
        for kind, entry in self.entries:
            if entry.record.status == "published":
                link, targets = self.about("links", entry, partial(self._links, kind, entry))
                for target in targets:
                    found[target].append(link)
        return {target: tuple(links) for target, links in found.items()}

    def _links(self, kind: str, entry: Entry[Any]) -> tuple[Link, tuple[tuple[str, str], ...]]:
        """The link to a record, and the others that it refers to, each once."""
        targets = dict.fromkeys((*self.references(entry), *entry.mentions))
        targets.pop((kind, entry.id), None)
        return Link(kind, entry.id, entry.record.title), tuple(targets)

    def references(self, entry: Entry[Any]) -> tuple[tuple[str, str], ...]:
        """Every (kind, id) that a record's fields point at."""
        return self.about("references", entry, lambda: tuple(references(entry.record)))

    def linked(self, kind: str, id: str, by: str) -> tuple[str, ...]:
        """Ids of the records of kind `by` that refer to (kind, id)."""
        return tuple(link.id for link in self.backlinks.get((kind, id), ()) if link.kind == by)

    @cached_property
    def ratings(self) -> Mapping[str, tuple[Rating, ...]]:
        """The ratings of each practice, one for each measure it has a result on."""
        measures, today = self.measures, self.today
        return {
            id: self.about("ratings", e, partial(rate, e.record, measures, today)) for id, e in self.practices.items()
        }

    def about(self, question: str, entry: Entry[Any], answer: Callable[[], T], beside: Hashable = ()) -> T:
        """The answer to a question about a record: the one given before when its file, the day, the measures and what
        stands `beside` it are the same. A running preview asks again at every save."""
        if not entry.digest:
            return answer()
        key, mark = (question, entry.path), (entry.digest, self.today, self._measured, beside)
        kept = _answers.get(key)
        if kept is None or kept[0] != mark:
            kept = _answers[key] = (mark, answer())
        found: T = kept[1]
        return found

    @cached_property
    def _measured(self) -> int:
        return hash(tuple(self.measures.values()))

    @cached_property
    def approach_ratings(self) -> Mapping[str, tuple[Rating, ...]]:
        """The ratings of each approach, from its reviews, its own studies and those of its published practices."""
        return {id: self._approach_ratings(entry, self._tried.get(id, ())) for id, entry in self.approaches.items()}

    @cached_property
    def _tried(self) -> Mapping[str, Sequence[Entry[Practice]]]:
        tried: dict[str, list[Entry[Practice]]] = defaultdict(list)
        for entry in self.practices.values():
            for id in dict.fromkeys(entry.record.approaches if entry.record.status == "published" else ()):
                tried[id].append(entry)
        return dict(tried)

    def tried(self, approach: str) -> tuple[str, ...]:
        """Ids of the published practices that an approach is rated with, in their order."""
        return tuple(entry.id for entry in self._tried.get(approach, ()))

    def _approach_ratings(self, entry: Entry[Approach], tried: Sequence[Entry[Practice]]) -> tuple[Rating, ...]:
        practices = tuple(e.record for e in tried)
        find = partial(rate_approach, entry.record, practices, self.measures, self.today)
        digests = tuple(e.digest for e in tried)
        return self.about("ratings", entry, find, digests) if all(digests) else find()

    @cached_property
    def profiled(self) -> frozenset[str]:
        """Ids of the places that have a page: those with a figure, a published practice or story, and their countries."""
        held = {observation.place for dataset in self.indicators.values() for observation in dataset.observations}
        done = {p for e in self.practices.values() if e.record.status == "published" for p in e.record.places}
        found = (held | done | self.stories.keys()) & self.places.keys()
        return frozenset(found | ({self.places[id].iso3 for id in found} & self.places.keys()))

    @cached_property
    def stories(self) -> Mapping[str, str]:
        """The id of the published story of each place that has one."""
        return {e.record.place: e.id for e in self.cities.values() if e.record.status == "published"}

    def region(self, place: str) -> str:
        """The UN region of a place, '' when unknown."""
        found = self.places.get(place)
        return found.region if found else ""


_answers: dict[tuple[str, str], tuple[Hashable, Any]] = {}
"""The last answer to each question about each record, with all that it follows from."""


PLURALS: Mapping[str, str] = {
    "practice": "practices", "approach": "approaches", "city": "cities", "partner": "partners",
    "lesson": "lessons", "framework": "frameworks",
    "indicator": "indicators", "place": "places", "measure": "measures",
}  # fmt: skip


def picture_path(kind: str, id: str, picture: Picture) -> str:
    """Where the file of a record's picture lies, below the root."""
    return f"{PICTURES}/{PLURALS[kind]}/{id}/{picture.file}"


ENTRY_KINDS = ("practice", "approach", "city", "partner", "lesson", "framework")


def references(record: BaseModel) -> Iterator[tuple[str, str]]:
    """Every (kind, id) that a record's fields point at."""
    return ((leaf.marker.kind, leaf.value) for leaf in leaves(record, (RefTo,)) if isinstance(leaf.marker, RefTo))
