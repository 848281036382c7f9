"""The site: whole, the same for the same input, safe with any text, published in one step."""

import gzip
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from markupsafe import Markup

from generator import engine
from generator.catalog import _answers
from generator.engine import Drawn, Frame
from generator.load import load
from generator.model.fields import Prose
from generator.model.walk import leaves
from generator.output import Output, Page, page
from generator.site import Built, Filler, SiteFault, build
from tests.site_fixtures import Read, Workshop, dead_links, hashes, is_redirect, pages_of, set_up
from tests.support import ROOT, TODAY

pytest_plugins = ("tests.site_fixtures.fixtures",)

LAMPS = "practices/test-lamps.yaml"
MEDIATORS = "practices/test-mediators.yaml"
RECORDS = (
    ("practice", LAMPS),
    ("approach", "practices/approaches/test-lighting.yaml"),
    ("city", "content/cities/exampleton.md"),
    ("partner", "content/partners/test-league.md"),
    ("lesson", "content/lessons/test-audit.md"),
    ("framework", "content/frameworks/test-agenda.md"),
)
RECORD_PAGES = (
    "practices/test-lamps/", "approaches/test-lighting/", "cities/exampleton/", "partners/test-league/",
    "learn/test-audit/", "frameworks/test-agenda/",
)  # fmt: skip


@pytest.fixture(scope="session")
def pages(finished: Workshop) -> dict[str, Read]:
    """Every page of the small library's site."""
    return pages_of(finished.site)


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """The files that were added, altered or removed."""
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def as_draft(workshop: Workshop, path: str, state: str = "draft") -> None:
    """Take a published record back to a draft, which forgets its addresses."""
    workshop.change(path, "status: published", f"status: {state}")
    (workshop.root / "addresses.txt").unlink()


def sitemap(workshop: Workshop) -> dict[str, str]:
    """Each address of the sitemap with the day it was changed."""
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = ElementTree.fromstring(workshop.read("sitemap.xml"))  # noqa: S314 our own file
    base = "https://beacon.example/"
    return {
        (url.findtext("s:loc", "", space)).removeprefix(base): url.findtext("s:lastmod", "", space)
        for url in found.findall("s:url", space)
    }


# The same input


def test_second_build_writes_nothing(workshop: Workshop) -> None:
    """What did not change is not written again, and the site is the same."""
    workshop.build()
    before = hashes(workshop.site)
    times = {path: (workshop.site / path).stat().st_mtime_ns for path in before}

    built = workshop.build()

    assert (built.written, built.removed) == (0, 0)
    assert hashes(workshop.site) == before
    assert {path: (workshop.site / path).stat().st_mtime_ns for path in before} == times


def test_same_input_gives_the_same_bytes_elsewhere(workshop: Workshop, finished: Workshop) -> None:
    """Neither the folder, nor the hour, nor the order of hashing leaves a trace."""
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    subprocess.run(
        [sys.executable, "-m", "generator.cli", "build", "--root", str(workshop.root), "--today", TODAY.isoformat()],
        check=True, cwd=ROOT, env=environment, capture_output=True,
    )  # fmt: skip

    assert hashes(workshop.site) == hashes(finished.site)


def test_no_file_names_the_folder_it_was_made_in(finished: Workshop) -> None:
    """A site tells nothing of the machine that built it."""
    trace = str(finished.root.parent).encode()

    assert [file for file in finished.site.rglob("*") if file.is_file() and trace in file.read_bytes()] == []


def test_a_changed_record_changes_only_its_pages(workshop: Workshop) -> None:
    """Its own page and brief, the lists and themes that show its claim, the home page, and the catalogue of search."""
    workshop.build()
    before = hashes(workshop.site)

    workshop.change(MEDIATORS, "claim: Invented mediators", "claim: Made-up mediators")
    built = workshop.build()

    expected = {
        "index.html",
        "practices/index.html",
        "practices/region/americas/index.html",
        "practices/test-mediators/index.html",
        "practices/test-mediators/record.json",
        "practices/test-mediators/test-mediators.pdf",
        "practices/theme/youth-and-group-violence/index.html",
        "search/catalogue.json",
        "themes/youth-and-group-violence/index.html",
    }
    assert changed(before, hashes(workshop.site)) == expected
    assert built.written == len(expected)


def test_a_detail_of_a_record_changes_only_its_page(workshop: Workshop) -> None:
    """What no list shows touches no list; that no source is read in full any more is work for maintainers."""
    workshop.build()
    before = hashes(workshop.site)

    workshop.change("practices/test-patrols.yaml", "read: full_text", "read: abstract")
    workshop.build()

    assert changed(before, hashes(workshop.site)) == {
        "practices/test-patrols/index.html", "practices/test-patrols/record.json", "practices/test-patrols/test-patrols.pdf", "maintain/index.html", "maintain/maintain.json",
    }  # fmt: skip


