"""Touched: which problems stand in what a change touches, and which stand elsewhere and are not its author's to mend."""

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from generator.problem import Problem

PACKAGES = "datasets"
CODE = "generator/"
"""The code of the check: whoever changes it answers for what it says of every file."""


def apart(problems: Sequence[Problem], touched: Collection[str]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The problems in what a change touches, and all others, both in their order. `touched`: paths of files.

    A data package is one thing: a change to its descriptor touches its tables. A change to the code of the check touches
    everything.
    """
    if any(path.startswith(CODE) for path in touched):
        return tuple(problems), ()
    units = {unit(path) for path in touched}
    here = tuple(problem for problem in problems if unit(problem.path) in units)
    return here, tuple(problem for problem in problems if unit(problem.path) not in units)


def unit(path: str) -> str:
    """The folder of a data package for a file in it, else the path itself."""
    parts = PurePosixPath(path).parts
    return "/".join(parts[:2]) if parts[:1] == (PACKAGES,) and len(parts) > 2 else path
