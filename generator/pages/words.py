"""Plain words for effects, labels and flags: what a page says of a figure, with its uncertainty beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.analysis.effect import Effect
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


def phrase(effect: Effect, unit: str = "") -> Phrase:
    """'33% lower' and '18% to 45% lower'; when no interval is known, the reason."""
    if effect.value is None:
        return Phrase(_in_words(effect), _certainty(effect))
    figure = _one(effect.scale, effect.value, unit)
    if effect.low is None or effect.high is None:
        return Phrase(figure, _certainty(effect))
    return Phrase(figure, _between(effect))


def _in_words(effect: Effect) -> str:
    return {"fell": "lower", "rose": "higher", "no_change": "no difference found", None: "no effect given"}[
        effect.change
    ]


def _certainty(effect: Effect) -> str:
    match effect.certainty:
        case "significant":
            return "reported as significant; interval not seen"
        case "not_significant" if effect.rules_out_benefit is None:
            return "reported as not significant; interval not seen"
    if effect.rules_out_benefit is not None:
        return f"a benefit above {number(effect.rules_out_benefit)}{'%' if effect.scale in {'words', 'percent', 'ratio'} else ''} is ruled out"
    return effect.reason or "no interval given"


def _percent(scale: str, value: float) -> float:
    return 100 * (value - 1) if scale == "ratio" else value


def _one(scale: str, value: float, unit: str) -> str:
    if scale in {"ratio", "percent"}:
        change = _percent(scale, value)
        if abs(change) < 0.5:
            return "no difference"
        if scale == "ratio" and value >= 3:
            return f"{number(value)} times as high"
        return f"{number(abs(change), 0 if abs(change) >= 2 else 1)}% {'lower' if change < 0 else 'higher'}"
    name = {"points": "percentage points", "standardised": "standard deviations"}.get(scale, unit or "units")
    return f"{number(abs(value))} {name} {'lower' if value < 0 else 'higher'}"


def _between(effect: Effect) -> str:
    assert effect.low is not None and effect.high is not None
    ends = (effect.low, effect.high)
    if effect.scale in {"ratio", "percent"}:
        low, high = (_percent(effect.scale, v) for v in ends)
        if low < 0 and high < 0:
            return f"{number(-high, 0)}% to {number(-low, 0)}% lower{_level(effect)}"
        if low > 0 and high > 0:
            start = f"{number(low, 0)}%" if high < MANIFOLD else _rise(low)
            return f"{start} to {_rise(high)}{_level(effect)}"
        return f"from {number(abs(low), 0)}% lower to {_rise(high)}{_level(effect)}"
    low, high = ends
    if low < 0 <= high:
        return f"from {number(-low)} lower to {number(high)} higher{_level(effect)}"
    low, high = sorted((abs(low), abs(high)))
    return f"{number(low)} to {number(high)} {'lower' if effect.high < 0 else 'higher'}{_level(effect)}"


MANIFOLD = 200
"""A rise of so many percent, to three times, is told as a multiple: nobody pictures 9,900% more."""


def _rise(change: float) -> str:
    """A rise in percent, or as a multiple."""
    return f"{number(1 + change / 100)} times as high" if change >= MANIFOLD else f"{number(abs(change), 0)}% higher"


def _level(effect: Effect) -> str:
    level = "" if effect.level == 95 else f", {number(effect.level)}% interval"
    return level + (", interval computed by us" if effect.computed else "")
