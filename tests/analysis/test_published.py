"""Effects: recomputed from published figures and compared with what the source prints.

Printed figures stand as text, so that their digits set the tolerance: half a unit of the last one. A figure is left
out where our formula differs by design: counts vary as Poisson counts and ends rest on the normal distribution, so an
exact interval, or one of a ratio of two shares, is not ours. Shares and their errors are given in percentage points.
"""

from dataclasses import dataclass
from decimal import Decimal
from math import log
from statistics import NormalDist

import pytest

from generator.analysis.effect import Effect, benefit, effect_of, from_counts, from_means, from_proportions, natural
from generator.model.outcome import Arm, Counts, Interval, Means, Outcome, Proportions, Reported, Uncertainty

Z = NormalDist().inv_cdf(0.975)
"""1.96, the half-width of a 95% interval in standard errors."""

WHEELER = "Wheeler (2021), Comparing the WDD vs the Wilson log IRR estimator; after Wilson (2021), J Quant Criminol"
ROTHMAN = (
    "Rothman, Greenland and Lash (2008), Modern Epidemiology, 3rd edition; digits of the metafor analysis examples"
)
NORMAND = "Normand (1999), Meta-analysis: formulating, evaluating, combining, and reporting, Stat Med 18:321"
HOUWELINGEN = "van Houwelingen and others (2002), Advanced methods in meta-analysis, Table I (p. 594), BCG trials"
DOBSON = (
    "Dobson (1990), An Introduction to Generalized Linear Models, p. 93; R Core Team, example(glm) and its quasi fit"
)
LUNG = "Therneau, R package survival, data lung, printed summary of coxph(Surv(time, status) ~ ...)"
ESCI = "Cumming and Calin-Jageman, Introduction to the New Statistics; test snapshots of their package esci"


@dataclass(frozen=True, slots=True)
class Case:
    """What a source gives and what it prints; empty where it prints nothing that our formula should meet.

    `error` and `variance` are of the scale effects are judged on; with `log`, the value is a logarithm too.
    """

    name: str
    source: str
    given: Counts | Proportions | Means | Reported
    value: str
    low: str = ""
    high: str = ""
    error: str = ""
    variance: str = ""
    log: bool = False
    dispersion: float = 1.0


def published(kind: str, value: float, **sure: float) -> Reported:
    """A figure with its uncertainty, as its authors report it."""
    return Reported.model_validate({"kind": kind, "value": value, "uncertainty": sure})


def within(kind: str, value: float, low: float, high: float, level: float) -> Reported:
    """A figure with its interval, as its authors report it."""
    sure = Uncertainty(interval=Interval(low=low, high=high, level=level))
    return Reported.model_validate({"kind": kind, "value": value, "uncertainty": sure})


