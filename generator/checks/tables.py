"""Rules on the tables of indicators: places, years, sources, remarks, and what the descriptor beside them refers to."""

import re
from collections.abc import Collection, Iterator, Mapping

from generator.catalog import Catalog
from generator.checks.cells import MOST, NUMBERS, Cells
from generator.checks.subject import Finding, is_known
from generator.model.fields import RefTo, TermOf
from generator.model.walk import Leaf, leaves
from generator.problem import nearest


def unknown_place(cells: Cells) -> Iterator[Finding]:
    """A row of a table names no place, or one that is not in `datasets/places/`."""
    strange = [place for place in dict.fromkeys(cells.places) if not is_known(cells.catalog, "place", place)]
    for number, place in enumerate(strange):
        if place:
            hint = nearest(place, cells.catalog.places) if number < MOST else ""  # to look for it takes its time
            yield cells.shared("place_id", place, f'no place "{place}"', hint)
        else:
            yield cells.shared("place_id", place, "the place is empty", "say which place the value is of")


def impossible_year(cells: Cells) -> Iterator[Finding]:
    """A figure from the future, from before anything was counted, or from outside of the years that the title of its source gives."""
    given = list(zip(cells.texts("year"), cells.texts("source_id"), strict=True))
    faulty = {pair: fault for pair in set(given) if (fault := _fault_of_year(cells, *pair))}
    for row, pair in enumerate(given) if faulty else ():
        if pair in faulty:
            yield cells.at(row, "year", *faulty[pair])


def _fault_of_year(cells: Cells, year: str, source: str) -> tuple[str, str] | None:
    """What is wrong with a year of a source, and how to mend it."""
    today = cells.catalog.today.year
    if year and not 1800 <= int(year) <= today:
        return f"the year {year} is not possible", f"between 1800 and {today}"
    family = cells.record.families.get(source)
    if year and family and len(spans := _SPAN.findall(family.title)) == 1:
        first, last = spans[0]
        if not int(first) <= int(year) <= int(last):
            message = f'the year {year} lies outside {first} to {last}, which the title of "{source}" gives'
            return message, "correct the year, or the title of the source"
    return None


_SPAN = re.compile(r"(?<!\d)(\d{4})[-–](\d{4})(?!\d)")
"""The years of a source whose title gives them once: `Police records, 2003-2024`."""


def unknown_source(cells: Cells) -> Iterator[Finding]:
    """A row names no source, or one that the descriptor's `families` do not describe."""
    known = cells.record.families
    if not cells.has("source_id"):
        if len(known) > 1:
            message = f'the descriptor describes {len(known)} sources, and the table has no column "source_id"'
            yield cells.about(("beacon", "families"), message, "add the column, so that each row names its own")
        return
    for source in dict.fromkeys(cells.texts("source_id")):
        if not source:
            yield cells.shared("source_id", source, "the source is empty", nearest(source, known))
        elif source not in known:
            message = f'no source "{source}" in the descriptor'
            yield cells.shared("source_id", source, message, nearest(source, known))


def unknown_flag(cells: Cells) -> Iterator[Finding]:
    """A cell of the column `status` holds a code that the descriptor's `flags` do not explain."""
    known = cells.record.flags
    for status in dict.fromkeys(cells.texts("status")) if known and cells.has("status") else ():
        if status and status not in known:
            message = f'"{status}" is not explained in the descriptor'
            yield cells.shared("status", status, message, nearest(status, known))


def ranked_class(cells: Cells) -> Iterator[Finding]:
    """An indicator says more than its class lets it: records of police or justice (C) are set beside a value from elsewhere, or a figure of context (X) has a better side."""
    record = cells.record
    if record.comparability == "C" and record.reference_value is not None:
        message = "a value to compare with, beside records of class C, which tell only of the place's own past"
        hint = "remove reference_value, or give the class that the figures have"
        yield cells.about(("beacon", "reference_value"), message, hint)
    if record.comparability == "X" and record.direction != "none":
        message = f"{record.direction} is called better, and a figure of class X has no better side"
        yield cells.about(("beacon", "direction"), message, 'write "none", or give the class that the figures have')


