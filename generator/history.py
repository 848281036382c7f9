"""History: a revision of the repository laid out as a folder. Only this module knows git."""

import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

CONTENT = ("practices", "content", "datasets", "addresses.txt")
"""What of a revision is laid out: all that a catalog is read from."""


class HistoryFault(Exception):
    """A revision could not be laid out; the message says why, in a line."""


@contextmanager
def laid_out(library: Path, revision: str) -> Iterator[Path]:
    """The records of a library as they stood at a revision, in a folder that lasts as long as the context.

    `library` is a folder of a git repository, not always its root. Raises HistoryFault for what is no revision, for one
    without records, and where there is no git.
    """
    commit = _commit(library, revision)
    listed = _git(library, "ls-tree", "--name-only", "-z", commit).split("\0")
    there = [name for name in CONTENT if name in listed]
    if not there:
        raise HistoryFault(f'"{revision}" holds no practices/ and no datasets/')
    with TemporaryDirectory(prefix="beacon-") as name:
        archive, folder = Path(name, "content.tar"), Path(name, "content")
        _git(library, "archive", "--format=tar", f"--output={archive}", commit, "--", *there)
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter=_inside)  # noqa: S202 the filter is Python's own for data
        yield folder


def parted(library: Path, revision: str) -> str:
    """The full name of the commit at which the work in a repository parted from a revision: their latest common one.

    What others have done on the main branch since is then no part of the work. Raises HistoryFault as `laid_out` does,
    and where the two have nothing in common, as in a copy too shallow to hold it.
    """
    commit = _commit(library, revision)
    try:
        return _git(library, "merge-base", commit, "HEAD").strip()
    except HistoryFault:
        hint = "fetch more of the history, or give a revision that this work was begun from"
        raise HistoryFault(f'"{revision}" and the work here have no commit in common; {hint}') from None


def touched(library: Path, revision: str) -> frozenset[str]:
    """The files of a library, with their paths below it, that were added, changed or removed since the work in it
    parted from a revision: what is committed, what is not yet, and what git has not been told of."""
    known = _git(library, "diff", "--name-only", "--no-renames", "--relative", "-z", parted(library, revision), "--")
    fresh = _git(library, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(name for name in (*known.split("\0"), *fresh.split("\0")) if name)


def _commit(library: Path, revision: str) -> str:
    """The full name of a commit, in which nothing can be taken for an option."""
    wanted = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return _git(library, *wanted).strip()
    except HistoryFault as fault:
        hint = str(fault) or "a shallow copy of the repository may lack it"
        raise HistoryFault(f'"{revision}" is no folder with records and no revision known here; {hint}') from None


def _git(library: Path, *given: str) -> str:
    command = shutil.which("git")
    if command is None:
        raise HistoryFault("git is needed to read a revision, and it is not installed")
    ran = subprocess.run([command, "-C", str(library), *given], check=False, capture_output=True)
    if ran.returncode:
        raise HistoryFault(_last_line(ran.stderr.decode(errors="replace").splitlines()))
    return ran.stdout.decode(errors="surrogateescape")


def _last_line(said: Sequence[str]) -> str:
    return said[-1].removeprefix("fatal: ") if said else ""


def _inside(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """As the filter "data" does, but a link that leads out of the folder is left out instead of ending it all."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None
