"""The rules on one record in the browser: of every broken record it tells what the build tells, and it names what it leaves."""

import json
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.analysis.effect import contradiction
from generator.checks import RECORD_RULES, name_of
from generator.load import load
from generator.model.outcome import Outcome
from generator.reading import strict_yaml
from generator.reading.signs import look_alike, unseen
from tests.browser_tests.modules import Ask, asking
from tests.support import OWN_DAY, ROOT, TESTS, TODAY, seeded

KINDS = {"practices/approaches": "approach", "practices": "practice", "content/cities": "city"}
TOLD = frozenset({
    "unknown-citation", "citation-never-used", "duplicate-key", "figure-without-source", "figure-not-in-source", "date-out-of-order",
    "private-contact", "bad-link", "raw-html", "odd-character", "look-alike-letter", "over-long-text", "over-long-list", "blank-text", "lead-actor",
    "withdrawn-without-reason", "unknown-study", "beacon-without-duty", "effect-against-values", "picture-without-words",
    "picture-not-free", "picture-twice", "undeclared-stake",
})  # fmt: skip
"""Told by `record_check.js`."""
BY_SCHEMA = frozenset({"unknown-reference", "value-outside-vocabulary"})
"""Told by `schema_check.js` of fields; of links in a text the check of a proposal tells."""
LEFT = frozenset({"bad-chart", "status-without-facts", "too-few-readers"})
"""Left to the check of a proposal: what a chart names, and the steps that editors note."""
OTHER_KINDS = frozenset({"guide-without-checklist", "part-of-nothing"})
"""Rules on records that no form is for."""
ELSEWHERE = frozenset({"beacon-without-duty--evidence", "bad-link", "duplicate-key"})
"""Broken records that need other records to be seen (the ratings of a city's practices), or that reading refuses: the schema tells
of an address, and no form writes a key twice."""
CHECK = """async (module, cases, origin) => {
  const read = async (name) => (await fetch(`${origin}/${name}`)).json();
  const [lists, rules] = [await read("contribute/check.json"), await read("how-we-rate/rules.json")];
  const checks = {};
  for (const kind of ["practice", "approach", "city"]) {
    const form = await read(`contribute/${kind}/form.json`);
    checks[kind] = module.recordCheck(form.sections.flatMap((section) => section.fields), lists);
  }
  return cases.map(([kind, record, story, today]) => checks[kind](record, { story, today, rules }).map(({ rule, path, message }) => [rule, path.join("."), message]));
}"""

Told = Mapping[str, int]
"""How often each rule is told."""


@pytest.fixture(scope="module")
def check(browser: Browser, origin: str) -> Iterator[Ask]:
    """Asks the check of one record."""
    with asking(browser, origin, "record_check") as ask:
        yield ask


@pytest.fixture(scope="module")
def signs(browser: Browser, origin: str) -> Iterator[Ask]:
    """Asks the rules on texts."""
    with asking(browser, origin, "text_check") as ask:
        yield ask


def kind_of(path: Path) -> str:
    """The kind of record a file holds, '' when no form is for it."""
    return KINDS.get(path.parent.as_posix(), "")


def record_in(text: str, path: Path) -> tuple[Any, str]:
    """The data of a record and its story."""
    if path.suffix == ".yaml":
        return strict_yaml.load(text.encode()), ""
    _, front, body = text.split("---\n", 2)
    return strict_yaml.load(front.encode()), body


def as_json(record: Any) -> Any:
    """Days as text, as a form has them."""
    return json.loads(json.dumps(record, default=str))


def broken() -> Iterator[tuple[Path, Path]]:
    """Each folder of broken content with each record in it that a form can hold."""
    for folder in sorted((TESTS / "broken").iterdir()):
        if folder.name.split("--")[0] in TOLD and folder.name not in ELSEWHERE:
            for file in sorted(folder.rglob("*")):
                if file.suffix in {".yaml", ".md"} and kind_of(file.relative_to(folder)):
                    yield folder, file.relative_to(folder)


