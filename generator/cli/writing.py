"""Commands that write into the library: new, schema, remake, addresses."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from generator.cli.common import RootOption, day, err, load, misuse, printable
from generator.cli.show import show
from generator.problem import Problem


def new(
    kind: Annotated[Literal["practice", "approach"], typer.Argument(help="What to begin.")],
    title: Annotated[str, typer.Argument(help='Its title, as in "Earlier closing in Newcastle".')],
    root: RootOption = Path(),
) -> None:
    """Begin a record: write a template with a comment for every field."""
    from generator.template import begin

    path, problem = begin(root, kind, title, day(""))
    if problem:
        misuse(problem)
    err.print(f"Written: {path}. Fill it in, then run: beacon check {path}")


def schema(
    root: RootOption = Path(),
    out: Annotated[Path | None, typer.Option("--out", help="Folder to write to; .beacon/schemas by default.")] = None,
) -> None:
    """Write JSON Schemas, which give editors completion and checks as you type."""
    from generator.schema import write_schemas

    loaded = load(root, "")
    for file in write_schemas(loaded.catalog, out or root / ".beacon" / "schemas"):
        err.print(f"Written: {file}")


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
        misuse(f"{unknown[0]}: no data package with a source/recipe.yaml")
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
        print(printable(f"{'would change' if dry_run else 'wrote'} {path}"))
    raise typer.Exit(1 if problems or (dry_run and changed) else 0)


def addresses(root: RootOption = Path()) -> None:
    """Remember every address published today in addresses.txt, so that none can be lost in silence."""
    from generator.addresses import reachable
    from generator.site import remember

    loaded = load(root, "")
    added = remember(root / "addresses.txt", reachable(loaded.catalog))
    err.print(f"addresses.txt: {added} added.")
