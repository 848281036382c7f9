"""Practices: the list, its static filter pages, and a page for each practice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from generator.addresses import address, is_public
from generator.adoption import Copy
from generator.analysis.effect import Effect
from generator.analysis.evidence import Rating, best_and_worst
from generator.analysis.knowledge import completeness, cost_band, criteria
from generator.analysis.lift import Lift, lift_of
from generator.analysis.row import Row
from generator.analysis.rules import BASE, Label, label_of
from generator.charts.forest import Estimate, as_ratio, forest
from generator.model.practice import Practice, Record
from generator.model.study import PlannedEvaluation
from generator.output import Output, Page, page
from generator.pages import pictures, words
from generator.pages.contribute import suggestion
from generator.pages.record import cite_record, publication, tombstone
from generator.pages.view import Library, View, digest, json_ld, render
from generator.reading.records import Entry

SECTION = ("Practices", "practices/")
SECTIONS = (
    ("results", "What changed"), ("known", "What is known"), ("problem", "The problem"), ("done", "What was done"), ("how", "How it is thought to work"),
    ("cost", "What it cost"), ("conditions", "What helped and hindered"), ("wrong", "What went wrong"),
    ("limits", "What we cannot say"), ("people", "Who gains, who may lose"), ("elsewhere", "Taking it elsewhere"),
    ("first-90-days", "The first 90 days"),
    ("studies", "The studies"), ("sources", "Sources"), ("cite", "Cite this page"),
)  # fmt: skip


Entries = Sequence[Entry[Practice]]


@dataclass(frozen=True)
class Facet:
    """One filter page: which facet, which value, what readers call it, and the practices it shows."""

    name: str
    id: str
    title: str
    entries: Entries

    @property
    def address(self) -> str:
        return f"practices/{self.name}/{self.id}/"

    def facts(self) -> tuple[str, str, int]:
        """What a list says of the filter."""
        return self.address, self.title, len(self.entries)


def pages(library: Library) -> Iterator[Output]:
    """The list, a page for each theme, region and approach, and one for each practice."""
    catalog = library.catalog
    shown = library.foremost
    filters = library.one(facets)
    menu = [f.facts() for f in filters]
    for at, value, chosen in (("practices/", "", shown), *((f.address, f.title, f.entries) for f in filters)):
        parts = [chosen[i : i + PER_PAGE] for i in range(0, len(chosen), PER_PAGE)] or [()]
        for number, part in enumerate(parts, start=1):
            shelf = Shelf(at, value, part, len(chosen), number, len(parts))
            make = partial(_list, library, filters, shelf, len(shown))
            yield page(
                shelf.page(number),
                make,
                mark=digest(library.mark, library.names(part), shelf.facts(), len(shown), menu),
            )
    for entry in catalog.practices.values():
        if entry.record.status == "withdrawn":
            yield page(
                address("practice", entry.id), partial(tombstone, library, "practice", entry, SECTION), entry.path
            )
        elif is_public(entry.record):
            yield page(
                address("practice", entry.id), partial(_practice, library, entry), entry.path, mark(library, entry)
            )


def mark(library: Library, entry: Entry[Practice]) -> str:
    """The digest of all that a practice's page is made from: its file, the names of what it points at, and who points
    at it."""
    catalog = library.catalog
    rest = (
        library.mark,
        tuple(library.told(*one) for one in catalog.references(entry)),
        tuple(library.place(place) for place in entry.record.places),
        tuple(mention for mention in entry.mentions if library.told(*mention)[-1]),
        catalog.backlinks.get(("practice", entry.id), ()),
        pictures.made_of(library.view(""), "practice", entry),
        tuple((c.kind, c.id, repr(c.adoption)) for c in library.adoptions.behind(entry.id)),
    )
    return catalog.about("mark", entry, partial(digest, entry.digest, rest), rest)


PER_PAGE = 100


@dataclass(frozen=True)
class Shelf:
    """One page of a list: where the list begins, what it is filtered by, and which part of it this is."""

    base: str
    value: str
    entries: Entries
    total: int
    number: int
    pages: int

    def facts(self) -> tuple[object, ...]:
        """What the list is made from beside the filters."""
        return self.base, self.value, self.total, self.number, self.pages, [(e.id, e.digest) for e in self.entries]

    def page(self, number: int) -> str:
        """The address of a part of the list."""
        return self.base if number == 1 else f"{self.base}{number}/"


def shown_practices(library: Library) -> Entries:
    """Practices that readers may find."""
    return library.shown


def facets(library: Library) -> tuple[Facet, ...]:
    """The filter pages that some practice is on, each with the best evidence first."""
    catalog = library.catalog
    found: dict[tuple[str, str], list[Entry[Practice]]] = defaultdict(list)
    for entry in library.foremost:
        record = entry.record
        regions = {catalog.region(place): None for place in record.places}
        keys = [("theme", t) for t in record.themes] + [("region", r) for r in regions if r]
        for key in (*keys, *(("approach", a) for a in record.approaches)):
            found[key].append(entry)
    groups = (
        ("theme", [(t.id, t.title) for t in catalog.vocabularies["themes"].terms.values()]),
        ("region", [(r, r) for r in sorted({r for name, r in found if name == "region"})]),
        ("approach", [(id, a.record.title) for id, a in catalog.approaches.items()]),
    )
    return tuple(
        Facet(name, id.lower().replace(" ", "-"), title, found[name, id])
        for name, values in groups
        for id, title in values
        if (name, id) in found
    )


def by_evidence(library: Library, entries: Entries) -> list[Entry[Practice]]:
    """Practices from the best label over harm and fear to the worst; then those without any, those past their review
    date, and by title."""
    return sorted(entries, key=lambda entry: library.order[entry.id])


def _list(library: Library, filters: Sequence[Facet], shelf: Shelf, whole: int) -> Page:
    at = shelf.page(shelf.number)
    heading = f"Practices: {shelf.value}" if shelf.value else "Practices"
    menu: dict[str, list[Facet]] = defaultdict(list)
    for facet in filters:
        menu[facet.name].append(facet)
    body = render(
        "practices",
        view=library.view(at),
        heading=heading,
        shelf=shelf,
        menu=menu,
        whole=whole,
        per_page=PER_PAGE,
        finder=at == "practices/",
    )
    part = f", part {shelf.number}" if shelf.number > 1 else ""
    description = f"{words.count(shelf.total, 'urban-safety practice')}{f' on {shelf.value}' if shelf.value else ''}, each with the evidence for it, what it cost and what went wrong{part}."
    return Page(
        heading + part,
        description,
        "practices",
        body,
        layout="wide",
        breadcrumb=(SECTION,) if at != "practices/" else (),
    )


def _practice(library: Library, entry: Entry[Practice]) -> Page:
    record = entry.record
    at = address("practice", entry.id)
    view = library.view(at, record.citations)
    ratings = library.catalog.ratings[entry.id]
    found = library.adoptions.behind(entry.id)
    body = render(
        "practice",
        view=view,
        entry=entry,
        record=record,
        pictures=pictures.shown(view, "practice", entry),
        ratings=ratings,
        extremes=best_and_worst(ratings),
        plot=ratings_plot(view, ratings, f"forest-{entry.id}"),
        lifts=lifts(library, record, ratings),
        criteria=criteria(record, ratings),
        completeness=completeness(record, ratings),
        band=cost_band(record),
        plans=plans(record),
        sections=_sections(record, found),
        behind=found,
        brief=f"{entry.id}.pdf" if library.briefs else "",
        cite=cite_record(view, record, at),
        linked=library.catalog.backlinks.get(("practice", entry.id), ()),
    )
    return Page(
        record.title,
        view.description(record.claim),
        "practices",
        body,
        contents=_sections(record, found),
        breadcrumb=(SECTION,),
        head=json_ld(
            publication(view, record, at) | _brief(library, entry) | pictures.described(library, "practice", entry)
        ),
        source=entry.path,
        form=suggestion("practice", entry.id),
    )


def brief_path(entry: Entry[Practice]) -> str:
    """Where the brief of a practice lives: beside its page."""
    return f"{address('practice', entry.id)}{entry.id}.pdf"


def _brief(library: Library, entry: Entry[Practice]) -> dict[str, Any]:
    """The brief in the words of schema.org. Not as a link of the kind `alternate`: Material takes those for languages."""
    if not library.briefs:
        return {}
    url = library.settings["url"] + brief_path(entry)
    return {"encoding": {"@type": "MediaObject", "contentUrl": url, "encodingFormat": "application/pdf"}}


def _sections(record: Practice, found: Sequence[Copy]) -> tuple[tuple[str, str], ...]:
    """The sections that this practice has something to say in."""
    empty = {
        "how": not record.mechanism,
        "conditions": not (record.conditions.helped or record.conditions.hindered),
        "people": not any(
            (record.equity.gains, record.equity.loses, record.equity.safeguards, record.equity.participation)
        ),
        "studies": not record.studies,
        "first-90-days": not record.first_90_days,
        "elsewhere": not (
            record.transfer
            or record.adoptions
            or found
            or record.first_90_days
            or record.powers_needed
            or record.stop_signs
        ),
    }
    return tuple(section for section in SECTIONS if not empty.get(section[0]))


def lifts(library: Library, record: Record, ratings: Sequence[Rating]) -> Mapping[str, Lift]:
    """What would lift each rating, by measure, where something would."""
    found = ((r.measure, lift_of(record, r, library.catalog.measures, library.catalog.today)) for r in ratings)
    return {measure: lift for measure, lift in found if lift}


def plans(record: Record) -> tuple[tuple[PlannedEvaluation, Label], ...]:
    """The evaluations announced, each with the best label that its design could earn."""
    return tuple((plan, label_of(BASE.get(plan.design, 0), "improved")) for plan in record.planned_evaluations)


def ratings_plot(view: View, ratings: Sequence[Rating], key: str, *, grouped: bool = False) -> Markup:
    """All effects that are ratios or changes in percent, in one forest plot; nothing when there is none with an interval.

    `grouped`: by measure, each with the practice it comes from.
    """
    rows = [
        Estimate(
            _row_name(row, by_source=grouped),
            as_ratio(row.effect.scale, row.effect.value),
            _end(row.effect, row.effect.low),
            _end(row.effect, row.effect.high),
            tone(row.direction),
            view.title("measure", rating.measure).capitalize() if grouped else "",
        )
        for rating in ratings
        for row in rating.rows
        if row.effect.value is not None and row.effect.scale in {"ratio", "percent"} and row.effect.low is not None
    ]
    if not rows:
        return Markup()
    good = sum(row.tone == "good" for row in rows)
    return forest(
        key,
        "Effects with their intervals",
        f"{words.count(len(rows), 'effect')} with an interval; {good} of them improved beyond doubt. Each row shows the change and the range that fits the data.",
        rows,
    )


def _row_name(row: Row, *, by_source: bool) -> str:
    part = f", {row.outcome.subgroup}" if row.outcome.subgroup else ""
    place = f". {row.practice}" if by_source and row.practice else ""
    return f"{row.outcome.label}{part}{place}"


def _end(effect: Effect, end: float | None) -> float | None:
    return None if end is None else as_ratio(effect.scale, end)


def tone(direction: str) -> str:
    """The class of a direction, for colour."""
    return {"improved": "good", "worsened": "bad", "mixed": "mixed", "unclear": "open", "not_judged": "open"}.get(
        direction, "null"
    )
