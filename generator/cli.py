"""The command line: check, rate, diff, remake, build, serve, new, schema, addresses. Exit codes: 0 clean, 1 problems, 2 misuse."""

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress

from generator.problem import Problem

if TYPE_CHECKING:  # a build that finds nothing changed is over before records could be read
    from generator.catalog import Catalog
    from generator.load import Loaded

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Beacon: check records, build the site, begin a record.",
)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Format = Literal["text", "json", "github"]
RATED_KINDS: tuple[Literal["practice", "approach"], ...] = ("practice", "approach")
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


@app.command()
def check(
    path: Annotated[Path | None, typer.Argument(help="Only the problems of this file or folder.")] = None,
    root: RootOption = Path(),
    format: Annotated[Format, typer.Option("--format", help="text, json, or github (annotations).")] = "text",
    today: TodayOption = "",
) -> None:
    """Check all records and data; print every problem with its place, its rule and how to mend it."""
    from generator.load import only

    loaded = _load(root, today)
    if path is not None:
        target = path.resolve()
        if not target.exists() or not target.is_relative_to(root.resolve()):
            _misuse(f"{path}: no such file or folder here")
        loaded = only(loaded, target.relative_to(root.resolve()).as_posix())
    show(loaded.problems, format)
    if not loaded.problems and format == "text":
        catalog = loaded.catalog
        err.print(
            f"No problems: {len(catalog.practices)} practices, {len(catalog.approaches)} approaches, {len(catalog.cities)} cities, {len(catalog.indicators)} indicators."
        )
    raise typer.Exit(1 if loaded.problems else 0)


@app.command()
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

    loaded = _load(root, today)
    kind, id, path = _rated_record(loaded.catalog, record, root)
    problems = only(loaded, path).problems
    for problem in problems:
        print(_printable(str(problem)), file=sys.stderr)
    found = rated(loaded.catalog, kind, id) if id in loaded.catalog.of(kind) else None
    if format == "json":
        _print_json(asdict(found) if found else None)
    elif found:
        for line in lines(found, loaded.catalog.of(kind)[id].record):
            print(_printable(line))
    raise typer.Exit(1 if problems else 0)


@app.command()
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

    before, after = _state(base, root, today), _state(str(root) if head is None else head, root, today)
    compared = Compared(
        compare(before.catalog, after.catalog), {"base": len(before.problems), "head": len(after.problems)}
    )
    if format == "json":
        _print_json(as_data(compared))
    else:
        for line in (markdown if format == "markdown" else text)(compared).split("\n"):
            print(_printable(line))


@app.command()
def remake(
    packages: Annotated[list[str] | None, typer.Argument(help="Ids of data packages; all that have a recipe.")] = None,
    root: RootOption = Path(),
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; exit with 1 if anything would.")] = False,
) -> None:
    """Make the tables of data packages again from their raw tables, by source/recipe.yaml."""
    from generator.remake import remake as make_again
    from generator.remake import with_recipe

    known = with_recipe(root)
    if unknown := sorted({*(packages or ())} - {*known}):
        _misuse(f"{unknown[0]}: no data package with a source/recipe.yaml")
    problems: list[Problem] = []
    changed: list[str] = []
    for id in packages or known:
        made, faults = make_again(root, id)
        problems += faults
        for path in made.changed(root) if made else ():
            changed.append(path)
            if made and not dry_run:
                (root / path).write_bytes(made.files[path])
    show(tuple(problems), "text")
    for path in changed:
        print(_printable(f"{'would change' if dry_run else 'wrote'} {path}"))
    raise typer.Exit(1 if problems or (dry_run and changed) else 0)


@app.command()
def build(
    root: RootOption = Path(),
    site: Annotated[Path | None, typer.Option("--site", help="Where to publish; site/ by default.")] = None,
    today: TodayOption = "",
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Publish the sound records even if others have problems.")
    ] = False,
) -> None:
    """Build the site. With a problem anywhere nothing is published and the old site stays."""
    from generator.site import unchanged
    from generator.stamp import stamp

    _library(root)
    day, published = _day(today), site or root / "site"
    made_from = stamp(root, day, os.environ, time_ns())
    if files := unchanged(published, made_from):
        err.print(f"{files} files, 0 written, 0 removed: {published}\nNothing has changed since it was built.")
        return
    _build(root, published, day, made_from, keep_going=keep_going)


def _build(root: Path, site: Path, day: date, made_from: str, *, keep_going: bool) -> None:
    from generator.engine import EngineFault
    from generator.fill import SiteFault
    from generator.make import make

    quiet = bool(os.environ.get("CI")) or not err.is_terminal
    try:
        with Progress(console=err, disable=quiet, transient=True) as progress:
            task = progress.add_task("Building", total=None)
            made = make(
                root,
                site,
                root / ".beacon",
                day,
                stamp=made_from,
                keep_going=keep_going,
                processes=os.cpu_count() or 1,
                progress=lambda done: progress.update(task, completed=done, description=f"Building, {done} files"),
            )
    except (EngineFault, SiteFault) as fault:
        err.print(f"The site was not built. {fault}", markup=False)
        raise typer.Exit(1) from None
    show(made.loaded.problems, "text")
    if made.built is None:
        err.print("The site was not built: mend the problems above. The old site is untouched.")
        raise typer.Exit(1)
    err.print(f"{made.built.files} files, {made.built.written} written, {made.built.removed} removed: {site}")
    raise typer.Exit(1 if made.loaded.problems else 0)


