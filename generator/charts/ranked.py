"""Dots with intervals in the order of their values, so that a reader sees which places differ and which do not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.axis import Axis, axis, label
from generator.charts.svg import SHAPES, Scale, breadth, cut, figure, line, rounded, short, text

WIDTH = 360
TOP, ROW, BOTTOM = 22, 18, 34
NAMES = (60, 136)
"""The least and the most room for names before the dots."""
VALUES = 16
"""Room after the dots, besides the figure itself."""
SPACE = 60
"""The least pixels between two ticks."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place's value with its interval, if it is known. `estimated` draws the dot hollow, `marked` the row strong."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    estimated: bool = False
    marked: bool = False


def ranked(
    key: str,
    title: str,
    description: str,
    spots: Sequence[Spot],
    unit: str,
    *,
    decimals: int = 0,
    reference: tuple[float, str] | None = None,
    scale: Axis | None = None,
) -> Markup:
    """A row for each place, the highest value first: name, interval, dot, figure.

    `reference`: a value to compare with, and what it is called. `scale`: the axis, when several pictures share one.
    """
    rows = sorted(spots, key=lambda s: (-s.value, s.name))
    known = [v for s in rows for v in (s.value, s.low, s.high) if v is not None]
    values = scale or axis([*known, *([reference[0]] if reference else ())])
    names = min(NAMES[1], max(NAMES[0], *(breadth(s.name) for s in rows)))
    room = max(breadth(rounded(s.value, decimals)) for s in rows)
    x = Scale(values.bottom, values.top, names + 8, WIDTH - room - VALUES)
    base = TOP + ROW * len(rows)
    parts = [text(0, 12, cut(unit, WIDTH), "unit"), *_ticks(values, x, base)]
    if reference:
        parts += (
            line(x(reference[0]), TOP, x(reference[0]), base, "mark"),
            text(x(reference[0]), base + 30, reference[1], "mark-label", "middle"),
        )
    for number, spot in enumerate(rows):
        parts += _row(spot, TOP + ROW * number + ROW / 2, x, names, decimals)
    return figure(key, title, description, WIDTH, base + (BOTTOM if reference else BOTTOM - 12), parts, "ranked")


def _ticks(values: Axis, x: Scale, base: float) -> Iterator[str]:
    """Grid lines for all ticks, and figures for those that have room."""
    taken = x.start - SPACE
    for tick in values.ticks:
        yield line(x(tick), TOP, x(tick), base, "zero" if tick == 0 else "grid")
        if x(tick) - taken >= SPACE:
            taken = x(tick)
            yield text(taken, base + 15, label(tick), "tick", "middle")


def _row(spot: Spot, y: float, x: Scale, names: float, decimals: int) -> Iterator[str]:
    yield text(0, y + 4, cut(spot.name, names), "name name-marked" if spot.marked else "name")
    if spot.low is not None and spot.high is not None:
        yield line(x(spot.low), y, x(spot.high), y, "interval")
    kind = "dot dot-estimated" if spot.estimated else "dot"
    yield f'<path class="{kind}" d="M{short(x(spot.value))} {short(y)}{SHAPES[0]}"/>'
    yield text(WIDTH, y + 4, rounded(spot.value, decimals), "value", "end")
