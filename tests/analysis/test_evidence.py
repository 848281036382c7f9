"""Evidence: levels, directions and labels, rule by rule, by known cases, and by what must hold of all cases."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.evidence import Rating, best_and_worst, rate, rate_approach, standing
from generator.analysis.rules import BASE, ORDER, RULES, label_of
from generator.model.measure import Measure
from generator.model.practice import Practice
from generator.model.study import Study
from tests.builders import (
    MEASURES,
    SOUND,
    approach,
    citation,
    effects,
    measure,
    outcome,
    practice,
    ratio,
    review,
    study,
    study_lists,
    words,
)
from tests.support import ROOT, TODAY

COUNTS = {"before": 100.0, "after": 60.0, "comparison_before": 100.0, "comparison_after": 95.0}
NULL = {"reported": ratio(1.0, 0.95, 1.05)}
UNCLEAR = {"reported": ratio(0.8, 0.3, 1.9)}
WORSE = {"reported": ratio(1.6, 1.3, 1.9)}


def rating(record: Practice, measures: dict[str, Measure] = MEASURES) -> Rating:
    """The one rating of a practice with one measure."""
    (found,) = rate(record, measures, TODAY)
    return found


def level(*outcomes: Any, read: str = "abstract", place_bound: str = "not_seen", **facts: Any) -> int:
    """The level of a practice with one study."""
    return rating(practice(study(*outcomes, **facts), read=read, place_bound=place_bound)).level


class TestBase:
    """Design sets the level to begin with."""

    @pytest.mark.parametrize(
        ("design", "expected"),
        [
            ("monitoring", 1),
            ("before-after", 2), ("cross-section", 2),
            ("before-after-with-comparison", 3), ("matched-comparison", 3), ("interrupted-time-series", 3), ("difference-in-differences", 3),
            ("randomised-trial", 4), ("cluster-randomised-trial", 4), ("regression-discontinuity", 4), ("instrumental-variable", 4), ("synthetic-control", 4),
        ],
    )  # fmt: skip
    def test_design_sets_the_level(self, design: str, expected: int) -> None:
        """With nothing known against it, a study has the level of its design."""
        assert level(design=design) == expected

    def test_no_practice_is_replicated(self) -> None:
        """A practice is one place's doing and ends at E4, however many trials it has."""
        trials = (study(id="a", places=("XXA-a",), **SOUND), study(id="b", places=("XXB-b",), **SOUND))

        assert rating(practice(*trials)).level == 4

    @pytest.mark.parametrize("design", ["cost-study", "process-study", "modelling"])
    def test_a_design_that_measures_no_effect_rates_nothing(self, design: str) -> None:
        """Costs and processes are shown, not rated."""
        assert rate(practice(study(design=design)), MEASURES, TODAY) == ()

    def test_every_design_of_the_table_is_known_or_measures_no_effect(self) -> None:
        """No design of the vocabulary is left out by a slip."""
        rows = (ROOT / "datasets/vocabularies/evaluation-designs.csv").read_text(encoding="utf-8").splitlines()[1:]
        table = {row.split(",", 1)[0] for row in rows}

        assert set(BASE) <= table
        assert len(table - set(BASE)) < len(BASE)

    def test_every_rule_that_fires_is_explained(self) -> None:
        """The trail holds names that the page can explain."""
        found = rating(practice(study(outcome(counts={"after": 9.0}), independent="no", follow_up_months=1.0)))

        assert set(found.trail) <= set(RULES)


class TestCaps:
    """What a study lacks holds its level down."""

    def test_c0_no_value_is_not_an_outcome(self) -> None:
        """Without an end value or an effect there is no outcome, and so no rating: Described."""
        with pytest.raises(ValueError, match="give counts"):
            outcome(reported=None)
        assert rate(practice(), MEASURES, TODAY) == ()

    def test_c1_no_baseline(self) -> None:
        """An end value alone is monitoring."""
        assert level(outcome(counts={"after": 60.0}), design="before-after") == 1
        assert level(outcome(counts={"after": 60.0, "comparison_after": 95.0}), design="matched-comparison") == 1

    @pytest.mark.parametrize(
        ("design", "expected"),
        [
            ("randomised-trial", 4),
            ("cluster-randomised-trial", 4),
            ("regression-discontinuity", 4),
            ("instrumental-variable", 4),
            ("synthetic-control", 1),
        ],
    )
    def test_c1_chance_and_thresholds_need_no_baseline(self, design: str, expected: int) -> None:
        """There the comparison's end value stands for it."""
        assert level(outcome(counts={"after": 60.0, "comparison_after": 95.0}), design=design) == expected

    def test_c1_a_look_at_one_time_needs_no_baseline(self) -> None:
        """A cross-section sets one group against another; with one group it is monitoring."""
        assert level(outcome(counts={"after": 60.0, "comparison_after": 95.0}), design="cross-section") == 2
        assert level(outcome(counts={"after": 60.0}), design="cross-section") == 1

    @pytest.mark.parametrize(
        ("design", "values", "expected"),
        [
            ("before-after-with-comparison", {"orientation": "after_vs_before"}, 2),
            ("before-after-with-comparison", {"orientation": "treated_vs_comparison"}, 3),
            ("before-after-with-comparison", {"orientation": "after_vs_before", "counts": COUNTS}, 3),
            ("interrupted-time-series", {"orientation": "after_vs_before"}, 3),
            ("before-after", {"orientation": "after_vs_before"}, 2),
        ],
    )
    def test_c2_an_effect_that_leaves_the_comparison_unused(
        self, design: str, values: dict[str, Any], expected: int
    ) -> None:
        """After against before alone, with a comparison nobody set it against; a series compares with its own past."""
        assert level(outcome(**values), design=design) == expected

    def test_c2_no_comparison_values(self) -> None:
        """A comparison that is named but not shown is a before and after."""
        assert level(outcome(counts={"before": 100.0, "after": 60.0}), design="before-after-with-comparison") == 2
        assert level(outcome(counts=COUNTS), design="before-after-with-comparison") == 3
        assert level(outcome(reported=ratio(0.6)), design="before-after-with-comparison") == 3

    @pytest.mark.parametrize(("points", "expected"), [(None, 3), (11, 2), (12, 3), (33, 3)])
    def test_c3_short_time_series(self, points: int | None, expected: int) -> None:
        """Known to be shorter than 12 points before."""
        assert level(design="interrupted-time-series", points_before=points) == expected

    @pytest.mark.parametrize(("alike", "expected"), [("yes", 3), ("not_seen", 3), ("no", 2)])
    def test_c4_unlike_comparison(self, alike: str, expected: int) -> None:
        """Known to be unlike."""
        assert level(design="matched-comparison", comparison_alike=alike) == expected

    @pytest.mark.parametrize(("units", "expected"), [(None, 4), (7, 3), (8, 4), (1919, 4)])
    def test_c5_few_units(self, units: int | None, expected: int) -> None:
        """Fewer than 8 units drawn by lot."""
        assert level(design="cluster-randomised-trial", units_randomised=units) == expected

    def test_caps_do_not_add_up(self) -> None:
        """Two caps at the same level are one."""
        assert (
            level(outcome(counts={"before": 9.0, "after": 6.0}), design="matched-comparison", comparison_alike="no")
            == 2
        )


