"""View: what a page template may ask for. It knows the catalog and the address the page will live at."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from generator import addresses
from generator.adoption import Adoptions
from generator.analysis.evidence import Rating, Standing, best_and_worst, standing
from generator.analysis.knowledge import is_overdue
from generator.analysis.review import Reviewed
from generator.analysis.rules import rank
from generator.catalog import Catalog
from generator.formats.files import content_mark
from generator.holdings import Holdings
from generator.model.citation import Citation
from generator.model.place import Place
from generator.model.practice import Practice
from generator.pages import words
from generator.pages.reviewed import reviewed
from generator.reading.records import Entry
from generator.text import Context, to_html, to_inline, to_plain

T = TypeVar("T")
TEMPLATES = Path(__file__).parents[2] / "theme" / "pages"
BRIEFS = TEMPLATES.parent / "briefs"


@dataclass(frozen=True)
class Library:
    """All that a page is made from: the records, and what the site is called and where it will live."""

    catalog: Catalog
    settings: Mapping[str, Any]
    base: Catalog | None = None
    """What the records are compared with, in the preview of a proposal."""

    @cached_property
    def holdings(self) -> Holdings:
        """What is held of each figure of the catalogue of indicators."""
        return Holdings(self.catalog)

    @cached_property
    def adoptions(self) -> Adoptions:
        """Who took up what from whom."""
        return Adoptions(self.catalog)

    def one(self, kind: Callable[["Library"], T]) -> T:
        """What a class works out from the library, made once for all who ask: `library.one(Results)`."""
        if kind not in self._ones:
            self._ones[kind] = kind(self)
        found: T = self._ones[kind]
        return found

    @cached_property
    def _ones(self) -> dict[Any, Any]:
        return {}

    @property
    def briefs(self) -> bool:
        """Whether practices are also made as briefs to print."""
        return bool(self.settings.get("briefs"))

    @cached_property
    def mark(self) -> str:
        """The digest of what every record page rests on beside its record: day, settings, code, terms and measures."""
        terms = [(name, t.id, t.title) for name, v in self.catalog.vocabularies.items() for t in v.terms.values()]
        measures = [measure.model_dump() for measure in self.catalog.measures.values()]
        stories = [(id, city.record.place) for id, city in self.catalog.cities.items()]
        return digest(str(self.catalog.today), self.settings, made_by(), terms, measures, stories)

    @cached_property
    def figures(self) -> str:
        """The digest of what every page of figures rests on: all but what a practice says beside its title. Tables,
        terms and records of other kinds are in it whole, and every address there is."""
        catalog = self.catalog
        others = [(kind, e.id, e.digest) for kind, e in catalog.entries if kind != "practice"]
        return digest(
            self.mark,
            self.places,
            [(content_mark(catalog, dataset), dataset.digest) for dataset in catalog.indicators.values()],
            [row.model_dump(mode="json") for row in catalog.catalogue.values()],
            [term.model_dump(mode="json") for v in catalog.vocabularies.values() for term in v.terms.values()],
            [(id, entry.record.title) for id, entry in catalog.practices.items()],
            [others, list(addresses.published(catalog)), bool(catalog.boundaries)],
        )

    @cached_property
    def places(self) -> str:
        """The digest of all places."""
        return digest([tuple(place.__dict__.values()) for place in self.catalog.places.values()])

    @cached_property
    def shown(self) -> Sequence[Entry[Practice]]:
        """Practices that readers may find."""
        return [e for e in self.catalog.practices.values() if addresses.is_public(e.record)]

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each practice by its evidence: from the best label over harm and fear to the worst; then those
        without any, those past their review date, and by title."""

        def key(entry: Entry[Practice]) -> tuple[bool, int, int, str]:
            found = best_and_worst(catalog.ratings[entry.id])
            best, worst = (rank(found[0].label), rank(found[1].label)) if found else (rank("not_judged") + 1, 0)
            return is_overdue(entry.record, catalog.today), best, worst, entry.record.title

        catalog = self.catalog
        keys = {id: catalog.about("standing", e, partial(key, e)) for id, e in catalog.practices.items()}
        return {id: n for n, id in enumerate(sorted(keys, key=keys.__getitem__))}

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """What readers may take from each practice they may find, in one word. Evidence past its review date speaks for
        nothing until it is read again."""
        catalog = self.catalog

        def find(entry: Entry[Practice]) -> Standing:
            return "overdue" if is_overdue(entry.record, catalog.today) else standing(catalog.ratings[entry.id])

        return {e.id: catalog.about("word", e, partial(find, e)) for e in self.shown}

    @cached_property
    def foremost(self) -> Sequence[Entry[Practice]]:
        """Practices that readers may find, in that order."""
        return sorted(self.shown, key=lambda entry: self.order[entry.id])

    def told(self, kind: str, id: str) -> tuple[str, str, str, str]:
        """A record, what readers call it, and where its page is, '' when it has none: looked up once for all who ask."""
        if (kind, id) not in self._told:
            title = self.catalog.term("themes", id) if kind == "theme" else self.catalog.title(kind, id)
            self._told[kind, id] = (kind, id, title, self.view("").link(kind, id) or "")
        return self._told[kind, id]

    @cached_property
    def _told(self) -> dict[tuple[str, str], tuple[str, str, str, str]]:
        return {}

    def names(self, entries: Iterable[Entry[Any]]) -> list[list[str]]:
        """What readers call the places of some records."""
        return [[self.place(place) for place in entry.record.places] for entry in entries]

    def place(self, id: str) -> str:
        """A place for readers: 'Medellín, Colombia'."""
        if id not in self._placed:
            places = self.catalog.places
            found = places.get(id)
            country = places.get(found.iso3) if found and found.iso3 != id else None
            name = self.catalog.place_name(id)
            self._placed[id] = f"{name}, {country.name}" if country else found.name if found else id
        return self._placed[id]

    @cached_property
    def _placed(self) -> dict[str, str]:
        return {}

    def view(self, address: str, citations: Sequence[Citation] = (), chart: "Drawer | None" = None) -> "View":
        """A view for the page at an address, with the sources its texts cite, in the order they are numbered, and
        what draws the charts of its story."""
        return View(self, address, tuple(citations), chart)


