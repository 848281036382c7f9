"""Spread work over the processors: fork, let each child do its part, and gather what the children say as JSON."""

import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any, TypeVar

T = TypeVar("T")
WORTH_IT = 300
"""With fewer items than this, starting a process costs more than it saves."""


class PartFault(Exception):
    """A part could not be done; the message is what the child saw."""


def spread(items: Sequence[T], work: Callable[[Sequence[T]], Any], processes: int) -> list[Any]:
    """The results of `work` on every n-th item, one result for each part, as JSON knows them.

    `work` runs in forked children, so it sees what this process has read without a copy. With one process, few items,
    a system without fork or after `stay_one` it runs here.
    """
    if processes < 2 or len(items) < WORTH_IT or not hasattr(os, "fork") or _threaded.is_set():
        return [work(items)]
    sys.stdout.flush()
    sys.stderr.flush()
    children = [_start(items[part::processes], work) for part in range(1, processes)]
    results = [work(items[0::processes])]
    for child, pipe in children:
        with os.fdopen(pipe, "rb") as stream:
            said = stream.read()
        os.waitpid(child, 0)
        answer = json.loads(said) if said else {"fault": "a child process ended without a word"}
        if "fault" in answer:
            raise PartFault(answer["fault"])
        results.append(answer["result"])
    return results


_threaded = Event()


def stay_one() -> None:
    """Begin no more children from this process: a library has started threads in it, and a child would wait for ever
    for threads that a fork does not copy."""
    _threaded.set()


def _start(part: Sequence[T], work: Callable[[Sequence[T]], Any]) -> tuple[int, int]:
    receive, send = os.pipe()
    child = os.fork()
    if child:
        os.close(send)
        return child, receive
    try:
        os.close(receive)
        answer = {"result": work(part)}
    except BaseException:
        answer = {"fault": traceback.format_exc()}
    with os.fdopen(send, "wb") as stream:
        stream.write(json.dumps(answer).encode())
        stream.flush()
    os._exit(0)
