"""Search: opened anywhere, forgiving, by keyboard alone, and as a page whose address keeps the query."""

import gzip
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser_tests.reading import type_into


@pytest.fixture
def catalogue(whole: Path) -> list[list[Any]]:
    """What search reads of each row: kind, address, title, summary, and all words that lead to it."""
    found = json.loads((whole / "search/catalogue.json").read_text(encoding="utf-8"))
    bases = found["bases"]
    return [
        [
            found["kinds"][row[0]],
            f"{bases[row[0]]}{row[1]}/" if bases[row[0]] else row[1],
            *row[2:4],
            words_of(found, row),
        ]
        for row in zip(*found["columns"], strict=True)
    ]


def words_of(catalogue: dict[str, Any], row: tuple[Any, ...]) -> str:
    """Every word that leads to a row, its own and those of its terms."""
    own = " ".join(row[2:4] + row[5:6])
    terms = (" ".join(catalogue["terms"][term][2:]) for term in row[6])
    return " ".join((own, *terms)).casefold()


def ask(page: Page, query: str) -> None:
    """Type a query into the open dialogue and wait for what it says to it."""
    field = page.locator("dialog[open] input")
    field.fill("")
    type_into(field, query)
    expect(page.locator("dialog .search-status")).not_to_be_empty()


def titles(page: Page) -> list[str]:
    """The titles found, best first."""
    return page.locator("dialog .search-results strong").all_inner_texts()


def test_search_opens_with_its_button(page: Page, origin: str) -> None:
    """A click opens the dialogue over the page, ready to type."""
    page.goto(f"{origin}/practices/")

    page.locator("[data-search-open]").click()

    expect(page.locator("dialog[open] input")).to_be_focused()
    assert page.url == f"{origin}/practices/"


def test_search_opens_with_a_slash(page: Page, origin: str) -> None:
    """The key of many sites; the stroke itself is not typed."""
    page.goto(f"{origin}/cities/medellin/")

    page.keyboard.press("/")

    expect(page.locator("dialog[open] input")).to_be_focused()
    assert page.locator("dialog input").input_value() == ""


def test_a_slash_is_typed_where_one_types(page: Page, origin: str) -> None:
    """Inside a field it is a letter like any other."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")

    type_into(page.locator("dialog[open] input"), "a/b")

    assert page.locator("dialog input").input_value() == "a/b"


def test_a_slash_on_a_result_does_no_harm(page: Page, origin: str) -> None:
    """The dialogue is open already; nothing fails and nothing closes."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    ask(page, "violence")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")

    expect(page.locator("dialog[open]")).to_be_visible()
    assert faults == []


def test_letters_without_accents_find_those_with_them(page: Page, origin: str) -> None:
    """Bogota finds Bogotá."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")

    ask(page, "Bogota")

    assert "Bogotá" in titles(page)[0]


@pytest.mark.parametrize("word", ["mugging", "manslaughter", "bus"])
def test_a_plain_word_finds_what_is_named_otherwise(
    page: Page, origin: str, catalogue: list[list[Any]], word: str
) -> None:
    """What stands in no title is found by its own plain words and by those of its measures, settings and themes."""
    filed = {row[2] for row in catalogue if re.search(rf"\b{word}\b", row[4])}
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")

    ask(page, word)

    assert filed and titles(page)
    assert set(titles(page)[:5]) <= filed


def test_more_answers_than_are_shown_are_told(page: Page, origin: str) -> None:
    """A list ends somewhere; how many there are is said."""
    page.goto(f"{origin}/search/?q=violence")

    expect(page.locator(".search-status")).to_contain_text(re.compile(r"^The first 60 of \d[\d,]+ results"))
    assert page.locator(".search-results a").count() == 60


def test_a_slip_of_the_finger_is_forgiven(page: Page, origin: str) -> None:
    """Kampla finds Kampala, and beginnings find whole words."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")

    ask(page, "kampla")
    slipped = titles(page)
    ask(page, "kamp")
    begun = titles(page)

    assert "Kampala" in slipped[0]
    assert "Kampala" in begun[0]


