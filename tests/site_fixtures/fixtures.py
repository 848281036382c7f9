"""Fixtures of all tests of sites: what the engine draws, a library to change, and two sites to read."""

import shutil
from pathlib import Path

import pytest

from generator import engine
from generator.engine import Drawn
from tests.site_fixtures import Workshop, own_site, set_up


@pytest.fixture(scope="session")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine's work for the small library, done once: `.beacon/engine` of every workshop is a copy."""
    folder = tmp_path_factory.mktemp("frames")
    engine.draw(set_up(folder / "library"), folder / "engine")
    return folder / "engine"


@pytest.fixture
def workshop(tmp_path: Path, frames: Path) -> Workshop:
    """The small library in a folder of its own, not built yet."""
    root = set_up(tmp_path / "workshop")
    shutil.copytree(frames, root / ".beacon" / "engine")
    return Workshop(root)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory, frames: Path) -> Workshop:
    """The small library, built once. Only to be read."""
    root = set_up(tmp_path_factory.mktemp("finished") / "library")
    shutil.copytree(frames, root / ".beacon" / "engine")
    Workshop(root).build()
    return Workshop(root)


@pytest.fixture(scope="session")
def drawn(finished: Workshop) -> Drawn:
    """The frames of the small library's site."""
    return engine.draw(finished.root, finished.work / "engine")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the repository's own records, built once. Only to be read."""
    return own_site(tmp_path_factory)
