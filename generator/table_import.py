"""Many practices in one table: the template to fill in, and its rows read back as records.

One row is one practice and one column one question of the issue form. Lists of groups, such as sources, are blocks of
lines in a cell, or rows of a further sheet that name the practice by its title.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.answers import Given, labels, put_block, take
from generator.catalog import Catalog
from generator.forms import Field, choices
from generator.incoming import Incoming, incoming
from generator.names import Names
from generator.problem import Problem, did_you_mean
from generator.questions import HOW, STUDY, Question, questions
from generator.reading.sheets import Cell, Sheet, read_sheets, write_csv, write_workbook

KIND = "practice"
MAIN = "Practices"
OWNER = "Practice"
"""The column of a further sheet that names the practice by its title."""
HELP = "Help"


@dataclass(frozen=True, slots=True)
class Row:
    """One practice of a table: where it stands, the record made of it, and all that is wrong with it."""

    path: str
    line: int
    record: Incoming
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """The practices of a table, and what is wrong with the file around them."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def template(name: str, catalog: Catalog) -> bytes:
    """An empty table: a workbook with a sheet of help, or a CSV file with a row of help that is passed over."""
    asked = questions(KIND)
    if not name.lower().endswith(".xlsx"):
        return write_csv(
            [[q.label for q in asked], [f"# {_help(q)}" if n == 0 else _help(q) for n, q in enumerate(asked)]]
        )
    grouped = [q for q in asked if q.shape in {"blocks", "outcomes"}]
    flat = [q.label for q in asked if q not in grouped]
    further = [(q.label, [_columns(q)]) for q in grouped]
    meant = [["Sheet", "Column", "What it means", "Needed", "Example", "Choose from"], *_meanings(asked, catalog)]
    return write_workbook([(MAIN, [flat]), *further, (HELP, meant)])


def read_table(file: Path, catalog: Catalog, status: str) -> Imported:
    """Every practice of a table with its faults."""
    read = read_sheets(file)
    names, problems = Names(catalog), [*read.problems]
    main = next((s for s in read.sheets if s.name.casefold() == MAIN.casefold()), None)
    main = main or next((s for s in read.sheets if s.name.casefold() != HELP.casefold()), None)
    if main is None:
        return Imported((), tuple(problems))
    rows = _rows(main, names, problems)
    by_title = {row.title: row for row in reversed(rows)}
    for sheet in read.sheets:
        if sheet is not main and sheet.name.casefold() != HELP.casefold():
            _take_sheet(sheet, by_title, names, problems)
    lines = {(sheet.path, line): row for row in rows for sheet, line in row.lines}
    around = []
    for problem in problems:
        row = lines.get((problem.path, problem.line))
        if row is None:
            around.append(problem)
        else:
            row.problems.append(problem)
    return Imported(tuple(_made(rows, catalog, status)), tuple(sorted(around)))


@dataclass
class _Row:
    """A practice while its cells are read from one sheet or several."""

    sheet: Sheet
    line: int
    title: str
    given: Given = field(default_factory=Given)
    problems: list[Problem] = field(default_factory=list)
    lines: list[tuple[Sheet, int]] = field(default_factory=list)


def _made(rows: Sequence[_Row], catalog: Catalog, status: str) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for row in rows:
        record = incoming(KIND, row.given, catalog, row.sheet.path, status=status)
        problems = [*row.problems, *record.problems]
        if record.id in seen:
            message = f"row {seen[record.id]} has the same title, so both would get one address"
            problems.append(
                Problem(
                    row.sheet.path, row.line, 1, "two-records-for-one-address", message, "tell them apart in the title"
                )
            )
        seen.setdefault(record.id, row.line)
        yield Row(row.sheet.path, row.line, record, tuple(sorted(problems)))


def _rows(sheet: Sheet, names: Names, problems: list[Problem]) -> list[_Row]:
    if not sheet.rows:
        problems.append(
            Problem(sheet.path, 1, 1, "bad-table", "the table is empty", "write the template with --template")
        )
        return []
    head, *body = sheet.rows
    asked = _headed(sheet, head, {q.label: q for q in questions(KIND)}, problems)
    if not any(q.path == ("title",) for q in asked.values()):
        problems.append(
            Problem(
                sheet.path,
                head[0],
                1,
                "missing-field",
                'there is no column "Title"',
                "write the template with --template",
            )
        )
        return []
    rows = []
    for line, cells in body:
        if cells[0].text.startswith("#"):
            continue
        title = next((c.text for c, q in _with(cells, asked) if q.path == ("title",)), "")
        row = _Row(sheet, line, title, lines=[(sheet, line)])
        row.given.places[()] = (line, 1)
        # studies come before their outcomes, whatever the order of the columns
        ordered = sorted(asked.items(), key=lambda item: item[1].shape == "outcomes")
        for column, question in ordered:
            if column <= len(cells) and cells[column - 1].text:
                _take_cell(row, column, cells[column - 1], question, names)
        _keep_others(row, head[1], cells, asked)
        rows.append(row)
    return rows


