"""Power: would you see it? What a city's own counts can tell from chance, in what time, with how many comparison areas.

A change counts as seen when its logarithm lies 1.96 + 0.84 = 2.8 standard errors from nothing: a 95% interval then
leaves out "no change" in 80 of 100 such evaluations. This is the usual normal approximation, Gelman and Hill (2007),
Data Analysis Using Regression and Multilevel/Hierarchical Models, section 20.2. The variance is that of the effect of
counts. The period before is taken to be as long as the one after, and the comparison areas to stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, exp, inf, isfinite, log, sqrt
from statistics import NormalDist

from generator.analysis.effect import SMALLEST_CELL, Z95, log_ratio_variance

POWER = 0.8
"""The chance of seeing an effect that is there."""
REACH = Z95 + NormalDist().inv_cdf(POWER)
"""How many standard errors an effect must lie from nothing."""
STEPS = 100


@dataclass(frozen=True, slots=True)
class Plan:
    """What a city expects: cases a year in its own area, the effect as a ratio, how many comparison areas of the same
    size, months before and as many after, and how much more than chance the counts vary."""

    yearly: float
    ratio: float
    areas: float
    months: float
    dispersion: float

    @property
    def before(self) -> float:
        """Cases expected in one period."""
        return self.yearly * self.months / 12

    def cells(self, ratio: float) -> tuple[float, float, float, float]:
        """Cases expected before and after, here and in all comparison areas, if the effect is `ratio`."""
        return self.before, ratio * self.before, self.areas * self.before, self.areas * self.before


@dataclass(frozen=True, slots=True)
class Answer:
    """A number, or the reason why there is none."""

    value: float | None
    reason: str = ""


LIMITS: Mapping[str, tuple[float, float, str]] = {
    "yearly": (0, 1e9, "the cases a year must be above zero, and under a thousand million"),
    "ratio": (0.01, 100, "the effect must leave more than a hundredth, and less than a hundred times as much"),
    "areas": (0, 1000, "at least one comparison area is needed, 1,000 at most: without one, nobody can tell a change from what happened everywhere"),
    "months": (0, 1200, "the months must be above zero, and 1,200 at most"),
    "dispersion": (0, 100, "the counts vary at least as much as chance, and at most 100 times as much"),
}  # fmt: skip
"""What may be asked: above the first number, up to the second, else the reason."""
NO_CHANGE = "an effect of no change can never be told from chance"
NOT_WHOLE = "comparison areas come in whole numbers"
TOO_FEW = f"fewer than {SMALLEST_CELL} cases are to be expected in a period, too few to say anything"
NEVER = "no change of this kind is large enough to be told from chance in this time"
NO_NUMBER = "no number of comparison areas is enough in this time"


def fault(plan: Plan) -> str:
    """Why nothing can be said about a plan, '' when something can."""
    for name, (above, limit, reason) in LIMITS.items():
        given = getattr(plan, name)
        if not isfinite(given) or not above < given <= limit:
            return reason
    if plan.dispersion < 1:
        return LIMITS["dispersion"][2]
    if plan.ratio == 1:
        return NO_CHANGE
    return "" if plan.areas == int(plan.areas) else NOT_WHOLE


def detectable(plan: Plan) -> Answer:
    """The smallest change that can be told from chance, as a ratio, on the side of no change where the effect lies.

    The change enters its own variance, so it is found step by step. What is looked for is the zero of a concave
    function; Newton's steps from no change climb to it and never pass it.
    """
    if reason := fault(plan):
        return Answer(None, reason)
    if plan.before < SMALLEST_CELL:
        return Answer(None, TOO_FEW)
    sign = 1 if plan.ratio > 1 else -1
    room = inf if sign > 0 else log(plan.before / SMALLEST_CELL)
    size = 0.0
    for _ in range(STEPS):
        ratio = exp(sign * size)
        error = sqrt(log_ratio_variance(plan.cells(ratio), plan.dispersion))
        slope = 1 + sign * REACH * plan.dispersion / (2 * ratio * plan.before * error)
        gap = REACH * error - size
        if slope <= 0 or size > room:
            return Answer(None, NEVER)
        if gap <= 0 or size + gap / slope == size:
            break
        size += gap / slope
    return Answer(exp(sign * size)) if size <= room else Answer(None, NEVER)


def months_needed(plan: Plan) -> Answer:
    """Months before, and as many after, until the effect can be told from chance; the months of the plan do not matter."""
    if reason := fault(plan):
        return Answer(None, reason)
    monthly = plan.yearly / 12
    spread = plan.dispersion / monthly * (1 + 1 / plan.ratio + 2 / plan.areas)
    counted = SMALLEST_CELL / (monthly * min(1.0, plan.ratio))
    return Answer(max(spread * (REACH / log(plan.ratio)) ** 2, counted))


def areas_needed(plan: Plan) -> Answer:
    """Comparison areas until the effect can be told from chance in these months; the areas of the plan do not matter."""
    if reason := fault(plan):
        return Answer(None, reason)
    if plan.before * min(1.0, plan.ratio) < SMALLEST_CELL:
        return Answer(None, TOO_FEW)
    spare = (log(plan.ratio) / REACH) ** 2 * plan.before / plan.dispersion - 1 - 1 / plan.ratio
    return Answer(float(max(1, ceil(2 / spare)))) if spare > 0 else Answer(None, NO_NUMBER)
