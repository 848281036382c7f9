"""DuckDB, imported when it is first needed, for that is slow; and kept quiet when the process ends."""

import atexit
import os
import sys
from functools import cache
from types import ModuleType


@cache
def duckdb() -> ModuleType:
    """The module, with nothing said at the end."""
    import duckdb

    atexit.register(_leave_quietly)
    return duckdb


def _leave_quietly() -> None:
    """Keep what DuckDB's binding says when the process ends from the terminal: it counts as leaked whatever a frozen
    collector has not freed (`garbage` freezes it), and to free all that takes longer than to check."""
    sys.stderr.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
