"""A site served as a usual host serves it, text with gzip, and every byte that goes out counted."""

import gzip
import math
import posixpath
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".svg": "image/svg+xml", ".xml": "application/xml", ".png": "image/png",
    ".woff2": "font/woff2", ".wasm": "application/wasm", ".txt": "text/plain; charset=utf-8",
}  # fmt: skip
TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
"""What goes out with gzip. Pagefind's own files are compressed already, so they go out as they are."""
LEVEL = 6
"""How hard gzip works: the level that programs take when none is given."""


class Answer(NamedTuple):
    """One answer of the server: when it went out, in seconds since 1970, the path asked for, and its bytes with the head."""

    when: float
    path: str
    bytes: int


@dataclass(frozen=True)
class Sent:
    """All that a server sent, in order; what was sent twice counts twice."""

    answers: list[Answer] = field(default_factory=list)

    def bytes(self, until: float = math.inf, of: Sequence[str] = ("",)) -> int:
        """Bytes that went out before a moment, of the paths that hold one of `of`."""
        return sum(a.bytes for a in tuple(self.answers) if a.when <= until and any(part in a.path for part in of))


@dataclass(frozen=True)
class Files:
    """The files of a site, each compressed once, before the first question is timed."""

    root: Path

    @cached_property
    def held(self) -> dict[Path, tuple[bytes, bool]]:
        return {}

    def read(self, path: str) -> tuple[Path, bytes, bool] | None:
        """The file at a path of an address, its bytes as they travel, and whether those are gzip; None without one."""
        inside = posixpath.normpath(unquote(path)).lstrip("/")
        file = self.root / inside
        if file.is_dir():
            file /= "index.html"
        if ".." in inside.split("/") or not file.is_file():
            return None
        if file not in self.held:
            packed = file.suffix in TEXT
            found = file.read_bytes()
            self.held[file] = (gzip.compress(found, LEVEL, mtime=0) if packed else found, packed)
        return file, *self.held[file]


class _Handler(BaseHTTPRequestHandler):
    """Answers with files, keeps the line open, and counts."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *given: Any, files: Files, sent: Sent) -> None:
        self.files, self.sent = files, sent
        super().__init__(*given)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        found = self.files.read(path)
        head = [b"HTTP/1.1 200 OK" if found else b"HTTP/1.1 404 Not Found"]
        body = b""
        if found:
            file, body, packed = found
            head.append(f"Content-Type: {TYPES.get(file.suffix, 'application/octet-stream')}".encode())
            head += [b"Content-Encoding: gzip"] if packed else []
        head += [b"Cache-Control: max-age=600", f"Content-Length: {len(body)}".encode(), b"", b""]
        answer = b"\r\n".join(head) + body
        self.sent.answers.append(Answer(time.time(), path, len(answer)))
        self.wfile.write(answer)

    def log_message(self, *_given: object) -> None:
        """Requests are not worth a line."""


@contextmanager
def counted(root: Path) -> Iterator[tuple[str, Sent]]:
    """Serve a site; gives the origin, such as http://127.0.0.1:40123, and what was sent so far."""
    sent = Sent()
    handler = partial(_Handler, files=Files(root.resolve()), sent=sent)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", sent
        server.shutdown()
