"""Changed series: each line of figures that a change touches, as it was and as it would be, with its picture."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.catalog import Catalog
from generator.change import Diff, IndicatorChange, RowChange
from generator.charts.trend import Point, Series, trend
from generator.dataset import Observation
from generator.exports.differences import UNREAD, by_state
from generator.pages import words
from generator.pages.embedded import points

MOST = 24
"""Series that are drawn; of more, those that come first by indicator and place. Nobody looks at a hundred pictures."""
AFTER, BEFORE = "after", "before"


@dataclass(frozen=True, slots=True)
class ChangedSeries:
    """One place's values of an indicator in one cut, before and after a change, and the rows that differ."""

    key: str
    """The name of its picture: its number, indicator and place, in letters that any file may be named with."""
    indicator: str
    title: str
    place: str
    cut: str
    unit: str
    decimals: int
    before: tuple[Point, ...]
    after: tuple[Point, ...]
    rows: tuple[RowChange, ...]

    @property
    def name(self) -> str:
        """What it is: Homicide rate, Colombia, women."""
        return ", ".join(part for part in (self.title, self.place, self.cut) if part)


def changed_series(diff: Diff, base: Catalog, head: Catalog) -> tuple[ChangedSeries, ...]:
    """The series whose values a change adds, changes or removes, by the order of indicators, places and cuts.

    An indicator that cannot be read on one side has none: its lines are not known, which is not the same as gone.
    """
    readable = (change for change in diff.indicators if change.state not in UNREAD)
    found = (one for change in readable for one in _of_indicator(change, base, head))
    return tuple(_numbered(found))


def _numbered(found: Iterator[ChangedSeries]) -> Iterator[ChangedSeries]:
    for number, one in enumerate(found, start=1):
        yield replace(one, key=f"{number:03d}-{one.key}")


def _of_indicator(change: IndicatorChange, base: Catalog, head: Catalog) -> Iterator[ChangedSeries]:
    was, now = base.indicators.get(change.id), head.indicators.get(change.id)
    held = now or was
    assert held is not None
    rows: dict[tuple[str, tuple[str, ...]], list[RowChange]] = defaultdict(list)
    for _, changed in by_state(change):
        for row in changed:
            one = _row(row)
            rows[one.place, one.cut].append(row)
    for (place, cut), found in sorted(rows.items()):
        yield ChangedSeries(
            re.sub(r"[^a-z0-9]+", "-", f"{change.id}-{place}".lower()).strip("-"),
            change.id,
            held.record.title,
            (head if place in head.places else base).place_name(place),
            held.label(cut) if held.record.dimensions and cut != held.first_cut else "",
            held.record.unit,
            held.record.decimals,
            points(was, place, cut) if was and _fits(was.first_cut, cut) else (),
            points(now, place, cut) if now and _fits(now.first_cut, cut) else (),
            tuple(sorted(found, key=lambda row: _row(row).year)),
        )


def _fits(cut: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two cuts are by as many dimensions; a change may add one."""
    return len(cut) == len(other)


def _row(change: RowChange) -> Observation:
    row = change.after or change.before
    assert row is not None
    return row


def said(series: ChangedSeries) -> str:
    """How many values differ: 1 added, 2 changed."""
    kinds = {"added": 0, "changed": 0, "removed": 0}
    for row in series.rows:
        kinds["added" if row.before is None else "removed" if row.after is None else "changed"] += 1
    return ", ".join(f"{words.count(n, 'value')} {kind}" for kind, n in kinds.items() if n)


def picture(series: ChangedSeries) -> Markup:
    """Both states in one picture, on one axis: the line after the change whole, the line before it dashed."""
    lines = [Series(name, line) for name, line in ((AFTER, series.after), (BEFORE, series.before)) if line]
    return trend(
        f"change-{series.key}",
        f"{series.name}: before and after this change",
        f"{said(series).capitalize()} ({series.unit}). The table beside the picture has each of them.",
        lines,
        series.unit,
    )
