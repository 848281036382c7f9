"""Folders to a catalog: read everything, check everything, keep what is sound and report every problem."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from generator import checks
from generator.catalog import PLURALS, Catalog, Dataset, Observation, picture_path
from generator.checks.placed import placed
from generator.garbage import uncollected
from generator.model.approach import Approach
from generator.model.catalogue import CatalogueRow
from generator.model.city import City
from generator.model.framework import Framework
from generator.model.indicator import Indicator
from generator.model.lesson import Lesson
from generator.model.measure import Measure
from generator.model.partner import Partner
from generator.model.place import Place
from generator.model.practice import Practice
from generator.model.vocabulary import Term, Vocabulary
from generator.problem import Problem, did_you_mean
from generator.reading.boundaries import Boundaries, read_boundaries
from generator.reading.links import Links, read_links
from generator.reading.origins import beside_figures
from generator.reading.packages import DataPackage, read_package
from generator.reading.pictures import HOME as PICTURES
from generator.reading.pictures import PictureFile, read_picture
from generator.reading.records import Entry, explain, positions_of, read_record
from generator.reading.rows import Rows, read_rows
from generator.reading.source import Fault, is_linked, is_there, read_bytes, text_of
from generator.reading.strays import beside_packages, beside_pictures, beside_records, files_below
from generator.reading.strict_yaml import Location, locate
from generator.reading.tables import Table
from generator.spread import spread

Kind = TypeVar("Kind", bound=BaseModel)


@dataclass(frozen=True)
class Folder:
    """Where the records of one kind live."""

    kind: str
    path: str
    pattern: str
    model: type[BaseModel]


FOLDERS = (
    Folder("practice", "practices", "*.yaml", Practice),
    Folder("approach", "practices/approaches", "*.yaml", Approach),
    Folder("city", "content/cities", "*.md", City),
    Folder("partner", "content/partners", "*.md", Partner),
    Folder("lesson", "content/lessons", "*.md", Lesson),
    Folder("framework", "content/frameworks", "*.md", Framework),
)
REFERENCE_PACKAGES = ("vocabularies", "places", "world-boundaries")


@dataclass(frozen=True)
class Loaded:
    """What was read: a catalog of the sound records, and every problem, sorted."""

    catalog: Catalog
    problems: tuple[Problem, ...]


class Memory:
    """What a running preview has worked out before, each with the mark of what it was worked out from."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Hashable, Any]] = {}

    def keep(self, key: Hashable, mark: Hashable, work: Callable[[], Any]) -> Any:
        """The result of `work`, or the one kept under `key` if its mark is the same."""
        kept = self._kept.get(key)
        if kept is None or kept[0] != mark:
            kept = (mark, work())
            self._kept[key] = kept
        return kept[1]

    def recall(self, key: Hashable, files: Iterable[Path], read: Callable[[], Any]) -> Any:
        """The result of reading files, or the one kept if none of them has changed."""
        stats = ((file, file.lstat()) for file in files)
        return self.keep(key, tuple((file, stat.st_mtime_ns, stat.st_size) for file, stat in stats), read)


def load(root: Path, today: date, memory: Memory | None = None, *, processes: int = 1) -> Loaded:
    """Read and check everything below `root`. Nothing is raised for bad content."""
    with uncollected():
        return _load(root, today, memory or Memory(), processes)


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
    reading = _Reading(root, Memory())
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
    return _lists(root, _Reading(root, Memory()))


def _lists(root: Path, reading: "_Reading") -> Catalog | None:
    tables = dict[str, Mapping[str, Table]]()
    for name in ("vocabularies", "places"):
        package, faults = read_package(root, f"datasets/{name}")
        if package is None or faults:
            return None
        tables[name] = package.tables
    terms = dict(tables["vocabularies"])
    measures, _ = terms.pop("measures", None), terms.pop("indicator-catalogue", None)
    return Catalog(
        today=date.min,
        places={
            place.id: place for table in tables["places"].values() for place in reading.rows(table, Place, "place")
        },
        measures={m.id: m for m in (reading.rows(measures, Measure, "measure") if measures else ())},
        vocabularies={
            name: Vocabulary(name, {t.id: t for t in reading.rows(table, Term, name)}) for name, table in terms.items()
        },
    )


