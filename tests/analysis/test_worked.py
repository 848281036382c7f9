"""Worked cases: each has the label it must have, and repeats only figures that a record holds."""

import pytest

from generator.analysis.worked import CASES, Case, rating_of_case
from generator.catalog import Catalog
from generator.load import load
from tests.support import OWN_DAY, ROOT, TODAY

EXPECTED = {
    "bogota": (4, "no_benefit_shown", "no_benefit_shown"),
    "nairobi": (4, "mixed", "mixed"),
    "sasa": (4, "unclear", "inconclusive"),
    "metrocable": (3, "improved", "promising"),
    "platforms": (4, "improved", "strong"),
    "prevalence": (4, "unclear", "inconclusive"),
    "robberies": (3, "unclear", "inconclusive"),
}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The repository's own records."""
    return load(ROOT, OWN_DAY).catalog


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_has_the_label_it_must_have(case: Case) -> None:
    """Level, direction and label."""
    found = rating_of_case(case, TODAY)

    assert (found.level, found.direction, found.label) == EXPECTED[case.id]


def test_every_case_that_must_come_out_is_there() -> None:
    """None left out, none twice."""
    assert [case.id for case in CASES] == list(EXPECTED)


@pytest.mark.parametrize("case", [case for case in CASES if case.record], ids=lambda case: case.id)
def test_figures_of_a_real_case_are_those_of_its_record(case: Case, catalog: Catalog) -> None:
    """Design, facts and values of each study, and the label itself, as the practice's own page has them."""
    record = catalog.practices[case.record].record
    kept = {study.id: study for study in record.studies}
    facts = ("design", "units_randomised", "follow_up_months", "independent", "displacement_checked", "comparison_alike",
             "attrition_under_20_percent", "points_before", "variance_modelled")  # fmt: skip

    for study in case.studies:
        own = kept[study.id]
        (outcome,) = study.outcomes
        values = [o.model_dump(include={"counts", "proportions", "means"}) for o in own.outcomes]
        effects = [
            (o.measure, o.data_source, o.reported and (o.reported.kind, o.reported.value, o.reported.change, o.reported.uncertainty.interval, o.reported.uncertainty.bound))
            for o in own.outcomes
        ]  # fmt: skip
        assert outcome.reported is not None
        mine = outcome.reported
        sure = mine.uncertainty

        assert {name: getattr(study, name) for name in facts} == {name: getattr(own, name) for name in facts}
        assert (
            outcome.measure,
            outcome.data_source,
            (mine.kind, mine.value, mine.change, sure.interval, sure.bound),
        ) in effects
        assert outcome.model_dump(include={"counts", "proportions", "means"}) in values
    assert case.place_bound == (record.place_bound == "yes")
    (page,) = [r for r in catalog.ratings[case.record] if r.measure == case.measure.id]
    assert (page.level, page.direction, page.label) == EXPECTED[case.id]
    assert case.measure.good == catalog.measures[case.measure.id].good
    assert case.measure.title == catalog.measures[case.measure.id].title
