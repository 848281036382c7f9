"""Reading boundaries: TopoJSON becomes rings, and every fault is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from generator.reading.boundaries import BadBoundaries, decoded, read_boundaries
from tests.support import ROOT


def square(**changes: Any) -> dict[str, Any]:
    """A topology of two squares that share a side, as two places."""
    topology = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10], [10, 0]], [[10, 0], [10, 0], [0, 10], [-10, 0]]],
        "objects": {
            "countries": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"a3": "AAA"}},
                    {"type": "MultiPolygon", "arcs": [[[2, ~0]]], "properties": {"a3": "BBB"}},
                ],
            }
        },
    }
    return {**topology, **changes}


def shapes(*geometries: dict[str, Any]) -> dict[str, Any]:
    """The squares with other shapes."""
    return square(objects={"countries": {"geometries": list(geometries)}})


def shape(arcs: Any, code: str = "AAA", kind: str = "Polygon") -> dict[str, Any]:
    """One shape."""
    return {"type": kind, "arcs": arcs, "properties": {"a3": code}}


def test_arcs_are_joined_and_turned_round() -> None:
    """Neighbours share a side, and each ring is closed."""
    found = decoded(json.dumps(square()))

    assert found == {
        "AAA": (((10, 0), (10, 10), (0, 10), (0, 0), (10, 0)),),
        "BBB": (((10, 0), (20, 0), (20, 10), (10, 10), (10, 0)),),
    }


def test_an_area_without_a_code_of_its_own_is_drawn_with_its_place() -> None:
    """Without the line between the two."""
    found = decoded(json.dumps(shapes(shape([[0, 1]], "CYP"), shape([[2, ~0]], "CYN"))))

    assert set(found) == {"CYP"}
    (ring,) = found["CYP"]
    assert len(ring) == 7 and ring[0] == ring[-1]
    assert {(0, 0), (20, 0), (20, 10), (0, 10)} < set(ring)


@pytest.mark.parametrize(
    ("topology", "message"),
    [
        (square(type="FeatureCollection"), 'its "type" is not "Topology"'),
        (square(transform=None), '"transform" does not say how whole numbers become degrees'),
        (square(transform={"scale": [0, 1], "translate": [0, 0]}), '"transform" does not say how whole numbers become degrees'),
        (square(transform={"scale": [1e9, 1], "translate": [0, 0]}), '"transform" does not say how whole numbers become degrees'),
        (square(arcs={}), 'there is no list "arcs"'),
        (square(arcs=[[[0, 0]]]), "arc 0 has fewer than two positions"),
        (square(arcs=[[[0, 0], [0.5, 1]]]), "arc 0 has a position that is no pair of whole numbers"),
        (square(arcs=[[[0, 0], [1, 2, 3]]]), "arc 0 has a position that is no pair of whole numbers"),
        (square(arcs=[[[0, 0], [10**400, 0]]]), "arc 0 leaves the globe"),
        (square(arcs=[[[0, 0], [0, 91]]]), "arc 0 leaves the globe"),
        (square(objects={}), 'there is no collection of shapes "countries"'),
        (shapes(), 'there is no collection of shapes "countries"'),
        (shapes({"type": "Polygon", "arcs": [[0, 1]], "properties": {}}), 'shape 1 has no code of three letters in "a3"'),
        (shapes(shape([[0, 1]], "aaa")), 'shape 1 has no code of three letters in "a3"'),
        (shapes(shape([[0, 1]]), shape([[0, 1]])), "there are two shapes of AAA"),
        (shapes(shape([[0, 1]], kind="LineString")), "the shape of AAA is no polygon"),
        (shapes(shape([])), "the shape of AAA has a polygon without a ring"),
        (shapes(shape([[0, 9]])), "the shape of AAA has a ring of arcs that are not there"),
        (shapes(shape([[0, "1"]])), "the shape of AAA has a ring of arcs that are not there"),
        (shapes(shape([[0, True]])), "the shape of AAA has a ring of arcs that are not there"),
        (shapes(shape([[0]])), "a ring of AAA is not closed"),
        (shapes(shape([[0, ~0]])), "a ring of AAA has fewer than three corners"),
        (shapes(shape([[0, 1]], "CYP"), shape([[0, 1]], "CYN")), "the parts of CYP touch in one point"),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_refused(topology: dict[str, Any], message: str) -> None:
    """Each fault with its own sentence."""
    with pytest.raises(BadBoundaries) as refused:
        decoded(json.dumps(topology))

    assert refused.value.message == message


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('{"type": "Topology",\n "arcs": [}', (2, 11), "no JSON: Expecting value"),
        ("[" * 100_000, (1, 1), "its lists are nested too deep, or a number is too long"),
        ('{"arcs": [NaN]}', (1, 1), "NaN is no number of JSON"),
        ('{"arcs": ' + "9" * 5000 + "}", (1, 1), "its lists are nested too deep, or a number is too long"),
        ("[]", (1, 1), "it is no group of fields"),
    ],
)
def test_what_is_no_json_is_refused(tmp_path: Path, text: str, place: tuple[int, int], message: str) -> None:
    """With the line where it is known, as a problem of the file."""
    (tmp_path / "map.json").write_text(text, encoding="utf-8")

    found, (problem,) = read_boundaries(tmp_path, "map.json")

    assert found is None
    assert (problem.path, problem.line, problem.column) == ("map.json", *place)
    assert (problem.rule, problem.message) == ("bad-boundaries", message)


def test_our_own_boundaries_are_sound() -> None:
    """A shape for each of 175 places."""
    found, problems = read_boundaries(ROOT, "datasets/world-boundaries/countries-110m.json")

    assert problems == ()
    assert found is not None
    assert len(found.shapes) == 175
