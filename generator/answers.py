"""What people write into a form or a table, turned into the values of a record.

Nothing is refused here: a word that is not in a list, or a text where a number belongs, is kept as it was given, so
that the models can say what is wrong with it. What has no place at all is handed back.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from generator.catalog import Catalog
from generator.forms import Field, Options, choices
from generator.reading.strict_yaml import Location, Position, scalar

LONGEST = 400
"""Characters in which the end of a name is looked for."""
MOST_MARKS = 8
"""Commas that one name may hold."""
MOST = 300
"""Items of one list; what is beyond stays one text, and is told as one."""

Lines = Sequence[tuple[int, str]]
"""Lines of an answer, each with its number in the file it stands in."""


@dataclass(frozen=True)
class Names:
    """What readers call terms, records and places, and the ids that stand for them."""

    catalog: Catalog

    def value(self, options: Options, said: str) -> str:
        """The id or word that a person means; what was said itself when nothing is called so."""
        known = self._known(options)
        return known.get(_plain(said), said)

    def split(self, options: Options, said: str) -> tuple[str, ...]:
        """Several, parted by commas or semicolons, though a name may hold a comma itself."""
        known, rest = self._known(options), said.strip()
        found: list[str] = []
        while rest and len(found) < MOST:
            longest = max((n for n in _ends(rest) if _plain(rest[:n]) in known), default=next(_ends(rest), len(rest)))
            found.append(self.value(options, rest[:longest].strip()))
            rest = rest[longest:].lstrip(" ,;")
        return (*found, rest) if rest else tuple(found)

    def _known(self, options: Options) -> Mapping[str, str]:
        key = (options.source, options.name, options.words)
        if key not in self._kept:
            self._kept[key] = dict(self._read(options))
        return self._kept[key]

    @cached_property
    def _kept(self) -> dict[Any, Mapping[str, str]]:
        return {}

    def _read(self, options: Options) -> Iterator[tuple[str, str]]:
        if options.name == "place" and options.source == "records":
            yield from self._places()
        offered = choices(options, self.catalog)
        yield from ((_plain(choice.title), choice.value) for choice in reversed(offered) if options.name != "place")
        yield from ((_plain(choice.value), choice.value) for choice in offered)

    def _places(self) -> Iterator[tuple[str, str]]:
        """Places by their name, where only one is called so, and by name and country."""
        named: dict[str, set[str]] = {}
        for id, place in self.catalog.places.items():
            country = self.catalog.places.get(place.iso3)
            for said in {place.name, self.catalog.place_name(id)}:
                named.setdefault(_plain(said), set()).add(id)
                if country is not None and country.id != id:
                    named.setdefault(_plain(f"{said}, {country.name}"), set()).add(id)
        yield from ((said, next(iter(ids))) for said, ids in named.items() if len(ids) == 1)


def _ends(text: str) -> Iterator[int]:
    """Where an item may end: at one of the next commas or semicolons, or at the end."""
    marks = (match.start() for match in re.finditer(r"[,;]", text[:LONGEST]) if match.start())
    yield from islice(marks, MOST_MARKS)
    if len(text) <= LONGEST:
        yield len(text)


def _plain(said: str) -> str:
    return " ".join(said.casefold().replace("_", " ").split())


@dataclass
class Given:
    """The values of a record as they were given, and where each stands."""

    data: dict[str, Any] = field(default_factory=dict)
    places: dict[Location, Position] = field(default_factory=dict)
    left: list[tuple[int, str]] = field(default_factory=list)
    """What has no place in a record, with its line; kept beside the record."""

    def put(self, at: Location, value: Any, position: Position) -> None:
        """Set a value; a name makes a group and a number an item of a list, each where it is first needed."""
        here: Any = self.data
        for number, step in enumerate(at[:-1]):
            empty: Any = [] if isinstance(at[number + 1], int) else {}
            if isinstance(step, int):
                while len(here) <= step:
                    here.append(type(empty)())
                here = here[step]
            else:
                here = here.setdefault(step, empty)
            self.places.setdefault(at[: number + 1], position)
        last = at[-1]
        if isinstance(last, int):
            here.insert(last, value)
        else:
            here[last] = value
        self.places[at] = position


def value_of(field: Field, text: str, names: Names) -> Any:
    """The value of one answer on a line or in a cell: a tuple for a field with several."""
    if not field.repeated:
        return _single(field, text.strip(), names)
    if field.options is not None:
        parts = [part for line in text.split("\n") for part in _listed(field.options, line.strip(" -*\t"), names)]
        return tuple(parts)
    if field.widget == "citation":
        return tuple(key for key in re.split(r"[\s,;]+", re.sub(r"\[@?|\]|@", " ", text)) if key)
    return tuple(_single(field, part.strip(), names) for part in re.split(r"[;\n]|,(?= )", text) if part.strip())


def _listed(options: Options, line: str, names: Names) -> tuple[str, ...]:
    return names.split(options, line) if line else ()


def _single(field: Field, text: str, names: Names) -> Any:
    if field.options is not None:
        return names.value(field.options, text)
    if field.widget in {"number", "whole", "tick"}:
        found = {"yes": True, "no": False}.get(text.casefold()) if field.widget == "tick" else scalar(text)
        return text if found is None else found
    if field.widget == "moment" and re.fullmatch(r"[12]\d{3}", text):
        return int(text)
    return text


def points(lines: Lines) -> Iterator[tuple[int, str]]:
    """The points of a list, one a line; a line that is indented, or follows a point begun with a dash, continues it."""
    dashed = any(re.match(r"\s*[-*•] ", text) for _, text in lines)
    number, point = 0, ""
    for line, text in lines:
        begins = re.match(r"\s*[-*•]\s+(.*)", text)
        if not text.strip() or begins or not (text.startswith(("  ", "\t")) or dashed):
            if point:
                yield number, point
            number, point = line, begins[1].strip() if begins else text.strip()
        else:
            number, point = (number, f"{point} {text.strip()}") if point else (line, text.strip())
    if point:
        yield number, point


def prose(lines: Lines) -> str:
    """A text: its lines joined to paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for _, text in lines:
        if text.strip():
            paragraphs[-1].append(" ".join(text.split()))
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)