def test_results_stand_under_the_heading_of_their_kind(page: Page, origin: str, catalogue: list[list[Any]]) -> None:
    """Practices, cities and indicators are told apart, each link under its own kind."""
    kinds = {f"{origin}/{row[1]}": row[0] for row in catalogue}
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")

    ask(page, "homicide")
    groups = page.locator("dialog .search-results").evaluate(
        "root => [...root.querySelectorAll('h2')].map(h => [h.textContent, [...h.nextElementSibling.querySelectorAll('a')].map(a => a.href)])"
    )

    assert len(groups) > 1
    assert len({heading for heading, _ in groups}) == len(groups)
    assert {kinds[link] for heading, links in groups for link in links if kinds[link] != heading} == set()


def test_the_number_of_results_is_announced(page: Page, origin: str) -> None:
    """A live region says how many there are, or that there is none."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    status = page.locator("dialog [role=status]")

    ask(page, "kampala")
    expect(status).to_contain_text(f"{len(titles(page))} results")
    ask(page, "qqqqqqqq")

    expect(status).to_contain_text("Nothing found for “qqqqqqqq”")


def test_arrow_keys_move_through_results(page: Page, origin: str) -> None:
    """Down goes through all groups and stays at the last, up leads back into the field."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    ask(page, "homicide")
    links = page.locator("dialog .search-results a")

    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    for _ in range(links.count() + 2):
        page.keyboard.press("ArrowDown")
    expect(links.last).to_be_focused()
    for _ in range(links.count()):
        page.keyboard.press("ArrowUp")

    expect(page.locator("dialog input")).to_be_focused()


def test_enter_follows_the_first_result(page: Page, origin: str) -> None:
    """Without touching the mouse."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    ask(page, "kampala")
    first = page.locator("dialog .search-results a").first.get_attribute("href")

    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url == first)


def test_enter_on_a_result_follows_that_one(page: Page, origin: str) -> None:
    """The one that has the focus."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    ask(page, "homicide")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("dialog .search-results a").nth(1).get_attribute("href") or ""

    page.keyboard.press("Enter")
    page.wait_for_url(second)

    assert page.url == second


def test_escape_closes_and_gives_the_focus_back(page: Page, origin: str) -> None:
    """To the button that opens it again; what was typed is still there then."""
    page.goto(f"{origin}/practices/")
    page.locator("[data-search-open]").click()
    ask(page, "kampala")

    page.keyboard.press("Escape")
    if page.locator("dialog[open]").count():  # a search field may take the first stroke to empty itself
        page.keyboard.press("Escape")

    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("[data-search-open]")).to_be_focused()


def test_one_escape_is_enough(page: Page, origin: str) -> None:
    """The dialogue closes at the first stroke also when something is typed."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    ask(page, "kampala")

    page.keyboard.press("Escape")

    expect(page.locator("dialog")).to_be_hidden(timeout=1000)


def test_the_page_behind_the_dialogue_cannot_be_reached(page: Page, origin: str) -> None:
    """Tab stays within the dialogue, or in the browser's own controls."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    ask(page, "kampala")

    inside = []
    for _ in range(12):
        page.keyboard.press("Tab")
        inside.append(
            page.evaluate(
                "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
            )
        )

    assert all(inside)


def test_markup_in_a_query_stays_text(page: Page, origin: str) -> None:
    """What is typed is shown as it was typed, in the dialogue and on the page."""
    hostile = "<img src=zz onerror=qqqq()>"
    alerts: list[str] = []
    page.on("dialog", lambda box: (alerts.append(box.message), box.dismiss()))
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")

    ask(page, hostile)
    said = page.locator("dialog .search-status").inner_text()
    images = page.locator("dialog img").count()
    page.goto(f"{origin}/search/?q=%3Cimg%20src%3Dzz%20onerror%3Dqqqq()%3E")
    expect(page.locator(".search-status")).to_contain_text(hostile)

    assert hostile in said
    assert images + page.locator("article img").count() == 0
    assert alerts == []


def test_an_address_holds_a_search(page: Page, origin: str) -> None:
    """/search/?q=… shows its results at once and has the query in its field."""
    page.goto(f"{origin}/search/?q=kampala")

    expect(page.locator(".search-results a").first).to_contain_text("Kampala")
    expect(page.locator("#search-input")).to_have_value("kampala")


def test_the_address_follows_what_is_typed(page: Page, origin: str) -> None:
    """So that a search can be sent to a colleague."""
    page.goto(f"{origin}/search/")

    expect(page.locator("#search-input")).to_be_focused()
    type_into(page.locator("#search-input"), "street lighting")
    page.locator(".search-results a").first.wait_for()

    assert parse_qs(urlsplit(page.url).query) == {"q": ["street lighting"]}


