"""Small multiples: one little trend for each place, on a common scale unless told, so that shapes can be compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.axis import Axis, axis, label
from generator.charts.svg import DASHES, Scale, cut, figure, line, short, text
from generator.charts.trend import Plot, Series, stretches, way, within

WIDTH, HEIGHT = 220, 130
LEFT, RIGHT, TOP, BOTTOM = 34, 10, 24, 20


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the pictures: its title, what it shows in words, and its lines, one as a rule."""

    title: str
    description: str
    series: tuple[Series, ...]


def multiples(
    key: str,
    title: str,
    panels: Sequence[Panel],
    unit: str,
    *,
    years: tuple[int, int] | None = None,
    own_scale: bool = False,
) -> Markup:
    """A group of pictures that stand in as many columns as there is room for, all with the same years.

    `own_scale`: each has an axis of values of its own, for measures that share no unit or size.
    """
    shown = [Panel(p.title, p.description, tuple(within(one, years) for one in p.series)) for p in panels]
    known = [point.year for panel in shown for one in panel.series for point in one.points]
    first, last = years or (min(known), max(known))
    common = _scale(shown)
    ends = (first, last) if first < last else (first - 1, last + 1)
    pictures = Markup("").join(
        _panel(f"{key}-{n}", panel, _scale([panel]) if own_scale else common, ends)
        for n, panel in enumerate(shown, start=1)
    )
    note = "each on a scale of its own" if own_scale else "all on one scale"
    return Markup(
        '<div class="multiples-group" role="group" aria-label="{}"><p class="range">{}, {}.</p><div class="multiples">{}</div></div>'
    ).format(title, unit, note, pictures)


def _scale(panels: Sequence[Panel]) -> Axis:
    return axis(v for panel in panels for one in panel.series for point in one.points for v in point.values)


def _panel(key: str, panel: Panel, values: Axis, years: tuple[int, int]) -> Markup:
    plot = Plot(
        Scale(*years, LEFT, WIDTH - RIGHT),
        Scale(values.bottom, values.top, HEIGHT - BOTTOM, TOP),
    )
    parts = [text(0, 12, cut(panel.title, WIDTH), "name"), *_grid(values, plot)]
    parts += (
        text(plot.x(year), HEIGHT - 5, str(year), "tick", side)
        for year, side in zip(years, ("start", "end"), strict=True)
    )
    for number, one in enumerate(panel.series, start=1):
        parts += _line(one, number, plot)
    return figure(key, panel.title, panel.description, WIDTH, HEIGHT, parts, "multiple")


def _grid(values: Axis, plot: Plot) -> Iterator[str]:
    for tick in sorted({values.bottom, 0.0, values.top}):
        at = plot.y(tick)
        yield line(LEFT, at, WIDTH - RIGHT, at, "grid" if tick else "axis")
        yield text(LEFT - 5, at + 4, label(tick), "tick", "end")


def _line(series: Series, number: int, plot: Plot) -> Iterator[str]:
    points = series.points
    if not points:
        return
    dash = f' stroke-dasharray="{DASHES[number - 1]}"' if DASHES[number - 1] else ""
    path = "".join(way(run, plot) + ("h0" if len(run) == 1 else "") for run in stretches(points))
    yield f'<path class="series series-{number}" d="{path}"{dash}/>'
    last = points[-1]
    yield f'<path class="last series-{number}" d="M{short(plot.x(last.year))} {short(plot.y(last.value))}h0"/>'
