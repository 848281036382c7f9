"""Upkeep: what waits for somebody who looks after the records, computed from the records themselves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from generator.analysis.evidence import Rating, best_and_worst
from generator.analysis.links import Memory, verdict
from generator.analysis.readiness import RECENT
from generator.analysis.review import READERS, cleared_on, clearing, course, open_appeals
from generator.catalog import Catalog
from generator.model.citation import Citation
from generator.reading.links import Heard, Links
from generator.reading.records import Entry

SOON = timedelta(days=180)
"""How long before its day a new reading is announced."""
When = Literal["first", "next", "later"]
"""How pressing a kind of work is: somebody waits or readers are misled; it will soon be so; it makes the library better."""
WORK: Mapping[str, tuple[When, str]] = {
    "waiting": ("first", "Find a reader for each, answer whoever sent it, and note each reading in the record."),
    "disputed": ("first", "Somebody who had no part in the decision decides, with a reason, and notes it in the record."),
    "overdue": ("first", "Read the record against its sources again, mend it, and set a new day."),
    "links": ("first", "Look for the new address. If there is none, add an archived copy to the source."),
    "soon": ("next", "Plan a reading: ask a reader before the day comes."),
    "never-read": ("next", "Read each against its sources once, and note the day."),
    "changed-links": ("next", "Open each. If the source has moved, write the new address."),
    "few-readers": ("later", "Ask somebody in another role to read one, and note the reading."),
    "not-in-full": ("later", "Get the full text of one source, read it, and mend the record and its mark."),
    "unrated": ("later", "Look for a study that measured harm or fear. If there is none, there is nothing to do."),
    "old-figures": ("later", "Look whether the publisher has newer years, and bring them in."),
    "translations": ("later", "Nothing yet: there is no place for translations."),
}  # fmt: skip
"""What to do about each kind of work, in the order in which it is best done."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record that waits: its kind, its id, its file, why it is here, and the day that goes with it. `url` is an address
    outside, `at` its archived copy."""

    kind: str
    id: str
    title: str
    path: str
    why: str
    day: date | None = None
    url: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work: what it means, what waits, and what is said when nothing does. `number` is None where nobody can
    know, and may be more than the items where a list would say nothing more."""

    id: str
    title: str
    meaning: str
    items: tuple[Item, ...]
    nothing: str
    number: int | None

    @property
    def when(self) -> When:
        """How pressing it is."""
        return WORK[self.id][0]

    @property
    def to_do(self) -> str:
        """What is done about it."""
        return WORK[self.id][1]


def jobs(catalog: Catalog) -> tuple[Job, ...]:
    """Every kind of work, the most pressing first."""
    found: dict[str, list[Item]] = {job.id: [] for job in _JOBS}
    for kind, entry in catalog.entries:
        for id, item in waits(catalog, kind, entry):
            found[id].append(item)
    own = (
        Job(j.id, j.title, j.meaning, tuple(sorted(found[j.id], key=j.order) if j.order else found[j.id]), j.nothing, len(found[j.id]))
        for j in _JOBS
    )  # fmt: skip
    order = list(WORK)
    told = (*own, _old_figures(catalog), _translations(catalog), *_links(catalog))
    return tuple(sorted(told, key=lambda job: order.index(job.id)))


def waits(catalog: Catalog, kind: str, entry: Entry[Any]) -> tuple[tuple[str, Item], ...]:
    """What waits on one record, each with the id of its job; nothing outside of the record and its ratings tells it."""
    ratings = _ratings(catalog, kind, entry)

    def find() -> tuple[tuple[str, Item], ...]:
        published = entry.record.status == "published"
        return tuple(
            (job.id, _item(kind, entry, *why))
            for job in _JOBS
            if published == job.published
            for why in job.find(Asked(entry.record, ratings, catalog.today))
        )

    return catalog.about("upkeep", entry, find, ratings)


@dataclass(frozen=True, slots=True)
class Asked:
    """A record, its ratings (None where none are made), and the day."""

    record: Any
    ratings: tuple[Rating, ...] | None
    today: date


Why = tuple[str, date | None]
"""Why a record waits, and the day that goes with it."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One kind of work on records: what finds it, in published ones or in those that are not yet, and in which order."""

    id: str
    title: str
    meaning: str
    nothing: str
    find: Callable[[Asked], Iterator[Why]]
    order: "Callable[[Item], Any] | None" = None
    published: bool = True


