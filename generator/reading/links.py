"""links.json: what was last found at the addresses outside that records cite. A command that asks them writes it; a build
only reads it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from generator.model.fields import Day, Shape
from generator.problem import Problem
from generator.reading.source import Fault, is_there, read_bytes, text_of

PATH = "links.json"
MAX_BYTES = 8 * 1024 * 1024
State = Literal["ok", "moved", "refused", "gone", "failed", "taken_over"]


class LinkState(Shape):
    """What was found at one address: since when, in the words of the host, and where a kept copy is."""

    state: State
    since: Day
    note: Annotated[str, Field(max_length=300)] = ""
    archived: Annotated[str, Field(max_length=2000, pattern=r"^(https?://\S+)?$")] = ""


class Links(Shape):
    """The state of every address that was asked, and the day of the last look."""

    schema_version: Literal[1]
    looked: Day
    links: Mapping[str, LinkState]


def read_links(root: Path) -> tuple[Links | None, tuple[Problem, ...]]:
    """The state of outside links; None, and no problem, where nobody has looked yet."""
    if not is_there(root, PATH):
        return None, ()
    try:
        return Links.model_validate(json.loads(text_of(read_bytes(root, PATH, MAX_BYTES)))), ()
    except Fault as fault:
        return None, (fault.problem(PATH),)
    except json.JSONDecodeError as error:
        message = f"no JSON: {error.msg}"
        return None, (Problem(PATH, error.lineno, error.colno, "unreadable", message, _HINT),)
    except (ValidationError, ValueError, RecursionError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else None
        where = ".".join(map(str, first["loc"])) if first else "it"
        message = f"{where}: {first['msg']}" if first else "it is nested too deep, or a number is too long"
        return None, (Problem(PATH, 1, 1, "unreadable", message, _HINT),)


_HINT = "it is written by the command that looks at outside links; have it written anew"