def _load(root: Path, today: date, memory: Memory, processes: int) -> Loaded:
    reading = _Reading(root, memory)
    records = {folder.kind: reading.records(folder) for folder in FOLDERS}
    packages = reading.packages()
    reading.origins(packages)
    reference = {name: packages.pop(name) for name in REFERENCE_PACKAGES if name in packages}
    lists = dict(reference["vocabularies"].tables) if "vocabularies" in reference else {}
    measures = lists.pop("measures", None)
    catalogue = lists.pop("indicator-catalogue", None)
    places = reference["places"].tables.values() if "places" in reference else ()
    catalog = Catalog(
        today=today,
        indicators=reading.datasets(packages),
        places={place.id: place for table in places for place in reading.rows(table, Place, "place")},
        measures={m.id: m for m in (reading.rows(measures, Measure, "measure") if measures else ())},
        catalogue={r.id: r for r in (reading.rows(catalogue, CatalogueRow, "figure") if catalogue else ())},
        vocabularies={
            name: Vocabulary(name, {t.id: t for t in reading.rows(table, Term, name)}) for name, table in lists.items()
        },
        reference_packages=tuple(reference.values()),
        boundaries=reading.boundaries(reference.get("world-boundaries")),
        pictures={},
        links=reading.links(),
        broken=frozenset(reading.broken),
        **{PLURALS[kind]: entries for kind, entries in records.items()},
    )
    catalog = replace(catalog, pictures=reading.pictures(catalog))
    history, faults = _history(root)
    strays = (
        *beside_records(root, {folder.path: folder.pattern.removeprefix("*") for folder in FOLDERS}),
        *beside_packages(root, "datasets"),
    )
    checked = _checked(root, catalog, history, reading.memory, processes)
    return Loaded(catalog, tuple(sorted({*reading.problems, *faults, *strays, *checked})))


class _Reading:
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
        found: dict[str, Entry[Any]] = {}
        home = self.root / folder.path
        for name in sorted(file.name for file in home.glob(folder.pattern)) if self.is_folder(folder.path) else ():
            path, file = f"{folder.path}/{name}", home / name
            entry, faults = self.memory.recall(path, [file], partial(read_record, self.root, path, folder.model))
            self.problems += faults
            if entry is None:
                self.broken.add((folder.kind, file.stem))
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
            key, read = ("dataset", package.id), partial(_dataset, self.root, package)
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


def _dataset(root: Path, package: DataPackage) -> tuple[Dataset | None, Sequence[Problem]]:
    """An indicator out of a package: its `beacon` part and its table must be what an indicator needs."""
    unfit = list(_unfit(package))
    places = positions_of(root, package.path) if unfit else {}
    faults = [Problem(package.path, *locate(places, at), *said) for at, said in unfit]
    beacon = package.descriptor.get("beacon")
    if not isinstance(beacon, dict):
        return None, faults
    try:
        record = Indicator.model_validate(beacon)
    except ValidationError as error:
        places = positions_of(root, package.path)
        return None, [*faults, *explain(package.path, Indicator, error, places, at=("beacon",))]
    if faults:
        return None, faults
    table = next(iter(package.tables.values()))
    if unread := list(_unread_cells(table)):
        return None, unread
    return Dataset(package.id, package.path, record, package, tuple(_observations(table, record))), ()


COLUMNS = {"place_id": ("string",), "year": ("integer", "year"), "value": ("number", "integer")}
"""The columns that the table of an indicator has, with the types the schema may give them."""


