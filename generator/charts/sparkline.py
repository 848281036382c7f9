"""Sparklines: a trend as small as a word, for the cell of a table or the middle of a sentence."""

from collections.abc import Sequence

from markupsafe import Markup

from generator.charts.axis import Axis, axis
from generator.charts.svg import Scale, short
from generator.charts.trend import Plot, Point, stretches, way

WIDTH, HEIGHT = 100, 24
ROOM = 3
"""Pixels kept free on every side, so that the last dot is whole."""


def sparkline(
    points: Sequence[Point], label: str = "", *, years: tuple[int, int] | None = None, scale: Axis | None = None
) -> Markup:
    """A line with its last value marked and a gap where values cannot be joined. The axis holds zero.

    `label` is its accessible name; empty when the words beside it say the same, and it is then hidden from readers of
    the page's text. `years` and `scale` when several share them.
    """
    first, last = years or (points[0].year, points[-1].year)
    values = scale or axis(p.value for p in points)
    plot = Plot(
        Scale(first, last, ROOM, WIDTH - ROOM) if first < last else Scale(first - 1, first + 1, ROOM, WIDTH - ROOM),
        Scale(values.bottom, values.top, HEIGHT - ROOM, ROOM),
    )
    path = "".join(way(run, plot) + ("h0" if len(run) == 1 else "") for run in stretches(points))
    end = f"{short(plot.x(points[-1].year))} {short(plot.y(points[-1].value))}"
    name = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup(  # noqa: S704 the label is escaped, all else are numbers
        f'<svg class="spark" {name} direction="ltr" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path class="spark-line" d="{path}"/><path class="spark-last" d="M{end}h0"/></svg>'
    )
