"""The engine: light frames for every layout and depth, drawn again only for what it reads, with faults in plain words."""

import base64
import hashlib
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator import engine
from generator.engine import DEPTHS, LAYOUTS, Drawn, EngineFault, Frame
from tests.site_fixtures import Read, Workshop, pages_of

pytest_plugins = ("tests.site_fixtures.fixtures",)

FILLED = {"body", "breadcrumb", "canonical", "contents", "description", "foot", "head", "title"}
"""The slots of a frame that do not belong to a section."""


def draws(workshop: Workshop) -> str:
    """The mark of what the engine drew."""
    return engine.draw(workshop.root, workshop.work / "engine").mark


def runs(workshop: Workshop) -> bool:
    """Whether drawing again starts the engine."""
    kept = workshop.work / "engine"
    before = {item: (item / "done").stat().st_mtime_ns for item in kept.iterdir()}
    draws(workshop)
    return {item: (item / "done").stat().st_mtime_ns for item in kept.iterdir()} != before


def whole(frame: Frame) -> str:
    """A frame without its slots."""
    return "".join(frame.pieces)


def test_there_is_a_frame_for_every_layout_and_depth(drawn: Drawn) -> None:
    """Two layouts, four depths."""
    assert set(drawn.frames) == {(layout, depth) for layout in LAYOUTS for depth in DEPTHS}


def test_frames_are_light(drawn: Drawn) -> None:
    """Under 12 KB each, for every page carries one."""
    sizes = {key: len(whole(frame).encode()) for key, frame in drawn.frames.items()}

    assert {key: size for key, size in sizes.items() if size >= 12_000} == {}


def test_frames_have_the_slots_that_pages_fill(drawn: Drawn) -> None:
    """Each once, those of the sections in the tabs and in the drawer; only the wide layout has no contents list."""
    sections = {f"current-{section['id']}" for section in drawn.settings["sections"]}

    for (layout, _), frame in drawn.frames.items():
        once = [slot for slot in frame.slots if not slot.startswith("current-")]

        assert sorted(set(once)) == sorted(FILLED - ({"contents"} if layout == "wide" else set()))
        assert sorted(slot for slot in frame.slots if slot.startswith("current-")) == sorted([*sections, *sections])


def test_frames_reach_their_assets_from_their_depth(drawn: Drawn) -> None:
    """A page two folders deep goes up two folders, and every file it names was drawn or is ours."""
    for (_, depth), frame in drawn.frames.items():
        links = re.findall(r'(?:href|src)="([^"]*assets/[^"]*)"', whole(frame))

        assert links
        for link in links:
            assert link.startswith("../" * depth + "assets/")
            assert (drawn.assets / link.split("assets/")[1]).is_file() or "beacon" in link


def test_frames_leave_nothing_of_the_machinery(drawn: Drawn) -> None:
    """No token, no folder of a frame, no name of the engine's generator."""
    for frame in (*drawn.frames.values(), *(page.frame for page in drawn.pages)):
        text = whole(frame)

        assert drawn.mark not in text
        assert "frame-" not in text
        assert 'name="generator"' not in text
        assert "-tols" not in text


def test_frame_folders_and_the_engines_own_files_do_not_reach_the_site(finished: Workshop) -> None:
    """Neither its sitemap nor its search nor its 404 page."""
    files = {file.relative_to(finished.site).as_posix() for file in finished.site.rglob("*")}

    assert [file for file in files if file.startswith("frame-")] == []
    assert files & {"sitemap.xml.gz", "search/search_index.json", "search.json"} == set()
    assert [file for file in files if file.endswith(".map")] == []


def test_the_engines_search_does_not_reach_the_site(finished: Workshop) -> None:
    """Ours is the only one."""
    files = {file.relative_to(finished.site).as_posix() for file in finished.site.rglob("*.js")}

    assert [file for file in files if "/search." in file and file != "assets/js/search.js"] == []


def fingerprints(texts: Iterable[str]) -> set[str]:
    """What a policy calls inline texts by."""
    return {f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}" for text in texts}


def test_policy_allows_exactly_what_stands_in_a_page(finished: Workshop) -> None:
    """The hash of each inline script and style, and no other; no other host, no eval."""
    for path, page in pages_of(finished.site).items():
        policy = page.meta("Content-Security-Policy")
        scripts = [
            text for script, text in zip(page.all("script"), page.texts.get("script", []), strict=True) if not script
        ]
        if page.meta("refresh"):
            assert scripts == []
            continue
        assert policy is not None, path
        parts = {part.split()[0]: part for part in policy.split(";")}

        assert set(re.findall(r"'(sha256-[^']+)'", parts.get("script-src", ""))) == fingerprints(scripts), path
        assert set(re.findall(r"'(sha256-[^']+)'", parts.get("style-src", ""))) == fingerprints(
            page.texts.get("style", [])
        ), path
        assert parts["default-src"] == "default-src 'none'"
        assert "unsafe" not in policy
        assert "http" not in policy


