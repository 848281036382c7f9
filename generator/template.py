"""The template of a new record, made from the model: every field in order, with what it means and an example."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.model.approach import Approach
from generator.model.city import City
from generator.model.fields import ID
from generator.model.practice import Practice
from generator.placing import place
from generator.style import SCHEMA, schema_of, styled

KINDS: dict[str, tuple[type[BaseModel], str]] = {
    "practice": (Practice, "practices"),
    "approach": (Approach, "practices/approaches"),
    "city": (City, "content/cities"),
}
FOLDERS = {kind: folder for kind, (_, folder) in KINDS.items()}
"""Where new records go."""
WIDTH = 110


def begin(
    root: Path, kind: str, title: str, today: date, known: Mapping[str, Sequence[str] | str] = MappingProxyType({})
) -> tuple[Path, str]:
    """Write the template of a record, with the fields that are `known` already; gives its path below the root and,
    when nothing was written, why."""
    model, folder = KINDS[kind]
    id = slug(title)
    path = Path(folder) / f"{id}{'.md' if kind == 'city' else '.yaml'}"
    if not ID.fullmatch(id):
        return path, f'"{title}" gives no id; use a title with Latin letters'
    written = styled(text(kind, model, title, today, known).encode(), kind, model, path.as_posix())
    said = place(root, path.as_posix(), written.encode())
    return path, f"{said}; choose another title" if said else ""


def slug(title: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:60].strip("-")


def text(
    kind: str,
    model: type[BaseModel],
    title: str,
    today: date,
    known: Mapping[str, Sequence[str] | str] = MappingProxyType({}),
) -> str:
    """The template: required fields to fill in, all others as comments that become fields when the # goes."""
    given: dict[str, Sequence[str] | str] = {
        **known,
        "title": title,
        "status": "draft",
        "created": today.isoformat(),
        "review_by": today.replace(day=1, year=today.year + 2).isoformat(),
    }
    head = [
        *([SCHEMA + schema_of(kind, f"{KINDS[kind][1]}/x.yaml")] if kind != "city" else ["---"]),
        "# Fill in what you know; leave out what you do not. Unknown is an honest answer. Lines that begin with # are help",
        "# or optional fields: take the # away to use them. Then run: beacon check",
    ]
    foot = ["---", "", "Tell the story here, in Markdown. Name the source of every figure, as in [@key].", ""]
    return (
        "\n".join(
            [
                *head,
                *(line for name, field in model.model_fields.items() for line in _field(name, field, given.get(name))),
                *(foot if kind == "city" else []),
            ]
        )
        + "\n"
    )


def _field(name: str, field: FieldInfo, given: Sequence[str] | str | None) -> Iterator[str]:
    level = _extra(field).get("requirement_level", "optional")
    yield ""
    yield from _comment(f"{field.description} ({level})")
    for bad in _extra(field).get("examples_bad", ()):
        yield from _comment(f"Not: {_inline(bad['value'])}. {bad['reason']}")
    inner = _inner(field.annotation)
    mark = "" if field.is_required() or given is not None else "# "
    if given is not None:
        yield f"{name}: {_inline(given)}"
    elif inner is not None:
        yield f"{mark}{name}:"
        yield from _nested(inner, "  ", mark, many=_many(field))
    else:
        example = field.examples[0] if field.examples else None
        if mark:
            yield f"# {name}: {_inline(example)}"
        else:
            yield from _comment(f"Example: {_inline(example)}")
            yield f"{name}: {_empty(example)}"


def _nested(model: type[BaseModel], indent: str, mark: str, *, many: bool) -> Iterator[str]:
    """The fields of a part, each with its meaning behind it; required ones open, the others as comments."""
    first = True
    for name, field in model.model_fields.items():
        lead = f"{indent}{'- ' if many and first else '  ' if many else ''}"
        open_ = field.is_required()
        inner = _inner(field.annotation)
        example = field.examples[0] if field.examples else None
        given = inner is not None or not open_ or mark
        value = "" if inner is not None and open_ else _inline(example) if given else _empty(example)
        shown = f"{mark}{lead}" if open_ or mark else f"{lead}# "
        help = field.description if given else f"{field.description} Example: {_inline(example)}"
        yield f"{shown}{name}: {value}".rstrip() + f"  # {help}"
        if inner is not None and open_:
            yield from _nested(inner, indent + ("    " if many else "  "), mark, many=_many(field))
        first = False


def _empty(example: object) -> str:
    """What stands where a value is to be typed. Never the example: it would be a false fact if it stayed."""
    return "[]" if isinstance(example, list) else '""'


def _comment(words: str) -> Iterator[str]:
    line = "#"
    for word in words.split():
        if len(line) + len(word) + 1 > WIDTH:
            yield line
            line = "#"
        line += f" {word}"
    yield line


def _inline(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _extra(field: FieldInfo) -> dict[str, Any]:
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _inner(arg))), None)


def _many(field: FieldInfo) -> bool:
    return str(field.annotation).startswith("tuple")
