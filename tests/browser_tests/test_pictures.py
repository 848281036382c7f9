"""Pages with pictures in a browser: no fault for axe, nothing wider than a phone, and the picture on paper."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_tests.test_accessibility import SCHEMES, open_all, violations
from tests.drawn import drawing, put, saved
from tests.site_fixtures import Workshop, serving, set_up

PICTURES = {
    "practices/test-lamps": ("practices/test-lamps/", "circles.jpg", drawing(2000, 1000), "JPEG"),
    "cities/exampleton": ("cities/exampleton/", "circles.png", drawing(700, 1900), "PNG"),
    "lessons/test-audit": ("learn/test-audit/", "circles.webp", drawing(300, 300), "WEBP"),
}
"""A picture for a record of each kind, lying, standing and small: its page, its name, and what is drawn."""
PAGES = [page for page, *_ in PICTURES.values()]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small library with its pictures, served."""
    shop = Workshop(set_up(tmp_path_factory.mktemp("pictures") / "library"))
    for record, (_, name, image, form) in PICTURES.items():
        put(shop.root, record, name, saved(image, form))
    shop.build()
    with serving({"/": shop.site}) as at:
        yield at


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing(browser: Browser, shown: str, scheme: str, address: str) -> None:
    """In both colour schemes, wide and narrow, with all details open."""
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{shown}/{address}")
        expect(page.locator("figure.photo img")).to_have_count(1)
        open_all(page)
        found += [f"{width} px: {one}" for one in violations(page)]
    context.close()

    assert found == []


@pytest.mark.parametrize("address", PAGES)
def test_no_picture_is_wider_than_a_phone(page: Page, shown: str, address: str) -> None:
    """It keeps its shape, and it is not drawn larger than it is."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{shown}/{address}")
    picture = page.locator("figure.photo img")
    picture.scroll_into_view_if_needed()

    expect(picture).to_have_js_property("complete", True)
    wide, high, own, own_high = picture.evaluate("i => [i.width, i.height, i.naturalWidth, i.naturalHeight]")
    assert 0 < wide <= min(320, own)
    assert wide / high == pytest.approx(own / own_high, rel=0.02)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("address", PAGES)
def test_a_picture_is_printed(page: Page, shown: str, address: str) -> None:
    """Though it comes late on the screen; no higher than half a sheet, and its words stay beside it."""
    page.goto(f"{shown}/{address}")

    pdf = page.pdf(format="A4")
    page.emulate_media(media="print")

    assert re.search(rb"/Subtype\s*/Image", pdf)
    assert page.locator("figure.photo img").evaluate("i => i.getBoundingClientRect().height") <= 345
    expect(page.locator("figure.photo figcaption")).to_be_visible()
    assert page.locator("figure.photo").evaluate("f => getComputedStyle(f).breakInside") == "avoid"