def test_policy_comes_before_what_it_governs(finished: Workshop) -> None:
    """A browser holds to it from where it reads it on."""
    for path, page in pages_of(finished.site).items():
        if page.meta("refresh"):
            continue
        names = [tag if tag != "meta" else attributes.get("http-equiv", "meta") for tag, attributes in page.tags]

        assert names.index("Content-Security-Policy") < min(
            (names.index(tag) for tag in ("script", "link") if tag in names), default=99
        ), path


def test_hand_written_pages_come_with_their_own_words(drawn: Drawn) -> None:
    """Title, description, section and text of each."""
    pages = {page.address: page for page in drawn.pages}

    assert set(pages) == {"", "about/", "contribute/", "how-we-review/", "how-we-work/"}
    assert pages["about/"].title == "About Beacon"
    assert pages["about/"].section == "about"
    assert pages["about/"].source == "content/pages/about.md"
    assert all(page.description and "# " in page.text for page in pages.values())


# When the engine runs


def test_drawing_again_does_not_start_the_engine(workshop: Workshop) -> None:
    """What was drawn is kept."""
    draws(workshop)

    assert not runs(workshop)


@pytest.mark.parametrize(
    "path",
    ["practices/test-lamps.yaml", "content/cities/exampleton.md", "datasets/vocabularies/themes.csv", "addresses.txt"],
)
def test_a_changed_record_does_not_start_the_engine(workshop: Workshop, path: str) -> None:
    """Records never pass through it."""
    before = draws(workshop)
    file = workshop.root / path
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert not runs(workshop)
    assert draws(workshop) == before


@pytest.mark.parametrize("path", ["theme/assets/css/beacon.css", "theme/assets/js/search.js"])
def test_a_changed_style_or_script_does_not_start_the_engine(workshop: Workshop, path: str) -> None:
    """They go to the site as they are."""
    file = workshop.root / path
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    assert not runs(workshop)


CHANGES = (
    ("content/pages/about.md", "# About Beacon", "# All about Beacon"),
    ("theme/overrides/partials/tabs.html", "Main sections", "Sections of the library"),
    ("mkdocs.yml", "site_name: Beacon", "site_name: Lighthouse"),
)


@pytest.mark.parametrize(("path", "old", "new"), CHANGES)
def test_a_changed_page_override_or_setting_is_drawn(workshop: Workshop, path: str, old: str, new: str) -> None:
    """The new words stand in what is drawn, and what was drawn before is gone."""
    before = draws(workshop)
    workshop.change(path, old, new)

    drawn = engine.draw(workshop.root, workshop.work / "engine")
    shown = "".join(whole(page.frame) for page in drawn.pages) + drawn.settings["name"]

    assert drawn.mark != before
    assert new.split(": ")[-1].removeprefix("# ") in shown
    assert [item.name for item in (workshop.work / "engine").iterdir()] == [drawn.mark]


def test_an_unfinished_drawing_is_done_again(workshop: Workshop) -> None:
    """Killed while the engine ran; what it left is not taken for whole."""
    mark = draws(workshop)
    (workshop.work / "engine" / mark / "done").unlink()
    shutil.rmtree(workshop.work / "engine" / mark / "site" / "about")

    drawn = engine.draw(workshop.root, workshop.work / "engine")

    assert "about/" in {page.address for page in drawn.pages}


# Faults


def test_a_wrong_link_in_a_page_is_named_with_its_file(workshop: Workshop) -> None:
    """In the words of the engine, with our own paths."""
    workshop.change("content/pages/about.md", "(how-we-work.md)", "(how-we-worked.md)")

    with pytest.raises(EngineFault, match=r"about\.md") as fault:
        draws(workshop)

    assert "how-we-worked.md" in str(fault.value)
    assert "/tmp" not in str(fault.value)  # noqa: S108 the copy's path, which means nothing to a reader


def test_a_wrong_anchor_in_a_page_is_named(workshop: Workshop) -> None:
    """A link to a heading that is not there."""
    workshop.change("content/pages/how-we-work.md", "contribute.md#suggest-a-change", "contribute.md#suggest-changes")

    with pytest.raises(EngineFault, match=r"how-we-work\.md.*suggest-changes"):
        draws(workshop)


@pytest.mark.parametrize(
    ("head", "word"),
    [
        ("title: [a\n", r"content/pages/about\.md:\d+:\d+"),
        ("title: a\ntitle: b\n", r"content/pages/about\.md:\d+:\d+"),
        ("title: !x a\n", r"content/pages/about\.md:\d+:\d+"),
    ],
)
def test_broken_front_matter_is_a_clear_fault(workshop: Workshop, head: str, word: str) -> None:
    """With the file, the line and the column."""
    workshop.write("content/pages/about.md", f"---\n{head}---\n# About\n")

    with pytest.raises(EngineFault, match=word):
        draws(workshop)


