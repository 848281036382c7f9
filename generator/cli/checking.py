"""Commands that look at content and write nothing: check, rate, diff."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from generator.cli.common import (
    RootOption,
    TodayOption,
    day,
    err,
    library,
    load,
    misuse,
    print_json,
    printable,
    state,
    touched_files,
)
from generator.cli.show import Format, show, show_apart

if TYPE_CHECKING:
    from generator.catalog import Catalog

ALONE = (
    "Looked at: this file, with the lists and the names of the other records. Not looked at: figures, other files, and "
    "whether an old address of it belongs to another; beacon check looks at everything."
)
RATED_KINDS: tuple[Literal["practice", "approach"], ...] = ("practice", "approach")


def check(
    path: Annotated[Path | None, typer.Argument(help="Only the problems of this file or folder.")] = None,
    root: RootOption = Path(),
    format: Annotated[Format, typer.Option("--format", help="text, json, or github (annotations).")] = "text",
    touched: Annotated[
        str,
        typer.Option(
            "--touched",
            help="A git revision: fail only for files changed since the work here parted from it; the rest is told apart.",
        ),
    ] = "",
    today: TodayOption = "",
) -> None:
    """Check all records and data; print every problem with its place, its rule and how to mend it."""
    from generator.load import only
    from generator.load.one import load_one

    library(root)
    changed = touched_files(root, touched) if touched else None
    below = ""
    if path is not None:
        target = path.resolve()
        if not target.exists() or not target.is_relative_to(root.resolve()):
            misuse(f"{path}: no such file or folder here")
        below = target.relative_to(root.resolve()).as_posix()
    if path is not None and path.is_file() and changed is None and (alone := load_one(root, below, day(today))):
        show(alone.problems, format)
        if format == "text":
            err.print(f"{'' if alone.problems else 'No problems. '}{ALONE}")
        raise typer.Exit(1 if alone.problems else 0)
    loaded = load(root, today)
    if path is not None:
        loaded = only(loaded, below)
    blocking = loaded.problems
    if changed is None:
        show(loaded.problems, format)
    else:
        from generator.touched import apart

        blocking, elsewhere = apart(loaded.problems, changed)
        show_apart(blocking, elsewhere, format)
        if not blocking and elsewhere and format == "text":
            err.print("No problems in the files that this change touches.")
    if not loaded.problems and format == "text":
        catalog = loaded.catalog
        err.print(
            f"No problems: {len(catalog.practices)} practices, {len(catalog.approaches)} approaches, {len(catalog.cities)} cities, {len(catalog.indicators)} indicators."
        )
    raise typer.Exit(1 if blocking else 0)


def rate(
    record: Annotated[str, typer.Argument(help="A file of practices/ or practices/approaches/, or its id.")],
    root: RootOption = Path(),
    format: Annotated[Literal["text", "json"], typer.Option("--format", help="text or json.")] = "text",
    today: TodayOption = "",
) -> None:
    """Print what the page of one record will say of its evidence: effects, labels, and the rules that led there."""
    from dataclasses import asdict

    from generator.exports.rating import lines, rated
    from generator.load import only

    loaded = load(root, today)
    kind, id, path = _rated_record(loaded.catalog, record, root)
    problems = only(loaded, path).problems
    for problem in problems:
        print(printable(str(problem)), file=sys.stderr)
    found = rated(loaded.catalog, kind, id) if id in loaded.catalog.of(kind) else None
    if format == "json":
        print_json(asdict(found) if found else None)
    elif found:
        for line in lines(found, loaded.catalog.of(kind)[id].record):
            print(printable(line))
    raise typer.Exit(1 if problems else 0)


def diff(
    base: Annotated[str, typer.Argument(help="What to compare with: a git revision, or a folder.")],
    head: Annotated[
        str | None, typer.Argument(help="What to compare: the same; the working tree when left out.")
    ] = None,
    root: RootOption = Path(),
    format: Annotated[
        Literal["text", "json", "markdown"], typer.Option("--format", help="text, json, or markdown (a comment).")
    ] = "text",
    today: TodayOption = "",
) -> None:
    """Say which records, figures and ratings a change adds, moves or removes, and why."""
    from generator.diff import diff as compare
    from generator.exports.differences import Compared, markdown, text
    from generator.exports.differences_data import as_data

    before, after = state(base, root, today), state(str(root) if head is None else head, root, today)
    compared = Compared(
        compare(before.catalog, after.catalog), {"base": len(before.problems), "head": len(after.problems)}
    )
    if format == "json":
        print_json(as_data(compared))
    else:
        for line in (markdown if format == "markdown" else text)(compared).split("\n"):
            print(printable(line))


def _rated_record(catalog: "Catalog", given: str, root: Path) -> tuple[Literal["practice", "approach"], str, str]:
    """Kind, id and path below the root of the record that a file or an id names."""
    from generator.load.folders import FOLDERS

    folders = {kind: f.path for f in FOLDERS for kind in RATED_KINDS if f.kind == kind}
    file = Path(given)
    place = file.parent.resolve()
    for kind, folder in folders.items():
        if file.is_file() and place == root / folder and file.suffix == ".yaml":
            return kind, file.stem, f"{folder}/{file.name}"
    if file.is_file():
        misuse(f"{given}: not a record of practices/ or practices/approaches/ here")
    named = [kind for kind in RATED_KINDS if given in catalog.of(kind) or (kind, given) in catalog.broken]
    if len(named) != 1:
        several = f"{given} is the id of a practice and of an approach; give the file"
        misuse(several if named else f"{given}: no such file, and no practice or approach of that id")
    return named[0], given, f"{folders[named[0]]}/{given}.yaml"
