"""Knowledge: what is known besides the effect, each mark with its reason, and never joined into a score."""

from datetime import date
from typing import Any

import pytest

from generator.analysis.evidence import rate, rate_approach
from generator.analysis.knowledge import completeness, cost_band, criteria, is_overdue
from tests.builders import MEASURES, SOUND, approach, outcome, practice, ratio, study
from tests.support import TODAY


def marks(**values: Any) -> dict[str, str]:
    """The state of each of the three criteria of a practice."""
    record = practice(*values.pop("studies", ()), **values)
    return {mark.name: mark.state for mark in criteria(record, rate(record, MEASURES, TODAY))}


@pytest.mark.parametrize(
    ("studies", "expected"),
    [
        ((), "not_seen"),
        ((study(**SOUND),), "yes"),
        ((study(design="before-after"),), "partly"),
        ((study(outcome(reported=ratio(1.0, 0.95, 1.05))),), "no"),
        ((study(outcome(reported=ratio(1.5, 1.2, 1.9))),), "no"),
        ((study(), study(outcome(measure="fear", reported=ratio(1.5, 1.2, 1.9)), id="two")), "partly"),
        ((study(outcome(measure="attitudes")),), "not_seen"),
    ],
    ids=["not measured", "compared", "before and after", "null", "harm", "benefit and harm", "a step only"],
)
def test_impact(studies: Any, expected: str) -> None:
    """Of harm and fear; a benefit beside a harm is half an answer."""
    assert marks(studies=studies)["Impact"] == expected


@pytest.mark.parametrize(
    ("actors", "expected"),
    [
        ([("lead", ["local"]), ("partner", ["civil-society"])], "yes"),
        ([("lead", ["local"]), ("funder", ["private"])], "yes"),
        ([("lead", ["local"]), ("partner", ["police"])], "partly"),
        ([("lead", ["local"]), ("evaluator", ["civil-society"])], "not_seen"),
        ([("lead", ["local"]), ("opponent", ["private"])], "not_seen"),
    ],
)
def test_partnership(actors: list[tuple[str, list[str]]], expected: str) -> None:
    """Bodies of two kinds that did it together; who judged it or fought it is no partner."""
    given = tuple({"name": "x", "part": part, "roles": tuple(roles)} for part, roles in actors)

    assert marks(actors=given)["Partnership"] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "not_seen"),
        ({"still_running": "yes"}, "partly"),
        ({"still_running": "yes", "institution": {"budget_line": "yes"}}, "yes"),
        ({"still_running": "yes", "institution": {"years_since_outside_funding": 3}}, "yes"),
        ({"institution": {"legal_basis": "A law."}}, "partly"),
        ({"still_running": "no", "institution": {"legal_basis": "A law."}}, "no"),
        ({"end": "2012"}, "no"),
    ],
)
def test_sustainability(values: dict[str, Any], expected: str) -> None:
    """It runs, and something other than outside money holds it up."""
    assert marks(**values)["Sustainability"] == expected


def test_five_kinds_of_knowledge_of_a_bare_practice() -> None:
    """Nothing is known, and each mark says so."""
    found = completeness(practice(), ())

    assert {mark.state for mark in found} == {"no"}
    assert len(found) == 5 and all(mark.reason for mark in found)


def test_five_kinds_of_knowledge_of_a_full_practice() -> None:
    """Each is found where the record holds it."""
    record = practice(
        study(outcome(subgroup="girls"), **SOUND),
        mechanism="x",
        conditions={"helped": ("x",), "hindered": ("x",)},
        costs=({"what": "x", "amount": 1.0, "currency": "USD", "kind": "total", "cite": ("s",)},),
    )

    assert {mark.state for mark in completeness(record, rate(record, MEASURES, TODAY))} == {"yes"}


def test_an_approach_has_fields_of_its_own() -> None:
    """Moderators, implementation and economics."""
    record = approach(moderators=("x",), implementation="x", economics="x", mechanism="x")

    states = [mark.state for mark in completeness(record, rate_approach(record, (), MEASURES, TODAY))]

    assert states == ["no", "yes", "yes", "yes", "yes"]


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ([], None),
        ([(99_999, "USD", "total")], "under 100,000"),
        ([(100_000, "EUR", "per_year")], "100,000 to 1 million"),
        ([(5_000_000, "GBP", "total"), (10, "GBP", "per_year")], "1 to 10 million"),
        ([(50_000_000, "UGX", "total")], None),
        ([(5_000_000, "USD", "per_unit")], None),
        ([(5_000_000, "USD", "saving")], None),
    ],
)
def test_cost_band(sums: list[tuple[float, str, str]], expected: str | None) -> None:
    """Of the largest whole sum, in currencies of like worth; a unit price and a saving are no cost of the whole."""
    costs = tuple({"what": "x", "amount": float(a), "currency": c, "kind": k, "cite": ("s",)} for a, c, k in sums)

    band = cost_band(practice(costs=costs))

    assert (band.name if band else None) == expected


def test_overdue_from_the_day_after() -> None:
    """The review is due by a day, and overdue on the next."""
    record = practice(review_by="2028-01-01")

    assert not is_overdue(record, date(2028, 1, 1))
    assert is_overdue(record, date(2028, 1, 2))
