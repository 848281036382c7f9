"""Problems on standard output: as lines, as JSON, or as annotations of a workflow."""

import os
from typing import Literal

from generator.cli.common import err, printable
from generator.problem import Problem

Format = Literal["text", "json", "github"]


def show(problems: tuple[Problem, ...], format: Format) -> None:
    """Print problems on standard output: as lines, as JSON, or as annotations of a GitHub workflow."""
    if format == "json":
        import json
        from dataclasses import asdict

        print(json.dumps([asdict(p) for p in problems], indent=2))
        return
    for problem in problems:
        print(_annotation(problem) if format == "github" else printable(str(problem)))
    if problems and format == "text":
        err.print(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}. What a rule means: beacon explain RULE")


def show_apart(here: tuple[Problem, ...], elsewhere: tuple[Problem, ...], format: Format) -> None:
    """Print the problems of a change, then apart from them those in files that it does not touch.

    As annotations these are notices, which no check fails on; as JSON each problem says whether it is `touched`.
    """
    if format == "json":
        import json
        from dataclasses import asdict

        marked = [(p, True) for p in here] + [(p, False) for p in elsewhere]
        print(json.dumps([{**asdict(p), "touched": touched} for p, touched in marked], indent=2))
        return
    show(here, format)
    if not elsewhere:
        return
    if format == "github":
        for problem in elsewhere:
            print(_annotation(problem, "notice"))
        return
    are = "problem is" if len(elsewhere) == 1 else "problems are"
    err.print(f"{len(elsewhere)} {are} in files that this change does not touch, and block nothing:")
    for problem in elsewhere:
        err.print(f"  {printable(str(problem))}", markup=False)


def _annotation(problem: Problem, level: Literal["error", "notice"] = "error") -> str:
    def data(text: str) -> str:
        return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))

    def property_(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    site = os.environ.get("BEACON_SITE_URL", "").rstrip("/")
    more = f"{site}/rules/{problem.rule}/" if site else f"beacon explain {problem.rule}"
    tail = f"; {problem.hint}" if problem.hint else ""
    tail += f" ({more})"
    return f"::{level} file={property_(problem.path)},line={problem.line},col={problem.column},title={property_(problem.rule)}::{data(problem.message + tail)}"
