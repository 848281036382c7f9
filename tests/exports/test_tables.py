"""tables.json: what a browser needs to rate a draft, no more than a rating reads, and in step with the models."""

import json

import pytest
from pydantic import BaseModel

from generator.exports import tables
from generator.load import load
from generator.model import citation, outcome, practice, study
from generator.model.approach import Approach
from generator.pages.view import Library
from tests.support import LIBRARY, TODAY

SETTINGS = {"name": "Beacon", "url": "https://example.org/"}
MODELS: dict[str, type[BaseModel]] = {
    "Practice": practice.Practice, "Approach": Approach, "Study": study.Study, "SystematicReview": study.SystematicReview,
    "Outcome": outcome.Outcome, "Lowered": practice.Lowered, "Citation": citation.Citation,
}  # fmt: skip


@pytest.fixture(scope="module")
def table() -> dict[str, object]:
    """The file of the small library, as a browser reads it."""
    (output,) = tables.files(Library(load(LIBRARY, TODAY).catalog, SETTINGS))
    content = output.content()
    assert isinstance(content, bytes)
    found: dict[str, object] = json.loads(content)
    return found


def test_every_field_that_is_read_is_a_field() -> None:
    """A field that is renamed in a model is renamed here."""
    assert set(MODELS) == set(tables.READ)
    for name, fields in tables.READ.items():
        assert set(fields) <= set(MODELS[name].model_fields), name


def test_measures_have_their_good_way(table: dict[str, object]) -> None:
    """As the vocabulary of the library has them, with tier and title."""
    measures = load(LIBRARY, TODAY).catalog.measures

    assert table["measures"] == {id: {"title": m.title, "good": m.good, "tier": m.tier} for id, m in measures.items()}


def test_every_schema_that_is_named_is_there(table: dict[str, object]) -> None:
    """A reader finds each $ref in the same file."""
    text = json.dumps(table)
    schemas = table["schemas"]
    assert isinstance(schemas, dict)

    named = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
    assert named == set(schemas["$defs"])


def test_what_no_rating_reads_is_not_asked_for(table: dict[str, object]) -> None:
    """A study whose title is still to be written can be rated, one without a design cannot."""
    schemas = table["schemas"]
    assert isinstance(schemas, dict)

    assert set(schemas["$defs"]["Study"]["required"]) == {"id", "design", "cite"}
    assert set(schemas["$defs"]["Outcome"]["required"]) == {"measure", "orientation", "cite"}
    assert schemas["$defs"]["Outcome"]["properties"]["label"]["default"] == ""