def test_a_removed_record_leaves_the_site(workshop: Workshop) -> None:
    """Its page, its rows in lists and catalogue, and pages that only it filled."""
    workshop.build()
    (workshop.root / MEDIATORS).unlink()
    (workshop.root / "addresses.txt").unlink()

    built = workshop.build()

    assert built.removed >= 1
    assert not (workshop.site / "practices/test-mediators").exists()
    assert [path for path in hashes(workshop.site) if b"test-mediators" in (workshop.site / path).read_bytes()] == []


def test_a_hand_altered_file_is_restored(workshop: Workshop) -> None:
    """A page that someone changed or removed in the published folder is as the records say after the next build."""
    workshop.build()
    before = hashes(workshop.site)
    (workshop.site / "practices/index.html").write_text("mine", encoding="utf-8")
    (workshop.site / "themes/index.html").unlink()

    built = workshop.build()

    assert built.written == 2
    assert hashes(workshop.site) == before


def test_a_stray_file_in_the_published_folder_goes(workshop: Workshop) -> None:
    """The folder holds exactly the outputs."""
    workshop.build()
    before = hashes(workshop.site)
    (workshop.site / "practices/stray.html").write_text("mine", encoding="utf-8")

    workshop.build()

    assert hashes(workshop.site) == before


def test_a_lost_manifest_only_costs_time(workshop: Workshop) -> None:
    """Without a memory of the last build everything is written anew, and the same."""
    workshop.build()
    before = hashes(workshop.site)
    for file in (workshop.work / "builds").rglob("*.manifest.json"):
        file.write_text("[", encoding="utf-8")

    built = workshop.build()

    assert built.written == built.files
    assert hashes(workshop.site) == before


EDITS = (
    ("practices/test-patrols.yaml", "title: Test patrols", "title: Renamed patrols"),
    ("practices/approaches/test-lighting.yaml", "title: Test lighting", "title: Brighter test lighting"),
    ("content/cities/exampleton.md", "title: Exampleton", "title: Exampleton upon Sample"),
    ("content/partners/test-league.md", "title: League", "title: Great league"),
    ("content/lessons/test-audit.md", "title: Counting lamps", "title: Counting all lamps"),
    ("content/frameworks/test-agenda.md", "title: Agenda", "title: Great agenda"),
    ("content/cities/exampleton.md", "  - name: Sampleville", "  - name: Sampleville town"),
    ("datasets/vocabularies/themes.csv", "Public space", "Open space"),
    ("datasets/vocabularies/measures.csv", "robberies", "muggings"),
    ("datasets/vocabularies/measures.csv", "violent crime; attacks", "violent acts; attacks"),
    ("datasets/vocabularies/settings.csv", "Street", "Road"),
    ("practices/approaches/test-lighting.yaml", "review_by: 2028", "keywords: [torches]\nreview_by: 2028"),
    ("content/cities/exampleton.md", "roles: [beacon, pilot]", "roles: [pilot]"),
    ("practices/test-patrols.yaml", "review_by: 2028", "review_by: 2026"),
    ("datasets/test-safety-survey/data.csv", ",65,", ",66,"),
    ("datasets/test-safety-survey/datapackage.json", '"title": "', '"title": "Renewed '),
    ("datasets/vocabularies/themes.csv", "Violence by partners", "Cruelty by partners"),
    ("datasets/vocabularies/indicator-catalogue.csv", "Homicide rate", "Rate of homicides"),
    ("datasets/vocabularies/urban-safety-monitor.csv", "Community", "Neighbourhood"),
    ("practices/test-lamps.yaml", "brighter test lamps came", "far brighter test lamps came"),
    ("practices/test-patrols.yaml", "changed nothing", "altered nothing"),
    ("practices/test-lamps.yaml", "value: 0.6", "value: 0.7"),
    ("practices/test-lamps.yaml", "read: full_text", "read: abstract"),
    ("practices/test-lamps.yaml", "[test patrols](practice:test-patrols)", "[other patrols](practice:test-mediators)"),
    ("content/cities/exampleton.md", "place: XXA-exampleton", "place: XXB-sampleville"),
    ("content/cities/exampleton.md", "practices: [test-lamps, test-patrols]", "practices: [test-lamps]"),
    ("practices/test-patrols.yaml", "status: published", "status: draft"),
    ("practices/approaches/test-lighting.yaml", "status: published", "status: draft"),
    ("content/partners/test-league.md", "status: published", "status: draft"),
    ("practices/test-patrols.yaml", "status: published", "status: published!"),
    ("content/pages/about.md", "title: About", "title: All about"),
    ("theme/overrides/partials/nav.html", "Sections", "All sections"),
    ("theme/assets/js/print.js", "printed", "paper"),
    ("mkdocs.yml", "site_name: Beacon", "site_name: Lighthouse"),
)
"""One change each to everything that pages are made from."""


