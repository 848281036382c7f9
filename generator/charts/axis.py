"""Axes of values: from a fixed ladder of round tops, so that whoever draws the same values draws the same axis."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, dropwhile, takewhile

RUNGS = ((1.0, 0.2), (1.5, 0.5), (2.0, 0.5), (2.5, 0.5), (3.0, 1.0), (4.0, 1.0), (5.0, 1.0), (6.0, 2.0), (8.0, 2.0))
"""The tops from 1 to 10 with the step of their ticks; ten times, a hundred times as much follows in the same way.

No axis is lower than the first, so that a difference in the third digit after the point does not look large.
"""


@dataclass(frozen=True, slots=True)
class Axis:
    """The ends of a scale and its ticks, from the lowest to the highest."""

    bottom: float
    top: float
    ticks: tuple[float, ...]

    def holds(self, low: float, high: float) -> bool:
        """Whether both values lie on it."""
        return self.bottom <= low and high <= self.top

    @property
    def data(self) -> Mapping[str, object]:
        """The same for JSON, whole numbers without a point; `labels` are the ticks as they are written."""
        return {
            "top": _plain(self.top),
            "bottom": _plain(self.bottom),
            "ticks": [_plain(t) for t in self.ticks],
            "labels": [label(t) for t in self.ticks],
        }


def axis(values: Iterable[float]) -> Axis:
    """The lowest axis that holds zero and all values."""
    low, high = _ends(values)
    return next(rung for rung in _rungs(signed=low < 0) if rung.holds(low, high))


def ladder(values: Iterable[float]) -> Sequence[Axis]:
    """Every axis that a choice of some of the values may need, the lowest first.

    The first that holds the lowest and the highest value of a choice is its `axis`.
    """
    given = list(values)
    least, most = axis([min((abs(v) for v in given), default=0.0)]), axis([max((abs(v) for v in given), default=0.0)])
    rungs = _rungs(signed=min(given, default=0.0) < 0)
    needed = dropwhile(lambda rung: _reach(rung) < least.top, rungs)
    return tuple(takewhile(lambda rung: _reach(rung) <= most.top, needed))


def label(tick: float) -> str:
    """A tick in few characters: 1,500 or 2.5M."""
    size, sign = (tick / 1e6, "M") if abs(tick) >= 1e6 else (tick, "")
    return f"{size:,.1f}".removesuffix(".0").replace("-", "−") + sign


def _rungs(*, signed: bool) -> Iterator[Axis]:
    """All axes, the lowest first; `signed`: also those that reach below zero, after the one of the same reach that does not."""
    for power in count():
        for most, step in ((most * 10**power, step * 10**power) for most, step in RUNGS):
            steps = int(most / step + 0.5)
            yield _axis(0, steps, step)
            if signed:
                yield _axis(-steps, 0, step)
                for other in range(1, steps):
                    yield _axis(-other, steps, step)
                    yield _axis(-steps, other, step)
                yield _axis(-steps, steps, step)


def _axis(first: int, last: int, step: float) -> Axis:
    ticks = tuple(round(n * step, 1) for n in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def _reach(rung: Axis) -> float:
    return max(-rung.bottom, rung.top)


def _ends(values: Iterable[float]) -> tuple[float, float]:
    given = (0.0, *values)
    return min(given), max(given)


def _plain(value: float) -> float:
    return int(value) if value == int(value) else value