class TestDeductions:
    """Known faults take a step each, two at most."""

    @pytest.mark.parametrize(
        ("fact", "read", "expected"),
        [
            ("yes", "abstract", 4),
            ("not_seen", "abstract", 4),
            ("no", "abstract", 3),
            ("yes", "full_text", 4),
            ("not_seen", "full_text", 3),
        ],
    )
    @pytest.mark.parametrize("name", ["independent", "attrition_under_20_percent", "displacement_checked"])
    def test_d1_d4_d5_three_valued_facts(self, name: str, fact: str, read: str, expected: int) -> None:
        """Unseen in an abstract costs nothing; unseen in a full text counts as no."""
        assert level(read=read, place_bound="yes", **{**SOUND, name: fact}) == expected

    @pytest.mark.parametrize(("months", "expected"), [(None, 4), (5.9, 3), (6.0, 4), (48.0, 4)])
    def test_d2_short_follow_up(self, months: float | None, expected: int) -> None:
        """Followed for under 6 months."""
        assert level(**{**SOUND, "follow_up_months": months}) == expected

    @pytest.mark.parametrize(
        ("values", "read", "expected"),
        [
            ({}, "full_text", 4),
            ({"reported": ratio(0.6)}, "full_text", 3),
            ({"reported": ratio(0.6)}, "abstract", 4),
            ({"reported": ratio(0.6, p=0.01)}, "full_text", 4),
        ],
    )
    def test_d3_no_interval_in_a_full_text(self, values: dict[str, Any], read: str, expected: int) -> None:
        """Only when the full text was read and an interval can not be computed either."""
        assert level(outcome(**values), read=read, **SOUND) == expected

    def test_d3_is_for_compared_and_better(self) -> None:
        """Below E3 nobody expects an interval."""
        assert level(outcome(reported=ratio(0.6)), read="full_text", design="before-after", **SOUND) == 2

    def test_d4_holds_for_every_design(self) -> None:
        """A comparison that is known to have lost over 20% loses a step too."""
        assert level(design="matched-comparison", **{**SOUND, "attrition_under_20_percent": "no"}) == 2

    def test_d4_unseen_counts_for_trials_only(self) -> None:
        """A full text of a comparison of streets does not tell how many people it lost."""
        unseen = {**SOUND, "attrition_under_20_percent": "not_seen"}

        assert level(design="matched-comparison", read="full_text", **unseen) == 3
        assert level(design="cluster-randomised-trial", read="full_text", **unseen) == 3

    @pytest.mark.parametrize(("bound", "expected"), [("yes", 3), ("no", 4), ("not_seen", 4)])
    def test_d5_is_for_practices_bound_to_a_place(self, bound: str, expected: int) -> None:
        """Harm cannot move next door from a classroom."""
        assert level(place_bound=bound, **{**SOUND, "displacement_checked": "no"}) == expected

    def test_two_deductions_at_most(self) -> None:
        """Four known faults cost two steps."""
        assert (
            level(
                place_bound="yes",
                independent="no",
                follow_up_months=1.0,
                attrition_under_20_percent="no",
                displacement_checked="no",
            )
            == 2
        )

    def test_not_below_monitored(self) -> None:
        """A sourced figure is a sourced figure."""
        assert level(design="monitoring", independent="no", follow_up_months=1.0) == 1


DIRECTIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"reported": ratio(0.6, 0.5, 0.7)}, "improved", "whole interval on the good side"),
    ({"reported": ratio(0.95, 0.92, 0.98)}, "improved", "on the good side, though small"),
    ({"reported": ratio(1.6, 1.3, 1.9)}, "worsened", "whole interval on the bad side"),
    ({"reported": ratio(1.0, 0.9, 1.1)}, "no_meaningful_effect", "whole interval inside the smallest effect worth having"),
    ({"reported": ratio(1.0, 0.86, 1.17)}, "no_meaningful_effect", "up to 0.85 and its inverse"),
    ({"reported": ratio(1.2, 0.9, 1.6)}, "no_benefit_shown", "benefit excluded, harm not"),
    ({"reported": ratio(1.0, 0.84, 1.1)}, "unclear", "benefit not excluded"),
    ({"reported": ratio(0.48, 0.16, 1.39)}, "unclear", "interval wider than that"),
    ({"reported": words("no_change", bound={"rules_out": "benefit_above", "value": 2})}, "no_benefit_shown", "authors rule out a benefit above x, x at most m"),
    ({"reported": words("no_change", bound={"rules_out": "benefit_above", "value": 20})}, "no_effect_shown", "authors rule out only more than m"),
    ({"reported": words("fell", significance="significant")}, "improved", "only significant, with sign"),
    ({"reported": words("rose", significance="significant")}, "worsened", "only significant, with the other sign"),
    ({"reported": {"kind": "percent_change", "value": -20, "uncertainty": {"significance": "significant"}}}, "improved", "a figure and only significant"),
    ({"reported": words("fell", significance="not_significant")}, "no_effect_shown", "only not significant"),
    ({"reported": words("no_change")}, "no_effect_shown", "only no effect"),
    ({"reported": ratio(1.0, significance="significant")}, "unclear", "significant, with a ratio of exactly 1"),
    ({"reported": {"kind": "difference", "value": 0.0, "uncertainty": {"significance": "significant"}}}, "unclear", "significant, with a difference of exactly 0"),
    ({"reported": ratio(0.8, bound={"rules_out": "benefit_above", "value": 15})}, "no_benefit_shown", "a figure, and a benefit above m ruled out"),
    ({"reported": ratio(0.95, 0.8, 1.2, bound={"rules_out": "benefit_above", "value": 20})}, "unclear", "an interval, and only more than m ruled out"),
    ({"reported": ratio(0.9, 0.82, 0.98, bound={"rules_out": "benefit_above", "value": 5})}, "improved", "an interval that leaves out no effect goes before a bound"),
    ({"reported": ratio(0.8, significance="not_significant")}, "no_effect_shown", "a figure and only not significant"),
    ({"reported": words("fell")}, "unclear", "nothing on certainty"),
    ({"reported": ratio(0.5)}, "unclear", "a figure and nothing on certainty"),
    ({"reported": {"kind": "standardised", "value": 0.0, "uncertainty": {"interval": {"low": -0.09, "high": 0.09}}}}, "no_meaningful_effect", "standardised, inside 0.1"),
    ({"reported": {"kind": "standardised", "value": 0.0, "uncertainty": {"interval": {"low": -0.2, "high": 0.2}}}}, "unclear", "standardised, wider"),
    ({"reported": {"kind": "percent_change", "value": -33, "uncertainty": {"p_below": 0.05}}}, "improved", "p below 0.05 is used as p = 0.05"),
    ({"reported": {"kind": "difference", "value": 0.0, "uncertainty": {"interval": {"low": -1, "high": 1}}}}, "unclear", "a difference from an unknown level"),
]  # fmt: skip


class TestDirection:
    """The table of directions, row by row."""

    @pytest.mark.parametrize(
        ("values", "expected"), [(v, e) for v, e, _ in DIRECTIONS], ids=[name for *_, name in DIRECTIONS]
    )
    def test_row_of_the_table(self, values: dict[str, Any], expected: str) -> None:
        """What is known decides which way the effect points."""
        assert rating(practice(study(outcome(**values)))).direction == expected

    def test_a_bound_counts_beside_an_interval(self) -> None:
        """When the authors rule out a benefit above x, at most m, no benefit is shown, whatever else they give."""
        values = {"reported": ratio(0.95, 0.8, 1.2, bound={"rules_out": "benefit_above", "value": 5})}

        assert rating(practice(study(outcome(**values)))).direction == "no_benefit_shown"

    @pytest.mark.parametrize("values", [words("no_change"), words("fell", significance="not_significant")])
    def test_no_effect_needs_a_comparison(self, values: dict[str, Any]) -> None:
        """Below E3 a word like 'no effect' shows nothing."""
        found = rating(practice(study(outcome(reported=values), design="before-after")))

        assert (found.direction, found.label) == ("unclear", "inconclusive")

    def test_measures_that_depend_on_recording_are_not_judged(self) -> None:
        """More reports to the police may be good or bad."""
        assert rating(practice(study(outcome(measure="reports")))).label == "not_judged"

    def test_a_good_that_should_rise(self) -> None:
        """More people who feel safe is better."""
        assert rating(practice(study(outcome(measure="safety", **WORSE)))).direction == "improved"
        assert rating(practice(study(outcome(measure="safety")))).direction == "worsened"


