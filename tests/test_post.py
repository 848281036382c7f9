"""post: what a stranger's check left behind becomes words under the right pull request, or nothing at all."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.post import ARTIFACT, MEMBER, MOST_ZIP, ROBOT, WORKFLOW, Stop, main, plain, text_of
from tests.support import ROOT, beacon
from tests.test_cli import DAY, spoil
from tests.test_diff import commit, compare, observe
from tests.test_touched import begun

REPOSITORY = "safety/library"
OWN = f"https://github.com/{REPOSITORY}/"
HTML = MarkdownIt("gfm-like", {"html": True, "linkify": False})
"""With raw HTML, as the host reads it before it takes parts of it away."""


def zipped(*members: tuple[str, bytes]) -> bytes:
    """An archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


# What a text may be


def test_a_comment_of_ours_is_left_as_it_is(small: Path) -> None:
    """With a problem, a rating that moved and a title full of marks; else the guard would spoil what it guards."""
    begun(small)
    observe(small)
    commit(small, "counted")
    compare(small)
    spoil(small, "practices/test-lamps.yaml", "title: Test lamps in Exampleton", "title: 'Lamps | @me #1 <b> [x](//evil.example) www.evil.example'")  # fmt: skip
    (small / "practices/broken.yaml").write_text("title: @nobody\n", encoding="utf-8")
    told = beacon("comment", "HEAD", "--preview", f"{OWN}actions/runs/7", "--today", DAY, cwd=small).stdout

    assert "#### To mend" in told
    assert "Promising (E3)" in told
    assert plain(told, OWN) == told


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>", "<img src=https://evil.example/x.png>", "![x](https://evil.example/x.png)",
        "[click](https://evil.example)", "[click](//evil.example)", "[click](javascript:alert(1))", "[click](<https://evil.example>)",
        "[click][x]\n\n[x]: https://evil.example", "https://evil.example", "www.evil.example", "<https://evil.example>",
        "me@evil.example", "[x](https://github.com/other/thing)", f"[x]({OWN}../../other/thing)", f"[x]({OWN}a/..)", "<!-- beacon:comment -->",
        "[x](&#104;ttps://evil.example)", "h&#116;tps&#58;//evil.example", f"[x]({OWN[:-1]}@evil.example)",
    ],
)  # fmt: skip
def test_nothing_of_a_stranger_links_loads_or_runs(hostile: str) -> None:
    """Whatever markup it comes in."""
    html = HTML.render(plain(f"Before.\n\n{hostile}\n\nAfter.", OWN))

    assert "<a " not in html
    assert "<img" not in html
    assert "<script" not in html
    assert "<!--" not in html
    assert "://" not in html  # the host makes links of these by itself
    assert "www." not in html


@pytest.mark.parametrize("hostile", ["@octocat", "&#64;octocat", "\\@octocat", "a@octocat", "see #1", "gh-1", "safety/library#12"])  # fmt: skip
def test_nobody_is_called_and_nothing_referred_to(hostile: str) -> None:
    """The sign of a mention or a reference never stands before a name, however it is written."""
    shown = HTML.render(plain(hostile, OWN))

    assert "@octocat" not in shown
    assert "#1" not in shown
    assert "gh-1" not in shown


@pytest.mark.parametrize("hostile", ["$x$", "\\\\$x$", "$$x$$", "$`x`$", "from $5 to $6"])
def test_no_formula_is_set(hostile: str) -> None:
    """The host reads a dollar as the beginning of one, unless a single stroke stands before it."""
    once = plain(hostile, OWN)

    assert all(len(strokes) % 2 for strokes in re.findall(r"(\\*)\$", once))
    assert HTML.render(once).count("$") == hostile.count("$")
    assert plain(once, OWN) == once


def test_links_into_the_repository_remain() -> None:
    """The preview can be reached."""
    assert f'href="{OWN}actions/runs/7"' in HTML.render(plain(f"[run]({OWN}actions/runs/7)", OWN))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_becomes_harmless_and_stays_so(given_text: str) -> None:
    """The guard is idempotent, and no raw tag or control character passes."""
    once = plain(given_text, OWN)

    assert plain(once, OWN) == once
    assert "<" not in once
    assert all(c == "\n" or c.isprintable() for c in once)


