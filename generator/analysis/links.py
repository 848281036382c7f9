"""Links: what is known of an address outside the library after it was asked several times.

One failure says little: servers rest, networks break, and some refuse every machine. An address is called gone only
after several failures over days, and one that has come back before needs more of them.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Answer = Literal["answers", "refuses", "fails"]
"""What one asking came to. It `refuses` where a server is there and sends machines away."""
Verdict = Literal["answers", "refuses", "unsure", "gone", "never_asked"]

FAILURES, DAYS = 3, 7
"""How many failures on different days, the first so many days before the last, make an address gone."""
FLAPPING = 2
"""An address that came back so often needs twice as many failures over twice as long."""
REST = 6
"""Days for which an address that answered is left in peace."""
REFUSALS = frozenset({401, 402, 403, 405, 406, 407, 429, 451, 999})
"""Statuses of a server that is there and does not serve a machine; 999 is what one large network sends."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of one address. `failed`: the days since it last answered on which it did not."""

    answered: date | None = None
    refused: date | None = None
    failed: tuple[date, ...] = ()
    returned: int = 0
    """How often it answered again after it had failed."""
    said: str = ""
    """What was heard last: a status or what went wrong."""
    leads_to: str = ""
    """The host it led to, when that is another than its own."""


def answer_of(status: int) -> Answer:
    """What the status of an HTTP response says of an address; 0 stands for none."""
    if status in REFUSALS:
        return "refuses"
    return "answers" if 200 <= status < 400 else "fails"


def after(memory: Memory, answer: Answer, day: date, said: str = "", leads_to: str = "") -> Memory:
    """What is known after one more asking. Two failures on one day count once."""
    if answer == "answers":
        back = 1 if memory.failed else 0
        return Memory(day, None, (), memory.returned + back, said, leads_to)
    if answer == "refuses":
        return replace(memory, refused=day, failed=(), said=said, leads_to=leads_to)
    days = memory.failed if day in memory.failed else (*memory.failed, day)
    return replace(memory, refused=None, failed=tuple(sorted(days)), said=said, leads_to="")


def verdict(memory: Memory) -> Verdict:
    """What may be said of an address today."""
    if memory.failed:
        more = 2 if memory.returned >= FLAPPING else 1
        span = (memory.failed[-1] - memory.failed[0]).days
        return "gone" if len(memory.failed) >= FAILURES * more and span >= DAYS * more else "unsure"
    if memory.refused:
        return "refuses"
    return "answers" if memory.answered else "never_asked"


def is_due(memory: Memory, day: date) -> bool:
    """Whether to ask again: not for some days after it answered or refused."""
    last = max((found for found in (memory.answered, memory.refused) if found), default=None)
    return bool(memory.failed) or last is None or (day - last).days > REST
