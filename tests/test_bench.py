"""The benchmark measures real work: its records are sound, and Hugo renders a page for each with the same words."""

import subprocess
from pathlib import Path

import pytest

from generator.make import make
from tests.bench import hugo, material
from tests.bench.derived import Source
from tests.bench.measure import CLEAN, WARM, Run, Size
from tests.bench.pages import Weight, weigh
from tests.bench.report import ALIKE, goals, page, unlike
from tests.bench.synthetic import practice, write_library
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


@pytest.mark.parametrize(
    ("beacon", "warm", "verdicts"), [(19, 0.9, [True, True, True]), (21, 1.1, [False, True, False])]
)
def test_goals_follow_the_figures(beacon: float, warm: float, verdicts: list[bool]) -> None:
    """A goal is reached or not by what was measured."""
    found = goals([_size(1_000, beacon, warm), _size(10_000, beacon, warm)])

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