def _ratings(catalog: Catalog, kind: str, entry: Entry[Any]) -> tuple[Rating, ...] | None:
    rated = catalog.ratings if kind == "practice" else catalog.approach_ratings if kind == "approach" else {}
    return rated.get(entry.id)


def _item(kind: str, entry: Entry[Any], why: str, day: date | None = None) -> Item:
    return Item(kind, entry.id, entry.record.title, entry.path, why, day)


def _published(catalog: Catalog) -> Iterator[tuple[str, Entry[Any]]]:
    return ((kind, entry) for kind, entry in catalog.entries if entry.record.status == "published")


def _by_day(item: Item) -> Any:
    return item.day or date.max, item.kind, item.id


def _waiting(asked: Asked) -> Iterator[Why]:
    if asked.record.status in STEPS:
        yield _step(asked.record)


STEPS = ("draft", "submitted", "reviewed")


def _step(record: Any) -> tuple[str, date | None]:
    review = record.review
    if record.status == "reviewed":
        return f"read by {READERS}, to be published; cleared", cleared_on(review)
    if record.status == "submitted":
        found = clearing(review)
        needs = "two readers" if not found else f"one more reader beside the {found[0].role} reader"
        return f"needs {needs}; sent in", review.submitted
    return "draft, begun", record.created


def _disputed(asked: Asked) -> Iterator[Why]:
    for appeal in open_appeals(asked.record.review):
        yield f"objection of {appeal.by}, made", appeal.date


DUE = "to be read again by"


def _overdue(asked: Asked) -> Iterator[Why]:
    if (day := getattr(asked.record, "review_by", None)) and day < asked.today:
        yield DUE, day


def _soon(asked: Asked) -> Iterator[Why]:
    if (day := getattr(asked.record, "review_by", None)) and asked.today <= day <= asked.today + SOON:
        yield DUE, day


def _never_read(asked: Asked) -> Iterator[Why]:
    if getattr(asked.record, "reviewed", None) is None:
        yield "no day of a reading; begun", asked.record.created


def _unrated(asked: Asked) -> Iterator[Why]:
    if asked.ratings is not None and best_and_worst(asked.ratings) is None:
        yield "results on other things than harm and fear only" if asked.ratings else "no result with a source", None


def _not_in_full(asked: Asked) -> Iterator[Why]:
    read = [citation.read for citation in asked.record.citations]
    if "full_text" not in read:
        abstracts, second = read.count("abstract"), read.count("secondary")
        told = (_count(abstracts, "abstract") if abstracts else "", f"{second} at second hand" if second else "")
        yield ", ".join(part for part in told if part), None


def _few_readers(asked: Asked) -> Iterator[Why]:
    if course(asked.record) in {"before_rule", "too_few"}:
        found = clearing(asked.record.review)
        yield f"read by the {found[0].role} reader" if found else "no second reading recorded", None


_JOBS = (
    _Job("waiting", "Waiting for readers", "Drafts, what was sent in, and what two readers have cleared. Readers of the site do not see these; the oldest first.", "Nothing waits: there is no draft, and nothing sent in.", _waiting, _by_day, published=False),
    _Job("disputed", "Disputed", "Somebody objects to a statement or a decision, and nobody has decided yet.", "No objection is open.", _disputed, _by_day),
    _Job("overdue", "Past the day of the next reading", "The record stays, and says that it is overdue; in lists it stands behind the others.", "No record is past its day.", _overdue, _by_day),
    _Job("soon", "To be read again within six months", "Their day is near.", "No record falls due within six months.", _soon, _by_day),
    _Job("never-read", "Without a day of reading", "Nobody has noted a day on which the whole record was held against its sources.", "Every record names such a day.", _never_read),
    _Job("unrated", "Not rated", "Practices and approaches without a label on harm or fear. Most wait for a study and not for us.", "Every practice and approach has a label.", _unrated),
    _Job("not-in-full", "No source read in full", "All that the record says rests on abstracts, landing pages and texts that quote others.", "Every record has a source that was read in full.", _not_in_full),
    _Job("few-readers", "Not read by two readers", "Published before the two-reader rule. Any of them can be read a second time now.", "Every published record was read by two readers.", _few_readers),
)  # fmt: skip


