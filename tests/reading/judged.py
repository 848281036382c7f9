"""Tables for the tests of both judges: written down as columns, judged by the compiled query and by frictionless itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from frictionless import Package

from generator.reading.compiled import Judged, doubtful
from generator.reading.schema import remarks, schema_of
from generator.reading.tables import Sheet
from tests.support import as_read

Columns = Mapping[str, Sequence[str]]


def judged(schema: Mapping[str, Any], columns: Columns) -> Judged:
    """A table that holds these columns, with its schema, in which nothing may be wrong."""
    given = as_read(schema)
    assert list(remarks(given, ())) == []
    rows = len(next(iter(columns.values())))
    places = {name: at for at, name in enumerate(columns)}
    return Judged(schema_of(given), Sheet("t.csv", tuple(map(tuple, columns.values())), range(2, 2 + rows), places))


Tables = Mapping[str, tuple[Mapping[str, Any], Columns]]


def doubted(tables: Tables) -> set[str]:
    """The tables that the compiled query does not let through."""
    return set(doubtful({name: judged(*table) for name, table in tables.items()}))


def refused(tables: Tables) -> set[str]:
    """The tables in which frictionless itself finds a fault."""
    resources = [
        {"name": name, "type": "table", "data": [list(c), *map(list, zip(*c.values(), strict=True))], "schema": schema}
        for name, (schema, c) in tables.items()
    ]
    second = "https://datapackage.org/profiles/2.0/datapackage.json"
    report = Package.from_descriptor({"$schema": second, "resources": resources}).validate()
    assert not report.errors
    return {task.name for task in report.tasks if task.errors}
