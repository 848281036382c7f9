"""The stamp: whatever a site is made from, a change of it is seen, and what cannot be trusted is built again."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.site import unchanged
from generator.stamp import TICK, stamp
from tests.site_fixtures import Workshop, hashes
from tests.support import ROOT, TODAY

pytest_plugins = ("tests.site_fixtures.fixtures",)

LAMPS = "practices/test-lamps.yaml"


def taken(root: Path, day: date = TODAY, environment: Mapping[str, str] | None = None) -> str:
    """The stamp as it will be when everything has come to rest."""
    return stamp(root, day, environment or {}, time.time_ns() + 2 * TICK)


def build_from(workshop: Workshop, where: Path = ROOT, *more: str) -> subprocess.CompletedProcess[str]:
    """Build as a person does, with the program that lies in `where`."""
    return subprocess.run(
        [sys.executable, "-m", "generator.cli", "build", "--root", str(workshop.root), "--today", TODAY.isoformat(), *more],
        check=False, capture_output=True, text=True, cwd=where, env={**os.environ, "PYTHONPATH": str(where)},
    )  # fmt: skip


def rest() -> None:
    """Wait until what was changed has come to rest."""
    time.sleep(TICK / 1e9 + 0.1)


# What a site is made from


def _same_size(root: Path) -> None:
    """Another text of the same length, with the time of change set back."""
    file = root / LAMPS
    before = file.stat()
    file.write_bytes(file.read_bytes().replace(b"Test", b"Tost", 1))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _add(path: str) -> Callable[[Path], None]:
    def add(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("new", encoding="utf-8")

    return add


def _alter(path: str) -> Callable[[Path], None]:
    def alter(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write("\n")

    return alter


CHANGES: Mapping[str, Callable[[Path], object]] = {
    "a record": _alter(LAMPS),
    "a record, with size and time as before": _same_size,
    "a record is added": _add("practices/test-new.yaml"),
    "a record is removed": lambda root: (root / LAMPS).unlink(),
    "a record is renamed": lambda root: (root / LAMPS).rename(root / "practices/test-bulbs.yaml"),
    "an approach": _alter("practices/approaches/test-lighting.yaml"),
    "a story": _alter("content/cities/exampleton.md"),
    "a hand-written page": _alter("content/pages/about.md"),
    "a table": _alter("datasets/test-safety-survey/data.csv"),
    "a descriptor": _alter("datasets/test-safety-survey/datapackage.json"),
    "a vocabulary": _alter("datasets/vocabularies/themes.csv"),
    "an empty folder of data": lambda root: (root / "datasets/empty").mkdir(),
    "an override": _alter("theme/overrides/partials/nav.html"),
    "a script": _alter("theme/assets/js/print.js"),
    "the settings": _alter("mkdocs.yml"),
    "the addresses": _alter("addresses.txt"),
    "what was heard at outside links": _add("links.json"),
    "the addresses are removed": lambda root: (root / "addresses.txt").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_of_the_library_is_seen(change: Callable[[Path], object], workshop: Workshop) -> None:
    """Of whatever is read when a site is built."""
    before = taken(workshop.root)

    change(workshop.root)

    assert before
    assert taken(workshop.root) not in {before, ""}


def test_the_stamp_of_the_same_library_is_the_same(workshop: Workshop) -> None:
    """Built or not: what a build leaves behind is no part of it."""
    before = taken(workshop.root)

    workshop.build()

    assert taken(workshop.root) == before != ""


def test_another_day_is_seen(workshop: Workshop) -> None:
    """A page says whether it is past its review date."""
    assert taken(workshop.root) != taken(workshop.root, TODAY + timedelta(days=1))


def test_what_the_settings_take_from_the_environment_is_seen(workshop: Workshop) -> None:
    """A variable that mkdocs.yml names, given, altered or taken away; another one is not looked at."""
    named = workshop.root / "mkdocs.yml"
    named.write_text(named.read_text(encoding="utf-8") + "\ncopyright: !ENV [CITY, none]\n", encoding="utf-8")

    given = [taken(workshop.root, environment=e) for e in ({}, {"CITY": "A"}, {"CITY": "B"})]

    assert len(set(given)) == 3
    assert taken(workshop.root, environment={"SHELL": "sh"}) == given[0]


def test_an_installed_package_is_seen(workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of one may make other pages."""
    packages = tmp_path / "packages"
    packages.mkdir()
    monkeypatch.syspath_prepend(str(packages))
    found = [taken(workshop.root)]

    (packages / "jinja2-3.0.dist-info").mkdir()
    found.append(taken(workshop.root))
    (packages / "jinja2-3.0.dist-info").rename(packages / "jinja2-4.0.dist-info")
    found.append(taken(workshop.root))

    assert len(set(found)) == 3


# What proves nothing


def test_what_changed_just_now_has_no_stamp(workshop: Workshop) -> None:
    """It could change again within one tick of the clock of its file system, and look the same."""
    _alter(LAMPS)(workshop.root)

    assert stamp(workshop.root, TODAY, {}, time.time_ns()) == ""


