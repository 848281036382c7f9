"""Bars: values side by side, each with its figure and its interval; parts such as women and men stand together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.axis import Axis, axis
from generator.charts.svg import Scale, breadth, cut, figure, hatches, line, rect, rounded, text

WIDTH = 360
ROOM = 12
"""Pixels between the end of a bar or of its interval and its figure, and round the picture."""
LEGEND_LINE, NAME, BAR, GAP = 20, 18, 14, 10
"""Pixels of a line of the key, of a name above its bars, of a bar, and between the bars of two names."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its interval, if it is known. `estimated` draws it hollow."""

    value: float
    low: float | None = None
    high: float | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A name and its bars, in the order of the parts; None where there is no value."""

    name: str
    bars: tuple[Bar | None, ...]


def bars(
    key: str,
    title: str,
    description: str,
    groups: Sequence[Group],
    unit: str,
    parts: Sequence[str] = (),
    *,
    decimals: int = 0,
    scale: Axis | None = None,
) -> Markup:
    """Horizontal bars from zero, in the order given. `parts` names the bars of each group; empty when each has one.

    `scale`: the axis of values, when several pictures share one.
    """
    found = [bar for group in groups for bar in group.bars if bar]
    values = scale or axis(v for b in found for v in (b.value, b.low, b.high) if v is not None)
    room = ROOM + max((breadth(rounded(b.value, decimals)) for b in found), default=0)
    x = Scale(values.bottom, values.top, room if values.bottom < 0 else 1, WIDTH - room)
    drawn = [hatches(key, len(parts)), text(0, 12, cut(unit, WIDTH), "unit")]
    y = LEGEND_LINE
    for row in _rows(parts):
        for number, at in row:
            drawn += _swatch(key, number, at, y)
            drawn.append(text(at + 20, y + 11, parts[number - 1], "key"))
        y += LEGEND_LINE
    for group in groups:
        drawn.append(text(0, y + 13, cut(group.name, WIDTH), "name"))
        y += NAME
        drawn.append(line(x(0), y - 3, x(0), y + BAR * len(group.bars) + 1, "axis"))
        for number, bar in enumerate(group.bars, start=1):
            drawn += _bar(key, number, bar, x, y, decimals)
            y += BAR
        y += GAP
    return figure(key, title, description, WIDTH, y, drawn, "bars")


def _rows(parts: Sequence[str]) -> Sequence[Sequence[tuple[int, int]]]:
    """The parts of the key, each with its number and where it begins, in as many rows as they need."""
    rows: list[list[tuple[int, int]]] = []
    at = WIDTH
    for number, part in enumerate(parts, start=1):
        wide = 28 + breadth(part) + ROOM
        if at + wide > WIDTH:
            rows.append([])
            at = 0
        rows[-1].append((number, at))
        at += wide
    return rows


def _swatch(key: str, number: int, x: float, y: float) -> Iterator[str]:
    yield rect(x, y, 14, BAR - 2, f"bar series-{number}")
    if number > 1:
        yield rect(x, y, 14, BAR - 2, "over", f"{key}-hatch-{number}")


def _bar(key: str, number: int, bar: Bar | None, x: Scale, y: float, decimals: int) -> Iterator[str]:
    if bar is None:
        yield text(x(0) + 5, y + 10, "no value", "none")
        return
    start, end = sorted((x(0), x(bar.value)))
    kind = "bar bar-estimated" if bar.estimated else "bar"
    yield rect(start, y, end - start, BAR - 2, f"{kind} series-{number}")
    if number > 1 and not bar.estimated:
        yield rect(start, y, end - start, BAR - 2, "over", f"{key}-hatch-{number}")
    edges = [x(bar.value)]
    if bar.low is not None and bar.high is not None:
        edges += (x(bar.low), x(bar.high))
        middle = y + BAR / 2 - 1
        yield line(x(bar.low), middle, x(bar.high), middle, "halo")
        yield line(x(bar.low), middle, x(bar.high), middle, "whisker")
        yield from (line(at, middle - 3, at, middle + 3, "whisker") for at in edges[1:])
    words = rounded(bar.value, decimals)
    if bar.value < 0:
        yield text(min(edges) - 5, y + 10, words, "value", "end")
    else:
        yield text(max(edges) + 5, y + 10, words, "value")
