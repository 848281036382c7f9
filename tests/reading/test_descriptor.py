"""Descriptors, judged before anything of theirs is used."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading import strict_yaml
from generator.reading.descriptor import remarks
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
        ({"dialect": {"delimiter": ";"}}, "dialect"), ({"dialect": "semicolons"}, "dialect"),
        ({"encoding": "latin-1"}, "encoding"), ({"format": "xlsx"}, "format"), ({"scheme": "http"}, "scheme"),
        ({"type": "json"}, "type"), ({"compression": "zip"}, "compression"), ({"extrapaths": ["b.csv"]}, "extrapaths"),
        ({"data": [["id"], ["a"]]}, "data"), ({"checklist": {"checks": []}}, "checklist"),
    ],
)  # fmt: skip
def test_every_table_is_read_in_one_way(options: dict[str, object], place: str) -> None:
    """So a descriptor may not ask for another."""
    (line,) = told(lambda d: d["resources"][0].update(options))

    assert line.startswith(f"bad-descriptor resources.0.{place}: ")


def test_a_dialect_that_says_what_holds_anyway_is_allowed() -> None:
    """Programs write it without being asked."""
    assert told(lambda d: d["resources"][0].update(dialect={"delimiter": ",", "quoteChar": '"'})) == []


def test_the_address_of_a_licence_or_a_source_is_no_file() -> None:
    """Only what a reader would open must lie in the folder."""
    assert told(lambda d: d["resources"][0].update(sources=[{"title": "x", "path": "https://example.org/x"}])) == []


@pytest.mark.parametrize(
    ("option", "place"),
    [
        ({"type": "numbr"}, "type"), ({"type": ["number"]}, "type"), ({"format": "%d.%m.%Y"}, "format"),
        ({"bareNumber": False}, "bareNumber"), ({"groupChar": "."}, "groupChar"), ({"missingValues": ".."}, "missingValues"),
        ({"constraints": {"minimum": "a"}}, "constraints.minimum"), ({"constraints": {"minimun": 1}}, "constraints.minimun"),
        ({"constraints": {"pattern": "a"}}, "constraints.pattern"), ({"constraints": {"enum": 1}}, "constraints.enum"),
    ],
)  # fmt: skip
def test_a_field_is_plain(option: dict[str, object], place: str) -> None:
    """A number is written with a point, a date as a date; constraints fit the type."""
    (line,) = told(lambda d: d["resources"][0]["schema"]["fields"][2].update(option))

    assert line.startswith(f"bad-descriptor resources.0.schema.fields.2.{place}: ")


@pytest.mark.parametrize(
    "key",
    [
        "x", {"fields": "value"}, {"fields": "valeu", "reference": {"resource": "", "fields": "year"}},
        {"fields": "value", "reference": {"resource": "", "fields": "yaer"}},
        {"fields": "value", "reference": {"resource": "gone", "fields": "year"}},
        {"fields": ["value"], "reference": {"resource": "", "fields": ["year", "value"]}},
    ],
)  # fmt: skip
def test_a_foreign_key_leads_somewhere(key: object) -> None:
    """To as many fields as it has, of a table of the package."""
    (line,) = told(lambda d: d["resources"][0]["schema"].update(foreignKeys=[key]))

    assert line.startswith("bad-descriptor resources.0.schema.foreignKeys.0")


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
