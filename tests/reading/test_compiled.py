"""The compiled query beside frictionless: what it lets through, frictionless lets through."""

from collections.abc import Sequence
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading.compiled import _connection
from tests.reading.judged import Tables, doubted, refused

ODD = (
    "", " ", "a", " a", "a ", "\xa0a", "\t1", "1\n", " 1", "1 ", "1_000", "1,000", "1.000,5", "12%", "1", "+1", "-1", "-0", "0",
    "007", "00", "1.0", "1.", ".5", ".", "-", "+", "1e5", "1E5", "1e-5", "1e400", "1e99", "-1e99", "1e", "0x10", "NaN", "nan", "sNaN", "INF",
    "-INF", "inf", "Infinity", "9" * 18, "9" * 19, "9" * 40, "9" * 5000, "0.1", "0.10000000000000001", "0.30000000000000004",
    "100.00000000000000001", "٣", "３", "²", "१२", "1\u200b", "\ufeff1", "\x001", "1\x00", "\x85", "1\x85", "\x1c1", "true", "True",
    "TRUE", "tRUE", "false", "False", "FALSE", "yes", "T", "2020-01-01", "2020-1-1", "2020-02-30", "2020-02-29", "2019-02-29",
    "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2020-13-01", "20200101", "01/02/2020", "2020-01-01 ", "2020-01-01T00:00:00",
    "Jan-24", "43831", "2020", "1999", "0001", "-044", "20 20", "２０２０", "..", "n/a", "NA", "null", "None", "#REF!", "'", '"', "''", "\\",
    "; DROP TABLE t", "é", "e\u0301", "🏳️‍🌈", "ab", "abc", "x" * 200, "\r", "a\nb", "ß", "SS",
)  # fmt: skip
"""Cells as people and programs write them, right and wrong."""


def one(kind: str, cells: Sequence[str], constraints: dict[str, Any] | None = None, **more: Any) -> Tables:
    """A table of one field of a kind beside a column of numbers of rows, so that no row is blank."""
    field = {"name": "c", "type": kind, **({"constraints": constraints} if constraints else {}), **more}
    schema = {"fields": [{"name": "n", "type": "integer"}, field]}
    return {"t": (schema, {"n": [str(number) for number in range(len(cells))], "c": list(cells)})}


KINDS = ("string", "any", "integer", "number", "year", "date", "boolean")
CONSTRAINTS: dict[str, list[dict[str, Any]]] = {
    "string": [
        {}, {"required": True}, {"minLength": 2}, {"maxLength": 2}, {"enum": ["a", "ab", "'", "é"]}, {"pattern": "[a-z]+"},
        {"pattern": "^[A-Z]{3}$"}, {"pattern": r"\d{4}"}, {"pattern": ".*"}, {"pattern": "a|b"}, {"pattern": r"\w+"}, {"pattern": "^$"},
    ],
    "any": [{}, {"required": True}, {"enum": ["a", "1"]}],
    "integer": [{}, {"required": True}, {"minimum": 1}, {"maximum": 1}, {"exclusiveMinimum": 0}, {"exclusiveMaximum": 7}, {"enum": [1, 7]}],
    "number": [
        {}, {"required": True}, {"minimum": 0.1}, {"maximum": 0.1}, {"minimum": 0.30000000000000004}, {"maximum": 100},
        {"exclusiveMinimum": 0}, {"exclusiveMaximum": 1}, {"enum": [1, 0.1, 100000]}, {"minimum": "0.1"}, {"maximum": 10**30},
    ],
    "year": [{}, {"required": True}, {"minimum": 1999}, {"maximum": 2019}, {"enum": [2020]}],
    "date": [{}, {"required": True}, {"minimum": "2020-01-01"}, {"exclusiveMaximum": "2020-02-29"}, {"enum": ["2020-01-01"]}],
    "boolean": [{}, {"required": True}, {"enum": [True]}, {"enum": ["false"]}],
}  # fmt: skip
SIGNS: tuple[list[str] | None, ...] = (None, ["", "..", "NA"], [], ["1", "2020", "true", "a", "'"])


CASES = [(kind, c, None) for kind in KINDS for c in CONSTRAINTS[kind]] + [
    (kind, {}, s) for kind in KINDS for s in SIGNS[1:]
]