class TestSeveralStudies:
    """Contradiction is mixed, never an average."""

    @pytest.mark.parametrize(
        ("first", "second", "direction", "level"),
        [
            (("randomised-trial", {}), ("matched-comparison", WORSE), "mixed", 4),
            (("matched-comparison", {}), ("randomised-trial", NULL), "mixed", 4),
            (("matched-comparison", {}), ("matched-comparison", UNCLEAR), "mixed", 3),
            (("randomised-trial", {}), ("matched-comparison", NULL), "improved", 4),
            (("randomised-trial", {}), ("before-after", WORSE), "improved", 4),
            (("randomised-trial", NULL), ("matched-comparison", UNCLEAR), "no_meaningful_effect", 4),
            (("randomised-trial", WORSE), ("randomised-trial", NULL), "worsened", 4),
            (("before-after", {}), ("before-after", UNCLEAR), "mixed", 2),
        ],
        ids=["good and bad", "good and a stronger null", "good and an unclear of its level", "good and a weaker null", "below the pool", "null and unclear", "bad and null", "all at the highest level"],
    )  # fmt: skip
    def test_two_studies(
        self, first: tuple[str, dict[str, Any]], second: tuple[str, dict[str, Any]], direction: str, level: int
    ) -> None:
        """The pool is all rows at E3 and above, else those at the highest level."""
        (one, good), (two, other) = first, second

        found = rating(
            practice(study(outcome(**good), id="a", design=one), study(outcome(**other), id="b", design=two))
        )

        assert (found.direction, found.level) == (direction, level)

    def test_a_strong_null_is_never_outvoted(self) -> None:
        """Five weaker successes do not hide one strong null."""
        many = [study(id=f"s{n}", design="matched-comparison") for n in range(5)]

        assert rating(practice(*many, study(outcome(**NULL), id="null"))).direction == "mixed"

    def test_weaker_disagreement_is_shown(self) -> None:
        """Improved, with the disagreement of a weaker study as a flag."""
        found = rating(practice(study(id="a"), study(outcome(**NULL), id="b", design="matched-comparison")))

        assert "weaker_studies_disagree" in found.flags

    def test_the_most_informative_null_counts(self) -> None:
        """An interval inside m says more than a word."""
        found = rating(practice(study(outcome(**NULL), id="a"), study(outcome(reported=words("no_change")), id="b")))

        assert found.direction == "no_meaningful_effect"

    def test_nulls_have_the_level_of_the_strongest(self) -> None:
        """A trial that found nothing stays a trial beside a comparison that says more."""
        trial = study(outcome(reported=words("no_change")), id="a")

        found = rating(practice(trial, study(outcome(**NULL), id="b", design="matched-comparison")))

        assert (found.direction, found.level) == ("no_meaningful_effect", 4)

    def test_a_weaker_null_does_not_lower_a_stronger_one(self) -> None:
        """Taking a favourable fact from the second study may not raise the level of the first."""
        strong = study(outcome(reported=words("no_change")), id="a", **SOUND)
        weak = study(outcome(**NULL), id="b", design="matched-comparison", **SOUND)
        weaker = study(outcome(**NULL), id="b", design="matched-comparison", **{**SOUND, "independent": "no"})

        assert rating(practice(strong, weaker)).level <= rating(practice(strong, weak)).level

    def test_parts_are_left_out_when_the_whole_is_known(self) -> None:
        """A subgroup counts only when nothing else does, and says so."""
        whole, part = outcome(**NULL), outcome(subgroup="young people")

        assert rating(practice(study(whole, part))).direction == "no_meaningful_effect"
        assert "subgroup_only" in rating(practice(study(part))).flags

    def test_harm_to_a_part_is_not_hidden(self) -> None:
        """A harmful study at E3 or above never leaves Proven, Strong or Promising."""
        found = rating(practice(study(id="a"), study(outcome(**WORSE, subgroup="young people"), id="b")))

        assert found.label not in {"proven", "strong", "promising"}
        assert "subgroup_only" not in found.flags

    def test_a_second_publication_counts_where_the_first_is_silent(self) -> None:
        """It is a trial's only word on the measure; elsewhere it is shown beside the first."""
        first, second = study(id="a"), study(outcome(**NULL), outcome(measure="fear"), id="b", same_trial_as="a")

        robbery, fear = rate(practice(first, second), MEASURES, TODAY)

        assert (robbery.direction, robbery.studies, len(robbery.rows), len(robbery.pool)) == ("improved", 1, 2, 1)
        assert (fear.direction, fear.studies) == ("improved", 1)

    def test_a_publication_may_name_the_first_by_way_of_another(self) -> None:
        """Three publications, each naming the one before, are one trial."""
        chain = (study(id="a"), study(id="b", same_trial_as="a"), study(outcome(**WORSE), id="c", same_trial_as="b"))

        found = rating(practice(*chain))

        assert ({row.trial for row in found.rows}, found.label) == ({"/a"}, "strong")

    def test_a_circle_of_publications_ends(self) -> None:
        """Two studies that name each other are a slip, and no endless search."""
        assert rating(practice(study(id="a", same_trial_as="b"), study(id="b", same_trial_as="a"))).level == 4


class TestLead:
    """The row that a card may show."""

    def test_it_has_the_direction_and_level_of_the_rating(self) -> None:
        """An interval does not put a weaker or another result first."""
        best = outcome(label="best", reported=words("fell", significance="significant"))
        weaker = study(outcome(label="weaker"), id="b", design="matched-comparison")

        assert rating(practice(weaker, study(best, id="a"))).lead.outcome.label == "best"

    def test_it_has_an_interval(self) -> None:
        """Of equal results the one with an interval."""
        plain = outcome(label="plain", reported=words("fell", significance="significant"))

        assert rating(practice(study(plain, outcome(label="interval")))).lead.outcome.label == "interval"

    def test_it_holds_for_all(self) -> None:
        """Of equal results the one of the whole group, also from another trial."""
        part = study(outcome(label="part", subgroup="young people"), id="a")

        assert rating(practice(part, study(outcome(label="whole"), id="b"))).lead.outcome.label == "whole"

    def test_it_is_a_first_publication(self) -> None:
        """Of equal results the one that was reported first."""
        elsewhere = study(outcome(measure="fear"), id="a")
        again = study(outcome(label="again"), id="b", same_trial_as="a")

        found = rate(practice(elsewhere, again, study(outcome(label="first"), id="c")), MEASURES, TODAY)

        assert {r.measure: r.lead.outcome.label for r in found}["robbery"] == "first"

    def test_it_counts(self) -> None:
        """What a later publication adds is shown with the rows, not on the card."""
        first = study(outcome(label="first", reported=words("fell", significance="significant")), id="a")
        again = study(outcome(label="again"), id="b", same_trial_as="a")

        assert rating(practice(first, again)).lead.outcome.label == "first"

    def test_it_survives_lowering(self) -> None:
        """A lowered label still shows the result it rests on."""
        decision = {"measure": "robbery", "steps": 2, "reason": "x", "date": "2026-01-01", "role": "x"}
        trial, weaker = (
            study(outcome(label="trial"), id="a"),
            study(outcome(**NULL), id="b", design="matched-comparison"),
        )

        assert rating(practice(weaker, trial, lowered=(decision,))).lead.outcome.label == "trial"


