"""`python -m tests.fuzz --minutes 10`: fuzz every reader for a while, and print what failed with the file that did it."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from tests.fuzz.readers import targets
from tests.fuzz.run import run


def main() -> int:
    """Exit code 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first turn: another gives other files")
    parser.add_argument("--only", default="", help="readers whose name holds this")
    given = parser.parse_args()
    kept = Path(mkdtemp(prefix="beacon-fuzz-"))
    with TemporaryDirectory(prefix="beacon-fuzz-") as folder:
        chosen = [target for target in targets(Path(folder)) if given.only in target.name]
        ran = run(chosen, seconds=60 * given.minutes, first=given.first, keep=kept)
    for name, number, said in ran.failures:
        print(f"\n{name}, turn {number}, its file is in {kept}:\n{said}")
    print(f"{ran.turns.total():,} turns over {len(ran.turns)} readers, {len(ran.failures)} failures")
    return 1 if ran.failures else 0


if __name__ == "__main__":
    sys.exit(main())
