"""Tables: rows on their lines, and what is wrong with header and rows."""

import csv

import pytest

from generator.reading.dialect import Dialect
from generator.reading.tables import MAX_CELLS, MAX_COLUMNS, Form, Sheet, Table, read_sheet

FIELDS = ("id", "year", "value")
FORM = Form(FIELDS)


def told(text: str | bytes, form: Form = FORM) -> list[str]:
    """What is said of a table, without its path."""
    source = text.encode() if isinstance(text, str) else text
    return [str(problem).removeprefix("t.csv:") for problem in read_sheet("t.csv", source, form)[1]]


def sheet(text: str, form: Form = FORM) -> Sheet:
    """The cells of a table."""
    found, _ = read_sheet("t.csv", text.encode(), form)
    assert found is not None
    return found


def rows(text: str, form: Form = FORM) -> list[tuple[str, ...]]:
    """The rows of a table."""
    return list(zip(*sheet(text, form).cells, strict=True))


def test_each_row_knows_its_line() -> None:
    """A cell that runs over two lines does not shift the rows behind it."""
    found = sheet('id,year,value\na,2020,"one\ntwo"\nb,2021,3\n')

    assert list(found.lines) == [2, 4]
    assert [column[1] for column in found.cells] == ["b", "2021", "3"]


def test_columns_are_found_under_a_misspelt_header() -> None:
    """So that their cells can be judged too."""
    assert dict(sheet("id,yaer,value\n").columns) == {"id": 0, "value": 2, "year": 1}
    assert dict(sheet("id,value\n").columns) == {"id": 0, "value": 1}


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
def test_a_header_is_the_list_of_fields(header: str, said: list[str]) -> None:
    """Each fault once, however many rows follow."""
    assert told(f"{header}\na,2020,1\nb,2021,2\n") == said


def test_rows_are_as_wide_as_the_header() -> None:
    """A row that is not is told once, and judged no further."""
    assert told("id,year,value\na\n\n,,\nb,2020,1,2\nc,2020,1\n") == [
        '2:2 missing-cell: this row ends before "year" and "value"; it has 1 of 3 cells; write a comma for each one left empty',
        "3:1 blank-row: this row is empty; remove it",
        "4:1 blank-row: this row is empty; remove it",
        "5:4 extra-cell: this row has 4 cells and the header 3; a text with a comma in it needs quotation marks around it",
    ]


@pytest.mark.parametrize("text", ["", "\n", ",,\n"])
def test_a_table_without_a_header_is_told(text: str) -> None:
    """With the header that is wanted."""
    (line,) = told(text)

    assert "bad-table" in line and "id,year,value" in line


def test_an_open_quotation_mark_is_told_at_its_row() -> None:
    """Not as a cell that holds the rest of the table."""
    (line,) = told('id,year,value\na,2020,"1\nb,2021,2\n')

    assert line.startswith("2:1 bad-table: a quotation mark in this row is never closed")


@pytest.mark.parametrize(("sign", "name"), [(";", ";"), ("\t", "\\t"), ("|", "|")])
def test_cells_parted_by_another_sign_are_told(sign: str, name: str) -> None:
    """Nobody guesses what parts the cells, but everybody is told how to say it."""
    (line,) = told("id,year,value\na,2020,1\n".replace(",", sign))

    assert line.startswith(f'1:1 bad-table: cells are parted by "{name}"')
    assert '"dialect"' in line


def test_a_dialect_is_followed() -> None:
    """Semicolons, apostrophes around texts, spaces behind a delimiter, no header."""
    found = rows("id;year;value\n'a;b';2020; 1\n", Form(FIELDS, dialect=Dialect(";", "'", skips_space=True)))
    without = rows("a,2020,1\n", Form(FIELDS, dialect=Dialect(header=False)))

    assert found == [("a;b", "2020", "1")]
    assert without == [("a", "2020", "1")]


