"""Accessibility: axe finds nothing on any kind of page, in both colour schemes, wide and narrow."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser_tests.reading import EVERY, type_into
from tests.site_fixtures import Read

WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")
ALL_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""Every rule of axe; it leaves out the size of targets, which WCAG 2.2 asks for, unless told."""


@pytest.fixture(scope="module")
def schemes(browser: Browser) -> Iterator[dict[str, Page]]:
    """A page of a reader who prefers light, and of one who prefers dark."""
    contexts = {s: browser.new_context(color_scheme=s, reduced_motion="reduce") for s in SCHEMES}  # type: ignore[arg-type]
    yield {scheme: context.new_page() for scheme, context in contexts.items()}
    for context in contexts.values():
        context.close()


def violations(page: Page) -> list[str]:
    """What axe finds on a page, each with the element it means."""
    found = Axe().run(page, options=ALL_RULES).response["violations"]
    return [f"{v['id']}: {node['html'][:160]} ({v['help']})" for v in found for node in v["nodes"]]


def open_all(page: Page) -> None:
    """Open every part that a reader may open, so that it is looked at too."""
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


@pytest.mark.parametrize("address", EVERY.values(), ids=EVERY.keys())
def test_axe_finds_nothing(schemes: dict[str, Page], origin: str, address: str) -> None:
    """No violation of any rule of axe, wide in light and narrow in dark, with all details open."""
    found = []
    for (scheme, page), width in zip(schemes.items(), WIDTHS, strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{origin}/{address}")
        if "?q=" in address:
            page.locator(".search-results a").first.wait_for()
        open_all(page)
        found += [f"{scheme}, {width} px: {one}" for one in violations(page)]

    assert found == []


def test_axe_finds_nothing_in_the_search_dialogue(schemes: dict[str, Page], origin: str) -> None:
    """Open over a page, empty, with results, and with none."""
    found = []
    for scheme, page in schemes.items():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{origin}/practices/")
            page.keyboard.press("/")
            dialogue = page.locator("dialog[open]")
            dialogue.wait_for()
            found += [f"{scheme}, {width} px, empty: {one}" for one in violations(page)]
            type_into(dialogue.locator("input"), "violence")
            dialogue.locator(".search-results a").first.wait_for()
            found += [f"{scheme}, {width} px, results: {one}" for one in violations(page)]
            dialogue.locator("input").fill("qqqqqqqq")
            dialogue.get_by_text("Nothing found").wait_for()
            found += [f"{scheme}, {width} px, nothing: {one}" for one in violations(page)]

    assert found == []


FINDER = {
    "words and a facet": "?q=robbery&region=americas",
    "nothing found": "?theme=firearms&region=oceania",
    "nothing found by words": "?q=qqqqqqqq",
    "a city": "?fit=KEN-nairobi",
    "a described city": "?fit=like.KEN.3.-.-",
}
"""States of the finder, by the address that leads there."""


@pytest.mark.parametrize("query", FINDER.values(), ids=FINDER.keys())
def test_axe_finds_nothing_in_the_finder(schemes: dict[str, Page], origin: str, query: str) -> None:
    """In every state, with the panel and all its values open."""
    found = []
    for scheme, page in schemes.items():
        page.goto(f"{origin}/practices/{query}")
        page.locator(".find-panel fieldset").first.wait_for(state="attached")
        page.locator(".find-status:not(:empty)").wait_for()
        page.evaluate("for (const button of document.querySelectorAll('.find-all')) button.click()")
        open_all(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{scheme}, {width} px: {one}" for one in violations(page)]

    assert found == []


def test_axe_finds_nothing_in_the_open_drawer(schemes: dict[str, Page], origin: str) -> None:
    """The sections on a phone."""
    found = []
    for scheme, page in schemes.items():
        page.set_viewport_size({"width": 360, "height": 900})
        page.goto(f"{origin}/practices/")
        page.get_by_role("button", name="Sections").click()
        page.locator(".md-nav--primary a", has_text="Indicators").wait_for()
        found += [f"{scheme}: {one}" for one in violations(page)]

    assert found == []


def test_every_page_says_its_language_and_title(page: Page, origin: str) -> None:
    """A page announces itself as it is served: language, title, one main part and one first heading."""
    wrong = []
    for name, address in EVERY.items():
        read = Read(page.request.get(f"{origin}/{address}").text())
        said = (
            read.all("html")[0].get("lang"),
            len(read.text("title")) > 8,
            len(read.all("main")),
            len(read.all("h1")),
        )
        if said != ("en", True, 1, 1):
            wrong.append((name, said))

    assert wrong == []
