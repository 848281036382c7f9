"""Measure: what an outcome measures. It joins what practices changed with what indicators observe."""

from collections.abc import Mapping
from typing import Literal

from generator.model.fields import Id, IndicatorRef, Shape, field

ComparabilityClass = Literal["A", "B", "C", "P", "X"]
CLASSES: Mapping[ComparabilityClass, str] = {
    "A": "Counted alike in most places: values may be compared, with care.",
    "B": "From surveys or models: compare with the interval or caveat in mind.",
    "C": "From police or justice records, or counts that grow with the population: compare a place with its own past only.",
    "P": "A policy or process: true or not, no score.",
    "X": "Context: no way is better.",
}
"""What each class says to readers."""


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
