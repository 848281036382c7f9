"""Variants of real records: facts dropped, designs, values, sources and dates changed, at random from a seed."""

import random
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.analysis.lift import MOST_ROWS
from generator.analysis.rules import BASE
from generator.model.measure import Measure
from tests.support import as_read

Data = dict[str, Any]
Measures = Mapping[str, Measure]
THREE = ("yes", "no", "not_seen")
CONFIDENCES = (80, 90, 95, 99, 99.9, 68.3)


def variants(
    records: Mapping[str, Data], model: type[BaseModel], measures: Measures, amount: int, seed: int
) -> Iterator[tuple[str, Data]]:
    """So many variants that the model accepts, each with the id of the record it was made of."""
    chance = random.Random(seed)  # noqa: S311 cases, not secrets
    ids = sorted(id for id, record in records.items() if record.get("studies") or record.get("reviews"))
    made = 0
    while made < amount:
        id = chance.choice(ids)
        draft = deepcopy(records[id])
        for _ in range(chance.randint(1, 8)):
            chance.choice(CHANGES)(chance, draft, measures)
        try:
            model.model_validate(as_read(draft))
        except ValidationError:
            continue
        made += 1
        yield id, draft


def _sources(draft: Data) -> list[Data]:
    return [*draft.get("studies", []), *draft.get("reviews", [])]


def _outcomes(draft: Data) -> list[Data]:
    return [outcome for source in _sources(draft) for outcome in source.get("outcomes", [])]


def _three(chance: random.Random, draft: Data, _measures: Measures) -> None:
    facts = (
        "comparison_alike",
        "independent",
        "attrition_under_20_percent",
        "displacement_checked",
        "variance_modelled",
    )
    for study in draft.get("studies", []):
        study[chance.choice(facts)] = chance.choice(THREE)
    for review in draft.get("reviews", []):
        review[chance.choice(("systematic", "pooled"))] = chance.choice(THREE)


def _numbers(chance: random.Random, draft: Data, _measures: Measures) -> None:
    for study in draft.get("studies", []):
        study["points_before"] = chance.choice([None, 0, 11, 12])
        study["units_randomised"] = chance.choice([None, 1, 7, 8, 90])
        study["follow_up_months"] = chance.choice([None, 0, 5.9, 6, 24])
    for review in draft.get("reviews", []):
        review[chance.choice(("controlled", "randomised"))] = chance.choice([None, 0, 4, 5, 30])


def _dropped(chance: random.Random, draft: Data, _measures: Measures) -> None:
    """A fact that need not be there."""
    for source in _sources(draft):
        given = [name for name in source if name not in {"id", "title", "cite", "design", "outcomes"}]
        if given:
            del source[chance.choice(given)]


def _design(chance: random.Random, draft: Data, _measures: Measures) -> None:
    if studies := draft.get("studies"):
        study = chance.choice(studies)
        study["design"] = chance.choice([*sorted(BASE), "before-after", "interrupted-time-series", "process-study"])
        study["points_before"] = chance.choice([None, 5, 11, 12])


def _trial(chance: random.Random, draft: Data, _measures: Measures) -> None:
    """Another publication of a study, or one that names itself, or one nobody knows."""
    studies = draft.get("studies", [])
    if not studies:
        return
    first = chance.choice(studies)
    if chance.random() < 0.6:
        again = {**deepcopy(first), "id": f"{first['id']}-again"}
        if chance.random() < 0.7:
            again["same_trial_as"] = first["id"]
        studies.append(again)
    else:
        first["same_trial_as"] = chance.choice([*(study["id"] for study in studies), "nobody"])


def _dates(chance: random.Random, draft: Data, _measures: Measures) -> None:
    for citation in draft["citations"]:
        citation["year"] = chance.choice([None, 1999, 2015, 2016, 2025])
    for study in draft.get("studies", []):
        study["end"] = chance.choice([None, 2012, "2016-03", "2024-02-29"])


