"""Strict YAML: plain data out of one small UTF-8 document, or a fault with its line and column.

PyYAML's C parser is driven event by event, so that depth and size are bounded before anything is built (its composer
overflows the stack on deep nesting) and nothing of YAML's power is reachable: no tags, anchors, aliases, merges,
second documents or duplicate keys. Plain scalars follow the core schema of YAML 1.2, so `no`, `1.10.2` and `12:30`
stay text. JSON is read by the same door.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from sys import intern
from typing import Any

import yaml
import yaml.reader
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generator.reading.source import Fault, place_of, text_of

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
MAX_NODES = 20_000
MAX_TEXT = 10_000
"""Characters of one text: no field takes so many, and what looks for faults in one takes longer than twice as long for twice
as many."""
SHARED = 40
"""Characters up to which equal texts are held once: terms, ids, names and years of thousands of records are the same few."""

Location = tuple[str | int, ...]
Position = tuple[int, int]

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS: Mapping[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMERIC_START = frozenset("0123456789+-.")


YamlFault = Fault
"""What reading a document raises; also when its bytes are no text."""


class DuplicateKey(Fault):
    """The same key twice in one mapping."""

    rule = "duplicate-key"


def load(source: bytes, *, max_bytes: int = MAX_BYTES) -> Any:
    """The data of one document: dicts, tuples, str, int, float, bool, None. Raises Fault."""
    return _Reader(source, max_bytes).document()


def positions(source: bytes, *, max_bytes: int = MAX_BYTES) -> dict[Location, Position]:
    """Line and column, from 1, of every value and (under the location plus `KEY`) of every key.

    The document is parsed again, so this is asked for only when something is wrong.
    """
    reader = _Reader(source, max_bytes, keep_positions=True)
    reader.document()
    return reader.positions


KEY = "\0key"
"""Last step of the location of a mapping's key, as told apart from its value."""


def locate(places: Mapping[Location, Position], at: Sequence[str | int], *, key: bool = False) -> Position:
    """The position of a location, or of the nearest value around it that was written."""
    found: Location = ()
    for step in at:
        if (*found, step) in places:
            found = (*found, step)
    if key and (*found, KEY) in places:
        return places[(*found, KEY)]
    return places.get(found, (1, 1))


def scalar(text: str) -> object:
    """A plain scalar by the core schema of YAML 1.2: null, true, 12, 1.5; everything else is text."""
    if text[:1] in _NUMERIC_START:
        if _INT.fullmatch(text):
            return int(text) if len(text) < 4000 else text
        return _number(text) if _FLOAT.fullmatch(text) else text
    return _WORDS.get(text, text)


def _number(text: str) -> object:
    number = float(text)
    return number if isfinite(number) else text


