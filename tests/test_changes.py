"""The page of a proposal's changes: in previews only, with ratings and figures before and after."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.load import load
from generator.make import make
from tests.site_fixtures import Workshop
from tests.support import TODAY, beacon
from tests.test_cli import DAY
from tests.test_diff import ROBBERIES, commit
from tests.test_touched import begun

pytest_plugins = ("tests.site_fixtures.fixtures",)


def raise_first_value(root: Path) -> tuple[str, str]:
    """Add one to the first value of the robberies; gives place and year."""
    lines = (root / ROBBERIES).read_text(encoding="utf-8").splitlines()
    header, cells = lines[0].split(","), lines[1].split(",")
    column = header.index("value")
    cells[column] = str(float(cells[column]) + 1)
    (root / ROBBERIES).write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8")
    return cells[header.index("place_id")], cells[header.index("year")]


@pytest.fixture
def compared(workshop: Workshop) -> Callable[[], Path]:
    """Build the preview of what a test then changes; gives the site."""
    base = load(workshop.root, TODAY).catalog

    def build() -> Path:
        made = make(workshop.root, workshop.site, workshop.work, TODAY, base=base, keep_going=True)
        assert made.built is not None
        return workshop.site

    return build


def test_a_site_of_its_own_has_no_such_page(workshop: Workshop) -> None:
    """Nor after a preview was built in the same place."""
    workshop.build()

    assert not (workshop.site / "changes").exists()


def test_figures_stand_before_and_after_in_picture_and_table(workshop: Workshop, compared: Callable[[], Path]) -> None:
    """The picture is on the page and a file of its own; the page is not for search engines."""
    _, year = raise_first_value(workshop.root)

    site = compared()
    page = (site / "changes/index.html").read_text(encoding="utf-8")
    pictures = list((site / "changes/pictures").glob("*.svg"))

    assert len(pictures) == 1
    assert f'href="../changes/pictures/{pictures[0].name}"' in page
    assert page.count('<svg class="chart chart-trend"') == 1
    assert re.search(rf'<th scope="row">{year}</th>\s*<td>[\d.,]+</td>\s*<td>[\d.,]+</td>', page)
    assert "1 value changed" in page
    assert "No rating moves." in page
    assert 'content="noindex' in page
    assert "changes/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    styles = [node.text or "" for node in ElementTree.fromstring(pictures[0].read_bytes()).iter("{http://www.w3.org/2000/svg}style")]  # noqa: S314 our own  # fmt: skip
    assert "prefers-color-scheme: dark" in styles[0]


def test_a_removed_record_says_what_it_was(workshop: Workshop, compared: Callable[[], Path]) -> None:
    """Its ratings stand before, and no link leads to where it was."""
    (workshop.root / "practices/test-lamps.yaml").unlink()

    page = (compared() / "changes/index.html").read_text(encoding="utf-8")

    assert '>no record</td><td data-name="Because">the whole record is gone</td>' in page
    assert "Practice test-lamps (Test lamps in Exampleton): removed" in page
    assert 'href="../practices/test-lamps/"' not in page


def test_an_indicator_that_cannot_be_read_is_not_drawn_as_gone(
    workshop: Workshop, compared: Callable[[], Path]
) -> None:
    """What is not known is not shown as removed."""
    (workshop.root / "datasets/test-robbery-rate/datapackage.json").write_text("{", encoding="utf-8")

    site = compared()

    assert "No value of an indicator differs." in (site / "changes/index.html").read_text(encoding="utf-8")
    assert not (site / "changes/pictures").exists()


def test_the_command_compares_with_where_the_work_began(workshop: Workshop) -> None:
    """And the next plain build takes the page away again: a preview is never taken for an unchanged site."""
    begun(workshop.root)
    raise_first_value(workshop.root)
    commit(workshop.root, "changed")

    preview = beacon("build", "--compare", "base", "--today", DAY, cwd=workshop.root)
    there = (workshop.site / "changes/index.html").is_file()
    plain = beacon("build", "--today", DAY, cwd=workshop.root)

    assert (preview.returncode, plain.returncode) == (0, 0), preview.stdout + plain.stdout
    assert there
    assert not (workshop.site / "changes").exists()
