"""Bands: where one value lies between the quartiles of others, as a strip no higher than a line of text."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.svg import Scale

WIDTH, HEIGHT, MIDDLE = 160, 16, 8
ROOM = 6
"""Pixels kept free at both ends, so that a dot there is whole."""


@dataclass(frozen=True, slots=True)
class Band:
    """The quartiles of some values."""

    low: float
    middle: float
    high: float


def reach(bands: Iterable[Band], value: float) -> tuple[float, float]:
    """The ends of a scale that holds zero, one value and several bands, which then may be compared by eye."""
    given = [0.0, value, *(end for band in bands for end in (band.low, band.high))]
    return min(given), max(given)


def band(of: Band, value: float, ends: tuple[float, float]) -> Markup:
    """The middle half as a bar, the median as a stroke, the value as a dot, in this order. It repeats the sentence beside
    it, so it is hidden from readers of the page's text."""
    x = Scale(*ends, ROOM, WIDTH - ROOM)
    low, middle, high, own = (round(x(v)) for v in (of.low, of.middle, of.high, value))
    return Markup(  # noqa: S704 numbers only
        f'<svg class="band" aria-hidden="true" viewBox="0 0 {WIDTH} {HEIGHT}"><path d="M{low} {MIDDLE}H{high}"/>'
        f'<path d="M{middle} 2v12"/><path d="M{own} {MIDDLE}h0"/></svg>'
    )
