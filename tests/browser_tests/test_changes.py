"""The page of a proposal's changes in a browser: no fault for axe, nothing cut off on a small screen, pictures that stand alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.load import load
from generator.make import make
from tests.browser_tests.test_accessibility import violations
from tests.site_fixtures import Workshop, serving, set_up
from tests.support import TODAY
from tests.test_changes import raise_first_value
from tests.test_diff import compare, observe


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The preview of a change to a figure and a rating, served."""
    workshop = Workshop(set_up(tmp_path_factory.mktemp("changes") / "library"))
    observe(workshop.root)
    base = load(workshop.root, TODAY).catalog
    compare(workshop.root)
    raise_first_value(workshop.root)
    assert make(workshop.root, workshop.site, workshop.work, TODAY, base=base, keep_going=True).built
    with serving({"/": workshop.site}) as at:
        yield at


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing(browser: Browser, preview: str, scheme: str, width: int) -> None:
    """Wide in light and narrow in dark."""
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 900})  # type: ignore[arg-type]  # fmt: skip
    page = context.new_page()
    page.goto(f"{preview}/changes/")

    expect(page.get_by_role("heading", level=1)).to_have_text("What this proposal changes")
    assert violations(page) == []
    context.close()


def test_nothing_is_cut_off_on_a_small_screen(page: Page, preview: str) -> None:
    """Tables and pictures scroll by themselves; the page does not."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{preview}/changes/")

    expect(page.locator("svg.chart")).to_have_count(1)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_the_rating_and_the_figure_stand_before_and_after(page: Page, preview: str) -> None:
    """With the reason, and a link to the record."""
    page.goto(f"{preview}/changes/")

    row = page.locator("#ratings tbody tr").filter(has_text="Emerging (E2)")
    expect(row).to_contain_text("Promising (E3)")
    expect(row).to_contain_text("comparison counts were added")
    expect(page.locator("#figures tbody tr")).to_have_count(1)


def test_a_picture_stands_alone(page: Page, preview: str) -> None:
    """Opened as a file it has its own colours, those of the dark as well."""
    page.goto(f"{preview}/changes/")
    address = page.get_by_role("link", name="The picture as a file").get_attribute("href") or ""
    strokes = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{preview}/changes/{address}")
        strokes.append(page.evaluate("getComputedStyle(document.querySelector('path.series')).stroke"))

    assert len(set(strokes)) == 2
    assert "none" not in strokes


def test_paths_of_this_machine_do_not_reach_the_page(preview: str, page: Page) -> None:
    """What is compared with lies in a temporary folder; the page says nothing of it."""
    page.goto(f"{preview}/changes/")

    assert str(Path("/tmp")) + "/" not in page.content()  # noqa: S108 the folder is looked for, not used
