"""The network: a page asks only its own host, everything it asks for is there, and the console stays silent."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser_tests.reading import EVERY, KINDS, PREFIX, type_into, watching

LINKS = "[...document.querySelectorAll('a[href], link[href]:not([rel=canonical])')].map(a => a.href)"


@pytest.mark.parametrize("prefix", ["/", PREFIX])
def test_pages_ask_for_nothing_that_is_missing_or_elsewhere(context: BrowserContext, origin: str, prefix: str) -> None:
    """Every kind of page at depths 0 to 3, at the root of a host and below a prefix: no fault and no other host. Nothing
    that it asks for, and no link on it, leads above the folder it is served from."""
    home = origin + prefix
    page = context.new_page()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    found = {}
    for name, address in KINDS.items():
        with watching(context, origin) as faults:
            page.goto(f"{home}{address}", wait_until="networkidle" if "search" in address else "load")
        above = [link for link in page.evaluate(LINKS) if link.startswith(origin) and not link.startswith(home)]
        if faults or above:
            found[name] = [*faults, *above]

    assert {address.split("?")[0].count("/") for address in KINDS.values()} == {0, 1, 2, 3}
    assert found == {}
    assert [url for url in asked if not url.startswith((home, "data:"))] == []


def test_the_404_page_asks_for_nothing(context: BrowserContext, origin: str) -> None:
    """It is served at any depth, so it carries all it needs."""
    page = context.new_page()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))

    answer = page.goto(f"{origin}/practices/no/such/page/", wait_until="networkidle")

    assert answer is not None
    assert answer.status == 404
    assert page.locator("h1").inner_text() == "There is no page at this address"
    assert [url for url in asked if "favicon" not in url] == [f"{origin}/practices/no/such/page/"]


def test_search_asks_only_its_own_host(context: BrowserContext, origin: str) -> None:
    """Typing sends no letter anywhere; the catalogue and its library come from the site."""
    page = context.new_page()
    with watching(context, origin) as faults:
        page.goto(f"{origin}{PREFIX}practices/")
        page.keyboard.press("/")
        type_into(page.locator("dialog[open] input"), "robbery")
        page.locator("dialog .search-results a").first.wait_for()
        page.wait_for_load_state("networkidle")

    assert faults == []


def test_search_library_and_catalogue_wait_until_they_are_asked_for(page: Page, origin: str) -> None:
    """Reading costs nothing for a search that nobody makes; a search that is opened fetches each file once."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(f"{origin}/")))
    heavy = ["assets/js/lunr.js", "search/catalogue.json"]

    page.goto(f"{origin}/practices/kampala-sasa/", wait_until="networkidle")
    before = [url for url in asked if url in heavy or url.endswith("search.js")]
    page.keyboard.press("/")
    page.locator("dialog input").wait_for()
    opened = [url for url in asked if url in heavy]
    type_into(page.locator("dialog[open] input"), "robbery")
    page.locator("dialog .search-results a").first.wait_for()

    assert before == []
    assert set(opened) <= set(heavy)
    assert sorted(url for url in asked if url in heavy) == heavy


def test_policy_forbids_inline_script(page: Page, origin: str) -> None:
    """A script that found its way into a page is not run."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for address in ("practices/kampala-sasa/", "", "search/"):
        page.goto(f"{origin}/{address}")
        page.evaluate(
            "const s = document.createElement('script'); s.textContent = 'window.taken = true'; document.body.append(s)"
        )
        page.evaluate(
            "document.querySelector('h1').insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.taken = true\">')"
        )
        page.wait_for_load_state("networkidle")

        assert page.evaluate("window.taken") is None

    assert sum("Content Security Policy" in text for text in said) >= 3


@pytest.mark.parametrize("name", ["problems", "problems of one record"])
def test_pages_of_a_broken_library_are_whole(context: BrowserContext, origin: str, name: str) -> None:
    """The preview's own pages too ask for nothing that is missing."""
    page = context.new_page()
    with watching(context, origin) as faults:
        page.goto(f"{origin}/{EVERY[name]}", wait_until="networkidle")

    assert faults == []
    assert "has to be mended" in page.content() or "cannot be shown yet" in page.locator("h1").inner_text()
