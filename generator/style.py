"""The one style of a record's file: fields in the order of the model, two spaces, lists and texts as everywhere.

Works on the nodes of the file, so that every value keeps its spelling, every comment stays and a text that was wrapped
by hand keeps its lines. What is left as it was written: quotation marks, the lines of a text that fit the width, and
whether a small group stands in braces on one line. What `canonical` gives it gives again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from generator.forms import Field, fields_of
from generator.reading.markdown_file import split
from generator.reading.nodes import Entry, Node, nodes, plain_node
from generator.reading.source import text_of
from generator.reading.strict_yaml import load, scalar

WIDTH = 120
"""The most columns of a line, where a text can be broken."""
SCHEMA = "# yaml-language-server: $schema="
_SHORT = 30
"""A list of texts of more words than this has one line or more for each; other lists stand in brackets."""


class Changed(Exception):
    """A file that could not be put into style without changing a value; it is left as it is."""


def styled(source: bytes, kind: str, model: type[BaseModel], path: str) -> str:
    """The record of `kind` in the file at `path` below the root, in style. Raises Fault when it cannot be read."""
    return canonical_page(source, model) if path.endswith(".md") else canonical(source, model, schema_of(kind, path))


def schema_of(kind: str, path: str) -> str:
    """The schema that a record's first line names, as seen from its file."""
    return f"{'../' * path.count('/')}.beacon/schemas/{kind}.schema.json"


def canonical(source: bytes, model: type[BaseModel], schema: str = "") -> str:
    """A YAML record in style. `schema` is the path that its first line names. Raises Fault when it cannot be read."""
    before = load(source)
    if not isinstance(before, dict) or not before:
        return text_of(source).replace("\r\n", "\n")
    made = _page(text_of(source).replace("\r\n", "\n"), fields_of(model), schema)
    if _same(load(made.encode())) != _same(before):
        raise Changed
    return made


def canonical_page(source: bytes, model: type[BaseModel]) -> str:
    """A Markdown file with its front matter in style and its text untouched. Raises Fault when it cannot be read."""
    page = split(source)
    front = page.head[1:]
    return f"---\n{canonical(front, model)}---\n{page.body}"


def written(data: Mapping[str, Any], model: type[BaseModel], schema: str = "") -> str:
    """The text of a record from plain values: mappings, sequences, texts, numbers, days."""
    head = [SCHEMA + schema] if schema else []
    return "\n".join([*head, *_mapping(plain_node(data), fields_of(model), 0)]) + "\n"


def _same(data: Any) -> Any:
    """Values that compare equal only when they are alike in type too."""
    if isinstance(data, dict):
        return {key: _same(value) for key, value in data.items()}
    if isinstance(data, tuple):
        return [_same(value) for value in data]
    return (type(data).__name__, data)


def _page(text: str, fields: Sequence[Field], schema: str) -> str:
    root = nodes(text)
    first = root.entries[0]
    head, first.before = _head(first.before)
    if schema:
        head = [SCHEMA + schema, *(line for line in head if not line.startswith(SCHEMA))]
    lines = [*head, *_mapping(root, fields, 0)]
    return "\n".join(lines) + "\n"


def _head(before: list[str]) -> tuple[list[str], list[str]]:
    """What stays at the top of the file, whichever field comes first: the lines before a blank one, or the schema's."""
    if "" in before:
        at = before.index("")
        return before[: at + 1], before[at + 1 :]
    named = [line for line in before if line.startswith(SCHEMA)]
    return named, [line for line in before if line not in named]


def _mapping(node: Node, fields: Sequence[Field], indent: int) -> Iterator[str]:
    known = {field.name: (number, field) for number, field in enumerate(fields)}
    last = (len(known), None)
    for entry in sorted(node.entries, key=lambda entry: known.get(entry.key, last)[0]):
        yield from _indented(entry.before, indent)
        lines = list(_valued(_key(entry.key) + ":", entry.node, known.get(entry.key, last)[1], indent))
        yield from _beside(lines, entry)
        yield from entry.after


def _valued(lead: str, node: Node, field: Field | None, indent: int) -> Iterator[str]:
    """The lines of `lead` and the value behind or below it; `lead` stands at `indent`."""
    start = " " * indent + lead
    if node.kind == "scalar":
        yield from _text(start, node, indent)
    elif not node.entries:
        yield f"{start} {'{}' if node.kind == 'map' else '[]'}"
    elif node.kind == "map":
        line = _in_braces(start, node) if node.flow else ""
        if line:
            yield line
        else:
            yield start
            yield from _mapping(_opened(node), field.fields if field else (), indent + 2)
    elif _stands_in_brackets(node, field) and (lines := _brackets(start, node, indent)):
        yield from lines
    else:
        yield start
        yield from _items(node, field, indent + 2)


def _items(node: Node, field: Field | None, indent: int) -> Iterator[str]:
    for entry in node.entries:
        if entry.node.kind == "map" and entry.node.entries and not _in_braces(" " * indent + "-", entry.node):
            fields = field.fields if field else ()
            lines = list(_mapping(_opened(entry.node), fields, indent + 2))
            comments = [line for line in lines if line.lstrip().startswith("#")]
            first = next(i for i, line in enumerate(lines) if line and line not in comments)
            yield from _indented(entry.before, indent)
            yield from lines[:first]
            yield " " * indent + "- " + lines[first][indent + 2 :]
            yield from lines[first + 1 :]
        elif entry.node.kind == "list":
            yield from _indented(entry.before, indent)
            yield _flow(entry.node, " " * indent + "- ")
        else:
            yield from _indented(entry.before, indent)
            yield from _beside(list(_valued("-", replace(entry.node, flow=True), None, indent)), entry)
        yield from entry.after


