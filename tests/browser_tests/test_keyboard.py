"""Keyboard only: a sensible order, a focus that is seen, and everything within reach."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser_tests.reading import until

FOCUS = """() => {
  const focused = document.activeElement;
  const shown = focused.matches("input.md-option") ? focused.nextElementSibling : focused;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const at = document.elementFromPoint(Math.max(box.left, 0) + Math.min(box.width, 20) / 2, Math.max(box.top, 0) + Math.min(box.height, 20) / 2);
  return {
    name: (focused.getAttribute("aria-label") || focused.textContent || focused.id).trim().replace(/\\s+/g, " ").slice(0, 60),
    inside: focused.localName !== "body",
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    seen: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    covered: !(at === null || shown.contains(at) || at.contains(shown)),
  };
}"""
"""What has the focus: its name, whether it is marked, whether it lies on the screen, and whether something lies over it."""


def walk(page: Page, steps: int) -> list[dict[str, object]]:
    """What has the focus after each of so many strokes of Tab."""
    found = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUS))
        if not found[-1]["inside"]:
            return found[:-1]
    return found


def test_the_first_stop_skips_to_the_content(page: Page, origin: str) -> None:
    """On every kind of page, and it works: the next stop lies in the content."""
    for address in ("", "practices/", "practices/kampala-sasa/", "practices/theme/transport/", "about/"):
        page.goto(f"{origin}/{address}")

        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        expect(skip).to_have_text("Skip to content")
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        assert page.evaluate("document.activeElement.closest('article') !== null"), address


def test_order_goes_from_search_and_sections_to_content(page: Page, origin: str) -> None:
    """Skip link, name, search, the sections, then the page from top to bottom."""
    page.goto(f"{origin}/practices/theme/transport/")

    names = [str(stop["name"]) for stop in walk(page, 20)]

    assert names[:2] == ["Skip to content", "Beacon"]
    assert (
        names.index("Search")
        < names.index("Practices")
        < names.index("Approaches")
        < names.index("About")
        < names.index("Theme")
    )


def test_order_follows_the_page(page: Page, origin: str) -> None:
    """Within the content no stop lies above the one before it."""
    page.goto(f"{origin}/practices/cali-desepaz-public-health/")
    page.locator("#content").evaluate("h => { h.tabIndex = -1; h.focus() }")

    tops = []
    for _ in range(25):
        page.keyboard.press("Tab")
        tops.append(page.evaluate("document.activeElement.getBoundingClientRect().bottom + scrollY"))

    assert all(after >= before - 40 for before, after in pairwise(tops)), tops


@pytest.mark.parametrize(
    "address",
    [
        "",
        "practices/",
        "practices/cali-desepaz-public-health/",
        "cities/medellin/",
        "indicators/homicide-rate/",
        "search/",
    ],
)
def test_focus_is_always_seen(page: Page, origin: str, address: str) -> None:
    """Each stop is marked, lies on the screen and is not covered by the header."""
    page.goto(f"{origin}/{address}")

    stops = walk(page, 45)

    assert [stop for stop in stops if not stop["marked"]] == []
    assert [stop for stop in stops if not stop["seen"] or stop["covered"]] == []


def test_focus_is_always_seen_on_a_phone(page: Page, origin: str) -> None:
    """Also where the sections are in a drawer."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{origin}/practices/")

    stops = walk(page, 25)

    assert [stop for stop in stops if not stop["seen"]] == []


def test_sections_are_within_reach_on_a_phone(page: Page, origin: str) -> None:
    """At 360 pixels, which is also a desk at 400%, the keyboard opens the drawer."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{origin}/practices/")

    for _ in range(8):
        page.keyboard.press("Tab")
        page.keyboard.press("Enter") if page.evaluate(
            "document.activeElement.matches('[for=__drawer], [aria-controls], button')"
        ) else None
        if page.evaluate("document.activeElement.textContent.trim() === 'Indicators'"):
            break

    expect(page.locator(".md-nav--primary a", has_text="Indicators")).to_be_in_viewport(timeout=1000)


def test_details_open_with_enter_and_space(page: Page, origin: str) -> None:
    """And close again."""
    page.goto(f"{origin}/practices/cali-desepaz-public-health/")
    part = page.locator("article details").first

    part.locator("summary").focus()
    page.keyboard.press("Enter")
    assert part.get_attribute("open") is not None
    page.keyboard.press("Space")

    assert part.get_attribute("open") is None


def test_everything_that_can_be_clicked_takes_the_focus(page: Page, origin: str) -> None:
    """No click without a key: nothing with a handler or a pointer is out of reach, labels of fields aside."""
    page.goto(f"{origin}/practices/cali-desepaz-public-health/")

    lost = page.evaluate(
        "[...document.querySelectorAll('article *')].filter(e => e.checkVisibility() && getComputedStyle(e).cursor === 'pointer' && !e.closest('a[href], button, summary, label, input')).map(e => e.outerHTML.slice(0, 80))"
    )

    assert lost == []


def test_the_switch_of_colours_is_worked_by_key(page: Page, origin: str) -> None:
    """It has a name that says what it does, and changes the colours."""
    page.goto(f"{origin}/practices/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")

    page.locator("header input.md-option").first.focus()
    names = []
    for chosen in ("default", "slate"):
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Enter")
        until(page, f"JSON.parse(localStorage.getItem('/.__palette')).color.scheme === '{chosen}'")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert names == ["Switch to light mode", "Switch to dark mode"]
