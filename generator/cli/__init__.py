"""The command line. Exit codes: 0 clean, 1 problems, 2 misuse."""

import os
import sys

import typer

from generator.cli import (
    building,
    checking,
    explaining,
    incoming,
    pictures,
    proposing,
    styling,
    tending,
    writing,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Beacon: check records, build the site, begin a record.",
)
for command in (
    checking.check,
    checking.rate,
    checking.diff,
    building.build,
    building.serve,
    proposing.comment,
    tending.links,
    tending.stale,
    writing.new,
    writing.schema,
    writing.remake,
    writing.addresses,
    styling.fmt,
    pictures.strip,
    incoming.forms,
    explaining.explain,
):
    app.command()(command)
app.add_typer(incoming.import_app, name="import")


def main() -> None:
    """Run the command line. What a user did wrong is said in a line; only a fault of ours may show a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
