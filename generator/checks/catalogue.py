"""The rule on the catalogue of indicators: what its rows refer to."""

from collections.abc import Iterator

from generator.catalog import Catalog
from generator.checks.subject import Finding, is_known
from generator.dataset import Dataset
from generator.model.catalogue import CatalogueRow
from generator.problem import nearest

TABLE = "indicator-catalogue"


def bad_catalogue_reference(catalog: Catalog) -> Iterator[Finding]:
    """A row of the catalogue of indicators names a data package, or a column or value of one, that does not exist."""
    tables = (package.tables.get(TABLE) for package in catalog.reference_packages)
    for table in filter(None, tables):
        for line, cells in table.numbered:
            if row := catalog.catalogue.get(cells.get("id", "")):
                for column, message, hint in (*_unknown(catalog, row), *_unfit(catalog, row)):
                    yield Finding(table.path, message, hint, line=line, column=table.header.index(column) + 1)


def _unknown(catalog: Catalog, row: CatalogueRow) -> Iterator[tuple[str, str, str]]:
    """Packages that are not there: the column, the message and the hint. What the descriptor calls a foreign key is
    looked up when the table is read."""
    for id in row.indicators:
        if not is_known(catalog, "indicator", id):
            yield "indicators", f'no indicator "{id}"', nearest(id, catalog.indicators)


def _unfit(catalog: Catalog, row: CatalogueRow) -> Iterator[tuple[str, str, str]]:
    """Columns and values of `only` that none of the row's packages has. Of packages that are missing, or whose own
    descriptor names a column that they lack, nothing is told twice."""
    held = [catalog.indicators[id] for id in row.indicators if id in catalog.indicators]
    columns = [d.column for dataset in held for d in dataset.record.dimensions]
    if len(held) < len(row.indicators) or any(not _is_sound(dataset) for dataset in held):
        return
    for column, values in row.only.items():
        if column not in columns:
            message = f'none of the data packages of this row is split by "{column}"'
            yield "only", message, nearest(column, columns) if columns else "remove it"
            continue
        known = {value for dataset in held for value in _values(dataset, column)}
        for value in values:
            if value not in known:
                yield "only", f'"{value}" is no value of "{column}" there', nearest(value, known)


def _is_sound(dataset: Dataset) -> bool:
    """Whether its table has the columns that its descriptor says split it."""
    return {d.column for d in dataset.record.dimensions} <= set(dataset.table.header)


def _values(dataset: Dataset, column: str) -> Iterator[str]:
    """The values of a column, whether the descriptor names them or the table alone."""
    for index, dimension in enumerate(dataset.record.dimensions):
        if dimension.column == column:
            yield from dimension.labels
            yield from {observation.cut[index] for observation in dataset.observations}
