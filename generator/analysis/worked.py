"""Worked cases: studies whose answer is known, kept as data so that the page on rating can rate them before the reader.

A case with a `record` repeats figures that the record of that practice holds with their sources; a test compares them.
A case without one is made up, and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.analysis.evidence import Rating, rate
from generator.model.measure import Measure
from generator.model.practice import Practice
from generator.model.study import Study


@dataclass(frozen=True, slots=True)
class Case:
    """Studies of one measure, and why their label is as it is."""

    id: str
    title: str
    why: str
    measure: Measure
    studies: tuple[Study, ...]
    place_bound: bool = False
    record: str = ""
    """Id of the practice that holds the figures, '' for a made-up case."""


def rating_of_case(case: Case, today: date) -> Rating:
    """The rating of a case, by the functions that rate every record."""
    (rating,) = rate(_practice(case), {case.measure.id: case.measure}, today)
    return rating


def _practice(case: Case) -> Practice:
    """A practice with what a rating looks at and nothing else, so without the checks that a whole record passes."""
    return Practice.model_construct(
        title=case.title,
        places=(),
        citations=(),
        studies=case.studies,
        place_bound="yes" if case.place_bound else "no",
    )


def _measure(id: str, title: str) -> Measure:
    return Measure(id=id, title=title, unit="number", good="lower", tier="harm", comparability="B")


def _study(id: str, design: str, title: str, outcome: Mapping[str, Any], **facts: Any) -> Study:
    """A study with one outcome, its texts left to the record it is from."""
    texts = {"label": title, "contrast": title, "orientation": "treated_vs_comparison", "cite": (id,)}
    given = {"id": id, "title": title, "design": design, "cite": (id,), "outcomes": ({**texts, **outcome},), **facts}
    return Study.model_validate(given)


def _reported(kind: str, value: float, low: float, high: float) -> Mapping[str, Any]:
    return {"kind": kind, "value": value, "uncertainty": {"interval": {"low": low, "high": high}}}


CASES: tuple[Case, ...] = (
    Case(
        "bogota",
        "A strong study that found nothing: hot spots in Bogotá",
        "The trial rules out a fall of more than 2%, less than any effect worth having, so this is a finding and not a gap in knowledge.",
        _measure("all-crime", "crime"),
        (
            _study(
                "blattman-2021", "randomised-trial", "Trial on 1,919 streets",
                {
                    "measure": "all-crime",
                    "reported": {
                        "kind": "words",
                        "change": "no_change",
                        "uncertainty": {"bound": {"rules_out": "benefit_above", "value": 2.0}},
                    },
                },
                units_randomised=1919, follow_up_months=8.0, displacement_checked="yes",
            ),
        ),
        place_bound=True,
        record="bogota-place-based-policing-services",
    ),
    Case(
        "nairobi",
        "Good studies that disagree: self-defence courses in Nairobi",
        "One trial found fewer assaults, a later one with a wide interval did not; we show both and average nothing.",
        _measure("sexual-assault", "sexual assaults"),
        (
            _study(
                "baiocchi-2017", "cluster-randomised-trial", "Trial in 28 schools",
                {"measure": "sexual-assault", "data_source": "survey", "reported": _reported("percentage_points", -3.7, -8.0, -0.4)},
                units_randomised=28, follow_up_months=12.0,
            ),
            _study(
                "sarnquist-2023", "cluster-randomised-trial", "Trial that followed each girl for two years",
                {"measure": "sexual-assault", "data_source": "survey", "reported": _reported("odds_ratio", 1.21, 0.40, 5.21)},
                follow_up_months=24.0, independent="yes",
            ),
        ),
        record="nairobi-impower-self-defence",
    ),
    Case(
        "sasa",
        "A large effect that is not sure: SASA! in Kampala",
        "Violence by a partner was half as common, but the interval also fits a rise; better attitudes are a step on the way and lend it no label.",
        _measure("physical-partner-violence", "physical violence by a partner"),
        (
            _study(
                "abramsky-2014", "cluster-randomised-trial", "Trial in eight communities",
                {"measure": "physical-partner-violence", "data_source": "survey", "reported": _reported("risk_ratio", 0.48, 0.16, 1.39)},
                units_randomised=8, follow_up_months=48.0,
            ),
        ),
        record="kampala-sasa",
    ),
    Case(
        "metrocable",
        "No lot was drawn, and still more than before and after: the Metrocable of Medellín",
        "Matched neighbourhoods without the line show what would have happened anyway; chance did not choose them, so it ends at Compared.",
        _measure("homicide", "homicides"),
        (
            _study(
                "cerda-2012", "natural-experiment-matched", "Matched neighbourhoods, 2003 to 2008",
                {"measure": "homicide", "reported": _reported("rate_ratio", 0.33, 0.18, 0.61)},
            ),
        ),
        place_bound=True,
        record="medellin-metrocable-social-urbanism",
    ),
    Case(
        "platforms",
        "No figure from before: patrols on platforms drawn by lot",
        "Where chance decides, the platforms left out show what would have been, so the missing baseline costs nothing.",
        _measure("all-crime", "crime"),
        (
            _study(
                "platforms", "randomised-trial", "115 platforms drawn by lot; 800 crimes against 1,000",
                {"measure": "all-crime", "data_source": "police", "counts": {"after": 800.0, "comparison_after": 1000.0}},
                units_randomised=115, follow_up_months=6.0,
            ),
        ),
        place_bound=True,
    ),
    Case(
        "prevalence",
        "A rare harm: 6.5% against 6%",
        "A fall by almost a third and a rise by almost half both fit the interval: not known, which is not the same as not effective.",
        _measure("sexual-assault", "sexual assaults"),
        (
            _study(
                "prevalence", "randomised-trial", "Trial, 6.5% of those treated against 6.0%",
                {
                    "measure": "sexual-assault",
                    "data_source": "survey",
                    "proportions": {"after": 6.5, "comparison_after": 6.0},
                    "reported": _reported("percentage_points", 0.5, -1.9, 2.9),
                },
            ),
        ),
    ),
    Case(
        "robberies",
        "The usual report: robberies from 100 to 70, next door from 100 to 95",
        "Counts of this size swing by as much from year to year, and those of the police by more than chance alone, so the interval holds a rise as well.",
        _measure("robbery", "robberies"),
        (
            _study(
                "robberies", "before-after-with-comparison", "100 to 70 robberies, against 100 to 95",
                {
                    "measure": "robbery",
                    "data_source": "police",
                    "counts": {"before": 100.0, "after": 70.0, "comparison_before": 100.0, "comparison_after": 95.0},
                },
            ),
        ),
        place_bound=True,
    ),
)  # fmt: skip
"""From the strongest null to the most usual report. What must come out is said in the tests."""
