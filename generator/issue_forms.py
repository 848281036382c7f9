"""Issue forms: the fields of a record as a form of the repository host, and the text it makes read back again.

A host shows a form from a YAML file and turns what is filled in into one text: a heading `### Label` for each question,
the answer below it, `_No response_` where nothing was given. GitHub's rules that matter here: every question has a
label and an id of its own; options are unique, are texts, and none is called "None"; a text holds at most 65,536
characters (docs.github.com, "Syntax for GitHub's form schema" and "Common validation errors when creating issue forms").
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from generator.answers import Given, Lines, Names, blocks, labels, points, prose, value_of
from generator.catalog import Catalog
from generator.forms import Field, choices, flat, sections
from generator.problem import Problem

FOLDER = ".github/ISSUE_TEMPLATE"
MAX_BYTES = 256 * 1024
"""Of an issue's text: 65,536 characters of up to four bytes each."""
EMPTY = "_No response_"
MADE = "# Made by `beacon forms` from the fields of the models and the lists in datasets/; do not edit it by hand.\n"

Shape = Literal["line", "text", "points", "blocks", "choice", "choices", "list", "story", "rest", "outcomes"]

ASKED: Mapping[str, tuple[str, ...]] = {
    "practice": (
        "title", "claim", "summary", "kind", "places", "place_bound", "start", "end", "still_running",
        "problem.statement", "problem.diagnosis", "components", "mechanism", "actors", "costs", "cost_note",
        "studies", "studies.outcomes", "went_wrong", "limits", "disagreements",
        "conditions.helped", "conditions.hindered", "equity.gains", "equity.loses", "equity.safeguards",
        "equity.participation", "transfer", "citations", "themes", "pillar", "settings", "for_whom", "keywords",
        "contributor", "conflict_of_interest",
    ),
    "city": (
        "title", "place", "claim", "summary", "roles", "themes", "milestones", "story", "does_badly", "practices",
        "teaches", "adoptions", "networks", "citations", "keywords",
    ),
}  # fmt: skip
"""What each form asks, in order. A form that asks everything is filled in by nobody; the rest is added to the file."""
REST = "Anything else"
STORY = "The story"
STUDY = "Study"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form: its label, and the field that its answer belongs to."""

    path: tuple[str, ...]
    label: str
    shape: Shape
    field: Field | None
    help: str
    required: bool = False


def questions(kind: str) -> tuple[Question, ...]:
    """The questions of the form for a practice or a city."""
    known = {f.path: f for section in sections(kind) for f in flat(section.fields)}
    asked = [_question(tuple(name.split(".")), known) for name in ASKED[kind]]
    rest = "What fits no question above. An editor reads it and finds a place for it."
    return (*asked, Question((), REST, "rest", None, rest))


def _question(path: tuple[str, ...], known: Mapping[tuple[str, ...], Field]) -> Question:
    if path == ("story",):
        help = "Tell it in your own words, in Markdown. Name a source for every figure, as in [@mayor-2024]."
        return Question(path, STORY, "story", None, help)
    field = known[path]
    above = [known[path[: n + 1]] for n in range(len(path) - 1)]
    required = field.level == "required" and all(f.level == "required" for f in above)
    return Question(path, field.title, _shape(field), field, field.help, required)


def _shape(field: Field) -> Shape:
    if field.widget == "group":
        return "outcomes" if len(field.path) > 1 else "blocks"
    if field.widget == "choice":
        return "choices" if field.repeated else "choice"
    if field.repeated:
        return "points" if field.words > 30 else "list"
    return "text" if field.widget == "text" or (field.words >= 30 and field.name == "claim") else "line"


# The form


def write_forms(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every file of the forms: its path below the root, and its text."""
    yield f"{FOLDER}/config.yml", MADE + _dump({"blank_issues_enabled": True})
    for kind, (name, about) in ABOUT.items():
        yield f"{FOLDER}/{kind}.yml", MADE + _dump(_form(kind, name, about, catalog))
    yield f"{FOLDER}/page.yml", MADE + _dump(PAGE)


ABOUT = {
    "practice": ("Send a practice", "What a place has done for safety, and how it went. It need not have worked."),
    "city": ("Send a city story", "What a city did for safety over the years, and what it can teach."),
}
HOW = {
    "blocks": "Write one block of lines for each, with an empty line between two. Begin each line as shown.",
    "outcomes": "Write one block of lines for each, with an empty line between two. Begin with the key of its study.",
    "points": "One point on each line.",
    "list": "One on each line, or parted by commas.",
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
    promises = {"label": "Before you send", "options": [{"label": said, "required": True} for said in PROMISES]}
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


# The text it makes


def read_issue(kind: str, text: str, names: Names) -> tuple[Given, tuple[int, str], tuple[Problem, ...]]:
    """The answers in an issue's text, the story of a city with its first line, and what could not be understood."""
    asked = questions(kind)
    given, problems = Given(), list[Problem]()
    story = (0, "")
    for question, lines in _answers(asked, text, problems):
        if question is None or question.shape == "rest":
            given.left += [(number, line) for number, line in lines if line.strip()]
        elif question.shape == "story":
            kept = [line for _, line in lines]
            story = (lines[0][0], "\n".join(kept) + "\n") if lines else story
        else:
            take(question, lines, given, names, problems)
    return given, story, tuple(problems)


def kind_of(text: str) -> str:
    """The kind of record that an issue's text is about: the form whose labels it has most of, '' when it has none."""
    said = set(re.findall(r"^### (.+?)\s*$", text, re.M))
    counts = {kind: len(said & {question.label for question in questions(kind)}) for kind in ASKED}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] > 1 else ""


