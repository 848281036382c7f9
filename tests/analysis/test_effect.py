"""Effects: recomputed by hand from published formulas."""

from math import exp, log, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.effect import (
    Effect,
    benefit,
    contradiction,
    effect_of,
    from_counts,
    from_means,
    from_proportions,
)
from generator.model.outcome import Arm, Bound, Counts, Interval, Means, Outcome, Proportions, Reported, Uncertainty

Z = NormalDist().inv_cdf(0.975)
"""1.96, the half-width of a 95% interval in standard errors."""


def outcome(*, data_source: str = "survey", **values: object) -> Outcome:
    """An outcome with the given values."""
    given_ = {
        "measure": "robbery",
        "label": "x",
        "contrast": "x",
        "orientation": "treated_vs_comparison",
        "cite": ("a",),
    }
    return Outcome.model_validate({**given_, "data_source": data_source, **values})


def reported(kind: str, value: float | None = None, **more: object) -> Effect:
    """The effect of an outcome that its authors report."""
    return effect_of(outcome(reported=Reported.model_validate({"kind": kind, "value": value, **more})))


class TestCounts:
    """Relative effect size: Farrington, Gill, Waples and Argomaniz (2007)."""

    def test_ratio_of_ratios_by_hand(self) -> None:
        """(70/100) / (95/100) with variance 1/100 + 1/70 + 1/100 + 1/95."""
        effect = from_counts(Counts(before=100, after=70, comparison_before=100, comparison_after=95), dispersion=1.0)

        half = Z * sqrt(1 / 100 + 1 / 70 + 1 / 100 + 1 / 95)
        assert effect.value == pytest.approx(70 / 95)
        assert effect.low == pytest.approx(70 / 95 * exp(-half))
        assert effect.high == pytest.approx(70 / 95 * exp(half))
        assert (effect.value, effect.low, effect.high) == pytest.approx((0.737, 0.487, 1.116), abs=0.001)

    def test_over_dispersion_widens_the_interval_on_the_logarithmic_scale(self) -> None:
        """A dispersion of 2 multiplies the standard error by the root of 2 and leaves the ratio."""
        counts = Counts(before=100, after=70, comparison_before=100, comparison_after=95)
        one, two = from_counts(counts, dispersion=1.0), from_counts(counts, dispersion=2.0)

        assert one.value == two.value
        assert one.high and two.high and one.value
        assert log(two.high / one.value) == pytest.approx(sqrt(2) * log(one.high / one.value))

    @pytest.mark.parametrize(
        ("source", "modelled", "dispersion"),
        [("police", False, 2.0), ("police", True, 1.0), ("hospital", False, 1.0), ("survey", False, 1.0)],
    )
    def test_police_counts_vary_more_than_chance(self, source: str, modelled: bool, dispersion: float) -> None:
        """Unless the study models it, police-recorded counts are taken to vary twice as much."""
        counts = {"before": 100, "after": 70, "comparison_before": 100, "comparison_after": 95}

        effect = effect_of(outcome(counts=counts, data_source=source), variance_modelled=modelled)

        assert effect == from_counts(Counts.model_validate(counts), dispersion=dispersion)

    def test_before_and_after_without_comparison(self) -> None:
        """The ratio is after over before."""
        effect = from_counts(Counts(before=200, after=150), dispersion=1.0)

        assert effect.value == pytest.approx(0.75)
        assert effect.low == pytest.approx(0.75 * exp(-Z * sqrt(1 / 200 + 1 / 150)))

    def test_treated_and_comparison_without_baseline(self) -> None:
        """The ratio is treated over comparison."""
        assert from_counts(Counts(after=60, comparison_after=80), dispersion=1.0).value == pytest.approx(0.75)

    def test_exposure_turns_counts_into_rates(self) -> None:
        """99 in 33 months against 12 in 6 months is 3 against 2 a month; the counts still set the interval."""
        effect = from_counts(Counts(before=99, after=12, exposure_before=33, exposure_after=6), dispersion=1.0)

        assert effect.value == pytest.approx(2 / 3)
        assert effect.low == pytest.approx(2 / 3 * exp(-Z * sqrt(1 / 99 + 1 / 12)))

    @pytest.mark.parametrize("small", ["before", "after", "comparison_before", "comparison_after"])
    def test_a_cell_under_five_gives_no_interval(self, small: str) -> None:
        """The ratio is shown, and the reason why there is no interval."""
        cells = dict.fromkeys(("before", "after", "comparison_before", "comparison_after"), 50) | {small: 4}

        effect = from_counts(Counts.model_validate(cells), dispersion=1.0)

        assert effect.value is not None
        assert (effect.low, effect.high) == (None, None)
        assert "under 5" in effect.reason

    def test_a_cell_of_five_gives_an_interval(self) -> None:
        """Five is enough."""
        assert from_counts(Counts(before=5, after=5), dispersion=1.0).low is not None

    def test_averages_give_no_interval(self) -> None:
        """99 assaults a quarter are not 99 events."""
        effect = from_counts(
            Counts(before=99.0, after=67.7, comparison_before=23.4, comparison_after=25.5, averages=True),
            dispersion=1.0,
        )

        assert effect.value == pytest.approx(67.7 * 23.4 / (99.0 * 25.5))
        assert effect.low is None and effect.reason

    @pytest.mark.parametrize(
        "counts", [Counts(after=10), Counts(after=10, comparison_before=5), Counts(before=0, after=10)]
    )
    def test_without_something_to_compare_there_is_no_ratio(self, counts: Counts) -> None:
        """An end value alone is no effect, and nothing is divided by zero."""
        effect = from_counts(counts, dispersion=1.0)

        assert effect.value is None and effect.reason

    @given(st.lists(st.integers(5, 500), min_size=4, max_size=4), st.integers(1, 20), st.sampled_from([1.0, 2.0]))
    def test_more_events_keep_the_effect_and_never_widen_the_interval(
        self, cells: list[int], k: int, dispersion: float
    ) -> None:
        """Multiplying all cells by k keeps the ratio and narrows the interval, or leaves it."""
        names = ("before", "after", "comparison_before", "comparison_after")

        few = from_counts(Counts.model_validate(dict(zip(names, cells, strict=True))), dispersion=dispersion)
        many = from_counts(
            Counts.model_validate(dict(zip(names, (k * n for n in cells), strict=True))), dispersion=dispersion
        )

        assert few.value == pytest.approx(many.value)
        assert few.low is not None and few.high is not None and many.low is not None and many.high is not None
        assert few.low <= many.low * (1 + 1e-9) and many.high <= few.high * (1 + 1e-9)


