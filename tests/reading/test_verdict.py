"""What frictionless finds, in words; and that nothing in a cell or a schema makes it stumble."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading.schema import CONSTRAINTS, remarks
from generator.reading.standard import remarks_of
from generator.reading.verdict import judge
from tests.reading.judged import Tables, judged
from tests.support import as_read


def told(tables: Tables, name: str = "t") -> list[str]:
    """What is said of the rows of one table."""
    given = {other: judged(*table) for other, table in tables.items()}
    return [str(problem).removeprefix("t.csv:") for problem in judge(name, given)]


def column(kind: str, *cells: str, **more: Any) -> Tables:
    """A table with one field of this kind."""
    return {
        "t": ({"fields": [{"name": "c", "type": kind, **more}, {"name": "n"}]}, {"c": cells, "n": ["x"] * len(cells)})
    }


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        (column("number", "1", "71,5"), ['3:1 wrong-type: "71,5" in "c" is not a number; write 71.5, with a point']),
        (column("number", "1", "much"), ['3:1 wrong-type: "much" in "c" is not a number; write digits, with a point where needed, and no %, space or thousands separator']),
        (column("integer", "1_000"), ['2:1 wrong-type: "1_000" in "c" is not a whole number; write 1000']),
        (column("date", "2020-1-5"), ['2:1 wrong-type: "2020-1-5" in "c" is not a date; write 2020-01-05']),
        (column("time", "2 pm"), ['2:1 wrong-type: "2 pm" in "c" is not of the type time; write 14:30:00']),
        (column("number", "5", constraints={"minimum": 1, "maximum": 3}), ['2:1 not-allowed: "5" in "c" is too high; expected between 1 and 3; correct the value, or the constraint if the value is right']),
        (column("number", "0", constraints={"exclusiveMinimum": 0, "maximum": 3}), ['2:1 not-allowed: "0" in "c" is too low; expected above 0 and at most 3; correct the value, or the constraint if the value is right']),
        (column("string", "ab", constraints={"minLength": 3}), ['2:1 not-allowed: "ab" in "c" has 2 characters; expected at least 3']),
        (column("string", "", constraints={"required": True}), ['2:1 not-allowed: "c" is empty; every row needs it']),
        (column("string", "wimen", categories=["women", "men"]), ['2:1 not-allowed: "wimen" is not one of the values of "c"; did you mean "women"?']),
        (column("string", "xx", "ab1", constraints={"pattern": "[a-z]+[0-9]"}, description="A code."), ['2:1 not-allowed: "xx" in "c" has another form; A code, for example "ab1"']),
    ],
)  # fmt: skip
def test_faults_of_cells_are_told_in_words(tables: Tables, said: list[str]) -> None:
    """What is wrong, where, and how to mend it."""
    assert told(tables) == said


def test_a_year_out_of_range_may_be_a_day_of_a_spreadsheet() -> None:
    """It counts them from 1899."""
    fields = [{"name": "year", "type": "integer", "constraints": {"maximum": 2026}}]

    (line,) = told({"t": ({"fields": fields}, {"year": ["43831"]})})

    assert line.endswith('"43831" in "year" is too high; a spreadsheet stores 2020-01-01 as 43831: write 2020')


def test_a_row_of_signs_for_missing_values_is_blank() -> None:
    """It is told once, and not by its key."""
    schema = {"fields": [{"name": "a"}, {"name": "b"}], "missingValues": ["", ".."]}

    assert told({"t": (schema, {"a": ["..", "x"], "b": ["", "y"]})}) == [
        "2:1 blank-row: this row holds nothing but signs for missing values; remove it"
    ]


def test_suggestions_are_made_for_the_first_words_only() -> None:
    """To look for the nearest of many takes its time."""
    words = [f"place-{number:04}" for number in range(400)]
    key = {"fields": "c", "reference": {"resource": "o", "fields": "id"}}
    tables: Tables = {
        "t": ({"fields": [{"name": "c"}], "foreignKeys": [key]}, {"c": [f"{word}x" for word in words]}),
        "o": ({"fields": [{"name": "id"}]}, {"id": words}),
    }

    lines = told(tables)

    assert len(lines) == 400 and sum("did you mean" in line for line in lines) == 100


@pytest.mark.parametrize(
    "tables",
    [
        column("datetime", "2020-01-01T00:00:00Z", constraints={"minimum": "2020-01-01T00:00:00"}),
        column("number", "sNaN", constraints={"minimum": 1}), column("number", "1", "sNaN", constraints={"unique": True}),
        {"t": ({"fields": [{"name": "c", "type": "array"}], "primaryKey": "c"}, {"c": ["[]", "[1]"]})},
        {"t": ({"fields": [{"name": "c", "type": "object", "constraints": {"unique": True}}]}, {"c": ["{}"]})},
    ],
    ids=["zones", "signalling NaN", "hash of NaN", "key of lists", "unique objects"],
)  # fmt: skip
def test_what_python_cannot_compare_is_told(tables: Tables) -> None:
    """It is a fault of the table, not of ours."""
    lines = told(tables)

    assert lines and all("wrong-type" in line for line in lines)


@pytest.mark.parametrize(
    "field",
    [
        {"type": "date", "format": "%d.%m.%Y", "constraints": {"minimum": "2020-01-01"}}, {"type": "datetime", "constraints": {"maximum": "soon"}},
        {"type": "number", "decimalChar": ",", "constraints": {"minimum": "1.5"}}, {"type": "duration", "constraints": {"enum": ["long"]}},
    ],
)  # fmt: skip
def test_a_constraint_that_no_cell_could_be_is_told(field: dict[str, Any]) -> None:
    """Once, in the descriptor, and not in each row."""
    schema = {"fields": [{"name": "c", **field}, {"name": "n"}]}
    descriptor = as_read({"name": "p", "resources": [{"name": "t", "path": "t.csv", "schema": schema}]})

    (remark,) = remarks_of(descriptor, [0])

    assert remark.at[:6] == ("resources", 0, "schema", "fields", 0, "constraints")
    assert told({"t": (schema, {"c": [""], "n": ["x"]})}) == []


ODD = st.one_of(st.text(max_size=8), st.sampled_from(["sNaN", "NaN", "1e999999", "9" * 5000, "[" * 3000, "{}", "[]", "P1Y", "2020-01-01T00:00:00+25:00", "0000-00-00", "1,2", "90,45", "2020-02"]))  # fmt: skip


@settings(max_examples=150)
@given(st.sampled_from(sorted(CONSTRAINTS)), st.lists(ODD, min_size=1, max_size=3), st.data())
def test_no_cell_of_any_type_raises(kind: str, cells: list[str], data: st.DataObject) -> None:
    """Whatever its type and its constraints."""
    formats = {
        "string": ["email", "uri", "uuid", "binary", "wkt"],
        "date": ["any", "%Y"],
        "geopoint": ["array", "object"],
    }
    field: dict[str, Any] = {
        "name": "c",
        "type": kind,
        "format": data.draw(st.sampled_from(["default", *formats.get(kind, [])])),
    }
    name = data.draw(st.sampled_from(CONSTRAINTS[kind]))
    field["constraints"] = {
        name: data.draw(st.sampled_from([True, 1, 2.5, "a", "2020-01-01", "2020-01", ["a"], [1], [True], ["2020"]]))
    }
    schema = {"fields": [field, {"name": "n"}], "primaryKey": data.draw(st.sampled_from([[], ["c"]]))}
    if list(remarks(as_read(schema), ())):
        return

    assert isinstance(told({"t": (schema, {"c": cells, "n": ["x"] * len(cells)})}), list)