# What an archive may be


def test_a_comment_is_read_out_of_its_archive() -> None:
    """One file of one name."""
    assert text_of(zipped((MEMBER, "Danke ✓".encode()))) == "Danke ✓"


@pytest.mark.parametrize(
    ("archive", "why"),
    [
        (b"no archive", "cannot be read"),
        (zipped(), "something else"),
        (zipped(("../comment.md", b"x")), "something else"),
        (zipped((MEMBER, b"x"), ("other.sh", b"x")), "something else"),
        (zipped((MEMBER, b"\xff\xfe")), "no text"),
        (zipped((MEMBER, b"\0" * 50_000_000)), "too long"),
        (b"\0" * (MOST_ZIP + 1), "larger"),
        (zipped((MEMBER, b"x" * 4000))[:-30], "cannot be read"),
    ],
)
def test_any_other_archive_is_refused(archive: bytes, why: str) -> None:
    """Without unpacking more than a comment may hold."""
    with pytest.raises(Stop, match=why):
        text_of(archive)


# The host


@dataclass
class Github:
    """A host on this machine with one open pull request and one run of its check."""

    api: str = ""
    archive: bytes = field(default_factory=lambda: zipped((MEMBER, b"### Thank you\n\nHello @octocat\n")))
    run: dict[str, Any] = field(default_factory=lambda: {"event": "pull_request", "path": WORKFLOW, "head_sha": "abc", "head_branch": "my/lamps", "head_repository": {"full_name": "ada/library"}})  # fmt: skip
    pulls: list[dict[str, Any]] = field(default_factory=lambda: [{"number": 12, "head": {"sha": "abc", "repo": {"full_name": "ada/library"}}, "base": {"repo": {"full_name": REPOSITORY}}}])  # fmt: skip
    artifacts: list[dict[str, Any]] = field(default_factory=lambda: [{"id": 5, "name": ARTIFACT, "expired": False, "size_in_bytes": 300}])  # fmt: skip
    comments: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    written: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def answer(self, path: str) -> Any:
        below = path.partition("?")[0].removeprefix(f"/repos/{REPOSITORY}")
        known: dict[str, Any] = {
            "/actions/runs/7": self.run, "/actions/runs/7/artifacts": {"artifacts": self.artifacts},
            "/pulls": self.pulls, "/issues/12/comments": self.comments, "/issues": self.issues,
        }  # fmt: skip
        return known.get(below)


