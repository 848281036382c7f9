"""Problems on standard output: as lines, as JSON, or as annotations of a workflow."""

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
        err.print(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}.")


def _annotation(problem: Problem) -> str:
    def data(text: str) -> str:
        return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))

    def property_(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    tail = f"; {problem.hint}" if problem.hint else ""
    return f"::error file={property_(problem.path)},line={problem.line},col={problem.column},title={property_(problem.rule)}::{data(problem.message + tail)}"
