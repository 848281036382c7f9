"""A YAML document as nodes that keep what a value alone would lose: its spelling, its lines, the comments around it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yaml._yaml import CParser
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from generator.reading.strict_yaml import scalar


@dataclass(slots=True)
class Node:
    """A value: a scalar with its style, or the entries of a mapping or list."""

    kind: str
    value: str = ""
    style: str = ""
    typed: bool = False
    """Whether it is a number, true, false or nothing, and no text."""
    kept: tuple[str, ...] | None = None
    """The lines of a block text as they were written, without their indentation."""
    entries: "list[Entry]" = field(default_factory=list)
    flow: bool = False


@dataclass(slots=True)
class Entry:
    """A field of a mapping, or an item of a list (without a key), with the comments around it."""

    key: str
    node: Node
    before: list[str] = field(default_factory=list)
    beside: str = ""
    after: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment, or a blank line where the text is empty."""

    line: int
    column: int
    text: str


def nodes(text: str) -> Node:
    """The nodes of a document that holds one mapping and was read without a fault."""
    return _Reader(text).document()


def plain_node(data: Any) -> Node:
    """The node of plain values: mappings, sequences, texts, numbers, days."""
    if isinstance(data, Mapping):
        entries = [Entry(str(key), plain_node(value)) for key, value in data.items()]
        numbers = bool(entries) and all(entry.node.typed for entry in entries)
        return Node("map", entries=entries, flow=numbers)
    if isinstance(data, Sequence) and not isinstance(data, str):
        return Node("list", entries=[Entry("", plain_node(value)) for value in data])
    if data is None:
        return Node("scalar", "", typed=True)
    if isinstance(data, bool):
        return Node("scalar", str(data).lower(), typed=True)
    if isinstance(data, int | float):
        return Node("scalar", repr(data), typed=True)
    if isinstance(data, date):
        return Node("scalar", data.isoformat())
    return Node("scalar", str(data))


class _Reader:
    """The events of one document as nodes that carry the comments around them."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.events: list[Any] = list(_events(text))
        self.at = 0
        self.last: Entry | None = None
        self.blocks: dict[int, int] = {}
        """The line behind the last one of each block text, by the line of its header."""
        self.comments = self._comments()

    def document(self) -> Node:
        """The whole document; what stands behind its last value stays there."""
        self.at = next(i for i, event in enumerate(self.events) if isinstance(event, MappingStartEvent))
        root = self._node()
        if self.last is not None:
            rest = [_shifted(comment, 0) for comment in self.comments]
            while rest and not rest[-1]:
                rest.pop()
            self.last.after += rest
        return root

    def _comments(self) -> list[_Comment]:
        covered: dict[int, int] = {}
        inside: set[int] = set()
        around = [-1]
        for event in self.events:
            if type(event) in (MappingStartEvent, SequenceStartEvent):
                around.append(event.start_mark.column)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                around.pop()
            if not _is_text(event):
                continue
            start, end = event.start_mark, event.end_mark
            if event.style in ("|", ">"):
                head = re.match(r"[|>][-+0-9]*", self.lines[start.line][start.column :])
                covered[start.line] = start.column + (head.end() if head else 1)
                self.blocks[start.line] = self._block_end(start.line, around[-1])
                inside.update(range(start.line + 1, self.blocks[start.line]))
            else:
                inside.update(range(start.line, end.line))
                covered[end.line] = max(covered.get(end.line, 0), end.column)
        found = []
        for number, line in enumerate(self.lines):
            if number in inside or line in ("---", "..."):
                continue
            behind = re.match(r"[\s\-?:,\[\]{}]*(#.*)$", line[covered.get(number, 0) :])
            if behind:
                found.append(_Comment(number, line.rindex(behind[1]), behind[1].rstrip()))
            elif not line.strip():
                found.append(_Comment(number, 0, ""))
        return found

    def _block_end(self, line: int, least: int) -> int:
        """The line behind the last one of the block text whose header stands on `line`, inside of column `least`."""
        end = line + 1
        for number in range(line + 1, len(self.lines)):
            this = self.lines[number]
            if this.strip():
                if len(this) - len(this.lstrip(" ")) <= least:
                    break
                end = number + 1
        return end

    def _node(self) -> Node:
        event = self.events[self.at]
        self.at += 1
        if _is_text(event):
            return self._scalar(event)
        kind = "map" if isinstance(event, MappingStartEvent) else "list"
        node = Node(kind, flow=bool(event.flow_style))
        while not type(self.events[self.at]).__name__.endswith("EndEvent"):
            node.entries.append(self._entry(kind, event.start_mark.column, node.flow))
        self.at += 1
        return node

    def _entry(self, kind: str, column: int, flow: bool) -> Entry:
        first = self.events[self.at].start_mark
        before = [] if flow else self._before(first.line, column)
        key = ""
        if kind == "map":
            key = self.events[self.at].value
            self.at += 1
        entry = Entry(key, Node("scalar"), before)
        if not flow:
            self.last = entry
        begins = self.events[self.at]
        entry.node = self._node()
        if flow:
            return entry
        ends = begins if _is_text(begins) else self.events[self.at - 1]
        block = _is_text(begins) and begins.style in ("|", ">")
        if entry.node.kind == "scalar" or entry.node.flow:
            last = begins.start_mark.line if block else ends.end_mark.line
            for comment in self._take(lambda c: c.line <= last):
                if comment.line == last and comment.text:
                    entry.beside = comment.text
                elif comment.text:
                    entry.before.append(comment.text)
        return entry

    def _before(self, line: int, column: int) -> list[str]:
        """The comments above an entry; those further in belong to what stands before them."""
        found = self._take(lambda c: c.line < line)
        if self.last is not None:
            while found and found[0].text and found[0].column > column:
                self.last.after.append(" " * found[0].column + found.pop(0).text)
        lines = [_shifted(comment, column) for comment in found]
        return [line for number, line in enumerate(lines) if line or number == 0 or lines[number - 1]]

    def _take(self, wanted: Any) -> list[_Comment]:
        taken = []
        while self.comments and wanted(self.comments[0]):
            taken.append(self.comments.pop(0))
        return taken

    def _scalar(self, event: Any) -> Node:
        style = event.style or ""
        typed = bool(event.implicit[0]) and not style and not isinstance(scalar(event.value), str)
        kept = None
        if style in ("|", ">"):
            start = event.start_mark
            header = self.lines[start.line][start.column :].split(" ")[0]
            lines = self.lines[start.line + 1 : self.blocks[start.line]]
            width = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
            plain = not re.search(r"[0-9+]", header) and lines and lines[0].strip()
            starts = len(lines[0]) - len(lines[0].lstrip(" ")) if lines else 0
            if plain and starts == width:
                kept = tuple(line[width:].rstrip() if style == ">" else line[width:] for line in lines)
        return Node("scalar", event.value, style, typed, kept)


def _is_text(event: Any) -> bool:
    return isinstance(event, ScalarEvent)


def _events(text: str) -> Iterator[Any]:
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


def _shifted(comment: _Comment, column: int) -> str:
    """A comment without indentation, to be given that of its entry at `column`; with its own where it stood elsewhere."""
    return comment.text if comment.column == column or not comment.text else " " * comment.column + comment.text
