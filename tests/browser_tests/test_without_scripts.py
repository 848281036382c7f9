"""Without scripts: everything can be read, and what needs scripts says so or leads elsewhere."""

from playwright.sync_api import Browser, Page, expect

from tests.browser_tests.reading import LISTS, RECORDS, WRITTEN


def words(page: Page) -> list[str]:
    """All words of the main part, those behind details included; without the controls that only scripts can serve."""
    return str(
        page.locator("article").evaluate(
            "a => { for (const d of a.querySelectorAll('details')) d.open = true;"
            " for (const c of a.querySelectorAll('.card')) c.style.contentVisibility = 'visible';"
            " for (const c of a.querySelectorAll('.filter, .find, .find-panel, .find-end, [data-find-static-only], .explore-form, .copy, .readout, .keep, .compared, .shortlist, noscript')) c.remove(); return a.innerText }"
        )
    ).split()


def test_every_word_is_there_without_scripts(bare: Page, page: Page, origin: str) -> None:
    """The same words in the same order as with scripts, on every kind of page."""
    for address in (*WRITTEN.values(), *LISTS.values(), *list(RECORDS.values())[::2]):
        bare.goto(f"{origin}/{address}")
        page.goto(f"{origin}/{address}")

        assert words(bare) == words(page), address
        assert len(words(bare)) > 20, address


def test_tables_are_seen_without_scripts(bare: Page, origin: str) -> None:
    """Results and figures are plain tables."""
    for address in ("practices/cali-desepaz-public-health/", "approaches/street-lighting/", "how-we-work/"):
        bare.goto(f"{origin}/{address}")

        expect(bare.locator("article table").first).to_be_visible()

    bare.goto(f"{origin}/indicators/homicide-rate/")
    bare.locator("#table summary").click()
    expect(bare.locator("#table table")).to_be_visible()


def test_pictures_are_drawn_without_scripts(bare: Page, origin: str) -> None:
    """A picture is part of the page, with a name and a sentence."""
    bare.goto(f"{origin}/indicators/homicide-rate/")

    pictures = bare.locator(".picture svg")

    assert pictures.count() >= 2
    for n in range(pictures.count()):
        expect(pictures.nth(n)).to_be_visible()
        assert pictures.nth(n).locator("title").first.text_content()


def test_filters_are_links(bare: Page, origin: str) -> None:
    """A filter leads to a page that shows how many it promised, and says which one is chosen."""
    bare.goto(f"{origin}/practices/")
    link = bare.locator(".filters a").first
    promised = int(link.locator(".n").inner_text())

    link.click()

    expect(bare.locator("ul.cards > li")).to_have_count(promised)
    assert "/practices/theme/" in bare.url
    expect(bare.locator(".filters a[aria-current=page]")).to_have_count(1)


def test_details_open_without_scripts(bare: Page, origin: str) -> None:
    """The browser itself opens them."""
    bare.goto(f"{origin}/practices/cali-desepaz-public-health/")
    part = bare.locator("#sources details").first

    part.locator("summary").click()

    expect(part.locator("p").first).to_be_visible()


def test_search_leads_to_a_page_that_offers_other_ways(bare: Page, origin: str) -> None:
    """The button is a link; where it leads, lists are offered instead."""
    bare.goto(f"{origin}/practices/kampala-sasa/")

    bare.locator("[data-search-open]").click()

    assert bare.url == f"{origin}/search/"
    expect(bare.locator("noscript p")).to_contain_text("Search needs JavaScript")
    expect(bare.locator("noscript a").first).to_be_visible()


def test_controls_that_need_scripts_are_not_shown(bare: Page, origin: str) -> None:
    """The switch between light and dark would do nothing, so it is not there."""
    bare.goto(f"{origin}/practices/")

    assert [
        label for label in bare.locator("header form[data-md-component=palette] label").all() if label.is_visible()
    ] == []


def test_the_drawer_opens_without_scripts(bare: Page, origin: str) -> None:
    """On a phone the sections are one touch away."""
    bare.set_viewport_size({"width": 360, "height": 700})
    bare.goto(f"{origin}/practices/")

    bare.locator("header label[for=__drawer]").click()

    expect(bare.locator(".md-nav--primary a", has_text="Indicators")).to_be_in_viewport()


def test_an_old_address_leads_on_without_scripts(bare: Page, origin: str) -> None:
    """A redirect is part of the page, and a link stands beside it."""
    bare.goto(f"{origin}/broken/practices/test-lanterns/", wait_until="commit")

    bare.wait_for_url("**/practices/test-lamps/")


def test_dark_is_dark_without_scripts(browser: Browser, origin: str) -> None:
    """Who prefers dark gets dark."""
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{origin}/practices/")

    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    context.close()

    assert sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")[:3]) < 200
