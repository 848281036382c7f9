"""Cells that a spreadsheet or a copy has spoilt."""

import pytest

from generator.reading.odd_cells import odd_cells
from generator.reading.tables import MAX_CELL, Sheet


def told(*cells: str, signs: tuple[str, ...] = ("",)) -> list[str]:
    """What is said of a column."""
    sheet = Sheet("t.csv", (("1",) * len(cells), cells), range(2, 2 + len(cells)), {"n": 0, "c": 1})
    return [str(problem).removeprefix("t.csv:") for problem in odd_cells(sheet, {"n": (), "c": signs})]


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#BEZUG!", "#¡DIV/0!", "#n/a", "Err:502", " #REF! "])  # fmt: skip
def test_error_codes_of_spreadsheets_are_told(cell: str) -> None:
    """In every column, in the languages that spreadsheets speak."""
    (line,) = told("a", cell)

    assert line.startswith("3:2 spreadsheet-error: ") and "correct the formula" in line


@pytest.mark.parametrize("cell", ["#1", "#metoo", "#", "N/A", "Error: 5", "Err:5021", "-", "a  b", "a\tb", "a\r\nb", "a\nb", "مدينة\u200cها", "a|b", "| a", "a\xa0b"])  # fmt: skip
def test_texts_are_left_alone(cell: str) -> None:
    """Whatever signs they hold inside."""
    assert told(cell, "b") == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (" a", '" a" in "c" begins with a space; write "a"'), ("a  ", '"a  " in "c" ends with a space; write "a"'), (" a\t", '" a\\t" in "c" begins and ends with a space; write "a"'),
        ("a\xa0", '"a\xa0" in "c" ends with a no-break space; write "a"'), ("  ", 'the cell in "c" holds nothing but spaces; leave it empty'),
        ("\u3000a", '"\u3000a" in "c" begins with a space; write "a"'), ("a\n", '"a\\n" in "c" ends with a space; write "a"'),
    ],
)  # fmt: skip
def test_spaces_around_a_cell_are_told(cell: str, said: str) -> None:
    """Of every kind."""
    assert told(cell) == [f"2:2 stray-space: {said}"]


@pytest.mark.parametrize(("cell", "code"), [("a\0", "0000"), ("\x85", "0085"), ("a\u200bb", "200B"), ("\ufeffa", "FEFF"), ("a\u202eb", "202E"), ("a\rb", "000D"), ("\x1ca", "001C")])  # fmt: skip
def test_characters_that_nobody_sees_are_told(cell: str, code: str) -> None:
    """By their codes."""
    (line,) = told(cell)

    assert line.startswith(f'2:2 odd-character: the invisible character U+{code} in "c"')


def test_a_lost_character_is_told_as_that() -> None:
    """Another programme has put a mark in its place."""
    assert "was lost" in told("Bogot\ufffd")[0]


def test_a_cell_of_endless_length_is_told_by_its_length() -> None:
    """Not by all that is in it."""
    (line,) = told("x" * (MAX_CELL + 1))

    assert "100,001 characters" in line and len(line) < 300


def test_signs_for_missing_values_are_no_faults() -> None:
    """Whoever names them in the schema means them."""
    assert told("#N/A", " ", signs=("#N/A", " ")) == []


def test_each_row_is_told() -> None:
    """Also the second one with the same cell."""
    assert [line.split()[0] for line in told("a ", "b", "a ")] == ["2:2", "4:2"]
