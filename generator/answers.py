"""What people write into a form or a table, turned into the values of a record.

Nothing is refused here: a word that is not in a list, or a text where a number belongs, is kept as it was given, so
that the models can say what is wrong with it. What has no place at all is handed back.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.forms import Field, Options
from generator.names import Names, plain
from generator.problem import Problem
from generator.questions import STUDY, Question
from generator.reading.strict_yaml import Location, Position, scalar

Lines = Sequence[tuple[int, str]]
"""Lines of an answer, each with its number in the file it stands in."""


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
    known = {plain(label): found for label, found in labels(fields).items()}
    known |= {".".join(path): (leaf, path) for leaf, path in known.values()}
    extra = {plain(label) for label in further}
    block = Block()
    for line, text in lines:
        said, colon, rest = text.strip().lstrip("-*• ").partition(":")
        label = plain(said)
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


def take(question: Question, lines: Lines, given: Given, names: Names, problems: list[Problem]) -> None:
    """Put the answer to a question among what was given."""
    field = question.field
    if not lines or field is None:
        return
    first = (lines[0][0], 1)
    if question.shape == "blocks":
        _take_blocks(field, (field.name,), lines, given, names, problems)
    elif question.shape == "outcomes":
        _take_outcomes(field, lines, given, names, problems)
    elif question.shape == "points":
        for number, (line, point) in enumerate(points(lines)):
            given.put((*question.path, number), point, (line, 1))
    elif question.shape == "text":
        given.put(question.path, prose(lines), first)
    else:
        given.put(question.path, value_of(field, "\n".join(text for _, text in lines), names), first)


def _take_blocks(
    field: Field, at: tuple[str | int, ...], lines: Lines, given: Given, names: Names, problems: list[Problem]
) -> None:
    """Put the blocks of a field that repeats, and what cannot be placed among the rest."""
    number = 0
    for block in blocks(lines, field.fields):
        _unplaced(block.left, field.fields, given, problems)
        if block.answers:
            put_block(block.answers, (*at, number), given, names)
            number += 1


def put_block(
    answers: Mapping[tuple[str, ...], tuple[Field, int, list[str]]],
    at: tuple[str | int, ...],
    given: Given,
    names: Names,
) -> None:
    """Put the fields of one group."""
    for path, (leaf, line, said) in answers.items():
        text = " ".join(part for part in said if part)
        if text:
            given.put((*at, *path), value_of(leaf, text, names), (line, 1))


def _take_outcomes(field: Field, lines: Lines, given: Given, names: Names, problems: list[Problem]) -> None:
    """Put each outcome into the study that it names, or the only one there is."""
    studies = given.data.get("studies", [])
    counts: dict[int, int] = {}
    for block in blocks(lines, field.fields, (STUDY,)):
        _unplaced(block.left, field.fields, given, problems)
        named = block.further.get(STUDY.casefold(), "")
        found = [n for n, study in enumerate(studies) if isinstance(study, dict) and study.get("id") == named]
        if not found and len(studies) == 1 and not named:
            found = [0]
        if not found:
            message = f'no study has the key "{named}"' if named else "an outcome names no study"
            problems.append(
                Problem("", block.line, 1, "not-placed", message, "write a line Study: with the key of a study above")
            )
            given.left += [(line, f"{leaf.title}: {' '.join(said)}") for leaf, line, said in block.answers.values()]
            continue
        number = counts.setdefault(found[0], 0)
        counts[found[0]] += 1
        put_block(block.answers, ("studies", found[0], "outcomes", number), given, names)


def _unplaced(left: Lines, fields: Sequence[Field], given: Given, problems: list[Problem]) -> None:
    """Keep the lines that begin with no label, and say how they should."""
    for line, text in left:
        given.left.append((line, text))
        known = ", ".join(list(labels(fields))[:4])
        message = "this line begins with none of the labels, so it is kept as a comment"
        problems.append(Problem("", line, 1, "not-placed", message, f"begin it with one of: {known} …, and a colon"))