OF_RECORDS = frozenset(job.id for job in _JOBS)
"""The jobs whose items `waits` finds record by record."""


def _old_figures(catalog: Catalog) -> Job:
    items = sorted(
        (
            Item("indicator", id, dataset.record.title, dataset.path, f"its last year is {dataset.years[1]}")
            for id, dataset in catalog.indicators.items()
            if dataset.observations and dataset.years[1] < catalog.today.year - RECENT
        ),
        key=lambda item: (item.why, item.id),
    )
    meaning = f"The last year of the table lies more than {RECENT} years back."
    nothing = f"Every table reaches into the last {RECENT} years."
    return Job("old-figures", "Figures that end long ago", meaning, tuple(items), nothing, len(items))


def _translations(catalog: Catalog) -> Job:
    """Records are kept in English alone, so none has a translation; a list of all of them would say no more."""
    number = sum(1 for _ in _published(catalog))
    meaning = "Records are kept in English only."
    return Job("translations", "Without a translation", meaning, (), "There is no record to translate.", number)


def _links(catalog: Catalog) -> tuple[Job, Job]:
    asked = f" {_asked(catalog, catalog.links)}" if catalog.links else ""
    not_yet = "Not known yet: nobody has asked these addresses so far. The scheduled check of links does, or “make links” on your own machine."
    heard = list(_heard(catalog))
    found = tuple(
        Job(id, title, meaning + asked, items, nothing + asked if catalog.links else not_yet, len(items) if catalog.links else None)
        for id, title, meaning, nothing, items in (
            ("links", "Broken outside links", "Addresses of sources that failed on several days. The source stays; an archived copy may stand beside it.", "Every address that was asked is there.", tuple(item for gone, item in heard if gone)),
            ("changed-links", "Outside links to look at", "Addresses that failed for the first times, turn machines away, or lead to another host. Open them by hand.", "No address gave cause to look.", tuple(item for gone, item in heard if not gone)),
        )
    )  # fmt: skip
    return found[0], found[1]


def _asked(catalog: Catalog, links: Links) -> str:
    """How many of the sources' addresses were asked so far, and when last."""
    named = {
        address for _, entry in _published(catalog) for source in entry.record.citations if (address := _at(source))
    }
    days = {
        a: max(found)
        for a, h in links.addresses.items()
        if (found := [d for d in (h.answered, h.refused, *h.failed) if d])
    }
    last = f", last on {max(days.values()).isoformat()}" if days else ""
    return f"Asked so far: {len(named & days.keys())} of {_count(len(named), 'address')}{last}."


def _at(source: Citation) -> str:
    """The address of a source: its own, else that of its identifier."""
    return source.url or (f"https://doi.org/{source.doi}" if source.doi else "")


def _heard(catalog: Catalog) -> Iterator[tuple[bool, Item]]:
    """The sources of published records that do not simply answer, and whether they are gone."""
    known = catalog.links.addresses if catalog.links else {}
    for kind, entry in _published(catalog) if known else ():
        for source in entry.record.citations:
            address = _at(source)
            if found := _said(known[address]) if address in known else None:
                gone, why, day = found
                copy = getattr(source, "archived", None) or ""
                yield gone, Item(kind, entry.id, entry.record.title, entry.path, why, day, address, copy)


def _said(heard: Heard) -> tuple[bool, str, date | None] | None:
    """Whether an address is gone, what to say of it and since when; None where there is nothing to say."""
    told = f" ({heard.said})" if heard.said else ""
    match verdict(Memory(heard.answered, heard.refused, heard.failed, heard.returned, heard.said, heard.leads_to)):
        case "gone":
            return True, f"failed on {len(heard.failed)} days{told}, first on", heard.failed[0]
        case "unsure":
            return False, f"failed{told}, first on", heard.failed[0]
        case "refuses":
            return False, f"turns machines away{told}, asked on", heard.refused
        case "answers" if heard.leads_to:
            return False, f"leads to {heard.leads_to}, asked on", heard.answered
        case _:
            return None


def _count(amount: int, one: str) -> str:
    return f"{amount} {one if amount == 1 else one + ('es' if one.endswith('s') else 's')}"
