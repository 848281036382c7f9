"""Readiness: what is known of a place, figure by figure. It measures knowledge, never safety, and ranks nobody.

Five questions are asked of each row of the catalogue of indicators, for one place. Each is answered yes, no, or not
applicable; of a figure that does not exist the other four are not applicable.

exists       any value is held of the place itself. Failing that, of a city the value of its country counts, and of a
             country the value of one of its cities. What is counted here is what the other four are asked of.
recent       the latest year is at most five years before the day.
local        of a city: a value of its own. Of a country: a value of at least one of its cities. Not applicable to what
             only makes sense for a country, such as prisoners.
broken down  values for at least two groups of something that a framework asks to break the figure down by, such as women
             and men. Not applicable where no framework asks.
open         a value that its publisher's terms let anybody use, change and pass on.

The level of a figure is how many of the five are yes or, once it exists, not applicable: 0 to 5.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from generator.model.catalogue import Breakdown, CatalogueRow
from generator.model.place import PlaceKind

Answer = Literal["yes", "no", "not_applicable"]
Facet = Literal["exists", "recent", "local", "broken_down", "open"]
FACETS: tuple[Facet, ...] = ("exists", "recent", "local", "broken_down", "open")
RECENT = 5
"""Years before the day within which a value is recent."""
COLUMNS: Mapping[str, Sequence[Breakdown]] = {
    "sex": ("sex",), "age": ("age",), "relationship": ("relationship",), "violence_type": ("form",),
    "group": ("sex", "age", "means"),
}  # fmt: skip
"""What the columns of data packages break a figure down by. `group` holds several one after the other."""


class Holding(NamedTuple):
    """What one data package holds of one place and one row of the catalogue."""

    indicator: str
    latest: int
    """The latest year with a value."""
    broken_down: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Held:
    """The holdings of a place itself, of what lies around it (of a city its country) and within it (of a country its cities)."""

    own: Sequence[Holding] = ()
    around: Sequence[Holding] = ()
    within: Sequence[Holding] = ()


@dataclass(frozen=True, slots=True)
class Readiness:
    """The answers for one row and one place, with the packages and the latest year they rest on; 0 without any."""

    row: CatalogueRow
    answers: Mapping[Facet, Answer]
    indicators: tuple[str, ...]
    latest: int

    @property
    def exists(self) -> bool:
        return self.answers["exists"] == "yes"

    @property
    def level(self) -> int:
        """How much is known, 0 to 5."""
        return sum(answer != "no" for answer in self.answers.values()) if self.exists else 0


def assess(row: CatalogueRow, kind: PlaceKind, held: Held, today: date) -> Readiness:
    """What is known of one row in one place."""
    found = held.own or (held.within if kind == "country" else held.around)
    if not found:
        return Readiness(row, {f: "no" if f == "exists" else "not_applicable" for f in FACETS}, (), 0)
    latest = max(holding.latest for holding in found)
    has_local = held.within if kind == "country" else held.own
    answers: Mapping[Facet, Answer] = {
        "exists": "yes",
        "recent": _answer(latest >= today.year - RECENT),
        "local": _answer(bool(has_local), asked=row.level == "city" and kind in {"country", "city"}),
        "broken_down": _answer(any(h.broken_down for h in found), asked=bool(row.breakdowns)),
        "open": _answer(any(h.open for h in found)),
    }
    return Readiness(row, answers, tuple(dict.fromkeys(h.indicator for h in found)), latest)


def _answer(is_so: bool, *, asked: bool = True) -> Answer:
    return "not_applicable" if not asked else "yes" if is_so else "no"


class Tally(NamedTuple):
    """How many figures reach a question, of how many it is asked of."""

    reached: int
    asked: int


def tally(found: Iterable[Readiness]) -> Mapping[Facet, Tally]:
    """Each question over all rows of one place."""
    answers = [readiness.answers for readiness in found]
    return {
        facet: Tally(sum(a[facet] == "yes" for a in answers), sum(a[facet] != "not_applicable" for a in answers))
        for facet in FACETS
    }


class Step(NamedTuple):
    """What to do next when a question is not reached. The sentences may name {how}, {latest}, {groups}, {reached} and {asked}."""

    facet: Facet
    figure: str
    """For one figure."""
    place: str
    """For a place as a whole."""
    enough: float
    """The share of the figures asked that must reach the question, before a place as a whole is told of the next one;
    0: one is enough."""


STEPS = (
    Step("exists", "Begin to count it. {how}", "Begin with killings: count the victims from police files and from death certificates, and publish both figures side by side.", 0),
    Step("recent", "Publish later years than {latest}.", "Publish the latest years. Figures held: {asked}; with a value of the last five years: {reached}.", 0.5),
    Step("local", "Publish it for cities, not for the country alone.", "Publish for cities what is published for the country. Figures held: {asked}; for a city: {reached}.", 0.5),
    Step("broken_down", "Publish it by {groups}.", "Publish by sex, age and the other groups that frameworks ask for. Figures held that should be: {asked}; broken down: {reached}.", 0.5),
    Step("open", "Publish it under an open licence.", "Publish under an open licence. Figures held: {asked}; open: {reached}.", 0.5),
)  # fmt: skip
"""In order; the first that is not reached is the next step."""
FIGURE_DONE = "Keep publishing it in the same way every year."
PLACE_MORE = "Begin with a figure that is missing: {title}. {how}"
PLACE_DONE = "Keep publishing all of it in the same way every year."


def next_step(readiness: Readiness, groups: Mapping[Breakdown, str]) -> str:
    """The next best step for one figure, in a sentence. `groups`: what readers call what it is broken down by."""
    for step in STEPS:
        if readiness.answers[step.facet] == "no":
            asked = _listed([groups[b] for b in readiness.row.breakdowns])
            return step.figure.format(how=readiness.row.how, latest=readiness.latest, groups=asked)
    return FIGURE_DONE


def next_step_of_place(found: Sequence[Readiness]) -> str:
    """The next best step for a place, in a sentence: the first question that too few figures reach, else the first
    missing figure of those to begin with, else the first missing one."""
    counted = tally(found)
    for step in STEPS:
        reached, asked = counted[step.facet]
        if asked and (reached == 0 or reached < step.enough * asked):
            return step.place.format(reached=reached, asked=asked)
    rows = [readiness.row for readiness in found]
    missing = {readiness.row.id for readiness in found if not readiness.exists}
    for row in (*starters(rows), *rows):
        if row.id in missing:
            return PLACE_MORE.format(title=row.title, how=row.how)
    return PLACE_DONE


def _listed(names: Sequence[str]) -> str:
    """'sex, age and place'."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


class Criterion(NamedTuple):
    """One condition for a figure to begin with, and how it is told: the figure …"""

    sentence: str
    holds: Callable[[CatalogueRow], bool]


CRITERIA = (
    Criterion("is of class A or B, so that values may be compared with other places", lambda row: row.comparability in {"A", "B"}),
    Criterion("comes from records or maps that exist, so that it costs no new survey", lambda row: row.collection in {"records", "maps"}),
    Criterion("can be had by a city without its country, and is no part of another figure", lambda row: row.level == "city" and not row.parent),
)  # fmt: skip
MOST = 5


def starters(rows: Sequence[CatalogueRow]) -> Sequence[CatalogueRow]:
    """The first five to begin with: rows that meet every criterion, class A first, else in the order of the catalogue,
    and only one for each office that keeps them."""
    fit = sorted((r for r in rows if all(c.holds(r) for c in CRITERIA)), key=lambda r: r.comparability)
    first: dict[str, CatalogueRow] = {}
    for row in fit:
        first.setdefault(row.keeper, row)
    return tuple(first.values())[:MOST]
