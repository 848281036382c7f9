"""What all commands share: the library they work on, the day they speak for, and how they print."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

if TYPE_CHECKING:  # a build that finds nothing changed is over before records could be read
    from generator.load import Loaded

err = Console(stderr=True, highlight=False, soft_wrap=True)

RootOption = Annotated[
    Path,
    typer.Option(
        "--root",
        help="The folder that holds practices/, content/ and datasets/.",
        exists=True,
        file_okay=False,
        resolve_path=True,
    ),
]
TodayOption = Annotated[
    str, typer.Option("--today", help="The day the site speaks for, 2026-03-21; else SOURCE_DATE_EPOCH, else today.")
]


def load(root: Path, today: str) -> "Loaded":
    """Read and check the library, and say so where somebody watches."""
    from generator.load import load as read

    library(root)
    speaks_for = day(today)
    with Progress(console=err, disable=bool(os.environ.get("CI")) or not err.is_terminal, transient=True) as progress:
        progress.add_task("Checking", total=None)
        return read(root, speaks_for, processes=os.cpu_count() or 1)


def touched_files(root: Path, base: str) -> frozenset[str]:
    """The files that the work in a library touches."""
    from generator.history import HistoryFault, touched

    try:
        return touched(root, base)
    except HistoryFault as fault:
        misuse(str(fault))


def state(given: str, root: Path, today: str) -> "Loaded":
    """The library in a folder, else at a revision of the repository around the root."""
    from generator.history import HistoryFault, laid_out

    if given and holds_records(Path(given)):
        return load(Path(given).resolve(), today)
    try:
        with laid_out(root, given) as folder:
            return load(folder, today)
    except HistoryFault as fault:
        misuse(str(fault))


def begun_from(root: Path, base: str, today: str) -> "Loaded":
    """The library at the commit where the work in it parted from a revision."""
    from generator.history import HistoryFault, parted

    try:
        return state(parted(root, base), root, today)
    except HistoryFault as fault:
        misuse(str(fault))


def holds_records(folder: Path) -> bool:
    """Whether a folder looks like a library."""
    return (folder / "practices").is_dir() or (folder / "datasets").is_dir()


def library(root: Path) -> None:
    """Stop where there is no library."""
    if not holds_records(root):
        misuse(f"{root} holds no practices/ and no datasets/; run this in the repository, or give --root")


def day(given: str) -> date:
    """The day that is given, else that of SOURCE_DATE_EPOCH, else today's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if given:
            return date.fromisoformat(given)
        if epoch:
            return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        misuse(f"{given or 'SOURCE_DATE_EPOCH ' + epoch} is no day; write 2026-03-21")
    return datetime.now(UTC).date()


def misuse(message: str) -> NoReturn:
    """Say what was asked wrongly, and stop."""
    err.print(message, markup=False)
    raise typer.Exit(2)


def printable(text: str) -> str:
    """A line that cannot steer a terminal: control characters of a contributor's text are shown, not obeyed."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def print_json(data: Any) -> None:
    """Print plain data for programs."""
    import json

    print(json.dumps(data, indent=2, allow_nan=False))
