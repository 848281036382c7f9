"""Likeness in the browser: distances, levels and sentences are those of Python over many cases, from the site's own file."""

import gzip
import json
import random
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.analysis.fit import fit
from generator.analysis.likeness import Distance, Profile, distance, level_of
from generator.exports.likeness import ADDRESS, origins, profiles
from generator.load import load
from generator.pages.view import Library
from tests.support import ROOT, TODAY

PAIRS, CASES = 600, 600
REGIONS = {"Africa": ("Northern Africa", "Sub-Saharan Africa"), "Europe": ("Northern Europe",), "": ("",)}
PLACES = ("", "COL", "COL-cali", "COL-bogota", "KEN-nairobi", "KEN", "GBR-SCT", "M49-419", "GBR")
EVALUATE = """async ([origin, ids, practices, pairs, cases]) => {
  const likeness = await import(`${origin}/assets/js/likeness.js`);
  const data = await likeness.loadLikeness();
  const distances = pairs.map(([one, other]) => likeness.distance(data, one, other));
  return {
    profiles: ids.map((id) => likeness.profileOf(data, id)),
    names: ids.map((id) => likeness.nameOf(data, id)),
    ids: likeness.placeIds(data),
    origins: practices.map((id) => likeness.originOf(data, id)),
    nobody: [likeness.profileOf(data, "XXX-nowhere"), likeness.originOf(data, "nothing")],
    distances,
    levels: distances.map((found) => likeness.levelOf(data, found)),
    fits: cases.map(([places, mine, known]) => likeness.fit(data, places, mine, known)),
    bands: [99999, 100000, 5e6].map((people) => likeness.bandOf(data.bands.size, people)),
  };
}"""


def drawn(chance: random.Random) -> Profile:
    """Any profile: a held place or a described one, each trait known or not."""

    def some(top: int, least: int = 0) -> int | None:
        return chance.choice([None, *range(least, top), *range(least, top)])

    region = chance.choice(list(REGIONS))
    subregion = chance.choice(["", *REGIONS[region] * 3])
    return Profile(chance.choice(PLACES), some(5), some(5, 1), some(4), some(4), region, subregion)


@dataclass(frozen=True)
class Compared:
    """What was asked, and what the browser says to it."""

    library: Library
    held: dict[str, Profile]
    pairs: list[tuple[Profile, Profile]]
    cases: list[tuple[list[Profile], Profile, Any]]
    found: dict[str, Any]


@pytest.fixture(scope="module")
def compared(browser: Browser, origin: str) -> Compared:
    """Everything in one go: pairs and cases drawn at random, half of them from the places of the library."""
    library = Library(load(ROOT, TODAY).catalog, {})
    held = dict(profiles(library))
    chance = random.Random(20261123)  # noqa: S311 cases, not secrets
    real = list(held.values())

    def one(number: int) -> Profile:
        return chance.choice(real) if number % 2 else drawn(chance)

    pairs = [(one(number), one(number)) for number in range(PAIRS)]
    cases = [
        ([one(number) for _ in range(chance.choice([0, 1, 1, 2, 2, 3, 5]))], one(number), chance.choice(["tested", "measured", "done"]))
        for number in range(CASES)
    ]  # fmt: skip
    from_here = [
        ([held[place] for place in each.places], one(1), each.known) for each in origins(library.catalog).values()
    ]
    cases += from_here
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/how-we-work/")
    asked = [
        origin, list(held), list(origins(library.catalog)),
        [[a._asdict(), b._asdict()] for a, b in pairs],
        [[[place._asdict() for place in places], mine._asdict(), known] for places, mine, known in cases],
    ]  # fmt: skip
    found = page.evaluate(EVALUATE, asked)
    context.close()
    return Compared(library, held, pairs, cases, found)


def test_browser_and_python_know_the_same_places(compared: Compared) -> None:
    """Every place with a page, its name and all of its profile, out of the columns; nothing of a place that is not held."""
    found = compared.found

    assert found["ids"] == list(compared.held)
    assert found["profiles"] == [profile._asdict() for profile in compared.held.values()]
    assert found["names"] == [compared.library.catalog.place_name(id) for id in compared.held]
    assert found["nobody"] == [None, None]


def test_browser_and_python_know_where_practices_are_from(compared: Compared) -> None:
    """Every published practice, with what is known of it."""
    expected = [
        {"known": each.known, "places": [compared.held[place]._asdict() for place in each.places]}
        for each in origins(compared.library.catalog).values()
    ]

    assert compared.found["origins"] == expected


def test_browser_and_python_measure_alike(compared: Compared) -> None:
    """The same distance, traits, verdicts, basis of homicide and level."""

    def differs(mine: Distance, found: dict[str, Any], level: str) -> bool:
        one, other = mine.value, found["value"]
        near = one is other if one is None or other is None else isclose(one, other, abs_tol=1e-9)
        return not near or {**mine._asdict(), "value": other} != found or level != level_of(mine)

    asked = [distance(*pair) for pair in compared.pairs]
    answers = zip(asked, compared.found["distances"], compared.found["levels"], strict=True)

    assert [answer for answer in answers if differs(*answer)][:3] == []


def test_browser_and_python_say_the_same(compared: Compared) -> None:
    """The same level, sentence and warning, case by case."""
    expected = [fit(*case)._asdict() for case in compared.cases]
    pairs = zip(compared.cases, expected, compared.found["fits"], strict=True)

    assert [pair for pair in pairs if pair[1] != pair[2]][:3] == []


def test_the_cases_reach_every_level_and_part(compared: Compared) -> None:
    """So that agreement is not that of a few paths."""
    fits, sentences = compared.found["fits"], " ".join(each["sentence"] for each in compared.found["fits"])

    assert {each["level"] for each in fits} == {"much", "somewhat", "unlike", "unknown"}
    assert {found["homicide_of"] for found in compared.found["distances"]} == {"city", "country", ""}
    assert {found["compared"] for found in compared.found["distances"]} == {0, 1, 2, 3, 4}
    for part in (
        "of your size", "with a similar homicide rate", "similar national homicide rates", "about as rich", "in your country",
        "in your region", "larger or smaller", "much larger", "much poorer", "richer or poorer", "expect differences",
        "All evidence is from other regions.", "It lies in another region.", "Not compared: ", "We do not know where.",
        "your city and ", ", but both ", ", all ", "Not evaluated. Done in",
    ):  # fmt: skip
        assert part in sentences


def test_bands_are_counted_alike(compared: Compared) -> None:
    """A band begins at its first number, as in the tables of peers."""
    assert compared.found["bands"] == [0, 1, 4]


def test_the_file_is_small(whole: Path) -> None:
    """Under 32 KB on the wire for 2,700 places, and no number is finer than a band."""
    written = (whole / ADDRESS).read_bytes()
    columns = json.loads(written)["places"]

    assert len(gzip.compress(written)) < 32_000
    assert {len(columns[name]) for name in ("size", "income", "homicide", "country_homicide", "region")} == {
        len(columns["id"].split(" "))
    }