def test_every_rule_is_told_or_left_by_name() -> None:
    """A new rule of the build is either in the form or on the list of what the form leaves."""
    parts = (TOLD, BY_SCHEMA, LEFT, OTHER_KINDS)

    assert Counter(name for part in parts for name in part) == Counter(map(name_of, RECORD_RULES))


def test_the_form_tells_of_every_broken_record_what_the_build_tells(check: Ask, tmp_path: Path) -> None:
    """Each folder of broken records: the same rules, as often, in the same record; and nothing of any sound record."""
    cases, expected = [], []
    for folder, path in broken():
        root = seeded(folder, tmp_path / f"{folder.name}-{path.stem}")
        problems = [problem for problem in load(root, TODAY).problems if problem.path == path.as_posix()]
        cases.append([kind_of(path), *record_in((root / path).read_text(encoding="utf-8"), path), TODAY.isoformat()])
        expected.append((folder.name, Counter(p.rule for p in problems if p.rule in TOLD)))

    answers = check(CHECK, as_json(cases))
    found = [(name, Counter(rule for rule, _, _ in told)) for (name, _), told in zip(expected, answers, strict=True)]

    assert [(a, b) for a, b in zip(found, expected, strict=True) if a != b] == []
    reached = {rule for _, rules in expected for rule in rules}
    assert sorted(TOLD - reached) == ["bad-link", "duplicate-key"] or reached == TOLD


def test_the_form_tells_nothing_of_records_that_the_build_accepts(check: Ask) -> None:
    """All records of the library, with their stories."""
    catalog = load(ROOT, OWN_DAY).catalog
    entries = [(kind, entry) for kind, entry in catalog.entries if kind in KINDS.values()]
    cases = [
        [kind, *record_in((ROOT / entry.path).read_text(encoding="utf-8"), Path(entry.path)), OWN_DAY.isoformat()]
        for kind, entry in entries
    ]

    answers = check(CHECK, as_json(cases))

    assert len(cases) > 100
    assert [(entry.id, told) for (_, entry), told in zip(entries, answers, strict=True) if told] == []


# Signs


OVER_ALL = """async ({ signsOf }, [around], origin) => {
  const { unseen } = signsOf((await (await fetch(`${origin}/contribute/check.json`)).json()).signs);
  const [before, behind] = around;
  const found = [];
  for (let n = 0; n <= 0x10ffff; n += 1) {
    if (n >= 0xd800 && n <= 0xdfff) continue;
    const is = unseen(before + String.fromCodePoint(n) + behind) !== "";
    if (is !== found.length % 2 > 0) found.push(n);
  }
  return found;
}"""
ASK = """async ({ signsOf }, texts, origin) => {
  const { unseen, lookAlike } = signsOf((await (await fetch(`${origin}/contribute/check.json`)).json()).signs);
  return texts.map((text) => [unseen(text), ...lookAlike(text)]);
}"""
POINTS = [n for n in range(0x110000) if not 0xD800 <= n <= 0xDFFF]


@pytest.mark.parametrize(
    "around", [("", ""), ("a", "b"), ("\u0645", "\u06cc"), ("\u2600", "\u2600"), ("\U0001f469", "\U0001f4bb")]
)
def test_every_sign_of_unicode_is_seen_alike(signs: Ask, around: tuple[str, str]) -> None:
    """Over a million signs, compared where seen and unseen ones change: alone, between Latin letters, between letters that need joiners, and beside pictographs."""
    before, behind = around

    runs = [
        (is_unseen, next(run)) for is_unseen, run in groupby(POINTS, lambda n: bool(unseen(before + chr(n) + behind)))
    ]
    expected = [n for is_unseen, n in runs if n or is_unseen]

    assert signs(OVER_ALL, [around]) == expected
    assert len(expected) > 1000


