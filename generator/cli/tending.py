"""Commands that tend the library: links, stale."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from generator.cli.common import RootOption, TodayOption, day, err, load, print_json, printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.analysis.links import Memory
    from generator.linked import Linked
    from generator.visit import Manners

MEMORY = ".beacon/links.json"
MOST_REMEMBERED = 64 * 1024 * 1024


def links(
    root: RootOption = Path(),
    visit: Annotated[
        bool,
        typer.Option("--visit", help="Ask those that are due whether they answer; else nothing leaves this machine."),
    ] = False,
    memory: Annotated[
        Path | None, typer.Option("--memory", help=f"Where it is remembered what they answered; {MEMORY} by default.")
    ] = None,
    format: Annotated[
        Literal["text", "markdown", "json"],
        typer.Option("--format", help="text (addresses and files), markdown (a report), or json (what is remembered)."),
    ] = "text",
    minutes: Annotated[float, typer.Option("--minutes", min=0.01, max=300, help="Time for all visits.")] = 20,
    pause: Annotated[float, typer.Option("--pause", min=0, max=60, help="Seconds between two visits of a host.")] = 2,
    today: TodayOption = "",
    loopback: Annotated[
        bool, typer.Option("--loopback", hidden=True, help="Visit this machine too; for tests.")
    ] = False,
) -> None:
    """List the addresses outside the library; with --visit, ask whether they answer. Never fails because one does not."""
    from generator.analysis.links import Memory as Known
    from generator.exports.links import Found, as_data, report
    from generator.linked import linked
    from generator.visit import Manners

    file = memory or root / MEMORY
    named = linked(load(root, today).catalog)
    known = _remembered(file)
    if visit:
        manners = Manners(pause=pause, limit=minutes * 60, loopback=loopback)
        known = _visited(named, known, day(today), manners)
    found = [Found(one, known.get(one.address, Known())) for one in named]
    if visit:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(as_data(found), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if format == "json":
        print_json(as_data(found))
    elif format == "markdown":
        for line in report(found, day(today)).split("\n"):
            print(printable(line))
    else:
        for one in found:
            print(printable(f"{one.verdict:<11}  {one.linked.address}  {' '.join(one.linked.paths)}"))


def _remembered(file: Path) -> "Mapping[str, Memory]":
    """What earlier visits found; nothing where there is no file, or one that is no memory of ours."""
    from generator.exports.links import Unreadable, remembered

    if not file.is_file():
        return {}
    try:
        if file.stat().st_size > MOST_REMEMBERED:
            raise Unreadable
        return remembered(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, RecursionError):
        err.print(f"{file} is no memory of addresses; it is begun anew.", markup=False)
        return {}


def _visited(
    named: "Sequence[Linked]", known: "Mapping[str, Memory]", today: "date", manners: "Manners"
) -> "Mapping[str, Memory]":
    """What is known after those that are due were asked."""
    from urllib.parse import urlsplit

    from generator.analysis.links import Memory as Known
    from generator.analysis.links import after, answer_of, is_due
    from generator.visit import Answer, visit_all

    now = dict(known)
    due = [one.address for one in named if is_due(now.get(one.address, Known()), today)]

    def heard(address: str, answer: Answer) -> None:
        own = (urlsplit(address).hostname or "").removeprefix("www.")
        led = answer.host.removeprefix("www.")
        away = led if led and led != own and own != "doi.org" else ""
        now[address] = after(now.get(address, Known()), answer_of(answer.status), today, answer.said, away)

    visit_all(due, manners, heard)
    err.print(f"{len(due)} of {len(named)} addresses were due.")
    return now


def stale(
    root: RootOption = Path(),
    days: Annotated[int, typer.Option("--days", min=0, max=3650, help="How near a day must be to be told.")] = 60,
    format: Annotated[
        Literal["text", "markdown", "json"], typer.Option("--format", help="text, markdown (a report), or json.")
    ] = "text",
    today: TodayOption = "",
) -> None:
    """List the published records that are past the day by which they must be read again, or will be soon."""
    from generator.exports.stale import as_data, markdown
    from generator.exports.stale import stale as find

    found = find(load(root, today).catalog, days)
    if format == "json":
        print_json(as_data(found))
    elif format == "markdown":
        for line in markdown(found).split("\n"):
            print(printable(line))
    else:
        for word, rows in (("past", found.past), ("soon", found.soon)):
            for due in rows:
                print(printable(f"{word}  {due.review_by.isoformat()}  {due.path}  {due.title}"))
        if not found.past and not found.soon:
            err.print(f"No published record is past its day or will be within {days} days.")
