"""Fixtures of all tests: the repository, the small valid library, and the day the tests speak for."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from generator.load import Loaded, load
from tests import support

settings.register_profile("beacon", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("beacon")


LONG = (
    "test_accessibility.py",
    "test_site.py",
    "test_contribute.py",
    "test_hostile.py",
    "test_fuzz.py",
    "test_bench.py",
)
"""Files that take longest. They come first, so that no worker is left with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first. A test that drives a browser may be tried a second time; the summary names it (decision 0021)."""
    items.sort(key=lambda item: item.path.name not in LONG)
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return support.ROOT


@pytest.fixture(scope="session")
def library() -> Path:
    """The small valid library. Tests that change something copy it first."""
    return support.LIBRARY


@pytest.fixture(scope="session")
def today() -> date:
    """The day the tests speak for."""
    return support.TODAY


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    """The small valid library, read and checked once."""
    return load(support.LIBRARY, support.TODAY)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small valid library that a test may change."""
    return Path(shutil.copytree(support.LIBRARY, tmp_path / "library"))
