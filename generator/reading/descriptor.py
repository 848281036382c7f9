"""A data package's descriptor, judged before it is used: its shape, the files it names, and that its tables can be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from generator.problem import did_you_mean
from generator.reading import dialect, schema
from generator.reading.remark import STANDARD, Remark
from generator.reading.strict_yaml import Location
from generator.reading.words import quote


def remarks(descriptor: Any) -> Iterator[Remark]:
    """Everything that keeps a descriptor, or a part of it, from being used. Without any, each resource has a name and
    one path, and each table a schema."""
    if not isinstance(descriptor, dict):
        yield Remark("wrong-type", (), "a descriptor is a group of fields", STANDARD)
        return
    yield from elsewhere(descriptor)
    for key in _PROFILES:
        if not isinstance(descriptor.get(key, ""), str):
            yield Remark("wrong-type", (key,), f'"{key}" is no text', "name the profile of the standard, or remove it")
    resources = descriptor.get("resources")
    if not isinstance(resources, tuple):
        said = 'a descriptor has a list "resources", one for each file'
        yield Remark("wrong-type", ("resources",), said, STANDARD)
        return
    if not resources:
        hint = "name the file of each table, with its schema"
        yield Remark("bad-descriptor", ("resources",), "a data package holds at least one table or file", hint)
    own = [remark for index, resource in enumerate(resources) for remark in _resource(resource, ("resources", index))]
    yield from own
    yield from _names(resources)
    if not own and all(isinstance(resource.get("schema", {}), dict) for resource in resources):
        yield from _between(resources)


def is_table(resource: Mapping[str, Any]) -> bool:
    """Whether a resource is a table, as against a file that is only kept: a map, a picture, a document."""
    kind, ending = str(resource.get("format", "")).casefold(), PurePosixPath(str(resource.get("path", ""))).suffix
    form = kind or ending.casefold().removeprefix(".")
    if resource.get("type") == "table" or resource.get("profile") == "tabular-data-resource" or form in _TABLES:
        return True
    return "schema" in resource and form not in _NO_TABLES


_TABLES = ("csv", "tsv")
_NO_TABLES = ("json", "geojson", "topojson")


def _names(resources: Sequence[Any]) -> Iterator[Remark]:
    """Two resources of one name."""
    seen: set[str] = set()
    for index, resource in enumerate(resources):
        name = resource.get("name") if isinstance(resource, dict) else None
        if isinstance(name, str):
            if name in seen:
                at: Location = ("resources", index, "name")
                yield Remark("bad-descriptor", at, f'a second resource "{name}"', "give each its own name")
            seen.add(name)


def _between(resources: Sequence[Mapping[str, Any]]) -> Iterator[Remark]:
    """Foreign keys that lead nowhere."""
    tables = {
        resource["name"]: [field["name"] for field in resource["schema"]["fields"]]
        for resource in resources
        if is_table(resource)
    }
    for index, resource in enumerate(resources):
        for number, key in enumerate(resource["schema"].get("foreignKeys", ()) if is_table(resource) else ()):
            at = ("resources", index, "schema", "foreignKeys", number, "reference")
            other = key["reference"].get("resource") or resource["name"]
            if other not in tables:
                hint = did_you_mean(other, tables) or f"known here: {', '.join(tables)}"
                yield Remark("bad-descriptor", (*at, "resource"), f'there is no table "{other}"', hint)
            else:
                yield from schema.names_of_key(key["reference"]["fields"], (*at, "fields"), tables[other])


_PROFILES = ("$schema", "profile")


_STANDARD_PROFILE = re.compile(
    r"https?://(?:datapackage\.org/profiles/\d+\.\d+/[a-z]+\.json"
    r"|(?:specs|schemas)\.frictionlessdata\.io/(?:schemas/)?[a-z-]+(?:\.json)?)"
)
"""The addresses that the standard gives its own profiles, which say what a descriptor follows. Nobody opens them."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def elsewhere(descriptor: Mapping[str, Any]) -> Iterator[Remark]:
    """The parts that lead out of the folder of the package."""
    for at, given in _followed(descriptor):
        for where, text in _texts(given, at):
            if not _is_inside(text) and not (at[-1] in _PROFILES and _STANDARD_PROFILE.fullmatch(text)):
                hint = _INSTEAD.get(str(at[-1]), _INSIDE)
                yield Remark("remote-path", where, f"{'.'.join(map(str, where))} is {quote(text)}", hint)


def _followed(descriptor: Mapping[str, Any]) -> Iterator[tuple[Location, Any]]:
    """The parts that a reader would open or fetch."""
    yield from (((key,), descriptor.get(key)) for key in _PROFILES)
    resources = descriptor.get("resources")
    for index, resource in enumerate(resources if isinstance(resources, tuple) else ()):
        if isinstance(resource, dict):
            at: Location = ("resources", index)
            yield from (((*at, key), resource.get(key)) for key in ("path", *_PROFILES))
            for name in ("schema", "dialect"):
                part = resource.get(name)
                yield (*at, name), part if isinstance(part, str) else None
                yield from (((*at, name, key), part.get(key)) for key in _PROFILES if isinstance(part, dict))