def bad_indicator_reference(cells: Cells) -> Iterator[Finding]:
    """A descriptor's `beacon` part names a place, a measure or a term that does not exist, a column the table has not, or a value without a label."""
    for leaf in leaves(cells.record, (RefTo, TermOf)):
        if not _is_known(cells.catalog, leaf):
            hint = nearest(leaf.value, _of(cells.catalog, leaf.marker))
            yield cells.about(("beacon", *leaf.at), f'"{leaf.value}" is not known', hint)
    for at, message, hint in (*_unfit_dimensions(cells), *_unfit_columns(cells)):
        yield cells.about(("beacon", *at), message, hint)


def _is_known(catalog: Catalog, leaf: Leaf) -> bool:
    if isinstance(leaf.marker, RefTo):
        return is_known(catalog, leaf.marker.kind, leaf.value)
    known = _of(catalog, leaf.marker)
    return not known or leaf.value in known


def _of(catalog: Catalog, marker: object) -> Collection[str]:
    """The ids that a reference or a term may have."""
    match marker:
        case RefTo(kind):
            return catalog.of(kind)
        case TermOf(name) if name in catalog.vocabularies:
            return catalog.vocabularies[name].terms
        case _:
            return ()


Unfit = tuple[tuple[str | int, ...], str, str]
"""What is wrong with a part of `beacon`: where, the message and the hint."""


def _unfit_dimensions(cells: Cells) -> Iterator[Unfit]:
    for index, dimension in enumerate(cells.record.dimensions):
        at, labels = ("dimensions", index), dimension.labels
        if not cells.has(dimension.column):
            yield (*at, "column"), *_no_column(cells, dimension.column)
        else:
            for value in sorted(set(cells.texts(dimension.column)) - set(labels)):
                message = f'"{value}" in column "{dimension.column}" has no label'
                yield (*at, "labels"), message, "add it to labels"
        if dimension.default not in labels:
            message = f'"{dimension.default}" is shown first and has no label'
            yield (*at, "default"), message, nearest(dimension.default, labels)
        if dimension.total and dimension.total not in labels:
            message = f'"{dimension.total}" is called the total and has no label'
            yield (*at, "total"), message, nearest(dimension.total, labels)
        if dimension.parts != "none" and not dimension.total:
            message = "the dimension says how parts make up a total, and names none"
            yield (*at, "parts"), message, "name the total, or remove it"


def _unfit_columns(cells: Cells) -> Iterator[Unfit]:
    record = cells.record
    wanted: Mapping[tuple[str, ...], str] = {
        **({("ratio", "numerator"): record.ratio.numerator} if record.ratio else {}),
        **({("ratio", "denominator"): record.ratio.denominator} if record.ratio else {}),
        **{("counts", column): column for column in record.counts},
    }
    for at, column in wanted.items():
        if not cells.has(column):
            yield at, *_no_column(cells, column)
        elif cells.kind(column) not in NUMBERS:
            yield at, f'the column "{column}" holds no numbers', "give it the type number or integer in the schema"
        elif cells.numbers(column).count(None) > cells.texts(column).count(""):
            message = f'the column "{column}" holds numbers that are not plain'
            yield at, message, "write digits, with a point where needed, and nothing else"
    if record.flags and not cells.has("status"):
        yield ("flags",), *_no_column(cells, "status")
    for index, flag in enumerate(record.estimates):
        if flag not in record.flags:
            yield ("estimates", index), f'"{flag}" is not one of the flags', nearest(flag, record.flags)


def _no_column(cells: Cells, column: str) -> tuple[str, str]:
    return f'the table has no column "{column}"', nearest(column, cells.table.header)
