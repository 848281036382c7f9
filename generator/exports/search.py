"""The search catalogue: one small file with what can be found, read only when someone searches, and lunr beside it."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from generator.addresses import address
from generator.analysis.evidence import best_and_worst
from generator.engine import HandWritten
from generator.output import Output
from generator.pages import words
from generator.pages.view import Library
from generator.text import to_plain

CATALOGUE = "search/catalogue.json"
KINDS = ("Practices", "Approaches", "Cities", "Indicators", "Themes", "Partners", "Pages")


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
    for entry in catalog.practices.values():
        record = entry.record
        if record.status == "published":
            ratings = catalog.ratings[entry.id]
            yield Document("Practices", address("practice", entry.id), record.title, record.claim, _label(ratings), _join((*record.keywords, *_terms(view, record), *map(view.place, record.places), *_measures(catalog, ratings), *(view.title("approach", a) for a in record.approaches), to_plain(record.summary))))
    for entry in catalog.approaches.values():
        record = entry.record
        if record.status == "published":
            ratings = catalog.approach_ratings[entry.id]
            yield Document("Approaches", address("approach", entry.id), record.title, record.claim, _label(ratings), _join((*record.keywords, *_terms(view, record), *_measures(catalog, ratings), to_plain(record.summary))))
    for entry in catalog.cities.values():
        record = entry.record
        if record.status == "published":
            yield Document("Cities", address("city", entry.id), record.title, record.claim, "", _join((*record.keywords, view.place(record.place), *(view.term("themes", t) for t in record.themes), to_plain(record.summary))))
    for dataset in catalog.indicators.values():
        measures = [catalog.measures[m] for m in dataset.record.measures if m in catalog.measures]
        yield Document("Indicators", address("indicator", dataset.id), dataset.record.title, dataset.record.question, "", _join((*dataset.record.keywords, dataset.record.short_title, *(f"{m.title} {m.synonyms}" for m in measures), to_plain(dataset.record.why))))
    for term in catalog.vocabularies["themes"].terms.values():
        yield Document("Themes", address("theme", term.id), term.title, term.description, "", "")
    for entry in catalog.partners.values():
        if entry.record.status == "published":
            yield Document("Partners", address("partner", entry.id), entry.record.title, entry.record.claim, "", entry.record.short)
    for page in hand_written:
        yield Document("Pages", page.address, page.title, page.description, "", to_plain(re.sub(r"<!--.*?-->|\{[^}]*\}", " ", page.text))[:1500])


def _label(ratings: Any) -> str:
    found = best_and_worst(ratings)
    if not found:
        return words.NOT_RATED.name
    names = list(dict.fromkeys(words.LABELS[r.label].name for r in found))
    return " / ".join(names)


def _terms(view: Any, record: Any) -> Iterable[str]:
    yield from (view.term("themes", t) for t in record.themes)
    yield from (view.term("settings", t) for t in record.settings)
    yield from (view.term("target-groups", t) for t in record.for_whom)


def _measures(catalog: Any, ratings: Any) -> Iterable[str]:
    for rating in ratings:
        measure = catalog.measures[rating.measure]
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
