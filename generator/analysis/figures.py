"""Figures in prose: which numbers a sentence states, which sources it cites, and whether those sources say so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

CITE_GROUP = re.compile(r"\[(@[a-z0-9-]+(?:;\s*@[a-z0-9-]+)*)(?:;\s*(computed))?\]")
"""A group of citations, Pandoc's way: `[@abramsky-2014]`, `[@a; @b]`, `[@a; computed]`."""

_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_EXEMPT = re.compile(
    rf"""
    {CITE_GROUP.pattern}
    | \]\([^)\s]*\)                                   # where a link leads
    | https?://\S+
    | \b\d{{1,2}}(?:\s?(?:-|–|to|and)\s?\d{{1,2}})?\s(?:{_MONTH})\b   # 21 March, 27-31 May
    | \b(?:{_MONTH})\s\d{{1,2}}\b(?!\d)
    | \b(?:19|20)\d\d(?:[/–-](?:\d\d|(?:19|20)\d\d))?(?:s\b)?(?![\d,.]\d|\s?(?:%|percent|people|cases|streets))\b  # years and school years
    | \b[A-Z]{{2,}}[a-z]*-\d+\b                       # COVID-19
    """,
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d{1,2}:\d\d|\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_WORDS = {
    word: Decimal(value)
    for value, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
_SCALE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)
_SCALED = re.compile(rf"({_NUMBER.pattern})\s+({'|'.join(_SCALE)})", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"'“(\[A-Z0-9])|\n\s*\n|\n(?=\s*[-*] )")
_LIST_NUMBER = re.compile(r"[ \t]*(\d{1,9})[.)][ \t]+")

Figure = Decimal | str
"""A number, or a time of day such as `3:30`."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its text, the keys it cites, whether it declares its figures computed, and those figures."""

    text: str
    cites: tuple[str, ...]
    computed: bool
    figures: tuple[Figure, ...]


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a Markdown text, the numbers of its lists as dashes. A citation belongs to the sentence it
    stands in."""
    for part in _SENTENCE.split(_unnumbered(text)):
        computed = any(group[2] for group in CITE_GROUP.finditer(part))
        yield Sentence(part, cited(part), computed, _stated(part))


def cited(text: str) -> tuple[str, ...]:
    """The keys of the sources that a text cites, in order."""
    return tuple(key.strip().removeprefix("@") for group in CITE_GROUP.finditer(text) for key in group[1].split(";"))


def figures(text: str) -> tuple[Figure, ...]:
    """The numbers a text states, years, dates and numbers of lists left out; `6.9 million` counts as 6,900,000."""
    return _stated(_unnumbered(text))


def _unnumbered(text: str) -> str:
    """A text with dashes for the numbers of its lists. As in Markdown, a list within a paragraph begins with 1, so that
    a figure that happens to open a line stays one."""
    lines = text.split("\n")
    fresh, in_list = True, False
    for index, line in enumerate(lines):
        item = _LIST_NUMBER.match(line)
        if item and (fresh or in_list or item[1] == "1"):
            lines[index] = f"- {line[item.end() :]}"
            in_list = True
        fresh = not line.strip()
        in_list = in_list and not fresh
    return "\n".join(lines)


def _stated(text: str) -> tuple[Figure, ...]:
    if not _DIGIT.search(text):
        return ()
    bare = _EXEMPT.sub(" ", text)
    scaled = {m.start(1): m for m in _SCALED.finditer(bare)}
    return tuple(
        _value(m[0]) if m.start() not in scaled else _times(_value(m[0]), scaled[m.start()][2])
        for m in _NUMBER.finditer(bare)
    )


def figures_supported(supports: str) -> frozenset[Figure]:
    """Every number that a citation's `supports` states, in digits or, up to twelve, in words; years included."""
    found: set[Figure] = {_value(m[0]) for m in _NUMBER.finditer(supports)}
    found.update(_WORDS[m[1].lower()] for m in _WORD.finditer(supports))
    found.update(_times(_value(m[1]), m[2]) for m in _SCALED.finditer(supports))
    return frozenset(found)


def as_figure(value: float) -> Decimal:
    """A number of a record as a figure that can be looked for in `supports`; signs do not count."""
    return abs(Decimal(repr(value))).normalize()


def _value(token: str) -> Figure:
    if ":" in token:
        return token
    return Decimal(re.sub(r"[,\u202f\u00a0]", "", token)).normalize()


def _times(value: Figure, word: str) -> Figure:
    return value if isinstance(value, str) else (value * _SCALE[word.lower()]).normalize()