def _opened(node: Node) -> Node:
    """A group that leaves its braces: its own values need no marks for them."""
    return replace(node, flow=False)


def _beside(lines: list[str], entry: Entry) -> Iterator[str]:
    if entry.beside:
        at = 0 if entry.node.kind == "scalar" else len(lines) - 1
        lines[at] += f"  {entry.beside}"
    yield from lines


def _indented(comments: Sequence[str], indent: int) -> Iterator[str]:
    for comment in comments:
        yield comment if not comment or comment.startswith(" ") else " " * indent + comment


def _stands_in_brackets(node: Node, field: Field | None) -> bool:
    if any(entry.node.kind != "scalar" or entry.before or entry.beside or entry.after for entry in node.entries):
        return False
    if field is None:
        return node.flow
    return field.words <= _SHORT and all("\n" not in entry.node.value for entry in node.entries)


def _brackets(start: str, node: Node, indent: int) -> list[str]:
    """A list in brackets, on as many lines as it needs."""
    items = [_inline(entry.node, flow=True) for entry in node.entries]
    lines: list[str] = []
    line = start + " ["
    for number, item in enumerate(items):
        piece = item + ("]" if number == len(items) - 1 else ",")
        lead = "" if line.endswith("[") and not lines else " "
        if len(line) + len(lead) + len(piece) > WIDTH and line.strip() and number:
            lines.append(line)
            line, lead = " " * (indent + 2), ""
        line += lead + piece
    return [*lines, line]


def _in_braces(start: str, node: Node) -> str:
    """A small group on one line, '' when it was not written so or does not fit."""
    if not node.flow or any(entry.node.kind != "scalar" or "\n" in entry.node.value for entry in node.entries):
        return ""
    inner = ", ".join(f"{_key(entry.key)}: {_inline(entry.node, flow=True)}" for entry in node.entries)
    line = f"{start} {{{inner}}}"
    return line if len(line) <= WIDTH else ""


def _flow(node: Node, start: str) -> str:
    """Any value on one line, for lists of lists, which no record has."""
    if node.kind == "scalar":
        return start + _inline(node, flow=True)
    inner = (_flow(entry.node, f"{_key(entry.key)}: " if node.kind == "map" else "") for entry in node.entries)
    return start + ("{%s}" if node.kind == "map" else "[%s]") % ", ".join(inner)


def _text(start: str, node: Node, indent: int) -> Iterator[str]:
    """A scalar behind `start`, on its line or as a block below it."""
    inside = " " * (indent + 2)
    if node.kept is not None and node.style == "|":
        end = "|" if node.value.endswith("\n") else "|-"
        yield f"{start} {end}"
        yield from (inside + line if line else "" for line in node.kept)
        return
    if (
        node.kept is not None
        and not node.value.endswith("\n")
        and all(len(inside + line) <= WIDTH for line in node.kept)
    ):
        yield f"{start} >-"
        yield from (inside + line if line else "" for line in node.kept)
        return
    inline = f"{start} {_inline(node)}".rstrip()
    if (
        node.typed
        or not _can_fold(node.value)
        or (node.style != ">" and len(inline) <= WIDTH and "\n" not in node.value)
    ):
        yield inline
        return
    yield f"{start} >-"
    for number, paragraph in enumerate(node.value.split("\n")):
        if number:
            yield ""
        yield from (inside + line for line in _wrapped(paragraph, WIDTH - len(inside)))


def _wrapped(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split(" ") if paragraph else ():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def _can_fold(text: str) -> bool:
    """Whether a text says the same when its lines are folded."""
    return bool(
        text == text.strip()
        and (" " in text or "\n" in text)
        and "  " not in text
        and not re.search(r"[ \n][\t]|[ \t]\n|\n | $", text)
        and all(c == "\n" or c.isprintable() for c in text)
        and "\ufeff" not in text
    )


_MARKS = frozenset("-?:,[]{}#&*!|>'\"%@`~=")


def _inline(node: Node, *, flow: bool = False) -> str:
    """A scalar on one line, in the quotation marks it was written with where it had any."""
    text = node.value
    if node.typed:
        return text or ("null" if flow else "")
    if node.style == "'" and text and all(c.isprintable() for c in text):
        return "'" + text.replace("'", "''") + "'"
    if node.style != '"' and _is_plain(text, flow=flow):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _is_plain(text: str, *, flow: bool) -> bool:
    return bool(
        text
        and text == text.strip()
        and text[0] not in _MARKS
        and not text.startswith("...")
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and all(c.isprintable() for c in text)
        and "\ufeff" not in text
        and isinstance(scalar(text), str)
        and not (flow and any(c in ",[]{}:" for c in text))
    )


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable() and char != "\ufeff":
        return char
    number = ord(char)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _key(key: str) -> str:
    return key if _is_plain(key, flow=True) else _inline(Node("scalar", key, '"'))