@app.command()
def serve(
    root: RootOption = Path(),
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8000,
    today: TodayOption = "",
) -> None:
    """Preview the site: build on every save and have the browser read it anew."""
    from generator.preview import serve as run

    run(root, port, lambda: _day(today), err)


@app.command()
def new(
    kind: Annotated[Literal["practice", "approach"], typer.Argument(help="What to begin.")],
    title: Annotated[str, typer.Argument(help='Its title, as in "Earlier closing in Newcastle".')],
    root: RootOption = Path(),
) -> None:
    """Begin a record: write a template with a comment for every field."""
    from generator.template import begin

    path, problem = begin(root, kind, title, _day(""))
    if problem:
        _misuse(problem)
    err.print(f"Written: {path}. Fill it in, then run: beacon check {path}")


@app.command()
def schema(
    root: RootOption = Path(),
    out: Annotated[Path | None, typer.Option("--out", help="Folder to write to; .beacon/schemas by default.")] = None,
) -> None:
    """Write JSON Schemas, which give editors completion and checks as you type."""
    from generator.schema import write_schemas

    loaded = _load(root, "")
    for file in write_schemas(loaded.catalog, out or root / ".beacon" / "schemas"):
        err.print(f"Written: {file}")


@app.command()
def addresses(root: RootOption = Path()) -> None:
    """Remember every address published today in addresses.txt, so that none can be lost in silence."""
    from generator.addresses import reachable
    from generator.site import remember

    loaded = _load(root, "")
    added = remember(root / "addresses.txt", reachable(loaded.catalog))
    err.print(f"addresses.txt: {added} added.")


def show(problems: tuple[Problem, ...], format: Format) -> None:
    """Print problems on standard output: as lines, as JSON, or as annotations of a GitHub workflow."""
    if format == "json":
        import json
        from dataclasses import asdict

        print(json.dumps([asdict(p) for p in problems], indent=2))
        return
    for problem in problems:
        print(_annotation(problem) if format == "github" else _printable(str(problem)))
    if problems and format == "text":
        err.print(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}.")


def _annotation(problem: Problem) -> str:
    def data(text: str) -> str:
        return _printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))

    def property_(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    tail = f"; {problem.hint}" if problem.hint else ""
    return f"::error file={property_(problem.path)},line={problem.line},col={problem.column},title={property_(problem.rule)}::{data(problem.message + tail)}"


def _printable(text: str) -> str:
    """A line that cannot steer a terminal: control characters of a contributor's text are shown, not obeyed."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def _print_json(data: Any) -> None:
    import json

    print(json.dumps(data, indent=2, allow_nan=False))


def _rated_record(catalog: "Catalog", given: str, root: Path) -> tuple[Literal["practice", "approach"], str, str]:
    """Kind, id and path below the root of the record that a file or an id names."""
    from generator.load import FOLDERS

    folders = {kind: f.path for f in FOLDERS for kind in RATED_KINDS if f.kind == kind}
    file = Path(given)
    place = file.parent.resolve()
    for kind, folder in folders.items():
        if file.is_file() and place == root / folder and file.suffix == ".yaml":
            return kind, file.stem, f"{folder}/{file.name}"
    if file.is_file():
        _misuse(f"{given}: not a record of practices/ or practices/approaches/ here")
    named = [kind for kind in RATED_KINDS if given in catalog.of(kind) or (kind, given) in catalog.broken]
    if len(named) != 1:
        several = f"{given} is the id of a practice and of an approach; give the file"
        _misuse(several if named else f"{given}: no such file, and no practice or approach of that id")
    return named[0], given, f"{folders[named[0]]}/{given}.yaml"


def _state(given: str, root: Path, today: str) -> "Loaded":
    """The library in a folder, else at a revision of the repository around the root."""
    from generator.history import HistoryFault, laid_out

    if given and _holds_records(Path(given)):
        return _load(Path(given).resolve(), today)
    try:
        with laid_out(root, given) as folder:
            return _load(folder, today)
    except HistoryFault as fault:
        _misuse(str(fault))


def _load(root: Path, today: str) -> "Loaded":
    from generator.load import load

    _library(root)
    day = _day(today)
    with Progress(console=err, disable=bool(os.environ.get("CI")) or not err.is_terminal, transient=True) as progress:
        progress.add_task("Checking", total=None)
        return load(root, day, processes=os.cpu_count() or 1)


def _holds_records(folder: Path) -> bool:
    return (folder / "practices").is_dir() or (folder / "datasets").is_dir()


def _library(root: Path) -> None:
    if not _holds_records(root):
        _misuse(f"{root} holds no practices/ and no datasets/; run this in the repository, or give --root")


def _day(given: str) -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if given:
            return date.fromisoformat(given)
        if epoch:
            return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        _misuse(f"{given or 'SOURCE_DATE_EPOCH ' + epoch} is no day; write 2026-03-21")
    return datetime.now(UTC).date()


def _misuse(message: str) -> NoReturn:
    err.print(message, markup=False)
    raise typer.Exit(2)


def main() -> None:
    """Run the command line. What a user did wrong is said in a line; only a fault of ours may show a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