@dataclass(frozen=True)
class View:
    """One page's way of looking at the library."""

    library: Library
    address: str
    citations: tuple[Citation, ...] = ()
    chart: "Drawer | None" = None

    @property
    def catalog(self) -> Catalog:
        return self.library.catalog

    @cached_property
    def context(self) -> Context:
        """What the texts of this page may point at."""
        numbers = {c.id: n for n, c in enumerate(self.citations, start=1)}
        return Context(self.link, numbers, partial(self.chart, self) if self.chart else None)

    def url(self, address: str) -> str:
        """The way from this page to an address."""
        return addresses.relative(address, self.address)

    def link(self, kind: str, id: str) -> str | None:
        """The way to a record's page; None when it has none. A place is told by its story first, then by its figures."""
        if kind == "place":
            story = self.catalog.stories.get(id)
            return self.url(addresses.address("city", story)) if story else self.profile(id)
        known: Mapping[str, Any] = (
            self.catalog.vocabularies["themes"].terms if kind == "theme" else self.catalog.of(kind)
        )
        found = known.get(id)
        if found is None or kind not in addresses.FOLDERS:
            return None
        if isinstance(found, Entry) and found.record.status not in addresses.LIVING:
            return None
        return self.url(addresses.address(kind, id))

    def profile(self, id: str) -> str | None:
        """The way to the page with the figures of a place; None when it has none."""
        return self.url(addresses.address("place", id)) if id in self.catalog.profiled else None

    def anchor(self, kind: str, id: str) -> Markup:
        """A record's name as a link to its page; its name alone while it has none."""
        title = self.term("themes", id) if kind == "theme" else self.title(kind, id)
        to = self.link(kind, id)
        return Markup('<a href="{}">{}</a>').format(to, title) if to else escape(title)

    def text(self, markdown: str) -> Markup:
        """A contributor's text as HTML."""
        return to_html(markdown, self.context)

    def line(self, markdown: str) -> Markup:
        """The same for one line."""
        return to_inline(markdown, self.context)

    def cites(self, keys: Sequence[str]) -> Markup:
        """Numbers that lead to sources."""
        return to_inline(f"[{'; '.join('@' + key for key in keys)}]", self.context) if keys else Markup()

    def title(self, kind: str, id: str) -> str:
        return self.catalog.title(kind, id)

    def term(self, vocabulary: str, id: str) -> str:
        return self.catalog.term(vocabulary, id)

    def place(self, id: str) -> str:
        """A place for readers: 'Medellín, Colombia'."""
        return self.library.place(id)

    def name(self, id: str) -> str:
        """A place without its country: 'Medellín'."""
        return self.catalog.place_name(id)

    def profiled(self, id: str, *, short: bool = False) -> Markup:
        """A place's name as a link to its page; its name alone while it has none."""
        to, name = self.link("place", id), self.name(id) if short else self.place(id)
        return Markup('<a href="{}">{}</a>').format(to, name) if to else escape(name)

    def place_of(self, id: str) -> Place | None:
        return self.catalog.places.get(id)

    def day(self, value: Any) -> str:
        """'22 November 2026' from a date, or from '2008', '2008-03', '2008-03-21'."""
        return when(value)

    def review(self, record: Reviewed) -> str:
        """How a published record came to be so."""
        return reviewed(record, self.catalog.today, when)

    def web(self, given: Mapping[str, Any]) -> str:
        """The `path` of a licence or source of a descriptor when it is an address on the web, else ''."""
        path = str(given.get("path", ""))
        return path if path.startswith(("https://", "http://")) else ""

    def description(self, text: str) -> str:
        """A text cut to what search engines show, at a word."""
        plain = to_plain(text)
        return plain if len(plain) <= 155 else plain[:152].rsplit(" ", 1)[0].rstrip(",;:") + "…"

    def extremes(self, ratings: Iterable[Rating]) -> tuple[Rating, Rating] | None:
        return best_and_worst(ratings)


