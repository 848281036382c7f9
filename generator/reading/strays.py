"""Files that no reader takes, so that nothing a contributor sends is dropped in silence."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.problem import Problem


def files_below(folder: Path) -> list[Path]:
    """Every file and link in a folder and in its folders, hidden ones left out."""
    found = folder.rglob("*") if folder.is_dir() else ()
    return sorted(
        file
        for file in found
        if (file.is_symlink() or not file.is_dir())
        and not any(step.startswith(".") for step in file.relative_to(folder).parts)
    )


def beside_records(root: Path, endings: Mapping[str, str]) -> Iterator[Problem]:
    """Files in the folders of records that are none. `endings`: folder to the ending that its records have."""
    paths = {file.relative_to(root) for home in endings for file in files_below(root / home)}
    for path in sorted(paths):
        home = next(folder.as_posix() for folder in path.parents if folder.as_posix() in endings)
        if path.parent.as_posix() != home:
            yield _stray(path.as_posix(), f"records of this kind lie in {home}/ itself")
        elif path.suffix != endings[home]:
            yield _stray(path.as_posix(), f"records here end in {endings[home]}")


def beside_packages(root: Path, home: str) -> Iterator[Problem]:
    """Files in `home` that lie in no data package."""
    for file in files_below(root / home):
        if file.parent == root / home and not file.is_dir():
            yield _stray(file.relative_to(root).as_posix(), f"each data package has a folder of its own in {home}/")


def inside_package(root: Path, folder: str, named: Sequence[str]) -> Iterator[Problem]:
    """Files of a data package that its descriptor does not name, besides its README, its licence and its sources."""
    known = {"README.md", "datapackage.json", *(PurePosixPath(path).as_posix() for path in named)}
    for file in files_below(root / folder):
        path = file.relative_to(root / folder).as_posix()
        if path not in known and not path.startswith(("LICENSE", "source/")):
            yield _stray(f"{folder}/{path}", "name it in the descriptor, put it into source/, or remove it")


def _stray(path: str, hint: str) -> Problem:
    return Problem(path, 1, 1, "stray-file", f'"{PurePosixPath(path).name}" is not read', hint)
