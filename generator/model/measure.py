"""Measure: what an outcome measures. It joins what practices changed with what indicators observe."""

from typing import Literal

from generator.model.fields import Id, IndicatorRef, Shape, field

ComparabilityClass = Literal["A", "B", "C", "P", "X"]


class Measure(Shape):
    """A row of `datasets/vocabularies/measures.csv`."""

    id: Id = field("Stable id.", example="intimate-partner-violence")
    title: str = field("Plain name, fit for 'fewer …' or 'more …'.", example="violence by a partner")
    unit: str = field("The unit it is usually counted in.", example="% of women")
    good: Literal["lower", "higher", "none"] = field("Which way is better. Measures that depend on recording have none.", example="lower")
    tier: Literal["harm", "fear", "step", "output"] = field("Harm itself, fear of it, a step on the way, or things done.", example="harm")
    comparability: ComparabilityClass = field("How far values may be compared between places.", example="B")
    iccs: str = field("Code of the International Classification of Crime for Statistical Purposes.", example="0101", default="")
    parent: str = field("Id of the wider measure.", example="violence", default="")
    indicator: IndicatorRef | None = field("The indicator that observes it, where we hold one.", example="homicide-rate", default=None)
    synonyms: str = field("Plain words people search with, parted by semicolons.", example="mugging; street robbery", default="")
