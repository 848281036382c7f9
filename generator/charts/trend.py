"""Trends: one line for each place over the years, broken where values cannot be joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.svg import DASHES, Scale, figure, line, short, text, ticks


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a year. `joined` says whether it may be joined with the one before."""

    year: int
    value: float
    joined: bool = True


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name and its points in the order of years."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A year worth pointing at, such as the beginning of a practice."""

    year: int
    label: str


WIDTH, HEIGHT = 680, 340
LEFT, RIGHT, TOP, BOTTOM = 48, 132, 34, 36


def trend(
    key: str, title: str, description: str, series: Sequence[Series], unit: str, marks: Sequence[Mark] = ()
) -> Markup:
    """A line chart of at most six series, with direct labels. The axis of values begins at zero unless values fall below it."""
    years = [p.year for s in series for p in s.points]
    values = [p.value for s in series for p in s.points]
    steps = ticks(min(0.0, *values), max(values))
    x = (
        Scale(min(years), max(years), LEFT, WIDTH - RIGHT)
        if min(years) < max(years)
        else Scale(min(years) - 1, min(years) + 1, LEFT, WIDTH - RIGHT)
    )
    y = Scale(steps[0], steps[-1], HEIGHT - BOTTOM, TOP)
    parts = [text(0, 14, unit, "unit")]
    for step in steps:
        parts += (
            line(LEFT, y(step), WIDTH - RIGHT, y(step), "grid"),
            text(LEFT - 8, y(step) + 4, f"{step:,g}", "tick", "end"),
        )
    parts += (
        text(x(year), HEIGHT - BOTTOM + 20, str(year), "tick", "middle") for year in _year_ticks(min(years), max(years))
    )
    for mark in marks:
        if min(years) <= mark.year <= max(years):
            parts += (
                line(x(mark.year), TOP, x(mark.year), HEIGHT - BOTTOM, "mark"),
                text(x(mark.year) + 5, TOP + 10, mark.label, "mark-label"),
            )
    for number, one in enumerate(series, start=1):
        parts += _line(one, number, x, y)
    parts += _names(series, x, y)
    return figure(key, title, description, WIDTH, HEIGHT, parts, "trend")


def _line(series: Series, number: int, x: Scale, y: Scale) -> Iterator[str]:
    path = "".join(
        f"{'L' if p.joined and i else 'M'}{short(x(p.year))} {short(y(p.value))}" for i, p in enumerate(series.points)
    )
    dash = f' stroke-dasharray="{DASHES[number - 1]}"' if DASHES[number - 1] else ""
    yield f'<path class="series series-{number}" d="{path}"{dash}/>'
    for before, point, after in zip((None, *series.points), series.points, (*series.points[1:], None), strict=False):
        alone = (before is None or not point.joined) and (after is None or not after.joined)
        if alone or len(series.points) < 4:
            yield f'<circle class="dot series-{number}" cx="{short(x(point.year))}" cy="{short(y(point.value))}" r="3.5"/>'
    for before, point in zip(series.points, series.points[1:], strict=False):
        if not point.joined:
            middle = (x(before.year) + x(point.year)) / 2
            yield text(middle, (y(before.value) + y(point.value)) / 2 + 4, "≈", f"break series-{number}", "middle")


def _names(series: Sequence[Series], x: Scale, y: Scale) -> Iterator[str]:
    """The name of each series beside the plot, moved apart where names would meet, with a line to a last point that is far."""
    ends = sorted((y(s.points[-1].value), number, s) for number, s in enumerate(series, start=1))
    edge, taken = WIDTH - RIGHT, TOP - 14.0
    bottom = HEIGHT - BOTTOM - 15 * (len(ends) - 1)
    for order, (at, number, one) in enumerate(ends):
        taken = max(min(at, bottom + 15 * order), taken + 15)
        end = x(one.points[-1].year)
        if abs(taken - at) > 3 or edge - end > 8:
            yield line(end + 4, at, edge + 6, taken, f"leader series-{number}")
        yield text(edge + 9, taken + 4, one.name, f"name series-{number}")


def _year_ticks(first: int, last: int) -> Sequence[int]:
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (last - first) / s <= 7)
    inner = [year for year in range(first, last + 1) if year % step == 0]
    return inner or [first]