def test_a_page_without_front_matter_is_a_clear_fault(workshop: Workshop) -> None:
    """A page needs a title and a description; the fault says so and names the file."""
    workshop.write("content/pages/about.md", "# About\n\nText.\n")

    with pytest.raises(EngineFault, match=r"content/pages/about\.md"):
        draws(workshop)


def test_a_page_without_title_is_a_clear_fault(workshop: Workshop) -> None:
    """No page goes out without one."""
    text = (workshop.root / "content/pages/about.md").read_text(encoding="utf-8")
    workshop.write("content/pages/about.md", re.sub(r"^title: .*\n", "", text, flags=re.MULTILINE))

    with pytest.raises(EngineFault, match=r"content/pages/about\.md.*title"):
        draws(workshop)


def test_a_page_without_description_has_that_of_the_site(workshop: Workshop) -> None:
    """No page goes out without one."""
    text = (workshop.root / "content/pages/about.md").read_text(encoding="utf-8")
    workshop.write("content/pages/about.md", re.sub(r"^description: .*\n", "", text, flags=re.MULTILINE))

    workshop.build()

    assert (
        Read(workshop.read("about/index.html")).meta("description")
        == "Urban-safety practice with its evidence, its figures and its failures."
    )


@pytest.mark.parametrize("text", ["site_name: [", "- a\n", "site_name: Beacon\n", ""])
def test_a_broken_configuration_is_a_clear_fault(workshop: Workshop, text: str) -> None:
    """It names mkdocs.yml."""
    workshop.write("mkdocs.yml", text)

    with pytest.raises(EngineFault, match=r"mkdocs\.yml"):
        draws(workshop)


def test_a_missing_configuration_is_a_clear_fault(workshop: Workshop) -> None:
    """It names mkdocs.yml."""
    (workshop.root / "mkdocs.yml").unlink()

    with pytest.raises(EngineFault, match=r"mkdocs\.yml"):
        draws(workshop)


def test_a_broken_override_is_a_clear_fault(workshop: Workshop) -> None:
    """It says what the engine could not read, and nothing is kept as drawn."""
    workshop.change("theme/overrides/partials/tabs.html", "{% endfor %}", "")

    with pytest.raises(EngineFault, match=r"tabs|endfor|end of template"):
        draws(workshop)
    with pytest.raises(EngineFault):
        draws(workshop)


def test_a_link_among_the_pages_is_refused(workshop: Workshop) -> None:
    """A contributor cannot have another file of the machine published."""
    (workshop.root / "content/pages/passwords.md").symlink_to("/etc/passwd")

    with pytest.raises(EngineFault, match=r"content/pages/passwords\.md"):
        draws(workshop)


# Where the site lives


def test_the_address_of_the_site_comes_from_the_environment(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BEACON_SITE_URL is taken, with or without a slash at its end, in everything that carries an address."""
    monkeypatch.setenv("BEACON_SITE_URL", "https://city.example/safer/beacon")
    workshop.build()

    page = Read(workshop.read("practices/test-lamps/index.html"))

    assert [link["href"] for link in page.all("link") if link["rel"] == "canonical"] == [
        "https://city.example/safer/beacon/practices/test-lamps/"
    ]
    assert page.meta("og:url") == "https://city.example/safer/beacon/practices/test-lamps/"
    assert "https://city.example/safer/beacon/practices/test-lamps/" in workshop.read("sitemap.xml")
    assert "https://city.example/safer/beacon/sitemap.xml" in workshop.read("robots.txt")
    assert 'href="/safer/beacon/search/"' in workshop.read("404.html")
    assert [path for path in workshop.site.rglob("*.*") if b"beacon.example" in path.read_bytes()] == []


def test_the_link_to_change_a_record_comes_from_the_environment(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """BEACON_EDIT_URI leads to the record's file; without it the link leads to the form or the page on contributing."""
    workshop.build()
    without = Read(workshop.read("practices/test-lamps/index.html")).values("href")
    lesson = Read(workshop.read("learn/test-audit/index.html")).values("href")
    monkeypatch.setenv("BEACON_EDIT_URI", "https://host.example/edit/main/")
    workshop.build()

    within = Read(workshop.read("practices/test-lamps/index.html")).values("href")

    assert "../../contribute/practice/?record=test-lamps" in without
    assert "../../contribute/#suggest-a-change" in lesson
    assert "https://host.example/edit/main/practices/test-lamps.yaml" in within


def test_drawing_leaves_the_library_as_it_was(workshop: Workshop) -> None:
    """The engine writes only into its own folder."""

    def files() -> set[Path]:
        return {item for item in workshop.root.rglob("*") if ".beacon" not in item.parts}

    before = files()
    workshop.change("content/pages/about.md", "# About Beacon", "# About us")
    draws(workshop)

    assert files() == before
