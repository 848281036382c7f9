"""The text that an issue form makes, read back as the answers to its questions.

A host turns what is filled in into one text: a heading `### Label` for each question, the answer below it,
`_No response_` where nothing was given. It holds at most 65,536 characters.
"""

import re
from collections.abc import Iterator, Sequence

from generator.answers import Given, take
from generator.names import Names
from generator.problem import Problem
from generator.questions import ASKED, PROMISED, Question, questions

MAX_BYTES = 256 * 1024
"""Of an issue's text: 65,536 characters of up to four bytes each."""
EMPTY = "_No response_"


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
        if label == PROMISED:
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
    kept = list(lines)
    while kept and not kept[0][1].strip():
        kept.pop(0)
    while kept and not kept[-1][1].strip():
        kept.pop()
    return [] if [line.strip() for _, line in kept] == [EMPTY] else kept
