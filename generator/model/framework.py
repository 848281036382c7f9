"""Framework: guidelines, an agenda or a plan that others wrote, and the tables of its parts that records point at."""

from typing import Annotated, Literal

from generator.model.citation import Citation
from generator.model.fields import Day, Id, Line, Prose, Shape, Status, WebAddress, Withdrawal, field
from generator.model.review import Review


class Framework(Shape):
    """Front matter of `content/frameworks/<id>.md`; the text follows it."""

    title: Line = field("Its name.", example="New Urban Agenda")
    short: Line = field("Its short name.", example="NUA", default="")
    claim: Line = field("What it is, in one sentence.", example="The agenda for cities that member states agreed in Quito.")
    vocabularies: tuple[Literal["agenda-references", "domains-of-change", "follow-up-clauses", "guideline-paragraphs"], ...] = field("The tables that hold its parts.", example=["agenda-references"], min_length=1)
    under: Annotated[str, Prose(words=1)] = field("Only the parts below this one.", example="nua", default="")
    url: WebAddress | None = field("Its own address.", example="https://habitat3.org/the-new-urban-agenda/", default=None)
    status: Status = field("Where it stands on the way to publication.", example="published")
    created: Day = field("The day the record was begun.", example="2026-11-23")
    reviewed: Day | None = field("The day it was last read against its sources.", example="2026-11-23", default=None)
    review_by: Day = field("The day by which it must be read again.", example="2028-11-23")
    aliases: tuple[Id, ...] = field("Ids it had before.", example=[], default=())
    withdrawn: Withdrawal | None = field("Why it left the library.", example={"date": "2027-02-01", "reason": "…"}, default=None)
    review: Review = field("Who read it, on which day it took each step, and appeals.", example={"submitted": "2026-12-01"}, default=Review())
    citations: tuple[Citation, ...] = field("Every source used.", example=[], min_length=1)
