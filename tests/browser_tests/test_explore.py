"""Exploring a trend: the browser draws what the build draws, the address holds the choice, and the keyboard reads the values."""

import gzip
import random
import re
import shutil
from collections.abc import Iterator, Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.catalog import Catalog
from generator.charts.trend import Point, Series, trend
from generator.dataset import Dataset, Observation
from generator.formats.series import series as as_json
from generator.model.indicator import Indicator
from generator.model.place import Place
from generator.pages.embedded import trend_sentence
from generator.pages.view import render
from generator.pages.words import number
from generator.reading.packages import DataPackage
from tests.browser_tests.reading import watching
from tests.site_fixtures import serving
from tests.support import ROOT, TODAY

NAMES = {
    "AAA": "Arland", "BBB": "Bosnia and Herzegovina and More", "CCC": "Côte <b>", "DDD": "Dry & Low", "EEE": "إيران",
    "FFF": "Fall", "GGG": "Gap", "HHH": "Half",
}  # fmt: skip
SEXES = {"total": "both", "female": "women", "male": "men"}
FIRST = ("AAA", "BBB", "GGG")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Trend</title>
<meta http-equiv="Content-Security-Policy" content="{policy}"><link rel="icon" href="data:,"><link rel="stylesheet" href="assets/css/beacon.css"></head>
<body data-md-color-scheme="default"><article class="md-typeset"><h1>Trend</h1>
<section data-explore="{id}.json" data-places="{places}">
{form}
<figure class="trend explore-figure"><figcaption aria-live="polite">{sentence}</figcaption>
<div class="picture" tabindex="0" role="region" aria-label="Picture of the trend, scrolls sideways on a small screen">{picture}</div>
<details><summary>Figures</summary><table class="data">{table}</table></details></figure></section></article>
<script type="module" src="assets/js/beacon.js"></script></body></html>"""


def dataset(id: str, comparability: str, *, split: bool) -> Dataset:
    """An indicator with what pictures find hard: breaks, gaps, intervals, estimates, negative values, one value, none."""
    dimension = {"column": "sex", "title": "Sex", "labels": SEXES, "default": "total"}
    record = Indicator.model_validate(
        {
            "title": "Change & trust", "question": "x", "why": "x", "definition": "x", "definition_version": "x",
            "unit": "% of adults", "decimals": 1, "direction": "lower", "comparability": comparability,
            "comparability_reason": "x", "how_to_collect": "x", "plausible_range": (-1000, 1000), "caveats": ("x",),
            "dimensions": (dimension,) if split else (), "flags": {"E": "estimated"}, "estimates": ("E",),
            "breaks": ({"year": 2010, "reason": "x", "places": ("AAA",)},),
            "families": {"s": {"title": "x"}}, "place_kind": "country", "retrieved": "x", "trust": "x",
        }
    )  # fmt: skip
    package = DataPackage(id, f"datasets/{id}/datapackage.json", {"name": id}, {})
    return Dataset(id, package.path, record, package, tuple(observations(split=split)))


def observations(*, split: bool) -> Iterator[Observation]:
    """Values of each place: from 0.04 to some thousands, most of them years in a row."""
    chance = random.Random(7)  # noqa: S311 no secret
    levels = {"AAA": 60.0, "BBB": 4500.0, "CCC": 0.04, "DDD": 12.0, "EEE": 33.0, "FFF": 3.0, "GGG": 80.0, "HHH": 0.25}
    for place, level in levels.items():
        for n, sex in enumerate(SEXES if split else ("",)):
            if place == "HHH" and sex == "male":
                continue
            value = level * (1 + n / 5)
            for year in range(1998, 2024):
                value += level * chance.uniform(-0.15, 0.15) - (0.6 if place == "FFF" else 0)
                skipped = {"GGG": 2003 <= year < 2011, "HHH": year != 2015, "DDD": year % 6 != 0}
                if skipped.get(place):
                    continue
                half = place == "HHH" or (place == "AAA" and year % 7 == 0)
                shown = 12.25 + year % 3 if half and place == "AAA" else 0.25 if half else round(value, 4)
                spread = place in ("AAA", "DDD") and year not in (2005, 2006)
                ends = (shown - level / 8, shown + level / 5) if spread else (None, None)
                status = "E" if place == "EEE" and year % 4 == 0 else ""
                yield Observation(place, year, shown, status, "s", "", (sex,) if split else (), *ends)


def chosen(of: Dataset, places: Sequence[str], cut: tuple[str, ...]) -> list[Series]:
    """The lines of a choice, as a page of the site draws them."""
    estimates = of.record.estimates
    return [
        Series(
            NAMES[p],
            tuple(
                Point(o.year, o.value, joined, o.status in estimates, o.low, o.high) for o, joined in of.drawn(p, cut)
            ),
        )
        for p in places
    ]


def drawn(
    of: Dataset, places: Sequence[str], sex: str = "total", years: tuple[int, int] | None = None
) -> dict[str, object]:
    """The sentence, the picture and the table of a choice, by the build."""
    cut = (sex,) if of.record.dimensions else ()
    lines = chosen(of, places, cut)
    shown = [Series(s.name, tuple(p for p in s.points if not years or years[0] <= p.year <= years[1])) for s in lines]
    unit = ", ".join([*([SEXES[sex]] if sex != "total" else []), of.record.unit])
    sentence = trend_sentence([s for s in shown if s.points], unit, of.record.decimals)
    picture = trend("explore", f"{of.record.title}, {unit}", sentence, lines, of.record.unit, years=years)
    held = [{p.year: number(p.value, of.record.decimals) for p in s.points} for s in shown]
    rows = [[str(y), *(h.get(y, "–") for h in held)] for y in sorted({y for h in held for y in h})]
    return {"sentence": sentence, "picture": str(picture), "table": [["Year", *(s.name for s in shown)], *rows]}


SORTS = {"split": dataset("split", "B", split=True), "own": dataset("own", "C", split=False)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page for each indicator with its figures beside it, under the policy of the site."""
    folder = tmp_path_factory.mktemp("explore")
    shutil.copytree(ROOT / "theme" / "assets", folder / "assets")
    places = {id: Place(id=id, type="country", name=name, iso3=id) for id, name in NAMES.items()}
    for id, of in SORTS.items():
        first = FIRST if id == "split" else FIRST[:1]
        made = drawn(of, first)
        form = render("_explore", record=of.record, dataset=of)
        html = PAGE.format(
            id=id, policy=POLICY, places=",".join(first), form=form, sentence=made["sentence"],
            picture=made["picture"], table=table(made["table"]),
        )  # fmt: skip
        (folder / f"{id}.html").write_text(html, encoding="utf-8")
        (folder / f"{id}.json").write_bytes(as_json(Catalog(TODAY, places=places), of, "https://example.org/"))
    with serving({"/": folder}) as origin:
        yield origin


