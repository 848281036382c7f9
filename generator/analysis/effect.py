"""Effect: from what an outcome holds to one figure with its interval, and which side of good it lies on.

Ratios and percentages are judged on the logarithmic scale, differences and standardised effects on their own. Sources:
relative effect size and its variance, Farrington, Gill, Waples and Argomaniz (2007), with over-dispersion after Wilson
(2021); Hedges' correction, Hedges (1981).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import exp, isfinite, log, sqrt
from statistics import NormalDist
from typing import Literal

from generator.model.outcome import Arm, Counts, EffectKind, Means, Outcome, Proportions, Reported, Uncertainty

Scale = Literal["ratio", "percent", "points", "difference", "standardised", "words"]
Certainty = Literal["interval", "bound", "significant", "not_significant", "none"]

POLICE_DISPERSION = 2.0
"""How much more than chance police-recorded counts vary, unless a study models it."""
SMALLEST_SHARE = 0.15
"""The smallest effect worth having: 15% of the comparison's level, a ratio of 0.85."""
SMALLEST_STANDARDISED = 0.1
SMALLEST_CELL = 5
"""How many events or people must stand behind a figure for an interval that rests on the normal distribution."""
SIGNIFICANT = 0.05
"""A p-value below this is significant, where a source gives no more than that."""
REASONS: Mapping[str, str] = {
    "no_value": "no value is given",
    "no_count": "there is no count to compare with",
    "zero": "a count of zero gives no ratio",
    "averages": "averages are given, not the events behind them",
    "small_count": f"a count is under {SMALLEST_CELL}",
    "no_share": "there is no share to compare with",
    "no_size": "the number of people asked is not known",
    "small_group": f"a group behind the shares is under {SMALLEST_CELL}",
    "no_mean": "there is no mean to compare with",
    "no_spread": "standard deviation or group size is not known",
    "no_figure": "the source gives no figure",
    "no_interval": "the source read gives no interval",
    "too_wide": "the error is too large for an interval",
}
"""Why an effect has no figure or no interval, by a short name."""
_NORMAL = NormalDist()
Z95 = _NORMAL.inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect in the unit its source uses; `low` and `high` are None when no interval is known.

    `smallest` is the smallest effect worth having on the same scale, None when the level it refers to is unknown.
    `computed` says that we computed the figure or the interval from what the source gives, and `reason` why there is
    no interval.
    """

    scale: Scale
    value: float | None
    low: float | None = None
    high: float | None = None
    level: float = 95
    certainty: Certainty = "none"
    change: Literal["fell", "rose", "no_change"] | None = None
    rules_out_benefit: float | None = None
    smallest: float | None = None
    computed: bool = False
    open_ended: bool = False
    """Whether the ends themselves are excluded, because the source says that p lies below the value used."""
    reason: str = ""


def effect_of(outcome: Outcome, *, variance_modelled: bool = False) -> Effect:
    """The effect of one outcome: as its authors report it, else computed from the values it holds."""
    if outcome.reported is not None:
        return _reported(outcome.reported, _comparison_level(outcome))
    if outcome.counts is not None:
        police = outcome.data_source == "police" and not variance_modelled
        return from_counts(outcome.counts, dispersion=POLICE_DISPERSION if police else 1.0)
    if outcome.proportions is not None:
        return from_proportions(outcome.proportions)
    return from_means(outcome.means) if outcome.means else Effect("words", None, reason=REASONS["no_value"])


def contradiction(outcome: Outcome) -> tuple[Effect, Effect] | None:
    """The reported effect and the one that the outcome's own values give, where they cannot both be right.

    They cannot when they point to opposite sides of no effect, each by more than a rounding, or when a figure that is
    not known to be adjusted lies outside the interval of the values.
    """
    reported = outcome.reported
    if reported is None or reported.value is None:
        return None
    said = effect_of(outcome)
    own = effect_of(_compared_as_reported(outcome))
    if own.value is None or said.value is None:
        return None
    one, other = natural(said.scale, said.value), natural(own.scale, own.value)
    if one * other < 0 and abs(one) > ROUNDING.get(said.scale, 0.0) and abs(other) > ROUNDING.get(own.scale, 0.0):
        return said, own
    alike = said.scale == own.scale or {said.scale, own.scale} == {"ratio", "percent"}
    if alike and reported.adjusted != "yes" and own.low is not None and own.high is not None:
        low, high = (natural(own.scale, end) for end in (own.low, own.high))
        slack = ROUNDING.get(own.scale, 0.0)
        if not low - slack <= one <= high + slack:
            return said, own
    return None


ROUNDING: dict[Scale, float] = {"ratio": 0.02, "percent": 0.02, "standardised": 0.02, "points": 0.5}
"""How far figures of one thing may lie apart on their natural scales because a source rounds them."""


def _compared_as_reported(outcome: Outcome) -> Outcome:
    """The outcome with its values alone; without those of the comparison, if the figure leaves the comparison out."""
    update: dict[str, object] = {"reported": None}
    for name in ("counts", "proportions", "means") if outcome.orientation == "after_vs_before" else ():
        if (values := getattr(outcome, name)) is not None:
            still = {key: None for key in type(values).model_fields if key.startswith("comparison_")}
            update[name] = values.model_copy(update=still)
    return outcome.model_copy(update=update)


def from_counts(counts: Counts, *, dispersion: float) -> Effect:
    """Ratio of after to before, divided by the same ratio of the comparison when there is one."""
    cells = [(counts.after, counts.exposure_after), (counts.before, counts.exposure_before)]
    if counts.comparison_after is not None:
        cells += [
            (counts.comparison_before, counts.comparison_exposure_before),
            (counts.comparison_after, counts.comparison_exposure_after),
        ]
        if counts.before is None or counts.comparison_before is None:
            cells = [cells[0], cells[3]]
    given = [(n, e or 1.0) for n, e in cells if n is not None]
    if len(given) < len(cells) or len(cells) % 2:
        return Effect("words", None, reason=REASONS["no_count"])
    if any(n == 0 for n, _ in given):
        return Effect("words", None, reason=REASONS["zero"])
    rates = [n / e for n, e in given]
    ratio = rates[0] / rates[1] if len(rates) == 2 else rates[0] * rates[2] / (rates[1] * rates[3])
    effect = Effect("ratio", ratio, smallest=SMALLEST_SHARE, computed=True)
    if counts.averages:
        return replace(effect, reason=REASONS["averages"])
    if any(n < SMALLEST_CELL for n, _ in given):
        return replace(effect, reason=REASONS["small_count"])
    return _within(effect, sqrt(log_ratio_variance((n for n, _ in given), dispersion)))


def log_ratio_variance(counts: Iterable[float], dispersion: float) -> float:
    """Variance of the logarithm of a ratio made of counts: the sum of 1/count, times how much more than chance they vary."""
    return dispersion * sum(1 / n for n in counts)


def from_proportions(given: Proportions) -> Effect:
    """Difference in percentage points, or difference of differences; the variance is widened by the design effect."""
    after = (given.after, given.n_after, 1)
    others = _compared_shares(given)
    if not others or any(p is None for p, _, _ in others):
        return Effect("words", None, reason=REASONS["no_share"])
    shares = [(p, n, sign) for p, n, sign in (after, *others) if p is not None]
    level = given.comparison_after if given.comparison_after is not None else given.before
    effect = Effect(
        "points",
        sum(sign * p for p, _, sign in shares),
        smallest=SMALLEST_SHARE * level if level else None,
        computed=True,
    )
    sized = [(p, n) for p, n, _ in shares if n]
    if len(sized) < len(shares):
        return replace(effect, reason=REASONS["no_size"])
    if any(n * min(p, 100 - p) / 100 < SMALLEST_CELL for p, n in sized):
        return replace(effect, reason=REASONS["small_group"])
    variance = sum(p * (100 - p) / n for p, n in sized) * (given.design_effect or 1.0)
    return _within(effect, sqrt(variance))


def _compared_shares(given: Proportions) -> list[tuple[float | None, int | None, int]]:
    """What the share after is set against, each with its number of people and its sign in the difference."""
    before = (given.before, given.n_before, -1)
    comparison = (given.comparison_after, given.comparison_n_after, -1)
    if given.comparison_after is None:
        return [before]
    if given.before is None or given.comparison_before is None:
        return [comparison]
    return [before, comparison, (given.comparison_before, given.comparison_n_before, 1)]


def from_means(given: Means) -> Effect:
    """Hedges' g of the treated against the comparison, or of after against before."""
    other: Arm | None = given.comparison_after or given.before
    if other is None:
        return Effect("words", None, reason=REASONS["no_mean"])
    arms = (given.after, other)
    if any(a.sd is None or a.n is None or a.n < 2 for a in arms):
        return Effect(
            "difference",
            given.after.mean - other.mean,
            computed=True,
            reason=REASONS["no_spread"],
        )
    (n1, s1), (n2, s2) = ((a.n or 0, a.sd or 0.0) for a in arms)
    pooled = sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2))
    correction = 1 - 3 / (4 * (n1 + n2) - 9)
    g = correction * (given.after.mean - other.mean) / pooled
    effect = Effect("standardised", g, smallest=SMALLEST_STANDARDISED, computed=True)
    return _within(effect, sqrt((n1 + n2) / (n1 * n2) + g**2 / (2 * (n1 + n2))))


