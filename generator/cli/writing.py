"""Commands that write into the library: new, schema, remake, addresses."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from generator.cli.common import RootOption, day, err, library, load, misuse, printable
from generator.cli.show import show
from generator.problem import Problem


def new(
    kind: Annotated[Literal["practice", "approach", "city"], typer.Argument(help="What to begin.")],
    title: Annotated[
        str, typer.Argument(help='Its title, as in "Earlier closing in Newcastle"; asked for when left out.')
    ] = "",
    place: Annotated[
        str, typer.Option("--place", help="Where: an id, or name and country, as in Durban, South Africa.")
    ] = "",
    theme: Annotated[str, typer.Option("--theme", help="The main theme, by id or title.")] = "",
    root: RootOption = Path(),
) -> None:
    """Begin a record: write a template with a comment for every field. What is not given is asked for in a terminal."""
    from generator.template import begin

    library(root)
    asks = sys.stdin.isatty()
    title = title or (typer.prompt("Title", err=True) if asks else "")
    if not title:
        misuse('give a title, as in: beacon new practice "Earlier closing in Newcastle"')
    place = place or (
        typer.prompt("Place, empty if unknown", "", show_default=False, err=True) if asks and kind != "approach" else ""
    )
    theme = theme or (
        typer.prompt("Main theme, empty to choose later", "", show_default=False, err=True) if asks else ""
    )
    path, problem = begin(root, kind, title, day(""), _known(root, kind, place, theme) if place or theme else {})
    if problem:
        misuse(problem)
    err.print(f"Written: {path}. Fill it in, then run: beacon check {path}")


def _known(root: Path, kind: str, place: str, theme: str) -> dict[str, str | list[str]]:
    """Place and theme by their ids; stop when there is none of that name, and say which is near."""
    from generator.forms import Options
    from generator.load.one import lists
    from generator.names import Names
    from generator.problem import nearest

    catalog = lists(root)
    if catalog is None:
        misuse("the lists of places and themes cannot be read; run: beacon check")
    names, found = Names(catalog), dict[str, str | list[str]]()
    if theme:
        known = catalog.vocabularies["themes"].terms if "themes" in catalog.vocabularies else {}
        id = names.value(Options("vocabulary", "themes"), theme)
        if id not in known:
            misuse(f'no theme "{theme}"; {nearest(theme, known)}')
        found["themes"] = [id]
    if place and kind != "approach":
        id = names.value(Options("records", "place"), place)
        if id not in catalog.places:
            misuse(f'no place "{place}"; {nearest(place, catalog.places)}')
        found |= {"place": id} if kind == "city" else {"places": [id]}
    return found


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
    from generator.placing import place
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
            said = place(root, path, made.files[path], over=True) if made and not dry_run else ""
            if said:
                problems.append(Problem(path, 1, 1, "unreadable", said, "put a plain file there"))
            else:
                changed.append(path)
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