def test_what_is_typed_before_the_script_arrives_is_kept(page: Page, origin: str) -> None:
    """On a slow line a reader types first; the letters stay and are searched for."""
    waiting: list[Route] = []
    page.route("**/js/search.js", lambda route: waiting.append(route))
    page.goto(f"{origin}/search/")

    page.locator("#search-input").fill("kampala")
    for route in waiting:
        route.continue_()
    expect(page.locator("#search-input")).to_be_focused()

    assert waiting
    expect(page.locator("#search-input")).to_have_value("kampala", timeout=1000)
    expect(page.locator(".search-results a").first).to_contain_text("Kampala", timeout=1000)


def test_the_back_button_leads_to_the_results(page: Page, origin: str) -> None:
    """After following one of them, the query and the results are as they were; one more step leaves search."""
    page.goto(f"{origin}/practices/")
    page.goto(f"{origin}/search/")
    expect(page.locator("#search-input")).to_be_focused()
    type_into(page.locator("#search-input"), "kampala")
    page.locator(".search-results a").first.click()
    page.wait_for_url("**/cities/kampala/")

    page.go_back()

    expect(page.locator("#search-input")).to_have_value("kampala")
    expect(page.locator(".search-results a").first).to_contain_text("Kampala")
    page.go_back()
    assert page.url == f"{origin}/practices/"


def test_the_dialogue_leads_to_its_page_with_the_query(page: Page, origin: str) -> None:
    """For more room, or to send the address."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    ask(page, "robbery")

    page.locator("dialog .search-all").click()

    expect(page.locator("#search-input")).to_have_value("robbery")
    page.locator(".search-results a").first.wait_for()


def test_enter_without_a_result_keeps_the_query(page: Page, origin: str) -> None:
    """It leads to the page of search, which says that nothing was found."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    ask(page, "qqqqqqqq")

    page.keyboard.press("Enter")

    expect(page.locator("#search-input")).to_have_value("qqqqqqqq")
    expect(page.locator(".search-status")).to_contain_text("Nothing found")


def test_an_emptied_field_shows_nothing(page: Page, origin: str) -> None:
    """No stale results stay behind, neither in the dialogue nor in the link to its page."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")
    ask(page, "kampala")

    page.locator("dialog input").fill("")

    expect(page.locator("dialog .search-results a")).to_have_count(0)
    expect(page.locator("dialog .search-status")).to_be_empty()
    assert (page.locator("dialog .search-all").get_attribute("href") or "").endswith("/search/")


def test_a_catalogue_that_does_not_load_is_said(page: Page, origin: str) -> None:
    """The reader is told, and the next stroke tries again."""
    page.route("**/catalogue.json", lambda route: route.abort())
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")

    type_into(page.locator("dialog[open] input"), "k")
    expect(page.locator("dialog .search-status")).to_contain_text("did not load")
    page.unroute("**/catalogue.json")
    page.keyboard.type("ampala")

    expect(page.locator("dialog .search-results a").first).to_contain_text("Kampala")


def test_everything_that_can_be_found_is_there(whole: Path, catalogue: list[list[Any]]) -> None:
    """No row of the catalogue leads nowhere, and none has an empty title or summary."""
    assert [row[1] for row in catalogue if not (whole / row[1] / "index.html").is_file()] == []
    assert [row[1] for row in catalogue if not row[2] or not row[3]] == []
    assert len({row[1] for row in catalogue}) == len(catalogue)


def test_the_catalogue_is_small(whole: Path) -> None:
    """A reader waits for little: never more than 150 KB on the wire, although it holds every place with figures."""
    size = len(gzip.compress((whole / "search/catalogue.json").read_bytes()))

    assert size < 150_000


def test_a_place_is_found_by_its_name(page: Page, origin: str) -> None:
    """Without its accents; what is told of it comes before its figures."""
    page.goto(f"{origin}/practices/")
    page.keyboard.press("/")

    ask(page, "medellin")
    page.locator("dialog .search-results a").first.wait_for()
    found = [
        link.removeprefix(f"{origin}/")
        for link in page.locator("dialog .search-results a").evaluate_all("all => all.map(a => a.href)")
    ]

    assert "places/col-medellin/" in found
    assert found.index("cities/medellin/") < found.index("places/col-medellin/")
