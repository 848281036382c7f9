"""Synthetic data packages in the shape of ours: the same seed and numbers give the same tables.

Titles and sources say that they are made up. Places are those of the table of places. A few tables are large and most
are small; some split their values by sex, some have intervals, some counts and populations.
"""

import csv
import io
import json
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from tests.bench.synthetic import ROOT, SEED, write_library

TABLES, EMPTY, ROWS = 264, 14, 170_000
"""Tables with values, packages that still wait for theirs, and rows in all tables together."""
FIRST, LAST = 1990, 2023
LEAST = 12
"""Rows of the smallest table."""
Shape = Literal["plain", "sex", "interval", "counts"]
SHAPES: Sequence[Shape] = ("plain", "sex", "interval", "counts")
PLACE_COLUMNS = ("id", "type", "name", "iso3", "region", "subregion")
REFERENCE = {"places", "vocabularies"}
FIELDS: dict[Shape, Sequence[tuple[str, str]]] = {
    "plain": (("status", "string"),),
    "sex": (("sex", "string"),),
    "interval": (("low", "number"), ("high", "number")),
    "counts": (("count", "integer"), ("population", "integer")),
}
"""The columns of each shape beside place, year, value and source."""
RATE = "per 100,000 residents"
UNITS = {"value": RATE, "low": RATE, "high": RATE, "count": "victims", "population": "residents"}


@dataclass(frozen=True, slots=True)
class Spec:
    """One table to be made."""

    number: int
    rows: int
    seed: int

    @property
    def id(self) -> str:
        return f"synthetic-figures-{self.number:03}"

    @property
    def shape(self) -> Shape:
        return SHAPES[self.number % len(SHAPES)]

    @property
    def kind(self) -> Literal["country", "city"]:
        return "city" if self.number % 3 == 0 else "country"


def write_tables(root: Path, rows: int = ROWS, *, practices: int = 0, seed: int = SEED) -> None:
    """Lay out a library whose tables hold so many rows, with no real indicator and so many synthetic practices."""
    write_library(root, practices, seed=seed)
    for folder in (root / "datasets").iterdir():
        if folder.name not in REFERENCE:
            shutil.rmtree(folder) if folder.is_dir() else folder.unlink()
    _forget_indicators(root / "datasets" / "vocabularies")
    for spec in specs(rows, seed):
        _write_package(root / "datasets" / spec.id, spec)


def specs(rows: int, seed: int = SEED) -> Iterator[Spec]:
    """The tables: of falling size, together of so many rows; then the empty ones."""
    weights = [1 / (number + 6) for number in range(TABLES)]
    free = rows - LEAST * TABLES
    sizes = [LEAST + int(free * weight / sum(weights)) for weight in weights]
    sizes = [size - size % 3 if SHAPES[n % len(SHAPES)] == "sex" else size for n, size in enumerate(sizes)]
    sizes[0] += rows - sum(sizes)
    yield from (Spec(number, size, seed) for number, size in enumerate([*sizes, *[0] * EMPTY]))


def _forget_indicators(folder: Path) -> None:
    """Empty the columns of the vocabularies that name indicators, which are not in this library."""
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        named = {"indicator", "indicators", "only"} & set(rows[0] if rows else ())
        if named:
            file.write_bytes(_csv(list(rows[0]), ([*({**row, **dict.fromkeys(named, "")}).values()] for row in rows)))
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource.pop("hash", None)
        resource.pop("bytes", None)
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False, indent=2), encoding="utf-8")


def _write_package(folder: Path, spec: Spec) -> None:
    table = list(_rows(spec))
    data = _csv(_header(spec), table)
    named = {row[0] for row in table}
    places = _csv(PLACE_COLUMNS, ([row[c] for c in PLACE_COLUMNS] for row in _places() if row["id"] in named))
    folder.mkdir(parents=True)
    (folder / "data.csv").write_bytes(data)
    (folder / "places.csv").write_bytes(places)
    (folder / "datapackage.json").write_text(json.dumps(_descriptor(spec, data, places), indent=2), encoding="utf-8")


def _header(spec: Spec) -> Sequence[str]:
    return ("place_id", "year", "value", *(name for name, _ in FIELDS[spec.shape]), "source_id")


def _rows(spec: Spec) -> Iterator[Sequence[str]]:
    """Place by place and year by year, as many as the table shall have."""
    draw = random.Random(f"{spec.seed}/{spec.number}/table")  # noqa: S311 the same numbers every time are wanted
    cells = (cell for place, year, level in _levels(spec, draw) for cell in _cells(spec.shape, place, year, level))
    yield from (row for row, _ in zip(cells, range(spec.rows), strict=False))