@pytest.mark.parametrize(("kind", "constraints", "signs"), CASES, ids=str)
def test_what_passes_the_query_passes_frictionless(
    kind: str, constraints: dict[str, Any], signs: list[str] | None
) -> None:
    """Each odd cell by itself, with each constraint, and with each way to say that a value is missing."""
    more = {} if signs is None else {"missingValues": signs}
    passing = [cell for cell in ODD if not doubted(one(kind, [cell], constraints, **more))]

    assert not refused(one(kind, passing, constraints, **more))


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("string", ["a", "", " a ", "é", "🏳️‍🌈", "\x85", "x\ny"]), ("any", ["a", "1"]), ("integer", ["1", "+1", "-1", "007", "", "9" * 18]),
        ("number", ["1", "1.", ".5", "-0.0", "1e5", "1E-5", "100.00000000000000001", ""]), ("year", ["2020", "0001", ""]),
        ("date", ["2020-02-29", "0001-01-01", "9999-12-31", ""]), ("boolean", ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0", ""]),
    ],
)  # fmt: skip
def test_plain_cells_need_no_second_judge(kind: str, cells: list[str]) -> None:
    """Forms that every reader knows pass at once."""
    assert not doubted(one(kind, cells))


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("integer", "1_000"), ("integer", " 1"), ("integer", "٣"), ("integer", "1.0"), ("integer", "9" * 19), ("number", "NaN"),
        ("number", "INF"), ("number", "1_0.5"), ("number", "1,5"), ("number", "12%"), ("number", "1\x00"), ("number", "1e400"),
        ("year", "２０２０"), ("year", "20 20"), ("year", "43831"), ("date", "2020-1-1"), ("date", "2020-02-30"), ("date", "0000-01-01"),
        ("boolean", "yes"), ("boolean", "tRUE"),
    ],
)  # fmt: skip
def test_odd_forms_are_left_to_frictionless(kind: str, cell: str) -> None:
    """Also those that it reads, because Python does."""
    assert doubted(one(kind, ["1", cell])) == {"t"}


KEYS: dict[str, tuple[dict[str, Any], dict[str, list[str]], bool]] = {
    "single": ({"primaryKey": "a"}, {"a": ["1", "2"], "b": ["x", "x"]}, True),
    "single, twice": ({"primaryKey": ["a"]}, {"a": ["1", "1"], "b": ["x", "y"]}, False),
    "single, twice in two forms": ({"primaryKey": "a"}, {"a": ["7", "007"], "b": ["x", "y"]}, False),
    "single, empty": ({"primaryKey": "a"}, {"a": ["1", ""], "b": ["x", "y"]}, False),
    "double": ({"primaryKey": ["a", "b"]}, {"a": ["1", "1"], "b": ["x", "y"]}, True),
    "double, twice": ({"primaryKey": ["a", "b"]}, {"a": ["1", "1"], "b": ["x", "x"]}, False),
    "double, one part empty": ({"primaryKey": ["a", "b"]}, {"a": ["1", "1"], "b": ["", "x"]}, True),
    "double, one part empty twice": ({"primaryKey": ["a", "b"]}, {"a": ["1", "1"], "b": ["", ""]}, False),
    "double, all parts empty": ({"primaryKey": ["a", "b"], "missingValues": ["", "-"]}, {"a": ["1", "-"], "b": ["x", ""]}, False),
    "double, joined alike": ({"primaryKey": ["b", "c"]}, {"a": ["1", "2"], "b": ["x", "xy"], "c": ["yz", "z"]}, True),
    "blank row": ({"missingValues": ["", "-"]}, {"a": ["1", "-"], "b": ["x", ""]}, False),
    "leads to itself": ({"foreignKeys": [{"fields": "c", "reference": {"resource": "", "fields": "b"}}]}, {"a": ["1", "2"], "b": ["x", "y"], "c": ["y", ""]}, True),
    "leads nowhere": ({"foreignKeys": [{"fields": "c", "reference": {"resource": "", "fields": "b"}}]}, {"a": ["1", "2"], "b": ["x", "y"], "c": ["y", "z"]}, False),
    "leads to an empty cell": ({"foreignKeys": [{"fields": ["a", "c"], "reference": {"fields": ["a", "b"]}}]}, {"a": ["1", "2"], "b": ["x", ""], "c": ["x", ""]}, True),
    "leads to no empty cell": ({"foreignKeys": [{"fields": ["a", "c"], "reference": {"fields": ["a", "b"]}}]}, {"a": ["1", "2"], "b": ["x", "y"], "c": ["x", ""]}, False),
}  # fmt: skip


