"""Issue forms: the questions for a record as forms of the repository host.

A host shows a form from a YAML file. GitHub's rules that matter here: every question has a label and an id of its own;
options are unique, are texts, and none is called "None" (docs.github.com, "Syntax for GitHub's form schema" and "Common
validation errors when creating issue forms").
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.answers import labels
from generator.catalog import Catalog
from generator.forms import Field, choices
from generator.questions import HOW, PROMISED, STUDY, Question, questions

FOLDER = ".github/ISSUE_TEMPLATE"
MADE = "# Made by `beacon forms` from the fields of the models and the lists in datasets/; do not edit it by hand.\n"


def write_forms(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every file of the forms: its path below the root, and its text."""
    yield f"{FOLDER}/config.yml", MADE + _dump({"blank_issues_enabled": True})
    for kind, (name, about) in ABOUT.items():
        yield f"{FOLDER}/{kind}.yml", MADE + _dump(_form(kind, name, about, catalog))
    yield f"{FOLDER}/page.yml", MADE + _dump(PAGE)


def stale(root: Path, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The files of the forms that are not as the models have them, with the text they should have."""
    for path, text in write_forms(catalog):
        file = root / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            yield path, text


ABOUT = {
    "practice": ("Send a practice", "What a place has done for safety, and how it went. It need not have worked."),
    "city": ("Send a city story", "What a city did for safety over the years, and what it can teach."),
}
PROMISES = (
    "I name no private person, and nobody can be recognised by what I write.",
    "What I send may be published under CC BY 4.0.",
)
PAGE: Mapping[str, Any] = {
    "name": "Something is wrong on a page",
    "description": "A wrong figure, a dead link, a missing source, a page that cannot be read.",
    "title": "Correction: ",
    "labels": ["correction"],
    "body": [
        {
            "type": "input",
            "id": "address",
            "attributes": {"label": "Address of the page", "placeholder": "https://…/practices/kampala-sasa/"},
            "validations": {"required": True},
        },
        {
            "type": "textarea",
            "id": "wrong",
            "attributes": {"label": "What is wrong", "description": "Copy the sentence or figure, and say what it should be."},
            "validations": {"required": True},
        },
        {
            "type": "textarea",
            "id": "source",
            "attributes": {"label": "How you know", "description": "A link, or title, publisher and year, is enough."},
        },
        {
            "type": "input",
            "id": "stake",
            "attributes": {
                "label": "Who speaks",
                "description": "If you took part in what the page tells, say which organisation you speak for. No names of private persons.",
            },
        },
    ],
}  # fmt: skip


def _form(kind: str, name: str, about: str, catalog: Catalog) -> Mapping[str, Any]:
    intro = (
        "Answer what you know; leave out what you do not. Unknown is an honest answer. Every figure needs a source: name "
        "it under **Sources** with a short key, and write the key behind the figure, as in [@mayor-2024]. Everything "
        "here is public at once. Do not name private persons."
    )
    promises = {"label": PROMISED, "options": [{"label": said, "required": True} for said in PROMISES]}
    return {
        "name": name,
        "description": about,
        "title": f"{'Practice' if kind == 'practice' else 'City'}: ",
        "labels": ["new record"],
        "body": [
            {"type": "markdown", "attributes": {"value": intro}},
            *(_element(question, catalog) for question in questions(kind)),
            {"type": "checkboxes", "id": "promises", "attributes": promises},
        ],
    }


def _element(question: Question, catalog: Catalog) -> Mapping[str, Any]:
    types = {"line": "input", "choice": "dropdown", "choices": "dropdown"}
    attributes: dict[str, Any] = {"label": question.label, "description": _described(question)}
    field = question.field
    if field is not None and field.options is not None and question.shape in {"choice", "choices"}:
        if question.shape == "choices":
            attributes["multiple"] = True
        attributes["options"] = [choice.title for choice in choices(field.options, catalog)]
    elif placeholder := _placeholder(question):
        attributes["placeholder"] = placeholder
    made = {
        "type": types.get(question.shape, "textarea"),
        "id": "-".join(question.path).replace("_", "-") or "rest",
        "attributes": attributes,
    }
    return {**made, "validations": {"required": True}} if question.required else made


def _described(question: Question) -> str:
    said = [question.help]
    if question.field is not None and question.field.options and question.field.options.name == "place":
        said.append("Write the name and the country: Durban, South Africa.")
    if question.shape in HOW:
        said.append(HOW[question.shape])
    if question.field is not None:
        bad = (
            f"Not “{b.value}”: {b.reason}"
            for b in question.field.bad
            if isinstance(b.value, str) and question.shape != "choice"
        )
        said += bad
    return " ".join(said)


def _placeholder(question: Question) -> str:
    field = question.field
    if field is None:
        return ""
    if question.shape in {"blocks", "outcomes"}:
        shown = [(label, leaf) for label, (leaf, _) in labels(field.fields).items() if _is_shown(leaf, question)]
        lead = [f"{STUDY}: lamp-trial"] if question.shape == "outcomes" else []
        return "\n".join([*lead, *(f"{label}: {_said(leaf)}" for label, leaf in shown)])
    return _said(field)


_OUTCOME = (
    "measure",
    "label",
    "contrast",
    "orientation",
    "period",
    "kind",
    "value",
    "low",
    "high",
    "data_source",
    "cite",
)


def _is_shown(leaf: Field, question: Question) -> bool:
    """Whether the example of a block shows a line: all that is required or recommended, and of an outcome the effect."""
    if question.shape == "outcomes":
        inner = leaf.path[2:]
        return inner[0] in _OUTCOME or (inner[0] == "reported" and leaf.name in _OUTCOME)
    return leaf.level != "optional" or leaf.name in {"url", "doi"}


def _said(field: Field) -> str:
    example = field.example
    if isinstance(example, list | tuple):
        return ("\n" if field.words > 30 else ", ").join(str(item) for item in example)
    words = {c.value: c.title for c in field.options.words} if field.options else {}
    return words.get(str(example), str(example)) if example not in (None, "", "…") else ""


def _dump(data: Mapping[str, Any]) -> str:
    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000)
    return text
