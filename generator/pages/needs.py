"""Needs: on the page of a place, the figures that it does worse on than places like it, and what was tested on each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

from markupsafe import Markup

from generator.addresses import is_public
from generator.analysis.knowledge import is_overdue
from generator.analysis.needs import MOST, Need, Outcome, Result, foremost, needs, results_on, tally, with_parts
from generator.analysis.rules import Label
from generator.pages import words
from generator.pages.held import Held, named
from generator.pages.view import Library, View, digest, render

TITLE = "Where it does worse than places like it, and what was tested"
SHORT = "Where it does worse"
ALL = "tested/"
"""Where the page with all results on an indicator lies, below the indicator's own."""
PLACES = 2
"""Places of a practice that a line names."""
TALLIES: Mapping[Outcome, str] = {
    "helped": "improved", "open": "mixed or inconclusive", "null": "without benefit", "harmful": "got worse",
    "not_judged": "shown and not judged",
}  # fmt: skip
"""How the results on a measure turned out, from best to worst."""


class Line(NamedTuple):
    """One result: the way to its record, where it was, on what, and the effect with its uncertainty."""

    to: str
    title: str
    where: str
    measure: str
    label: Label
    effect: words.Phrase
    subgroup: str
    is_overdue: bool


class Told(NamedTuple):
    """A figure that the place does worse on, in words."""

    to: str
    title: str
    value: str
    """With its unit, what it is of, and its year."""
    peers: str
    """The middle of the largest group of peers that it does worse than, and how many there are."""
    groups: str
    """In how many of its groups it does worse."""


class Group(NamedTuple):
    """Figures that the same results speak of: the foremost of these, as a page shows them. Empty when nothing was tested,
    and `is_measured` says whether anything could have been: a measure stands for the figures."""

    told: Sequence[Told]
    is_measured: bool
    tested: Markup


class Part(NamedTuple):
    """The section on the page of a place."""

    groups: Sequence[Group]
    worse: int
    """Figures that it does worse on, of those compared."""
    compared: int
    old: Sequence[tuple[str, int]]
    """The figures left out because they are old, with their years."""


