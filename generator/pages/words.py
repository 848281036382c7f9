"""Plain words for effects, labels and flags: what a page says of a figure, with its uncertainty beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.analysis.effect import Effect, Scale
from generator.analysis.evidence import Flag, Standing
from generator.analysis.knowledge import State
from generator.analysis.rules import RULES as RULES
from generator.analysis.rules import Direction, Label
from generator.model.measure import CLASSES as CLASSES
from generator.model.place import PlaceKind


@dataclass(frozen=True, slots=True)
class Word:
    """How a label is shown: its name, the mark that tells it apart without colour, its family and one sentence."""

    name: str
    mark: str
    tone: Literal["good", "mixed", "null", "bad", "open"]
    meaning: str


LABELS: Mapping[Label, Word] = {
    "proven": Word("Proven", "▲▲", "good", "Improved in two cities or more, in studies that can show cause."),
    "strong": Word("Strong", "▲", "good", "Improved, in a study that can show cause."),
    "promising": Word("Promising", "△", "good", "Improved, against a comparison that was not drawn by lot."),
    "emerging": Word("Emerging", "◁", "good", "Improved, in figures that cannot show what caused it."),
    "mixed": Word("Mixed", "◆", "mixed", "Good studies disagree. We do not average them."),
    "not_effective": Word("Not effective", "■", "null", "Any effect is too small to matter, either way."),
    "no_benefit_shown": Word("No benefit shown", "▣", "null", "A benefit worth having can be ruled out."),
    "no_effect_shown": Word("No effect shown", "□", "null", "A compared study found no significant change."),
    "caution": Word("Caution: harm shown", "▼", "bad", "It got worse, against a comparison."),
    "concern": Word("Concern", "▽", "bad", "It got worse, in figures that cannot show what caused it."),
    "inconclusive": Word(
        "Inconclusive", "○", "open", "What we have seen fits both a benefit and none, or does not say how sure it is."
    ),
    "described": Word("Described", "·", "open", "No sourced result yet."),
    "not_judged": Word(
        "Shown, not judged", "–", "open", "A rise may mean more harm or more trust in reporting, so we do not judge it."
    ),
}
NOT_RATED = Word("Not evaluated", "·", "open", "Nobody has published a measured effect on harm or fear.")
STANDINGS: Mapping[Standing, str] = {
    "strong": "strong evidence of benefit", "promising": "promising evidence", "mixed": "mixed results", "null": "no benefit found",
    "harmful": "signs of harm", "unknown": "not yet known", "overdue": "past its review date",
}  # fmt: skip
LEVELS = ("Described", "Monitored", "Before–after", "Compared", "Causal", "Replicated")
FOURTHS = ("lowest", "second-lowest", "second-highest", "highest")
"""The fourths of countries by GDP per person, in their order."""
DIRECTIONS: Mapping[Direction, str] = {
    "improved": "improved", "worsened": "got worse", "mixed": "mixed", "no_meaningful_effect": "no meaningful effect",
    "no_benefit_shown": "no benefit shown", "no_effect_shown": "no effect shown", "unclear": "unclear", "not_judged": "not judged",
}  # fmt: skip
FLAGS: Mapping[Flag, str] = {
    "dated": "over 10 years old",
    "single_study": "one study",
    "police_data_only": "police data only",
    "single_context": "one city",
    "not_checked": "some facts of the study not checked by us",
    "interval_not_seen": "interval not seen",
    "contested": "sources disagree",
    "subgroup_only": "for a part of the people or places only",
    "weaker_studies_disagree": "weaker studies disagree",
}
READS = {
    "full_text": "read in full",
    "abstract": "read as abstract or landing page",
    "secondary": "known from another text that quotes it",
}
STATES: Mapping[State, str] = {"yes": "shown", "partly": "in part", "no": "not shown", "not_seen": "not known"}
THREE = {"yes": "yes", "no": "no", "not_seen": "not seen in the sources read"}


def number(value: float, decimals: int | None = None) -> str:
    """A number for readers: 1,234 or 0.48; `decimals` fixes the digits after the point. English for now."""
    if decimals is not None:
        return f"{value:,.{decimals}f}"
    if float(value).is_integer() or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:,.{2 if abs(value) < 10 else 1}f}".rstrip("0").rstrip(".")


def count(amount: int, one: str, many: str = "") -> str:
    """'1 study', '3 studies'."""
    return f"{number(amount)} {one if amount == 1 else many or one + 's'}"


KINDS: Mapping[PlaceKind, tuple[str, str]] = {
    "country": ("country", "countries"), "city": ("city", "cities"), "subnational": ("part of a country", "parts of countries"),
    "region": ("region", "regions"),
}  # fmt: skip


def places(amount: int, kind: PlaceKind) -> str:
    """'1 city', '195 countries'."""
    return count(amount, *KINDS[kind])


@dataclass(frozen=True, slots=True)
class Phrase:
    """An effect in words: the figure, and what is known of its uncertainty."""

    figure: str
    range: str


SAID: Mapping[str, str] = {
    "fell": "lower", "rose": "higher", "no_change": "no difference found", "nothing": "no effect given",
    "significant": "reported as significant; interval not seen",
    "not_significant": "reported as not significant; interval not seen",
    "ruled_out": "a benefit above {} is ruled out", "no_reason": "no interval given",
    "same": "no difference", "lower": "{} lower", "higher": "{} higher", "times": "{} times as high",
    "span": "{} to {}", "across": "from {} to {}",
    "level": "{}, {}% interval", "computed": "{}, interval computed by us",
}  # fmt: skip
"""What is said of an effect; in place of {} stand its numbers."""
UNITS: Mapping[Scale, str] = {
    "points": "percentage points",
    "standardised": "standard deviations",
    "difference": "units",
}
"""What a figure is counted in, on scales that are not told in percent."""


def phrase(effect: Effect, unit: str = "") -> Phrase:
    """'33% lower' and '18% to 45% lower'; when no interval is known, the reason."""
    if effect.value is None:
        return Phrase(SAID[effect.change or "nothing"], _certainty(effect))
    figure = _one(effect.scale, effect.value, unit)
    if effect.low is None or effect.high is None:
        return Phrase(figure, _certainty(effect))
    return Phrase(figure, _qualified(effect, _between(effect.scale, effect.low, effect.high)))


def _certainty(effect: Effect) -> str:
    out = effect.rules_out_benefit
    if effect.certainty == "significant" or (effect.certainty == "not_significant" and out is None):
        return SAID[effect.certainty]
    if out is not None:
        return SAID["ruled_out"].format(f"{number(out)}{'%' if effect.scale in {'words', 'percent', 'ratio'} else ''}")
    return effect.reason or SAID["no_reason"]


def _percent(scale: str, value: float) -> float:
    return 100 * (value - 1) if scale == "ratio" else value


def _one(scale: Scale, value: float, unit: str) -> str:
    if scale not in {"ratio", "percent"}:
        return _towards(
            value, f"{number(abs(value))} {UNITS[scale] if scale != 'difference' else unit or UNITS[scale]}"
        )
    change = _percent(scale, value)
    if abs(change) < 0.5:
        return SAID["same"]
    if scale == "ratio" and value >= 3:
        return SAID["times"].format(number(value))
    return _towards(change, f"{number(abs(change), 0 if abs(change) >= 2 else 1)}%")


def _towards(change: float, size: str) -> str:
    return SAID["lower" if change < 0 else "higher"].format(size)


def _between(scale: Scale, low: float, high: float) -> str:
    if scale in {"ratio", "percent"}:
        low, high = (_percent(scale, end) for end in (low, high))
        if low < 0 and high < 0:
            return SAID["span"].format(f"{number(-high, 0)}%", _towards(low, f"{number(-low, 0)}%"))
        if low > 0 and high > 0:
            return SAID["span"].format(f"{number(low, 0)}%" if high < MANIFOLD else _rise(low), _rise(high))
        return SAID["across"].format(SAID["lower"].format(f"{number(abs(low), 0)}%"), _rise(high))
    if low < 0 <= high:
        return SAID["across"].format(_towards(low, number(-low)), _towards(high, number(high)))
    near, far = sorted((abs(low), abs(high)))
    return SAID["span"].format(number(near), _towards(high, number(far)))


MANIFOLD = 200
"""A rise of so many percent, to three times, is told as a multiple: nobody pictures 9,900% more."""


def _rise(change: float) -> str:
    """A rise in percent, or as a multiple."""
    if change >= MANIFOLD:
        return SAID["times"].format(number(1 + change / 100))
    return SAID["higher"].format(f"{number(abs(change), 0)}%")


def _qualified(effect: Effect, said: str) -> str:
    """The interval with its level, unless that is 95%, and whether we computed it."""
    if effect.level != 95:
        said = SAID["level"].format(said, number(effect.level))
    return SAID["computed"].format(said) if effect.computed else said
