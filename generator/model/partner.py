"""Partner: an organisation or network that cities and practices work with."""

from typing import Annotated

from generator.model.citation import Citation
from generator.model.fields import Day, Id, Line, PlaceRef, Prose, Role, Shape, Status, WebAddress, Withdrawal, field
from generator.model.review import Review


class Partner(Shape):
    """Front matter of `content/partners/<id>.md`; the text follows it."""

    title: Line = field("Its name as it writes it.", example="Africa Forum for Urban Safety")
    short: Line = field("Its short name.", example="AFUS", default="")
    claim: Line = field("What it is, in one sentence.", example="A learning platform of African cities on urban safety.")
    roles: tuple[Role, ...] = field("What kind of body it is.", example=["un"])
    url: WebAddress | None = field("Its own address.", example="https://unhabitat.org", default=None)
    places: tuple[PlaceRef, ...] = field("Where it sits or works, if in few places.", example=["ZAF"], default=())
    since: Annotated[str, Prose(words=6)] = field("When it began.", example="2015", default="")
    status: Status = field("Where it stands on the way to publication.", example="published")
    created: Day = field("The day the record was begun.", example="2026-11-22")
    reviewed: Day | None = field("The day it was last read against its sources.", example="2026-11-22", default=None)
    review_by: Day | None = field("The day by which it must be read again.", example="2028-11-22", default=None)
    aliases: tuple[Id, ...] = field("Ids it had before.", example=[], default=())
    withdrawn: Withdrawal | None = field("Why it left the library.", example={"date": "2027-02-01", "reason": "It closed."}, default=None)
    review: Review = field("Who read it, on which day it took each step, and appeals.", example={"submitted": "2026-12-01"}, default=Review())
    citations: tuple[Citation, ...] = field("Every source used.", example=[], min_length=1)
