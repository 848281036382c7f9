"""What a change touches: its own problems fail the check, those of others are told apart and never do."""

import json
from pathlib import Path

import pytest

from generator.history import HistoryFault, parted, touched
from generator.problem import Problem
from generator.touched import apart, unit
from tests.support import beacon
from tests.test_cli import DAY, MEDIATORS, spoil
from tests.test_diff import LAMPS, commit, git

pytest_plugins = ("tests.site_fixtures.fixtures",)
TABLE = "datasets/test-robbery-rate/data.csv"


@pytest.fixture
def tracked(small: Path) -> Path:
    """The small library as a git repository with one commit on `main`, tagged `base`."""
    return begun(small)


def begun(library: Path) -> Path:
    """Make a library a git repository with one commit on `main`, tagged `base`."""
    git(library, "init", "--quiet", "--initial-branch", "main")
    commit(library)
    git(library, "tag", "base")
    return library


def fault(path: str) -> Problem:
    """A problem in a file."""
    return Problem(path, 1, 1, "some-rule", "something is wrong")


def test_committed_changed_removed_and_new_files_are_touched(tracked: Path) -> None:
    """Whether git has been told of them or not; what it is to ignore is not."""
    spoil(tracked)
    commit(tracked, "committed")
    (tracked / LAMPS).unlink()
    (tracked / "practices/new.yaml").write_text("title: x\n", encoding="utf-8")
    (tracked / ".gitignore").write_text("/site\n", encoding="utf-8")
    (tracked / "site").mkdir()
    (tracked / "site/index.html").write_text("x", encoding="utf-8")

    assert touched(tracked, "base") == {MEDIATORS, LAMPS, "practices/new.yaml", ".gitignore"}


def test_what_others_did_since_is_not_touched(tracked: Path) -> None:
    """The work is compared with the commit it began from, not with what the main branch holds today."""
    began = git(tracked, "rev-parse", "HEAD")
    spoil(tracked, LAMPS, "amount: 8000", "amount: 9000")
    commit(tracked, "by others")
    git(tracked, "checkout", "--quiet", "-b", "mine", "base")
    spoil(tracked)

    assert parted(tracked, "main") == began
    assert touched(tracked, "main") == {MEDIATORS}


def test_a_library_below_the_root_of_its_repository_has_paths_of_its_own(tmp_path: Path, library: Path) -> None:
    """Problems are told by the path below the library, and so is what was touched."""
    import shutil

    below = Path(shutil.copytree(library, tmp_path / "repository/library"))
    git(tmp_path / "repository", "init", "--quiet")
    commit(tmp_path / "repository")
    spoil(below)
    (tmp_path / "repository/readme.txt").write_text("x", encoding="utf-8")

    assert touched(below, "HEAD") == {MEDIATORS}


def test_a_change_of_the_check_answers_for_every_file() -> None:
    """A new rule that refuses a record of others must not pass as a problem that is elsewhere."""
    found = (fault(MEDIATORS), fault(TABLE))

    assert apart(found, {"generator/checks/evidence.py"}) == (found, ())
    assert apart(found, {"docs/generator/x.md"}) == ((), found)


def test_an_unknown_revision_is_refused(tracked: Path) -> None:
    """With what to do, and one that could be an option is none."""
    with pytest.raises(HistoryFault, match="no revision known here"):
        touched(tracked, "nowhere")
    with pytest.raises(HistoryFault, match="no revision known here"):
        touched(tracked, "--output=x")


def test_work_without_a_common_commit_is_refused(tracked: Path) -> None:
    """Rather than to call everything touched."""
    git(tracked, "checkout", "--quiet", "--orphan", "other")
    commit(tracked, "unrelated")

    with pytest.raises(HistoryFault, match="no commit in common"):
        touched(tracked, "main")


def test_a_data_package_is_touched_as_one() -> None:
    """Who changes the descriptor answers for the table, and not for the package beside it."""
    problems = [fault(TABLE), fault("datasets/test-safety-survey/data.csv"), fault(MEDIATORS)]

    here, elsewhere = apart(problems, {"datasets/test-robbery-rate/datapackage.json"})

    assert [p.path for p in here] == [TABLE]
    assert [p.path for p in elsewhere] == ["datasets/test-safety-survey/data.csv", MEDIATORS]
    assert unit("datasets/stray.csv") == "datasets/stray.csv"


def test_check_fails_for_touched_files_only(tracked: Path) -> None:
    """A problem that was there before is told on standard error and blocks nobody."""
    spoil(tracked)
    commit(tracked, "broken by others")
    spoil(tracked, LAMPS, "office: Test lamp office", "office: Lamp office")

    others = beacon("check", "--touched", "HEAD", "--today", DAY, cwd=tracked)
    spoil(tracked, LAMPS, "kind: programme", "kind: marvel")
    own = beacon("check", "--touched", "HEAD", "--today", DAY, cwd=tracked)

    assert (others.returncode, others.stdout) == (0, "")
    assert others.stderr.splitlines()[0].endswith("in files that this change does not touch, and block nothing:")
    assert MEDIATORS in others.stderr
    assert own.returncode == 1
    assert LAMPS in own.stdout and MEDIATORS not in own.stdout and MEDIATORS in own.stderr


def test_check_annotates_lines_of_touched_files_as_errors(tracked: Path) -> None:
    """And all others as notices, which no workflow fails on; as JSON each says where it belongs."""
    spoil(tracked)
    commit(tracked, "broken by others")
    spoil(tracked, LAMPS, "kind: programme", "kind: marvel")

    ran = beacon("check", "--touched", "HEAD", "--format", "github", "--today", DAY, cwd=tracked)
    data = json.loads(beacon("check", "--touched", "HEAD", "--format", "json", "--today", DAY, cwd=tracked).stdout)

    assert {line.split(",")[0] for line in ran.stdout.splitlines()} == {f"::error file={LAMPS}", f"::notice file={MEDIATORS}"}  # fmt: skip
    assert {(p["path"], p["touched"]) for p in data} == {(LAMPS, True), (MEDIATORS, False)}


def test_check_against_an_unknown_revision_is_misuse(tracked: Path) -> None:
    """Exit code 2, in a line."""
    ran = beacon("check", "--touched", "nowhere", cwd=tracked)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "no revision known here" in ran.stderr
