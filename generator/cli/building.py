"""Commands that make the site: build, serve."""

import os
from datetime import date
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from generator.cli.common import RootOption, TodayOption, begun_from, day, err, library
from generator.cli.show import show

if TYPE_CHECKING:
    from generator.catalog import Catalog


def build(
    root: RootOption = Path(),
    site: Annotated[Path | None, typer.Option("--site", help="Where to publish; site/ by default.")] = None,
    today: TodayOption = "",
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Publish the sound records even if others have problems.")
    ] = False,
    compare: Annotated[
        str,
        typer.Option(
            "--compare", help="A git revision: add a page of what differs since the work here parted from it."
        ),
    ] = "",
) -> None:
    """Build the site. With a problem anywhere nothing is published and the old site stays."""
    from generator.site import unchanged
    from generator.stamp import stamp

    library(root)
    speaks_for, published = day(today), site or root / "site"
    base = begun_from(root, compare, today).catalog if compare else None
    made_from = "" if base else stamp(root, speaks_for, os.environ, time_ns())
    if files := unchanged(published, made_from):
        err.print(f"{files} files, 0 written, 0 removed: {published}\nNothing has changed since it was built.")
        return
    _build(root, published, speaks_for, made_from, base, keep_going=keep_going)


def _build(root: Path, site: Path, day: date, made_from: str, base: "Catalog | None", *, keep_going: bool) -> None:
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
                base=base,
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


def serve(
    root: RootOption = Path(),
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8000,
    today: TodayOption = "",
) -> None:
    """Preview the site: build on every save and have the browser read it anew."""
    from generator.preview import serve as run

    run(root, port, lambda: day(today), err)
