"""Figures in prose: which numbers a sentence states, and what its sources state."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.figures import as_figure, figures, figures_supported, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Robberies fell by 12%.", ["12"]),
        ("About 6.9 million people live there.", ["6900000"]),
        ("Some 460,000 commuters and 1,919 streets.", ["460000", "1919"]),
        ("A ratio of 0.48 (0.16 to 1.39).", ["0.48", "0.16", "1.39"]),
        ("Half a point: .5", ["0.5"]),
        ("US$142,560 in all.", ["142560"]),
        ("From 30.0% to 24%.", ["30", "24"]),
        ("Over 1919 streets.", ["1919"]),
        ("2000 people were asked.", ["2000"]),
        ("It counts 2 thousand.", ["2000"]),
    ],
)
def test_numbers_of_a_text(text: str, expected: list[str]) -> None:
    """Thousands, decimals and words of scale are read as a reader reads them."""
    assert list(figures(text)) == [Decimal(value).normalize() for value in expected]


@pytest.mark.parametrize(
    "text",
    [
        "No number at all.", "In 2008 it began.", "From 2004 to 2012.", "In 2001/02 and 2004-05.", "In the 1990s.", "Between 2012–2015.",
        "On 21 March 2008.", "On 13-14 May.", "From 27 to 31 May 2019.", "On March 21.", "During COVID-19.",
        "See [the page](https://example.org/2/3?x=45).", "See https://example.org/12345 for more.", "As told [@smith-2014].", "Both say so [@a1; @b22].",
    ],
)  # fmt: skip
def test_years_dates_links_and_citations_are_no_figures(text: str) -> None:
    """They need no source of their own."""
    assert figures(text) == ()


def test_a_time_of_day_is_one_figure() -> None:
    """`3:30` is looked for as it stands."""
    assert figures("Pubs close at 3:30 instead of 5:00.") == ("3:30", "5:00")


def test_numbers_of_a_list_are_no_figures() -> None:
    """`1.` before a point of a list counts nothing."""
    assert figures("1. Count the lamps.\n2. Draw lots.\n3. Tell everybody.") == ()
    assert [s.figures for s in sentences("Do this:\n1) Count 40 lamps\n2) Tell everybody")] == [(), (40,), ()]


def test_a_figure_that_opens_a_line_is_a_figure() -> None:
    """As in Markdown, a line within a paragraph begins a list only with 1."""
    assert figures("Robberies fell from 40 to\n12. Then they stopped.") == (40, 12)


def test_a_sentence_knows_what_it_cites() -> None:
    """A citation belongs to the sentence it stands in, and to no other."""
    one, two, three = sentences("It fell by 12% [@a]. It rose by 3 [@b; @c]. Nobody knows why.")

    assert (one.cites, [str(f) for f in one.figures]) == (("a",), ["12"])
    assert (two.cites, [str(f) for f in two.figures]) == (("b", "c"), ["3"])
    assert (three.cites, three.figures) == ((), ())


def test_a_computed_figure_says_so() -> None:
    """`computed` marks a figure that we worked out from what the source gives."""
    (sentence,) = sentences("That is a third, 33% [@a; computed].")

    assert sentence.computed
    assert sentence.cites == ("a",)


def test_a_citation_behind_the_full_stop_covers_nothing() -> None:
    """It would belong to no sentence, or to the next."""
    assert [sentence.cites for sentence in sentences("It fell by 12%. [@a]")] == [(), ("a",)]


def test_points_and_paragraphs_end_a_sentence() -> None:
    """A point of a list without a full stop does not borrow the citation of the next."""
    found = list(sentences("- It fell by 12%\n- It rose by 3 [@a]\n\nThen 4 more"))

    assert [sentence.cites for sentence in found] == [(), ("a",), ()]


@pytest.mark.parametrize("figure", ["1,919 streets", "streets: 1919", "in 1919 streets, eight of them"])
def test_supports_are_found_however_they_are_written(figure: str) -> None:
    """With or without a comma."""
    assert Decimal(1919) in figures_supported(figure)


def test_supports_may_use_words_and_years() -> None:
    """`eight communities` supports 8, and a year supports itself."""
    found = figures_supported("Eight communities in 2012; 6.9 million people; closing at 3:30.")

    assert {Decimal(8), Decimal(2012), Decimal(6_900_000).normalize(), "3:30"} <= found


@pytest.mark.parametrize(
    ("value", "expected"), [(0.16, "0.16"), (-13.3, "13.3"), (1919, "1919"), (100.0, "100"), (1e-05, "0.00001")]
)
def test_numbers_of_a_record_are_looked_for_without_their_sign(value: float, expected: str) -> None:
    """A fall of 13.3 is -13.3 in the record and 13.3 in the text."""
    assert as_figure(value) == Decimal(expected)


@given(st.integers(13, 10**9).filter(lambda n: not 1900 <= n < 2100))
def test_every_figure_supports_itself(number: int) -> None:
    """What a sentence may state is what a source states, however it groups its thousands."""
    (stated,) = figures(f"There were {number:,} of them.")

    assert stated in figures_supported(f"It counts {number}.")
    assert stated == as_figure(number)


@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    """Nothing a contributor writes raises."""
    figures_supported(text)
    for sentence in sentences(text):
        assert isinstance(sentence.figures, tuple)
