"""Study and SystematicReview: who looked, how, and what they found."""

from typing import Annotated, Literal

from generator.model.fields import (
    Cites,
    Design,
    Id,
    Item,
    Line,
    MeasureRef,
    Moment,
    PlaceRef,
    Prose,
    Shape,
    ThreeValued,
    Whole,
    field,
)
from generator.model.outcome import Outcome


class Study(Shape):
    """One evaluation. Facts about its quality are `yes`, `no` or `not_seen`; `not_seen` is never guessed."""

    id: Id = field("Short key.", title="Key", example="abramsky-2014")
    title: Annotated[str, Prose(words=40)] = field("What kind of study of what, in our words.", example="Pair-matched cluster trial in eight communities")
    design: Design = field("The design, from the table of evaluation designs.", example="cluster-randomised-trial", bad="strong", because="A design, not a judgement.")
    cite: Cites = field("Citations that report it; the first is the main one.", title="Sources", example=["abramsky-2014"])
    places: tuple[PlaceRef, ...] = field("Where it took place, when not in all places of the record.", example=["UGA-kampala"], default=())
    same_trial_as: Id | None = field("Id of the study that reports the same trial first; a trial counts once.", title="Same trial as the study", example="abramsky-2014", default=None)
    start: Moment | None = field("First time it covers.", title="First time covered", example="2007", default=None)
    end: Moment | None = field("Last time it covers.", title="Last time covered", example="2012", default=None)
    sample: Item = field("Who or what was studied, and how many.", title="Who was studied", example="1,583 people asked at the start, 2,532 four years later [@abramsky-2014].", default="", level="recommended")
    comparison: Item = field("What it was compared with.", title="Compared with", example="Four communities that had to wait", default="", level="recommended")
    unit: Line = field("What was assigned or compared: people, streets, schools.", title="Unit compared", example="communities", default="")
    units_treated: Whole | None = field("How many units were treated.", example=4, default=None, ge=0)
    units_comparison: Whole | None = field("How many units were compared.", title="Units for comparison", example=4, default=None, ge=0)
    units_randomised: Whole | None = field("How many units were drawn by lot.", title="Units drawn by lot", example=8, default=None, ge=1)
    points_before: Whole | None = field("Time points before the change, in a time series.", title="Time points before", example=33, default=None, ge=0)
    follow_up_months: float | None = field("Months from the start of treatment to the last measurement.", title="Months of follow-up", example=48, default=None, ge=0)
    comparison_alike: ThreeValued = field("Whether the comparison was shown to be like the treated at the start.", title="Comparison alike at the start", example="yes", default="not_seen", level="recommended")
    independent: ThreeValued = field("Whether others than the implementer evaluated it.", title="Independent evaluation", example="yes", default="not_seen", level="recommended")
    attrition_under_20_percent: ThreeValued = field("Whether fewer than 20% of those followed were lost.", title="Fewer than 20% lost", example="yes", default="not_seen", level="recommended")
    displacement_checked: ThreeValued = field("Whether the study looked if harm moved elsewhere.", title="Looked for harm moving elsewhere", example="no", default="not_seen", level="recommended")
    displacement: Item = field("What it found about harm moving elsewhere.", title="Harm moving elsewhere", example="Property crime moved to nearby streets [@blattman-2021].", default="")
    variance_modelled: ThreeValued = field("Whether its interval allows for counts varying more than chance.", title="Interval allows for extra variation", example="yes", default="not_seen")
    outcomes: tuple[Outcome, ...] = field("What it measured; empty for a study of process or cost.", example=[], default=())
    findings: tuple[Item, ...] = field("What it found that is not an effect on a measure.", example=["Change in norms was the main route [@abramsky-2016]."], default=())
    note: Item = field("What a reader must know about this study.", example="Pilot data only.", default="")


class SystematicReview(Shape):
    """A review of many studies of one approach. It counts when it searched systematically and pooled 5 controlled studies."""

    id: Id = field("Short key.", title="Key", example="welsh-2022")
    title: Annotated[str, Prose(words=40)] = field("What it reviews, in our words.", example="Review and pooled analysis of 21 lighting studies")
    cite: Cites = field("Citations that report it.", title="Sources", example=["welsh-2022"])
    systematic: ThreeValued = field("Whether it searched systematically.", title="Searched systematically", example="yes", default="not_seen", level="recommended")
    pooled: ThreeValued = field("Whether it pooled the studies' figures.", title="Pooled the figures", example="yes", default="not_seen", level="recommended")
    search_until: Moment | None = field("Until when it searched.", title="Searched until", example="2021", default=None)
    studies: Whole | None = field("How many studies it includes.", title="Studies included", example=21, default=None, ge=0)
    controlled: Whole | None = field("How many of them have a comparison.", title="Studies with a comparison", example=21, default=None, ge=0)
    randomised: Whole | None = field("How many of them are randomised.", title="Randomised studies", example=2, default=None, ge=0)
    countries: tuple[Line, ...] = field("Where the studies were made.", example=["United States", "Brazil"], default=())
    quality: Item = field("What speaks for and against the review.", example="Follows Campbell standards [@welsh-2022].", default="")
    outcomes: tuple[Outcome, ...] = field("What it found, one effect each.", example=[], default=())
    findings: tuple[Item, ...] = field("What it found that is not an effect on a measure.", example=[], default=())
    note: Item = field("What a reader must know about this review.", example="An update of a 2008 review.", default="")


class PlannedEvaluation(Shape):
    """An evaluation that is announced; its result is entered when due, also when it is null."""

    design: Design = field("The planned design.", title="Planned design", example="before-after-with-comparison")
    measure: MeasureRef = field("Id of the measure it will report.", example="robbery")
    baseline: Item = field("What is known before the start.", title="Known before the start", example="240 robberies in 2025 [@city-2025].", default="")
    due: Moment = field("When the result is due.", title="Due", example="2028-06")
    by: Line = field("Who evaluates, an office or institution.", title="Who evaluates", example="University of Nairobi", default="")
    status: Literal["planned", "under_way", "overdue"] = field("Where it stands.", example="planned", default="planned")
    cite: Cites = field("Where it is announced.", title="Sources", example=["city-2025"])
