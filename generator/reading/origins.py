"""The folders `source/` of data packages: the raw tables in them, and the recipes that say what is made of each."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from generator.model.recipe import Recipe
from generator.problem import Problem, did_you_mean
from generator.reading.records import positions_of, read_record
from generator.reading.source import Fault, is_linked, is_there, read_bytes, text_of
from generator.reading.strays import files_below
from generator.reading.strict_yaml import Location, locate
from generator.reading.tables import MAX_BYTES

RECIPE = "source/recipe.yaml"
CHANGED = (
    "the raw table is not the one that the recipe was written for",
    "put the right file back, or write its sha256 into source/recipe.yaml and look at what changed",
)


def beside_figures(root: Path, home: str, described: Mapping[str, Collection[str]]) -> tuple[Problem, ...]:
    """What is wrong with the recipes of the packages in `home`, and the files beside them that none names.

    `described` has the files that the descriptor of each package names, by the name of its folder.
    """
    found: list[Problem] = []
    named: set[str] = set()
    unread: set[str] = set()
    folders = sorted(
        path.parent for path in (root / home).glob("*/source") if not is_linked(root, path.relative_to(root).as_posix())
    )
    for folder in folders:
        path = f"{home}/{folder.name}/{RECIPE}"
        named.add(path)
        if not is_there(root, path):
            continue
        entry, faults = read_record(root, path, Recipe)
        found += faults
        if entry is None:
            unread.add(folder.name)
            continue
        raw = raw_path(home, folder.name, entry.record)
        named.add(raw)
        if not faults:
            found += recipe_faults(root, path, raw, entry.record)
    for folder in folders:
        listed = {f"{home}/{folder.name}/{name}" for name in described.get(folder.name, ())}
        if folder.name not in unread:
            found += _strays(root, folder, named | listed)
    return tuple(found)


def raw_path(home: str, id: str, recipe: Recipe) -> str:
    """Where the raw table of a package lies: in its own folder, or in that of another package."""
    return f"{home}/{recipe.package or id}/source/{recipe.file}"


def _strays(root: Path, folder: Path, named: Collection[str]) -> Iterator[Problem]:
    for file in files_below(folder / "source"):
        path = file.relative_to(root).as_posix()
        if path not in named and not file.name.startswith(("README.md", "LICENSE")):
            hint = f"say in {RECIPE} what is made of it, or remove it"
            yield Problem(path, 1, 1, "stray-file", f'"{file.name}" is not read', hint)


def recipe_faults(root: Path, path: str, raw: str, recipe: Recipe) -> Iterator[Problem]:
    """Whether the raw table is there, is the one that the recipe was written for, and has the columns it names."""
    if not is_there(root, raw):
        key = "package" if recipe.package and not is_there(root, raw.rsplit("/", 1)[0]) else "file"
        yield _at(root, path, (key,), "missing-file", f"there is no {raw}", "add the raw table, or correct its name")
        return
    try:
        source = read_bytes(root, raw, MAX_BYTES)
        if sha256(source).hexdigest() != recipe.sha256:
            yield Problem(raw, 1, 1, "changed-file", *CHANGED)
        header = next(csv.reader(io.StringIO(text_of(source), newline=""), strict=True), [])
    except Fault as fault:
        yield fault.problem(raw)
        return
    except csv.Error as error:
        yield Problem(raw, 1, 1, "bad-table", f"the header cannot be read: {error}", "save the table as CSV")
        return
    for at, name, known in _named_columns(recipe, header):
        if name not in known:
            hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
            yield _at(root, path, at, "bad-recipe", f'there is no column "{name}"', hint)


def _named_columns(recipe: Recipe, raw: Sequence[str]) -> Iterator[tuple[Location, str, Sequence[str]]]:
    """Every column that a recipe names, with its place, and those there are."""
    made = list(recipe.columns)
    for column, taken in recipe.columns.items():
        for name in (taken,) if isinstance(taken, str) else taken:
            yield ("columns", column), name, raw
    for part in ("keep", "leave_out"):
        yield from (((part, name), name, raw) for name in getattr(recipe, part))
    yield from ((("replace", name), name, made) for name in recipe.replace)
    yield from ((("sort", index), name, made) for index, name in enumerate(recipe.sort))


def _at(root: Path, path: str, at: Location, rule: str, message: str, hint: str) -> Problem:
    return Problem(path, *locate(positions_of(root, path), at), rule, message, hint)
