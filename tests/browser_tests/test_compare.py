"""Comparing practices: their own pages side by side, by an address that can be sent, and as files and on paper."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdf
import pytest
from markupsafe import escape
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from generator.formats.sheet import harmless
from tests.browser_tests.reading import watching
from tests.browser_tests.test_accessibility import violations
from tests.browser_tests.test_reflow import OVERFLOW
from tests.browser_tests.test_shortlist import keep
from tests.site_fixtures import Workshop, serving, set_up

COMPARE = "practices/compare/"
IDS = ("kampala-sasa", "oakland-ceasefire", "guadalajara-safer-cities-pilot", "cali-desepaz-public-health")
"""One with many results, two with a few, one without any."""
SHARED = f"{COMPARE}?ids={','.join(IDS)}"
PARTS = ("places", "claim", "when", "follow-up", "helped", "hindered", "wrong", "limits", "disagree", "reviewed")
LINES = "(e => e.innerText.replace(/\\s+/g, ' ').trim())"


def open_comparison(page: Page, origin: str, address: str = SHARED, columns: int = len(IDS)) -> None:
    """Open a comparison and wait until it is there."""
    page.goto(f"{origin}/{address}")
    expect(page.locator(".compare .keep")).to_have_count(columns)


def row(page: Page, name: str) -> list[str]:
    """What the cells of a row say."""
    return [
        " ".join(text.split())
        for text in page.locator(f".compare tbody tr:has(th:text-is('{name}')) td").all_inner_texts()
    ]


def columns(page: Page) -> list[str]:
    """The practices compared, in order, by their addresses."""
    links = page.locator(".compare th a").evaluate_all("links => links.map(a => a.href)")
    return [link.rstrip("/").rsplit("/", 1)[-1] for link in links]


def read_csv(path: Path) -> list[list[str]]:
    """The rows of a download, which begins with the mark that tells spreadsheets it is UTF-8."""
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def downloaded(page: Page, section: str, folder: Path) -> list[list[str]]:
    """The rows of what the button for CSV of a section gives."""
    with page.expect_download() as waiting:
        page.locator(f"{section} button[name=csv]").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.suffix == ".csv"
    return read_csv(path)


def test_the_address_is_what_is_compared(context: BrowserContext, origin: str) -> None:
    """Whoever gets it sees the same, in the same order, whatever is on the own shortlist; and that is left alone."""
    page = context.new_page()
    with watching(context, origin) as faults:
        keep(page, origin, "oslo-salto")

        open_comparison(page, origin)

        assert columns(page) == list(IDS)
        expect(page.get_by_role("status").first).to_have_text("4 practices are compared.")
        expect(page.locator("#shortlist li")).to_have_count(1)

    assert faults == []


def test_the_shortlist_is_compared_when_the_address_names_nothing(page: Page, origin: str) -> None:
    """Its first four; the address then says them, so that it can be sent."""
    keep(page, origin, *IDS, "oslo-salto")

    page.get_by_role("link", name="Shortlist (5)").click()

    expect(page.locator(".compare .keep")).to_have_count(4)
    assert columns(page) == list(IDS)
    assert page.url == f"{origin}/{SHARED}"
    expect(page.get_by_role("status").first).to_contain_text("the first of 5 on your shortlist")


def test_cells_say_what_the_pages_of_the_practices_say(page: Page, origin: str) -> None:
    """Part by part, word for word; nothing is told a second way."""
    said = {}
    for id in IDS:
        page.goto(f"{origin}/practices/{id}/")
        page.evaluate("for (const part of document.querySelectorAll('details')) part.remove()")
        said[id] = {
            name: page.locator(f"[data-part={name}]").evaluate_all(f"all => all.map({LINES}).join(' ')")
            for name in PARTS
        }
    open_comparison(page, origin)
    rows = page.locator(".compare tbody tr").evaluate_all(f"rows => rows.map(r => [...r.cells].slice(1).map({LINES}))")
    order = ("places", "claim", "evidence", "effect", "cost", *PARTS[2:])
    assert len(rows) == len(order)

    shown = dict(zip(order, rows, strict=True))

    wrong = [
        (name, id, shown[name][n], said[id][name])
        for name in PARTS
        for n, id in enumerate(IDS)
        if said[id][name] and shown[name][n] != said[id][name]
    ]
    assert wrong == []
    assert sum(bool(said[id][name]) for id in IDS for name in PARTS) > 25


def test_no_cell_is_blank(page: Page, origin: str) -> None:
    """What a page does not say is said to be missing, and what was not measured is not measured."""
    open_comparison(page, origin)
    for option in page.locator("#compare-measure option").evaluate_all("all => all.map(o => o.value)"):
        page.locator("#compare-measure").select_option(option)

        assert "" not in [text.strip() for text in page.locator(".compare tbody td").all_inner_texts()]
        assert page.locator(".compare tbody tr:nth-child(4) td").nth(2).inner_text() == "Not measured."


def test_the_measure_is_chosen_and_taken_back(page: Page, origin: str) -> None:
    """With the keyboard; it stands in the address, and steps back and on show what they showed."""
    open_comparison(page, origin)
    select = page.get_by_label("Show the effect on")
    before = select.input_value()
    names = select.locator("option").all_inner_texts()
    assert len(names) > 4
    assert all(re.search(r"\([1-4] of 4\)$", name) for name in names)
    other = select.locator("option").evaluate_all(f"all => all.map(o => o.value).find(v => v !== {json.dumps(before)})")

    select.select_option(other)
    expect(page).to_have_url(f"{origin}/{SHARED}&measure={other}")
    chosen = page.locator(".compare tbody tr").nth(3).inner_text()
    page.go_back()
    expect(select).to_have_value(before)
    assert page.locator(".compare tbody tr").nth(3).inner_text() != chosen
    page.go_forward()

    expect(select).to_have_value(other)
    assert page.locator(".compare tbody tr").nth(3).inner_text() == chosen


def test_the_measure_that_most_of_them_have_comes_first(page: Page, origin: str) -> None:
    """Nobody has to look for what can be compared."""
    open_comparison(page, origin)

    numbers = page.locator("#compare-measure option").evaluate_all(
        "all => all.map(o => [+o.text.match(/\\((\\d) of/)[1], o.selected])"
    )

    assert next(n for n, selected in numbers if selected) == max(n for n, _ in numbers)


def test_police_figures_come_with_their_caution(page: Page, origin: str) -> None:
    """The sentence of the class stands beside a measure that must not be compared between places, and only there."""
    open_comparison(page, origin, f"{COMPARE}?ids=diadema-alcohol-closing-hours,oakland-ceasefire", 2)
    classes = {}
    for option in page.locator("#compare-measure option").evaluate_all("all => all.map(o => o.value)"):
        page.locator("#compare-measure").select_option(option)
        classes[option] = page.locator("#compared p[data-class]:visible").evaluate_all(
            "all => all.map(p => p.dataset.class)"
        )
    page.goto(f"{origin}/practices/diadema-alcohol-closing-hours/")
    own = page.locator("tr[data-measure]").evaluate_all("rows => rows.map(r => [r.dataset.measure, r.dataset.class])")

    assert {measure: [c] if c in "CPX" else [] for measure, c in own}.items() <= classes.items()


@pytest.mark.parametrize(
    ("query", "said", "shown"),
    [
        ("ids=no-such,kampala-sasa", "There is no practice “no-such”.", ["kampala-sasa"]),
        ("ids=region,theme,2,compare", "There is no practice “compare”.", []),
        ("ids=%3Cimg%20src%3Dx%20onerror%3Dwindow.taken%3D1%3E", "There is no practice “<img src=x onerror=window.taken=1>”.", []),
        ("ids=../approaches/scared-straight", "There is no practice “../approaches/scared-straight”.", []),
        (f"ids={','.join(IDS)},oslo-salto", "Only 4 fit side by side. Left out: oslo-salto.", list(IDS)),
        ("ids=oakland-ceasefire&measure=luck", "None of them has a result on “luck”.", ["oakland-ceasefire"]),
        ("ids=oakland-ceasefire,oakland-ceasefire", "One practice is shown.", ["oakland-ceasefire"]),
        ("ids=", "", []),
    ],
)  # fmt: skip
def test_what_the_address_asks_for_in_vain_is_told(
    page: Page, origin: str, query: str, said: str, shown: list[str]
) -> None:
    """Plainly, and the rest is shown all the same."""
    page.goto(f"{origin}/{COMPARE}?{query}")

    expect(page.locator("#shortlist")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text(said)
    assert columns(page) == shown
    assert page.evaluate("window.taken") is None


def test_a_practice_that_does_not_load_is_told(page: Page, origin: str) -> None:
    """And is asked for again the next time."""
    page.route("**/practices/oslo-salto/", lambda route: route.abort())
    open_comparison(page, origin, f"{COMPARE}?ids=kampala-sasa,oslo-salto", 1)
    expect(page.get_by_role("status").first).to_contain_text("“oslo-salto” did not load.")

    page.unroute("**/practices/oslo-salto/")
    page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")

    expect(page.locator(".compare .keep")).to_have_count(2)


def test_a_table_says_what_stands_where(page: Page, origin: str) -> None:
    """Columns are headed by practices and rows by what they tell; every part is reached by name."""
    open_comparison(page, origin)
    region = page.get_by_role("region", name="Comparison")

    assert region.get_by_role("columnheader").count() == 4
    assert region.get_by_role("rowheader").all_inner_texts()[:3] == [
        "Where",
        "What it claims",
        "Evidence on harm or fear",
    ]
    for name in ("Copy link", "Download as CSV", "Print"):
        expect(page.locator("#compared").get_by_role("button", name=name, exact=True)).to_be_visible()


def test_nothing_is_doubled_and_links_still_lead_there(page: Page, origin: str) -> None:
    """No id stands twice, and the number of a source leads to the source on its practice's page."""
    open_comparison(page, origin)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    links = page.locator(".compare td a").evaluate_all("all => all.map(a => a.href)")
    sources = [link for link in links if "#source-" in link]

    assert len(ids) == len(set(ids))
    assert len(sources) > 20
    for id in IDS:
        own = {link.split("#")[1] for link in sources if f"/practices/{id}/" in link}
        page.goto(f"{origin}/practices/{id}/")
        assert own <= set(page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)"))
    assert all(re.match(rf"{re.escape(origin)}/practices/[a-z0-9-]+/#source-", link) for link in sources)