def _levels(spec: Spec, draw: random.Random) -> Iterator[tuple[str, int, float]]:
    """A slow walk of a level for each place, so that no step asks for an explanation."""
    ids = [row["id"] for row in _places() if row["type"] == spec.kind]
    cuts = 3 if spec.shape == "sex" else 1
    years = max(1, min(LAST - FIRST + 1, spec.rows // (cuts * 24)))
    needed = -(-spec.rows // (cuts * years))
    for place in sorted(draw.sample(ids, min(needed, len(ids)))):
        level = draw.uniform(20, 80)
        for year in range(LAST - years + 1, LAST + 1):
            level = min(95, max(5, level * draw.uniform(0.97, 1.03)))
            yield place, year, level


def _cells(shape: Shape, place: str, year: int, level: float) -> Iterator[Sequence[str]]:
    said = (place, str(year))
    match shape:
        case "plain":
            yield *said, f"{level:.2f}", "E" if year % 7 == 0 else "", "S1"
        case "sex":
            yield from (
                (*said, f"{level * part:.2f}", sex, "S1")
                for sex, part in (("total", 1.0), ("female", 0.9), ("male", 1.1))
            )
        case "interval":
            yield *said, f"{level:.2f}", f"{level * 0.9:.2f}", f"{level * 1.1:.2f}", "S1"
        case "counts":
            population = 1_000_000
            count = round(level * population / 1e5)
            yield *said, f"{count / population * 1e5:.2f}", str(count), str(population), "S1"


def _descriptor(spec: Spec, data: bytes, places: bytes) -> dict[str, Any]:
    title = f"Synthetic figures {spec.number}"
    fields = [
        ("place_id", "string"),
        ("year", "integer"),
        ("value", "number"),
        *FIELDS[spec.shape],
        ("source_id", "string"),
    ]
    key = ["place_id", "year", *(["sex"] if spec.shape == "sex" else []), "source_id"]
    return {
        "name": spec.id,
        "title": title,
        "description": "Made up for a benchmark; no figure is true.",
        "version": "1.0.0",
        "created": "2026-11-22T00:00:00Z",
        "licenses": [{"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": [{"title": "Made up by a seed"}],
        "contributors": [{"title": "Beacon contributors", "roles": ["wrangler"]}],
        "beacon": _indicator(spec, title),
        "resources": [
            _resource("data", data, fields, key, {"foreignKeys": [{"fields": ["place_id"], "reference": {"resource": "places", "fields": ["id"]}}]}),
            _resource("places", places, [(name, "string") for name in PLACE_COLUMNS], ["id"], {}),
        ],
    }  # fmt: skip


def _resource(
    name: str, table: bytes, fields: Sequence[tuple[str, str]], key: Sequence[str], more: dict[str, Any]
) -> dict[str, Any]:
    must = {"place_id", "year", "value", "source_id"}
    return {
        "name": name, "type": "table", "path": f"{name}.csv", "scheme": "file", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": len(table), "hash": f"sha256:{sha256(table).hexdigest()}",
        "schema": {
            "fields": [
                {"name": field, "type": kind, **({"unit": UNITS[field]} if field in UNITS else {}),
                 **({"constraints": {"required": True}} if field in must else {})}
                for field, kind in fields
            ],
            "missingValues": [""], "primaryKey": list(key), **more,
        },
    }  # fmt: skip


def _indicator(spec: Spec, title: str) -> dict[str, Any]:
    sexes = {"total": "everybody", "female": "women", "male": "men"}
    by_shape: dict[Shape, dict[str, Any]] = {
        "plain": {"flags": {"E": "estimated by the seed"}},
        "sex": {"dimensions": [{"column": "sex", "title": "Sex", "labels": sexes, "default": "total", "total": "total", "parts": "average"}]},
        "interval": {"interval": "A tenth either way"},
        "counts": {
            "ratio": {"numerator": "count", "denominator": "population", "per": 100000, "tolerance": 0.01},
            "counts": {"count": "official", "population": "official"},
        },
    }  # fmt: skip
    return {
        "title": title, "question": "How fast is a check?", "why": "It gives the benchmark something to read.",
        "definition": "Nothing is counted here.", "definition_version": "None; made up", "unit": RATE,
        "decimals": 1, "direction": "lower", "comparability": "B", "comparability_reason": "Made-up figures may not be compared.",
        "how_to_collect": "Draw them from a seed.", "plausible_range": [0, 200], "caveats": ["Every figure is made up."],
        "families": {"S1": {"title": "Made up by a seed", "licence": "CC BY 4.0"}}, "place_kind": spec.kind,
        "jump": {"factor": 3, "floor": 5}, "retrieved": "Never; made up", "trust": "none", **by_shape[spec.shape],
    }  # fmt: skip


@cache
def _places() -> Sequence[dict[str, str]]:
    with (ROOT / "datasets" / "places" / "places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode()
