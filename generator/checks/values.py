"""Rules on what values say: one for each cell, in the range, with a unit, and in agreement with the columns beside them."""

from collections.abc import Iterator, Sequence

from generator.checks.cells import Cells
from generator.checks.subject import Finding
from generator.model.indicator import Dimension

BOUNDS = ("low", "high")


def two_values_for_one_cell(cells: Cells) -> Iterator[Finding]:
    """Two rows speak of one place, year, cut and source, with different values or with the same one again. Even a primary key that is too wide cannot hide it."""
    if not all(cells.has(dimension.column) for dimension in cells.record.dimensions):
        return
    keys = list(zip(cells.places, cells.texts("year"), cells.texts("source_id"), cells.cuts, strict=True))
    if len(set(keys)) == len(keys):
        return
    first: dict[tuple[str, str, str, tuple[str, ...]], int] = {}
    written = cells.texts("value")
    for row, key in enumerate(keys):
        before = first.setdefault(key, row)
        if before == row:
            continue
        place, year, source, cut = key
        told = ", ".join(part for part in (place, year, source, *cut) if part)
        line = cells.table.lines[before]
        if cells.values[before] == cells.values[row]:
            message = f"the same value for {told} stands in row {line}"
            yield cells.at(row, "value", message, "remove one of the two rows")
        else:
            message = f"a second value for {told}, {_shown(written[row])}; the first, {_shown(written[before])}, stands in row {line}"
            hint = "keep one, or add the column that tells them apart as a dimension"
            yield cells.at(row, "value", message, hint)


def _shown(cell: str) -> str:
    return cell or "which is empty"


def outside_plausible_range(cells: Cells) -> Iterator[Finding]:
    """A value, or a bound of its interval, lies outside the range its descriptor calls plausible: a slip, or a range to be widened with a reason."""
    low, high = cells.record.plausible_range
    for column in filter(cells.has, ("value", *BOUNDS)):
        for row, number in enumerate(cells.numbers(column)):
            if number is not None and not low <= number <= high:
                message = f"{cells.texts(column)[row]} lies outside {low:g} to {high:g}"
                hint = "check the source; widen plausible_range only if it is right"
                yield cells.at(row, column, message, hint)


def unit_missing(cells: Cells) -> Iterator[Finding]:
    """A column of numbers has no `unit` in the Table Schema, `beacon.unit` is blank or not the unit of the values, or a column `unit` gives the rows different ones."""
    for column in cells.measured:
        if not cells.unit(column):
            such = (column == "value" and cells.record.unit.strip()) or "residents"
            yield cells.about_field(column, f'the column "{column}" has no unit', f'add "unit", such as "{such}"')
    said, given = " ".join(cells.record.unit.split()), cells.unit("value")
    if not said:
        yield cells.about(("beacon", "unit"), "the indicator has no unit", f'write "{given}"' if given else "say it")
    elif given and said != given:
        message = f'the unit is "{said}" here, and "{given}" in the schema of the column "value"'
        yield cells.about(("beacon", "unit"), message, "write the same in both places")
    if cells.has("unit"):
        units = list(dict.fromkeys(cells.texts("unit")))
        for other in units[1:]:
            message = f'"{other}" in a table whose first row has the unit "{units[0]}"'
            yield cells.shared("unit", other, message, "give each unit an indicator of its own")


def parts_exceed_total(cells: Cells) -> Iterator[Finding]:
    """Parts add up to more than their total, or a total lies outside of all the parts that it is the average of, or a part of a hundred is larger than the whole."""
    for index, dimension in enumerate(cells.record.dimensions):
        if dimension.total and dimension.parts != "none" and cells.has(dimension.column):
            yield from _of_dimension(cells, index, dimension)
    ratio = cells.record.ratio
    if ratio and ratio.per == 100 and cells.has(ratio.numerator) and cells.has(ratio.denominator):
        parts, wholes = cells.numbers(ratio.numerator), cells.numbers(ratio.denominator)
        for row, (part, whole) in enumerate(zip(parts, wholes, strict=True)):
            if part is not None and whole is not None and part > whole > 0:
                message = f'"{ratio.numerator}", {part:g}, is more than "{ratio.denominator}", {whole:g}'
                hint = "a share counts some of the whole: check both against the source"
                yield cells.at(row, ratio.numerator, message, hint)


Whole = tuple[str, int, str, tuple[str, ...], tuple[str, ...]]
"""What a total and its parts have in common: place, year, source, and the dimensions before and behind their own."""


