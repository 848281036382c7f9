"""A record out of what somebody gave: its file in style, and every problem at the place where it was given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from generator import checks
from generator.answers import Given
from generator.catalog import Catalog
from generator.forms import KINDS
from generator.problem import Problem
from generator.reading.markdown_file import FrontMatter
from generator.reading.records import validated
from generator.reading.source import Fault
from generator.reading.strict_yaml import load, locate
from generator.style import schema_of, written
from generator.template import FOLDERS, slug

REVIEW_AFTER = 2
"""Years until a new record must be read again."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record that came in: where it belongs, its text, and what is wrong, at the lines of what was given."""

    id: str
    path: str
    text: str
    problems: tuple[Problem, ...]


def incoming(
    kind: str, given: Given, catalog: Catalog, source: str, story: tuple[int, str] = (0, ""), status: str = "draft"
) -> Incoming:
    """The record of `kind` in what was given by the file `source`. `story` is a text behind it, with its first line.

    It has no page until an editor takes it up: its status is draft, or submitted. What has no place in it stands at its end as a comment.
    """
    model, title = KINDS[kind], given.data.get("title")
    id = slug(title) if isinstance(title, str) else ""
    path = f"{FOLDERS[kind]}/{id or 'untitled'}{'.md' if kind == 'city' else '.yaml'}"
    data = {**given.data, **_begun(catalog.today), "status": status}
    if status == "submitted":
        data["review"] = {"submitted": catalog.today}
    yaml = written(data, model, "" if kind == "city" else schema_of(kind, path))
    yaml += _comments(given.left)
    text = f"---\n{yaml}---\n{story[1]}" if kind == "city" else yaml
    problems = list(_problems(kind, model, yaml, given, catalog, path, story))
    if not id and isinstance(title, str):
        line, column = locate(given.places, ("title",))
        hint = "write it with Latin letters too; the address of the record is made of them"
        problems.append(Problem(path, line, column, "bad-id", "the title gives no id", hint))
    return Incoming(id, path, text, tuple(sorted(replace(problem, path=source) for problem in problems)))


def _begun(today: date) -> dict[str, Any]:
    return {"created": today, "review_by": today.replace(day=1, year=today.year + REVIEW_AFTER)}


def _problems(
    kind: str,
    model: type[BaseModel],
    yaml: str,
    given: Given,
    catalog: Catalog,
    path: str,
    story: tuple[int, str],
) -> Sequence[Problem]:
    """What the reader, the model and the rules for one record find in it, at the places of what was given."""
    try:
        page = FrontMatter(load(yaml.encode()), yaml.encode(), story[1], story[0])
    except Fault as fault:
        return [replace(fault.problem(path), line=1, column=1)]
    entry, faults = validated(path, model, page, yaml.encode(), lambda: given.places)
    replaced: frozenset[str] = frozenset()
    if entry is None:
        page, replaced = _whole(model, page)
        entry, _ = validated(path, model, page, yaml.encode(), lambda: given.places)
    found = [*faults]
    for rule, finding in checks.of_record(kind, replace(entry, digest=""), catalog) if entry else ():
        if finding.at[:1] and finding.at[0] in replaced:
            continue
        line, column = (finding.line, finding.column) if finding.line else locate(given.places, finding.at)
        found.append(Problem(path, line, column, rule, finding.message, finding.hint))
    return found


STAND_INS: Mapping[str, Any] = {
    "title": "Stand-in", "claim": "Stand-in", "summary": "Stand-in", "pillar": "stand-in", "themes": ("stand-in",),
    "kind": "tool", "places": ("stand-in",), "problem": {"statement": "Stand-in"}, "limits": ("Stand-in",),
    "components": ({"title": "Stand-in", "text": "Stand-in"},), "actors": ({"name": "Stand-in", "part": "lead"},),
    "place": "stand-in", "roles": ("documented",), "milestones": ({"date": 2026, "text": "Stand-in"},),
    "does_badly": ("Stand-in",),
}  # fmt: skip
"""For fields without which a record is none, so that the rules can look at the others; never written."""


def _whole(model: type[BaseModel], page: FrontMatter) -> tuple[FrontMatter, frozenset[str]]:
    """What was read with stand-ins for its faulty fields, or without those that may be missing; and their names."""
    try:
        model.model_validate(page.data)
    except ValidationError as error:
        faulty = frozenset(str(detail["loc"][0]) for detail in error.errors(include_url=False) if detail["loc"])
        sound = {name: value for name, value in page.data.items() if name not in faulty}
        stands = {name: STAND_INS[name] for name in faulty if name in STAND_INS and name in model.model_fields}
        return page._replace(data=sound | stands), faulty
    return page, frozenset()


def _comments(left: Sequence[tuple[int, str]]) -> str:
    """What has no place in the record, as comments: nothing that somebody wrote is lost."""
    if not left:
        return ""
    lines = ["# What was sent and has no field; move it where it belongs, or take it out:"]
    for _, text in left:
        lines += ["#   " + "".join(c if c.isprintable() else " " for c in part).rstrip() for part in text.split("\n")]
    return "\n".join(lines) + "\n"