RECOMPUTED = (
    Case(
        "relative effect size: 50 to 30 against 60 to 55 crimes",
        WHEELER,
        Counts(before=50, after=30, comparison_before=60, comparison_after=55),
        value="0.6545455",
    ),
    Case(
        "the same, on the logarithmic scale",
        WHEELER,
        Counts(before=50, after=30, comparison_before=60, comparison_after=55),
        value="-0.4238142",
        log=True,
    ),
    Case(
        "odds ratio as a ratio of four counts: Scared Straight, Finkenauer; a cell of 4 gives no interval here",
        "Petrosino and others (2013), Scared Straight, Campbell review; R meta on 19 of 46 against 4 of 35",
        Counts(after=19, before=27, comparison_after=4, comparison_before=31),
        value="5.45",
    ),
    Case(
        "odds ratio as a ratio of four counts: hay fever and eczema",
        "Bland and Altman (2000), Statistics notes: the odds ratio, BMJ 320:1468, the table of 11-year-old children",
        Counts(after=141, before=420, comparison_after=928, comparison_before=13525),
        value="4.89",
    ),
    Case(
        "log odds ratio and its variance: Ferguson and Simes",
        f"{HOUWELINGEN}, trial 2; digits of the metafor analysis examples",
        Counts(after=6, before=300, comparison_after=29, comparison_before=274),
        value="-1.6662",
        variance="0.2081",
        log=True,
    ),
    Case(
        "log odds ratio and its variance: Hart and Sutherland",
        f"{HOUWELINGEN}, trial 4; digits of the metafor analysis examples",
        Counts(after=62, before=13536, comparison_after=248, comparison_before=12619),
        value="-1.4564",
        variance="0.0203",
        log=True,
    ),
    Case(
        "log odds ratio and its variance: Stein and Aronson",
        f"{HOUWELINGEN}, trial 6; digits of the metafor analysis examples",
        Counts(after=180, before=1361, comparison_after=372, comparison_before=1079),
        value="-0.9581",
        variance="0.0099",
        log=True,
    ),
    Case(
        "rate ratio with person-years: smoking doctors of 45 to 54",
        f"{ROTHMAN}, Table 15-2, ages 45 to 54",
        Counts(after=104, comparison_after=12, exposure_after=43248, comparison_exposure_after=10673),
        value="2.1388",
        low="1.1767",
        high="3.8876",
    ),
    Case(
        "rate ratio with person-years: smoking doctors of 75 to 84",
        f"{ROTHMAN}, Table 15-2, ages 75 to 84",
        Counts(after=102, comparison_after=31, exposure_after=5317, comparison_exposure_after=1462),
        value="0.9047",
        low="0.6053",
        high="1.3524",
    ),
    Case(
        "rate ratio with person-years: smoking doctors of all ages",
        f"{ROTHMAN}, Table 15-2, crude: the sums over the five ages",
        Counts(after=630, comparison_after=101, exposure_after=142247, comparison_exposure_after=39220),
        value="1.7198",
        low="1.394",
        high="2.1219",
    ),
    Case(
        "rate ratio with person-years: fluoroscopy; the source's interval is exact",
        "StataCorp, Incidence-rate ratio calculator (Stata basics), iri 41 15 28010 19017",
        Counts(after=41, comparison_after=15, exposure_after=28010, comparison_exposure_after=19017),
        value="1.855759",
    ),
    Case(
        "Poisson counts: outcome 2 against outcome 1, 40 against 63",
        f"{DOBSON}, coefficient outcome2, Poisson",
        Counts(before=63, after=40),
        value="-0.4543",
        error="0.2022",
        log=True,
    ),
    Case(
        "over-dispersed counts: outcome 2 against outcome 1, 40 against 63",
        f"{DOBSON}, coefficient outcome2, quasi-Poisson, dispersion 1.2933",
        Counts(before=63, after=40),
        value="-0.4543",
        error="0.2299",
        log=True,
        dispersion=1.2933,
    ),
    Case(
        "over-dispersed counts: outcome 3 against outcome 1, 47 against 63",
        f"{DOBSON}, coefficient outcome3, quasi-Poisson, dispersion 1.2933",
        Counts(before=63, after=47),
        value="-0.2930",
        error="0.2192",
        log=True,
        dispersion=1.2933,
    ),
    Case(
        "difference of shares: lidocaine, Darby",
        f"{NORMAND}, Table III (p. 330), Darby and others: 7 of 103 against 5 of 100; digits of the metafor examples",
        Proportions(after=700 / 103, n_after=103, comparison_after=5, comparison_n_after=100),
        value="1.7961",
        low="-4.6747",
        high="8.2669",
        variance="10.8998",
    ),
    Case(
        "difference of shares: tolbutamide, 55 and older",
        f"{ROTHMAN}, Table 15-1, ages 55 and over: 22 of 98 against 16 of 85",
        Proportions(after=2200 / 98, n_after=98, comparison_after=1600 / 85, comparison_n_after=85),
        value="3.63",
        error="5.98",
    ),
    Case(
        "difference of shares: tolbutamide, all ages",
        f"{ROTHMAN}, Table 15-1, crude: 30 of 204 against 21 of 205",
        Proportions(after=3000 / 204, n_after=204, comparison_after=2100 / 205, comparison_n_after=205),
        value="4.46",
        error="3.26",
    ),
    Case(
        "difference of shares: hay fever and eczema",
        "Bland and Altman (2000), Statistics notes: the odds ratio, BMJ 320:1468: 141 of 561 against 928 of 14453",
        Proportions(after=14100 / 561, n_after=561, comparison_after=92800 / 14453, comparison_n_after=14453),
        value="18.7",
    ),
    Case(
        "difference in differences of shares: customers with a top score",
        "Cross Validated, question 311334, test for a difference-in-differences analysis: E = 0.04",
        Proportions(
            before=6400 / 130,
            n_before=130,
            after=8200 / 118,
            n_after=118,
            comparison_before=44,
            comparison_n_before=100,
            comparison_after=60,
            comparison_n_after=100,
        ),
        value="4",
    ),
    Case(
        "Hedges' g: 103 (5.5) against 100 (4.5), 50 each; the source shrinks the variance once more",
        "Zhang, Effect sizes: means (lecture notes, after Borenstein and others 2009, chapter 4), first example",
        Means(after=Arm(mean=103, sd=5.5, n=50), comparison_after=Arm(mean=100, sd=4.5, n=50)),
        value="0.5924",
    ),
    Case(
        "Hedges' g and its variance: length of stay, Edinburgh",
        f"{NORMAND}, stroke trial 1; g and variance of metafor, escalc 'SMD'",
        Means(after=Arm(mean=55, sd=47, n=155), comparison_after=Arm(mean=75, sd=64, n=156)),
        value="-0.3552",
        variance="0.0131",
    ),
    Case(
        "Hedges' g and its variance: length of stay, Orpington, mild",
        f"{NORMAND}, stroke trial 2; g and variance of metafor, escalc 'SMD'",
        Means(after=Arm(mean=27, sd=7, n=31), comparison_after=Arm(mean=29, sd=4, n=32)),
        value="-0.3479",
        variance="0.0645",
    ),
    Case(
        "Hedges' g and its variance: length of stay, Orpington, moderate",
        f"{NORMAND}, stroke trial 3; g and variance of metafor, escalc 'SMD'",
        Means(after=Arm(mean=64, sd=17, n=75), comparison_after=Arm(mean=119, sd=29, n=71)),
        value="-2.3176",
        variance="0.0458",
    ),
    Case(
        "Hedges' g and its variance: length of stay, Orpington, severe",
        f"{NORMAND}, stroke trial 4; g and variance of metafor, escalc 'SMD'",
        Means(after=Arm(mean=66, sd=20, n=18), comparison_after=Arm(mean=137, sd=48, n=18)),
        value="-1.8880",
        variance="0.1606",
    ),
    Case(
        "risk ratio from P = 0.034, to the one digit seen",
        "Altman and Bland (2011), How to obtain the confidence interval from a P value, BMJ 343:d2090; Vaszar (2021)",
        published("risk_ratio", 0.30, p=0.034),
        value="0.30",
        low="0.1",
        high="0.9",
    ),
    Case(
        "hazard ratio from its standard error: women against men",
        f"{LUNG}, sex alone",
        published("hazard_ratio", 0.5880, standard_error=0.1672),
        value="0.588",
        low="0.4237",
        high="0.816",
    ),
    Case(
        "hazard ratio from its p-value: women against men",
        f"{LUNG}, sex alone",
        published("hazard_ratio", 0.5880, p=0.00149),
        value="0.588",
        low="0.4237",
        high="0.816",
    ),
    Case(
        "hazard ratio from its standard error: with age and performance score",
        f"{LUNG}, age, sex and ph.ecog; the row of sex",
        published("hazard_ratio", 0.575445, standard_error=0.167739),
        value="0.5754",
        low="0.4142",
        high="0.7994",
    ),
    Case(
        "hazard ratio from its p-value: with age and performance score",
        f"{LUNG}, age, sex and ph.ecog; the row of sex",
        published("hazard_ratio", 0.575445, p=0.000986),
        value="0.5754",
        low="0.4142",
        high="0.7994",
    ),
    Case(
        "hazard ratio from its standard error: brain cancer, men against women",
        "James and others (2021), An Introduction to Statistical Learning, 2nd edition, lab on survival analysis",
        published("hazard_ratio", 1.5033, standard_error=0.3420),
        value="1.503",
        low="0.769",
        high="2.939",
    ),
    Case(
        "standardised effect from its p-value",
        f"{ESCI}, meta_d2, d of two groups, random effects",
        published("standardised", 0.531961, p=0.000793773),
        value="0.531961",
        low="0.2211897",
        high="0.8427323",
        error="0.1585597",
    ),
    Case(
        "difference from its standard error",
        f"{ESCI}, meta_mean, Original 7, fixed effect",
        published("difference", 443.086, standard_error=15.54402),
        value="443.086",
        low="412.6203",
        high="473.5517",
    ),
)

