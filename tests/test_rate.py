"""rate: what the page of one record will say of its evidence, in text and as JSON."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.analysis.rules import RULES
from generator.load import load
from generator.output import Page
from generator.pages import approaches, practices, words
from generator.pages.view import Library
from tests.support import TODAY, beacon
from tests.test_cli import DAY, MEDIATORS, spoil

LAMPS = "practices/test-lamps.yaml"
LIGHTING = "practices/approaches/test-lighting.yaml"
SETTINGS = {"name": "Beacon", "url": "https://example.org/"}


def rated(small: Path, given: str, *, code: int = 0) -> Any:
    """The JSON of one record."""
    ran = beacon("rate", given, "--format", "json", "--today", DAY, cwd=small)
    assert ran.returncode == code, ran.stderr
    return json.loads(ran.stdout, parse_constant=pytest.fail)


def text_of(small: Path, given: str) -> str:
    """The same for a person."""
    ran = beacon("rate", given, "--today", DAY, cwd=small)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def page_of(small: Path, address: str) -> str:
    """The body of a record's page."""
    library = Library(load(small, TODAY).catalog, SETTINGS)
    outputs = (output for pages in (practices.pages, approaches.pages) for output in pages(library))
    content = next(output for output in outputs if output.address == address).content()
    assert isinstance(content, Page)
    return str(content.body)


@pytest.mark.parametrize(
    ("path", "address"), [(LAMPS, "practices/test-lamps/"), (LIGHTING, "approaches/test-lighting/")]
)
def test_text_json_and_page_agree(small: Path, path: str, address: str) -> None:
    """Every measure has one label, and its name stands in the text and on the page, with the words of its effect."""
    given, text, page = rated(small, path), text_of(small, path), page_of(small, address)

    assert given["ratings"]
    for rating in given["ratings"]:
        label = words.LABELS[rating["label"]].name
        assert f"{rating['title']} ({rating['measure']}, {rating['tier']}): {label}\n" in text
        assert label in page
        for outcome in rating["outcomes"]:
            assert outcome["effect"]["words"] in text
            assert outcome["effect"]["words"].split(" (")[0] in page


def test_json_of_a_practice(small: Path) -> None:
    """Labels, levels and figures as they follow from the record; numbers are numbers."""
    given = rated(small, LAMPS)
    robbery = next(rating for rating in given["ratings"] if rating["measure"] == "robbery")
    outcome = robbery["outcomes"][0]

    assert (given["id"], given["kind"]) == ("test-lamps", "practice")
    assert given["best"] == {"measure": "robbery", "level": 4, "direction": "improved", "label": "strong"}
    assert (robbery["label"], robbery["level"], robbery["strength"]) == ("strong", 4, "Causal")
    assert (robbery["studies"], robbery["trail"]) == (1, ["base"])
    assert (outcome["study"], outcome["outcome"], outcome["counts"]) == ("lamp-trial", "robbery", True)
    assert [outcome["effect"][key] for key in ("value", "low", "high", "level")] == [0.6, 0.45, 0.8, 95]
    assert outcome["effect"]["words"] == "40% lower (20% to 55% lower)"


KEYS: Mapping[str, set[str]] = {
    "record": {"id", "kind", "best", "worst", "ratings"},
    "rating": {"measure", "title", "tier", "level", "strength", "direction", "label", "studies", "flags", "trail", "lift", "outcomes"},
    "outcome": {"practice", "study", "outcome", "label", "contrast", "effect", "level", "direction", "trail", "counts"},
    "effect": {"scale", "value", "low", "high", "level", "certainty", "computed", "reason", "words"},
    "lift": {"fact", "sentence", "level", "label"},
}  # fmt: skip


@pytest.mark.parametrize("path", [LAMPS, LIGHTING, MEDIATORS])
def test_keys_are_those_promised(small: Path, path: str) -> None:
    """Programs rely on them."""
    given = rated(small, path)
    ratings = given["ratings"]
    outcomes = [outcome for rating in ratings for outcome in rating["outcomes"]]

    assert set(given) == KEYS["record"]
    assert all(set(rating) == KEYS["rating"] for rating in ratings)
    assert all(set(rating["lift"]) == KEYS["lift"] for rating in ratings if rating["lift"])
    assert all(set(outcome) == KEYS["outcome"] for outcome in outcomes)
    assert all(set(outcome["effect"]) == KEYS["effect"] for outcome in outcomes)


def test_rules_are_told_with_their_sentences(small: Path) -> None:
    """A contributor need not look up what D1 means."""
    spoil(small, LAMPS, "independent: yes", "independent: no")

    text = text_of(small, LAMPS)

    assert f"    D1: {RULES['D1'].sentence}\n" in text
    assert "rules: base, D1" in text


