"""The questions that people are asked for a record, in an issue form or as the columns of a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.forms import Field, flat, sections

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
"""The line of a block that names the study of an outcome."""
PROMISED = "Before you send"
"""What stands above the promises, which end a form."""
HOW = {
    "blocks": "Write one block of lines for each, with an empty line between two. Begin each line as shown.",
    "outcomes": "Write one block of lines for each, with an empty line between two. Begin with the key of its study.",
    "points": "One point on each line.",
    "list": "One on each line, or parted by commas.",
}


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