def stale(workshop: Workshop, elsewhere: Path) -> set[str]:
    """The files that a build on top of the last one leaves other than a clean build of the same library makes them, by a
    process that remembers nothing."""
    workshop.build_anyway()
    kept = dict(_answers)
    _answers.clear()
    clean = Workshop(elsewhere)
    shutil.copytree(
        workshop.root,
        elsewhere,
        ignore=lambda folder, _: {"site", "builds"} if Path(folder) in {workshop.root, workshop.work} else set(),
    )
    clean.build_anyway()
    found = changed(hashes(workshop.site), hashes(clean.site))
    shutil.rmtree(elsewhere)
    _answers.clear()
    _answers.update(kept)
    return found


def test_a_build_on_top_of_another_equals_a_clean_one(workshop: Workshop, tmp_path: Path) -> None:
    """Whatever was changed before, two things at a time: names, terms, values, states, faults and their mending, pages and theme."""
    workshop.build()
    chance = random.Random(7)  # noqa: S311 the same order every time
    applied: list[tuple[str, str, str]] = []
    wrong = {}
    edits = [*EDITS, *chance.choices(EDITS, k=6)]
    for pair in zip(edits[::2], edits[1::2], strict=True):
        for edit in pair:
            path, old, new = edit
            if edit in applied:
                applied.remove(edit)
                workshop.change(path, new, old)
            elif old in (workshop.root / path).read_text(encoding="utf-8"):
                applied.append(edit)
                workshop.change(path, old, new)
        if found := stale(workshop, tmp_path / "clean"):
            wrong[pair] = sorted(found)

    assert wrong == {}


def test_a_renamed_place_is_renamed_in_lists(workshop: Workshop, tmp_path: Path) -> None:
    """A build on top of the last one shows the new name on every card."""
    workshop.build()
    workshop.change("datasets/places/places.csv", "Exampleton", "New Exampleton")

    assert stale(workshop, tmp_path / "clean") == set()


def test_a_mended_record_is_linked_again(workshop: Workshop, tmp_path: Path) -> None:
    """While a record is broken its mentions are no links; when it is mended, they are links again."""
    workshop.change("practices/test-patrols.yaml", "kind: ", "kind: [")
    workshop.build_anyway()
    workshop.change("practices/test-patrols.yaml", "kind: [", "kind: ")

    assert stale(workshop, tmp_path / "clean") == set()


# What is refused


def test_two_outputs_for_one_path_are_refused(drawn: Drawn, tmp_path: Path) -> None:
    """The fault names the path and both files that want it."""
    twice = [Output("a.txt", lambda: b"1", "one.yaml"), Output("a.txt", lambda: b"2", "two.yaml")]

    with pytest.raises(SiteFault, match=r"a\.txt .* one\.yaml .* two\.yaml"):
        build(twice, drawn, {}, tmp_path / "site", tmp_path / "work")

    assert not (tmp_path / "site").exists()


def test_a_hand_written_page_in_the_place_of_a_list_is_refused(workshop: Workshop) -> None:
    """The fault names the page, and the old site stays."""
    workshop.build()
    before = hashes(workshop.site)
    workshop.write("content/pages/themes.md", "---\ntitle: Themes\n---\n# Themes\n")

    with pytest.raises(SiteFault, match=r"themes/index\.html .*content/pages/themes\.md"):
        workshop.build()

    assert hashes(workshop.site) == before


def test_an_empty_slot_is_refused(drawn: Drawn) -> None:
    """A page is never published with a hole in it."""
    with pytest.raises(SiteFault, match=r"practices/x/.*'body'.*empty"):
        Filler(drawn).fill(Frame(("a", "b", "c"), ("title", "body")), {"title": "t"}, "practices/x/")


@pytest.mark.parametrize("slot", ["title", "description"])
def test_markup_in_a_slot_for_text_is_refused(drawn: Drawn, slot: str) -> None:
    """Nothing is trusted as markup where text belongs."""
    parts: dict[str, Any] = {
        "title": "t",
        "description": "d",
        "section": "",
        "body": Markup("<h1>t</h1>"),
        slot: Markup("<b>"),
    }

    with pytest.raises(SiteFault, match=f"markup in the slot '{slot}'"):
        Filler(drawn).page("x/", Page(**parts))


def test_text_in_a_slot_for_markup_is_refused(drawn: Drawn) -> None:
    """A plain text cannot pass for markup by mistake."""
    parts: dict[str, Any] = {"title": "t", "description": "d", "section": "", "body": "<b>"}

    with pytest.raises(SiteFault, match="text in the slot 'body'"):
        Filler(drawn).page("x/", Page(**parts))


def test_an_unknown_live_part_is_refused(workshop: Workshop) -> None:
    """The fault names the page, the part, and those there are."""
    workshop.change("content/pages/index.md", "<!-- beacon:featured -->", "<!-- beacon:feature -->")

    with pytest.raises(SiteFault, match=r"content/pages/index\.md.*'feature'.*featured"):
        workshop.build()