def test_compare_these_shows_the_shortlist(page: Page, origin: str) -> None:
    """In its order, as a step that can be taken back; the focus goes to what is new."""
    keep(page, origin, "oslo-salto", "kampala-sasa")
    open_comparison(page, origin)

    page.get_by_role("button", name="Compare these").press("Enter")

    expect(page.get_by_role("heading", name="Side by side")).to_be_focused()
    assert columns(page) == ["oslo-salto", "kampala-sasa"]
    page.go_back()
    expect(page.locator(".compare .keep")).to_have_count(4)


def test_a_link_is_copied(page: Page, origin: str) -> None:
    """The published address of what is compared; where it cannot be copied it is told instead."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_comparison(page, origin)
    link = f"https://beacon.example/{SHARED}"

    page.locator("#compared").get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").first).to_have_text("Link copied.")
    assert page.evaluate("navigator.clipboard.readText()") == link

    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator("#compared").get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").first).to_have_text(link)


def test_the_comparison_is_a_table_of_values(page: Page, origin: str, tmp_path: Path) -> None:
    """Each practice a row with its effect and interval as the build computed them; the last lines cite the page."""
    open_comparison(page, origin, f"{SHARED}&measure=homicide")
    page.goto(f"{origin}/practices/cali-desepaz-public-health/")
    own = page.locator("#result-homicide").evaluate("r => [r.dataset.scale, ...r.dataset.values.split(' ')]")
    open_comparison(page, origin, f"{SHARED}&measure=homicide")

    head, *rows = downloaded(page, "#compared", tmp_path)
    found = {r[0]: dict(zip(head, r, strict=True)) for r in rows[:4]}

    assert list(found) == list(IDS)
    cali, none = found["cali-desepaz-public-health"], found["guadalajara-safer-cities-pilot"]
    assert [cali["scale"], cali["effect"], cali["low"], cali["high"]] == own
    assert float(cali["low"]) <= float(cali["effect"]) <= float(cali["high"])
    assert cali["address"] == "https://beacon.example/practices/cali-desepaz-public-health/"
    assert cali["label"] == "Promising"
    assert none["effect in words"] == "not measured"
    assert none["effect"] == none["low"] == none["high"] == ""
    assert all(r["went wrong"] and r["limits"] and r["last read against its sources"] for r in found.values())
    assert rows[4] == []
    day = re.search(r"Read on (\d{4}-\d\d-\d\d)\.$", rows[5][0])
    assert day is not None
    assert abs(datetime.fromisoformat(f"{day[1]}T12:00+00:00") - datetime.now(UTC)) < timedelta(days=2)
    assert f"https://beacon.example/{SHARED}&measure=homicide" in rows[5][0]
    assert "CC BY 4.0" in rows[6][0]
    assert len(rows) == 7


def test_the_shortlist_is_a_file(page: Page, origin: str, tmp_path: Path) -> None:
    """All of it, in its order, also beyond the four that fit side by side."""
    ids = [*IDS, "oslo-salto"]
    keep(page, origin, *ids)
    page.goto(f"{origin}/{COMPARE}")
    expect(page.locator("#shortlist li")).to_have_count(5)

    head, *rows = downloaded(page, "#shortlist", tmp_path)

    assert [r[0] for r in rows[:5]] == ids
    assert {len(r) for r in rows[:5]} == {len(head)}
    assert all(r[head.index("evidence")] for r in rows[:5])
    assert rows[5] == []
    assert "CC BY 4.0" in rows[7][0]


def test_files_guard_cells_as_the_build_does(page: Page, origin: str) -> None:
    """Whatever a cell holds, Python reads it back, and no spreadsheet takes it for a formula."""
    cells = [
        "=1+1", "+cmd", "-2", "-2e5", "+.5", "-", "@SUM(A1)", "\tx", "\rx", "\nx", 'say "so"', "a,b", "two\nlines", "", " =1", "1,5",
        "–3", "'", "-1-1", "٣", "-٣", "1e9999",
    ]  # fmt: skip
    page.goto(f"{origin}/{COMPARE}")

    text = page.evaluate("async rows => (await import('/assets/js/csv.js')).csv(rows)", [cells, ["x", 3, None]])

    assert list(csv.reader(io.StringIO(text, newline=""))) == [[harmless(cell) for cell in cells], ["x", "3", ""]]
    assert text.endswith("\r\n")


def test_a_phone_shows_one_practice_under_the_other(page: Page, origin: str) -> None:
    """Names of the parts are repeated with each, and nothing lies beside the screen."""
    page.set_viewport_size({"width": 360, "height": 800})
    open_comparison(page, origin)

    blocks = page.locator(".compare tbody tr").evaluate_all(
        "rows => rows.map(r => [r.querySelector('th a').href, r.getBoundingClientRect().top, [...r.querySelectorAll('td')].map(c => getComputedStyle(c, '::before').content)])"
    )
    edges = page.locator(".compare tbody :is(th, td)").evaluate_all(
        "all => all.map(c => c.getBoundingClientRect().right)"
    )

    assert columns(page) == list(IDS)
    assert [top for _, top, _ in blocks] == sorted(top for _, top, _ in blocks)
    assert all('"What went wrong"' in names and "none" not in names for _, _, names in blocks)
    assert max(edges) <= 360
    assert page.evaluate(OVERFLOW) == ""


def test_turning_a_phone_keeps_what_is_shown(page: Page, origin: str) -> None:
    """From one under the other to side by side and back."""
    page.set_viewport_size({"width": 360, "height": 800})
    open_comparison(page, origin)

    page.set_viewport_size({"width": 1000, "height": 360})
    expect(page.locator(".compare thead th a")).to_have_count(4)
    assert columns(page) == list(IDS)
    page.set_viewport_size({"width": 360, "height": 800})

    expect(page.locator(".compare tbody th a")).to_have_count(4)


@pytest.mark.parametrize("width", [360, 1440])
def test_it_reads_from_right_to_left(page: Page, origin: str, width: int) -> None:
    """Names of rows stand at the right, and nothing lies beside the screen."""
    page.set_viewport_size({"width": width, "height": 900})
    open_comparison(page, origin)

    page.evaluate("document.documentElement.dir = document.body.dir = 'rtl'")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if width == 1440:
        name, cell = (page.locator(f".compare tbody tr:first-child {tag}").first.bounding_box() for tag in ("th", "td"))
        assert name is not None
        assert cell is not None
        assert name["x"] > cell["x"]
    button = page.locator(".compare .keep").first.evaluate(
        "b => [b.getBoundingClientRect().right, b.closest('th').getBoundingClientRect().right]"
    )
    assert button[1] - button[0] < 20


def test_paper_holds_the_table_and_whence_it_comes(page: Page, origin: str, tmp_path: Path) -> None:
    """A4 across, a few sheets, without buttons; the head is repeated and the address and licence stand at the end."""
    page.emulate_media(color_scheme="dark")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        open_comparison(page, origin)
        file = tmp_path / f"{width}.pdf"
        page.pdf(path=file, prefer_css_page_size=True)
        sheets = pypdf.PdfReader(file).pages
        texts = [sheet.extract_text() for sheet in sheets]
        words = " ".join(" ".join(texts).split())

        assert len(sheets) <= 5
        assert {round(float(sheet.mediabox.width)) for sheet in sheets} == {842}
        assert all("Oakland Ceasefire" in text for text in texts[: len(texts) - 1])
        assert "beacon.example/practices/compare/" in words
        assert "CC BY 4.0" in words
        assert not {"Download", "Move up", "Show the"} & {w for w in ("Download", "Move up", "Show the") if w in words}


def test_practices_have_the_same_room_on_paper(page: Page, origin: str) -> None:
    """None of four is squeezed; the names of rows take less than any of them."""
    four = "kampala-sasa,philadelphia-vacant-lot-greening,medellin-metrocable-social-urbanism,newcastle-nsw-earlier-closing"
    page.goto(f"{origin}/practices/compare/?ids={four}")
    heads = page.locator("table.compare thead tr > *")
    expect(heads).to_have_count(5)
    page.emulate_media(media="print")

    names, *widths = heads.evaluate_all("all => all.map((one) => Math.round(one.getBoundingClientRect().width))")

    assert max(widths) - min(widths) <= 1
    assert names < min(widths)


def test_the_print_button_prints(page: Page, origin: str) -> None:
    """It opens the browser's own dialogue."""
    page.add_init_script("window.print = () => { window.printed = true }")
    open_comparison(page, origin)

    page.get_by_role("button", name="Print").press("Enter")

    assert page.evaluate("window.printed")


