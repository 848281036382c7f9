"""Contributors' Markdown to safe HTML: no raw HTML, only known links, citations as numbers that lead to their source."""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, pairwise
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from generator.analysis.figures import CITE_GROUP
from generator.model.fields import REFERABLE

REFERENCE = re.compile(rf"({'|'.join(REFERABLE)}):([A-Za-z0-9-]+)")
LINK = re.compile(r"\]\(([^)\s]+)\)")
_PLAIN = re.compile(r"[\w .,;:'’‘“”\"()%/$£€+=–—…?°²³\u00a0-]*")
_SPACE_BEFORE_CITE = re.compile(r"(?<!\s)\s+(?=\[@[a-z0-9-]+)")
_LIST_START = re.compile(r"\s*(?:[-+]|\d+[.)])\s")


@dataclass(frozen=True)
class Context:
    """What a text may point at: `link` gives the address of (kind, id) or None, `numbers` the number of each source."""

    link: Callable[[str, str], str | None]
    numbers: Mapping[str, int] = field(default_factory=dict)
    chart: Callable[[str], Markup] | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a story: its text and the anchor it carries."""

    text: str
    anchor: str


def to_html(text: str, context: Context) -> Markup:
    """Paragraphs, lists, tables and emphasis of a text as HTML."""
    text = _SPACE_BEFORE_CITE.sub("", text)
    if plain := _plain(text, context):
        return Markup("<p>") + plain + Markup("</p>\n")
    return Markup(_MARKDOWN.render(text, {"context": context, "anchors": set()}))  # noqa: S704 the renderer escapes


def to_inline(text: str, context: Context) -> Markup:
    """The same for a single line: no paragraph around it."""
    text = _SPACE_BEFORE_CITE.sub("", text)
    return _plain(text, context) or Markup(_MARKDOWN.renderInline(text, {"context": context}))  # noqa: S704


def to_plain(text: str) -> str:
    """A text without marks and citations, for descriptions and search."""
    bare = CITE_GROUP.sub("", text)
    bare = re.sub(r"\[([^\[\]\n]*)\]\([^)\s]*\)", r"\1", bare)
    return re.sub(r"\s+", " ", re.sub(r"[*_`>#|]+", "", bare)).replace(" .", ".").replace(" ,", ",").strip()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text for paper: words set in one way, or the numbers of sources that stand behind the words before."""

    text: str = ""
    style: Literal["", "em", "strong"] = ""
    cites: tuple[int, ...] = ()
    computed: bool = False


def to_runs(text: str, numbers: Mapping[str, int]) -> tuple[tuple[Run, ...], ...]:
    """The paragraphs and list items of a text as plain runs, for what is not HTML. Links keep their words only."""
    tokens = _MARKDOWN.parse(_SPACE_BEFORE_CITE.sub("", text), {})
    blocks = [tuple(_runs(token, numbers)) for token in tokens if token.type == "inline"]
    blocks += [(Run(token.content),) for token in tokens if token.type in {"fence", "code_block"}]
    return tuple(block for block in blocks if block)


def _runs(inline: Token, numbers: Mapping[str, int]) -> Iterator[Run]:
    styles: list[Literal["em", "strong"]] = []
    for token in inline.children or ():
        match token.type:
            case "em_open" | "strong_open":
                styles.append("em" if token.type == "em_open" else "strong")
            case "em_close" | "strong_close":
                styles.pop()
            case "citation":
                keys = (key.strip().removeprefix("@") for key in token.meta["keys"].split(";"))
                cites = tuple(numbers[key] for key in keys if key in numbers)
                if cites or token.meta["computed"]:
                    yield Run(cites=cites, computed=token.meta["computed"])
            case "softbreak" | "hardbreak":
                yield Run(" ")
            case _ if token.content:
                yield Run(token.content, styles[-1] if styles else "")


def headings(text: str) -> tuple[Heading, ...]:
    """The second-level headings of a story, for its contents list."""
    tokens = _MARKDOWN.parse(text, {})
    taken: set[str] = set()
    return tuple(
        Heading(to_plain(inline.content), _anchor(inline.content, taken))
        for opening, inline in pairwise(tokens)
        if opening.type == "heading_open"
    )