def _read(chance: random.Random, draft: Data, _measures: Measures) -> None:
    draft["citations"] = [
        {**c, "read": chance.choice(["full_text", "abstract", "secondary"])} for c in draft["citations"]
    ]


def _cites(chance: random.Random, draft: Data, _measures: Measures) -> None:
    keys = [citation["id"] for citation in draft["citations"]]
    for each in (*_sources(draft), *_outcomes(draft)):
        each["cite"] = chance.sample(keys, chance.randint(0, min(2, len(keys))))
    draft["disagreements"] = [
        f"They differ [@{chance.choice(keys)}; @{chance.choice(keys)}], or so [@{chance.choice(keys)}; computed]."
        for _ in range(chance.randint(0, 1))
    ]


def _places(chance: random.Random, draft: Data, _measures: Measures) -> None:
    draft["place_bound"] = chance.choice(THREE)
    for study in draft.get("studies", []):
        study["places"] = chance.sample(["COL-bogota", "COL-cali", "GBR-cardiff"], chance.randint(0, 2))


def _lowered(chance: random.Random, draft: Data, _measures: Measures) -> None:
    if outcomes := _outcomes(draft):
        decision = {"measure": chance.choice(outcomes)["measure"], "steps": chance.randint(1, 3), "reason": "x", "date": "2026-01-01", "role": "x"}  # fmt: skip
        draft["lowered"] = [decision, *draft.get("lowered", [])]


def _measure(chance: random.Random, draft: Data, measures: Measures) -> None:
    """All on few measures, so that many rows meet."""
    few = chance.sample(sorted(measures), 2)
    for outcome in _outcomes(draft):
        outcome["measure"] = chance.choice(few)


def _about(chance: random.Random, draft: Data, _measures: Measures) -> None:
    for outcome in _outcomes(draft):
        outcome["data_source"] = chance.choice(["police", "police", "survey", "hospital", "not_seen"])
        outcome["orientation"] = chance.choice(["treated_vs_comparison", "after_vs_before"])
        outcome["subgroup"] = chance.choice(["", "women"])


def _values(chance: random.Random, draft: Data, _measures: Measures) -> None:
    for outcome in _outcomes(draft):
        for name in ("counts", "proportions", "means", "reported"):
            outcome.pop(name, None)
        chosen = chance.choice(VALUES)
        outcome[chosen.__name__.strip("_")] = chosen(chance)
        if chosen is not _reported and chance.random() < 0.2:
            outcome["reported"] = _reported(chance)


def _better(chance: random.Random, draft: Data, measures: Measures) -> None:
    """As one would wish, so that labels rise, and of studies made elsewhere."""
    for outcome in _outcomes(draft):
        way = -1 if measures[outcome["measure"]].good == "lower" else 1
        sure = {"interval": {"low": 20 * way - 5, "high": 20 * way + 5}} if chance.random() < 0.8 else {}
        outcome["reported"] = {"kind": "percent_change", "value": 20 * way, "uncertainty": sure}
    for study in draft.get("studies", []):
        study["design"] = chance.choice(
            ["randomised-trial", "synthetic-control", "matched-comparison", study["design"]]
        )


def _twice(chance: random.Random, draft: Data, measures: Measures) -> None:
    """The same good result in two cities, on a measure of which little else is known."""
    measure = _falling(chance, measures)
    for city in ("COL-bogota", "COL-cali"):
        draft.setdefault("studies", []).append(_trial_of(measure, f"in-{city[4:]}", places=[city]))


def _unseen(chance: random.Random, draft: Data, measures: Measures) -> None:
    """A good trial, read in full, of which one fact was not seen."""
    citation = draft["citations"][0]
    citation["read"] = "full_text"
    draft["place_bound"] = "yes"
    facts = dict.fromkeys(("independent", "attrition_under_20_percent", "displacement_checked"), "yes")
    facts[chance.choice(list(facts))] = "not_seen"
    study = _trial_of(_falling(chance, measures), "not-seen", cite=[citation["id"]], **facts)
    draft.setdefault("studies", []).append(study)


