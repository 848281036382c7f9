"""The shortlist: kept in the browser by one button, in the reader's order, in all tabs, and without storage for the page."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser_tests.reading import PREFIX, watching
from tests.browser_tests.test_reflow import OVERFLOW

KAMPALA = "practices/kampala-sasa/"
COMPARE = "practices/compare/"
KEEP_KAMPALA = "Keep: SASA! community mobilisation in Kampala"
REFUSALS = {
    "storage denied": "for (const act of ['getItem', 'setItem', 'removeItem']) { const own = Storage.prototype[act]; Storage.prototype[act] = function (key, ...rest) { if (key.startsWith('beacon')) throw new DOMException('denied', 'SecurityError'); return own.call(this, key, ...rest); }; }",
    "storage without room": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
}
"""The first leaves alone what the frame keeps, which throws by itself where storage is denied as a whole."""


def keep(page: Page, origin: str, *ids: str) -> None:
    """Keep practices, each on its own page."""
    for id in ids:
        page.goto(f"{origin}/practices/{id}/")
        page.locator("button.keep").click()
        expect(page.locator("button.keep")).to_have_attribute("aria-pressed", "true")


def order(page: Page) -> list[str]:
    """The titles on the shortlist, as they stand."""
    return page.locator("#shortlist li > a").all_inner_texts()


def test_a_practice_is_kept_with_the_keyboard(context: BrowserContext, origin: str) -> None:
    """The button says what it keeps and whether it does; the way to the list appears, and all of it outlives the page."""
    page = context.new_page()
    with watching(context, origin) as faults:
        page.goto(f"{origin}/{KAMPALA}")
        link = page.locator("[data-shortlist]")
        expect(page.get_by_role("button", name=KEEP_KAMPALA, pressed=False)).to_be_visible()
        expect(link).to_be_hidden()

        page.get_by_role("button", name=KEEP_KAMPALA).focus()
        page.keyboard.press("Enter")

        kept = page.get_by_role("button", name=KEEP_KAMPALA.replace("Keep", "Kept"), pressed=True)
        expect(kept).to_be_focused()
        expect(page.get_by_role("link", name="Shortlist (1)", exact=True)).to_be_visible()
        page.reload()
        expect(kept).to_be_visible()
        page.get_by_role("link", name="Shortlist (1)").press("Enter")
        page.wait_for_url(f"**/{COMPARE}**")
        expect(page.locator("#shortlist li > a")).to_have_text(["SASA! community mobilisation in Kampala"])

    assert faults == []


def test_a_second_press_lets_go(page: Page, origin: str) -> None:
    """Nothing is left in storage, and the way to an empty list goes."""
    keep(page, origin, "kampala-sasa")

    page.locator("button.keep").press("Space")

    expect(page.get_by_role("button", name=KEEP_KAMPALA, pressed=False)).to_be_visible()
    expect(page.locator("[data-shortlist]")).to_be_hidden()
    assert page.evaluate("localStorage.length === Object.keys(localStorage).filter(k => k.includes('__')).length")


@pytest.mark.parametrize("address", ["practices/", "practices/theme/firearms/", "themes/public-space/", ""])
def test_each_card_has_a_button_of_its_own(page: Page, origin: str, address: str) -> None:
    """Named after the practice whose card it stands on."""
    page.goto(f"{origin}/{address}")
    expect(page.locator(".card button.keep").first).to_be_visible()

    names = page.locator(".card:has(.card-where)").evaluate_all(
        "cards => cards.map(c => [c.querySelector('.keep').getAttribute('aria-label'), c.querySelector('h2, h3').textContent.trim()])"
    )

    assert names
    assert [name for name, title in names if name != f"Keep: {title}"] == []


def test_two_tabs_agree(context: BrowserContext, origin: str) -> None:
    """What is kept in one is kept in the other without loading it again, on the list too."""
    one, other = context.new_page(), context.new_page()
    one.goto(f"{origin}/practices/")
    other.goto(f"{origin}/{COMPARE}")
    expect(other.locator(".shortlist-none")).to_be_visible()

    one.get_by_role("button", name=KEEP_KAMPALA).click()

    expect(other.get_by_role("link", name="Shortlist (1)", exact=True)).to_be_visible()
    expect(other.locator("#shortlist li > a")).to_have_text(["SASA! community mobilisation in Kampala"])
    other.get_by_role("button", name="Remove: SASA!").click()
    expect(one.get_by_role("button", name=KEEP_KAMPALA, pressed=False)).to_be_visible()


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS.keys())
def test_without_storage_the_list_lasts_as_long_as_the_page(context: BrowserContext, origin: str, refusal: str) -> None:
    """Nothing is thrown, and the buttons do what they say."""
    page = context.new_page()
    page.add_init_script(refusal)
    with watching(context, origin) as faults:
        page.goto(f"{origin}/practices/")
        page.locator("button.keep").nth(0).click()
        page.locator("button.keep").nth(1).click()
        page.locator("button.keep").nth(0).click()

        expect(page.get_by_role("link", name="Shortlist (1)", exact=True)).to_be_visible()
        expect(page.locator("button.keep[aria-pressed=true]")).to_have_count(1)
        page.goto(f"{origin}/{COMPARE}?ids=kampala-sasa")
        page.locator(".compare button.keep").click()
        expect(page.locator("#shortlist li")).to_have_count(1)
        page.get_by_role("button", name="Remove: ").click()
        expect(page.locator(".shortlist-none")).to_be_visible()

    assert faults == []


def test_what_is_no_id_in_storage_is_left_out(context: BrowserContext, origin: str) -> None:
    """Whoever wrote it there: the sound ids stay, each once."""
    page = context.new_page()
    keep(page, origin, "kampala-sasa")
    page.evaluate(
        "for (const key of Object.keys(localStorage)) if (key.startsWith('beacon-shortlist')) localStorage[key] = ',<img src=x>,../..,kampala-sasa,kampala-sasa,Kampala'"
    )
    with watching(context, origin) as faults:
        page.goto(f"{origin}/{COMPARE}")
        expect(page.locator("#shortlist li")).to_have_count(1)

    assert faults == []


def test_sites_on_one_host_keep_lists_of_their_own(page: Page, origin: str) -> None:
    """A copy of the site below a prefix has nothing of it."""
    keep(page, origin, "kampala-sasa")

    page.goto(f"{origin}{PREFIX}{KAMPALA}")

    expect(page.get_by_role("button", name=KEEP_KAMPALA, pressed=False)).to_be_visible()


def test_the_order_is_changed_with_the_keyboard(page: Page, origin: str) -> None:
    """The focus stays with what is moved, the place is told, and the order is still there afterwards."""
    keep(page, origin, "kampala-sasa", "oakland-ceasefire", "oslo-salto")
    page.goto(f"{origin}/{COMPARE}")
    expect(page.locator("#shortlist li")).to_have_count(3)
    first, second, third = order(page)
    told = page.get_by_role("status").first

    page.get_by_role("button", name=f"Move up: {third}").focus()
    page.keyboard.press("Enter")
    expect(told).to_have_text("Moved to place 2 of 3.")
    page.keyboard.press("Enter")
    expect(told).to_have_text("Moved to place 1 of 3.")

    expect(page.get_by_role("button", name=f"Move down: {third}")).to_be_focused()
    assert order(page) == [third, first, second]
    expect(page.locator(".compare thead th a")).to_have_text([third, first, second])
    page.goto(f"{origin}/{COMPARE}")
    expect(page.locator("#shortlist li > a")).to_have_text([third, first, second])


def test_removing_moves_the_focus_to_the_next(page: Page, origin: str) -> None:
    """And to the heading of the list when nothing is left."""
    keep(page, origin, "kampala-sasa", "oakland-ceasefire")
    page.goto(f"{origin}/{COMPARE}")
    expect(page.locator("#shortlist li")).to_have_count(2)
    page.get_by_role("button", name="Remove: SASA!").focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove: Oakland Ceasefire")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Your shortlist")).to_be_focused()
    expect(page.locator("#compared")).to_be_hidden()
    assert "?" not in page.url


def test_a_step_back_shows_what_is_kept_now(page: Page, origin: str) -> None:
    """A page that comes back as it was left knows what was kept since."""
    page.goto(f"{origin}/practices/")
    expect(page.get_by_role("button", name=KEEP_KAMPALA)).to_be_visible()
    page.get_by_role("link", name="SASA! community mobilisation in Kampala").click()
    page.locator("button.keep").click()

    page.go_back()

    expect(page.get_by_role("button", name=KEEP_KAMPALA.replace("Keep", "Kept"), pressed=True)).to_be_visible()


def test_without_scripts_there_is_no_button(browser: Browser, origin: str) -> None:
    """Nor a way to a list that cannot be."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for address in (KAMPALA, "practices/"):
        page.goto(f"{origin}/{address}")
        expect(page.locator("button.keep")).to_have_count(0)
        expect(page.locator("[data-shortlist]")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_the_way_to_the_list_fits_the_header(page: Page, origin: str, width: int) -> None:
    """Beside the search button, within the screen, and large enough to touch."""
    keep(page, origin, "kampala-sasa")
    page.set_viewport_size({"width": width, "height": 800})

    link, search = page.locator("[data-shortlist]").bounding_box(), page.locator("[data-search-open]").bounding_box()

    assert link is not None
    assert search is not None
    assert min(link["width"], link["height"]) >= 24
    assert link["x"] + link["width"] <= search["x"] + 1
    assert search["x"] + search["width"] <= width
    assert page.evaluate(OVERFLOW) == ""


def test_nothing_moves_when_the_buttons_come(page: Page, origin: str) -> None:
    """Their room is kept: no shift of the layout worth the name."""
    page.goto(f"{origin}/themes/public-space/", wait_until="networkidle")
    expect(page.locator("button.keep").first).to_be_visible()

    shift = page.evaluate(
        "new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; }).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 300); })"
    )

    assert shift < 0.02


def test_a_list_longer_than_a_comparison_is_printed(page: Page, origin: str) -> None:
    """Four stand side by side; with a fifth the list is on the paper, too, without its buttons."""
    page.goto(f"{origin}/practices/")
    for number in range(5):
        page.locator(".card button.keep").nth(number).click()
        if number < 3:
            continue
        page.goto(f"{origin}/practices/compare/")
        expect(page.locator("#shortlist > ol > li")).to_have_count(number + 1)
        page.emulate_media(media="print")
        expect(page.locator("#shortlist")).to_be_visible(visible=number == 4)
        expect(page.locator("#shortlist button").first).to_be_hidden()
        page.emulate_media(media="screen")
        page.goto(f"{origin}/practices/")