def _with(cells: Sequence[Cell], asked: Mapping[int, Question]) -> Iterator[tuple[Cell, Question]]:
    return ((cells[column - 1], question) for column, question in asked.items() if column <= len(cells))


def _headed(
    sheet: Sheet, head: tuple[int, tuple[Cell, ...]], known: Mapping[str, Question], problems: list[Problem]
) -> Mapping[int, Question]:
    """The question of each column, by its number; a heading that is none is told."""
    by_name = {label.casefold(): q for label, q in known.items()} | {".".join(q.path): q for q in known.values()}
    found: dict[int, Question] = {}
    for column, cell in enumerate(head[1], start=1):
        said = cell.text.casefold().rstrip(" *")
        if said in by_name and by_name[said] not in found.values():
            found[column] = by_name[said]
        elif said:
            twice = "stands here a second time" if said in by_name else "is no column of the template"
            hint = did_you_mean(cell.text, known) if said not in by_name else "put both into one column"
            message = f'"{cell.text}" {twice}; its cells are kept as comments'
            problems.append(Problem(sheet.path, head[0], column, "misspelt-header", message, hint))
    return found


def _keep_others(row: _Row, head: Sequence[Cell], cells: Sequence[Cell], asked: Mapping[int, Question]) -> None:
    """Keep what stands in columns that no question has."""
    for column, cell in enumerate(cells, start=1):
        if column not in asked and cell.text:
            name = head[column - 1].text if column <= len(head) else ""
            row.given.left.append((row.line, f"{name}: {cell.text}" if name else cell.text))
            if column > len(head):
                message = "this cell stands behind the last column, so it is kept as a comment"
                row.problems.append(Problem(row.sheet.path, row.line, column, "extra-cell", message, "move it"))


def _take_cell(row: _Row, column: int, cell: Cell, question: Question, names: Names) -> None:
    """One answer, with each part of it at this cell."""
    text = re.sub(r"\s+\|\s+", "\n", cell.text) if question.shape in {"blocks", "outcomes"} else cell.text
    row.problems += _odd(row.sheet.path, row.line, column, cell, question.field)
    found: list[Problem] = []
    before = {*row.given.places}
    if question.shape == "rest":
        row.given.left.append((row.line, cell.text))
        return
    take(question, [(row.line, part) for part in text.split("\n")], row.given, names, found)
    row.problems += (replace(p, path=row.sheet.path, line=row.line, column=column) for p in found)
    row.given.places |= dict.fromkeys(row.given.places.keys() - before, (row.line, column))


def _odd(path: str, line: int, column: int, cell: Cell, field: Field | None) -> Iterator[Problem]:
    """What a spreadsheet does to numbers and dates."""
    if field is None:
        return
    if cell.dated and field.widget == "moment":
        hint = "format the cell as text, and write 2008, 2008-03 or 2008-03-21"
        yield Problem(
            path,
            line,
            column,
            "bad-date",
            "a spreadsheet made a whole day of this, so nobody knows if a year was meant",
            hint,
        )
    elif cell.dated and field.widget != "day":
        yield Problem(
            path,
            line,
            column,
            "wrong-type",
            "a spreadsheet made a date of this",
            "format the cell as text, and write it anew",
        )
    elif field.widget in {"number", "whole"} and re.fullmatch(r"-?\d+,\d+", cell.text):
        message = f'"{cell.text}" has a comma where a point belongs'
        yield Problem(path, line, column, "wrong-type", message, f"write {cell.text.replace(',', '.')}")


