"""Measure tables of figures alone: `python -m tests.bench.tables [--rows 170000] [--runs 3] [--practices 1000]`.

How long a check of many tables takes, beside Python's own reader of comma-separated text on the same files; whether the
time grows with the rows; and how fast the real indicator and place pages are made. Prints a section of the report.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from tests.bench.figures import EMPTY, ROWS, TABLES, write_tables
from tests.bench.measure import Run, Say, measured, today
from tests.bench.synthetic import ROOT

Time = Literal["seconds", "cpu"]
HEADING, LAST = "## Tables of figures", "Processor time is the least"
"""How the section begins, and the paragraph of the report that comes after it."""
READ = """
import csv, pathlib, sys
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.csv")):
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines):
            pass
"""
"""The least that a program in Python can do with the tables: read every row of every file."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Indicator and place pages of the real library: how many, the seconds they took, and the largest of an indicator."""

    pages: int
    seconds: float
    largest: str
    bytes: int


@dataclass
class Tables:
    """All that was measured of tables. `check` and `read` are keyed by the number of rows."""

    rows: int
    practices: int
    check: dict[int, list[Run]] = field(default_factory=dict)
    read: dict[int, list[Run]] = field(default_factory=dict)
    together: list[Run] = field(default_factory=list)
    """Checks of all rows and of practices beside them."""
    pages: list[Pages] = field(default_factory=list)

    @property
    def sizes(self) -> tuple[int, int]:
        """Half of the rows, and all."""
        return self.rows // 2, self.rows

    def ratio(self, of: Time = "seconds") -> float:
        """How many times as long the check takes as reading the same files."""
        return shortest(self.check[self.rows], of) / shortest(self.read[self.rows], of)

    def growth(self, of: Time = "seconds") -> float:
        """How many times as long the check of all rows takes as that of half of them. Rows alone would make it 2; what
        each package costs by itself brings it down."""
        half, whole = self.sizes
        return shortest(self.check[whole], of) / shortest(self.check[half], of)


def shortest(runs: Sequence[Run], of: Time = "seconds") -> float:
    """Wall or processor seconds of the shortest run: others on the machine only ever lengthen one."""
    return float(min(getattr(run, of) for run in runs))


@dataclass(frozen=True, slots=True)
class Meter:
    """Runs one process after the other, says how each went, and waits for quiet between them."""

    today: date
    say: Say
    patience: float

    def check(self, root: Path, what: str) -> Run:
        """`beacon check` of a library without a fault."""
        command = (
            sys.executable,
            "-m",
            "generator.cli",
            "check",
            "--root",
            str(root),
            "--today",
            self.today.isoformat(),
        )
        return self._run(command, what)[0]

    def read(self, root: Path, what: str) -> Run:
        """Python's `csv` on the same files."""
        return self._run((sys.executable, "-c", READ, str(root / "datasets")), what)[0]

    def pages(self, what: str) -> Pages:
        """The pages of the repository's own indicators and places."""
        command = (sys.executable, "-m", "tests.bench.indicator_pages", str(ROOT), self.today.isoformat())
        return Pages(**json.loads(self._run(command, what)[1].splitlines()[-1]))

    def _run(self, command: Sequence[str], what: str) -> tuple[Run, str]:
        run, said = measured(command, self.patience)
        self.say(f"  {what}: {run}")
        return run, said


def measure(work: Path, meter: Meter, *, rows: int = ROWS, practices: int = 1000, runs: int = 3) -> Tables:
    """Lay out the libraries, and measure everything `runs` times, in turns."""
    found = Tables(rows, practices)
    meter.say(f"{rows:,} rows: writing")
    for size in found.sizes:
        write_tables(work / f"rows-{size}", size)
    if practices:
        write_tables(work / "together", rows, practices=practices)
    for number in range(1, runs + 1):
        for size in found.sizes:
            root = work / f"rows-{size}"
            found.read.setdefault(size, []).append(meter.read(root, f"{number}. read {size:,} rows"))
            found.check.setdefault(size, []).append(meter.check(root, f"{number}. check {size:,} rows"))
        if practices:
            what = f"{number}. check {rows:,} rows and {practices:,} practices"
            found.together.append(meter.check(work / "together", what))
        found.pages.append(meter.pages(f"{number}. indicator and place pages"))
    return found


