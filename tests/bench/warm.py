"""Time from an edit to the published page in a running process, as a preview has it: `python -m tests.bench.warm`."""

import json
import sys
import time
from datetime import date
from pathlib import Path

from generator.load.memory import Memory
from generator.make import make

LETTERS = str.maketrans("0123456789", "abcdefghij")
"""A figure in a text would need a source, so words that number an edit are made of letters."""


def edit(root: Path, word: str) -> Path:
    """Change the summary of one practice, so that it ends in `word`; says which file."""
    file = sorted((root / "practices").glob("*.yaml"))[0]
    lines = file.read_text(encoding="utf-8").split("\n")
    begin = next(n for n, line in enumerate(lines) if line.startswith("summary:"))
    end = next(n for n in range(begin + 1, len(lines)) if not lines[n].startswith(" "))
    lines[begin:end] = [f'summary: "All of this is synthetic and was changed by a benchmark: {word}."']
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def published(root: Path, file: Path, word: str) -> bool:
    """Whether the published page of a record holds `word`."""
    return word in (root / "site" / "practices" / file.stem / "index.html").read_text(encoding="utf-8")


def main(root: Path, today: date, edits: int) -> None:
    """Build once, then edit and build again; prints wall and processor seconds of each rebuild as JSON."""
    memory = Memory()
    seconds: list[tuple[float, float]] = []
    for number in range(edits + 1):
        word = f"warm-{time.time_ns()}".translate(LETTERS)
        file = edit(root, word)
        began, worked = time.perf_counter(), time.process_time()
        made = make(root, root / "site", root / ".beacon", today, memory=memory)
        if number:
            seconds.append((time.perf_counter() - began, time.process_time() - worked))
        if made.loaded.problems or not published(root, file, word):
            raise SystemExit(f"the edit was not published: {made.loaded.problems[:1]}")
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), int(sys.argv[3]))
