"""The rows of a reference table as models, or every problem in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from generator.problem import Problem
from generator.reading.tables import Table
from generator.reading.words import words, worth_telling

Kind = TypeVar("Kind", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Rows(Generic[Kind]):
    """The sound rows of a table, the ids of the others, and what is wrong with them."""

    sound: Sequence[Kind] = ()
    broken: Sequence[str] = ()
    problems: Sequence[Problem] = ()


def read_rows(table: Table, kind: type[Kind]) -> Rows[Kind]:
    """Every row as a `kind`; an empty cell is a field left out, and a column that it does not know is passed over."""
    sound: list[Kind] = []
    broken: list[str] = []
    problems: list[Problem] = []
    for line, row in table.numbered:
        given = {key: value for key, value in row.items() if value and key in kind.model_fields}
        try:
            sound.append(kind.model_validate(given, strict=False))
        except ValidationError as error:
            broken.append(row.get("id", ""))
            problems += _explain(table, line, kind, error)
    return Rows(sound, broken, problems)


def _explain(table: Table, line: int, kind: type[BaseModel], error: ValidationError) -> Sequence[Problem]:
    details = [detail for detail in error.errors(include_url=False) if worth_telling(detail)]
    return [
        Problem(table.path, line, _column(table, str(detail["loc"][0])), *words(kind, detail))
        if detail["loc"]
        else Problem(table.path, line, 1, *words(kind, detail))
        for detail in details
    ]


def _column(table: Table, name: str) -> int:
    return table.header.index(name) + 1 if name in table.header else 1
