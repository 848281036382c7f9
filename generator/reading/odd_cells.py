"""Cells that a spreadsheet or a copy has spoilt: its error codes, stray spaces, characters that nobody sees."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from generator.problem import Problem
from generator.reading.signs import unseen
from generator.reading.tables import MAX_CELL, Sheet
from generator.reading.words import quote

Said = tuple[str, str, str]
"""Rule, message and hint."""

_ERRORS = frozenset({
    "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#UNKNOWN!", "#CONNECT!", "#BUSY!", "#GETTING_DATA", "#ERROR!", "#N/A!", "#BEZUG!", "#NV", "#WERT!", "#ZAHL!",
    "#VALEUR!", "#NOM?", "#NOMBRE!", "#N/D", "#¡REF!", "#¡VALOR!", "#¿NOMBRE?", "#¡NUM!", "#¡DIV/0!", "#¡NULO!", "#VALOR!",
    "#NOME?", "#NÚM!", "#RIF!", "#VALORE!", "#ССЫЛКА!", "#ЗНАЧ!", "#ДЕЛ/0!", "#ИМЯ?", "#ЧИСЛО!", "#Н/Д",
})  # fmt: skip
"""What spreadsheets write into a cell they cannot work out, in the languages they speak."""
_CODE = re.compile(r"Err:5\d\d", re.ASCII)
_LONELY_RETURN = re.compile(r"\r(?!\n)")


def odd_cells(sheet: Sheet, signs: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """A problem for each such cell of a field. `signs` has the texts that stand for a missing value in each field."""
    for field, at in sheet.columns.items():
        column = sheet.cells[at]
        cells = set(column).difference(signs[field])
        odd = {cell: said for cell in cells if (said := _said(cell, field))} if _may_be_odd(cells) else {}
        for line, cell in zip(sheet.lines, column, strict=True) if odd else ():
            if cell in odd:
                yield Problem(sheet.path, line, at + 1, *odd[cell])


def _may_be_odd(cells: Collection[str]) -> bool:
    """Whether to look at each cell: false for most columns, and found out in one go."""
    text = f"|{'|'.join(cells)}|"
    return (
        not text.isprintable()
        or any(sign in text for sign in _SIGNS)
        or len(max(cells, key=len, default="")) > MAX_CELL
    )


_SIGNS = ("| ", " |", "|#", "|Err:", "\ufffd")


def _said(cell: str, field: str) -> Said | None:
    return next((said for look in _LOOKS if (said := look(cell, f'"{field}"'))), None)


def _too_long(cell: str, field: str) -> Said | None:
    if len(cell) <= MAX_CELL:
        return None
    hint = "look for a quotation mark that is never closed, or keep texts of that length elsewhere"
    return "bad-table", f"a cell in {field} has {len(cell):,} characters, and at most {MAX_CELL:,} are read", hint


def _error(cell: str, field: str) -> Said | None:
    bare = cell.strip()
    if bare[:1] not in {"#", "E"} or not (bare.upper() in _ERRORS or _CODE.fullmatch(bare)):
        return None
    hint = "correct the formula in the spreadsheet and save again, or leave the cell empty"
    return "spreadsheet-error", f"{quote(bare)} in {field} is what a spreadsheet writes when it cannot calculate", hint


def _space(cell: str, field: str) -> Said | None:
    bare = cell.strip()
    if bare == cell:
        return None
    if not bare:
        return "stray-space", f"the cell in {field} holds nothing but spaces", "leave it empty"
    side = (
        "begins and ends" if cell[0] != bare[0] and cell[-1] != bare[-1] else "begins" if cell[0] != bare[0] else "ends"
    )
    kind = "no-break space" if "\xa0" in cell and cell.strip(" \t\r\n") == cell else "space"
    return "stray-space", f"{quote(cell)} in {field} {side} with a {kind}", f"write {quote(bare)}"


def _unseen(cell: str, field: str) -> Said | None:
    found = unseen(cell) or ("\r" if _LONELY_RETURN.search(cell) else "")
    if not found:
        return None
    if found == "\ufffd":
        hint = "look it up in the source, and save the table as UTF-8"
        return "odd-character", f"a character in {field} was lost when the table was saved: {quote(cell)}", hint
    hint = "type the cell anew instead of pasting it"
    return "odd-character", f"the invisible character U+{ord(found):04X} in {field}", hint


_LOOKS: tuple[Callable[[str, str], Said | None], ...] = (_too_long, _error, _unseen, _space)
