"""Direction: which way one effect points, from its interval or, without one, from its authors' word."""

from typing import Literal

from generator.analysis.effect import Benefit, Effect, benefit, natural
from generator.analysis.rules import REACHES, Direction
from generator.model.measure import Measure


def direction_of(effect: Effect, measure: Measure, level: int) -> Direction:
    """Which way one effect points, as the table of directions says."""
    if measure.good == "none":
        return "not_judged"
    turned = benefit(effect, measure.good)
    found = _by_interval(turned) if turned else None
    if found in {None, "unclear"} and _benefit_ruled_out(effect):
        return "no_benefit_shown"
    return found or _by_words(effect, measure.good, level)


def _by_interval(turned: Benefit) -> Direction:
    if turned.above_zero:
        return "improved"
    if turned.below_zero:
        return "worsened"
    if turned.smallest is None or turned.high >= turned.smallest:
        return "unclear"
    return "no_meaningful_effect" if turned.low > -turned.smallest else "no_benefit_shown"


def _by_words(effect: Effect, good: str, level: int) -> Direction:
    """What an effect without an interval shows: the authors' word for it, and 'no effect' only against a comparison."""
    if effect.certainty == "significant":
        way = _way(effect)
        return "unclear" if way is None else "improved" if way == good else "worsened"
    if (effect.certainty == "not_significant" or effect.change == "no_change") and level >= REACHES:
        return "no_effect_shown"
    return "unclear"


def _benefit_ruled_out(effect: Effect) -> bool:
    """Whether the authors rule out a benefit above a value that is no more than the smallest effect worth having. The
    value is in percent, points or the unit itself."""
    if effect.rules_out_benefit is None:
        return False
    smallest = effect.smallest or 0.0
    return effect.rules_out_benefit <= (100 * smallest if effect.scale in {"ratio", "percent", "words"} else smallest)


def _way(effect: Effect) -> Literal["lower", "higher"] | None:
    """Where an effect points; None for one of exactly no size."""
    if effect.value is None:
        return "lower" if effect.change == "fell" else "higher" if effect.change == "rose" else None
    size = natural(effect.scale, effect.value)
    return "lower" if size < 0 else "higher" if size > 0 else None
