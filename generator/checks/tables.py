"""Rules on the tables of indicators: places, years, values, sources, and the descriptor beside them."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from generator.catalog import Catalog, Dataset
from generator.checks.subject import Finding, is_known
from generator.model.fields import RefTo, TermOf
from generator.model.indicator import Dimension
from generator.model.walk import Leaf, leaves
from generator.problem import nearest
from generator.reading.tables import Table


def unknown_place(catalog: Catalog) -> Iterator[Finding]:
    """A table names a place that is not in `datasets/places/`."""
    for dataset in catalog.indicators.values():
        for place, lines in _rows_of(dataset, "place_id").items():
            if not is_known(catalog, "place", place):
                yield _at_rows(dataset, "place_id", lines, f'no place "{place}"', nearest(place, catalog.places))


def impossible_year(catalog: Catalog) -> Iterator[Finding]:
    """A figure from the future, or from before anything was counted."""
    for dataset, line, column, row in _cells(catalog, "year"):
        year = int(row["year"])
        if not 1800 <= year <= catalog.today.year:
            yield Finding(
                _table(dataset),
                f"the year {year} is not possible",
                f"between 1800 and {catalog.today.year}",
                line=line,
                column=column,
            )


def outside_plausible_range(catalog: Catalog) -> Iterator[Finding]:
    """A value lies outside the range its descriptor calls plausible: a slip, or a range to be widened with a reason."""
    for dataset, line, column, row in _cells(catalog, "value"):
        low, high = dataset.record.plausible_range
        if not low <= float(row["value"]) <= high:
            yield Finding(
                _table(dataset),
                f"{row['value']} lies outside {low:g} to {high:g}",
                "check the source; widen plausible_range only if it is right",
                line=line,
                column=column,
            )


def unknown_source(catalog: Catalog) -> Iterator[Finding]:
    """A row names a source that the descriptor's `families` do not describe."""
    for dataset in catalog.indicators.values():
        known = dataset.record.families
        for source, lines in _rows_of(dataset, "source_id").items():
            if source and source not in known:
                message = f'no source "{source}" in the descriptor'
                yield _at_rows(dataset, "source_id", lines, message, nearest(source, known))


def two_values_for_one_cell(catalog: Catalog) -> Iterator[Finding]:
    """Two rows give different values for one place, year, cut and source. Even a primary key that is too wide cannot hide it."""
    for dataset in catalog.indicators.values():
        table = dataset.table
        splitting = [dimension.column for dimension in dataset.record.dimensions]
        if not set(splitting) <= set(table.header):
            continue
        seen: dict[tuple[str, ...], int] = {}
        for line, row in table.numbered:
            key = tuple(row.get(column, "") for column in ("place_id", "year", "source_id", *splitting))
            if key in seen:
                yield Finding(
                    table.path,
                    f"a second value for {', '.join(k for k in key if k)}; the first stands in row {seen[key]}",
                    "keep one, or add the column that tells them apart as a dimension",
                    line=line,
                    column=table.header.index("value") + 1,
                )
            seen.setdefault(key, line)


def bad_indicator_reference(catalog: Catalog) -> Iterator[Finding]:
    """A descriptor's `beacon` part names a place, a measure or a term that does not exist, a column the table has not, or a value without a label."""
    for dataset in catalog.indicators.values():
        for leaf in leaves(dataset.record, (RefTo, TermOf)):
            if not _is_known(catalog, leaf):
                known = _of(catalog, leaf.marker)
                at = ("beacon", *leaf.at)
                yield Finding(dataset.path, f'"{leaf.value}" is not known', nearest(leaf.value, known), at)
        table = dataset.table
        for index, dimension in enumerate(dataset.record.dimensions):
            for step, message, hint in _unfit(dimension, table):
                yield Finding(dataset.path, message, hint, ("beacon", "dimensions", index, step))


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


def _unfit(dimension: Dimension, table: Table) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a dimension: the field, the message and the hint."""
    column = dimension.column
    if column not in table.header:
        yield "column", f'the table has no column "{column}"', nearest(column, table.header)
    elif unlabelled := sorted({row[column] for row in table.rows} - set(dimension.labels)):
        yield "labels", f'"{unlabelled[0]}" in column "{column}" has no label', "add it to labels"
    if dimension.default not in dimension.labels:
        message = f'"{dimension.default}" is shown first and has no label'
        yield "default", message, nearest(dimension.default, dimension.labels)


def unknown_reference(catalog: Catalog) -> Iterator[Finding]:
    """A row of a closed list names a wider term, or a measure an indicator, that does not exist."""
    for package in catalog.reference_packages:
        for table in package.tables.values():
            ids = {row.get("id", "") for row in table.rows}
            for line, row in table.numbered:
                if (parent := row.get("parent")) and parent not in ids:
                    yield _at_row(table, line, "parent", f'no row with the id "{parent}"', nearest(parent, ids))
                other = row.get("indicator")
                if other and not is_known(catalog, "indicator", other):
                    hint = nearest(other, catalog.indicators)
                    yield _at_row(table, line, "indicator", f'no indicator "{other}"', hint)


def _at_row(table: Table, line: int, column: str, message: str, hint: str) -> Finding:
    return Finding(table.path, message, hint, line=line, column=table.header.index(column) + 1)


def licence_missing(catalog: Catalog) -> Iterator[Finding]:
    """A data package names no licence or no source, so nobody may use it and nobody can check it."""
    packages = [*(d.package for d in catalog.indicators.values()), *catalog.reference_packages]
    for package in packages:
        for name in ("licenses", "sources"):
            if not package.descriptor.get(name):
                yield Finding(
                    package.path,
                    f'the package has no "{name}"',
                    "name them with title and, where there is one, path",
                    (name,),
                )


def _rows_of(dataset: Dataset, column: str) -> Mapping[str, Sequence[int]]:
    """The lines on which each value of a column stands."""
    found: dict[str, list[int]] = {}
    table = dataset.table
    for line, row in table.numbered if column in table.header else ():
        found.setdefault(row[column], []).append(line)
    return found


def _at_rows(dataset: Dataset, column: str, lines: Sequence[int], message: str, hint: str) -> Finding:
    """One finding for a value that many rows share, at the first of them."""
    table = dataset.table
    if len(lines) > 1:
        message = f"{message}, named by {len(lines)} rows"
    return _at_row(table, lines[0], column, message, hint)


def _cells(catalog: Catalog, column: str) -> Iterator[tuple[Dataset, int, int, Mapping[str, str]]]:
    for dataset in catalog.indicators.values():
        table = dataset.table
        if column in table.header:
            at = table.header.index(column) + 1
            for line, row in table.numbered:
                if row[column]:
                    yield dataset, line, at, row


def _table(dataset: Dataset) -> str:
    return dataset.table.path
