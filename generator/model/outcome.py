"""Outcome: one measured effect, with its contrast, its values and how sure its authors are."""

from typing import Literal, Self

from pydantic import model_validator

from generator.model.fields import (
    Cites,
    Item,
    Line,
    MeasureRef,
    Number,
    Shape,
    ThreeValued,
    Whole,
    absent,
    field,
    given,
    rules,
)

_ENDS_IN_ORDER = "the lower end of an interval is not above the upper end"


class Interval(Shape):
    """A confidence or credible interval, in the unit of the effect."""

    model_config = rules((_ENDS_IN_ORDER, {"x-ascending": ["low", "high"]}))

    low: Number = field("Lower end.", title="Lower end", example=0.16)
    high: Number = field("Upper end.", title="Upper end", example=1.39)
    level: float = field("Confidence, in percent.", title="Confidence in percent", example=95, bad=0.95, because="Percent, not a share.", default=95, ge=50, lt=100)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            raise ValueError(_ENDS_IN_ORDER)
        return self


class Bound(Shape):
    """A one-sided statement of the authors: effects beyond `value` can be ruled out."""

    rules_out: Literal["benefit_above", "harm_above"] = field("What is ruled out beyond the value.", title="What is ruled out", example="benefit_above")
    value: Number = field("The size, in the unit of the effect, without a sign.", example=2, ge=0)


class Uncertainty(Shape):
    """How sure the authors are. Give the most exact form the source gives; all may be left out."""

    interval: Interval | None = field("The interval as reported.", example={"low": 0.16, "high": 1.39, "level": 95}, default=None, level="recommended")
    standard_error: Number | None = field("Standard error in the unit of the effect, so in percent for a change in percent; of the logarithm for a ratio.", example=0.12, default=None, gt=0)
    p: Number | None = field("The p-value as reported.", title="p-value", example=0.012, default=None, ge=0, le=1)
    p_below: Number | None = field("The figure after 'p <' when only that is reported.", title="p-value below", example=0.05, default=None, gt=0, le=1)
    bound: Bound | None = field("A one-sided bound the authors state.", title="One-sided bound", example={"rules_out": "benefit_above", "value": 2}, default=None)
    significance: Literal["significant", "not_significant"] | None = field("Only the word, when the source gives nothing more.", title="Significance in words", example="not_significant", default=None)


_EXPOSURES_TOGETHER = "give the exposure of both periods, or of none: once one count has it, each needs its own"
_EXPOSURES = {"before": "exposure_before", "after": "exposure_after", "comparison_before": "comparison_exposure_before", "comparison_after": "comparison_exposure_after"}
"""The exposure of each count."""


class Counts(Shape):
    """Raw counts of events, in the treated and the comparison group, in periods of equal length or with exposure."""

    model_config = rules((
        _EXPOSURES_TOGETHER,
        {"anyOf": [{"allOf": [{"anyOf": [absent(count), has(exposure)]} for count, exposure in _EXPOSURES.items()]} for has in (given, absent)]},
    ))

    before: Number | None = field("Events before, treated.", example=99.0, default=None, ge=0)
    after: Number = field("Events after, treated.", example=67.7, ge=0)
    comparison_before: Number | None = field("Events before, comparison.", title="Comparison, before", example=23.4, default=None, ge=0)
    comparison_after: Number | None = field("Events after, comparison.", title="Comparison, after", example=25.5, default=None, ge=0)
    exposure_before: float | None = field("Time or people the count before belongs to, treated.", title="Time or people, before", example=29, default=None, gt=0)
    exposure_after: float | None = field("Time or people the count after belongs to, treated.", title="Time or people, after", example=6, default=None, gt=0)
    comparison_exposure_before: float | None = field("The same for the comparison, before.", title="Time or people of the comparison, before", example=29, default=None, gt=0)
    comparison_exposure_after: float | None = field("The same for the comparison, after.", title="Time or people of the comparison, after", example=6, default=None, gt=0)
    per: Line = field("What one figure stands for, when they are averages or rates.", title="One figure stands for", example="per quarter", default="")
    averages: bool = field("True when the figures are averages or rates and not the events themselves; then no interval is computed from them.", title="Averages or rates", example=True, default=False)

    @model_validator(mode="after")
    def _exposures_together(self) -> Self:
        cells = ((getattr(self, count), getattr(self, exposure)) for count, exposure in _EXPOSURES.items())
        if len({exposure is not None for count, exposure in cells if count is not None}) > 1:
            raise ValueError(_EXPOSURES_TOGETHER)
        return self