class TestProportions:
    """Difference in percentage points, and difference of differences."""

    def test_difference_of_differences_by_hand(self) -> None:
        """(30 - 50) - (46 - 48) = -18 points; the variance is the sum of p(100 - p)/n over four cells."""
        effect = from_proportions(
            Proportions(
                before=50,
                n_before=400,
                after=30,
                n_after=400,
                comparison_before=48,
                comparison_n_before=400,
                comparison_after=46,
                comparison_n_after=400,
            )
        )

        half = Z * sqrt((50 * 50 + 30 * 70 + 48 * 52 + 46 * 54) / 400)
        assert effect.value == pytest.approx(-18)
        assert (effect.low, effect.high) == pytest.approx((-18 - half, -18 + half))
        assert effect.smallest == pytest.approx(0.15 * 46)

    def test_design_effect_widens_the_variance(self) -> None:
        """Clustering with a design effect of 4 doubles the half-width."""
        plain = from_proportions(Proportions(before=50, n_before=400, after=30, n_after=400))
        clustered = from_proportions(Proportions(before=50, n_before=400, after=30, n_after=400, design_effect=4))

        assert (
            plain.high is not None
            and clustered.high is not None
            and plain.value is not None
            and clustered.value is not None
        )
        assert clustered.high - clustered.value == pytest.approx(2 * (plain.high - plain.value))

    def test_after_against_comparison_without_baseline(self) -> None:
        """With end values only, the difference is treated less comparison."""
        assert from_proportions(Proportions(after=24, comparison_after=30)).value == pytest.approx(-6)

    def test_after_against_before_without_comparison(self) -> None:
        """Without a comparison, the difference is after less before."""
        assert from_proportions(Proportions(before=30, after=24)).value == pytest.approx(-6)

    def test_without_sizes_there_is_no_interval(self) -> None:
        """Shares without the number of people asked are shown without one."""
        effect = from_proportions(Proportions(before=30, n_before=100, after=24))

        assert effect.value == pytest.approx(-6)
        assert effect.low is None and effect.reason

    def test_a_handful_of_people_gives_no_interval(self) -> None:
        """Cells under 5 give no interval, as with counts."""
        effect = from_proportions(Proportions(before=100, n_before=3, after=0, n_after=3))

        assert (effect.value, effect.low) == (-100, None)
        assert "under 5" in effect.reason

    @pytest.mark.parametrize(("share", "known"), [(4, False), (5, True), (95, True), (96, False)])
    def test_both_sides_of_a_share_are_five_or_more(self, share: float, known: bool) -> None:
        """4 of 100 people, or all but 4, are too few."""
        effect = from_proportions(Proportions(before=50, n_before=100, after=share, n_after=100))

        assert (effect.low is not None) == known


