"""The page of results: how it was measured, tables, ratios, and which goals the figures reach."""

import math
import os
import platform
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from statistics import median

from tests.bench import hugo
from tests.bench.figures import ROWS
from tests.bench.finder import DIALOGUE, FINDER, HEAD, Found, row, share
from tests.bench.measure import CHECK, CLEAN, EDIT, PLUS, SAME, WARM, Size
from tests.bench.tables import Tables, section, shortest

PROGRAMS = ("Beacon", "Hugo", "Pagefind", PLUS, "MkDocs-Material")
ALIKE = 0.2
"""How far the words of a page may differ between two programs before they no longer do the same work."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A promise, what was measured of it, and the bound the figure must stay under; None when it was not measured."""

    promise: str
    figure: float | None
    bound: float
    unit: str

    def __str__(self) -> str:
        if self.figure is None:
            return f"| {self.promise} | not measured | – |"
        return f"| {self.promise} | {_short(self.figure)}{self.unit} | {'reached' if self.figure < self.bound else '**not reached**'} |"


def goals(sizes: Sequence[Size], figures: Tables | None = None) -> tuple[Goal, ...]:
    """The promises of the design, with what was measured at the size each of them names."""
    by = {size.practices: size for size in sizes}
    big, small = by.get(10_000), by.get(1_000)
    memory = big.memory("Beacon") if big else None
    return (
        Goal(
            "Clean build of 10,000 practices in under twice Hugo's time",
            big.ratio(("Beacon", CLEAN), ("Hugo", CLEAN)) if big else None,
            2,
            " times",
        ),
        Goal(
            "Clean build of 10,000 practices, index included, not slower than Hugo plus Pagefind",
            big.ratio(("Beacon", CLEAN), (PLUS, CLEAN)) if big else None,
            1,
            " times",
        ),
        Goal("Memory under 1 GB at 10,000 practices", memory / 1e9 if memory else None, 1, " GB"),
        Goal(
            "Under 1 s from an edit to the published page, 1,000 practices, running process",
            small.wall("Beacon", WARM) if small else None,
            1,
            " s",
        ),
        Goal("the same, under 2 s, 10,000 practices", big.wall("Beacon", WARM) if big else None, 2, " s"),
        Goal(
            "Rebuild without a change under 2 s, 10,000 practices",
            big.wall("Beacon", SAME) if big else None,
            2,
            " s",
        ),
        Goal(
            "Check of 1,000 practices and 170,000 rows in under 5 s",
            shortest(figures.together) if figures and (figures.rows, figures.practices) == (ROWS, 1_000) else None,
            5,
            " s",
        ),
        *searched(big, small),
    )


def searched(big: Size | None, small: Size | None) -> tuple[Goal, ...]:
    """The promises of search: the worse of the list of practices and the search on a page counts."""
    return (
        Goal(
            "Everything before the first result, page and styles too, under 600 kB at 10,000 practices",
            _worse(big, lambda found: found.wire / 1000),
            600,
            " kB",
        ),
        Goal("the same, under 150 kB at 1,000 practices", _worse(small, lambda found: found.wire / 1000), 150, " kB"),
        Goal(
            "What of it is for search, under 150 kB at 1,000 practices",
            _worse(small, lambda found: found.part / 1000),
            150,
            " kB",
        ),
        Goal(
            "95 of 100 strokes answered within 50 ms, 10,000 practices",
            _worse(big, lambda found: share(found.strokes, 0.95)),
            50,
            " ms",
        ),
        Goal(
            "95 of 100 clicks on a facet answered within 50 ms, 10,000 practices",
            _worse(big, lambda found: share(found.clicks, 0.95) if found.clicks else 0),
            50,
            " ms",
        ),
        Goal(
            "Memory of the tab under 150 MB, 10,000 practices",
            _worse(big, lambda found: math.inf if found.crashed else found.memory / 1e6),
            150,
            " MB",
        ),
    )


def _worse(size: Size | None, of: Callable[[Found], float]) -> float | None:
    """The worse figure of both ways of searching Beacon; None when one of them has none."""
    found = [size.searches.get(way.name) if size else None for way in (FINDER, DIALOGUE)]
    return max(of(one) for one in found if one) if all(found) else None


def unlike(sizes: Sequence[Size]) -> tuple[str, ...]:
    """Where the pages of two programs differ so much that comparing their time means little."""
    return tuple(
        f"{program}'s pages hold {weight.words / size.weights['Beacon'].words:.0%} of the words of Beacon's at {size.practices:,} practices"
        for size in sizes
        for program, weight in size.weights.items()
        if abs(weight.words / size.weights["Beacon"].words - 1) > ALIKE
    )


def page(sizes: Sequence[Size], today: date, figures: Tables | None = None) -> str:
    """The whole page, in Markdown."""
    return "\n".join(_lines(sizes, today, figures)) + "\n"


