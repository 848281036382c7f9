"""The filter of long lists: there with scripts only, forgiving of accents, and kept in the address."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, expect

from tests.browser_tests.reading import type_into


def test_typing_leaves_what_holds_the_letters(page: Page, origin: str) -> None:
    """Without accents and capitals; regions that are left empty go, and the number left is told."""
    page.goto(f"{origin}/places/")

    type_into(page.locator("#filter-input"), "cote d")

    expect(page.locator(".places li:visible")).to_have_count(1)
    expect(page.locator(".places li:visible")).to_contain_text("Ivoire")
    expect(page.locator(".places h2:visible")).to_have_count(1)
    expect(page.locator(".filter [role=status]")).to_contain_text("1 of ")


def test_a_city_in_the_list_of_countries_leads_to_the_search(page: Page, origin: str) -> None:
    """What no country is called may be a city: the same words in the search of the whole library, which finds it."""
    page.goto(f"{origin}/places/")
    page.locator("#filter-input").fill("Nairobi")

    page.get_by_role("link", name="Search the whole library for “Nairobi”").click()

    page.wait_for_url("**/search/?q=Nairobi")
    expect(page.locator(".search-results a").first).to_contain_text("Nairobi")


def test_an_emptied_filter_shows_everything(page: Page, origin: str) -> None:
    """And says nothing more."""
    page.goto(f"{origin}/places/?q=qqqq")
    expect(page.locator(".places li:visible")).to_have_count(0)

    page.locator("#filter-input").fill("")

    expect(page.locator(".places li:visible")).to_have_count(page.locator(".places li").count())
    expect(page.locator(".filter [role=status]")).to_be_empty()


def test_the_address_keeps_the_filter(page: Page, origin: str) -> None:
    """So that it can be sent, and is there after a step back."""
    page.goto(f"{origin}/places/")
    type_into(page.locator("#filter-input"), "kenya")

    assert parse_qs(urlsplit(page.url).query) == {"q": ["kenya"]}
    page.locator(".places li:visible a").click()
    page.wait_for_url("**/places/ken/")
    page.go_back()

    expect(page.locator(".places li:visible")).to_have_count(1)


def test_without_scripts_there_is_no_filter(browser: Browser, origin: str) -> None:
    """Only the whole list."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/places/")

    expect(page.locator(".filter")).to_be_hidden()
    expect(page.locator(".places li").first).to_be_visible()
    context.close()
