"""Commands for proposals: comment."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.common import RootOption, TodayOption, begun_from, err, load, misuse, printable, touched_files


def comment(
    base: Annotated[str, typer.Argument(help="What the work here was begun from: a git revision such as main.")],
    root: RootOption = Path(),
    out: Annotated[
        Path | None,
        typer.Option("--out", help="A folder for comment.md and the pictures of changed series; else it is printed."),
    ] = None,
    preview: Annotated[
        str, typer.Option("--preview", help="The address where the site with the change is found.")
    ] = "",
    today: TodayOption = "",
) -> None:
    """Write what is said to a contributor under a proposal: thanks, what to mend, what changes, what happens next."""
    from generator.exports.changes import pictures
    from generator.exports.comment import comment as say
    from generator.exports.proposal import Proposal

    if preview and not preview.startswith(("https://", "http://")):
        misuse(f"{preview}: no address on the web")
    touched = touched_files(root, base)
    given = Proposal(begun_from(root, base, today), load(root, today), touched)
    said = say(given, preview)
    if out is None:
        for line in said.split("\n"):
            print(printable(line))
        return
    files = {"comment.md": f"{said}\n".encode(), **{Path(p.path).name: p.content() for p in pictures(given.series)}}
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        assert isinstance(content, bytes)
        (out / name).write_bytes(content)
    err.print(f"Written: {out}, {len(files)} files", markup=False)
