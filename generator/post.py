"""Post: put a text prepared elsewhere under a pull request, or keep it in an issue, through the host of the repository.

It runs with the right to write, on the main branch's own code, and with nothing but Python. What a check of a pull
request leaves behind is made by that pull request's code, so it is taken for hostile: its size is bounded, one file of
it is read and none is written or run, and its text is shown as text, without mentions, links elsewhere, pictures or markup
that could pass for somebody else's. Which pull request it belongs to is never read from it: the host says so.

    python3 -m generator.post comment --run 1234567
    python3 -m generator.post issue --title "Records to be read again" --file build/reports/stale.md
"""

import argparse
import json
import os
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

WORKFLOW = ".github/workflows/check.yml"
"""The workflow whose runs are listened to."""
ARTIFACT, MEMBER = "comment", "comment.md"
MOST_ZIP, MOST_TEXT = 256 * 1024, 60_000
"""Bytes of the archive, and characters of the text in it; the host takes 65,536 in a comment."""
MOST_ANSWER = 8 * 1024 * 1024
"""Bytes of one answer of the host."""
PAGES = 10
"""Pages of a hundred that are looked through for our own earlier comment."""
PATIENCE = 30
"""Seconds for one answer."""
ROBOT = "github-actions[bot]"
"""Who writes with a workflow's own token."""


class Stop(Exception):
    """There is nothing to do, or nothing may be done; the message says why."""


class Broken(Exception):
    """The host cannot be asked; the message says why."""


# What a text may be


_GAP = "&#8203;"


def plain(text: str, own: str) -> str:
    """A stranger's Markdown that stays words: headings, lists, tables and emphasis remain; what acts does not.

    `own`: the beginning of addresses that links may lead to. A comment as `beacon comment` writes it is left as it is.
    """
    kept = "".join(c for c in text if c == "\n" or c.isprintable())[:MOST_TEXT]
    link = re.compile(rf"(\]\({re.escape(own)}(?![^)]*\.\.)[A-Za-z0-9/_.-]*\))")
    parts = (part if number % 2 else _harmless(part) for number, part in enumerate(link.split(kept)))
    return "".join(parts)[:MOST_TEXT]


def _harmless(text: str) -> str:
    text = re.sub(r"&(?!(?:amp|lt|gt|#8203);)", "&amp;", text).replace("<", "&lt;")
    text = re.sub(rf"@(?!{_GAP})", f"@{_GAP}", text)
    text = re.sub(r"\](?=[(:\[])", f"]{_GAP}", text)
    text = text.replace("//", f"/{_GAP}/").replace("```", "'''").replace("~~~", "'''")
    text = re.sub(r"(?<!\\)((?:\\\\)*)\$", r"\1\\$", text)  # the host sets what stands between two of them as a formula
    text = re.sub(r"(?<!&)#(?=\d)", f"#{_GAP}", text)
    return re.sub(r"(?i)\b(www(?=\.)|gh(?=-\d))", rf"\1{_GAP}", text)


