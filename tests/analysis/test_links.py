"""Links: one failure says little; days of them say gone, and more is asked of an address that came back before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.links import DAYS, FAILURES, FLAPPING, Answer, Memory, after, answer_of, is_due, verdict

FIRST = date(2026, 1, 1)


def asked(*answers: tuple[int, Answer]) -> Memory:
    """What is known after askings on days counted from the first."""
    memory = Memory()
    for day, answer in answers:
        memory = after(memory, answer, FIRST + timedelta(days=day))
    return memory


def test_an_address_is_gone_after_failures_over_days() -> None:
    """Neither many failures at once nor two far apart are enough."""
    assert verdict(asked((0, "fails"), (3, "fails"), (7, "fails"))) == "gone"
    assert verdict(asked((0, "fails"), (1, "fails"), (2, "fails"), (6, "fails"))) == "unsure"
    assert verdict(asked((0, "fails"), (30, "fails"))) == "unsure"
    assert verdict(asked(*[(0, "fails")] * 9)) == "unsure"


def test_one_answer_forgives_all_failures() -> None:
    """And is remembered as a return."""
    memory = asked((0, "fails"), (4, "fails"), (8, "fails"), (9, "answers"))

    assert verdict(memory) == "answers"
    assert (memory.failed, memory.returned) == ((), 1)


def test_an_address_that_comes_and_goes_needs_twice_as_much() -> None:
    """What is gone for others is not sure for it."""
    flapping = [(0, "fails"), (1, "answers"), (2, "fails"), (3, "answers")]
    assert len(flapping) // 2 == FLAPPING

    usual = asked(*flapping, (10, "fails"), (14, "fails"), (18, "fails"))  # type: ignore[arg-type]
    long = asked(*flapping, *((10 + 3 * n, "fails") for n in range(2 * FAILURES)))  # type: ignore[arg-type]

    assert verdict(usual) == "unsure"
    assert verdict(long) == "gone"


@pytest.mark.parametrize("status", [401, 403, 405, 429, 999])
def test_a_server_that_sends_machines_away_is_not_gone(status: int) -> None:
    """However often it does."""
    assert answer_of(status) == "refuses"
    assert verdict(asked(*((n * 10, "refuses") for n in range(9)))) == "refuses"


def test_statuses_say_whether_an_address_answers() -> None:
    """No response, an error of the server and a missing page are failures; a redirect without an end of ours is not."""
    assert [answer_of(status) for status in (200, 204, 304)] == ["answers"] * 3
    assert [answer_of(status) for status in (0, 404, 410, 500, 503)] == ["fails"] * 5


def test_what_answered_is_left_in_peace_for_days() -> None:
    """What failed is asked each time."""
    memory = asked((0, "answers"))

    assert not is_due(memory, FIRST + timedelta(days=6))
    assert is_due(memory, FIRST + timedelta(days=7))
    assert is_due(asked((0, "fails")), FIRST)
    assert is_due(Memory(), FIRST)


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["answers", "refuses", "fails"]))))
def test_gone_means_failures_on_days_far_apart(answers: list[tuple[int, Answer]]) -> None:
    """Whatever came before."""
    memory = asked(*sorted(answers, key=lambda one: one[0]))

    if verdict(memory) == "gone":
        assert len(set(memory.failed)) >= FAILURES
        assert (memory.failed[-1] - memory.failed[0]).days >= DAYS
