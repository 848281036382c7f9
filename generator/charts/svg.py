"""What all charts share: scales, round ticks, numbers in few characters, and the frame with title and description."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup, escape

DASHES = ("", "7 3", "2 3", "9 3 2 3", "12 4", "1 4")
"""Line patterns that tell series apart without colour, in the order of the classes `series-1` to `series-6`."""
SHAPES = (
    "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z", "m-3-3h6v6h-6z", "m0-4l4 7h-8z",
    "m0-4l4 4-4 4-4-4z", "m0 4l4-7h-8z", "m-1-4h2v3h3v2h-3v3h-2v-3h-3v-2h3z",
)  # fmt: skip
"""Shapes of points, in the same order, as paths around where the point is: circle, square, triangles, diamond, cross."""
HATCHES = ("", "M-1 1l2-2M0 6l6-6M5 7l2-2", "M0 3h6", "M3 0v6", "M3 0v6M0 3h6", "M2 3a1 1 0 1 0 2 0a1 1 0 1 0-2 0z")
"""Patterns of areas, in the same order, in a tile of 6 by 6 pixels."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values to pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / ((self.high - self.low) or 1) * (self.end - self.start)


def ticks(low: float, high: float, wanted: int = 5) -> tuple[float, ...]:
    """Round values, two at least, from at or below `low` to at or above `high`."""
    span = (high - low) or abs(high) or 1
    step = 10 ** floor(log10(span / wanted))
    ratio = span / wanted / step
    step *= 10 if ratio >= 7.5 else 5 if ratio >= 3.5 else 2 if ratio >= 1.5 else 1
    first, last = floor(low / step), ceil(high / step)
    return tuple(round(n * step, 10) for n in range(first, max(last, first + 1) + 1))


def short(value: float) -> str:
    """A coordinate with at most one digit after the point. A half goes up, as it does in the browser's drawing."""
    return f"{floor(value * 10 + 0.5) / 10:.1f}".removesuffix(".0")


def breadth(words: str) -> int:
    """About how many pixels a text of 12 pixels takes; what stands before Hangul in Unicode is narrow."""
    return sum(13 if letter >= "\u1100" else 7 for letter in words)


def cut(words: str, room: float) -> str:
    """A text that fits into so many pixels, its end left out where it does not."""
    if breadth(words) <= room:
        return words
    kept = words
    while kept and breadth(kept) > room - 7:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def figure(
    key: str, title: str, description: str, width: int, height: int, parts: Sequence[str], kind: str, extra: str = ""
) -> Markup:
    """An SVG picture with an accessible name. `parts` and `extra`, more attributes, are already escaped.

    Numbers run from left to right on every page, so the picture keeps that direction; words find their own.
    """
    return Markup(  # noqa: S704 title, description and parts are escaped
        f'<svg class="chart chart-{kind}" role="img" direction="ltr" aria-labelledby="{key}-title {key}-desc" '
        f'viewBox="0 0 {width} {height}"{extra} xmlns="http://www.w3.org/2000/svg"><title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc>' + "".join(parts) + "</svg>"
    )


def text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    """A label."""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{kind}" x="{short(x)}" y="{short(y)}"{at}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    way = f"H{short(x2)}" if y1 == y2 else f"V{short(y2)}" if x1 == x2 else f"L{short(x2)} {short(y2)}"
    return f'<path class="{kind}" d="M{short(x1)} {short(y1)}{way}"/>'


def rect(x: float, y: float, width: float, height: float, kind: str, fill: str = "") -> str:
    """A rectangle; `fill`: the id of its pattern."""
    paint = f' fill="url(#{fill})"' if fill else ""
    return (
        f'<rect class="{kind}" x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}"{paint}/>'
    )


def hatches(key: str, amount: int) -> str:
    """The patterns of the first areas, with the ids `<key>-hatch-2` and on; the first area is plain."""
    tiles = "".join(
        f'<pattern id="{key}-hatch-{n}" width="6" height="6" patternUnits="userSpaceOnUse"><path class="hatch" d="{way}"/></pattern>'
        for n, way in enumerate(HATCHES[:amount], start=1)
        if way
    )
    return f"<defs>{tiles}</defs>" if tiles else ""


def rounded(value: float, decimals: int) -> str:
    """A value as it stands beside its bar or dot: 1,234.5."""
    return f"{value:,.{decimals}f}".replace("-", "−")
