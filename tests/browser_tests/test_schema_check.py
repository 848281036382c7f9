"""The check of a record in the browser: over thousands of cases it finds what the build finds, in the same words."""

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser
from pydantic import ValidationError

from generator.catalog import Catalog
from generator.checks.references import unknown_reference, value_outside_vocabulary
from generator.checks.subject import Subject
from generator.load import load
from generator.problem import did_you_mean
from generator.reading.records import Entry
from generator.reading.words import words, worth_telling
from generator.schema import RECORDS
from tests.browser_tests.modules import asking
from tests.mutants import Case, mutants, real
from tests.support import OWN_DAY, ROOT, as_read

EACH = 25
"""Mutations of every record."""
EVALUATE = """async ({ check, holds }, { bases, changes, known }, origin) => {
  const schemas = {};
  for (const kind of new Set(bases.map(([kind]) => kind))) schemas[kind] = await (await fetch(`${origin}/schemas/${kind}.schema.json`)).json();
  return changes.map(([base, put, gone]) => {
    const [kind, record] = bases[base];
    const changed = { ...record, ...put };
    for (const name of gone) delete changed[name];
    const found = check(schemas[kind], changed, known);
    return { found: found.map(({ path, rule, message, hint }) => [path, rule, message, hint]), kept: holds(schemas[kind], schemas[kind], changed) };
  });
}"""
POINTING = {"unknown-reference", "value-outside-vocabulary"}

Told = tuple[tuple[str | int, ...], str, str, str]
"""One finding: where, the rule, the message, the hint."""


class Judged(NamedTuple):
    """A case, what the build tells of it, what the browser tells, and whether the browser's schema accepts it."""

    case: Case
    build: Sequence[Told]
    browser: Sequence[Told]
    kept: bool


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The repository's own records."""
    return load(ROOT, OWN_DAY).catalog


@pytest.fixture(scope="module")
def judged(browser: Browser, origin: str, catalog: Catalog) -> Sequence[Judged]:
    """Every real record and its mutations, judged by both; asked of the browser in one evaluation."""
    chance = random.Random(1123)  # noqa: S311 cases, no secrets
    groups = [[case, *_mistaken(case, chance)] for case in real()]
    cases = [case for group in groups for case in group]
    asked = [_change(number, group[0], case) for number, group in enumerate(groups) for case in group]
    bases = [(group[0].kind, group[0].record) for group in groups]
    with asking(browser, origin, "schema_check") as ask:
        answers = ask(EVALUATE, {"bases": bases, "changes": asked, "known": {"place": sorted(catalog.places)}})
    return [
        Judged(case, sorted(of_build(catalog, case), key=repr), sorted(map(_told, one["found"]), key=repr), one["kept"])
        for case, one in zip(cases, answers, strict=True)
    ]


def _mistaken(case: Case, chance: random.Random) -> Iterator[Case]:
    """The record with one mistake, and with three."""
    yield from mutants(case, chance, EACH)
    for once in mutants(case, chance, 2):
        for twice in mutants(once, chance, 1):
            yield from mutants(twice, chance, 1)


def _change(number: int, base: Case, case: Case) -> tuple[int, dict[str, Any], list[str]]:
    """A case as the fields that it changes in a record: ten times less to send than the records themselves."""
    same = {name for name in case.record if json.dumps(case.record[name]) == json.dumps(base.record.get(name, _NONE))}
    put = {name: value for name, value in case.record.items() if name not in same}
    return number, put, [name for name in base.record if name not in case.record]


_NONE = "\0"


def _told(found: Any) -> Told:
    path, rule, message, hint = found
    return tuple(path), rule, message, hint


