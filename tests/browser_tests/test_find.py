"""The finder on the list of practices: words, facets and order together, kept in the address, and cards as the list has them."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser_tests.reading import type_into


@cache
def rows(whole: Path) -> tuple[tuple[str, str, frozenset[str], int], ...]:
    """Each practice of the catalogue in its order: id, title, its terms as `facet:id`, and the year it began."""
    found = json.loads((whole / "search/catalogue.json").read_text(encoding="utf-8"))
    facets = [id for id, _ in found["facets"]]
    names = [f"{facets[facet]}:{id}" for facet, id, *_ in found["terms"]]
    kind = found["kinds"].index("Practices")
    return tuple(
        (row[1], row[2], frozenset(names[term] for term in row[6]), row[7])
        for row in zip(*found["columns"], strict=True)
        if row[0] == kind
    )


def titles(page: Page) -> list[str]:
    """The titles of the cards that can be seen, in their order."""
    return [text.strip() for text in page.locator(".find-results > .card h2").all_text_contents()]


def box(page: Page, title: str) -> Locator:
    """The box of a facet's value, by its label."""
    return page.locator(".find-panel label", has_text=re.compile(rf"^\s*{re.escape(title)}\s+[\d,]+\s*$")).locator(
        "input"
    )


def ready(page: Page, address: str) -> None:
    """Open a page and wait until the finder has read its catalogue."""
    page.goto(address)
    page.locator(".find-panel fieldset").first.wait_for(state="attached")


def test_facets_join_within_and_narrow_across(page: Page, origin: str, whole: Path) -> None:
    """Two themes: either will do. A theme and a region: both must hold."""
    ready(page, f"{origin}/practices/")

    box(page, "Firearms").check()
    box(page, "Public space").check()
    page.locator(".find-panel label", has_text="Europe").locator("input").check()

    expected = [
        title
        for _, title, terms, _ in rows(whole)
        if terms & {"theme:firearms", "theme:public-space"} and "region:europe" in terms
    ]
    expect(page.locator(".find-status")).to_have_text(f"{len(expected)} practices of {len(rows(whole))}.")
    assert titles(page) == expected[:30]


def test_counts_respect_the_other_facets(page: Page, origin: str, whole: Path) -> None:
    """What each box would leave, were it ticked too; its own facet's other boxes do not lessen it."""
    ready(page, f"{origin}/practices/?theme=transport")
    page.get_by_role("button", name="Show all", exact=False).first.wait_for(state="attached")

    shown = {
        label.rsplit(None, 1)[0].strip(): int(label.rsplit(None, 1)[1])
        for label in page.locator(".find-panel label:not([hidden])").all_inner_texts()
    }

    transport = [terms for _, _, terms, _ in rows(whole) if "theme:transport" in terms]
    assert shown["Europe"] == sum("region:europe" in terms for terms in transport)
    assert shown["Public space"] == sum("theme:public-space" in terms for _, _, terms, _ in rows(whole))
    assert shown["Transport"] == len(transport)


def test_a_search_can_be_sent(page: Page, origin: str) -> None:
    """The address holds words, facets and order; opened elsewhere it shows the same."""
    ready(page, f"{origin}/practices/")
    type_into(page.get_by_role("searchbox", name="Search practices"), "robbery")
    page.locator(".find-panel label", has_text="Americas").locator("input").check()
    page.get_by_role("combobox", name="Order").select_option("newest")
    expect(page.locator(".find-status")).to_contain_text("of")
    seen, address = titles(page), page.url

    assert parse_qs(urlsplit(address).query) == {"q": ["robbery"], "region": ["americas"], "order": ["newest"]}
    ready(page, address)
    expect(page.get_by_role("searchbox", name="Search practices")).to_have_value("robbery")
    expect(page.locator(".find-status")).to_contain_text("of")
    assert titles(page) == seen


