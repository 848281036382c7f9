"""links: every address outside the library, asked politely and only when told to, never behind a wall."""

import json
import re
import shutil
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator.linked import linked
from generator.load import Loaded, load
from generator.visit import Answer, Manners, is_open, visit, visit_all
from tests.site_fixtures import Workshop
from tests.support import TODAY, beacon
from tests.test_cli import MEDIATORS, spoil

pytest_plugins = ("tests.site_fixtures.fixtures",)
QUICK = Manners(patience=3, pause=0, limit=20, loopback=True)


@dataclass
class Server:
    """A server on this machine: what it answers at each path, and what it was asked."""

    at: str
    asked: list[tuple[str, str]] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def url(self, path: str) -> str:
        return f"{self.at}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on this machine that knows a few paths."""
    known: Server

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer()

        def do_GET(self) -> None:
            self.answer()

        def answer(self) -> None:
            known.asked.append((self.command, self.path))
            port = self.server.server_address[1]
            to = {"/moved": "/ok", "/inside": "http://10.0.0.1/", "/metadata": "http://169.254.169.254/latest/", "/round": "/round", "/file": "file:///etc/passwd"}  # fmt: skip
            if self.path == "/slow":
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                for n in range(60):
                    try:
                        self.wfile.write(f"X-{n}: 1\r\n".encode())
                        self.wfile.flush()
                    except OSError:
                        return
                    time.sleep(0.25)
                return
            status = 302 if self.path in to else 200
            if self.path == "/missing" or self.path in known.gone:
                status = 404
            elif self.path == "/closed":
                status = 403
            elif self.path == "/only-get" and self.command == "HEAD":
                status = 405
            elif self.path == "/other-name":
                status = 301
            self.send_response(status)
            if self.path == "/other-name":
                self.send_header("Location", f"http://localhost:{port}/ok")
            elif self.path in to:
                self.send_header("Location", to[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    known = Server(f"http://127.0.0.1:{running.server_address[1]}")
    Thread(target=running.serve_forever, daemon=True).start()
    yield known
    running.shutdown()
    running.server_close()


# What is named


def test_addresses_of_records_and_packages_are_collected(loaded: Loaded) -> None:
    """Each once, with the files that name it; a source by its address, else by its identifier."""
    found = {one.address: one for one in linked(loaded.catalog)}

    assert found
    assert all(address.startswith(("https://", "http://")) for address in found)
    assert any(path.startswith("practices/") for one in found.values() for path in one.paths)
    assert any(path.startswith("datasets/") for one in found.values() for path in one.paths)
    assert not any("json-schema" in address or "datapackage.org/profiles" in address for address in found)


def test_an_archived_copy_is_known(small: Path) -> None:
    """It stands beside the address it was made of."""
    copy = "https://web.archive.org/web/20240301000000/https://example.org/mediators"
    spoil(small, MEDIATORS, "    read: secondary\n", f"    url: https://example.org/mediators\n    archived: {copy}\n    read: secondary\n")  # fmt: skip

    catalog = load(small, TODAY).catalog

    assert [one.archived for one in linked(catalog) if one.archived] == [copy]


def test_the_page_of_a_record_leads_to_the_archived_copy(workshop: Workshop) -> None:
    """Beside the publisher's own address."""
    copy = "https://web.archive.org/web/20240301000000/https://example.org/mediators"
    spoil(workshop.root, MEDIATORS, "    read: secondary\n", f"    archived: {copy}\n    read: secondary\n")
    workshop.build()

    page = (workshop.site / "practices/test-mediators/index.html").read_text(encoding="utf-8")

    assert f'<a href="{copy}" rel="noopener">Archived copy</a>' in page


# Asking


@pytest.mark.parametrize(
    ("path", "status"), [("/ok", 200), ("/moved", 200), ("/missing", 404), ("/closed", 403), ("/only-get", 200)]
)
def test_an_address_is_asked_for_its_head_then_as_if_to_be_read(server: Server, path: str, status: int) -> None:
    """Redirects are followed; a server that knows no HEAD gets a GET."""
    assert visit(server.url(path), QUICK).status == status


def test_a_head_that_is_answered_is_enough(server: Server) -> None:
    """Nothing is fetched that need not be."""
    visit(server.url("/ok"), QUICK)

    assert server.asked == [("HEAD", "/ok")]


def test_a_redirect_to_another_host_is_told(server: Server) -> None:
    """A sold domain leads elsewhere."""
    assert visit(server.url("/other-name"), QUICK).host == "localhost"


@pytest.mark.parametrize("path", ["/inside", "/metadata"])
def test_no_redirect_leads_behind_a_wall(server: Server, path: str) -> None:
    """Even where this machine itself may be asked."""
    answer = visit(server.url(path), QUICK)

    assert answer == Answer(0, "not an address of the open internet; it is not asked")


def test_a_redirect_to_no_web_address_is_refused(server: Server) -> None:
    """A file is not opened."""
    assert visit(server.url("/file"), QUICK) == Answer(0, "no address on the web")


def test_this_machine_is_not_asked_unless_told(server: Server) -> None:
    """No request reaches it, under none of its names."""
    port = server.at.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"):  # noqa: S104
        answer = visit(f"http://{host}:{port}/ok", Manners(patience=3))
        assert answer.status == 0, host

    assert server.asked == []


def test_a_host_with_one_closed_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """An open address beside it is no pass."""
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (at, 80)) for at in ("93.184.216.34", "192.168.1.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)

    assert "open internet" in visit("http://example.org/", Manners(patience=3)).said


@pytest.mark.parametrize(
    "closed",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "0.0.0.0",  # noqa: S104
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
        "2001:0:a00:1::",
    ],
)  # fmt: skip
def test_closed_addresses_are_known(closed: str) -> None:
    """Private, local, shared, and those that stand for them."""
    assert not is_open(ip_address(closed))


@pytest.mark.parametrize("at", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111"])
def test_open_addresses_are_known(at: str) -> None:
    """So that the rule above does not hold for all."""
    assert is_open(ip_address(at))


def test_redirects_without_an_end_end(server: Server) -> None:
    """After a few."""
    assert "without an end" in visit(server.url("/round"), QUICK).said
    assert len(server.asked) < 20


def test_a_server_that_speaks_too_slowly_is_left(server: Server) -> None:
    """However often it says something."""
    began = time.monotonic()
    answer = visit(server.url("/slow"), Manners(patience=1, loopback=True))

    assert answer.status == 0
    assert time.monotonic() - began < 8


def test_an_address_that_is_none_is_an_answer() -> None:
    """Never an exception: one odd address must not end the work."""
    for odd in ("http://", "http://[::1", "http://example.org:99999/", "ftp://example.org/", "http://no-such-host.invalid/x"):  # fmt: skip
        assert visit(odd, Manners(patience=3)).status == 0


def test_all_are_asked_and_one_host_never_twice_at_once(server: Server) -> None:
    """With a pause between."""
    heard: dict[str, Answer] = {}
    began = time.monotonic()

    visit_all([server.url("/ok"), server.url("/missing"), server.url("/moved")], Manners(patience=3, pause=0.3, limit=20, loopback=True), heard.__setitem__)  # fmt: skip

    assert Counter(answer.status for answer in heard.values()) == {200: 2, 404: 1}
    assert time.monotonic() - began >= 0.6


def test_what_there_is_no_time_for_is_not_told(server: Server) -> None:
    """Rather than to be called a failure."""
    heard: dict[str, Answer] = {}

    visit_all([server.url(f"/ok?{n}") for n in range(50)], Manners(patience=3, pause=0.2, limit=0.7, loopback=True), heard.__setitem__)  # fmt: skip

    assert 0 < len(heard) < 20


# The command


@pytest.fixture
def cited(small: Path, server: Server) -> Path:
    """A library that names three addresses of the server and no other, so that a test asks nobody else."""
    for name in ("practices", "content/cities", "content/lessons", "content/partners", "content/frameworks"):
        for file in (small / name).glob("*.*"):
            if file.name != "test-mediators.yaml":
                file.unlink()
    shutil.rmtree(small / "practices/approaches", ignore_errors=True)
    shutil.rmtree(small / "datasets")
    links = " ".join(f"[{path}]({server.url('/' + path)})" for path in ("ok", "missing", "closed"))
    spoil(small, MEDIATORS, "supports: Sampleville", f"supports: See {links}. Sampleville")
    assert {urlsplit(one.address).port for one in linked(load(small, TODAY).catalog)} == {urlsplit(server.at).port}
    return small


def ask(root: Path, day: date, *more: str) -> Any:
    """What is remembered after a visit on a day."""
    ran = beacon("links", "--visit", "--loopback", "--pause", "0", "--format", "json", "--today", day.isoformat(), *more, cwd=root)  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)["addresses"]


def test_nothing_leaves_this_machine_unless_told(cited: Path, server: Server) -> None:
    """The list alone asks nobody and writes nothing."""
    ran = beacon("links", "--loopback", cwd=cited)

    assert ran.returncode == 0
    assert f"never_asked  {server.url('/ok')}  {MEDIATORS}" in ran.stdout
    assert server.asked == []
    assert not (cited / ".beacon").exists()


def test_a_missing_page_is_gone_after_days_and_never_fails_the_command(cited: Path, server: Server) -> None:
    """It is remembered between runs; what answered is not asked again meanwhile."""
    missing = server.url("/missing")
    for day in (0, 4, 8):
        remembered = ask(cited, TODAY + timedelta(days=day))
    report = beacon("links", "--format", "markdown", "--today", TODAY.isoformat(), cwd=cited).stdout

    assert remembered[missing]["failed"] == [(TODAY + timedelta(days=n)).isoformat() for n in (0, 4, 8)]
    assert sum(path == "/ok" for _, path in server.asked) == 2
    assert "#### Gone (1)" in report
    assert f"`{missing}`; failed on 3 days" in report
    assert "#### Refuse machines (1)" in report


def test_what_happened_to_each_source_is_told_as_it_is(cited: Path, server: Server) -> None:
    """Two weeks of one that answers, one that fails once, one that goes and comes back, and one that moved to another host
    while an archived copy is named; each stands in the list it belongs to on each day, and none too early."""
    copy = "https://web.archive.org/web/20240301000000/https://example.org/moved"
    spoil(cited, MEDIATORS, "    read: secondary\n", f"    url: {server.url('/other-name')}\n    archived: {copy}\n    read: secondary\n")  # fmt: skip
    spoil(cited, MEDIATORS, f"({server.url('/missing')})", f"({server.url('/leaves')}) [flaps]({server.url('/flaps')})")

    def lists(day: int, *gone: str) -> dict[str, list[str]]:
        server.gone = set(gone)
        on = TODAY + timedelta(days=day)
        ask(cited, on)
        report = beacon("links", "--format", "markdown", "--today", on.isoformat(), cwd=cited).stdout
        parts = re.split(r"^#### (.*) \(\d+\)$", report, flags=re.M)[1:]
        return {title: re.findall(r"^- `[^`]*(/[a-z-]+)`", said, re.M) for title, said in zip(parts[::2], parts[1::2], strict=True)}  # fmt: skip

    always = {"Lead to another host": ["/other-name"], "Refuse machines": ["/closed"]}
    assert lists(0, "/flaps", "/leaves") == {"Not sure yet": ["/flaps", "/leaves"], **always}
    assert lists(4, "/leaves") == {"Not sure yet": ["/leaves"], **always}
    assert lists(8, "/leaves") == {"Gone": ["/leaves"], **always}
    report = beacon("links", "--format", "markdown", "--today", TODAY.isoformat(), cwd=cited).stdout
    assert f"archived copy: `{copy}`" in next(line for line in report.splitlines() if "/other-name" in line)
    assert lists(12) == always


def test_an_address_that_comes_back_is_remembered_as_such(cited: Path, server: Server) -> None:
    """So that it is not called gone so soon the next time."""
    server.gone.add("/ok")
    ask(cited, TODAY)
    server.gone.clear()

    remembered = ask(cited, TODAY + timedelta(days=1))[server.url("/ok")]

    assert (remembered["failed"], remembered["returned"]) == ([], 1)


def test_this_machine_is_not_visited_by_the_command(cited: Path, server: Server) -> None:
    """A record that names it learns nothing."""
    ran = beacon("links", "--visit", "--pause", "0", "--format", "markdown", cwd=cited)

    assert ran.returncode == 0
    assert server.asked == []
    assert "not an address of the open internet" in ran.stdout


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 1, "addresses": {"x": {}}}', '{"version": 9}'])
def test_a_memory_that_is_none_is_begun_anew(cited: Path, content: str) -> None:
    """And said so; never a traceback."""
    (cited / ".beacon").mkdir()
    (cited / ".beacon/links.json").write_text(content, encoding="utf-8")

    ran = beacon("links", cwd=cited)

    assert ran.returncode == 0
    assert "begun anew" in ran.stderr
    assert "Traceback" not in ran.stderr