class _Reader:
    """One pass over the events of one document."""

    def __init__(self, source: bytes, max_bytes: int, keep_positions: bool = False) -> None:
        if len(source) > max_bytes:
            raise Fault(
                f"the file has {len(source):,} bytes",
                hint=f"at most {max_bytes:,} bytes are read; split it or shorten it",
            )
        self.text = text_of(source)
        self.keep = keep_positions
        self.next: Callable[[], Any]
        self.positions: dict[Location, Position] = {}
        self.nodes = 0

    def document(self) -> Any:
        parser = CParser(self.text)
        self.next = parser.get_event
        try:
            self.next()  # stream start
            event = self.next()
            if isinstance(event, StreamEndEvent):
                return None
            data = self.node(self.next(), (), 1)
            self.next()  # document end
            event = self.next()
            if not isinstance(event, StreamEndEvent):
                raise self.fault(
                    event, "a second document starts here", "one file holds one record; remove the line ---"
                )
            return data
        except yaml.MarkedYAMLError as error:
            raise self.syntax(error) from None
        except yaml.reader.ReaderError as error:
            before = self.text.encode()[: error.position].decode("utf-8", "ignore")  # the parser counts bytes
            raise Fault(
                f"character U+{_code(error):04X} may not stand in YAML", *place_of(before, len(before)), "remove it"
            ) from None
        except yaml.YAMLError as error:
            raise Fault(f"not valid YAML: {error}".splitlines()[0]) from None
        finally:
            parser.dispose()

    def node(self, event: Any, at: Location, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self.fault(event, f"more than {MAX_NODES:,} values", "split the file")
        if isinstance(event, AliasEvent) or event.anchor:
            raise self.fault(
                event, "anchors and aliases (& and *) are not read", "write the value out, or put it in quotation marks"
            )
        if event.tag and event.tag != "!":
            raise self.fault(event, f"tags are not read: {event.tag}", "remove it, or put the value in quotation marks")
        if self.keep:
            self.positions[at] = _where(event)
        if isinstance(event, ScalarEvent):
            self.bounded(event)
            value = scalar(event.value) if event.implicit[0] and not event.style else event.value
            return intern(value) if type(value) is str and len(value) <= SHARED else value
        if depth > MAX_DEPTH:
            raise self.fault(
                event, f"nested more than {MAX_DEPTH} deep", "no record needs that; look for a stray bracket"
            )
        if isinstance(event, SequenceStartEvent):
            return self.sequence(at, depth)
        if isinstance(event, MappingStartEvent):
            return self.mapping(at, depth)
        raise self.fault(event, "not valid YAML here", "")

    def sequence(self, at: Location, depth: int) -> tuple[Any, ...]:
        items: list[Any] = []
        while not isinstance(event := self.next(), SequenceEndEvent):
            items.append(self.node(event, (*at, len(items)) if self.keep else at, depth + 1))
        return tuple(items)

    def mapping(self, at: Location, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        event: Any
        while not isinstance(event := self.next(), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                raise self.fault(event, "a key is plain text", "put it in quotation marks")
            self.bounded(event)
            key = event.value
            if key in found:
                raise self.fault(
                    event, f'the key "{key}" stands here a second time', "keep one of the two", DuplicateKey
                )
            if event.anchor or event.tag:
                raise self.fault(event, "anchors and tags are not read", "put the key in quotation marks")
            inner = (*at, key) if self.keep else at
            if self.keep:
                self.positions[(*inner, KEY)] = _where(event)
            found[key] = self.node(self.next(), inner, depth + 1)
        return found

    def bounded(self, event: Any) -> None:
        if len(event.value) > MAX_TEXT:
            hint = f"at most {MAX_TEXT:,} are read; shorten it, or look for a quotation mark that is never closed"
            raise self.fault(event, f"a text of {len(event.value):,} characters stands here", hint)

    @staticmethod
    def fault(event: Any, message: str, hint: str, kind: type[Fault] = Fault) -> Fault:
        return kind(message, *_where(event), hint)

    def syntax(self, error: yaml.MarkedYAMLError) -> Fault:
        """A fault of syntax where it begins: an open quotation mark is noticed at the end of the file only."""
        said, mark = f"{error.context or ''} {error.problem or ''}", error.problem_mark or error.context_mark
        if "quoted scalar" in said and "found unexpected" in said:
            mark = error.context_mark
        if mark is None:
            return Fault(f"not valid YAML: {said.strip()}")
        before = "".join(self.text.split("\n")[mark.line : mark.line + 1])[: mark.column]
        message, hint = _in_words(said, before)
        message = message or str(error.problem or error.context)
        return Fault(f"not valid YAML: {message}", mark.line + 1, mark.column + 1, hint)


def _where(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _code(error: yaml.reader.ReaderError) -> int:
    return error.character if isinstance(error.character, int) else ord(error.character)


def _in_words(said: str, before: str) -> tuple[str, str]:
    """What is wrong, '' to leave it as the parser `said` it, and how to mend it. `before` stands before it on its line."""
    if "quoted scalar" in said and "found unexpected" in said:
        return "this quotation mark is never closed", "end the text with the same mark, and write none inside it"
    if "mapping values are not allowed" in said and ": " in before:
        return "a second colon with a space behind it", "a text with a colon and a space in it needs quotation marks"
    if "mapping values are not allowed" in said:
        return "a field begins where none can", "check that this line is indented like the ones above it"
    if "escape" in said:
        return "", "put the text in single quotation marks, or write each backslash twice"
    if "tab" in said or "\\t" in said:
        return "", "indent with spaces, not tabs"
    if "could not find expected ':'" in said:
        return "", "a key is followed by a colon and a space"
    if "block end" in said or "block mapping" in said:
        return "", "check that this line is indented like the ones above it"
    return "", "check quotation marks, brackets and indentation near here"
