"""Remaking tables from the raw tables beside them."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from generator.remake import remake, with_recipe
from tests.support import LIBRARY

ROOT = Path(__file__).parents[1]
RAW = "place_id,place_name,year,value,sex,mark,note\nXXA,Aland,2020,1.50,total,Normal value,a\nXXA,Aland,2020,2,female,E,\nXXB,Beland,2019,3,total,E,b\n"
PLACES = "id,type,name,iso3,region,subregion\nXXA,country,Aland,XXA,R,S\nXXB,country,Beland,XXB,R,S\nXXC,country,Celand,XXC,R,S\n"


def library(root: Path, recipe: str, raw: str = RAW) -> Path:
    """A folder with one package that has a recipe, and a table of places."""
    for path, text in {
        "datasets/p/source/raw.csv": raw,
        "datasets/p/source/recipe.yaml": recipe,
        "datasets/places/places.csv": PLACES,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root


def recipe(more: str = "", raw: str = RAW) -> str:
    """A recipe for the raw table above."""
    digest = sha256(raw.encode()).hexdigest()
    return (
        f"file: raw.csv\nsha256: {digest}\ntaken: 2026-11-22\norigin: x\n"
        f"columns: {{place_id: place_id, year: year, value: value, status: mark, note: [sex, note]}}\n{more}"
    )


@pytest.mark.parametrize("id", with_recipe(ROOT))
def test_every_published_table_is_what_its_recipe_makes(id: str) -> None:
    """Anybody who runs the recipe gets the same bytes."""
    made, problems = remake(ROOT, id)

    assert made is not None and problems == ()
    assert list(made.changed(ROOT)) == []


def test_every_indicator_has_a_recipe() -> None:
    """No table of figures was typed by hand."""
    packages = {path.parent.name for path in (ROOT / "datasets").glob("*/datapackage.json")}

    assert packages - {"places", "vocabularies", "world-boundaries"} == {*with_recipe(ROOT)}


def test_cells_are_copied_as_they_stand(tmp_path: Path) -> None:
    """Nothing is rounded; joined texts have a colon, replaced ones are replaced, and rows keep their order."""
    library(tmp_path, recipe("keep: {sex: [total]}\nreplace: {status: {Normal value: ''}}\n"))

    made, _ = remake(tmp_path, "p")

    assert made is not None
    assert made.files["datasets/p/data.csv"] == (
        b"place_id,year,value,status,note\nXXA,2020,1.50,,total: a\nXXB,2019,3,E,total: b\n"
    )


def test_rows_are_left_out_and_ordered(tmp_path: Path) -> None:
    """What may not be published is left out, with only the places that remain."""
    library(tmp_path, recipe("leave_out: {place_id: [XXA]}\nsort: [year]\n"))

    made, _ = remake(tmp_path, "p")

    assert made is not None
    assert made.files["datasets/p/data.csv"].decode().splitlines()[1:] == ["XXB,2019,3,E,total: b"]
    assert made.files["datasets/p/places.csv"].decode().splitlines()[1:] == ["XXB,country,Beland,XXB,R,S"]


def test_a_changed_raw_table_is_refused(tmp_path: Path) -> None:
    """A raw table with another checksum makes nothing."""
    library(tmp_path, recipe(), RAW + "XXC,Celand,2020,9,total,,\n")

    made, problems = remake(tmp_path, "p")

    assert made is None
    assert [(p.path, p.rule) for p in problems] == [("datasets/p/source/raw.csv", "changed-file")]


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A recipe that names an unknown column is a problem of the recipe."""
    library(tmp_path, recipe("keep: {gender: [total]}\n"))

    made, problems = remake(tmp_path, "p")

    assert made is None
    assert [(p.path, p.rule) for p in problems] == [("datasets/p/source/recipe.yaml", "bad-recipe")]
    assert "gender" in problems[0].message


def described(root: Path, **beacon: object) -> Path:
    """The package with the descriptor of a test indicator, whose own part is changed as told."""
    descriptor = json.loads((LIBRARY / "datasets/test-robbery-rate/datapackage.json").read_text(encoding="utf-8"))
    descriptor["beacon"] |= beacon
    path = root / "datasets/p/datapackage.json"
    path.write_text(json.dumps({**descriptor, "name": "p"}), encoding="utf-8")
    return path