def _answers(
    asked: Sequence[Question], text: str, problems: list[Problem]
) -> Iterator[tuple[Question | None, list[tuple[int, str]]]]:
    """Each question with the lines of its answer. A heading counts once and in the order of the form: one that somebody
    writes into an answer stays part of it."""
    by_label = {question.label: number for number, question in enumerate(asked)}
    current, lines, last = None, list[tuple[int, str]](), -1
    ended = False
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        label = line[4:].strip() if line.startswith("### ") else ""
        if label == "Before you send":
            ended = True
        if not ended and label in by_label and by_label[label] > last:
            yield current, _trimmed(lines)
            last = by_label[label]
            current, lines = asked[last], []
            continue
        if label in by_label and not ended:
            message = f'the heading "{label}" stands here again or out of order; its lines were read as part of the answer above'
            problems.append(Problem("", number, 1, "not-placed", message, "take the heading out, or move the lines"))
        if not ended:
            lines.append((number, line))
    yield current, _trimmed(lines)


def _trimmed(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    kept = [(number, line) for number, line in lines if line.strip() != EMPTY]
    while kept and not kept[0][1].strip():
        kept.pop(0)
    while kept and not kept[-1][1].strip():
        kept.pop()
    return kept


def take(question: Question, lines: Lines, given: Given, names: Names, problems: list[Problem]) -> None:
    """Put the answer to a question among what was given."""
    field = question.field
    if not lines or field is None:
        return
    first = (lines[0][0], 1)
    if question.shape == "blocks":
        take_blocks(field, (field.name,), lines, given, names, problems)
    elif question.shape == "outcomes":
        _take_outcomes(field, lines, given, names, problems)
    elif question.shape == "points":
        for number, (line, point) in enumerate(points(lines)):
            given.put((*question.path, number), point, (line, 1))
    elif question.shape == "text":
        given.put(question.path, prose(lines), first)
    else:
        given.put(question.path, value_of(field, "\n".join(text for _, text in lines), names), first)


def take_blocks(
    field: Field, at: tuple[str | int, ...], lines: Lines, given: Given, names: Names, problems: list[Problem]
) -> None:
    """Put the blocks of a field that repeats, and what cannot be placed among the rest."""
    number = 0
    for block in blocks(lines, field.fields):
        unplaced(block.left, field.fields, given, problems)
        if block.answers:
            put_block(block.answers, (*at, number), given, names)
            number += 1


def put_block(
    answers: Mapping[tuple[str, ...], tuple[Field, int, list[str]]],
    at: tuple[str | int, ...],
    given: Given,
    names: Names,
) -> None:
    """Put the fields of one group."""
    for path, (leaf, line, said) in answers.items():
        text = " ".join(part for part in said if part)
        if text:
            given.put((*at, *path), value_of(leaf, text, names), (line, 1))


def _take_outcomes(field: Field, lines: Lines, given: Given, names: Names, problems: list[Problem]) -> None:
    """Put each outcome into the study that it names, or the only one there is."""
    studies = given.data.get("studies", [])
    counts: dict[int, int] = {}
    for block in blocks(lines, field.fields, (STUDY,)):
        unplaced(block.left, field.fields, given, problems)
        named = block.further.get(STUDY.casefold(), "")
        found = [n for n, study in enumerate(studies) if isinstance(study, dict) and study.get("id") == named]
        if not found and len(studies) == 1 and not named:
            found = [0]
        if not found:
            message = f'no study has the key "{named}"' if named else "an outcome names no study"
            problems.append(
                Problem("", block.line, 1, "not-placed", message, "write a line Study: with the key of a study above")
            )
            given.left += [(line, f"{leaf.title}: {' '.join(said)}") for leaf, line, said in block.answers.values()]
            continue
        number = counts.setdefault(found[0], 0)
        counts[found[0]] += 1
        put_block(block.answers, ("studies", found[0], "outcomes", number), given, names)


def unplaced(left: Lines, fields: Sequence[Field], given: Given, problems: list[Problem]) -> None:
    """Keep the lines that begin with no label, and say how they should."""
    for line, text in left:
        given.left.append((line, text))
        known = ", ".join(list(labels(fields))[:4])
        message = "this line begins with none of the labels, so it is kept as a comment"
        problems.append(Problem("", line, 1, "not-placed", message, f"begin it with one of: {known} …, and a colon"))


def stale(root: Path, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The files of the forms that are not as the models have them, with the text they should have."""
    for path, text in write_forms(catalog):
        file = root / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            yield path, text
