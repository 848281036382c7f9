"""What frictionless finds in a descriptor, in words that a contributor understands; and how it is handed a package."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from generator.reading.descriptor import is_table
from generator.reading.metadata import is_second
from generator.reading.remark import STANDARD, Remark
from generator.reading.schema import constraints_of
from generator.reading.strict_yaml import Location

if TYPE_CHECKING:
    from frictionless import Package

_SECOND = "https://datapackage.org/profiles/2.0/datapackage.json"
_OF_ALL = ("name", "title", "description", "homepage", "licenses", "sources")
_OF_PACKAGE = (*_OF_ALL, "contributors", "keywords", "image", "version", "created", "missingValues", "fields")
_OF_RESOURCE = (*_OF_ALL, "mediatype", "missingValues")
_OF_SCHEMA = ("name", "title", "description", "missingValues", "primaryKey", "foreignKeys")
_OF_FIELD = (
    "name", "type", "title", "description", "format", "missingValues", "rdfType", "example", "required", "bareNumber",
    "floatNumber", "decimalChar", "groupChar", "trueValues", "falseValues", "delimiter", "itemType", "arrayItem",
)  # fmt: skip
"""What frictionless is handed of a descriptor: nothing that it would open or fetch."""


def remarks_of(descriptor: Mapping[str, Any], sound: Collection[int]) -> list[Remark]:
    """Remarks on a descriptor and on its `sound` resources, by number, in which we found nothing ourselves. Its tables are
    handed over without a row."""
    from frictionless import FrictionlessException  # slow to import, and not needed for most packages

    resources = [
        {**_part(resource, _OF_RESOURCE), **({"schema": resource["schema"]} if is_table(resource) else {})}
        if number in sound
        else {"name": f"unsound-{number}"}
        for number, resource in enumerate(descriptor["resources"])
    ]
    try:
        made = package(_part(descriptor, _OF_PACKAGE), resources, second=is_second(descriptor))
    except FrictionlessException as fault:
        return [_remark(reason.note or reason.message, descriptor) for reason in fault.reasons or [fault.error]]
    return [
        Remark("bad-descriptor", ("resources", number, "schema", "fields", *at), "the constraint does not fit", hint)
        for number, resource in enumerate(made.resources)
        for at, hint in unread_constraints(resource)
    ]


def package(told: Mapping[str, Any], resources: Sequence[Mapping[str, Any]], *, second: bool) -> "Package":
    """A package of frictionless, without data. Raises FrictionlessException."""
    from frictionless import Package

    handed = [
        {
            **_plain({key: value for key, value in resource.items() if key != "schema"}),
            "data": [],
            **({"type": "table", "schema": _schema(resource["schema"])} if "schema" in resource else {}),
        }
        for resource in resources
    ]
    version = {"$schema": _SECOND} if second else {}
    return Package.from_descriptor({**version, **_plain(told), "resources": handed})


def _part(given: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: given[key] for key in keys if key in given}


def _schema(given: Mapping[str, Any]) -> dict[str, Any]:
    """A schema as it is handed over: lists of categories as constraints, columns matched by us."""
    fields = []
    for field in given["fields"]:
        constraints = constraints_of(field)
        fields.append({**_part(field, _OF_FIELD), **({"constraints": constraints} if constraints else {})})
    found: dict[str, Any] = _plain({**_part(given, _OF_SCHEMA), "fields": tuple(fields)})
    return found


def _plain(value: Any) -> Any:
    """Tuples back to lists, which is what frictionless expects."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def unread_constraints(resource: Any) -> Iterator[tuple[Location, str]]:
    """Constraints that frictionless cannot read as cells of their field, and would stumble over in each row."""
    for number, field in enumerate(resource.schema.fields if resource.schema else ()):
        read = field.create_value_reader()
        for name, wanted in field.constraints.items():
            values = wanted if name == "enum" else [wanted] if name.lower().endswith(("minimum", "maximum")) else []
            if any(read(value) is None for value in values):
                yield (number, "constraints", name), f"write a value of the type {field.type}, as its cells have it"


def _remark(note: str, descriptor: Mapping[str, Any]) -> Remark:
    """A note on the descriptor, at the value it speaks of when it names one."""
    found = re.search(r"(.*) at property '([^']+)'$", note, re.DOTALL)
    if not found:
        return Remark("bad-descriptor", (), in_words(note), STANDARD)
    steps = tuple(int(step) if step.isdigit() else step for step in found[2].split("/"))
    at = next((at for at in _locations(descriptor) if at[-len(steps) :] == steps), ())
    return Remark("bad-descriptor", at, f'"{found[2]}": {in_words(found[1])}', STANDARD)


def _locations(value: Any, at: Location = ()) -> Iterator[Location]:
    yield at
    if isinstance(value, dict | tuple):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _locations(inner, (*at, step))


def in_words(note: str) -> str:
    """A note without the signs of the code it comes from."""
    for code, said in _SAID.items():
        note = note.replace(code, said)
    return re.sub(r"[\[{](.*?)[\]}]", r"\1", note).replace("'", '"').replace('""', '"')


_SAID = {
    "is not of type 'array'": "is not a list", "is not of type 'object'": "is not a group of fields",
    "is not of type 'string'": "is not a text", "does not match '^([-a-z0-9._/])+$'": "holds more than a-z, 0-9, -, . and _",
    "is not valid under any of the given schemas": "is of another kind",
}  # fmt: skip
