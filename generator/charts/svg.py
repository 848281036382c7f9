"""What all charts share: scales, round ticks, numbers in few characters, and the frame with title and description."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup, escape

DASHES = ("", "7 3", "2 3", "9 3 2 3", "12 4", "1 4")
"""Line patterns that tell series apart without colour, in the order of the classes `series-1` to `series-6`."""


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
    """A coordinate with at most one digit after the point."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def figure(key: str, title: str, description: str, width: int, height: int, parts: Sequence[str], kind: str) -> Markup:
    """An SVG picture with an accessible name. `parts` are already escaped."""
    return Markup(  # noqa: S704 title, description and parts are escaped
        f'<svg class="chart chart-{kind}" role="img" aria-labelledby="{key}-title {key}-desc" viewBox="0 0 {width} {height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="{key}-title">{escape(title)}</title><desc id="{key}-desc">{escape(description)}</desc>'
        + "".join(parts)
        + "</svg>"
    )


def text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    """A label."""
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{kind}" x="{short(x)}" y="{short(y)}"{at}>{escape(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    way = f"H{short(x2)}" if y1 == y2 else f"V{short(y2)}" if x1 == x2 else f"L{short(x2)} {short(y2)}"
    return f'<path class="{kind}" d="M{short(x1)} {short(y1)}{way}"/>'