WIDENED = (
    Case(
        "90% to 95%: fixed effect",
        f"{ESCI}, meta_mean, Original 7, fixed effect, printed at 90% and at 95%",
        within("difference", 443.086, 417.5184, 468.6536, 90),
        value="443.086",
        low="412.6203",
        high="473.5517",
    ),
    Case(
        "90% to 95%: random effects, one digit fewer because the ends at 90% are rounded too",
        f"{ESCI}, meta_mean, Original 7, random effects, printed at 90% and at 95%",
        within("difference", 442.3668, 406.1421, 478.5915, 90),
        value="442.3668",
        low="399.202",
        high="485.531",
    ),
)


def recomputed(case: Case) -> Effect:
    """The effect of what the source gives."""
    if isinstance(case.given, Counts):
        return from_counts(case.given, dispersion=case.dispersion)
    if isinstance(case.given, Proportions):
        return from_proportions(case.given)
    if isinstance(case.given, Means):
        return from_means(case.given)
    text = {"measure": "robbery", "label": "x", "contrast": "x", "orientation": "treated_vs_comparison", "cite": ("a",)}
    return effect_of(Outcome.model_validate({**text, "reported": case.given}))


def prints(found: float | None, printed: str) -> bool:
    """Whether a figure rounds to the printed one; nothing printed is always met."""
    if not printed:
        return True
    exponent = Decimal(printed).as_tuple().exponent
    assert found is not None and isinstance(exponent, int)
    return abs(found - float(printed)) <= 0.5 * 10**exponent + 1e-12


