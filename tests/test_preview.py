"""The preview: shows each save within seconds, explains what is broken, and listens to this machine only."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.site_fixtures import Read, Workshop, set_up
from tests.support import ROOT, TODAY

pytest_plugins = ("tests.site_fixtures.fixtures",)

MEDIATORS = "practices/test-mediators.yaml"
PATIENCE = 60


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(holds: Callable[[], bool]) -> bool:
    """Ask again and again, for twenty seconds at most."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return holds()


@dataclass(frozen=True)
class Preview:
    """A running preview and the library it shows."""

    workshop: Workshop
    port: int
    process: "subprocess.Popen[str]"

    def get(self, path: str) -> tuple[int, str, dict[str, str]]:
        """Status, text and headers of an answer."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", path)
            answer = line.getresponse()
            return answer.status, answer.read().decode(), {key.lower(): value for key, value in answer.getheaders()}
        finally:
            line.close()

    def watches(self) -> bool:
        """Whether a new file is noticed by now; the preview answers a moment before it watches."""
        self.workshop.write("theme/assets/nudge.txt", str(time.monotonic()))
        return self.get("/assets/nudge.txt")[0] == 200

    def state(self) -> str:
        """What an open page is told first: nothing, how many problems there are, or why nothing was built."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/-/events")
            answer = line.getresponse()
            return (
                next(text for text in iter(answer.readline, b"") if text.startswith(b"data:"))
                .decode()
                .removeprefix("data:")
                .strip()
            )
        finally:
            line.close()

    def page(self, path: str) -> Read:
        """A page that is served."""
        return Read(self.get(path)[1])

    def shows(self, path: str, word: str) -> bool:
        """Whether a page shows a word within twenty seconds."""
        return until(lambda: word in self.get(path)[1])


BEACON = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from generator.cli import main; main()"
)
"""The command as in a person's shell: one that runs tests in the background has interrupts ignored."""


