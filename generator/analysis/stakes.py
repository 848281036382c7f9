"""Stakes: which labels could change, for better or worse, if a source that we read as an abstract were read in full."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.analysis.evidence import Rating, rating_of
from generator.analysis.lift import MOST_ROWS
from generator.analysis.row import Row, rejudged
from generator.analysis.rules import Label, rank
from generator.model.approach import Approach
from generator.model.measure import Measure
from generator.model.practice import Record

SEEN = ("independent", "attrition_under_20_percent", "displacement_checked")


@dataclass(frozen=True, slots=True)
class Stake:
    """One label that reading a source in full could change: the source, the measure, and the labels it could become."""

    citation: str
    rating: Rating
    could_be: tuple[Label, ...]

    @property
    def weight(self) -> int:
        """How many places in the order of labels the farthest change would be; harm and fear count for more."""
        far = max(abs(rank(label) - rank(self.rating.label)) for label in self.could_be)
        return far * (3 if self.rating.tier in {"harm", "fear"} else 1)


def stakes(record: Record, rating: Rating, measures: Mapping[str, Measure], today: date) -> Iterator[Stake]:
    """The stakes of one rating, one for each source read as an abstract or known at second hand that decides it."""
    unread = {c.id for c in record.citations if c.read != "full_text"}
    if measures[rating.measure].good == "none" or len(rating.rows) > MOST_ROWS:
        return
    told: dict[str, dict[Label, None]] = {}
    for index, row in enumerate(rating.rows):
        key = row.source.cite[0] if row.source.cite else ""
        if row.again or key not in unread:
            continue
        for other in _readings(row, measures[rating.measure]):
            rows = (*rating.rows[:index], other, *rating.rows[index + 1 :])
            found = rating_of(
                record, measures[rating.measure], rows, today, replicable=isinstance(record, Approach)
            ).label
            if found != rating.label:
                told.setdefault(key, {})[found] = None
    for key, labels in told.items():
        yield Stake(key, rating, tuple(sorted(labels, key=rank)))


def _readings(row: Row, measure: Measure) -> Iterator[Row]:
    """What the full text could show at most: nothing more, all that we look for, and an interval close to the figure."""
    effect = row.effect
    narrow = replace(effect, low=effect.value, high=effect.value) if effect.low is None and effect.value else None
    yes = {fact: "yes" for fact in SEEN if row.facts.get(fact) == "not_seen"}
    if row.facts:
        yield rejudged(row, measure, effect, full_text=True)
        if yes:
            yield rejudged(row, measure, effect, full_text=True, **yes)
    if narrow and effect.certainty == "none":
        yield rejudged(row, measure, narrow, full_text=True, interval=True, **yes)
