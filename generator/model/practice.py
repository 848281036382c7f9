"""Practice: what one place did, how it went, what it cost, what went wrong and how sure we are."""

from typing import Annotated, Literal

from generator.model.citation import Citation
from generator.model.fields import (
    Agenda,
    ApproachRef,
    Cites,
    CrimeClass,
    Day,
    DomainOfChange,
    FollowUp,
    GuidelineParagraph,
    Id,
    Item,
    Line,
    MeasureRef,
    Moment,
    MonitorItem,
    Number,
    PartnerRef,
    Pillar,
    PlaceRef,
    PracticeRef,
    Principle,
    Prose,
    Role,
    Setting,
    Shape,
    Stage,
    Status,
    TargetGroup,
    Text,
    Theme,
    ThreeValued,
    WebAddress,
    Withdrawal,
    field,
)
from generator.model.picture import Picture
from generator.model.review import Review
from generator.model.study import PlannedEvaluation, Study


class Problem(Shape):
    """What the place faced, and how it knew."""

    statement: Text = field("The problem, with its figures and their sources.", title="What the place faced", example="Recorded night assaults stood at about 99 a quarter [@kypri-2014].")
    diagnosis: Text = field("How the place found out: audit, survey, police data.", title="How the place found out", example="A household survey in fourteen neighbourhoods [@occidental-2019].", default="", level="recommended")


class Component(Shape):
    """One building block of the practice."""

    title: Line = field("A few words.", example="Earlier closing")
    text: Item = field("What was done.", title="What was done", example="Fourteen pubs had to close at 3am instead of 5am [@igcd-2014].")


class Amount(Shape):
    """A figure about the size of the practice that is not an outcome."""

    what: Line = field("What was counted.", title="What was counted", example="Activists supported during the trial")
    value: Number = field("The number.", example=351)
    unit: Line = field("Its unit.", example="people")
    cite: Cites = field("Where it stands.", title="Sources", example=["michaels-igbokwe-2016"])


class Cost(Shape):
    """One sum of money, as a source gives it."""

    what: Line = field("What it bought.", title="What it bought", example="The whole programme over four years")
    amount: Number = field("The sum.", example=553252, ge=0)
    amount_high: Number | None = field("The upper end, when the source gives a range.", title="Upper end of the sum", example=600000, default=None, ge=0)
    currency: str = field("ISO 4217 code.", example="USD", bad="$", because="Many countries have dollars.", pattern=r"^[A-Z]{3}$")
    year: int | None = field("The year of the money, or of the source.", title="Year of the money", example=2016, default=None, ge=1900, le=2100)
    kind: Literal["set_up", "per_year", "total", "per_unit", "saving"] = field("What kind of sum.", title="Kind of sum", example="total")
    cite: Cites = field("Where it stands.", title="Sources", example=["michaels-igbokwe-2016"])
    note: Item = field("What is in it and what is not.", example="Unit costs leave out the one-off kit.", default="")


class Actor(Shape):
    """Who took part, and as what. An organisation, never a private person."""

    name: Line = field("The organisation as its source names it.", example="Raising Voices")
    part: Literal["lead", "partner", "funder", "evaluator", "opponent"] = field("Its part.", title="Part in the practice", example="lead")
    roles: tuple[Role, ...] = field("What kind of body it is.", title="Kind of body", example=["civil-society"], default=(), level="recommended")
    support: tuple[Literal["administrative", "financial", "political", "technical"], ...] = field("What it gave.", title="What it gave", example=["technical"], default=())
    partner: PartnerRef | None = field("Its own record, if we hold one.", title="Partner record", example="un-habitat", default=None)
    cite: Cites = field("Where it stands.", title="Sources", example=["abramsky-2014"], default=())


class Conditions(Shape):
    """What helped and what hindered."""

    helped: tuple[Item, ...] = field("Conditions for success, each with its source.", title="What helped", example=["Change in community norms mattered most [@abramsky-2016]."], default=(), level="recommended")
    hindered: tuple[Item, ...] = field("What stood in the way, each with its source.", title="What hindered", example=["Activities were adapted late [@chatterji-2020]."], default=(), level="recommended")


