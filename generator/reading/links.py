"""links.json: what was last heard at the addresses outside the library. `beacon links --visit --memory links.json` writes
it; a build only reads it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from generator.model.fields import Day, Shape
from generator.problem import Problem
from generator.reading.source import Fault, is_there, read_bytes, text_of

PATH = "links.json"
MAX_BYTES = 16 * 1024 * 1024
Short = Annotated[str, Field(max_length=300)]


class Heard(Shape):
    """What is remembered of one address: when it answered, refused a machine, or failed, and what was heard last."""

    answered: Day | None
    refused: Day | None
    failed: tuple[Day, ...]
    returned: Annotated[int, Field(ge=0)]
    said: Short
    leads_to: Short


class Links(Shape):
    """What is remembered of every address."""

    version: Literal[1]
    addresses: Mapping[str, Heard]


def read_links(root: Path) -> tuple[Links | None, tuple[Problem, ...]]:
    """What was heard; None, and no problem, where nobody has asked yet."""
    if not is_there(root, PATH):
        return None, ()
    try:
        return Links.model_validate_json(text_of(read_bytes(root, PATH, MAX_BYTES))), ()
    except Fault as fault:
        return None, (fault.problem(PATH),)
    except ValidationError as error:
        return None, (_problem(error),)


def _problem(error: ValidationError) -> Problem:
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"])) or "it"
    hint = "the command beacon links writes it; remove it, or have it written anew"
    return Problem(PATH, 1, 1, "unreadable", f"{where}: {first['msg'][:200]}", hint)