class Proportions(Shape):
    """Shares in percent, with the number of people or units they rest on."""

    before: Number | None = field("Percent before, treated.", title="Percent before", example=30.0, default=None, ge=0, le=100)
    after: Number = field("Percent after, treated.", title="Percent after", example=24.0, ge=0, le=100)
    comparison_before: Number | None = field("Percent before, comparison.", title="Comparison, percent before", example=31.0, default=None, ge=0, le=100)
    comparison_after: Number | None = field("Percent after, comparison.", title="Comparison, percent after", example=30.5, default=None, ge=0, le=100)
    n_before: Whole | None = field("People asked before, treated.", title="People asked before", example=717, default=None, ge=1)
    n_after: Whole | None = field("People asked after, treated.", title="People asked after", example=1130, default=None, ge=1)
    comparison_n_before: Whole | None = field("People asked before, comparison.", title="Comparison, people asked before", example=866, default=None, ge=1)
    comparison_n_after: Whole | None = field("People asked after, comparison.", title="Comparison, people asked after", example=1402, default=None, ge=1)
    design_effect: float | None = field("How much clustering widens the variance.", example=1.5, default=None, ge=1)


class Arm(Shape):
    """Mean, standard deviation and size of one group."""

    mean: Number = field("Mean.", example=3.2)
    sd: Number | None = field("Standard deviation.", title="Standard deviation", example=1.1, default=None, gt=0)
    n: Whole | None = field("Size of the group.", title="Size of the group", example=120, default=None, ge=1)


class Means(Shape):
    """Means of a scale or rate in each group."""

    before: Arm | None = field("Treated, before.", example={"mean": 3.2}, default=None)
    after: Arm = field("Treated, after.", example={"mean": 2.8})
    comparison_before: Arm | None = field("Comparison, before.", title="Comparison, before", example={"mean": 3.1}, default=None)
    comparison_after: Arm | None = field("Comparison, after.", title="Comparison, after", example={"mean": 3.0}, default=None)


EffectKind = Literal[
    "risk_ratio", "odds_ratio", "rate_ratio", "hazard_ratio",
    "percentage_points", "difference", "percent_change", "standardised", "words",
]
RATIOS = frozenset({"risk_ratio", "odds_ratio", "rate_ratio", "hazard_ratio"})
_WORDS_HAVE_CHANGE = "an effect in words has `change` and no `value`"
_FIGURES_HAVE_VALUE = "an effect with a figure has `value` and no `change`"
_RATIO_ABOVE_ZERO = "a ratio is above zero"
_INTERVAL_ABOVE_ZERO = "the interval of a ratio lies above zero"
_INSIDE_INTERVAL = "the effect lies inside its own interval"
_IN_WORDS = {"properties": {"kind": {"const": "words"}}}
_A_RATIO = {"properties": {"kind": {"enum": sorted(RATIOS)}}}
_ABOVE_ZERO = {"exclusiveMinimum": 0}


