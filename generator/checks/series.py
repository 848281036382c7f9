"""Rules on values that follow each other over the years: no step, and no change of source, that nobody explains."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from generator.checks.cells import Cells
from generator.checks.subject import Finding, is_known
from generator.model.indicator import Jump


def undeclared_jump(cells: Cells) -> Iterator[Finding]:
    """A value is many times higher or lower than the one before it, and no break says why: a slip, another way of counting, or an event worth telling. How many times, the descriptor says under `jump`."""
    jump = cells.record.jump
    if jump is None:
        return
    values, years = cells.values, cells.years
    for (place, _, _), rows in cells.series.items():
        for before, after in pairwise(rows):
            if not _leaps(values[before] or 0.0, values[after] or 0.0, jump) or years[before] == years[after]:
                continue
            joined = cells.dataset.joins(cells.observation(before), cells.observation(after))
            if joined and not any(cells.breaks(place, years[before], years[after])):
                hint = f'check both against the source; if they are right, declare a break for "{place}" in {years[after]} and say what happened'
                yield cells.at(after, "value", _step(cells, before, after), hint)


def _leaps(before: float, after: float, jump: Jump) -> bool:
    """Whether a step is larger than what needs no word. Values below zero have no ratio."""
    low, high = (before, after) if before < after else (after, before)
    if low > 0:
        return high >= jump.floor and high > jump.factor * low
    return low == 0 and high > 0 and high >= jump.factor * jump.floor


def _step(cells: Cells, before: int, after: int) -> str:
    old, new = cells.texts("value")[before], cells.texts("value")[after]
    first, last = cells.values[before] or 0.0, cells.values[after] or 0.0
    small, large = sorted((first, last))
    way = "rises" if last > first else "falls"
    times = f" {large / small:.3g} times" if small else ""
    return f"the value {way}{times} from {old} in {cells.years[before]} to {new} in {cells.years[after]}, and no break is declared"


def joined_across_definitions(cells: Cells) -> Iterator[Finding]:
    """The values of a place come from another source than those before, and no break is declared where it changes."""
    if len({source for _, _, source in cells.series}) < 2:
        return
    drawn: dict[tuple[str, tuple[str, ...]], dict[int, tuple[str, int]]] = {}
    for (place, cut, source), rows in sorted(cells.series.items(), key=lambda item: item[0][2]):
        if source in cells.record.families:  # where two give a value for one year, the later of them is drawn
            drawn.setdefault((place, cut), {}).update((cells.years[row], (source, row)) for row in rows)
    for (place, _), by_year in drawn.items():
        for (before, (old, _)), (after, (new, row)) in pairwise(sorted(by_year.items())):
            if old != new and all(b.kind == "event" for b in cells.breaks(place, before, after)):
                message = f'the source changes from "{old}" ({before}) to "{new}" ({after}), and no break is declared'
                hint = f'declare a break of the kind series in {after} for "{place}", or make source_id a dimension'
                yield cells.at(row, "source_id", message, hint)


def break_without_values(cells: Cells) -> Iterator[Finding]:
    """A break is declared for a place that the table does not have, or that has no values on both sides of it."""
    spans = _spans(cells)
    for number, declared in enumerate(cells.record.breaks):
        for index, place in enumerate(declared.places):
            if place in spans:
                first, last = spans[place]
                if not first < declared.year <= last:
                    message = f'"{place}" has values from {first} to {last}, so nothing breaks in {declared.year}'
                    hint = "name the first year after the break, or remove the place"
                    yield cells.about(("beacon", "breaks", number, "places", index), message, hint)
            elif is_known(cells.catalog, "place", place):
                message = f'a break is declared for "{place}", which has no values in the table'
                yield cells.about(("beacon", "breaks", number, "places", index), message, "remove it, or add the rows")
        if not declared.places and not any(first < declared.year <= last for first, last in spans.values()):
            message = f"no place has values before {declared.year} and from then on, so nothing breaks"
            yield cells.about(("beacon", "breaks", number, "year"), message, "name the first year after the break")


def _spans(cells: Cells) -> Mapping[str, tuple[int, int]]:
    """The first and the last year with a value of each place."""
    spans: dict[str, tuple[int, int]] = {}
    for (place, _, _), rows in cells.series.items():
        first, last = cells.years[rows[0]], cells.years[rows[-1]]
        earlier, later = spans.get(place, (first, last))
        spans[place] = min(first, earlier), max(last, later)
    return spans