def section(found: Tables) -> Iterator[str]:
    """The part of the report on tables, line by line."""
    half, whole = found.sizes
    pages = min(found.pages, key=lambda one: one.seconds)
    yield f"""
{HEADING}

Synthetic packages in the shape of ours: {TABLES} tables and {EMPTY} that wait for their values, {found.rows:,} rows in all. A check reads the descriptors, compares checksums, judges every cell by its Table Schema and every row by the rules. Beside it stands a process that only reads the same files with Python's `csv`. Pages are those of the real indicators and places, rendered and hung in their frames by one processor, with the size of every file to download.

| What | Runs | Shortest, s | Processor, s | Peak memory, MB | Others |
| --- | ---: | ---: | ---: | ---: | ---: |"""
    for size in (half, whole):
        yield _row(f"check of {size:,} rows", found.check[size])
        yield _row(f"reading {size:,} rows with `csv`", found.read[size])
    if found.together:
        yield _row(f"check of {whole:,} rows and {found.practices:,} practices", found.together)
    yield f"""
| Measure | |
| --- | ---: |
| Check of {whole:,} rows to reading them | {found.ratio():.1f} |
| the same, processor time | {found.ratio("cpu"):.1f} |
| Check of {whole:,} rows to that of {half:,} | {found.growth():.2f} |
| the same, processor time | {found.growth("cpu"):.2f} |
| Rows checked in a second | {whole / shortest(found.check[whole]):,.0f} |
| Indicator and place pages | {pages.pages:,} in {pages.seconds:.1f} s, {pages.pages / pages.seconds:,.0f} a second |
| Largest page of an indicator | {pages.bytes / 1000:.0f} kB of HTML (`{pages.largest}`) |"""


def replaced(page: str, part: str) -> str:
    """A report with this section in place of the one it has, or before its last paragraph."""
    rest = re.sub(rf"\n{HEADING}\n.*?(?=\n## |\n{LAST}|\Z)", "", page, flags=re.DOTALL)
    before, last, after = rest.partition(f"\n{LAST}")
    return f"{before}{part}\n{last}{after}" if last else f"{rest}{part}\n"


def _row(what: str, runs: Sequence[Run]) -> str:
    first = min(runs, key=lambda run: run.seconds)
    return f"| {what} | {len(runs)} | {first.seconds:.2f} | {min(r.cpu for r in runs):.2f} | {max(r.memory for r in runs) / 1e6:.0f} | {first.others:.1f} |"


def main() -> None:
    """Measure, and print the section."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tables", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help="rows in all tables together")
    parser.add_argument("--practices", type=int, default=1000, help="practices beside all rows; 0 for none")
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured")
    parser.add_argument("--today", type=date.fromisoformat, default=today(), help="the day of the check")
    parser.add_argument("--patience", type=float, default=20, help="seconds to wait for others before each process")
    parser.add_argument("--into", type=Path, help="the report whose section on tables is replaced, docs/benchmarks.md")
    given = parser.parse_args()
    meter = Meter(given.today, lambda line: print(line, file=sys.stderr, flush=True), given.patience)
    with TemporaryDirectory(prefix="bench-") as work:
        found = measure(Path(work), meter, rows=given.rows, practices=given.practices, runs=given.runs)
    part = "\n".join(section(found))
    print(part)
    if given.into:
        given.into.write_text(replaced(given.into.read_text(encoding="utf-8"), part), encoding="utf-8")


if __name__ == "__main__":
    main()
