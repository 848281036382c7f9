"""How to mend a cell that is not of its type: what was probably meant by it, told by its look."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta

_SPACES = " \xa0\u2009\u202f"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_TURNED = re.compile(
    rf"(?:\d{{1,4}}[-/ .])?(?:{_MONTHS})[a-z]*[-/ .]\d{{1,4}}|\d{{1,2}}[-/ .](?:{_MONTHS})[a-z]*", re.IGNORECASE
)
_PERCENT = re.compile(rf"([-+]?\d+(?:[.,]\d+)?)[{_SPACES}]?%", re.ASCII)
_GROUPED = re.compile(rf"([-+]?)(\d{{1,3}}(?:[,{_SPACES}'’]\d{{3}})+)(\.\d+)?", re.ASCII)
_GROUPED_BY_POINTS = re.compile(rf"([-+]?)(\d{{1,3}}(?:[.{_SPACES}'’]\d{{3}})+),(\d+)", re.ASCII)
_EITHER = re.compile(r"([-+]?\d{1,3}),(\d{3})", re.ASCII)
_COMMA = re.compile(r"([-+]?\d+),(\d+)", re.ASCII)
_WITH_UNIT = re.compile(
    rf"(?:[€$£¥₹][{_SPACES}]?([-+]?\d+(?:\.\d+)?)|([-+]?\d+(?:\.\d+)?)[{_SPACES}]?(?:[€$£¥₹]|[a-z/]+))",
    re.ASCII | re.IGNORECASE,
)
_MISSING = frozenset({"na", "n/a", "n.a.", "-", "–", "—", "..", "...", ".", ":", "null", "none", "nil", "missing", "unknown", "*", "x", "?"})  # fmt: skip
_WHOLE = re.compile(r"([-+]?\d+)\.0*", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_LED_BY_YEAR = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", re.ASCII)
_SPAN = re.compile(r"\d{4}\s?[-/–]\s?\d{2,4}", re.ASCII)
_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(20_000, 60_000)


def stored_day(cell: str) -> date | None:
    """The day that a spreadsheet means by a whole number, such as 43831 for 1 January 2020; None for other numbers."""
    if not (cell.isascii() and cell.isdigit() and len(cell) == 5 and int(cell) in _SERIALS):
        return None
    return _DAY_ZERO + timedelta(days=int(cell))


def in_another_form(kind: str, field: str, cell: str) -> str:
    """What to write in place of a cell that is no value of its type, or '' when nobody can tell."""
    is_year = kind == "year" or (kind == "integer" and field.casefold().split("_")[0] == "year")
    if cell.strip().casefold() in _MISSING:
        return 'leave the cell empty, or name the sign in "missingValues" of the schema'
    looks = _YEARS if is_year else _BY_KIND.get(kind, ())
    return next((hint for look in looks for hint in look(cell.strip())), "")


Look = Callable[[str], Iterator[str]]
"""Yields a hint, or nothing."""


def _other_digits(cell: str) -> Iterator[str]:
    digits = [str(unicodedata.digit(sign)) if unicodedata.digit(sign, -1) >= 0 else sign for sign in cell]
    if (plain := "".join(digits)) != cell and plain.isascii():
        yield f"write {plain}"


def _underscored(cell: str) -> Iterator[str]:
    if re.fullmatch(r"[-+]?\d+(?:_\d+)+(?:\.\d+)?", cell, re.ASCII):
        yield f"write {cell.replace('_', '')}"


def _turned(cell: str) -> Iterator[str]:
    if _TURNED.fullmatch(cell):
        yield "a spreadsheet has made a date of it: set the column to text there, and write the value anew"


def _percent(cell: str) -> Iterator[str]:
    if found := _PERCENT.fullmatch(cell):
        yield f"write {found[1].replace(',', '.')}, and percent as the unit in the schema"


def _thousands(cell: str) -> Iterator[str]:
    if found := _EITHER.fullmatch(cell):
        yield f"write {found[1]}{found[2]} if the comma parts thousands, {found[1]}.{found[2]} if decimals follow it"
    elif found := _GROUPED_BY_POINTS.fullmatch(cell):
        yield f"write {found[1]}{_digits(found[2])}.{found[3]}, with a point and no thousands separator"
    elif found := _GROUPED.fullmatch(cell):
        yield f"write {found[1]}{_digits(found[2])}{found[3] or ''}, without a thousands separator"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _comma(cell: str) -> Iterator[str]:
    if found := _COMMA.fullmatch(cell):
        yield f"write {found[1]}.{found[2]}, with a point"


def _unit(cell: str) -> Iterator[str]:
    if found := _WITH_UNIT.fullmatch(cell):
        yield f"write {found[1] or found[2]}, and the unit in the schema"


def _day_as_number(cell: str) -> Iterator[str]:
    if _SLASHED.fullmatch(cell) or _LED_BY_YEAR.fullmatch(cell):
        yield "a spreadsheet has made a date of it: set the column to numbers there, and write the value anew"


def _no_decimals(cell: str) -> Iterator[str]:
    if found := _WHOLE.fullmatch(cell):
        yield f"write {found[1]}"


def _year_of_day(cell: str) -> Iterator[str]:
    if found := _SLASHED.fullmatch(cell):
        yield f"write {found[3]}"
    elif found := _LED_BY_YEAR.fullmatch(cell):
        yield f"write {found[1]}"
    elif day := stored_day(cell):
        yield f"a spreadsheet stores {day:%Y-%m-%d} as {cell}: write {day:%Y}"


def _span(cell: str) -> Iterator[str]:
    if _SPAN.fullmatch(cell):
        yield "write one year, and say in the schema which span of years it stands for"


def _day(cell: str) -> Iterator[str]:
    if found := _LED_BY_YEAR.fullmatch(cell):
        yield from _written((int(found[1]), int(found[2]), int(found[3])))
    elif found := _SLASHED.fullmatch(cell):
        year, first, second = int(found[3]), int(found[1]), int(found[2])
        yield from _written((year, second, first), (year, first, second))
    elif day := stored_day(cell):
        yield f"a spreadsheet stores {day:%Y-%m-%d} as {cell}: write that"


def _written(*days: tuple[int, int, int]) -> Iterator[str]:
    """The days of the calendar among year, month and day, as they should be written."""
    sound = dict.fromkeys(f"{y:04}-{m:02}-{d:02}" for y, m, d in days if _is_day(y, m, d))
    if sound:
        yield f"write {' or '.join(sound)}{', whichever is meant' if len(sound) > 1 else ''}"


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def _yes_or_no(cell: str) -> Iterator[str]:
    if (word := cell.casefold()) in {"yes", "y", "t", "no", "n", "f"}:
        yield f"write {'true' if word[0] in 'yt' else 'false'}"


_NUMBERS: tuple[Look, ...] = (_other_digits, _underscored, _turned, _percent, _thousands, _comma, _unit, _day_as_number)
_YEARS: tuple[Look, ...] = (_other_digits, _underscored, _turned, _year_of_day, _span, _no_decimals)
_BY_KIND: dict[str, tuple[Look, ...]] = {
    "number": _NUMBERS, "integer": (*_NUMBERS, _no_decimals), "date": (_other_digits, _turned, _day), "boolean": (_yes_or_no,),
}  # fmt: skip
