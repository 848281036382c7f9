"""What to write in place of a cell that is not of its type."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.amends import in_another_form, stored_day


@pytest.mark.parametrize(
    ("kind", "field", "cell", "hint"),
    [
        ("number", "value", "71,5", "write 71.5"), ("number", "value", "-0,25", "write -0.25"), ("number", "value", "1,234", "write 1234 if the comma parts thousands, 1.234 if"),
        ("number", "value", "1,234,567", "write 1234567, without"), ("number", "value", "1,234.5", "write 1234.5, without"), ("number", "value", "1.234.567,8", "write 1234567.8, with a point"),
        ("number", "value", "1 234", "write 1234, without"), ("number", "value", "1\u202f234,5", "write 1234.5, with a point"), ("number", "value", "1'234", "write 1234, without"),
        ("number", "value", "12%", "write 12, and percent"), ("number", "value", "12,5 %", "write 12.5, and percent"), ("number", "value", "$5", "write 5, and the unit"),
        ("number", "value", "5 km", "write 5, and the unit"), ("number", "value", "1_000", "write 1000"), ("number", "value", "١٢", "write 12"), ("number", "value", "n/a", "leave the cell empty"),
        ("number", "value", "-", "leave the cell empty"), ("number", "value", "Jan-24", "a spreadsheet has made a date of it"), ("number", "value", "01/02/2020", "a spreadsheet has made a date of it"),
        ("integer", "count", "12.0", "write 12"), ("integer", "count", "1,234", "write 1234 if"), ("number", "value", "about 5", ""), ("number", "value", "<5", ""),
        ("year", "year", "43831", "a spreadsheet stores 2020-01-01 as 43831: write 2020"), ("integer", "year", "43831", "a spreadsheet stores 2020-01-01"), ("integer", "count", "43831", ""),
        ("integer", "year", "Jan-24", "a spreadsheet has made a date of it"), ("integer", "year", "2011/12", "write one year"), ("year", "year", "2019-20", "write one year"),
        ("integer", "year", "01/02/2020", "write 2020"), ("year", "year", "2020-01-01", "write 2020"), ("year", "year", "2020.0", "write 2020"), ("integer", "year", "20111/12", ""),
        ("date", "day", "01/02/2020", "write 2020-02-01 or 2020-01-02, whichever is meant"), ("date", "day", "31.12.2020", "write 2020-12-31"), ("date", "day", "2020-1-5", "write 2020-01-05"),
        ("date", "day", "12/31/2020", "write 2020-12-31"), ("date", "day", "05/05/2020", "write 2020-05-05"), ("date", "day", "2020-01-01T00:00:00", "write 2020-01-01"),
        ("date", "day", "43831", "a spreadsheet stores 2020-01-01 as 43831"), ("date", "day", "2020-02-30", ""), ("date", "day", "32/13/2020", ""),
        ("boolean", "paid", "yes", "write true"), ("boolean", "paid", "N", "write false"), ("boolean", "paid", "perhaps", ""), ("geopoint", "place", "here", ""),
    ],
)  # fmt: skip
def test_what_was_meant_is_told_by_the_look_of_a_cell(kind: str, field: str, cell: str, hint: str) -> None:
    """Or nothing, when nobody can tell."""
    found = in_another_form(kind, field, cell)

    assert found.startswith(hint) if hint else found == ""


def test_spreadsheets_count_days() -> None:
    """From the last days of 1899 on."""
    assert stored_day("43831") == date(2020, 1, 1)
    assert stored_day("45292") == date(2024, 1, 1)
    assert [stored_day(cell) for cell in ("2020", "99999", "4383.1", "٤٣٨٣١", "")] == [None] * 5


@given(st.sampled_from(["number", "integer", "year", "date", "boolean", "string"]), st.text(max_size=12))
def test_any_cell_may_be_asked_about(kind: str, cell: str) -> None:
    """Nothing that stands in one raises."""
    assert isinstance(in_another_form(kind, "year", cell), str)