_INSIDE = "a package names only files in its own folder"
_INSTEAD = {
    "schema": f"{_INSIDE}; save the schema there, or write it into the descriptor",
    "dialect": f"{_INSIDE}; write the dialect into the descriptor",
    "profile": "no profile is fetched; remove it",
    "$schema": "no profile is fetched; name the standard's own, or remove it",
}


def _is_inside(text: str) -> bool:
    """Whether a path stays in the folder it starts from, on every system."""
    leads_out = _SCHEME.match(text) or text.startswith(("/", "~")) or "\\" in text or ".." in PurePosixPath(text).parts
    return not leads_out and text.isprintable()


def _texts(given: Any, at: Location) -> Iterator[tuple[Location, str]]:
    """The texts of a part that is one text or a list of them."""
    if isinstance(given, str):
        yield at, given
    for index, item in enumerate(given if isinstance(given, tuple) else ()):
        if isinstance(item, str):
            yield (*at, index), item


def _resource(resource: Any, at: Location) -> Iterator[Remark]:
    number = f"resource {int(at[-1]) + 1}"
    if not isinstance(resource, dict):
        yield Remark("wrong-type", at, f"{number} is no group of fields", STANDARD)
        return
    if not isinstance(resource.get("name"), str):
        yield Remark("wrong-type", (*at, "name"), f'{number} needs one "name", a text', STANDARD)
    yield from _path(resource, at, number)
    yield from _checksum(resource, at)
    if not is_table(resource):
        return
    yield from _plain(resource, at)
    given = resource.get("schema")
    if isinstance(given, dict) and isinstance(given.get("fields"), tuple):
        yield from schema.remarks(given, (*at, "schema"))
    elif not isinstance(given, str):  # a text is a path, and what is wrong with that is told where it is followed
        hint = "see the Table Schema standard, or copy from another package"
        yield Remark("wrong-type", (*at, "schema"), f'{number} needs a "schema" with "fields"', hint)


def _path(resource: Mapping[str, Any], at: Location, number: str) -> Iterator[Remark]:
    path = resource.get("path")
    if "data" in resource:
        hint = "save it as a file, and name that as its path"
        yield Remark("bad-descriptor", (*at, "data"), "data written into the descriptor is not read", hint)
    elif isinstance(path, tuple) and len(path) > 1:
        hint = "join the files to one, or make each a resource of its own"
        yield Remark("wrong-type", (*at, "path"), f"{number} is kept in {len(path)} files", hint)
    elif not isinstance(path, str) or PurePosixPath(path) == PurePosixPath("."):
        yield Remark("wrong-type", (*at, "path"), f'{number} needs one "path", a text', STANDARD)


HASHES = ("md5", "sha1", "sha256", "sha512")
_HASH = re.compile(rf"(?:(?:{'|'.join(HASHES)}):)?[0-9a-fA-F]+")


def _checksum(resource: Mapping[str, Any], at: Location) -> Iterator[Remark]:
    given, size = resource.get("hash", "0"), resource.get("bytes", 0)
    if not isinstance(given, str) or not _HASH.fullmatch(given):
        hint = f"write its name, a colon and the checksum; known here: {', '.join(HASHES)}"
        yield Remark("bad-descriptor", (*at, "hash"), '"hash" is no checksum', hint)
    if type(size) is not int or size < 0:
        yield Remark("bad-descriptor", (*at, "bytes"), '"bytes" is no size', "write a whole number")


_PLAIN: Mapping[str, tuple[str, ...]] = {
    "type": ("table",), "scheme": ("file",), "format": _TABLES, "encoding": ("utf-8", "utf8"),
}  # fmt: skip
_REFUSED = ("compression", "innerpath", "extrapaths", "control", "checklist", "pipeline", "detector")


def _plain(resource: Mapping[str, Any], at: Location) -> Iterator[Remark]:
    """A table is read in one way, whatever its descriptor asks for, so it may ask for nothing else."""
    for key, known in _PLAIN.items():
        if key in resource and str(resource[key]).casefold() not in known:
            hint = f'save the table as comma-separated text in UTF-8, and write "{known[0]}"'
            yield Remark("bad-descriptor", (*at, key), f'"{key}" is not "{known[0]}"', hint)
    for key in _REFUSED:
        if key in resource:
            hint = "save the table as one comma-separated file, and remove this"
            yield Remark("bad-descriptor", (*at, key), f'a table is read without "{key}"', hint)
    if not isinstance(given := resource.get("dialect", {}), str):
        yield from dialect.remarks(given, (*at, "dialect"))
