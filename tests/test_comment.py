"""comment: what a contributor is told under a proposal, and the pictures of the figures it changes."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from generator.checks.told import rules
from generator.exports.differences import MOST_CHARACTERS
from generator.post import plain
from tests.support import beacon
from tests.test_cli import DAY, MEDIATORS, spoil
from tests.test_diff import LAMPS, ROBBERIES, commit, compare, git, observe
from tests.test_touched import begun

HTML = MarkdownIt("gfm-like", {"linkify": False, "html": True})


@pytest.fixture
def tracked(small: Path) -> Path:
    """The small library as a git repository with one commit on `main`, tagged `base`."""
    return begun(small)


def said(root: Path, *given: object, base: str = "base") -> str:
    """The comment on the work in a library."""
    ran = beacon("comment", base, *given, "--today", DAY, cwd=root)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def headings(text: str) -> list[str]:
    """The headings of a comment, in order."""
    return re.findall(r"^#+ (.*)$", text, re.M)


def test_nothing_changed_is_said_with_thanks(tracked: Path) -> None:
    """No empty table, and nothing that stands in the way."""
    told = said(tracked)

    assert headings(told) == ["Thank you", "See it", "What happens next", "Everything that changes"]
    assert "**Nothing has to be mended in the files you changed.**" in told
    assert "1. A maintainer reads the change." in told


def test_problems_are_told_with_place_mend_and_rule(tracked: Path) -> None:
    """As sentences; how many there are is said first, and exit code 0, for the comment is no check."""
    spoil(tracked, MEDIATORS, "kind: service", "kind: servise")

    told = said(tracked)

    assert "**1 thing to mend in the files you changed.** Mend it in this same proposal" in told
    line = next(
        line for line in told.splitlines() if line.startswith("- **practices/test\\-mediators.yaml**, line 17: ")
    )
    assert line.endswith('Did you mean \\"service\\"? (not\\-allowed)')


def test_the_rules_of_the_problems_are_explained(tracked: Path) -> None:
    """Each once, however often it was broken: who has no command at hand can read on here."""
    spoil(tracked, MEDIATORS, "kind: service", "kind: servise")
    spoil(tracked, LAMPS, "kind: programme", "kind: programm")

    told = said(tracked)

    assert told.count("(not\\-allowed)") == 2
    (line,) = [line for line in told.splitlines() if line.startswith("- **not\\-allowed**: ")]
    assert HTML.renderInline(line[2:]).endswith(rules()["not-allowed"].meaning)
    assert "under `rules/`" in told
    assert plain(told, "https://host.example/a/b/") == told


def test_problems_elsewhere_are_told_apart(tracked: Path) -> None:
    """What was there before is nobody's task here; what came from afar is looked at together; neither blocks."""
    spoil(tracked)
    commit(tracked, "broken by others")
    (tracked / "practices/test-patrols.yaml").unlink()

    told = said(tracked, base="HEAD")

    before, came = "was there before. You need not do anything", "came with this change. A maintainer looks"
    assert "**Nothing has to be mended in the files you changed.**" in told
    assert before in told
    assert came in told
    assert told.index(came) < told.index(before) < told.index("test\\-mediators.yaml**")


def test_ratings_stand_before_and_after_with_the_reason(tracked: Path) -> None:
    """In a table of names that readers of the site know."""
    observe(tracked)
    commit(tracked, "counted")
    compare(tracked)

    told = said(tracked, base="HEAD")

    row = next(line for line in told.splitlines() if line.startswith("| ") and "Emerging (E2)" in line)
    assert [cell.strip() for cell in row.strip("|").split("|")][2:] == [
        "Emerging (E2)",
        "Promising (E3)",
        "comparison counts were added",
    ]
    assert "1. A second reader compares each record with its sources." in told


def test_a_new_record_has_no_rating_before(tracked: Path) -> None:
    """And its rows say why: there was no record."""
    text = (tracked / LAMPS).read_text(encoding="utf-8").replace("aliases: [test-lanterns]\n", "")
    (tracked / "practices/more-lamps.yaml").write_text(text.replace("lamp-trial", "other-trial"), encoding="utf-8")

    rows = [line for line in said(tracked).splitlines() if "| no record |" in line]

    assert rows
    assert all(row.endswith("| the whole record is new |") for row in rows)


def test_what_cannot_be_read_is_not_said_to_be_gone(tracked: Path) -> None:
    """A record and a table with a fault: their ratings and figures are not known, and none is told as removed."""
    spoil(tracked, LAMPS, "title: Test lamps", "title: [Test lamps")
    (tracked / ROBBERIES).write_text("", encoding="utf-8")

    told = said(tracked)

    rows = [line for line in told.splitlines() if line.startswith("| ") and "not known" in line]
    assert rows
    assert all(row.endswith("| not known | the record cannot be read until it is mended |") for row in rows)
    assert "Figures before and after" not in headings(told)
    assert "can no longer be read; which of its figures differ is seen when both sides can be read" in told
    assert "rows removed" not in told


