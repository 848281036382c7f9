"""Pictures of records on their pages: shown with their words, made anew without what was beside their points."""

import io
import json
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from generator.cli import app
from generator.load import load
from tests.drawn import AUTHOR, ENDINGS, PLAIN_PARTS, XMP, drawing, exif, parts, put, saved
from tests.site_fixtures import Read, Workshop, hashes, set_up
from tests.support import TODAY

pytest_plugins = ("tests.site_fixtures.fixtures",)

PRACTICE, CITY, LESSON = "practices/test-lamps", "cities/exampleton", "lessons/test-audit"
PAGES = {PRACTICE: "practices/test-lamps", CITY: "cities/exampleton", LESSON: "learn/test-audit"}


@pytest.fixture(scope="module")
def with_pictures(tmp_path_factory: pytest.TempPathFactory, frames: Path) -> Workshop:
    """A site with a picture of each form on a practice, a city and a lesson. Only to be read."""
    shop = Workshop(set_up(tmp_path_factory.mktemp("pictures") / "library"))
    shutil.copytree(frames, shop.work / "engine")
    put(shop.root, PRACTICE, "circles.jpg", saved(drawing(2000, 1000), exif=exif(turned=6)))
    put(shop.root, CITY, "circles.png", saved(drawing(700, 500), "PNG", exif=exif()))
    put(shop.root, LESSON, "circles.webp", saved(drawing(300, 300), "WEBP", exif=exif()))
    shop.build()
    return shop


def image(shop: Workshop, record: str) -> dict[str, str]:
    """The attributes of the one picture of a record's page."""
    (found,) = [
        i for i in Read(shop.read(f"{PAGES[record]}/index.html")).all("img") if i.get("alt", "").startswith("Blue")
    ]
    return found


def made(shop: Workshop, record: str) -> dict[str, bytes]:
    """The files of a record's pictures, by name."""
    folder = shop.site / PAGES[record]
    return {f.name: f.read_bytes() for f in sorted(folder.iterdir()) if f.suffix in {".jpg", ".png", ".webp"}}


def test_a_picture_is_made_for_phone_and_desk(with_pictures: Workshop) -> None:
    """In widths that screens need, never wider than it was, and upright."""
    assert list(made(with_pictures, PRACTICE)) == ["circles-1000.jpg", "circles-480.jpg", "circles-960.jpg"]
    assert list(made(with_pictures, CITY)) == ["circles-480.png", "circles-700.png"]
    assert list(made(with_pictures, LESSON)) == ["circles-300.webp"]
    sizes = {name: Image.open(io.BytesIO(content)).size for name, content in made(with_pictures, PRACTICE).items()}
    assert sizes == {"circles-1000.jpg": (1000, 2000), "circles-480.jpg": (480, 960), "circles-960.jpg": (960, 1920)}


@pytest.mark.parametrize(("record", "form"), list(zip(PAGES, ENDINGS, strict=True)))
def test_nothing_is_published_beside_the_points(record: str, form: str, with_pictures: Workshop) -> None:
    """Read by the standards: no camera data, no remarks, no profile, no thumbnail."""
    for content in made(with_pictures, record).values():
        assert set(parts(content)) <= PLAIN_PARTS[form]
        assert AUTHOR.encode() not in content and b"Invented" not in content


def test_a_page_keeps_the_place_of_its_picture(with_pictures: Workshop) -> None:
    """Width and height of the file that is taken, words for those who do not see it, and it comes when it is needed."""
    found = image(with_pictures, PRACTICE)

    assert (found["src"], found["width"], found["height"]) == ("circles-960.jpg", "960", "1920")
    assert found["srcset"] == "circles-480.jpg 480w, circles-960.jpg 960w, circles-1000.jpg 1000w"
    assert found["loading"] == "lazy" and "style" not in found
    assert found["alt"] == "Blue circles in the upper left corner of a pale field"


