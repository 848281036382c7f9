"""Data packages: descriptor and tables, judged before anything of theirs is used."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.problem import Problem
from generator.reading.packages import read_package

Change = Callable[[dict[str, Any]], object]


def told(library: Path, tmp_path: Path, change: Change) -> tuple[Problem, ...]:
    """The problems of the robbery package after its descriptor was changed."""
    folder = tmp_path / "datasets" / "p"
    shutil.copytree(library / "datasets" / "test-robbery-rate", folder)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    change(descriptor)
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return read_package(tmp_path, "datasets/p")[1]


def test_a_sound_package_is_returned_with_its_rows(library: Path) -> None:
    """Rows are text in the order of the file, with the header as written."""
    package, problems = read_package(library, "datasets/test-robbery-rate")

    assert package is not None and problems == ()
    table = package.tables["data"]
    assert (package.id, package.folder, table.path) == (
        "test-robbery-rate",
        "datasets/test-robbery-rate",
        "datasets/test-robbery-rate/data.csv",
    )
    assert table.header == ("place_id", "year", "value", "status", "source_id")
    assert table.rows[0] == {"place_id": "XXA", "year": "2014", "value": "80", "status": "", "source_id": "TEST-1"}
    assert len(table.rows) == 30


@pytest.mark.parametrize(
    "path",
    [
        "https://example.org/x.csv",
        "http://localhost/x",
        "s3://bucket/x.csv",
        "/etc/passwd",
        "../places/places.csv",
        "~/x.csv",
        "\\\\host\\x.csv",
        "file:///etc/passwd",
        ["data.csv", "../x.csv"],
    ],
)
def test_a_package_names_only_files_in_its_own_folder(library: Path, tmp_path: Path, path: object) -> None:
    """Nothing is fetched and nothing outside is read, whatever the descriptor asks for."""
    problems = told(library, tmp_path, lambda d: d["resources"][0].update(path=path))

    assert "remote-path" in {problem.rule for problem in problems}


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(profile="https://example.org/profile.json"),
        lambda d: d.update({"$schema": "https://example.org/profile.json"}),
        lambda d: d["resources"][0].update(schema="https://example.org/schema.json"),
        lambda d: d["resources"][0].update(dialect="https://example.org/dialect.json"),
        lambda d: d["resources"][0]["schema"].update(profile="https://example.org/profile.json"),
    ],
    ids=["profile", "$schema", "schema", "dialect", "profile of the schema"],
)  # fmt: skip
def test_no_part_of_a_descriptor_is_fetched(library: Path, tmp_path: Path, change: Change) -> None:
    """Profiles, schemas and dialects stand in the descriptor itself."""
    assert "remote-path" in {problem.rule for problem in told(library, tmp_path, change)}


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(resources={}), lambda d: d.pop("resources"), lambda d: d.update(resources=["data.csv"]),
        lambda d: d["resources"][0].pop("name"), lambda d: d["resources"][0].update(path=["data.csv"]),
        lambda d: d["resources"][0].pop("schema"), lambda d: d["resources"][0].update(schema="schema.json"),
        lambda d: d["resources"][0]["schema"].update(fields={}),
    ],
)  # fmt: skip
def test_a_descriptor_of_another_shape_is_told(library: Path, tmp_path: Path, change: Change) -> None:
    """It is judged before it is handed to a reader that would guess."""
    assert {problem.rule for problem in told(library, tmp_path, change)} == {"wrong-type"}


def test_a_package_without_tables_is_told(library: Path, tmp_path: Path) -> None:
    """A data package holds data."""
    assert told(library, tmp_path, lambda d: d.update(resources=[]))


@pytest.mark.parametrize("field", ["place_id", {"type": "string"}])
def test_a_field_of_another_shape_is_told(library: Path, tmp_path: Path, field: object) -> None:
    """Nothing in a descriptor raises."""
    assert told(library, tmp_path, lambda d: d["resources"][0]["schema"]["fields"].append(field))


def test_a_table_that_is_a_link_is_refused(library: Path, tmp_path: Path) -> None:
    """A contribution cannot read files it does not bring."""
    (tmp_path / "secret.csv").write_text("place_id,year,value,status,source_id\n", encoding="utf-8")
    folder = tmp_path / "datasets" / "p"
    shutil.copytree(library / "datasets" / "test-robbery-rate", folder)
    (folder / "data.csv").unlink()
    (folder / "data.csv").symlink_to(tmp_path / "secret.csv")

    package, problems = read_package(tmp_path, "datasets/p")

    assert package is None
    assert [problem.rule for problem in problems] == ["unreadable"]


def test_lines_may_end_as_windows_ends_them(library: Path, tmp_path: Path) -> None:
    """CR LF does not end up in the last cell of each row."""
    folder = tmp_path / "datasets" / "p"
    shutil.copytree(library / "datasets" / "test-robbery-rate", folder)
    (folder / "data.csv").write_bytes((folder / "data.csv").read_bytes().replace(b"\n", b"\r\n"))

    package, problems = read_package(tmp_path, "datasets/p")

    assert package is not None and problems == ()
    assert {row["source_id"] for row in package.tables["data"].rows} == {"TEST-1"}


def test_the_line_told_is_the_line_an_editor_shows(library: Path, tmp_path: Path) -> None:
    """A remark that runs over two lines does not shift the places told behind it."""
    folder = tmp_path / "datasets" / "p"
    shutil.copytree(library / "datasets" / "test-safety-survey", folder)
    table = folder / "data.csv"
    lines = table.read_text(encoding="utf-8").split("\n")
    lines[1] = lines[1].replace(",day,,", ',day,"two\nlines",')
    lines[3] = lines[3].replace("2021", "soon")
    table.write_text("\n".join(lines), encoding="utf-8")

    _, problems = read_package(tmp_path, "datasets/p")

    shown = table.read_text(encoding="utf-8").split("\n")
    assert [problem.line for problem in problems] == [
        next(i for i, line in enumerate(shown, start=1) if "soon" in line)
    ]


def test_rows_are_read_as_they_were_judged(library: Path, tmp_path: Path) -> None:
    """A descriptor that asks for semicolons is refused: every table is read in one way."""
    folder = tmp_path / "datasets" / "p"
    shutil.copytree(library / "datasets" / "test-robbery-rate", folder)
    (folder / "data.csv").write_text(
        (folder / "data.csv").read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8"
    )
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"][0]["dialect"] = {"delimiter": ";"}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")

    package, problems = read_package(tmp_path, "datasets/p")

    assert package is None
    assert [problem.rule for problem in problems] == ["bad-descriptor"]