def test_a_deleted_record_is_said_to_be_gone(tracked: Path) -> None:
    """Its ratings are told with the reason."""
    (tracked / LAMPS).unlink()

    rows = [line for line in said(tracked).splitlines() if "| no record |" in line]

    assert rows
    assert all(row.endswith("| no record | the whole record is gone |") for row in rows)


def test_pictures_show_changed_series_before_and_after(tracked: Path, tmp_path: Path) -> None:
    """One file for each, well-formed, with both lines, an accessible name and no script; the comment names the series."""
    lines = (tracked / ROBBERIES).read_text(encoding="utf-8").splitlines()
    column = lines[0].split(",").index("value")
    cells = lines[1].split(",")
    cells[column] = str(float(cells[column]) + 1)
    (tracked / ROBBERIES).write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8")

    beacon("comment", "base", "--out", tmp_path / "out", "--today", DAY, cwd=tracked)
    told = (tmp_path / "out/comment.md").read_text(encoding="utf-8")
    files = sorted((tmp_path / "out").glob("*.svg"))
    picture = ElementTree.fromstring(files[0].read_bytes())  # noqa: S314 we have just written it

    assert len(files) == 1
    assert files[0].name.startswith("001-test-robbery-rate-")
    space = "{http://www.w3.org/2000/svg}"
    names = [node.text for node in picture.iter(f"{space}text") if "name" in (node.get("class") or "").split()]
    assert sorted(map(str, names)) == ["after", "before"]
    assert (picture.findtext(f"{space}title") or "").endswith(": before and after this change")
    assert not list(picture.iter(f"{space}script"))
    assert "1 line of figures differs" in told
    assert "1 value changed" in told


def test_a_contributors_text_is_shown_and_does_nothing(tracked: Path) -> None:
    """No markup, mention, link or image of theirs reaches the comment, and no cell of the table is broken up."""
    evil = "Lamps | @octocat <img src=//evil.example> [x](//evil.example) #1"
    spoil(tracked, LAMPS, "title: Test lamps in Exampleton", f"title: '{evil}'")
    text = (tracked / LAMPS).read_text(encoding="utf-8").replace("aliases: [test-lanterns]\n", "")
    (tracked / "practices/more-lamps.yaml").write_text(text.replace("lamp-trial", "other-trial"), encoding="utf-8")

    told = said(tracked)
    html = HTML.render(told)

    assert "@octocat" not in told
    assert "<img" not in html
    assert "<a " not in html
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 6 for line in told.splitlines() if line.startswith("|"))


def test_the_comment_fits_whatever_changes(tracked: Path) -> None:
    """A hundred broken records and a removed indicator stay within what one comment may hold."""
    for number in range(100):
        (tracked / f"practices/broken-{number}.yaml").write_text(f"title: {'x' * 3000}\nkind: {'y' * 3000}\n", encoding="utf-8")  # fmt: skip

    told = said(tracked)

    assert len(told) <= MOST_CHARACTERS
    assert re.search(r"^- and [\d,]+ more$", told, re.M)
    assert "#### What happens next" in told


def test_where_the_preview_is_must_be_an_address(tracked: Path) -> None:
    """It is the only link of the comment."""
    told = said(tracked, "--preview", "https://example.org/run/7")

    assert "[run of the check](https://example.org/run/7)" in told
    assert beacon("comment", "base", "--preview", "javascript:x", cwd=tracked).returncode == 2


def test_an_unknown_base_is_misuse(tracked: Path) -> None:
    """Exit code 2, in a line."""
    ran = beacon("comment", "nowhere", cwd=tracked)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "no revision known here" in ran.stderr


def test_it_works_in_the_shallow_copy_that_a_workflow_has(tracked: Path, tmp_path: Path) -> None:
    """Of a merged proposal with two commits of history, though the main branch went on meanwhile."""
    git(tracked, "checkout", "--quiet", "-b", "mine")
    for number in range(3):
        spoil(tracked, MEDIATORS, "title: ", "title: Very ")
        commit(tracked, f"step {number}")
    git(tracked, "checkout", "--quiet", "main")
    spoil(tracked, LAMPS, "office: Test lamp office", "office: Lamp office")
    commit(tracked, "by others")
    git(tracked, "merge", "--quiet", "--no-ff", "--message", "merged", "mine")
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{tracked}", str(copy))

    told = said(copy, base="HEAD^1")

    assert "1 record changed" in told
    assert "practice test\\-mediators" in told
    assert "test\\-lamps" not in told