def table(rows: object) -> str:
    """Rows as the template of a figure writes them."""
    assert isinstance(rows, list)
    head = "".join(f'<th scope="col"{" class=num" if n else ""}>{c}</th>' for n, c in enumerate(rows[0]))
    body = "".join(
        f'<tr><th scope="row">{y}</th>' + "".join(f'<td class="num">{c}</td>' for c in r) + "</tr>"
        for y, *r in rows[1:]
    )
    return f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"


def seen(page: Page) -> dict[str, object]:
    """What the page shows."""
    return {
        "sentence": page.locator("figcaption").inner_text(),
        "picture": page.locator("svg.chart-trend").evaluate("e => e.outerHTML"),
        "table": page.locator("table").evaluate("t => [...t.rows].map(r => [...r.cells].map(c => c.textContent))"),
    }


def normal(page: Page, made: dict[str, object]) -> dict[str, object]:
    """The same with the picture as the browser writes it down."""
    picture = page.evaluate(
        "s => { const d = document.createElement('div'); d.innerHTML = s; return d.innerHTML }",
        str(made["picture"]).replace(' xmlns="http://www.w3.org/2000/svg"', ""),
    )
    return {**made, "picture": picture}


def open_choice(page: Page, site: str, query: str, id: str = "split") -> None:
    """Open the page with a choice in its address and wait until it is drawn."""
    page.goto(f"{site}/{id}.html{query}")
    page.locator("svg[aria-labelledby^=explore]").wait_for()
    page.locator(".explore-form li").first.wait_for()


