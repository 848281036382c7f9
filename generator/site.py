"""Make a folder hold exactly the given outputs, touching only what changed, and publish it in one step.

A build is made in a folder of its own beside the published one; unchanged files are linked into it, not written again.
`site` is a link to the finished folder, and turning the link is one rename: whenever a build is killed, readers see the
old site or the new one, and each of them whole.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from markupsafe import Markup

from generator.engine import Drawn
from generator.fill import Filler, SiteFault, hand_written
from generator.output import Output, OutputFault, Page
from generator.spread import spread

MANIFEST = "manifest.json"


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
    processes: int = 1,
    progress: Callable[[int], Any] = lambda _: None,
) -> Built:
    """Fill the frames of `drawn` with `outputs` and publish the result as `site`.

    `fragments` are the live parts of hand-written pages. `work` holds the builds, those of each
    site in a folder of its own. `progress` hears how many files are
    done, of those this process makes.
    """
    listed = [*outputs, *(hand_written(page, drawn, fragments) for page in drawn.pages), *_assets(drawn.assets)]
    _refuse_doubles(listed)
    old = _published(site)
    builds = work / f"{site.name}-{blake2b(str(site.absolute()).encode(), digest_size=4).hexdigest()}"
    stage = _Stage(_fresh(builds), old, _manifest(old), Filler(drawn), progress)
    kept: dict[str, Row] = {}
    written = 0
    faults: list[str] = []
    for part in spread(listed, stage.place_all, processes):
        kept.update(part["kept"])
        written += part["written"]
        faults += part["faults"]
    if faults:
        raise SiteFault("\n".join(sorted(faults)))
    (builds / f"{stage.new.name}.{MANIFEST}").write_text(json.dumps(kept), encoding="utf-8")
    _publish(stage.new, site)
    _sweep(builds, keep=stage.new.name)
    return Built(len(kept), written, len(stage.before.keys() - kept.keys()))


Row = list[Any]
"""What is remembered of a file: digest, size, time of change, and the mark of what it was made from."""


@dataclass(frozen=True)
class _Stage:
    """A build under way: the new folder, the published one and what is remembered of it."""

    new: Path
    old: Path | None
    before: Mapping[str, Row]
    filler: Filler
    progress: Callable[[int], Any]
    process: int = field(default_factory=os.getpid)

    def place_all(self, outputs: Sequence[Output]) -> dict[str, Any]:
        """Put files into the new folder: linked when they are as they were, else made and written; what cannot be made
        is told."""
        for folder in dict.fromkeys((self.new / output.path).parent for output in outputs):
            folder.mkdir(parents=True, exist_ok=True)
        kept: dict[str, Row] = {}
        written = 0
        faults: list[str] = []
        for done, output in enumerate(outputs, start=1):
            mark = f"{self.filler.drawn.mark} {output.mark}" if output.mark else ""
            before = self.before.get(output.path)
            if mark and before and before[3] == mark and self.link(output.path, before):
                kept[output.path] = before
                continue
            try:
                content = output.content()
            except OutputFault as fault:
                faults.append(str(fault))
                continue
            fresh, row = self.place(
                output.path, self.filler.page(output.address, content) if isinstance(content, Page) else content
            )
            kept[output.path] = [*row, mark]
            written += fresh
            if done % 100 == 0 and os.getpid() == self.process:  # a lock of the bar may be held where we forked
                self.progress(done)
        return {"kept": kept, "written": written, "faults": faults}

    def place(self, path: str, content: bytes) -> tuple[bool, Row]:
        """Put one file's content in place; says whether it was written, and what to remember."""
        digest = blake2b(content, digest_size=16).hexdigest()
        before = self.before.get(path)
        if before and before[0] == digest and self.link(path, before):
            return False, before[:3]
        target = self.new / path
        target.write_bytes(content)
        stat = target.stat()
        return True, [digest, stat.st_size, stat.st_mtime_ns]

    def link(self, path: str, before: Row) -> bool:
        """Link the published file into the new folder, if it is still the file that was published."""
        if self.old is None:
            return False
        kept = self.old / path
        try:
            stat = kept.stat()
            if [stat.st_size, stat.st_mtime_ns] != before[1:3]:
                return False
            os.link(kept, self.new / path)
        except OSError:
            return False
        return True


def _refuse_doubles(outputs: Sequence[Output]) -> None:
    seen: dict[str, Output] = {}
    for output in outputs:
        first = seen.setdefault(output.path, output)
        if first is not output:
            raise SiteFault(
                f"{output.path} would be made twice: from {first.source or 'the generator'} and from {output.source or 'the generator'}"
            )


def _assets(folder: Path) -> Iterator[Output]:
    """The engine's own assets, without its search and its maps."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if file.is_file() and file.suffix != ".map" and "search" not in path and "lunr" not in path:
            yield Output(f"assets/{path}", file.read_bytes)


def _published(site: Path) -> Path | None:
    return site.resolve() if site.is_symlink() and site.exists() else None


def _manifest(folder: Path | None) -> dict[str, Row]:
    file = folder.parent / f"{folder.name}.{MANIFEST}" if folder else None
    if file is None or not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return (
        found
        if isinstance(found, dict) and all(isinstance(row, list) and len(row) == 4 for row in found.values())
        else {}
    )


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
    for left in site.parent.glob(f".{site.name}.*"):  # by builds that were killed here
        if left.is_symlink():
            left.unlink(missing_ok=True)
    site.parent.mkdir(parents=True, exist_ok=True)
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
    text = history.read_text(encoding="utf-8") if history.is_file() else ""
    new = sorted(set(addresses) - set(text.split()))
    if new:
        with history.open("a", encoding="utf-8") as file:
            file.write("" if not text or text.endswith("\n") else "\n")
            file.writelines(f"{address}\n" for address in new)
    return len(new)
