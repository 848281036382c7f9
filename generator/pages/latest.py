"""The latest values of an indicator: which are recent enough to show together, what they say, and how they are drawn."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from markupsafe import Markup

from generator.analysis.own_past import Change, change
from generator.charts.ranked import Spot, ranked
from generator.charts.strip import Dot, is_crowded, strip
from generator.dataset import Dataset, Observation
from generator.pages import words
from generator.pages.view import View

OLD = 10
"""Values this many years older than the latest year of the table are left out of pictures and told apart."""
ROWS = 40
"""Places that a picture with intervals shows; of more, the highest and the lowest."""
FEW = 5
"""With fewer places there is no spread to tell of."""


class Group(NamedTuple):
    """Latest values that may stand in one picture, from the highest to the lowest."""

    key: str
    title: str
    """What sets the group apart; empty when all values may be compared."""
    rows: tuple[Observation, ...]

    @property
    def years(self) -> tuple[int, int]:
        """The first and last year among the values."""
        found = [row.year for row in self.rows]
        return min(found), max(found)


def current(dataset: Dataset) -> Sequence[Observation]:
    """The latest values that are recent enough to stand beside the newest of the table, from the highest to the lowest."""
    newest = max((row.year for row in dataset.latest), default=0)
    return sorted((row for row in dataset.latest if newest - row.year < OLD), key=lambda row: (-row.value, row.place))


def older(dataset: Dataset) -> int:
    """How many places have a latest value too old for the pictures."""
    return len(dataset.latest) - len(current(dataset))


def groups(dataset: Dataset) -> Sequence[Group]:
    """The current values together, or one group for each source where only those compare, the largest first."""
    record, rows = dataset.record, current(dataset)
    if record.compare_within == "all":
        return (Group("all", "", tuple(rows)),) if rows else ()
    sources = sorted({row.source for row in rows}, key=lambda id: (-sum(row.source == id for row in rows), id))
    return tuple(
        Group(id.lower(), record.families[id].title, tuple(row for row in rows if row.source == id)) for id in sources
    )


def sentence(dataset: Dataset, group: Group) -> str:
    """One sentence on a group: its spread, never who comes first."""
    record, rows = dataset.record, group.rows
    low, high = group.years
    when = f"{low}" if low == high else f"latest year of each, {low} to {high}"
    if len(rows) < FEW:
        return f"{words.places(len(rows), record.place_kind)} with a value; too few to speak of a spread ({record.unit}; {when})."
    values = sorted(row.value for row in rows)
    middle, tenth, ninetieth = (
        words.number(v, record.decimals)
        for v in (values[len(values) // 2], values[len(values) // 10], values[-1 - len(values) // 10])
    )
    return (
        f"Half of {words.places(len(values), record.place_kind)} lie at or below {middle}; "
        f"eight in ten lie between {tenth} and {ninetieth} ({record.unit}; {when})."
    )


def picture(view: View, dataset: Dataset, group: Group) -> Markup:
    """The spread of a group: a row with its interval for each place where the source gives them, else dots, of which
    those of the featured places and of the two ends are named."""
    rows, record = group.rows, dataset.record
    if drawn_as(group) == "intervals":
        return ranked(
            f"ranked-{dataset.id}-{group.key}",
            f"Latest value of {record.title}, with {record.interval or 'its interval'}",
            sentence(dataset, group),
            [
                Spot(
                    view.name(o.place),
                    o.value,
                    o.low,
                    o.high,
                    o.status in record.estimates,
                    o.place in record.featured_places,
                )
                for o in (rows if len(rows) <= ROWS else [*rows[: ROWS // 2], *rows[-ROWS // 2 :]])
            ],
            record.unit,
            decimals=record.decimals,
            reference=None if record.reference_value is None else (record.reference_value, "reference"),
        )
    named = {rows[0].place, rows[-1].place, *record.featured_places}
    return strip(
        f"strip-{dataset.id}-{group.key}",
        f"Latest value of {record.title} in {words.places(len(rows), record.place_kind)}",
        sentence(dataset, group),
        [Dot(row.value, view.name(row.place) if row.place in named else "") for row in rows],
        record.unit,
        record.reference_value,
    )


def drawn_as(group: Group) -> Literal["intervals", "columns", "dots"]:
    """How a group is drawn: with intervals where there are any, in columns where dots would not fit."""
    if any(row.low is not None and row.high is not None for row in group.rows):
        return "intervals"
    return "columns" if is_crowded([row.value for row in group.rows]) else "dots"


def own_past(dataset: Dataset) -> Iterator[tuple[str, Change]]:
    """Each place that has a value at least five years older in the same unbroken stretch, with the change since."""
    for row in dataset.latest:
        drawn = dataset.drawn(row.place, dataset.first_cut)
        if found := change([(o.year, o.value, joined) for o, joined in drawn]):
            yield row.place, found


def own_past_sentence(dataset: Dataset, changes: Sequence[Change]) -> str:
    """One sentence on figures that only compare with a place's own past."""
    if not changes:
        return "No place has two values at least five years apart that were counted in the same way."
    ways = Counter(found.way for found in changes)
    told = [f"{ways['fell']} went down", f"{ways['rose']} went up", f"{ways['stayed']} stayed within a twentieth"]
    return (
        f"Of {words.places(len(changes), dataset.record.place_kind)} with two values five years apart or more, "
        f"{told[0]}, {told[1]} and {told[2]}."
    )