def _of_dimension(cells: Cells, index: int, dimension: Dimension) -> Iterator[Finding]:
    totals: dict[Whole, int] = {}
    parts: dict[Whole, list[int]] = {}
    for row, (place, year, source, cut, value) in enumerate(
        zip(cells.places, cells.years, cells.texts("source_id"), cells.cuts, cells.values, strict=True)
    ):
        if value is not None:
            key = (place, year, source, cut[:index], cut[index + 1 :])
            if cut[index] == dimension.total:
                totals.setdefault(key, row)
            else:
                parts.setdefault(key, []).append(row)
    faulty = _too_much if dimension.parts == "add" else _outside
    for whole, total in totals.items():
        if whole in parts and (message := faulty(cells, total, parts[whole], dimension.column)):
            hint = "check them against the source; a total has the place, year and source of its parts"
            yield cells.at(total, "value", message, hint)


def _too_much(cells: Cells, total: int, parts: Sequence[int], column: str) -> str:
    """How the parts exceed the total; '' when they do not. Whole numbers are counted and not rounded."""
    texts = cells.texts("value")
    whole, added = cells.values[total] or 0.0, sum(cells.values[part] or 0.0 for part in parts)
    rounding = sum(_half(texts[row]) for row in (total, *parts) if "." in texts[row])
    if added <= whole + rounding + 1e-9 * abs(whole):
        return ""
    listed = " + ".join(f"{cells.texts(column)[part]} {texts[part]}" for part in parts[:6])
    more = " + …" if len(parts) > 6 else ""
    return f"the parts add up to {added:.10g} ({listed}{more}), more than the total, {texts[total]}"


def _outside(cells: Cells, total: int, parts: Sequence[int], column: str) -> str:
    """How the total lies outside of its parts; '' when it does not, or there are too few to tell."""
    if len(parts) < 2:
        return ""
    texts, names = cells.texts("value"), cells.texts(column)
    low, *_, high = sorted(parts, key=lambda part: cells.values[part] or 0.0)
    whole, least, most = (cells.values[row] or 0.0 for row in (total, low, high))
    if least <= whole <= most:
        return ""
    rounding = _half(texts[total]) + 1e-9 * abs(whole)
    if least - _half(texts[low]) - rounding <= whole <= most + _half(texts[high]) + rounding:
        return ""
    return f"the total, {texts[total]}, lies outside of its parts, {texts[low]} ({names[low]}) to {texts[high]} ({names[high]})"


def _half(cell: str) -> float:
    """Half of the last digit that a cell gives: what rounding may have added or taken."""
    digits, _, power = cell.casefold().partition("e")
    return 0.5 * 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))


def value_against_counts(cells: Cells) -> Iterator[Finding]:
    """A value is not the ratio of the two columns that it is made from, or is divided by nothing."""
    ratio = cells.record.ratio
    if not ratio or not cells.has(ratio.numerator) or not cells.has(ratio.denominator):
        return
    counts, wholes = cells.numbers(ratio.numerator), cells.numbers(ratio.denominator)
    for row, (value, count, whole) in enumerate(zip(cells.values, counts, wholes, strict=True)):
        if whole is not None and whole <= 0:
            message = (
                f'"{ratio.denominator}" is {cells.texts(ratio.denominator)[row]}, and nothing can be divided by it'
            )
            yield cells.at(row, ratio.denominator, message, "write a number above zero, or leave the cell empty")
        elif value is not None and count is not None and whole is not None:
            made = count / whole * ratio.per
            if abs(value - made) > ratio.tolerance + 1e-9 * abs(made):
                message = f"{cells.texts('value')[row]} is not {count:.10g} / {whole:.10g} * {ratio.per:.10g}, which is {made:.6g}"
                hint = f"check the three numbers against the source; {ratio.tolerance:g} is allowed for rounding"
                yield cells.at(row, "value", message, hint)


def interval_without_value(cells: Cells) -> Iterator[Finding]:
    """An interval does not hold its value or has none, has one bound only, or is not described in `beacon.interval`."""
    held = [column for column in BOUNDS if cells.has(column)]
    if len(held) == 1:
        other = "high" if held == ["low"] else "low"
        yield cells.about_field(
            held[0], f'the table has no column "{other}"', "an interval has two bounds: add the other"
        )
    if held and not cells.record.interval.strip():
        hint = 'say what they are, such as "95% confidence interval of the survey"'
        yield cells.about(("beacon", "interval"), 'the columns "low" and "high" are not described', hint)
    for column in held:
        for row, (bound, value) in enumerate(zip(cells.numbers(column), cells.values, strict=True)):
            if bound is None or (value is not None and (bound <= value if column == "low" else bound >= value)):
                continue
            cell = cells.texts(column)[row]
            if value is None:
                yield cells.at(
                    row, column, f'"{column}" is {cell}, and there is no value', "add the value, or empty the cell"
                )
            else:
                side = "above" if column == "low" else "below"
                message = f'"{column}", {cell}, lies {side} the value, {cells.texts("value")[row]}'
                yield cells.at(row, column, message, "check the three numbers against the source")