def test_without_scripts_the_page_says_so_and_leads_on(browser: Browser, origin: str) -> None:
    """To the practices, one by one; no empty table and no dead button is shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{SHARED}")

    expect(page.locator("noscript p")).to_contain_text("needs JavaScript")
    expect(page.locator("article table")).to_be_hidden()
    expect(page.locator("article button").first).to_be_hidden()
    page.locator("noscript a").click()
    assert page.url == f"{origin}/practices/"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(browser: Browser, origin: str, scheme: str) -> None:
    """Empty, with a list only, with one, with four, with faults; wide and narrow."""
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    found: list[str] = []

    def look(state: str) -> None:
        expect(page.locator("#shortlist")).to_be_visible()
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            found.extend(f"{state}, {width} px: {one}" for one in violations(page))

    page.goto(f"{origin}/{COMPARE}")
    look("empty")
    keep(page, origin, "oslo-salto", "kampala-sasa", "oakland-ceasefire")
    found += [f"kept: {one}" for one in violations(page)]
    page.goto(f"{origin}/{COMPARE}?ids=no-such")
    look("list only")
    open_comparison(page, origin)
    look("four")
    open_comparison(page, origin, f"{COMPARE}?ids=guadalajara-safer-cities-pilot,no-such", 1)
    look("one without results")
    context.close()

    assert found == []


TITLE = '=Lamps & "owls" < dark'
TAKEN = "<img src=x onerror='window.taken=1'>"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The small library with a title that is nearly markup and a formula, a record withdrawn and one renamed."""
    workshop = Workshop(set_up(tmp_path_factory.mktemp("hostile") / "library"))
    workshop.change("practices/test-lamps.yaml", "title: Test lamps in Exampleton", f"title: '{TITLE}'")
    workshop.change(
        "practices/test-mediators.yaml",
        "status: published",
        "status: withdrawn\nwithdrawn: {date: 2026-11-01, reason: It was invented.}",
    )
    workshop.build()
    with serving({"/": workshop.site}) as at:
        yield at


