"""The text of an issue: what was answered becomes a record, faults are told at its lines, and no word is lost."""

import json
import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.incoming import incoming
from generator.issue_text import read_issue
from generator.load import load
from generator.model.practice import Practice
from generator.names import Names
from generator.questions import questions
from generator.reading import strict_yaml
from generator.style import canonical
from tests import support
from tests.support import LIBRARY, TESTS, TODAY

beacon = partial(support.beacon, SOURCE_DATE_EPOCH="1795305600")

LAMPS = (TESTS / "issues" / "lamps.md").read_text(encoding="utf-8")
CITY = """### Name of the city

Exampleton by the Sea

### Place

Exampleton

### Claim in one sentence

A safety unit that outlived its donors.

### Summary

Exampleton has had a safety unit since 2011 [@mayor-2024].

### Part it plays

documented

### Themes

Public space

### Milestones

Date: 2011
What happened: The unit began [@mayor-2024].

### The story

The unit began with three people [@mayor-2024].

It has *41* people now.

### What failed or is done badly

No look was taken at the results [@mayor-2024].

### Sources

Key: mayor-2024
Title: Report of the mayor
Publisher: Exampleton
Year: 2024
How it was read: full text
What it says: The unit began in 2011 with three (3) people.
"""


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """The issue of a sound practice, with words of the small library."""
    file = tmp_path / "issue.md"
    file.write_text(fitted(LAMPS), encoding="utf-8")
    return file


def fitted(text: str) -> str:
    """The issue with names that the small library knows."""
    return text.replace("Durban, South Africa", "Exampleton")


def test_sound_issue_becomes_a_draft_that_passes(small: Path, issue: Path) -> None:
    """Exit 0, nothing told, and the written record is a draft in style that the check accepts."""
    told = beacon("import", "issue", issue, cwd=small)
    assert (told.returncode, told.stdout) == (0, ""), told.stdout + told.stderr
    file = small / "practices" / "brighter-lamps-in-exampleton.yaml"
    assert canonical(file.read_bytes(), Practice) == file.read_text(encoding="utf-8")
    data = strict_yaml.load(file.read_bytes())
    assert (data["status"], data["start"], data["studies"][0]["outcomes"][0]["reported"]["value"]) == (
        "draft",
        2021,
        0.6,
    )
    assert data["components"][0]["text"] == "Twenty streets got lamps twice as bright as before [@lamp-trial]."
    assert beacon("check", file, cwd=small).returncode == 0


def test_nothing_is_written_over_without_force(small: Path, issue: Path) -> None:
    """A record that is there stays, unless --force is given."""
    assert beacon("import", "issue", issue, cwd=small).returncode == 0
    file = small / "practices" / "brighter-lamps-in-exampleton.yaml"
    file.write_text("title: mine\n", encoding="utf-8")
    told = beacon("import", "issue", issue, cwd=small)
    assert told.returncode == 2 and "exists already" in told.stderr
    assert file.read_text(encoding="utf-8") == "title: mine\n"
    assert beacon("import", "issue", issue, "--force", cwd=small).returncode == 0
    assert "Brighter lamps" in file.read_text(encoding="utf-8")


def test_faults_are_told_at_the_lines_of_the_issue(small: Path, issue: Path) -> None:
    """A word outside a list, a figure without a source, a field left out, a line without a label: each with its line."""
    text = issue.read_text(encoding="utf-8")
    for before, after in (
        ("### Kind of practice\n\nprogramme", "### Kind of practice\n\nbest practice"),
        ("Figure: 0.6", "Figure: 60%"),
        ("- No other city was looked at.", "- Robbery fell by 77% [@lamp-trial]."),
        ("Title: Lamps\n", "Some lamps were put up.\n\nTitle: Lamps\n"),
        ("Public space\n", "Public spaec\n"),
        ("Study: lamp-trial", "Study: other-trial"),
    ):
        assert before in text
        text = text.replace(before, after)
    issue.write_text(text, encoding="utf-8")
    told = beacon("import", "issue", issue, "--format", "json", cwd=small)
    assert told.returncode == 1
    line = {said: number for number, said in enumerate(text.split("\n"), start=1)}
    found = {(p["rule"], p["line"]) for p in json.loads(told.stdout)}
    assert {
        ("not-allowed", line["best practice"]),
        ("figure-not-in-source", line["- Robbery fell by 77% [@lamp-trial]."]),
        ("not-placed", line["Some lamps were put up."]),
        ("value-outside-vocabulary", line["Public spaec"]),
        ("not-placed", line["Study: other-trial"]),
    } <= found
    kept = (small / "practices" / "brighter-lamps-in-exampleton.yaml").read_text(encoding="utf-8")
    assert "#   Some lamps were put up." in kept and "#   Figure: 60%" in kept and "kind: best practice" in kept


