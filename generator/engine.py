"""The engine: MkDocs with Material draws the frames of the site and the hand-written pages. Only this module knows it.

MkDocs runs as a process of its own, over a copy of the hand-written pages and one frame file per layout and depth, and
only when something it reads has changed. Its pages come back split at their slots.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

LAYOUTS = ("reading", "wide")
DEPTHS = (1, 2, 3, 4)


class EngineFault(Exception):
    """MkDocs could not draw the frames; the message is its own."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawn page split at its slots: `pieces[0] slots[0] pieces[1] … pieces[-1]`."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A page someone wrote in Markdown, drawn by the engine: where it lives, its own title and description, its frame."""

    address: str
    title: str
    description: str
    section: str
    source: str
    text: str
    frame: Frame


@dataclass(frozen=True)
class Drawn:
    """All the engine gives: settings, a frame for each (layout, depth), the hand-written pages, and a folder of assets."""

    settings: Mapping[str, Any]
    frames: Mapping[tuple[str, int], Frame]
    pages: tuple[HandWritten, ...]
    assets: Path
    mark: str
    """Of everything the engine read."""


def draw(root: Path, cache: Path) -> Drawn:
    """The frames and hand-written pages of `root`, drawn again only when something they come from has changed."""
    settings = _settings(root)
    mark = _mark(root, settings)
    kept = cache / mark
    if not (kept / "done").is_file():
        shutil.rmtree(cache, ignore_errors=True)
        kept.mkdir(parents=True)
        _run(root, kept, mark)
        (kept / "done").touch()
    start, end = f"slot-{mark}-", "-tols"
    split = re.compile(rf"{start}([a-z-]+){end}|<!-- beacon:([a-z-]+) -->")
    frames = {
        (layout, depth): _split(
            split, (kept / "site" / _frame_folder(layout, depth) / "index.html").read_text(encoding="utf-8")
        )
        for layout in LAYOUTS
        for depth in DEPTHS
    }
    return Drawn(settings, frames, tuple(_hand_written(root, kept, split, settings)), kept / "site" / "assets", mark)


def _settings(root: Path) -> Mapping[str, Any]:
    """What the generator needs of mkdocs.yml, with the environment put in."""
    from mkdocs.exceptions import ConfigurationError
    from mkdocs.utils.yaml import yaml_load

    try:
        with (root / "mkdocs.yml").open("rb") as file:
            config = yaml_load(file)
    except (OSError, ConfigurationError) as error:
        raise EngineFault(f"mkdocs.yml cannot be read: {error}") from None
    try:
        sections = [
            {key: str(section[key]) for key in ("id", "title", "path")} for section in config["extra"]["sections"]
        ]
        return {
            "name": str(config["site_name"]),
            "url": str(config["site_url"]).rstrip("/") + "/",
            "description": str(config["site_description"]),
            "edit_uri": str(config["extra"].get("edit_uri") or ""),
            "briefs": bool(config["extra"].get("briefs", False)),
            "sections": sections,
        }
    except (KeyError, TypeError, AttributeError) as error:
        lack = "site_name, site_url, site_description and extra.sections, each section with id, title and path"
        raise EngineFault(f"mkdocs.yml needs {lack}; wrong or missing: {error}") from None


def _sources(root: Path) -> Iterator[Path]:
    yield root / "mkdocs.yml"
    for folder in ("theme/overrides", "content/pages"):
        for file in sorted((root / folder).rglob("*")):
            if file.is_symlink():
                raise EngineFault(f"{file.relative_to(root)} is a link; put the file itself there")
            if file.is_file():
                yield file


def _mark(root: Path, settings: Mapping[str, Any]) -> str:
    """The hash of everything the engine reads; it also makes the slots impossible to meet in a text by chance."""
    from importlib.metadata import version

    found = hashlib.sha256(
        json.dumps([settings, version("mkdocs"), version("mkdocs-material")], sort_keys=True).encode()
    )
    found.update(Path(__file__).read_bytes())
    for file in _sources(root):
        found.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return found.hexdigest()[:20]


def _frame_folder(layout: str, depth: int) -> str:
    return "/".join([f"frame-{layout}-{depth}", *["x"] * (depth - 1)])


def _run(root: Path, kept: Path, mark: str) -> None:
    with TemporaryDirectory() as folder:
        docs = Path(folder) / "docs"
        shutil.copytree(root / "content" / "pages", docs)
        for layout in LAYOUTS:
            for depth in DEPTHS:
                file = docs / _frame_folder(layout, depth) / "index.md"
                file.parent.mkdir(parents=True)
                title = f"slot-{mark}-title-tols"
                file.write_text(
                    f"---\nframe: {layout}\ntitle: {title}\n---\n# Frame {{ #content }}\n", encoding="utf-8"
                )
        config = {
            "INHERIT": str((root / "mkdocs.yml").resolve()),
            "docs_dir": str(docs),
            "site_dir": str((kept / "site").resolve()),
            "theme": {"custom_dir": str((root / "theme" / "overrides").resolve())},
            "extra": {"slot": f"slot-{mark}-", "slot_end": "-tols"},
        }
        (Path(folder) / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")
        ran = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", f"{folder}/mkdocs.yml"],
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode:
            raise EngineFault(_readable(ran.stderr, folder))


def _readable(output: str, folder: str) -> str:
    """MkDocs' own complaint, with the paths of the copy turned back into ours and its banner left out."""
    lines = [
        line for line in output.splitlines() if re.match(r"(ERROR|WARNING|Error|Config)", line.strip())
    ] or output.splitlines()[-5:]
    return "\n".join(lines).replace(f"{folder}/docs", "content/pages").replace(f"{folder}/", "")


