"""Golden copies: what a page of each kind says, kept word for word and changed only by command.

`UPDATE=1 pytest tests/test_golden.py` writes `golden/` anew; read the difference as a reader of the site would. A copy
holds the body of the page and what search engines are told, not the frame around it.
"""

import json
import os
import re
from pathlib import Path

import pytest

from tests.site_fixtures import Read, Workshop

pytest_plugins = ("tests.site_fixtures.fixtures",)

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "practice": "practices/test-lamps/",
    "practice-without-evaluation": "practices/test-mediators/",
    "approach": "approaches/test-lighting/",
    "city": "cities/exampleton/",
    "indicator": "indicators/test-safety-survey/",
    "theme": "themes/public-space/",
    "partner": "partners/test-league/",
    "lesson": "learn/test-audit/",
    "learn": "learn/",
    "framework": "frameworks/test-agenda/",
    "frameworks": "frameworks/",
    "adoption": "adoption/",
    "practices": "practices/",
    "practices-on-a-theme": "practices/theme/public-space/",
    "compare": "practices/compare/",
    "approaches": "approaches/",
    "cities": "cities/",
    "indicators": "indicators/",
    "themes": "themes/",
    "place": "places/xxa-exampleton/",
    "place-country": "places/xxb/",
    "places": "places/",
    "search": "search/",
    "evidence-map": "evidence-map/",
    "wanted": "wanted/",
    "decisions": "decisions/",
    "maintain": "maintain/",
    "monitor": "monitor/",
    "readiness": "monitor/readiness/",
    "readiness-of-cities": "monitor/readiness/africa/",
    "checklist": "monitor/checklist/",
    "home": "",
}
FILES = {
    "404.html": "404.html",
    "redirect.html": "practices/test-lanterns/index.html",
    "sitemap.xml": "sitemap.xml",
    "robots.txt": "robots.txt",
    "place-data.csv": "places/xxa-exampleton/xxa-exampleton.csv",
    "data.csv": "indicators/test-safety-survey/test-safety-survey.csv",
}


def compare(name: str, found: str) -> None:
    """A golden copy against what was made; written anew when asked for."""
    file = GOLDEN / name
    if os.environ.get("UPDATE"):
        GOLDEN.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "address"), PAGES.items(), ids=PAGES.keys())
def test_a_page_says_what_its_golden_copy_says(finished: Workshop, name: str, address: str) -> None:
    """Its title, its description, and its body."""
    source = finished.read(f"{address}index.html")
    read = Read(source)
    body = re.search(r"<article[^>]*>(.*?)</article>", source, re.DOTALL)
    assert body is not None
    lines = [line.strip() for line in body[1].splitlines() if line.strip()]

    compare(f"{name}.html", "\n".join([f"<!-- {read.text('title')} | {read.meta('description')} -->", *lines, ""]))


@pytest.mark.parametrize(("name", "path"), FILES.items(), ids=FILES.keys())
def test_a_file_is_as_its_golden_copy(finished: Workshop, name: str, path: str) -> None:
    """Word for word."""
    compare(name, finished.read(path))


def test_the_catalogue_is_as_its_golden_copy(finished: Workshop) -> None:
    """One row a line, the records and themes only; the words of hand-written pages are left out."""
    found = json.loads(finished.read("search/catalogue.json"))
    rows = [row for row in zip(*found["columns"], strict=True) if found["kinds"][row[0]] != "Pages"]

    compare(
        "catalogue.json",
        "\n".join([json.dumps(found["kinds"]), *(json.dumps(row, ensure_ascii=False) for row in rows), ""]),
    )


def test_structured_data_is_as_its_golden_copy(finished: Workshop) -> None:
    """What search engines are told of a record and of a table."""
    blocks = {}
    for name in ("practice", "approach", "city", "indicator"):
        found = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', finished.read(f"{PAGES[name]}index.html"), re.DOTALL
        )
        blocks[name] = [json.loads(block) for block in found]

    compare("structured-data.json", json.dumps(blocks, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def test_no_golden_copy_outlives_its_page() -> None:
    """Every file of the folder is compared with something."""
    known = {*(f"{name}.html" for name in PAGES), *FILES, "catalogue.json", "structured-data.json"}

    assert {file.name for file in GOLDEN.iterdir()} == known
