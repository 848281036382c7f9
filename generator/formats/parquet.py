"""The table as Parquet, with types, for those who work with many tables at once."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.catalog import Catalog
from generator.cite import line, refer
from generator.dataset import Dataset
from generator.formats.rows import Column, columns, rows
from generator.reading.database import duckdb

ROW_GROUP = 122_880
"""Rows that are kept together; fixed, so that the same figures give the same bytes."""
_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1, "preserve_insertion_order": True, "autoinstall_known_extensions": False,
    "autoload_known_extensions": False, "allow_community_extensions": False, "temp_directory": "",
}  # fmt: skip
"""One thread, in the order of the table; nothing fetched, and nothing written but what is asked for."""
_MOST = 2**63
"""The first whole number that no longer fits."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """A column for DuckDB: its name, its type and its cells as text that the type can be read from."""

    name: str
    type: str
    cells: Sequence[str]


def parquet(catalog: Catalog, dataset: Dataset, url: str) -> bytes:
    """The rows of `rows`, typed by the Table Schema; an empty cell is NULL. Title, citation and page are in its metadata.

    DuckDB reads and writes files only, so the table passes through a temporary folder.
    """
    given = columns(dataset)
    kept: Sequence[Sequence[str]] = [*zip(*rows(catalog, dataset), strict=True)] or [()] * len(given)
    typed = [_typed(column, cells) for column, cells in zip(given, kept, strict=True)]
    cited = refer(dataset.package.descriptor, dataset.record, url).full
    told = {"title": line(dataset.record.title), "unit": line(dataset.record.unit), "citation": cited, "page": url}
    with TemporaryDirectory(prefix="beacon-") as folder:
        source, target = Path(folder, "table.csv"), Path(folder, "table.parquet")
        with source.open("w", encoding="utf-8", newline="") as file:
            cells = zip(*(column.cells for column in typed), strict=True)
            csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(cells)
        with duckdb().connect(config=_ALONE) as database:
            database.execute(_copy(typed, told, source, target))
        return target.read_bytes()


def _typed(column: Column, cells: Sequence[str]) -> _Typed:
    """A column of texts stays one, and so does a column with a cell that the type cannot be read from."""
    if column.type not in _WRITTEN:
        return _Typed(column.name, "VARCHAR", cells)
    kind, write = _WRITTEN[column.type]
    try:
        written = [write(cell) if cell else "" for cell in cells]
    except ValueError:
        return _Typed(column.name, "VARCHAR", cells)
    if kind == "BIGINT" and any(abs(int(cell)) >= _MOST for cell in written if cell):
        return _Typed(column.name, "DOUBLE", written)
    return _Typed(column.name, kind, written)


def _boolean(cell: str) -> str:
    if cell.casefold() not in {"true", "false", "1", "0"}:
        raise ValueError(cell)
    return cell


_WRITTEN: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "integer": ("BIGINT", lambda cell: str(int(cell))),
    "year": ("BIGINT", lambda cell: str(int(cell))),
    "number": ("DOUBLE", lambda cell: repr(float(cell))),
    "boolean": ("BOOLEAN", _boolean),
    "date": ("DATE", lambda cell: date.fromisoformat(cell).isoformat()),
}
"""The type of each type of Table Schema in DuckDB, and a cell as DuckDB reads it. Raises ValueError."""


def _copy(typed: Sequence[_Typed], told: Mapping[str, str], source: Path, target: Path) -> str:
    """The statement that reads the one file and writes the other."""
    types = ", ".join(f"c{number}: {_text(column.type)}" for number, column in enumerate(typed))
    names = ", ".join(f"c{number} AS {_name(column.name)}" for number, column in enumerate(typed))
    metadata = ", ".join(f"{key}: {_text(value)}" for key, value in told.items())
    return (
        f"COPY (SELECT {names} FROM read_csv({_text(str(source))}, header = false, auto_detect = false, strict_mode = false, delim = ',', "  # noqa: S608 quoted
        f"quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = true, columns = {{{types}}})) "
        f"TO {_text(str(target))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}, KV_METADATA {{{metadata}}})"
    )


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _name(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
