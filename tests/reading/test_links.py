"""links.json: what was found at addresses outside, read strictly, and never a reason to stop."""

import json
from datetime import date
from pathlib import Path

import pytest

from generator.load import load
from generator.reading.links import read_links

SOUND = {
    "schema_version": 1,
    "looked": "2026-11-20",
    "links": {"https://test.example/a": {"state": "gone", "since": "2026-11-01", "note": "404 Not Found"}},
}


def write(root: Path, given: object) -> None:
    """Write the file as a command would."""
    (root / "links.json").write_text(given if isinstance(given, str) else json.dumps(given), encoding="utf-8")


def test_without_the_file_nothing_is_known(tmp_path: Path) -> None:
    """That is no fault."""
    assert read_links(tmp_path) == (None, ())


def test_what_was_found_is_read(tmp_path: Path) -> None:
    """State, day, note; a kept copy where there is one."""
    write(tmp_path, SOUND)

    links, problems = read_links(tmp_path)

    assert problems == ()
    assert links is not None and links.looked == date(2026, 11, 20)
    assert links.links["https://test.example/a"].state == "gone"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"schema_version": 1,', "no JSON"),
        ({**SOUND, "schema_version": 2}, "schema_version"),
        ({**SOUND, "looked": "yesterday"}, "looked"),
        ({**SOUND, "links": {"https://test.example/a": {"state": "lost", "since": "2026-11-01"}}}, "links.https://test.example/a.state"),
        ({**SOUND, "links": {"https://test.example/a": {"state": "gone", "since": "2026-11-01", "archived": "javascript:alert(1)"}}}, "archived"),
        ("[" * 100_000, "nested"),
        ("[]", "dictionary"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_and_not_believed(small: Path, today: date, given: object, said: str) -> None:
    """With its name and how to mend it; the records are read all the same."""
    write(small, given)

    loaded = load(small, today)

    assert [(p.path, p.rule) for p in loaded.problems] == [("links.json", "unreadable")]
    assert said in loaded.problems[0].message and loaded.problems[0].hint
    assert loaded.catalog.links is None and loaded.catalog.practices