def _reviewed(chance: random.Random, draft: Data, measures: Measures) -> None:
    """Two reviews of one measure that may disagree; the better one may be the stronger. Only an approach has any."""
    if "what" not in draft:
        return
    measure = _falling(chance, measures)
    for id, randomised in (("better", 5), ("other", 0)):
        review = {"id": id, "title": "x", "cite": [], "systematic": "yes", "pooled": "yes", "controlled": chance.choice([5, 30]), "randomised": randomised}  # fmt: skip
        outcome = _trial_of(measure, "x")["outcomes"][0]
        if id == "other":
            high = chance.choice([0.7, 1.3, None])
            outcome["reported"]["uncertainty"] = {"interval": {"low": 0.5, "high": high}} if high else {}
        draft.setdefault("reviews", []).append({**review, "outcomes": [outcome]})


def _many(chance: random.Random, draft: Data, measures: Measures) -> None:
    """As many results on one measure as a lift is sought among, or one more."""
    study = _trial_of(_falling(chance, measures), "many")
    study["outcomes"][0]["reported"]["uncertainty"] = {}
    draft.setdefault("studies", []).append(
        {**study, "outcomes": study["outcomes"] * chance.choice([MOST_ROWS, MOST_ROWS + 1])}
    )


def _falling(chance: random.Random, measures: Measures) -> str:
    return chance.choice(sorted(id for id, one in measures.items() if one.good == "lower"))


def _trial_of(measure: str, id: str, **more: Any) -> Data:
    sure = {"kind": "risk_ratio", "value": 0.6, "uncertainty": {"interval": {"low": 0.5, "high": 0.7}}}
    outcome = {"measure": measure, "label": "x", "contrast": "x", "orientation": "treated_vs_comparison", "cite": [], "reported": sure}  # fmt: skip
    return {"id": id, "title": "x", "design": "randomised-trial", "cite": [], "outcomes": [outcome], **more}


def _uncertainty(chance: random.Random, draft: Data, _measures: Measures) -> None:
    """What is known of it, of all figures that are reported."""
    for outcome in _outcomes(draft):
        if outcome.get("reported"):
            value = outcome["reported"].get("value")
            outcome["reported"]["uncertainty"] = _sure(chance, value, outcome["reported"]["kind"])


def _gone(chance: random.Random, draft: Data, _measures: Measures) -> None:
    """Values left out, one of them or all but the last."""
    for outcome in _outcomes(draft):
        values = outcome.get("counts") or outcome.get("proportions") or outcome.get("means") or {}
        optional = [name for name in values if name != "after"]
        for name in chance.sample(optional, chance.randint(0, len(optional))):
            del values[name]


Change = Callable[[random.Random, Data, Measures], None]
CHANGES: tuple[Change, ...] = (
    _three, _three, _numbers, _dropped, _design, _design, _trial, _dates, _read, _cites, _places, _lowered, _measure,
    _about, _better, _twice, _unseen, _reviewed, _many, _values, _values, _uncertainty, _gone,
)  # fmt: skip
CELLS = ("before", "after", "comparison_before", "comparison_after")


def _counts(chance: random.Random) -> Data:
    near = chance.randint(5, 5000)
    cells: Data = {
        name: chance.choice([0, 3, 5, round(near * chance.uniform(0.5, 1.3))] + [near] * 3) for name in CELLS
    }
    cells = {name: value for name, value in cells.items() if name == "after" or chance.random() < 0.9}
    if chance.random() < 0.2:
        exposures = {"before": "exposure_before", "after": "exposure_after", "comparison_before": "comparison_exposure_before", "comparison_after": "comparison_exposure_after"}  # fmt: skip
        cells |= {exposures[name]: chance.choice([6, 29, 0.5]) for name in list(cells)}
    return cells | ({"averages": True} if chance.random() < 0.2 else {})