def _comparison_level(outcome: Outcome) -> float | None:
    shares = outcome.proportions
    return (shares.comparison_after or shares.before) if shares else None


SCALES: Mapping[EffectKind, Scale] = {
    "risk_ratio": "ratio", "odds_ratio": "ratio", "rate_ratio": "ratio", "hazard_ratio": "ratio",
    "percent_change": "percent", "percentage_points": "points", "difference": "difference",
    "standardised": "standardised", "words": "words",
}  # fmt: skip
"""The scale that each kind of reported effect is judged on."""


def _reported(given: Reported, comparison_level: float | None) -> Effect:
    sure = given.uncertainty
    bound = sure.bound.value if sure.bound and sure.bound.rules_out == "benefit_above" else None
    stated: Certainty = sure.significance or ("bound" if bound is not None else _by_p(sure))
    value = given.value
    if value is None:
        return Effect(
            "words",
            None,
            certainty=stated,
            change=given.change,
            rules_out_benefit=bound,
            smallest=SMALLEST_SHARE if bound is not None else None,
            reason=REASONS["no_figure"],
        )
    scale = SCALES[given.kind]
    effect = Effect(scale, value, smallest=_smallest(scale, comparison_level), rules_out_benefit=bound)
    if sure.interval:
        ends = sure.interval
        return replace(effect, low=ends.low, high=ends.high, level=ends.level, certainty="interval")
    if error := _standard_error(scale, value, sure):
        below = sure.standard_error is None and sure.p is None
        return _within(replace(effect, computed=True, open_ended=below), error)
    return replace(effect, certainty=stated, reason=REASONS["no_interval"])


