"""The benchmark measures real work: its records are sound, and Hugo renders a page for each with the same words."""

import subprocess
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.load import load
from generator.make import make
from tests.bench import finder, hugo, material
from tests.bench.derived import Source
from tests.bench.figures import EMPTY, ROWS, TABLES, specs, write_tables
from tests.bench.finder import DIALOGUE, FINDER, PAGEFIND, Found, queries, share
from tests.bench.measure import CLEAN, PLUS, WARM, Run, Size, one_after_other
from tests.bench.pages import Weight, weigh
from tests.bench.report import ALIKE, goals, page, searched, unlike
from tests.bench.server import counted
from tests.bench.synthetic import practice, write_library
from tests.bench.tables import Pages, Tables, replaced, section
from tests.support import TODAY

SIZE = 20


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a synthetic library in it."""
    folder = tmp_path_factory.mktemp("bench")
    write_library(folder / "library", SIZE)
    return folder


@pytest.fixture(scope="module")
def source(bench: Path) -> Source:
    """The library, read. It raises when a record has a problem."""
    return Source(bench / "library", bench / "library" / ".beacon" / "engine", TODAY)


def test_synthetic_records_have_no_problem(source: Source) -> None:
    """Every synthetic practice passes every check."""
    assert len(source.practices) == SIZE


def test_same_number_gives_same_record() -> None:
    """Records depend on seed and number alone."""
    assert practice(7) == practice(7)
    assert practice(7) != practice(8)
    assert practice(7, seed=1) != practice(7, seed=2)


def test_hugo_renders_the_same_words(bench: Path, source: Source) -> None:
    """Hugo makes a page for each practice, with as many words as Beacon's, give or take a fifth."""
    program = hugo.program()
    if program is None:
        pytest.skip("Hugo is not installed")
    root, ids = bench / "library", [entry.id for entry in source.practices]
    make(root, root / "site", root / ".beacon", TODAY)
    hugo.write_project(source, bench / "hugo")

    subprocess.run([program, "--quiet", "--source", str(bench / "hugo")], check=True)

    ours, theirs = weigh(root / "site", ids, "search/catalogue.json"), weigh(bench / "hugo" / "public", ids, hugo.INDEX)
    assert theirs.pages == SIZE
    assert theirs.words == pytest.approx(ours.words, rel=ALIKE)
    assert theirs.bytes == pytest.approx(ours.bytes, rel=ALIKE)


def test_mkdocs_gets_a_page_for_each(bench: Path, source: Source) -> None:
    """MkDocs is given a Markdown file for each practice."""
    material.write_project(source, bench / "material")

    assert all((bench / "material" / "docs" / "practices" / f"{entry.id}.md").is_file() for entry in source.practices)


def _size(practices: int, beacon: float, warm: float) -> Size:
    weight = Weight(practices, 30_000, 1_000, 100, 50, practices, 10**6)
    runs = {
        ("Beacon", CLEAN): [Run(beacon, beacon, 10**8, 0.0)],
        ("Beacon", WARM): [Run(warm, warm, 10**8, 0.0)],
        ("Hugo", CLEAN): [Run(10, 10, 10**8, 0.0)],
        (PLUS, CLEAN): [Run(20, 20, 10**8, 0.0)],
    }
    return Size(practices, 8000.0, runs, {"Beacon": weight, "Hugo": weight})


