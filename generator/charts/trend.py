"""Trends: one line for each place over the years, broken where values cannot be joined.

The browser draws the same picture for a choice of the reader's: `theme/assets/js/explore.js`. What is changed here is
changed there; a test compares the two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from generator.charts.axis import Axis, axis, label
from generator.charts.svg import DASHES, SHAPES, Scale, figure, line, short, text


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a year. `joined` says whether it may be joined with the one before, `estimated` whether it is drawn
    hollow; `low` and `high` are the ends of its interval."""

    year: int
    value: float
    joined: bool = True
    estimated: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> tuple[float, float] | None:
        """Its interval, when both ends are known."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def values(self) -> tuple[float, ...]:
        """Everything that an axis has to hold."""
        return (self.value, *(self.ends or ()))


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


@dataclass(frozen=True, slots=True)
class Plot:
    """Where years and values lie in the picture."""

    x: Scale
    y: Scale


WIDTH, HEIGHT = 680, 340
LEFT, TOP, BOTTOM = 48, 34, 36
NAME_LETTERS, MARK_LETTERS = 26, 48
"""The most letters of a name beside a line, and of the label of a mark."""
NAME_LINE, MARK_LINE, LETTER = 15, 14, 7
"""Pixels of a line of names, of a line of labels, and of a letter."""
FEW = 4
"""With fewer points than this, each is drawn as a dot."""


def trend(
    key: str,
    title: str,
    description: str,
    series: Sequence[Series],
    unit: str,
    marks: Sequence[Mark] = (),
    *,
    years: tuple[int, int] | None = None,
    scale: Axis | None = None,
) -> Markup:
    """A line chart of at most six series, with direct labels. The axis of values holds zero.

    `years`: the first and the last year of the picture, those of the points when absent; points outside are left out.
    `scale`: the axis of values, when several pictures share one.
    """
    shown = [within(one, years) for one in series]
    known = [p.year for s in shown for p in s.points]
    first, last = years or (min(known), max(known))
    values = scale or axis(v for s in shown for p in s.points for v in p.values)
    names = [clipped(s.name, NAME_LETTERS) for s in shown]
    edge = WIDTH - max(60, *(LETTER * len(name) + 16 for name in names))
    ends = (first, last) if first < last else (first - 1, last + 1)
    plot = Plot(Scale(*ends, LEFT, edge), Scale(values.bottom, values.top, HEIGHT - BOTTOM, TOP))
    parts = [
        text(0, 14, unit, "unit"),
        *_grid(values, first, last, plot, edge),
        *_marks([m for m in marks if first <= m.year <= last], plot, edge),
        *(part for number, one in enumerate(shown, start=1) for part in _line(one, number, plot)),
        *_names(shown, names, plot, edge),
    ]
    extra = f' data-plot="{LEFT} {edge} {ends[0]} {ends[1]}"'
    return figure(key, title, description, WIDTH, HEIGHT, parts, "trend", extra)


def within(series: Series, years: tuple[int, int] | None) -> Series:
    """The points of the given years; all when there are none given."""
    if years is None:
        return series
    return Series(series.name, tuple(p for p in series.points if years[0] <= p.year <= years[1]))


def stretches(points: Sequence[Point]) -> Iterator[Sequence[Point]]:
    """The points of a line in the runs that may be joined."""
    run: list[Point] = []
    for point in points:
        if run and not point.joined:
            yield run
            run = []
        run.append(point)
    if run:
        yield run


def way(points: Sequence[Point], plot: Plot) -> str:
    """The path through a line's points, with a gap where two of them cannot be joined."""
    return "".join(
        f"{'L' if p.joined and i else 'M'}{short(plot.x(p.year))} {short(plot.y(p.value))}"
        for i, p in enumerate(points)
    )


def clipped(words: str, letters: int) -> str:
    """A text of at most so many letters, its end left out where it is longer."""
    return words if len(words) <= letters else f"{words[: letters - 1]}…"