@pytest.mark.parametrize("link", ["practices/linked.yaml", "theme/assets/linked", "theme/overrides"])
def test_a_library_with_a_link_has_no_stamp(link: str, workshop: Workshop, tmp_path: Path) -> None:
    """What it leads to could change unseen."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.rmtree(workshop.root / link, ignore_errors=True)
    (workshop.root / link).symlink_to(elsewhere)

    assert taken(workshop.root) == ""


# The published site


def _built(workshop: Workshop) -> str:
    """Build, and keep the stamp; says which."""
    from generator.make import make

    found = taken(workshop.root)
    make(workshop.root, workshop.site, workshop.work, TODAY, stamp=found)
    return found


def test_a_site_built_with_a_stamp_is_known_by_it(workshop: Workshop) -> None:
    """By that one and no other, and not by none; the next build forgets it."""
    found = _built(workshop)
    files = len(hashes(workshop.site))

    assert [unchanged(workshop.site, given) for given in (found, "0" * 32, "")] == [files, 0, 0]
    workshop.build()
    assert unchanged(workshop.site, found) == 0
    assert unchanged(workshop.site, "") == 0


def _replace_link(workshop: Workshop) -> None:
    shutil.copytree(workshop.site, workshop.root / "copy")
    workshop.site.unlink()
    workshop.site.symlink_to("copy")


def _replace_by_folder(workshop: Workshop) -> None:
    shutil.copytree(workshop.site, workshop.root / "copy")
    workshop.site.unlink()
    (workshop.root / "copy").rename(workshop.site)


SPOILT: Mapping[str, Callable[[Workshop], object]] = {
    "a page is altered": lambda w: (w.site / "index.html").write_text("mine", encoding="utf-8"),
    "a page is removed": lambda w: (w.site / "index.html").unlink(),
    "a file is added": lambda w: (w.site / "practices/mine.html").write_text("mine", encoding="utf-8"),
    "a page becomes a link": lambda w: ((w.site / "index.html").unlink(), (w.site / "index.html").symlink_to("404.html")),
    "the link is removed": lambda w: w.site.unlink(),
    "the folder is removed": lambda w: shutil.rmtree(w.site.resolve()),
    "the link leads elsewhere": _replace_link,
    "a folder stands in its place": _replace_by_folder,
    "what is remembered is lost": lambda w: [f.unlink() for f in w.work.rglob("*.manifest.json")],
}  # fmt: skip


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_site_is_built_again(spoil: Callable[[Workshop], object], workshop: Workshop) -> None:
    """Whatever somebody did to what was published."""
    found = _built(workshop)

    spoil(workshop)

    assert unchanged(workshop.site, found) == 0


def test_a_site_with_problems_is_never_known(workshop: Workshop) -> None:
    """Whoever builds it again is told again what is wrong."""
    from generator.make import make

    workshop.change("practices/test-mediators.yaml", "kind: service", "kind: miracle")
    found = taken(workshop.root)

    made = make(workshop.root, workshop.site, workshop.work, TODAY, stamp=found, keep_going=True)

    assert made.built
    assert unchanged(workshop.site, found) == 0


# The command line


def test_a_build_without_a_change_does_nothing(workshop: Workshop) -> None:
    """It says so, and leaves the very folder that is published; a change, or a problem, is seen by the next one."""
    rest()
    first, published = build_from(workshop), workshop.site.readlink()
    files = len(hashes(workshop.site))
    second, same = build_from(workshop), workshop.site.readlink()
    workshop.change("practices/test-mediators.yaml", "Sampleville trains test", "Sampleville schools test")
    third = build_from(workshop)
    workshop.change("practices/test-mediators.yaml", "kind: service", "kind: miracle")
    rest()
    wrong = [build_from(workshop, ROOT, *more) for more in ((), ("--keep-going",), ("--keep-going",))]

    assert [ran.returncode for ran in (first, second, third)] == [0, 0, 0]
    assert f"{files} files, {files} written" in first.stderr
    assert f"{files} files, 0 written, 0 removed" in second.stderr
    assert "Nothing has changed" in second.stderr
    assert same == published
    assert "Nothing has changed" not in third.stderr
    assert [(ran.returncode, "miracle" in ran.stdout) for ran in wrong] == [(1, True)] * 3


def test_another_program_builds_again(workshop: Workshop, tmp_path: Path) -> None:
    """A change of our own code or of a template."""
    ours = tmp_path / "ours"
    for name in ("generator", "theme"):
        shutil.copytree(ROOT / name, ours / name, ignore=shutil.ignore_patterns("__pycache__"))
    rest()
    said = [build_from(workshop, ours).stderr]
    for path in ("theme/pages/themes.html.jinja", "generator/pages/themes.py"):
        said.append(build_from(workshop, ours).stderr)
        _alter(path)(ours)
        rest()
        said.append(build_from(workshop, ours).stderr)

    assert ["Nothing has changed" in one for one in said] == [False, True, False, True, False]
