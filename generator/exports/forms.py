"""What the form in the page is made from: its fields, the lists it offers, what it checks with, and each record as it stands
in its file."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.addresses import address, is_public
from generator.analysis.effect import ROUNDING
from generator.analysis.review import READERS, RULE_FROM
from generator.checks import figures, pictures, prose
from generator.forms import KINDS, Field, Options, choices
from generator.output import Output
from generator.pages.contribute import at, folder, sections_of, singular
from generator.pages.reviewed import ROLES
from generator.pages.view import Library, digest, made_by
from generator.reading.records import Entry
from generator.reading.signs import for_browsers
from generator.text import REFERENCE

SCHEMA_VERSION = 1
LISTS = ("place", "measure", "practice", "approach", "city", "partner", "indicator")
"""Records that a field may point at. Each list is a file of its own, fetched when a field of its kind is used."""


def files(library: Library) -> Iterator[Output]:
    """The form of each kind, the lists, and each record that readers may find."""
    for kind in KINDS:
        yield Output(f"{at(kind)}form.json", partial(_form, library, kind), mark=library.figures)
    for kind in LISTS:
        yield Output(f"contribute/lists/{kind}.json", partial(_list, library, kind), mark=library.figures)
    licences = library.catalog.vocabularies.get("licences")
    terms = [[term.id, term.parent] for term in licences.terms.values()] if licences else []
    mark = digest(made_by(), unicodedata.unidata_version, terms)
    yield Output("contribute/check.json", partial(_check, terms), mark=mark)
    for kind in KINDS:
        for entry in library.catalog.of(kind).values():
            if is_public(entry.record):
                more = {"tried": library.catalog.tried(entry.id)} if kind == "approach" else {}
                make, mark = partial(_record, kind, entry, more), f"{made_by()} {entry.digest} {more.get('tried', '')}"
                yield Output(record_file(kind, entry.id), make, entry.path, mark)


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


def _record(kind: str, entry: Entry[Any], more: Mapping[str, Any]) -> bytes:
    """A record as its file says it, without what only repeats a default; dates as text, and the story of a city. Of an approach
    also which practices it is rated with."""
    record = entry.record.model_dump(mode="json", exclude_defaults=True)
    return _compact({"kind": kind, "id": entry.id, "path": entry.path, "mark": entry.digest, **more, "record": record, "text": entry.body})  # fmt: skip


def _check(licences: Sequence[Sequence[str]]) -> bytes:
    """What the rules of generator/checks/ go by, for the same rules in the browser."""
    open_to_all = [id for id, parent in licences if parent == "open"]
    return _compact(
        {
            "schema_version": SCHEMA_VERSION,
            "signs": for_browsers(),
            "reference": REFERENCE.pattern,
            "story_words": prose.MAX_STORY_WORDS,
            "most_in_list": prose.MOST_IN_LIST,
            "seen_first": prose.SEEN_FIRST,
            "advice": sorted(figures.ADVICE),
            "pictures": pictures.MOST,
            "licences": {
                "known": [id for id, _ in licences],
                "free": [*open_to_all, *pictures.SHARED],
                "named": [id for id in open_to_all if id.startswith("cc")],
            },
            "rounding": ROUNDING,
            "review": {
                "rule_from": RULE_FROM.isoformat(),
                "readers": READERS,
                "roles": {role: name for role, (name, _) in ROLES.items()},
            },
        }
    )


def _compact(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
