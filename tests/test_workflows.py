"""The workflows: sound, pinned, with least rights, and made of commands that everybody can run."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support import ROOT

FOLDER = ROOT / ".github/workflows"
FILES = sorted(FOLDER.glob("*.y*ml"))
MAY_WRITE = {
    "comment.yml": {"pull-requests"},
    "deploy.yml": {"pages", "id-token"},
    "scheduled.yml": {"issues"},
}
"""What a workflow may write, by its file; all others write nothing."""
TOOLS = Path(sys.executable).parent


def read(file: Path) -> Any:
    """A workflow; its key `on` is read as true."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def jobs(file: Path) -> list[tuple[str, dict[str, Any]]]:
    return list(read(file)["jobs"].items())


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for _, job in jobs(file) for step in job["steps"]]


def run(*given: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, given)), check=False, capture_output=True, text=True, cwd=ROOT)


def targets() -> set[str]:
    """What make can make."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


def test_there_are_workflows() -> None:
    """Else every test below would pass over nothing."""
    assert [file.name for file in FILES] == ["check.yml", "comment.yml", "deploy.yml", "scheduled.yml"]


def test_zizmor_finds_nothing() -> None:
    """Its strictest audit, without the network: injection, rights, pins, triggers, credentials left behind."""
    ran = run(TOOLS / "zizmor", "--offline", "--no-progress", "--persona", "auditor", ".github")

    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_zizmor_is_awake(tmp_path: Path) -> None:
    """It refuses a workflow that puts a title into a shell."""
    bad = tmp_path / "bad.yml"
    bad.write_text("on: pull_request_target\njobs:\n  x:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ github.event.pull_request.title }}\n", encoding="utf-8")  # fmt: skip

    ran = run(TOOLS / "zizmor", "--offline", "--no-progress", bad)

    assert ran.returncode != 0
    assert "template-injection" in ran.stdout


def test_files_are_what_the_host_expects() -> None:
    """By the host's own schemas, as they came with the tool."""
    workflows = run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *FILES)
    updates = run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.dependabot", ROOT / ".github/dependabot.yml")

    assert workflows.returncode == 0, workflows.stdout
    assert updates.returncode == 0, updates.stdout


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_step_is_a_command_of_the_repository(file: Path) -> None:
    """`make something`, in one line, so that everybody can run what the host runs."""
    for step in steps(file):
        if "run" in step:
            command = step["run"].split()
            assert command[0] == "make", step
            assert command[1] in targets(), step
            assert all(re.fullmatch(r"(BASE|FORMAT)=[A-Za-z0-9^~/_-]+", word) for word in command[2:]), step


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_expression_stands_in_a_command(file: Path) -> None:
    """What an event says reaches a command only through the environment."""
    assert all("${{" not in step.get("run", "") for step in steps(file))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_actions_are_pinned_by_commit_with_their_version(file: Path) -> None:
    """A tag can be moved; the version beside it is for people and for the updates."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if re.search(r"^\s*(- )?uses:", line)]

    assert lines
    for line in lines:
        assert re.search(r"uses: actions/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_one_action_has_one_pin() -> None:
    """In all workflows."""
    found = {tuple(re.findall(r"uses: (\S+)@(\S+) # (\S+)", line)[0]) for file in FILES for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line}  # fmt: skip

    assert len({name for name, _, _ in found}) == len(found)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_rights_are_none_at_the_top_and_least_in_each_job(file: Path) -> None:
    """Every job says what it needs; only what is listed above is written."""
    assert read(file)["permissions"] == {}
    written = set()
    for name, job in jobs(file):
        assert isinstance(job["permissions"], dict), name
        written |= {scope for scope, right in job["permissions"].items() if right == "write"}
    assert written == MAY_WRITE.get(file.name, set())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_credentials_are_left_in_a_copy_and_no_job_runs_for_ever(file: Path) -> None:
    """Each checkout forgets its token, each job has a time limit and a named machine."""
    for step in steps(file):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
    for _, job in jobs(file):
        assert job["timeout-minutes"] <= 60
        assert re.fullmatch(r"ubuntu-\d\d\.\d\d", job["runs-on"])


def test_what_runs_a_strangers_code_has_no_secret_and_writes_nothing() -> None:
    """The check is triggered by pull requests, and by nothing that would give it rights."""
    text = (FOLDER / "check.yml").read_text(encoding="utf-8")

    assert set(read(FOLDER / "check.yml")[True]) == {"pull_request"}
    assert "secrets." not in text
    assert "token" not in text
    assert all("pull_request_target" not in file.read_text(encoding="utf-8") for file in FILES)


def test_what_may_write_runs_no_strangers_code() -> None:
    """The comment's job takes the main branch, builds nothing, installs nothing and fetches the archive by itself."""
    listed = steps(FOLDER / "comment.yml")

    assert [step.get("run") or step["uses"].split("@")[0] for step in listed] == ["actions/checkout", "make post-comment"]  # fmt: skip
    assert "ref" not in listed[0]["with"]
    assert re.search(r"^post-comment: ##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def test_the_comment_listens_to_the_check_by_its_names() -> None:
    """To the workflow's name, its file, and the name under which it leaves the comment."""
    from generator.post import ARTIFACT, MEMBER, WORKFLOW

    check = read(ROOT / WORKFLOW)
    left = [step["with"] for step in steps(ROOT / WORKFLOW) if "upload-artifact" in step.get("uses", "")]

    assert read(FOLDER / "comment.yml")[True]["workflow_run"]["workflows"] == [check["name"]]
    assert {"name": ARTIFACT, "path": f"build/comment/{MEMBER}"}.items() <= left[0].items()


def test_what_may_write_and_is_started_by_hand_keeps_to_the_main_branch() -> None:
    """By hand a workflow can be started on any branch; only the main branch is published, and only it writes issues."""
    found = [
        (file.name, name, str(job.get("if", "")))
        for file in FILES
        if "workflow_dispatch" in read(file)[True]
        for name, job in jobs(file)
        if "write" in job["permissions"].values()
    ]

    assert [(file, name) for file, name, _ in found] == [("deploy.yml", "deploy"), ("scheduled.yml", "tell")]
    assert all("github.ref == 'refs/heads/main'" in condition for _, _, condition in found)


def test_nothing_is_published_before_the_site_has_an_address() -> None:
    """A copy of the repository builds, and does not publish pages that name an address nobody has."""
    job = dict(jobs(FOLDER / "deploy.yml"))["deploy"]

    assert "vars.SITE_URL != ''" in job["if"]
    assert job["needs"] == "build"


def test_problems_are_told_even_where_the_comment_or_the_preview_fails() -> None:
    """One step that fails does not keep the others away from a contributor."""
    change = dict(jobs(FOLDER / "check.yml"))["change"]["steps"]
    made = [step for step in change if str(step.get("run", "")).startswith("make ")]

    assert [step["run"].split()[1] for step in made] == ["comment", "preview", "check-change"]
    assert all("!cancelled()" in step["if"] for step in made[1:])


def test_a_proposal_answers_for_the_content_of_its_own_files_only() -> None:
    """The check of all content is no part of what a pull request must pass; here `make test` has it."""
    asked = [step["run"] for step in steps(FOLDER / "check.yml") if "run" in step]
    said = run("make", "--dry-run", "--always-make", "test-code").stdout

    assert "make test-code" in asked and "make test" not in asked
    assert "pytest" in said and "beacon check" not in said
    assert "beacon check" in run("make", "--dry-run", "test").stdout


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_nothing_a_proposal_stores_lasts_or_reaches_the_main_branch(file: Path) -> None:
    """What is left behind goes after days; the only cache is that of the schedule, which runs no proposal."""
    for step in steps(file):
        used = step.get("uses", "").partition("@")[0]
        if used == "actions/upload-artifact":
            assert 0 < step["with"]["retention-days"] <= 30
        assert used != "actions/cache" or file.name == "scheduled.yml"
        assert used != "actions/cache/restore" or (file.name == "deploy.yml" and "refs/heads/main" in step["if"])
        assert "cache" not in step.get("with", {})


def test_what_the_schedule_heard_of_links_reaches_the_site() -> None:
    """It is stored under the path and the name by which the site's build takes it, and where a library has it."""
    from generator.reading.links import PATH

    stored, taken = (
        next(step["with"] for step in steps(FOLDER / name) if step.get("uses", "").startswith("actions/cache"))
        for name in ("scheduled.yml", "deploy.yml")
    )

    assert stored == taken
    assert stored["path"] == PATH
    assert f"--memory {PATH} " in run("make", "--dry-run", "links").stdout


def test_links_and_stale_records_are_looked_at_on_a_schedule_only() -> None:
    """They never block a proposal."""
    assert set(read(FOLDER / "scheduled.yml")[True]) == {"schedule", "workflow_dispatch"}
    assert not {"make links", "make stale", "make audit"} & {step.get("run") for step in steps(FOLDER / "check.yml")}
