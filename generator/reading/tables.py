"""A table: text to columns of cells, each row with its line in the file, and what is wrong with its header and its rows."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from typing import overload

from generator.problem import MOST_COMPARED, Problem
from generator.reading.dialect import PLAIN, Dialect
from generator.reading.file_kind import kind_of
from generator.reading.source import Fault, text_of
from generator.reading.words import quote

MAX_BYTES = 32 * 1024 * 1024
MAX_CELLS = 5_000_000
MAX_COLUMNS = 1_000
MAX_CELL = 100_000
"""Characters of one cell."""

Row = Mapping[str, str]
Column = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One resource: its path below the root, and its cells as text, column by column in the order of the schema.

    `lines` has the line that each row begins on. A cell that holds one of the schema's signs for a missing value is ''.
    """

    name: str
    path: str
    columns: Mapping[str, Column]
    lines: Sequence[int]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(self.columns)

    @property
    def rows(self) -> "Rows":
        """The rows in the order of the file, made as they are asked for."""
        return Rows(self.columns)

    @property
    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Every row with the line it begins on."""
        return zip(self.lines, self.rows, strict=True)

    def column(self, name: str) -> Column:
        """The cells of one column; empty ones when the table has no such column."""
        return self.columns.get(name) or ("",) * len(self.lines)


class Rows(Sequence[Row]):
    """A table seen row by row."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self._header, self._columns = tuple(columns), tuple(columns.values())

    def __len__(self) -> int:
        return len(self._columns[0]) if self._columns else 0

    def __iter__(self) -> Iterator[Row]:
        header = self._header
        return (dict(zip(header, cells, strict=True)) for cells in zip(*self._columns, strict=True))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return {name: column[index] for name, column in zip(self._header, self._columns, strict=True)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as its file holds it: the cells of the rows that fit its header, column by column in the order of the file.

    `lines` has the line of each row; `columns` says in which column, from 0, the file holds each field of the schema that
    it holds.
    """

    path: str
    cells: tuple[Column, ...]
    lines: Sequence[int]
    columns: Mapping[str, int]

    def column(self, field: str) -> int:
        """The column of a field as an editor counts, from 1."""
        return self.columns.get(field, 0) + 1

    def of(self, field: str) -> Column:
        """The cells of a field; empty ones where the file has no such column."""
        at = self.columns.get(field)
        return ("",) * len(self.lines) if at is None else self.cells[at]


@dataclass(frozen=True, slots=True)
class Form:
    """How a table should be written: its fields, the way its columns are matched with them, and its dialect."""

    fields: tuple[str, ...]
    match: str = "exact"
    dialect: Dialect = PLAIN

    @property
    def may_lack(self) -> bool:
        """Whether the table may have fewer columns than the schema has fields."""
        return self.match in {"superset", "partial"}

    @property
    def may_have_more(self) -> bool:
        """Whether the table may have columns that the schema does not know."""
        return self.match in {"subset", "partial"}


class NotATable(Fault):
    """Something that is no table of text with a header."""

    rule = "bad-table"


def read_sheet(path: str, source: bytes, form: Form) -> tuple[Sheet | None, Iterable[Problem]]:
    """The cells of the table in `source`, the file at `path`; without rows that are blank, too short or too long."""
    try:
        text = _text(source)
        numbered = _written(text, form.dialect)
        header, (lines, rows) = _headed(numbered, form)
    except Fault as fault:
        return None, (fault.problem(path),)
    columns = dict(_columns([name.strip() for name in header], form))
    faults: list[Iterable[Problem]] = [_line_ends(path, text, form.dialect.quote)]
    if form.dialect.header:
        faults.append(_header_faults(path, header, form, columns))
    if not all(map(any, rows)) or {*map(len, rows)} - {len(header)}:
        faults.append(_row_faults(path, form, header, lines, rows))
        sound = [at for at, cells in enumerate(rows) if len(cells) == len(header) and any(cells)]
        lines, rows = [lines[at] for at in sound], [rows[at] for at in sound]
    by_column = tuple(map(_shared, zip(*rows, strict=True))) if rows else ((),) * len(header)
    return Sheet(path, by_column, lines, columns), chain.from_iterable(faults)


def _text(source: bytes) -> str:
    """The text of a table that is no other kind of file and not too large. Raises Fault."""
    if kind := kind_of(source):
        hint = "open it with the program it belongs to, and save the table as comma-separated text in UTF-8"
        raise NotATable(f"the file is {kind} and no table of text", hint=hint)
    return text_of(source)


_LINE_ENDS = re.compile(r"\r\n|\n|\r")


def _line_ends(path: str, text: str, quote: str) -> Iterator[Problem]:
    """Whether lines end in two ways, or as no system ends them any more. Inside quotation marks they may."""
    returns = text.count("\r")
    if returns == text.count("\r\n") and returns in {0, text.count("\n")}:
        return
    line, first = 1, ""
    for piece in re.finditer(rf"{re.escape(quote)}[^{re.escape(quote)}]*{re.escape(quote)}|{_LINE_ENDS.pattern}", text):
        if piece[0].startswith(quote):
            line += len(_LINE_ENDS.findall(piece[0]))
            continue
        first = first or piece[0]
        if piece[0] == "\r" or piece[0] != first:
            said = "with a lone carriage return" if piece[0] == "\r" else "in another way than the lines before it"
            hint = "save the table again, so that every line ends the same way: with LF, or with CR LF"
            yield Problem(path, line, 1, "odd-line-end", f"this line ends {said}", hint)
            return
        line += 1


Numbered = tuple[Sequence[int], Sequence[list[str]]]
"""Lines and rows, one for the other."""


def _written(text: str, dialect: Dialect) -> Numbered:
    """Every row with the line it begins on; a text in quotation marks may run over several lines. Raises NotATable."""
    if text.count(dialect.delimiter) + text.count("\n") + text.count("\r") > MAX_CELLS:
        raise Fault(f"the table has more than {MAX_CELLS:,} cells", hint="split it into several tables")
    csv.field_size_limit(MAX_BYTES)  # it holds for all of Python, and frictionless sets it too
    reader = csv.reader(io.StringIO(text, newline=""), **dialect.options)
    try:
        rows = list(reader)
    except csv.Error:
        return _line_by_line(text, dialect)
    if reader.line_num == len(rows):
        return range(1, len(rows) + 1), rows
    return _line_by_line(text, dialect)


def _line_by_line(text: str, dialect: Dialect) -> Numbered:
    reader = csv.reader(io.StringIO(text, newline=""), **dialect.options)
    lines: list[int] = []
    rows: list[list[str]] = []
    begin = 1
    try:
        for cells in reader:
            lines.append(begin)
            rows.append(cells)
            begin = reader.line_num + 1
    except csv.Error as error:
        is_open = "unexpected end" in str(error)
        message = "a quotation mark in this row is never closed" if is_open else f"this row cannot be read: {error}"
        hint = 'a text with a comma stands between "…"; inside it a quotation mark is written twice'
        raise NotATable(message, begin, 1, hint) from None
    return lines, rows


def _headed(numbered: Numbered, form: Form) -> tuple[list[str], Numbered]:
    """The header, and the rows behind it. Raises NotATable."""
    lines, rows = numbered
    if not form.dialect.header:
        return list(form.fields), numbered
    if not rows or not any(rows[0]):
        hint = f"write the header {','.join(form.fields)} and a row for each value"
        raise NotATable("the table has no header", hint=hint)
    if len(rows[0]) > MAX_COLUMNS:
        hint = "write one row for each value, with a column that says what it is of"
        raise NotATable(f"the table has {len(rows[0]):,} columns, and at most {MAX_COLUMNS:,} are read", hint=hint)
    if (length := max(map(len, rows[0]))) > MAX_CELL:
        hint = "look for a quotation mark that is never closed"
        raise NotATable(f"the table has a header of {length:,} characters", hint=hint)
    if sign := _other_delimiter(rows[0], form):
        hint = f'part them with commas, or write "dialect": {{"delimiter": {quote(sign)}}} in the descriptor'
        raise NotATable(f"cells are parted by {quote(sign)}, and the descriptor does not say so", hint=hint)
    return rows[0], (lines[1:], rows[1:])


def _other_delimiter(header: Sequence[str], form: Form) -> str:
    """The sign that parts the cells of a header which holds several names in one cell, else ''."""
    if len(header) > 1 or set(header) <= set(form.fields):
        return ""
    signs = ";\t|,".replace(form.dialect.delimiter, "")
    parted = (sign for sign in signs if len({*header[0].split(sign)} & {*form.fields}) > 1)
    return next(parted, "")


def _shared(column: Column) -> Column:
    """The same cells, those of one text as one object where many are."""
    known = {cell: cell for cell in column}
    return tuple(map(known.__getitem__, column)) if 2 * len(known) < len(column) else column


def _columns(header: Sequence[str], form: Form) -> Iterator[tuple[str, int]]:
    """Where each field stands: under its own name, or under a misspelt one in its place or near to it."""
    taken: set[int] = set()
    for field in form.fields:
        if field in header:
            taken.add(header.index(field))
            yield field, header.index(field)
    lacking = [(n, field) for n, field in enumerate(form.fields) if field not in header]
    for number, field in lacking if form.match in {"exact", "equal"} else ():
        free = {name: at for at, name in enumerate(header) if at not in taken}
        if number in free.values() and len(header) == len(form.fields):
            at: int | None = number
        else:
            at = free.get(_nearest(field, free)) if len(lacking) <= MOST_SOUGHT else None
        if at is not None:
            taken.add(at)
            yield field, at


MOST_SOUGHT = 50
"""Missing columns for which a near header is looked for."""


def _nearest(field: str, names: Iterable[str]) -> str:
    """The header that is probably meant by a field, else ''."""
    near = get_close_matches(field, names, n=1) if len(field) <= MOST_COMPARED else []
    return near[0] if near else ""


def _header_faults(path: str, header: Sequence[str], form: Form, columns: Mapping[str, int]) -> Iterator[Problem]:
    meant = {at: field for field, at in columns.items()}
    order = f"expected {', '.join(form.fields)}"
    for at, name in enumerate(header):
        field = meant.get(at)
        if field == name:
            continue
        if field == name.strip():
            said, hint = f"the header {quote(name)} begins or ends with a space", f"write {quote(field)}"
            yield Problem(path, 1, at + 1, "stray-space", said, hint)
            continue
        if form.may_have_more and name and name not in header[:at]:
            continue
        said = (
            f"the header of column {at + 1} is empty"
            if not name
            else f"the header {quote(name)} stands here a second time"
            if name in header[:at]
            else f"the schema has no column {quote(name)}"
        )
        hint = f'did you mean "{field}"?' if field else "describe the column in the schema, or remove it"
        yield Problem(path, 1, at + 1, "misspelt-header", said, hint)
    for at, field in enumerate(form.fields if not form.may_lack else ()):
        if field not in columns:
            yield Problem(path, 1, at + 1, "misspelt-header", f'the column "{field}" is missing', order)
    if not columns:
        yield Problem(path, 1, 1, "misspelt-header", "the table has no column of the schema", order)
    places = [columns[field] for field in form.fields if field in columns]
    if form.match == "exact" and len(places) == len(header) == len(form.fields) and places != sorted(places):
        said = "the columns stand in another order than in the schema"
        yield Problem(path, 1, 1, "misspelt-header", said, order)


def _row_faults(
    path: str, form: Form, header: Sequence[str], lines: Sequence[int], rows: Sequence[Sequence[str]]
) -> Iterator[Problem]:
    """Rows that are blank, or not as wide as the header; not those as wide as the header should be, which is at fault."""
    wide = {len(header), len(form.fields)}
    for line, cells in zip(lines, rows, strict=True):
        if not any(cells):
            yield Problem(path, line, 1, "blank-row", "this row is empty", "remove it")
        elif len(cells) in wide:
            continue
        elif len(cells) > len(header):
            message = f"this row has {len(cells)} cells and the header {len(header)}"
            hint = "a text with a comma in it needs quotation marks around it"
            yield Problem(path, line, len(header) + 1, "extra-cell", message, hint)
        else:
            missing = " and ".join(f'"{name}"' for name in header[len(cells) :])
            hint = f"it has {len(cells)} of {len(header)} cells; write a comma for each one left empty"
            yield Problem(path, line, len(cells) + 1, "missing-cell", f"this row ends before {missing}", hint)