class TestLabel:
    """The label is a function of level and direction and of nothing else."""

    @pytest.mark.parametrize(
        ("direction", "labels"),
        [
            ("improved", ("described", "emerging", "emerging", "promising", "strong", "proven")),
            ("mixed", ("described", "mixed", "mixed", "mixed", "mixed", "mixed")),
            ("no_meaningful_effect", ("described", "inconclusive", "inconclusive", "not_effective", "not_effective", "not_effective")),
            ("no_benefit_shown", ("described", "inconclusive", "inconclusive", "no_benefit_shown", "no_benefit_shown", "no_benefit_shown")),
            ("no_effect_shown", ("described", "inconclusive", "inconclusive", "no_effect_shown", "no_effect_shown", "no_effect_shown")),
            ("worsened", ("described", "concern", "concern", "caution", "caution", "caution")),
            ("unclear", ("described", "inconclusive", "inconclusive", "inconclusive", "inconclusive", "inconclusive")),
            ("not_judged", ("not_judged",) * 6),
        ],
    )  # fmt: skip
    def test_label_of_each_level(self, direction: Any, labels: tuple[str, ...]) -> None:
        """The table of labels, from E0 to E5."""
        assert tuple(label_of(n, direction) for n in range(6)) == labels

    def test_best_and_worst_are_over_harm_and_fear(self) -> None:
        """Steps and outputs never lead."""
        record = practice(
            study(
                outcome(measure="attitudes"),
                outcome(measure="trained", **WORSE),
                outcome(measure="robbery", **UNCLEAR),
                outcome(measure="fear"),
            )
        )

        found = best_and_worst(rate(record, MEASURES, TODAY))

        assert found is not None
        assert (found[0].measure, found[1].measure) == ("fear", "robbery")

    def test_nothing_but_steps_has_no_best(self) -> None:
        """Better attitudes alone do not make a practice strong."""
        ratings = rate(practice(study(outcome(measure="attitudes"))), MEASURES, TODAY)

        assert best_and_worst(ratings) is None
        assert standing(ratings) == "unknown"

    def test_any_harm_makes_the_standing_harmful(self) -> None:
        """One measure that improved does not hide one that worsened."""
        ratings = rate(practice(study(outcome(), outcome(measure="fear", **WORSE))), MEASURES, TODAY)

        assert standing(ratings) == "harmful"

    def test_a_reviewer_lowers(self) -> None:
        """A decision takes the steps it says, and is named in the trail."""
        decision = {"measure": "robbery", "steps": 1, "reason": "x", "date": "2026-01-01", "role": "x"}

        found = rating(practice(study(), lowered=(decision,)))

        assert (found.level, found.label, found.trail[-1]) == (3, "promising", "lowered")

    @pytest.mark.parametrize("values", [WORSE, NULL], ids=["harm", "null"])
    def test_a_reviewer_never_raises(self, values: dict[str, Any]) -> None:
        """A reviewer can lower a label and never raise one."""
        decision = {"measure": "robbery", "steps": 4, "reason": "x", "date": "2026-01-01", "role": "x"}

        before, after = (
            rating(practice(study(outcome(**values)), lowered=lowered)).label for lowered in ((), (decision,))
        )

        assert ORDER.index(after) >= ORDER.index(before)

    @pytest.mark.parametrize("values", [WORSE, NULL, UNCLEAR], ids=["harm", "null", "unclear"])
    def test_a_decision_that_changes_nothing_is_told(self, values: dict[str, Any]) -> None:
        """The level stays, and the trail says that a reviewer asked."""
        decision = {"measure": "robbery", "steps": 1, "reason": "x", "date": "2026-01-01", "role": "x"}

        found = rating(practice(study(outcome(**values)), lowered=(decision,)))

        assert (found.level, found.trail[-1]) == (4, "not_lowered")


class TestFlags:
    """What stands beside a label."""

    @pytest.mark.parametrize(("year", "dated"), [(2015, True), (2016, False), (2025, False)])
    def test_dated(self, year: int, dated: bool) -> None:
        """Nothing newer than ten years."""
        found = rating(practice(study(), citations=(citation(year=year),)))

        assert ("dated" in found.flags) == dated

    def test_single_study_and_single_context(self) -> None:
        """One trial in one place; two trials in two places are neither."""
        one = rating(practice(study()))
        two = rating(practice(study(id="a"), study(id="b", places=("XXB-b",))))

        assert {"single_study", "single_context"} <= set(one.flags)
        assert not {"single_study", "single_context"} & set(two.flags)

    def test_police_data_only(self) -> None:
        """All rows rest on police records."""
        police, survey = outcome(data_source="police"), outcome()

        assert "police_data_only" in rating(practice(study(police))).flags
        assert "police_data_only" not in rating(practice(study(police, survey))).flags

    def test_interval_not_seen(self) -> None:
        """Only the word significant."""
        assert (
            "interval_not_seen"
            in rating(practice(study(outcome(reported=words("fell", significance="significant"))))).flags
        )

    @pytest.mark.parametrize(
        ("disagreement", "contested"),
        [("Some say so, others not.", False), ("They differ [@other].", False), ("They differ [@other; @s].", True)],
    )
    def test_contested_by_sources(self, disagreement: str, contested: bool) -> None:
        """The record names a disagreement about a source of this measure."""
        record = practice(study(), disagreements=(disagreement,), citations=(citation(), citation("other")))

        assert ("contested" in rating(record).flags) == contested

    @pytest.mark.parametrize(
        ("first", "second", "contested"),
        [({}, NULL, True), ({}, UNCLEAR, True), ({}, WORSE, True), (WORSE, NULL, True), ({}, {}, False), (NULL, UNCLEAR, False)],
        ids=["benefit and null", "benefit and unclear", "benefit and harm", "harm and null", "agreed", "null and unclear"],
    )  # fmt: skip
    def test_contested_by_results(self, first: dict[str, Any], second: dict[str, Any], contested: bool) -> None:
        """What counts points in different directions."""
        found = rating(practice(study(outcome(**first), id="a"), study(outcome(**second), id="b")))

        assert ("contested" in found.flags) == contested

    @pytest.mark.parametrize(
        ("fact", "read", "flagged"),
        [
            ("not_seen", "abstract", True),
            ("not_seen", "secondary", True),
            ("yes", "abstract", False),
            ("no", "abstract", False),
            ("not_seen", "full_text", False),
        ],
    )
    def test_not_checked(self, fact: str, read: str, flagged: bool) -> None:
        """A fact not seen, in a source not read in full."""
        found = rating(practice(study(**{**SOUND, "independent": fact}), read=read))

        assert ("not_checked" in found.flags) == flagged

    @pytest.mark.parametrize(
        ("name", "design", "bound", "flagged"),
        [
            ("attrition_under_20_percent", "randomised-trial", "no", True), ("attrition_under_20_percent", "matched-comparison", "no", False),
            ("displacement_checked", "matched-comparison", "yes", True), ("displacement_checked", "matched-comparison", "no", False),
            ("comparison_alike", "matched-comparison", "no", False),
        ],
    )  # fmt: skip
    def test_not_checked_holds_for_facts_that_could_cost_a_step(
        self, name: str, design: str, bound: str, flagged: bool
    ) -> None:
        """Lost people in trials, harm next door where a practice is bound to a place."""
        found = rating(practice(study(design=design, **{**SOUND, name: "not_seen"}), place_bound=bound))

        assert ("not_checked" in found.flags) == flagged

    def test_not_checked_holds_study_by_study(self) -> None:
        """A second study, read in full, does not vouch for the first."""
        found = rating(
            practice(
                study(id="a"),
                study(id="b", cite=("full",), **SOUND),
                citations=(citation(), citation("full", "full_text")),
            )
        )

        assert "not_checked" in found.flags