def test_texts_of_mixed_signs_are_judged_alike(signs: Ask) -> None:
    """Thousands of texts: which sign is unseen, which word mixes alphabets, and by which letter."""
    chance = random.Random(41)  # noqa: S311 cases, no secrets
    alphabets = "".join(map(chr, range(0x370, 0x530)))
    letters = "abcxyzABO éüñ-'.0123 ²Ⅳ_" * 8 + "аеорсухіАВЕНОРСТΑΒΕο" * 4 + alphabets
    odd = "\u200b\u200c\u200d\u202e\ufe0f\u00ad\u2028\u3164\ufffd\u0645\u06cc☀👩💻\u0301\U000e0100"
    texts = ["".join(chance.choice(letters if chance.random() < 0.95 else odd) for _ in range(12)) for _ in range(6000)]
    texts += ["Tеst", "Δt", "β-blocker", "Москва", "Ηello", "naïve", "x\u0430", "", "\ufe0f"]

    expected = [[unseen(text), *look_alike(text)] for text in texts]

    assert signs(ASK, texts) == expected
    assert sum(1 for sign, _, _ in expected if sign) > 500 and sum(1 for _, word, _ in expected if word) > 200
    assert {unicodedata.name(sign).split()[0] for _, _, sign in expected if sign} == {"GREEK", "CYRILLIC"}


# Figures beside their values


def outcomes() -> Sequence[Mapping[str, Any]]:
    """Outcomes with a figure of every kind beside values of every kind, some of which agree."""
    chance = random.Random(5)  # noqa: S311 cases, no secrets
    values: tuple[Mapping[str, Any], ...] = (
        {"counts": {"before": 200, "after": 140}},
        {"counts": {"before": 200, "after": 140, "comparison_before": 210, "comparison_after": 205}},
        {"counts": {"after": 40, "comparison_after": 80, "exposure_after": 10, "comparison_exposure_after": 10}},
        {"proportions": {"before": 40, "after": 30, "n_before": 400, "n_after": 410}},
        {"proportions": {"after": 30, "n_after": 410, "comparison_after": 45, "comparison_n_after": 300}},
        {"means": {"after": {"mean": 4, "sd": 2, "n": 80}, "before": {"mean": 5, "sd": 2, "n": 80}}},
    )
    kinds = ("percent_change", "rate_ratio", "odds_ratio", "percentage_points", "standardised")
    return [
        {
            "id": "one", "label": "x", "measure": "robbery", "contrast": "x", "cite": ["a"], "data_source": "police",
            "orientation": chance.choice(["treated_vs_comparison", "after_vs_before"]),
            **value,
            "reported": {"kind": kind, "value": figure, "adjusted": chance.choice(["yes", "no", "not_seen"])},
        }
        for value in values
        for kind in kinds
        for figure in ((0.5, 0.7, 1.0, 1.6) if kind.endswith("ratio") else (-60, -30, -2, 0, 0.4, 20))
    ]  # fmt: skip


def test_a_figure_that_its_values_contradict_is_found_alike(browser: Browser, origin: str) -> None:
    """Every kind of figure beside every kind of values."""
    given, expected = [], []
    for data in outcomes():
        try:
            found = contradiction(Outcome.model_validate({**data, "cite": ("a",)}))
        except ValueError:
            continue
        given.append(data)
        expected.append(None if found is None else [round(effect.value or 0, 9) for effect in found])
    script = """async ({ contradiction }, outcomes, origin) => {
      const read = async (name) => (await fetch(`${origin}/${name}`)).json();
      const [lists, rules] = [await read("contribute/check.json"), await read("how-we-rate/rules.json")];
      return outcomes.map((one) => contradiction(rules, lists.rounding, one)?.map(({ value }) => Number(value.toFixed(9))) ?? null);
    }"""
    with asking(browser, origin, "sense_check") as ask:
        answers = ask(script, given)

    assert answers == expected
    assert len(given) > 50 and 10 < sum(1 for found in expected if found) < len(given) - 10
