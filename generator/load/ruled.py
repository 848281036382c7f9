"""Every rule asked of everything that was read; in a running preview only of what may have changed."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import Any

from generator import checks
from generator.catalog import PLURALS, Catalog
from generator.checks.placed import placed
from generator.load.memory import Memory
from generator.problem import Problem
from generator.reading.records import Entry
from generator.spread import spread


def findings(
    root: Path, catalog: Catalog, remembered: Sequence[str], memory: Memory, processes: int
) -> Iterator[Problem]:
    """The findings of every rule, placed in their files. A record that stands as it did, among the ids that there
    were, has the findings it had."""
    around = _surroundings(catalog)

    def of_records(entries: Sequence[tuple[str, Entry[Any]]]) -> list[Sequence[Any]]:
        find = checks.of_record
        kept = (
            memory.keep(("rules", e.path), (e.digest, around), partial(placed, root, find, kind, e, catalog))
            for kind, e in entries
        )
        return [astuple(problem) for problems in kept for problem in problems]

    for part in spread(list(catalog.entries), of_records, processes):
        yield from (Problem(*row) for row in part)
    lists = (catalog.today, catalog.broken, tuple(id(package) for package in catalog.reference_packages))
    for dataset in catalog.indicators.values():
        find_in = partial(placed, root, checks.of_table, dataset, catalog)
        yield from memory.keep(("rules", dataset.path), (id(dataset), lists), find_in)
    tables = tuple(id(dataset) for dataset in catalog.indicators.values())
    records = tuple(entry.digest for _, entry in catalog.entries)
    find_all = partial(placed, root, checks.of_catalog, catalog, tuple(remembered))
    yield from memory.keep(("rules", ""), (tables, records, tuple(remembered), around, lists), find_all)


def _surroundings(catalog: Catalog) -> Hashable:
    """What the rules for one record look at outside of it: the day, and what there is to point at."""
    ids = tuple(tuple(catalog.of(kind)) for kind in PLURALS if kind != "place")
    terms = tuple((name, tuple(vocabulary.terms)) for name, vocabulary in catalog.vocabularies.items())
    return hash(
        (
            catalog.today,
            ids,
            terms,
            catalog.broken,
            len(catalog.places),
            tuple(id(d) for d in catalog.indicators.values()),
        )
    )
