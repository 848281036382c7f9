"""How a data package is cited: honest about whose figures they are, and sound in every form."""

from typing import Any

import pytest
import yaml

from generator.cite import MOST_PUBLISHERS, licences, refer
from generator.load import load
from generator.model.indicator import Indicator, SourceFamily
from tests.support import LIBRARY, TODAY

URL = "https://beacon.example/indicators/x/"


@pytest.fixture(scope="module")
def record() -> Indicator:
    """An indicator with one source."""
    return load(LIBRARY, TODAY).catalog.indicators["test-safety-survey"].record


def descriptor(**values: Any) -> dict[str, Any]:
    """The least that a descriptor says, with what a test is about laid over it."""
    licence = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    return {"name": "x", "version": "1.0.0", "created": "2026-01-10T00:00:00Z", "licenses": [licence], **values}


def with_sources(record: Indicator, *titles: str) -> Indicator:
    """The indicator with other sources."""
    families = {f"S{n}": SourceFamily(title=title, licence="CC0") for n, title in enumerate(titles)}
    return record.model_copy(update={"families": families})


def test_publisher_comes_before_the_table(record: Indicator) -> None:
    """The figures are the publisher's, the table is ours; version, day, address and terms are told."""
    found = refer(descriptor(), record, URL)

    assert found.full == (
        "Invented statistics office. Table by Beacon contributors: Test safety survey (data set, version 1.0.0 of "
        f"2026-01-10). Beacon. {URL}. Terms: CC-BY-4.0."
    )
    assert found.short == f"Test safety survey. Invented statistics office. Table: Beacon contributors, 2026. {URL}"


def test_without_a_day_no_day_is_made_up(record: Indicator) -> None:
    """What the descriptor does not say is left out."""
    found = refer({"name": "x"}, record)

    assert (
        found.full == "Invented statistics office. Table by Beacon contributors: Test safety survey (data set). Beacon."
    )
    assert "year" not in found.bibtex and "date-released" not in yaml.safe_load(found.cff)


def test_many_sources_are_counted(record: Indicator) -> None:
    """A reference stays readable; the page has all names, and CITATION.cff too."""
    many = with_sources(record, *(f"Office {n}" for n in range(MOST_PUBLISHERS + 1)))

    found = refer(descriptor(), many)

    assert found.full.startswith("Figures of 9 sources")
    assert len(yaml.safe_load(found.cff)["references"]) == MOST_PUBLISHERS + 1


def test_two_licences_are_no_choice(record: Indicator) -> None:
    """CITATION.cff would offer them as alternatives, so it names none of them."""
    two = descriptor(licenses=[{"name": "CC-BY-4.0"}, {"name": "CC0-1.0"}])

    assert "license" not in yaml.safe_load(refer(two, record).cff)
    assert yaml.safe_load(refer(descriptor(), record).cff)["license"] == "CC-BY-4.0"
    assert "license" not in yaml.safe_load(refer(descriptor(licenses=[{"name": "own-terms"}]), record).cff)


@pytest.mark.parametrize(
    "text", ['a "b": c', "50% & more_or {less} #1 $ ~ ^ \\", "line\u2028two\n- x", "\x85\x7f\u009f", "- [x]: {y}"]
)
def test_no_text_breaks_a_form(record: Indicator, text: str) -> None:
    """Whatever a contributor writes, CITATION.cff is YAML that says it, and BibTeX has no command in it."""
    hostile = with_sources(record, text).model_copy(update={"title": text})

    found = refer(descriptor(contributors=[{"title": text}]), hostile, URL)

    said = " ".join(text.split())
    cff = yaml.safe_load(found.cff)
    assert (cff["title"], cff["authors"]) == (said, [{"name": said}])
    assert found.bibtex.count("{") - found.bibtex.count("\\{") == found.bibtex.count("}") - found.bibtex.count("\\}")
    assert "\n" not in found.full + found.short


def test_what_is_no_list_of_licences_is_none() -> None:
    """A descriptor that is not yet sound raises nothing, and no address is taken that is none on the web."""
    assert licences({"licenses": "CC-BY-4.0"}) == ()
    assert [one.url for one in licences({"licenses": [{"name": "x", "path": "javascript:alert(1)"}]})] == [""]