def test_back_and_forward_lead_through_the_choices(page: Page, origin: str, whole: Path) -> None:
    """A box and a query are steps of their own; letters of one word are not."""
    guns = sum("theme:firearms" in terms for _, _, terms, _ in rows(whole))
    ready(page, f"{origin}/practices/")
    whole_list = titles(page)
    box(page, "Firearms").check()
    expect(page.locator(".find-status")).to_contain_text(f"{guns} practices")
    type_into(page.get_by_role("searchbox", name="Search practices"), "ceasefire")
    expect(page.locator(".card .why").first).to_be_visible()

    page.go_back()
    expect(page.get_by_role("searchbox", name="Search practices")).to_have_value("")
    expect(box(page, "Firearms")).to_be_checked()
    page.go_back()
    expect(page.locator(".find-status")).to_be_empty()
    assert titles(page) == whole_list
    page.go_forward()
    expect(box(page, "Firearms")).to_be_checked()


def test_chips_remove_what_they_name(page: Page, origin: str) -> None:
    """By keyboard too; the focus goes on to the next chip, and to the words when none is left."""
    ready(page, f"{origin}/practices/?theme=firearms,transport&region=americas")
    chips = page.get_by_role("list", name="Chosen, press to remove").get_by_role("button")
    expect(chips).to_have_count(3)

    page.get_by_role("button", name="Remove Theme: Firearms").focus()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(2)
    expect(page.get_by_role("button", name="Remove Theme: Transport")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(chips).to_have_count(0)
    expect(page.get_by_role("searchbox", name="Search practices")).to_be_focused()
    assert urlsplit(page.url).query == ""


def test_nothing_left_says_what_to_give_up(page: Page, origin: str, whole: Path) -> None:
    """Each condition with what would be left without it; a press gives it up."""
    ready(page, f"{origin}/practices/?theme=firearms&region=oceania")

    expect(page.locator(".find-status")).to_have_text("No practice fits all of this.")
    guns = sum("theme:firearms" in terms for _, _, terms, _ in rows(whole))
    page.get_by_role("button", name=f"Without Region: Oceania: {guns}").click()

    expect(page.locator(".find-status")).to_contain_text(f"{guns} practices")
    assert parse_qs(urlsplit(page.url).query) == {"theme": ["firearms"]}


def test_a_card_says_why_it_answers(page: Page, origin: str) -> None:
    """By the measure whose synonym was typed, though the word stands in no text of the record."""
    ready(page, f"{origin}/practices/?q=mugging")

    expect(page.locator(".card .why").first).to_have_text("Found through: Robberies")


def test_cards_are_those_of_the_list(page: Page, origin: str) -> None:
    """Claim, label and interval as the page was served, not a copy made by script."""
    page.goto(f"{origin}/practices/")
    served = page.evaluate("fetch(location.href).then(r => r.text())")
    ready(page, f"{origin}/practices/?q=lighting")
    card = page.locator(".find-results > .card", has_text="New York").first

    assert card.locator(".card-rating").first.inner_text().split("\n")[0].strip(" ○△▲□◆") in served
    expect(card.locator(".label").first).to_be_visible()


@pytest.mark.parametrize("order", ["newest", "place"])
def test_order(page: Page, origin: str, whole: Path, order: str) -> None:
    """By the year it began, the newest first; by the place, as it is written."""
    ready(page, f"{origin}/practices/?order={order}")
    expect(page.locator(".find-status")).to_contain_text(f"{len(rows(whole))} practices")

    if order == "newest":
        years = {title: year for _, title, _, year in rows(whole)}
        found = [years[title] for title in titles(page)]
        assert found == sorted(found, reverse=True)
    else:
        found_places = [text.strip() for text in page.locator(".find-results .card-place").all_text_contents()]
        assert found_places[0].startswith("Abidjan")
        assert found_places == page.evaluate("all => [...all].sort(new Intl.Collator('en').compare)", found_places)


def test_more_is_shown_when_asked(page: Page, origin: str) -> None:
    """Thirty at a time; the focus goes to the first new one."""
    ready(page, f"{origin}/practices/?order=newest")
    expect(page.locator(".find-results > .card")).to_have_count(30)

    page.get_by_role("button", name="Show more").click()

    expect(page.locator(".find-results > .card")).to_have_count(60)
    expect(page.locator(".find-results > .card").nth(30).locator("a").first).to_be_focused()


def test_by_keyboard_alone(page: Page, origin: str) -> None:
    """From the words to the first result, and from a box to fewer."""
    ready(page, f"{origin}/practices/")
    box(page, "Firearms").focus()
    page.keyboard.press("Space")
    expect(box(page, "Firearms")).to_be_checked()
    page.keyboard.press("Space")
    expect(page.locator(".find-status")).to_be_empty()
    page.get_by_role("searchbox", name="Search practices").focus()
    page.keyboard.type("street lighting")
    expect(page.locator(".card .why").first).to_be_visible()
    page.keyboard.press("Enter")

    first = page.locator(".find-results > .card a").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/practices/*/")


def test_names_for_screen_readers(page: Page, origin: str) -> None:
    """Every field has a name, every group of boxes a legend, and results are told."""
    ready(page, f"{origin}/practices/")

    expect(page.get_by_role("searchbox", name="Search practices")).to_be_visible()
    expect(page.get_by_role("combobox", name="Order")).to_be_visible()
    expect(page.get_by_role("group", name="Theme", exact=True)).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("^Firearms"))).to_be_visible()
    expect(page.locator(".find-status")).to_have_attribute("aria-live", "polite")


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_scripts_the_shelves_are_there(without_scripts: Page, origin: str, whole: Path) -> None:
    """No empty fields: links to a page for each theme, region and approach, and every card."""
    without_scripts.goto(f"{origin}/practices/")

    expect(without_scripts.locator(".find")).to_be_hidden()
    expect(without_scripts.locator(".find-panel")).to_be_hidden()
    expect(without_scripts.locator(".filters a").first).to_be_visible()
    assert len(titles(without_scripts)) == min(100, len(rows(whole)))


def test_a_catalogue_that_does_not_come(page: Page, origin: str) -> None:
    """The page is what it is without scripts."""
    page.route("**/catalogue.json", lambda route: route.abort())
    page.goto(f"{origin}/practices/")

    expect(page.locator(".filters a").first).to_be_visible()
    expect(page.locator(".find")).to_be_hidden()


def test_a_slow_line(page: Page, origin: str) -> None:
    """What is typed before the catalogue has come is answered when it has."""

    def late(route: Route) -> None:
        page.wait_for_timeout(800)
        route.continue_()

    page.route("**/catalogue.json", late)
    page.goto(f"{origin}/practices/")
    type_into(page.get_by_role("searchbox", name="Search practices"), "cable car")
    page.get_by_role("combobox", name="Order").select_option("newest")

    expect(page.locator(".find-results > .card .why").first).to_be_visible()
    assert parse_qs(urlsplit(page.url).query) == {"q": ["cable car"], "order": ["newest"]}
    page.get_by_role("combobox", name="Order").select_option("")
    expect(page.locator(".find-results > .card").first).to_contain_text("Medellín")


def test_a_search_that_does_not_load_is_said(page: Page, origin: str, whole: Path) -> None:
    """The words are left out, the boxes still count, and the next stroke tries again."""
    page.route("**/js/lunr.js", lambda route: route.abort())
    ready(page, f"{origin}/practices/?theme=firearms&q=robber")
    guns = sum("theme:firearms" in terms for _, _, terms, _ in rows(whole))

    expect(page.locator(".find-status")).to_contain_text("Search did not load")
    expect(page.locator(".find-status")).to_contain_text(f"{guns} practices of")
    page.unroute("**/js/lunr.js")
    page.get_by_role("searchbox", name="Search practices").press("End")
    page.keyboard.type("y")

    expect(page.locator(".card .why").first).to_be_visible()
    expect(page.locator(".find-status")).not_to_contain_text("did not load")


FACETS = (
    "theme", "measure", "label", "strength", "region", "income", "setting", "group", "approach", "pillar", "cost", "evaluated", "beacon",
)  # fmt: skip


@pytest.mark.parametrize("facet", FACETS)
def test_every_facet_narrows(page: Page, origin: str, whole: Path, facet: str) -> None:
    """The value that most practices have, chosen by the address, leaves those that have it, in their order."""
    held = Counter(term for _, _, terms, _ in rows(whole) for term in terms if term.startswith(f"{facet}:"))
    term, many = held.most_common(1)[0]
    ready(page, f"{origin}/practices/?{facet}={term.partition(':')[2]}")

    expect(page.locator(".find-status")).to_contain_text(f"{many} practices of {len(rows(whole))}.")
    assert titles(page) == [title for _, title, terms, _ in rows(whole) if term in terms][:30]


def test_words_may_be_ordered_by_evidence(page: Page, origin: str, whole: Path) -> None:
    """What answers stands as in the list, not by how well it answers; the choice is offered with words only."""
    ready(page, f"{origin}/practices/?q=lighting")
    expect(page.locator(".card .why").first).to_be_visible()
    by_match = titles(page)
    order = page.get_by_role("combobox", name="Order")
    expect(order.locator("option").first).to_have_text("Best match")

    order.select_option("evidence")
    page.wait_for_url("**order=evidence*")
    expect(page.locator(".card .why").first).to_be_visible()

    number = {title: n for n, (_, title, _, _) in enumerate(rows(whole))}
    assert titles(page) == sorted(by_match, key=number.__getitem__) != by_match
    ready(page, f"{origin}/practices/")
    expect(order.locator("option").first).to_have_text("Best evidence")
    assert order.locator("option[value=evidence]").evaluate("option => option.hidden")


def test_an_order_that_is_none_is_forgotten(page: Page, origin: str) -> None:
    """Also when it is called as what every object of a script has."""
    ready(page, f"{origin}/practices/?q=lighting&order=constructor")

    expect(page.locator(".card .why").first).to_be_visible()
    expect(page.get_by_role("combobox", name="Order")).to_have_value("")


SHORT = 10
"""Practices on a page of the list, where it is served in parts."""


def in_parts(page: Page) -> None:
    """Serve the list in pages of ten, as it is served when there are more than a hundred."""

    def part(route: Route) -> None:
        number = int((re.search(r"/practices/(\d+)/", route.request.url) or ["", "1"])[1])
        whole_page = route.fetch(url=re.sub(r"/practices/.*", "/practices/", route.request.url)).text()
        head, *cards = whole_page.split('<li class="card">')
        last, end = cards[-1].split("</ul>", 1)
        cards[-1] = last
        chosen = cards[(number - 1) * SHORT : number * SHORT]
        body = "".join(f'<li class="card">{card}' for card in chosen)
        head = head.replace('data-per-page="100"', f'data-per-page="{SHORT}"')
        route.fulfill(body=f"{head}{body}</ul>{end}", content_type="text/html")

    page.route(re.compile(r"/practices/(\d+/)?(\?.*)?$"), part)


def test_cards_of_other_parts_come_and_keep_the_focus(page: Page, origin: str) -> None:
    """A card stands in at once with the claim; the whole one comes later and takes the focus over."""
    in_parts(page)
    ready(page, f"{origin}/practices/?order=newest")
    expect(page.locator(".find-results > .card")).to_have_count(30)

    page.get_by_role("searchbox", name="Search practices").press("Enter")
    expect(page.locator(".find-results > .card a").first).to_be_focused()
    expect(page.locator(".find-results > .card").first.locator(".card-where")).to_be_visible()

    expect(page.locator(".find-results > .card a").first).to_be_focused()


def test_a_list_in_parts_is_printed_whole(page: Page, origin: str, whole: Path) -> None:
    """Also when nothing was asked; paper holds the cards without the fields to find them."""
    in_parts(page)
    ready(page, f"{origin}/practices/")
    assert len(titles(page)) == SHORT
    page.evaluate("window.print = () => { window.printed = true }")

    page.get_by_role("button", name="Print this list").click()

    assert page.evaluate("window.printed")
    assert titles(page) == [title for _, title, _, _ in rows(whole)]
    page.emulate_media(media="print")
    for fields in (".find-panel", ".find-bar", ".find-fit", ".find-end"):
        expect(page.locator(fields).first).to_be_hidden()
    listed, sheet = (page.locator(part).bounding_box() for part in (".find-list", "article"))
    assert listed and sheet and listed["width"] == sheet["width"], "the list takes the place of the boxes, too"


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone(page: Page, origin: str, width: int) -> None:
    """Nothing is wider than the screen; the boxes are folded away behind one press."""
    page.set_viewport_size({"width": width, "height": 800})
    ready(page, f"{origin}/practices/?q=women&region=asia")

    expect(page.locator(".find-panel fieldset").first).to_be_hidden()
    page.locator(".find-panel summary").click()
    expect(page.locator(".find-panel fieldset").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_right_to_left(page: Page, origin: str) -> None:
    """The panel stands at the right, and nothing is wider than the screen."""
    ready(page, f"{origin}/practices/?theme=transport")
    page.evaluate("document.body.dir = document.documentElement.dir = 'rtl'")

    panel, results = (page.locator(part).bounding_box() for part in (".find-panel", ".find-list"))

    assert panel is not None
    assert results is not None
    assert panel["x"] > results["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_city_orders_within_the_strength_of_evidence(page: Page, origin: str) -> None:
    """Each card says how like the city the places of its evidence are; what is strongest stays first."""
    ready(page, f"{origin}/practices/")
    page.get_by_text("Fit my city").click()
    field = page.get_by_role("combobox", name="City or country")
    page.locator("#fit-places option").first.wait_for(state="attached")
    field.fill("Cali, Colombia")
    field.press("Enter")

    fits = page.locator(".find-results > .card .fit")
    expect(fits.first).to_be_visible()
    page.wait_for_url("**?fit=COL-cali")
    expect(page.locator(".find-results > .card", has_text="DESEPAZ").locator(".fit")).to_contain_text("your city")
    shown = page.locator(".find-results > .card").evaluate_all(
        "all => all.map(card => card.querySelector('.label').textContent.trim())"
    )
    assert [label for n, label in enumerate(shown) if n == 0 or label != shown[n - 1]] == list(dict.fromkeys(shown))
    summed = page.locator(".find-status").inner_text().split("comes from: ")[1].rstrip(".")
    order = [re.sub(r"^[\d,]+ ", "", part) for part in summed.split(", ")]
    levels = [
        order.index(text.removeprefix("Places ").rstrip(".")) if text.startswith("Places") else len(order)
        for text in page.locator(".find-results > .card .fit strong").all_text_contents()
    ]
    ranked = list(zip(shown, levels, strict=True))
    assert len(set(levels)) > 1
    assert all(one[1] <= other[1] for one, other in pairwise(ranked) if one[0] == other[0])

    page.go_back()

    expect(fits).to_have_count(0)
    expect(field).to_have_value("")


def test_a_city_is_found_by_its_plain_name(page: Page, origin: str) -> None:
    """Without signs on letters; of several cities with one name each is offered; for an unknown one it is said."""
    ready(page, f"{origin}/practices/")
    page.get_by_text("Fit my city").click()
    field = page.get_by_role("combobox", name="City or country")
    page.locator("#fit-places option").first.wait_for(state="attached")
    said = page.locator("[data-fit-said]")

    field.fill("Nowhereville")
    field.press("Enter")
    expect(said).to_contain_text("We hold no figures for a place of that name")
    field.fill("lodz")
    field.press("Enter")
    page.wait_for_url("**?fit=POL-*")
    expect(field).to_have_value("Łódź, Poland")
    field.fill("springfield")
    field.press("Enter")
    expect(said).to_contain_text("Several places have that name")
    names = said.get_by_role("button").all_inner_texts()
    assert len(names) > 1 and all(name.startswith("Springfield") for name in names)
    said.get_by_role("button").first.click()
    page.wait_for_url("**?fit=USA-*")


def test_the_places_of_all_that_is_found_are_summed_up(page: Page, origin: str) -> None:
    """How many come from places how like the city, each once, also of those whose cards are not shown yet."""
    ready(page, f"{origin}/practices/?fit=KEN-nairobi")
    status = page.locator(".find-status")
    expect(status).to_contain_text("much like yours")

    found, summed = status.inner_text().split(". Where their evidence comes from: ")
    numbers = [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", summed)]
    while (more := page.get_by_role("button", name="Show more")).is_visible():
        more.click()
    cards = page.locator(".find-results > .card .fit strong").all_text_contents()

    assert len(numbers) > 1 and sum(numbers) == len(cards) == int(found.split()[0].replace(",", ""))
    assert summed.startswith(f"{cards.count('Places much like yours.')} much like yours, ")


def test_nothing_found_is_not_taken_along(page: Page, origin: str) -> None:
    """No empty file and no empty sheet; with something found the buttons are back."""
    ready(page, f"{origin}/practices/?q=qqqqqqqq")
    taking = page.get_by_role("button", name=re.compile("this list"))

    expect(page.locator(".find-status")).to_have_text("No practice fits all of this.")
    expect(taking).to_have_count(0)
    page.get_by_role("searchbox", name="Search practices").fill("lighting")
    expect(taking).to_have_count(2)


def test_chips_stand_apart(page: Page, origin: str) -> None:
    """Beside each other where there is room, never touching."""
    ready(page, f"{origin}/practices/?theme=firearms&region=americas")
    chips = page.locator(".chips button")
    expect(chips).to_have_count(2)

    first, second = (chips.nth(n).bounding_box() for n in range(2))
    assert first and second
    assert second["y"] == first["y"] and second["x"] >= first["x"] + first["width"] + 4


def test_evidence_from_elsewhere_is_warned_of(page: Page, origin: str) -> None:
    """A city far from everything tested is told so on the card."""
    ready(page, f"{origin}/practices/?fit=KEN-nairobi&theme=alcohol-and-nightlife")

    expect(page.locator(".fit-elsewhere").first).to_contain_text("another region")


def test_a_city_can_be_described(page: Page, origin: str) -> None:
    """By country, size, income and homicide; the address holds the description and brings it back."""
    ready(page, f"{origin}/practices/")
    page.get_by_text("Fit my city").click()
    page.get_by_text("Or describe your city").click()
    page.locator("[data-fit=country] option[value=KEN]").wait_for(state="attached")
    page.locator("[data-fit=country]").select_option("KEN")
    page.locator("[data-fit=size]").select_option("3")

    page.wait_for_url("**?fit=like.KEN.3.-.-")
    expect(page.locator(".fit").first).to_be_visible()
    address = page.url
    ready(page, address)
    expect(page.locator("[data-fit=size]")).to_have_value("3")
    expect(page.locator(".fit").first).to_be_visible()


def test_the_list_can_be_taken_along(page: Page, origin: str, whole: Path) -> None:
    """Every practice that is found, those not yet shown too, and where it comes from in the last lines."""
    ready(page, f"{origin}/practices/?theme=public-space&fit=COL-cali")
    expect(page.locator(".fit").first).to_be_visible()

    with page.expect_download() as taken:
        page.get_by_role("button", name="Download this list (CSV)").click()
    found = list(csv.reader(Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()))

    expected = {id for id, _, terms, _ in rows(whole) if "theme:public-space" in terms}
    assert {row[0] for row in found[1 : 1 + len(expected)]} == expected
    assert found[0][-2:] == ["places_of_the_evidence", "why"]
    assert "theme=public-space" in found[-2][0]
    assert "CC BY 4.0" in found[-1][0]


def test_the_printed_list_is_whole(page: Page, origin: str, whole: Path) -> None:
    """Printing shows every card first."""
    ready(page, f"{origin}/practices/?order=newest")
    expect(page.locator(".find-results > .card")).to_have_count(30)
    page.evaluate("window.print = () => { window.printed = document.querySelectorAll('.find-results > .card').length }")

    page.get_by_role("button", name="Print this list").click()

    assert page.evaluate("window.printed") == len(rows(whole))
