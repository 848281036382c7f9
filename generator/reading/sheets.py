"""A CSV file or a workbook to sheets of plain cells, with every fault of the file at its row and cell.

A workbook is an archive that somebody sends: its size is looked at before it is opened, nothing in it is calculated,
and parts of XML that declare entities are refused.
"""

import csv
import io
import re
import warnings
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from generator.problem import Problem
from generator.reading.source import ByteOrderMark, Fault, read_bytes, text_of

MAX_BYTES = 8 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
MAX_PARTS = 300
MAX_ROWS = 2_000
MAX_COLUMNS = 200
MAX_CELL = 20_000
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_FORMULA = re.compile(r"=\s*[A-Za-z(+\-@'\"$0-9]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text, and whether a spreadsheet holds it as a date."""

    text: str
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that hold anything, each with its number as an editor shows it. `path` is what problems say."""

    name: str
    path: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets of a file, one for a CSV file, and what is wrong with the file and its cells."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]


def read_sheets(file: Path) -> Sheets:
    """The sheets of a CSV file or a workbook (.xlsx). Never raises for what the file holds."""
    path, problems = str(file), list[Problem]()
    try:
        source = read_bytes(file.parent, file.name, MAX_BYTES)
        if file.suffix.lower() == ".xlsx" or source[:2] == b"PK":
            sheets = tuple(_of_workbook(path, source, problems))
        else:
            sheets = (_of_csv(path, source, problems),)
    except Fault as fault:
        return Sheets((), (*problems, fault.problem(path)))
    for sheet in sheets:
        problems += _odd_cells(sheet)
    return Sheets(sheets, tuple(problems))


def _of_csv(path: str, source: bytes, problems: list[Problem]) -> Sheet:
    try:
        text = text_of(source)
    except ByteOrderMark as fault:
        problems.append(fault.problem(path))
        text = text_of(source[3:])
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    if mark != "," and head.count(mark):
        shown = {";": "semicolons", "\t": "tabs"}[mark]
        hint = "save it as CSV with commas; it was read with what it has"
        problems.append(Problem(path, 1, head.index(mark) + 1, "bad-table", f"the cells are parted by {shown}", hint))
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, tuple(Cell(cell.strip()) for cell in cells)))
            begins = reader.line_num + 1
            _bound(begins, len(rows), len(cells))
    except csv.Error as error:
        hint = "write a quotation mark inside a cell twice, and end each cell that begins with one"
        raise Fault(f"the row cannot be read: {error}", begins, 1, hint) from None
    return Sheet("", path, tuple(rows))


def _of_workbook(path: str, source: bytes, problems: list[Problem]) -> Iterator[Sheet]:
    _look_before_opening(source)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(source), read_only=True, data_only=False, keep_links=False)
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    message = f'the sheet "{sheet.title}" is hidden, so it was not read'
                    hint = "show it, or take it out; what nobody sees should not be published"
                    problems.append(Problem(path, 1, 1, "hidden-sheet", message, hint))
                    continue
                yield _of_sheet(f"{path}[{sheet.title}]", sheet)
    except Fault:
        raise
    except Exception as error:  # whatever a broken workbook makes the library raise is a fault of the file
        raise Fault(
            f"the workbook cannot be read: {type(error).__name__}", hint="save it anew as .xlsx, or as CSV"
        ) from None


def _of_sheet(path: str, sheet: Any) -> Sheet:
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        _bound(number, len(rows), len(row))
        cells = tuple(_cell(cell.value) for cell in row)
        if any(cell.text for cell in cells):
            rows.append((number, cells))
        if number > 10 * MAX_ROWS:
            raise Fault(f"the sheet has more than {number:,} rows", number, 1, "take out the empty rows")
    return Sheet(sheet.title, path, tuple(rows))


def _cell(value: Any) -> Cell:
    match value:
        case None:
            return Cell("")
        case bool():
            return Cell("yes" if value else "no")
        case datetime():
            return Cell(value.date().isoformat() if value.time() == time() else value.isoformat(" "), dated=True)
        case date() | time():
            return Cell(value.isoformat(), dated=True)
        case float() if value.is_integer() and abs(value) < 1e15:
            return Cell(str(int(value)))
        case _:
            return Cell(str(getattr(value, "text", value)).strip())


def _bound(line: int, rows: int, columns: int) -> None:
    if rows > MAX_ROWS:
        raise Fault(f"the table has more than {MAX_ROWS:,} rows", line, 1, "send it in parts")
    if columns > MAX_COLUMNS:
        raise Fault(f"the row has {columns:,} cells", line, MAX_COLUMNS, f"at most {MAX_COLUMNS} columns are read")


def _look_before_opening(source: bytes) -> None:
    """Refuse an archive that unpacks to more than any table needs, or whose XML declares entities."""
    try:
        with ZipFile(io.BytesIO(source)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
                message = f"the workbook unpacks to {unpacked:,} bytes in {len(parts):,} parts"
                raise Fault(message, hint="a table of practices is far smaller; copy its cells into a new workbook")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as held:
                        text = held.read(MAX_UNPACKED).replace(b"\0", b"")
                    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                        raise Fault("the workbook declares entities", hint="save it anew with a spreadsheet program")
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        hint = "save it anew as .xlsx without a password, or as CSV"
        raise Fault(f"the workbook cannot be opened: {error}", hint=hint) from None


def _odd_cells(sheet: Sheet) -> Iterator[Problem]:
    """Formulas, error codes and cells beyond any text."""
    for line, cells in sheet.rows:
        for column, cell in enumerate(cells, start=1):
            if cell.text.upper() in _ERRORS:
                message = f"the cell holds {cell.text}, which a spreadsheet writes when it cannot calculate"
                yield Problem(
                    sheet.path, line, column, "spreadsheet-error", message, "write the value, or leave it empty"
                )
            elif _FORMULA.match(cell.text):
                message = "the cell holds a formula, and nothing is calculated here"
                yield Problem(sheet.path, line, column, "formula", message, "paste its value instead")
            elif len(cell.text) > MAX_CELL:
                message = f"the cell holds {len(cell.text):,} characters"
                yield Problem(sheet.path, line, column, "over-long-text", message, f"at most {MAX_CELL:,} fit a record")


def write_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """The bytes of a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def write_workbook(sheets: Sequence[tuple[str, Sequence[Sequence[str]]]]) -> bytes:
    """The bytes of a workbook: each sheet with its name and rows, the first row frozen and in bold."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.column_dimensions[cell.column_letter].width = 28
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            cell.number_format = "@"
        sheet.freeze_panes = "B2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
