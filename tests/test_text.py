"""Contributors' Markdown: what it may become, and what it may never become."""

from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.text import Context, Heading, Run, charts, headings, to_html, to_inline, to_plain, to_runs

KNOWN = {
    ("practice", "test-lamps"): "../practices/test-lamps/",
    ("place", "XXA-exampleton"): "../places/xxa-exampleton/",
}
CONTEXT = Context(link=lambda kind, id: KNOWN.get((kind, id)), numbers={"one": 1, "two-2": 2})

TAGS = {
    "p", "a", "em", "strong", "ul", "ol", "li", "h2", "blockquote", "code", "pre", "hr", "br", "sup", "span", "div",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"href", "rel", "id", "class", "aria-label", "tabindex", "start", "style"}
ALLOWED_LINKS = ("http://", "https://", "mailto:", "#source-", "../practices/", "../places/")


class Seen(NamedTuple):
    """What a browser would make of a piece of HTML."""

    tags: set[str]
    attributes: set[str]
    links: list[str]
    styles: set[str]
    text: str


class _Browser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        self.tags.append(f"declaration {decl}")

    def handle_pi(self, data: str) -> None:
        self.tags.append(f"instruction {data}")


def seen(html: str) -> Seen:
    """The tags, attributes, links and text of a piece of HTML."""
    browser = _Browser()
    browser.feed(html)
    browser.close()
    links = [value or "" for name, value in browser.attributes if name == "href"]
    styles = {value or "" for name, value in browser.attributes if name == "style"}
    return Seen(set(browser.tags), {name for name, _ in browser.attributes}, links, styles, "".join(browser.text))


def harmless(html: str) -> bool:
    """Only our tags and attributes, and only links we allow."""
    found = seen(html)
    return (
        found.tags <= TAGS
        and found.attributes <= ATTRIBUTES
        and all(link.startswith(ALLOWED_LINKS) for link in found.links)
        and all(style.startswith("text-align:") for style in found.styles)
    )


ATTACKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>', "<svg/onload=alert(1)>", "<!-- x -->",
    "<style>*{}</style>", "<iframe src=//evil.example></iframe>", "</p><script>alert(1)</script>", "<ScRiPt>x</sCrIpT>", "<b\nonclick=x>y</b>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html;base64,AAAA)", "[x](vbscript:x)", "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))", "[x](<javascript:alert(1)>)", "[x]( javascript:alert(1))", "[x][y]\n\n[y]: javascript:alert(1)", "<javascript:alert(1)>",
    "![x](https://evil.example/x.png)", "![x](x.png)", '[x](https://ok.example "title\\" onclick=alert(1) x=\\"")', '[x](https://ok.example/"onclick="alert(1))',
    "[x](//evil.example)", "[x](/etc/passwd)", "[x](../secret)", "[x](#anchor)", "[x](file:///etc/passwd)", "[x](ftp://x.example)",
    '# <img src=x onerror=alert(1)>', "```chart\n<script>alert(1)</script>\n```", "```html\n<script>alert(1)</script>\n```", "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>", "| <b>x</b> |\n|---|\n| <script>x</script> |", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;x",
    '[@one"onclick=x]', "[@<script>]", "[x](practice:test-lamps\"onclick=x)", "[x](practice:../../x)", "[<b>x</b>](practice:test-lamps)", "<?php x ?>", "<![CDATA[x]]>",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_markup_of_a_contributor_reaches_a_page(attack: str) -> None:
    """What they write is shown or linked, never run."""
    for html in (to_html(attack, CONTEXT), to_html(f"Text {attack} text", CONTEXT), to_inline(attack, CONTEXT)):
        assert harmless(html), html


pieces = st.sampled_from(
    [
        *ATTACKS,
        "<",
        ">",
        '"',
        "'",
        "&",
        "&amp;",
        "\\",
        "`",
        "*",
        "_",
        "[",
        "]",
        "(",
        ")",
        "!",
        "\n",
        "\n\n",
        "\t",
        " ",
        "- ",
        "> ",
        "| a |\n|:--|\n",
        "x",
        "é",
        "[@one]",
        "[@one; @two-2; computed]",
        "[y](practice:test-lamps)",
        "http://a.example",
        "\x00",
        "\u202e",
    ]
)


@given(st.lists(pieces, max_size=12).map("".join))
def test_no_mixture_of_attacks_reaches_a_page(text: str) -> None:
    """Nor when one attack hides in another."""
    assert harmless(to_html(text, CONTEXT))
    assert harmless(to_inline(text, CONTEXT))


@given(st.text(max_size=120))
def test_no_text_at_all_reaches_a_page_as_markup(text: str) -> None:
    """Nor any other characters."""
    assert harmless(to_html(text, CONTEXT))


@given(st.text("abc XYZ 012 .,;:'\"()%/$=+–—?-\n", max_size=60))
def test_the_quick_way_says_the_same(text: str) -> None:
    """A text of words alone shows its words, whichever way it was rendered."""
    with_mark = to_html(f"{text} **x**", CONTEXT)
    plain = to_html(text, CONTEXT)

    assert harmless(with_mark) and harmless(plain)
    if "\n" not in text and not text.lstrip().startswith(tuple("0123456789-+=")) and not text.startswith("    "):
        assert " ".join(seen(plain).text.split()) == " ".join(text.split())


def test_emphasis_lists_tables_and_quotations() -> None:
    """What Markdown offers a contributor."""
    html = to_html("*a* **b**\n\n- one\n- two\n\n1. three\n\n> four\n\n| x | y |\n|---|---|\n| 1 | 2 |\n", CONTEXT)

    assert {"em", "strong", "ul", "ol", "li", "blockquote", "table", "th", "td"} <= seen(html).tags


