"""The form in the page for a practice, an approach or a city, and the reference of all fields, both from the models."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from generator.addresses import address
from generator.catalog import Catalog
from generator.forms import KINDS, Choice, Field, Section, choices, sections
from generator.output import Output, Page, page
from generator.pages.view import Library, render

SECTION = ("Contribute", "contribute/")
LONG_LIST = 40
"""A list with more entries is named in the reference, not printed."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages of one kind of record are called and say first."""

    one: str
    send: str
    claim: str
    folder: str
    suffix: str


WORDS: Mapping[str, Words] = {
    "practice": Words(
        "practice", "Send a practice",
        "Something a place has done for safety, with its sources. It need not have worked.", "practices", "yaml",
    ),
    "approach": Words(
        "approach", "Send an approach",
        "A type of solution that several practices share, with the reviews of it.", "practices/approaches", "yaml",
    ),
    "city": Words(
        "city story", "Send the story of a city",
        "What a city did, step by step, what failed, and what others can learn from it.", "content/cities", "md",
    ),
}  # fmt: skip
SINGULAR: Mapping[str, str] = {
    "citations": "source", "studies": "study", "outcomes": "outcome", "components": "building block", "actors": "organisation",
    "costs": "sum", "scale": "figure", "planned_evaluations": "planned evaluation", "external_ratings": "rating",
    "adoptions": "place", "voices": "voice", "milestones": "milestone", "teaches": "offer", "reviews": "review",
    "reviews_of_record": "reading", "lowered": "lowered label", "limits": "limit", "places": "place", "aliases": "id",
    "keywords": "search word", "findings": "finding", "cite": "source", "countries": "country", "safeguards": "safeguard",
    "images": "picture", "readings": "reading", "appeals": "appeal", "stop_signs": "sign", "powers_needed": "power", "first_90_days": "step", "disagreements": "disagreement",
}  # fmt: skip
"""What one entry of a list is called; a list that is not named has entries."""


def pages(library: Library) -> Iterator[Output]:
    """A form and a reference for each kind."""
    for kind in KINDS:
        yield page(at(kind), partial(_form, library, kind), mark=library.figures)
        yield page(reference(kind), partial(_fields, library, kind), mark=library.figures)


def addresses() -> Iterator[str]:
    """Where the forms and the references are."""
    for kind in KINDS:
        yield from (at(kind), reference(kind))


def at(kind: str) -> str:
    """The address of a form."""
    return f"contribute/{kind}/"


def reference(kind: str) -> str:
    """The address of the reference of all fields."""
    return f"contribute/fields/{kind}/"


def folder(kind: str) -> str:
    """Where the files of a kind lie."""
    return WORDS[kind].folder


def singular(field: Field) -> str:
    """What one entry of a repeated field is called: 'study'."""
    return SINGULAR.get(field.name, "entry")


def sections_of(kind: str) -> tuple[Section, ...]:
    """The sections in the order of the form: sources second, because the other parts name them."""
    found = sections(kind)
    first, rest = found[0], found[1:]
    return (first, *(s for s in rest if s.id == "sources"), *(s for s in rest if s.id != "sources"))


def suggestion(kind: str, id: str) -> str:
    """The address of the form filled with a record, to change it."""
    return f"{at(kind)}?record={id}"


def _form(library: Library, kind: str) -> Page:
    said = WORDS[kind]
    view = library.view(at(kind))
    body = render(
        "contribute_form",
        view=view,
        kind=kind,
        said=said,
        repository=repository(library.settings["edit_uri"]),
        records=address(kind, "x").removesuffix("x/"),
        reference=reference(kind),
    )
    summary = f"{said.send} without an account on this site and without YAML: fill in a form that checks as you type. Nothing is sent from the page."
    style = Markup('<link rel="stylesheet" href="{}">\n').format(view.url("assets/css/contribute.css"))
    return Page(said.send, summary, "contribute", body, layout="wide", breadcrumb=(SECTION,), head=style)


def _fields(library: Library, kind: str) -> Page:
    said = WORDS[kind]
    title = f"All fields of a {said.one}" if kind != "approach" else "All fields of an approach"
    view = library.view(reference(kind))
    body = render(
        "contribute_fields",
        view=view,
        kind=kind,
        said=said,
        title=title,
        sections=sections_of(kind),
        inline=inline,
        stop=stop,
        offered=partial(offered, library.catalog),
        form=at(kind),
    )
    return Page(
        title,
        f"Every field of a {said.one}: what it means, whether it is needed, an example, and what to avoid.",
        "contribute",
        body,
        contents=tuple((s.id, s.title) for s in sections_of(kind)),
        head=Markup('<link rel="stylesheet" href="{}">\n').format(view.url("assets/css/contribute.css")),
        breadcrumb=(SECTION, (said.send, at(kind))),
    )


def inline(value: Any) -> str:
    """A value of an example as a file holds it, in one line."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def stop(said: str) -> str:
    """What ends a sentence that ends in a quoted text: a full stop, unless the text has its own end."""
    return "" if said.endswith((".", "!", "?")) else "."


def offered(catalog: Catalog, field: Field) -> tuple[Choice, ...]:
    """What a field can be chosen from, when it is short enough to print."""
    found = choices(field.options, catalog) if field.options else ()
    return found if len(found) <= LONG_LIST else ()


_EDIT = re.compile(r"(https://.+?)(?:/-)?/edit/([^/]+)/?")


def repository(edit_uri: str) -> tuple[str, str]:
    """The address of a repository and its branch, from where its files are edited: ('https://host.example/a/b', 'main').
    Both are '' where none is known or the address is of another form."""
    found = _EDIT.fullmatch(edit_uri)
    return (found[1], found[2]) if found else ("", "")
