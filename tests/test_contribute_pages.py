"""What the form is made from: every field is in it and in the reference, and a record travels to it as its file says."""

import json
import re

import pytest

from generator.forms import KINDS, flat, sections
from generator.pages.contribute import inline, repository, sections_of, singular, stop
from generator.reading import strict_yaml
from generator.reading.markdown_file import split
from tests.site_fixtures import Read, Workshop
from tests.support import LIBRARY

pytest_plugins = ("tests.site_fixtures.fixtures",)


@pytest.mark.parametrize("kind", KINDS)
def test_form_and_reference_hold_every_field(finished: Workshop, kind: str) -> None:
    """Each field of the model, at every depth, is described in the form's data and has an anchor in the reference."""
    paths = {field.path for section in sections(kind) for field in flat(section.fields)}
    form = json.loads(finished.read(f"contribute/{kind}/form.json"))
    page = Read(finished.read(f"contribute/fields/{kind}/index.html"))

    def described(fields: list[dict[str, object]], above: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
        found = set()
        for field in fields:
            at = (*above, str(field["name"]))
            inner = field.get("fields", [])
            assert isinstance(inner, list)
            found |= {at} | described(inner, at)
        return found

    assert {path for section in form["sections"] for path in described(section["fields"])} == paths
    assert {f"field-{'-'.join(path)}" for path in paths} <= set(page.values("id"))
    assert page.faults == []


def test_a_record_travels_as_its_file_says(finished: Workshop) -> None:
    """What the form opens is what the file holds, no default added; a story comes with its text."""
    told = json.loads(finished.read("practices/test-lamps/record.json"))
    source = strict_yaml.load((LIBRARY / "practices/test-lamps.yaml").read_bytes())
    city = json.loads(finished.read("cities/exampleton/record.json"))

    assert told["record"] == json.loads(json.dumps(source))
    assert (told["kind"], told["id"], told["path"]) == ("practice", "test-lamps", "practices/test-lamps.yaml")
    assert city["text"] == split((LIBRARY / "content/cities/exampleton.md").read_bytes()).body


def test_only_records_that_readers_may_find_are_published(workshop: Workshop) -> None:
    """A draft has no page, and no data beside it either."""
    workshop.change("practices/test-patrols.yaml", "status: published", "status: draft")
    workshop.change("practices/test-lamps.yaml", "[test patrols](practice:test-patrols)", "test patrols")
    workshop.build_anyway()

    assert (workshop.site / "practices/test-lamps/record.json").is_file()
    assert not (workshop.site / "practices/test-patrols/record.json").exists()


def test_a_quoted_sentence_is_ended_once() -> None:
    """What has its own end needs none; a reference never prints two full stops."""
    assert [stop(said) for said in ("Violence was eliminated.", "Why?", "best practice", "")] == ["", "", ".", "."]


def test_home_and_long_references_lead_on(finished: Workshop) -> None:
    """From the first page to the form in one step; from the top of a long page to each of its parts."""
    assert 'href="contribute/practice/"' in finished.read("index.html")
    for address in ("contribute/fields/city", "rules"):
        page = finished.read(f"{address}/index.html")
        parts = page[page.index('class="parts-of-page"') :].partition("</nav>")[0]
        leads = re.findall(r'href="#([a-z-]+)"', parts)
        assert len(leads) > 3 and all(f'<section id="{id}">' in page for id in leads)


def test_sources_stand_second() -> None:
    """Other parts name them, so they are asked for before."""
    assert [section.id for section in sections_of("practice")][:2] == ["what", "sources"]
    assert {s.id for s in sections_of("city")} == {s.id for s in sections("city")}


@pytest.mark.parametrize(
    ("edit_uri", "expected"),
    [
        ("https://github.com/a/b/edit/main", ("https://github.com/a/b", "main")),
        ("https://github.com/a/b/edit/main/", ("https://github.com/a/b", "main")),
        ("https://host.example/x/y/-/edit/trunk", ("https://host.example/x/y", "trunk")),
        ("https://host.example/anything", ("", "")),
        ("", ("", "")),
    ],
)
def test_the_repository_is_known_from_where_its_files_are_edited(edit_uri: str, expected: tuple[str, str]) -> None:
    """Where nothing is known, no link is offered."""
    assert repository(edit_uri) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_entries_of_groups_have_a_name_of_their_own(kind: str) -> None:
    """A list of groups says what one of them is called, so that buttons can say it."""
    repeated = [f for s in sections(kind) for f in flat(s.fields) if f.repeated and f.widget == "group"]

    assert [field.path for field in repeated if singular(field) == "entry"] == []


def test_examples_stand_as_a_file_holds_them() -> None:
    """Texts without quotation marks, lists in brackets."""
    assert (inline("a word"), inline(["a", "b"]), inline({"low": 1})) == ("a word", '["a", "b"]', '{"low": 1}')
