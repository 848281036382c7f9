"""Tables: rows on their lines, and what is wrong with header and rows."""

from pathlib import Path

import pytest

from generator.reading.tables import Sheet, read_sheet

FIELDS = ("id", "year", "value")


def told(tmp_path: Path, text: str) -> list[str]:
    """What is said of a table, without its path."""
    (tmp_path / "t.csv").write_text(text, encoding="utf-8", newline="")
    return [str(problem).removeprefix("t.csv:") for problem in read_sheet(tmp_path, "t.csv", FIELDS)[1]]


def sheet(tmp_path: Path, text: str) -> Sheet:
    """The rows of a table."""
    (tmp_path / "t.csv").write_text(text, encoding="utf-8", newline="")
    found, _ = read_sheet(tmp_path, "t.csv", FIELDS)
    assert found is not None
    return found


def test_each_row_knows_its_line(tmp_path: Path) -> None:
    """A cell that runs over two lines does not shift the rows behind it."""
    found = sheet(tmp_path, 'id,year,value\na,2020,"one\ntwo"\nb,2021,3\n')

    assert found.lines == (2, 4)
    assert found.rows[1] == ["b", "2021", "3"]


def test_columns_are_found_under_a_misspelt_header(tmp_path: Path) -> None:
    """So that their cells can be judged too."""
    assert dict(sheet(tmp_path, "id,yaer,value\n").columns) == {"id": 0, "value": 2, "year": 1}
    assert dict(sheet(tmp_path, "id,value\n").columns) == {"id": 0, "value": 1}


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("id,yaer,value", ['1:2 misspelt-header: the schema has no column "yaer"; did you mean "year"?']),
        ("id,jahr,value", ['1:2 misspelt-header: the schema has no column "jahr"; did you mean "year"?']),
        ("id,year", ['1:3 misspelt-header: the column "value" is missing; expected id, year, value']),
        ("id,id,value", ['1:2 misspelt-header: the header "id" stands here a second time; did you mean "year"?']),
        ("id,year,value,", ["1:4 misspelt-header: the header of column 4 is empty; describe the column in the schema, or remove it"]),
        ("year,id,value", ["1:1 misspelt-header: the columns stand in another order than in the schema; expected id, year, value"]),
    ],
)  # fmt: skip
def test_a_header_is_the_list_of_fields(tmp_path: Path, header: str, said: list[str]) -> None:
    """Each fault once, however many rows follow."""
    assert told(tmp_path, f"{header}\na,2020,1\nb,2021,2\n") == said


def test_rows_are_as_wide_as_the_header(tmp_path: Path) -> None:
    """A row that is not is told once, and judged no further."""
    assert told(tmp_path, "id,year,value\na\n\n,,\nb,2020,1,2\nc,2020,1\n") == [
        '2:2 missing-cell: this row ends before "year" and "value"; it has 1 of 3 cells; write a comma for each one left empty',
        "3:1 blank-row: this row is empty; remove it",
        "4:1 blank-row: this row is empty; remove it",
        "5:4 extra-cell: this row has 4 cells and the header 3; a text with a comma in it needs quotation marks around it",
    ]


@pytest.mark.parametrize("text", ["", "\n", ",,\n"])
def test_a_table_without_a_header_is_told(tmp_path: Path, text: str) -> None:
    """With the header that is wanted."""
    (line,) = told(tmp_path, text)

    assert "bad-table" in line and "id,year,value" in line


def test_an_open_quotation_mark_is_told_at_its_row(tmp_path: Path) -> None:
    """Not as a cell that holds the rest of the table."""
    (line,) = told(tmp_path, 'id,year,value\na,2020,"1\nb,2021,2\n')

    assert line.startswith("2:1 bad-table: a quotation mark in this row is never closed")


def test_semicolons_are_no_commas(tmp_path: Path) -> None:
    """Nobody guesses what parts the cells."""
    assert all("misspelt-header" in line for line in told(tmp_path, "id;year;value\na;2020;1\n"))