def _by_p(sure: Uncertainty) -> Certainty:
    """What a p-value says of an effect that has no figure; `p <` a limit above 0.05 says nothing."""
    if sure.p is not None:
        return "significant" if sure.p < SIGNIFICANT else "not_significant"
    return "significant" if sure.p_below is not None and sure.p_below <= SIGNIFICANT else "none"


def _smallest(scale: Scale, comparison_level: float | None) -> float | None:
    """The smallest effect worth having on a scale; of points and differences only when the level is known."""
    if scale in {"ratio", "percent"}:
        return SMALLEST_SHARE
    if scale == "standardised":
        return SMALLEST_STANDARDISED
    return SMALLEST_SHARE * comparison_level if comparison_level else None


def _standard_error(scale: Scale, value: float, sure: Uncertainty) -> float | None:
    """Standard error on the scale effects are judged on, as the source gives it or as its p-value implies.

    Sources give it in the unit of the effect, and of the logarithm for a ratio. That of a change in percent is turned
    into that of the logarithm of 1 + change/100 by the delta method: error / (100 + change).
    """
    if sure.standard_error is None:
        return _error_from_p(scale, value, sure.p if sure.p is not None else sure.p_below)
    if scale == "percent":
        return sure.standard_error / (100 + value) if value > -100 else None
    return sure.standard_error


