"""What is plain in a descriptor is sound for frictionless too."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from frictionless import FrictionlessException, Package
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading.descriptor import remarks
from generator.reading.metadata import is_plain
from generator.reading.standard import remarks_of
from tests.support import as_read

WHOLE: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "package",
    "title": "A package",
    "homepage": "https://example.org",
    "version": "1.0.0",
    "created": "2026-11-22T00:00:00Z",
    "image": "picture.png",
    "keywords": ["a", "b"],
    "licenses": [{"name": "CC-BY-4.0", "path": "https://example.org/by", "title": "By"}, {"name": "CC0-1.0"}],
    "sources": [{"title": "An office", "path": "https://example.org", "email": "office@example.org", "version": "2"}],
    "contributors": [{"title": "Somebody", "role": "author", "roles": ["wrangler"], "organization": "An office"}],
    "own": {"anything": [1, None, {}]},
    "resources": [
        {
            "name": "data", "type": "table", "path": "data.csv", "title": "Data", "mediatype": "text/csv", "bytes": 1,
            "licenses": [{"name": "CC0-1.0"}], "sources": [{"title": "An office"}],
            "schema": {
                "title": "A schema",
                "fields": [
                    {"name": "id", "type": "string", "title": "Id", "rdfType": "http://example.org/id", "missingValues": []},
                    {"name": "n", "type": "integer", "constraints": {"exclusiveMinimum": 0}, "unit": "m"},
                ],
                "missingValues": [{"value": "", "label": "nothing"}, {"value": ".."}],
                "primaryKey": ["id"], "uniqueKeys": [["id"]], "fieldsMatch": "equal",
            },
        },
        {"name": "map", "path": "map.geojson", "description": "A map"},
    ],
}  # fmt: skip


def agreed(descriptor: dict[str, Any]) -> bool:
    """Whether frictionless takes a whole descriptor."""
    try:
        Package.from_descriptor(descriptor)
    except FrictionlessException:
        return False
    return True


def changed(at: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The whole descriptor with one value in another's place; without it, when the value is `...`."""
    found: dict[str, Any] = json.loads(json.dumps(WHOLE))
    part: Any = found
    for step in at[:-1]:
        part = part[step]
    if value is ...:
        del part[at[-1]]
    else:
        part[at[-1]] = value
    return found


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a descriptor."""
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*at, step)
        if isinstance(inner, dict | list):
            yield from places(inner, (*at, step))


PLACES = list(places(WHOLE))
VALUES = st.sampled_from([..., None, True, 0, -1, 3.5, "", "x", "a b", "Ä", "2026-11-22", "a@b", "office@example.org", "[a", [], {}, [1], ["x"], [None], [{}], {"a": 1}])  # fmt: skip


def test_the_whole_is_sound() -> None:
    """Nobody needs to ask frictionless, unless a field has an example, which only it can read."""
    example = changed(("resources", 0, "schema", "fields", 1, "example"), "1")

    assert list(remarks(as_read(WHOLE))) == list(remarks(as_read(example))) == []
    assert is_plain(as_read(WHOLE)) and not is_plain(as_read(example))
    assert remarks_of(as_read(WHOLE), [0, 1]) == remarks_of(as_read(example), [0, 1]) == []


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (("licenses",), "CC0"), (("licenses", 0), {"title": "x"}), (("keywords",), "a"), (("created",), "2026-11-22"), (("title",), 1),
        (("contributors", 0, "email"), "nobody"), (("$schema",), ...), (("resources", 0, "schema", "fields", 0, "required"), True),
        (("resources", 0, "schema", "fields", 1, "example"), "x"), (("resources", 0, "licenses"), "CC0"), (("missingValues",), [""]),
    ],
)  # fmt: skip
def test_what_frictionless_refuses_is_told(at: tuple[Any, ...], value: Any) -> None:
    """With its place, when it names one."""
    descriptor = as_read(changed(at, value))

    assert list(remarks(descriptor)) == []
    assert not is_plain(descriptor)
    assert {remark.rule for remark in remarks_of(descriptor, [0, 1])} == {"bad-descriptor"}


@settings(max_examples=300)
@given(st.sampled_from(PLACES), VALUES, st.booleans())
def test_what_is_plain_is_sound_for_frictionless(at: tuple[Any, ...], value: Any, first: bool) -> None:
    """Whatever stands in whatever place, in either version of the standard."""
    descriptor = changed(at, value)
    if first:
        descriptor.pop("$schema", None)
    whole = as_read(descriptor)
    if list(remarks(whole)) or any(isinstance(resource.get("schema"), str) for resource in whole["resources"]):
        return

    if is_plain(whole):
        assert agreed(descriptor)
    if not remarks_of(whole, range(len(whole["resources"]))):
        assert agreed(descriptor)


@pytest.mark.parametrize("key", ["profiles", "profile", "url", "extends", "$frictionless"])
def test_frictionless_is_handed_nothing_to_fetch(key: str) -> None:
    """Not even by keys of old versions, which it would follow."""
    address = "http://127.0.0.1:9/profile.json"
    descriptor = {**WHOLE, key: [address], "resources": [{**WHOLE["resources"][0], key: [address]}]}

    assert not any("127.0.0.1" in remark.message for remark in remarks_of(as_read(descriptor), [0]))