@pytest.mark.parametrize("case", KEYS)
def test_both_judge_keys_alike(case: str) -> None:
    """By values, not by how they are written; an empty part of a key is a part like another."""
    more, columns, sound = KEYS[case]
    fields = [{"name": name, "type": "integer" if name == "a" else "string"} for name in columns]
    tables: Tables = {"t": ({"fields": fields, **more}, columns)}

    assert (doubted(tables), refused(tables)) == ((set(), set()) if sound else ({"t"}, {"t"}))


@pytest.mark.parametrize("kinds", [("string", "string"), ("integer", "integer"), ("number", "number"), ("string", "integer"), ("boolean", "integer"), ("date", "date")])  # fmt: skip
def test_both_judge_keys_to_another_table_alike(kinds: tuple[str, str]) -> None:
    """Of one type and of two, with cells that are the same in another form."""
    cells = ["1", "01", "1.0", "2020-01-01", "true", "True", "", "a", "-"]
    here, there = ({"name": "k", "type": kind, "missingValues": ["", "-"]} for kind in kinds)
    key = {"fields": "k", "reference": {"resource": "o", "fields": "k"}}
    n = {"name": "n", "type": "integer"}
    for cell in cells:
        for other in cells:
            tables: Tables = {
                "t": ({"fields": [{**n}, here], "foreignKeys": [key]}, {"n": ["1"], "k": [cell]}),
                "o": ({"fields": [n, there]}, {"n": ["1", "2"], "k": [other, ""]}),
            }
            assert refused(tables) <= doubted(tables)


@pytest.mark.parametrize(
    "field",
    [
        {"type": "datetime"}, {"type": "geopoint"}, {"type": "list"}, {"type": "number", "decimalChar": ","}, {"type": "date", "format": "any"},
        {"type": "integer", "bareNumber": False}, {"type": "boolean", "trueValues": ["ja"]}, {"type": "string", "format": "email"},
        {"type": "string", "constraints": {"enum": ["a\0"]}},
    ],
)  # fmt: skip
def test_what_is_not_compiled_is_left_to_frictionless(field: dict[str, Any]) -> None:
    """A schema that asks for more is doubted, whatever the cells are."""
    assert doubted({"t": ({"fields": [{"name": "c", **field}]}, {"c": []})}) == {"t"}


def test_names_and_texts_get_into_no_query() -> None:
    """Whatever a contributor calls a column, a sign or a category."""
    nasty = "\"'; DROP TABLE t; --"
    fields = [{"name": nasty, "type": "string", "constraints": {"enum": [nasty, "'"]}, "missingValues": [nasty, ""]}, {"name": "C0"}, {"name": "c0"}]  # fmt: skip
    columns = {nasty: ["'", nasty], "C0": ["a", "b"], "c0": ["a", "a"]}

    assert not doubted({nasty: ({"fields": fields, "primaryKey": "C0"}, columns)})


@pytest.mark.parametrize("query", ["SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'", "COPY (SELECT 1) TO '/tmp/x'", "INSTALL httpfs", "SET enable_external_access = true", "ATTACH '/tmp/x.db'", "SELECT * FROM query"])  # fmt: skip
def test_duckdb_reaches_nothing(query: str) -> None:
    """Neither a file nor the network nor a variable of ours."""
    with pytest.raises(duckdb.Error):
        _connection().execute(query)


CELLS = st.one_of(
    st.sampled_from(ODD), st.text(max_size=6), st.integers().map(str), st.floats().map(str), st.dates().map(str)
)


@settings(max_examples=150)
@given(st.data())
def test_any_table_that_passes_the_query_passes_frictionless(data: st.DataObject) -> None:
    """Whatever its types, constraints, keys and cells."""
    kinds = data.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3))
    names = [f"f{number}" for number in range(len(kinds))]
    fields: list[dict[str, Any]] = []
    for name, kind in zip(names, kinds, strict=True):
        constraints = {
            **data.draw(st.sampled_from(CONSTRAINTS[kind])),
            **data.draw(st.sampled_from([{}, {"unique": True}])),
        }
        fields.append({"name": name, "type": kind, "constraints": constraints})
    key = data.draw(st.lists(st.sampled_from(names), unique=True))
    rows = data.draw(st.lists(st.tuples(*[CELLS for _ in names]), max_size=4))
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    signs = data.draw(st.sampled_from(SIGNS))
    schema = {"fields": fields, "primaryKey": key, **({} if signs is None else {"missingValues": signs})}
    tables: Tables = {"t": (schema, columns)}

    assert refused(tables) <= doubted(tables)
