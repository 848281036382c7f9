"""Tricks with paths in what people send: an import writes one record into its folder, over nothing, and through no link."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from generator.load import load
from generator.remake import remake
from tests.support import TODAY, beacon
from tests.test_issue_text import LAMPS, fitted
from tests.test_table_import import as_csv, row

TITLE = "Brighter lamps in Exampleton"
TITLES = (
    "../../../etc/passwd", "/etc/cron.d/x", "..", ".", "~/.ssh/authorized_keys", "C:\\Windows\\x", "a/b/../../c", "x.yaml\u2028y", "%2e%2e%2fx",
    "\u202eexe.sexe", "t\u0435st-lamps", "a" * 5_000, "con", "-rf", "$(touch x)", "`id`", "x\x1b[2Jy", "北京", "{{ 7*7 }}", "test/../approaches/x",
)  # fmt: skip


def held(folder: Path) -> Mapping[str, bytes]:
    """Every file below a folder, by its path, with what it holds or where it leads."""
    return {
        file.relative_to(folder).as_posix(): bytes(file.readlink()) if file.is_symlink() else file.read_bytes()
        for file in folder.rglob("*")
        if file.is_symlink() or file.is_file()
    }


@pytest.mark.parametrize("title", TITLES)
def test_a_title_never_leads_out_of_the_folder(title: str, small: Path, tmp_path: Path) -> None:
    """At most one file is new, a record of its kind; every other file on the way is as it was."""
    (tmp_path / "issue.md").write_text(fitted(LAMPS).replace(TITLE, title), encoding="utf-8")
    before = held(tmp_path)

    told = beacon("import", "issue", tmp_path / "issue.md", cwd=small)

    after = held(tmp_path)
    new = after.keys() - before.keys()
    assert told.returncode in {0, 1, 2} and "Traceback" not in told.stderr
    assert (told.stdout + told.stderr).replace("\n", "").isprintable()
    assert {path: after[path] for path in before} == before
    assert len(new) == (told.returncode != 2) and all(
        Path(path).parent == (small / "practices").relative_to(tmp_path) for path in new
    )


def _to_nowhere(small: Path, outside: Path) -> None:
    (small / "practices/brighter-lamps-in-exampleton.yaml").symlink_to(outside / "new.yaml")


def _to_a_file(small: Path, outside: Path) -> None:
    (small / "practices/brighter-lamps-in-exampleton.yaml").symlink_to(outside / "kept.txt")


def _folder(small: Path, outside: Path) -> None:
    (small / "practices").rename(outside / "practices")
    (small / "practices").symlink_to(outside / "practices")


@pytest.mark.parametrize("lay", [_to_nowhere, _to_a_file, _folder])
@pytest.mark.parametrize("way", ["issue", "table", "new"])
def test_nothing_is_written_behind_a_link(lay: object, way: str, small: Path, tmp_path: Path) -> None:
    """Neither to where nothing is yet, nor over a file, nor into another folder, also when it is asked to write over a record."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("mine", encoding="utf-8")
    lay(small, outside)  # type: ignore[operator]
    (tmp_path / "issue.md").write_text(fitted(LAMPS), encoding="utf-8")
    (tmp_path / "table.csv").write_bytes(as_csv([row(1, Title=TITLE)]))
    before = held(tmp_path)
    asked = {
        "issue": ("import", "issue", tmp_path / "issue.md", "--force"),
        "table": ("import", "table", tmp_path / "table.csv", "--force"),
        "new": ("new", "practice", TITLE),
    }

    told = beacon(*asked[way], cwd=small)

    assert told.returncode in {1, 2} and "Traceback" not in told.stderr
    assert "a link stands on the way to practices/brighter-lamps-in-exampleton.yaml" in (
        told.stdout + told.stderr
    ).replace("\n", "")
    assert held(tmp_path) == before


def test_style_is_not_written_behind_a_link(small: Path, tmp_path: Path) -> None:
    """A folder of records that is a link to another place is left alone."""
    (small / "practices").rename(tmp_path / "elsewhere")
    (small / "practices").symlink_to(tmp_path / "elsewhere")
    before = held(tmp_path)

    assert "Traceback" not in beacon("fmt", cwd=small).stderr
    assert {p: c for p, c in held(tmp_path).items() if "elsewhere" in p} == {
        p: c for p, c in before.items() if "elsewhere" in p
    }


RAW = b"place_id,year,value\nXXA,2020,1\n"
TRICKS = {
    "file: ../../../addresses.txt": "not-allowed",
    "file: /etc/passwd": "not-allowed",
    "file: ..": "not-allowed",
    'file: "raw.csv\\0"': "",
    "file: linked.csv": "unreadable",
    "package: ../../x": "bad-id",
    "package: linked": "unreadable",
    "package: /etc": "bad-id",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_recipe_reads_nothing_from_elsewhere(trick: str, small: Path, tmp_path: Path) -> None:
    """Names that climb, links, and folders of others: told in a line by the check, and nothing is made of them."""
    (tmp_path / "secret.csv").write_bytes(RAW)
    source = small / "datasets/test-robbery-rate/source"
    source.mkdir()
    (source / "raw.csv").write_bytes(RAW)
    (source / "linked.csv").symlink_to(tmp_path / "secret.csv")
    (small / "datasets/linked").symlink_to(tmp_path)
    name, _, value = trick.partition(": ")
    lines = {"file": "raw.csv", "sha256": sha256(RAW).hexdigest(), "taken": "2026-11-22", "origin": "x", name: value}
    columns = "columns: {place_id: place_id, year: year, value: value}\n"
    (source / "recipe.yaml").write_text(
        "".join(f"{key}: {said}\n" for key, said in lines.items()) + columns, encoding="utf-8"
    )
    before = held(tmp_path)

    problems = [
        problem for problem in load(small, TODAY).problems if "/source/" in problem.path or "linked" in problem.path
    ]
    made, faults = remake(small, "test-robbery-rate")

    assert made is None and faults
    assert {TRICKS[trick] or problem.rule for problem in problems} <= {problem.rule for problem in problems} != set()
    assert held(tmp_path) == before


def test_a_table_that_is_a_link_is_not_written_through(small: Path, tmp_path: Path) -> None:
    """What a recipe makes replaces plain files only."""
    package = small / "datasets/test-robbery-rate"
    (package / "source").mkdir()
    (package / "source/raw.csv").write_bytes(RAW)
    (package / "source/recipe.yaml").write_text(
        f"file: raw.csv\nsha256: {sha256(RAW).hexdigest()}\ntaken: 2026-11-22\norigin: x\ncolumns: {{place_id: place_id, year: year, value: value}}\n",
        encoding="utf-8",
    )
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")
    (package / "places.csv").unlink(missing_ok=True)
    (package / "places.csv").symlink_to(tmp_path / "kept.txt")

    told = beacon("remake", cwd=small)

    assert told.returncode == 1 and "a link stands on the way to datasets/test-robbery-rate/places.csv" in told.stdout
    assert (tmp_path / "kept.txt").read_text(encoding="utf-8") == "mine"
