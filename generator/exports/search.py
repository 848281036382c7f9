"""The search catalogue: one small file with what can be found, read only when someone searches, and lunr beside it."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from generator.addresses import address, is_public
from generator.analysis.evidence import Rating, best_and_worst
from generator.catalog import Dataset
from generator.engine import HandWritten
from generator.model.approach import Approach
from generator.model.city import City
from generator.model.place import kind_of
from generator.model.practice import Practice, Record
from generator.output import Output
from generator.pages import (
    adoption,
    checklist,
    evidence_map,
    frameworks,
    method,
    monitor,
    outside_ratings,
    readiness,
    wanted,
    words,
)
from generator.pages.view import Library, View
from generator.reading.records import Entry
from generator.text import to_plain

CATALOGUE = "search/catalogue.json"
KINDS = (
    "Practices",
    "Approaches",
    "Cities",
    "Indicators",
    "Themes",
    "Partners",
    "Lessons",
    "Frameworks",
    "Places",
    "Pages",
)


class Document(NamedTuple):
    """One thing that can be found. The first four are shown; the rest is only searched."""

    kind: str
    address: str
    title: str
    summary: str
    label: str
    words: str
    """Plain-words synonyms, themes, places and outcomes."""


def documents(library: Library, hand_written: Sequence[HandWritten]) -> Iterator[Document]:
    """Everything that can be found, in the order of kinds."""
    catalog = library.catalog
    view = library.view("")
    yield from (_practice(view, e) for e in catalog.practices.values() if is_public(e.record))
    yield from (_approach(view, e) for e in catalog.approaches.values() if is_public(e.record))
    yield from (_city(view, e) for e in catalog.cities.values() if is_public(e.record))
    yield from (_indicator(view, dataset) for dataset in catalog.indicators.values())
    for term in catalog.vocabularies["themes"].terms.values():
        yield Document("Themes", address("theme", term.id), term.title, term.description, "", "")
    for entry in catalog.partners.values():
        if is_public(entry.record):
            yield Document(
                "Partners", address("partner", entry.id), entry.record.title, entry.record.claim, "", entry.record.short
            )
    for lesson in catalog.lessons.values():
        if is_public(lesson.record):
            words_ = _join((lesson.record.summary, *lesson.record.keywords, *lesson.record.checklist))
            at = address("lesson", lesson.id)
            yield Document("Lessons", at, lesson.record.title, lesson.record.claim, "", words_)
    for framework in catalog.frameworks.values():
        if is_public(framework.record):
            at = address("framework", framework.id)
            said = framework.record
            yield Document("Frameworks", at, said.title, said.claim, "", said.short)
    yield from _places(view)
    for across in (method, evidence_map, wanted, outside_ratings, adoption, frameworks, monitor, readiness, checklist):
        yield Document("Pages", across.ADDRESS, across.TITLE, across.SUMMARY, "", "")
    for page in hand_written:
        text = to_plain(re.sub(r"<!--.*?-->|\{[^}]*\}", " ", page.text))
        yield Document("Pages", page.address, page.title, page.description, "", _join((text,))[:1500])


def _practice(view: View, entry: Entry[Practice]) -> Document:
    record, ratings = entry.record, view.catalog.ratings[entry.id]
    places = map(view.place, record.places)
    approaches = (view.title("approach", id) for id in record.approaches)
    found = _join(
        (
            *record.keywords,
            *_terms(view, record),
            *places,
            *approaches,
            *_measures(view, ratings),
            to_plain(record.summary),
        )
    )
    return Document("Practices", address("practice", entry.id), record.title, record.claim, _label(ratings), found)


def _approach(view: View, entry: Entry[Approach]) -> Document:
    record, ratings = entry.record, view.catalog.approach_ratings[entry.id]
    found = _join((*record.keywords, *_terms(view, record), *_measures(view, ratings), to_plain(record.summary)))
    return Document("Approaches", address("approach", entry.id), record.title, record.claim, _label(ratings), found)


def _city(view: View, entry: Entry[City]) -> Document:
    record = entry.record
    themes = (view.term("themes", theme) for theme in record.themes)
    found = _join((*record.keywords, view.place(record.place), *themes, to_plain(record.summary)))
    return Document("Cities", address("city", entry.id), record.title, record.claim, "", found)


def _indicator(view: View, dataset: Dataset) -> Document:
    record = dataset.record
    measures = [view.catalog.measures[id] for id in record.measures if id in view.catalog.measures]
    found = _join(
        (*record.keywords, record.short_title, *(f"{m.title} {m.synonyms}" for m in measures), to_plain(record.why))
    )
    return Document("Indicators", address("indicator", dataset.id), record.title, record.question, "", found)


ENOUGH = 2
"""Indicators that a city must have to be found by its name, where it has no practice and no story."""


def _places(view: View) -> Iterator[Document]:
    """Countries, regions and parts, and the cities with enough to read of; by name and country alone, as they are many."""
    catalog = view.catalog
    held = Counter(place for dataset in catalog.indicators.values() for place in dataset.by_place)
    told = {place for e in catalog.practices.values() if is_public(e.record) for place in e.record.places}
    for id in sorted(catalog.profiled):
        if kind_of(id) != "city" or held[id] >= ENOUGH or id in told or id in catalog.stories:
            place = catalog.places[id]
            lies_in = view.name(place.iso3) if place.iso3 != id else place.subregion
            yield Document("Places", address("place", id), view.name(id), lies_in or "Region", "", "")


def _label(ratings: Sequence[Rating]) -> str:
    found = best_and_worst(ratings)
    if not found:
        return words.NOT_RATED.name
    names = list(dict.fromkeys(words.LABELS[r.label].name for r in found))
    return " / ".join(names)


def _terms(view: View, record: Record) -> Iterable[str]:
    yield from (view.term("themes", t) for t in record.themes)
    yield from (view.term("settings", t) for t in record.settings)
    yield from (view.term("target-groups", t) for t in record.for_whom)


def _measures(view: View, ratings: Sequence[Rating]) -> Iterable[str]:
    for rating in ratings:
        measure = view.catalog.measures[rating.measure]
        yield f"{measure.title} {measure.synonyms}"


def _join(parts: Iterable[str]) -> str:
    """All words once, in the order they come; a repeated word would only make the file longer."""
    return " ".join(dict.fromkeys(re.findall(r"[\w'’-]+", " ".join(parts).casefold())))


def files(library: Library, hand_written: Sequence[HandWritten], lunr: bytes) -> Iterator[Output]:
    """The catalogue, and lunr as the installed engine package holds it."""
    yield Output(CATALOGUE, partial(_catalogue, library, hand_written))
    yield Output("assets/js/lunr.js", lambda: lunr)


def _catalogue(library: Library, hand_written: Sequence[HandWritten]) -> bytes:
    kinds = {kind: n for n, kind in enumerate(KINDS)}
    rows = [[kinds[d.kind], *d[1:]] for d in documents(library, hand_written)]
    return json.dumps({"kinds": KINDS, "rows": rows}, ensure_ascii=False, separators=(",", ":")).encode()
