"""Fifteen faults that slip through the checks of other data portals, each alone in a small indicator, and twenty in one."""

from pathlib import Path
from typing import NamedTuple

import pytest

from generator.load import load
from tests.support import LIBRARY, TESTS, TODAY, rule_names, rule_of

HOME = "datasets/test-robbery-rate"
TABLE, DESCRIPTOR = f"{HOME}/data.csv", f"{HOME}/datapackage.json"


class Seed(NamedTuple):
    """A fault, as one text put in the place of another, and what is told of it."""

    fault: str
    path: str
    sound: bytes
    broken: bytes
    line: int
    column: int
    rule: str


SEEDS = (
    Seed("a space behind a category", TABLE, b"50,estimate,", b"50,estimate ,", 12, 4, "stray-space"),
    Seed("12% as a value", TABLE, b"XXA,2016,74,", b"XXA,2016,12%,", 4, 3, "wrong-type"),
    Seed("a misspelt header", TABLE, b"year,value,", b"year,vlaue,", 1, 3, "misspelt-header"),
    Seed("a value outside an enumeration", TABLE, b"2018,68,,", b"2018,68,guess,", 6, 4, "not-allowed"),
    Seed("a misspelt optional key", DESCRIPTOR, b'"short_title":', b'"shrot_title":', 32, 5, "unknown-field"),
    Seed("two values for one cell", TABLE, b"XXB,2017,41", b"XXB,2016,41", 16, 1, "two-values-for-one-cell"),
    Seed("an error of syntax", DESCRIPTOR, b'"year": 2018,\n', b'"year": 2018\n', 61, 17, "unreadable"),
    Seed("an impossible year", TABLE, b"XXB,2020,", b"XXB,20111/12,", 19, 2, "wrong-type"),
    Seed("a duplicate key", DESCRIPTOR, b'"why":', b'"question":', 34, 5, "duplicate-key"),
    Seed("a Latin-1 byte", TABLE, b"2017,71,,", b"2017,71,\xe4,", 5, 13, "not-utf-8"),
    Seed("a missing required id", TABLE, b"XXC,2014,", b",2014,", 24, 1, "not-allowed"),
    Seed("a negative rate", TABLE, b"13.5", b"-13.5", 26, 3, "not-allowed"),
    Seed("a text for yes or no", DESCRIPTOR, b'"required": true,\n              "pattern', b'"required": "yes",\n              "pattern', 110, 27, "bad-descriptor"),
    Seed("an extra cell in a row", TABLE, b"XXC,2020,15.5,,TEST-1", b"XXC,2020,15.5,,TEST-1,", 28, 6, "extra-cell"),
    Seed("data without metadata", DESCRIPTOR, (LIBRARY / DESCRIPTOR).read_bytes(), b"", 1, 1, "missing-descriptor"),
)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS, ids=[seed.fault for seed in SEEDS])
def test_a_fault_is_told_where_it_stands(seed: Seed, small: Path) -> None:
    """Its file, line and column, its rule, and how to mend it."""
    file = small / seed.path
    source = file.read_bytes()
    assert source.count(seed.sound) == 1
    if broken := source.replace(seed.sound, seed.broken):
        file.write_bytes(broken)
    else:
        file.unlink()

    told = load(small, TODAY).problems

    assert [(p.path, p.line, p.column, p.rule) for p in told] == [(seed.path, seed.line, seed.column, seed.rule)]
    assert told[0].message and told[0].hint


def test_a_sound_indicator_is_told_nothing(small: Path) -> None:
    """Without any of the faults there is nothing to tell."""
    assert load(small, TODAY).problems == ()


def test_twenty_faults_of_one_package_are_told_at_once() -> None:
    """None hides another, and each has its own place."""
    lines = (TESTS / "broken_together/expected.txt").read_text(encoding="utf-8").splitlines()

    told = [line for line in lines if line.startswith("datasets/test-twenty/")]

    assert len(told) == len({line.split(" ")[0] for line in told}) == 20
    assert len({rule_of(line) for line in told} & rule_names()) == 19
    assert all("; " in line for line in told), "a hint says how to mend it"