Drawer = Callable[[View, str], Markup]
"""Draws the chart that a block in a story asks for."""


@cache
def when(value: Any) -> str:
    """A date or a part of one in words."""
    text = str(value)
    from datetime import date

    if len(text) == 4:
        return text
    day = date.fromisoformat((text + "-01")[:10])
    return format_date(day, "MMMM y" if len(text) == 7 else "d MMMM y", locale="en_GB")


_PLAIN = json.JSONEncoder(sort_keys=True, default=str)


def digest(*given: Any) -> str:
    """The digest of plain data; the same in every process."""
    return blake2b(_PLAIN.encode(given).encode(), digest_size=16).hexdigest()


def json_ld(data: Mapping[str, Any]) -> Markup:
    """Structured data for search engines, safe inside a script element."""
    text = (
        json.dumps(data, ensure_ascii=False, sort_keys=True)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
    )
    return Markup('<script type="application/ld+json">{}</script>\n').format(Markup(text))  # noqa: S704 escaped above


@cache
def template(name: str) -> Template:
    """A page template: autoescape on, undefined names refused."""
    return _environment().get_template(f"{name}.html.jinja")


class _Flush(FileSystemLoader):
    """Templates without the indentation that people read them by, which readers of pages need not load."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, fresh = super().get_source(environment, template)
        return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE), name, fresh


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=_Flush(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    environment.globals.update(words=words, number=words.number, count=words.count, phrase=words.phrase, zip=zip)
    environment.filters.update(
        plain=to_plain,
        first_upper=lambda text: text[:1].upper() + text[1:],
        first_lower=lambda text: text[:1].lower() + text[1:],
        place_name=lambda id, view: view.place(id),
    )
    return environment


def render(name: str, **given: Any) -> Markup:
    """The body of a page."""
    return Markup(template(name).render(**given))  # noqa: S704 made by an autoescaped template


@cache
def made_by() -> str:
    """The digest of what makes pages: our own code and templates."""
    found = blake2b(digest_size=16)
    for folder, pattern in ((Path(__file__).parents[1], "*.py"), (TEMPLATES, "*.jinja"), (BRIEFS, "*.typ")):
        for file in sorted(folder.rglob(pattern)):
            found.update(file.read_bytes())
    return found.hexdigest()


def forget_templates() -> None:
    """Have templates read again, for the preview of someone changing them."""
    for kept in (template, _environment, made_by):
        kept.cache_clear()