def test_a_tag_is_shown_as_it_stands() -> None:
    """The reader sees what the contributor wrote."""
    assert "<script>" in seen(to_html("Look: <script>x</script> *here*", CONTEXT)).text


@pytest.mark.parametrize("url", ["https://example.org/a?b=1&c=2", "http://example.org", "mailto:office@example.org"])
def test_links_to_the_web_and_to_mailboxes(url: str) -> None:
    """They are kept, and search engines are told that we do not vouch for them."""
    html = to_html(f"See [here]({url}).", CONTEXT)

    assert seen(html).links == [url]
    assert "nofollow" in html


def test_a_reference_becomes_the_address_of_the_record() -> None:
    """`kind:id` is resolved; an unknown one is shown without a link."""
    html = to_html("[lamps](practice:test-lamps), [here](place:XXA-exampleton) and [gone](practice:gone)", CONTEXT)

    assert seen(html).links == ["../practices/test-lamps/", "../places/xxa-exampleton/"]
    assert "gone" in seen(html).text


def test_citations_become_the_numbers_of_their_sources() -> None:
    """The number leads to the source and says so to those who hear the page."""
    html = to_html("It fell [@one]. It rose [@one; @two-2].", CONTEXT)

    assert seen(html).links == ["#source-one", "#source-one", "#source-two-2"]
    assert 'aria-label="source 2"' in html
    assert seen(html).text.strip() == "It fell1. It rose1, 2."


def test_a_computed_figure_says_so() -> None:
    """Readers see which figures are ours."""
    assert "computed by us" in seen(to_html("A third [@one; computed].", CONTEXT)).text


def test_an_unknown_citation_leaves_nothing() -> None:
    """A check has reported it; the page shows no broken number."""
    assert seen(to_html("It fell [@gone].", CONTEXT)).text.strip() == "It fell."


@pytest.mark.parametrize("text", ["It fell [@one].", "*It* fell [@one]."])
def test_both_ways_of_rendering_cite_alike(text: str) -> None:
    """With marks in the text or without."""
    assert '<sup class="cite"><a href="#source-one" aria-label="source 1">1</a></sup>' in to_html(text, CONTEXT)


def test_a_line_has_no_paragraph() -> None:
    """Inline text can stand in a heading or a cell."""
    assert to_inline("Plain [@one]", CONTEXT).startswith("Plain")
    assert "p" not in seen(to_inline("*Not* plain", CONTEXT)).tags


def test_the_result_is_marked_as_safe() -> None:
    """Templates do not escape it a second time."""
    assert isinstance(to_html("x", CONTEXT), Markup)
    assert isinstance(to_inline("*x*", CONTEXT), Markup)


def test_headings_stand_one_level_down_with_anchors() -> None:
    """The page's title is the only first-level heading."""
    text = "# One\n\n## Two & three [@one]\n\n## One\n"

    found = headings(text)

    assert found == (
        Heading("One", "story-one"),
        Heading("Two & three", "story-two-three"),
        Heading("One", "story-one-2"),
    )
    for heading in found:
        assert f'<h2 id="{heading.anchor}">' in to_html(text, CONTEXT)


def test_anchors_of_a_story_are_unique() -> None:
    """Each line of the contents list leads somewhere else."""
    text = "## One\n\n## One 2\n\n## One\n"

    anchors = [heading.anchor for heading in headings(text)]

    assert anchors == ["story-one", "story-one-2", "story-one-3"]
    assert all(f'id="{anchor}"' in to_html(text, CONTEXT) for anchor in anchors)


def test_a_chart_block_is_drawn_by_whoever_renders() -> None:
    """Its content goes to the context's own function, and is code without one."""
    text = "```chart\nindicator: x\n```\n"

    drawn = to_html(
        text,
        Context(link=CONTEXT.link, chart=lambda content: Markup("<figure>") + escape(content) + Markup("</figure>")),
    )

    assert drawn == "<figure>indicator: x\n</figure>"
    assert seen(to_html(text, CONTEXT)).tags == {"pre", "code"}


def test_chart_blocks_know_their_line() -> None:
    """A fault in a block is told by the line it begins on."""
    assert charts("one\n\n```chart\na: 1\n```\n\n```yaml\nb: 2\n```\n") == ((2, "a: 1\n"),)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It *fell* by **12%** [@one].", "It fell by 12%."),
        ("See [the lamps](practice:test-lamps), [@one; @two-2].", "See the lamps,."),
        ("## A heading\n\n- one\n- two", "A heading - one - two"),
    ],
)
def test_plain_text_for_descriptions_and_search(text: str, plain: str) -> None:
    """No marks, no citations, one line."""
    assert to_plain(text) == plain


def test_text_for_paper_is_plain_runs() -> None:
    """Words, emphasis and the numbers of sources; a link keeps its words, HTML and what looks like markup stay text."""
    text = "Two *soft* and **loud** words [@one; @two-2].\n\n- [Lamps](practice:test-lamps) <b>#x</b> [@one; computed]"

    assert to_runs(text, CONTEXT.numbers) == (
        (
            Run("Two "), Run("soft", "em"), Run(" and "), Run("loud", "strong"), Run(" words"), Run(cites=(1, 2)), Run("."),
        ),
        (Run("Lamps"), Run(" <b>#x</b>"), Run(cites=(1,), computed=True)),
    )  # fmt: skip


@given(st.text())
def test_no_word_is_lost_on_paper(text: str) -> None:
    """Letters and digits of any text without marks come out again."""
    words = "".join(filter(str.isalnum, text))

    found = "".join(run.text for block in to_runs(f"w {words}", {}) for run in block)

    assert found == f"w {words}".strip()