def error_of(effect: Effect) -> float | None:
    """The standard error behind the interval, on the scale effects are judged on."""
    if effect.low is None or effect.high is None:
        return None
    return (natural(effect.scale, effect.high) - natural(effect.scale, effect.low)) / (2 * Z)


@pytest.mark.parametrize("case", RECOMPUTED, ids=lambda case: case.name)
def test_a_published_effect_is_met_to_its_printed_digits(case: Case) -> None:
    """Value, ends and error round to what the source prints."""
    effect = recomputed(case)

    assert effect.value is not None
    error = error_of(effect)
    assert prints(log(effect.value) if case.log else effect.value, case.value), effect
    assert prints(effect.low, case.low) and prints(effect.high, case.high), effect
    assert prints(error, case.error) and prints(error and error**2, case.variance), (effect, error)


@pytest.mark.parametrize("case", WIDENED, ids=lambda case: case.name)
def test_an_interval_of_another_level_is_judged_at_the_published_95_percent(case: Case) -> None:
    """The ends that a source prints at 90% become those that it prints at 95%."""
    effect = recomputed(case)
    turned = benefit(effect, "higher")

    assert effect.level == 90 and turned is not None
    assert prints(effect.value, case.value)
    assert prints(turned.low, case.low) and prints(turned.high, case.high), turned
