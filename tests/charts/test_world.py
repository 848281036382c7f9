"""Maps: every country once, cut where the globe is cut, told apart without colour."""

import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from math import radians, sin

import pytest

from generator.charts.projection import cut, projected
from generator.charts.world import (
    DOT,
    HEIGHT,
    LEFT_OUT,
    LOOKS,
    RESERVATION,
    WIDTH,
    Dot,
    Subject,
    classes,
    spread,
    world,
    world_of_cities,
)  # fmt: skip
from generator.model.place import Place
from generator.reading.boundaries import Boundaries, read_boundaries
from generator.reading.packages import read_package
from generator.reading.rows import read_rows
from tests.charts.drawn import SPACE
from tests.support import ROOT

RATE = Subject("Homicide <rate>", "Half of all lie below 2 & more", "per 100,000", 1)
NOWHERE = {"BES", "BVT", "TKL", "UMI"}
"""Territories without coordinates, which no map can show."""


@pytest.fixture(scope="module")
def boundaries() -> Boundaries:
    """The outlines that the site draws."""
    found, problems = read_boundaries(ROOT, "datasets/world-boundaries/countries-110m.json")
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def places() -> dict[str, Place]:
    """All places."""
    package, problems = read_package(ROOT, "datasets/places")
    assert package is not None, problems
    return {place.id: place for place in read_rows(package.tables["places"], Place).sound}


def some_values(places: dict[str, Place], kind: str = "country") -> dict[str, float]:
    """A value for two of three places, from 0 to 120."""
    ids = sorted(id for id, place in places.items() if place.type == kind)
    return {id: (n * 37 % 1200) / 10 for n, id in enumerate(ids) if n % 3}


def drawn(picture: bytes) -> ElementTree.Element:
    """The file as a tree."""
    return ElementTree.fromstring(picture)  # noqa: S314 our own picture


def lines(way: str) -> list[list[tuple[int, int]]]:
    """The corners of every ring of a path of relative steps."""
    found = []
    for ring in way.split("z")[:-1]:
        start, steps = ring[1:].split("l")
        numbers = [int(n) for n in re.findall(r"-?\d+", start + "," + re.sub(r"(?<=\d)-", " -", steps))]
        x, y = numbers[:2]
        corners = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
        found.append(corners)
    return found


class TestProjection:
    """Equal Earth."""

    @pytest.mark.parametrize(
        ("longitude", "latitude", "x", "y"),
        [
            (0, 0, 0, 0),
            (180, 0, 2.7066, 0),
            (0, 90, 0, 1.3174),
            (180, 90, 1.6036, 1.3174),
            (-180, -90, -1.6036, -1.3174),
        ],
    )
    def test_known_points(self, longitude: float, latitude: float, x: float, y: float) -> None:
        """The ends of the equator and of the poles, which are drawn 0.59247 times as long as the equator."""
        assert projected(longitude, latitude) == pytest.approx((x, y), abs=1e-4)

    def test_areas_keep_their_proportion(self) -> None:
        """A field of one degree takes as much room as its share of the globe."""
        for latitude in (0, 30, 60, 80):
            (x1, y1), (x2, _), (_, y2) = (
                projected(*at) for at in ((0, latitude), (0.01, latitude), (0, latitude + 0.01))
            )
            true = radians(0.01) * (sin(radians(latitude + 0.01)) - sin(radians(latitude)))
            assert (x2 - x1) * (y2 - y1) == pytest.approx(true, rel=1e-3)

    def test_a_ring_across_the_antimeridian_is_cut_in_two(self) -> None:
        """Each piece ends at its edge of the map and is closed."""
        pieces = cut(((170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0), (170.0, 0.0)))

        assert sorted((min(p[0] for p in piece), max(p[0] for p in piece)) for piece in pieces) == [
            (-180, -170),
            (170, 180),
        ]
        assert all(piece[0] == piece[-1] for piece in pieces)

    def test_other_rings_stay_whole(self) -> None:
        """Also one that touches the edge."""
        ring = ((170.0, 0.0), (180.0, 0.0), (180.0, 10.0), (170.0, 0.0))

        assert cut(ring) == (ring,)

    def test_a_ring_around_a_pole_is_left_out(self) -> None:
        """It has no inside on this map."""
        assert cut(tuple((float(x), -80.0) for x in (-180, -90, 0, 90, 179, -180))) == ()