def _tables(check: float) -> Tables:
    run = Run(check, check, 10**8, 0.0)
    half = Run(check / 2, check / 2, 10**8, 0.0)
    read = Run(0.5, 0.5, 10**8, 0.0)
    sizes = {ROWS // 2: [half], ROWS: [run]}
    return Tables(
        ROWS, 1_000, sizes, {ROWS // 2: [read], ROWS: [read]}, [run], [Pages(2_000, 4, "indicators/x/", 91_000)]
    )


@pytest.mark.parametrize(
    ("beacon", "warm", "check", "verdicts"),
    [(19, 0.9, 4.9, [True] * 7), (21, 2.1, 5.1, [False, False, True, False, False, True, False])],
)
def test_goals_follow_the_figures(beacon: float, warm: float, check: float, verdicts: list[bool]) -> None:
    """A goal is reached or not by what was measured."""
    found = goals([_size(1_000, beacon, warm), _size(10_000, beacon, warm)], _tables(check))

    assert ["not reached" not in str(goal) for goal in found[: len(verdicts)]] == verdicts


@pytest.mark.parametrize(
    ("one", "verdicts"),
    [
        (Found(149_000, 149_000, 900, [49.0], [49.0], 10**6, 149 * 10**6), [True] * 6),
        (Found(601_000, 151_000, 900, [51.0], [51.0], 10**6, 151 * 10**6), [False] * 6),
    ],
)
def test_goals_of_search_follow_the_worse_way(one: Found, verdicts: list[bool]) -> None:
    """The list of practices may be fast; when the search on a page is slow, the promise is not kept."""
    small, big = _size(1_000, 5, 0.5), _size(10_000, 5, 0.5)
    for size in (small, big):
        size.searches |= {FINDER.name: one, DIALOGUE.name: Found(1, 1, 1, [1.0])}

    assert ["not reached" not in str(goal) for goal in searched(big, small)] == verdicts
    assert f"| {FINDER.name} | {one.wire / 1000:.0f} |" in page([small], TODAY)


def test_a_tab_that_crashed_kept_no_promise() -> None:
    """What was timed before it did stands; its memory is not taken for none."""
    one = Found(149_000, 149_000, 900, [49.0], [49.0], crashed=True)
    size = _size(10_000, 5, 0.5)
    size.searches |= {FINDER.name: one, DIALOGUE.name: Found(1, 1, 1, [1.0], [], 1, 1)}

    assert ["not reached" not in str(goal) for goal in searched(size, size)] == [True] * 5 + [False]
    assert "| crashed | crashed |" in page([size], TODAY)


def test_a_way_without_a_result_has_no_verdict() -> None:
    """A search that never answered is not a fast one."""
    size = _size(10_000, 5, 0.5)
    size.searches |= {FINDER.name: None, DIALOGUE.name: Found(1, 1, 1, [1.0])}

    assert all("not measured" in str(goal) for goal in searched(size, size))
    assert "no result in time" in page([size], TODAY)


def test_two_processes_count_as_one() -> None:
    """Their times add up; their memory was not held at once."""
    both = one_after_other([Run(2, 3, 10**8, 1.0), Run(6, 5, 10**9, 0.0)])

    assert both == Run(8, 8, 10**9, 0.25)


def test_share_of_times() -> None:
    """95 of 100 are at most the 95th in their order."""
    assert share([float(n) for n in range(100, 0, -1)], 0.95) == 95
    assert share([7.0], 0.5) == 7


def test_queries_are_letters_and_the_same_every_time() -> None:
    """As many letters as asked for, which any keyboard has."""
    asked = queries(1_000, 200)

    assert sum(len(query.replace(" ", "")) for query in asked) >= 200
    assert all(query.replace(" ", "").isascii() and query.replace(" ", "").isalpha() for query in asked)
    assert asked == queries(1_000, 200)


def test_the_server_counts_what_a_reader_gets(tmp_path: Path) -> None:
    """Head and body, as they travel; text travels with gzip."""
    (tmp_path / "a.json").write_text("[" + "0," * 5000 + "0]", encoding="utf-8")
    with counted(tmp_path) as (origin, sent), urllib.request.urlopen(f"{origin}/a.json") as answer:  # noqa: S310 a server of ours
        body = answer.read()
        head = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())

    assert sent.bytes() == len("HTTP/1.1 200 OK\r\n") + head + len("\r\n") + len(body)
    assert len(body) < 200
    assert sent.bytes(of=["b.json"]) == sent.bytes(until=0) == 0


SLOW = """
addEventListener("input", () => { const end = performance.now() + 300; while (performance.now() < end); }, true);
"""


@pytest.mark.flaky(reruns=1)
def test_search_is_measured_in_the_browser(bench: Path) -> None:
    """Every figure of our own finder; and a page that is slow at every stroke is measured as slow."""
    site = _built(bench)

    found = _measured(site, FINDER, SIZE, letters=6, clicks=3, patience=60)
    assert found is not None
    assert len(found.strokes) >= 6 and len(found.clicks) == 3
    assert 0 < found.part < found.wire < 10**6
    assert found.heap > 10**6 and found.memory > found.heap
    (bench / "slow.js").write_text(SLOW, encoding="utf-8")
    slow = _measured(site, replace(DIALOGUE, script=bench / "slow.js"), SIZE, letters=4, patience=60)
    assert slow is not None and min(slow.strokes) > 300


@pytest.mark.flaky(reruns=1)
def test_pagefind_is_measured_in_the_browser(bench: Path, source: Source) -> None:
    """On the site that Hugo built, through Pagefind's own interface."""
    program, index = hugo.program(), hugo.pagefind()
    if program is None or index is None:
        pytest.skip("Hugo or Pagefind is not installed")
    if not (bench / "hugo").exists():
        hugo.write_project(source, bench / "hugo")
    subprocess.run([program, "--quiet", "--source", str(bench / "hugo")], check=True)
    subprocess.run([index, "--site", str(bench / "hugo" / "public")], check=True, capture_output=True)

    found = _measured(bench / "hugo" / "public", PAGEFIND, SIZE, letters=4, patience=60)

    assert found is not None and len(found.strokes) >= 4
    assert 10_000 < found.part < found.wire


def _measured(*given: Any, **more: Any) -> Found | None:
    """A measurement in a thread of its own: a browser that other tests of this process hold open bars a second one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(finder.measure, *given, **more).result()


def _built(bench: Path) -> Path:
    """The site of the synthetic library, built once."""
    root = bench / "library"
    if not (root / "site").exists():
        make(root, root / "site", root / ".beacon", TODAY)
    return root / "site"


def test_goal_without_a_figure_is_not_reached() -> None:
    """What was not measured is said to be not measured."""
    assert all("not measured" in str(goal) for goal in goals([]))


def test_page_says_when_pages_differ() -> None:
    """Pages with other amounts of words are not compared in silence."""
    size = _size(1_000, 5, 0.5)
    size.weights["Hugo"] = Weight(1_000, 30_000, 700, 100, 50, 1_000, 10**6)

    assert unlike([size])
    assert "Not comparable" in page([size], TODAY)


def test_tables_hold_as_many_rows_as_asked_for() -> None:
    """Some large, most small, and some without a value yet."""
    sizes = [spec.rows for spec in specs(ROWS)]

    assert sum(sizes) == ROWS and len(sizes) == TABLES + EMPTY
    assert sizes.count(0) == EMPTY and max(sizes) > 5_000 and sorted(sizes)[len(sizes) // 2] < 500


def test_synthetic_tables_have_no_problem(tmp_path: Path) -> None:
    """Every synthetic table passes every check, and holds the rows it should."""
    write_tables(tmp_path, 9_000)

    found = load(tmp_path, TODAY)

    assert found.problems == ()
    assert sum(len(dataset.table.rows) for dataset in found.catalog.indicators.values()) == 9_000
    assert len(found.catalog.indicators) == TABLES + EMPTY


def test_tables_have_a_section_of_their_own() -> None:
    """With the ratio to reading alone, the growth with the rows, and the pages."""
    text = "\n".join(section(_tables(4)))

    assert "| Check of 170,000 rows to reading them | 8.0 |" in text
    assert "| Check of 170,000 rows to that of 85,000 | 2.00 |" in text
    assert "2,000 in 4.0 s, 500 a second" in text and "91 kB of HTML (`indicators/x/`)" in text
    assert text in page([_size(1_000, 5, 0.5)], TODAY, _tables(4))


def test_a_section_takes_the_place_of_the_last_one() -> None:
    """Measured alone, it goes where a whole report would have it, and nothing else changes."""
    without, fourth, fifth = (page([_size(1_000, 5, 0.5)], TODAY, given) for given in (None, _tables(4), _tables(5)))
    old, new = ("\n".join(section(_tables(seconds))) for seconds in (4, 5))

    changed = (_body(replaced(text, new)) for text in (without, fourth))

    assert old != new and set(changed) == {_body(fifth)}


def _body(text: str) -> str:
    """A report without its goals, which a part alone does not change."""
    return text.split("## Ratios")[1]