class Institution(Shape):
    """For policies and programmes of a city: what holds them up when outside money ends."""

    legal_basis: Item = field("The law or rule it rests on.", example="Liquor licence conditions of March 2008 [@igcd-2014].", default="")
    owning_office: Line = field("The office that owns it today.", example="Safer Cities department", default="")
    budget_line: ThreeValued = field("Whether it has a line in the owner's own budget.", title="Budget line of its own", example="yes", default="not_seen")
    years_since_outside_funding: float | None = field("Years it has run since outside money ended.", title="Years since outside funding ended", example=15, default=None, ge=0)
    note: Item = field("More, with its source.", example="In the main municipal budget since 2011 [@unhabitat-2016].", default="")


class Equity(Shape):
    """Who gains, who may lose, and what protects them."""

    gains: tuple[Item, ...] = field("Who benefits.", title="Who gains", example=["Residents of poor hillside districts [@cerda-2012]."], default=())
    loses: tuple[Item, ...] = field("Who may lose or be harmed.", title="Who may lose", example=["Stall holders faced removal [@skinner]."], default=())
    safeguards: tuple[Item, ...] = field("What protects rights: against profiling, surveillance, breach of privacy.", example=["Hospitals share no names [@florence-2011]."], default=())
    participation: Item = field("How residents took part.", title="How residents took part", example="Traders redesigned the market sector by sector [@participedia].", default="")


class Adoption(Shape):
    """Another place that took the practice up."""

    place: PlaceRef | None = field("The place, when it is in our table.", example="AUS-sydney", default=None)
    name: Line = field("Who took it up.", title="Who took it up", example="Sydney")
    changed: Item = field("What was changed.", title="What was changed", example="Lockouts at 1:30am, last drinks at 3am [@newcastle-2014].", default="")
    result: Item = field("What came of it.", title="What came of it", example="No effect was found [@chatterji-2020].", default="")
    practice: PracticeRef | None = field("Id of its own practice record, if we hold one.", title="Its own practice record", example="sydney-lockout-laws", default=None)
    cite: Cites = field("Where it stands.", title="Sources", example=["newcastle-2014"])


class Voice(Shape):
    """What someone who ran it says, by role and place, never by name."""

    place: PlaceRef = field("Where they worked.", example="GBR-cardiff")
    role: Line = field("What they are.", example="emergency department nurse")
    text: Item = field("What they say, in our words.", title="What they say", example="Recording takes under a minute for each patient [@shepherd].")
    cite: Cites = field("Where it stands.", title="Sources", example=["shepherd"])


class ExternalRating(Shape):
    """How another clearing-house rates it, beside ours."""

    body: Line = field("Who rates.", title="Who rates", example="CrimeSolutions")
    rating: Line = field("Their words.", title="Their rating", example="Promising")
    date: Moment | None = field("When.", example="2018", default=None)
    cite: Cites = field("Where it stands.", title="Sources", example=["crimesolutions"])
    note: Item = field("Why it differs from ours, if it does.", example="", default="")


