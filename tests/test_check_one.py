"""One record checked alone: the same problems as the check of everything has for its file, and sooner."""

from pathlib import Path

import pytest

from generator.load import load, only
from generator.load.folders import FOLDERS
from generator.load.one import load_one
from tests.support import LIBRARY, OWN_DAY, ROOT, TESTS, TODAY, beacon, seeded

ACROSS = {"alias-collision", "unknown-reference"}
"""Rules that only the check of everything can ask."""
FAULTS = sorted(
    folder for folder in (TESTS / "broken").iterdir() if (folder / "practices" / "test-fault.yaml").is_file()
)


@pytest.mark.parametrize("folder", FAULTS, ids=lambda folder: folder.name)
def test_alone_a_record_has_the_problems_it_has_among_all(folder: Path, tmp_path: Path) -> None:
    """What is left out cannot change what is told, or the record is not checked alone."""
    root = seeded(folder, tmp_path / "library")
    path = "practices/test-fault.yaml"
    among = only(load(root, TODAY), path).problems
    alone = load_one(root, path, TODAY)
    if alone is None:
        assert any(problem.rule == "unknown-reference" for problem in among)
    else:
        assert alone.problems == tuple(p for p in among if p.rule not in ACROSS)


def test_sound_records_are_sound_alone() -> None:
    """Of the library of the repository too."""
    paths = [f"{f.path}/{p.name}" for f in FOLDERS[:2] for p in sorted((ROOT / f.path).glob(f.pattern))[::12]]
    for path in paths:
        alone = load_one(ROOT, path, OWN_DAY)
        assert alone is not None and alone.problems == (), path


def test_other_files_are_not_checked_alone() -> None:
    """A story embeds figures, and a table has its own rules: those are read with everything."""
    assert load_one(LIBRARY, "content/cities/exampleton.md", TODAY) is None
    assert load_one(LIBRARY, "datasets/places/places.csv", TODAY) is None


def test_check_says_what_it_did_not_look_at(small: Path) -> None:
    """With one file; and for a folder it looks at everything as before."""
    done = beacon("check", "practices/test-lamps.yaml", cwd=small)
    assert done.returncode == 0 and "No problems. Looked at: this file" in done.stderr
    assert "Not looked at: figures, other files" in " ".join(done.stderr.split())
    assert "3 practices" in beacon("check", "practices", cwd=small).stderr