def _proportions(chance: random.Random) -> Data:
    near = chance.uniform(1, 90)
    found: Data = {name: round(min(100.0, near * chance.uniform(0.6, 1.3)), 1) for name in CELLS}
    if chance.random() < 0.1:
        found["comparison_after"] = 0.0
    if chance.random() < 0.2:
        found["after"] = 25.0
    found |= {name: chance.choice([20, 900, 250_000]) for name in ("n_before", "n_after", "comparison_n_before", "comparison_n_after")}  # fmt: skip
    found = {name: value for name, value in found.items() if name == "after" or chance.random() < 0.95}
    return found | ({"design_effect": chance.uniform(1, 3)} if chance.random() < 0.3 else {})


def _means(chance: random.Random) -> Data:
    def arm() -> Data:
        given = {"mean": chance.uniform(-2, 6), "sd": chance.uniform(0.1, 9), "n": chance.choice([1, 2, 40, 9000])}
        return {name: value for name, value in given.items() if name == "mean" or chance.random() < 0.95}

    return {name: arm() for name in CELLS if name == "after" or chance.random() < 0.8}


def _reported(chance: random.Random) -> Data:
    kind = chance.choice(["risk_ratio", "hazard_ratio", "percentage_points", "difference", "percent_change", "standardised", "words"])  # fmt: skip
    if kind == "words":
        change = chance.choice(["fell", "rose", "no_change"])
        return {"kind": kind, "change": change, "uncertainty": _sure(chance, None, kind)}
    value = chance.choice([0.4, 0.9, 1.0, 1.7, 4.2]) if kind.endswith("ratio") else chance.choice([-100, -130, -40, -12.5, -0.3, -0.02, 0, 0.2, 5, 60, 350])  # fmt: skip
    return {"kind": kind, "value": value, "uncertainty": _sure(chance, value, kind)}


EDGES = {
    "percent_change": (-15, 0, 15),
    "standardised": (-0.1, 0, 0.1),
    "percentage_points": (-3, 0),
    "difference": (0, 3),
}
"""Where an interval touches nothing, or the smallest effect worth having; of ratios if not named."""


def _sure(chance: random.Random, value: float | None, kind: str) -> Data:
    """Nothing, or one of the forms that sources use, or several of them."""
    found: Data = {}
    if value is not None and chance.random() < 0.35:
        spread = abs(value) * chance.choice([0.02, 0.3, 1.5]) + 0.01
        low, high = value / (1 + spread) if kind.endswith("ratio") else value - spread, value + spread
        if chance.random() < 0.4:
            low, high = sorted(chance.sample(EDGES.get(kind, (0.85, 1, 1 / 0.85)), 2))
            low, high = min(low, value), max(high, value)
        found["interval"] = {"low": low, "high": high}
        if chance.random() < 0.4:
            found["interval"]["level"] = chance.choice(CONFIDENCES)
    if chance.random() < 0.25:
        found["standard_error"] = chance.choice([0.01, 0.3, 2, 1e6])
    if chance.random() < 0.25:
        found["p"] = chance.choice([0, 1e-300, 1e-17, 0.0004, 0.049, 0.05, 0.6, 1])
    if chance.random() < 0.25:
        found["p_below"] = chance.choice([0.001, 0.05, 0.1, 1])
    if chance.random() < 0.2:
        found["bound"] = {"rules_out": chance.choice(["benefit_above", "benefit_above", "harm_above"]), "value": chance.choice([0.5, 2, 15, 16])}  # fmt: skip
    if chance.random() < 0.25:
        found["significance"] = chance.choice(["significant", "not_significant"])
    return found


VALUES = (_counts, _proportions, _means, _reported, _reported)
