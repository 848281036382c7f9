"""Review: who read a record by role, on which day it took each step, and what was decided when somebody objected."""

from typing import Literal

from generator.model.fields import Day, Item, Line, Shape, field

ReaderRole = Literal["evidence", "practice", "place", "editor"]


class Reading(Shape):
    """One reading of a record against its sources, by somebody who did not write it."""

    role: ReaderRole = field("What the reader reads as. Evidence: designs and figures against the sources. Practice: has done such work. Place: knows the place, its law or its language. Editor: the record as a whole.", example="evidence", bad="Dr A. Example", because="Readers are given by role, never by name.")
    date: Day = field("The day of the reading.", example="2026-12-04")
    stake: Literal["yes", "no"] = field("Whether the reader gains or loses by what the record says: money, work, office, kinship, authorship.", example="no", bad="not_seen", because="Every reader says yes or no.")
    tie: Item = field("What the stake is, when there is one.", example="Advised the city council on it in 2024.", default="")
    verdict: Literal["fit", "changes"] = field("Fit to be published as it stands, or to be changed first.", example="fit", bad="excellent", because="A reader clears a record; the rules rate it.")
    note: Item = field("What was asked for, or what a second look should begin with.", example="Asked for the interval of the survey.", default="")


class Ruling(Shape):
    """What was decided on an appeal, by somebody who had no part in the first decision."""

    date: Day = field("The day of the decision.", example="2027-02-01")
    outcome: Literal["upheld", "partly", "rejected"] = field("Upheld: the record was changed as asked. Partly: in part. Rejected: it stays.", example="upheld")
    role: ReaderRole = field("What whoever decided reads as, never a name.", example="editor")
    reason: Item = field("Why, in words that the objector understands.", example="The source gives the figure for the district and not for the city.")


class Appeal(Shape):
    """An objection to a decision or a statement. Until there is a ruling the record is shown as disputed."""

    date: Day = field("The day it was made.", example="2027-01-05")
    by: Line = field("Who objects: an office, an organisation or a role, never a private person.", example="Safety office of the city", bad="A. Example", because="A private person is given by role.")
    about: Item = field("What is wrong in their eyes.", example="The record says that the work ended; it goes on under another name.")
    ruling: Ruling | None = field("What was decided; left out while it is open.", example=None, default=None)


class Review(Shape):
    """The way of a record to its readers. The day it was begun is `created`; the day it was cleared follows from its readings."""

    submitted: Day | None = field("The day it was sent in. From then on the two-reader rule binds it.", example="2026-12-01", default=None)
    readings: tuple[Reading, ...] = field("Every reading, in the order of days.", example=[{"role": "evidence", "date": "2026-12-04", "stake": "no", "verdict": "fit"}], default=())
    published: Day | None = field("The day it was first shown to readers.", example="2026-12-10", default=None)
    appeals: tuple[Appeal, ...] = field("Objections, open and decided.", example=[], default=())