@dataclass(frozen=True)
class Results:
    """What practices and approaches have to say about measures, each list worked out once."""

    library: Library
    _whole: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _found: dict[tuple[str, ...], tuple[Result, ...]] = field(default_factory=dict)
    _digests: dict[tuple[str, ...], str] = field(default_factory=dict)
    _shown: dict[tuple[tuple[str, ...], str], Markup] = field(default_factory=dict)

    @cached_property
    def by_measure(self) -> Mapping[str, Sequence[Result]]:
        """Every rating of a published practice or approach, by its measure."""
        catalog = self.library.catalog
        today = catalog.today
        found: dict[str, list[Result]] = defaultdict(list)
        for id, entry in catalog.practices.items():
            for rating in catalog.ratings[id] if is_public(entry.record) else ():
                found[rating.measure].append(Result("practice", id, rating, is_overdue(entry.record, today)))
        for id, approach in catalog.approaches.items():
            for rating in catalog.approach_ratings[id] if is_public(approach.record) else ():
                found[rating.measure].append(Result("approach", id, rating))
        return found

    def with_parts(self, measures: tuple[str, ...]) -> tuple[str, ...]:
        """Some measures and those below them."""
        if measures not in self._whole:
            self._whole[measures] = with_parts(measures, self.library.catalog.measures)
        return self._whole[measures]

    def on(self, measures: tuple[str, ...]) -> tuple[Result, ...]:
        """The results on some measures and on those below them."""
        if measures not in self._found:
            wanted = self.with_parts(measures)
            self._found[measures] = results_on([one for m in wanted for one in self.by_measure.get(m, ())], wanted)
        return self._found[measures]

    def has_more(self, measures: tuple[str, ...]) -> bool:
        """Whether there are results that a short list leaves out."""
        return len(self.on(measures)) > MOST

    def digest(self, measures: tuple[str, ...]) -> str:
        """The digest of all that a list of them shows."""
        if measures not in self._digests:
            self._digests[measures] = digest([self._mark(one) for one in self.on(measures)])
        return self._digests[measures]

    def _mark(self, one: Result) -> str:
        """The digest of a result as a page shows it; that of a practice is kept while its file stands as it is."""
        find = partial(self._told, one)
        if one.kind == "approach":
            return find()
        library = self.library
        beside = (library.mark, library.places)
        return library.catalog.about(f"result {one.rating.measure}", library.catalog.practices[one.id], find, beside)

    def _told(self, one: Result) -> str:
        return digest(list(self.lines(self.library.view(""), [one])))

    def lines(self, view: View, found: Sequence[Result]) -> Iterator[Line]:
        """Results as a page shows them."""
        for one in found:
            lead = one.rating.lead
            yield Line(
                view.link(one.kind, one.id) or "",
                view.title(one.kind, one.id),
                self._where(view, one),
                view.title("measure", one.rating.measure),
                one.rating.label,
                words.phrase(lead.effect),
                lead.outcome.subgroup,
                one.is_overdue,
            )

    def _where(self, view: View, one: Result) -> str:
        if one.kind == "approach":
            return f"type of solution, {words.count(one.rating.studies, 'study', 'studies')}"
        places = self.library.catalog.practices[one.id].record.places
        more = f" and {words.number(len(places) - PLACES)} more" if len(places) > PLACES else ""
        return "; ".join(view.place(place) for place in places[:PLACES]) + more

    def shown(self, view: View, measures: tuple[str, ...], more: str) -> Markup:
        """The foremost results on some measures, and the way to the page with all. Pages of places lie at one depth and
        name a list in the same words, so it is made once."""
        if (measures, more) not in self._shown:
            found = self.on(measures)
            first = foremost(found)
            self._shown[measures, more] = (
                render(
                    "_tested",
                    measures=[view.title("measure", measure) for measure in measures],
                    lines=list(self.lines(view, first)),
                    rest=len(found) - len(first),
                    more=more,
                    sums=sums(found),
                )
                if found
                else Markup()
            )
        return self._shown[measures, more]


def sums(found: Sequence[Result]) -> str:
    """How results turned out: '5 improved, 2 got worse'."""
    counted = tally(found)
    return ", ".join(f"{words.number(counted[way])} {said}" for way, said in TALLIES.items() if counted[way])


def part(view: View, results: Results, figures: Sequence[Held]) -> Part:
    """What the page of a place says of its needs. Figures that no result may speak of stand together, last."""
    found = needs((held.figure for held in figures), view.catalog.today.year)
    by_id = {held.id: held for held in figures}
    groups: dict[tuple[str, ...], list[Need]] = {}
    for need in sorted(found.worse, key=lambda need: not need.figure.measures):
        groups.setdefault(need.figure.measures, []).append(need)
    return Part(
        [
            Group(
                [_told(view, by_id[need.figure.indicator], need) for need in group],
                bool(measures),
                results.shown(view, measures, f"{by_id[group[0].figure.indicator].to}{ALL}"),
            )
            for measures, group in groups.items()
        ],
        len(found.worse),
        found.compared,
        [(by_id[figure.indicator].record.title, figure.year) for figure in found.old],
    )


def _told(view: View, held: Held, need: Need) -> Told:
    record = held.record
    largest = max(need.worse, key=lambda position: position.peers)
    unit = f"{held.value}{'' if record.unit.startswith('%') else ' '}{record.unit}"
    middle = words.number(largest.spread.middle, record.decimals) if largest.spread else ""
    return Told(
        f"#{held.id}",
        record.title,
        f"{', '.join(filter(None, (unit, held.label)))}, {held.year}",
        f"median {middle} in {named(view, record, largest)}",
        "" if need.groups == 1 else f"{len(need.worse)} of its {need.groups}",
    )
