"""The query set: what people ask in their own words leads to the records that answer."""

from collections import Counter
from pathlib import Path

from playwright.sync_api import Page

from tests.search.asked import SETS, ask, hit_rate, queries


def test_the_set_asks_in_many_ways() -> None:
    """At least 80 questions, no two alike, and half of them from the problem alone."""
    every = [query for name in SETS for query in queries(name)]
    words = Counter(query.words for query in every)

    assert words.total() >= 80
    assert words["problem"] * 2 >= words.total()
    assert len({query.query.casefold() for query in every}) == words.total()


def test_every_wanted_answer_is_there(whole: Path) -> None:
    """A renamed record would make a question unanswerable without anybody noticing."""
    wanted = {address for name in SETS for query in queries(name) for address in query.wanted}

    assert sorted(address for address in wanted if not (whole / address / "index.html").is_file()) == []


def test_questions_are_answered(page: Page, origin: str) -> None:
    """Of twenty questions seventeen have a wanted answer on top, and three of four in every way of asking."""
    asked = ask(page, origin, "queries")

    assert hit_rate(asked) >= 0.85, [one.query.query for one in asked if not one.hit]
    for words in {one.query.words for one in asked}:
        group = [one for one in asked if one.query.words == words]
        assert hit_rate(group) >= 0.75, (words, [one.query.query for one in group if not one.hit])


def test_questions_never_fitted_to_are_answered(page: Page, origin: str) -> None:
    """The second set, which no word of the vocabularies was added for."""
    asked = ask(page, origin, "holdout")

    assert hit_rate(asked) >= 0.75, [one.query.query for one in asked if not one.hit]