class TestWorld:
    """Countries as areas."""

    def test_every_country_is_there_once(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """As a shape or as a dot, with its name; those that no source places are few and known."""
        root = drawn(world(RATE, boundaries, places, some_values(places)))
        named = [
            title.text or ""
            for shape in root.iter()
            if shape.tag in (f"{SPACE}path", f"{SPACE}circle")
            for title in shape
        ]

        countries = {id: place.name for id, place in places.items() if place.type == "country"}
        expected = sorted(name for id, name in countries.items() if id not in NOWHERE | LEFT_OUT)

        assert sorted(name.rsplit(":", 1)[0] for name in named) == expected

    def test_no_line_crosses_the_map(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """No side of any shape is longer than a fifth of the map, and all lie on the map."""
        ways = [path.get("d", "") for path in drawn(world(RATE, boundaries, places, {})).iter(f"{SPACE}path")]
        rings = [ring for way in ways if way.endswith("z") for ring in lines(way)]

        assert len(rings) > 200
        for ring in rings:
            assert max(abs(a[0] - b[0]) for a, b in pairwise([*ring, ring[0]])) < WIDTH * 10 / 5
            assert all(-2 <= x <= WIDTH * 10 + 2 for x, _ in ring)

    def test_classes_tell_their_bounds_and_their_places(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """The amounts of the key add up to all that is drawn."""
        values = some_values(places)
        texts = [t.text or "" for t in drawn(world(RATE, boundaries, places, values)).iter(f"{SPACE}text")]

        amounts = [int(found[1]) for t in texts if (found := re.fullmatch(r"(\d+) places?", t))]
        assert len(amounts) == 6
        assert sum(amounts) == 250 - len(NOWHERE) - len(LEFT_OUT)
        assert texts[1].startswith("under ")
        assert any(t.endswith(" or more") for t in texts) and "no value" in texts

    def test_looks_differ_without_colour(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """Three of five classes and the lack of a value have patterns, each another; the rest differ in lightness."""
        root = drawn(world(RATE, boundaries, places, some_values(places)))
        patterns = {p.get("id"): p[1].get("d") for p in root.iter(f"{SPACE}pattern")}

        assert len(patterns) == 4 == len(set(patterns.values()))
        assert {p.get("class") for p in root.iter(f"{SPACE}path") if len(p)} == {"c0", "c1", "c2", "c3", "c4", "c5"}

    def test_it_stands_on_its_own(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """Name, description, style for light and dark, reservation, and under 100 kilobytes."""
        picture = world(RATE, boundaries, places, some_values(places))
        root, text = drawn(picture), picture.decode()

        assert [root.findtext(f"{SPACE}{part}") for part in ("title", "desc")] == [RATE.title, RATE.description]
        assert root.get("role") == "img" and root.get("aria-labelledby") == "t d"
        assert "prefers-color-scheme:dark" in text
        assert RESERVATION in " ".join(t.text or "" for t in root.iter(f"{SPACE}text"))
        assert "nan" not in text and "http" not in text.replace("http://www.w3.org/2000/svg", "")
        assert len(picture) < 100_000

    def test_the_same_bytes_each_time(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """Whatever the order of the places and values."""
        values = some_values(places)
        turned = dict(reversed(places.items())), dict(reversed(values.items()))

        assert world(RATE, boundaries, places, values) == world(RATE, boundaries, *turned)

    def test_records_of_police_show_only_who_reports(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """No value and no class of values is on the map."""
        values = some_values(places)
        picture = world(Subject("t", "d", "u", 1, LOOKS["C"]), boundaries, places, values).decode()

        assert set(re.findall(r'class="(c\d)"', picture)) == {"c0", "c5"}
        assert ">has values<" in picture
        assert f": {values['AGO']:.1f}<" not in picture

    def test_without_values_all_is_without_a_value(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """An empty table makes an empty map."""
        picture = world(RATE, boundaries, places, {}).decode()

        assert set(re.findall(r'class="(c\d)"', picture)) == {"c0"}

    def test_a_place_that_cannot_be_drawn_is_told(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """It is not dropped in silence."""
        assert b"1 more has no known position." in world(RATE, boundaries, places, {"BES": 1.0, "COL": 2.0})


class TestCities:
    """Cities as dots."""

    def test_every_city_is_a_dot_and_the_rest_is_told(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """A hundred or two thousand, under 100 kilobytes."""
        values = some_values(places, "city")
        picture = world_of_cities(RATE, boundaries, places, values)

        known = sum(places[id].longitude is not None for id in values)
        assert picture.count(b"h0") == known
        assert f"{len(values) - known} more have no known position".encode() in picture
        assert len(picture) < 100_000

    def test_a_map_of_one_continent_shows_that_continent(
        self, boundaries: Boundaries, places: dict[str, Place]
    ) -> None:
        """Larger, and without the outlines of the others."""
        europe = {id: 1.0 for id, p in places.items() if p.type == "city" and p.region == "Europe" and p.iso3 != "RUS"}

        near, far = (world_of_cities(RATE, boundaries, places, v) for v in (europe, some_values(places, "city")))
        shapes = [len(re.findall(r'<path d="M', picture.decode())) for picture in (near, far)]

        assert shapes[0] < shapes[1]

    def test_dots_that_would_meet_are_moved_apart(self) -> None:
        """A little, and never far from where they belong."""
        home = [Dot(f"c{n:02}", 1000 + n % 3, 500 + n % 2) for n in range(12)]

        found = spread(home, lambda _: 30)

        for n, dot in enumerate(found):
            assert abs(dot.x - home[n].x) <= 150 and abs(dot.y - home[n].y) <= 150
            assert all((dot.x - o.x) ** 2 + (dot.y - o.y) ** 2 >= 57**2 for o in found[:n])
        assert spread(home[:1], lambda _: 30) == home[:1]

    def test_a_city_alone(self, boundaries: Boundaries, places: dict[str, Place]) -> None:
        """And none at all."""
        assert world_of_cities(RATE, boundaries, places, {"COL-medellin": 5.0}).count(b"h0") == 1
        assert world_of_cities(RATE, boundaries, places, {}).count(b"h0") == 0


class TestClasses:
    """Bounds between classes."""

    @pytest.mark.parametrize(
        ("values", "decimals", "bounds"),
        [
            ([], 1, ()),
            ([5.0] * 9, 1, ()),
            ([1.0, 2.0], 0, (2,)),
            (list(range(100)), 0, (20, 40, 60, 80)),
            ([v * 1234.5 for v in range(100)], 0, (25_000, 49_000, 74_000, 99_000)),
            ([0.01 * v for v in range(100)], 2, (0.2, 0.4, 0.6, 0.8)),
        ],
    )
    def test_bounds_are_round_and_part_values_evenly(
        self, values: list[float], decimals: int, bounds: tuple[float, ...]
    ) -> None:
        """Two digits, no more than the indicator shows, and no class that must be empty."""
        assert classes(values, decimals) == bounds

    def test_dots_of_small_countries_can_be_seen(self) -> None:
        """On a picture of 800 pixels."""
        assert DOT > 3 and HEIGHT < WIDTH
