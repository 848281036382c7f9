"""The section on taking figures away: what it links to is there, and what it tells people to write works."""

import ast
import json
import re
from pathlib import Path

import pytest

from generator.exports.data import files
from generator.load import Loaded, load
from generator.pages.downloads import File, distributions, downloads, page_of, section, snippets
from generator.pages.view import Library
from tests.site_fixtures import Read
from tests.support import TODAY

SETTINGS = {"url": "https://beacon.example/", "name": "Beacon"}
CSV = "https://beacon.example/indicators/test-safety-survey/test-safety-survey.csv"


@pytest.fixture
def site(loaded: Loaded) -> Library:
    """The small library at an address."""
    return Library(loaded.catalog, SETTINGS)


def test_each_size_is_that_of_its_file(site: Library) -> None:
    """What the page says of a file is true of the file that the site gets."""
    dataset = site.catalog.indicators["test-safety-survey"]
    made = {output.path: output.content() for output in files(site)}

    for file in downloads(site, dataset).files:
        content = made[file.url.removeprefix(SETTINGS["url"])]
        assert isinstance(content, bytes) and len(content) == file.bytes
        assert file.url.endswith(file.name)


@pytest.mark.parametrize(
    ("amount", "said"),
    [(940, "940 bytes"), (1_499, "1 KB"), (999_499, "999 KB"), (999_500, "1.0 MB"), (2_450_000, "2.5 MB")],
)
def test_sizes_are_told_in_few_digits(amount: int, said: str) -> None:
    """As file managers tell them."""
    assert File("", "", "", "", "", amount).size == said


def test_lines_read_the_file_by_its_full_address(site: Library) -> None:
    """Copied out of the page, a line works anywhere: it names the CSV at its canonical address and nothing else."""
    for one in downloads(site, site.catalog.indicators["test-safety-survey"]).snippets:
        assert re.findall(r'https?://[^"]*', one.code) == [CSV]
        assert "\n" not in one.code


def test_the_line_for_pandas_is_python() -> None:
    """It imports pandas and calls its reader with one text."""
    tree = ast.parse(snippets(CSV)[0].code)

    match tree.body:
        case [
            ast.Import(names=[ast.alias(name="pandas", asname="pd")]),
            ast.Assign(
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id="pd"), attr="read_csv"),
                    args=[ast.Constant(value=address)],
                    keywords=[],
                )
            ),
        ]:
            assert address == CSV
        case _:
            pytest.fail(ast.dump(tree))


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (1, r'[a-z]+ <- read\.csv\("[^"\\]+"\)'),
        (2, r'=IMPORTDATA\("[^"\\]+"\)'),
        (3, r'= Table\.PromoteHeaders\(Csv\.Document\(Web\.Contents\("[^"\\]+"\)\)\)'),
    ],
)
def test_the_other_lines_are_one_call(number: int, form: str) -> None:
    """Of R, of a spreadsheet on the web, of Power Query; brackets and quotation marks are closed."""
    assert re.fullmatch(form, snippets(CSV)[number].code)


def test_search_engines_are_told_of_every_file(site: Library) -> None:
    """In the words of schema.org, with media type and size."""
    found = distributions(site, site.catalog.indicators["test-safety-survey"])

    assert [one["encodingFormat"] for one in found] == [
        "text/csv", "application/json", "application/vnd.apache.parquet", "application/zip",
    ]  # fmt: skip
    assert found[0]["contentUrl"] == CSV and {one["@type"] for one in found} == {"DataDownload"}
    json.dumps(found)


def test_the_section_is_whole(site: Library) -> None:
    """Four links to files beside the page, four lines, both references and the licence, in sound markup."""
    dataset = site.catalog.indicators["test-safety-survey"]

    read = Read(str(section(site.view("indicators/test-safety-survey/"), dataset)))

    assert read.faults == []
    links = [link["href"] for link in read.all("a")]
    assert links == [
        *(f"test-safety-survey.{kind}" for kind in ("csv", "json", "parquet", "zip")),
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ]
    assert len(read.all("pre")) == 5 and read.values("id") == ["take", "cite"]
    assert page_of(site, dataset) in read.text("p") or any(page_of(site, dataset) in t for t in read.texts["p"])


def test_hostile_words_stay_words(small: Path) -> None:
    """A title, a publisher or a licence with markup in it is shown, not obeyed; an address that is none is no link."""
    path = small / "datasets/test-safety-survey/datapackage.json"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ('"Invented statistics office"', '"<script>alert(1)</script>"'),
        ('"title": "Public domain"', '"title": "<img src=x onerror=alert(1)>"'),
        ('"path": "https://creativecommons.org/publicdomain/zero/1.0/"', '"path": "javascript:alert(1)"'),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    catalog = load(small, TODAY).catalog
    site = Library(catalog, SETTINGS)

    found = str(section(site.view("indicators/test-safety-survey/"), catalog.indicators["test-safety-survey"]))

    assert "<script" not in found and "<img" not in found and "javascript:" not in found
    assert "&lt;script&gt;" in found
