"""Indicator: Beacon's own part of a data package's descriptor, under the key `beacon`."""

from typing import Literal

from generator.model.fields import Agenda, Item, Line, MeasureRef, MonitorItem, PlaceRef, Shape, Text, WebAddress, field
from generator.model.measure import ComparabilityClass
from generator.model.place import PlaceKind


class Break(Shape):
    """A year in which values step: a new way of counting, which cuts the line, or an event, which the line keeps."""

    year: int = field("The first year after the break.", example=2019, ge=1900, le=2100)
    reason: Item = field("What changed.", example="The question changed from 'safe in my city' to 'safe walking alone at night'.")
    places: tuple[PlaceRef, ...] = field("The places it concerns; all of them when empty.", example=["HRV"], default=())
    kind: Literal["series", "event", "unexplained"] = field("`series`: values before and after are counted differently, and no line joins them. `event`: something happened, and the line stays. `unexplained`: a step that the source does not explain, and no line joins it.", example="series", default="series")


class Dimension(Shape):
    """A column that splits the values, such as sex or the survey question."""

    column: str = field("Name of the column in the table.", example="question")
    title: Line = field("What readers call it.", example="Survey question")
    labels: dict[str, str] = field("What each value of the column means.", example={"feel_safe_in_city": "feels safe in the city"})
    default: str = field("The value shown first.", example="feel_safe_in_city")
    total: str = field("The value that stands for all others together; empty when there is none.", example="total", default="")
    parts: Literal["add", "average", "none"] = field("How the other values make up the total: counts `add`, rates and shares `average` (the total lies between them), or neither.", example="average", default="none")


class Observed(Shape):
    """Values of a dimension that observe a measure although they are no total of it."""

    measure: MeasureRef = field("The outcome measure, one of those of the indicator.", example="fear-after-dark")
    column: str = field("The dimension.", example="question")
    values: tuple[str, ...] = field("The values of the column that observe the measure; its other values then do not.", example=["feel_safe_walking_alone_at_night_city"])


class Ratio(Shape):
    """Two columns that the value is the ratio of, so that it can be recomputed."""

    numerator: str = field("The column that is divided.", example="count")
    denominator: str = field("The column it is divided by.", example="population")
    per: float = field("What the ratio is multiplied by.", example=100000, gt=0)
    tolerance: float = field("How far the value may lie from the ratio, because the source rounds.", example=0.05, ge=0)


class Jump(Shape):
    """How large a step from one value to the next may be before somebody must say what it is."""

    factor: float = field("How many times higher or lower than the value before.", example=3, gt=1)
    floor: float = field("Steps between two values below this one are left to chance.", example=5, ge=0)


class SourceFamily(Shape):
    """A publisher of values within the package; values of two families are never joined without a break."""

    title: Line = field("Who published the values.", example="Policía Nacional de Colombia")
    definition: Item = field("What this publisher counts, where it differs.", example="Murder by police-station area and financial year.", default="")
    licence: Line = field("The terms of these values.", example="CC BY 4.0", default="")


class Framework(Shape):
    """A published framework that has the same indicator."""

    name: Line = field("The framework.", example="Sustainable Development Goals")
    code: Line = field("Its code there.", example="16.1.1")
    url: WebAddress | None = field("Where it is defined.", example="https://worldbank.github.io/sdg-metadata/metadata/en/16-1-1", default=None)


