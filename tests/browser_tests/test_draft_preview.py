"""The preview of a draft: it says what the page will say, whatever is typed stays text, and no half-filled draft breaks it."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from playwright.sync_api import Browser

from generator.analysis.review import READERS, RULE_FROM
from generator.catalog import Catalog
from generator.load import load
from generator.model.fields import Prose
from generator.model.review import Review
from generator.model.walk import leaves
from generator.pages.reviewed import ROLES, reviewed
from generator.pages.view import Library, View
from generator.text import Context, to_html, to_inline
from tests.browser_tests.modules import Ask, asking
from tests.browser_tests.test_yaml import texts
from tests.drawn import drawing, put, saved
from tests.mutants import Case, mutants, real
from tests.site_fixtures import Workshop, serving, set_up
from tests.support import OWN_DAY, ROOT, TODAY

LINKS = {"a": 1, "b": 2}


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The repository's own records."""
    return load(ROOT, OWN_DAY).catalog


@pytest.fixture(scope="module")
def marks(browser: Browser, origin: str) -> Iterator[Ask]:
    """Asks the writer of marks."""
    with asking(browser, origin, "marks") as ask:
        yield ask


@pytest.fixture(scope="module")
def drawn(browser: Browser, origin: str) -> Iterator[Ask]:
    """Asks the preview."""
    with asking(browser, origin, "preview") as ask:
        yield ask


# Light markup


Marked = tuple[str, bool, Mapping[str, int]]
"""A text, whether it is a single line, and the numbers of its sources."""
DRAW = """({ blocks, line, context }, given) => given.map(([text, single, numbers]) => {
  const page = document.createElement("div");
  page.append((single ? line : blocks)(text, context({ numbers: new Map(Object.entries(numbers)), link: (kind, id) => `/${kind}/${id}/` })));
  for (const chart of page.querySelectorAll(".note")) chart.replaceWith("CHART");
  return page.innerHTML;
})"""
NORMAL = """(module, given) => given.map((html) => {
  const page = new DOMParser().parseFromString(html, "text/html").body;
  for (const heading of page.querySelectorAll("h2")) heading.removeAttribute("id");
  return page.innerHTML;
})"""
BLOCKS = (
    "p",
    "ul",
    "ol",
    "li",
    "h2",
    "blockquote",
    "pre",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "hr",
    "br",
)
BY_HAND = (
    "*a* **b** ***c***", "*a **b** c*", "x a_b_c **d**", "*a", "a*", "**a*", "*a**", "a * b * c", "*a*b*c*", "(*a*), “*b*”.", "`a` ``b ` c`` ` d `", "`a",
    "[a](https://x.org)", "[a](https://x.org/(b)c 'title')", "[a](practice:x-y)", "[a [b](https://x.org) c](https://y.org)", "![a](https://x.org/p.png)",
    "[a](<https://x.org>)", "<https://x.org>", "a\\*b\\*", "\\[a\\]", "a\\\nb", "a  \nb", "a\nb", "# H", "## H ##", "####### no", "H\n===", "H\n---", "a\n\n---\n\nb",
    "- a\n- b", "- a\n\n- b", "- a\n  b", "- a\nb", "3. a\n4. b", "1) a", "- a\n  - b\n    - c", "- a\n\n  b\n- c", "> a\n> b", "> a\nb", "> - a\n> - b",
    "```\ncode <b>\n```\n", "~~~\nx\n~~~\n", "    indented\n    code\n", "a\n    b", "|a|b|\n|-|-|\n|1|*2*|", "a|b\n-|-\n1|2\n3", "a\n- b", "a\n2. b", "x [@a; @b].", "x [@a; computed].",
    "[@zz]", "**[@a]**", "[x [@a]](https://x.org)", "**a**b", "*[a](https://x.org)*", "a ~~b~~", "[`a]`](https://x.org)",
)  # fmt: skip


def alike(html: str) -> str:
    """HTML without the white space that nobody sees."""
    for name in BLOCKS:
        html = html.replace(f"\n<{name}", f"<{name}").replace(f"</{name}>\n", f"</{name}>").replace(f"<{name}>\n", f"<{name}>").replace(f"\n</{name}>", f"</{name}>")  # fmt: skip
    return " ".join(html.split())


