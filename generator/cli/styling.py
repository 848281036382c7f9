"""The command that brings records into the one style: fmt."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.common import RootOption, err, library, misuse, printable

if TYPE_CHECKING:
    from generator.load.folders import Folder


def fmt(
    paths: Annotated[list[Path] | None, typer.Argument(help="Records to write in style; all when left out.")] = None,
    root: RootOption = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if a record is not in style.")
    ] = False,
) -> None:
    """Write records in the order and style that all share. Values and comments stay."""
    from generator.reading.source import Fault, read_bytes
    from generator.reading.strict_yaml import MAX_BYTES
    from generator.style import Changed, styled

    library(root)
    found, faulty, count = [], False, 0
    for path, folder in _records(root, paths or []):
        count += 1
        try:
            source = read_bytes(root, path, MAX_BYTES)
            made = styled(source, folder.kind, folder.model, path).encode()
        except Fault as fault:
            print(printable(str(fault.problem(path))))
            faulty = True
            continue
        except Changed:
            err.print(f"{path}: left as it is, for in style a value would read otherwise", markup=False)
            faulty = True
            continue
        if made != source:
            found.append(path)
            if not check:
                (root / path).write_bytes(made)
    for path in found:
        print(printable(f"{'not in style' if check else 'wrote'} {path}"))
    verb = "not in style" if check else "written"
    hint = "; run: beacon fmt" if check and found else ""
    err.print(f"{count} record{'s' * (count != 1)}, {len(found)} {verb}{hint}.")
    raise typer.Exit(1 if faulty or (check and found) else 0)


def _records(root: Path, paths: list[Path]) -> Iterator[tuple[str, "Folder"]]:
    """The records in files or folders, each with its path below the root."""
    from generator.load.folders import FOLDERS
    from generator.reading.source import is_plain

    held = {
        file.relative_to(root).as_posix(): folder
        for folder in FOLDERS
        for file in sorted((root / folder.path).glob(folder.pattern))
        if is_plain(root, file.relative_to(root).as_posix())
    }
    if not paths:
        yield from held.items()
    for given in paths:
        target = given.resolve()
        below = target.relative_to(root).as_posix() if target.is_relative_to(root) else ""
        named = (
            {path: f for path, f in held.items() if path == below or path.startswith(f"{below}/")} if below else held
        )
        if not target.exists() or not target.is_relative_to(root) or not named:
            misuse(f"{given}: no record here")
        yield from named.items()
