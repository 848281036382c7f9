"""Anchors: a citation leads to its source, a heading of the contents list to its section, and both are seen there."""

import pytest
from playwright.sync_api import Page, expect

CITING = ("practices/cali-desepaz-public-health/", "approaches/street-lighting/", "cities/medellin/")


@pytest.mark.parametrize("address", CITING)
def test_a_citation_leads_to_its_source(page: Page, origin: str, address: str) -> None:
    """The source with that number is on the screen, marked, and not under the header."""
    page.goto(f"{origin}/{address}")
    citations = page.locator("article sup.cite a")
    assert citations.count() > 3

    for n in (0, citations.count() // 2, citations.count() - 1):
        citation = citations.nth(n)
        number, to = citation.inner_text(), citation.get_attribute("href") or ""
        citation.evaluate(
            "a => { for (let d = a.closest('details'); d; d = d.parentElement.closest('details')) d.open = true }"
        )
        citation.click()
        source = page.locator(f"li{to}")

        expect(source).to_be_in_viewport()
        top = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
        header = page.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom")
        assert page.evaluate("document.querySelector(':target').id") == to.removeprefix("#")
        assert source.evaluate("li => [...li.parentElement.children].indexOf(li) + 1") == int(number)
        assert top >= header - 1
        assert source.evaluate("li => getComputedStyle(li).backgroundColor") != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("address", [*CITING, "indicators/homicide-rate/", "how-we-work/"])
def test_contents_lead_to_their_sections(page: Page, origin: str, address: str) -> None:
    """Every entry of the list, with the heading of its section in view below the header."""
    page.goto(f"{origin}/{address}")
    entries = page.locator(".md-sidebar--secondary a.md-nav__link")
    assert entries.count() > 3

    for n in range(entries.count()):
        text, to = entries.nth(n).inner_text(), entries.nth(n).get_attribute("href") or ""
        page.goto(f"{origin}/{address}{to}")
        target = page.locator(f"[id='{to.removeprefix('#')}']")
        heading = target if target.evaluate("e => e.localName.startsWith('h')") else target.locator("h2").first

        expect(heading).to_have_text(text)
        expect(heading).to_be_in_viewport()


def test_an_address_with_an_anchor_lands_there_from_elsewhere(page: Page, origin: str) -> None:
    """A link from another site to one source."""
    page.goto(f"{origin}/practices/cali-desepaz-public-health/#source-concha-eastman-2002")

    expect(page.locator("#source-concha-eastman-2002")).to_be_in_viewport()


def test_an_anchor_below_the_header_is_seen_after_reload(page: Page, origin: str) -> None:
    """Also on a phone, where lines are longer."""
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{origin}/practices/cali-desepaz-public-health/#wrong")
    page.reload()

    box = page.locator("#wrong h2").bounding_box()
    header = page.locator(".md-header").bounding_box()

    assert box is not None
    assert header is not None
    assert header["y"] + header["height"] <= box["y"] + 1 < 700
