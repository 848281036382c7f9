"""Boundaries: TopoJSON to the rings of each place, told apart from what only looks like it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from generator.problem import Problem
from generator.reading.source import Fault, read_bytes, text_of

MAX_BYTES = 8 * 1024 * 1024
MAX_STEPS = 1 << 40
PART_OF: Mapping[str, str] = {"CYN": "CYP", "SOL": "SOM"}
"""Areas that are in neither ISO 3166 nor the M49 list of the United Nations, and the place each is drawn with."""

Position = tuple[float, float]
"""Degrees east and degrees north."""
Ring = tuple[Position, ...]
"""A closed line; its last position is its first."""


@dataclass(frozen=True, slots=True, eq=False)
class Boundaries:
    """The shape of each place by its code, as rings: a point is inside when an odd number of them goes around it."""

    path: str
    shapes: Mapping[str, tuple[Ring, ...]]


class BadBoundaries(Fault):
    """A file that is no TopoJSON, or one with a shape that is not whole."""

    rule = "bad-boundaries"


def read_boundaries(root: Path, path: str) -> tuple[Boundaries | None, tuple[Problem, ...]]:
    """The boundaries in `root/path`; with any fault there are none."""
    try:
        return Boundaries(path, decoded(text_of(read_bytes(root, path, MAX_BYTES)))), ()
    except Fault as fault:
        return None, (fault.problem(path),)


def decoded(text: str) -> Mapping[str, tuple[Ring, ...]]:
    """The rings of each place in a quantised TopoJSON. Raises BadBoundaries."""
    topology = _json(text)
    if topology.get("type") != "Topology":
        _refuse('its "type" is not "Topology"', "save the boundaries as TopoJSON")
    arcs = _arcs(topology)
    found: dict[str, list[list[int]]] = {}
    for number, shape in enumerate(_geometries(topology), start=1):
        code = _code(shape, number)
        if code in found:
            _refuse(f"there are two shapes of {code}")
        found[code] = list(_rings(shape, code, len(arcs)))
    for part, whole in PART_OF.items():
        if part in found and whole in found:
            found[whole] = _joined([*found[whole], *found.pop(part)], arcs, whole)
    return {code: tuple(_ring(ids, arcs, code) for ids in rings) for code, rings in sorted(found.items())}


def _refuse(message: str, hint: str = "take the file again from where it came") -> NoReturn:
    raise BadBoundaries(message, hint=hint)


def _json(text: str) -> Mapping[str, object]:
    def constant(name: str) -> NoReturn:
        _refuse(f"{name} is no number of JSON")

    try:
        found = json.loads(text, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise BadBoundaries(
            f"no JSON: {error.msg}", error.lineno, error.colno, "save the boundaries as TopoJSON"
        ) from None
    except (RecursionError, ValueError):
        _refuse("its lists are nested too deep, or a number is too long")
    return found if isinstance(found, dict) else _refuse("it is no group of fields")


def _arcs(topology: Mapping[str, object]) -> Sequence[Ring]:
    """The lines that shapes share, in degrees."""
    match topology.get("transform"):
        case {
            "scale": [int() | float() as east, int() | float() as north],
            "translate": [int() | float() as x, int() | float() as y],
        } if 0 < east <= 360 and 0 < north <= 360 and abs(x) <= 360 and abs(y) <= 360:
            pass
        case _:
            _refuse('"transform" does not say how whole numbers become degrees')
    arcs = topology.get("arcs")
    if not isinstance(arcs, list):
        _refuse('there is no list "arcs"')
    return [tuple(_positions(arc, number, (east, north), (x, y))) for number, arc in enumerate(arcs)]


def _positions(arc: object, number: int, scale: Position, origin: Position) -> Iterator[Position]:
    if not isinstance(arc, list) or len(arc) < 2:
        _refuse(f"arc {number} has fewer than two positions")
    x = y = 0
    for step in arc:
        match step:
            case [int() as east, int() as north]:
                x, y = x + east, y + north
            case _:
                _refuse(f"arc {number} has a position that is no pair of whole numbers")
        if max(abs(x), abs(y)) > MAX_STEPS:
            _refuse(f"arc {number} leaves the globe")
        longitude, latitude = x * scale[0] + origin[0], y * scale[1] + origin[1]
        if abs(longitude) > 180.0001 or abs(latitude) > 90.0001:
            _refuse(f"arc {number} leaves the globe")
        yield longitude, latitude


def _geometries(topology: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    match topology.get("objects"):
        case {"countries": {"geometries": list() as shapes}} if all(isinstance(s, dict) for s in shapes) and shapes:
            return shapes
        case _:
            _refuse('there is no collection of shapes "countries"')


def _code(shape: Mapping[str, object], number: int) -> str:
    match shape.get("properties"):
        case {"a3": str() as code} if re.fullmatch("[A-Z]{3}", code, re.ASCII):
            return code
        case _:
            _refuse(f'shape {number} has no code of three letters in "a3"')


def _rings(shape: Mapping[str, object], code: str, arcs: int) -> Iterator[list[int]]:
    """The rings of a shape as numbers of arcs; ~n is arc n from its end."""
    given = shape.get("arcs")
    polygons = [given] if shape.get("type") == "Polygon" else given if shape.get("type") == "MultiPolygon" else None
    if not isinstance(polygons, list) or not polygons:
        _refuse(f"the shape of {code} is no polygon")
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            _refuse(f"the shape of {code} has a polygon without a ring")
        for ring in polygon:
            if not isinstance(ring, list) or not ring or not all(type(n) is int and -arcs <= n < arcs for n in ring):
                _refuse(f"the shape of {code} has a ring of arcs that are not there")
            yield ring


def _ring(ids: Sequence[int], arcs: Sequence[Ring], code: str) -> Ring:
    """One ring, its arcs joined end to end."""
    lines = [_line(n, arcs) for n in ids]
    if any(before[-1] != after[0] for before, after in pairwise([*lines, lines[0]])):
        _refuse(f"a ring of {code} is not closed")
    found = (lines[0][0], *(position for line in lines for position in line[1:]))
    if len(found) < 4:
        _refuse(f"a ring of {code} has fewer than three corners")
    return found


def _line(id: int, arcs: Sequence[Ring]) -> Ring:
    return arcs[id] if id >= 0 else arcs[~id][::-1]


def _joined(rings: Sequence[Sequence[int]], arcs: Sequence[Ring], code: str) -> list[list[int]]:
    """Neighbours as one: without the arcs that lie between them, what is left is followed round."""
    ids = [n for ring in rings for n in ring]
    outside = [n for n in ids if ~n not in ids]
    left = {_line(n, arcs)[0]: n for n in outside}
    if len(left) < len(outside):
        _refuse(f"the parts of {code} touch in one point")
    found: list[list[int]] = []
    while left:
        ring = [left.pop(next(iter(left)))]
        while (end := _line(ring[-1], arcs)[-1]) != _line(ring[0], arcs)[0]:
            if end not in left:
                _refuse(f"the parts of {code} cannot be joined")
            ring.append(left.pop(end))
        found.append(ring)
    return found
