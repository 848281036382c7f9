"""Every rule has a folder of broken content, and says exactly what is wrong with it.

A folder of `broken/` is named after its rule, with `--variant` behind it where one folder is not enough. It holds the
files that differ from `library/`, in `removed.txt` the files of the library that are left out, and in `expected.txt`
all that a contributor is told. `UPDATE=1 pytest tests/test_broken.py` writes `expected.txt` anew; read the difference
as the contributor would. A folder with `xfail.txt` holds what should be said and, in that file, why it is not said yet.
"""

import os
from pathlib import Path

import pytest

from generator.checks import CATALOG_RULES, RECORD_RULES, TABLE_RULES, name_of
from generator.checks.structure import STRUCTURE
from tests.support import TESTS, printed, rule_names, rule_of, seeded

BROKEN = sorted(f for f in (TESTS / "broken").iterdir() if f.is_dir())
TOGETHER = TESTS / "broken_together"
FIFTEEN = (
    ("a trailing space in a category", "datasets/test-safety-survey/data.csv", "day "),
    ("12% as a value", "datasets/test-robbery-rate/data.csv", "12%"),
    ("a misspelt header", "datasets/test-headers/data.csv", "vlaue"),
    ("a value outside an enumeration", "datasets/test-robbery-rate/data.csv", "guess"),
    ("a misspelt optional key", "practices/test-keys.yaml", "keywrods"),
    ("two values for one cell", "datasets/test-robbery-rate/data.csv", "same"),
    ("an error of YAML syntax", "practices/test-syntax.yaml", "YAML"),
    ("an impossible year", "datasets/test-robbery-rate/data.csv", "20111/12"),
    ("a duplicate key", "practices/test-twice.yaml", "second time"),
    ("a Latin-1 byte in a table", "datasets/test-latin/data.csv", "UTF-8"),
    ("a missing required id", "practices/test-keys.yaml", "citations.id"),
    ("a negative rate", "datasets/test-robbery-rate/data.csv", "-5"),
    ("a text for yes or no", "practices/test-keys.yaml", "averages"),
    ("an extra cell in a row", "datasets/test-robbery-rate/data.csv", "6 cells"),
    ("data without metadata", "datasets/test-orphan/datapackage.json", "holds no"),
)


def _marked(folder: Path) -> object:
    reason = folder / "xfail.txt"
    marks = (
        [pytest.mark.xfail(strict=True, reason=reason.read_text(encoding="utf-8").strip())] if reason.is_file() else []
    )
    return pytest.param(folder, id=folder.name, marks=marks)


@pytest.mark.parametrize("folder", [_marked(f) for f in (*BROKEN, TOGETHER)])
def test_contributor_is_told_exactly_this(folder: Path, tmp_path: Path) -> None:
    """Loading prints the lines of `expected.txt`, all of them and no others, in order."""
    root = seeded(folder, tmp_path / "library")

    told = printed(root)

    expected = folder / "expected.txt"
    if os.environ.get("UPDATE") and not (folder / "xfail.txt").is_file():
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")


def test_every_rule_has_a_folder() -> None:
    """No rule without an example of what it catches."""
    shown = {folder.name.split("--")[0] for folder in BROKEN}

    assert sorted(rule_names() - shown) == []


def test_every_rule_told_is_documented() -> None:
    """Whatever stands before a message has a sentence that says what it means."""
    told = {
        rule_of(line)
        for folder in (*BROKEN, TOGETHER)
        for line in (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    }

    assert sorted(told - rule_names()) == []


@pytest.mark.parametrize("name", STRUCTURE)
def test_a_rule_of_reading_is_one_sentence(name: str) -> None:
    """It stands on the rule's page, so it says more than the name and is no rule of the checks told twice."""
    assert STRUCTURE[name].endswith(".") and len(STRUCTURE[name].split()) > 5
    assert name not in {name_of(rule) for rule in (*RECORD_RULES, *TABLE_RULES, *CATALOG_RULES)}


def test_every_folder_belongs_to_a_rule() -> None:
    """No folder outlives its rule."""
    shown = {folder.name.split("--")[0] for folder in BROKEN}

    assert sorted(shown - rule_names()) == []


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_folder_shows_its_own_rule(folder: Path) -> None:
    """The rule a folder is named after is among the rules it breaks."""
    lines = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()

    assert folder.name.split("--")[0] in {rule_of(line) for line in lines}


@pytest.mark.parametrize(("fault", "path", "word"), FIFTEEN, ids=[fault for fault, _, _ in FIFTEEN])
def test_fifteen_faults_are_all_told_at_once(fault: str, path: str, word: str) -> None:
    """Each of the fifteen seeded faults is told with its file, a line, and how to mend it."""
    lines = (TOGETHER / "expected.txt").read_text(encoding="utf-8").splitlines()

    told = [line for line in lines if line.startswith(f"{path}:") and word in line]

    assert told, fault
    assert all("; " in line for line in told), "a hint says how to mend it"
