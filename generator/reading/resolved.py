"""A descriptor made whole: the schemas and dialects that it keeps in files of their own put into it."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from generator.problem import Problem
from generator.reading import strict_yaml
from generator.reading.descriptor import elsewhere
from generator.reading.remark import Remark
from generator.reading.source import Fault, is_there, read_bytes
from generator.reading.strict_yaml import MAX_BYTES, Location, locate


@dataclass(frozen=True, slots=True)
class Part:
    """A file that holds a part of a descriptor: its path below the root, its bytes, and where in the whole it belongs."""

    path: str
    source: bytes
    at: Location


@dataclass(frozen=True, slots=True)
class Resolved:
    """A descriptor made whole, the files it was made of, the first one its own, and what was wrong with the others.

    `named` are the paths in the package of all files that it keeps parts in, whether they could be read or not.
    """

    descriptor: Any
    parts: tuple[Part, ...]
    named: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def placed(self, found: Remark) -> Problem:
        """A remark as a problem of the file that holds the place it speaks of."""
        part = max((p for p in self.parts if found.at[: len(p.at)] == p.at), key=lambda p: len(p.at))
        places = strict_yaml.positions(part.source)
        return Problem(part.path, *locate(places, found.at[len(part.at) :]), found.rule, found.message, found.hint)


def resolve(root: Path, folder: str, path: str) -> Resolved:
    """The descriptor `root/path` of the package in `folder`. Raises Fault when it cannot be read."""
    source = read_bytes(root, path, MAX_BYTES)
    own = Part(path, source, ())
    descriptor = strict_yaml.load(source)
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), tuple):
        return Resolved(descriptor, (own,))
    refused = {remark.at for remark in elsewhere(descriptor)}
    parts: list[Part] = [own]
    named: list[str] = []
    problems: list[Problem] = []
    resources: list[Any] = []
    for index, resource in enumerate(descriptor["resources"]):
        resources.append(_normal(resource))
        for key in ("schema", "dialect") if isinstance(resource, dict) else ():
            at: Location = ("resources", index, key)
            if isinstance(resource.get(key), str) and at not in refused:
                named.append(resource[key])
                try:
                    part, content = _part(root, folder, resource[key], at)
                except Fault as fault:
                    problems.append(fault.problem(f"{folder}/{PurePosixPath(resource[key])}"))
                    continue
                parts.append(part)
                resources[index] = {**resources[index], key: content}
    return Resolved({**descriptor, "resources": tuple(resources)}, tuple(parts), tuple(named), tuple(problems))


def _normal(resource: Any) -> Any:
    """A resource with its one path as a text, where it stands as the only one of a list."""
    match resource:
        case {"path": (str(path),)}:
            return {**resource, "path": path}
        case _:
            return resource


class MissingFile(Fault):
    """A file that a descriptor names, and that is not there."""

    rule = "missing-file"

    def __init__(self) -> None:
        message = "the descriptor names this file, and it is not there"
        super().__init__(message, hint="add the file, or correct the path in the descriptor")


def _part(root: Path, folder: str, name: str, at: Location) -> tuple[Part, Any]:
    """The file of a package that holds a part of its descriptor, and what is in it. Raises Fault."""
    path = f"{folder}/{PurePosixPath(name)}"
    if not is_there(root, path):
        raise MissingFile
    source = read_bytes(root, path, MAX_BYTES)
    content = strict_yaml.load(source)
    return Part(path, source, at), content if isinstance(content, dict) else None
