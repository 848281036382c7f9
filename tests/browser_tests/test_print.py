"""Print: the page without its frame, with all that stands behind details, and with the addresses of its sources."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

PRACTICE = "practices/cali-desepaz-public-health/"
CHECKLIST = "monitor/checklist/"
SHUT = "[...document.querySelectorAll('article details')].filter(d => !d.open).length"


@pytest.fixture
def paper(page: Page, origin: str) -> Page:
    """A practice as it is printed."""
    page.goto(f"{origin}/{PRACTICE}")
    page.emulate_media(media="print")
    return page


def test_the_frame_is_not_printed(paper: Page) -> None:
    """No header, sections, contents list or footer; the title and the text stay."""
    for hidden in (
        ".md-header",
        ".md-tabs",
        ".md-sidebar--secondary",
        ".md-sidebar--primary",
        ".beacon-footer",
        ".suggest",
    ):
        expect(paper.locator(hidden).first).to_be_hidden()

    expect(paper.locator("h1")).to_be_visible()
    expect(paper.locator("#results table")).to_be_visible()


def test_details_are_open_on_paper(paper: Page) -> None:
    """While it prints; on the screen they are as they were before."""
    before = paper.evaluate(SHUT)
    paper.evaluate(f"addEventListener('beforeprint', () => {{ window.shut = {SHUT} }})")

    pdf = paper.pdf()

    assert pdf.startswith(b"%PDF-")
    assert before > 5
    assert paper.evaluate("window.shut") == 0
    assert paper.evaluate(SHUT) == before


def test_what_stands_behind_details_is_seen_on_paper(paper: Page) -> None:
    """Each result's studies and each source's words take room on paper."""
    paper.evaluate("dispatchEvent(new Event('beforeprint'))")

    flat = paper.evaluate(
        "[...document.querySelectorAll('article details > :not(summary)')].filter(e => e.textContent.trim() && e.getBoundingClientRect().height === 0).length"
    )

    assert flat == 0


def test_an_opened_part_stays_open_after_printing(page: Page, origin: str) -> None:
    """Printing does not shut what the reader had opened."""
    page.goto(f"{origin}/{PRACTICE}")
    page.locator("article details summary").first.click()

    page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")

    assert page.locator("article details").first.get_attribute("open") is not None


def test_details_are_open_on_paper_without_scripts(bare: Page, origin: str) -> None:
    """The style sheet alone opens them."""
    bare.goto(f"{origin}/{PRACTICE}")
    bare.emulate_media(media="print")

    flat = bare.evaluate(
        "[...document.querySelectorAll('article details > :not(summary)')].filter(e => e.textContent.trim() && e.getBoundingClientRect().height === 0).length"
    )

    assert flat == 0


def test_paper_is_white_also_for_who_reads_in_the_dark(browser: Browser, origin: str) -> None:
    """Black on white, whatever the screen shows."""
    context = browser.new_context(color_scheme="dark", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{origin}/{PRACTICE}")
    page.emulate_media(media="print", color_scheme="dark")

    colours = page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color, getComputedStyle(document.querySelector('article p')).color]"
    )
    context.close()

    assert colours[0] in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    assert colours[1] == "rgb(0, 0, 0)"


def test_addresses_of_sources_are_printed(paper: Page) -> None:
    """A link cannot be clicked on paper."""
    said = paper.locator("#sources a[href^=http]").first.evaluate("a => getComputedStyle(a, '::after').content")

    assert "http" in said


def test_the_checklist_fits_four_sheets(page: Page, origin: str) -> None:
    """A4, with a box to tick beside every figure."""
    page.goto(f"{origin}/{CHECKLIST}")

    sheets = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4")))

    assert sheets <= 4
    assert page.locator("table.checks tbody .tick").count() == page.locator("table.checks tbody tr").count() > 40


def test_nothing_is_wider_than_the_paper(paper: Page) -> None:
    """A4 has some 720 pixels between its margins."""
    paper.set_viewport_size({"width": 720, "height": 1000})

    assert paper.evaluate("document.documentElement.scrollWidth") <= 720


def test_text_and_tables_are_printed_in_one_size(paper: Page) -> None:
    """A table is never larger than the text around it, and what can only be pressed is not printed."""
    sizes = paper.evaluate(
        "['article p:not([class])', 'table.results td', 'table.results .range'].map(s => document.querySelector(s)).filter(Boolean).map(e => parseFloat(getComputedStyle(e).fontSize))"
    )

    assert len(sizes) >= 2 and max(sizes) <= sizes[0] * 1.05
    expect(paper.locator(".keep")).not_to_have_count(0)
    expect(paper.locator(".keep").first).to_be_hidden()


def test_a_short_page_is_one_sheet(page: Page, origin: str) -> None:
    """The page of a rule brings no empty second one."""
    page.goto(f"{origin}/rules/unit-missing/")

    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
