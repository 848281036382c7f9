"""Stakes: what reading a source in full could change, for better or worse."""

from typing import Any

from hypothesis import given

from generator.analysis.evidence import rate, rate_approach
from generator.analysis.stakes import Stake, stakes
from generator.model.study import Study
from tests.builders import MEASURES, SOUND, approach, outcome, practice, ratio, review, study, study_lists
from tests.support import TODAY


def staked(*outcomes: Any, read: str = "abstract", **facts: Any) -> list[Stake]:
    """The stakes of a practice with one study."""
    record = practice(study(*outcomes, **facts), read=read, place_bound="yes")
    (rating,) = rate(record, MEASURES, TODAY)
    return list(stakes(record, rating, MEASURES, TODAY))


def could_be(*outcomes: Any, **facts: Any) -> tuple[str, ...]:
    """The labels that the one stake names."""
    (stake,) = staked(*outcomes, **facts)
    return stake.could_be


def test_a_source_read_in_full_stakes_nothing() -> None:
    """It has been read."""
    assert staked(outcome(reported=ratio(0.7)), read="full_text") == []


def test_an_interval_could_better_a_good_figure() -> None:
    """Or the text could turn out to hold none of what we ask."""
    assert could_be(outcome(reported=ratio(0.7)), **SOUND) == ("strong",)


def test_an_interval_could_show_harm() -> None:
    """A figure on the bad side is at stake too, which no list of lifts would say."""
    assert could_be(outcome(reported=ratio(1.4)), **SOUND) == ("caution",)


def test_silence_in_the_full_text_costs_steps() -> None:
    """What an abstract does not say is not held against a study; a text that does not say it is."""
    assert could_be(**{**SOUND, "displacement_checked": "not_seen"}) == ("promising",)


def test_what_is_sure_is_not_at_stake() -> None:
    """Every fact was seen, and the interval."""
    assert staked(**SOUND) == []


def test_reviews_are_at_stake_by_their_interval() -> None:
    """The steps are for studies."""
    record = approach(review(outcome(reported=ratio(1.6))))
    (rating,) = rate_approach(record, (), MEASURES, TODAY)

    (stake,) = stakes(record, rating, MEASURES, TODAY)

    assert (stake.citation, stake.could_be) == ("s", ("caution",))


def test_what_is_not_judged_is_not_at_stake() -> None:
    """No reading gives it a label."""
    assert staked(outcome(measure="reports", reported=ratio(0.7))) == []


@given(study_lists())
def test_only_other_labels_are_named(found: tuple[Study, ...]) -> None:
    """Whatever the studies."""
    record = practice(*found, place_bound="yes")
    for rating in rate(record, MEASURES, TODAY):
        for stake in stakes(record, rating, MEASURES, TODAY):
            assert stake.could_be and rating.label not in stake.could_be
            assert stake.weight > 0