class TestApproaches:
    """Replication needs two cities, and others than those who ran it."""

    @staticmethod
    def rating(*reviews: Any, studies: tuple[Study, ...] = (), practices: tuple[Practice, ...] = ()) -> Rating:
        """The one rating of an approach with one measure."""
        (found,) = rate_approach(approach(*reviews, studies=studies), practices, MEASURES, TODAY)
        return found

    @pytest.mark.parametrize(
        ("facts", "expected"),
        [
            ({}, 4), ({"randomised": 4}, 3), ({"controlled": 5, "randomised": 0}, 3), ({"controlled": 10, "randomised": None}, 3),
        ],
    )  # fmt: skip
    def test_level_of_a_review(self, facts: dict[str, Any], expected: int) -> None:
        """E3 with five controlled studies, E4 with five randomised ones."""
        assert self.rating(review(**facts)).level == expected

    @pytest.mark.parametrize(
        "facts",
        [{"systematic": "no"}, {"systematic": "not_seen"}, {"pooled": "no"}, {"controlled": 4, "randomised": 0}],
    )
    @pytest.mark.parametrize("values", [{}, NULL, WORSE], ids=["benefit", "null", "harm"])
    def test_a_review_that_does_not_count_settles_nothing(self, values: dict[str, Any], facts: dict[str, Any]) -> None:
        """A review counts when it searched systematically and pooled five controlled studies; else it is shown."""
        found = self.rating(review(outcome(**values), **facts))

        assert (found.level, found.direction, found.label, found.trail) == (1, "unclear", "inconclusive", ("R0",))

    @pytest.mark.parametrize("design", ["randomised-trial", "before-after", "monitoring"])
    def test_a_review_that_does_not_count_stays_beside_what_does(self, design: str) -> None:
        """Neither a trial nor a plain before and after is weighed against it."""
        found = self.rating(review(outcome(**WORSE), pooled="no"), studies=(study(design=design),))

        assert (found.direction, found.studies, len(found.rows)) == ("improved", 1, 2)
        assert "contested" not in found.flags

    def test_what_a_practice_knows_of_its_sources_counts_for_its_approach(self) -> None:
        """Years, readings and disagreements are those of the record that the study stands in."""
        old = practice(study(**SOUND), citations=(citation(year=2010),), disagreements=("They differ [@s].",))

        flags = self.rating(practices=(old,)).flags

        assert {"dated", "contested"} <= set(flags)
        assert "not_checked" not in flags

    def test_replicated(self) -> None:
        """Two trials in two cities, improved."""
        one, two = (practice(study(**SOUND), title=t, places=(p,)) for t, p in (("a", "XXA-a"), ("b", "XXB-b")))

        found = self.rating(practices=(one, two))

        assert (found.level, found.label, found.trail[-1]) == (5, "proven", "R2")

    def test_a_review_may_stand_for_the_second_city(self) -> None:
        """One causal study and one review of many."""
        assert self.rating(review(randomised=0), practices=(practice(study(**SOUND)),)).level == 5

    def test_a_review_does_not_count_as_two_cities(self) -> None:
        """Two reviews and a trial that does not say where are in no city that we know."""
        assert self.rating(review(), review(id="two"), studies=(study(**SOUND),)).level == 4

    def test_an_evaluator_unseen_in_a_full_text_is_no_other(self) -> None:
        """A fact not seen in a source read in full counts as no."""
        one = practice(study(**SOUND), title="a")
        two = practice(study(**{**SOUND, "independent": "not_seen"}), title="b", places=("XXB-b",), read="full_text")

        assert self.rating(practices=(one, two)).level == 4

    def test_a_review_never_stands_for_the_causal_study(self) -> None:
        """Two reviews at E4 and a matched comparison are not replicated."""
        matched = practice(study(design="matched-comparison", **SOUND))

        assert self.rating(review(), review(id="two"), practices=(matched,)).level == 4

    @pytest.mark.parametrize(
        ("first", "second", "place"),
        [
            (study(**SOUND), study(**SOUND), "XXA-a"),
            (study(**SOUND), study(design="before-after", **SOUND), "XXB-b"),
            (study(**SOUND), study(**{**SOUND, "independent": "no"}), "XXB-b"),
            (study(design="matched-comparison", **SOUND), study(design="matched-comparison", **SOUND), "XXB-b"),
            (study(**SOUND), study(outcome(**WORSE), design="matched-comparison", **SOUND), "XXB-b"),
            (study(**SOUND), study(outcome(**NULL), **SOUND), "XXB-b"),
        ],
        ids=[
            "one city",
            "one study below E3",
            "one by those who ran it",
            "none causal",
            "one against",
            "one null of the same level",
        ],
    )
    def test_not_replicated(self, first: Study, second: Study, place: str) -> None:
        """Each condition is needed."""
        practices = (practice(first, title="a"), practice(second, title="b", places=(place,)))

        assert self.rating(practices=practices).level < 5

    def test_an_unknown_place_is_no_second_city(self) -> None:
        """Leaving the place out never raises a level."""
        here, nowhere = study(id="a", places=("XXA-a",), **SOUND), study(id="b", **SOUND)

        assert self.rating(studies=(here, nowhere)).level == 4

    @pytest.mark.parametrize("values", [NULL, UNCLEAR, WORSE])
    def test_two_reviews_that_disagree_give_mixed(self, values: dict[str, Any]) -> None:
        """Pooled figures do not outvote each other."""
        assert self.rating(review(), review(outcome(**values), id="two")).label == "mixed"

    def test_two_reviews_of_unlike_level_that_disagree_give_mixed(self) -> None:
        """Two reviews that disagree give mixed, whatever they pooled."""
        assert self.rating(review(), review(outcome(**NULL), id="two", randomised=0)).label == "mixed"
        assert self.rating(review(), review(outcome(**UNCLEAR), id="two", randomised=0)).label == "mixed"

    def test_a_weaker_review_without_an_interval_does_not_disagree(self) -> None:
        """A point estimate alone contradicts nobody."""
        assert self.rating(review(), review(outcome(reported=ratio(0.9)), id="two", randomised=0)).label == "strong"

    def test_two_figures_of_one_review_are_not_two_reviews(self) -> None:
        """A study at E4 is not outvoted by one review that reports by two measures."""
        weaker = review(outcome(), outcome(**NULL), randomised=0)

        assert self.rating(weaker, studies=(study(**SOUND),)).label == "strong"


