"""Practices: the list, its static filter pages, and a page for each practice."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from markupsafe import Markup

from generator.addresses import address
from generator.analysis.effect import Effect
from generator.analysis.evidence import ORDER, Rating, Row, best_and_worst
from generator.charts.forest import Estimate, as_ratio, forest
from generator.model.practice import Practice
from generator.output import Output, Page, page
from generator.pages import words
from generator.pages.record import cite_text, publication, tombstone
from generator.pages.view import Library, json_ld, render
from generator.reading.records import Entry

SECTION = ("Practices", "practices/")
SECTIONS = (
    ("results", "What changed"), ("problem", "The problem"), ("done", "What was done"), ("how", "How it is thought to work"),
    ("cost", "What it cost"), ("conditions", "What helped and hindered"), ("wrong", "What went wrong"),
    ("limits", "What we cannot say"), ("people", "Who gains, who may lose"), ("elsewhere", "Taking it elsewhere"),
    ("studies", "The studies"), ("sources", "Sources"), ("cite", "Cite this page"),
)  # fmt: skip


def pages(library: Library) -> Iterator[Output]:
    """The list, a page for each theme, region and approach, and one for each practice."""
    catalog = library.catalog
    shown = [e for e in catalog.practices.values() if e.record.status not in {"draft", "withdrawn"}]
    yield page("practices/", partial(_list, library, "practices/", "Practices", "", shown))
    for facet, id, title, chosen in facets(library, shown):
        yield page(
            f"practices/{facet}/{id}/",
            partial(_list, library, f"practices/{facet}/{id}/", f"Practices: {title}", title, chosen),
        )
    for entry in catalog.practices.values():
        if entry.record.status == "withdrawn":
            yield page(
                address("practice", entry.id), partial(tombstone, library, "practice", entry, SECTION), entry.path
            )
        elif entry.record.status != "draft":
            yield page(address("practice", entry.id), partial(_practice, library, entry), entry.path)


def facets(
    library: Library, entries: Sequence[Entry[Practice]]
) -> Iterator[tuple[str, str, str, list[Entry[Practice]]]]:
    """The filter pages: (facet, id, title, practices). Only values that some practice has."""
    catalog = library.catalog

    def regions(e: Entry[Practice]) -> set[str]:
        return {catalog.region(place).lower() for place in e.record.places} - {""}

    groups: tuple[tuple[str, Sequence[tuple[str, str]], Callable[[Entry[Practice]], object]], ...] = (
        ("theme", [(t.id, t.title) for t in catalog.vocabularies["themes"].terms.values()], lambda e: e.record.themes),
        ("region", [(r.lower(), r) for r in sorted({p.region for p in catalog.places.values()} - {""})], regions),
        ("approach", [(id, a.record.title) for id, a in catalog.approaches.items()], lambda e: e.record.approaches),
    )
    for facet, values, of in groups:
        members = {id: [e for e in entries if id in of(e)] for id, _ in values}  # type: ignore[operator]
        for id, title in values:
            if members[id]:
                yield facet, id, title, members[id]


def by_evidence(library: Library, entries: Sequence[Entry[Practice]]) -> list[Entry[Practice]]:
    """Practices from the best label over harm and fear to the worst; those without any last, then by title."""

    def key(entry: Entry[Practice]) -> tuple[int, int, str]:
        found = best_and_worst(library.catalog.ratings[entry.id])
        return (
            (ORDER.index(found[0].label), ORDER.index(found[1].label), entry.record.title)
            if found
            else (len(ORDER), 0, entry.record.title)
        )

    return sorted(entries, key=key)


def _list(library: Library, at: str, heading: str, value: str, entries: Sequence[Entry[Practice]]) -> Page:
    view = library.view(at)
    every = [e for e in library.catalog.practices.values() if e.record.status not in {"draft", "withdrawn"}]
    menu: dict[str, list[tuple[str, str, int, bool]]] = {}
    for facet, id, title, chosen in facets(library, every):
        menu.setdefault(facet, []).append(
            (title, f"practices/{facet}/{id}/", len(chosen), at == f"practices/{facet}/{id}/")
        )
    body = render(
        "practices",
        view=view,
        heading=heading,
        value=value,
        entries=by_evidence(library, entries),
        menu=menu,
        total=len(every),
    )
    description = f"{words.count(len(entries), 'urban-safety practice')}{f' on {value}' if value else ''}, each with the evidence for it, what it cost and what went wrong."
    return Page(heading, description, "practices", body, layout="wide", breadcrumb=(SECTION,) if value else ())


def _practice(library: Library, entry: Entry[Practice]) -> Page:
    record = entry.record
    at = address("practice", entry.id)
    view = library.view(at, record.citations)
    ratings = library.catalog.ratings[entry.id]
    body = render(
        "practice",
        view=view,
        entry=entry,
        record=record,
        ratings=ratings,
        extremes=best_and_worst(ratings),
        plot=ratings_plot(ratings, f"forest-{entry.id}"),
        sections=_sections(record),
        cite=cite_text(view, record.title, at, record.reviewed or record.created),
        linked=library.catalog.backlinks.get(("practice", entry.id), ()),
    )
    return Page(
        record.title,
        view.description(record.claim),
        "practices",
        body,
        contents=_sections(record),
        breadcrumb=(SECTION,),
        head=json_ld(publication(view, record.title, record.claim, at, record.created, record.reviewed)),
        source=entry.path,
    )


def _sections(record: Practice) -> tuple[tuple[str, str], ...]:
    """The sections that this practice has something to say in."""
    empty = {
        "how": not record.mechanism,
        "conditions": not (record.conditions.helped or record.conditions.hindered),
        "people": not any(
            (record.equity.gains, record.equity.loses, record.equity.safeguards, record.equity.participation)
        ),
        "studies": not record.studies,
        "elsewhere": not (
            record.transfer or record.adoptions or record.first_90_days or record.powers_needed or record.stop_signs
        ),
    }
    return tuple(section for section in SECTIONS if not empty.get(section[0]))


def ratings_plot(ratings: Sequence[Rating], key: str) -> Markup:
    """All effects that are ratios or changes in percent, in one forest plot; nothing when there is none with an interval."""
    rows = [
        Estimate(
            _row_name(row),
            as_ratio(row.effect.scale, row.effect.value),
            _end(row.effect, row.effect.low),
            _end(row.effect, row.effect.high),
            tone(row.direction),
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


def _row_name(row: Row) -> str:
    part = f", {row.outcome.subgroup}" if row.outcome.subgroup else ""
    return f"{row.outcome.label}{part}"


def _end(effect: Effect, end: float | None) -> float | None:
    return None if end is None else as_ratio(effect.scale, end)


def tone(direction: str) -> str:
    """The class of a direction, for colour."""
    return {"improved": "good", "worsened": "bad", "mixed": "mixed", "unclear": "open", "not_judged": "open"}.get(
        direction, "null"
    )
