"""Measure and write the page: `python -m tests.bench [--sizes 1000 10000] [--out docs/benchmarks.md] [--quick]`."""

import argparse
import sys
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import report, tables
from tests.bench.measure import Bench, Size, today


def main() -> None:
    """Run every measurement, smallest size first, and write the page as soon as there is something new."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000], help="numbers of practices")
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks.md"), help="the page to write")
    parser.add_argument("--quick", action="store_true", help="one run of each, and no MkDocs above 1,000 practices")
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        default=today(),
        help="the day of the page, 2026-03-21; else SOURCE_DATE_EPOCH, else today",
    )
    parser.add_argument("--work", type=Path, help="an empty folder to work in and keep; else a temporary one")
    parser.add_argument(
        "--patience", type=float, default=20, help="seconds to wait before each process for others to be quiet"
    )
    given = parser.parse_args()
    say = partial(print, file=sys.stderr, flush=True)
    with TemporaryDirectory(prefix="bench-") as temporary:
        work: Path = given.work or Path(temporary)
        sizes: list[Size] = []
        meter = tables.Meter(given.today, say, given.patience)
        figures = tables.measure(work / "tables", meter, runs=1 if given.quick else 3)
        for practices in sorted(given.sizes):
            bench = Bench(
                work / str(practices),
                practices,
                given.today,
                say,
                given.patience,
            )
            bench.rounds(
                1 if given.quick else 3 if practices <= 1000 else 2, mkdocs=practices <= 1000 or not given.quick
            )
            bench.weigh()
            sizes.append(bench.size)
            given.out.parent.mkdir(parents=True, exist_ok=True)
            for _ in bench.search():
                given.out.write_text(report.page(sizes, given.today, figures), encoding="utf-8")
    print(given.out.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
