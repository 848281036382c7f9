"""The rules of the rating as a table: what each looks at, what it does, why, and what it follows.

Python and the reader's browser evaluate the same table: a rule fires when all conditions of one of its alternatives
hold of the facts of a study. The facts are plain values by name; one that is not known is None.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Direction = Literal[
    "improved",
    "worsened",
    "mixed",
    "no_meaningful_effect",
    "no_benefit_shown",
    "no_effect_shown",
    "unclear",
    "not_judged",
]
Label = Literal[
    "proven",
    "strong",
    "promising",
    "emerging",
    "mixed",
    "not_effective",
    "no_benefit_shown",
    "no_effect_shown",
    "caution",
    "concern",
    "inconclusive",
    "described",
    "not_judged",
]
Facts = Mapping[str, str | float | bool | None]

BASE: Mapping[str, int] = {
    "monitoring": 1,
    "before-after": 2, "cross-section": 2,
    "difference-in-differences": 3, "matched-comparison": 3, "before-after-with-comparison": 3,
    "interrupted-time-series": 3, "time-series-with-comparison": 3, "natural-experiment-matched": 3,
    "randomised-trial": 4, "cluster-randomised-trial": 4, "regression-discontinuity": 4,
    "instrumental-variable": 4, "synthetic-control": 4,
}  # fmt: skip
"""The level a design earns before caps and deductions. Designs that measure no effect are not here."""
RANDOMISED = ("randomised-trial", "cluster-randomised-trial")
AT_ONE_TIME = (*RANDOMISED, "regression-discontinuity", "instrumental-variable", "cross-section")
"""Designs that set one group against another at one time, so that the comparison's end value stands for a baseline."""
WITH_COMPARISON = (
    "difference-in-differences", "matched-comparison", "before-after-with-comparison",
    "time-series-with-comparison", "natural-experiment-matched",
)  # fmt: skip
"""Designs whose level rests on a comparison: an effect of after against before alone leaves it unused."""
REACHES = 3
"""From this level on a study has a comparison: it counts in the pool, and a null or a harm has a label of its own."""
CAUSAL = 4
REPLICATED = 5
MOST_DEDUCTIONS = 2
LEAST_TRIALS = 5
"""Controlled studies a review must pool to count; with as many drawn by lot it counts as Causal."""

LABELS: Mapping[Direction, tuple[Label, Label, Label, Label, Label, Label]] = {
    "improved": ("described", "emerging", "emerging", "promising", "strong", "proven"),
    "mixed": ("described", "mixed", "mixed", "mixed", "mixed", "mixed"),
    "no_meaningful_effect": ("described", "inconclusive", "inconclusive", "not_effective", "not_effective", "not_effective"),
    "no_benefit_shown": ("described", "inconclusive", "inconclusive", "no_benefit_shown", "no_benefit_shown", "no_benefit_shown"),
    "no_effect_shown": ("described", "inconclusive", "inconclusive", "no_effect_shown", "no_effect_shown", "no_effect_shown"),
    "worsened": ("described", "concern", "concern", "caution", "caution", "caution"),
    "unclear": ("described", "inconclusive", "inconclusive", "inconclusive", "inconclusive", "inconclusive"),
    "not_judged": ("not_judged", "not_judged", "not_judged", "not_judged", "not_judged", "not_judged"),
}  # fmt: skip
"""The public label of each direction at E0 to E5: a function of these two and of nothing else."""
ORDER: tuple[Label, ...] = (
    "proven", "strong", "promising", "emerging", "mixed", "inconclusive", "described", "no_effect_shown",
    "no_benefit_shown", "not_effective", "concern", "caution", "not_judged",
)  # fmt: skip
"""Labels from best to worst."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One fact of a study and what it must be. `below` does not hold of a number that is not known."""

    fact: str
    test: Literal["is", "in", "not_in", "below"]
    value: str | float | bool | tuple[str, ...]

    def holds(self, facts: Facts) -> bool:
        """Whether the fact is so."""
        found = facts[self.fact]
        match self.test, self.value:
            case "is", value:
                return found == value
            case "in", tuple(values):
                return found in values
            case "not_in", tuple(values):
                return found not in values
            case "below", int() | float() as limit:
                return isinstance(found, int | float) and found < limit
        raise ValueError(f"{self} cannot be asked")


