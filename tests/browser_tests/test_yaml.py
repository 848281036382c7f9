"""The file that the browser writes of a record: the strict reader reads the same values, and it has the style of all."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator.load.folders import FOLDERS
from generator.reading.markdown_file import split
from generator.reading.strict_yaml import load
from generator.schema import RECORDS
from generator.style import canonical, canonical_page, schema_of, written
from tests.browser_tests.modules import Ask, asking
from tests.mutants import real
from tests.support import ROOT, as_read

MADE = 600
WRITE = """async ({ yaml, schemaOf }, given, origin) => {
  const schemas = {};
  for (const kind of ["practice", "approach", "city"]) schemas[kind] = await (await fetch(`${origin}/schemas/${kind}.schema.json`)).json();
  return given.map(([kind, record, path]) => yaml(record, schemas[kind], path ? schemaOf(kind, path) : ""));
}"""
PATHS = {"practice": "practices/x.yaml", "approach": "practices/approaches/x.yaml"}
NASTY = (
    ":", ": ", " #", "#", "- ", "-", "? ", "NO", "no", "yes", "null", "~", "true", "False", "012", "12", "1.5", ".5", "1e3", "1e999", "0x1f", "12:30",
    "2026-03-21", "\n", "\n\n", "\n ", " \n", " ", "  ", "\t", "'", '"', "\\", "\\n", "%", "&a", "*b", "!c", "{", "}", "[", "]", ",", "@", "`", "---", "...",
    "\n---\n", "|", ">-", "=", "<<", "👩‍👩‍👧", "🇿🇦", "\u200f", "\u202e", "שלום", "مرحبا", "\u2028", "\u0085", "\ufeff", "\u00a0", "\u200b", "é", "\r", "\r\n", "x" * 130,
    "word " * 40, "[@key]", "Größe", "</script>", "{{ x }}",
)  # fmt: skip
"""Pieces that a careless writer of YAML gets wrong."""


def texts() -> st.SearchStrategy[str]:
    """Texts of nasty pieces, of any characters but control signs, and of both."""
    plain = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
    piece = st.one_of(st.sampled_from(NASTY), st.text(plain, max_size=6), st.just("word "))
    return st.one_of(st.lists(piece, max_size=8).map("".join), st.text(plain, max_size=200))


def records() -> st.SearchStrategy[dict[str, Any]]:
    """Records of any texts and numbers in fields of every kind, and in fields that nobody knows."""
    number = st.one_of(
        st.integers(-(2**53), 2**53),
        st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15).filter(
            lambda value: value == 0 or abs(value) > 1e-4
        ),
    )
    scalar = st.one_of(texts(), number, st.none(), st.booleans())
    some = st.lists(texts(), max_size=4)
    outcome = st.fixed_dictionaries({"label": texts()}, optional={"counts": st.dictionaries(st.sampled_from(["before", "after", "per"]), scalar)})  # fmt: skip
    return st.fixed_dictionaries(
        {},
        optional={
            "studies": st.lists(st.fixed_dictionaries({"cite": some}, optional={"outcomes": st.lists(outcome, max_size=2), "note": scalar}), max_size=2),
            "summary": texts(), "title": scalar, "keywords": some, "limits": some, "conditions": st.fixed_dictionaries({"helped": some}),
            "scale": st.lists(st.dictionaries(texts().filter(lambda key: not key.isdecimal()), scalar, max_size=3), max_size=2), "unknown": st.lists(st.lists(scalar, max_size=2), max_size=2),
            "places": st.lists(scalar, max_size=30),
        },
    )  # fmt: skip


def as_javascript(value: Any) -> Any:
    """A value as a browser holds it, to whom 99.0 is 99 and minus zero is none."""
    if isinstance(value, dict):
        return {key: as_javascript(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_javascript(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def made() -> Sequence[dict[str, Any]]:
    """Records that hypothesis makes, the same every time."""
    found: list[dict[str, Any]] = []

    @settings(max_examples=MADE, phases=[Phase.generate], database=None)
    @given(records())
    def collect(record: dict[str, Any]) -> None:
        found.append(as_javascript(record))

    collect()
    return found


def told(value: Any) -> str:
    """Values as text that tells 1 from "1" and from true."""
    return json.dumps(value, sort_keys=True)


@pytest.fixture(scope="module")
def asked(browser: Browser, origin: str) -> Iterator[Ask]:
    """Asks the module for something."""
    with asking(browser, origin, "yaml") as ask:
        yield ask


@pytest.fixture(scope="module")
def given_and_written(asked: Ask) -> Sequence[tuple[str, Any, str, str]]:
    """Kind, record, path and text of every real record and of those that hypothesis makes; written in one evaluation."""
    kept = [(case.kind, as_javascript(case.record)) for case in real() if case.kind in ("practice", "approach", "city")]
    each = [
        (kind, record, PATHS.get(kind, "")) for kind, record in [*kept, *(("practice", record) for record in made())]
    ]
    found = asked(WRITE, each)
    return [(*one, text) for one, text in zip(each, found, strict=True)]


def test_the_reader_reads_the_same_values(given_and_written: Sequence[tuple[str, Any, str, str]]) -> None:
    """Whatever the texts hold: colons, quotation marks, words that look like numbers, letters from right to left."""
    other = [
        (record, text, load(text.encode())) for _, record, _, text in given_and_written
        if told(load(text.encode()) or {}) != told(as_read(record))
    ]  # fmt: skip

    assert other[:2] == []
    assert len(given_and_written) > 700


def test_it_has_the_style_of_all(given_and_written: Sequence[tuple[str, Any, str, str]]) -> None:
    """`beacon fmt` leaves it as it is: a first contribution has no lines that a later one must move."""
    pairs = [(written(record, RECORDS[kind], schema_of(kind, path) if path else ""), text) for kind, record, path, text in given_and_written]  # fmt: skip
    again = [
        (canonical(text.encode(), RECORDS[kind], schema_of(kind, path) if path else ""), text)
        for kind, record, path, text in given_and_written
        if record
    ]

    assert [pair for pair in pairs if pair[0] != pair[1]][:2] == []
    assert [pair for pair in again if pair[0] != pair[1]][:2] == []


def test_stories_keep_front_matter_and_text(asked: Ask) -> None:
    """Every story of the repository, and one that holds the marks that close a front matter."""
    (folder,) = (folder for folder in FOLDERS if folder.kind == "city")
    pages = [split(file.read_bytes()) for file in sorted((ROOT / folder.path).glob(folder.pattern))]
    given = [(json.loads(json.dumps(page.data)), page.body) for page in pages]
    odd = [({"title": "x"}, "\r\n\r\n  indented\r\n---\r\n## A **story**\n\n---\n\ntitle: y\n\n"), ({"title": "x"}, "")]
    given += odd
    write = """async ({ markdown }, given, origin) => {
      const schema = await (await fetch(`${origin}/schemas/city.schema.json`)).json();
      return given.map(([front, text]) => markdown(front, text, schema));
    }"""

    found = asked(write, given)

    read = [split(text.encode()) for text in found]
    assert [page.data for page in read] == [as_read(front) for front, _ in given]
    assert [page.body.strip() for page in read] == [text.replace("\r\n", "\n").strip() for _, text in given]
    assert [text for text in found if canonical_page(text.encode(), RECORDS["city"]) != text] == []
    assert read[-2].body == "\n  indented\n---\n## A **story**\n\n---\n\ntitle: y\n"


def test_control_signs_are_refused(asked: Ask) -> None:
    """Nobody sees them, and no file may hold them; half a character and a number that is none are refused too."""
    script = """({ yaml, markdown }) => {
      const codes = [...Array(0xa0).keys()].concat([0xd800, 0xdfff]).filter((code) => code < 0x20 || code > 0x7e);
      const said = (act) => { try { act(); return ""; } catch (error) { return `${error.name}: ${error.message}`; } };
      const odd = codes.map((code) => [code, said(() => yaml({ title: `a${String.fromCharCode(code)}b` }, {}))]);
      const story = said(() => markdown({}, "a\\u0007b", {}));
      return { odd, story, numbers: [NaN, Infinity].map((value) => said(() => yaml({ value }, {}))) };
    }"""
    found = asked(script)

    refused = {code: said for code, said in found["odd"] if said}
    assert refused.keys() == {*range(0x20), *range(0x7F, 0xA0), 0xD800, 0xDFFF} - {0x09, 0x0A, 0x0D, 0x85}
    assert refused[7] == found["story"] == "Unwritable: the invisible character U+0007"
    assert found["numbers"] == ["Unwritable: NaN is not a number", "Unwritable: Infinity is not a number"]


def test_what_says_nothing_is_left_out(asked: Ask) -> None:
    """Fields never filled in, at every depth; zero and no are answers."""
    given = {
        "a": "",
        "b": [],
        "c": {"d": None, "e": [{"f": ""}]},
        "g": 0,
        "h": False,
        "i": ["", "x"],
        "j": {"k": {"l": "m", "n": []}},
    }

    assert asked("({ withoutEmpty }, given) => withoutEmpty(given)", given) == {
        "g": 0,
        "h": False,
        "i": ["x"],
        "j": {"k": {"l": "m"}},
    }
    assert (
        asked("({ yaml }) => yaml({ a: undefined, b: { c: undefined }, d: [undefined, 'x'] }, {})")
        == "b: {}\nd:\n  - x\n"
    )
