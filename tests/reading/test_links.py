"""links.json: what was found at addresses outside, read strictly, and never a reason to stop."""

import json
from datetime import date
from pathlib import Path

import pytest

from generator.load import load
from generator.reading.links import read_links

HEARD = {
    "answered": None,
    "refused": None,
    "failed": ["2026-11-01", "2026-11-05", "2026-11-12"],
    "returned": 0,
    "said": "404",
    "leads_to": "",
}
SOUND = {"version": 1, "addresses": {"https://test.example/a": HEARD}}


def write(root: Path, given: object) -> None:
    """Write the file as a command would."""
    (root / "links.json").write_text(given if isinstance(given, str) else json.dumps(given), encoding="utf-8")


def test_without_the_file_nothing_is_known(tmp_path: Path) -> None:
    """That is no fault."""
    assert read_links(tmp_path) == (None, ())


def test_what_was_found_is_read(tmp_path: Path) -> None:
    """Every day on which it failed."""
    write(tmp_path, SOUND)

    links, problems = read_links(tmp_path)

    assert problems == ()
    assert links is not None
    assert links.addresses["https://test.example/a"].failed[0] == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('{"version": 1,', "JSON"),
        ({**SOUND, "version": 2}, "version"),
        ({"version": 1}, "addresses"),
        ({"version": 1, "addresses": {"https://test.example/a": {**HEARD, "answered": "yesterday"}}}, "answered"),
        ({"version": 1, "addresses": {"https://test.example/a": {**HEARD, "said": "x" * 1000}}}, "said"),
        ("[" * 100_000, "JSON"),
        ("[]", "object"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_and_not_believed(small: Path, today: date, given: object, said: str) -> None:
    """With its name and how to mend it; the records are read all the same."""
    write(small, given)

    loaded = load(small, today)

    assert [(p.path, p.rule) for p in loaded.problems] == [("links.json", "unreadable")]
    assert said in loaded.problems[0].message and loaded.problems[0].hint
    assert loaded.catalog.links is None and loaded.catalog.practices
