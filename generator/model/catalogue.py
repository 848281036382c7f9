"""CatalogueRow: a figure that a city or country should have, whether anybody holds it or not."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator

from generator.model.fields import Id, IndicatorRef, MonitorItem, Shape, field
from generator.model.measure import ComparabilityClass

Collection = Literal["records", "maps", "survey", "street-audit", "document"]
Keeper = Literal[
    "police", "register-of-deaths", "hospitals", "prisons", "courts", "schools", "statistical-office", "planning-office",
    "transport-authority", "disaster-agency", "council",
]  # fmt: skip
Breakdown = Literal[
    "sex", "age", "disability", "ethnicity", "place", "time", "relationship", "means", "context", "form", "tenure", "duration",
]  # fmt: skip


def _parts(value: object) -> object:
    """The parts of a cell that holds several, parted by semicolons."""
    return tuple(part.strip() for part in value.split(";")) if isinstance(value, str) else value


def _choices(value: object) -> object:
    """`sex=female; question=dark|night` as a mapping of columns to values."""
    if not isinstance(value, str):
        return value
    pairs = (part.partition("=") for part in value.split(";"))
    return {column.strip(): tuple(values.strip().split("|")) for column, _, values in pairs}


Parts = BeforeValidator(_parts)


class CatalogueRow(Shape):
    """A row of `datasets/vocabularies/indicator-catalogue.csv`."""

    id: Id = field("Stable id.", example="homicide-rate")
    title: str = field("The name shown to readers.", example="Homicide rate")
    definition: str = field(
        "What is counted, in our words.",
        example="People killed unlawfully and on purpose in a year, divided by residents.",
    )
    unit: str = field("The unit of the values.", example="per 100,000 residents")
    direction: Literal["lower", "higher", "none"] = field("Which way is better, if either.", example="lower")
    comparability: ComparabilityClass = field("How far values may be compared between places.", example="A")
    theme: MonitorItem = field("The theme of the Urban Safety Monitor it belongs to.", example="crime")
    monitor: MonitorItem | None = field(
        "The indicator of the Monitor we file it under; empty where none that is known fits.",
        example="crime-statistics",
        default=None,
    )
    parent: str = field("Id of the wider row that it is a part of.", example="homicide-rate", default="")
    level: Literal["city", "country"] = field("The smallest area it makes sense for.", example="city")
    collection: Collection = field(
        "How it is collected: from records or maps that exist, by a survey, by a street audit, or read off a document.",
        example="records",
    )
    keeper: Keeper = field("The office that usually holds it.", example="police")
    source: str = field(
        "Where the figures usually come from.", example="Police or court records, or the register of deaths"
    )
    periodicity: str = field("How often; empty where no source that we read says so.", example="every year", default="")
    frameworks: Annotated[tuple[str, ...], Parts] = field(
        "Codes of the published frameworks that ask for it. Codes that we could not confirm are left out.",
        example=["SDG 16.1.1"],
        default=(),
    )
    breakdowns: Annotated[tuple[Breakdown, ...], Parts] = field(
        "What a framework asks to break it down by.", example=["sex", "age"], default=()
    )
    indicators: Annotated[tuple[IndicatorRef, ...], Parts] = field(
        "The data packages that hold it, of countries, cities or both.",
        example=["homicide-rate", "homicide-rate-city"],
        default=(),
    )
    only: Annotated[Mapping[str, tuple[str, ...]], BeforeValidator(_choices)] = field(
        "The values of a package's columns that are this figure, where the package holds others too.",
        example={"sex": ["female"]},
        default={},
    )
    how: str = field(
        "How a city begins to collect it, in a sentence or two.",
        example="Count victims, not cases, from police files and from death certificates, and publish both.",
    )
    basis: str = field("Where the row comes from.", example="United Nations, SDG metadata 16.1.1")
    url: str = field(
        "Address of that source.", example="https://worldbank.github.io/sdg-metadata/metadata/en/16-1-1", default=""
    )