@pytest.fixture
def github() -> Iterator[Github]:
    """A host on this machine."""
    host = Github()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(("GET", self.path, self.headers.get("Authorization", "")))
            if self.path.endswith("/actions/artifacts/5/zip"):
                self.send_response(302)
                self.send_header("Location", f"{host.api}/store/5")
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif self.path == "/store/5":
                self.say(host.archive)
            elif (found := host.answer(self.path)) is not None:
                self.say(json.dumps(found).encode())
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            self.write()

        def do_PATCH(self) -> None:
            self.write()

        def write(self) -> None:
            given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            host.written.append((self.command, self.path.removeprefix(f"/repos/{REPOSITORY}"), given))
            self.say(b"{}")

        def say(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    host.api = f"http://127.0.0.1:{running.server_address[1]}"
    Thread(target=running.serve_forever, daemon=True).start()
    yield host
    running.shutdown()
    running.server_close()


def post(github: Github, *given: str) -> int:
    """Run the command against the host."""
    return main(given or ("comment", "--run", "7"), {"GITHUB_API_URL": github.api, "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_TOKEN": "secret"})  # fmt: skip


def test_the_comment_is_posted_as_words(github: Github) -> None:
    """Under the pull request whose latest commit the run has checked, with a link to the run."""
    assert post(github) == 0

    ((method, path, data),) = github.written
    assert (method, path) == ("POST", "/issues/12/comments")
    assert data["body"].startswith("<!-- beacon:comment -->\n### Thank you\n")
    assert "@octocat" not in data["body"]
    assert f"{OWN}actions/runs/7" in data["body"]


def test_the_newest_comment_of_a_run_is_taken(github: Github) -> None:
    """A run that was run again has left one behind each time."""
    github.artifacts = [{**github.artifacts[0], "id": 4}, *github.artifacts, {**github.artifacts[0], "id": 3}]

    assert post(github) == 0
    assert len(github.written) == 1


def test_the_token_stays_with_the_host(github: Github) -> None:
    """The store of archives is another's; it is asked without it."""
    post(github)

    assert {key for _, path, key in github.asked if path == "/store/5"} == {""}
    assert {key for _, path, key in github.asked if path != "/store/5"} == {"Bearer secret"}


def test_our_earlier_comment_is_written_anew(github: Github) -> None:
    """And that of a person who copied our mark is left alone."""
    mark = "<!-- beacon:comment -->\n"
    github.comments = [
        {"id": 1, "user": {"login": "mallory"}, "body": mark},
        {"id": 2, "user": {"login": ROBOT}, "body": "another robot's words"},
        {"id": 3, "user": {"login": ROBOT}, "body": f"{mark}old"},
    ]

    post(github)

    assert [(method, path) for method, path, _ in github.written] == [("PATCH", "/issues/comments/3")]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"run": {"event": "push"}},
        {"run": {"path": ".github/workflows/other.yml"}},
        {"run": {"head_sha": "older"}},
        {"run": {"head_repository": None}},
        {"run": {"head_repository": {"full_name": "mallory/library"}}},
        {"pulls": []},
        {"pull": {"base": {"repo": {"full_name": "ada/library"}}}},
        {"pull": {"head": {"sha": "abc", "repo": None}}},
        {"artifacts": []},
        {"artifact": {"expired": True}},
        {"artifact": {"size_in_bytes": MOST_ZIP + 1}},
        {"archive": zipped(("evil.sh", b"x"))},
        {"archive": b"x" * (MOST_ZIP + 1)},
    ],
)
def test_where_anything_does_not_fit_nothing_is_posted(github: Github, spoilt: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """Not the run, the commit, the fork, the archive nor its size; and the workflow does not fail for it."""
    github.run |= spoilt.get("run", {})
    github.pulls = spoilt.get("pulls", [github.pulls[0] | spoilt.get("pull", {})])
    github.artifacts = spoilt.get("artifacts", [github.artifacts[0] | spoilt.get("artifact", {})])
    github.archive = spoilt.get("archive", github.archive)

    assert post(github) == 0
    assert github.written == []
    assert capsys.readouterr().out.startswith("Nothing was posted: ")


def test_the_branch_of_a_fork_is_asked_for_as_one_word(github: Github) -> None:
    """Whatever a stranger calls it."""
    github.run["head_branch"] = "x&state=closed#../"

    post(github)

    asked = next(path for _, path, _ in github.asked if "/pulls" in path)
    assert asked.endswith("head=ada%3Ax%26state%3Dclosed%23..%2F")


def test_a_report_is_kept_in_one_issue(github: Github, tmp_path: Path) -> None:
    """Begun once, then written anew; a person's issue with our mark is left alone."""
    (tmp_path / "stale.md").write_text("### Records\n", encoding="utf-8")
    given = ("issue", "--title", "Records to be read again", "--file", str(tmp_path / "stale.md"))
    mark = "<!-- beacon:records-to-be-read-again -->\n"

    post(github, *given)
    github.issues = [{"number": 3, "user": {"login": "mallory"}, "body": mark}, {"number": 4, "user": {"login": ROBOT}, "body": f"{mark}old"}]  # fmt: skip
    post(github, *given)

    assert [(method, path) for method, path, _ in github.written] == [("POST", "/issues"), ("PATCH", "/issues/4")]
    assert github.written[0][2] == {"title": "Records to be read again", "body": f"{mark}### Records\n\n"}


def test_a_host_that_refuses_ends_with_1(github: Github, capsys: pytest.CaptureFixture[str]) -> None:
    """In a line, and without the token."""
    assert post(github, "comment", "--run", "8") == 1
    assert capsys.readouterr().err == "Not posted: GET /actions/runs/8: 404.\n"


def test_it_needs_nothing_but_python() -> None:
    """The workflow that may write installs nothing: without any package of others it still runs."""
    ran = subprocess.run([sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); import generator.post"], check=False, capture_output=True, text=True)  # fmt: skip

    assert (ran.returncode, ran.stderr) == (0, "")
