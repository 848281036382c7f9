"""Held: one indicator for one place, as the page of the place shows it: value, own past, peers and breakdown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import NamedTuple

from markupsafe import Markup

from generator.addresses import address
from generator.analysis.needs import COMPARED, Figure
from generator.analysis.own_past import Way, change
from generator.analysis.peers import FEWEST, Group, Peers, Position, Spread, Value, distinct
from generator.charts.band import Band, band, reach
from generator.charts.sparkline import sparkline
from generator.charts.trend import Point
from generator.dataset import Dataset, Observation
from generator.model.indicator import Indicator
from generator.pages import words
from generator.pages.view import View

Cut = tuple[str, ...]
SIZES: Mapping[str, Sequence[str]] = {
    "country": ("under 1 million people", "1 to 10 million people", "10 to 50 million people", "50 million people or more"),
    "city": (
        "under 100,000 people", "100,000 to 500,000 people", "500,000 to 1 million people", "1 to 5 million people",
        "5 million people or more",
    ),
}  # fmt: skip
"""What readers call the bands of population, in their order."""
WAYS: Mapping[Way, str] = {"rose": "Higher than", "fell": "Lower than", "stayed": "Much as"}
LONG = 12
"""Years from which a table has a row for each decade."""


class Row(NamedTuple):
    """One year of the place's own table."""

    year: int
    value: str
    interval: str
    note: str
    """The letter of the remark below the table; empty without any."""
    apart: bool
    """Whether no line leads to it from the row before."""


class Comparison(NamedTuple):
    """The place among the peers of one group: the first words, the rest of the sentence, and the picture."""

    lead: str
    rest: str
    picture: Markup


class Part(NamedTuple):
    """One row of a breakdown."""

    label: str
    value: str
    year: int


@dataclass(frozen=True, slots=True)
class Held:
    """One indicator for one place."""

    id: str
    record: Indicator
    to: str
    label: str
    """What the value is of, where something splits the values."""
    year: int
    value: str
    remark: str
    source: str
    """Who published it, where the table has several sources."""
    past: str
    picture: Markup
    rows: tuple[Row, ...]
    notes: tuple[tuple[str, str], ...]
    """The remarks on the rows, each with its letter."""
    comparisons: tuple[Comparison, ...]
    not_compared: str
    """Why there is no comparison where the class would allow one."""
    parts: tuple[Part, ...]
    figure: Figure
    """The same value, and where it lies among its peers."""

    @property
    def year_of_parts(self) -> int:
        """The year of the whole breakdown; 0 when its years differ."""
        years = {part.year for part in self.parts}
        return years.pop() if len(years) == 1 else 0

    @property
    def decades(self) -> Sequence[tuple[str, Sequence[Row | None]]]:
        """Its years as rows of ten, for a long table without gaps or intervals; else nothing."""
        first, last = self.rows[0].year // 10, self.rows[-1].year // 10
        if len(self.rows) < LONG or len(self.rows) < 6 * (last - first + 1) or self.has_intervals:
            return ()
        by_year = {row.year: row for row in self.rows}
        return [(f"{ten}0s", [by_year.get(10 * ten + digit) for digit in range(10)]) for ten in range(first, last + 1)]

    @property
    def has_intervals(self) -> bool:
        """Whether some values come with an interval."""
        return any(row.interval for row in self.rows)

    @property
    def is_broken(self) -> bool:
        """Whether some rows may not be joined with those before them."""
        return any(row.apart for row in self.rows)


def held(
    view: View, peers: Callable[[Dataset, Cut], Peers], groups: Sequence[Group], dataset: Dataset, place: str
) -> Held:
    """An indicator for a place that it has figures of. `peers` gives the values of all places in one cut."""
    record = dataset.record
    latest_of = {row.cut: row for row in dataset.by_place[place]}
    cut = next(cut for cut in dataset.cuts if cut in latest_of)
    latest = latest_of[cut]
    drawn = dataset.drawn(place, cut)
    points = [Point(row.year, row.value, joined, row.status in record.estimates) for row, joined in drawn]
    letters = _letters([_said(record, row) for row, _ in drawn])
    several = len(record.families) > 1 and latest.source in record.families
    figure, newest = _figure(peers, groups, dataset, latest)
    comparisons, not_compared = _comparisons(view, record, figure, newest)
    return Held(
        id=dataset.id,
        record=record,
        to=view.url(address("indicator", dataset.id)),
        label=dataset.label(cut),
        year=latest.year,
        value=words.number(latest.value, record.decimals),
        remark=_remark(record, latest),
        source=record.families[latest.source].title if several else "",
        past=_past([(p.year, p.value, p.joined) for p in points], record.decimals),
        picture=sparkline(points) if len(points) > 1 else Markup(),
        rows=tuple(
            Row(
                row.year,
                words.number(row.value, record.decimals),
                _interval(record, row),
                letters.get(_said(record, row), ""),
                number > 0 and not joined,
            )
            for number, (row, joined) in enumerate(drawn)
        ),
        notes=tuple((letter, said) for said, letter in letters.items()),
        comparisons=comparisons,
        not_compared=not_compared,
        parts=tuple(_parts(dataset, latest_of)) if len(latest_of) > 1 else (),
        figure=figure,
    )


