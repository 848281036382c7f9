"""A table: comma-separated text to rows, each with its line in the file, and what is wrong with its header and its rows."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from generator.problem import Problem
from generator.reading.source import Fault, is_there, read_bytes, text_of

MAX_BYTES = 32 * 1024 * 1024
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """One resource: its path below the root and its rows as text, in the order of the file, each with its line.

    A cell that holds one of the schema's signs for a missing value is ''.
    """

    name: str
    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: tuple[int, ...]

    @property
    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Every row with the line it begins on."""
        return zip(self.lines, self.rows, strict=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as its file holds it: the cells of each row that fits its header, with the row's line in the file.

    `columns` says in which column, from 0, the file holds each field of the schema that it holds.
    """

    path: str
    rows: tuple[Sequence[str], ...]
    lines: tuple[int, ...]
    columns: Mapping[str, int]

    def column(self, field: str) -> int:
        """The column of a field as an editor counts, from 1."""
        return self.columns.get(field, 0) + 1


def read_sheet(root: Path, path: str, fields: Sequence[str]) -> tuple[Sheet | None, tuple[Problem, ...]]:
    """The rows of `root/path`, whose schema has `fields`; without those that are blank, too short or too long."""
    if not is_there(root, path):
        hint = "add the file, or correct the path in the descriptor"
        return None, (Problem(path, 1, 1, "missing-file", "the descriptor names this file, and it is not there", hint),)
    try:
        written = _written(text_of(read_bytes(root, path, MAX_BYTES)))
    except Fault as fault:
        return None, (fault.problem(path),)
    if not written or not any(written[0][1]):
        hint = f"write the header {','.join(fields)} and a row for each value"
        return None, (Problem(path, 1, 1, "bad-table", "the table has no header", hint),)
    header = written[0][1]
    columns = dict(_columns(header, fields))
    faults = [*_header_faults(path, header, fields, columns)]
    widths = {len(header), len(fields)}  # with a column too many or too few, the header is at fault and not every row
    for line, cells in written[1:]:
        if len(cells) not in widths or not any(cells):
            faults += _row_faults(path, line, header, cells)
    sound = [(line, cells) for line, cells in written[1:] if len(cells) == len(header) and any(cells)]
    return Sheet(path, tuple(cells for _, cells in sound), tuple(line for line, _ in sound), columns), tuple(faults)


class NotATable(Fault):
    """Text that is no comma-separated table."""

    rule = "bad-table"


def _written(text: str) -> list[tuple[int, list[str]]]:
    """Every row with the line it begins on; a text in quotation marks may run over several lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    begin = 1
    try:
        for cells in reader:
            rows.append((begin, cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        open_mark = "unexpected end" in str(error)
        message = "a quotation mark in this row is never closed" if open_mark else f"this row cannot be read: {error}"
        hint = 'a text with a comma stands between "…"; inside it a quotation mark is written twice'
        raise NotATable(message, begin, 1, hint) from None
    return rows


def _columns(header: Sequence[str], fields: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Where each field stands: under its own name, or under a misspelt one in its place or near to it."""
    taken: set[int] = set()
    for field in fields:
        if field in header:
            taken.add(header.index(field))
            yield field, header.index(field)
    for number, field in enumerate(fields):
        if field not in header:
            free = {name: at for at, name in enumerate(header) if at not in taken}
            near = get_close_matches(field, free, n=1)
            at = number if number in free.values() and len(header) == len(fields) else free.get(near[0] if near else "")
            if at is not None:
                taken.add(at)
                yield field, at


def _header_faults(
    path: str, header: Sequence[str], fields: Sequence[str], columns: Mapping[str, int]
) -> Iterator[Problem]:
    meant = {at: field for field, at in columns.items()}
    order = f"expected {', '.join(fields)}"
    for at, name in enumerate(header):
        field = meant.get(at)
        if field == name:
            continue
        said = (
            f"the header of column {at + 1} is empty"
            if not name
            else f'the header "{name}" stands here a second time'
            if name in header[:at]
            else f'the schema has no column "{name}"'
        )
        hint = f'did you mean "{field}"?' if field else "describe the column in the schema, or remove it"
        yield Problem(path, 1, at + 1, "misspelt-header", said, hint)
    for at, field in enumerate(fields):
        if field not in columns:
            yield Problem(path, 1, at + 1, "misspelt-header", f'the column "{field}" is missing', order)
    places = [columns[field] for field in fields if field in columns]
    if len(places) == len(header) == len(fields) and places != sorted(places):
        yield Problem(path, 1, 1, "misspelt-header", "the columns stand in another order than in the schema", order)


def _row_faults(path: str, line: int, header: Sequence[str], cells: Sequence[str]) -> Iterator[Problem]:
    if not any(cells):
        yield Problem(path, line, 1, "blank-row", "this row is empty", "remove it")
    elif len(cells) > len(header):
        message = f"this row has {len(cells)} cells and the header {len(header)}"
        hint = "a text with a comma in it needs quotation marks around it"
        yield Problem(path, line, len(header) + 1, "extra-cell", message, hint)
    elif len(cells) < len(header):
        missing = " and ".join(f'"{name}"' for name in header[len(cells) :])
        hint = f"it has {len(cells)} of {len(header)} cells; write a comma for each one left empty"
        yield Problem(path, line, len(cells) + 1, "missing-cell", f"this row ends before {missing}", hint)
