"""Folders to a catalog: read everything, check everything, keep what is sound and report every problem."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from generator.problem import Problem
from generator.reading.packages import DataPackage, Table, read_package
from generator.reading.records import Entry, explain, locate, positions_of, read_record
from generator.reading.strict_yaml import YamlFault

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
    """What a running preview has read before, by path and time of change, so that one edit reads one file."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[tuple[tuple[int, int], ...], Any]] = {}

    def recall(self, kind: str, files: Iterable[Path], read: Callable[[], Any]) -> Any:
        """The result of `read`, or the one kept if none of the files has changed."""
        files = tuple(files)
        key = (kind, str(files[0]) if files else "")
        seen = tuple((stat.st_mtime_ns, stat.st_size) for stat in (f.stat() for f in files))
        kept = self._kept.get(key)
        if kept is None or kept[0] != seen:
            kept = (seen, read())
            self._kept[key] = kept
        return kept[1]


def load(root: Path, today: date, memory: Memory | None = None) -> Loaded:
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
        indicators=_datasets(root, packages, problems),
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
    problems.extend(_checked(root, catalog))
    return Loaded(catalog, tuple(sorted(set(problems))))


def _records(root: Path, folder: Folder, memory: Memory, problems: list[Problem]) -> Mapping[str, Entry[Any]]:
    found: dict[str, Entry[Any]] = {}
    for file in sorted((root / folder.path).glob(folder.pattern)):
        path = file.relative_to(root).as_posix()
        entry, faults = memory.recall(folder.kind, [file], partial(read_record, root, path, folder.model))
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
    found, faults = memory.recall("rows", [root / table.path], partial(_models, table, kind))
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


def _datasets(root: Path, packages: Mapping[str, DataPackage], problems: list[Problem]) -> Mapping[str, Dataset]:
    found: dict[str, Dataset] = {}
    for package in packages.values():
        try:
            record = Indicator.model_validate(package.descriptor.get("beacon", {}))
        except ValidationError as error:
            places = positions_of(root, package.path)
            problems.extend(
                explain(package.path, Indicator, detail, places, at=("beacon",))
                for detail in error.errors(include_url=False, include_context=True)
            )
            continue
        table = next(iter(package.tables.values()))
        found[package.id] = Dataset(package.id, package.path, record, package, tuple(_observations(table, record)))
    return found


def _observations(table: Table, record: Indicator) -> Iterator[Observation]:
    columns = [dimension.column for dimension in record.dimensions]
    for row in table.rows:
        if row.get("value"):
            yield Observation(
                row["place_id"],
                int(row["year"]),
                float(row["value"]),
                row.get("status", ""),
                row.get("source_id", ""),
                row.get("note", ""),
                tuple(row.get(c, "") for c in columns),
            )


def _stray_files(root: Path) -> Iterator[Problem]:
    """Files in record folders that no reader takes, so that nothing is dropped in silence."""
    for folder in FOLDERS:
        ending = folder.pattern.removeprefix("*")
        for file in sorted((root / folder.path).glob("*")):
            if file.is_file() and file.suffix != ending and not file.name.startswith("."):
                path = file.relative_to(root).as_posix()
                yield Problem(path, 1, 1, "stray-file", f'"{file.name}" is not read', f"records here end in {ending}")


def _checked(root: Path, catalog: Catalog) -> Iterator[Problem]:
    """The findings of every check, placed in their files."""
    history = root / "addresses.txt"
    addresses = tuple(history.read_text(encoding="utf-8").split()) if history.is_file() else ()
    placed: dict[str, Any] = {}
    for rule, finding in checks.run(catalog, addresses):
        if finding.line:
            yield Problem(finding.path, finding.line, finding.column, rule, finding.message, finding.hint)
            continue
        if finding.path not in placed:
            try:
                placed[finding.path] = positions_of(root, finding.path)
            except (YamlFault, OSError):
                placed[finding.path] = {}
        line, column = locate(placed[finding.path], finding.at, key=finding.on_key)
        yield Problem(finding.path, line, column, rule, finding.message, finding.hint)


def only(loaded: Loaded, prefix: str) -> Loaded:
    """The same, with the problems below one path."""
    return replace(
        loaded,
        problems=tuple(p for p in loaded.problems if p.path == prefix or p.path.startswith(prefix.rstrip("/") + "/")),
    )