def labels(fields: Sequence[Field]) -> Mapping[str, tuple[Field, tuple[str, ...]]]:
    """What the lines of a block may be called, with the field and its path from the group down.

    The fields of a group inside it are called by their own title where no other has it, else with the group's before
    it: `Counts, before`. Groups that repeat have an answer of their own.
    """
    flat = list(_flat(fields, (), ""))
    titles = [title for _, _, title, _ in flat]
    return {(title if titles.count(title) == 1 else full): (leaf, path) for leaf, path, title, full in flat}


def _flat(
    fields: Sequence[Field], path: tuple[str, ...], lead: str
) -> Iterator[tuple[Field, tuple[str, ...], str, str]]:
    for leaf in fields:
        here = (*path, leaf.name)
        full = f"{lead}, {leaf.title[:1].lower()}{leaf.title[1:]}" if lead else leaf.title
        if not leaf.fields:
            yield leaf, here, leaf.title, full
        elif not leaf.repeated:
            yield from _flat(leaf.fields, here, full)


def blocks(lines: Lines, fields: Sequence[Field], further: Sequence[str] = ()) -> Iterator["Block"]:
    """Groups written as blocks of lines `Title: text`, parted by empty lines. `further` are labels that are no field."""
    known = {_plain(label): found for label, found in labels(fields).items()}
    known |= {".".join(path): (leaf, path) for leaf, path in known.values()}
    extra = {_plain(label) for label in further}
    block = Block()
    for line, text in lines:
        said, colon, rest = text.strip().lstrip("-*• ").partition(":")
        label = _plain(said)
        if not text.strip():
            if block:
                yield block
            block = Block()
        elif colon and label in extra:
            if block and label in block.further:
                yield block
                block = Block()
            block.further[label] = rest.strip()
            block.line = block.line or line
        elif colon and label in known:
            leaf, path = known[label]
            if path in block.answers:
                yield block
                block = Block()
            block.answers[path] = (leaf, line, [rest.strip()])
            block.line = block.line or line
        elif block.answers:
            next(reversed(block.answers.values()))[2].append(text.strip())
        else:
            block.left.append((line, text.strip()))
    if block:
        yield block


@dataclass
class Block:
    """One group as it was written: the lines of each of its fields, and what stands before any of them."""

    line: int = 0
    answers: dict[tuple[str, ...], tuple[Field, int, list[str]]] = field(default_factory=dict)
    further: dict[str, str] = field(default_factory=dict)
    left: list[tuple[int, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.answers or self.left or self.further)
