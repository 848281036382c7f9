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
from generator.reading.origins import RECIPE, raw_path, recipe_faults
from generator.reading.packages import DESCRIPTOR
from generator.reading.records import read_record
from generator.reading.source import Fault, is_plain, is_there, read_bytes, text_of
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
            if not is_plain(root, path) or (root / path).read_bytes() != content:
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
    if faults := tuple(recipe_faults(root, f"{home}/{RECIPE}", raw, recipe)):
        return None, faults
    if "place_id" not in recipe.columns:
        said = 'the table that it makes has no column "place_id"'
        return None, (Problem(f"{home}/{RECIPE}", 1, 1, "bad-recipe", said, "say which raw column holds the places"),)
    try:
        table = _table(recipe, _rows(read_bytes(root, raw, MAX_BYTES)))
    except Fault as fault:
        return None, (fault.problem(raw),)
    try:
        places = _places(table, _rows(read_bytes(root, PLACES, MAX_BYTES), PLACE_COLUMNS))
    except Fault as fault:
        return None, (fault.problem(PLACES),)
    path = f"{home}/{DESCRIPTOR}"
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


def _rows(source: bytes, columns: Sequence[str] = ()) -> Sequence[Sequence[str]]:
    """The header and the rows of a table. Raises Fault for what is none, a row without all cells, a column that is not there."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text_of(source), newline=""), strict=True)
    try:
        for row in reader:
            if rows and len(row) < len(rows[0]):
                said = f"the row has {len(row)} cells where the header has {len(rows[0])}"
                raise Fault(said, reader.line_num, 1, "give it all its cells, or take it out")
            rows.append(row)
    except csv.Error as error:
        raise Fault(f"the table cannot be read: {error}", reader.line_num or 1, 1, "save it as CSV") from None
    if lacking := [name for name in columns if name not in (rows or [[]])[0]]:
        raise Fault(f'there is no column "{lacking[0]}"', hint="see the header of the table")
    return rows


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


def _places(table: bytes, known: Sequence[Sequence[str]]) -> bytes:
    """The rows of the table of places that the figures speak of, so that the package can be read by itself."""
    header, *figures = _rows(table)
    named = {row[header.index("place_id")] for row in figures}
    at = [known[0].index(column) for column in PLACE_COLUMNS]
    out = io.StringIO()
    rows = ([row[n] for n in at] for row in known[1:] if row[at[0]] in named)
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
    except ValueError as error:  # a number of thousands of digits
        raise Fault(f"this is no JSON: {error}", hint="look at its longest number") from None
    match descriptor:
        case {"name": str(), "resources": [{"schema": {"fields": [*fields]}} as first, *_]} if all(
            map(_is_field, fields)
        ):
            figures = {**first, **_measured(table)}
        case _:
            return {}
    figures["schema"]["foreignKeys"] = [{"fields": ["place_id"], "reference": {"resource": "places", "fields": ["id"]}}]
    return {"$schema": STANDARD, **descriptor, "resources": [figures, {**_PLACES, **_measured(places)}]}


def _is_field(given: Any) -> bool:
    return isinstance(given, dict) and isinstance(given.get("name"), str)


def _readme(
    path: str, descriptor: Mapping[str, Any], recipe: Recipe, table: bytes, places: bytes
) -> Mapping[str, bytes]:
    """The README by its path; none while the descriptor is not what an indicator needs, which `beacon check` tells."""
    try:
        record = Indicator.model_validate_json(json.dumps(descriptor.get("beacon")))
    except ValidationError:
        return {}
    rows = [row for row in csv.DictReader(io.StringIO(table.decode(), newline="")) if row.get("value")]
    years = [int(year) for row in rows if (year := row.get("year") or "").isdecimal() and len(year) == 4] or [0]
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