def test_a_page_says_whose_picture_it_is(with_pictures: Workshop) -> None:
    """Caption, credit, and a link to the terms."""
    page = Read(with_pictures.read("cities/exampleton/index.html"))

    assert any(
        "Invented for tests. Picture: Makers of test records, CC0-1.0." in " ".join(t.split())
        for t in page.texts["figcaption"]
    )
    assert "https://creativecommons.org/publicdomain/zero/1.0/" in page.values("href")


def test_search_engines_are_told_of_the_picture(with_pictures: Workshop) -> None:
    """With its address, its words and its terms."""
    html = with_pictures.read("practices/test-lamps/index.html")
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[0])

    (one,) = told["image"]
    assert one["contentUrl"].endswith("/practices/test-lamps/circles-960.jpg") and one["license"].startswith("https://")


def test_the_same_picture_gives_the_same_bytes(workshop: Workshop) -> None:
    """Two builds from nothing agree on every file; a third makes no picture again."""
    put(workshop.root, PRACTICE, "circles.jpg", saved(drawing(900, 600), exif=exif()))
    workshop.build()
    first = hashes(workshop.site.resolve())
    shutil.rmtree(workshop.work / "builds", ignore_errors=True)
    workshop.site.unlink(missing_ok=True)
    for left in workshop.work.iterdir():
        if left.name != "engine":
            shutil.rmtree(left)
    workshop.build()

    assert hashes(workshop.site.resolve()) == first
    assert workshop.build().written == 0


def test_a_changed_picture_changes_its_page(workshop: Workshop) -> None:
    """The page of a practice is kept from build to build, and not when only its picture has become another."""
    path = put(workshop.root, PRACTICE, "circles.jpg", saved(drawing(900, 600)))
    workshop.build()
    (workshop.root / path).write_bytes(saved(drawing(900, 700)))

    workshop.build()

    assert image(workshop, PRACTICE)["height"] == "700"


def test_a_draft_publishes_no_picture(workshop: Workshop) -> None:
    """What readers may not find yet is not found by its picture either."""
    put(workshop.root, LESSON, "circles.webp", saved(drawing(), "WEBP"))
    workshop.change("content/lessons/test-audit.md", "status: published", "status: draft")
    made_anyway = workshop.build_anyway()

    assert all(problem.rule != "bad-picture" for problem in made_anyway)
    assert not list(workshop.site.rglob("circles-*"))


def test_a_picture_with_a_position_stops_the_build(workshop: Workshop) -> None:
    """Nothing is published while one is there; a preview shows the page without it."""
    put(workshop.root, CITY, "circles.jpg", saved(drawing(), exif=exif(position=True)))

    problems = workshop.build_anyway()

    assert [problem.rule for problem in problems] == ["picture-with-position"]
    assert "circles" not in workshop.read("cities/exampleton/index.html")
    assert not list(workshop.site.rglob("circles-*"))


def test_strip_mends_what_the_check_tells(small: Path) -> None:
    """What the hint says works: after `beacon strip` the check is silent."""
    path = put(small, PRACTICE, "circles.jpg", saved(drawing(), exif=exif(position=True), xmp=XMP))
    assert [p.rule for p in load(small, TODAY).problems] == ["picture-with-position"]

    ran = CliRunner().invoke(app, ["strip", str(small / path)])

    assert ran.exit_code == 0 and "bytes taken out" in ran.output
    assert load(small, TODAY).problems == ()


def test_strip_says_what_it_cannot_do(tmp_path: Path) -> None:
    """One line for each file, and the exit code of a problem."""
    (tmp_path / "a.jpg").write_bytes(b"GIF89a")

    ran = CliRunner().invoke(app, ["strip", str(tmp_path / "a.jpg"), str(tmp_path / "b.jpg")])

    assert ran.exit_code == 1
    assert (tmp_path / "a.jpg").read_bytes() == b"GIF89a"


def test_the_library_holds_no_picture_yet(root: Path) -> None:
    """None is invented: the first one will be sent by those whose it is, and this test then goes."""
    assert not (root / "content" / "images").exists()
