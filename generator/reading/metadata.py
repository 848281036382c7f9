"""Whether what a descriptor says about a package is plainly as the standard wants it; if not, frictionless is asked.

Strict on purpose: what passes here passes frictionless. It keeps frictionless, which takes a second to import, out of the
way of packages that need no word of its.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from generator.reading.descriptor import is_table
from generator.reading.schema import OPTIONS, match_of

PLAIN_TYPES = ("string", "any", "integer", "number", "boolean", "date", "year")
Shape = Mapping[str, Callable[[Any], bool]]
"""What some keys of a group of fields must hold where they are there; other keys may hold anything."""


def is_plain(descriptor: Mapping[str, Any]) -> bool:
    """Whether nothing needs to be asked about a descriptor in which `descriptor.remarks` found nothing."""
    resources = descriptor["resources"]
    second = is_second(descriptor)
    return (
        _fits(descriptor, _PACKAGE)
        and not {"missingValues", "fields"} & descriptor.keys()
        and all(_fits(resource, _RESOURCE) and "missingValues" not in resource for resource in resources)
        and all(_plain_schema(resource["schema"], second) for resource in resources if is_table(resource))
        and (second or all(_is_name(part["name"]) for part in (descriptor, *resources) if "name" in part))
    )


def is_second(descriptor: Mapping[str, Any]) -> bool:
    """Whether a descriptor says that it follows the second version of the standard, which allows more."""
    return bool(re.match(r"https?://datapackage\.org/profiles/2\.", str(descriptor.get("$schema", ""))))


def _fits(part: Any, shape: Shape) -> bool:
    return isinstance(part, dict) and all(fits(part[key]) for key, fits in shape.items() if key in part)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[-a-z0-9._/]+", value) is not None


def _is_moment(value: Any) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?", value, re.ASCII):
        return False
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_mailbox(value: Any) -> bool:
    return (
        isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(\.[a-z0-9]+)*@([a-z0-9]+\.)+[a-z]{2,6}", value) is not None
    )


def _list_of(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, tuple) and all(map(fits, value))


def _texts(*keys: str) -> Shape:
    return dict.fromkeys(keys, _is_text)


_LICENCE = _texts("name", "path", "title")
_SOURCE = {**_texts("title", "path"), "email": _is_mailbox}
_PERSON = {**_texts("title", "path", "organisation", "role"), "email": _is_mailbox}
_COMMON: Shape = {
    **_texts("name", "title", "description", "homepage"),
    "licenses": _list_of(lambda item: _fits(item, _LICENCE) and bool(item.get("path") or item.get("name"))),
    "sources": _list_of(lambda item: _fits(item, _SOURCE)),
}
_PACKAGE: Shape = {
    **_COMMON, **_texts("image", "version", "$schema"),
    "created": _is_moment,
    "keywords": _list_of(_is_text),
    "contributors": _list_of(lambda item: _fits(item, _PERSON)),
}  # fmt: skip
_RESOURCE: Shape = {**_COMMON, **_texts("mediatype")}


def _plain_schema(schema: Mapping[str, Any], second: bool) -> bool:
    return (
        _fits(schema, _texts("title", "description"))
        and _is_name(schema.get("name", "a"))
        and match_of(schema) in {"exact", "equal", "subset", "superset", "partial"}
        and _plain_signs(schema.get("missingValues", ()), second)
        and all(_plain_field(field, second) for field in schema["fields"])
    )


def _plain_field(field: Mapping[str, Any], second: bool) -> bool:
    constraints = field.get("constraints", {})
    return (
        _fits(field, _texts("title", "description", "rdfType"))
        and "required" not in field
        and not field.get("example")
        and not (field.keys() & OPTIONS or field.get("format", "default") != "default")
        and field.get("type", "string") in PLAIN_TYPES
        and (second or not {"exclusiveMinimum", "exclusiveMaximum"} & constraints.keys())
        and _plain_signs(field.get("missingValues", ()), second)
    )


def _plain_signs(signs: Sequence[Any], second: bool) -> bool:
    """Texts, or in the second version of the standard groups with a value and a label, each of them once."""
    if all(isinstance(sign, str) for sign in signs):
        return True
    labels = [sign.get("label") for sign in signs if isinstance(sign, dict) and "label" in sign]
    values = [sign.get("value") for sign in signs if isinstance(sign, dict)]
    whole = len(values) == len(signs) and all(map(_is_text, (*values, *labels)))
    return second and whole and len({*values}) == len(values) and len({*labels}) == len(labels)
