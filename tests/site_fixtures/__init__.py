"""Sites for tests: the small library with the repository's pages and theme around it, built, and served on this machine."""

import fcntl
import hashlib
import os
import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest

from generator.make import make
from generator.problem import Problem
from generator.site import Built
from tests.support import LIBRARY, OWN_DAY, ROOT, TODAY

AROUND = ("mkdocs.yml", "content/pages", "theme/overrides", "theme/assets")
"""What a site needs beside its records."""


@dataclass(frozen=True)
class Workshop:
    """A library that a test may change, with the engine's frames at hand, and the site it is built into."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def work(self) -> Path:
        return self.root / ".beacon"

    def build(self) -> Built:
        """Build the site as `beacon build` does, of records that are sound."""
        made = make(self.root, self.site, self.work, TODAY)
        assert made.built is not None, made.loaded.problems
        return made.built

    def build_anyway(self) -> tuple[Problem, ...]:
        """Build the site as the preview does, whatever is wrong with the records; gives what is wrong."""
        made = make(self.root, self.site, self.work, TODAY, keep_going=True)
        assert made.built is not None
        return made.loaded.problems

    def leftovers(self) -> list[Path]:
        """What lies in the folders of builds beside the published build, the one before it, and what is remembered of
        them."""
        published = self.site.resolve()
        finished = [int(item.name.partition(".")[0]) for item in published.parent.glob("*.manifest.json")]
        kept = {str(number) for number in sorted(finished)[-2:]}
        return [
            item
            for folder in (self.work / "builds").iterdir()
            for item in folder.iterdir()
            if item.name.partition(".")[0] not in kept
        ]

    def change(self, path: str, old: str, new: str) -> None:
        """Replace a text that must be there."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} holds no {old!r}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        """Write a file of the library."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        """A file of the site."""
        return (self.site / path).read_text(encoding="utf-8")


def set_up(target: Path, library: Path = LIBRARY) -> Path:
    """A library with the repository's hand-written pages, overrides and assets laid beside it."""
    shutil.copytree(library, target, dirs_exist_ok=True)
    for name in AROUND:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        else:
            shutil.copyfile(source, target / name)
    return target


def own_site(factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own sound records, built by the first worker that asks. Only to be read. A problem in
    one of them is told by the check, to whoever touched it, and is no reason for every test of the site to fail."""
    mine = factory.getbasetemp()
    folder = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "own"
    folder.mkdir(exist_ok=True)
    site = folder / "site"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():  # it comes whole, by one rename
            made = make(ROOT, site, folder / "work", OWN_DAY, keep_going=True)
            assert made.built is not None, made.loaded.problems
    return site


def hashes(site: Path) -> Mapping[str, str]:
    """The digest of every file of a site by its path."""
    return {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }


class _Handler(SimpleHTTPRequestHandler):
    """Files of several sites, each below its prefix; what is not there answers with the site's own 404 page."""

    def __init__(self, *given: object, sites: Mapping[str, Path]) -> None:
        self.sites = sites
        super().__init__(*given)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        for prefix, site in self.sites.items():
            if path.startswith(prefix):
                self.directory = str(site.resolve())
                return super().translate_path("/" + path.removeprefix(prefix))
        return "/nowhere"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        missing = Path(self.directory) / "404.html"
        if code != 404 or not missing.is_file():
            return super().send_error(code, message, explain)
        content = missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return self.wfile.write(content) and None

    def log_message(self, *_given: object) -> None:
        """Requests are not worth a line."""


@contextmanager
def serving(sites: Mapping[str, Path]) -> Iterator[str]:
    """Serve sites below their prefixes, the longest first; gives the origin, such as http://127.0.0.1:40123."""
    longest = dict(sorted(sites.items(), key=lambda pair: -len(pair[0])))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, sites=longest)) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
BLOCKS = frozenset(
    {
        "p",
        "div",
        "ul",
        "ol",
        "dl",
        "table",
        "section",
        "figure",
        "details",
        "h1",
        "h2",
        "h3",
        "pre",
        "form",
        "nav",
        "header",
    }
)


ENDED_BY = {
    "td": {"td", "th", "tr", "tbody", "thead", "tfoot"},
    "th": {"td", "th", "tr", "tbody", "thead", "tfoot"},
    "tr": {"tr", "tbody", "thead", "tfoot"},
    "tbody": {"tbody", "tfoot"},
    "thead": {"tbody", "tfoot"},
}
"""Parts of tables whose end may be left out, and what then ends them, by the HTML standard; so does the end of the table."""


class Read(HTMLParser):
    """A page as a browser would read it: every tag with its attributes, its texts, and what is wrong with its shape."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name in set(names) if names.count(name) > 1]
        while self._open and tag in ENDED_BY.get(self._open[-1], ()):
            self._open.pop()
        if tag in BLOCKS and "p" in self._open and "svg" not in self._open:
            self.faults.append(f"<{tag}> within <p>")
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open[-1] in ENDED_BY and tag in {"table", *ENDED_BY} - {self._open[-1]}:
            self._open.pop()
        if self._open and self._open[-1] == tag:
            self._open.pop()
        elif tag in self._open:
            self.faults.append(f"</{tag}> closes <{self._open[-1]}>")
            while self._open and self._open.pop() != tag:
                pass
        else:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.texts[tag][-1] += data

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    def values(self, attribute: str) -> list[str]:
        """Every value of an attribute, in order."""
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]

    def meta(self, name: str) -> str | None:
        """The content of a meta tag, by its name, property or http-equiv."""
        return next(
            (
                m.get("content")
                for m in self.all("meta")
                if name in (m.get("name"), m.get("property"), m.get("http-equiv"))
            ),
            None,
        )

    def text(self, tag: str) -> str:
        """The text of the first such element, in one line."""
        return " ".join(self.texts.get(tag, [""])[0].split())


def cells_of(html: str) -> Iterator[list[str]]:
    """The HTML of the cells of every row of the tables in some HTML; the ends of rows and cells may be left out."""
    for row in re.findall(r"<tr[^>]*>(.*?)(?=<tr|</tr|<tbody|</tbody|</thead|</table)", html, re.DOTALL):
        yield re.split(r"<t[hd]\b[^>]*>", row)[1:]


def pages_of(site: Path) -> dict[str, Read]:
    """Every page of a site by its path, read; redirects and the 404 page are among them."""
    return {
        file.relative_to(site).as_posix(): Read(file.read_text(encoding="utf-8"))
        for file in sorted(site.rglob("*.html"))
    }


def is_redirect(page: Read) -> bool:
    """Whether a page only leads to another."""
    return page.meta("refresh") is not None


def dead_links(pages: Mapping[str, Read], site: Path) -> list[str]:
    """Every relative link of a page that leads to no file, or to an anchor that its target does not have."""
    found = []
    for path, page in pages.items():
        for link in (*page.values("href"), *page.values("src")):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or path == "404.html":
                continue
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            )
            if target.startswith(".."):
                found.append(f"{path}: {link} leads above the site")
                continue
            if parts.path.endswith("/") or target == "." or not posixpath.splitext(target)[1]:
                target = posixpath.normpath(posixpath.join(target, "index.html"))
            if not (site / target).is_file():
                found.append(f"{path}: {link} leads nowhere")
            elif parts.fragment and parts.fragment not in pages[target].values("id"):
                found.append(f"{path}: {link} has no such anchor")
    return found
