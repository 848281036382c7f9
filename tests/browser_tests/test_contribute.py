"""The form in the page: a whole record by keyboard, drafts, faults, changes, hostile text, and what to do without it."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from generator.exports.rating import rated
from generator.load import load
from generator.pages.words import LABELS
from generator.reading import strict_yaml
from tests.browser_tests.reading import until, watching
from tests.browser_tests.test_accessibility import open_all, violations
from tests.site_fixtures import Workshop, serving, set_up
from tests.support import LIBRARY, TODAY, beacon

FORM = "contribute/practice/"
HOST = "https://host.example/safe/library"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the small library is served, whose repository has a host."""
    workshop = Workshop(set_up(tmp_path_factory.mktemp("form") / "library"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BEACON_EDIT_URI", f"{HOST}/edit/main")
        workshop.build()
    with serving({"/": workshop.site}) as at:
        yield at


@pytest.fixture
def form(page: Page, small: str) -> Page:
    """The empty form for a practice, on the day of the tests."""
    page.clock.set_fixed_time(f"{TODAY.isoformat()}T12:00:00Z")
    return opened(page, f"{small}/{FORM}")


def opened(page: Page, address: str) -> Page:
    """A form that is ready."""
    page.goto(address)
    expect(page.locator("[data-app]")).to_be_visible()
    return page


def field(page: Page, label: str) -> Locator:
    """The first input with a label that begins with these words."""
    named = page.get_by_label(re.compile(rf"^{re.escape(label)}"))
    return named.and_(page.locator("input, textarea, select")).first


def file_of(page: Page) -> str:
    """The text of the file that the form gives."""
    return page.locator("[data-file]").evaluate("code => code.textContent")


ACTIVE = """() => {
  const now = document.activeElement;
  const text = now.labels?.[0]?.textContent || now.getAttribute("aria-label") || now.textContent || "";
  return text.trim().replace(/\\s+/g, " ");
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what a reader of the screen hears by that name."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate(ACTIVE).startswith(name):
            return
    raise AssertionError(f"no way by keyboard to {name!r}")


def test_a_whole_practice_by_keyboard_passes_the_check(form: Page, tmp_path: Path) -> None:
    """Tab, keys and Enter alone give a file that `beacon check` accepts, with keys and places taken from suggestions."""
    keys = form.keyboard
    form.locator("h1").click()

    def give(name: str, words: str) -> None:
        tab_to(form, name)
        keys.type(words)

    give("Title", "Test benches in Exampleton")
    give("Claim in one sentence", "An invented park got test benches; nobody measured what came of it.")
    give("Summary", "Exampleton is not a real place. Its council set up test benches in an invented park.")
    give("Kind of practice", "service")
    give("Places", "examplet")
    expect(form.get_by_role("option", name="Exampleton")).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(form.get_by_role("button", name=re.compile("^Remove Exampleton"))).to_be_visible()
    tab_to(form, "Add a source")
    keys.press("Enter")
    give("Title", "Test benches: an invented report")
    give("Authors", "Sample, Specimen")
    give("Publisher", "Institute of Test Studies")
    give("Year", "2022")
    give("How it was read", "abstract")
    give("What it says", "The council set up 12 test benches.")
    give("What the place faced", "The test park had no place to sit [@samp")
    expect(form.get_by_role("option", name=re.compile("sample-2022"))).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    keys.type(".")
    tab_to(form, "Add a building block")
    keys.press("Enter")
    keys.type("Benches")
    give("What was done", "The council set up 12 test benches [@sample-2022].")
    tab_to(form, "Add an organisation")
    keys.press("Enter")
    keys.type("Council of Exampleton")
    give("Part in the practice", "lead")
    tab_to(form, "Add a limit")
    keys.press("Enter")
    keys.type("It is invented, so it says nothing about any real park.")
    tab_to(form, "Public space")
    keys.press("Space")
    give("Main pillar", "safer")
    give("Conflict of interest", "None declared.")

    expect(form.locator("[data-left]")).to_contain_text("All that is needed is there")
    expect(form.locator("[data-name] input")).to_have_value("test-benches-in-exampleton")
    library = tmp_path / "library"
    shutil.copytree(LIBRARY, library)
    record = library / "practices" / "test-benches-in-exampleton.yaml"
    record.write_text(file_of(form), encoding="utf-8")
    ran = beacon("check", "--root", library, "--today", TODAY.isoformat())
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "statement: The test park had no place to sit [@sample-2022]." in file_of(form)
    assert "places: [XXA-exampleton]" in file_of(form)
    assert f"review:\n  submitted: {TODAY.isoformat()}" in file_of(form)


def test_a_link_to_the_host_carries_name_and_text(form: Page) -> None:
    """The page for a new file opens with both filled in; a record that does not fit is to be downloaded."""
    field(form, "Title").fill("Test doors")
    way = form.locator(".way-out")
    expect(way).to_have_attribute("href", re.compile("test-doors"))
    parts = urlsplit(way.get_attribute("href") or "")
    asked = parse_qs(parts.query)

    assert f"{parts.scheme}://{parts.netloc}{parts.path}".startswith(f"{HOST}/new/main")
    assert asked["filename"][0].endswith("test-doors.yaml")
    assert asked["value"] == [file_of(form)]

    field(form, "Summary").fill("é" * 6000)

    expect(form.locator("[data-ways]")).to_contain_text("too long to travel in a link")
    assert len(way.get_attribute("href") or "") < 1000
    with form.expect_download() as waiting:
        form.get_by_role("button", name="Download the file").click()
    assert waiting.value.suggested_filename == "test-doors.yaml"
    assert Path(waiting.value.path()).read_text(encoding="utf-8") == file_of(form)


def test_a_draft_survives_and_can_be_begun_afresh(form: Page) -> None:
    """What was typed is there after a reload, groups and choices too; to begin afresh asks first."""
    field(form, "Title").fill("Test gates")
    form.get_by_label("Transport").check()
    form.get_by_role("button", name="Add a limit").click()
    field(form, "Limits of the evidence: limit 1").fill("Invented.")
    until(form, "Object.values(localStorage).some((kept) => kept.includes('Invented.'))")

    form.reload()

    expect(field(form, "Title")).to_have_value("Test gates")
    expect(form.get_by_label("Transport")).to_be_checked()
    expect(field(form, "Limits of the evidence: limit 1")).to_have_value("Invented.")
    expect(form.locator("[data-opening]")).to_contain_text("draft of an earlier visit")
    form.get_by_role("button", name="Start afresh").click()
    form.get_by_role("button", name="Keep it").click()
    expect(field(form, "Title")).to_have_value("Test gates")
    form.get_by_role("button", name="Start afresh").click()
    form.get_by_role("button", name="Take it away").click()
    expect(field(form, "Title")).to_have_value("")
    form.reload()
    expect(field(form, "Title")).to_have_value("")


def test_faults_appear_when_a_field_is_left_and_vanish_when_mended(form: Page) -> None:
    """Not while one types; then beside the field, in the list with a way to it, and aloud."""
    title = field(form, "Title")
    mend = form.locator(".mend li")
    expect(mend).to_have_count(0)
    title.fill("Mail lamps@example.org")
    expect(form.locator("[data-file]")).to_contain_text("lamps@example.org")
    expect(mend).to_have_count(0)

    title.press("Tab")

    expect(mend).to_have_count(1)
    expect(mend).to_contain_text("contact data")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description(re.compile("contact data"))
    expect(form.locator("[data-told]")).to_have_text("1 thing to mend.")
    mend.get_by_role("link").click()
    expect(title).to_be_focused()
    title.fill("Test lamps again")
    expect(mend).to_have_count(0)
    expect(title).not_to_have_attribute("aria-invalid", "true")
    form.get_by_role("button", name="Mark what is missing").click()
    expect(field(form, "Claim")).to_have_accessible_description(re.compile("This is needed"))


def test_a_figure_without_its_source_is_told(form: Page) -> None:
    """The rule of the check on figures holds while one types."""
    form.get_by_role("button", name="Add a source").click()
    field(form, "Key").fill("count-2020")
    field(form, "What it says").fill("It counted 40 lamps.")
    field(form, "Summary").fill("There are 40 test lamps.")
    field(form, "Summary").press("Tab")
    mend = form.locator(".mend")
    expect(mend).to_contain_text("has no source in the sentence")

    field(form, "Summary").fill("There are 41 test lamps [@count-2020].")
    expect(mend).to_contain_text("does not stand in “What it says” of @count-2020")

    field(form, "Summary").fill("There are 40 test lamps [@count-2020].")
    expect(form.locator(".mend li", has_text="Summary")).to_have_count(0)


def test_a_change_shows_what_changed_and_only_that(page: Page, small: str) -> None:
    """A record opens filled in and without a fault; one change is listed, and the file differs in its line alone."""
    page.goto(f"{small}/practices/test-lamps/")
    page.get_by_role("link", name="Suggest a change to this page").click()
    expect(page.locator("[data-app]")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Suggest a change")
    expect(page.locator("[data-changed-panel]")).to_be_hidden()
    expect(page.locator("[data-ways]")).to_contain_text("You have changed nothing yet")
    expect(page.locator(".mend li")).to_have_count(0)
    before = file_of(page)

    field(page, "Claim").fill("On 40 invented streets, brighter test lamps came with 40% fewer robberies.")

    expect(page.locator(".changes dt")).to_have_text(["Claim in one sentence"])
    expect(page.locator(".changes del")).to_contain_text("fewer test robberies")
    expect(page.locator(".changes ins")).not_to_contain_text("fewer test robberies")
    changed = set(file_of(page).splitlines()) ^ set(before.splitlines())
    assert all("claim" in line for line in changed), changed
    expect(page.locator(".way-out")).to_have_attribute("href", re.compile(r"edit/main/practices/test-lamps\.yaml"))


def test_a_figure_is_found_and_changed_by_keyboard_on_a_phone(context: BrowserContext, small: str) -> None:
    """From the page of a practice: a figure leads to its place and is selected there, the change is told without what stays
    as it is, and the buttons stand in the order of the steps."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{small}/practices/test-lamps/")
    tab_to(page, "Suggest a change to this page")
    page.keyboard.press("Enter")
    expect(page.locator("[data-app]")).to_be_visible()
    tab_to(page, "Find what to change")
    page.keyboard.type("40% more")
    expect(page.locator(".found li").first).to_contain_text("robberies fell by 40% more")

    page.keyboard.press("Enter")
    assert (
        page.evaluate(
            "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)"
        )
        == "40% more"
    )
    page.keyboard.type("41% more")

    expect(page.locator(".changes ins")).to_contain_text("fell by 41% more")
    told = page.locator(".changes ins").inner_text()
    assert len(told) < len(page.evaluate("document.activeElement.value")) and "…" in told
    expect(page.locator(".mend, [data-faults]").first).to_be_attached()
    names = page.locator("[data-ways] :is(button, a):visible").all_inner_texts()
    assert [name.split(" (")[0].split("\n")[0] for name in names] == [
        "Copy the text",
        "Open the file",
        "Download the file",
    ]
    tab_to(page, "Copy the text")
    page.keyboard.press("Enter")
    expect(page.locator("[data-ways]")).to_contain_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == file_of(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_end_says_who_asks_for_an_account(form: Page) -> None:
    """Nothing is sent from the page; the host asks to sign in; what to do without an account; what the full check adds."""
    field(form, "Title").fill("Test doors")
    ways = form.locator("[data-ways]")

    expect(ways).to_contain_text("Nothing is sent from this page.")
    expect(ways).to_contain_text(f"{urlsplit(HOST).hostname} asks you to sign in first, or to make an account")
    expect(ways).to_contain_text("Without one, download the file and give it to a person who has an account.")
    expect(form.locator("[data-left]")).to_contain_text("The full check runs on your proposal")
    expect(ways).not_to_contain_text("picture")
    form.locator("#s-sources .more-fields > summary").click()
    form.get_by_role("button", name=re.compile("^Add a picture")).click()
    expect(ways).to_contain_text("content/images/practices/test-doors/")


def test_look_alikes_and_links_are_told_while_typing(form: Page) -> None:
    """Rules that the form did not know before, with the lists of the build."""
    field(form, "Title").fill("T\u0435st gates")
    field(form, "Summary").fill("See [the plan](www.example.org).")
    field(form, "Summary").press("Tab")

    expect(form.locator(".mend li", has_text="Title")).to_contain_text("which is Cyrillic (U+0435)")
    expect(form.locator(".mend li", has_text="Summary")).to_contain_text("leads nowhere we allow")


def test_what_a_sender_must_say_is_marked_as_needed(form: Page) -> None:
    """The word on ties, which no record needs until it is sent in; and a list that holds nothing yet is not asked for."""
    ties = form.locator("[data-field=conflict_of_interest]")

    expect(ties.locator(".level")).to_have_text("needed")
    form.evaluate("for (const part of document.querySelectorAll('form details')) part.open = true")
    empty = form.locator("fieldset.field:has(> .boxes:empty)")
    assert empty.evaluate_all("all => all.every((each) => each.hidden)")


def test_an_approach_is_rated_as_its_page_rates_it(page: Page, small: str) -> None:
    """With its published practices, which the panel names; a new one with what it holds itself."""
    catalog = load(LIBRARY, TODAY).catalog
    id = next(id for id in catalog.approaches if catalog.tried(id) and catalog.approach_ratings[id])
    found = rated(catalog, "approach", id).ratings
    alone = rated(replace(catalog, practices={}), "approach", id).ratings
    assert found != alone

    opened(page, f"{small}/contribute/approach/?record={id}")

    panel = page.locator("[data-rating-panel]")
    expect(panel.locator(".draft-rating")).to_have_count(len(found))
    for shown, one in zip(panel.locator(".draft-rating").all(), found, strict=True):
        expect(shown).to_contain_text(re.compile(re.escape(one.title), re.IGNORECASE))
        expect(shown).to_contain_text(f"E{one.level} {one.strength}")
        expect(shown).to_contain_text(LABELS[one.label].name)
    expect(panel).to_contain_text("published practice")
    opened(page, f"{small}/contribute/approach/")
    expect(panel).to_contain_text("None yet: it has no review or study with a figure and a source.")
    expect(panel).to_contain_text("Later the studies of published practices that name it count too.")


def test_the_story_of_a_city_opens_and_changes(page: Page, small: str) -> None:
    """Front matter and story are both there, and both are compared."""
    opened(page, f"{small}/contribute/city/?record=exampleton")
    story = field(page, "The story")
    text = story.input_value()
    assert text in (LIBRARY / "content/cities/exampleton.md").read_text(encoding="utf-8")

    story.fill(f"{text}\n\nOne more invented line.")

    expect(page.locator(".changes dt")).to_have_text(["The story"])
    assert file_of(page).startswith("---\ntitle: ")
    assert file_of(page).endswith("One more invented line.\n")


def test_an_unknown_record_is_said(page: Page, small: str) -> None:
    """A link to a record that is not there gives an empty form and a sentence, whatever the link holds."""
    for asked in ("nothing-here", "../../x", "%3Cimg%20src%3Dx%3E"):
        opened(page, f"{small}/{FORM}?record={asked}")
        expect(page.locator("[data-opening]")).to_contain_text("There is no published record")
        assert page.locator("article img").count() == 0


HOSTILE = (
    "\"><img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt; ${7*7} {{ 7 }} [x](javascript:alert(3)) - # '"
)


def test_hostile_text_never_becomes_markup(form: Page) -> None:
    """Typed into every text of the form, it stays text: beside the fields, in summaries, list, file and preview."""
    form.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    form.evaluate("for (const part of document.querySelectorAll('form details')) part.open = true")
    form.evaluate("for (const adder of [...document.querySelectorAll('form .add')]) adder.click()")
    form.evaluate("for (const part of document.querySelectorAll('form details')) part.open = true")
    before = {tag: form.locator(f".contribute {tag}").count() for tag in ("img", "script", "b", "iframe")}
    filled = form.evaluate(
        """(words) => [...document.querySelectorAll("form :is(input:not([type=checkbox]), textarea)")].filter((each) => {
          each.focus();
          each.value = words;
          each.dispatchEvent(new Event("input", { bubbles: true }));
          each.dispatchEvent(new Event("change", { bubbles: true }));
          each.blur();
          return true;
        }).length""",
        HOSTILE,
    )
    assert filled > 60
    expect(form.locator("[data-file]")).to_contain_text("onerror")
    form.get_by_text("Show the preview").click()
    expect(form.locator("[data-previewed]")).to_contain_text("onerror")

    assert {tag: form.locator(f".contribute {tag}").count() for tag in ("img", "script", "iframe")} == {
        tag: n for tag, n in before.items() if tag != "b"
    }
    assert form.locator(".contribute [onerror], .contribute a[href^='javascript']").count() == 0


def test_a_draft_of_another_shape_is_read_without_harm(form: Page) -> None:
    """What stands in the storage may be anything; the form opens all the same."""
    form.evaluate(
        "localStorage.setItem(Object.keys(localStorage)[0], JSON.stringify({record: {title: [1], studies: 'x', problem: 3, citations: [null, {id: {}}]}}))"
    )
    form.reload()

    expect(form.locator("[data-app]")).to_be_visible()


def test_without_storage_the_form_says_so_and_works(context: BrowserContext, small: str) -> None:
    """A browser that refuses to keep a draft."""
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page = opened(context.new_page(), f"{small}/{FORM}")

    expect(page.locator("[data-kept]")).to_contain_text("does not keep drafts")
    expect(page.locator("[data-opening]")).to_contain_text("does not keep drafts")
    field(page, "Title").fill("Test roofs")
    expect(page.locator("[data-name] input")).to_have_value("test-roofs")


def test_without_scripts_the_page_says_what_to_do(browser: Browser, small: str) -> None:
    """No empty form, but the other ways, and a reference of all fields that needs no script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small}/{FORM}")

    expect(page.locator("[data-app]")).to_be_hidden()
    expect(page.locator("noscript li").nth(1)).to_contain_text("beacon new practice")
    page.get_by_role("link", name="reference of all fields").first.click()
    expect(page.locator("h1")).to_have_text("All fields of a practice")
    expect(page.locator("#field-studies-outcomes-measure")).to_contain_text("Measure")
    context.close()


def test_a_form_that_does_not_load_is_said(page: Page, small: str) -> None:
    """A sentence stands for the form."""
    page.route("**/form.json", lambda route: route.abort())
    page.goto(f"{small}/{FORM}")

    expect(page.locator("[data-failed]")).to_be_visible()
    expect(page.locator("[data-app]")).to_be_hidden()


def test_nothing_leaves_the_browser(context: BrowserContext, page: Page, small: str) -> None:
    """Filling in asks only for our own files, by reading them."""
    asked: list[tuple[str, str]] = []
    context.on("request", lambda request: asked.append((request.method, request.url)))
    with watching(context, small) as faults:
        opened(page, f"{small}/{FORM}")
        field(page, "Title").fill("A secret test")
        field(page, "Places").press_sequentially("exam")
        expect(page.locator(".suggestions > li").first).to_be_visible()

    assert faults == []
    assert {method for method, _ in asked} == {"GET"}
    assert [url for _, url in asked if "secret" in url.lower() or "exam" in urlsplit(url).query] == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_in_a_form_in_use(browser: Browser, small: str, scheme: str, width: int) -> None:
    """Empty with faults marked, filled with a record, suggestions open, everything unfolded; and the reference."""
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )  # type: ignore[arg-type]
    page = context.new_page()
    found: list[str] = []
    for address in (FORM, f"{FORM}?record=test-lamps", "contribute/city/?record=exampleton"):
        opened(page, f"{small}/{address}")
        if address == FORM:
            page.get_by_role("button", name="Mark what is missing").click()
            field(page, "Places").press_sequentially("exam")
            expect(page.locator(".suggestions > li").first).to_be_visible()
            found += violations(page)
        open_all(page)
        expect(page.locator("[data-previewed]")).not_to_be_empty()
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{small}/contribute/fields/practice/")
    open_all(page)
    found += violations(page)
    context.close()

    assert found == []


def test_right_to_left_turns_the_form_round(page: Page, small: str) -> None:
    """Labels begin at the right, nothing runs out of the page, and a text keeps its own direction."""
    opened(page, f"{small}/{FORM}")
    page.evaluate("document.documentElement.dir = 'rtl'; document.body.dir = 'rtl'")
    title = field(page, "Title")
    title.fill("Latin words")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert title.evaluate("each => getComputedStyle(each).direction") == "ltr"
    label = page.locator("label", has_text="Title").first.bounding_box()
    box = title.bounding_box()
    assert label and box
    assert abs(label["x"] + label["width"] - box["x"] - box["width"]) < 4


def test_sources_are_checked_as_the_build_checks_them(page: Page, small: str, tmp_path: Path) -> None:
    """One record with many faults: the rules that need only the record tell of the same faults here and in the build."""
    library = tmp_path / "library"
    shutil.copytree(LIBRARY, library)
    record = library / "practices/test-lamps.yaml"
    text = record.read_text(encoding="utf-8")
    for old, new in FAULTS:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    record.write_text(text, encoding="utf-8")
    ran = beacon("check", "--root", library, "--today", TODAY.isoformat(), "--format", "json")
    told = json.loads(ran.stdout)
    problems = told["problems"] if isinstance(told, dict) else told
    broken = json.loads(json.dumps(strict_yaml.load(record.read_bytes())))
    page.goto(f"{small}/{FORM}")
    found = page.evaluate(
        """async ([at, record, today]) => {
          const { recordCheck } = await import(`${at}/assets/js/record_check.js`);
          const read = async (name) => (await fetch(`${at}/${name}`)).json();
          const form = await read("contribute/practice/form.json");
          const check = recordCheck(form.sections.flatMap((section) => section.fields), await read("contribute/check.json"));
          return check(record, { today }).map(({ rule }) => rule).sort();
        }""",
        [small, broken, TODAY.isoformat()],
    )

    assert found == sorted(p["rule"] for p in problems)
    assert len(set(found)) >= 8


FAULTS = (
    ("robberies fell by 40% more", "robberies fell by 41% more"),
    (
        "People said they were less\n  afraid [@lamp-survey].",
        "People said they were 77% less\n  afraid [@lamp-surveys].",
    ),
    (
        "An invented office that mends test lamps within 3 days [@lamp-trial].",
        "An invented office that mends 900 test lamps.",
    ),
    ("value: 20\n    unit: streets", "value: 21\n    unit: streets"),
    ("value: 0.6\n", "value: 0.61\n"),
    ("Test women who walk home after dark [@lamp-survey].", "Mail lamps@example.org [@lamp-survey]."),
    ("Test owls, who like the dark [@lamp-trial].", "<b>Owls</b> [@lamp-trial]."),
    ("statement: The invented streets were dark.", "statement: The invented\u200b streets were dark."),
    ("part: lead", "part: partner"),
    ("  - id: lamp-survey\n    title: Survey", "  - id: lamp-trial\n    title: Survey"),
    ("created: 2026-01-10", "created: 2026-12-10"),
    ("    end: 2021-12\n", "    end: 2019-12\n"),
    ("    year: 2022\n    url", "    year: 2031\n    url"),
)