def _hand_written(root: Path, kept: Path, split: re.Pattern[str], settings: Mapping[str, Any]) -> Iterator[HandWritten]:
    sections = {section["path"]: section["id"] for section in settings["sections"]}
    base = root / "content" / "pages"
    for file in sorted(base.rglob("*.md")):
        name = file.relative_to(base).with_suffix("").as_posix()
        address = "" if name == "index" else f"{name.removesuffix('/index')}/"
        meta, text = _meta(file)
        html = (kept / "site" / address / "index.html").read_text(encoding="utf-8")
        yield HandWritten(
            address,
            meta.get("title", ""),
            meta.get("description", ""),
            sections.get(address, ""),
            file.relative_to(root).as_posix(),
            text,
            _split(split, html),
        )


def _meta(file: Path) -> tuple[dict[str, str], str]:
    from generator.reading.markdown_file import split
    from generator.reading.strict_yaml import YamlFault

    try:
        page = split(file.read_bytes())
    except YamlFault as fault:
        raise EngineFault(
            f"content/pages/{file.name}:{fault.line}:{fault.column} {fault.message}; {fault.hint}"
        ) from None
    if not isinstance(page.data, dict) or not page.data.get("title"):
        raise EngineFault(f"content/pages/{file.name}:1:1 the page has no title; write title: in its front matter")
    return {key: str(value) for key, value in page.data.items()}, page.body


def _split(split: re.Pattern[str], html: str) -> Frame:
    """Split once at every slot, and set the content security policy of exactly this page's inline scripts."""
    policy = _policy(html)
    parts = split.split(_tidy(html))
    pieces, slots = [parts[0]], []
    for name, fragment, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if name == "policy":
            pieces[-1] += policy + after
        else:
            slots.append(name or f"fragment-{fragment}")
            pieces.append(after)
    return Frame(tuple(pieces), tuple(slots))


def _tidy(html: str) -> str:
    """Drop the blank space that templates leave between tags, outside of what keeps it."""
    return re.sub(r">\s*\n\s*<", ">\n<", html)


_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def _policy(html: str) -> str:
    scripts: Iterable[str] = sorted(
        {
            f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'"
            for s in _INLINE.findall(_tidy(html))
        }
    )
    return (
        f"default-src 'none'; script-src 'self' {' '.join(scripts)}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'"
    )


class Script(NamedTuple):
    """A script for browsers out of an installed package: where it goes below `assets/js/`, and how to read it."""

    path: str
    read: Callable[[], bytes]


LANGUAGES = ("fr", "es", "pt", "ar")
"""Languages whose words search can bring to their stems, besides English."""


def lunr() -> Sequence[Script]:
    """What a browser needs of lunr, as MkDocs ships it: its stop words and stems of English, and of other languages."""
    from importlib.resources import files

    home = files("mkdocs") / "contrib" / "search"
    names = ("stemmer.support", *LANGUAGES)
    whole = home / "templates" / "search" / "lunr.js"
    return (
        Script("lunr.js", lambda: words_of_lunr(whole.read_text(encoding="utf-8")).encode()),
        *(Script(f"lunr/{name}.js", (home / "lunr-language" / f"lunr.{name}.js").read_bytes) for name in names),
    )


LEFT_OUT = (
    ("/*!\n * lunr.Vector", "/*!\n * lunr.stemmer"),
    ("/*!\n * lunr.TokenSet", ";(function (root, factory)"),
)
"""Parts of lunr that the finder does without, by the words they begin with and those that follow: its index and queries."""


def words_of_lunr(script: str) -> str:
    """lunr without its index and without remarks, except those that name its authors: a fifth of what would travel.

    Raises ValueError when lunr is no longer parted as it was.
    """
    for begin, end in LEFT_OUT:
        before, found, rest = script.partition(begin)
        _, follows, after = rest.partition(end)
        if not (found and follows):
            raise ValueError(f"lunr.js has no part that begins with {begin!r} and is followed by {end!r}")
        script = before + follows + after
    return re.sub(
        r"/\*\*.*?\*/\s*", lambda remark: remark[0] if "license" in remark[0] else "", script, flags=re.DOTALL
    )
