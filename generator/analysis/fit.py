"""Fit: how like mine the places are that a practice is known from, with the reason in a sentence.

A result from a place like mine tells the more of mine, whatever other places there are. So the place most like mine sets
the level, and the sentence says how many are alike and in what, in what all differ, and when all lie elsewhere.

The sentence is put together from the parts below and nothing else; `theme/assets/js/likeness.js` reads the same parts from
`search/likeness.json` and puts together the same.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from generator.analysis.likeness import WEIGHTS, Distance, Level, Profile, Trait, distance, homicide_of, level_of, steps

Known = Literal["tested", "measured", "done"]
"""What is known from the places: a comparison was made, something was measured, or the practice was only done there."""
Aspect = Literal["size", "homicide", "income", "country_homicide", "country", "region"]
"""What a part speaks of, in the order of the sentence: the traits, homicide by whose it is, and being of one country."""
Noun = Literal["city", "country", "place"]


class Part(NamedTuple):
    """How a part is said of one place and of several."""

    one: str
    many: str


class Difference(NamedTuple):
    """How it is said that all places differ from mine: `{}` takes `more`, `less` or, where some are either, both."""

    one: str
    many: str
    more: str
    less: str


ORDER: tuple[Level, ...] = ("much", "somewhat", "unlike", "unknown")
"""The most alike first."""
LEVELS: Mapping[Level, str] = {
    "much": "much like yours", "somewhat": "somewhat like yours", "unlike": "unlike yours", "unknown": "cannot say",
}  # fmt: skip
"""What readers are told of the places; never a number."""
HEADS: Mapping[Known, str] = {"tested": "Tested in", "measured": "Measured in", "done": "Not evaluated. Done in"}
NOUNS: Mapping[Noun, Part] = {
    "city": Part("city", "cities"), "country": Part("country", "countries"), "place": Part("place", "places"),
}  # fmt: skip
ALIKE: Mapping[Aspect, Part] = {
    "size": Part("of your size", "of your size"),
    "homicide": Part("with a similar homicide rate", "with similar homicide rates"),
    "income": Part("in a country about as rich", "in countries about as rich"),
    "country_homicide": Part("with a similar national homicide rate", "with similar national homicide rates"),
    "country": Part("in your country", "in your country"),
    "region": Part("in your region", "in your region"),
}
DIFFERENT: Mapping[Aspect, Difference] = {
    "size": Difference("{}", "{}", "larger", "smaller"),
    "homicide": Difference("with a {} homicide rate", "with {} homicide rates", "higher", "lower"),
    "income": Difference("in a {} country", "in {} countries", "richer", "poorer"),
    "country_homicide": Difference(
        "with a {} national homicide rate", "with {} national homicide rates", "higher", "lower"
    ),
}
ALIKE_COUNTRIES: Mapping[Aspect, Part] = {
    "income": Part("about as rich", "about as rich"),
    "country_homicide": ALIKE["homicide"],
}
"""Instead of the above where the places are countries themselves."""
DIFFERENT_COUNTRIES: Mapping[Aspect, Difference] = {
    "income": Difference("{}", "{}", "richer", "poorer"),
    "country_homicide": DIFFERENT["homicide"],
}
ELSEWHERE: Mapping[Known, Part] = {
    "tested": Part("The evidence is from another region.", "All evidence is from other regions."),
    "measured": Part("The evidence is from another region.", "All evidence is from other regions."),
    "done": Part("It lies in another region.", "All lie in other regions."),
}
WORDS: Mapping[str, str] = {
    "nowhere": "We do not know where.",
    "your": "your",
    "other": "other",
    "but": "but",
    "both": "both",
    "all": "all",
    "and": "and",
    "or": "or",
    "much": "much",
    "expect": "expect differences",
    "not_compared": "Not compared",
}
NAMES: Mapping[Trait, str] = {"size": "size", "homicide": "homicide", "income": "income", "region": "region"}
"""What readers call the traits, in the order in which they are named."""
OF_THE_COUNTRY: frozenset[Aspect] = frozenset({"country_homicide", "income", "region"})
"""What places of one country have in common, so that it goes without saying."""


class Fit(NamedTuple):
    """How like mine the places are that a practice is known from, by the one most like mine, and why."""

    level: Level
    distance: float | None
    """Of the place most like mine: for the order of a list, not for readers."""
    compared: int
    """How many traits are known of both."""
    sentence: str
    elsewhere: bool
    """Whether all of them are known to lie in other regions than mine."""


def fit(places: Sequence[Profile], mine: Profile, known: Known = "tested") -> Fit:
    """How like mine the places are, by the one most like mine. My own place among them is always much like mine."""
    if not places:
        return Fit("unknown", None, 0, WORDS["nowhere"], False)
    if mine.place and any(place.place == mine.place for place in places):
        others = [place for place in places if place.place != mine.place]
        return Fit("much", 0.0, len(WEIGHTS), _sentence_here(others, mine, known), False)
    found = [distance(mine, place) for place in places]
    nearest = min(found, key=_order)
    elsewhere = all(each.verdicts["region"] == "far" for each in found)
    level = level_of(nearest)
    expect = f": {WORDS['expect']}" if level == "unlike" or _is_far_apart(found) else ""
    tail = [_of(len(places), ELSEWHERE[known])] if elsewhere else []
    told = " ".join([f"{_sentence(places, mine, known)}{expect}.", *tail, *_not_compared(found, mine)])
    return Fit(level, nearest.value, nearest.compared, told, elsewhere)


def _order(found: Distance) -> tuple[int, float, int]:
    """The most alike first; of two equally far apart, the one of which more is known."""
    return ORDER.index(level_of(found)), 0 if found.value is None else found.value, -found.compared


def _sentence_here(others: Sequence[Profile], mine: Profile, known: Known) -> str:
    here = f"{HEADS[known]} {WORDS['your']} {NOUNS[_noun([mine])].one}"
    if not others:
        return f"{here}."
    return f"{here} {WORDS['and']} {len(others)} {WORDS['other']} {_of(len(others), NOUNS[_noun(others)])}."


def _sentence(places: Sequence[Profile], mine: Profile, known: Known) -> str:
    """Where it is known from: in what all are alike, in what some are, and in what none is."""
    many, noun = len(places), _noun(places)
    above = _above(places, mine)
    alike = {aspect: sum(step == 0 for step in found) for aspect, found in above.items()}
    if noun == "country" and alike["country"] == many:
        return f"{HEADS[known]} {WORDS['your']} {NOUNS[noun].one}"
    parts = {**ALIKE, **ALIKE_COUNTRIES} if noun == "country" else ALIKE
    words = {**DIFFERENT, **DIFFERENT_COUNTRIES} if noun == "country" else DIFFERENT
    apart = {
        aspect: [step for step in found if step] for aspect, found in above.items() if aspect in words and all(found)
    }
    all_are = [_of(many, parts[aspect]) for aspect in above if alike[aspect] == many]
    some_are = [f"{n} {_of(n, parts[aspect])}" for aspect, n in alike.items() if 0 < n < many]
    told = f"{HEADS[known]} {many} {_of(many, NOUNS[noun])}"
    if all_are:
        told = f"{told} {_listed(all_are)}"
    if some_are:
        told = f"{told} ({', '.join(some_are)})"
    if not apart:
        return told
    who = [WORDS["but"]] * bool(all_are or some_are) + [WORDS["both" if many == 2 else "all"]] * (many > 1)
    return f"{told}, {' '.join([*who, _listed([_different(words[aspect], found) for aspect, found in apart.items()])])}"


def _above(places: Sequence[Profile], mine: Profile) -> Mapping[Aspect, Sequence[int | None]]:
    """By how many bands each place lies above mine, for each aspect; within my region is told as 0, and what is not to be
    told is None."""
    within = [bool(mine.country) and place.country == mine.country for place in places]
    found = [(steps(mine, place), homicide_of(mine, place)) for place in places]
    told: Mapping[Aspect, Sequence[int | None]] = {
        "size": [step["size"] for step, _ in found],
        "homicide": [step["homicide"] if of == "city" else None for step, of in found],
        "income": [step["income"] for step, _ in found],
        "country_homicide": [step["homicide"] if of == "country" else None for step, of in found],
        "country": [0 if same else None for same in within],
        "region": [0 if step["region"] in (0, 1) else None for step, _ in found],
    }
    return {aspect: found for aspect, found in told.items() if not (all(within) and aspect in OF_THE_COUNTRY)}


def _different(words: Difference, found: Sequence[int]) -> str:
    more, less = any(step > 0 for step in found), any(step < 0 for step in found)
    way = f" {WORDS['or']} ".join([words.more] * more + [words.less] * less)
    return _of(len(found), words).replace("{}", f"{WORDS['much']} {way}" if _is_far(found) else way)


def _is_far(found: Sequence[int]) -> bool:
    return all(abs(step) > 1 for step in found)


def _is_far_apart(found: Sequence[Distance]) -> bool:
    """Whether there is a trait, the region apart, in which all places are far from mine."""
    return any(all(each.verdicts[trait] == "far" for each in found) for trait in NAMES if trait != "region")


def _not_compared(found: Sequence[Distance], mine: Profile) -> Sequence[str]:
    """The traits that are known of mine and could be compared with none of the places."""
    known: Mapping[Trait, bool] = {
        "size": mine.size is not None,
        "homicide": mine.homicide is not None or mine.country_homicide is not None,
        "income": mine.income is not None,
        "region": bool(mine.region),
    }
    missing = [NAMES[t] for t in NAMES if known[t] and all(each.verdicts[t] == "unknown" for each in found)]
    return [f"{WORDS['not_compared']}: {_listed(missing)}."] if missing else []


def _noun(places: Sequence[Profile]) -> Noun:
    """What the places are called together."""
    kinds = {place.kind for place in places}
    return "city" if kinds == {"city"} else "country" if kinds == {"country"} else "place"


def _of(amount: int, part: Part | Difference) -> str:
    return part.one if amount == 1 else part.many


def _listed(parts: Sequence[str]) -> str:
    """a, b and c."""
    *before, last = parts
    return f"{', '.join(before)} {WORDS['and']} {last}" if before else last