CHOICES: Sequence[tuple[str, tuple[str, ...], str, tuple[int, int] | None]] = (
    ("six places", ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF"), "total", None),
    ("one place with a break", ("AAA",), "total", None),
    ("a gap of years", ("GGG",), "female", None),
    ("values below zero", ("FFF", "AAA"), "total", (2005, 2023)),
    ("nothing but values below zero", ("FFF",), "total", (2012, 2023)),
    ("one value", ("HHH",), "total", None),
    ("one value among lines", ("HHH", "EEE"), "female", None),
    ("one without values here", ("HHH", "CCC"), "male", None),
    ("few points with intervals", ("DDD",), "male", (2000, 2020)),
    ("one year", ("AAA", "EEE"), "total", (2016, 2016)),
    ("tiny values", ("CCC",), "total", (2000, 2003)),
    ("thousands", ("BBB", "GGG"), "male", None),
)


@pytest.mark.parametrize(("places", "sex", "years"), [c[1:] for c in CHOICES], ids=[c[0] for c in CHOICES])
def test_the_browser_draws_what_the_build_draws(
    context: BrowserContext, site: str, places: tuple[str, ...], sex: str, years: tuple[int, int] | None
) -> None:
    """Paths, labels, ticks, classes, dashes, sentence and table, to the letter."""
    page = context.new_page()
    window = f"&from={years[0]}&to={years[1]}" if years else ""
    with watching(context, site) as faults:
        open_choice(page, site, f"?places={','.join(places)}&sex={sex}{window}")

        assert seen(page) == normal(page, drawn(SORTS["split"], places, sex, years))

    assert faults == []


def test_the_browser_draws_what_the_build_draws_of_any_choice(page: Page, site: str) -> None:
    """Sixty choices from a fixed seed."""
    chance = random.Random(11)  # noqa: S311 no secret
    open_choice(page, site, "?places=AAA")
    for _ in range(60):
        places = tuple(chance.sample(sorted(NAMES), chance.randint(1, 6)))
        sex = chance.choice(sorted(SEXES))
        first = chance.randint(1998, 2023)
        years = chance.choice([None, (first, chance.randint(first, 2023))])
        made = [
            p
            for s in chosen(SORTS["split"], places, (sex,))
            for p in s.points
            if not years or years[0] <= p.year <= years[1]
        ]
        if not made:
            continue
        query = f"?places={','.join(places)}&sex={sex}" + (f"&from={years[0]}&to={years[1]}" if years else "")

        page.evaluate("q => { history.pushState(null, '', q); dispatchEvent(new PopStateEvent('popstate')) }", query)
        expect(page.locator("svg title")).to_have_text(
            str(drawn(SORTS["split"], places, sex, years)["picture"])
            .split('<title id="explore-title">')[1]
            .split("</title>")[0]
            .replace("&amp;", "&")
        )
        page.wait_for_timeout(20)

        assert seen(page) == normal(page, drawn(SORTS["split"], places, sex, years)), query


def places_of(page: Page) -> list[str]:
    """The names in the list of chosen places."""
    return [name.removesuffix(" ×") for name in page.locator(".explore-form li").all_inner_texts()]


class TestForm:
    """Choosing, by mouse and by keyboard."""

    def test_figures_wait_until_somebody_chooses(self, page: Page, site: str) -> None:
        """Reading costs nothing for a choice that nobody makes; a choice fetches them once."""
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site}/split.html", wait_until="networkidle")
        before = [url for url in asked if url.endswith(".json")]

        page.get_by_label("sex").select_option("women")
        page.get_by_label("sex").select_option("men")
        expect(page.locator("figcaption")).to_contain_text("(men, % of adults)")

        assert before == []
        assert [url for url in asked if url.endswith(".json")] == [f"{site}/split.json"]

    def test_places_are_added_and_removed_by_keyboard(self, page: Page, site: str) -> None:
        """By name or code, in any case; a removed one gives its colour to the next."""
        page.goto(f"{site}/split.html")
        field = page.get_by_label("Add a place")

        field.fill("dry & LOW")
        field.press("Enter")
        expect(page.locator(".explore-form li")).to_have_count(4)
        field.fill("eee")
        field.press("Enter")
        expect(page.locator(".explore-form li")).to_have_count(5)
        page.get_by_role("button", name="Remove Arland").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".explore-form li")).to_have_count(4)

        assert page.url == f"{site}/split.html?places=BBB,GGG,DDD,EEE"
        expect(field).to_be_focused()
        expect(page.locator("text.name.series-1")).to_contain_text("Bosnia")

    def test_back_and_forward_lead_through_the_choices(self, page: Page, site: str) -> None:
        """Each choice is a step of the browser's history, the first view too."""
        page.goto(f"{site}/split.html")
        page.get_by_label("sex").select_option("female")
        expect(page.locator("figcaption")).to_contain_text("women")
        page.get_by_label("From", exact=True).fill("2010")
        page.get_by_label("From", exact=True).blur()
        expect(page.locator("figcaption")).to_contain_text("in 2010")
        chosen = seen(page)

        page.go_back()
        page.go_back()
        expect(page.get_by_label("sex")).to_have_value("total")
        assert seen(page) == normal(page, drawn(SORTS["split"], FIRST))
        assert page.url == f"{site}/split.html"
        page.go_forward()
        page.go_forward()

        expect(page.get_by_label("From", exact=True)).to_have_value("2010")
        assert seen(page) == chosen

    def test_a_shared_address_shows_the_same_elsewhere(self, page: Page, browser: Browser, site: str) -> None:
        """Nothing is kept in the browser: the address says it all."""
        page.goto(f"{site}/split.html")
        page.get_by_label("Add a place").fill("Fall")
        page.keyboard.press("Enter")
        page.get_by_label("To", exact=True).fill("2012")
        page.get_by_label("To", exact=True).blur()
        expect(page.locator("figcaption")).to_contain_text("2012")
        page.wait_for_url("**to=2012*")
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]

        other = browser.new_context()
        elsewhere = other.new_page()
        open_choice(elsewhere, site, "?" + page.url.split("?")[1])

        assert seen(elsewhere) == seen(page)
        assert places_of(elsewhere) == places_of(page)
        other.close()

    def test_reset_goes_back_to_the_first_view(self, page: Page, site: str) -> None:
        """Places, kinds, years and address."""
        open_choice(page, site, "?places=FFF&sex=male&from=2005")

        page.get_by_role("button", name="Reset").click()

        expect(page.locator(".explore-form li")).to_have_count(3)
        assert page.url == f"{site}/split.html"
        assert seen(page) == normal(page, drawn(SORTS["split"], FIRST))

    def test_the_link_can_be_copied(self, context: BrowserContext, page: Page, site: str) -> None:
        """The address of what is shown."""
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        open_choice(page, site, "?places=FFF")

        page.get_by_role("button", name="Copy link").click()

        expect(page.get_by_role("status").first).to_have_text("Link copied.")
        assert page.evaluate("navigator.clipboard.readText()") == f"{site}/split.html?places=FFF"

    def test_a_place_of_class_c_stands_alone(self, page: Page, site: str) -> None:
        """Who adds a place sees it instead of the one before; an address with two shows the first and says so."""
        page.goto(f"{site}/own.html")
        page.get_by_label("Choose a place").fill("Fall")
        page.keyboard.press("Enter")
        page.wait_for_url("**/own.html?places=FFF")
        expect(page.locator(".explore-form li")).to_have_count(1)
        assert places_of(page) == ["Fall"]

        open_choice(page, site, "?places=DDD,EEE", "own")

        assert places_of(page) == ["Dry & Low"]
        expect(page.locator(".explore-form [role=status]")).to_have_text("Only 1 at once.")

    def test_no_more_than_six(self, page: Page, site: str) -> None:
        """The seventh is told, not drawn."""
        open_choice(page, site, f"?places={','.join(NAMES)}")

        assert len(places_of(page)) == 6
        expect(page.locator(".explore-form [role=status]")).to_have_text("Only 6 at once.")

    @pytest.mark.parametrize(
        ("query", "told"),
        [
            ("?places=AAA,ZZZ", "There is no “ZZZ” here."),
            ("?places=AAA,%3Cimg%20src=x%20onerror=taken=1%3E", "There is no “<img src=x onerror=taken=1>” here."),
            ("?places=AAA,constructor", "There is no “constructor” here."),
            ("?places=AAA&sex=%3Cscript%3E", "There is no “<script>” here."),
            ("?places=AAA&from=1066", "There is no “1066” here."),
            ("?places=AAA,HHH&sex=male", "No values: Half."),
        ],
    )
    def test_what_an_address_asks_in_vain_is_told(
        self, context: BrowserContext, site: str, query: str, told: str
    ) -> None:
        """As text, never as markup; the rest is shown."""
        page = context.new_page()
        with watching(context, site) as faults:
            open_choice(page, site, query)

        expect(page.locator(".explore-form [role=status]")).to_have_text(told)
        assert places_of(page)[0] == "Arland"
        assert page.locator("section img, section script").count() == 0
        assert page.evaluate("window.taken") is None
        assert faults == []

    def test_a_choice_without_any_value_leaves_the_picture(self, page: Page, site: str) -> None:
        """It is told; no empty picture is drawn."""
        page.goto(f"{site}/split.html?places=HHH&sex=male")

        expect(page.locator(".explore-form [role=status]")).to_have_text("No values: Half.")
        expect(page.locator("text.name")).to_have_count(len(FIRST))

    def test_figures_that_do_not_load_are_told(self, page: Page, site: str) -> None:
        """And asked for again at the next choice."""
        page.route("**/split.json", lambda route: route.abort())
        page.goto(f"{site}/split.html")
        page.get_by_label("sex").select_option("female")
        expect(page.locator(".explore-form [role=status]")).to_have_text("The figures did not load. Try again.")

        page.unroute("**/split.json")
        page.get_by_label("sex").select_option("male")

        expect(page.locator("figcaption")).to_contain_text("men")

    def test_without_scripts_there_is_no_form(self, browser: Browser, site: str) -> None:
        """The picture and the table of the build stand there."""
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{site}/split.html?places=FFF")

        expect(page.locator(".explore-form")).to_be_hidden()
        expect(page.locator("svg.chart-trend")).to_be_visible()
        context.close()

    def test_nobody_is_kept_out(self, page: Page, site: str) -> None:
        """Axe finds nothing in the form or the figure."""
        open_choice(page, site, "?places=AAA,BBB,FFF")

        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})

        assert [f["id"] for f in found.response["violations"]] == []


