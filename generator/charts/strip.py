"""Strips: one dot for each place on a common scale, so that a reader sees the spread and not a league table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.svg import Scale, figure, line, short, text, ticks

WIDTH, HEIGHT = 680, 150
LEFT, RIGHT, BASE = 14, 14, 104
RADIUS = 3.2
MOST_DOTS = 400
"""With more places than this, columns show how many lie where, and only named places keep a dot."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One place's value; `name` is drawn beside it when given."""

    value: float
    name: str = ""


def strip(
    key: str, title: str, description: str, dots: Sequence[Dot], unit: str, reference: float | None = None
) -> Markup:
    """Dots in order of value, stacked where they would meet; a few of them named."""
    values = [d.value for d in dots]
    steps = ticks(min(0.0, *values), max(values), 6)
    x = Scale(steps[0], steps[-1], LEFT, WIDTH - RIGHT)
    parts = [line(LEFT, BASE + 8, WIDTH - RIGHT, BASE + 8, "axis"), text(LEFT, HEIGHT - 6, unit, "unit")]
    parts += (text(x(step), BASE + 26, f"{step:,g}", "tick", "middle") for step in steps)
    if reference is not None:
        parts += (
            line(x(reference), 16, x(reference), BASE + 8, "mark"),
            text(x(reference) + 4, 14, "reference", "mark-label"),
        )
    if len(dots) > MOST_DOTS:
        parts += _columns(dots, x)
    columns: dict[int, int] = {}
    labels: list[tuple[float, float, str]] = []
    for dot in sorted((d for d in dots if d.name or len(dots) <= MOST_DOTS), key=lambda d: (d.value, d.name)):
        column = round(x(dot.value) / (2 * RADIUS))
        level = columns[column] = columns.get(column, -1) + 1
        at = BASE - min(level * 2 * RADIUS, BASE - 52)
        parts.append(
            f'<circle class="dot{" dot-named" if dot.name else ""}" cx="{short(column * 2 * RADIUS)}" cy="{short(at)}" r="{RADIUS if not dot.name else 4.2}"/>'
        )
        if dot.name:
            labels.append((column * 2 * RADIUS, at, dot.name))
    return figure(key, title, description, WIDTH, HEIGHT, [*parts, *_labels(labels)], "strip")


def _columns(dots: Sequence[Dot], x: Scale) -> list[str]:
    """How many places lie where, as columns."""
    width = 2 * RADIUS
    counts = Counter(round(x(dot.value) / width) for dot in dots)
    most = max(counts.values())
    heights = ((column, (BASE - 52) * n / most) for column, n in sorted(counts.items()))
    return [
        f'<rect class="column" x="{short(column * width - RADIUS)}" y="{short(BASE + 4 - height)}" width="{short(width - 1)}" height="{short(height + 3)}"/>'
        for column, height in heights
    ]


def _labels(labels: Sequence[tuple[float, float, str]]) -> list[str]:
    """Names above their dots on two rows, left out where they would still meet."""
    out: list[str] = []
    free = [0.0, 0.0, 0.0]
    for x, y, name in labels:
        width = 6.6 * len(name)
        for row, taken in enumerate(free):
            start = min(max(x - width / 2, 0), WIDTH - width)
            if start >= taken:
                free[row] = start + width + 8
                height = 30 + row * 15
                out += (line(x, height + 3, x, y - 5, "leader"), text(start, height, name, "name"))
                break
    return out