def test_a_page_too_deep_for_a_frame_is_refused(drawn: Drawn, tmp_path: Path) -> None:
    """The fault names the address."""
    deep = page("a/b/c/d/e/", lambda: Page("t", "d", "", Markup("<h1>t</h1>")))

    with pytest.raises(SiteFault, match="no frame for 'a/b/c/d/e/'"):
        build([deep], drawn, {}, tmp_path / "site", tmp_path / "work")


def test_a_failed_build_leaves_the_old_site(workshop: Workshop) -> None:
    """And the next one works, and removes what the failed one left."""
    workshop.build()
    before = hashes(workshop.site)
    drawn = engine.draw(workshop.root, workshop.work / "engine")

    def fails() -> bytes:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        build(
            [Output("a.txt", lambda: b"a"), Output("b.txt", fails)], drawn, {}, workshop.site, workshop.work / "builds"
        )
    assert hashes(workshop.site) == before
    workshop.build()

    assert hashes(workshop.site) == before
    assert workshop.leftovers() == []


# Publishing


def test_site_is_a_link_to_a_whole_folder(workshop: Workshop) -> None:
    """Relative, so that the repository can be moved."""
    workshop.build()
    first = workshop.site.readlink()

    workshop.build()
    second = workshop.site.readlink()

    assert workshop.site.is_symlink()
    assert not second.is_absolute()
    assert first != second
    assert workshop.leftovers() == []


def _publish(drawn: Drawn, folder: Path, **texts: str) -> Built:
    """Publish a site of a few texts."""
    outputs = [Output(f"{name}/text.txt", text.encode) for name, text in texts.items()]
    return build(outputs, replace(drawn, pages=()), {}, folder / "site", folder / "work")


def test_two_folders_take_turns(drawn: Drawn, tmp_path: Path) -> None:
    """The last build but one is brought up to date, so that what did not change since is not even linked anew."""
    folders = []
    for text in ("first", "second", "third", "fourth"):
        _publish(drawn, tmp_path, same="same", other=text)
        folders.append((tmp_path / "site").stat().st_ino)
        assert (tmp_path / "site/other/text.txt").read_text(encoding="utf-8") == text

    assert folders[0] == folders[2] != folders[1] == folders[3]


def test_what_somebody_did_to_the_other_folder_is_undone(drawn: Drawn, tmp_path: Path) -> None:
    """A file altered, replaced, removed or added there, a folder in the place of a file, and a link: none is published."""
    texts = {name: name for name in ("altered", "replaced", "removed", "turned", "same")}
    _publish(drawn, tmp_path, **texts)
    other = (tmp_path / "site").resolve()
    turn = other.stat().st_ino
    _publish(drawn, tmp_path, **texts)
    clean = hashes(tmp_path / "site")
    (other / "altered/text.txt").write_text("ALTERED", encoding="utf-8")
    for name in ("replaced", "removed", "turned"):
        (other / name / "text.txt").unlink()
    (other / "replaced/text.txt").write_text("REPLACED", encoding="utf-8")
    (other / "turned/text.txt/deep").mkdir(parents=True)
    (other / "added").mkdir()
    (other / "added/text.txt").write_text("added", encoding="utf-8")
    (other / "link").symlink_to(tmp_path)

    _publish(drawn, tmp_path, **texts)

    assert (tmp_path / "site").stat().st_ino == turn
    assert hashes(tmp_path / "site") == clean
    assert sorted(item.name for item in (tmp_path / "site").iterdir()) == sorted([*texts, "assets"])


def test_a_build_under_way_alters_no_published_file(drawn: Drawn, tmp_path: Path) -> None:
    """The two folders share their files; a text that changes is a new file, and readers see the old one until the link turns."""
    _publish(drawn, tmp_path, one="one", two="two")
    _publish(drawn, tmp_path, one="one", two="two")
    before = hashes(tmp_path / "site")

    def fails() -> bytes:
        raise OSError("no space left")

    outputs = [Output("one/text.txt", lambda: b"uno"), Output("two/text.txt", fails)]
    with pytest.raises(OSError, match="no space"):
        build(outputs, replace(drawn, pages=()), {}, tmp_path / "site", tmp_path / "work")
    between = hashes(tmp_path / "site")
    _publish(drawn, tmp_path, one="uno", two="two")

    assert between == before
    assert (tmp_path / "site/one/text.txt").read_text(encoding="utf-8") == "uno"


