"""Comment: what is said to a contributor under a proposal, in words that need no knowledge of the code."""

from collections.abc import Iterator, Sequence

from generator.checks.told import rules
from generator.exports.changed_series import said
from generator.exports.differences import MOST_CHARACTERS, Compared, in_markdown, markdown
from generator.exports.proposal import Proposal, ratings_moved
from generator.pages import words
from generator.problem import Problem
from generator.reading.words import enumerated

MOST_TO_MEND, MOST_ELSEWHERE, MOST_RATINGS, MOST_SERIES = 40, 10, 30, 12
"""Lines of each list; a longer one is cut, and says so."""
MOST_MEANT = 8
"""Rules whose meaning is told below the problems."""
MOST_OF_A_PROBLEM = 400
"""Characters of what is said of one problem."""
LEAST_FOR_CHANGES = 2_000
"""Characters kept for the list of changes, however long the rest is."""


def comment(given: Proposal, preview: str = "") -> str:
    """The whole comment as Markdown, cut to what fits. `preview`: where the site with the change can be fetched."""
    told = [
        *_greeting(given),
        *_to_mend(given.to_mend),
        *_ratings(given),
        *_series(given),
        *_preview(preview),
        *_elsewhere(given),
        *_next(given),
    ]
    room = max(LEAST_FOR_CHANGES, MOST_CHARACTERS - sum(len(line) + 1 for line in told))
    return "\n".join([*told, "", markdown(Compared(given.diff, {}), "#### Everything that changes", room)])


def _greeting(given: Proposal) -> Iterator[str]:
    yield "### Thank you"
    yield ""
    yield "Thank you for working on this library. A person will read what you sent; this comment only tells what the check saw. It looks at form, not at worth."
    yield ""
    if not given.to_mend:
        yield "**Nothing has to be mended in the files you changed.**"
    else:
        found = words.count(len(given.to_mend), "thing")
        them = "it" if len(given.to_mend) == 1 else "them"
        yield f"**{found} to mend in the files you changed.** Mend {them} in this same proposal, and the check runs again by itself. If you cannot, say so here: somebody will help."
    yield ""


def _to_mend(problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        yield "#### To mend"
        yield ""
        yield from _problems(problems, MOST_TO_MEND)
        yield ""
        yield from _meant(problems[:MOST_TO_MEND])


def _meant(problems: Sequence[Problem]) -> Iterator[str]:
    """What the names in brackets mean, each once: who reads this may have no command at hand to ask."""
    known = rules()
    named = [known[name] for name in dict.fromkeys(problem.rule for problem in problems) if name in known]
    yield "The name in brackets is the rule. What it asks for:"
    yield ""
    for rule in named[:MOST_MEANT]:
        yield f"- **{in_markdown(rule.name)}**: {in_markdown(rule.meaning.replace('`', ''))}"
    yield ""
    yield "A wrong and a right example of every rule is in the preview below, under `rules/`."
    yield ""


def _problems(problems: Sequence[Problem], most: int) -> Iterator[str]:
    for problem in problems[:most]:
        yield f"- {_problem(problem)}"
    if len(problems) > most:
        yield f"- and {words.number(len(problems) - most)} more"


def _problem(problem: Problem) -> str:
    message, hint = (_sentence(text) for text in (problem.message, problem.hint))
    where = f"**{in_markdown(problem.path)}**, line {problem.line}"
    return f"{where}: {' '.join(part for part in (message, hint) if part)} ({in_markdown(problem.rule)})"


def _sentence(given: str) -> str:
    """A part of a message as a sentence: with a capital and an end."""
    text = given if len(given) <= MOST_OF_A_PROBLEM else f"{given[: MOST_OF_A_PROBLEM - 1]}…"
    end = "" if not text or text[-1] in ".?!…" else "."
    return in_markdown(f"{text[:1].upper()}{text[1:]}{end}")


def _ratings(given: Proposal) -> Iterator[str]:
    moved = list(ratings_moved(given.diff, given.base.catalog, given.head.catalog, in_markdown))
    if not given.diff.records:
        return
    yield "#### Ratings before and after"
    yield ""
    if not moved:
        yield "No rating moves."
        yield ""
        return
    yield "Nobody types a rating. It follows from the studies in the record, by published rules."
    yield ""
    yield "| Record | Measured | Before | After | Because |"
    yield "|---|---|---|---|---|"
    for one in moved[:MOST_RATINGS]:
        yield f"| {one.record} | {one.measure} | {one.before} | {one.after} | {enumerated(one.why)} |"
    yield ""
    if len(moved) > MOST_RATINGS:
        yield f"And {words.number(len(moved) - MOST_RATINGS)} more, on the page of changes in the preview."
        yield ""


def _series(given: Proposal) -> Iterator[str]:
    if not given.series:
        return
    yield "#### Figures before and after"
    yield ""
    yield f"{words.count(len(given.series), 'line of figures differs', 'lines of figures differ')}. Pictures of before and after are in the preview, on the page `changes`."
    yield ""
    for one in given.series[:MOST_SERIES]:
        yield f"- {in_markdown(one.name)}: {said(one)}"
    if len(given.series) > MOST_SERIES:
        yield f"- and {words.number(len(given.series) - MOST_SERIES)} more"
    yield ""


def _preview(preview: str) -> Iterator[str]:
    yield "#### See it"
    yield ""
    attached = f"to the [run of the check]({preview})" if preview else "to the run of the check"
    yield f"The whole site with your change is attached {attached} under the name `preview`. Unpack it and open `changes/index.html` first. Search and other moving parts need a small server: `python3 -m http.server` in that folder."
    yield ""


def _elsewhere(given: Proposal) -> Iterator[str]:
    if not (given.came_elsewhere or given.were_elsewhere):
        return
    yield "#### In other files"
    yield ""
    yield "These do not hold up your change."
    yield ""
    if given.came_elsewhere:
        yield f"{words.count(len(given.came_elsewhere), 'problem')} in files you did not touch came with this change. A maintainer looks at that together with you:"
        yield ""
        yield from _problems(given.came_elsewhere, MOST_ELSEWHERE)
        yield ""
    if given.were_elsewhere:
        was = "was" if len(given.were_elsewhere) == 1 else "were"
        yield f"{words.count(len(given.were_elsewhere), 'problem')} {was} there before. You need not do anything:"
        yield ""
        yield from _problems(given.were_elsewhere, MOST_ELSEWHERE)
        yield ""


def _next(given: Proposal) -> Iterator[str]:
    yield "#### What happens next"
    yield ""
    if given.diff.records:
        yield "1. A second reader compares each record with its sources."
    elif given.diff.indicators:
        yield "1. A second reader compares the figures with their source."
    else:
        yield "1. A maintainer reads the change."
    yield "2. Questions are asked and answered here, in public."
    yield "3. When you and the reader are content, it is taken in, and the site shows it soon after."
    yield ""
    yield "If a line here is unclear, ask. No question is too small."
