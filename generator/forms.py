"""What a form asks for: the fields of a record in sections, each with its words, its widget and what it offers.

Made from the models, so that the form in the page, the issue form, the table for many records and the questions of
`beacon new` use the same words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from generator.catalog import Catalog
from generator.model.approach import Approach
from generator.model.city import City
from generator.model.fields import CiteKey, Day, Level, Moment, Prose, RefTo, Stated, TermOf, WebAddress
from generator.model.practice import Practice
from generator.reading.records import Entry

Widget = Literal["line", "text", "number", "whole", "tick", "day", "moment", "address", "choice", "reference", "citation", "group"]  # fmt: skip
"""How one value is given. `choice`: one of few or of a vocabulary; `reference`: the id of a record; `citation`: the id of
a citation of the same record; `group`: further fields."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field may have, with what readers call it."""

    value: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """Where the values of a field come from: `words` of the model, a `vocabulary`, or the `records` of a kind."""

    source: Literal["words", "vocabulary", "records"]
    name: str
    """Of the vocabulary, or of the kind of records; empty for words."""
    words: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Bad:
    """A value to avoid, and why."""

    value: Any
    reason: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `path` are the names from the record down, as in ("studies", "outcomes", "measure");
    `repeated` means several values or groups, in a list."""

    path: tuple[str, ...]
    title: str
    help: str
    level: Level
    widget: Widget
    repeated: bool = False
    example: Any = None
    bad: tuple[Bad, ...] = ()
    options: Options | None = None
    default: Any = None
    """What stands when the field is left out; None when nothing does."""
    words: int = 0
    """The most words a text may hold; 0 for no bound of its own."""
    markdown: bool = False
    stated: bool = False
    """Whether it is a number that a source of its group must state."""
    fields: tuple["Field", ...] = ()
    """The fields of a group, in the order of the model."""

    @property
    def name(self) -> str:
        """Its name in the file."""
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together, under one heading of a form."""

    id: str
    title: str
    help: str
    fields: tuple[Field, ...]


KINDS: Mapping[str, type[BaseModel]] = {"practice": Practice, "approach": Approach, "city": City}

_Part = tuple[str, str, str, tuple[str, ...]]
_CLASSED: _Part = (
    "place-in-the-library", "Where it belongs", "Themes and other lists that help people find it. Choose what fits; leave out what does not.",
    ("themes", "pillar", "other_pillars", "approaches", "settings", "for_whom", "stages", "principles", "keywords", "agenda", "domains_of_change", "follow_up", "guideline_refs", "monitor", "iccs"),
)  # fmt: skip
_SOURCES: _Part = (
    "sources", "Sources and pictures", "Everything the record says rests on its sources. Write beside each what it says, with every figure you take from it.",
    ("citations", "images"),
)  # fmt: skip
_EVIDENCE: _Part = (
    "evidence", "What came of it", "Studies and figures, also those that found nothing. None is an honest answer.",
    ("studies", "reviews", "planned_evaluations", "went_wrong", "limits", "disagreements", "moderators", "external_ratings"),
)  # fmt: skip
_RIGHTS: _Part = (
    "people-and-rights", "People and rights", "Who gains, who may lose, and what protects them. Never the name of a private person.",
    ("equity", "voices", "contact"),
)  # fmt: skip
_ELSEWHERE: _Part = (
    "for-another-city", "For another city", "What a city that wants to do the same should know.",
    ("transfer", "adoptions", "first_90_days", "powers_needed", "stop_signs"),
)  # fmt: skip
_KEEPING: _Part = (
    "keeping", "About this record", "Who sends it, and where it stands. The editors help with these.",
    ("contributor", "conflict_of_interest", "status", "created", "reviewed", "review_by", "aliases", "withdrawn", "review", "lowered"),
)  # fmt: skip
SECTIONS: Mapping[str, tuple[_Part, ...]] = {
    "practice": (
        ("what", "What it is", "The practice in a few words: what, where, when.", ("title", "claim", "summary", "kind", "places", "place_bound", "start", "end", "still_running", "dates_note", "scale")),
        ("problem-and-work", "Problem and work", "What the place faced, what was done, by whom, and what it cost.", ("problem", "components", "mechanism", "actors", "institution", "conditions", "costs", "cost_note")),
        _EVIDENCE, _RIGHTS, _ELSEWHERE, _SOURCES, _CLASSED, _KEEPING,
    ),
    "approach": (
        ("what", "What it is", "The type of solution that several practices share.", ("title", "claim", "summary", "what", "place_bound")),
        ("problem-and-work", "How it works", "Its building blocks, and what is known about doing it well.", ("components", "mechanism", "implementation", "conditions", "economics")),
        _EVIDENCE, _RIGHTS, _ELSEWHERE, _SOURCES, _CLASSED, _KEEPING,
    ),
    "city": (
        ("what", "The city", "The city and its story in a few words.", ("title", "place", "claim", "summary", "roles", "networks")),
        ("story", "The story", "Dated steps, and what failed as well as what went well. The story itself follows as text.", ("milestones", "does_badly", "practices", "indicators")),
        ("teaches", "What it teaches", "What the city offers to others, and who took something up.", ("teaches", "adoptions", "contact")),
        _SOURCES, ("place-in-the-library", "Where it belongs", "What helps people find it.", ("themes", "keywords")), _KEEPING,
    ),
}  # fmt: skip
"""The sections of each kind. A name that a kind does not have is passed over; each of its fields stands in one section."""


