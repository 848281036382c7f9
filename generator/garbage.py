"""When Python looks for garbage: objects in a cycle, which nothing but each other holds.

What a build makes is freed as soon as nobody holds it, almost all of it; the rest is little. Python looks for cycles
after every 700 new objects, as a process must that lives on them. With ten thousand records a tenth of an edit and a
twelfth of a clean build went there.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 5_000
"""New objects after which Python looks, while a site is made."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Do not look at all, and never again at what was made meanwhile. For records: they hold no cycles and stay, and
    in the processes that share the work a look would copy all of them."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look after `OBJECTS` new objects."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