def text_of(archive: bytes) -> str:
    """The comment in an archive that holds it and nothing else. Raises Stop for any other."""
    if len(archive) > MOST_ZIP:
        raise Stop(f"the archive is larger than {MOST_ZIP} bytes")
    try:
        with zipfile.ZipFile(BytesIO(archive)) as found:
            members = found.infolist()
            if [member.filename for member in members] != [MEMBER]:
                raise Stop(f"the archive holds something else than {MEMBER}")
            with found.open(members[0]) as file:
                read = file.read(4 * MOST_TEXT + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as fault:
        raise Stop(f"the archive cannot be read: {type(fault).__name__}") from None
    if len(read) > 4 * MOST_TEXT:
        raise Stop("the comment is too long")
    try:
        return read.decode("utf-8")
    except UnicodeDecodeError:
        raise Stop("the comment is no text") from None


# The host


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: the token must not travel to another host."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True)
class Host:
    """The host of a repository, and who we are there."""

    api: str
    server: str
    repository: str
    token: str

    def ask(self, path: str, method: str = "GET", data: Mapping[str, Any] | None = None) -> Any:
        """What the host answers below the repository, as plain data."""
        status, content, _ = self._send(f"{self.api}/repos/{self.repository}{path}", method, data)
        if not 200 <= status < 300:
            raise Broken(f"{method} {path.partition('?')[0]}: {status}")
        try:
            return json.loads(content)
        except ValueError:
            raise Broken(f"{method} {path.partition('?')[0]}: no JSON") from None

    def pages(self, path: str) -> Iterator[Any]:
        """The items of a list, page by page, up to a limit."""
        joint = "&" if "?" in path else "?"
        for number in range(1, PAGES + 1):
            items = self.ask(f"{path}{joint}per_page=100&page={number}")
            yield from items
            if len(items) < 100:
                return

    def archive(self, id: int) -> bytes:
        """The archive of an artifact: the host says where it lies, and that place is asked without our token."""
        status, _, to = self._send(f"{self.api}/repos/{self.repository}/actions/artifacts/{id}/zip")
        if status not in {301, 302, 303, 307, 308} or urlsplit(to).scheme not in {"https", urlsplit(self.api).scheme}:
            raise Broken(f"the artifact is not where it should be: {status}")
        status, content, _ = self._send(to, open_to_all=True, most=MOST_ZIP)
        if status != 200:
            raise Broken(f"the artifact cannot be fetched: {status}")
        return content

    def _send(
        self,
        address: str,
        method: str = "GET",
        data: Mapping[str, Any] | None = None,
        *,
        open_to_all: bool = False,
        most: int = MOST_ANSWER,
    ) -> tuple[int, bytes, str]:
        """Status, content and where it leads."""
        headers = {"User-Agent": "beacon", "X-GitHub-Api-Version": "2022-11-28"}
        if not open_to_all:
            headers |= {"Authorization": f"Bearer {self.token}", "Accept": "application/vnd.github+json"}
        body = json.dumps(data).encode() if data is not None else None
        request = Request(address, body, headers, method=method)  # noqa: S310 only http and https come here
        try:
            try:
                answer = build_opener(_Stay).open(request, timeout=PATIENCE)
            except HTTPError as refused:
                answer = refused
            with answer:
                content = answer.read(most + 1)
                if len(content) > most:
                    raise Stop(f"more than {most} bytes")
                return answer.status, content, answer.headers.get("Location", "")
        except (URLError, OSError, ValueError) as fault:
            raise Broken(f"{method} {urlsplit(address).path}: {type(fault).__name__}") from None


# Comments


def comment(host: Host, run: int) -> str:
    """Post what a run of the check left behind, under the pull request it was run for; says what was done."""
    number = pull_request(host, run)
    text = text_of(host.archive(_artifact(host, run)))
    own = f"{host.server}/{host.repository}/"
    body = f"{_mark('comment')}\n{plain(text, own)}\n\n---\n\nWritten by the [check of this proposal]({own}actions/runs/{run}), from its files.\n"
    return f"pull request {number}: {_keep(host, f'/issues/{number}/comments', '/issues/comments/{}', 'id', _mark('comment'), {'body': body})}"


def pull_request(host: Host, run: int) -> int:
    """The open pull request that a run of the check belongs to, by what the host says of both: one whose latest commit,
    branch and repository are those of the run. Raises Stop when there is not exactly one."""
    found = host.ask(f"/actions/runs/{run}")
    if found.get("event") != "pull_request" or str(found.get("path", "")).partition("@")[0] != WORKFLOW:
        raise Stop(f"run {run} is no check of a pull request")
    source = (found.get("head_repository") or {}).get("full_name")
    branch, commit = found.get("head_branch"), found.get("head_sha")
    if not source or not branch or not commit:
        raise Stop(f"run {run} does not say what it checked")
    head = quote(f"{source.partition('/')[0]}:{branch}", safe="")
    same = [
        pull["number"]
        for pull in host.ask(f"/pulls?state=open&per_page=100&head={head}")
        if pull["head"]["sha"] == commit
        and (pull["head"]["repo"] or {}).get("full_name") == source
        and pull["base"]["repo"]["full_name"] == host.repository
    ]
    if len(same) != 1:
        raise Stop(f"run {run} belongs to {len(same)} open pull requests; it may have been overtaken by a newer commit")
    return int(same[0])


def _artifact(host: Host, run: int) -> int:
    """The newest comment that a run left behind; one that was run again has several."""
    listed = host.ask(f"/actions/runs/{run}/artifacts?per_page=100")["artifacts"]
    found = [one for one in listed if one["name"] == ARTIFACT and not one["expired"]]
    if not found:
        raise Stop(f"run {run} left no comment behind")
    newest = max(found, key=lambda one: int(one["id"]))
    if newest["size_in_bytes"] > MOST_ZIP:
        raise Stop(f"the archive is larger than {MOST_ZIP} bytes")
    return int(newest["id"])


# Issues


def issue(host: Host, title: str, text: str) -> str:
    """Keep a report in one open issue of this title, which is begun when there is none; says what was done."""
    mark = _mark(re.sub(r"[^a-z0-9]+", "-", title.lower()))
    body = f"{mark}\n{text[:MOST_TEXT]}\n"
    return f"issue: {_keep(host, '/issues', '/issues/{}', 'number', mark, {'title': title, 'body': body})}"


def _mark(name: str) -> str:
    return f"<!-- beacon:{name} -->"


def _keep(host: Host, listed: str, one: str, key: str, mark: str, data: Mapping[str, Any]) -> str:
    """Write anew what we wrote before, else write it for the first time. Only what the robot itself wrote is touched."""
    query = "" if listed.endswith("comments") else "?state=open"
    for item in host.pages(f"{listed}{query}"):
        ours = (item.get("user") or {}).get("login") == ROBOT and str(item.get("body") or "").startswith(mark)
        if ours and "pull_request" not in item:
            host.ask(one.format(int(item[key])), "PATCH", data)
            return "written anew"
    host.ask(listed, "POST", data)
    return "written"


# The command


def main(given: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the command. 0: done, or nothing to do; 1: the host cannot be asked; 2: misuse."""
    parser = argparse.ArgumentParser(prog="python3 -m generator.post", description="Post a prepared text.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("comment").add_argument("--run", type=int, required=True, help="The run of the check.")
    issues = commands.add_parser("issue")
    issues.add_argument("--title", required=True)
    issues.add_argument("--file", type=Path, required=True)
    asked = parser.parse_args(given)
    try:
        host = _host(environment, parser)
        if asked.command == "comment":
            print(comment(host, asked.run))
        else:
            print(issue(host, asked.title, asked.file.read_text(encoding="utf-8")))
    except Stop as reason:
        print(f"Nothing was posted: {_visible(str(reason))}.")
    except Broken as fault:
        print(f"Not posted: {_visible(str(fault))}.", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError) as fault:
        parser.error(f"{asked.file}: {type(fault).__name__}")
    return 0


def _host(environment: Mapping[str, str], parser: argparse.ArgumentParser) -> Host:
    def missing(name: str) -> NoReturn:
        parser.error(f"{name} is not set")

    repository = environment.get("GITHUB_REPOSITORY") or missing("GITHUB_REPOSITORY")
    if not re.fullmatch(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+", repository):
        parser.error("GITHUB_REPOSITORY is not of the form owner/name")
    return Host(
        environment.get("GITHUB_API_URL", "https://api.github.com"),
        environment.get("GITHUB_SERVER_URL", "https://github.com"),
        repository,
        environment.get("GITHUB_TOKEN") or missing("GITHUB_TOKEN"),
    )


def _visible(text: str) -> str:
    """A line that cannot steer a terminal or a workflow."""
    return "".join(c if c.isprintable() else "?" for c in text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
