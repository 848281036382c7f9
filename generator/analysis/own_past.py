"""A place beside its own past: what may be said of figures that must not be compared between places."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

SPAN = 5
"""Years that lie between the two values, at least."""

Way = Literal["rose", "fell", "stayed"]


class Change(NamedTuple):
    """The latest value of a place and the nearest one at least five years before it, counted in the same way."""

    before_year: int
    before: float
    year: int
    value: float

    @property
    def way(self) -> Way:
        """Which way it went; a difference of under a twentieth of the earlier value is none."""
        if abs(self.value - self.before) <= abs(self.before) / 20:
            return "stayed"
        return "rose" if self.value > self.before else "fell"


def change(points: Sequence[tuple[int, float, bool]]) -> Change | None:
    """The change within the last unbroken stretch of a series.

    `points`: year, value and whether the value may be joined with the one before, in the order of years. None when the
    stretch is shorter than five years.
    """
    start = max((i for i, (_, _, joined) in enumerate(points) if not joined), default=0)
    stretch = points[start:]
    if not stretch:
        return None
    year, value, _ = stretch[-1]
    earlier = [(y, v) for y, v, _ in stretch if year - y >= SPAN]
    return Change(*earlier[-1], year, value) if earlier else None
