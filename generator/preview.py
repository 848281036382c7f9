"""The preview: build on every save, serve on this machine only, and have the browser read the page anew."""

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from time import perf_counter

from rich.console import Console
from watchfiles import watch

from generator.engine import EngineFault
from generator.fill import SiteFault
from generator.load.memory import Memory
from generator.make import make
from generator.pages.view import forget_templates

WATCHED = ("practices", "content", "datasets", "theme", "mkdocs.yml", "addresses.txt", "links.json")
SCRIPT = b'<script src="/-/preview.js" defer></script></body>'


class State:
    """What the last build came to, and a bell that rings when there is a new one."""

    def __init__(self) -> None:
        self.bell = threading.Condition()
        self.number = 0
        self.message = ""

    def ring(self, message: str) -> None:
        """Tell every open page that there is something new."""
        with self.bell:
            self.number += 1
            self.message = message
            self.bell.notify_all()

    def wait(self, seen: int) -> tuple[int, str]:
        """The number and message of the next build after `seen`, or the same again after half a minute."""
        with self.bell:
            self.bell.wait_for(lambda: self.number != seen, timeout=30)
            return self.number, self.message


def serve(root: Path, port: int, today: Callable[[], date], say: Console) -> None:
    """Build, serve and watch until interrupted."""
    work = root / ".beacon" / "preview"
    site = work / "site"
    work.mkdir(parents=True, exist_ok=True)
    state, memory = State(), Memory()
    rebuild(root, site, work, today(), memory, state, say)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, state=state, directory=str(site)))
    except OSError as error:
        say.print(f"Port {port} cannot be used ({error.strerror}); give another with --port", markup=False)
        raise SystemExit(2) from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say.print(f"Preview at http://localhost:{port}/ (stop with Ctrl+C)", markup=False)
    for _ in watch(
        *(root / name for name in WATCHED if (root / name).exists()), debounce=80, step=20, raise_interrupt=True
    ):
        rebuild(root, site, work, today(), memory, state, say)


def rebuild(root: Path, site: Path, work: Path, today: date, memory: Memory, state: State, say: Console) -> None:
    """One build of the preview; whatever is wrong is said, and the last good pages stay."""
    began = perf_counter()
    forget_templates()
    try:
        made = make(root, site, work, today, memory=memory, keep_going=True)
    except (EngineFault, SiteFault, OSError) as fault:
        say.print(f"Not built: {fault}", markup=False)
        state.ring(f"Not built: {fault}")
        return
    except Exception as fault:  # a template someone is writing right now may fail in any way
        say.print(f"Not built: {type(fault).__name__}: {fault}", markup=False)
        state.ring(f"Not built: {fault}")
        return
    problems = made.loaded.problems
    written = made.built.written if made.built else 0
    say.print(
        f"{perf_counter() - began:.2f} s, {written} files written, {len(problems)} problem{'s' if len(problems) != 1 else ''}",
        markup=False,
    )
    for problem in problems[:20]:
        say.print(str(problem), markup=False)
    state.ring(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}" if problems else "")


class Handler(SimpleHTTPRequestHandler):
    """Files of the preview, with a small script in every page that listens for the next build."""

    def __init__(self, *given: object, state: State, directory: str) -> None:
        self.state = state
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.split("?")[0].split("#")[0]
        if path == "/-/events":
            self._events()
        elif path == "/-/preview.js":
            self._send(files("generator").joinpath("preview.js").read_bytes(), "text/javascript")
        elif (page := self._page(path)) is not None:
            self._send(page.replace(b"</body>", SCRIPT), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory) / "404.html"
        if code == 404 and missing.is_file():
            self._send(missing.read_bytes(), "text/html; charset=utf-8", 404)
        else:
            super().send_error(code, message, explain)

    def _page(self, path: str) -> bytes | None:
        target = Path(self.translate_path(path))
        file = target / "index.html" if path.endswith("/") else target
        return file.read_bytes() if file.suffix == ".html" and file.is_file() else None

    def _send(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = self.state.number
        try:
            self.wfile.write(f"event: state\ndata: {_one_line(self.state.message)}\n\n".encode())
            while True:
                self.wfile.flush()
                number, message = self.state.wait(seen)
                kind = "state" if number == seen else "built"
                seen = number
                self.wfile.write(f"event: {kind}\ndata: {_one_line(message)}\n\n".encode())
        except OSError:
            return

    def log_message(self, *_given: object) -> None:
        """Requests are not worth a line."""


def _one_line(text: str) -> str:
    return " ".join(text.split())
