"""Make a folder hold exactly the given outputs, touching only what changed, and publish it in one step.

A build is made in a folder of its own beside the published one; unchanged files are linked into it, not written again.
`site` is a link to the finished folder, and turning the link is one rename: whenever a build is killed, readers see the
old site or the new one, and each of them whole.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from generator.addresses import relative
from generator.engine import Drawn, Frame, HandWritten
from generator.output import Output, Page

MANIFEST = "manifest.json"


class SiteFault(Exception):
    """The site cannot be put together: a slot left empty, markup in a slot for text, two outputs for one path."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: how many files there are, how many were written anew, and how many left the site."""

    files: int
    written: int
    removed: int


def build(
    outputs: Iterable[Output],
    drawn: Drawn,
    fragments: Mapping[str, Callable[[str], Markup]],
    site: Path,
    work: Path,
    *,
    progress: Callable[[int], Any] = lambda _: None,
) -> Built:
    """Fill the frames of `drawn` with `outputs` and publish the result as `site`.

    `fragments` are the live parts of hand-written pages, made for the address they stand at. `work` holds the builds.
    """
    listed = [*outputs, *(_hand_written(page, drawn, fragments) for page in drawn.pages)]
    _refuse_doubles(listed)
    fill = Filler(drawn)
    old = _published(site)
    before = _manifest(old)
    new = _fresh(work)
    kept: dict[str, list[Any]] = {}
    written = 0
    for index, (path, content) in enumerate(_made(listed, fill)):
        fresh, kept[path] = _place(new, old, path, content, before.get(path))
        written += fresh
        if index % 200 == 0:
            progress(index)
    for path, file in _assets(drawn.assets):
        fresh, kept[path] = _place(new, old, path, file.read_bytes(), before.get(path))
        written += fresh
    (new / f"../{new.name}.{MANIFEST}").write_text(json.dumps(kept), encoding="utf-8")
    _publish(new, site)
    _sweep(work, keep=new.name)
    return Built(len(kept), written, len(before.keys() - kept.keys()))