class Reported(Shape):
    """An effect as its authors report it, oriented as the outcome says."""

    model_config = rules(
        (_WORDS_HAVE_CHANGE, {"if": _IN_WORDS, "then": {"allOf": [given("change"), absent("value")]}}),
        (_FIGURES_HAVE_VALUE, {"if": {"not": _IN_WORDS}, "then": {"allOf": [given("value"), absent("change")]}}),
        (_RATIO_ABOVE_ZERO, {"if": _A_RATIO, "then": {"properties": {"value": _ABOVE_ZERO}}}),
        (_INTERVAL_ABOVE_ZERO, {"if": _A_RATIO, "then": {"properties": {"uncertainty": {"properties": {"interval": {"properties": {"low": _ABOVE_ZERO}}}}}}}),
        (_INSIDE_INTERVAL, {"x-ascending": ["uncertainty/interval/low", "value", "uncertainty/interval/high"]}),
    )

    kind: EffectKind = field("What the figure is. `words`: the source gives a direction and no figure.", title="What the figure is", example="risk_ratio")
    value: Number | None = field("The figure: 0.48 for a ratio, -13.3 for a change in percent. None with `words`.", title="Figure", example=0.48, bad="52%", because="A number, in the unit of its kind.", default=None)
    change: Literal["fell", "rose", "no_change"] | None = field("With `words`: what the source says happened to the measure.", title="Change in words", example="fell", default=None)
    adjusted: ThreeValued = field("Whether the figure is adjusted for other factors.", title="Adjusted for other factors", example="yes", default="not_seen")
    uncertainty: Uncertainty = field("How sure the authors are.", title="How sure the authors are", example={"interval": {"low": 0.16, "high": 1.39}}, default=Uncertainty())
    inverted: Item = field("When the source reports the opposite contrast and we turned it round: what it printed.", title="Turned round from", example="The paper compares lax with strict days: 1.42 (1.26 to 1.61).", default="")

    @model_validator(mode="after")
    def _value_fits_kind(self) -> Self:
        if self.kind == "words":
            if self.value is not None or self.change is None:
                raise ValueError(_WORDS_HAVE_CHANGE)
        elif self.value is None or self.change is not None:
            raise ValueError(_FIGURES_HAVE_VALUE)
        if self.kind in RATIOS and self.value is not None and self.value <= 0:
            raise ValueError(_RATIO_ABOVE_ZERO)
        interval = self.uncertainty.interval
        if self.kind in RATIOS and interval and interval.low <= 0:
            raise ValueError(_INTERVAL_ABOVE_ZERO)
        if self.value is not None and interval and not interval.low <= self.value <= interval.high:
            raise ValueError(_INSIDE_INTERVAL)
        return self


_ONE_EFFECT = "one effect each: give counts, proportions or means, not two of them"
_SOME_EFFECT = "give counts, proportions, means or a reported effect"


class Outcome(Shape):
    """One effect on one measure. Comparison values live inside it: a comparison area is never a row of its own."""

    model_config = rules(
        (_ONE_EFFECT, {"not": {"anyOf": [given("counts", "proportions"), given("counts", "means"), given("proportions", "means")]}}),
        (_SOME_EFFECT, {"anyOf": [given("counts"), given("proportions"), given("means"), given("reported")]}),
    )

    id: str = field("Short key within the study, for links.", title="Key", example="physical", default="")
    measure: MeasureRef = field("What was measured, from the table of measures.", example="physical-partner-violence", bad="violence fell", because="A measure says what, never how it went.")
    label: Line = field("The measure in the study's own terms.", title="Measure in the study's words", example="Women's past-year experience of physical violence by a partner")
    contrast: Item = field("Who was compared with whom, in words.", title="Who is compared with whom", example="Women in SASA! communities against women in communities without it")
    orientation: Literal["treated_vs_comparison", "after_vs_before"] = field("Which way the figure is to be read.", title="How the figure reads", example="treated_vs_comparison")
    subgroup: Line = field("The part of the people or places it holds for, when not all.", title="Part it holds for", example="neighbourhoods below the poverty line", default="")
    period: Line = field("The time it covers.", example="4 years", default="")
    counts: Counts | None = field("Raw counts, when the source gives them.", example={"before": 99, "after": 68}, default=None)
    proportions: Proportions | None = field("Shares, when the source gives them.", title="Shares in percent", example={"before": 30.0, "after": 24.0}, default=None)
    means: Means | None = field("Means, when the source gives them.", example={"after": {"mean": 2.8}}, default=None)
    reported: Reported | None = field("The effect as its authors report it.", title="Effect as reported", example={"kind": "risk_ratio", "value": 0.48}, default=None)
    data_source: Literal["police", "hospital", "survey", "register", "observation", "other", "not_seen"] = field("Where the outcome was recorded.", title="Where it was recorded", example="survey", default="not_seen", level="recommended")
    number_of_studies: Whole | None = field("In a review: how many studies this figure pools.", title="Studies pooled", example=21, default=None, ge=1)
    heterogeneity: Line = field("In a review: how much the studies differ.", title="How much the studies differ", example="I² 75%", default="")
    cite: Cites = field("Keys of the citations this row rests on.", title="Sources", example=["abramsky-2014"])
    note: Item = field("What a reader must know about this row.", example="An abstract gives the ratio only.", default="")

    @model_validator(mode="after")
    def _one_set_of_values(self) -> Self:
        given = [v for v in (self.counts, self.proportions, self.means) if v is not None]
        if len(given) > 1:
            raise ValueError(_ONE_EFFECT)
        if not given and self.reported is None:
            raise ValueError(_SOME_EFFECT)
        return self

