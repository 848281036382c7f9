"""Every rule is explained: a sentence, a bad example that it refuses, a good one that it accepts, and a page."""

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from generator.checks.examples import EXAMPLES
from generator.checks.told import INCOMING, page_of, rules
from generator.load import Loaded, load
from generator.pages import problems as problem_pages
from generator.pages import rules as rule_pages
from generator.pages.view import Library
from generator.problem import Problem
from tests.support import TESTS, TODAY, beacon, rule_names, seeded

IN_WORDS = {
    "bad-boundaries", "bad-picture", "byte-order-mark", "missing-descriptor", "not-utf-8", "odd-line-end", "over-long-list",
    "picture-with-position", "stray-file", "two-records-for-one-address",
}  # fmt: skip
"""Rules whose fault is in bytes, names or several files: a folder of `broken/` shows them, their examples are words."""


def told(root: Path) -> Counter[str]:
    """How often each rule is told of a library."""
    return Counter(problem.rule for problem in load(root, TODAY).problems)


def test_every_rule_has_an_example() -> None:
    """Whatever the check may tell has a bad and a good example, and no example outlives its rule."""
    assert EXAMPLES.keys() == rule_names()
    assert rules().keys() == rule_names() | INCOMING.keys()
    assert {name for name, example in EXAMPLES.items() if not example.where} == IN_WORDS
    assert all(rule.meaning.endswith(".") and rule.example.bad for rule in rules().values())


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - IN_WORDS))
def test_bad_example_is_refused_and_good_one_is_not(name: str, tmp_path: Path) -> None:
    """The bad example stands in a folder that shows the rule; with the good one in its place the rule is told less
    often, or no more, and no other rule is told instead."""
    example = EXAMPLES[name]
    folders = [TESTS / "broken" / name, *sorted((TESTS / "broken").glob(f"{name}--*"))]
    holding = [
        (folder, f)
        for folder in folders
        for f in sorted(folder.rglob("*.*"))
        if f.name != "expected.txt" and example.bad in _text(f)
    ]
    assert holding, "the bad example stands in a file of a folder"
    folder, shown = holding[0]
    root = seeded(folder, tmp_path / "library")
    before = told(root)
    file = root / shown.relative_to(folder)
    file.write_bytes(_text(file).replace(example.bad, example.good).encode())
    after = told(root)
    assert before[name] > after[name]
    assert not after - before, "the good example breaks another rule"


@pytest.mark.parametrize("name", sorted(IN_WORDS | INCOMING.keys()))
def test_what_no_text_can_show_is_told_with_what_to_do(name: str) -> None:
    """In whole sentences: the fault in one, how to mend it in at least two steps."""
    example = rules()[name].example
    assert example.bad.endswith(".")
    assert example.good.endswith(".") and len(example.good.split()) >= 15


def _text(file: Path) -> str:
    return file.read_bytes().decode("utf-8", "replace")


def test_an_excerpt_stands_at_the_margin() -> None:
    """Lines of JSON lose the indentation that they share; in YAML it has a meaning, and stays."""
    assert rule_pages.excerpt('"a": 1,\n    "b": [\n      2\n    ]', "x.json") == '"a": 1,\n"b": [\n  2\n]'
    assert rule_pages.excerpt("limits:\n  - It is invented.\n", "x.yaml") == "limits:\n  - It is invented."
    assert rule_pages.excerpt('"a": 1\n', "x.json") == '"a": 1'


def test_explain_prints_meaning_and_examples() -> None:
    """What the rule means, what is refused, what is right; a misspelt name is met with the nearest."""
    done = beacon("explain", "figure-without-source")
    assert done.returncode == 0
    assert "cites no source" in done.stdout and "40 streets.\n" in done.stdout and "40 streets [@note]." in done.stdout
    assert all(f"  {name}: " in beacon("explain").stdout for name in ("unreadable", "lost-address", "small-cell"))
    wrong = beacon("explain", "figure-without-sorce")
    assert wrong.returncode == 2 and 'did you mean "figure-without-source"?' in wrong.stderr


def test_every_rule_has_its_page(loaded: Loaded) -> None:
    """The list leads to each, and each says what the command says."""
    made = {output.address: output.content() for output in rule_pages.pages(Library(loaded.catalog, {}))}
    assert made.keys() == {"rules/", *map(page_of, rules())}
    for rule in rules().values():
        assert f'href="../rules/{rule.name}/"' in made["rules/"].body or f'href="{rule.name}/"' in made["rules/"].body
        page = made[page_of(rule.name)]
        shown, where = unescape(str(page.body)), rule.example.where
        for given in (rule.example.bad, rule.example.good):
            said = rule_pages.excerpt(given, where) if where else re.sub("`(.+?)`", r"<code>\1</code>", given)
            assert said in shown
        assert [f'id="{id}"' in page.body for id, _ in page.contents] == [True, True]


def test_problems_in_the_preview_lead_to_the_page_of_their_rule(loaded: Loaded) -> None:
    """The name of the rule is a link."""
    problem = Problem("practices/x.yaml", 1, 1, "lead-actor", "no actor has the part lead")
    page = next(problem_pages.pages(Library(loaded.catalog, {}), [problem])).content()
    assert '<a href="../rules/lead-actor/">lead-actor</a>' in page.body
