"""Lift: the cheapest missing fact that would better a label, found by supposing it and rating again.

A supposed fact is the best that may honestly be hoped for: an interval that leaves out no effect, a comparison in which
nothing changed. What is known to be bad is never supposed away.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from generator.analysis.direction import direction_of
from generator.analysis.effect import POLICE_DISPERSION, REASONS, Effect, from_counts, natural
from generator.analysis.evidence import Rating, rating_of
from generator.analysis.row import Row, rejudged
from generator.analysis.rules import CAUSAL, LEAST_TRIALS, RANDOMISED, REACHES, Label, rank
from generator.model.approach import Approach
from generator.model.measure import Measure
from generator.model.practice import Record
from generator.model.study import Study, SystematicReview

Missing = Literal[
    "interval", "attrition_under_20_percent", "independent", "displacement_checked", "before", "comparison", "review", "study", "city"
]  # fmt: skip


SENTENCES: Mapping[Missing, str] = {
    "interval": "{}, if it leaves out that nothing changed",
    "attrition_under_20_percent": "That fewer than a fifth of those followed were lost",
    "independent": "That others than those who ran it evaluated it",
    "displacement_checked": "That the study looked whether harm moved next door",
    "before": "The same measure from before the start, if it was worse then",
    "comparison": "The same figures for a comparison, if nothing changed there",
    "review": f"That the review searched systematically and pooled at least {LEAST_TRIALS} controlled studies",
    "study": "Another study, in which chance decides who is treated; no missing fact would",
    "city": "The same result of a good study in a second city; no missing fact would",
}
"""Each missing fact in words; in place of {} stands what would give an interval."""


@dataclass(frozen=True, slots=True)
class Lift:
    """A fact that is missing, what it is in words, and the level and label that it could bring."""

    fact: Missing
    sentence: str
    level: int
    label: Label


def lift_of(record: Record, rating: Rating, measures: Mapping[str, Measure], today: date) -> Lift | None:
    """What would lift a rating; None when the label is at its best, is not judged, or only other results could."""
    measure = measures[rating.measure]
    best = "proven" if isinstance(record, Approach) else "strong"
    if measure.good == "none" or rating.label == best or len(rating.rows) > MOST_ROWS:
        return None
    for suppose in SUPPOSITIONS:
        found = list(_with(suppose, record, rating, measure, today))
        if found:
            return min(found, key=lambda lift: rank(lift.label))
    return None


MOST_ROWS = 40
"""With more results than this on one measure, no single fact decides."""
Supposed = tuple[Missing, str, tuple[Row, ...]]
"""What is missing, in words, and the rows that would stand for the one judged."""


def _with(
    suppose: Callable[[Row, Measure], Supposed | None], record: Record, rating: Rating, measure: Measure, today: date
) -> Iterator[Lift]:
    """The lifts that one supposition gives, made of each row of a study in turn."""
    replicable = isinstance(record, Approach)
    for index, row in enumerate(rating.rows):
        supposed = None if row.again else suppose(row, measure)
        if supposed is None:
            continue
        fact, sentence, others = supposed
        rows = (*rating.rows[:index], *others, *rating.rows[index + 1 :])
        better = rating_of(record, measure, rows, today, replicable=replicable)
        if rank(better.label) < rank(rating.label):
            yield Lift(fact, sentence, better.level, better.label)


def _good(measure: Measure) -> Effect:
    """An effect in words that is as one would wish."""
    return Effect("words", None, certainty="significant", change="fell" if measure.good == "lower" else "rose")


WAYS_TO_AN_INTERVAL: Mapping[str, str] = {
    REASONS["no_interval"]: "The interval of the effect, its standard error or its p-value",
    REASONS["averages"]: "The counts behind the averages",
    REASONS["no_size"]: "How many people were asked",
    REASONS["no_spread"]: "The standard deviation and the size of each group",
    REASONS["no_figure"]: "The figure behind the words, with its interval",
}
"""What would give an interval, by the reason why there is none. A reason that no reading mends is not here."""


def _interval(row: Row, measure: Measure) -> Supposed | None:
    effect = row.effect
    if "R0" in row.trail:
        return None
    if effect.low is not None or effect.certainty == "not_significant" or effect.reason not in WAYS_TO_AN_INTERVAL:
        return None
    way = (
        natural(effect.scale, effect.value)
        if effect.value is not None
        else {"fell": -1, "rose": 1}.get(effect.change or "", 0)
    )
    if not way or (way < 0) != (measure.good == "lower"):
        return None
    sentence = SENTENCES["interval"].format(WAYS_TO_AN_INTERVAL[effect.reason])
    sure = replace(effect, low=effect.value, high=effect.value) if effect.value is not None else _good(measure)
    return "interval", sentence, (rejudged(row, measure, sure, interval=True),)


FACTS: tuple[Missing, ...] = ("attrition_under_20_percent", "independent", "displacement_checked")
"""Facts about a study that may be there though nobody saw them."""


def _seen(fact: Missing) -> Callable[[Row, Measure], Supposed | None]:
    """Supposes that a fact which was not seen was there. What is known to be missing is not supposed."""

    def suppose(row: Row, measure: Measure) -> Supposed | None:
        if row.facts.get(fact) != "not_seen" or not row.facts["full_text"]:  # of an abstract it costs nothing
            return None
        return fact, SENTENCES[fact], (rejudged(row, measure, row.effect, **{fact: "yes"}),)

    return suppose


def _before(row: Row, measure: Measure) -> Supposed | None:
    if row.level > 1 or row.facts.get("before_given", True) or row.facts["effect_given"]:
        return None
    design = "before-after" if row.facts["design"] == "monitoring" else row.facts["design"]
    return "before", SENTENCES["before"], (rejudged(row, measure, _good(measure), before_given=True, design=design),)


def _comparison(row: Row, measure: Measure) -> Supposed | None:
    if row.facts.get("design") != "before-after" and "C2" not in row.trail:
        return None
    supposed = rejudged(
        row, measure, _beside_no_change(row), comparison_given=True, design="before-after-with-comparison"
    )
    return "comparison", SENTENCES["comparison"], (supposed,)


def _beside_no_change(row: Row) -> Effect:
    """The effect beside a comparison of the same size in which nothing changed; its interval is wider."""
    counts = row.outcome.counts
    if counts is None or counts.before is None or not isinstance(row.source, Study):
        return row.effect
    still = {
        "comparison_before": counts.before,
        "comparison_after": counts.before,
        "comparison_exposure_before": counts.exposure_before,
        "comparison_exposure_after": counts.exposure_before,
    }
    police = row.outcome.data_source == "police" and row.source.variance_modelled != "yes"
    return from_counts(counts.model_copy(update=still), dispersion=POLICE_DISPERSION if police else 1.0)


def _review(row: Row, measure: Measure) -> Supposed | None:
    """Supposes that a review counts, unless it is known not to."""
    review = row.source
    if not isinstance(review, SystematicReview) or "R0" not in row.trail or "no" in (review.systematic, review.pooled):
        return None
    if review.controlled is not None and review.controlled < LEAST_TRIALS:
        return None
    supposed = replace(row, level=REACHES, trail=("R1",), direction=direction_of(row.effect, measure, REACHES))
    return "review", SENTENCES["review"], (supposed,)


def _trial(row: Row, _measure: Measure) -> Supposed | None:
    if row.direction != "improved" or row.facts.get("design") in (None, *RANDOMISED):
        return None
    return "study", SENTENCES["study"], (replace(row, level=CAUSAL, trail=("base",)),)


def _city(row: Row, _measure: Measure) -> Supposed | None:
    """For an approach: the same good result of a trial in a second city. A practice stays where it is by it."""
    if row.direction != "improved" or row.level < CAUSAL:
        return None
    here, elsewhere = (
        replace(row, places=row.places or ("here",)),
        replace(row, places=("elsewhere",), trial="elsewhere"),
    )
    return "city", SENTENCES["city"], (here, elsewhere)


SUPPOSITIONS: tuple[Callable[[Row, Measure], Supposed | None], ...] = (
    _interval,
    *(_seen(fact) for fact in FACTS),
    _before,
    _review,
    _comparison,
    _trial,
    _city,
)
"""From the cheapest to find, a figure in a paper already cited, to the dearest, a new study."""