def as_page(text: str, single: bool, numbers: Mapping[str, int]) -> str:
    """What the build makes of a text."""
    told = Context(lambda kind, id: f"/{kind}/{id}/", numbers, lambda _: "CHART")  # type: ignore[arg-type,return-value]
    return str((to_inline if single else to_html)(text, told))


def test_every_text_of_the_library_is_drawn_as_its_page_has_it(marks: Ask, catalog: Catalog) -> None:
    """Thousands of texts and all stories, and a list by hand of what they do not hold; asked in one evaluation."""
    given: list[Marked] = [(text, single, LINKS) for text in BY_HAND for single in (True, False)]
    for _, entry in catalog.entries:
        numbers = {citation.id: n for n, citation in enumerate(entry.record.citations, start=1)}
        prose = ((leaf.value, leaf.marker) for leaf in leaves(entry.record, (Prose,)))
        given += [
            (text, marker.words < 100, numbers)
            for text, marker in prose
            if isinstance(marker, Prose) and marker.markdown
        ]
        given += [(entry.body, False, numbers)] if entry.body else []

    found = marks(DRAW, given)
    expected = marks(NORMAL, [as_page(*one) for one in given])

    other = [
        (one, page, draft)
        for one, page, draft in zip(given, expected, found, strict=True)
        if alike(page) != alike(draft)
    ]
    assert [pair for pair in other if "```chart" not in pair[0][0]][:2] == []
    assert len(given) > 5000


HOSTILE = (
    "<script>window.hit = 1</script>", "<img src=x onerror=window.hit=1>", "<svg onload=window.hit=1>", "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "[x](javascript:window.hit=1)", "[x](JaVaScRiPt:window.hit=1)", "[x](\tjavascript:window.hit=1)", "[x](java\nscript:window.hit=1)", "[x](data:text/html,<script>1</script>)",
    "[x](vbscript:1)", "<javascript:window.hit=1>", "[x](<javascript:window.hit=1>)", "![x](https://x.org/y.png)", "[x](https://x.org/\" onmouseover=\"window.hit=1)",
    "{{ 7 * 7 }}", "{% raw %}", "${window.hit = 1}", "javascript:window.hit=1", '"><b onclick=window.hit=1>', "&lt;script&gt;", "[x][y]\n\n[y]: javascript:window.hit=1",
    "`<b>`", "```\n<script>window.hit=1</script>\n```", "|<b>|\n|-|\n|<img src=x onerror=window.hit=1>|", "[@a](javascript:1)", "\u202etxt.exe", "https://x.org/<script>",
    "[" * 3000, "*" * 3000 + "a", "> " * 500, "- " * 500, "[a](" * 500, "`" * 999, "*a _b " * 400, "__proto__", "constructor",
)  # fmt: skip
ALLOWED = {
    "a", "b", "blockquote", "br", "cite", "code", "dd", "details", "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "header", "hr", "li", "ol", "p", "pre", "section", "span",
    "strong", "summary", "sup", "table", "tbody", "td", "th", "thead", "time", "tr", "ul",
} - {"b"}  # fmt: skip
ATTRIBUTES = {
    "class",
    "href",
    "rel",
    "id",
    "title",
    "role",
    "aria-label",
    "aria-hidden",
    "scope",
    "start",
    "tabindex",
    "datetime",
}
LOOK = """(page) => {
  document.body.append(page);
  const all = [...page.querySelectorAll("*")];
  const found = {
    names: [...new Set(all.map((one) => one.localName))],
    attributes: [...new Set(all.flatMap((one) => one.getAttributeNames()))],
    links: [...new Set(all.flatMap((one) => (one.hasAttribute("href") ? [one.protocol] : [])))],
    text: page.textContent,
    hit: window.hit ?? null,
  };
  page.remove();
  return found;
}"""


def test_hostile_marks_stay_text(marks: Ask) -> None:
    """No element but those of light markup, no attribute that runs, no link but to the web, mailboxes and sources."""
    script = f"""({{ blocks, line, context }}, given) => given.flatMap((text) => [blocks, line].map((draw) => {{
      const page = document.createElement("div");
      page.append(draw(text, context({{ numbers: new Map([["a", 1]]) }})));
      return ({LOOK})(page);
    }}))"""

    for found in marks(script, [*HOSTILE, *(f"x {text} y" for text in HOSTILE), "".join(HOSTILE[:27])]):
        assert set(found["names"]) <= ALLOWED
        assert set(found["attributes"]) <= ATTRIBUTES
        assert set(found["links"]) <= {"http:", "https:", "mailto:"}
        assert found["hit"] is None


