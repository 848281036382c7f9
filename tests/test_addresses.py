"""Addresses: which record lives where, and that no published address is lost."""

import posixpath
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.addresses import Redirect, address, published, redirects, relative
from generator.load import Loaded, load


@pytest.mark.parametrize(
    ("kind", "id", "expected"),
    [
        ("practice", "a-b", "practices/a-b/"), ("approach", "a", "approaches/a/"), ("city", "a", "cities/a/"),
        ("indicator", "a", "indicators/a/"), ("theme", "a", "themes/a/"), ("partner", "a", "partners/a/"),
        ("place", "XXA-a", "places/xxa-a/"), ("place", "GBR-SCT", "places/gbr-sct/"),
    ],
)  # fmt: skip
def test_address_of_a_record(kind: str, id: str, expected: str) -> None:
    """A folder for each kind, ending with a slash."""
    assert address(kind, id) == expected


def test_published_addresses(loaded: Loaded) -> None:
    """Every record, indicator, theme and place with figures or a story."""
    found = set(published(loaded.catalog))

    assert {
        "practices/test-lamps/",
        "approaches/test-lighting/",
        "cities/exampleton/",
        "partners/test-league/",
        "indicators/test-safety-survey/",
        "themes/transport/",
        "places/xxa/",
        "places/xxb-sampleville/",
    } <= found


def test_published_addresses_are_lower_case(loaded: Loaded) -> None:
    """An address is the same however it is typed from paper."""
    assert all(found == found.lower() for found in published(loaded.catalog))


def test_no_two_records_share_an_address(loaded: Loaded) -> None:
    """Each has its own."""
    found = list(published(loaded.catalog))

    assert len(found) == len(set(found))


@pytest.mark.parametrize(("status", "live"), [("draft", False), ("published", True), ("withdrawn", True)])
def test_only_drafts_have_no_address(small: Path, today: date, status: str, live: bool) -> None:
    """A withdrawn record keeps its page, with the reason."""
    file = small / "practices/test-mediators.yaml"
    reason = "withdrawn: {date: 2026-06-01, reason: It was wrong.}\n" if status == "withdrawn" else ""
    file.write_text(
        file.read_text(encoding="utf-8").replace("status: published", f"status: {status}") + reason, encoding="utf-8"
    )

    loaded = load(small, today)

    assert ("practices/test-mediators/" in set(published(loaded.catalog))) == live
    assert [problem.rule for problem in loaded.problems] == ([] if live else ["lost-address"])


def test_an_old_id_redirects(loaded: Loaded) -> None:
    """An alias becomes a redirect to the new page."""
    assert list(redirects(loaded.catalog)) == [Redirect("practices/test-lanterns/", "practices/test-lamps/")]


def test_a_renamed_record_loses_no_address(small: Path, today: date) -> None:
    """With its old id as an alias; without, the loss is told."""
    old = small / "practices/test-mediators.yaml"
    text = old.read_text(encoding="utf-8")
    old.unlink()
    new = small / "practices/test-go-betweens.yaml"

    new.write_text(text + "aliases: [test-mediators]\n", encoding="utf-8")
    kept = load(small, today)
    new.write_text(text, encoding="utf-8")
    lost = load(small, today)

    assert kept.problems == ()
    assert [(problem.path, problem.rule) for problem in lost.problems] == [("addresses.txt", "lost-address")]


def test_a_redirect_to_a_draft_saves_nothing(small: Path, today: date) -> None:
    """A redirect needs a page at its end."""
    file = small / "practices/test-lamps.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("status: published", "status: draft"), encoding="utf-8")

    lost = {problem.message.split()[3] for problem in load(small, today).problems if problem.rule == "lost-address"}

    assert lost == {"practices/test-lamps/", "practices/test-lanterns/"}


def test_a_place_without_figures_loses_its_address(small: Path, today: date) -> None:
    """When nothing is left to show of it, and not while a record cannot be read that may show something."""
    (small / "addresses.txt").write_text("places/xxc/\n", encoding="utf-8")
    table = small / "datasets/test-robbery-rate/data.csv"
    text = table.read_text(encoding="utf-8")

    kept = load(small, today)
    table.write_text("".join(line for line in text.splitlines(True) if "XXC" not in line), encoding="utf-8")
    lost = load(small, today)
    table.write_text(text.replace("XXC,2014,12.5", "XXC,2014,many"), encoding="utf-8")
    unread = load(small, today)

    assert "lost-address" not in {problem.rule for problem in kept.problems}
    assert [problem.path for problem in lost.problems if problem.rule == "lost-address"] == ["addresses.txt"]
    assert unread.problems and "lost-address" not in {problem.rule for problem in unread.problems}


@pytest.mark.parametrize(
    ("target", "origin", "expected"),
    [
        ("practices/a/", "", "practices/a/"), ("practices/a/", "cities/b/", "../../practices/a/"), ("", "practices/a/", "../../"),
        ("", "", "./"), ("search/", "practices/", "../search/"),
    ],
)  # fmt: skip
def test_relative_addresses(target: str, origin: str, expected: str) -> None:
    """The site works under any prefix."""
    assert relative(target, origin) == expected


paths = st.lists(st.text("abc-", min_size=1, max_size=4), max_size=3).map(
    lambda steps: "".join(f"{step}/" for step in steps)
)


@given(paths, paths, st.sampled_from(["/", "/beacon/", "/a/b/"]))
def test_relative_addresses_lead_to_their_target(target: str, origin: str, prefix: str) -> None:
    """From any page to any other, under any prefix."""
    assert posixpath.normpath(posixpath.join(prefix, origin, relative(target, origin))) == posixpath.normpath(
        prefix + target
    )
