"""How well does search answer? `python -m tests.search [--site site] [--write]`.

Prints hit rate and mean reciprocal rank by kind of question, every question that misses, and every one whose rank differs
from `ranks.csv`, so that a change in ranking is seen. `--write` keeps today's ranks there.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.browser import started
from tests.search.asked import HERE, SETS, Asked, ask, hit_rate, mean_reciprocal_rank
from tests.site_fixtures import serving

RANKS = HERE / "ranks.csv"


def main() -> None:
    """Ask, print, and keep when told to."""
    parser = argparse.ArgumentParser(prog="python -m tests.search", description=__doc__)
    parser.add_argument("--site", type=Path, default=Path("site"), help="a site that was built")
    parser.add_argument("--write", action="store_true", help="keep today's ranks in tests/search/ranks.csv")
    given = parser.parse_args()
    with serving({"/": given.site}) as origin, started() as browser:
        answers = {name: ask(browser.new_page(), origin, name) for name in SETS}
    for name, asked in answers.items():
        print(f"{name}.yaml", *report(asked, kept()), sep="\n", end="\n\n")
    if given.write:
        every = [one for asked in answers.values() for one in asked]
        rows = [("query", "rank"), *((one.query.query, str(one.rank)) for one in every)]
        with RANKS.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


def kept() -> Mapping[str, int]:
    """The ranks of the last time they were kept."""
    if not RANKS.is_file():
        return {}
    with RANKS.open(encoding="utf-8", newline="") as file:
        return {row["query"]: int(row["rank"]) for row in csv.DictReader(file)}


def report(asked: Sequence[Asked], before: Mapping[str, int]) -> Iterator[str]:
    """The lines of the report."""
    groups: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        groups[one.query.words].append(one)
    yield f"{'words':10}{'questions':>10}{'hits':>8}{'MRR':>8}"
    for words, group in (*groups.items(), ("all", list(asked))):
        yield f"{words:10}{len(group):>10}{hit_rate(group):>8.2f}{mean_reciprocal_rank(group):>8.2f}"
    for one in asked:
        if not one.hit:
            yield f"misses: {one.query.query!r}, rank {one.rank or 'none'}; on top: {', '.join(one.first) or 'nothing'}"
    for one in asked:
        then = before.get(one.query.query)
        if then is not None and then != one.rank:
            yield f"moved: {one.query.query!r}, from {then or 'none'} to {one.rank or 'none'}"


if __name__ == "__main__":
    main()