class Contact(Shape):
    """An office that answers questions, never a private person."""

    office: Line = field("The office.", example="Safer Cities Unit, eThekwini Municipality")
    email: str = field("Its mailbox.", example="safercities@city.example", default="", pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$")
    phone: str = field("Its telephone.", example="+27 31 000 0000", default="")
    url: WebAddress | None = field("Its page.", title="Web page", example="https://www.durban.gov.za", default=None)


class Lowered(Shape):
    """A reviewer's decision to lower a computed label. It can never raise one."""

    measure: MeasureRef = field("Id of the measure concerned.", example="homicide")
    steps: int = field("Levels taken off.", example=1, ge=1, le=4)
    reason: Item = field("Why, with its source.", example="The comparison cities began the same policy in 2014 [@critique].")
    date: Day = field("When.", example="2026-11-22")
    role: Line = field("What the reviewer is, never a name.", example="reviewer, epidemiology")


class Record(Shape):
    """What every record of a practice or an approach holds."""

    title: Line = field("What it is and where, in a few words.", example="Earlier pub closing in Newcastle", bad="A proven miracle against violence", because="A title names; it does not judge.")
    claim: Line = field("The record in one sentence that is true as it stands.", title="Claim in one sentence", example="Pubs had to close two hours earlier, and night assaults fell by about a third.", bad="Violence was eliminated.", because="No more than the sources say.")
    summary: Annotated[str, Prose(words=120, markdown=True)] = field("At most 120 words that a mayor can read aloud, with sources.", example="In 2008 fourteen late pubs in the centre had to close earlier [@kypri-2014].")
    status: Status = field("Where it stands on the way to publication.", example="published")
    created: Day = field("The day the record was begun.", example="2026-11-22")
    reviewed: Day | None = field("The day it was last read against its sources.", example="2026-11-22", default=None, level="recommended")
    review_by: Day = field("The day by which it must be read again.", title="Review by", example="2028-11-22")
    aliases: tuple[Id, ...] = field("Ids it had before; their addresses lead here.", title="Former ids", example=["newcastle-closing-times"], default=())
    withdrawn: Withdrawal | None = field("Why it left the library.", example={"date": "2027-02-01", "reason": "Merged."}, default=None)
    themes: tuple[Theme, ...] = field("One or more of the twelve themes, the main one first.", title="Themes", example=["alcohol-and-nightlife"], bad=["crime"], because="Choose from the list; everything here is about crime.", min_length=1)
    pillar: Pillar = field("The one main pillar.", title="Main pillar", example="place")
    other_pillars: tuple[Pillar, ...] = field("Further pillars.", example=["institutional"], default=())
    principles: tuple[Principle, ...] = field("Principles of prevention it shows.", example=["partnership"], default=())
    settings: tuple[Setting, ...] = field("Where in daily life it acts.", example=["nightlife-venue"], default=(), level="recommended")
    for_whom: tuple[TargetGroup, ...] = field("Whom it is for.", example=["residents"], default=(), level="recommended")
    agenda: tuple[Agenda, ...] = field("Goals and paragraphs it serves, by our own mapping.", title="Global goals (SDG, New Urban Agenda)", example=["sdg-16-1"], default=())
    domains_of_change: tuple[DomainOfChange, ...] = field("Domains of UN-Habitat's Strategic Plan, by our own mapping.", title="Domains of change (UN-Habitat)", example=["doc-4-1"], default=())
    follow_up: tuple[FollowUp, ...] = field("Clauses of resolution 1/2 it can be filed under.", title="Follow-up clauses of resolution 1/2", example=["fu-a"], default=())
    guideline_refs: tuple[GuidelineParagraph, ...] = field("Paragraphs of the Guidelines; the table waits for someone who holds the booklet.", title="Paragraphs of the Guidelines", example=[], default=())
    monitor: tuple[MonitorItem, ...] = field("Items of the Urban Safety Monitor.", title="Items of the Urban Safety Monitor", example=["crime-statistics"], default=())
    iccs: tuple[CrimeClass, ...] = field("Classes of crime it is about.", title="Classes of crime (ICCS)", example=["iccs-02"], default=())
    keywords: tuple[Line, ...] = field("Plain words people search with.", title="Search words", example=["bar fights", "closing time"], default=(), level="recommended")
    mechanism: Text = field("How it is thought to work.", title="How it is thought to work", example="Fewer drunk people meet late at night [@kypri-2014].", default="", level="recommended")
    conditions: Conditions = field("What helped and hindered.", title="What helped and hindered", example={"helped": []}, default=Conditions(), level="recommended")
    studies: tuple[Study, ...] = field("The evaluations; none when nobody has evaluated it.", example=[], default=(), level="recommended")
    planned_evaluations: tuple[PlannedEvaluation, ...] = field("Evaluations announced.", example=[], default=())
    equity: Equity = field("Who gains and who may lose.", title="Who gains and who may lose", example={"gains": []}, default=Equity())
    went_wrong: tuple[Item, ...] = field("Failures, null results, unintended effects, each with its source.", title="What went wrong", example=["A lockout alone had no effect [@kypri-2014]."], default=(), level="recommended")
    limits: tuple[Item, ...] = field("What the evidence cannot say.", title="Limits of the evidence", example=["One comparison suburb only [@kypri-2014]."], bad=[], because="Every record has limits.", min_length=1)
    disagreements: tuple[Item, ...] = field("Where sources disagree, both sides.", title="Where sources disagree", example=["A 2018 review reads Hamilton otherwise [@horton-2018]."], default=())
    transfer: tuple[Item, ...] = field("What is known about taking it elsewhere.", title="Taking it elsewhere", example=["It was the model for Sydney's 2014 laws [@newcastle-2014]."], default=(), level="recommended")
    first_90_days: tuple[Item, ...] = field("What a city would do first.", title="The first 90 days", example=["Map assaults by hour and street."], default=())
    powers_needed: tuple[Item, ...] = field("Legal or administrative powers a city needs.", example=["A licensing board that can set hours [@igcd-2014]."], default=())
    stop_signs: tuple[Item, ...] = field("Signs that say: stop or change course.", title="Signs to stop or change course", example=["Assaults rise in the next district."], default=())
    external_ratings: tuple[ExternalRating, ...] = field("How others rate it.", title="Ratings by others", example=[], default=())
    lowered: tuple[Lowered, ...] = field("Labels a reviewer lowered.", title="Lowered labels", example=[], default=())
    review: Review = field("Who read it, on which day it took each step, and appeals.", title="Review", example={"submitted": "2026-12-01"}, default=Review())
    conflict_of_interest: Item = field("Ties of the contributor to the practice.", example="None declared.", default="", level="recommended")
    contributor: Line = field("Who sent the record, an organisation or a chosen name.", example="Beacon editors", default="", level="recommended")
    citations: tuple[Citation, ...] = field("Every source used.", title="Sources", example=[], min_length=1)


class Practice(Record):
    """`practices/<id>.yaml`: what one place, or several in one programme, did."""

    kind: Literal["project", "programme", "policy", "service", "tool"] = field("What kind of practice.", title="Kind of practice", example="policy", bad="best practice", because="That would be a judgement.")
    approaches: tuple[ApproachRef, ...] = field("The types of solution it belongs to.", title="Types of solution", example=["alcohol-trading-hours"], default=(), level="recommended")
    places: tuple[PlaceRef, ...] = field("Where it is or was done.", example=["AUS-newcastle"], min_length=1)
    place_bound: ThreeValued = field("Whether it works on places, so that harm could move next door.", title="Works on places", example="yes", default="not_seen", level="recommended")
    stages: tuple[Stage, ...] = field("Stages of a city's safety cycle it serves.", title="Stages of a safety cycle", example=["act"], default=())
    start: Moment | None = field("When it began.", title="When it began", example="2008-03-21", default=None, level="recommended")
    end: Moment | None = field("When it ended; leave out when it still runs or is unknown.", title="When it ended", example="2012", default=None)
    still_running: ThreeValued = field("Whether it still runs.", title="Still running", example="yes", default="not_seen")
    dates_note: Item = field("What the dates stand for.", title="Note on the dates", example="Eased to 3:30am in July 2008 [@igcd-2014].", default="")
    scale: tuple[Amount, ...] = field("How big it was.", title="How big it was", example=[], default=())
    problem: Problem = field("What the place faced.", title="The problem", example={"statement": "…"})
    components: tuple[Component, ...] = field("What was done, in building blocks.", title="What was done", example=[], min_length=1)
    costs: tuple[Cost, ...] = field("What it cost; none when no source says.", title="What it cost", example=[], default=())
    cost_note: Item = field("What is known when no sum is.", title="Note on cost", example="No cost was seen in the sources.", default="")
    actors: tuple[Actor, ...] = field("Who took part; one of them leads.", title="Who took part", example=[], min_length=1)
    institution: Institution = field("What holds it up when outside money ends.", title="What holds it up", example={}, default=Institution())
    adoptions: tuple[Adoption, ...] = field("Who took it up elsewhere.", title="Who took it up elsewhere", example=[], default=())
    voices: tuple[Voice, ...] = field("What people who ran it say.", example=[], default=())
    images: tuple[Picture, ...] = field("Pictures of it, each free to use, with its file in content/images/practices/<id>/.", title="Pictures", example=[], default=())
    contact: Contact | None = field("An office that answers questions.", example={"office": "…"}, default=None)
