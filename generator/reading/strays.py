"""Files that no reader takes, so that nothing a contributor sends is dropped in silence."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.problem import Problem
from generator.reading.source import is_linked


def files_below(folder: Path) -> list[Path]:
    """Every file and link in a folder and in its folders, hidden ones left out."""
    is_folder = folder.is_dir() and not folder.is_symlink()  # what a link leads to may be the whole disk
    return sorted(folder / path for path in _below(str(folder))) if is_folder else []


def _below(folder: str) -> Iterator[str]:
    """The same as texts: ten thousand records are looked through at every save of one. Folders wait in a list, for they
    may lie deeper in each other than functions may."""
    waiting = [("", folder)]
    while waiting:
        name, at = waiting.pop()
        with os.scandir(at) as items:
            for item in items:
                if item.name.startswith("."):
                    continue
                if item.is_dir(follow_symlinks=False):
                    waiting.append((f"{name}{item.name}/", item.path))
                else:
                    yield name + item.name


def beside_records(root: Path, endings: Mapping[str, str]) -> Iterator[Problem]:
    """Files in the folders of records that are none. `endings`: folder to the ending that its records have."""
    there = [home for home in endings if (root / home).is_dir() and not is_linked(root, home)]
    for path in sorted({f"{home}/{below}" for home in there for below in _below(str(root / home))}):
        folder, _, name = path.rpartition("/")
        if folder in endings and PurePosixPath(name).suffix == endings[folder]:
            continue
        home = folder
        while home not in endings:
            home = home.rpartition("/")[0]
        if folder != home:
            yield _stray(path, f"records of this kind lie in {home}/ itself")
        else:
            yield _stray(path, f"records here end in {endings[home]}")


def beside_packages(root: Path, home: str) -> Iterator[Problem]:
    """Files in `home` that lie in no data package."""
    for file in files_below(root / home):
        if file.parent == root / home and not file.is_dir():
            yield _stray(file.relative_to(root).as_posix(), f"each data package has a folder of its own in {home}/")


def beside_pictures(root: Path, home: str, named: Collection[str], unsure: Collection[str]) -> Iterator[Problem]:
    """Files in `home` that no record names as a picture; not those of the folders that `unsure` says cannot be judged."""
    for file in files_below(root / home):
        path = file.relative_to(root).as_posix()
        if path in named or path.rpartition("/")[0] in unsure:
            continue
        if file.suffix.lower() in {".svg", ".svgz"}:
            hint = "an SVG picture can hold scripts and fetch things from elsewhere, so none is taken: save it as PNG"
        else:
            hint = f"name it under images in a record: {home}/practices/<id>/ holds the pictures of the practice <id>"
        yield _stray(path, hint)


def inside_package(root: Path, folder: str, named: Sequence[str]) -> Iterator[Problem]:
    """Files of a data package that its descriptor does not name, besides its README, its licence and its sources."""
    known = {"README.md", "datapackage.json", *(PurePosixPath(path).as_posix() for path in named)}
    for file in files_below(root / folder):
        path = file.relative_to(root / folder).as_posix()
        if path not in known and not path.startswith(("LICENSE", "source/")):
            yield _stray(f"{folder}/{path}", "name it in the descriptor, put it into source/, or remove it")


def _stray(path: str, hint: str) -> Problem:
    return Problem(path, 1, 1, "stray-file", f'"{PurePosixPath(path).name}" is not read', hint)