class Filler:
    """Fills frames. Text is escaped where it lands; a slot for markup takes nothing else, so a mistake cannot pass."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.base: str = drawn.settings["url"]
        self.sections: Sequence[Mapping[str, str]] = drawn.settings["sections"]

    def page(self, address: str, page: Page) -> bytes:
        """A page of ours in its frame."""
        try:
            frame = self.drawn.frames[page.layout, address.count("/")]
        except KeyError:
            raise SiteFault(f"no frame for {address!r}: layout {page.layout}, depth {address.count('/')}") from None
        values = {
            **self.shared(address, page.title, page.description, page.section, page.head, listed=page.listed),
            "contents": self.contents(page),
            "breadcrumb": self.breadcrumb(address, page),
            "body": page.body,
            "foot": self.foot(address, page),
        }
        return self.fill(frame, values, address)

    def shared(
        self, address: str, title: str, description: str, section: str, head: Markup, *, listed: bool = True
    ) -> dict[str, str]:
        """The slots that every page has."""
        url = self.base + address
        meta = Markup(
            '<meta property="og:title" content="{}">\n<meta property="og:description" content="{}">\n<meta property="og:type" content="article">\n<meta property="og:url" content="{}">\n<meta property="og:site_name" content="{}">\n<meta name="twitter:card" content="summary">\n'
        ).format(title, description, url, self.drawn.settings["name"])
        robots = Markup() if listed else Markup('<meta name="robots" content="noindex">\n')
        current = {
            f"current-{s['id']}": Markup(' aria-current="page"')
            if s["path"] == address
            else Markup(' aria-current="true"')
            if s["id"] == section
            else Markup()
            for s in self.sections
        }
        return {"title": title, "description": description, "canonical": url, "head": meta + robots + head, **current}

    @staticmethod
    def contents(page: Page) -> Markup:
        """The contents list of a page."""
        return Markup("\n").join(
            Markup(
                '<li class="md-nav__item"><a href="#{}" class="md-nav__link"><span class="md-ellipsis">{}</span></a></li>'
            ).format(anchor, text)
            for anchor, text in page.contents
        )

    @staticmethod
    def breadcrumb(address: str, page: Page) -> Markup:
        """The way from home to the page above this one."""
        if not page.breadcrumb:
            return Markup()
        steps = Markup("").join(
            Markup('<li><a href="{}">{}</a></li>').format(relative(to, address), title)
            for title, to in (("Home", ""), *page.breadcrumb)
        )
        return Markup('<nav class="breadcrumb" aria-label="You are here"><ol>{}</ol></nav>').format(steps)

    def foot(self, address: str, page: Page) -> Markup:
        """The link that suggests a change to the record behind a page."""
        if not page.source:
            return Markup()
        edit = self.drawn.settings["edit_uri"]
        to = f"{edit.rstrip('/')}/{page.source}" if edit else relative("contribute/", address) + "#suggest-a-change"
        return Markup(
            '<p class="suggest"><a href="{}">Suggest a change to this page</a> <span>Its record is <code>{}</code>.</span></p>'
        ).format(to, page.source)

    def fill(self, frame: Frame, values: Mapping[str, str], address: str) -> bytes:
        """The pieces of a frame with its slots filled. Every slot must have a value of the right kind."""
        parts = [frame.pieces[0]]
        for slot, after in zip(frame.slots, frame.pieces[1:], strict=True):
            value = values.get(slot)
            if value is None:
                raise SiteFault(f"{address or 'the home page'}: the slot {slot!r} was left empty")
            if slot in TEXT_SLOTS:
                if isinstance(value, Markup):
                    raise SiteFault(f"{address}: markup in the slot {slot!r}, which takes text")
                value = str(escape(value))
            elif not isinstance(value, Markup):
                raise SiteFault(f"{address}: text in the slot {slot!r}, which takes markup made by a template")
            parts += (value, after)
        return "".join(parts).encode()


TEXT_SLOTS = frozenset({"title", "description", "canonical"})


def _hand_written(page: HandWritten, drawn: Drawn, fragments: Mapping[str, Callable[[str], Markup]]) -> Output:
    def make() -> bytes:
        filler = Filler(drawn)
        values = filler.shared(
            page.address, page.title, page.description or drawn.settings["description"], page.section, Markup()
        )
        for slot in page.frame.slots:
            name = slot.removeprefix("fragment-")
            if name != slot:
                if name not in fragments:
                    raise SiteFault(
                        f"{page.source}: there is no live part {name!r}; known: {', '.join(sorted(fragments))}"
                    )
                values[slot] = fragments[name](page.address)
        return filler.fill(page.frame, values, page.address)

    return Output(f"{page.address}index.html", make, page.source)


def _refuse_doubles(outputs: Sequence[Output]) -> None:
    seen: dict[str, Output] = {}
    for output in outputs:
        first = seen.setdefault(output.path, output)
        if first is not output:
            raise SiteFault(
                f"{output.path} would be made twice: from {first.source or 'the generator'} and from {output.source or 'the generator'}"
            )


def _made(outputs: Sequence[Output], fill: Filler) -> Iterator[tuple[str, bytes]]:
    for output in outputs:
        content = output.content()
        yield output.path, fill.page(output.address, content) if isinstance(content, Page) else content


def _assets(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.suffix != ".map" and "search" not in file.parts and "lunr" not in file.parts:
            yield f"assets/{file.relative_to(folder).as_posix()}", file


def _place(
    new: Path, old: Path | None, path: str, content: bytes, before: Sequence[Any] | None
) -> tuple[bool, list[Any]]:
    """Put one file into the new folder: linked when it is as it was, else written. Says whether, and what to remember."""
    digest = blake2b(content, digest_size=16).hexdigest()
    target = new / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if old is not None and before and before[0] == digest:
        kept = old / path
        try:
            stat = kept.stat()
            if [stat.st_size, stat.st_mtime_ns] == before[1:]:
                os.link(kept, target)
                return False, list(before)
        except OSError:
            pass
    target.write_bytes(content)
    stat = target.stat()
    return True, [digest, stat.st_size, stat.st_mtime_ns]


def _published(site: Path) -> Path | None:
    return site.resolve() if site.is_symlink() and site.exists() else None


def _manifest(folder: Path | None) -> dict[str, list[Any]]:
    file = folder.parent / f"{folder.name}.{MANIFEST}" if folder else None
    if file is None or not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _fresh(work: Path) -> Path:
    """A new, empty folder for a build."""
    work.mkdir(parents=True, exist_ok=True)
    number = max((int(p.name) for p in work.iterdir() if p.is_dir() and p.name.isdecimal()), default=0) + 1
    new = work / str(number)
    new.mkdir()
    return new


def _publish(new: Path, site: Path) -> None:
    """Turn the link `site` to a finished folder, in one rename."""
    if site.exists() and not site.is_symlink():
        raise SiteFault(f"{site} is a folder that this generator did not make; move it away")
    turning = site.with_name(f".{site.name}.{os.getpid()}")
    turning.unlink(missing_ok=True)
    turning.symlink_to(os.path.relpath(new, site.parent), target_is_directory=True)
    turning.replace(site)


def _sweep(work: Path, *, keep: str) -> None:
    """Remove builds that are no longer published, and what killed builds left."""
    for item in work.iterdir():
        if item.name in {keep, f"{keep}.{MANIFEST}"}:
            continue
        if item.is_dir():
            shutil.rmtree(item, ignore_errors=True)
        else:
            item.unlink(missing_ok=True)


def remember(history: Path, addresses: Iterable[str]) -> int:
    """Append addresses that are not yet remembered; says how many. The file only ever grows."""
    known = history.read_text(encoding="utf-8").split() if history.is_file() else []
    new = sorted(set(addresses) - set(known))
    if new:
        with history.open("a", encoding="utf-8") as file:
            file.writelines(f"{address}\n" for address in new)
    return len(new)