def _error_from_p(scale: Scale, value: float, p: float | None) -> float | None:
    """Standard error that a two-sided p-value implies; `p <` is read as `p =`, the widest it allows."""
    centre = natural(scale, value)
    if p is None or not 0 < p / 2 < 0.5 or not centre or not isfinite(centre):
        return None
    return abs(centre) / -_NORMAL.inv_cdf(p / 2)


def natural(scale: Scale, value: float) -> float:
    """A value where no effect is 0: the logarithm of a ratio or of a change in percent, else the value itself."""
    if scale == "ratio":
        return log(value)
    if scale == "percent":
        return log(1 + value / 100) if value > -100 else float("-inf")
    return value


def _within(effect: Effect, error: float) -> Effect:
    """The effect with the 95% interval that a standard error on its natural scale gives."""
    assert effect.value is not None
    centre, half = natural(effect.scale, effect.value), Z95 * error
    if not half < WIDEST:
        return replace(effect, reason=REASONS["too_wide"])
    low, high = (_printed(effect.scale, end) for end in (centre - half, centre + half))
    return replace(effect, low=low, high=high, certainty="interval")


WIDEST = 300.0
"""A half-width on the natural scale beyond which an interval says nothing, and a ratio cannot be written."""


def _printed(scale: Scale, end: float) -> float:
    """The inverse of `natural`."""
    if scale == "ratio":
        return exp(end)
    return 100 * (exp(end) - 1) if scale == "percent" else end


TOUCH = 1e-9
"""How near zero an end counts as touching it: `p < 0.05` puts an end at zero and says that it is not reached."""


SAME_WIDTH = 0.001
"""How near 1 the ratio of two widths counts as 1, so that an interval of 95% stays as its source has it."""


@dataclass(frozen=True, slots=True)
class Benefit:
    """An effect turned so that more is better: the ends of its 95% interval and the smallest benefit worth having."""

    low: float
    high: float
    smallest: float | None
    open_ended: bool = False

    @property
    def above_zero(self) -> bool:
        """The whole interval lies on the good side."""
        return self.low > (-TOUCH if self.open_ended else 0.0)

    @property
    def below_zero(self) -> bool:
        """The whole interval lies on the bad side."""
        return self.high < (TOUCH if self.open_ended else 0.0)


def benefit(effect: Effect, good: Literal["lower", "higher"]) -> Benefit | None:
    """The 95% interval with benefit upwards and no effect at 0; None when there is no interval."""
    if effect.value is None or effect.low is None or effect.high is None:
        return None
    low, high = (_end(effect, end) for end in (effect.low, effect.high))
    smallest = effect.smallest
    if smallest is not None and effect.scale in {"ratio", "percent"}:
        smallest = -log(1 - smallest)
    if good == "lower":
        low, high = -high, -low
    return Benefit(low, high, smallest, effect.open_ended)


def _end(effect: Effect, end: float) -> float:
    """An end of the interval on the natural scale, moved to where a 95% interval would end."""
    found = natural(effect.scale, end)
    widen = Z95 / -_NORMAL.inv_cdf(0.5 - effect.level / 200)
    if effect.value is None or abs(widen - 1) <= SAME_WIDTH:
        return found
    centre = natural(effect.scale, effect.value)
    return centre + widen * (found - centre)
