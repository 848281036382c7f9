"""What the form in the page is made from: its fields, the lists it offers, and each record as it stands in its file."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.addresses import address, is_public
from generator.forms import KINDS, Field, Options, choices
from generator.output import Output
from generator.pages.contribute import at, folder, sections_of, singular
from generator.pages.view import Library, made_by
from generator.reading.records import Entry

SCHEMA_VERSION = 1
LISTS = ("place", "measure", "practice", "approach", "city", "partner", "indicator")
"""Records that a field may point at. Each list is a file of its own, fetched when a field of its kind is used."""


def files(library: Library) -> Iterator[Output]:
    """The form of each kind, the lists, and each record that readers may find."""
    for kind in KINDS:
        yield Output(f"{at(kind)}form.json", partial(_form, library, kind), mark=library.figures)
    for kind in LISTS:
        yield Output(f"contribute/lists/{kind}.json", partial(_list, library, kind), mark=library.figures)
    for kind in KINDS:
        for entry in library.catalog.of(kind).values():
            if is_public(entry.record):
                make = partial(_record, kind, entry)
                yield Output(record_file(kind, entry.id), make, entry.path, f"{made_by()} {entry.digest}")


def record_file(kind: str, id: str) -> str:
    """Where a record stands as plain data, beside its page."""
    return f"{address(kind, id)}record.json"


def form(library: Library, kind: str) -> Mapping[str, Any]:
    """Sections and fields of a form, with the terms of the vocabularies they name."""
    sections = sections_of(kind)
    fields = [field for section in sections for field in section.fields]
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "folder": folder(kind),
        "today": library.catalog.today.isoformat(),
        "sections": [
            {"id": s.id, "title": s.title, "help": s.help, "fields": [_field(f) for f in s.fields]} for s in sections
        ],
        "vocabularies": {name: _terms(library, name) for name in sorted(_vocabularies(fields))},
    }


def _field(field: Field) -> Mapping[str, Any]:
    """A field without what it does not have."""
    found = {
        "name": field.name,
        "title": field.title,
        "help": field.help,
        "level": field.level,
        "widget": field.widget,
        "repeated": field.repeated,
        "one": singular(field) if field.repeated else "",
        "example": field.example,
        "bad": [[bad.value, bad.reason] for bad in field.bad],
        "options": _options(field.options) if field.options else None,
        "default": field.default,
        "words": field.words,
        "markdown": field.markdown,
        "stated": field.stated,
        "fields": [_field(inner) for inner in field.fields],
    }
    return {name: value for name, value in found.items() if value not in (None, "", 0, [], False)}


def _options(options: Options) -> Mapping[str, Any]:
    words = [[choice.value, choice.title] for choice in options.words]
    return {"source": options.source, "name": options.name, **({"words": words} if words else {})}


def _vocabularies(fields: Sequence[Field]) -> Iterator[str]:
    for field in fields:
        if field.options and field.options.source == "vocabulary":
            yield field.options.name
        yield from _vocabularies(field.fields)


def _terms(library: Library, name: str) -> Sequence[Sequence[str]]:
    return [[term.value, term.title] for term in choices(Options("vocabulary", name), library.catalog)]


def _form(library: Library, kind: str) -> bytes:
    return _compact(form(library, kind))


def _list(library: Library, kind: str) -> bytes:
    """Ids with what readers call them: a place with its country, a measure with the other words for it."""
    view = library.view("")
    if kind == "place":
        rows = sorted(([id, view.place(id)] for id in library.catalog.places), key=lambda row: row[1].casefold())
    else:
        rows = [[choice.value, choice.title] for choice in choices(Options("records", kind), library.catalog)]
    if kind == "measure":
        rows = [[id, title, library.catalog.measures[id].synonyms] for id, title in rows]
    return _compact(rows)


def _record(kind: str, entry: Entry[Any]) -> bytes:
    """A record as its file says it, without what only repeats a default; dates as text, and the story of a city."""
    record = entry.record.model_dump(mode="json", exclude_defaults=True)
    return _compact({"kind": kind, "id": entry.id, "path": entry.path, "mark": entry.digest, "record": record, "text": entry.body})  # fmt: skip


def _compact(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