@cache
def sections(kind: str) -> tuple[Section, ...]:
    """The sections of the form for a practice, an approach or a city, with all fields of its model."""
    fields = {field.name: field for field in fields_of(KINDS[kind])}
    return tuple(
        Section(id, title, help, tuple(fields[name] for name in names if name in fields))
        for id, title, help, names in SECTIONS[kind]
    )


def flat(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Every field, groups before their own fields."""
    for field in fields:
        yield field
        yield from flat(field.fields)


def fields_of(model: type[BaseModel], path: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """The fields of a model in its order."""
    return tuple(_field((*path, name), info) for name, info in model.model_fields.items())


def is_shown(found: Any) -> bool:
    """Whether something may be offered to whoever fills in a form: what it is is known to all, or is published."""
    return not isinstance(found, Entry) or bool(found.record.status == "published")


def choices(options: Options, catalog: Catalog) -> tuple[Choice, ...]:
    """What a field offers, in the order of its source: places by their ids, records by title."""
    if options.source == "words":
        return options.words
    if options.source == "vocabulary":
        found = catalog.vocabularies.get(options.name)
        return tuple(Choice(t.id, t.title, t.description) for t in found.terms.values()) if found else ()
    if options.name == "place":
        return tuple(Choice(id, catalog.place_name(id)) for id in catalog.places)
    known = catalog.of(options.name)
    listed = (Choice(id, catalog.title(options.name, id)) for id in known if is_shown(known[id]))
    return tuple(sorted(listed, key=lambda choice: (choice.title.casefold(), choice.value)))


def _field(path: tuple[str, ...], info: FieldInfo) -> Field:
    kind = _kind(info)
    extra: dict[str, Any] = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    prose = next((mark for mark in kind.marks if isinstance(mark, Prose)), None)
    default = info.default
    return Field(
        path,
        info.title or path[-1].replace("_", " ").capitalize(),
        info.description or "",
        extra.get("requirement_level", "optional"),
        kind.widget,
        kind.repeated,
        info.examples[0] if info.examples else None,
        tuple(Bad(bad["value"], bad["reason"]) for bad in extra.get("examples_bad", ())),
        kind.options,
        None if default is PydanticUndefined or isinstance(default, BaseModel | tuple) or default == "" else default,
        prose.words if prose else 0,
        prose.markdown if prose else False,
        any(isinstance(mark, Stated) for mark in kind.marks),
        fields_of(kind.of, path) if kind.widget == "group" else (),
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    of: Any
    marks: tuple[Any, ...]
    repeated: bool
    widget: Widget
    options: Options | None


_SPECIAL: tuple[tuple[Any, Widget], ...] = ((Day, "day"), (Moment, "moment"), (WebAddress, "address"))
_MARKED: Mapping[int, Widget] = {id(mark): widget for kind, widget in _SPECIAL for mark in kind.__metadata__}
_SAID: Mapping[str, str] = {
    "treated_vs_comparison": "treated against comparison",
    "after_vs_before": "after against before",
    "secondary": "another text that quotes it",
    "abstract": "abstract or landing page",
    "words": "words, without a figure",
    "standardised": "standardised difference",
    "benefit_above": "a benefit above it",
    "harm_above": "a harm above it",
}
"""What readers call a word of the model, where it does not say it itself."""
_PLAIN: Mapping[Any, Widget] = {bool: "tick", int: "whole", float: "number"}


def _kind(info: FieldInfo) -> _Kind:
    """What one value of a field is, whether there are several, and how it is given."""
    of: Any = info.annotation
    marks, repeated = tuple(info.metadata), False
    while True:
        if hasattr(of, "__metadata__"):
            of, marks = of.__origin__, (*marks, *of.__metadata__)
        elif get_origin(of) is tuple:
            of, repeated = get_args(of)[0], True
        elif get_origin(of) in (Union, UnionType):
            of = next(arg for arg in get_args(of) if arg is not NoneType)
        else:
            break
    if get_origin(of) is Literal:
        words = tuple(Choice(str(word), _SAID.get(str(word), str(word).replace("_", " "))) for word in get_args(of))
        return _Kind(of, marks, repeated, "choice", Options("words", "", words))
    if isinstance(of, type) and issubclass(of, BaseModel):
        return _Kind(of, marks, repeated, "group", None)
    for mark in marks:
        if isinstance(mark, TermOf):
            return _Kind(of, marks, repeated, "choice", Options("vocabulary", mark.vocabulary))
        if isinstance(mark, RefTo):
            return _Kind(of, marks, repeated, "reference", Options("records", mark.kind))
        if isinstance(mark, CiteKey):
            return _Kind(of, marks, repeated, "citation", None)
        if id(mark) in _MARKED:
            return _Kind(of, marks, repeated, _MARKED[id(mark)], None)
    long = any(isinstance(mark, Prose) and mark.words > 30 for mark in marks)
    return _Kind(of, marks, repeated, _PLAIN.get(of, "text" if long else "line"), None)
