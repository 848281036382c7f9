"""Findings to problems: where in its file each one stands."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.checks.subject import Finding
from generator.problem import Problem
from generator.reading.records import positions_of
from generator.reading.source import Fault, place_of, read_bytes, text_of
from generator.reading.strict_yaml import MAX_BYTES, Location, Position, locate


def placed(root: Path, find: Callable[..., Iterator[tuple[str, Finding]]], *given: Any) -> tuple[Problem, ...]:
    """What some rules find in `given`, as problems with line and column."""
    files: dict[str, _File] = {}
    problems = []
    for rule, finding in find(*given):
        file = files.setdefault(finding.path, _File(root, finding.path))
        problems.append(Problem(finding.path, *file.place(finding), rule, finding.message, finding.hint))
    return tuple(problems)


@dataclass(frozen=True)
class _File:
    """A file that findings point into, read again when the first one asks."""

    root: Path
    path: str

    @cached_property
    def positions(self) -> Mapping[Location, Position]:
        return positions_of(self.root, self.path)

    @cached_property
    def lines(self) -> Sequence[str]:
        return text_of(read_bytes(self.root, self.path, MAX_BYTES)).replace("\r\n", "\n").split("\n")

    def place(self, finding: Finding) -> Position:
        """Line and column of a finding: of its words, where they stand as they are; else of the value it names."""
        try:
            line, column = finding.line, finding.column
            if not line:
                line, column = locate(self.positions, finding.at, key=finding.on_key)
            return self.seek(finding.words, line, column) if finding.words else (line, column)
        except Fault:  # the file has changed since it was read
            return finding.line or 1, finding.column

    def seek(self, words: str, line: int, column: int) -> Position:
        """Where `words` stand at or behind a place, also when they are broken over lines."""
        text = "\n".join(self.lines[line - 1 :])
        found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, column - 1)
        if not found:
            return line, column
        below, right = place_of(text, found.start())
        return line + below - 1, right