def of_build(catalog: Catalog, case: Case) -> Iterator[Told]:
    """What the build tells of a case: of its shape or, when that is sound, of the terms and records it names."""
    kind = RECORDS[case.kind]
    try:
        record = kind.model_validate(as_read(case.record))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if worth_telling(detail):
                rule, message, hint = words(kind, detail)
                yield detail["loc"], rule, _as_json(message), _as_json(hint)
        return
    subject = Subject(case.kind, Entry("x", "x", record), catalog)
    for rule, check in (
        ("unknown-reference", unknown_reference),
        ("value-outside-vocabulary", value_outside_vocabulary),
    ):
        for finding in check(subject):
            if not finding.words and finding.at[-1] != "replaced_by":
                yield finding.at, rule, finding.message, finding.hint


def _as_json(text: str) -> str:
    """Words with numbers as a browser knows them, to whom 99.0 is 99."""
    return re.sub(r"(?<=\d)\.0(?![\d.\"])", "", text)


def test_the_browser_says_what_the_build_says(judged: Sequence[Judged]) -> None:
    """The same findings at the same places in the same words, over every record and what was done to it."""
    shape = [(one.build, [told for told in one.browser if told[1] not in POINTING]) for one in judged]
    shape = [(build if build and build[0][1] not in POINTING else [], found) for build, found in shape]
    other = [(one.case.id, *pair) for one, pair in zip(judged, shape, strict=True) if list(pair[0]) != list(pair[1])]

    assert len(judged) > 3000
    assert other[:3] == []
    assert len({told[1:3] for one in judged for told in one.build}) > 500


def test_unknown_terms_and_records_are_told(judged: Sequence[Judged]) -> None:
    """In the words of the checks, also of a record that has other faults; of a sound one they are all that is told."""
    sound = [one for one in judged if not {told[1] for told in one.build} - POINTING]

    assert [(one.case.id, one.build, one.browser) for one in sound if list(one.build) != list(one.browser)][:3] == []
    assert Counter(told[1] for one in sound for told in one.build).keys() == POINTING
    rules = [{told[1] for told in one.browser} for one in judged]
    assert any(found - POINTING and found & POINTING for found in rules)


def test_findings_and_schema_agree(judged: Sequence[Judged]) -> None:
    """What is told of is refused, and what is refused is told of; places that no schema lists apart."""
    told = [(one, [told for told in one.browser if not told[2].startswith('no place "')]) for one in judged]

    assert [(one.case.id, one.kept, found) for one, found in told if one.kept == bool(found)][:3] == []
    assert any(len(found) < len(one.browser) for one, found in told)


def test_every_kind_of_finding_is_met(judged: Sequence[Judged]) -> None:
    """The agreement is not one over a few easy words."""
    rules = {told[1] for one in judged for told in one.build}

    assert rules == {"missing-field", "unknown-field", "computed-field", "wrong-type", "not-allowed", "bad-date", "bad-id", "bad-link", *POINTING}  # fmt: skip


def test_the_nearest_word_is_pythons(browser: Browser, origin: str, catalog: Catalog) -> None:
    """A suggestion is worth nothing if the next run of the build suggests another."""
    chance = random.Random(7)  # noqa: S311 cases, no secrets
    known = sorted(catalog.places)[:400] + sorted(catalog.practices) + ["Straße", "İstanbul", "été"]
    asked = [_misspelt(chance.choice(known), chance) for _ in range(400)] + ["", "x" * 201, "STRASSE", "ZZZ"]
    with asking(browser, origin, "near") as ask:
        answers = ask(
            "({ didYouMean }, { asked, known }) => asked.map((word) => didYouMean(word, known))",
            {"asked": asked, "known": known},
        )

    pairs = [(word, did_you_mean(word, known), found) for word, found in zip(asked, answers, strict=True)]
    assert [pair for pair in pairs if pair[1] != pair[2]] == []
    assert sum(1 for _, said, _ in pairs if said) > 200


def _misspelt(word: str, chance: random.Random) -> str:
    letters = list(word)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(letters) or 1)
        letters[at : at + chance.randint(0, 2)] = chance.choice(["", "x", "-", "aa"])
    return "".join(letters)