@dataclass(frozen=True, slots=True)
class Rule:
    """One step of the rating.

    A cap holds the level to `at_most`, a deduction takes a step off from `from_level` upwards; other kinds only speak
    in a trail. `when` holds alternatives, each a tuple of conditions that must all hold.
    """

    id: str
    kind: Literal["base", "cap", "deduction", "review", "approach", "reviewer"]
    sentence: str
    reason: str
    follows: str
    """Key of the scheme in SCHEMES that it takes after, '' when it is our own."""
    how: str
    """What that scheme asks, or what of the rule is ours."""
    at_most: int = 5
    from_level: int = 1
    when: tuple[tuple[Condition, ...], ...] = ()

    def fires(self, facts: Facts) -> bool:
        """Whether one of its alternatives holds."""
        return any(all(condition.holds(facts) for condition in each) for each in self.when)


def _is(fact: str, value: str | float | bool) -> Condition:
    return Condition(fact, "is", value)


def _unknown_or_no(fact: str, *also: Condition) -> tuple[tuple[Condition, ...], ...]:
    """Known to be so, or looked for in the full text and not found there."""
    return (_is(fact, "no"),), (_is(fact, "not_seen"), _is("full_text", True), *also)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A rating scheme of others that a rule takes after."""

    name: str
    url: str


SCHEMES: Mapping[str, Scheme] = {
    "SMS": Scheme("Maryland Scientific Methods Scale", "https://whatworksgrowth.org/insights/how-to-use-our-new-scoring-guide/"),
    "GRADE": Scheme("GRADE", "https://pmc.ncbi.nlm.nih.gov/articles/PMC6692166/table/T1"),
    "Blueprints": Scheme("Blueprints for Healthy Youth Development", "https://www.blueprintsprograms.org/blueprints-certification/"),
    "College": Scheme("College of Policing, Crime Reduction Toolkit", "https://whatworks.college.police.uk/toolkit/"),
}  # fmt: skip
RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(
            "base", "base",
            "The design of the study sets the level to begin with.",
            "A design decides which other causes a study can rule out.",
            "SMS", "Its levels 1 to 5 order designs; GRADE begins the same way.",
        ),
        Rule(
            "C0", "cap",
            "No end value and no effect with a source: Described.",
            "Without a figure there is nothing to judge.",
            "", "",
            at_most=0, when=((_is("value_given", False), _is("effect_given", False)),),
        ),
        Rule(
            "C1", "cap",
            "No value from before: at most Monitored, unless chance or a threshold chose who was treated, or two groups were looked at once.",
            "A number alone does not say whether anything changed.",
            "SMS", "Its first level asks for two groups or two times; this is below it.",
            at_most=1,
            when=(
                (_is("effect_given", False), _is("before_given", False), _is("comparison_given", False)),
                (_is("effect_given", False), _is("before_given", False), Condition("design", "not_in", AT_ONE_TIME)),
            ),
        ),
        Rule(
            "C2", "cap",
            "A comparison is named, but its values are not given and no effect is set against it: at most Before–after.",
            "A comparison nobody can see compares nothing.",
            "SMS", "Its level 3 asks for a comparison group.",
            at_most=2,
            when=(
                (_is("effect_given", False), _is("comparison_given", False)),
                (
                    Condition("design", "in", WITH_COMPARISON),
                    _is("orientation", "after_vs_before"),
                    _is("comparison_given", False),
                ),
            ),
        ),
        Rule(
            "C3", "cap",
            "A time series with fewer than 12 points before the change: at most Before–after.",
            "A trend and a season cannot be told from the change in fewer points.",
            "", "The number is ours.",
            at_most=2, when=((_is("design", "interrupted-time-series"), Condition("points_before", "below", 12)),),
        ),
        Rule(
            "C4", "cap",
            "The comparison is known to be unlike: at most Before–after.",
            "What differs from the start may be what differs at the end.",
            "SMS", "Its level 3 asks for an argument that the groups are alike.",
            at_most=2, when=((_is("comparison_alike", "no"),),),
        ),
        Rule(
            "C5", "cap",
            "Fewer than 8 units drawn by lot: at most Compared.",
            "With so few draws, chance leaves large differences between the groups.",
            "", "The number is ours.",
            at_most=3, when=((Condition("design", "in", RANDOMISED), Condition("units_randomised", "below", 8)),),
        ),
        Rule(
            "D1", "deduction",
            "Evaluated by those who ran it: one step down.",
            "Who has worked for success finds it more easily.",
            "Blueprints", "Its highest class asks for a replication by others.",
            when=_unknown_or_no("independent"),
        ),
        Rule(
            "D2", "deduction",
            "Followed for under 6 months: one step down.",
            "Many first effects fade.",
            "Blueprints", "Its model programmes keep their effect for a year; our six months ask for less.",
            when=((Condition("follow_up_months", "below", 6),),),
        ),
        Rule(
            "D3", "deduction",
            "The full text was read and gives no interval: one step down.",
            "Without it nobody can say how far chance reaches.",
            "GRADE", "It takes steps off for imprecision.",
            from_level=REACHES, when=((_is("full_text", True), _is("interval", False)),),
        ),
        Rule(
            "D4", "deduction",
            "Over a fifth of those followed were lost: one step down.",
            "Those who leave are rarely like those who stay.",
            "GRADE", "It takes steps off for bias; the fifth is ours.",
            when=_unknown_or_no("attrition_under_20_percent", Condition("design", "in", RANDOMISED)),
        ),
        Rule(
            "D5", "deduction",
            "It works on places, and nobody looked whether harm moved next door: one step down.",
            "Harm moved is not harm prevented.",
            "", "",
            when=tuple((_is("place_bound", True), *each) for each in _unknown_or_no("displacement_checked")),
        ),
        Rule(
            "R0", "review",
            f"A review not known to have searched systematically and pooled at least {LEAST_TRIALS} controlled studies: shown, and unclear by itself.",
            "Who chooses the studies chooses the answer.",
            "College", "Its toolkit takes systematic reviews only.",
        ),
        Rule(
            "R1", "review",
            f"A systematic review that pooled at least {LEAST_TRIALS} controlled studies counts as Compared, as Causal if {LEAST_TRIALS} were drawn by lot.",
            "A review is no stronger than what it pools.",
            "", "The number is ours.",
        ),
        Rule(
            "R2", "approach",
            "Replicated: improved in two cities by two studies at Compared or better, one of them Causal, and none against.",
            "What works once may owe it to the place.",
            "Blueprints", "Its highest class asks for a replication by others; the two cities are ours.",
        ),
        Rule(
            "lowered", "reviewer",
            "A reviewer lowered the level, with a reason.",
            "A table cannot see everything; a person may only make it stricter.",
            "", "",
        ),
        Rule(
            "not_lowered", "reviewer",
            "A reviewer asked for a lower level; the label would not be better for it, so the level stays.",
            "Of a harmful result, a lower level would be the kinder label.",
            "", "",
        ),
    )
}  # fmt: skip


def strength(facts: Facts) -> tuple[int, tuple[str, ...]]:
    """Level of one outcome and the rules that set it: the base, caps, then at most two deductions, not below E1."""
    base = BASE[str(facts["design"])]
    caps = [r for r in RULES.values() if r.kind == "cap" and r.at_most < base and r.fires(facts)]
    level = min([base, *(rule.at_most for rule in caps)])
    trail = ("base", *(rule.id for rule in caps))
    if level == 0:
        return 0, trail
    faults = [r.id for r in RULES.values() if r.kind == "deduction" and level >= r.from_level and r.fires(facts)]
    fired = faults[:MOST_DEDUCTIONS]
    return max(1, level - len(fired)), (*trail, *fired)


def label_of(level: int, direction: Direction) -> Label:
    """The public label: a function of level and direction and of nothing else."""
    return LABELS[direction][level]


def rank(label: Label) -> int:
    """Where a label stands from best, 0, to worst."""
    return _RANKS[label]


_RANKS: Mapping[Label, int] = {label: place for place, label in enumerate(ORDER)}