@pytest.mark.parametrize("word", ["owls", TAKEN], ids=["nearly markup", "markup"])
def test_texts_of_records_are_never_markup(context: BrowserContext, hostile: str, tmp_path: Path, word: str) -> None:
    """On buttons, in the table, on the list and in files they are the letters that were written.

    The checks refuse markup in a record, so the pages are given what they would hold if they did not.
    """
    page = context.new_page()
    title = TITLE.replace("owls", word)
    page.route(
        "**/practices/**/",
        lambda route: route.fulfill(
            body=route.fetch().text().replace("owls", str(escape(word))), content_type="text/html"
        ),
    )
    with watching(context, hostile) as faults:
        keep(page, hostile, "test-lamps")
        page.goto(f"{hostile}/practices/")
        expect(page.locator("button.keep[aria-pressed=true]")).to_have_attribute("aria-label", f"Kept: {title}")
        page.goto(f"{hostile}/{COMPARE}")
        expect(page.locator(".compare th a").first).to_have_text(title)
        expect(page.locator("#shortlist li > a")).to_have_text(title)
        expect(page.locator("#shortlist [name=remove]")).to_have_attribute("aria-label", f"Remove: {title}")
        head, first, *_ = downloaded(page, "#compared", tmp_path)

    assert first[head.index("title")] == f"'{title}"
    assert page.locator("article img").count() == 0
    assert page.evaluate("window.taken") is None
    assert faults == []


