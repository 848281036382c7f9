"""The files of indicators on the site: listed, whole, and not made again while they are as they were."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.exports.data import INDEX, files
from generator.load import Loaded, load
from generator.output import Output
from generator.pages.view import Library
from tests.formats.support import remark
from tests.support import TODAY

SETTINGS = {"url": "https://beacon.example/", "name": "Beacon"}
HOME = "indicators/test-safety-survey/test-safety-survey"


def outputs(root: Path, url: str = SETTINGS["url"]) -> Mapping[str, Output]:
    """The files of a library, by their path."""
    library = Library(load(root, TODAY).catalog, {**SETTINGS, "url": url})
    return {output.path: output for output in files(library)}


def test_each_indicator_has_four_files(loaded: Loaded) -> None:
    """CSV, JSON, Parquet and a data package, beside its page, and one list of all."""
    found = [output.path for output in files(Library(loaded.catalog, SETTINGS))]

    assert found == [
        INDEX,
        *(f"indicators/{id}/{id}.{kind}" for id in loaded.catalog.indicators for kind in ("csv", "json", "parquet", "zip")),
    ]  # fmt: skip


def test_the_list_leads_to_every_file(loaded: Loaded) -> None:
    """With what a reader chooses by: title, unit, class, how many rows and places, and which years."""
    made = {output.path: output for output in files(Library(loaded.catalog, SETTINGS))}

    found = json.loads(made[INDEX].content())  # type: ignore[arg-type]

    assert found["schema_version"] == 1
    assert found["indicators"][1] == {
        "id": "test-safety-survey", "title": "Test safety survey", "unit": "% of people", "class": "B", "rows": 16, "places": 2,
        "years": [2017, 2023], "page": "https://beacon.example/indicators/test-safety-survey/",
        "files": {kind: f"https://beacon.example/{HOME}.{kind}" for kind in ("csv", "json", "parquet", "zip")},
    }  # fmt: skip
    listed = {url.removeprefix(SETTINGS["url"]) for row in found["indicators"] for url in row["files"].values()}
    assert listed == made.keys() - {INDEX}


def test_nothing_is_made_until_it_is_asked_for(loaded: Loaded) -> None:
    """Listing the files reads no row that a checksum stands for."""
    assert all(output.mark for output in files(Library(loaded.catalog, SETTINGS)))


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("datasets/test-safety-survey/data.csv", ",65,", ",66,"),
        ("datasets/test-safety-survey/datapackage.json", '"unit": "% of people"', '"unit": "percent"'),
        ("datasets/places/places.csv", "Exampleton", "Exampleton upon Sample"),
    ],
)
def test_what_a_file_is_made_from_is_in_its_mark(small: Path, path: str, old: str, new: str) -> None:
    """A value, a word of the descriptor, the name of a place: each makes the files of that indicator anew."""
    before = outputs(small)

    text = (small / path).read_text(encoding="utf-8")
    (small / path).write_text(text.replace(old, new), encoding="utf-8")

    after = outputs(small)
    assert before[f"{HOME}.csv"].mark != after[f"{HOME}.csv"].mark
    assert before[f"{HOME}.zip"].mark == before[f"{HOME}.csv"].mark


def test_other_indicators_keep_theirs(small: Path) -> None:
    """A remark in one table makes no other table's files again; another address of the site makes all."""
    other = "indicators/test-robbery-rate/test-robbery-rate.json"
    before = outputs(small)

    remark(small, "a remark")

    assert outputs(small)[other].mark == before[other].mark
    assert outputs(small, "https://elsewhere.example/")[other].mark != before[other].mark


def test_a_table_without_values_has_files_too(small: Path) -> None:
    """A package that waits for its figures can be taken away as it is."""
    table = small / "datasets/test-safety-survey/data.csv"
    table.write_text(table.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")

    found = outputs(small)

    assert all(found[f"{HOME}.{kind}"].content() for kind in ("csv", "json", "parquet", "zip"))
    assert json.loads(found[f"{HOME}.json"].content())["series"] == []  # type: ignore[arg-type]
    assert next(r for r in json.loads(found[INDEX].content())["indicators"] if r["rows"] == 0)["years"] == []  # type: ignore[arg-type]


def test_the_same_library_gives_the_same_files(small: Path) -> None:
    """Read twice, made twice: the same marks and the same bytes."""
    one, other = outputs(small), outputs(small)

    assert [replace(o, content=bytes) for o in one.values()] == [replace(o, content=bytes) for o in other.values()]
    assert {path: output.content() for path, output in one.items()} == {p: o.content() for p, o in other.items()}
