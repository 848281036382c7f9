"""The Parquet file: the rows of the CSV with types, and the same bytes for the same figures."""

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.formats.parquet import _copy, _Typed, _typed, parquet
from generator.formats.rows import Column, columns, rows
from tests.formats.support import URL, dataset_ids, remark, repository, survey
from tests.support import ROOT

AGAIN = """
import sys
from pathlib import Path
from generator.formats.parquet import parquet
from tests.formats.support import URL, survey
sys.stdout.buffer.write(parquet(*survey(Path(sys.argv[1])), URL))
"""

TYPES = {"integer": "BIGINT", "year": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def _read(content: bytes, folder: Path) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    """Columns with their types, and the rows."""
    file = folder / "read.parquet"
    file.write_bytes(content)
    with duckdb.connect() as database:
        found = database.execute("SELECT * FROM read_parquet(?)", [str(file)])
        return [(name, str(kind)) for name, kind, *_ in found.description or ()], found.fetchall()


def _value(column: Column, cell: str) -> Any:
    if not cell:
        return None
    match column.type:
        case "integer" | "year":
            return int(cell)
        case "number":
            return float(cell)
        case "boolean":
            return cell.casefold() in {"true", "1"}
        case "date":
            return date.fromisoformat(cell)
        case _:
            return cell


@pytest.mark.parametrize("id", dataset_ids())
def test_it_holds_what_the_table_holds(id: str, tmp_path: Path) -> None:
    """Read back with DuckDB, each cell is that of the CSV, as what the Table Schema says it is."""
    catalog, dataset = repository(), repository().indicators[id]

    found, cells = _read(parquet(catalog, dataset, URL), tmp_path)

    given = columns(dataset)
    assert found == [(column.name, TYPES.get(column.type, "VARCHAR")) for column in given]
    assert cells == [
        tuple(_value(column, cell) for column, cell in zip(given, row, strict=True)) for row in rows(catalog, dataset)
    ]


def test_the_same_figures_give_the_same_bytes(library: Path) -> None:
    """Here and in another process."""
    here = parquet(*survey(library), URL)

    there = subprocess.run(
        [sys.executable, "-c", AGAIN, str(library)], check=True, capture_output=True, cwd=ROOT
    ).stdout

    assert parquet(*survey(library), URL) == here == there


def test_any_text_passes_through(small: Path, tmp_path: Path) -> None:
    """Quotation marks, commas, lines and signs of SQL stand in the file as they do in the table."""
    texts = ('say "no", she said', "two\nlines", "'; DROP TABLE x; --", "NULL", "nan", "\\N", "ü 漢 \U0001f3d9", "=1+1")
    remark(small, *texts)
    catalog, dataset = survey(small)

    found, cells = _read(parquet(catalog, dataset, URL), tmp_path)

    note = [name for name, _ in found].index("note")
    assert tuple(row[note] for row in cells[: len(texts)]) == texts


@settings(max_examples=40)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"',\n\r\\\t;=N\0")), min_size=1, max_size=6
    )
)
def test_no_sign_is_lost_on_the_way(texts: list[str]) -> None:
    """Whatever a cell holds, DuckDB reads it as it was written."""
    with TemporaryDirectory() as folder, duckdb.connect() as database:
        source, target = Path(folder, "a.csv"), Path(folder, "a.parquet")
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(zip(texts, texts[::-1], strict=True))
        typed = [_Typed('a "b', "VARCHAR", texts), _Typed("c'd", "VARCHAR", texts[::-1])]

        database.execute(_copy(typed, {"title": "it's"}, source, target))

        found = database.execute("SELECT * FROM read_parquet(?)", [str(target)]).fetchall()
    assert found == [(one or None, other or None) for one, other in zip(texts, texts[::-1], strict=True)]


def test_a_number_that_is_too_large_for_an_integer_is_kept(small: Path, tmp_path: Path) -> None:
    """A column of whole numbers beyond 64 bits becomes one of numbers."""
    descriptor = small / "datasets/test-safety-survey/datapackage.json"
    text = descriptor.read_text(encoding="utf-8")
    descriptor.write_text(text.replace('"name": "note",\n            "type": "string"', '"name": "note",\n            "type": "integer"'), "utf-8")  # fmt: skip
    remark(small, str(2**63), "7")

    found, cells = _read(parquet(*survey(small), URL), tmp_path)

    note = [name for name, _ in found].index("note")
    assert found[note] == ("note", "DOUBLE")
    assert [row[note] for row in cells[:3]] == [2.0**63, 7.0, None]


def test_a_column_with_a_cell_of_another_type_stays_text() -> None:
    """No cell is lost, and no build stops, over a cell that a type cannot be read from."""
    assert _typed(Column("n", "number"), ("1.5", "1,5")).type == "VARCHAR"
    assert _typed(Column("d", "date"), ("2026-01-02", "")).type == "DATE"
    assert _typed(Column("b", "boolean"), ("true", "yes")).type == "VARCHAR"


def test_citation_and_page_travel_in_the_metadata(library: Path, tmp_path: Path) -> None:
    """Whoever has only the file knows whose figures they are."""
    file = tmp_path / "read.parquet"
    file.write_bytes(parquet(*survey(library), URL))

    with duckdb.connect() as database:
        found = database.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(file)]).fetchall()

    told = {key.decode(): value.decode() for key, value in found}
    assert told["page"] == URL and told["unit"] == "% of people"
    assert "Invented statistics office" in told["citation"]
