"""ARCHITECTURE.md names the rooms as they are."""

import re
import tomllib

import pytest

from tests.support import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
FLOORS = TEXT.partition("## The floors")[2].partition("## Five ideas")[0]
NAMED = re.findall(r"`([\w./-]+\.(?:py|js|css|toml|yml|typ|csv))`", TEXT)
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LAYERS = SETTINGS["tool"]["importlinter"]["contracts"][0]["layers"]
LEVELS = {name: level for level, layer in enumerate(LAYERS) for name in re.findall(r"generator\.(\w+)", layer)}


def test_every_module_has_its_floor() -> None:
    """The contract on imports names each module of the package, so that none is outside of it."""
    modules = {path.parent.name for path in (ROOT / "generator").glob("*/__init__.py")}
    modules |= {path.stem for path in (ROOT / "generator").glob("*.py")} - {"__init__"}

    assert LEVELS.keys() == modules


def test_floors_are_those_of_the_contract() -> None:
    """The table has every module once; a row holds modules of one layer, and rows follow each other as layers do."""
    rows = [re.findall(r"`(\w+)/?`", cell) for cell in re.findall(r"^\| (?:top |bottom )?\| ([^|]+) \|", FLOORS, re.M)]

    assert sorted(name for row in rows for name in row) == sorted(LEVELS)
    levels = [[LEVELS[name] for name in row] for row in rows]
    assert all(len({*row}) == 1 for row in levels)
    assert levels == sorted(levels, key=lambda row: row[0])


@pytest.mark.parametrize("named", sorted({*NAMED}))
def test_every_file_that_is_named_exists(named: str) -> None:
    """By its path, or by the end of it where a neighbour is named before."""
    assert (ROOT / named).is_file() or any(any((ROOT / top).rglob(named)) for top in ("generator", "theme"))