def test_any_text_is_drawn(marks: Ask) -> None:
    """Careless texts of hypothesis: each is drawn, with nothing in it that is not light markup."""
    made: list[str] = []

    @settings(max_examples=400, phases=[Phase.generate], database=None)
    @given(texts())
    def collect(text: str) -> None:
        made.append(text)

    collect()
    script = f"""({{ blocks, context }}, given) => given.map((text) => {{
      const page = document.createElement("div");
      page.append(blocks(text, context()));
      return ({LOOK})(page);
    }})"""

    found = marks(script, made)

    assert {name for one in found for name in one["names"]} <= ALLOWED
    assert {name for one in found for name in one["attributes"]} <= ATTRIBUTES


# The preview


def names(catalog: Catalog) -> dict[str, Any]:
    """What readers call what a record points at, as the form has it."""
    view = View(Library(catalog, {}), "")
    kinds = ("practice", "approach", "partner", "indicator", "measure", "theme")
    titles = {kind: {id: catalog.title(kind, id) for id in catalog.of(kind)} for kind in kinds if kind != "theme"}
    terms = {
        name: {term.id: term.title for term in found.terms.values()} for name, found in catalog.vocabularies.items()
    }
    return {**titles, "place": {id: view.place(id) for id in catalog.places}, "terms": terms}


MAPS = """const named = (given) => {
  const maps = Object.fromEntries(Object.entries(given).filter(([name]) => name !== "terms").map(([name, rows]) => [name, new Map(Object.entries(rows))]));
  return { ...maps, terms: Object.fromEntries(Object.entries(given.terms ?? {}).map(([name, rows]) => [name, new Map(Object.entries(rows))])) };
};"""
COMPARE = """async ({ preview }, [records, names, today], origin) => {
  const { review } = await (await fetch(`${origin}/contribute/check.json`)).json();
  %s
  const bare = (node) => node.textContent.replace(/\\s+/g, "");
  const found = [];
  for (const [kind, id, record] of records) {
    const html = await (await fetch(`${origin}/${{ practice: "practices", approach: "approaches", city: "cities" }[kind]}/${id}/`)).text();
    const page = new DOMParser().parseFromString(html, "text/html");
    const sections = new Map([...page.querySelectorAll("article section")].map((one) => [one.querySelector("h2")?.textContent, one]));
    const draft = preview(record, kind, { ...named(names), review, today });
    const rows = [...draft.querySelectorAll("section")].map((one) => {
      const heading = one.querySelector("h2").textContent;
      const same = sections.get(heading);
      return [heading, same ? bare(one) : null, same ? bare(same) : "", [...sections.keys()].indexOf(heading)];
    });
    for (const part of [".claim", ".summary", ".kind", ".note.review"]) rows.push([part, bare(draft.querySelector(part)), bare(page.querySelector(`article ${part}`)), -1]);
    const [shown, own] = [page.querySelectorAll("article .photo"), draft.querySelectorAll(".photo")];
    rows.push(["pictures", `${own.length}`, `${shown.length}`, -1]);
    for (const [index, photo] of shown.entries()) {
      rows.push(["picture", bare(own[index].querySelector("figcaption")), bare(photo.querySelector("figcaption")), -1]);
      rows.push(["alternative text", own[index].querySelector(".photo-place").textContent.includes(photo.querySelector("img").alt) ? "told" : "", "told", -1]);
    }
    const drawn = new Set(rows.map(([heading]) => heading));
    found.push([kind, id, rows, [...sections.keys()].filter((heading) => !drawn.has(heading))]);
  }
  return found;
}""" % MAPS.replace("%", "%%")  # noqa: UP031 braces belong to the script
COMPUTED = {"What changed", "What is known", "What the evidence says", "Its practices", "Learning from this city"}
"""Sections that say more on the page than the record does: ratings, marks, and what other records tell."""


@pytest.fixture(scope="module")
def cases() -> Sequence[Case]:
    """Practices, approaches and stories."""
    return [case for case in real() if case.kind in ("practice", "approach", "city")]


