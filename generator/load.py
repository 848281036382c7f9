"""Folders to a catalog: read everything, check everything, keep what is sound and report every problem."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from generator import checks
from generator.catalog import PLURALS, Catalog, Dataset, Observation
from generator.model.approach import Approach
from generator.model.city import City
from generator.model.indicator import Indicator
from generator.model.measure import Measure
from generator.model.partner import Partner
from generator.model.place import Place
from generator.model.practice import Practice
from generator.model.vocabulary import Term, Vocabulary
from generator.problem import Problem, did_you_mean
from generator.reading.packages import DataPackage, Table, read_package
from generator.reading.records import Entry, explain, locate, positions_of, read_record
from generator.reading.strict_yaml import YamlFault
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
)
REFERENCE_PACKAGES = ("vocabularies", "places")


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
        stats = (file.stat() for file in files)
        return self.keep(key, tuple((stat.st_mtime_ns, stat.st_size) for stat in stats), read)


def load(root: Path, today: date, memory: Memory | None = None, *, processes: int = 1) -> Loaded:
    """Read and check everything below `root`. Nothing is raised for bad content."""
    memory = memory or Memory()
    problems: list[Problem] = []
    records = {folder.kind: _records(root, folder, memory, problems) for folder in FOLDERS}
    packages = _packages(root, memory, problems)
    reference = tuple(packages[name] for name in REFERENCE_PACKAGES if name in packages)
    tables = {name: packages.pop(name).tables for name in REFERENCE_PACKAGES if name in packages}
    lists = dict(tables.get("vocabularies", {}))
    measures = lists.pop("measures", None)
    catalog = Catalog(
        today=today,
        indicators=_datasets(root, packages, memory, problems),
        places={
            place.id: place
            for table in tables.get("places", {}).values()
            for place in _rows(root, table, Place, memory, problems)
        },
        measures={m.id: m for m in (_rows(root, measures, Measure, memory, problems) if measures else ())},
        vocabularies={
            name: Vocabulary(name, {t.id: t for t in _rows(root, table, Term, memory, problems)})
            for name, table in lists.items()
        },
        reference_packages=reference,
        broken=_broken(root, records),
        **{PLURALS[kind]: entries for kind, entries in records.items()},
    )
    problems.extend(_stray_files(root))
    problems.extend(_checked(root, catalog, memory, processes))
    return Loaded(catalog, tuple(sorted(set(problems))))


def _records(root: Path, folder: Folder, memory: Memory, problems: list[Problem]) -> Mapping[str, Entry[Any]]:
    found: dict[str, Entry[Any]] = {}
    for file in _files(root, folder):
        path = file.relative_to(root).as_posix()
        entry, faults = memory.recall(path, [file], partial(read_record, root, path, folder.model))
        problems.extend(faults)
        if entry is not None:
            found[entry.id] = entry
    return found


def _broken(root: Path, records: Mapping[str, Mapping[str, Entry[Any]]]) -> frozenset[tuple[str, str]]:
    """The records whose files are there and gave nothing."""
    return frozenset(
        (folder.kind, file.stem)
        for folder in FOLDERS
        for file in (root / folder.path).glob(folder.pattern)
        if file.stem not in records[folder.kind]
    )


def _files(root: Path, folder: Folder) -> list[Path]:
    return sorted(file for file in (root / folder.path).glob(folder.pattern) if file.is_file())


def _packages(root: Path, memory: Memory, problems: list[Problem]) -> dict[str, DataPackage]:
    found: dict[str, DataPackage] = {}
    base = root / "datasets"
    for folder in sorted(p for p in base.iterdir() if p.is_dir()) if base.is_dir() else ():
        path = folder.relative_to(root).as_posix()
        files = sorted(f for f in folder.rglob("*") if f.is_file())
        package, faults = memory.recall(path, files, partial(read_package, root, path))
        problems.extend(faults)
        if package is not None:
            found[package.id] = package
    return found


def _rows(root: Path, table: Table, kind: type[Kind], memory: Memory, problems: list[Problem]) -> Sequence[Kind]:
    """Rows of a reference table as models; an empty cell is a field left out."""
    found, faults = memory.recall(("rows", table.path), [root / table.path], partial(_models, table, kind))
    problems.extend(faults)
    return cast(Sequence[Kind], found)


def _models(table: Table, kind: type[Kind]) -> tuple[Sequence[Kind], Sequence[Problem]]:
    found, faults = [], []
    for line, row in enumerate(table.rows, start=2):
        given = {key: value for key, value in row.items() if value and key in kind.model_fields}
        try:
            found.append(kind.model_validate(given, strict=False))
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            column = (
                table.header.index(str(detail["loc"][0])) + 1
                if detail["loc"] and detail["loc"][0] in table.header
                else 1
            )
            faults.append(
                Problem(table.path, line, column, "wrong-type", detail["msg"], f'in the row of "{row.get("id", "")}"')
            )
    return found, faults


def _datasets(
    root: Path, packages: Mapping[str, DataPackage], memory: Memory, problems: list[Problem]
) -> Mapping[str, Dataset]:
    found: dict[str, Dataset] = {}
    for package in packages.values():
        dataset, faults = memory.keep(("dataset", package.id), id(package), partial(_dataset, root, package))
        problems.extend(faults)
        if dataset is not None:
            found[package.id] = dataset
    return found


def _dataset(root: Path, package: DataPackage) -> tuple[Dataset | None, Sequence[Problem]]:
    """An indicator out of a package: its `beacon` part and its table must be what an indicator needs."""
    beacon = package.descriptor.get("beacon")
    if not isinstance(beacon, dict) or len(package.tables) != 1:
        lack = "part `beacon`, which says what the figures mean" if not isinstance(beacon, dict) else "single table"
        return None, (
            Problem(
                package.path,
                1,
                1,
                "bad-indicator",
                f"the package of an indicator has a {lack}; this one has not",
                "see datasets/homicide-rate/ for an example",
            ),
        )
    table = next(iter(package.tables.values()))
    faults = list(_unfit_columns(package))
    try:
        record = Indicator.model_validate(beacon)
    except ValidationError as error:
        places = positions_of(root, package.path)
        details = error.errors(include_url=False, include_context=True)
        return None, [
            *faults,
            *(explain(package.path, Indicator, detail, places, at=("beacon",)) for detail in details),
        ]
    if faults:
        return None, faults
    return Dataset(package.id, package.path, record, package, tuple(_observations(table, record))), ()


COLUMNS = {"place_id": ("string",), "year": ("integer", "year"), "value": ("number", "integer")}
"""The columns that the table of an indicator has, with the types the schema may give them."""


def _unfit_columns(package: DataPackage) -> Iterator[Problem]:
    fields = {
        field["name"]: field.get("type", "string") for field in package.descriptor["resources"][0]["schema"]["fields"]
    }
    for column, types in COLUMNS.items():
        if column not in fields:
            yield Problem(
                package.path,
                1,
                1,
                "bad-indicator",
                f'the table of an indicator has no column "{column}"',
                did_you_mean(column, fields) or "name its columns place_id, year and value",
            )
        elif fields[column] not in types:
            yield Problem(
                package.path,
                1,
                1,
                "bad-indicator",
                f'the column "{column}" is of type {fields[column]}',
                f"give it the type {types[0]} in the schema",
            )


def _observations(table: Table, record: Indicator) -> Iterator[Observation]:
    columns = [dimension.column for dimension in record.dimensions]
    for row in table.rows:
        if row["value"]:
            cut = tuple(row.get(column, "") for column in columns)
            yield Observation(
                row["place_id"],
                int(row["year"]),
                float(row["value"]),
                row.get("status", ""),
                row.get("source_id", ""),
                row.get("note", ""),
                cut,
            )


def _stray_files(root: Path) -> Iterator[Problem]:
    """Files that no reader takes, so that nothing is dropped in silence."""
    for folder in FOLDERS:
        ending = folder.pattern.removeprefix("*")
        inner = {other.path for other in FOLDERS}
        for file in sorted((root / folder.path).rglob("*")):
            home = file.parent.relative_to(root).as_posix()
            if not file.is_file() or file.name.startswith(".") or (home == folder.path and file.suffix == ending):
                continue
            if home == folder.path or home not in inner:
                hint = (
                    f"records here end in {ending}"
                    if home == folder.path
                    else f"records of this kind lie in {folder.path}/ itself"
                )
                yield Problem(file.relative_to(root).as_posix(), 1, 1, "stray-file", f'"{file.name}" is not read', hint)
    for file in sorted((root / "datasets").glob("*")):
        if file.is_file() and not file.name.startswith("."):
            yield Problem(
                file.relative_to(root).as_posix(),
                1,
                1,
                "stray-file",
                f'"{file.name}" is not read',
                "each data package has a folder of its own in datasets/",
            )


def _checked(root: Path, catalog: Catalog, memory: Memory, processes: int) -> Iterator[Problem]:
    """The findings of every rule, placed in their files. A record that stands as it did, among the ids that there
    were, has the findings it had."""
    history = root / "addresses.txt"
    remembered = tuple(history.read_bytes().decode("utf-8", "replace").splitlines()) if history.is_file() else ()
    around = _surroundings(catalog)

    def of_records(entries: Sequence[tuple[str, Entry[Any]]]) -> list[Sequence[Any]]:
        find = checks.of_record
        kept = (
            memory.keep(("rules", e.path), (e.digest, around), partial(_placed, root, find, kind, e, catalog))
            for kind, e in entries
        )
        return [astuple(problem) for problems in kept for problem in problems]

    for part in spread(list(catalog.entries), of_records, processes):
        yield from (Problem(*row) for row in part)
    tables = tuple(id(dataset) for dataset in catalog.indicators.values())
    records = tuple(entry.digest for _, entry in catalog.entries)
    find_all = partial(_placed, root, checks.of_catalog, catalog, remembered)
    yield from memory.keep(("rules", ""), (tables, records, remembered, around), find_all)


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


def _placed(root: Path, find: Callable[..., Iterator[checks.Named]], *given: Any) -> tuple[Problem, ...]:
    """The findings of some rules as problems, with line and column."""
    places: dict[str, Any] = {}
    problems = []
    for rule, finding in find(*given):
        line, column = finding.line, finding.column
        if not line:
            if finding.path not in places:
                places[finding.path] = _positions(root, finding.path)
            line, column = locate(places[finding.path], finding.at, key=finding.on_key)
        problems.append(Problem(finding.path, line, column, rule, finding.message, finding.hint))
    return tuple(problems)


def _positions(root: Path, path: str) -> Any:
    try:
        return positions_of(root, path)
    except (YamlFault, OSError):
        return {}


def only(loaded: Loaded, prefix: str) -> Loaded:
    """The same, with the problems below one path."""
    return replace(
        loaded,
        problems=tuple(p for p in loaded.problems if p.path == prefix or p.path.startswith(prefix.rstrip("/") + "/")),
    )