def _unfit(package: DataPackage) -> Iterator[tuple[Location, tuple[str, str, str]]]:
    """Where a package is not what an indicator needs, with rule, message and hint."""
    beacon = package.descriptor.get("beacon")
    if beacon is None:
        hint = "it says what the figures mean, their unit and direction: copy it from another indicator"
        yield (), ("missing-field", '"beacon" is required in the descriptor of an indicator', hint)
    elif not isinstance(beacon, dict):
        yield ("beacon",), ("wrong-type", '"beacon" is no group of fields', "copy it from another indicator")
    elif _is_backward(beacon.get("plausible_range")):
        hint = "write the lowest value, then the highest"
        yield ("beacon", "plausible_range"), ("bad-indicator", "the plausible range ends below its beginning", hint)
    first = package.descriptor["resources"][0]
    if first["name"] not in package.tables:
        hint = "give the table of figures first; put files that are no tables behind it"
        yield ("resources", 0), ("bad-indicator", "the first resource of an indicator is no table", hint)
        return
    if [name for name in package.tables if name != "places"] != list(package.tables)[:1]:
        message = f"the package of an indicator has one table of figures, and this one {len(package.tables)} tables"
        hint = 'give each indicator a package of its own; beside its figures it may hold the table "places"'
        yield ("resources",), ("bad-indicator", message, hint)
        return
    at: Location = ("resources", 0, "schema", "fields")
    fields = first["schema"]["fields"]
    names = [field["name"] for field in fields]
    for column, types in COLUMNS.items():
        if column not in names:
            hint = did_you_mean(column, names) or "name its columns place_id, year and value"
            yield at, ("bad-indicator", f'the table of an indicator has no column "{column}"', hint)
        elif (given := fields[names.index(column)].get("type", "string")) not in types:
            message = f'the column "{column}" is of the type {given}'
            hint = f"give it the type {types[0]} in the schema"
            yield (*at, names.index(column), "type"), ("bad-indicator", message, hint)


def _is_backward(given: object) -> bool:
    match given:
        case (int() | float() as low, int() | float() as high):
            return low > high
        case _:
            return False


_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?", re.ASCII)
_YEAR = re.compile(r"\d{1,9}", re.ASCII)


def _unread_cells(table: Table) -> Iterator[Problem]:
    """Years and values that a schema lets through and that are no plain numbers, such as `1_000` or `NaN`."""
    for column, form in (("year", _YEAR), ("value", _NUMBER), ("low", _NUMBER), ("high", _NUMBER)):
        cells = table.column(column)
        odd = {cell for cell in set(cells) if not form.fullmatch(cell)}
        for line, cell, value in zip(table.lines, cells, table.column("value"), strict=True) if odd else ():
            if cell in odd and (cell or (column == "year" and value)):
                message = f'"{cell}" in "{column}" is not a number'
                hint = "write digits, with a point where needed, and nothing else"
                number = table.header.index(column) + 1 if column in table.header else 1
                yield Problem(table.path, line, number, "wrong-type", message, hint)


def _observations(table: Table, record: Indicator) -> Iterator[Observation]:
    """The rows with a value, column by column: a row at a time takes three times as long."""
    years = {cell: int(cell or 0) for cell in set(table.column("year"))}
    lows, highs = (tuple(map(_bound, table.column(name))) for name in ("low", "high"))
    splits = [table.columns.get(d.column, (d.default,) * len(table.lines)) for d in record.dimensions]
    cuts = zip(*splits, strict=True) if splits else ((),) * len(table.lines)
    texts = (table.column(name) for name in ("place_id", "year", "value", "status", "source_id", "note"))
    for place, year, value, status, source, note, cut, low, high in zip(*texts, cuts, lows, highs, strict=True):
        if value:
            yield Observation(place, years[year], float(value), status, source, note, cut, low, high)


def _bound(cell: str) -> float | None:
    return float(cell) if cell else None


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


def _checked(
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


def only(loaded: Loaded, prefix: str) -> Loaded:
    """The same, with the problems below one path."""
    return replace(
        loaded,
        problems=tuple(p for p in loaded.problems if p.path == prefix or p.path.startswith(prefix.rstrip("/") + "/")),
    )