def test_old_addresses_and_withdrawn_records_are_followed(page: Page, hostile: str) -> None:
    """A renamed practice is shown under its new name, a withdrawn one is told."""
    open_comparison(page, hostile, f"{COMPARE}?ids=test-lanterns,test-mediators", 1)

    assert columns(page) == ["test-lamps"]
    expect(page.get_by_role("status").first).to_contain_text("“Test mediators in Sampleville” was withdrawn")


def test_of_a_page_only_harmless_parts_are_taken(page: Page, hostile: str) -> None:
    """Even if a practice's page were another's: no script, handler, style, id or address of code comes along."""

    def forged(route: Route) -> None:
        body = route.fetch().text()
        bad = '<ul data-part="limits"><li id="content" onclick="window.taken=1" style="color:red" class="ok"><script>window.taken=1</script><a href="javascript:window.taken=1">one</a> <a href="../x/#y">two</a></li></ul>'
        route.fulfill(
            body=re.sub(r'<ul data-part="limits">.*?</ul>', bad, body, flags=re.DOTALL), content_type="text/html"
        )

    page.route("**/practices/test-lamps/", forged)
    open_comparison(page, hostile, f"{COMPARE}?ids=test-lamps", 1)

    made = page.locator(".compare tbody tr").nth(10).locator("td ul").inner_html()

    assert made == f'<li class="ok"><a>one</a> <a href="{hostile}/practices/x/#y">two</a></li>'
    assert page.evaluate("window.taken") is None
