"""Addresses at the repository host: what is in them comes out again as it was, none is too long, and none leads elsewhere."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.browser_tests.modules import Ask, asking
from tests.browser_tests.test_yaml import texts

HOST = "https://github.com/safer/beacon"
LIMIT = 8191
"""Bytes of an address that GitHub takes."""
FILE = {"host": HOST, "branch": "main", "folder": "practices", "name": "a-b.yaml", "text": "title: x\n"}


@pytest.fixture(scope="module")
def asked(browser: Browser, origin: str) -> Iterator[Ask]:
    """Asks the module for something."""
    with asking(browser, origin, "host") as ask:
        yield ask


def new_files(ask: Ask, *given: dict[str, Any]) -> list[dict[str, Any]]:
    """The answers for new files, in one evaluation."""
    found: list[dict[str, Any]] = ask("({ newFile }, given) => given.map(newFile)", [{**FILE, **one} for one in given])
    return found


def query(href: str) -> dict[str, list[str]]:
    """What an address asks for."""
    return parse_qs(urlsplit(href).query, keep_blank_values=True, strict_parsing=True)


def test_a_new_file_is_filled_in(asked: Ask) -> None:
    """At the folder of the branch, with name and text."""
    (found,) = new_files(asked, {"branch": "release/2 x", "folder": "content/cities/"})

    assert found["fits"] is True
    assert found["href"].startswith(f"{HOST}/new/release/2%20x/content/cities?")
    assert query(found["href"]) == {"filename": ["a-b.yaml"], "value": ["title: x\n"]}


def test_every_text_arrives_as_it_was(asked: Ask) -> None:
    """Whatever characters it holds; what does not fit is left out whole, never cut."""
    made: list[str] = []

    @settings(max_examples=300, phases=[Phase.generate], database=None)
    @given(st.one_of(texts(), texts().map(lambda text: text * 200)))
    def collect(text: str) -> None:
        made.append(text)

    collect()
    found = new_files(asked, *({"text": text} for text in made))

    for text, one in zip(made, found, strict=True):
        assert len(one["href"].encode()) <= LIMIT
        expected = {"filename": ["a-b.yaml"], **({"value": [text]} if one["fits"] and text else {})}
        assert query(one["href"]) == expected
    assert {one["fits"] for one in found} == {True, False}


@pytest.mark.parametrize(("sign", "bytes_of_it"), [("a", 1), ("\n", 3), (" ", 1), ("é", 6), ("م", 6), ("👩", 12)])
def test_the_limit_is_used_up_and_never_passed(asked: Ask, sign: str, bytes_of_it: int) -> None:
    """A text that just fits travels, one sign more does not; letters of other scripts take up to twelve bytes."""
    base = len(new_files(asked, {"text": "-"})[0]["href"]) - 1
    most = (8000 - base) // bytes_of_it

    fits, not_any_more = new_files(asked, {"text": sign * most}, {"text": sign * (most + 1)})

    assert fits["fits"] and 8000 - bytes_of_it < len(fits["href"]) <= 8000
    assert not not_any_more["fits"] and query(not_any_more["href"]) == {"filename": ["a-b.yaml"]}


@pytest.mark.parametrize("part", ["branch", "folder"])
def test_no_part_leads_elsewhere(asked: Ask, part: str) -> None:
    """Dots, questions and fragments in a part stay in it."""
    (found,) = new_files(asked, {part: "../..//a?b#c/./%2e%2e/d"})

    path = urlsplit(found["href"]).path
    assert path.startswith("/safer/beacon/new/")
    assert "a%3Fb%23c/%252e%252e/d" in path
    assert "/../" not in unquote(path)
    assert urlsplit(found["href"]).fragment == ""


def test_a_host_is_on_the_web(asked: Ask) -> None:
    """No script runs by following a link, and what stands behind the path of the host is left out."""
    said = asked(
        "({ newFile }, given) => given.map((one) => { try { return newFile(one).href; } catch (error) { return error.name; } })",
        [
            {**FILE, "host": host}
            for host in ("javascript:alert(1)", "data:text/html,x", "safer/beacon", f"{HOST}/?x=1#y")
        ],
    )

    assert said[:3] == ["TypeError"] * 3
    assert said[3].startswith(f"{HOST}/new/main/practices?filename=")


def test_a_file_to_edit(asked: Ask) -> None:
    """Its text is to be pasted there, which is said."""
    found = asked("({ editFile }, given) => editFile(given)", {**FILE, "path": "content/cities/são-paulo.md"})

    assert found == {"href": f"{HOST}/edit/main/content/cities/s%C3%A3o-paulo.md", "fits": False}


def test_an_issue(asked: Ask) -> None:
    """The form by its name and its fields by their ids; the title alone when they do not fit."""
    given = {"host": HOST, "template": "correction.yml", "title": "A & B", "fields": {"where": "x=1&y", "none": ""}}

    short, long = asked(
        "({ newIssue }, given) => given.map(newIssue)", [given, {**given, "fields": {"where": "x" * 9000}}]
    )

    assert short["fits"] and query(short["href"]) == {
        "template": ["correction.yml"],
        "title": ["A & B"],
        "where": ["x=1&y"],
    }
    assert not long["fits"] and query(long["href"]) == {"template": ["correction.yml"], "title": ["A & B"]}
    assert asked("({ newIssue }, host) => newIssue({ host }).href", HOST) == f"{HOST}/issues/new"
