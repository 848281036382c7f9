"""One browser and one site for all tests here: the repository's own records, below two prefixes, and a broken library."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import started
from tests.browser_tests.reading import PREFIX
from tests.site_fixtures import Workshop, own_site, serving, set_up

PATIENCE = 15_000
"""Milliseconds that a test waits for what must come, on a machine that may do other work; what comes is not later for it."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own records."""
    return own_site(tmp_path_factory)


@pytest.fixture(scope="session")
def broken_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small library as its preview shows it while a record is broken."""
    workshop = Workshop(set_up(tmp_path_factory.mktemp("broken") / "library"))
    workshop.change("practices/test-lamps.yaml", "themes: [", "themes: [nowhere, ")
    workshop.write("practices/test-mediators.yaml", "title: [never closed\n")
    workshop.build_anyway()
    return workshop.site


@pytest.fixture(scope="session")
def origin(whole: Path, broken_site: Path) -> Iterator[str]:
    """Where the sites are served: at the root, below a prefix, and the broken one below /broken/."""
    with serving({"/": whole, PREFIX: whole, "/broken/": broken_site}) as at:
        yield at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The installed Chromium, started once."""
    with started() as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile without memory."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    fresh.set_default_timeout(PATIENCE)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page in a profile of its own."""
    return context.new_page()


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page in a browser with scripts off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
