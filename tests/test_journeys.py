"""The ways of three new contributors, from nothing to a proposal. The one with a browser and no git is in
`browser_tests/test_contribute.py`; here are the one with an editor and the one with a spreadsheet of forty cases."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from tests.support import beacon
from tests.test_cli import DAY
from tests.test_diff import commit, git
from tests.test_table_import import as_csv, row
from tests.test_touched import begun

RECORD = "practices/bicycle-evenings-in-exampleton.yaml"
EDITS = (
    ('claim: ""', "claim: An invented club mends bicycles in an invented square on test evenings; nobody measured what came of it."),
    ('summary: ""', "summary: Exampleton is not a real place. Its test club mends bicycles on 12 evenings a year [@club-note]."),
    ('  - id: ""', "  - id: club-note"),
    ('    title: ""', "    title: Note of the test club"),
    ('    publisher: ""', "    publisher: Test club of Exampleton"),
    ('    read: ""', "    read: secondary"),
    ('    supports: ""', "    supports: The square stood empty at night. The club mends on 12 evenings a year."),
    ("limits: []", "limits: [It is invented and says nothing about any real square.]"),
    ('kind: ""', "kind: service"),
    ('pillar: ""', "pillar: social"),
    ('  statement: ""', "  statement: The test square stood empty at night [@club-note]."),
    ('  - title: ""', "  - title: Bicycle evenings"),
    ('    text: ""', "    text: The club mends bicycles on 12 evenings a year [@club-note]."),
    ('  - name: ""', "  - name: Test club of Exampleton"),
    ('    part: ""', "    part: lead"),
)  # fmt: skip
"""What somebody types into the template, and nothing else."""


@pytest.fixture
def tracked(small: Path) -> Path:
    """The small library as a git repository with one commit on `main`, tagged `base`."""
    return begun(small)


EPOCH = str(int(datetime.fromisoformat(f"{DAY}T12:00:00+00:00").timestamp()))


def ran(root: Path, *given: object, code: int = 0) -> str:
    """What a command prints on standard output, on the day of the tests; it must end as expected."""
    done = beacon(*given, cwd=root, SOURCE_DATE_EPOCH=EPOCH)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def filled(text: str) -> str:
    """The template as somebody fills it in."""
    whole = text
    for old, new in EDITS:
        assert old in whole, f"the template no longer holds {old!r}"
        whole = whole.replace(old, new, 1)
    return whole


def test_somebody_with_an_editor(tracked: Path) -> None:
    """A template that says what to give; one file checked at a time; faults with their rule; a rating; thanks."""
    ran(tracked, "new", "practice", "Bicycle evenings in Exampleton", "--place", "XXA-exampleton", "--theme", "public-space")  # fmt: skip
    file = tracked / RECORD
    begun_with = ran(tracked, "check", RECORD, code=1)
    assert '"limits" is empty' in begun_with
    ran(tracked, "fmt", "--check", RECORD)

    file.write_text(filled(file.read_text(encoding="utf-8")).replace("12 evenings a year [@club-note]", "13 evenings a year [@club-note]", 1), encoding="utf-8")  # fmt: skip
    wrong = ran(tracked, "check", RECORD, code=1)
    assert "figure-not-in-source" in wrong and "13" in wrong
    assert "the right source" in ran(tracked, "explain", "figure-not-in-source")
    file.write_text(file.read_text(encoding="utf-8").replace("13 evenings", "12 evenings"), encoding="utf-8")
    ran(tracked, "check", RECORD)

    assert "Not evaluated." in ran(tracked, "rate", RECORD)
    commit(tracked, "Add bicycle evenings")
    ran(tracked, "check", "--touched", "base")
    told = ran(tracked, "comment", "base")
    assert "Thank you" in told and "Nothing has to be mended" in told and "Bicycle evenings in Exampleton" in told


def test_somebody_with_forty_cases_in_a_spreadsheet(tracked: Path, tmp_path: Path) -> None:
    """The template filled in, three rows spoilt: 37 come in as sent, three are told at their rows, mended, and come in."""
    book = tmp_path / "cases.csv"
    ran(tracked, "import", "table", "--template", book)
    spoilt = {4: {"Kind of practice": "best practice"}, 17: {"Places": "Nowhere"}, 33: {"Limits of the evidence": ""}}
    _fill(book, [{**row(n), **spoilt.get(n, {})} for n in range(1, 41)])

    told = beacon("import", "table", book, "--status", "submitted", cwd=tracked, SOURCE_DATE_EPOCH=EPOCH)

    assert told.returncode == 1 and "37 written, 3 with problems, of 40 rows." in told.stderr
    _fill(book, [row(n) for n in spoilt])
    ran(tracked, "import", "table", book, "--status", "submitted")
    ran(tracked, "check")
    git(tracked, "checkout", "-q", "-b", "forty-cases")
    commit(tracked, "Add forty cases")
    comment = ran(tracked, "comment", "base")
    assert "Nothing has to be mended" in comment and "Thank you" in comment


def _fill(table: Path, rows: list[dict[str, str]]) -> None:
    """Write rows below the head of a table, in place of the help that stands there."""
    labels = next(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    table.write_bytes(as_csv(rows, labels))
