"""Make a folder hold exactly the given outputs, touching only what changed, and publish it in one step.

A build is made in a folder of its own beside the published one; unchanged files are linked into it, not written again.
`site` is a link to the finished folder, and turning the link is one rename: whenever a build is killed, readers see the
old site or the new one, and each of them whole. Two folders take turns: the one published before the last build is
brought up to date for the next, because to lay out ten thousand folders anew takes longer than all else after an edit.
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

MANIFEST, STAMP = "manifest.json", "stamp"


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
    stamp: str = "",
    processes: int = 1,
    progress: Callable[[int], Any] = lambda _: None,
) -> Built:
    """Fill the frames of `drawn` with `outputs` and publish the result as `site`.

    `fragments` are the live parts of hand-written pages. `work` holds the builds, those of each
    site in a folder of its own. `stamp` is kept with the build. `progress` hears how many files are
    done, of those this process makes.
    """
    listed = [*outputs, *(hand_written(page, drawn, fragments) for page in drawn.pages), *_assets(drawn.assets)]
    _refuse_doubles(listed)
    old = _published(site)
    builds = _builds(site, work)
    new, there = _begun(builds, old, listed)
    stage = _Stage(new, old, _manifest(old), there, Filler(drawn), progress)
    kept: dict[str, Row] = {}
    written = 0
    faults: list[str] = []
    for part in spread(listed, stage.place_all, processes):
        kept.update(part["kept"])
        written += part["written"]
        faults += part["faults"]
    if faults:
        raise SiteFault("\n".join(sorted(faults)))
    (builds / f"{new.name}.{MANIFEST}").write_text(json.dumps(kept), encoding="utf-8")
    if stamp:
        (builds / f"{new.name}.{STAMP}").write_text(stamp, encoding="utf-8")
    _publish(new, site)
    _sweep(builds, keep={new.name, old.name} if old else {new.name})
    return Built(len(kept), written, len(stage.before.keys() - kept.keys()))


Row = list[Any]
"""What is remembered of a file: digest, size, time of change, and the mark of what it was made from."""
Stat = list[int]
"""Size and time of change of a file: those of a row, while it is the file that was published."""


@dataclass(frozen=True)
class _Stage:
    """A build under way: the new folder and what stands there already, the published one and what is remembered of it."""

    new: Path
    old: Path | None
    before: Mapping[str, Row]
    there: Mapping[str, Row]
    """The files that stand in the new folder, with what is remembered of those that are as they were published."""
    filler: Filler
    progress: Callable[[int], Any]
    process: int = field(default_factory=os.getpid)

    def place_all(self, outputs: Sequence[Output]) -> dict[str, Any]:
        """Put files into the new folder: left or linked when they are as they were, else made and written; what cannot
        be made is told."""
        kept: dict[str, Row] = {}
        written = 0
        faults: list[str] = []
        for done, output in enumerate(outputs, start=1):
            mark = f"{self.filler.drawn.mark} {output.mark}" if output.mark else ""
            before = self.before.get(output.path)
            if mark and before and before[3] == mark and self.keep(output.path, before):
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
        if before and before[0] == digest and self.keep(path, before):
            return False, before[:3]
        target = self.clear(path)
        target.write_bytes(content)
        return True, [digest, *_stat(target)]

    def keep(self, path: str, before: Row) -> bool:
        """Have the published file in the new folder, by a link if need be, if it is still the file that was published."""
        if self.there.get(path, ())[:3] == before[:3]:
            return True
        if self.old is None:
            return False
        published = self.old / path
        try:
            if _stat(published) != before[1:3]:
                return False
            os.link(published, self.clear(path))
        except OSError:
            return False
        return True

    def clear(self, path: str) -> Path:
        """Where a file is to be put, with nothing there: to write into what stands there would alter the published
        file that it is a link to."""
        target = self.new / path
        if path in self.there:
            target.unlink(missing_ok=True)
        return target


def unchanged(site: Path, stamp: str) -> int:
    """How many files a published site holds, if it was built with this stamp and stands as it was published, with
    nothing altered, removed or added; else 0."""
    folder = _published(site)
    kept = folder.parent / f"{folder.name}.{STAMP}" if folder else None
    if not (stamp and folder and kept and kept.is_file()) or kept.read_text(encoding="utf-8") != stamp:
        return 0
    remembered = {path: row[1:3] for path, row in _manifest(folder).items()}
    return len(remembered) if _standing(folder)[0] == remembered else 0


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


def _builds(site: Path, work: Path) -> Path:
    """The folder below `work` that holds the builds of one site."""
    return work / f"{site.name}-{blake2b(str(site.absolute()).encode(), digest_size=4).hexdigest()}"


def _begun(builds: Path, old: Path | None, outputs: Sequence[Output]) -> tuple[Path, Mapping[str, Row]]:
    """A folder for a build with all folders in place, and the files that stand in it.

    It is that of the last build but one, if there is one, with everything taken away that is not among `outputs`. What
    is remembered of it goes first: a folder without it is never taken for a whole one.
    """
    builds.mkdir(parents=True, exist_ok=True)
    numbers = sorted(int(p.name) for p in builds.iterdir() if p.is_dir() and p.name.isdecimal())
    new = builds / str(max(numbers, default=0) + 1)
    spare = next((builds / str(n) for n in reversed(numbers) if builds / str(n) != old), None) if old else None
    remembered = _manifest(spare)
    if spare and remembered:
        for name in (MANIFEST, STAMP):
            (builds / f"{spare.name}.{name}").unlink(missing_ok=True)
        spare.rename(new)
    else:
        new.mkdir()
    files, folders = _standing(new)
    wanted = {output.path for output in outputs}
    above = _above(wanted)
    for path in files.keys() - wanted:
        (new / path).unlink()
    for folder in sorted(folders - above, reverse=True):  # those within come first
        (new / folder).rmdir()
    for folder in sorted(above - folders):
        (new / folder).mkdir()
    none: Row = []
    return new, {
        path: row if (row := remembered.get(path, none))[1:3] == stat else none
        for path, stat in files.items()
        if path in wanted
    }


def _above(paths: Iterable[str]) -> set[str]:
    """Every folder that one of the paths lies in."""
    found: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in found:
            found.add(path)
    return found


def _standing(folder: Path) -> tuple[dict[str, Stat], set[str]]:
    """Every file below a folder with its size and time of change, and every folder below it; links are files."""
    files: dict[str, Stat] = {}
    folders: set[str] = set()
    waiting = [("", str(folder))]
    while waiting:
        within, at = waiting.pop()
        with os.scandir(at) as items:
            for item in items:
                path = within + item.name
                if item.is_dir(follow_symlinks=False):
                    folders.add(path)
                    waiting.append((f"{path}/", item.path))
                else:
                    stat = item.stat(follow_symlinks=False)
                    files[path] = [stat.st_size, stat.st_mtime_ns]
    return files, folders


def _stat(file: Path) -> Stat:
    stat = file.lstat()
    return [stat.st_size, stat.st_mtime_ns]


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


def _sweep(builds: Path, *, keep: set[str]) -> None:
    """Remove all but two builds, the published one and the one before it, and what killed builds left."""
    for item in builds.iterdir():
        if item.name.partition(".")[0] in keep:
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