@pytest.mark.parametrize(
    ("match", "header", "faults"),
    [
        ("exact", "year,id,value", 1), ("equal", "year,id,value", 0), ("equal", "year,id", 1), ("subset", "more,value,id,year", 0),
        ("subset", "value,id", 1), ("superset", "value,id", 0), ("superset", "value,more", 1), ("partial", "more,value", 0), ("partial", "more", 1),
    ],
)  # fmt: skip
def test_columns_are_matched_as_the_schema_says(match: str, header: str, faults: int) -> None:
    """In order, by name, with more of them or with fewer."""
    row = ",".join("1" for _ in header.split(","))

    assert len(told(f"{header}\n{row}\n", Form(FIELDS, match))) == faults


def test_a_space_in_a_header_is_told_as_that() -> None:
    """The column is still the one that was meant."""
    assert told("id, year,value\xa0\na,2020,1\n") == [
        '1:2 stray-space: the header " year" begins or ends with a space; write "year"',
        '1:3 stray-space: the header "value\xa0" begins or ends with a space; write "value"',
    ]
    assert sheet("id, year,value\na,2020,1\n").of("year") == ("2020",)


@pytest.mark.parametrize(
    "text",
    ["id,year,value\na,2020,1\n", "id,year,value\r\na,2020,1\r\n", 'id,year,value\r\na,2020,"1\n2\r3"\r\n', 'id,year,value\na,2020,"1\r\n2"\n', "id,year,value\r\na,2020,1"],
)  # fmt: skip
def test_lines_end_in_one_of_two_ways(text: str) -> None:
    """Inside quotation marks they may end as they like."""
    assert told(text) == []
    assert len(rows(text)) == 1


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("id,year,value\ra,2020,1\r", 1, "lone carriage return"), ("id,year,value\na,2020,1\r\nb,2020,1\n", 2, "another way"),
        ("id,year,value\r\na,2020,1\nb,2020,1\r\n", 2, "another way"), ('id,year,value\na,2020,"1\n2"\r\n', 3, "another way"),
    ],
)  # fmt: skip
def test_mixed_ends_of_lines_are_told_once(text: str, line: int, said: str) -> None:
    """At the first line that ends in another way."""
    (only,) = told(text)

    assert only.startswith(f"{line}:1 odd-line-end: ") and said in only


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (",".join(f"c{n}" for n in range(MAX_COLUMNS + 1)) + "\n", "1,001 columns"), ("\n" * (MAX_CELLS + 1), "more than 5,000,000 cells"),
        ("x" * 200_000 + ",id,year,value\n", "a header of 200,000 characters"), ("PK\x03\x04" + "x" * 99, "a zip archive"),
    ],
)  # fmt: skip
def test_what_no_table_needs_is_refused(text: str, said: str) -> None:
    """Before memory is spent on it."""
    (line,) = told(text)

    assert said in line and "; " in line


def test_a_long_cell_is_read_whatever_python_was_told_before() -> None:
    """How long it is, is for others to judge."""
    csv.field_size_limit(1000)

    assert rows('id,year,value\na,2020,"' + "x" * 200_000 + '"\n')[0][2] == "x" * 200_000


def test_a_table_is_seen_by_rows_and_by_columns() -> None:
    """Rows are made as they are asked for."""
    table = Table("t", "t.csv", {"id": ("a", "b", "c"), "year": ("1", "2", "3")}, (2, 3, 5))

    assert table.header == ("id", "year")
    assert list(table.rows) == [{"id": "a", "year": "1"}, {"id": "b", "year": "2"}, {"id": "c", "year": "3"}]
    assert (len(table.rows), table.rows[-1], len(table.rows[1:])) == (3, {"id": "c", "year": "3"}, 2)
    assert list(table.numbered)[-1] == (5, {"id": "c", "year": "3"})
    assert (table.column("year"), table.column("gone")) == (("1", "2", "3"), ("", "", ""))
    assert list(Table("t", "t.csv", {"id": ()}, ()).rows) == []


def test_cells_of_one_text_are_one_object() -> None:
    """So a column of few words takes little room."""
    places = sheet("id,year,value\n" + "abc,2020,1\n" * 9).of("id")

    assert len({id(cell) for cell in places}) == 1