def _parts(dataset: Dataset, latest_of: Mapping[Cut, Observation]) -> Iterator[Part]:
    for cut in dataset.cuts:
        if row := latest_of.get(cut):
            yield Part(dataset.label(cut), words.number(row.value, dataset.record.decimals), row.year)


def _remark(record: Indicator, row: Observation) -> str:
    """The interval of a value and what it is, what its flag means, and its note."""
    interval = _interval(record, row)
    named = f"{interval}, {record.interval}" if interval and record.interval else interval
    return "; ".join(filter(None, (named, _said(record, row))))


def _said(record: Indicator, row: Observation) -> str:
    """What the publisher says of a value."""
    return "; ".join(filter(None, (record.flags.get(row.status, row.status), row.note)))


def _letters(remarks: Sequence[str]) -> Mapping[str, str]:
    """A letter for each remark; nothing when all rows have the same one, which stands above them."""
    found = list(dict.fromkeys(remarks))
    if len(found) == 1:
        return {}
    told = filter(None, found)
    return {remark: ascii_lowercase[n % 26] * (n // 26 + 1) for n, remark in enumerate(told)}


def _interval(record: Indicator, row: Observation) -> str:
    if row.low is None or row.high is None:
        return ""
    return " to ".join(words.number(end, record.decimals) for end in (row.low, row.high))


def _past(points: Sequence[tuple[int, float, bool]], decimals: int) -> str:
    """The latest value beside one of the same place, in a sentence."""
    found = change(points)
    if found is None:
        return "One value only." if len(points) == 1 else "No value five years older that was counted in the same way."
    before, now = (words.number(value, decimals) for value in (found.before, found.value))
    way = "Much as" if before == now else WAYS[found.way]
    return f"{way} in {found.before_year} ({before})."


def _figure(
    peers: Callable[[Dataset, Cut], Peers], groups: Sequence[Group], dataset: Dataset, latest: Observation
) -> tuple[Figure, int]:
    """The latest value where its class may be compared with where it lies among its peers, and the newest year that it
    would meet; 0 where there are none."""
    record = dataset.record
    alone = Figure(
        dataset.id,
        record.comparability,
        record.direction,
        latest.year,
        round(latest.value, record.decimals),
        latest.low,
        latest.high,
        (),
        measures=dataset.observed[latest.cut],
    )
    if record.comparability not in COMPARED or not groups:
        return alone, 0
    known = peers(dataset, latest.cut)
    own = Value(latest.place, latest.year, latest.value, latest.source if record.compare_within == "source" else "")
    found = distinct(known.positions(own, groups))
    return alone._replace(positions=tuple(found), is_old=known.is_old(own)), known.newest[own.source]


def _comparisons(view: View, record: Indicator, figure: Figure, newest: int) -> tuple[tuple[Comparison, ...], str]:
    """The place among its peers, and why not where there is nothing to tell."""
    if figure.is_old:
        return (), f"Not compared: this value is of {figure.year} and the newest of other places of {newest}."
    found, value = figure.positions, figure.value
    bands = {p.group: Band(p.spread.low, p.spread.middle, p.spread.high) for p in found if p.spread}
    ends = reach(bands.values(), value)
    told = tuple(
        Comparison(*_sentence(view, record, p, p.spread, value), band(bands[p.group], value, ends))
        for p in found
        if p.spread
    )
    few = [named(view, record, p) for p in found if not p.spread]
    return told, f"Too few to compare, {FEWEST} are needed: {'; '.join(few)}." if few else ""


def _sentence(view: View, record: Indicator, at: Position, spread: Spread, value: float) -> tuple[str, str]:
    """Where a value lies among its peers: the first words and the rest. No way is better where the indicator has none."""
    lead = "Below" if value < spread.low else "Above" if value > spread.high else "Within"
    low, middle, high = (words.number(end, record.decimals) for end in (spread.low, spread.middle, spread.high))
    way = {"lower": (" (better)", " (worse)"), "higher": (" (worse)", " (better)"), "none": ("", "")}[record.direction]
    counts = [f"{words.number(spread.below)} lower{way[0]}", f"{words.number(spread.above)} higher{way[1]}"]
    level = [f"{words.number(spread.level)} the same"] if spread.level else []
    years = f"{spread.first_year}–{spread.last_year}" if spread.first_year < spread.last_year else f"{spread.last_year}"
    old = f"; {words.count(at.old, 'older value')} left out" if at.old else ""
    return (
        f"{lead} the middle half",
        f"of {named(view, record, at)}: {', '.join([*counts, *level])}. "
        f"Median {middle}, middle half {low} to {high} ({years}{old}).",
    )


def named(view: View, record: Indicator, at: Position) -> str:
    """What readers call the peers of a group, with their number."""
    group = at.group
    of_kind = f"{words.number(at.peers) if at.peers else 'no'} other {words.KINDS[group.kind][at.peers != 1]}"
    within = " counted by the same source" if record.compare_within == "source" else ""
    return f"{of_kind} {_alike(view, group)}{within}"


def _alike(view: View, group: Group) -> str:
    match group.likeness, group.key:
        case "country", str(country):
            return f"in {view.name(country)}"
        case "region", str(region):
            return f"in {'the ' if region == 'Americas' else ''}{region}"
        case "income", int(fourth):
            countries = "of" if group.kind == "country" else "in countries of"
            return f"{countries} the {words.FOURTHS[fourth - 1]} fourth by GDP per person"
        case _, size:
            return f"of {SIZES[group.kind][int(size)]}"
