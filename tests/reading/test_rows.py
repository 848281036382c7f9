"""Rows of reference tables as models."""

from generator.model.place import Place
from generator.model.vocabulary import Term
from generator.reading.rows import read_rows
from generator.reading.tables import Row, Table


def table(*rows: Row) -> Table:
    """A table with these rows."""
    columns = {name: tuple(row[name] for row in rows) for name in rows[0]}
    return Table("t", "datasets/t.csv", columns, range(2, 2 + len(rows)))


def test_an_empty_cell_is_a_field_left_out() -> None:
    """And numbers are read from text."""
    (place,) = read_rows(
        table({"id": "XXA", "type": "country", "name": "A", "population": "12", "latitude": ""}), Place
    ).sound

    assert (place.population, place.latitude) == (12, None)


def test_every_fault_of_a_row_is_told_in_its_cell() -> None:
    """In the words that records are told in, with the ids that are lost."""
    found = read_rows(table({"id": "XXA", "type": "kingdom", "name": "", "population": "many"}), Place)

    assert [str(problem) for problem in found.problems] == [
        'datasets/t.csv:2:2 not-allowed: "kingdom" is not one of the values of "type"; expected "country", "city", "subnational" or "region"',
        'datasets/t.csv:2:3 missing-field: "name" is required; The name as its source gives it, for example "Medellín"',
        'datasets/t.csv:2:4 wrong-type: "population" is the text "many"; expected a whole number. Residents; the year and source are in the next fields, for example 2529403',
    ]
    assert (found.sound, found.broken) == ([], ["XXA"])


def test_a_column_that_is_not_known_is_passed_over() -> None:
    """Tables may hold more than we use."""
    assert read_rows(table({"id": "a", "title": "A", "remark": "x"}), Term).problems == []
