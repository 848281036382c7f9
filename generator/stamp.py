"""Stamp: a digest of everything that a site is made from, which tells without reading any of it that nothing has changed."""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from pathlib import Path

INPUTS = ("practices", "content", "datasets", "theme", "mkdocs.yml", "addresses.txt", "links.json")
"""What of a library a site is made from."""
PROGRAM = (Path(__file__).parent, Path(__file__).parents[1] / "theme")
"""What it is made by: our own code and templates."""
TICK = 2_000_000_000
"""Nanoseconds within which a file system may give two changes of a file one time: two seconds, with FAT."""
Row = list[str | int]


class _Unsure(Exception):
    """What stands in this file or behind this link may change and look the same."""


def stamp(root: Path, today: date, environment: Mapping[str, str], now: int) -> str:
    """The stamp of the library in `root` at a moment, `now` in nanoseconds since 1970; '' when it would prove nothing.

    It holds the name, size and times of every file: the time of a change of its state too, which nobody can set back. A
    file that changed within the last two seconds could change again and look the same, and what a link leads to could
    change unseen: with either there is no stamp. Of the environment it holds what mkdocs.yml names.
    """
    try:
        files = [
            row for path in (*(root / name for name in INPUTS), *PROGRAM) for row in _rows(path, path.name, now - TICK)
        ]
        said = (root / "mkdocs.yml").read_text(encoding="utf-8", errors="replace")
    except (OSError, _Unsure):
        return ""
    named = set(re.findall(r"\w+", said)) & environment.keys()
    given = [today.isoformat(), sys.version, _packages(), sorted((name, environment[name]) for name in named), files]
    return blake2b(json.dumps(given).encode(), digest_size=16).hexdigest()


def _rows(path: Path, name: str, before: int) -> Iterator[Row]:
    """A file, or everything below a folder; nothing when it is not there. All of it last changed earlier than `before`."""
    if path.is_symlink():
        raise _Unsure
    if path.is_file():
        yield _row(name, path.lstat(), before)
    elif path.is_dir():
        yield [name]
        yield from _below(str(path), f"{name}/", before)


def _below(folder: str, name: str, before: int) -> Iterator[Row]:
    waiting = [(folder, name)]
    while waiting:
        at, within = waiting.pop()
        with os.scandir(at) as items:
            found = sorted(items, key=lambda item: item.name)
        for item in found:
            if item.is_symlink():
                raise _Unsure
            if not item.is_dir():
                yield _row(within + item.name, item.stat(), before)
            elif item.name != "__pycache__":
                yield [within + item.name]
                waiting.append((item.path, f"{within}{item.name}/"))


def _row(name: str, stat: os.stat_result, before: int) -> Row:
    if max(stat.st_mtime_ns, stat.st_ctime_ns) >= before:
        raise _Unsure
    return [name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns]


def _packages() -> list[Row]:
    """The packages that Python can import, each with its version and the time it was installed."""
    folders = (Path(entry) for entry in dict.fromkeys(sys.path) if Path(entry).is_dir())
    return sorted([file.name, file.stat().st_mtime_ns] for folder in folders for file in folder.glob("*.dist-info"))
