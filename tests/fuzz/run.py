"""Run the fuzz for a while: each turn takes a reader, a file and a way to make it worse, all by one number."""

import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.fuzz.readers import Target

SLOW = 20.0
"""Seconds of one turn that are told as a failure too: nothing small may take so long."""


@dataclass
class Ran:
    """How often each reader was tried, and what failed: the reader, the number of the turn, and the traceback."""

    turns: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, int, str]] = field(default_factory=list)


def turn(target: Target, number: int) -> bytes:
    """The file of one turn."""
    random = Random(number)  # noqa: S311 nothing is kept secret by it
    source = random.choice(target.seeds)
    for _ in range(random.choice((1, 1, 2))):
        mutate = random.choice(target.mutators)
        try:
            source = mutate(source, random)
        except Exception:  # a file made worse once may be none any more that a second way can read
            break
    return source


def run(
    targets: Sequence[Target],
    *,
    seconds: float,
    first: int = 0,
    most: int = 1_000_000,
    stop_after: int = 20,
    keep: Path | None = None,
) -> Ran:
    """Try all readers by turns until the time is over, `most` turns are done or too much failed."""
    ran, end = Ran(), time.monotonic() + seconds
    for number in range(first, first + most):
        for target in targets:
            if time.monotonic() > end or len(ran.failures) >= stop_after:
                return ran
            source = turn(target, number)
            begun = time.monotonic()
            said = ""
            try:
                target.read(source, Random(number))  # noqa: S311 as above
            except Exception:
                said = traceback.format_exc()
            if not said and time.monotonic() - begun > SLOW:
                said = f"took {time.monotonic() - begun:.0f} seconds"
            ran.turns[target.name] += 1
            if said:
                ran.failures.append((target.name, number, said))
                if keep:
                    (keep / f"{number}-{target.name.replace('/', '_').replace(' ', '_')}").write_bytes(source)
    return ran