def test_the_lift_is_told(small: Path) -> None:
    """The cheapest fact that is missing, with the label it could bring."""
    spoil(small, LAMPS, "            interval: {low: 0.45, high: 0.8}", "            significance: significant")

    robbery = rated(small, LAMPS)["ratings"][0]

    assert robbery["level"] == 3
    assert robbery["lift"]["fact"] == "interval"
    assert robbery["lift"]["sentence"] in text_of(small, LAMPS)


def test_an_approach_is_rated_with_its_practices(small: Path) -> None:
    """Each outcome says which practice it comes from; those of the approach itself come from none."""
    robbery = rated(small, LIGHTING)["ratings"][0]

    assert rated(small, LIGHTING)["kind"] == "approach"
    assert {(o["practice"], o["study"]) for o in robbery["outcomes"]} == {
        ("", "light-review"),
        ("test-lamps", "lamp-trial"),
    }


def test_an_id_will_do(small: Path) -> None:
    """For a practice and for an approach."""
    assert rated(small, "test-lamps") == rated(small, LAMPS)
    assert rated(small, "test-lighting") == rated(small, LIGHTING)


def test_a_file_is_found_from_anywhere(small: Path) -> None:
    """With the folder of the library given."""
    ran = beacon("rate", small / LAMPS, "--root", small, "--today", DAY)

    assert ran.returncode == 0
    assert ran.stdout == text_of(small, LAMPS)


def test_drafts_are_rated(small: Path) -> None:
    """As they would be once published."""
    before = rated(small, LAMPS)
    spoil(small, LAMPS, "status: published", "status: draft")

    assert rated(small, LAMPS) == before
    assert text_of(small, LAMPS).startswith("Test lamps in Exampleton (practice test-lamps, draft)\n")


def test_nothing_measured_is_said(small: Path) -> None:
    """No rating is an answer too."""
    given = rated(small, MEDIATORS)

    assert (given["best"], given["worst"], given["ratings"]) == (None, None, [])
    assert words.NOT_RATED.meaning in text_of(small, MEDIATORS)


def test_a_faulty_record_is_rated_as_far_as_it_can_be_read(small: Path) -> None:
    """Its own problems go to standard error, in lines as check prints them; those of others do not."""
    before = rated(small, LAMPS)
    spoil(small, LAMPS, "start: 2020-01-15", "start: once")
    spoil(small, LAMPS, "          n_before: 400", "          n_before: many\n          hopes: high")
    spoil(small, MEDIATORS)

    ran = beacon("rate", LAMPS, "--format", "json", "--today", DAY, cwd=small)
    given = {rating["measure"]: rating for rating in json.loads(ran.stdout)["ratings"]}

    assert ran.returncode == 1
    assert given["robbery"] == before["ratings"][0]
    assert given["fear-after-dark"]["outcomes"][0]["effect"]["low"] is None
    assert all(re.match(rf"{re.escape(LAMPS)}:\d+:\d+ [a-z-]+: ", line) for line in ran.stderr.splitlines())
    assert "unknown-field" in ran.stderr


@pytest.mark.parametrize(("format", "said"), [("text", ""), ("json", "null\n")])
def test_a_record_that_cannot_be_read_has_no_rating(small: Path, format: str, said: str) -> None:
    """Which is not the same as a record with no ratings."""
    (small / LAMPS).write_text("title: [\n", encoding="utf-8")

    ran = beacon("rate", LAMPS, "--format", format, "--today", DAY, cwd=small)

    assert (ran.returncode, ran.stdout) == (1, said)
    assert ran.stderr.startswith(f"{LAMPS}:")
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ("practices/nothing-here.yaml", "no such file"),
        ("nothing-here", "no such file, and no practice or approach"),
        ("content/cities/exampleton.md", "not a record of practices/"),
        ("practices", "no such file"),
        ("", "no such file"),
    ],
)
def test_what_is_no_record_is_misuse(small: Path, given: str, word: str) -> None:
    """Said in a line."""
    ran = beacon("rate", given, "--today", DAY, cwd=small)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert word in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_title_cannot_steer_the_terminal(small: Path) -> None:
    """Control characters are shown, not obeyed."""
    spoil(small, LAMPS, "title: Test lamps in Exampleton", 'title: "Test\\e[2J lamps\\nin Exampleton"')

    ran = beacon("rate", LAMPS, "--today", DAY, cwd=small)

    assert [c for c in ran.stdout + ran.stderr if not c.isprintable() and c != "\n"] == []
    assert "Test\\x1b[2J lamps\\x0ain Exampleton" in ran.stdout