def test_a_foreign_folder_is_not_touched(workshop: Workshop) -> None:
    """A folder that the generator did not make is refused, with what to do."""
    workshop.site.mkdir()
    (workshop.site / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(SiteFault, match="move it away"):
        workshop.build()

    assert [file.name for file in workshop.site.iterdir()] == ["mine.txt"]
    assert (workshop.site / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_link_that_leads_nowhere_is_replaced(workshop: Workshop) -> None:
    """Someone emptied the work folder; the next build mends the site."""
    workshop.build()
    before = hashes(workshop.site)
    shutil.rmtree(workshop.work / "builds")

    workshop.build()

    assert hashes(workshop.site) == before


def _many(workshop: Workshop, amount: int = 150) -> None:
    """Enough records for a build to take a while."""
    text = (workshop.root / MEDIATORS).read_text(encoding="utf-8")
    for n in range(amount):
        workshop.write(f"practices/more-{n}.yaml", text.replace("Test mediators in", f"Test mediators {'x' * n} in"))


def _building(workshop: Workshop) -> subprocess.Popen[bytes]:
    """A build in a process of its own, at the moment it begins to write."""
    builds = workshop.work / "builds"
    before = set(builds.glob("*/*"))
    running = subprocess.Popen(
        [sys.executable, "-m", "generator.cli", "build", "--root", str(workshop.root), "--today", TODAY.isoformat()],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while running.poll() is None and set(builds.glob("*/*")) == before:
        time.sleep(0.0005)
    return running


def test_a_killed_build_leaves_a_whole_site(workshop: Workshop) -> None:
    """Killed at any moment, readers see the old site or the new one, and the next build works and leaves nothing behind."""
    _many(workshop)
    workshop.build()
    workshop.build()
    old = hashes(workshop.site)
    running = _building(workshop)
    began = time.perf_counter()
    assert running.wait() == 0
    writing = time.perf_counter() - began
    workshop.change(MEDIATORS, "Sampleville trains test", "Sampleville schools test")
    workshop.build()
    new = hashes(workshop.site)
    chance = random.Random(40)  # noqa: S311 the same moments every time
    ends = []

    for _ in range(6):
        workshop.change(MEDIATORS, "Sampleville schools test", "Sampleville trains test")
        workshop.build()
        assert hashes(workshop.site) == old
        workshop.change(MEDIATORS, "Sampleville trains test", "Sampleville schools test")
        running = _building(workshop)
        time.sleep(chance.uniform(0, 0.8) * writing)
        running.kill()
        ends.append(running.wait())
        left = hashes(workshop.site)

        assert left in (old, new)
        workshop.build()
        assert hashes(workshop.site) == new
        assert workshop.leftovers() == []

    assert ends.count(-signal.SIGKILL) >= 3


def test_a_half_turned_link_is_removed(workshop: Workshop) -> None:
    """Killed between making the link and turning it; the next build leaves nothing of it."""
    (workshop.root / ".site.4194303").symlink_to("nowhere")

    workshop.build()

    assert [item.name for item in workshop.root.iterdir() if item.name.startswith(".site")] == []


# Old addresses, withdrawn records, drafts


def test_an_alias_becomes_a_redirect(pages: dict[str, Read]) -> None:
    """The old address leads to the new one, says so in words, and names it as the one to keep."""
    old = pages["practices/test-lanterns/index.html"]

    assert old.meta("refresh") == "0; url=../../practices/test-lamps/"
    assert old.all("a") == [{"href": "../../practices/test-lamps/"}]
    assert [link["href"] for link in old.all("link") if link["rel"] == "canonical"] == [
        "https://beacon.example/practices/test-lamps/"
    ]
    assert old.meta("robots") == "noindex"
    assert old.values("lang") == ["en"]


def test_a_withdrawn_record_keeps_its_page_with_the_reason(workshop: Workshop) -> None:
    """The day, the reason and what replaces it; search engines are told to forget it, and lists and search do."""
    workshop.change(
        MEDIATORS,
        "status: published",
        "status: withdrawn\nwithdrawn: {date: 2026-06-01, reason: It was *wrong* & odd., replaced_by: test-lamps}",
    )

    workshop.build()
    read = Read(workshop.read("practices/test-mediators/index.html"))

    assert "withdrawn on 1 June 2026" in read.text("article")
    assert "It was wrong & odd." in read.text("article")
    assert "../../practices/test-lamps/" in read.values("href")
    assert read.meta("robots") == "noindex"
    assert "practices/test-mediators/" not in sitemap(workshop)
    assert "test-mediators" not in workshop.read("practices/index.html")
    assert "test-mediators" not in workshop.read("search/catalogue.json")
    assert dead_links(pages_of(workshop.site), workshop.site) == []


WITHDRAWN = (
    ("practices/approaches/test-lighting.yaml", "approaches/test-lighting/"),
    ("content/cities/exampleton.md", "cities/exampleton/"),
    ("content/partners/test-league.md", "partners/test-league/"),
    ("content/lessons/test-audit.md", "learn/test-audit/"),
    ("content/frameworks/test-agenda.md", "frameworks/test-agenda/"),
)


@pytest.mark.parametrize(("path", "address"), WITHDRAWN)
def test_every_kind_of_record_can_be_withdrawn(workshop: Workshop, path: str, address: str) -> None:
    """Each keeps a page with the reason, outside of the sitemap."""
    workshop.change(
        path, "status: published", "status: withdrawn\nwithdrawn: {date: 2026-06-01, reason: It was wrong.}"
    )

    problems = workshop.build_anyway()

    assert [p.rule for p in problems if p.rule != "beacon-without-duty"] == []
    assert "It was wrong." in workshop.read(f"{address}index.html")
    assert address not in sitemap(workshop)


SENT = "conflict_of_interest: None declared.\nreview:\n  submitted: 2026-03-02\n"
FACTS = {
    "draft": "",
    "submitted": SENT,
    "reviewed": SENT + "  readings:\n" + "".join(f"    - {{role: {role}, date: 2026-03-04, stake: no, verdict: fit}}\n" for role in ("evidence", "place")),
}  # fmt: skip
"""What a record must hold to be in each state."""


@pytest.mark.parametrize("state", FACTS)
def test_only_published_records_are_built(workshop: Workshop, state: str) -> None:
    """Of a record on its way no page, no row, no word, but on the page of those who look after it."""
    as_draft(workshop, MEDIATORS, state)
    workshop.change(MEDIATORS, "limits:\n", f"{FACTS[state]}limits:\n")

    workshop.build()

    assert not (workshop.site / "practices/test-mediators").exists()
    assert "practices/test-mediators/" not in sitemap(workshop)
    assert [
        path
        for path in hashes(workshop.site)
        if path.endswith((".html", ".json", ".xml"))
        and not path.startswith("maintain/")
        and b"test-mediators" in (workshop.site / path).read_bytes()
    ] == []


@pytest.mark.parametrize("path", [path for _, path in RECORDS])
def test_nothing_links_to_a_draft(workshop: Workshop, path: str) -> None:
    """Who named a record that is a draft again names it without a link."""
    as_draft(workshop, path)

    workshop.build_anyway()

    assert dead_links(pages_of(workshop.site), workshop.site) == []


# What every page holds


def test_every_link_leads_somewhere(finished: Workshop, pages: dict[str, Read]) -> None:
    """Each href and src resolves to a file of the site, and each anchor exists in its target."""
    assert dead_links(pages, finished.site) == []


def test_ids_are_unique_on_every_page(pages: dict[str, Read]) -> None:
    """An anchor means one place."""
    twice = {path: {i for i in ids if ids.count(i) > 1} for path, page in pages.items() if (ids := page.values("id"))}

    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_every_page_is_well_formed(pages: dict[str, Read]) -> None:
    """Every tag is closed where it should be, no attribute comes twice, and no paragraph holds a block."""
    assert {path: page.faults for path, page in pages.items() if page.faults} == {}


def test_every_page_says_what_it_is(pages: dict[str, Read]) -> None:
    """A title, a description, its own address, one first heading, one main part and its language."""
    wrong = {}
    for path, read in pages.items():
        if is_redirect(read):
            continue
        canonical = [link["href"] for link in read.all("link") if link.get("rel") == "canonical"]
        said = {
            "title": len(read.text("title")) > 8,
            "description": len(read.meta("description") or "") > 20,
            "canonical": path == "404.html"
            or canonical == [f"https://beacon.example/{path.removesuffix('index.html')}"],
            "h1": len(read.all("h1")) == 1 and read.text("h1") != "",
            "main": len(read.all("main")) == 1,
            "lang": read.all("html")[0].get("lang") == "en",
            "charset": read.tags.index(("meta", {"charset": "utf-8"})) < 5,
        }
        if not all(said.values()):
            wrong[path] = [name for name, good in said.items() if not good]

    assert wrong == {}


def test_titles_tell_pages_apart(pages: dict[str, Read]) -> None:
    """No two pages share a title."""
    titles = [read.text("title") for read in pages.values() if not is_redirect(read)]

    assert sorted(title for title in set(titles) if titles.count(title) > 1) == []


def test_descriptions_fit_where_they_are_shown(pages: dict[str, Read]) -> None:
    """No longer than search engines show."""
    assert {
        path: len(found) for path, read in pages.items() if len(found := read.meta("description") or "") > 160
    } == {}


def test_headings_skip_no_level(pages: dict[str, Read]) -> None:
    """A part of a part is never announced as a part of nothing."""
    wrong = {}
    for path, read in pages.items():
        levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
        if any(after > before + 1 for before, after in pairwise(levels)):
            wrong[path] = levels

    assert wrong == {}


def test_the_section_of_a_page_is_marked(pages: dict[str, Read]) -> None:
    """The list itself as the page one is on, its records as within it."""

    def current(path: str) -> set[tuple[str, str]]:
        return {(a["href"], a["aria-current"]) for a in pages[path].all("a") if "aria-current" in a}

    assert current("practices/index.html") == {("./", "page")} or current("practices/index.html") == {
        ("../practices/", "page")
    }
    assert {state for _, state in current("practices/test-lamps/index.html")} == {"true"}
    assert current("search/index.html") == set()


def test_structured_data_can_be_read(pages: dict[str, Read]) -> None:
    """Every record carries its data for search engines, and it says what the page says."""
    for path in (
        "practices/test-lamps/index.html",
        "approaches/test-lighting/index.html",
        "cities/exampleton/index.html",
    ):
        read = pages[path]
        blocks = [
            text
            for script, text in zip(read.all("script"), read.texts["script"], strict=True)
            if script.get("type") == "application/ld+json"
        ]

        data = json.loads(blocks[0])

        assert len(blocks) == 1
        assert data["headline"] == read.text("h1")
        assert data["url"] == f"https://beacon.example/{path.removesuffix('index.html')}"


def test_a_record_page_is_light(whole: Path) -> None:
    """Under 15 KB on the wire, compressed as web hosts do, however much evidence it shows; its frame, the contents list apart, under 12 KB of HTML."""
    pages = {
        file.parent.name: file.read_bytes()
        for folder in ("practices", "approaches", "cities")
        for file in (whole / folder).glob("*-*/index.html")
    }

    assert len(pages) > 10
    assert {name: size for name, page in pages.items() if (size := len(gzip.compress(page))) > 15_000} == {}
    frames = {
        name: len(re.sub(rb'<li class="md-nav__item"><a href="#.*?</li>', b"", page.partition(b"<article")[0]))
        for name, page in pages.items()
    }
    assert {name: size for name, size in frames.items() if size > 12_000} == {}


# For search engines


def test_sitemap_lists_every_page_to_be_found(pages: dict[str, Read], finished: Workshop) -> None:
    """Every page that search engines are not told to leave out, and nothing else."""
    listed = {path.removesuffix("index.html") for path, read in pages.items() if read.meta("robots") != "noindex"}

    assert set(sitemap(finished)) == listed


def test_sitemap_says_when_a_record_was_read(finished: Workshop) -> None:
    """The day of the last reading, else the day it was begun; never the day of the build."""
    days = sitemap(finished)

    assert days["practices/test-lamps/"] == "2026-02-11"
    assert days["practices/test-mediators/"] == "2026-03-01"
    assert TODAY.isoformat() not in days.values()


def test_robots_name_the_sitemap(finished: Workshop) -> None:
    """Everything may be read."""
    assert finished.read("robots.txt").splitlines() == [
        "User-agent: *",
        "Allow: /",
        "Sitemap: https://beacon.example/sitemap.xml",
    ]


def test_the_404_page_stands_alone(pages: dict[str, Read]) -> None:
    """A server shows it at any depth: no relative link and no file of the site."""
    missing = pages["404.html"]

    assert missing.meta("robots") == "noindex"
    assert all(link.startswith("/") for link in missing.values("href"))
    assert missing.values("src") == []
    assert missing.all("link") == []
    assert missing.all("script") == []


# Hostile text


HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)></title></textarea>--></script>{{ 7*7 }}{% x %}<!-- beacon:standings -->&amp;lt;"


def _spoil(data: Any, at: tuple[str | int, ...], value: str) -> None:
    for step in at[:-1]:
        data = data[step]
    data[at[-1]] = value


class _Plain(yaml.SafeLoader):
    """Reads words and days as they are written."""

    yaml_implicit_resolvers = {  # noqa: RUF012 what the base class calls it
        first: [(tag, pattern) for tag, pattern in found if tag.rsplit(":", 1)[1] not in {"bool", "timestamp"}]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _hostile(workshop: Workshop, kind: str, path: str, text: str) -> int:
    """Write a text into every prose field of a record; says how many."""
    file = workshop.root / path
    source = file.read_text(encoding="utf-8")
    head = source.split("---\n", 2)[1] if path.endswith(".md") else source
    data = yaml.load(head, _Plain)  # noqa: S506 a safe loader
    record = load(workshop.root, TODAY).catalog.of(kind)[file.stem].record
    places = [leaf.at for leaf in leaves(record, (Prose,))]
    for at in places:
        _spoil(data, at, text)
    written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    file.write_text(
        f"---\n{written}---\n{text}\n\n## {text}\n\n{text}\n" if path.endswith(".md") else written, encoding="utf-8"
    )
    return len(places)


def _ours(site: Path) -> set[str]:
    """The inline scripts of the site as it is without hostile text."""
    return {
        text
        for read in pages_of(site).values()
        for script, text in zip(read.all("script"), read.texts.get("script", []), strict=True)
        if "src" not in script and not script.get("type")
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, frames: Path) -> Workshop:
    """The small library with a hostile text in every prose field of a record of each kind, built all the same."""
    root = set_up(tmp_path_factory.mktemp("hostile") / "library")
    shutil.copytree(frames, root / ".beacon" / "engine")
    workshop = Workshop(root)
    amounts = [_hostile(workshop, kind, path, HOSTILE) for kind, path in RECORDS]
    assert min(amounts) >= 5
    assert max(amounts) >= 50
    rules = {problem.rule for problem in workshop.build_anyway()}
    assert "raw-html" in rules
    assert rules & {"unreadable", "wrong-type", "not-allowed"} == set()
    return workshop


@pytest.mark.parametrize("address", RECORD_PAGES)
def test_hostile_text_is_shown_as_it_was_written(hostile: Workshop, address: str) -> None:
    """In the heading, the title, the description and what is shared: each sign of it, and nothing of it as markup."""
    read = Read(hostile.read(f"{address}index.html"))

    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in read.text("h1")
    assert read.text("title").startswith("\"'><script>alert(1)</script>")
    assert read.meta("og:title") == HOSTILE
    assert "{{ 7*7 }}" in read.text("h1")
    assert "alert(1)" in (read.meta("description") or "")


def test_hostile_text_brings_no_script_and_no_handler(hostile: Workshop, finished: Workshop) -> None:
    """On no page of the site: only our scripts, only our addresses, no attribute that runs, no form or frame."""
    ours = _ours(finished.site)
    theirs = _ours(hostile.site)
    wrong = []
    for path, read in pages_of(hostile.site).items():
        for tag, attributes in read.tags:
            wrong += [
                f"{path}: <{tag} {name}>"
                for name in attributes
                if name.startswith("on") or name in {"style", "srcdoc", "formaction"}
            ]
            wrong += [
                f"{path}: <{tag} {name}={value}>"
                for name, value in attributes.items()
                if re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE)
            ]
        wrong += [
            f"{path}: <{tag}>" for tag in ("iframe", "object", "embed", "base", "textarea") for _ in read.all(tag)
        ]
        wrong += [
            f"{path}: {src}"
            for script in read.all("script")
            if (src := script.get("src", "assets/")) and "assets/" not in src
        ]
        wrong += [f"{path}: img {image}" for image in read.all("img") if not image["src"].endswith("assets/beacon.svg")]

    assert wrong == []
    assert theirs == ours


def test_pages_with_hostile_text_are_well_formed(hostile: Workshop) -> None:
    """Nothing is opened or closed by a text."""
    pages = pages_of(hostile.site)

    assert {path: read.faults for path, read in pages.items() if read.faults} == {}


def test_structured_data_holds_hostile_text_as_text(hostile: Workshop) -> None:
    """It cannot end its script element, and reads back as it was written."""
    source = hostile.read("practices/test-lamps/index.html")
    block = re.findall(r'<script type="application/ld\+json">(.*?)</script>', source, re.DOTALL)

    data = json.loads(block[0])

    assert data["headline"] == HOSTILE
    assert data["description"] == HOSTILE
    assert "<" not in block[0]


def test_the_policy_stays_as_it_is_beside_hostile_text(hostile: Workshop, finished: Workshop) -> None:
    """No text changes what a page allows."""
    for address in RECORD_PAGES:
        ours, theirs = (
            Read(w.read(f"{address}index.html")).meta("Content-Security-Policy") for w in (finished, hostile)
        )

        assert ours == theirs
        assert ours is not None


def test_the_catalogue_and_sitemap_hold_hostile_text_as_data(hostile: Workshop) -> None:
    """Both can still be read."""
    columns = json.loads(hostile.read("search/catalogue.json"))["columns"]

    assert [row[2] for row in zip(*columns, strict=True) if row[1] == "test-lamps"] == [HOSTILE]
    assert "practices/test-lamps/" in sitemap(hostile)


def test_a_slot_in_a_text_stays_text(workshop: Workshop) -> None:
    """Even the very token that this build splits its frames at, and the mark of a live part."""
    mark = next(item.name for item in (workshop.work / "engine").iterdir())
    token = f"slot-{mark}-body-tols"
    workshop.change(MEDIATORS, "title: Test mediators in Sampleville", f"title: '{token} <!-- beacon:standings -->'")
    workshop.change(MEDIATORS, "quarrel [@mediator-note]", f"quarrel about {token} and <!-- beacon:standings -->")

    workshop.build_anyway()
    read = Read(workshop.read("practices/test-mediators/index.html"))

    assert read.text("h1") == f"{token} <!-- beacon:standings -->"
    assert f"quarrel about {token} and <!-- beacon:standings -->" in read.text("article")
    assert len(read.all("h1")) == 1


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example/x",
        "../../../etc/passwd",
        "&#106;avascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_a_link_of_a_text_leads_only_to_the_web_or_to_records(workshop: Workshop, link: str) -> None:
    """Any other address stays text, or leads nowhere."""
    workshop.change(MEDIATORS, "quarrel [@mediator-note]", f"quarrel [here]({link})")

    workshop.build_anyway()
    links = [a.get("href", "") for a in Read(workshop.read("practices/test-mediators/index.html")).all("a")]

    assert [to for to in links if re.match(r"(?i)javascript|data:|vbscript|file:|//", to) or "passwd" in to] == []
