"""diff: what a change to the library adds, moves and removes, and why, in text, as JSON and as a comment."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from generator.analysis.rules import RULES
from generator.exports.differences import NOTHING, in_markdown
from tests.support import LIBRARY, beacon
from tests.test_cli import DAY, MEDIATORS, spoil

LAMPS = "practices/test-lamps.yaml"
ROBBERIES = "datasets/test-robbery-rate/data.csv"
OBSERVED = """
studies:
  - id: town-count
    title: Quarrels counted in two towns
    design: before-after-with-comparison
    cite: [mediator-note]
    outcomes:
      - id: robbery
        measure: robbery
        label: Test robberies
        contrast: Sampleville against another town
        orientation: treated_vs_comparison
        counts: {before: 1000, after: 500}
        data_source: police
        cite: [mediator-note]
"""
"""A study that names a comparison and does not show it, so that rule C2 holds it at E2."""


def git(folder: Path, *given: str) -> str:
    """Run git as its own user, whatever this machine's settings are."""
    who = {f"GIT_{part}_{what}": "test@example.org" for part in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    ran = subprocess.run(
        ["git", "-c", "commit.gpgsign=false", *given],  # noqa: S607 found on the PATH, as a contributor's is
        check=True, capture_output=True, text=True, cwd=folder, env={**os.environ, **who},
    )  # fmt: skip
    return ran.stdout.strip()


def commit(folder: Path, message: str = "x") -> str:
    """Commit all that is there."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def tracked(small: Path) -> Path:
    """The small library as a git repository with one commit, tagged `base`."""
    git(small, "init", "--quiet")
    commit(small)
    git(small, "tag", "base")
    return small


def between(*given: object, root: Path) -> Any:
    """The JSON of a diff."""
    ran = beacon("diff", *given, "--format", "json", "--today", DAY, cwd=root)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout, parse_constant=pytest.fail)


def told(*given: object, root: Path, format: str = "text") -> str:
    """The same in words."""
    ran = beacon("diff", *given, "--format", format, "--today", DAY, cwd=root)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def observe(root: Path) -> None:
    """Have the mediators counted before and after, the comparison only named."""
    spoil(root, MEDIATORS, "\nlimits:", f"{OBSERVED}limits:")


def compare(root: Path) -> None:
    """Show the comparison."""
    spoil(root, MEDIATORS, "{before: 1000, after: 500}", "{before: 1000, after: 500, comparison_before: 1000, comparison_after: 1000}")  # fmt: skip


# What is compared


def test_nothing_changed(tracked: Path) -> None:
    """Is said, in every format, with exit code 0."""
    assert told("base", root=tracked) == f"{NOTHING}\n"
    assert NOTHING in told("base", root=tracked, format="markdown")
    assert between("base", root=tracked) == {"problems": {"base": 0, "head": 0}, "records": [], "indicators": []}


def test_a_practice_added(tracked: Path) -> None:
    """With its status and its ratings; the approach that it joins says what moved there and why."""
    text = (tracked / LAMPS).read_text(encoding="utf-8").replace("aliases: [test-lanterns]\n", "")
    (tracked / "practices/more-lamps.yaml").write_text(text.replace("lamp-trial", "other-trial"), encoding="utf-8")

    given = between("base", root=tracked)
    added, approach = given["records"]
    said = told("base", root=tracked)

    assert (added["id"], added["state"]) == ("more-lamps", "added")
    assert added["ratings"][0]["before"] is None
    assert added["ratings"][0]["after"]["label"] == "strong"
    assert approach["kind"] == "approach"
    assert {reason["kind"] for rating in approach["ratings"] for reason in rating["reasons"]} == {"practice_added"}
    assert "practice more-lamps (Test lamps in Exampleton): added, published\n" in said
    assert "because the practice more-lamps was added to it" in said


def test_comparison_counts_raise_the_level(tracked: Path) -> None:
    """And are named as the reason, with the rule that no longer applies."""
    observe(tracked)
    git(tracked, "commit", "--quiet", "--all", "--message", "counted")
    compare(tracked)

    said = told("HEAD", root=tracked)
    rating = between("HEAD", root=tracked)["records"][0]["ratings"][0]

    assert "    robbery: E2 → E3, because comparison counts were added (Emerging → Promising)\n" in said
    assert f"      C2 no longer applies: {RULES['C2'].sentence}\n" in said
    assert (rating["before"]["level"], rating["after"]["level"]) == (2, 3)
    assert [(reason["kind"], reason["name"]) for reason in rating["reasons"]] == [
        ("fact", "comparison_given"),
        ("rule_rests", "C2"),
    ]


def test_a_figure_changed(tracked: Path) -> None:
    """Costs with their currency, and every digit of both."""
    spoil(tracked, LAMPS, "amount: 8000", "amount: 8000.5")

    record = between("base", root=tracked)["records"][0]

    assert "    figure costs, All test lamps, amount: 8,000 XTS → 8,000.5 XTS\n" in told("base", root=tracked)
    assert record["figures"] == [
        {
            "at": ["costs", "All test lamps", "amount"],
            "before": {"value": 8000, "unit": "XTS"},
            "after": {"value": 8000.5, "unit": "XTS"},
        }
    ]
    assert record["ratings"] == []


def test_an_effect_changed(tracked: Path) -> None:
    """Old and new in words, and a rating that moves for it says so; the approach that rests on it too."""
    spoil(tracked, LAMPS, "interval: {low: 0.45, high: 0.8}", "interval: {low: 0.45, high: 1.2}")

    given = between("base", root=tracked)
    record = given["records"][0]
    said = told("base", root=tracked)

    assert record["effects"][0]["before"]["high"] == 0.8
    assert record["effects"][0]["after"]["words"] == "40% lower (from 55% lower to 20% higher)"
    assert [reason["kind"] for reason in record["ratings"][0]["reasons"]] == ["effect"]
    assert "robbery: Strong → Inconclusive, because its effect was 40% lower (20% to 55% lower) and is " in said
    assert ("approach", "test-lighting") in {(r["kind"], r["id"]) for r in given["records"]}


def test_an_interval_that_went(tracked: Path) -> None:
    """Is the reason, with the rule that now applies."""
    spoil(tracked, LAMPS, "            interval: {low: 0.45, high: 0.8}", "            significance: significant")

    rating = between("base", root=tracked)["records"][0]["ratings"][0]

    assert [(reason["kind"], reason["name"]) for reason in rating["reasons"]] == [
        ("interval_went", ""),
        ("rule_fires", "D3"),
    ]
    assert "robbery: E4 → E3, because its interval is gone (Strong → Promising" in told("base", root=tracked)


def test_an_outcome_and_a_study_that_went(tracked: Path) -> None:
    """A rating that goes with them says which of the two it was."""
    text = (tracked / LAMPS).read_text(encoding="utf-8")
    start, end = text.index("      - id: outdoors"), text.index("planned_evaluations:")
    (tracked / LAMPS).write_text(text[:start] + text[end:], encoding="utf-8")

    ratings = between("base", root=tracked)["records"][0]["ratings"]
    reasons = {rating["measure"]: [reason["kind"] for reason in rating["reasons"]] for rating in ratings}

    assert reasons == {"use-of-outdoor-space": ["outcome_removed"], "fear-after-dark": ["study_removed"]}
    assert "fear-after-dark: gone: E" in told("base", root=tracked)


def test_a_record_removed(tracked: Path) -> None:
    """With the ratings that go."""
    (tracked / "practices/test-patrols.yaml").unlink()

    record = between("base", root=tracked)["records"][0]

    assert (record["id"], record["state"]) == ("test-patrols", "removed")
    assert record["ratings"][0]["after"] is None
    assert "practice test-patrols (Test patrols in Exampleton): removed, published\n" in told("base", root=tracked)


def test_a_record_renamed(tracked: Path) -> None:
    """An alias tells that it is the same; nothing is said to be added or removed, and no rating moves."""
    (tracked / LAMPS).rename(tracked / "practices/bright-lamps.yaml")
    spoil(tracked, "practices/bright-lamps.yaml", "[test-lanterns]", "[test-lanterns, test-lamps]")

    records = between("base", root=tracked)["records"]

    assert [(r["id"], r["was"], r["state"], r["ratings"]) for r in records] == [
        ("bright-lamps", "test-lamps", "renamed", [])
    ]


def test_a_status_changed(tracked: Path) -> None:
    """From draft to published and back."""
    spoil(tracked, MEDIATORS, "status: published", "status: draft")

    assert between("base", root=tracked)["records"][0]["status"] == {"before": "published", "after": "draft"}
    assert "    status: published → draft\n" in told("base", root=tracked)


def test_rows_of_an_indicator(tracked: Path) -> None:
    """Counted by what became of them, with a few shown."""
    spoil(tracked, ROBBERIES, "XXA,2014,80,,TEST-1\n", "")
    spoil(tracked, ROBBERIES, "XXB,2024,40,estimate,TEST-1", "XXB,2024,41,estimate,TEST-1\nXXB,2025,40,,TEST-1")

    indicator = between("base", root=tracked)["indicators"][0]
    said = told("base", root=tracked)

    assert [indicator[key] for key in ("id", "added", "changed", "removed")] == ["test-robbery-rate", 1, 1, 1]
    assert "test-robbery-rate (Test robbery rate): changed: 1 row added, 1 row changed, 1 row removed\n" in said
    assert "    XXB 2024: 40 → 41\n" in said
    assert len(indicator["examples"]) == 3


def test_a_faulty_side_is_compared_as_far_as_it_can_be_read(tracked: Path) -> None:
    """It is said that there are problems; a record that is there and cannot be read is not said to be removed."""
    (tracked / MEDIATORS).write_text("title: [\n", encoding="utf-8")
    spoil(tracked, LAMPS, "kind: programme", "kind: programme\nmiracle: 1")
    spoil(tracked, LAMPS, "amount: 8000", "amount: 9000")

    given = between("base", root=tracked)
    lamps, mediators = given["records"]

    assert given["problems"]["head"] >= 2
    assert mediators["state"] == "unreadable"
    assert (lamps["incomplete"], [f["after"]["value"] for f in lamps["figures"]]) == (["head"], [9000])
    assert "it is compared as far as it can be read" in told("base", root=tracked)


# What it is compared with


def test_revision_against_revision(tracked: Path) -> None:
    """The working tree plays no part, and is left as it is."""
    spoil(tracked, LAMPS, "amount: 8000", "amount: 9000")
    second = commit(tracked)
    spoil(tracked, LAMPS, "amount: 9000", "amount: 10000")

    given = between("base", second, root=tracked)

    assert given["records"][0]["figures"][0]["after"]["value"] == 9000
    assert git(tracked, "status", "--short") == f"M {LAMPS}"


def test_folder_against_folder(small: Path, tmp_path: Path) -> None:
    """Without git."""
    other = Path(shutil.copytree(LIBRARY, tmp_path / "other"))
    spoil(other, LAMPS, "amount: 8000", "amount: 9000")

    given = between(small, other, root=small)

    assert [figure["at"][-1] for figure in given["records"][0]["figures"]] == ["amount"]


def test_a_library_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    """Its own folder is compared, not the root of the repository."""
    inner = Path(shutil.copytree(LIBRARY, tmp_path / "repository/inner"))
    git(tmp_path / "repository", "init", "--quiet")
    commit(tmp_path / "repository")
    (inner / "practices/test-patrols.yaml").unlink()

    assert [record["id"] for record in between("HEAD", root=inner)["records"]] == ["test-patrols"]


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", "-x", "base..HEAD", "HEAD:practices", ""])
def test_an_unknown_revision_is_misuse(tracked: Path, revision: str) -> None:
    """Also one that looks like an option of git: nothing is written, and no option is taken."""
    ran = beacon("diff", "--today", DAY, "--", revision, cwd=tracked)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "no revision known here" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert git(tracked, "status", "--short") == ""


def test_a_revision_without_records_is_misuse(tmp_path: Path) -> None:
    """It is said what it lacks."""
    git(tmp_path, "init", "--quiet")
    (tmp_path / "README.md").write_text("x\n", encoding="utf-8")
    commit(tmp_path)
    shutil.copytree(LIBRARY, tmp_path, dirs_exist_ok=True)

    ran = beacon("diff", "HEAD", cwd=tmp_path)

    assert ran.returncode == 2
    assert '"HEAD" holds no practices/ and no datasets/' in ran.stderr


def test_no_repository_and_no_git_are_misuse(small: Path) -> None:
    """Each says what is missing."""
    outside = beacon("diff", "HEAD", cwd=small, GIT_CEILING_DIRECTORIES=str(small.parent))
    without = beacon("diff", "HEAD", cwd=small, PATH=str(small))

    assert (outside.returncode, without.returncode) == (2, 2)
    assert "not a git repository" in outside.stderr
    assert "git is needed" in without.stderr


def test_a_link_out_of_the_repository_is_not_followed(tracked: Path, tmp_path: Path) -> None:
    """A revision that holds one is laid out without it."""
    (tmp_path / "secret.yaml").write_text("title: secret\n", encoding="utf-8")
    (tracked / "practices/leak.yaml").symlink_to(tmp_path / "secret.yaml")
    leaking = commit(tracked)

    said = told("base", leaking, root=tracked)

    assert "secret" not in said


# Comments


HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[click](https://evil.example)", "![x](https://evil.example/x.png)",
    "@everyone", "@octo-org/team", "fixes #1", "octo/repo#1", "GH-1", "https://evil.example", "www.evil.example", "<https://evil.example>",
    "**bold**", "`code`", "<!-- hidden", "&lt;b&gt;", "| a | b |", "~~gone~~", "$x$", "\\<b>", "a@evil.example", ":tada:", "\n# heading", "\n\n- item",
)  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_of_others_is_shown_and_does_nothing(hostile: str) -> None:
    """It is read back as one paragraph without any markup, and shows what was written."""
    given = in_markdown(hostile)
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(f"- {given} end")
    shown = MarkdownIt("commonmark").parseInline(given)[0].children or []

    assert {token.type for token in shown} <= {"text", "text_special"}
    assert html.count("<") == 4
    assert "".join(token.content for token in shown).replace("\u200b", "").split() == hostile.split()
    for joined in ("@e", "@o", "#1", "://", "www.", "GH-1", "//e"):
        assert joined not in html


def test_a_hostile_title_in_a_comment(tracked: Path) -> None:
    """A person is not called and no markup begins, neither by a title nor by the name of a file."""
    text = (tracked / MEDIATORS).read_text(encoding="utf-8")
    hostile = text.replace(
        "title: Test mediators in Sampleville", 'title: "<b>@everyone</b> [x](https://evil.example)"'
    )
    (tracked / "practices/@everyone.yaml").write_text(hostile, encoding="utf-8")

    said = told("base", root=tracked, format="markdown")
    tokens = [child for token in MarkdownIt().parse(said) for child in token.children or ()]

    assert "practice @&#8203;everyone (&lt;b&gt;@&#8203;everyone" in said
    assert "@everyone" not in said
    assert not {token.type for token in tokens} & {"link_open", "html_inline", "image"}


def test_a_title_cannot_begin_a_line_or_steer_the_terminal(tracked: Path) -> None:
    """In a terminal control characters are shown, not obeyed."""
    spoil(tracked, MEDIATORS, "title: Test mediators in Sampleville", 'title: "Test\\e[2J\\n  practice made-up: added"')

    said = told("base", root=tracked)

    assert "\x1b" not in said
    assert not any(line.startswith("  practice made-up") for line in said.splitlines())


def test_a_comment_is_no_longer_than_a_comment_may_be(tracked: Path) -> None:
    """It is cut at a line, and says so."""
    text = (tracked / MEDIATORS).read_text(encoding="utf-8")
    for number in range(700):
        (tracked / f"practices/copy-{number}-{'long-' * 10}name.yaml").write_text(text, encoding="utf-8")

    said = told("base", root=tracked, format="markdown")

    assert len(said) < 65_536
    assert said.rstrip().endswith("more lines are left out here.")