def _lines(sizes: Sequence[Size], today: date, figures: Tables | None) -> Iterator[str]:
    yield f"""# How fast is Beacon?

Measured on {today.isoformat()} with `python -m tests.bench`, which wrote this page. Only the ratios travel to another machine: the seconds do not.

- Machine: {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}. {_company(sizes)}
- Programs: Beacon, Hugo {_hugo_version()}, MkDocs {version("mkdocs")} with Material {version("mkdocs-material")}.
- Records: synthetic practices from a fixed seed, {" and ".join(f"{s.practices:,}" for s in sizes)} of them, {sizes[0].yaml / 1000:.1f} kB of YAML each on average. They pass every check of the library. Each has one or two studies with two to five outcomes and four to six sources.
- Beacon reads, checks and rates them and renders the whole site, with the library's own data packages and hand-written pages. Briefs to print are left out (`BEACON_BRIEFS=0`), since the others make none.
- Hugo gets each practice as a content file with the whole record as JSON front matter, in Beacon's own frame and with templates of the same content: verdict, plot, results, costs, studies, sources, lists by theme, region and approach, and a search index. It is given ratings, phrases and link targets ready-made, and it checks nothing.
- Pagefind {_version("pagefind")} makes its index of the site that Hugo built, with nothing set. "{PLUS}" is one after the other: a site that can be searched, as Beacon's is.
- MkDocs-Material gets each practice as Markdown of the same content, outside the navigation, with its own search.
- Every measurement is a process of its own and ends when the process ends; inputs for Hugo and MkDocs are written before. Memory is the most that a process and its children held at once, what they share counted once. Programs take turns, round by round. A ratio compares the shortest runs, because others on the machine only ever lengthen one. `Processor` is the time of all processors together, which others disturb less."""
    for problem in unlike(sizes):
        yield f"\n**Not comparable:** {problem}."
    yield "\n## Goals\n\n| Goal | Measured | |\n| --- | --- | --- |"
    yield from map(str, goals(sizes, figures))
    yield (
        "\n## Ratios\n\n| Ratio | "
        + " | ".join(f"{s.practices:,} practices" for s in sizes)
        + " |\n| --- |"
        + " ---: |" * len(sizes)
    )
    for name, one, other, of in (
        ("Beacon's clean build to Hugo's", ("Beacon", CLEAN), ("Hugo", CLEAN), "seconds"),
        ("the same, processor time", ("Beacon", CLEAN), ("Hugo", CLEAN), "cpu"),
        ("Beacon's clean build to that of Hugo plus Pagefind", ("Beacon", CLEAN), (PLUS, CLEAN), "seconds"),
        ("the same, processor time", ("Beacon", CLEAN), (PLUS, CLEAN), "cpu"),
        ("MkDocs-Material's clean build to Beacon's", ("MkDocs-Material", CLEAN), ("Beacon", CLEAN), "seconds"),
        ("Beacon's peak memory to Hugo's, clean build", ("Beacon", CLEAN), ("Hugo", CLEAN), "memory"),
        ("Beacon's rebuild without a change to its clean build", ("Beacon", SAME), ("Beacon", CLEAN), "seconds"),
        ("Beacon's rebuild after one edit to its clean build", ("Beacon", EDIT), ("Beacon", CLEAN), "seconds"),
    ):
        yield f"| {name} | " + " | ".join(_or_dash(s.ratio(one, other, of)) for s in sizes) + " |"
    if len(sizes) > 1:
        first, last = sizes[0], sizes[-1]
        yield f"\nWith {last.practices / first.practices:.0f} times the practices a clean build takes {_times(last, first, 'Beacon')} times as long with Beacon and {_times(last, first, 'Hugo')} times with Hugo."
    for size in sizes:
        yield f"\n## {size.practices:,} practices\n\n| Program | What | Runs | Shortest, s | Median, s | Processor, s | Peak memory, MB | Others |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
        for program, task in [("Beacon", t) for t in (CHECK, CLEAN, SAME, EDIT, WARM)] + [
            (p, CLEAN) for p in PROGRAMS[1:]
        ]:
            if runs := size.runs.get((program, task)):
                yield f"| {program} | {task} | {len(runs)} | {_short(min(r.seconds for r in runs))} | {_short(median(r.seconds for r in runs))} | {_short(min(r.cpu for r in runs))} | {max(r.memory for r in runs) / 1e6:.0f} | {min(runs, key=lambda r: r.seconds).others:.1f} |"
        yield "\n| Program | Bytes of a practice page | Words on it | Search index, bytes | with gzip | Pages in all | MB of HTML |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
        yield from (
            f"| {program} | {w.bytes:,.0f} | {w.words:,.0f} | {w.index:,} | {w.index_gzip:,} | {w.html_pages:,} | {w.html_bytes / 1e6:.1f} |"
            for program, w in size.weights.items()
        )
        yield from _searches(size)
    if figures:
        yield from section(figures)
    yield "\nProcessor time is the least of all runs, memory the most. Others: how many processors other processes kept busy during the shortest run."


def _searches(size: Size) -> Iterator[str]:
    """What was measured in the browser."""
    if not size.searches:
        return
    yield f"""
Search, in Chromium, served with gzip from this machine: kB that were sent until the first result stood there, the page and its styles included, and what of it was for search alone; the time from reaching for the field, with a first word typed at once, to the first result; the time from each later stroke until its answer was painted; the same for clicks on facets; what the page's scripts hold and the memory of the tab after all of it. Words are typed letter by letter, each when the last answer stood there; every third has a slip. Pagefind is asked through its own interface without the pause that its box makes between strokes, and its first five results are loaded as that box does. Workers are counted in the tab, not in the scripts.

{HEAD}"""
    yield from (row(name, found) for name, found in size.searches.items())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "(not installed)"


def _hugo_version() -> str:
    program = hugo.program()
    if program is None:
        return "(not installed)"
    said = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    return found[1] if found else said.strip()


def _company(sizes: Sequence[Size]) -> str:
    others = [run.others for size in sizes for runs in size.runs.values() for run in runs]
    words = f"Other processes kept {min(others):.1f} to {max(others):.1f} processors busy meanwhile."
    return (
        words
        if max(others) < 0.5
        else f"{words} That is not a quiet machine: seconds are too long, most of all for what uses several processors."
    )


def _times(last: Size, first: Size, program: str) -> str:
    long, short = last.wall(program, CLEAN), first.wall(program, CLEAN)
    return f"{long / short:.1f}" if long and short else "–"


def _or_dash(value: float | None) -> str:
    return "–" if value is None else _short(value)


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
