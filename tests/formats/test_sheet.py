"""The CSV: every row can be read alone, and opened in a spreadsheet."""

from pathlib import Path

import pytest

from generator.formats.rows import ADDED, columns, rows
from generator.formats.sheet import harmless, sheet
from tests.formats.support import URL, dataset_ids, read, remark, repository, survey


def test_a_row_says_what_it_is(library: Path) -> None:
    """Place, unit, indicator and source stand in every row, beside the cells of the table."""
    catalog, dataset = survey(library)

    first = read(sheet(catalog, dataset, URL))[0]

    assert first == {
        "place_id": "XXA-exampleton", "year": "2017", "value": "80", "question": "day", "note": "", "source_id": "TEST-1",
        "place_name": "Exampleton", "place_kind": "city", "iso3": "XXA", "unit": "% of people",
        "indicator": "Test safety survey", "source": "Invented statistics office",
    }  # fmt: skip


@pytest.mark.parametrize("id", dataset_ids())
def test_no_row_and_no_cell_is_lost(id: str) -> None:
    """The cells of the table stand in the file as they do in the catalog."""
    dataset = repository().indicators[id]

    found = read(sheet(repository(), dataset, URL))

    header = dataset.table.header
    assert [[harmless(row[name]) if name not in _numbers(id) else row[name] for name in header] for row in dataset.table.rows] == [[row[name] for name in header] for row in found]  # fmt: skip
    assert {len(row) for row in found} == {len(header) + len(ADDED)}


def _numbers(id: str) -> set[str]:
    return {column.name for column in columns(repository().indicators[id]) if column.type != "string"}


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "-"]
)
def test_a_text_is_no_formula(text: str) -> None:
    """An apostrophe tells a spreadsheet that a text is a text."""
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+3.2", "-1e5", ".5", "", "a=b", "1-2", "'=1"])
def test_numbers_and_other_texts_stand_as_they_are(text: str) -> None:
    """Nothing else gets an apostrophe."""
    assert harmless(text) == text


def test_hostile_remarks_are_harmless_in_the_file(small: Path) -> None:
    """A formula in a contribution does not reach a spreadsheet; a negative number in a column of texts stays one."""
    remark(small, "=1+1", "-4", '@a,"b"')

    notes = [row["note"] for row in read(sheet(*survey(small), URL))[:3]]

    assert notes == ["'=1+1", "-4", '\'@a,"b"']


def test_a_column_that_the_table_has_is_not_taken(small: Path) -> None:
    """What the source calls its unit stays beside what we call ours."""
    descriptor = small / "datasets/test-safety-survey/datapackage.json"
    descriptor.write_text(descriptor.read_text(encoding="utf-8").replace('"name": "note"', '"name": "Unit"'), "utf-8")
    table = small / "datasets/test-safety-survey/data.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",note,", ",Unit,"), "utf-8")

    catalog, dataset = survey(small)

    names = [column.name for column in columns(dataset)]
    assert "Unit" in names and "beacon_unit" in names
    assert all(len(row) == len(names) for row in rows(catalog, dataset))
