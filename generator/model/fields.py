"""What the fields of all records are made of: described fields, texts, ids, references, dates."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

Level = Literal["required", "recommended", "optional"]
ThreeValued = Literal["yes", "no", "not_seen"]
"""A fact about a study: `not_seen` is the default, and is never guessed."""

MISSING = object()


_GIVEN: set[str] = set()


class Shape(BaseModel):
    """A frozen piece of a record. Types are strict and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=False)

    def model_post_init(self, context: Any, /) -> None:  # noqa: ARG002 given by pydantic
        """Forget which fields were given: nothing asks, and a set for every piece of every record is a quarter of the
        memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN)


def field(
    description: str,
    *,
    example: object,
    bad: object = MISSING,
    because: str = "",
    level: Level = "optional",
    default: object = MISSING,
    **constraints: Any,
) -> Any:
    """A pydantic field described once, for the schema, the template, the form and the error messages.

    `bad` is an example that must be refused or avoided and `because` says why; every described field has one, or
    says in its type what is refused. A field without `default` is required.
    """
    extra: dict[str, Any] = {"requirement_level": level if default is not MISSING else "required"}
    if bad is not MISSING:
        extra["examples_bad"] = [{"value": bad, "reason": because}]
    if default is not MISSING:
        constraints["default"] = default
    return Field(description=description, examples=[example], json_schema_extra=extra, **constraints)


@dataclass(frozen=True, slots=True)
class Prose:
    """Marks a text a person wrote. `markdown`: rendered as CommonMark, else shown as it stands. `words`: the most
    it may hold."""

    words: int
    markdown: bool = False

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "x-words": self.words, "x-markdown": self.markdown}


REFERABLE = ("practice", "approach", "city", "partner", "lesson", "framework", "indicator", "theme", "place")
"""The kinds of records that a text may link to, as `kind:id`."""


@dataclass(frozen=True, slots=True)
class RefTo:
    """Marks the id of another record of the kind named: practice, approach, city, indicator, partner, place."""

    kind: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "x-reference": self.kind}


@dataclass(frozen=True, slots=True)
class TermOf:
    """Marks the id of a term of the vocabulary named, a table of `datasets/vocabularies/`."""

    vocabulary: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "x-vocabulary": self.vocabulary}


@dataclass(frozen=True, slots=True)
class CiteKey:
    """Marks the id of a citation of the same record."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Marks a number that a source states: it must occur in the `supports` of a source it cites."""


Number = Annotated[float, Stated()]
Whole = Annotated[int, Stated()]
Line = Annotated[str, Prose(words=30)]
"""One line of plain text."""
Text = Annotated[str, Prose(words=400, markdown=True)]
"""A few paragraphs of Markdown: no raw HTML, links to the web or to our own records, citations as `[@id]`."""
Item = Annotated[str, Prose(words=90, markdown=True)]
"""One point of a list, in Markdown: a sentence or two."""
Cites = tuple[Annotated[str, CiteKey()], ...]

Json = dict[str, Any]


def given(*names: str) -> Json:
    """The JSON Schema of a group whose fields `names` all have a value."""
    return {"required": [*names], "properties": {name: {"not": {"type": "null"}} for name in names}}


def absent(*names: str) -> Json:
    """The JSON Schema of a group in which none of the fields `names` has a value."""
    return {"properties": {name: {"type": "null"} for name in names}}


def rules(*told: tuple[str, Json]) -> ConfigDict:
    """What the validators of a model ask, as JSON Schema, each with the words for what breaks it. Editors and the form
    read them; `x-ascending` lists numbers, by their paths, of which none is below the one before."""
    return ConfigDict(json_schema_extra={"allOf": [{**wanted, "errorMessage": words} for words, wanted in told]})


ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


_NO_ID = "an id is lower-case ASCII words joined by hyphens"


def _id(value: str) -> str:
    if not ID.fullmatch(value):
        raise ValueError(_NO_ID)
    return value


Id = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$", "errorMessage": _NO_ID, "x-rule": "bad-id"}),
]
"""Lower-case ASCII words joined by hyphens; never reused."""


_ADDRESS = re.compile(r"""https?://[^\s<>"'`{}|\\^]+\.[^\s<>"'`{}|\\^]+""")
_NO_ADDRESS = "a link starts with http:// or https:// and holds no space or quotation mark"


def _web_address(value: str) -> str:
    if not _ADDRESS.fullmatch(value):
        raise ValueError(_NO_ADDRESS)
    return value


WebAddress = Annotated[
    str,
    AfterValidator(_web_address),
    WithJsonSchema({"type": "string", "pattern": f"^{_ADDRESS.pattern}$", "errorMessage": _NO_ADDRESS, "x-rule": "bad-link"}),
]


_NO_DAY = "a date is written 2026-03-21 (year-month-day)"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso_date(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError(_NO_DAY)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"no such day in the calendar: {error}") from None


Day = Annotated[
    date,
    BeforeValidator(_iso_date),
    WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DAY.pattern}$", "errorMessage": _NO_DAY, "x-calendar": True}),
]


_NO_MOMENT = "a time is a year, 2008, a month, 2008-03, or a day, 2008-03-21"
_MOMENT = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def _moment(value: object) -> str:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        raise ValueError(_NO_MOMENT)
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError as error:
        raise ValueError(f"no such day in the calendar: {error}") from None
    return text


Moment = Annotated[
    str,
    BeforeValidator(_moment),
    PlainSerializer(lambda moment: int(moment) if moment.isdecimal() else moment, when_used="json"),  # as files have it
    WithJsonSchema({
        "anyOf": [{"type": "integer", "minimum": 1000, "maximum": 9999}, {"type": "string", "pattern": f"^{_MOMENT.pattern}$"}],
        "errorMessage": _NO_MOMENT,
        "x-calendar": True,
    }),
]
"""A year, a month or a day, as text: `2008`, `2008-03`, `2008-03-21`."""

PracticeRef = Annotated[str, RefTo("practice")]
ApproachRef = Annotated[str, RefTo("approach")]
IndicatorRef = Annotated[str, RefTo("indicator")]
PartnerRef = Annotated[str, RefTo("partner")]
PlaceRef = Annotated[str, RefTo("place")]
MeasureRef = Annotated[str, RefTo("measure")]

Theme = Annotated[str, TermOf("themes")]
Pillar = Annotated[str, TermOf("pillars")]
Principle = Annotated[str, TermOf("principles")]
Role = Annotated[str, TermOf("roles")]
Setting = Annotated[str, TermOf("settings")]
Stage = Annotated[str, TermOf("stages")]
TargetGroup = Annotated[str, TermOf("target-groups")]
Agenda = Annotated[str, TermOf("agenda-references")]
FollowUp = Annotated[str, TermOf("follow-up-clauses")]
DomainOfChange = Annotated[str, TermOf("domains-of-change")]
GuidelineParagraph = Annotated[str, TermOf("guideline-paragraphs")]
MonitorItem = Annotated[str, TermOf("urban-safety-monitor")]
CrimeClass = Annotated[str, TermOf("iccs-sections")]
Design = Annotated[str, TermOf("evaluation-designs")]
Licence = Annotated[str, TermOf("licences")]


class Withdrawal(Shape):
    """Why a record left the library. The address stays, with this reason."""

    date: Day = field("The day it was withdrawn.", example="2027-02-01")
    reason: Item = field("Why, in a sentence a reader understands.", example="Merged into the six-city record.")
    replaced_by: str | None = field("Id of the record that replaces it.", example="bogota-care-blocks", default=None)


Status = Literal["draft", "submitted", "reviewed", "published", "withdrawn"]

