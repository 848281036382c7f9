"""stale: which published records must be read again, for people, for an issue and for programs."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from generator.exports.stale import markdown, stale
from generator.load import load
from tests.support import TODAY, beacon
from tests.test_cli import DAY, MEDIATORS, spoil


@pytest.fixture
def due(small: Path) -> Path:
    """A library with a record a day past its day and one that is due in thirty."""
    import re

    for path, day in ((MEDIATORS, TODAY - timedelta(days=1)), ("practices/test-patrols.yaml", TODAY + timedelta(days=30))):  # fmt: skip
        file = small / path
        text = re.sub(r"^review_by: .*$", f"review_by: {day}", file.read_text(encoding="utf-8"), flags=re.M)
        file.write_text(text, encoding="utf-8")
    return small


def test_records_past_their_day_and_near_it_are_told_apart(due: Path) -> None:
    """The day itself is not past."""
    catalog = load(due, TODAY).catalog

    found = stale(catalog, 30)

    assert [row.id for row in found.past] == ["test-mediators"]
    assert [row.id for row in found.soon] == ["test-patrols"]
    assert stale(catalog, 29).soon == ()


def test_drafts_are_not_told(due: Path) -> None:
    """Nobody reads them yet."""
    spoil(due, MEDIATORS, "status: published", "status: draft")

    assert stale(load(due, TODAY).catalog, 0).past == ()


def test_the_report_names_record_day_and_file(due: Path) -> None:
    """And says what reading again means, and that a day is never moved without it."""
    told = markdown(stale(load(due, TODAY).catalog, 60))

    assert "#### Past their day (1)" in told
    assert f"- {TODAY - timedelta(days=1)}: practice " in told
    assert f"(`{MEDIATORS}`)" in told
    assert "never moved without reading" in told


def test_the_command_ends_with_0_in_every_format(due: Path) -> None:
    """A record past its day is work, no fault."""
    text = beacon("stale", "--today", DAY, cwd=due)
    data = json.loads(beacon("stale", "--format", "json", "--today", DAY, cwd=due).stdout)
    report = beacon("stale", "--format", "markdown", "--today", DAY, cwd=due)

    assert (text.returncode, report.returncode) == (0, 0)
    assert text.stdout.startswith(f"past  {TODAY - timedelta(days=1)}  {MEDIATORS}  ")
    assert data["past"][0]["review_by"] == (TODAY - timedelta(days=1)).isoformat()
    assert report.stdout.startswith("### Records to be read again, ")


def test_nothing_to_read_again_is_said(small: Path) -> None:
    """In a sentence."""
    ran = beacon("stale", "--days", "0", "--today", DAY, cwd=small)

    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == "No published record is past its day or will be within 0 days.\n"
