"""Make the tables of data packages again from the raw tables beside them: the figures, the places they speak of, in the
descriptor the size and checksum of both, and the README out of the descriptor."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from generator.model.indicator import Indicator
from generator.model.place import Place
from generator.model.recipe import Recipe
from generator.problem import Problem
from generator.reading import strict_yaml
from generator.reading.origins import CHANGED, RECIPE, raw_path
from generator.reading.packages import DESCRIPTOR
from generator.reading.records import read_record
from generator.reading.source import Fault, is_there, read_bytes, text_of
from generator.reading.tables import MAX_BYTES
from generator.readme import Account, Extent, readme


@dataclass(frozen=True, slots=True)
class Remade:
    """What a recipe makes: the bytes of each file that it writes, by the path below the root."""

    id: str
    files: Mapping[str, bytes]

    def changed(self, root: Path) -> Iterator[str]:
        """The files that differ from what stands on disk."""
        for path, content in self.files.items():
            if not (root / path).is_file() or (root / path).read_bytes() != content:
                yield path


def with_recipe(root: Path) -> Sequence[str]:
    """The ids of the packages that have a recipe."""
    return sorted(path.parents[1].name for path in (root / "datasets").glob(f"*/{RECIPE}"))


def remake(root: Path, id: str) -> tuple[Remade | None, tuple[Problem, ...]]:
    """The table and the descriptor of one package, made again. Nothing is written."""
    home = f"datasets/{id}"
    entry, faults = read_record(root, f"{home}/{RECIPE}", Recipe)
    if entry is None or faults:
        return None, faults
    recipe = entry.record
    raw = raw_path("datasets", id, recipe)
    try:
        source = read_bytes(root, raw, MAX_BYTES)
        if sha256(source).hexdigest() != recipe.sha256:
            return None, (Problem(raw, 1, 1, "changed-file", *CHANGED),)
        table = _table(recipe, list(csv.reader(io.StringIO(text_of(source), newline=""), strict=True)))
    except Fault as fault:
        return None, (fault.problem(raw),)
    except LookupError as error:
        hint = f"the raw table is {raw}; name a column of it"
        return None, (Problem(f"{home}/{RECIPE}", 1, 1, "bad-recipe", f"there is no column {error}", hint),)
    path = f"{home}/{DESCRIPTOR}"
    places = _places(root, table)
    files = {f"{home}/data.csv": table, f"{home}/places.csv": places}
    if is_there(root, path):
        try:
            descriptor = _descriptor(read_bytes(root, path, MAX_BYTES), table, places)
        except Fault as fault:
            return None, (fault.problem(path),)
        if descriptor:
            files[path] = (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()
            files |= _readme(f"{home}/README.md", descriptor, recipe, table, places)
    return Remade(id, files), ()


def _table(recipe: Recipe, raw: Sequence[Sequence[str]]) -> bytes:
    """The rows that the recipe keeps, as comma-separated text."""
    at = {name: number for number, name in enumerate(raw[0])}
    keep = [(at[name], frozenset(values)) for name, values in recipe.keep.items()]
    drop = [(at[name], frozenset(values)) for name, values in recipe.leave_out.items()]
    taken = [tuple(at[n] for n in ((c,) if isinstance(c, str) else c)) for c in recipe.columns.values()]
    swaps = [recipe.replace.get(name, {}) for name in recipe.columns]
    rows = [
        [swap.get(cell, cell) for swap, cell in zip(swaps, (_cell(row, columns) for columns in taken), strict=True)]
        for row in raw[1:]
        if all(row[n] in values for n, values in keep) and not any(row[n] in values for n, values in drop)
    ]
    header = list(recipe.columns)
    order = [header.index(name) for name in recipe.sort]
    if order:
        rows.sort(key=lambda row: [row[n] for n in order])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue().encode()


def _cell(row: Sequence[str], columns: Sequence[int]) -> str:
    return ": ".join(filter(None, (row[n] for n in columns)))


STANDARD = "https://datapackage.org/profiles/2.0/datapackage.json"
"""The version of the standard that descriptors follow; nobody opens the address."""
PLACES = "datasets/places/places.csv"
PLACE_COLUMNS = ("id", "type", "name", "iso3", "region", "subregion")


def _places(root: Path, table: bytes) -> bytes:
    """The rows of the table of places that the figures speak of, so that the package can be read by itself."""
    named = {row["place_id"] for row in csv.DictReader(io.StringIO(table.decode(), newline=""))}
    known = csv.DictReader(io.StringIO(text_of(read_bytes(root, PLACES, MAX_BYTES)), newline=""))
    out = io.StringIO()
    rows = ([row[column] for column in PLACE_COLUMNS] for row in known if row["id"] in named)
    csv.writer(out, lineterminator="\n").writerows([PLACE_COLUMNS, *rows])
    return out.getvalue().encode()


def _descriptor(source: bytes, table: bytes, places: bytes) -> dict[str, Any]:
    """The descriptor with the size and the checksum of its tables, and the key that leads from one to the other; empty
    while it is none, which `beacon check` tells. Raises Fault for what cannot be read."""
    strict_yaml.load(source)
    try:
        descriptor: dict[str, Any] = json.loads(source)
    except json.JSONDecodeError as error:
        raise Fault(f"this is no JSON: {error.msg}", error.lineno, error.colno, "see the line before it, too") from None
    match descriptor:
        case {"name": str(), "resources": [{"schema": {"fields": [*_]}} as first, *_]}:
            figures = {**first, **_measured(table)}
        case _:
            return {}
    figures["schema"]["foreignKeys"] = [{"fields": ["place_id"], "reference": {"resource": "places", "fields": ["id"]}}]
    return {"$schema": STANDARD, **descriptor, "resources": [figures, {**_PLACES, **_measured(places)}]}


def _readme(
    path: str, descriptor: Mapping[str, Any], recipe: Recipe, table: bytes, places: bytes
) -> Mapping[str, bytes]:
    """The README by its path; none while the descriptor is not what an indicator needs, which `beacon check` tells."""
    try:
        record = Indicator.model_validate_json(json.dumps(descriptor.get("beacon")))
    except ValidationError:
        return {}
    rows = [row for row in csv.DictReader(io.StringIO(table.decode(), newline="")) if row.get("value")]
    years = [int(row["year"]) for row in rows if row.get("year", "").isdecimal()] or [0]
    extent = Extent(len(rows), len({row["place_id"] for row in rows}), min(years), max(years))
    names = {row["id"]: row["name"] for row in csv.DictReader(io.StringIO(places.decode(), newline=""))}
    return {path: readme(Account(descriptor, record, extent, names, recipe)).encode()}


def _measured(table: bytes) -> dict[str, object]:
    return {"bytes": len(table), "hash": f"sha256:{sha256(table).hexdigest()}"}


_PLACES = {
    "name": "places", "type": "table", "path": "places.csv", "title": "Places named in the table",
    "scheme": "file", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
    "schema": {
        "fields": [
            {"name": column, "type": "string", "title": column, "description": Place.model_fields[column].description}
            for column in PLACE_COLUMNS
        ],
        "missingValues": [""],
        "primaryKey": ["id"],
    },
}  # fmt: skip
