"""Problem: one fault in content, with the place, the rule, what was expected and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """A fault found in a contributor's file. Collected and printed, never raised.

    `path` is relative to the root of the repository; `line` and `column` count from 1; in a table `line` is the
    row as an editor shows it and `column` the number of the cell. `hint` says how to mend it.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        tail = f"; {self.hint}" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column} {self.rule}: {self.message}{tail}"


MOST_COMPARED = 200
"""Characters of a word that a near one is looked for; with much longer ones that could take for ever."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """'did you mean "x"?' for the nearest known word, or '' when none is near."""
    near = len(word) <= MOST_COMPARED and get_close_matches(
        word.casefold(), {k.casefold(): k for k in known}, n=1, cutoff=0.6
    )
    if not near:
        return ""
    exact = next(k for k in known if k.casefold() == near[0])
    return f'did you mean "{exact}"?'


def nearest(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a question, else what is known."""
    known = list(known)
    return did_you_mean(word, known) or (
        f"known: {', '.join(sorted(known)[:12])}{' …' if len(known) > 12 else ''}" if known else "there is none yet"
    )
