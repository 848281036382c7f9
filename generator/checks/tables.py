"""Rules on the tables of indicators: places, years, values, sources, and the descriptor beside them."""

from collections.abc import Iterable, Iterator, Mapping

from generator.catalog import Catalog, Dataset
from generator.checks.subject import Finding, near
from generator.model.fields import RefTo, TermOf
from generator.model.walk import leaves


def unknown_place(catalog: Catalog) -> Iterator[Finding]:
    """A table names a place that is not in `datasets/places/`."""
    for dataset in catalog.indicators.values():
        table = next(iter(dataset.package.tables.values()))
        for line, row in enumerate(table.rows, start=2):
            if row["place_id"] not in catalog.places:
                yield Finding(
                    table.path,
                    f'no place "{row["place_id"]}"',
                    near(row["place_id"], catalog.places),
                    line=line,
                    column=table.header.index("place_id") + 1,
                )


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
    for dataset, line, column, row in _cells(catalog, "source_id"):
        if row["source_id"] not in dataset.record.families:
            yield Finding(
                _table(dataset),
                f'no source "{row["source_id"]}" in the descriptor',
                near(row["source_id"], dataset.record.families),
                line=line,
                column=column,
            )


def two_values_for_one_cell(catalog: Catalog) -> Iterator[Finding]:
    """Two rows give different values for one place, year, cut and source. Even a primary key that is too wide cannot hide it."""
    for dataset in catalog.indicators.values():
        table = next(iter(dataset.package.tables.values()))
        columns = ["place_id", "year", "source_id", *(d.column for d in dataset.record.dimensions)]
        seen: dict[tuple[str, ...], int] = {}
        for line, row in enumerate(table.rows, start=2):
            key = tuple(row.get(c, "") for c in columns)
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
    """A descriptor's `beacon` part names a place, a measure or a term that does not exist, or a column the table has not."""
    for dataset in catalog.indicators.values():
        table = next(iter(dataset.package.tables.values()))
        for leaf in leaves(dataset.record):
            known: Iterable[str] = ()
            if isinstance(leaf.marker, RefTo):
                known = catalog.of(leaf.marker.kind)
            elif isinstance(leaf.marker, TermOf):
                known = (
                    catalog.vocabularies[leaf.marker.vocabulary].terms
                    if leaf.marker.vocabulary in catalog.vocabularies
                    else (leaf.value,)
                )
            else:
                continue
            if leaf.value not in known:
                yield Finding(
                    dataset.path, f'"{leaf.value}" is not known', near(leaf.value, known), ("beacon", *leaf.at)
                )
        for index, dimension in enumerate(dataset.record.dimensions):
            if dimension.column not in table.header:
                yield Finding(
                    dataset.path,
                    f'the table has no column "{dimension.column}"',
                    near(dimension.column, table.header),
                    ("beacon", "dimensions", index, "column"),
                )
            elif unlabelled := sorted({row[dimension.column] for row in table.rows} - set(dimension.labels)):
                yield Finding(
                    dataset.path,
                    f'"{unlabelled[0]}" in column "{dimension.column}" has no label',
                    "add it to labels",
                    ("beacon", "dimensions", index, "labels"),
                )
        for column in ("place_id", "year", "value"):
            if column not in table.header:
                yield Finding(
                    dataset.path,
                    f'the table of an indicator has no column "{column}"',
                    "name the columns place_id, year and value",
                    ("resources", 0, "schema"),
                )


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


def _cells(catalog: Catalog, column: str) -> Iterator[tuple[Dataset, int, int, Mapping[str, str]]]:
    for dataset in catalog.indicators.values():
        table = next(iter(dataset.package.tables.values()))
        if column in table.header:
            at = table.header.index(column) + 1
            for line, row in enumerate(table.rows, start=2):
                if row[column]:
                    yield dataset, line, at, row


def _table(dataset: Dataset) -> str:
    return next(iter(dataset.package.tables.values())).path