def test_heading_inside_an_answer_stays_part_of_it(small: Path, issue: Path) -> None:
    """Whoever writes a heading of the form into an answer cannot fill in another field twice."""
    text = issue.read_text(encoding="utf-8").replace("The mayor would like a copy.", "Copy.\n\n### Title\n\nForged")
    issue.write_text(text, encoding="utf-8")
    told = beacon("import", "issue", issue, cwd=small)
    assert told.returncode == 1 and f"{issue}:{text.split(chr(10)).index('Forged') - 1}:1 not-placed" in told.stdout
    kept = (small / "practices" / "brighter-lamps-in-exampleton.yaml").read_text(encoding="utf-8")
    assert kept.count("title: Brighter lamps in Exampleton") == 1 and "#   Forged" in kept


def test_a_point_that_begins_indented_has_its_line(small: Path, issue: Path) -> None:
    """The first line of a list may be no point of it; what is wrong with it is told at its line, never at line 0."""
    text = issue.read_text(encoding="utf-8").replace("- One city only", "One odd\u200b line\n- One city only")
    issue.write_text(text, encoding="utf-8")
    told = beacon("import", "issue", issue, "--format", "json", cwd=small)
    line = text.split("\n").index("One odd\u200b line") + 1
    assert [(p["rule"], p["line"]) for p in json.loads(told.stdout)] == [("odd-character", line)]


def test_city_story_keeps_its_text(small: Path) -> None:
    """Front matter from the answers and the story behind it, word for word; the text comes from standard input."""
    line = CITY.split("\n").index("It has *41* people now.") + 1
    told = beacon("import", "issue", "-", cwd=small, stdin=CITY)
    assert f"issue:{line}:1 figure-without-source" in told.stdout, told.stdout
    text = (small / "content" / "cities" / "exampleton-by-the-sea.md").read_text(encoding="utf-8")
    assert text.endswith("---\nThe unit began with three people [@mayor-2024].\n\nIt has *41* people now.\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe", "not-utf-8"), (b"x" * 300_000, "unreadable"), (b"hello", "not the text of one of our forms")],
)
def test_other_texts_are_refused_in_words(small: Path, tmp_path: Path, content: bytes, said: str) -> None:
    """What is too large, no text or no form of ours is told in a line, never with a traceback."""
    file = tmp_path / "other.md"
    file.write_bytes(content)
    told = beacon("import", "issue", file, cwd=small)
    assert told.returncode in {1, 2} and said in told.stdout + told.stderr and "Traceback" not in told.stderr


@pytest.fixture(scope="module")
def names() -> Names:
    """The names of the small library."""
    return Names(load(LIBRARY, TODAY).catalog)


LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_word_of_an_answer_is_lost(names: Names, data: st.DataObject) -> None:
    """Whatever is written into the questions, each word of it stands in the record or in its comments."""
    answers = {q.label: data.draw(st.lists(LINE, max_size=4)) for q in questions("practice") if q.shape != "choice"}
    text = "".join(f"### {label}\n\n" + "\n".join(lines) + "\n\n" for label, lines in answers.items())
    read, story, _ = read_issue("practice", text, names)
    record = incoming("practice", read, names.catalog, "issue", story)
    held = re.sub(r"\W+", "", _all(record.text).casefold())
    for lines in answers.values():
        for line in lines:
            for word in re.findall(r"\w+", line):
                assert re.sub(r"\W+", "", word.casefold()) in held, (word, line)


def _all(text: str) -> str:
    """Every text of a record and its comments."""
    return str(strict_yaml.load(text.encode())) + "\n".join(line for line in text.split("\n") if "#" in line)
