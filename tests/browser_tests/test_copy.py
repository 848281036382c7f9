"""Lines to take along: copied by a button where the browser allows it, and to be selected where it does not."""

import pytest
from playwright.sync_api import Page, expect

ADDRESS = "indicators/homicide-rate/"


def test_a_button_copies_its_line(page: Page, origin: str) -> None:
    """With the keyboard alone; the page says so, and what is copied is what stands there, to the letter."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{origin}/{ADDRESS}")
    page.locator("#take summary").click()
    line = page.locator("#take [data-copy]").first

    line.get_by_role("button", name="Copy: the line for Python, with pandas").focus()
    page.keyboard.press("Enter")

    expect(line.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == line.locator("code").text_content()


def test_a_refused_copy_is_told(page: Page, origin: str) -> None:
    """Nobody is told that something was copied when it was not."""
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page.goto(f"{origin}/{ADDRESS}")

    page.locator("#cite > p[data-copy] button").click()

    expect(page.locator("#cite > p[data-copy]").get_by_role("status")).to_have_text(
        "Not copied: select the text instead"
    )


def test_without_the_right_to_copy_there_is_no_button(page: Page, origin: str) -> None:
    """A button that can do nothing is not shown, and the lines stand there all the same."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{origin}/{ADDRESS}")

    expect(page.locator("button.copy")).to_have_count(0)
    expect(page.locator("#take [data-copy] code").first).to_contain_text("pd.read_csv")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_section_fits_its_page(page: Page, origin: str, width: int) -> None:
    """Long addresses wrap; nothing makes the page scroll sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{origin}/{ADDRESS}")
    page.evaluate("document.querySelectorAll('article details').forEach((item) => { item.open = true; })")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
