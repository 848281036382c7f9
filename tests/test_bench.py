"""The benchmark measures real work: its records are sound, and Hugo renders a page for each with the same words."""

import subprocess
from pathlib import Path

import pytest

from generator.load import load
from generator.make import make
from tests.bench import hugo, material
from tests.bench.derived import Source
from tests.bench.figures import EMPTY, ROWS, TABLES, specs, write_tables
from tests.bench.measure import CLEAN, WARM, Run, Size
from tests.bench.pages import Weight, weigh
from tests.bench.report import ALIKE, goals, page, unlike
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
    [(19, 0.9, 4.9, [True, True, True, True]), (21, 1.1, 5.1, [False, True, False, False])],
)
def test_goals_follow_the_figures(beacon: float, warm: float, check: float, verdicts: list[bool]) -> None:
    """A goal is reached or not by what was measured."""
    found = goals([_size(1_000, beacon, warm), _size(10_000, beacon, warm)], _tables(check))

    assert ["not reached" not in str(goal) for goal in found] == verdicts


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
