"""One record checked without the others, and the lists it is checked against."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from generator import checks
from generator.catalog import PLURALS, Catalog
from generator.checks.placed import placed
from generator.load import Loaded
from generator.load.folders import FOLDERS
from generator.load.memory import Memory
from generator.load.reading import Reading
from generator.reading.packages import DataPackage, read_package
from generator.reading.records import read_record

ALONE = ("practice", "approach", "partner")
"""The kinds whose rules look at other records by their ids only, and at no figures, so that one can be checked alone."""


def load_one(root: Path, path: str, today: date) -> Loaded | None:
    """One record checked against the lists and the names of the other files, which are not opened.

    Told are the problems of the record itself. Not looked at: tables of figures, other records, and whether an old
    address of it belongs to another. None when that is not enough: for other kinds of files, and when a reference leads
    nowhere, since only those who have read all records can say which was meant.
    """
    at = Path(path)
    folder = next((f for f in FOLDERS if f.kind in ALONE and f.path == at.parent.as_posix()), None)
    if folder is None or not at.match(folder.pattern):
        return None
    reading = Reading(root, Memory())
    entry, faults = read_record(root, path, folder.model)
    names = {(f.kind, file.stem) for f in FOLDERS for file in (root / f.path).glob(f.pattern)}
    packages = {("indicator", p.name) for p in (root / "datasets").glob("*") if p.is_dir()}
    known = _lists(root, reading)
    if known is None:
        return None
    found: dict[str, Any] = {PLURALS[folder.kind]: {entry.id: entry}} if entry else {}
    catalog = replace(known, today=today, broken=frozenset(names | packages | reading.broken), **found)
    told = placed(root, checks.of_record, folder.kind, entry, catalog) if entry else ()
    if any(problem.rule == "unknown-reference" for problem in told):
        return None
    return Loaded(catalog, tuple(sorted({*faults, *told})))


def lists(root: Path) -> Catalog | None:
    """A catalog of places, measures and vocabularies only; None when a list of them cannot be read."""
    return _lists(root, Reading(root, Memory()))


def _lists(root: Path, reading: Reading) -> Catalog | None:
    packages: dict[str, DataPackage] = {}
    for name in ("vocabularies", "places"):
        package, faults = read_package(root, f"datasets/{name}")
        if package is None or faults:
            return None
        packages[name] = package
    return Catalog(today=date.min, **reading.lists(packages))
