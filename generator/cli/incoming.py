"""Commands that take in what people send: forms, import issue, import table."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from generator.cli.common import RootOption, TodayOption, err, load, misuse, printable
from generator.cli.show import Format, show
from generator.problem import Problem

import_app = typer.Typer(no_args_is_help=True, help="Turn what people send into records.")
ForceOption = Annotated[bool, typer.Option("--force", help="Write over a record that is there already.")]


def forms(
    root: RootOption = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if a form is out of date.")
    ] = False,
) -> None:
    """Write the issue forms from the models and the lists of the library."""
    from generator.issue_forms import stale

    found = list(stale(root, load(root, "").catalog))
    for path, text in found:
        if not check:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        print(f"{'out of date' if check else 'wrote'} {path}")
    raise typer.Exit(1 if check and found else 0)


@import_app.command("issue")
def import_issue(
    file: Annotated[Path, typer.Argument(help="The text of an issue that was made with a form; - for standard input.")],
    kind: Annotated[Literal["practice", "city"] | None, typer.Option("--kind", help="Which form it was.")] = None,
    root: RootOption = Path(),
    format: Annotated[Format, typer.Option("--format", help="text, json, or github (annotations).")] = "text",
    force: ForceOption = False,
    today: TodayOption = "",
) -> None:
    """Write a draft from an issue's text, and list what is wrong with the lines of that text."""
    from generator.incoming import incoming
    from generator.issue_text import MAX_BYTES, kind_of, read_issue
    from generator.names import Names
    from generator.placing import place
    from generator.reading.source import Fault, read_bytes, text_of

    name = "issue" if str(file) == "-" else str(file)
    try:
        source = (
            sys.stdin.buffer.read(MAX_BYTES + 1) if name == "issue" else read_bytes(file.parent, file.name, MAX_BYTES)
        )
        if len(source) > MAX_BYTES:
            raise Fault(f"the text has more than {MAX_BYTES:,} bytes", hint="an issue is shorter")
        text = text_of(source).replace("\r\n", "\n")
    except Fault as fault:
        show((fault.problem(name),), format)
        raise typer.Exit(1) from None
    sort = kind or kind_of(text)
    if not sort:
        misuse(f"{name}: this is not the text of one of our forms; give --kind practice or --kind city")
    catalog = load(root, today).catalog
    given, story, unclear = read_issue(sort, text, Names(catalog))
    record = incoming(sort, given, catalog, name, story)
    problems = tuple(sorted((*record.problems, *(replace(p, path=name) for p in unclear))))
    show(problems, format)
    if not record.id:
        misuse(f"{name}: nothing was written, for there is no title that gives an id")
    if said := place(root, record.path, record.text.encode(), over=force):
        misuse(f"{said}; give --force to write over a record, or change the title")
    err.print(printable(f"Written: {record.path}"), markup=False)
    raise typer.Exit(1 if problems else 0)


@import_app.command("table")
def import_table(
    file: Annotated[Path | None, typer.Argument(help="A table of practices, .csv or .xlsx.")] = None,
    template: Annotated[Path | None, typer.Option("--template", help="Write an empty table here instead.")] = None,
    status: Annotated[
        Literal["draft", "submitted"], typer.Option("--status", help="What the new records are.")
    ] = "draft",
    root: RootOption = Path(),
    format: Annotated[Format, typer.Option("--format", help="text, json, or github (annotations).")] = "text",
    force: ForceOption = False,
    today: TodayOption = "",
) -> None:
    """Write a record for each sound row of a table, and list the others with all that is wrong with them."""
    from generator.placing import place
    from generator.table_import import read_table
    from generator.table_import import template as empty

    if (file is None) == (template is None):
        misuse("give a table to read, or --template and a file to write")
    catalog = load(root, today).catalog
    if template is not None:
        if template.suffix.lower() not in {".csv", ".xlsx"}:
            misuse(f"{template}: a template ends in .csv or .xlsx")
        if said := place(template.parent, template.name, empty(template.name, catalog), over=force):
            misuse(f"{said}; give --force to write over it")
        err.print(printable(f"Written: {template}"), markup=False)
        return
    read = read_table(file or Path(), catalog, status)
    problems, written, faulty = [*read.problems], [], 0
    for row in read.rows:
        found = [*row.problems]
        if not found and (said := place(root, row.record.path, row.record.text.encode(), over=force)):
            found.append(Problem(row.path, row.line, 1, "exists", said, "give --force to write over a record"))
        if found:
            faulty += 1
            problems += found
            continue
        written.append(row.record.path)
    show(tuple(problems), format)
    for path in written:
        err.print(printable(f"Written: {path}"), markup=False)
    err.print(f"{len(written)} written, {faulty} with problems, of {len(read.rows)} rows.")
    raise typer.Exit(1 if problems else 0)
