"""The description that all forms are made from."""

from collections import Counter

import pytest

from generator.forms import KINDS, SECTIONS, Field, choices, flat, sections
from generator.load import Loaded


def named(kind: str, path: str) -> Field:
    """The field at a path such as `studies.outcomes.measure`."""
    fields = flat(tuple(field for section in sections(kind) for field in section.fields))
    return next(field for field in fields if field.path == tuple(path.split(".")))


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_a_record_stands_in_one_section(kind: str) -> None:
    """A new field of a model that no section names would be missing from all forms."""
    shown = Counter(field.name for section in sections(kind) for field in section.fields)
    assert shown == Counter([*KINDS[kind].model_fields])


def test_sections_name_no_field_that_no_record_has() -> None:
    """A field that is renamed is renamed in the sections too."""
    known = {name for model in KINDS.values() for name in model.model_fields}
    assert {name for parts in SECTIONS.values() for _, _, _, names in parts for name in names} <= known


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_says_what_it_means(kind: str) -> None:
    """Title and help are never empty, and two fields side by side never share a title."""
    for section in sections(kind):
        for field in flat(section.fields):
            assert field.title and field.help.endswith(tuple(".:)")), field.path
    fields = tuple(field for section in sections(kind) for field in section.fields)
    for siblings in (fields, *(field.fields for field in flat(fields) if field.fields)):
        assert max(Counter(field.title for field in siblings).values()) == 1, [f.path for f in siblings]


@pytest.mark.parametrize(
    ("path", "widget", "repeated", "source"),
    [
        ("title", "line", False, None),
        ("summary", "text", False, None),
        ("themes", "choice", True, "themes"),
        ("places", "reference", True, "place"),
        ("start", "moment", False, None),
        ("created", "day", False, None),
        ("studies", "group", True, None),
        ("studies.units_treated", "whole", False, None),
        ("studies.outcomes.reported.value", "number", False, None),
        ("studies.outcomes.counts.averages", "tick", False, None),
        ("studies.outcomes.cite", "citation", True, None),
        ("citations.url", "address", False, None),
        ("contact", "group", False, None),
        ("kind", "choice", False, ""),
    ],
)
def test_widget_follows_from_the_type(path: str, widget: str, repeated: bool, source: str | None) -> None:
    """What a field is in the model decides how it is asked for."""
    field = named("practice", path)
    assert (field.widget, field.repeated, field.options.name if field.options else None) == (widget, repeated, source)


def test_levels_examples_and_bounds_come_from_the_model() -> None:
    """The words of the model are passed on, not written a second time."""
    claim = named("practice", "claim")
    assert claim.level == "required" and claim.words == 30 and not claim.markdown
    assert claim.bad[0].value == "Violence was eliminated." and claim.bad[0].reason
    assert named("practice", "summary").words == 120 and named("practice", "summary").markdown
    assert named("practice", "still_running").default == "not_seen"


def test_choices_are_what_the_library_holds(loaded: Loaded) -> None:
    """Vocabularies give terms with titles, references give records, closed words give themselves."""
    catalog = loaded.catalog
    themes = choices(named("practice", "themes").options, catalog)
    assert [choice.value for choice in themes] == list(catalog.vocabularies["themes"].terms)
    assert all(choice.title and choice.title != choice.value for choice in themes)
    assert {c.value for c in choices(named("practice", "places").options, catalog)} == set(catalog.places)
    assert {c.value for c in choices(named("practice", "studies.outcomes.measure").options, catalog)} == set(
        catalog.measures
    )
    assert [c.value for c in choices(named("practice", "place_bound").options, catalog)] == ["yes", "no", "not_seen"]
