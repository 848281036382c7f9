"""A file to a frozen record, or to every problem in it, each with line and column."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.model.fields import ID
from generator.problem import Problem, did_you_mean
from generator.reading import strict_yaml
from generator.reading.markdown_file import head_of, split
from generator.reading.strict_yaml import KEY, DuplicateKey, Location, Position, YamlFault

Kind = TypeVar("Kind", bound=BaseModel)
_MENTION = re.compile(r"\]\((practice|approach|city|partner|indicator|theme|place):([A-Za-z0-9-]+)\)")


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
    file = root / path
    try:
        source = _bytes(file)
        if file.suffix == ".md":
            page = split(source)
            data, body, body_line = page.data, page.body, page.body_line
        else:
            data, body, body_line = strict_yaml.load(source), "", 0
    except DuplicateKey as fault:
        return None, (_problem(path, fault, "duplicate-key"),)
    except YamlFault as fault:
        return None, (_problem(path, fault, "unreadable"),)
    problems: list[Problem] = []
    traits: dict[str, Any] = {
        "digest": blake2b(source, digest_size=16).hexdigest(),
        "mentions": tuple(dict.fromkeys(_MENTION.findall(source.decode("utf-8", "replace")))),
    }
    if not ID.fullmatch(file.stem):
        problems.append(
            Problem(
                path,
                1,
                1,
                "bad-id",
                f'"{file.stem}" is not an id',
                "name the file in lower-case ASCII words joined by hyphens",
            )
        )
    try:
        return Entry(file.stem, path, kind.model_validate(data), body, body_line, **traits), tuple(problems)
    except ValidationError as error:
        places = positions_of(root, path)
        details = error.errors(include_url=False, include_context=True)
        problems.extend(explain(path, kind, detail, places) for detail in details)
        sound = _without(data, [detail["loc"] for detail in details])
        try:
            record = kind.model_validate(sound)
            return Entry(file.stem, path, record, body, body_line, partial=True, **traits), tuple(problems)
        except ValidationError:
            return None, tuple(problems)


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
    source = _bytes(root / path)
    if path.endswith(".md"):
        source = head_of(source.replace(b"\r\n", b"\n"))
    return strict_yaml.positions(source)


def locate(places: dict[Location, Position], at: Sequence[str | int], *, key: bool = False) -> Position:
    """The position of a location, or of the nearest value around it that was written."""
    found: Location = ()
    for step in at:
        if (*found, step) in places:
            found = (*found, step)
    if key and (*found, KEY) in places:
        return places[(*found, KEY)]
    return places.get(found, (1, 1))


def _bytes(file: Path) -> bytes:
    size = file.stat().st_size
    if size > strict_yaml.MAX_BYTES:
        raise YamlFault(
            f"the file has {size:,} bytes",
            hint=f"at most {strict_yaml.MAX_BYTES:,} bytes are read; split it or shorten it",
        )
    return file.read_bytes()


def _problem(path: str, fault: YamlFault, rule: str) -> Problem:
    return Problem(path, fault.line, fault.column, rule, fault.message, fault.hint)


def explain(
    path: str, kind: type[BaseModel], detail: ErrorDetails, places: dict[Location, Position], *, at: Location = ()
) -> Problem:
    """One finding of pydantic as a problem. `at` is where in the file the model begins."""
    begin, at = at, detail["loc"]
    name = ".".join(str(step) for step in at if not isinstance(step, int)) or "the file"
    model = _model_at(kind, at[:-1])
    line, column = locate(places, (*begin, *at), key=detail["type"] == "extra_forbidden")
    rule, message, hint = _words(detail, name, model)
    return Problem(path, line, column, rule, message, hint)


def _words(detail: ErrorDetails, name: str, model: type[BaseModel] | None) -> tuple[str, str, str]:
    """Rule, message and hint of one finding of pydantic, in words a contributor understands."""
    at, context, given = detail["loc"], detail.get("ctx", {}), detail["input"]
    last = str(at[-1]) if at else ""
    match detail["type"]:
        case "extra_forbidden":
            fields = list(model.model_fields) if model else []
            if last in _COMPUTED:
                return (
                    "computed-field",
                    f'"{name}" is computed and may not be typed',
                    "remove the line; `beacon rate` shows what is computed",
                )
            return (
                "unknown-field",
                f'there is no field "{last}" here',
                did_you_mean(last, fields) or f"known here: {', '.join(fields)}",
            )
        case "missing":
            return "missing-field", f'"{name}" is required', _example(model, last)
        case "literal_error":
            known = str(context.get("expected", "")).replace("'", '"')
            return (
                "not-allowed",
                f'{_quote(given)} is not one of the values of "{name}"',
                did_you_mean(str(given), known.replace('"', "").replace(" or ", ", ").split(", "))
                or f"expected {known}",
            )
        case "value_error":
            return _value_rule(str(context.get("error", detail["msg"])), name, given, last)
        case "too_short":
            return "missing-field", f'"{name}" holds too little', _example(model, last)
        case kind if kind.endswith(("_type", "_parsing")) or kind in {"model_type", "dict_type"}:
            expected = (
                detail["msg"]
                .removeprefix("Input should be ")
                .removeprefix("a valid ")
                .replace("valid tuple", "list")
                .replace("tuple", "list")
            )
            return "wrong-type", f'"{name}" is {_a(given)}', f"expected {expected}. {_example(model, last)}".strip()
        case _:
            return "not-allowed", f'"{name}" is {_quote(given)}', detail["msg"].replace("Input should", "it should")


def _value_rule(error: str, name: str, given: object, last: str) -> tuple[str, str, str]:
    if "calendar" in error or error.startswith(("a date is", "a time is")):
        return "bad-date", f'"{name}" is {_quote(given)}', error
    if error.startswith("an id is"):
        return "bad-id", f'"{name}" is {_quote(given)}', error
    if error.startswith("a link starts"):
        return "bad-link", f'"{name}" is {_quote(given)}', error
    return "not-allowed", f"{error}" + (f' ("{name}")' if last else ""), ""


_COMPUTED = frozenset(
    {
        "rating",
        "ratings",
        "label",
        "level",
        "strength",
        "direction",
        "score",
        "rank",
        "updated",
        "modified",
        "effect_direction",
        "evidence_level",
    }
)


def _model_at(kind: type[BaseModel], at: Sequence[int | str]) -> type[BaseModel] | None:
    """The model that the value at a location belongs to."""
    current: Any = kind
    for step in at:
        if isinstance(step, int):
            continue
        found = getattr(current, "model_fields", {}).get(step)
        if found is None:
            return None
        current = next(_models(found.annotation), None)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)


def _example(model: type[BaseModel] | None, last: str) -> str:
    field = model.model_fields.get(last) if model else None
    if field is None:
        return ""
    example = field.examples[0] if field.examples else None
    shown = f", for example {_quote(example)}" if example not in (None, "", [], {}) else ""
    return f"{(field.description or '').rstrip('.')}{shown}"


def _quote(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 70 else f"{text[:66]}…"


def _a(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return f"the word {str(value).lower()}, which YAML reads as yes or no"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text {_quote(value)}"
        case tuple():
            return "a list"
        case _:
            return "a group of fields"