def _grid(values: Axis, first: int, last: int, plot: Plot, edge: float) -> Iterator[str]:
    for tick in values.ticks:
        at = plot.y(tick)
        yield line(LEFT, at, edge, at, "grid" if tick else "zero")
        yield text(LEFT - 8, at + 4, label(tick), "tick", "end")
    for year in year_ticks(first, last):
        yield text(plot.x(year), HEIGHT - BOTTOM + 20, str(year), "tick", "middle")


def _line(series: Series, number: int, plot: Plot) -> Iterator[str]:
    points, dash = series.points, DASHES[number - 1]
    yield from (f'<path class="spread series-{number}" d="{outline}"/>' for outline in _spreads(points, plot))
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    yield f'<path class="series series-{number}" d="{way(points, plot)}"{dashed}/>'
    for i, point in enumerate(points):
        alone = not (i and point.joined) and not (i < len(points) - 1 and points[i + 1].joined)
        if alone or point.estimated or len(points) < FEW:
            kind = "dot dot-estimated" if point.estimated else "dot"
            at = f"{short(plot.x(point.year))} {short(plot.y(point.value))}"
            yield f'<path class="{kind} series-{number}" d="M{at}{SHAPES[number - 1]}"/>'
        if i and not point.joined:
            before = points[i - 1]
            middle = (plot.x(before.year) + plot.x(point.year)) / 2
            height = (plot.y(before.value) + plot.y(point.value)) / 2 + 4
            yield text(middle, height, "≈", f"break series-{number}", "middle")


def _spreads(points: Sequence[Point], plot: Plot) -> Iterator[str]:
    """The outline around the intervals of neighbours that are joined; that of a single point is a line."""
    for run in stretches(points):
        for known, part in groupby(((p.year, p.ends) for p in run), key=lambda point: point[1] is not None):
            if known:
                found = [(short(plot.x(year)), *(short(plot.y(v)) for v in ends)) for year, ends in part if ends]
                tops, bottoms = [f"{x} {high}" for x, _, high in found], [f"{x} {low}" for x, low, _ in found]
                yield f"M{'L'.join((*tops, *reversed(bottoms)))}z"


def _marks(marks: Sequence[Mark], plot: Plot, edge: float) -> Iterator[str]:
    """A dashed line for each year, its label on the side with more room and below those it would meet."""
    rows: list[float] = []
    for mark in sorted(marks, key=lambda m: m.year):
        x = plot.x(mark.year)
        words = clipped(mark.label, MARK_LETTERS)
        wide = LETTER * len(words)
        after = x + 5 + wide <= edge or edge - x >= x - LEFT
        start = x + 5 if after else x - 5 - wide
        row = next((n for n, taken in enumerate(rows) if taken <= start), len(rows))
        rows[row : row + 1] = [start + wide + 8]
        yield line(x, TOP, x, HEIGHT - BOTTOM, "mark")
        height = TOP + 10 + MARK_LINE * row
        yield text(x + 5 if after else x - 5, height, words, "mark-label", "start" if after else "end")


def _names(series: Sequence[Series], names: Sequence[str], plot: Plot, edge: float) -> Iterator[str]:
    """The name of each series beside the plot, moved apart where names would meet, with a line to a last point that is far."""
    ends = sorted((plot.y(s.points[-1].value), number) for number, s in enumerate(series, start=1) if s.points)
    bottom, taken = HEIGHT - BOTTOM - NAME_LINE * (len(ends) - 1), TOP - NAME_LINE + 1.0
    for order, (at, number) in enumerate(ends):
        taken = max(min(at, bottom + NAME_LINE * order), taken + NAME_LINE)
        end = plot.x(series[number - 1].points[-1].year)
        if abs(taken - at) > 3 or edge - end > 8:
            way_to = f"M{short(end + 4)} {short(at)}L{edge + 6} {short(taken)}"
            yield f'<path class="leader series-{number}" d="{way_to}"/>'
        yield text(edge + 9, taken + 4, names[number - 1], f"name series-{number}")


def year_ticks(first: int, last: int) -> Sequence[int]:
    """At most eight round years from the first to the last."""
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (last - first) / s <= 7)
    return [year for year in range(first, last + 1) if year % step == 0]