def test_a_readme_is_made_out_of_the_descriptor(tmp_path: Path) -> None:
    """With what the table holds now, the names of the places, and the recipe; running it again changes nothing."""
    library(tmp_path, recipe("left_out_because: An invented reason.\n"))
    described(tmp_path)

    made, problems = remake(tmp_path, "p")

    assert made is not None and problems == ()
    text = made.files["datasets/p/README.md"].decode()
    assert "- Holds: 3 values of 2 places, 2019 to 2020." in text
    assert "- 2018 (Beland): " in text and "An invented reason." in text and "`source/raw.csv`" in text
    for path, content in made.files.items():
        (tmp_path / path).write_bytes(content)
    again, _ = remake(tmp_path, "p")
    assert again is not None and list(again.changed(tmp_path)) == []


def test_no_readme_is_made_of_what_is_no_indicator_yet(tmp_path: Path) -> None:
    """The check says what is missing; the tables are made all the same."""
    library(tmp_path, recipe())
    described(tmp_path, unit=None)

    made, problems = remake(tmp_path, "p")

    assert made is not None and problems == ()
    assert set(made.files) == {f"datasets/p/{name}" for name in ("data.csv", "places.csv", "datapackage.json")}


def test_a_descriptor_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """With its line, and nothing is made."""
    library(tmp_path, recipe())
    path = described(tmp_path)
    path.write_text('{\n"name": "p",\n}', encoding="utf-8")

    made, problems = remake(tmp_path, "p")

    assert made is None
    assert [(p.path, p.line) for p in problems] == [("datasets/p/datapackage.json", 3)]


def test_a_descriptor_without_tables_is_left_alone(tmp_path: Path) -> None:
    """What is no data package yet is not written over."""
    library(tmp_path, recipe())
    described(tmp_path).write_text('{"name": "p", "resources": []}', encoding="utf-8")

    made, _ = remake(tmp_path, "p")

    assert made is not None and set(made.files) == {"datasets/p/data.csv", "datasets/p/places.csv"}


TROUBLED = {
    "a row without all cells": (recipe(raw=RAW + "XXC,Celand\n"), RAW + "XXC,Celand\n", "unreadable", "2 cells"),
    "a quotation mark that never ends": (recipe(raw=RAW + 'XXC,"C'), RAW + 'XXC,"C', "unreadable", "cannot be read"),
    "a cell beyond any table": (recipe(raw=RAW + "X" * 200_000), RAW + "X" * 200_000, "unreadable", "the "),
    "no table at all": (recipe(raw=""), "", "bad-recipe", "there is no column"),
    "an order by nothing": (recipe("sort: [yaer]\n"), RAW, "bad-recipe", "yaer"),
    "figures of no place": (recipe().replace("place_id: place_id, ", ""), RAW, "bad-recipe", '"place_id"'),
}


@pytest.mark.parametrize("name", TROUBLED)
def test_what_no_table_can_be_made_of_is_told(tmp_path: Path, name: str) -> None:
    """At the file that is at fault, and nothing is made."""
    text, raw, rule, said = TROUBLED[name]
    library(tmp_path, text, raw)

    made, problems = remake(tmp_path, "p")

    assert made is None
    assert {(p.rule, said in p.message) for p in problems} == {(rule, True)}


def test_a_table_of_places_that_is_none_is_told(tmp_path: Path) -> None:
    """At that table: nothing can be said of the places of the figures."""
    library(tmp_path, recipe())
    (tmp_path / "datasets/places/places.csv").write_text("id,name\nXXA,Aland\n", encoding="utf-8")

    made, problems = remake(tmp_path, "p")

    assert made is None
    assert [(p.path, p.rule) for p in problems] == [("datasets/places/places.csv", "unreadable")]


def test_columns_without_a_name_stop_nothing(tmp_path: Path) -> None:
    """A descriptor whose fields are none, and a year of thousands of digits, are for the check to tell."""
    raw = RAW + f"XXC,Celand,{'9' * 5000},3,total,E,b\n"
    library(tmp_path, recipe(raw=raw), raw)
    file = described(tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace('"name": "year"', '"nmae": "year"'), encoding="utf-8")

    made, problems = remake(tmp_path, "p")

    assert made is not None and problems == ()
    assert made.files.keys() == {"datasets/p/data.csv", "datasets/p/places.csv"}

    described(tmp_path)
    again, _ = remake(tmp_path, "p")
    assert again is not None and "4 values of 3 places, 2019 to 2020" in again.files["datasets/p/README.md"].decode()
