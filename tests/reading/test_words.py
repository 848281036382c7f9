"""Findings of pydantic in plain words."""

from typing import Any

import pytest
from pydantic import ValidationError

from generator.embeds import Chart
from generator.model.fields import Moment, Shape, WebAddress, field
from generator.reading.words import words, worth_telling


class Part(Shape):
    """A piece of a record."""

    code: str = field("Three letters", example="ABC", bad="abc", because="Capitals only.", pattern="^[A-Z]{3}$")
    share: float = field("A share.", example=0.5, default=0.5, ge=0, le=1)


class Whole(Shape):
    """A record."""

    title: str = field("What it is.", example="A thing")
    parts: tuple[Part, ...] = field("Its parts.", example=[], default=(), min_length=1)
    named: dict[str, Part] = field("Its parts by name.", example={}, default={})
    open: bool = field("Whether it is open.", example=True, default=True)
    count: int = field("How many.", example=3, default=3, gt=0)
    pair: tuple[float, float] = field("Low and high.", example=[0, 1], default=(0, 1))
    start: Moment | None = field("When it began.", example="2008", default=None)
    url: WebAddress | None = field("Where it is.", example="https://example.org", default=None)


def told(data: Any) -> list[str]:
    """What is said of some data: rule, message and hint."""
    with pytest.raises(ValidationError) as raised:
        Whole.model_validate(data)
    details = raised.value.errors(include_url=False)
    return ["{}: {}; {}".format(*words(Whole, detail)) for detail in details if worth_telling(detail)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "wrong-type: the file is empty; `beacon new` writes a template"),
        ((), "wrong-type: the file is a list; a record is a group of fields; `beacon new` writes one"),
        ({"title": 12}, 'wrong-type: "title" is the number 12; expected text, in quotation marks. What it is, for example "A thing"'),
        ({"title": "x", "open": "true"}, 'wrong-type: "open" is the text "true"; expected true or false, without quotation marks. Whether it is open, for example true'),
        ({"title": "x", "count": 1.5}, 'wrong-type: "count" is the number 1.5; expected a whole number. How many, for example 3'),
        ({"title": "x", "count": 0}, 'not-allowed: "count" is 0; expected a number above 0'),
        ({"title": "x", "parts": "y"}, 'wrong-type: "parts" is the text "y"; expected a list. Its parts'),
        ({"title": "x", "parts": ("y",)}, 'wrong-type: "parts" is the text "y"; expected a group of fields. Its parts'),
        ({"title": "x", "parts": ()}, 'missing-field: "parts" is empty; Its parts'),
        ({"title": "x", "parts": ({"code": "abc"},)}, 'not-allowed: "parts.code" is "abc"; Three letters, for example "ABC". Capitals only'),
        ({"title": "x", "named": {"a": {"code": "ABC", "share": 2}}}, 'not-allowed: "named.a.share" is 2; expected a number between 0 and 1'),
        ({"title": "x", "pair": (1,)}, 'missing-field: "pair" has a value too few; Low and high, for example [0, 1]'),
        ({"title": "x", "start": "2008-13"}, 'bad-date: "start" is "2008-13"; there is no such day in the calendar. When it began, for example "2008"'),
        ({"title": "x", "start": {"year": 2008}}, 'bad-date: "start" is {"year": 2008}; a time is a year, 2008, a month, 2008-03, or a day, 2008-03-21'),
        ({"title": "x", "url": "example.org"}, 'bad-link: "url" is "example.org"; a link starts with http:// or https:// and holds no space or quotation mark'),
        ({"title": "x", "titel": "y"}, 'unknown-field: there is no field "titel" here; did you mean "title"?'),
        ({"title": "x", "rating": "y"}, 'computed-field: "rating" is computed and may not be typed; remove the line; `beacon rate` shows what is computed'),
        ({}, 'missing-field: "title" is required; What it is, for example "A thing"'),
    ],
)  # fmt: skip
def test_a_finding_in_plain_words(data: Any, said: str) -> None:
    """One fault, one line, with what is wanted and an example."""
    assert told(data) == [said]


def test_a_list_is_not_short_because_of_a_fault_inside() -> None:
    """The fault is told, and nothing of the length."""
    assert told({"title": "x", "parts": ({"code": "abc"},)}) != []
    assert not any("empty" in line for line in told({"title": "x", "parts": ({"code": "abc"},)}))


def test_a_list_that_is_too_long_says_how_long_it_may_be() -> None:
    """With how many it holds."""
    with pytest.raises(ValidationError) as raised:
        Chart.model_validate({"indicator": "x", "places": ("XXA",) * 7})

    assert words(Chart, raised.value.errors()[0])[1:] == (
        '"places" holds 7',
        'at most 6. The places to draw, at most six, for example ["COL-medellin", "COL-cali"]',
    )
