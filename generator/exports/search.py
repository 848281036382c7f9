"""The search catalogue: one small file with what can be found and by what, read only when someone searches, and
lunr's stems beside it.

What many records share (a theme, a measure and its synonyms, a place) is written once, as a term, and records name their
terms by number. So the file stays small, the finder counts by bits, and an answer can say why it is one.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from generator.addresses import FOLDERS, address, is_public
from generator.analysis.evidence import Rating, best_and_worst
from generator.analysis.knowledge import BANDS, cost_band, is_overdue
from generator.analysis.rules import rank
from generator.dataset import Dataset
from generator.engine import HandWritten, Script
from generator.holdings import income_of
from generator.model.approach import Approach
from generator.model.city import City
from generator.model.place import kind_of
from generator.model.practice import Practice, Record
from generator.output import Output
from generator.pages import words
from generator.pages.across import ACROSS
from generator.pages.view import Library, View
from generator.reading.records import Entry
from generator.text import to_plain

CATALOGUE = "search/catalogue.json"
KINDS: Mapping[str, str] = {
    "Practices": "practice", "Approaches": "approach", "Cities": "city", "Indicators": "indicator", "Themes": "theme",
    "Partners": "partner", "Guides and topics": "lesson", "Frameworks": "framework", "Places": "place", "Pages": "",
}  # fmt: skip
"""What readers call each kind, and the kind of record it is."""
FACETS: Mapping[str, str] = {
    "theme": "Theme", "measure": "What was measured", "label": "What the evidence says", "strength": "How strong the evidence is",
    "region": "Region", "income": "Country’s income", "setting": "Setting", "group": "For whom", "approach": "Approach",
    "pillar": "Pillar", "cost": "Cost, in USD, EUR or GBP", "evaluated": "Evaluated", "beacon": "Role of the city", "place": "Place",
}  # fmt: skip
"""What practices can be narrowed down by, in the order that readers see; places are found by their names only."""


class Term(NamedTuple):
    """What several records have in common: its facet and id, what readers call it, and other words for it."""

    facet: str
    id: str
    title: str
    words: str = ""
    order: int = 0
    """Where it stands among the values of its facet; those of one order stand by title."""


class Document(NamedTuple):
    """One thing that can be found. Kind, address, title, summary and label are shown; the rest is only searched."""

    kind: str
    address: str
    title: str
    summary: str
    label: str = ""
    words: str = ""
    """Its own plain words, each once, without those that its title or summary says."""
    terms: tuple[Term, ...] = ()
    year: int = 0
    """When it began; 0 when that is not known."""


def documents(library: Library, hand_written: Sequence[HandWritten]) -> Iterator[Document]:
    """Everything that can be found, in the order of kinds; practices with the best evidence first."""
    catalog = library.catalog
    view = library.view("")
    income = income_of(catalog)
    for entry in library.foremost:
        yield catalog.about("document", entry, partial(_practice, view, entry, income), library.figures)
    yield from (_approach(view, e) for e in catalog.approaches.values() if is_public(e.record))
    yield from (_city(view, e) for e in catalog.cities.values() if is_public(e.record))
    yield from (_indicator(view, dataset) for dataset in catalog.indicators.values())
    for term in catalog.vocabularies["themes"].terms.values():
        yield _document("Themes", address("theme", term.id), term.title, term.description)
    for partner in catalog.partners.values():
        if is_public(partner.record):
            said = partner.record
            yield _document("Partners", address("partner", partner.id), said.title, said.claim, "", [said.short])
    for lesson in catalog.lessons.values():
        if is_public(lesson.record):
            found = (*lesson.record.keywords, to_plain(lesson.record.summary))
            at = address("lesson", lesson.id)
            yield _document("Guides and topics", at, lesson.record.title, lesson.record.claim, "", found)
    for framework in catalog.frameworks.values():
        if is_public(framework.record):
            at, named = address("framework", framework.id), framework.record
            yield _document("Frameworks", at, named.title, named.claim, "", [named.short])
    yield from _places(view)
    yield from (_document("Pages", *across) for across in ACROSS)
    for page in hand_written:
        text = to_plain(re.sub(r"<!--.*?-->|\{[^}]*\}", " ", page.text))
        yield _document("Pages", page.address, page.title, page.description, "", [_join(text)[:1500]])


def _practice(view: View, entry: Entry[Practice], income: Mapping[str, int]) -> Document:
    record, catalog = entry.record, view.catalog
    ratings = catalog.ratings[entry.id]
    return _document(
        "Practices",
        address("practice", entry.id),
        record.title,
        record.claim,
        f"{'Past its review date: ' if is_overdue(record, catalog.today) else ''}{_label(ratings)}",
        (
            *record.keywords,
            to_plain(record.problem.statement),
            *(component.title for component in record.components),
            *(adoption.name for adoption in record.adoptions),
        ),
        tuple(dict.fromkeys((*_shared(view, record, ratings), *_local(view, record, income)))),
        int(record.start[:4]) if record.start else 0,
    )


def _local(view: View, record: Practice, income: Mapping[str, int]) -> Iterator[Term]:
    """What a practice has in common with others because of where and how it is done."""
    catalog = view.catalog
    yield from (_term(view, "approach", "", id) for id in record.approaches if id in catalog.approaches)
    band = cost_band(record)
    names = [name for _, name in BANDS]
    if band:
        yield Term("cost", slug(band.name).replace(",", ""), band.name.capitalize(), order=names.index(band.name))
    else:
        yield Term("cost", "unknown", "Not known", order=len(names))
    for id in record.places:
        place = catalog.places.get(id)
        if place is None:  # a preview shows a record whose place is not known yet
            continue
        yield Term("place", id, view.place(id))
        if place.region:
            yield Term("region", slug(place.region), place.region)
        if place.iso3 in income:
            fourth = income[place.iso3]
            title = f"{words.FOURTHS[fourth - 1].capitalize()} fourth by GDP per person"
            yield Term("income", str(fourth), title, order=fourth)
        story = catalog.stories.get(id)
        if story and "beacon" in catalog.cities[story].record.roles:
            yield Term("beacon", "beacon", "Beacon city")


def _approach(view: View, entry: Entry[Approach]) -> Document:
    record, ratings = entry.record, view.catalog.approach_ratings[entry.id]
    return _document(
        "Approaches",
        address("approach", entry.id),
        record.title,
        record.claim,
        _label(ratings),
        (*record.keywords, to_plain(record.summary)),
        tuple(dict.fromkeys(_shared(view, record, ratings))),
    )


def _shared(view: View, record: Record, ratings: Sequence[Rating]) -> Iterator[Term]:
    """What practices and approaches have in common with others of their kind."""
    yield from (_term(view, "theme", "themes", id) for id in record.themes)
    for rating in ratings:
        measure = view.catalog.measures[rating.measure]
        yield Term("measure", measure.id, measure.title[:1].upper() + measure.title[1:], measure.synonyms)
    found = best_and_worst(ratings)
    for label in dict.fromkeys(rating.label for rating in found) if found else ():
        yield Term("label", label.replace("_", "-"), words.LABELS[label].name, order=rank(label))
    if found:
        level = found[0].level
        yield Term("strength", f"e{level}", f"E{level} {words.LEVELS[level]}", order=-level)
    else:
        yield Term("label", "not-rated", words.NOT_RATED.name, order=rank("not_judged") + 1)
    evaluated = bool(ratings)
    yield Term("evaluated", "yes" if evaluated else "no", "Evaluated" if evaluated else "Not evaluated")
    yield from (_term(view, "setting", "settings", id) for id in record.settings)
    yield from (_term(view, "group", "target-groups", id) for id in record.for_whom)
    yield from (_term(view, "pillar", "pillars", id) for id in dict.fromkeys((record.pillar, *record.other_pillars)))


def _term(view: View, facet: str, vocabulary: str, id: str) -> Term:
    if facet == "approach":
        record = view.catalog.approaches[id].record
        return Term(facet, id, record.title, "; ".join(record.keywords))
    term = view.catalog.vocabularies[vocabulary].terms.get(id)
    return Term(facet, id, term.title if term else id, term.synonyms if term else "")


def slug(title: str) -> str:
    """A title as it stands in an address."""
    return title.lower().replace(" ", "-")


def _city(view: View, entry: Entry[City]) -> Document:
    record = entry.record
    themes = tuple(_term(view, "theme", "themes", theme) for theme in record.themes)
    place = Term("place", record.place, view.place(record.place))
    found = (*record.keywords, to_plain(record.summary))
    return _document("Cities", address("city", entry.id), record.title, record.claim, "", found, (*themes, place))


def _indicator(view: View, dataset: Dataset) -> Document:
    record = dataset.record
    measures = [view.catalog.measures[id] for id in record.measures if id in view.catalog.measures]
    found = (
        *record.keywords,
        record.short_title,
        *(f"{m.title} {m.synonyms}" for m in measures),
        to_plain(record.why),
    )
    return _document("Indicators", address("indicator", dataset.id), record.title, record.question, "", found)


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
            yield _document("Places", address("place", id), view.name(id), lies_in or "Region")


def _label(ratings: Sequence[Rating]) -> str:
    found = best_and_worst(ratings)
    if not found:
        return words.NOT_RATED.name
    names = list(dict.fromkeys(words.LABELS[r.label].name for r in found))
    return " / ".join(names)


def _document(
    kind: str,
    address: str,
    title: str,
    summary: str,
    label: str = "",
    words: Iterable[str] = (),
    terms: tuple[Term, ...] = (),
    year: int = 0,
) -> Document:
    """A document that says each word once: what its title or summary says would only make the file longer."""
    shown = frozenset(_words(f"{title} {summary}"))
    own = " ".join(word for word in dict.fromkeys(_words(" ".join(words))) if word not in shown)
    return Document(kind, address, title, summary, label, own, terms, year)


def _join(text: str) -> str:
    """All words of a text once, in the order they come."""
    return " ".join(dict.fromkeys(_words(text)))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text.casefold())


def files(library: Library, hand_written: Sequence[HandWritten], scripts: Sequence[Script]) -> Iterator[Output]:
    """The catalogue, and lunr with its languages as the installed engine package holds them."""
    yield Output(CATALOGUE, partial(_catalogue, library, hand_written))
    for script in scripts:
        yield Output(f"assets/js/{script.path}", script.read)


def _catalogue(library: Library, hand_written: Sequence[HandWritten]) -> bytes:
    found = list(documents(library, hand_written))
    return json.dumps(catalogue(found), ensure_ascii=False, separators=(",", ":")).encode()


def catalogue(found: Sequence[Document]) -> Mapping[str, object]:
    """What the browser reads: names of kinds and facets, terms in the order of facets, and a column for each thing that is
    told of a document. Like beside like, the file packs a fifth smaller than row by row."""
    order = {facet: number for number, facet in enumerate(FACETS)}
    met: Mapping[Term, None] = dict.fromkeys(term for document in found for term in document.terms)
    terms = sorted(met, key=lambda term: (order[term.facet], term.order, term.title.casefold(), term.id))
    number = {term: n for n, term in enumerate(terms)}
    kinds = {kind: n for n, kind in enumerate(KINDS)}
    bases = [f"{FOLDERS[kind]}/" if kind else "" for kind in KINDS.values()]
    return {
        "kinds": list(KINDS),
        "bases": bases,
        "facets": [[id, title] for id, title in FACETS.items()],
        "terms": [[order[t.facet], t.id, t.title, *([t.words] if t.words else [])] for t in terms],
        "columns": list(zip(*(_row(document, kinds, bases, number) for document in found), strict=True)),
    }


def _row(
    document: Document, kinds: Mapping[str, int], bases: Sequence[str], number: Mapping[Term, int]
) -> Sequence[object]:
    """A document in the least characters."""
    kind = kinds[document.kind]
    base = bases[kind]
    at = document.address.removeprefix(base).removesuffix("/") if base else document.address
    terms = [number[term] for term in document.terms]
    return kind, at, document.title, document.summary, document.label, document.words, terms, document.year
