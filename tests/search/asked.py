"""Asking the finder of a site, in a browser, everything of the query set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

HERE = Path(__file__).parent
ADDRESSES: Mapping[str, str] = {
    "practice": "practices", "approach": "approaches", "city": "cities", "indicator": "indicators", "theme": "themes",
    "lesson": "learn",
}  # fmt: skip
ASK = """async ([base, queries]) => {
  const { loadFinder } = await import(`${base}/assets/js/finder.js`);
  const finder = await loadFinder();
  return queries.map((query) => finder.find(query).map(({ url }) => url));
}"""


@dataclass(frozen=True)
class Query:
    """A question, in what words it is put, the addresses that should come first, and among how many."""

    query: str
    words: str
    wanted: tuple[str, ...]
    top: int


@dataclass(frozen=True)
class Asked:
    """A question and the rank of the first wanted answer, 0 when none came; `first` are the addresses on top."""

    query: Query
    rank: int
    first: tuple[str, ...]

    @property
    def hit(self) -> bool:
        """Whether a wanted answer stands where it should."""
        return 0 < self.rank <= self.query.top


SETS = ("queries", "holdout")
"""The set that words were added after, and the one that nothing was ever fitted to."""


def queries(name: str) -> tuple[Query, ...]:
    """A whole set, in its order."""
    rows: Sequence[Mapping[str, Any]] = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return tuple(
        Query(row["query"], row["from"], tuple(map(_address, row["wanted"])), row.get("top", 5)) for row in rows
    )


def _address(reference: str) -> str:
    kind, _, id = reference.partition(":")
    return f"{ADDRESSES[kind]}/{id}/"


def ask(page: Page, origin: str, name: str) -> tuple[Asked, ...]:
    """Every question of a set, asked on the site at `origin`."""
    asked = queries(name)
    page.goto(f"{origin}/about/")
    answers = page.evaluate(ASK, [origin, [query.query for query in asked]])
    return tuple(
        _judged(query, [url.removeprefix(f"{origin}/") for url in urls])
        for query, urls in zip(asked, answers, strict=True)
    )


def _judged(query: Query, found: Sequence[str]) -> Asked:
    ranks = [found.index(address) + 1 for address in query.wanted if address in found]
    return Asked(query, min(ranks, default=0), tuple(found[:3]))


def hit_rate(asked: Sequence[Asked]) -> float:
    """The share of questions with a wanted answer where it should be."""
    return sum(one.hit for one in asked) / len(asked)


def mean_reciprocal_rank(asked: Sequence[Asked]) -> float:
    """1 when the first answer is always a wanted one, 0.5 when it is the second; an answer that is not there counts 0."""
    return sum(1 / one.rank for one in asked if one.rank) / len(asked)