class TestMustComeOut:
    """Cases whose answer is known."""

    def test_bogota_hot_spots(self) -> None:
        """1,919 streets, and falls of more than 2% ruled out: a null, not inconclusive."""
        trial = study(
            outcome(reported=words("no_change", bound={"rules_out": "benefit_above", "value": 2})),
            design="randomised-trial", units_randomised=1919, follow_up_months=8.0, displacement_checked="yes",
        )  # fmt: skip

        found = rating(practice(trial, place_bound="yes"))

        assert (found.level, found.label) == (4, "no_benefit_shown")

    def test_nairobi_self_defence(self) -> None:
        """Earlier comparisons found large falls, a later trial found none: mixed."""
        earlier = study(
            outcome(reported={"kind": "percent_change", "value": -63, "uncertainty": {"p_below": 0.01}}),
            id="a",
            design="matched-comparison",
        )
        later = study(
            outcome(reported=ratio(1.0, 0.8, 1.3)), id="b", design="cluster-randomised-trial", units_randomised=92
        )

        assert rating(practice(earlier, later)).label == "mixed"

    def test_sasa(self) -> None:
        """Attitudes improved; violence by a partner is unclear at 0.48 (0.16 to 1.39): not Strong."""
        trial = study(
            outcome(measure="partner-violence", reported=ratio(0.48, 0.16, 1.39)), outcome(measure="attitudes", reported=ratio(0.54, 0.38, 0.79)),
            design="cluster-randomised-trial", units_randomised=8, follow_up_months=48.0,
        )  # fmt: skip

        ratings = rate(practice(trial), MEASURES, TODAY)
        best = best_and_worst(ratings)

        assert best is not None
        assert (best[0].measure, best[0].direction, best[0].label) == ("partner-violence", "unclear", "inconclusive")
        assert standing(ratings) == "unknown"

    def test_london_underground_patrols(self) -> None:
        """Platforms drawn by lot stand at E4 although there is no baseline."""
        trial = study(
            outcome(counts={"after": 800.0, "comparison_after": 1000.0}, data_source="police"),
            units_randomised=115,
            follow_up_months=6.0,
        )

        assert rating(practice(trial)).level == 4

    def test_metrocable(self) -> None:
        """A matched natural experiment, read as an abstract, is not worse than Compared."""
        survey = study(
            outcome(reported={"kind": "percent_change", "value": -66, "uncertainty": {}}), design="natural-experiment-matched",
            follow_up_months=60.0,
        )  # fmt: skip

        assert rating(practice(survey, place_bound="yes")).level >= 3

    def test_small_prevalence(self) -> None:
        """6% with an interval of -1.9 to +2.9 points is unclear, not Not effective."""
        values = {
            "reported": {
                "kind": "percentage_points",
                "value": 0.5,
                "uncertainty": {"interval": {"low": -1.9, "high": 2.9}},
            },
            "proportions": {"after": 6.5, "comparison_after": 6.0},
        }

        assert rating(practice(study(outcome(**values)))).label == "inconclusive"
        assert rating(practice(study(outcome(reported=values["reported"])))).label == "inconclusive"

    def test_robberies(self) -> None:
        """100 to 70 against 100 to 95 is inconclusive."""
        counts = {"before": 100.0, "after": 70.0, "comparison_before": 100.0, "comparison_after": 95.0}

        found = rating(
            practice(study(outcome(counts=counts, data_source="police"), design="before-after-with-comparison"))
        )

        assert found.label == "inconclusive"


