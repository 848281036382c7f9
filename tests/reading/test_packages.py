"""Data packages: descriptor and tables, judged before anything of theirs is used."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.problem import Problem
from generator.reading.packages import read_package
from generator.reading.tables import MAX_BYTES
from tests.support import LIBRARY, ROOT

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
        lambda d: d["resources"][0].pop("name"), lambda d: d["resources"][0].update(path=["data.csv", "more.csv"]),
        lambda d: d["resources"][0].pop("schema"), lambda d: d["resources"][0].update(schema=["schema.json"]),
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


def laid_out(root: Path, change: Change | None = None, **files: str | bytes) -> Path:
    """The robbery package in a folder of its own, its descriptor changed, with these files in the place of its own."""
    folder = root / "datasets" / "p"
    shutil.copytree(LIBRARY / "datasets" / "test-robbery-rate", folder, dirs_exist_ok=True)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    if change:
        change(descriptor)
    (folder / "datapackage.json").write_text(json.dumps(descriptor, indent=1), encoding="utf-8")
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def table() -> str:
    """The robbery table as text."""
    return (LIBRARY / "datasets" / "test-robbery-rate" / "data.csv").read_text(encoding="utf-8")


def test_rows_are_read_as_they_were_judged(tmp_path: Path) -> None:
    """A dialect is followed, once, before anybody judges."""
    dialect: Change = lambda d: d["resources"][0].update(dialect={"delimiter": ";"})  # noqa: E731
    laid_out(tmp_path, dialect, data_csv=table().replace(",", ";"))

    package, problems = read_package(tmp_path, "datasets/p")

    assert package is not None and problems == ()
    assert package.tables["data"].column("place_id")[:2] == ("XXA", "XXA")


def rules(root: Path) -> list[str]:
    """The rules broken in the robbery package, with file, line and column."""
    return [
        f"{p.path.removeprefix('datasets/p/')}:{p.line}:{p.column} {p.rule}"
        for p in read_package(root, "datasets/p")[1]
    ]


def test_every_fault_of_a_package_is_told_at_once(tmp_path: Path) -> None:
    """Of the descriptor and of its licences, of keys, fields and files, of headers, rows and cells."""

    def change(d: dict[str, Any]) -> None:
        d.update(licenses="CC0")
        first = d["resources"][0]
        first["schema"]["fields"][0]["constraints"]["pattern"] = "[a"
        first["schema"]["primaryKey"] = ["place"]
        first["bytes"] = 1
        d["resources"] += [
            {"name": "gone", "path": "gone.json"},
            {"name": "picture", "path": "https://example.org/x.png"},
        ]

    lines = table().splitlines()
    lines[3] = lines[3].replace("74", "12%")
    lines[5] += ",x"
    lines[7] = lines[7].replace("TEST-1", "TEST-1 ")
    lines[9] = lines[9].replace("XXA,2022,56", "XXA,#REF!,1_0")
    laid_out(tmp_path, change, data_csv="\n".join(lines) + "\n")
    (tmp_path / "datasets/p/old.csv").touch()

    assert sorted({rule.split()[1] for rule in rules(tmp_path)}) == [
        "bad-descriptor", "changed-file", "extra-cell", "missing-file", "remote-path", "spreadsheet-error", "stray-space", "wrong-type",
    ]  # fmt: skip
    assert len(rules(tmp_path)) == 11


def test_a_spoilt_cell_is_told_once(tmp_path: Path) -> None:
    """As what it is, and not again as no number, no known word and no key."""
    laid_out(tmp_path, data_csv=table().replace("XXA,2016,74,,", "XXA,#N/A,74 ,\xa0,"))

    assert rules(tmp_path) == ["data.csv:4:2 spreadsheet-error", "data.csv:4:3 stray-space", "data.csv:4:4 stray-space"]


def test_no_more_than_a_thousand_faults_of_a_table_are_told(tmp_path: Path) -> None:
    """The last line says how many more there are, and where they begin."""
    rows = "".join(f"XXA,{year},none,,\n" for year in range(1990, 2022)) * 40
    laid_out(tmp_path, data_csv=f"place_id,year,value,status,source_id\n{rows}")

    *told, last = read_package(tmp_path, "datasets/p")[1]

    assert len(told) == 1000
    assert "more faults of this table" in last.message and last.hint
    assert (last.rule, last.line) in {(problem.rule, told[-1].line + step) for problem in told for step in (0, 1)}


def test_a_part_of_a_descriptor_may_have_a_file_of_its_own(tmp_path: Path) -> None:
    """A schema, a dialect: what they say holds, and what is wrong with them is told in their file."""

    def change(d: dict[str, Any]) -> None:
        schema = d["resources"][0]["schema"]
        files["schema_json"] = json.dumps(schema)
        d["resources"][0].update(schema="schema.json", dialect="dialect.json", path=["data.csv"])

    files: dict[str, str] = {"dialect_json": '{"delimiter": ";"}', "data_csv": table().replace(",", ";")}
    laid_out(tmp_path, change)
    laid_out(tmp_path, change, **files)
    package, problems = read_package(tmp_path, "datasets/p")
    assert package is not None and problems == ()
    assert package.descriptor["resources"][0]["schema"]["primaryKey"]

    (tmp_path / "datasets/p/schema.json").write_text(
        '{\n"fields": [{"name": "place_id", "type": "txt"}]}', encoding="utf-8"
    )
    assert "schema.json:2:41 bad-descriptor" in rules(tmp_path)
    (tmp_path / "datasets/p/schema.json").write_text(
        '{"$schema": "https://example.org/x", "fields": []}', encoding="utf-8"
    )
    assert {"schema.json:1:13 remote-path", "schema.json:1:48 wrong-type"} <= set(rules(tmp_path))
    (tmp_path / "datasets/p/schema.json").write_text("[", encoding="utf-8")
    assert [rule for rule in rules(tmp_path) if "unreadable" in rule]
    (tmp_path / "datasets/p/schema.json").unlink()
    assert rules(tmp_path) == ["schema.json:1:1 missing-file"]
    (tmp_path / "secret.json").write_text('{"fields": []}', encoding="utf-8")
    (tmp_path / "datasets/p/schema.json").symlink_to(tmp_path / "secret.json")
    assert rules(tmp_path) == ["schema.json:1:1 unreadable"]


MD5_OF_A_BRACE = "f95b70fdc3088560732a5ac135644506"


def test_a_file_that_is_no_table_is_only_kept(tmp_path: Path) -> None:
    """It must be there and be the one that is described; nobody looks inside."""

    def change(d: dict[str, Any]) -> None:
        d["resources"].append({"name": "map", "path": "map.geojson", "hash": MD5_OF_A_BRACE, "bytes": 1})

    laid_out(tmp_path, change, map_geojson="{")
    package, problems = read_package(tmp_path, "datasets/p")
    assert package is not None and problems == () and set(package.tables) == {"data"}

    (tmp_path / "datasets/p/map.geojson").write_text("[", encoding="utf-8")
    assert rules(tmp_path) == ["map.geojson:1:1 changed-file"]
    (tmp_path / "datasets/p/map.geojson").unlink()
    assert rules(tmp_path) == ["map.geojson:1:1 missing-file"]
    (tmp_path / "datasets/p/map.geojson").symlink_to("/etc/hostname")
    assert rules(tmp_path) == ["map.geojson:1:1 unreadable"]


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512", ""])
def test_a_checksum_is_of_a_known_kind(tmp_path: Path, name: str) -> None:
    """Without a name it is md5, as the standard has it; in large letters it is the same."""
    digest = hashlib.new(name or "md5", table().encode()).hexdigest().upper()
    laid_out(tmp_path, lambda d: d["resources"][0].update(hash=f"{name}:{digest}" if name else digest))

    assert rules(tmp_path) == []


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    """Before a byte of it is read."""
    folder = laid_out(tmp_path)
    with (folder / "data.csv").open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    assert rules(tmp_path) == ["data.csv:1:1 unreadable"]


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"PK\x03\x04\x14\0[Content_Types].xml", "an Excel workbook"), (b"\x1f\x8b\x08\0", "a gzip archive"), (b"%PDF-1.7\n", "a PDF document"),
        (b"<!DOCTYPE html>\n<html>", "a web page"), ("place_id,year\n".encode("utf-16"), "UTF-16"), (b"\xef\xbb\xbfplace_id", "byte-order mark"),
    ],
)  # fmt: skip
def test_a_table_that_is_another_kind_of_file_is_told_as_that(tmp_path: Path, start: bytes, said: str) -> None:
    """By its first bytes; nothing is unpacked."""
    laid_out(tmp_path, data_csv=start)

    (problem,) = read_package(tmp_path, "datasets/p")[1]

    assert said in problem.message and problem.hint


def test_signs_for_missing_values_are_read_as_nothing(tmp_path: Path) -> None:
    """With and without a label, for the table and for one field."""

    def change(d: dict[str, Any]) -> None:
        d["$schema"] = "https://datapackage.org/profiles/2.0/datapackage.json"
        schema = d["resources"][0]["schema"]
        schema["missingValues"] = [{"value": ""}, {"value": "..", "label": "not asked"}]
        schema["fields"][2]["constraints"].pop("required")
        schema["fields"][2]["missingValues"] = ["-99"]

    laid_out(tmp_path, change, data_csv=table().replace("XXA,2016,74,,", "XXA,2016,-99,..,"))
    package, problems = read_package(tmp_path, "datasets/p")

    assert package is not None and problems == ()
    assert package.tables["data"].rows[2] == {
        "place_id": "XXA",
        "year": "2016",
        "value": "",
        "status": "",
        "source_id": "TEST-1",
    }


def test_a_sound_package_needs_no_frictionless() -> None:
    """It takes a second to import, so it is asked only when there is a doubt."""
    code = "import sys; from pathlib import Path; from generator.reading.packages import read_package as r; p, f = r(Path(sys.argv[1]), 'datasets/test-robbery-rate'); assert p and not f; sys.exit('frictionless' in sys.modules)"  # fmt: skip

    assert subprocess.run([sys.executable, "-c", code, str(LIBRARY)], check=False, cwd=ROOT).returncode == 0
