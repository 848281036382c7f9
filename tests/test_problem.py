"""Problems: how a contributor reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problem import Problem, did_you_mean


def test_a_problem_is_one_line() -> None:
    """Place, rule, what is wrong; how to mend it."""
    problem = Problem("practices/bogota.yaml", 14, 9, "unknown-reference", 'no city "bogotá"', 'did you mean "bogota"?')

    assert str(problem) == 'practices/bogota.yaml:14:9 unknown-reference: no city "bogotá"; did you mean "bogota"?'


def test_without_a_hint_nothing_hangs() -> None:
    """No semicolon at the end."""
    assert str(Problem("a", 1, 1, "r", "m")) == "a:1:1 r: m"


def test_problems_are_sorted_as_a_person_reads() -> None:
    """By file, then line as a number, then column."""
    one, two, three = Problem("a", 9, 1, "z", ""), Problem("a", 10, 1, "a", ""), Problem("b", 1, 1, "a", "")

    assert sorted([three, two, one]) == [one, two, three]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("keywrods", 'did you mean "keywords"?'),
        ("Keywords", 'did you mean "keywords"?'),
        ("TITEL", 'did you mean "Title"?'),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word(word: str, expected: str) -> None:
    """Letters swapped or in capitals are found; a strange word is not forced upon anything."""
    assert did_you_mean(word, ["keywords", "Title", "summary"]) == expected


def test_an_endless_word_means_nothing() -> None:
    """To look for one that is near would take for ever."""
    assert did_you_mean("ab" * 50_000, ["ba" * 50_000]) == ""


def test_nothing_known_nothing_meant() -> None:
    """An empty list is no fault."""
    assert did_you_mean("word", []) == ""


@given(st.text(max_size=20), st.lists(st.text(max_size=10), max_size=5))
def test_what_is_meant_is_known(word: str, known: list[str]) -> None:
    """A hint names a known word exactly, or nothing."""
    hint = did_you_mean(word, known)

    assert hint == "" or any(hint == f'did you mean "{name}"?' for name in known)
