"""How we rate: the page says every rule as the table has it, rates its cases, and the rules are there as data."""

import json
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from generator.analysis import effect
from generator.analysis.rules import BASE, LABELS, ORDER, RULES, SCHEMES, Condition
from generator.analysis.worked import CASES
from generator.exports import rules as export
from generator.load import Loaded, load
from generator.pages import method, words
from generator.pages.view import Library
from tests.site_fixtures import Read, Workshop
from tests.support import OWN_DAY, ROOT

pytest_plugins = ("tests.site_fixtures.fixtures",)

SETTINGS = {"name": "Beacon", "url": "https://beacon.example/"}
PAGE = "how-we-rate/index.html"


@pytest.fixture(scope="module")
def page(finished: Workshop) -> Read:
    """The page in the small library."""
    return Read(finished.read(PAGE))


@pytest.fixture(scope="module")
def own() -> str:
    """The body of the page in the repository's own library."""
    (output,) = method.pages(Library(load(ROOT, OWN_DAY).catalog, SETTINGS))
    made = output.content()
    assert not isinstance(made, bytes)
    return str(made.body)


@pytest.fixture(scope="module")
def table(finished: Workshop) -> dict[str, Any]:
    """The rules as data."""
    found: dict[str, Any] = json.loads(finished.read(export.ADDRESS))
    return found


@pytest.mark.parametrize("id", RULES)
def test_every_rule_is_printed(own: str, id: str) -> None:
    """Its sentence, its reason and the scheme it takes after."""
    rule = RULES[id]

    assert str(escape(rule.sentence)) in own
    assert str(escape(rule.reason)) in own
    assert f'id="rule-{id}"' in own
    assert not rule.follows or SCHEMES[rule.follows].url in own


def test_every_label_level_direction_and_flag_is_explained(own: str) -> None:
    """None is left to be guessed."""
    for text in (*(w.name for w in words.LABELS.values()), *(w.meaning for w in words.LABELS.values()), *words.LEVELS):
        assert str(escape(text)) in own
    for text in (*words.DIRECTIONS.values(), *words.FLAGS.values()):
        assert str(escape(text[:1].upper() + text[1:])) in own
    assert set(method.DIRECTIONS) == set(LABELS)
    assert len(method.LEVELS) == len(words.LEVELS)


def test_labels_are_told_by_level_as_the_table_has_them() -> None:
    """The levels of a label are next to each other, and all of them are told."""
    assert method.spans("improved") == [
        ("described", "E0"), ("emerging", "E1 to E2"), ("promising", "E3"), ("strong", "E4"), ("proven", "E5"),
    ]  # fmt: skip
    for direction, labels in LABELS.items():
        assert list(dict.fromkeys(labels)) == [label for label, _ in method.spans(direction)]
        assert all(list(labels) == sorted(labels, key=labels.index) for labels in LABELS.values())


def test_every_design_begins_somewhere() -> None:
    """Once, at the level the table gives it."""
    told = {design: level for level, found in method.designs().items() for design in found}

    assert told == BASE


def test_worked_cases_name_their_record_or_are_called_made_up(own: str) -> None:
    """A real case links to the record that holds its figures."""
    for case in CASES:
        part = own.split(f'id="case-{case.id}"')[1].split("</section>")[0]
        assert str(escape(case.title)) in part
        assert (f"../practices/{case.record}/" in part) if case.record else ("Made up." in part)


def test_a_case_whose_record_is_not_held_is_left_out(loaded: Loaded) -> None:
    """A library without the record shows no figure that it has no source for."""
    shown = [each.case.id for each in method.worked(Library(loaded.catalog, SETTINGS))]

    assert shown == [case.id for case in CASES if not case.record]


def test_the_page_is_found(finished: Workshop, page: Read) -> None:
    """By its section, its sitemap, and the pages that said it."""
    assert page.text("h1") == "How we rate"
    assert "<loc>https://beacon.example/how-we-rate/</loc>" in finished.read("sitemap.xml")
    assert "../how-we-rate/" in Read(finished.read("how-we-work/index.html")).values("href")
    assert "../../how-we-rate/" in Read(finished.read("practices/test-lamps/index.html")).values("href")
    assert "../../how-we-rate/" in Read(finished.read("approaches/test-lighting/index.html")).values("href")


def test_every_field_has_a_label(page: Read) -> None:
    """And no field has a style or a handler of its own."""
    fields = [tag for name in ("input", "select") for tag in page.all(name) if "c-" in tag.get("id", "")]
    labels = {tag["for"] for tag in page.all("label") if "for" in tag}

    assert len(fields) > 20
    assert {tag["id"] for tag in fields} <= labels
    assert len({tag["name"] for tag in fields}) == len(fields)
    assert not [name for tag in fields for name in tag if name == "style" or name.startswith("on")]


def test_smallest_falls_shrink_with_cases_and_areas() -> None:
    """The printed table falls to the right and downwards."""
    rows = [[100 if fall is None else fall for fall in falls] for _, falls in method.smallest_falls()]

    assert all(row == sorted(row, reverse=True) for row in rows)
    assert all(list(column) == sorted(column, reverse=True) for column in zip(*rows, strict=True))


def test_rules_as_data_hold_the_whole_table(table: dict[str, Any]) -> None:
    """Levels, rules with their conditions, labels and their order."""
    assert table["base"] == BASE
    assert {label: tuple(found) for label, found in table["labels"].items()} == LABELS
    assert tuple(table["order"]) == ORDER
    assert tuple(table["levels"]) == words.LEVELS
    assert [rule["id"] for rule in table["rules"]] == list(RULES)
    for told in table["rules"]:
        rule = RULES[told["id"]]
        assert (told["kind"], told["sentence"], told["at_most"], told["from_level"]) == (rule.kind, rule.sentence, rule.at_most, rule.from_level)  # fmt: skip
        alternatives = tuple(
            tuple(Condition(c["fact"], c["test"], tuple(c["value"]) if isinstance(c["value"], list) else c["value"]) for c in each)
            for each in told["when"]
        )  # fmt: skip
        assert alternatives == rule.when


def test_rules_as_data_hold_every_threshold(table: dict[str, Any]) -> None:
    """What the browser reckons with is what Python reckons with, to the last digit."""
    found = table["thresholds"]

    assert found["police_dispersion"] == effect.POLICE_DISPERSION
    assert found["smallest_share"] == effect.SMALLEST_SHARE
    assert found["smallest_standardised"] == effect.SMALLEST_STANDARDISED
    assert found["smallest_cell"] == effect.SMALLEST_CELL
    assert found["z"]["95"] == effect.Z95


def test_rules_as_data_come_in_a_stable_order(finished: Workshop) -> None:
    """Written twice, the same bytes; a line for each value, so that a change is read as a difference."""
    (output,) = export.files(Library(load(Path(ROOT), OWN_DAY).catalog, SETTINGS))

    assert output.content() == finished.read(export.ADDRESS).encode()
    assert finished.read(export.ADDRESS).count("\n") > 200