def test_the_preview_says_what_the_page_says(drawn: Ask, catalog: Catalog, cases: Sequence[Case]) -> None:
    """Every section of every record, word for word, in the order of the page."""
    shown = [case for case in cases if case.record["status"] in ("published", "reviewed")]
    records = [(case.kind, case.id, {**case.record, "text": catalog.of(case.kind)[case.id].body}) for case in shown]

    other, compared = [], 0
    for kind, id, rows, lacking in drawn(COMPARE, [records, names(catalog), OWN_DAY.isoformat()]):
        assert set(lacking) <= {
            "Cite this page",
            "Named by",
            "What is known",
            "Where it was tried",
            "Taking it elsewhere",
        }, id
        order = [at for _, _, _, at in rows if at >= 0]
        assert order == sorted(order), id
        for heading, draft, page, _ in rows:
            if (
                heading in COMPUTED
                or "Wherewewasit" in page
                or (heading == "Taking it elsewhere" and "Whereitwastakenfrom" in page)
            ):
                continue
            compared += 1
            if draft != page:
                other.append((kind, id, heading, draft, page))

    assert other[:2] == []
    assert compared > 1000


def test_the_preview_says_of_pictures_what_the_page_says(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The words of each, whose it is and its terms, where the page has them; that its file is not there is said."""
    workshop = Workshop(set_up(tmp_path_factory.mktemp("pictures") / "library"))
    for kind, record in (("practices", "test-lamps"), ("cities", "exampleton")):
        put(workshop.root, f"{kind}/{record}", "circles.jpg", saved(drawing()))
    workshop.build()
    catalog = load(workshop.root, TODAY).catalog
    entries = (("practice", catalog.practices["test-lamps"]), ("city", catalog.cities["exampleton"]))
    records = [(kind, e.id, {**e.record.model_dump(mode="json"), "text": e.body}) for kind, e in entries]
    with serving({"/": workshop.site}) as at, asking(browser, at, "preview") as ask:
        found = ask(COMPARE, [records, names(catalog), TODAY.isoformat()])

    for _, _, rows, _ in found:
        told = {part: (draft, page) for part, draft, page, _ in rows}
        assert told["pictures"] == ("1", "1")
        assert told["picture"][0] == told["picture"][1] != ""
        assert told["alternative text"] == ("told", "told")


REVIEWED = """({ reviewed }, [records, rule, today], origin) => records.map((record) => reviewed(record, rule, today, (day) => day))"""


def test_the_line_on_the_review_is_the_builds(browser: Browser, origin: str, catalog: Catalog) -> None:
    """Any course of a published record: readings of every role and verdict, before and after publication, objections, ties."""
    chance = random.Random(12)  # noqa: S311 cases, no secrets
    base = next(iter(catalog.practices.values())).record
    records = [base.model_copy(update={**_course(chance), "status": "published"}) for _ in range(600)]
    expected = [reviewed(record, OWN_DAY, str) for record in records]
    given = [record.model_dump(mode="json", exclude_defaults=True) | {"status": "published"} for record in records]
    rule = {
        "rule_from": RULE_FROM.isoformat(),
        "readers": READERS,
        "roles": {id: name for id, (name, _) in ROLES.items()},
    }

    with asking(browser, origin, "reviewed") as ask:
        found = ask(REVIEWED, [given, rule, OWN_DAY.isoformat()])
        [open_still] = ask(REVIEWED, [[{**given[0], "status": "submitted"}], rule, OWN_DAY.isoformat()])

    assert found == expected
    assert len({line.split(";")[0].split(" (")[0] for line in expected}) >= 5
    assert open_still.startswith("Not published yet")


def _course(chance: random.Random) -> dict[str, Any]:
    """What a record may tell of its way: days, readings, objections, ties."""

    def day() -> date:
        return date(2026 + chance.randrange(2), chance.randint(1, 12), chance.randint(1, 28))

    def reading() -> dict[str, Any]:
        stake, verdict = chance.choice(["no", "no", "yes"]), chance.choice(["fit", "fit", "changes"])
        return {"role": chance.choice([*ROLES]), "date": day(), "stake": stake, "verdict": verdict}

    appeal = {"date": day(), "by": "the council", "about": "It is not so."}
    review = {
        "submitted": chance.choice([None, day()]),
        "published": chance.choice([None, day()]),
        "readings": tuple(reading() for _ in range(chance.randrange(5))),
        "appeals": (appeal,) if chance.random() < 0.2 else (),
    }
    return {
        "review": Review.model_validate(review),
        "created": day(),
        "review_by": day(),
        "contributor": chance.choice(["", "Council of Exampleton"]),
        "conflict_of_interest": chance.choice(["", "None declared.", "We ran it."]),
    }


def _each(value: Any, text: str) -> Any:
    """A record with another text in place of each."""
    if isinstance(value, dict):
        return {key: _each(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [_each(inner, text) for inner in value]
    return text if isinstance(value, str) else value


SHOW = f"""({{ preview }}, records) => records.map(([kind, record, rated]) => {{
  const page = document.createElement("div");
  try {{ page.append(preview(record, kind, {{}}, rated)); }} catch (error) {{ return {{ thrown: String(error) }}; }}
  return ({LOOK})(page);
}})"""


def test_hostile_drafts_stay_text(drawn: Ask, cases: Sequence[Case]) -> None:
    """In every field of practices, approaches and stories, and in what a rating says."""
    chosen = [
        next(case for case in cases if case.kind == kind and len(str(case.record)) > 4000)
        for kind in ("practice", "approach", "city")
    ]
    records = []
    for case in chosen:
        for hostile in HOSTILE:
            record = _each({**case.record, "text": "x"}, hostile)
            rated = {
                "ratings": [
                    {
                        "title": hostile,
                        "tier": "harm",
                        "label": hostile,
                        "level": hostile,
                        "strength": hostile,
                        "outcomes": [{"counts": True, "contrast": hostile, "effect": {"words": hostile}}],
                    }
                ]
            }
            records.append((case.kind, record, rated))

    for (kind, record, _), found in zip(records, drawn(SHOW, records), strict=True):
        assert "thrown" not in found, (kind, found)
        assert set(found["names"]) <= ALLOWED
        assert set(found["attributes"]) <= ATTRIBUTES
        assert set(found["links"]) <= {"http:", "https:", "mailto:"}
        assert found["hit"] is None
        if "\n" not in record["title"]:
            assert record["title"] in found["text"]


def test_half_filled_drafts_are_drawn(drawn: Ask, cases: Sequence[Case]) -> None:
    """Empty, with fields of any type, and with anything done to them."""
    chance = random.Random(9)  # noqa: S311 cases, no secrets
    records: list[tuple[str, Any, Any]] = [
        (kind, record, None) for kind in ("practice", "approach", "city") for record in ({}, None, [], {"text": None})
    ]
    for case in cases:
        for other in mutants(case, chance, 3):
            records.append((case.kind, other.record, None))
            records += [(twice.kind, twice.record, {"ratings": [{}]}) for twice in mutants(other, chance, 1)]
    odd: tuple[Any, ...] = (None, True, 7, "word", [], {}, [None], [[1]], [{"id": {}}], {"word": [1]})
    for case in cases[:: len(cases) // 3]:
        records += [(case.kind, {**case.record, name: value}, None) for name in case.record for value in odd]

    found = drawn(SHOW, records)

    assert [one for one in zip(records, found, strict=True) if "thrown" in one[1]][:1] == []
    assert len(records) > 1200


def test_ratings_are_shown_with_their_mark(drawn: Ask) -> None:
    """A label has its words and its sign, from the published rules."""
    script = """async ({ preview }, rated, origin) => {
      const rules = await (await fetch(`${origin}/how-we-rate/rules.json`)).json();
      const page = document.createElement("div");
      page.append(preview({ title: "x" }, "practice", { rules }, rated));
      return [page.querySelector(".label").outerHTML, page.querySelector(".strength").getAttribute("aria-label"), page.textContent];
    }"""
    outcome = {
        "counts": True,
        "contrast": "lit streets against others",
        "effect": {"words": "20% lower (10% to 30% lower)"},
    }
    rated = {
        "ratings": [
            {
                "title": "robbery",
                "tier": "harm",
                "label": "promising",
                "level": 3,
                "strength": "Compared",
                "outcomes": [outcome],
            }
        ]
    }

    label, strength, text = drawn(script, rated)

    assert 'class="label label-good"' in label and "△" in label and "Promising" in label
    assert strength == "Strength E3 of E5: Compared"
    assert "Robbery: 20% lower (10% to 30% lower)" in text and "lit streets against others" in text