FAVOURABLE: dict[str, Any] = {
    "independent": ("yes", "not_seen"), "attrition_under_20_percent": ("yes", "not_seen"), "displacement_checked": ("yes", "not_seen"),
    "comparison_alike": ("yes", "not_seen"), "follow_up_months": (12.0, None), "points_before": (24, None), "units_randomised": (40, None),
}  # fmt: skip
THREE_VALUED = ("independent", "attrition_under_20_percent", "displacement_checked", "comparison_alike")
reads = st.sampled_from(["full_text", "abstract", "secondary"])
bindings = st.sampled_from(["yes", "no", "not_seen"])


def with_fact(given_: Study, name: str, value: object) -> Study:
    """The same study with one fact changed."""
    return Study.model_validate({**given_.model_dump(), name: value})


class TestWhatMustHold:
    """Of every study and every set of studies."""

    @given(study_lists(), reads, bindings, st.sampled_from(sorted(FAVOURABLE)))
    def test_removing_a_favourable_fact_never_raises_a_level(
        self, found: tuple[Study, ...], read: str, bound: str, name: str
    ) -> None:
        """Silence is never rewarded."""
        known, unknown = FAVOURABLE[name]
        for one in found:
            levels = [
                rating(practice(with_fact(one, name, value), read=read, place_bound=bound)).level
                for value in (known, unknown)
            ]
            assert levels[1] <= levels[0]

    @given(effects, reads, st.sampled_from(sorted(BASE)))
    def test_removing_a_value_never_raises_a_level(self, values: dict[str, Any], read: str, design: str) -> None:
        """Leaving out a baseline, a comparison or an interval does not pay."""
        whole = rating(practice(study(outcome(**values), design=design, **SOUND), read=read)).level
        for name in ("counts", "proportions"):
            for cell in set(values.get(name, ())) - {"after"}:
                less = {name: {key: value for key, value in values[name].items() if key != cell}}
                assert rating(practice(study(outcome(**less), design=design, **SOUND), read=read)).level <= whole

    @given(study_lists(), reads, bindings, st.sampled_from(THREE_VALUED))
    def test_seeing_a_fact_moves_the_level_the_right_way(
        self, found: tuple[Study, ...], read: str, bound: str, name: str
    ) -> None:
        """`not_seen` turned into `no` never raises, into `yes` never lowers."""
        for one in found:
            no, unseen, yes = (
                rating(practice(with_fact(one, name, value), read=read, place_bound=bound)).level
                for value in ("no", "not_seen", "yes")
            )
            assert no <= unseen <= yes

    @given(study_lists(), reads)
    def test_swapping_the_good_direction_swaps_improved_and_worsened(self, found: tuple[Study, ...], read: str) -> None:
        """And nothing else, save that a benefit excluded on one side is a harm excluded on the other."""
        record = practice(*found, read=read)
        lower, higher = (rating(record, {"robbery": measure("robbery", good)}) for good in ("lower", "higher"))

        swapped = {"improved": "worsened", "worsened": "improved"}
        for one, other in zip(lower.rows, higher.rows, strict=True):
            assert one.level == other.level
            if {one.direction, other.direction} != {"no_benefit_shown", "unclear"}:
                assert other.direction == swapped.get(one.direction, one.direction)

    @given(study_lists(least=2), reads, st.randoms(use_true_random=False))
    def test_study_order_does_not_matter(self, found: tuple[Study, ...], read: str, random: Any) -> None:
        """The same studies in another order have the same rating."""
        shuffled = random.sample(found, len(found))

        one, other = rating(practice(*found, read=read)), rating(practice(*shuffled, read=read))

        assert (one.level, one.direction, one.label, one.studies, set(one.flags)) == (
            other.level,
            other.direction,
            other.label,
            other.studies,
            set(other.flags),
        )

    @given(study_lists(), reads)
    def test_a_second_publication_of_the_same_results_changes_nothing(
        self, found: tuple[Study, ...], read: str
    ) -> None:
        """A trial counts once however often it is published."""
        again = Study.model_validate({**found[0].model_dump(), "id": "again", "same_trial_as": found[0].id})

        one, other = rating(practice(*found, read=read)), rating(practice(*found, again, read=read))

        assert (one.level, one.direction, one.label, one.studies, one.flags) == (
            other.level,
            other.direction,
            other.label,
            other.studies,
            other.flags,
        )

    @pytest.mark.parametrize("values", [NULL, UNCLEAR, WORSE])
    def test_a_second_publication_of_other_results_changes_nothing(self, values: dict[str, Any]) -> None:
        """A draft that found something else is not a second study."""
        first, draft = study(id="a", **SOUND), study(outcome(**values), id="b", same_trial_as="a", **SOUND)

        both = rating(practice(first, draft))

        assert both.label == rating(practice(first)).label
        assert [row.source.id for row in both.rows] == ["a", "b"]

    @given(study_lists(), reads)
    def test_a_harmful_study_never_leaves_a_good_label(self, found: tuple[Study, ...], read: str) -> None:
        """A harmful study at E3 or above never leaves Proven, Strong or Promising."""
        harmful = study(outcome(**WORSE), id="harmful", design="matched-comparison", **SOUND)

        assert rating(practice(*found, harmful, read=read)).label not in {"proven", "strong", "promising"}

    @given(study_lists(), reads, bindings)
    def test_every_rating_can_be_explained(self, found: tuple[Study, ...], read: str, bound: str) -> None:
        """The trail names known rules, the level lies in its bounds, the lead is one of the rows."""
        one = rating(practice(*found, read=read, place_bound=bound))

        assert set(one.trail) <= set(RULES)
        assert 1 <= one.level <= 4
        assert one.label == label_of(one.level, one.direction)
        assert one.lead in one.pool
        assert set(map(id, one.pool)) <= set(map(id, one.rows))