class TestMeans:
    """Hedges' g: Hedges (1981)."""

    def test_hedges_g_by_hand(self) -> None:
        """Means 24 and 20, both with deviation 5 and 50 people: d = 0.8, correction 1 - 3/391."""
        effect = from_means(Means(after=Arm(mean=24, sd=5, n=50), comparison_after=Arm(mean=20, sd=5, n=50)))

        g = 0.8 * (1 - 3 / 391)
        half = Z * sqrt(100 / 2500 + g**2 / 200)
        assert effect.value == pytest.approx(g)
        assert (effect.low, effect.high) == pytest.approx((g - half, g + half))

    def test_pooled_deviation_by_hand(self) -> None:
        """Deviations of 3 and 5 in groups of 11 and 21 pool to the root of (10·9 + 20·25)/30."""
        effect = from_means(Means(after=Arm(mean=10, sd=3, n=11), before=Arm(mean=12, sd=5, n=21)))

        assert effect.value == pytest.approx((1 - 3 / (4 * 32 - 9)) * -2 / sqrt((10 * 9 + 20 * 25) / 30))

    def test_without_deviation_the_difference_is_shown(self) -> None:
        """Plain means give a difference in their own unit, and no interval."""
        effect = from_means(Means(after=Arm(mean=2.8), before=Arm(mean=3.2)))

        assert (effect.scale, effect.low) == ("difference", None)
        assert effect.value == pytest.approx(-0.4)


