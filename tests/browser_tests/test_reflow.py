"""Reflow: no page scrolls sideways, from the narrowest phone to a desk."""

import pytest
from playwright.sync_api import Page

from tests.browser_tests.reading import EVERY, type_into, until

WIDTHS = (320, 360, 768, 1440)
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return "";
  const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > wide + 1 && e.checkVisibility());
  return `${document.documentElement.scrollWidth} of ${wide}: ${out.slice(-1).map((e) => e.outerHTML.slice(0, 120))}`;
}"""
SMALL_TEXT = """() => [...document.querySelectorAll("main :is(p, li, td, th, dd, dt, summary, a)")]
  .filter((e) => e.checkVisibility() && e.textContent.trim() && !e.closest("sup, svg") && parseFloat(getComputedStyle(e).fontSize) < 12)
  .map((e) => `${getComputedStyle(e).fontSize}: ${e.outerHTML.slice(0, 80)}`).slice(0, 3)"""


@pytest.mark.parametrize("address", EVERY.values(), ids=EVERY.keys())
def test_no_page_scrolls_sideways(page: Page, origin: str, address: str) -> None:
    """At 320, 360, 768 and 1440 pixels, also with all details open."""
    page.goto(f"{origin}/{address}")
    if "?q=" in address:
        page.locator(".search-results a").first.wait_for()
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        closed = page.evaluate(OVERFLOW)
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
        found[width] = closed or page.evaluate(OVERFLOW)

    assert {width: what for width, what in found.items() if what} == {}


def test_text_twice_as_large_still_fits(page: Page, origin: str) -> None:
    """Half the width with the same letters is what zooming to 200% at 640 pixels gives; and no text is tiny there."""
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(f"{origin}/practices/cali-desepaz-public-health/")

    assert page.evaluate(OVERFLOW) == ""
    assert page.evaluate(SMALL_TEXT) == []


def test_all_of_a_result_is_read_on_a_phone(page: Page, origin: str) -> None:
    """A table of results becomes a list there; its cells are all within the screen."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{origin}/practices/cali-desepaz-public-health/")

    edges = page.locator(".results :is(th, td)").evaluate_all(
        "cells => cells.filter(c => c.checkVisibility() && !c.closest('thead')).map(c => c.getBoundingClientRect().right)"
    )

    assert edges
    assert max(edges) <= 320


def test_wide_pictures_scroll_inside_their_frame(page: Page, origin: str) -> None:
    """The picture keeps its size and its frame scrolls, by keyboard too."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{origin}/indicators/homicide-rate/")
    frame = page.locator(".picture").first

    frame.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.picture').scrollLeft > 0")

    assert page.evaluate("document.documentElement.scrollLeft") == 0


def test_the_search_dialogue_fits_a_phone(page: Page, origin: str) -> None:
    """Nothing of it lies outside of 320 pixels."""
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(f"{origin}/practices/")
    page.locator("[data-search-open]").click()
    type_into(page.locator("dialog[open] input"), "violence")
    page.locator("dialog .search-results a").first.wait_for()

    box = page.locator("dialog").bounding_box()
    inner = page.locator("dialog").evaluate("d => [d.scrollWidth, d.clientWidth]")

    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] + box["height"] <= 600
    assert inner[0] <= inner[1]