class TestCrosshair:
    """Reading values out of a picture."""

    def test_the_pointer_shows_the_values_of_a_year(self, page: Page, site: str) -> None:
        """The line stands at the year nearest to the pointer, and the row of the table is marked."""
        page.goto(f"{site}/split.html")
        page.wait_for_selector(".readout", state="attached")
        box = page.locator("svg.chart-trend").bounding_box()
        assert box
        left, right, first, last = (float(n) for n in str(page.locator("svg").get_attribute("data-plot")).split())

        page.mouse.move(
            box["x"] + (left + (right - left) * (2001.2 - first) / (last - first)) * box["width"] / 680, box["y"] + 90
        )

        rows = drawn(SORTS["split"], FIRST)["table"]
        assert isinstance(rows, list)
        row = next(r for r in rows if r[0] == "2001")
        said = ", ".join(f"{name} {value}" for name, value in zip(rows[0][1:], row[1:], strict=True))
        expect(page.locator(".readout")).to_have_text(f"2001: {said}")
        assert page.locator("tr.here th").text_content() == "2001"
        x = float(str(page.locator("path.cross").get_attribute("d"))[1:].split()[0])
        assert x == pytest.approx(left + (right - left) * (2001 - first) / (last - first), abs=0.1)

        page.mouse.move(5, 5)
        expect(page.locator(".readout")).to_have_text("")
        expect(page.locator("path.cross, tr.here")).to_have_count(0)

    def test_the_keyboard_walks_along_years_and_lines(self, page: Page, site: str) -> None:
        """Left and right, Home and End along years; up and down between lines; Escape puts it away."""
        page.goto(f"{site}/split.html")
        readout = page.locator(".readout")
        readout.wait_for(state="attached")
        page.locator(".picture").focus()

        for key, begins in [
            ("End", "2023: Arland"), ("ArrowLeft", "2022: Arland"), ("ArrowDown", "2022: Arland"),
            ("ArrowDown", "2022: Bosnia"), ("ArrowUp", "2022: Arland"), ("ArrowUp", "2022: Gap"), ("Home", "1998: Gap"),
            ("ArrowLeft", "1998: Gap"), ("ArrowRight", "1999: Gap"),
        ]:  # fmt: skip
            page.keyboard.press(key)
            expect(readout).to_have_text(re.compile(f"^{begins}"))
        assert readout.inner_text().count(",") == 0
        expect(page.locator("path.series.here")).to_have_class("series series-3 here")

        page.keyboard.press("Escape")
        expect(readout).to_have_text("")

    def test_a_touch_shows_the_values(self, browser: Browser, site: str) -> None:
        """Where there is no pointer to hover with."""
        context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 700})
        page = context.new_page()
        page.goto(f"{site}/split.html")
        page.wait_for_selector(".readout", state="attached")

        page.locator(".picture").tap(position={"x": 150, "y": 60})

        expect(page.locator(".readout")).to_contain_text("Arland")
        context.close()

    def test_it_follows_what_is_drawn_anew(self, page: Page, site: str) -> None:
        """After a choice it tells the values of that choice."""
        open_choice(page, site, "?places=HHH,FFF&from=2014&to=2016")
        page.locator(".picture").focus()
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")

        expect(page.locator(".readout")).to_contain_text("2015: Half 0.2, Fall")


def test_what_a_reader_loads_is_small() -> None:
    """Both modules are a few kilobytes on the wire."""
    sizes = [
        len(gzip.compress((ROOT / "theme/assets/js" / f"{name}.js").read_bytes(), 9))
        for name in ("explore", "crosshair")
    ]

    assert sum(sizes) < 5500