class TestReported:
    """What the authors report is taken as it stands."""

    def test_an_interval_is_taken_as_it_stands(self) -> None:
        """SASA!: 0.48 (0.16 to 1.39)."""
        effect = reported("risk_ratio", 0.48, uncertainty=Uncertainty(interval=Interval(low=0.16, high=1.39)))

        assert (effect.scale, effect.value, effect.low, effect.high, effect.computed) == (
            "ratio",
            0.48,
            0.16,
            1.39,
            False,
        )

    def test_a_reported_effect_goes_before_values(self) -> None:
        """When a source gives both, its own adjusted effect counts."""
        both = outcome(counts={"before": 10, "after": 20}, reported=Reported(kind="rate_ratio", value=0.9))

        assert effect_of(both).value == 0.9

    def test_an_interval_from_a_p_value(self) -> None:
        """By the method of Altman and Bland (BMJ 2011;343:d2090): the error of log 0.81 is that over the 2.17 of P = 0.03."""
        effect = reported("risk_ratio", 0.81, uncertainty=Uncertainty(p=0.03))

        assert effect.low is not None and effect.high is not None
        assert (round(effect.low, 2), round(effect.high, 2)) == (0.67, 0.98)
        assert effect.computed

    @pytest.mark.parametrize("p", [1e-17, 1e-300, 5e-324])
    def test_the_smallest_p_values_are_read(self, p: float) -> None:
        """Software prints them; half of one, taken from 1, leaves 1."""
        effect = reported("risk_ratio", 0.81, uncertainty=Uncertainty(p=p))

        assert effect.low is None or 0.81 > effect.low > 0.7

    def test_p_below_is_the_widest_interval_it_allows(self) -> None:
        """`p < 0.05` is used as p = 0.05, so that the interval just leaves out no effect."""
        effect = reported("percent_change", -20, uncertainty=Uncertainty(p_below=0.05))

        assert effect.high == pytest.approx(0, abs=0.01)

    def test_standard_error_of_a_ratio_is_that_of_its_logarithm(self) -> None:
        """0.8 with a standard error of 0.1 is 0.8 · exp(±0.196)."""
        effect = reported("odds_ratio", 0.8, uncertainty=Uncertainty(standard_error=0.1))

        assert (effect.low, effect.high) == pytest.approx((0.8 * exp(-0.1 * Z), 0.8 * exp(0.1 * Z)))

    def test_standard_error_of_a_difference_is_in_its_unit(self) -> None:
        """-4 points with a standard error of 1 is -5.96 to -2.04."""
        effect = reported("percentage_points", -4, uncertainty=Uncertainty(standard_error=1))

        assert (effect.low, effect.high) == pytest.approx((-4 - Z, -4 + Z))

    def test_standard_error_of_a_change_in_percent_is_in_percent(self) -> None:
        """-30% with a standard error of 5 points is about -40% to -20%, not -100% to a million."""
        effect = reported("percent_change", -30, uncertainty=Uncertainty(standard_error=5))

        assert effect.low is not None and effect.high is not None
        assert -42 < effect.low < -38 and -22 < effect.high < -18
        assert (effect.low, effect.high) == pytest.approx([100 * (0.7 * exp(e * Z * 5 / 70) - 1) for e in (-1, 1)])

    def test_a_fall_of_everything_has_no_logarithm(self) -> None:
        """-100% with a standard error gives no interval, and nothing is divided by zero."""
        assert reported("percent_change", -100, uncertainty=Uncertainty(standard_error=5)).low is None

    def test_words_have_no_figure(self) -> None:
        """A direction without a figure keeps its certainty."""
        effect = reported("words", change="fell", uncertainty=Uncertainty(significance="significant"))

        assert (effect.scale, effect.value, effect.certainty, effect.change) == ("words", None, "significant", "fell")

    def test_a_bound_is_kept(self) -> None:
        """What the authors rule out is kept with the effect."""
        effect = reported(
            "words", change="no_change", uncertainty=Uncertainty(bound=Bound(rules_out="benefit_above", value=2))
        )

        assert (effect.certainty, effect.rules_out_benefit) == ("bound", 2)

    def test_level_of_people_makes_points_comparable(self) -> None:
        """With 6% in the comparison, 15% of that level is 0.9 points."""
        effect = effect_of(
            outcome(
                reported=Reported(kind="percentage_points", value=0.5),
                proportions=Proportions(after=6.5, comparison_after=6),
            )
        )

        assert effect.smallest == pytest.approx(0.9)


class TestBenefit:
    """Effects turned so that more is better."""

    def test_without_interval_there_is_nothing_to_turn(self) -> None:
        """A point estimate is not judged."""
        assert benefit(Effect("ratio", 0.5), "lower") is None

    def test_smallest_ratio_and_its_inverse_are_alike(self) -> None:
        """0.85 when less is good, 1/0.85 when more is good."""
        effect = Effect("ratio", 1.0, 0.85, 1 / 0.85, certainty="interval", smallest=0.15)

        for good in ("lower", "higher"):
            turned = benefit(effect, good)
            assert turned is not None and turned.smallest is not None
            assert (turned.low, turned.high) == pytest.approx((-turned.smallest, turned.smallest))

    def test_a_ninety_percent_interval_is_widened(self) -> None:
        """Judged at 95%, an interval given at 90% is 1.96/1.645 as wide."""
        turned = benefit(Effect("points", 0.0, -1.645, 1.645, level=90, certainty="interval"), "higher")

        assert turned is not None
        assert turned.high == pytest.approx(1.96, abs=0.001)

    def test_a_percentage_and_its_ratio_are_judged_alike(self) -> None:
        """-20% (-30 to -10) is a ratio of 0.8 (0.7 to 0.9)."""
        percent = benefit(Effect("percent", -20, -30, -10, certainty="interval", smallest=0.15), "lower")
        ratio = benefit(Effect("ratio", 0.8, 0.7, 0.9, certainty="interval", smallest=0.15), "lower")

        assert percent is not None and ratio is not None
        assert (percent.low, percent.high, percent.smallest) == pytest.approx((ratio.low, ratio.high, ratio.smallest))


