"""Folders to a catalog: read everything, check everything, keep what is sound and report every problem."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.catalog import PLURALS, Catalog
from generator.garbage import uncollected
from generator.load.folders import FOLDERS, REFERENCE_PACKAGES
from generator.load.memory import Memory
from generator.load.reading import Reading
from generator.load.ruled import findings
from generator.problem import Problem
from generator.reading.source import Fault, is_there, read_bytes, text_of
from generator.reading.strays import beside_packages, beside_records


@dataclass(frozen=True)
class Loaded:
    """What was read: a catalog of the sound records, and every problem, sorted."""

    catalog: Catalog
    problems: tuple[Problem, ...]


def load(root: Path, today: date, memory: Memory | None = None, *, processes: int = 1) -> Loaded:
    """Read and check everything below `root`. Nothing is raised for bad content."""
    with uncollected():
        return _load(root, today, memory or Memory(), processes)


def _load(root: Path, today: date, memory: Memory, processes: int) -> Loaded:
    reading = Reading(root, memory)
    records: dict[str, Any] = {PLURALS[folder.kind]: reading.records(folder) for folder in FOLDERS}
    packages = reading.packages()
    reading.origins(packages)
    reference = {name: packages.pop(name) for name in REFERENCE_PACKAGES if name in packages}
    # Before the catalog: each tells what is broken.
    lists, datasets = reading.lists(reference), reading.datasets(packages)
    catalog = Catalog(
        today=today,
        indicators=datasets,
        reference_packages=tuple(reference.values()),
        boundaries=reading.boundaries(reference.get("world-boundaries")),
        pictures={},
        links=reading.links(),
        broken=frozenset(reading.broken),
        **lists,
        **records,
    )
    catalog = replace(catalog, pictures=reading.pictures(catalog))
    history, faults = _history(root)
    strays = (
        *beside_records(root, {folder.path: folder.pattern.removeprefix("*") for folder in FOLDERS}),
        *beside_packages(root, "datasets"),
    )
    checked = findings(root, catalog, history, reading.memory, processes)
    return Loaded(catalog, tuple(sorted({*reading.problems, *faults, *strays, *checked})))


MAX_HISTORY_BYTES = 16 * 1024 * 1024


def _history(root: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The addresses that were published before."""
    path = "addresses.txt"
    if not is_there(root, path):
        return (), ()
    try:
        return tuple(text_of(read_bytes(root, path, MAX_HISTORY_BYTES)).splitlines()), ()
    except Fault as fault:
        return (), (fault.problem(path),)


def only(loaded: Loaded, prefix: str) -> Loaded:
    """The same, with the problems below one path."""
    return replace(
        loaded,
        problems=tuple(p for p in loaded.problems if p.path == prefix or p.path.startswith(prefix.rstrip("/") + "/")),
    )
