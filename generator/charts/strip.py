"""Strips: one dot for each place on a common scale, so that a reader sees the spread and not a league table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.svg import Scale, figure, line, short, text, ticks

WIDTH, HEIGHT = 680, 176
LEFT, RIGHT, BASE = 14, 14, 130
ROOM = 60
"""Pixels above the base that dots or columns may fill; names stand above them."""
RADIUS, NAMED_RADIUS = 3.2, 4.2


@dataclass(frozen=True, slots=True)
class Dot:
    """One place's value; `name` is drawn beside it when given."""

    value: float
    name: str = ""


def strip(
    key: str, title: str, description: str, dots: Sequence[Dot], unit: str, reference: float | None = None
) -> Markup:
    """Dots stacked where they would meet, a few of them named. Where a stack would not fit, columns count the places."""
    x, steps = _scale([d.value for d in dots])
    parts = [line(LEFT, BASE + 8, WIDTH - RIGHT, BASE + 8, "axis"), text(LEFT, HEIGHT - 6, unit, "unit")]
    parts += (text(x(step), BASE + 26, f"{step:,g}", "tick", "middle") for step in steps)
    if reference is not None:
        parts += (
            line(x(reference), 16, x(reference), BASE + 8, "mark"),
            text(x(reference) + 4, 14, "reference", "mark-label"),
        )
    crowded = is_crowded([d.value for d in dots])
    if crowded:
        parts += _columns(dots, x)
    stacks: Counter[int] = Counter()
    path, named = "", []
    labels: list[tuple[float, float, str]] = []
    for dot in sorted((d for d in dots if d.name or not crowded), key=lambda d: (d.value, d.name)):
        column = round(x(dot.value) / (2 * RADIUS))
        across, up = column * 2 * RADIUS, BASE - stacks[column] * 2 * RADIUS
        stacks[column] += 1
        if dot.name:
            named.append(f'<circle class="dot dot-named" cx="{short(across)}" cy="{short(up)}" r="{NAMED_RADIUS}"/>')
            labels.append((across, up, dot.name))
        else:
            path += f"M{short(across)} {short(up)}h0"
    if path:
        parts.append(f'<path class="dots" stroke-width="{2 * RADIUS}" d="{path}"/>')
    return figure(key, title, description, WIDTH, HEIGHT, [*parts, *named, *_labels(labels)], "strip")


def is_crowded(values: Sequence[float]) -> bool:
    """Whether some stack of dots would be higher than the picture has room for."""
    x, _ = _scale(values)
    stacks = Counter(round(x(value) / (2 * RADIUS)) for value in values)
    return bool(stacks) and max(stacks.values()) * 2 * RADIUS > ROOM


def _scale(values: Sequence[float]) -> tuple[Scale, tuple[float, ...]]:
    steps = ticks(min((0.0, *values)), max((0.0, *values)), 6)
    return Scale(steps[0], steps[-1], LEFT, WIDTH - RIGHT), steps


def _columns(dots: Sequence[Dot], x: Scale) -> list[str]:
    """How many places lie where, as columns."""
    width = 2 * RADIUS
    counts = Counter(round(x(dot.value) / width) for dot in dots)
    most = max(counts.values())
    heights = ((column, ROOM * n / most) for column, n in sorted(counts.items()))
    path = "".join(f"M{short(column * width)} {BASE + 7}v{short(-height - 3)}" for column, height in heights)
    return [f'<path class="columns" stroke-width="{short(width - 1)}" d="{path}"/>']


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