class Indicator(Shape):
    """What a figure means and what may be said with it. The table itself is described by its Table Schema."""

    title: Line = field("The name of the indicator.", example="Homicide rate")
    short_title: Line = field("A name that fits a chart.", example="Homicides per 100,000", default="")
    question: Line = field("The question a reader comes with.", example="How many people are killed, for each 100,000 who live there?")
    why: Item = field("Why it matters, in one sentence.", example="Homicide is the best counted of all violence, so it is the surest to compare.")
    definition: Text = field("What exactly is counted.", example="Victims of intentional homicide in a year, divided by residents.")
    definition_version: Line = field("Which published definition this is.", example="SDG metadata 16.1.1, ICCS 0101")
    unit: Line = field("The unit of the values.", example="per 100,000 residents")
    decimals: int = field("Digits after the point that a reader should see.", example=1, ge=0, le=4)
    direction: Literal["lower", "higher", "none"] = field("Which way is better, if either.", example="lower")
    comparability: ComparabilityClass = field("A counted alike, B survey or model, C police or justice records, P policy, X context.", example="A")
    comparability_reason: Item = field("Why it has this class, and what may not be compared.", example="Killings are hard to hide and are counted alike in most countries.")
    compare_within: Literal["all", "source"] = field("Whether values of all sources may be compared, or only those of one `source_id`.", example="source", default="all")
    measures: tuple[MeasureRef, ...] = field("The outcome measures it observes.", example=["homicide"], default=())
    observed: tuple[Observed, ...] = field("Which values of a dimension observe which of these measures, where the dimension has no total or more than the total does. A value that is neither named here nor a total is a part, and no result on a measure is joined to it.", example=[{"measure": "fear-after-dark", "column": "question", "values": ["feel_safe_walking_alone_at_night_city"]}], default=())
    frameworks: tuple[Framework, ...] = field("Published frameworks that hold it.", example=[{"name": "SDG", "code": "16.1.1"}], default=())
    agenda: tuple[Agenda, ...] = field("Agenda references of our vocabulary.", example=["sdg-16-1"], default=())
    monitor: tuple[MonitorItem, ...] = field("Where it sits in the Urban Safety Monitor.", example=["crime-statistics"], default=())
    how_to_collect: Text = field("How a city or country would collect it.", example="Count deaths by homicide from police and death registers, and report both.")
    breaks: tuple[Break, ...] = field("Years across which no line may be drawn.", example=[{"year": 2019, "reason": "The question changed."}], default=())
    jump: Jump | None = field("The largest step that needs no declared break; none is looked for when absent.", example={"factor": 3, "floor": 5}, default=None)
    plausible_range: tuple[float, float] = field("Lowest and highest value that is not a mistake.", example=[0, 400])
    reference_value: float | None = field("A published value to compare with, such as the world's.", example=5.8, default=None)
    reference_note: Item = field("Where the reference value comes from.", example="World, 2023, UNODC.", default="")
    caveats: tuple[Item, ...] = field("What a reader must know before using it.", example=["Police count victims, registries count deaths."], level="required", default=())
    dimensions: tuple[Dimension, ...] = field("Columns that split the values.", example=[], default=())
    flags: dict[str, Line] = field("What the codes in the column `status` mean; any text is allowed there when empty.", example={"E": "estimated by the publisher"}, default={})
    estimates: tuple[str, ...] = field("Those of the flags that mark an estimate; such values are drawn hollow.", example=["E"], default=())
    ratio: Ratio | None = field("The two columns that the value is made from, if the table has them.", example={"numerator": "count", "denominator": "population", "per": 100000, "tolerance": 0.05}, default=None)
    counts: dict[str, Literal["official", "survey"]] = field("The columns that count persons: `official` figures that are published as they stand, or counts from a `survey` or a file of single cases, in which fewer than five could point at somebody.", example={"count": "official"}, default={})
    interval: Line = field("What the columns `low` and `high` are, if the table has them.", example="95% confidence interval of the survey", default="")
    periodicity: Line = field("How often the source publishes it.", example="every year", default="")
    families: dict[str, SourceFamily] = field("The sources named in the column `source_id`.", example={"WDI-2025-10": {"title": "World Bank"}})
    place_kind: PlaceKind = field("What kind of place the pictures show; rows of other kinds stand in the tables.", example="country")
    featured_places: tuple[PlaceRef, ...] = field("Places drawn first in the trend.", example=["COL", "ZAF", "MEX"], default=())
    keywords: tuple[Line, ...] = field("Plain words people search with.", example=["murder", "killings"], default=())
    retrieved: Line = field("When the figures were taken, and by whom.", example="World Bank API, 7 October 2025")
    trust: Line = field("How far we trust the table.", example="high")
