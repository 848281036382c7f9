"""Forest plots: one row for each effect on a ratio scale, with its interval and the line of no effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from textwrap import wrap

from markupsafe import Markup

from generator.charts.svg import Scale, figure, line, short, text

WIDTH = 400
LEFT, RIGHT, TOP, BOTTOM = 20, 20, 26, 34
LINE, BAR, HEADING = 14, 24, 24
"""Pixels of a line of a name, of the bar below it, and of a heading: a name above its bar leaves both room on a phone."""
NAME_WIDTH = 60
"""Characters of a name on one of its two lines."""
_STEPS = (0.1, 0.2, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A ratio with its interval; `tone` is the class of its direction: good, bad, null, mixed, open."""

    name: str
    value: float
    low: float | None
    high: float | None
    tone: str
    group: str = ""
    """What it stands under; neighbours of one group share a heading."""


def forest(
    key: str, title: str, description: str, rows: Sequence[Estimate], lower: str = "lower", higher: str = "higher"
) -> Markup:
    """Rows in the order given, under headings where they have groups. Ends beyond a tenth or tenfold are cut and drawn as arrows."""
    ends = [v for r in rows for v in (r.value, r.low, r.high) if v]
    low = max(0.1, min(0.5, *ends) * 0.9)
    high = min(10.0, max(1.5, *ends) * 1.1)
    x = Scale(log(low), log(high), LEFT, WIDTH - RIGHT)
    names = [wrap(row.name, NAME_WIDTH, max_lines=2, placeholder=" …") for row in rows]
    headed = [bool(row.group) and (not n or rows[n - 1].group != row.group) for n, row in enumerate(rows)]
    bottom = TOP + sum(LINE * len(lines) + BAR for lines in names) + HEADING * sum(headed)
    height = bottom + BOTTOM
    parts = [
        line(x(0), TOP - 12, x(0), bottom + 4, "zero"),
        text(x(0) - 8, 12, f"← {lower}", "unit", "end"),
        text(x(0) + 8, 12, f"{higher} →", "unit"),
    ]
    taken: list[float] = []
    for step in sorted(_STEPS, key=lambda s: (s != 1.0, s)):
        if low <= step <= high and all(abs(x(log(step)) - other) > 44 for other in taken):
            taken.append(x(log(step)))
            parts += (
                line(x(log(step)), bottom, x(log(step)), bottom + 5, "axis"),
                text(x(log(step)), bottom + 19, _percent(step), "tick", "middle"),
            )
    parts.append(line(LEFT, bottom, WIDTH - RIGHT, bottom, "axis"))
    y = TOP - BAR / 2
    for row, lines, heading in zip(rows, names, headed, strict=True):
        if heading:
            parts.append(text(0, y + BAR / 2 + HEADING - 6, row.group, "group"))
            y += HEADING
        parts.append(f'<g class="tone-{row.tone}">')
        parts += (text(0, y + BAR / 2 + LINE * n + 10, words, "name") for n, words in enumerate(lines))
        y += LINE * len(lines) + BAR
        if row.low and row.high:
            start, end = max(row.low, low), min(row.high, high)
            parts.append(line(x(log(start)), y, x(log(end)), y, "interval"))
            parts += (
                _arrow(x(log(at)), y, way)
                for at, cut, way in ((start, row.low < low, -1), (end, row.high > high, 1))
                if cut
            )
        at = x(log(min(max(row.value, low), high)))
        parts.append(f'<path class="estimate" d="M{short(at - 4.5)} {short(y - 4.5)}h9v9h-9z"/></g>')
    return figure(key, title, description, WIDTH, height, parts, "forest")


def _percent(ratio: float) -> str:
    change = round(100 * (ratio - 1))
    return "same" if change == 0 else f"{'+' if change > 0 else '−'}{abs(change)}%"


def _arrow(x: float, y: float, way: int) -> str:
    return f'<path class="arrow" d="M{short(x)} {short(y)}l{short(-7 * way)} -4v8z"/>'


def as_ratio(scale: str, value: float) -> float:
    """A ratio from a ratio or a change in percent."""
    return value if scale == "ratio" else max(0.01, 1 + value / 100)
