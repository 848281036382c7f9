"""Raw tables beside the packages, and the recipes that say what is made of them."""

from hashlib import sha256
from pathlib import Path

import pytest

from generator.reading.origins import beside_figures

RAW = b"place,year,value\nA,2020,1\n"
SHA = sha256(RAW).hexdigest()
RECIPE = f"""file: raw.csv
sha256: {SHA}
taken: 2026-11-22
origin: An office, by letter.
columns:
  place_id: place
  value: [year, value]
"""


def told(root: Path, *, described: tuple[str, ...] = (), **files: str | bytes) -> list[str]:
    """What is said of two packages, `a` with a raw table and its recipe, and `b` with what is given for it."""
    written: dict[str, str | bytes] = {"a/source/raw.csv": RAW, "a/source/recipe.yaml": RECIPE}
    written |= {name.replace("__", "/").replace("_", "."): content for name, content in files.items()}
    for name, content in written.items():
        path = root / "datasets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [str(p).removeprefix("datasets/") for p in beside_figures(root, "datasets", {"b": described})]


def test_a_recipe_and_its_raw_table_are_sound(tmp_path: Path) -> None:
    """A remark on it and its licence may lie beside them."""
    assert told(tmp_path, a__source__README_md="", a__source__LICENSE_txt="") == []


def test_a_raw_table_that_was_changed_is_told(tmp_path: Path) -> None:
    """The figures were made of another one."""
    (line,) = told(tmp_path, a__source__raw_csv=RAW + b"B,2020,1\n")

    assert line.startswith("a/source/raw.csv:1:1 changed-file: ") and "sha256" in line


def test_a_raw_table_may_lie_in_another_package(tmp_path: Path) -> None:
    """And must lie there."""
    there = RECIPE.replace("file: raw.csv", "file: raw.csv\npackage: a")

    assert told(tmp_path, b__source__recipe_yaml=there) == []
    (line,) = told(tmp_path, b__source__recipe_yaml=there.replace("package: a", "package: c"))
    assert line.startswith("b/source/recipe.yaml:2:10 missing-file: there is no datasets/c/source/raw.csv")
    (line,) = told(tmp_path, b__source__recipe_yaml=there.replace("raw.csv", "more.csv"))
    assert line.startswith("b/source/recipe.yaml:1:7 missing-file: there is no datasets/a/source/more.csv")


def test_files_that_no_recipe_names_are_told(tmp_path: Path) -> None:
    """In a folder with a recipe and in one without; those that the descriptor names are read."""
    assert [line.split(": ")[0] for line in told(tmp_path, a__source__old_csv="", b__source__x_csv="", b__source__y_csv="", described=("source/y.csv",))] == [
        "a/source/old.csv:1:1 stray-file", "b/source/x.csv:1:1 stray-file",
    ]  # fmt: skip


def test_a_recipe_with_faults_is_told_like_a_record(tmp_path: Path) -> None:
    """And nothing beside it is called a stray."""
    lines = told(tmp_path, a__source__recipe_yaml="file: ../raw.csv\nsha256: x\ntaken: yesterday\ncolums: {}\n")

    assert {line.split(" ")[1] for line in lines} >= {"bad-date:", "missing-field:", "unknown-field:"}
    assert not any("stray-file" in line for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("place_id: place", "place_id: plaec", '6:13 bad-recipe: there is no column "plaec"; did you mean "place"?'), ("[year, value]", "[year, valeu]", "7:10 bad-recipe"),
        ("columns:", "keep: {sex: [total]}\ncolumns:", "5:13 bad-recipe"), ("columns:", "leave_out: {source: [x]}\ncolumns:", "5:21 bad-recipe"),
        ("columns:", "sort: [place]\ncolumns:", '5:8 bad-recipe: there is no column "place"; did you mean "place_id"?'), ("columns:", "replace: {val: {a: b}}\ncolumns:", "5:16 bad-recipe"),
    ],
)  # fmt: skip
def test_a_recipe_names_columns_that_are_there(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Of the raw table, or of the one that is made."""
    (line,) = told(tmp_path, a__source__recipe_yaml=RECIPE.replace(old, new))

    assert line.startswith(f"a/source/recipe.yaml:{said}")


def test_a_raw_table_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """By what it is: another encoding, a link."""
    latin = "place,year,value\nMünchen,2020,1\n".encode("latin-1")
    recipe = RECIPE.replace(SHA, sha256(latin).hexdigest())
    (line,) = told(tmp_path, a__source__raw_csv=latin, a__source__recipe_yaml=recipe)
    assert line.startswith("a/source/raw.csv:2:2 not-utf-8: ")

    (tmp_path / "secret.csv").write_bytes(RAW)
    (tmp_path / "datasets/a/source/raw.csv").unlink()
    (tmp_path / "datasets/a/source/raw.csv").symlink_to(tmp_path / "secret.csv")
    (line,) = [str(p) for p in beside_figures(tmp_path, "datasets", {}) if "raw.csv" in p.path]
    assert "unreadable" in line


def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    """Nothing of what lies behind it is named."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").touch()
    (tmp_path / "datasets/b").mkdir(parents=True)
    (tmp_path / "datasets/b/source").symlink_to(tmp_path / "outside")

    assert beside_figures(tmp_path, "datasets", {}) == ()