def charts(text: str) -> tuple[tuple[int, str], ...]:
    """The chart blocks of a story: line within the text, from 0, and their content."""
    return tuple(
        (token.map[0] if token.map else 0, token.content)
        for token in _MARKDOWN.parse(text, {})
        if token.type == "fence" and token.info.strip() == "chart"
    )


def _plain(text: str, context: Context) -> Markup | None:
    """The quick way for a text that holds nothing but words and citations; None when it holds more."""
    pieces = CITE_GROUP.split(text)
    words = pieces[::3]
    if not all(_PLAIN.fullmatch(piece) for piece in words) or _LIST_START.match(text):
        return None
    out = [str(escape(words[0]))]
    for keys, computed, after in zip(pieces[1::3], pieces[2::3], words[1:], strict=True):
        out.append(_cite(keys, bool(computed), context.numbers))
        out.append(str(escape(after)))
    return Markup("".join(out).strip())  # noqa: S704 every piece is escaped


def _cite(keys: str, computed: bool, numbers: Mapping[str, int]) -> str:
    links = ", ".join(
        f'<a href="#source-{key}" aria-label="source {numbers[key]}">{numbers[key]}</a>'
        for key in (k.strip().removeprefix("@") for k in keys.split(";"))
        if key in numbers
    )
    said = ' <span class="computed">computed by us</span>' if computed else ""
    return f'<sup class="cite">{links}{said}</sup>' if links or said else ""


def _cite_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[@", state.pos):
        return False
    found = CITE_GROUP.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"keys": found[1], "computed": bool(found[2])}
    state.pos = found.end()
    return True


class _Renderer(RendererHTML):
    """HTML with our links, citations, headings one level down, and charts."""

    def citation(self, tokens: Sequence[Token], index: int, _options: Any, env: MutableMapping[str, Any]) -> str:
        meta = tokens[index].meta
        return _cite(meta["keys"], meta["computed"], env["context"].numbers)

    def link_open(self, tokens: Sequence[Token], index: int, _options: Any, env: MutableMapping[str, Any]) -> str:
        href = str(tokens[index].attrGet("href") or "")
        found = REFERENCE.fullmatch(href)
        if not found:
            return f'<a href="{escape(href)}" rel="noopener nofollow">'
        address = env["context"].link(found[1], found[2])
        return f'<a href="{escape(address)}">' if address else "<a>"

    def heading_open(self, tokens: Sequence[Token], index: int, _options: Any, env: MutableMapping[str, Any]) -> str:
        return f'<h2 id="{_anchor(tokens[index + 1].content, env.setdefault("anchors", set()))}">'

    def heading_close(
        self, _tokens: Sequence[Token], _index: int, _options: Any, _env: MutableMapping[str, Any]
    ) -> str:
        return "</h2>\n"

    def table_open(self, _tokens: Sequence[Token], _index: int, _options: Any, _env: MutableMapping[str, Any]) -> str:
        return '<div class="table-scroll" tabindex="0"><table class="data">\n'

    def table_close(self, _tokens: Sequence[Token], _index: int, _options: Any, _env: MutableMapping[str, Any]) -> str:
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], index: int, _options: Any, env: MutableMapping[str, Any]) -> str:
        token = tokens[index]
        context: Context = env["context"]
        if token.info.strip() == "chart" and context.chart:
            return str(context.chart(token.content))
        return f"<pre><code>{escape(token.content)}</code></pre>\n"


def _anchor(text: str, taken: set[str]) -> str:
    """The anchor of a heading, numbered from 2 when another heading of the story has it already."""
    words = re.sub(r"[^a-z0-9]+", "-", to_plain(text).casefold()).strip("-") or "part"
    candidates = chain([f"story-{words}"], (f"story-{words}-{n}" for n in count(2)))
    anchor = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(anchor)
    return anchor


def _allowed(url: str) -> bool:
    return bool(re.match(r"(?:https?://|mailto:)", url)) or bool(REFERENCE.fullmatch(url))


def _parser() -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark", {"html": False, "linkify": False}, renderer_cls=_Renderer)
        .enable("table")
        .disable(["image", "html_block", "html_inline"])
    )
    parser.validateLink = _allowed  # type: ignore[method-assign]
    parser.inline.ruler.before("link", "citation", _cite_rule)
    return parser


_MARKDOWN = _parser()
