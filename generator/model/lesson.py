"""Lesson: a page to learn from, either a guide that one can follow or a topic that runs across the library."""

from typing import Annotated, Literal

from generator.model.citation import Citation
from generator.model.fields import Day, Id, Line, Prose, Shape, Stage, Status, Theme, Withdrawal, field
from generator.model.picture import Picture
from generator.model.review import Review


class Lesson(Shape):
    """Front matter of `content/lessons/<id>.md`; the text follows it."""

    title: Line = field("What it teaches, in a few words.", example="Local safety audit")
    kind: Literal["guide", "topic"] = field("Guide: steps to follow, with a checklist. Topic: what the library holds on a question that runs across its themes.", example="guide")
    claim: Line = field("What a reader can do or know after reading.", example="Find out with residents where a district is unsafe, and what to do first.")
    summary: Annotated[str, Prose(words=120, markdown=True)] = field("At most 120 words, with sources.", example="An audit asks the people who use a place [@wici].")
    themes: tuple[Theme, ...] = field("Themes it belongs to, the main one first.", example=["governance-and-data"], min_length=1)
    stages: tuple[Stage, ...] = field("Stages of a city's safety cycle it serves.", example=["diagnose"], default=())
    checklist: tuple[Line, ...] = field("Guides: short steps that can be ticked on paper.", example=["Name the office that will act on what is found."], default=())
    images: tuple[Picture, ...] = field("Pictures of it, each free to use, with its file in content/images/lessons/<id>/.", example=[], default=())
    status: Status = field("Where it stands on the way to publication.", example="published")
    created: Day = field("The day the record was begun.", example="2026-11-23")
    reviewed: Day | None = field("The day it was last read against its sources.", example="2026-11-23", default=None)
    review_by: Day = field("The day by which it must be read again.", example="2028-11-23")
    aliases: tuple[Id, ...] = field("Ids it had before.", example=[], default=())
    withdrawn: Withdrawal | None = field("Why it left the library.", example={"date": "2027-02-01", "reason": "…"}, default=None)
    review: Review = field("Who read it, on which day it took each step, and appeals.", example={"submitted": "2026-12-01"}, default=Review())
    keywords: tuple[Line, ...] = field("Plain words people search with.", example=["exploratory walk"], default=())
    citations: tuple[Citation, ...] = field("Every source used.", example=[], min_length=1)
