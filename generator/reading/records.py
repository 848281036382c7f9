"""A file to a frozen record, or to every problem in it, each with line and column."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator.model.fields import ID, REFERABLE
from generator.problem import Problem
from generator.reading import strict_yaml
from generator.reading.markdown_file import FrontMatter, head_of, split
from generator.reading.source import Fault, read_bytes
from generator.reading.strict_yaml import MAX_BYTES, Location, Position, locate
from generator.reading.words import words, worth_telling

Kind = TypeVar("Kind", bound=BaseModel)
_MENTION = re.compile(rf"\]\(({'|'.join(REFERABLE)}):([A-Za-z0-9-]+)\)")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Kind]):
    """A record and where it came from: its id (the file's name), its path below the root, and its text if it has one.

    A `partial` record had faults and was read without the faulty parts, so that its other parts can be checked too.
    """

    id: str
    path: str
    record: Kind
    body: str = ""
    body_line: int = 0
    partial: bool = False
    digest: str = ""
    """Of the bytes it was read from: two entries with one digest are the same."""
    mentions: tuple[tuple[str, str], ...] = ()
    """(kind, id) of the records that its texts link to."""


def read_record(root: Path, path: str, kind: type[Kind]) -> tuple[Entry[Kind] | None, tuple[Problem, ...]]:
    """Read `root/path`, a YAML file or Markdown with front matter, as a record of `kind`."""
    try:
        source = read_bytes(root, path, MAX_BYTES)
        page = split(source) if path.endswith(".md") else FrontMatter(strict_yaml.load(source), source, "", 0)
    except Fault as fault:
        return None, (fault.problem(path),)
    return validated(path, kind, page, source, lambda: positions_of(root, path))


def validated(
    path: str, kind: type[Kind], page: FrontMatter, source: bytes, places: Callable[[], Mapping[Location, Position]]
) -> tuple[Entry[Kind] | None, tuple[Problem, ...]]:
    """A record out of what was read, with its faults at the `places` of its values."""
    misnamed = tuple(_misnamed(path))
    try:
        return _entry(path, kind.model_validate(page.data), page, source), misnamed
    except ValidationError as error:
        faults = (*misnamed, *explain(path, kind, error, places()))
        sound = _without(page.data, [detail["loc"] for detail in error.errors(include_url=False)])
    try:
        return _entry(path, kind.model_validate(sound), page, source, partial=True), faults
    except ValidationError:
        return None, faults


def _entry(path: str, record: Kind, page: FrontMatter, source: bytes, *, partial: bool = False) -> Entry[Kind]:
    return Entry(
        Path(path).stem,
        path,
        record,
        page.body,
        page.body_line,
        partial,
        blake2b(source, digest_size=16).hexdigest(),
        tuple(dict.fromkeys(_MENTION.findall(source.decode("utf-8")))),
    )


def _misnamed(path: str) -> Iterator[Problem]:
    id = Path(path).stem
    if not ID.fullmatch(id):
        hint = "name the file in lower-case ASCII words joined by hyphens"
        yield Problem(path, 1, 1, "bad-id", f'"{id}" is not an id', hint)


def _without(data: Any, faulty: Sequence[Location]) -> Any:
    """The data without its faulty parts: a field is left out, an item of a list is taken from it."""
    here = {at[0] for at in faulty if len(at) == 1}
    if isinstance(data, dict):
        return {
            key: _without(value, [at[1:] for at in faulty if at[:1] == (key,) and len(at) > 1])
            for key, value in data.items()
            if key not in here
        }
    if isinstance(data, tuple):
        return tuple(
            _without(value, [at[1:] for at in faulty if at[:1] == (index,) and len(at) > 1])
            for index, value in enumerate(data)
            if index not in here
        )
    return data


def positions_of(root: Path, path: str) -> dict[Location, Position]:
    """Line and column of every value of a record's file; read again, and only when something is wrong."""
    source = read_bytes(root, path, MAX_BYTES)
    if path.endswith(".md"):
        source = head_of(source.replace(b"\r\n", b"\n"))
    return strict_yaml.positions(source)


def explain(
    path: str, kind: type[BaseModel], error: ValidationError, places: Mapping[Location, Position], *, at: Location = ()
) -> Iterator[Problem]:
    """The findings of pydantic as problems. `at` is where in the file the model begins."""
    for detail in error.errors(include_url=False):
        if worth_telling(detail):
            line, column = locate(places, (*at, *detail["loc"]), key=detail["type"] == "extra_forbidden")
            yield Problem(path, line, column, *words(kind, detail))
