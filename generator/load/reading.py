"""One reading of the whole repository: every file of it, each once, and what was wrong with it."""

import os
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from generator.catalog import PLURALS, Catalog, picture_path
from generator.dataset import Dataset
from generator.load.datasets import read_dataset
from generator.load.folders import Folder
from generator.load.memory import Memory
from generator.model.catalogue import CatalogueRow
from generator.model.measure import Measure
from generator.model.place import Place
from generator.model.vocabulary import Term, Vocabulary
from generator.problem import Problem
from generator.reading.boundaries import Boundaries, read_boundaries
from generator.reading.links import Links, read_links
from generator.reading.origins import beside_figures
from generator.reading.packages import DataPackage, read_package
from generator.reading.pictures import HOME as PICTURES
from generator.reading.pictures import PictureFile, read_picture
from generator.reading.records import Entry, positions_of, read_record
from generator.reading.rows import Rows, read_rows
from generator.reading.source import is_linked, is_there
from generator.reading.strays import beside_pictures, files_below
from generator.reading.strict_yaml import locate
from generator.reading.tables import Table

Kind = TypeVar("Kind", bound=BaseModel)


class Reading:
    """One reading of the whole repository: what was wrong, and which ids are there although nothing could be read.

    `broken` holds (kind, id), for a table of records (kind, ''): a reference to one of them is no second fault.
    """

    def __init__(self, root: Path, memory: Memory) -> None:
        self.root, self.memory = root, memory
        self.problems: list[Problem] = []
        self.broken: set[tuple[str, str]] = set()

    def is_folder(self, path: str) -> bool:
        """Whether a folder may be looked into: it is there, and no link leads to it, which is told."""
        if is_linked(self.root, path):
            hint = "put the folder itself here: what a link leads to is never read"
            self.problems.append(Problem(path, 1, 1, "unreadable", "a link stands where a folder belongs", hint))
            return False
        return (self.root / path).is_dir()

    def records(self, folder: Folder) -> Mapping[str, Entry[Any]]:
        """The records of one kind, by id."""
        if not self.is_folder(folder.path):
            return {}
        found: dict[str, Entry[Any]] = {}
        with os.scandir(self.root / folder.path) as items:  # much quicker than paths, and there may be thousands
            there = {item.name: item.stat(follow_symlinks=False) for item in items}
        for name in sorted(name for name in there if fnmatchcase(name, folder.pattern)):
            path, stat = f"{folder.path}/{name}", there[name]
            read = partial(read_record, self.root, path, folder.model)
            entry, faults = self.memory.keep(path, (stat.st_mtime_ns, stat.st_size), read)
            self.problems += faults
            if entry is None:
                self.broken.add((folder.kind, Path(name).stem))
            else:
                found[entry.id] = entry
        return found

    def pictures(self, catalog: Catalog) -> Mapping[str, PictureFile]:
        """The pictures that records name, by their paths; and what lies beside them is told."""
        found: dict[str, PictureFile] = {}
        named: set[str] = set()
        unsure = {f"{PICTURES}/{PLURALS[kind]}/{id}" for kind, id in self.broken if kind in PLURALS}
        for kind, entry in catalog.entries:
            if entry.partial:
                unsure.add(f"{PICTURES}/{PLURALS[kind]}/{entry.id}")
            for number, picture in enumerate(getattr(entry.record, "images", ())):
                path = picture_path(kind, entry.id, picture)
                named.add(path)
                if not is_there(self.root, path):
                    place = locate(positions_of(self.root, entry.path), ("images", number, "file"))
                    hint = "add the picture, or correct its name"
                    self.problems.append(Problem(entry.path, *place, "missing-file", f"there is no {path}", hint))
                    continue
                read = partial(read_picture, self.root, path)
                shown, faults = self.memory.recall(("picture", path), [self.root / path], read)
                self.problems += faults
                if shown:
                    found[path] = shown
        self.problems += beside_pictures(self.root, PICTURES, named, unsure)
        return found

    def packages(self) -> dict[str, DataPackage]:
        """The data packages, by the names of their folders."""
        found: dict[str, DataPackage] = {}
        base = self.root / "datasets"
        for folder in sorted(p for p in base.iterdir() if p.is_dir()) if self.is_folder("datasets") else ():
            path = folder.relative_to(self.root).as_posix()
            if not self.is_folder(path):
                self.broken |= TABLES.get(folder.name, {("indicator", folder.name)})
                continue
            package, faults = self.memory.recall(path, files_below(folder), partial(read_package, self.root, path))
            self.problems += faults
            if package is None:
                self.broken |= TABLES.get(folder.name, {("indicator", folder.name)})
            else:
                found[package.id] = package
        return found

    def origins(self, packages: Mapping[str, DataPackage]) -> None:
        """Look at the raw tables beside the packages, and at what is said to be made of them."""
        named = tuple((id, tuple(r["path"] for r in p.descriptor["resources"])) for id, p in packages.items())
        folders = (self.root / "datasets").glob("*/source") if not is_linked(self.root, "datasets") else ()
        files = [file for folder in folders if not folder.parent.is_symlink() for file in files_below(folder)]
        find = partial(beside_figures, self.root, "datasets", dict(named))
        self.problems += self.memory.recall(("origins", named), files, find)

    def rows(self, table: Table, kind: type[Kind], name: str) -> Sequence[Kind]:
        """The rows of a reference table as models; `name` is what a reference to one of them calls it."""
        key = ("rows", table.path)
        found: Rows[Kind] = self.memory.keep(key, id(table), partial(read_rows, table, kind))
        self.problems += found.problems
        self.broken |= {(_SINGULAR.get(name, name), id) for id in found.broken}
        return found.sound

    def lists(self, packages: Mapping[str, DataPackage]) -> dict[str, Any]:
        """What the packages of reference tables list, under the names that a catalog gives it."""
        terms = dict(packages["vocabularies"].tables) if "vocabularies" in packages else {}
        measures, catalogue = terms.pop("measures", None), terms.pop("indicator-catalogue", None)
        places = packages["places"].tables.values() if "places" in packages else ()
        return {
            "places": {place.id: place for table in places for place in self.rows(table, Place, "place")},
            "measures": {m.id: m for m in (self.rows(measures, Measure, "measure") if measures else ())},
            "catalogue": {r.id: r for r in (self.rows(catalogue, CatalogueRow, "figure") if catalogue else ())},
            "vocabularies": {
                name: Vocabulary(name, {t.id: t for t in self.rows(table, Term, name)}) for name, table in terms.items()
            },
        }

    def boundaries(self, package: DataPackage | None) -> Boundaries | None:
        """The outlines of countries, which are no table: the first file of their package."""
        if package is None:
            return None
        path = f"{package.folder}/{package.descriptor['resources'][0]['path']}"
        read = partial(read_boundaries, self.root, path)
        found: Boundaries | None
        found, faults = self.memory.recall(("boundaries", path), [self.root / path], read)
        self.problems += faults
        return found

    def links(self) -> Links | None:
        """What was last found at the addresses outside."""
        found: Links | None
        found, faults = read_links(self.root)
        self.problems += faults
        return found

    def datasets(self, packages: Mapping[str, DataPackage]) -> Mapping[str, Dataset]:
        """The indicators, by id."""
        found: dict[str, Dataset] = {}
        for package in packages.values():
            key, read = ("dataset", package.id), partial(read_dataset, self.root, package)
            dataset, faults = self.memory.keep(key, id(package), read)
            self.problems += faults
            if dataset is None:
                self.broken.add(("indicator", package.id))
            else:
                found[package.id] = dataset
        return found


TABLES: Mapping[str, set[tuple[str, str]]] = {
    "vocabularies": {("measure", ""), ("theme", "")},
    "places": {("place", "")},
    "world-boundaries": set(),
}
"""The kinds of records that a package of reference tables holds."""
_SINGULAR = {"themes": "theme"}
