"""Patterns that RE2 and Python read alike."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading.compiled import _connection
from generator.reading.patterns import common

TAKEN = (
    "^[A-Z]{3}$", "^[a-z0-9]+(-[a-z0-9]+)*$", r"\d{4}", "a|b", "[a-]", "[-a]", ".*", r"a\$", "", "^$", "[^,]+", r"[\w.-]+@[\w.-]+", "M49-[0-9]{3}",
    "(?:ab)?c", "[é-ü]+", "(|a)", "()", r"\s?x", r"[\d\s]+", "a{2,}", "[^a-z]", "x{0}", r"[\^a]", "°C", "[a-z]{1,3}|[0-9]",
)  # fmt: skip


@pytest.mark.parametrize(
    "pattern",
    [
        r"\D", r"[^\d]", r"\W", r"\S", "(?i)a", "a++", "a{,3}", "[]a]", "[^]]", "[[:alpha:]]", "x^", "a$b", "(a", "a)", "a{1001}", r"[\d-x]", "a**", "(?=a)",
        r"\b", r"(a)\1", "a{2}{3}", "a{3,1}", "[z-a]", "[a--b]", "[a&&b]", r"\p{L}", r"\x41", "a{", "a\0", "(?P<n>a)", "*a", "|*", "[", "(" * 30 + ")" * 30,
    ],
)  # fmt: skip
def test_what_they_might_read_differently_is_left_alone(pattern: str) -> None:
    """Rather too much than too little."""
    assert common(pattern) is None


def re2(pattern: str, cell: str) -> bool:
    """Whether RE2 finds that a whole cell has a pattern."""
    found = _connection().execute("SELECT regexp_full_match(?, ?)", [cell, pattern]).fetchall()
    return bool(found[0][0])


CELLS = st.text(alphabet=st.sampled_from("aAbzé09-_.,@ \n\t\x85\u0663$^°Cx\\M4"), max_size=6)


@settings(max_examples=300)
@given(st.sampled_from(TAKEN), CELLS)
def test_what_re2_lets_through_python_lets_through(pattern: str, cell: str) -> None:
    """As frictionless asks it."""
    compiled = common(pattern)

    assert compiled is not None
    if re2(compiled, cell):
        assert re.compile(f"^{pattern}$").match(cell)


PIECES = st.sampled_from(["a", "b", "é", ".", r"\d", r"\.", "[a-z]", "[^a]", r"[\w-]", "(", "(?:", ")", "|", "*", "+", "?", "{2}", "{1,3}", "{2,}", "^", "$", "-", "]", "}", "{", ",", " "])  # fmt: skip


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=8).map("".join), CELLS)
def test_any_pattern_that_is_taken_means_the_same(pattern: str, cell: str) -> None:
    """However it is put together."""
    compiled = common(pattern)
    if compiled is not None and re2(compiled, cell):
        assert re.compile(f"^{pattern}$").match(cell)
