"""DuckDB leaves without a word."""

import subprocess
import sys

from tests.support import ROOT

WORK = """
import gc
from generator.reading.database import duckdb
ring = [duckdb().connect(":memory:")]
ring.append(ring)
gc.freeze()
"""


def test_nothing_is_said_when_a_frozen_process_ends() -> None:
    """Whatever the collector was told to leave alone is not reported as leaked."""
    ran = subprocess.run([sys.executable, "-c", WORK], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60)

    assert ran.stderr == ""
