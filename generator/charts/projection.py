"""The globe on paper: Equal Earth, which keeps areas, with rings cut where they cross the edge of the map."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from generator.reading.boundaries import Position, Ring

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = sqrt(3) / 2


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a position lies, east and north of the middle, with the radius of the globe as the unit.

    Šavrič, Patterson and Jenny: The Equal Earth map projection. International Journal of Geographical Information
    Science 33 (2019), equations 1 and 2.
    """
    angle = asin(_M * sin(radians(latitude)))
    square = angle * angle
    sixth = square * square * square
    stretch = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    east = radians(longitude) * cos(angle) / (_M * stretch)
    return east, angle * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))


EDGE = projected(180, 0)[0]
"""How far the map reaches to the east and to the west."""


def cut(ring: Ring) -> Sequence[Ring]:
    """A ring in pieces that do not cross the antimeridian; the ring itself when it does not. None around a pole."""
    whole = _unrolled(ring)
    if abs(whole[0][0] - whole[-1][0]) > 1:
        return ()
    return (ring,) if all(abs(longitude) <= 180.0001 for longitude, _ in whole) else tuple(_pieces(whole))


def _unrolled(ring: Ring) -> list[Position]:
    """The same ring with longitudes that go on beyond 180 degrees instead of leaping to the other edge."""
    turns = 0
    found = [ring[0]]
    for (before, _), (longitude, latitude) in pairwise(ring):
        turns += -1 if longitude - before > 180 else 1 if longitude - before < -180 else 0
        found.append((longitude + 360 * turns, latitude))
    return found


def _pieces(ring: Sequence[Position]) -> Iterator[Ring]:
    for turn in (-360, 0, 360):
        piece = _clipped(_clipped(ring[:-1], turn - 180, 1), turn + 180, -1)
        if len(piece) > 2:
            moved = tuple((longitude - turn, latitude) for longitude, latitude in piece)
            yield (*moved, moved[0])


def _clipped(ring: Sequence[Position], edge: float, side: int) -> list[Position]:
    """The part of a ring on one side of a meridian; `side`: 1 for the east, -1 for the west."""
    found: list[Position] = []
    for (x, y), (east, north) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        inside, next_inside = (x - edge) * side >= 0, (east - edge) * side >= 0
        if inside:
            found.append((x, y))
        if inside != next_inside:
            found.append((edge, y + (north - y) * (edge - x) / (east - x)))
    return found