def start(workshop: Workshop, port: int) -> "subprocess.Popen[str]":
    """Start the preview as a person does."""
    return subprocess.Popen(
        [sys.executable, "-c", BEACON, "serve", "--root", str(workshop.root), "--port", str(port), "--today", TODAY.isoformat()],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def answers(port: int) -> bool:
    """Whether somebody listens."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def previewing(workshop: Workshop) -> Iterator[Preview]:
    """A preview on a free port, until the end."""
    running = Preview(workshop, port := free_port(), start(workshop, port))
    try:
        assert until(lambda: answers(port) or running.process.poll() is not None)
        assert running.process.poll() is None, running.process.communicate()[0]
        assert until(running.watches)
        yield running
    finally:
        running.process.kill()
        running.process.communicate()


@pytest.fixture
def preview(workshop: Workshop) -> Iterator[Preview]:
    """The preview of a library that the test changes."""
    with previewing(workshop) as running:
        yield running


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory, frames: Path) -> Iterator[Preview]:
    """The preview of a library that nobody changes."""
    root = set_up(tmp_path_factory.mktemp("still") / "library")
    shutil.copytree(frames, root / ".beacon/preview/engine")
    with previewing(Workshop(root)) as running:
        yield running


def test_pages_are_served_with_the_script_of_the_preview(still: Preview) -> None:
    """Every page listens for the next build, within its own policy; published pages never have that script."""
    status, text, headers = still.get("/practices/test-lamps/")

    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert "/-/preview.js" in Read(text).values("src")
    assert still.get("/-/preview.js")[0] == 200
    assert "preview" not in (still.workshop.work / "preview/site/practices/test-lamps/index.html").read_text(
        encoding="utf-8"
    )


def test_files_are_served_as_what_they_are(still: Preview) -> None:
    """Styles, scripts, data, and a folder without its slash."""
    kinds = {
        path: still.get(path)[2].get("content-type", "")
        for path in ("/assets/css/beacon.css", "/assets/js/beacon.js", "/search/catalogue.json", "/sitemap.xml")
    }

    assert kinds["/assets/css/beacon.css"].startswith("text/css")
    assert "javascript" in kinds["/assets/js/beacon.js"]
    assert kinds["/search/catalogue.json"].startswith("application/json")
    assert "xml" in kinds["/sitemap.xml"]
    assert still.get("/practices")[0] in {301, 302, 307, 308}


def test_a_save_is_shown(preview: Preview) -> None:
    """The new words, on the page and in the lists, and open pages are told to read anew."""
    events = HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE)
    events.request("GET", "/-/events")
    stream = events.getresponse()
    assert stream.getheader("Content-Type") == "text/event-stream"
    assert stream.fp.readline() == b"event: state\n"

    preview.workshop.change(MEDIATORS, "claim: Invented mediators", "claim: Newly invented mediators")

    assert preview.shows("/practices/test-mediators/", "Newly invented mediators")
    assert preview.shows("/practices/", "Newly invented mediators")
    assert any(b"event: built" in stream.fp.readline() for _ in range(6))
    events.close()


def test_a_save_is_shown_however_the_editor_writes(preview: Preview) -> None:
    """Some write beside the file and rename, as this does."""
    file = preview.workshop.root / MEDIATORS
    beside = file.with_suffix(".tmp")
    beside.write_text(file.read_text(encoding="utf-8").replace("claim: Invented", "claim: Renamed"), encoding="utf-8")

    beside.replace(file)

    assert preview.shows("/practices/test-mediators/", "Renamed mediators")


def test_a_broken_record_shows_what_to_mend_where_its_page_was(preview: Preview) -> None:
    """File, line, rule and hint; other pages work; mending brings the page back."""
    preview.workshop.change(MEDIATORS, "kind: service", "kind: servcie")

    assert preview.shows("/practices/test-mediators/", "cannot be shown yet")
    status, text, _ = preview.get("/practices/test-mediators/")
    said = Read(text).text("article")
    assert status == 200
    assert re.search(rf"{re.escape(MEDIATORS)}:\d+:\d+", said)
    assert "not-allowed" in said
    assert 'Did you mean "service"?' in said
    assert until(lambda: preview.state() == "1 problem")
    assert preview.page("/practices/test-lamps/").text("h1") == "Test lamps in Exampleton"
    assert "not-allowed" in preview.page("/problems/").text("article")

    preview.workshop.change(MEDIATORS, "kind: servcie", "kind: service")

    assert preview.shows("/practices/test-mediators/", "Test mediators in Sampleville")
    assert until(lambda: preview.get("/problems/")[0] == 404)
    assert until(lambda: preview.state() == "")


def test_an_unreadable_record_is_explained(preview: Preview) -> None:
    """Half-typed YAML, as it is at most moments of writing."""
    preview.workshop.write("practices/half-typed.yaml", "title: Half\nclaim: [a\n")

    assert preview.shows("/practices/half-typed/", "cannot be shown yet")
    assert "unreadable" in preview.page("/practices/half-typed/").text("article")


def test_a_new_record_appears_and_a_removed_one_goes(preview: Preview) -> None:
    """Without starting anew."""
    text = (preview.workshop.root / MEDIATORS).read_text(encoding="utf-8")
    preview.workshop.write(
        "practices/other-mediators.yaml", text.replace("title: Test mediators", "title: Other mediators")
    )

    assert preview.shows("/practices/", "Other mediators")
    (preview.workshop.root / "practices/other-mediators.yaml").unlink()

    assert until(lambda: preview.get("/practices/other-mediators/")[0] == 404)


def test_a_hand_written_page_is_drawn_again(preview: Preview) -> None:
    """The engine runs for it."""
    preview.workshop.change("content/pages/about.md", "# About Beacon", "# All about Beacon")

    assert preview.shows("/about/", "All about Beacon")


def test_a_fault_of_the_engine_leaves_the_last_good_pages(preview: Preview) -> None:
    """They stay until the fault is mended."""
    preview.workshop.change("theme/overrides/partials/tabs.html", "{% endfor %}", "{% endfro %}")
    assert until(lambda: preview.state().startswith("Not built"))
    preview.workshop.change(MEDIATORS, "claim: Invented", "claim: Later")

    assert "Invented mediators" in preview.get("/practices/test-mediators/")[1]
    preview.workshop.change("theme/overrides/partials/tabs.html", "{% endfro %}", "{% endfor %}")

    assert preview.shows("/practices/test-mediators/", "Later mediators")


def test_what_is_not_there_shows_the_404_page(still: Preview) -> None:
    """With its status."""
    status, text, _ = still.get("/practices/no-such-record/")

    assert status == 404
    assert "There is no page at this address" in text


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/practices/../../../manifest.json",
    ],
)
def test_no_file_outside_of_the_site_is_served(still: Preview, path: str) -> None:
    """Whatever the address says."""
    status, text, _ = still.get(path)

    assert status in {301, 404}
    assert "root:" not in text


def test_only_this_machine_is_listened_to(still: Preview) -> None:
    """The socket is bound to 127.0.0.1, and no other address of this machine answers."""
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        if Path(table).exists()
        for line in Path(table).read_text(encoding="utf-8").splitlines()[1:]
        if line.split()[3] == "0A"
    ]
    ours = [address for address in listening if address.endswith(f":{still.port:04X}")]

    assert ours in ([], [f"0100007F:{still.port:04X}"])
    for host in ("127.0.0.2", socket.gethostname()):
        with contextlib.suppress(OSError):
            if socket.gethostbyname(host) != "127.0.0.1":
                with pytest.raises(OSError):  # refused, or no way there
                    socket.create_connection((host, still.port), timeout=2)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told(preview: Preview, sign: signal.Signals) -> None:
    """At once, without a traceback, and nobody listens afterwards."""
    preview.get("/practices/")
    preview.process.send_signal(sign)

    said, _ = preview.process.communicate(timeout=PATIENCE)

    assert "Traceback" not in said
    assert f"Preview at http://localhost:{preview.port}/" in said
    assert preview.process.returncode in {0, 130, -signal.SIGTERM}
    assert not answers(preview.port)


def test_a_taken_port_is_said(still: Preview) -> None:
    """In a line, with what to do, and exit code 2."""
    second = start(still.workshop, still.port)

    said, _ = second.communicate(timeout=PATIENCE)

    assert second.returncode == 2
    assert "give another with --port" in said
    assert "Traceback" not in said


def test_the_preview_leaves_the_published_site_alone(still: Preview) -> None:
    """It builds into a folder of its own."""
    assert not os.path.lexists(still.workshop.site)
