"""Descriptors, judged before anything of theirs is used."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading import strict_yaml
from generator.reading.descriptor import is_table, remarks
from generator.reading.packages import read_package
from tests.support import LIBRARY

RATE = LIBRARY / "datasets" / "test-robbery-rate"


def descriptor() -> Any:
    """The descriptor of the robbery rate, to be changed."""
    return json.loads((RATE / "datapackage.json").read_text(encoding="utf-8"))


def told(change: Callable[[Any], object]) -> list[str]:
    """What is said of it after a change: rule, place and message."""
    data = descriptor()
    change(data)
    found = remarks(strict_yaml.load(json.dumps(data).encode()))
    return [f"{one.rule} {'.'.join(map(str, one.at))}: {one.message}" for one in found]


def test_a_sound_descriptor_is_used() -> None:
    """Nothing is said of it."""
    assert told(lambda d: d) == []


@pytest.mark.parametrize(
    ("options", "place"),
    [
        ({"dialect": {"delimiter": ";;"}}, "dialect"), ({"dialect": {"delimeter": ";"}}, "dialect"), ({"dialect": {"commentChar": "#"}}, "dialect"),
        ({"encoding": "latin-1"}, "encoding"), ({"format": "xlsx"}, "format"), ({"scheme": "http"}, "scheme"),
        ({"type": "json"}, "type"), ({"compression": "zip"}, "compression"), ({"extrapaths": ["b.csv"]}, "extrapaths"),
        ({"data": [["id"], ["a"]]}, "data"), ({"checklist": {"checks": []}}, "checklist"),
    ],
)  # fmt: skip
def test_every_table_is_read_in_one_way(options: dict[str, object], place: str) -> None:
    """So a descriptor may not ask for another."""
    (line,) = told(lambda d: d["resources"][0].update(options))

    assert line.startswith(f"bad-descriptor resources.0.{place}")


@pytest.mark.parametrize(
    "dialect",
    [
        {"delimiter": ",", "quoteChar": '"', "lineTerminator": "\r\n", "csvddfVersion": 1.2, "caseSensitiveHeader": False, "header": True},
        {"delimiter": ";", "skipInitialSpace": True, "doubleQuote": False, "escapeChar": "\\"}, {"csv": {"delimiter": "\t"}},
        {"header": False, "commentChar": "", "headerRows": [1], "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json"},
    ],
)  # fmt: skip
def test_a_dialect_says_how_cells_are_parted(dialect: dict[str, object]) -> None:
    """In the ways of the standard, and of frictionless."""
    assert told(lambda d: d["resources"][0].update(dialect=dialect)) == []


def test_the_address_of_a_licence_or_a_source_is_no_file() -> None:
    """Only what a reader would open must lie in the folder."""
    assert told(lambda d: d["resources"][0].update(sources=[{"title": "x", "path": "https://example.org/x"}])) == []


@pytest.mark.parametrize(
    ("option", "place"),
    [
        ({"type": "numbr"}, "type"), ({"type": ["number"]}, "type"), ({"format": 1}, "format"),
        ({"bareNumber": "no"}, "bareNumber"), ({"groupChar": 1}, "groupChar"), ({"decimalChar": ""}, "decimalChar"), ({"categories": ["a"]}, "categories"), ({"missingValues": ".."}, "missingValues"),
        ({"constraints": {"minimum": "a"}}, "constraints.minimum"), ({"constraints": {"minimun": 1}}, "constraints.minimun"),
        ({"constraints": {"pattern": "a"}}, "constraints.pattern"), ({"constraints": {"minLength": 1}}, "constraints.minLength"), ({"constraints": {"enum": 1}}, "constraints.enum"),
    ],
)  # fmt: skip
def test_a_field_is_plain(option: dict[str, object], place: str) -> None:
    """What is said of it has the shape that the standard gives it, and constraints fit the type."""
    (line,) = told(lambda d: d["resources"][0]["schema"]["fields"][2].update(option))

    assert line.startswith(f"bad-descriptor resources.0.schema.fields.2.{place}: ")


@pytest.mark.parametrize(
    "key",
    [
        "x", {"fields": "value"}, {"fields": "valeu", "reference": {"resource": "", "fields": "year"}},
        {"fields": "value", "reference": {"resource": "", "fields": "yaer"}},
        {"fields": "value", "reference": {"resource": "gone", "fields": "year"}},
        {"fields": ["value"], "reference": {"resource": "", "fields": ["year", "value"]}},
        {"fields": "value", "reference": {"fields": "year", "datapackage": "https://example.org"}},
    ],
)  # fmt: skip
def test_a_foreign_key_leads_somewhere(key: object) -> None:
    """To as many fields as it has, of a table of the package."""
    (line,) = told(lambda d: d["resources"][0]["schema"].update(foreignKeys=[key]))

    assert re.match(r"(bad-descriptor|remote-path) resources\.0\.schema\.foreignKeys\.0", line)


@pytest.mark.parametrize(
    "key",
    [{"fields": "value", "reference": {"fields": "year"}}, {"fields": ["value"], "reference": {"resource": "", "fields": "year"}}, {"fields": ["value", "year"], "reference": {"resource": "data", "fields": ["year", "value"]}}],
)  # fmt: skip
def test_a_foreign_key_is_written_in_several_ways(key: object) -> None:
    """As a text or as a list, with and without the name of its own table."""
    assert told(lambda d: d["resources"][0]["schema"].update(foreignKeys=[key])) == []


@pytest.mark.parametrize(
    ("resource", "table"),
    [
        ({"path": "a.csv"}, True), ({"path": "a.CSV"}, True), ({"path": "a.tsv"}, True), ({"path": "a", "schema": {}}, True), ({"path": "a.json", "type": "table"}, True),
        ({"path": "a", "profile": "tabular-data-resource"}, True), ({"path": "a.xlsx", "schema": {}}, True), ({"path": "a", "format": "csv"}, True),
        ({"path": "a.json"}, False), ({"path": "a.geojson", "schema": {}}, False), ({"path": "a.png"}, False), ({"path": "a.topojson"}, False), ({"path": "a"}, False),
    ],
)  # fmt: skip
def test_a_table_is_told_from_a_file_that_is_only_kept(resource: dict[str, object], table: bool) -> None:
    """By what its descriptor says of it, else by its name."""
    assert is_table(resource) is table


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/x", "HTTP://example.org", "//example.org/x", "file:///etc/passwd", "file:x", "data:text/csv,a", "C:\\x", "C:/x",
        "/etc/passwd", "~/x", "~root/x", "../x", "a/../../x", "..", "a\\..\\x", "\\\\host\\x", "ftp:x", "s3://b/x", "zip:a.zip", "a\nb", "a\u202eb",
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", ["path", "schema", "dialect", "profile", "$schema"])
def test_nothing_leads_out_of_the_folder(part: str, text: str) -> None:
    """On no system, and in no part that a reader would follow."""
    assert any(
        line.startswith(f"remote-path resources.0.{part}: ")
        for line in told(lambda d: d["resources"][0].update({part: text}))
    )


def test_nor_does_a_list_of_paths() -> None:
    """Each of them is looked at."""
    lines = told(lambda d: d["resources"][0].update(path=["data.csv", "../x.csv"]))

    assert [line.split(":")[0] for line in lines] == ["remote-path resources.0.path.1", "wrong-type resources.0.path"]


@pytest.mark.parametrize(
    "address",
    [
        "https://datapackage.org/profiles/2.0/datapackage.json", "https://datapackage.org/profiles/1.0/datapackage.json", "tabular-data-package",
        "https://specs.frictionlessdata.io/schemas/data-package.json", "http://specs.frictionlessdata.io/schemas/tabular-data-package.json",
    ],
)  # fmt: skip
def test_the_profiles_of_the_standard_may_be_named(address: str) -> None:
    """Nobody opens them."""
    assert told(lambda d: d.update(profile=address)) == []
    assert told(lambda d: d.update({"$schema": address})) == []


@pytest.mark.parametrize("address", ["https://datapackage.org.evil.example/profiles/2.0/datapackage.json", "https://datapackage.org/profiles/2.0/../../x", "https://example.org/profiles/2.0/datapackage.json", "https://datapackage.org@evil.example/profiles/2.0/datapackage.json"])  # fmt: skip
def test_no_other_profile_may_be_named(address: str) -> None:
    """However much it looks like one."""
    assert [line.split()[0] for line in told(lambda d: d.update({"$schema": address}))] == ["remote-path"]


def test_all_is_told_at_once() -> None:
    """Not the first fault only."""

    def change(data: Any) -> None:
        data["resources"][0].update(path="../x.csv", format="xlsx")
        data["resources"][0]["schema"]["fields"][0].update(type="txt")
        data["resources"][0]["schema"].update(primaryKey="place")

    assert [line.split()[0] for line in told(change)] == ["remote-path"] + 3 * ["bad-descriptor"]


VALUES = st.sampled_from([None, True, -1, 3.5, 10**400, "", "x", "..", "[a", "number", [], {}, [1], ["x"], [None], {"a": 1}])  # fmt: skip


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a descriptor but its own part, which is no matter of the standard."""
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if step != "beacon":
            yield (*at, step)
            if isinstance(inner, dict | list):
                yield from places(inner, (*at, step))


@settings(max_examples=60)
@given(st.sampled_from(list(places(descriptor()))), VALUES)
def test_any_change_is_told_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, at: tuple[Any, ...], value: Any
) -> None:
    """Nothing that stands in a descriptor raises."""
    data = descriptor()
    part = data
    for step in at[:-1]:
        part = part[step]
    part[at[-1]] = value
    root: Path = tmp_path_factory.mktemp("package")
    (root / "p").mkdir()
    (root / "p/datapackage.json").write_text(json.dumps(data), encoding="utf-8")
    (root / "p/data.csv").write_bytes((RATE / "data.csv").read_bytes())

    package, problems = read_package(root, "p")

    assert package is not None or problems