class TestContradiction:
    """A reported effect beside the values of its own row."""

    @pytest.mark.parametrize(
        ("values", "contradicts"),
        [
            ({"counts": {"before": 100.0, "after": 70.0}, "reported": {"kind": "percent_change", "value": -30.0}}, False),
            ({"counts": {"before": 100.0, "after": 70.0}, "reported": {"kind": "percent_change", "value": 30.0}}, True),
            ({"counts": {"before": 400.0, "after": 300.0}, "reported": {"kind": "rate_ratio", "value": 0.25}}, True),
            ({"counts": {"before": 400.0, "after": 300.0}, "reported": {"kind": "rate_ratio", "value": 0.25, "adjusted": "yes"}}, False),
            ({"counts": {"before": 400.0, "after": 300.0}, "reported": {"kind": "rate_ratio", "value": 1.2, "adjusted": "yes"}}, True),
            ({"counts": {"before": 100.0, "after": 100.0}, "reported": {"kind": "rate_ratio", "value": 1.01}}, False),
            ({"counts": {"before": 99.0, "after": 67.7, "per": "x", "averages": True}, "reported": {"kind": "rate_ratio", "value": 0.66}}, False),
            ({"proportions": {"before": 30.0, "after": 24.0}, "reported": {"kind": "percentage_points", "value": 6.0}}, True),
            ({"proportions": {"before": 30.0, "after": 24.0}, "reported": {"kind": "risk_ratio", "value": 0.8}}, False),
            ({"proportions": {"before": 30.0, "after": 24.0}, "reported": {"kind": "risk_ratio", "value": 1.3}}, True),
            ({"means": {"before": {"mean": 3.0}, "after": {"mean": 2.0}}, "reported": {"kind": "difference", "value": 1.0}}, True),
            ({"counts": {"before": 100.0, "after": 70.0}, "reported": {"kind": "words", "change": "rose"}}, False),
        ],
    )  # fmt: skip
    def test_what_cannot_both_be_right(self, values: dict[str, object], contradicts: bool) -> None:
        """Opposite sides of no effect, or a figure outside the interval of the values that nobody adjusted."""
        found = contradiction(outcome(**{"orientation": "after_vs_before", **values}))

        assert (found is not None) == contradicts

    def test_the_comparison_counts_only_where_the_figure_uses_it(self) -> None:
        """70 of 100 against 40 of 100 is a rise; after against before it is a fall."""
        counts = {"before": 100.0, "after": 70.0, "comparison_before": 100.0, "comparison_after": 40.0}
        fall = {"counts": counts, "reported": {"kind": "percent_change", "value": -30.0}}

        assert contradiction(outcome(orientation="after_vs_before", **fall)) is None
        assert contradiction(outcome(orientation="treated_vs_comparison", **fall)) is not None


@pytest.mark.parametrize("error", [1e3, 1e300])
@pytest.mark.parametrize(("kind", "value"), [("risk_ratio", 0.8), ("percent_change", -20.0), ("standardised", 0.2)])
def test_an_error_beyond_measure_gives_a_reason(kind: str, value: float, error: float) -> None:
    """Neither a crash nor an interval from nothing to infinity."""
    effect = reported(kind, value, uncertainty=Uncertainty(standard_error=error * 100))

    assert (effect.low, effect.high) == (None, None)
    assert effect.reason == "the error is too large for an interval"
