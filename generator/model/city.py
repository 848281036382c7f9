"""City: a story of one city, what it did and what it can teach."""

from typing import Annotated, Literal

from generator.model.citation import Citation
from generator.model.fields import (
    Cites,
    Day,
    Id,
    IndicatorRef,
    Item,
    Line,
    Moment,
    PartnerRef,
    PlaceRef,
    PracticeRef,
    Prose,
    Shape,
    Status,
    Theme,
    WebAddress,
    Withdrawal,
    field,
)
from generator.model.picture import Picture
from generator.model.practice import Adoption, Contact
from generator.model.review import Review


class Milestone(Shape):
    """One dated step of the story."""

    date: Moment = field("When.", example="2011")
    text: Item = field("What happened.", title="What happened", example="The safer-cities unit moved to the city's own budget [@unhabitat-2016].")


class Teaching(Shape):
    """Something others can learn with."""

    kind: Literal["manual", "toolkit", "course", "study_visit", "learning_exchange"] = field("What it is.", example="learning_exchange")
    title: Annotated[str, Prose(words=40)] = field("Its name.", example="Master class on safety in informal settlements")
    year: int | None = field("When it was offered or published.", example=2018, default=None, ge=1950, le=2100)
    url: WebAddress | None = field("Where it is.", title="Web address", example="https://www.mile.org.za", default=None)
    cite: Cites = field("Where it stands.", title="Sources", example=["mile-2018"])


class City(Shape):
    """Front matter of `content/cities/<id>.md`; the story follows it."""

    title: Line = field("The city's name as it writes it.", title="Name of the city", example="Durban (eThekwini)")
    place: PlaceRef = field("Its place.", example="ZAF-durban")
    claim: Line = field("Its story in one sentence.", title="Claim in one sentence", example="A safety unit that outlived its donors.")
    summary: Annotated[str, Prose(words=120, markdown=True)] = field("At most 120 words.", example="…")
    roles: tuple[Literal["beacon", "pilot", "member", "documented"], ...] = field("Beacon is a duty to teach; pilot: named by UN-Habitat; member: of a network; documented: described here.", title="Part it plays", example=["pilot"], min_length=1)
    themes: tuple[Theme, ...] = field("What the story is about.", example=["governance-and-data"], min_length=1)
    networks: tuple[PartnerRef, ...] = field("Networks and partners with a record.", title="Networks and partners", example=["africa-forum-for-urban-safety"], default=())
    milestones: tuple[Milestone, ...] = field("Dated steps, in order.", example=[], min_length=1)
    practices: tuple[PracticeRef, ...] = field("Practices of this city.", example=["guadalajara-safer-cities-pilot"], default=())
    indicators: tuple[IndicatorRef, ...] = field("Indicators with figures for this city.", example=["homicide-rate-city"], default=())
    does_badly: tuple[Item, ...] = field("What failed or is still done badly.", title="What failed or is done badly", example=["No evidence that safety improved was seen [@unhabitat-2016]."], min_length=1)
    teaches: tuple[Teaching, ...] = field("What it offers to others, with a source.", title="What it offers to others", example=[], default=())
    adoptions: tuple[Adoption, ...] = field("Who copied what.", title="Who took something up", example=[], default=())
    images: tuple[Picture, ...] = field("Pictures of it, each free to use, with its file in content/images/cities/<id>/.", title="Pictures", example=[], default=())
    contact: Contact | None = field("An office that answers questions.", example={"office": "…"}, default=None)
    status: Status = field("Where it stands on the way to publication.", example="published")
    created: Day = field("The day the record was begun.", example="2026-11-22")
    reviewed: Day | None = field("The day it was last read against its sources.", example="2026-11-22", default=None)
    review_by: Day = field("The day by which it must be read again.", example="2028-11-22")
    aliases: tuple[Id, ...] = field("Ids it had before.", title="Former ids", example=[], default=())
    withdrawn: Withdrawal | None = field("Why it left the library.", example={"date": "2027-02-01", "reason": "…"}, default=None)
    review: Review = field("Who read it, on which day it took each step, and appeals.", title="Review", example={"submitted": "2026-12-01"}, default=Review())
    conflict_of_interest: Item = field("Ties of whoever sent the story to the city.", example="None declared.", default="")
    contributor: Line = field("Who sent the story, an organisation or a chosen name.", example="Beacon editors", default="")
    keywords: tuple[Line, ...] = field("Plain words people search with.", title="Search words", example=["street traders"], default=())
    citations: tuple[Citation, ...] = field("Every source used.", title="Sources", example=[], min_length=1)