def _take_sheet(sheet: Sheet, by_title: Mapping[str, _Row], names: Names, problems: list[Problem]) -> None:
    """The rows of a further sheet, each put into the practice it names."""
    grouped = {q.label: q for q in questions(KIND) if q.shape in {"blocks", "outcomes"}}
    question = next((q for label, q in grouped.items() if label.casefold() == sheet.name.casefold()), None)
    if question is None or question.field is None:
        if sheet.rows:
            hint = f"known: {MAIN}, {', '.join(grouped)}, {HELP}"
            problems.append(Problem(sheet.path, 1, 1, "bad-table", f'the sheet "{sheet.name}" is not known here', hint))
        return
    leaves = {label.casefold(): (label, *found) for label, found in labels(question.field.fields).items()}
    head = [cell.text.casefold() for cell in sheet.rows[0][1]] if sheet.rows else []
    for column, said in enumerate(head, start=1):
        if said and said not in leaves and said not in {OWNER.casefold(), STUDY.casefold()}:
            hint = did_you_mean(said, [label for label, _, _ in leaves.values()])
            problems.append(
                Problem(sheet.path, 1, column, "misspelt-header", f'"{said}" is no column of this sheet', hint)
            )
    for line, cells in sheet.rows[1:]:
        if cells[0].text.startswith("#"):
            continue
        held = {
            said: (column, cell)
            for column, (said, cell) in enumerate(zip(head, cells, strict=False), start=1)
            if cell.text
        }
        owner = held.get(OWNER.casefold())
        row = by_title.get(owner[1].text) if owner else None
        if row is None:
            message = (
                f'no practice of this table has the title "{owner[1].text}"' if owner else "the row names no practice"
            )
            problems.append(
                Problem(
                    sheet.path,
                    line,
                    owner[0] if owner else 1,
                    "unknown-reference",
                    message,
                    f"write the title as in {MAIN}",
                )
            )
            continue
        _take_row(sheet, line, held, row, question, leaves, names)


def _take_row(
    sheet: Sheet,
    line: int,
    held: Mapping[str, tuple[int, Cell]],
    row: _Row,
    question: Question,
    leaves: Mapping[str, tuple[str, Field, tuple[str, ...]]],
    names: Names,
) -> None:
    """One group of a practice from a row of a further sheet."""
    row.lines.append((sheet, line))
    at: tuple[str | int, ...] = question.path
    if question.shape == "outcomes":
        studies = row.given.data.get("studies", [])
        said = held.get(STUDY.casefold(), (1, Cell("")))
        found = [n for n, study in enumerate(studies) if study.get("id") == said[1].text]
        if not found:
            message = f'no study of this practice has the key "{said[1].text}"'
            row.problems.append(
                Problem(sheet.path, line, said[0], "unknown-study", message, "write the key as in the sheet Studies")
            )
            return
        at = ("studies", found[0], "outcomes")
        number = len(studies[found[0]].get("outcomes", []))
    else:
        number = len(row.given.data.get(question.path[0], []))
    for said_label, (column, cell) in held.items():
        if said_label in leaves:
            _, leaf, path = leaves[said_label]
            row.problems += _odd(sheet.path, line, column, cell, leaf)
            put_block({path: (leaf, line, [cell.text])}, (*at, number), row.given, names)
            row.given.places[(*at, number, *path)] = (line, column)


def _columns(question: Question) -> list[str]:
    fields = question.field.fields if question.field else ()
    return [OWNER, *([STUDY] if question.shape == "outcomes" else []), *labels(fields)]


def _help(question: Question) -> str:
    said = [question.help, HOW.get(question.shape, "")]
    if question.shape in {"blocks", "outcomes"} and question.field:
        said.append("Lines: " + "; ".join(labels(question.field.fields)))
    return " ".join(part for part in said if part)


def _meanings(asked: Sequence[Question], catalog: Catalog) -> Iterator[list[str]]:
    for question in asked:
        field = question.field
        if question.shape in {"blocks", "outcomes"} and field:
            for label, (leaf, _) in labels(field.fields).items():
                yield [question.label, label, leaf.help, leaf.level, _example(leaf), _offered(leaf, catalog)]
        else:
            needed = "required" if question.required else field.level if field else "optional"
            yield [MAIN, question.label, question.help, needed, _example(field), _offered(field, catalog)]


def _example(field: Field | None) -> str:
    example = field.example if field else None
    return ", ".join(map(str, example)) if isinstance(example, list | tuple) else str(example or "")


def _offered(field: Field | None, catalog: Catalog) -> str:
    if field is None or field.options is None:
        return ""
    if field.options.name == "place":
        return "a place by name and country, such as Durban, South Africa"
    return "; ".join(choice.title for choice in choices(field.options, catalog))
