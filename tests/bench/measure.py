"""The measurements: each a whole process over the same synthetic records, in rounds, so that all meet the same machine."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from tests.bench import hugo, material
from tests.bench.derived import Source
from tests.bench.finder import DIALOGUE, FINDER, MATERIAL, PAGEFIND, Found, measure
from tests.bench.meter import busy
from tests.bench.pages import Weight, weigh
from tests.bench.synthetic import ROOT, write_library
from tests.bench.warm import LETTERS, edit, published

METER = Path(__file__).with_name("meter.py")
CHECK, CLEAN, SAME, EDIT, WARM = (
    "check",
    "clean build",
    "rebuild, no change",
    "rebuild, one edit",
    "rebuild, one edit, running process",
)
PLUS = "Hugo plus Pagefind"
"""One after the other, as if they were one program: a site that can be searched."""
QUIET = 0.3
"""A second in which others work for less than this is quiet."""
Say = Callable[[str], None]


def today() -> date:
    """SOURCE_DATE_EPOCH, else the day it is."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall and processor seconds, and the most memory it and its children held, in bytes."""

    seconds: float
    cpu: float
    memory: int
    others: float
    """Processors that other processes of the machine kept busy meanwhile, on average."""

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s, processor {self.cpu:.2f} s, {self.memory / 1e6:.0f} MB, others {self.others:.1f}"


def measured(command: Sequence[str], patience: float) -> tuple[Run, str]:
    """One process, begun in a quiet second if one comes while patience lasts; and what it printed. It must end well."""
    _wait(patience)
    # The others make no PDF, so Beacon makes none here either.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "CI": "1", "BEACON_BRIEFS": "0"}
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(METER), *command],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=environment,
    )
    found = json.loads(ran.stdout)
    if found["code"]:
        raise RuntimeError(f"{' '.join(command)} ended with {found['code']}:\n{found['said']}")
    return Run(found["seconds"], found["cpu"], found["memory"], found["others"]), str(found["said"]).strip()


def one_after_other(runs: Sequence[Run]) -> Run:
    """Several processes as one: times add up, and the largest memory is that of all."""
    seconds = sum(run.seconds for run in runs)
    return Run(
        seconds,
        sum(run.cpu for run in runs),
        max(run.memory for run in runs),
        sum(run.others * run.seconds for run in runs) / seconds,
    )


def _wait(patience: float) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = busy()
        time.sleep(1)
        if busy() - before < QUIET:
            return


@dataclass
class Size:
    """All that was measured at one number of practices. `runs` is keyed by (program, task)."""

    practices: int
    yaml: float
    """Mean bytes of a record's file."""
    runs: dict[tuple[str, str], list[Run]] = field(default_factory=dict)
    weights: dict[str, Weight] = field(default_factory=dict)
    searches: dict[str, Found | None] = field(default_factory=dict)
    """What was measured in the browser, by the name of the way; None where no result came in time."""

    def wall(self, program: str, task: str) -> float | None:
        """Wall seconds of the shortest run; None when it was not measured."""
        return min((run.seconds for run in self.runs.get((program, task), ())), default=None)

    def memory(self, program: str) -> int | None:
        """The most memory that any process of a program held."""
        return max(
            (run.memory for (name, _), runs in self.runs.items() if name == program for run in runs), default=None
        )

    def ratio(self, one: tuple[str, str], other: tuple[str, str], of: str = "seconds") -> float | None:
        """How many times as long `one` took as `other`, or as much memory: the shortest runs, or the most memory.

        Others on the machine only ever lengthen a run, so the shortest says most about the program.
        """
        best = max if of == "memory" else min
        if one not in self.runs or other not in self.runs:
            return None
        mine, theirs = (best(getattr(run, of) for run in self.runs[key]) for key in (one, other))
        return float(mine / theirs)


class Bench:
    """One size laid out below `work`: a library, and the same practices for Hugo and MkDocs."""

    def __init__(self, work: Path, practices: int, today: date, say: Say, patience: float) -> None:
        self.today, self.say, self.patience = today, say, patience
        self.library, self.hugo, self.material = work / "library", work / "hugo", work / "material"
        say(f"{practices:,} practices: writing")
        write_library(self.library, practices)
        source = Source(self.library, work / "engine", today)
        self.ids = [entry.id for entry in source.practices]
        files = [self.library / "practices" / f"{id}.yaml" for id in self.ids]
        self.size = Size(practices, sum(f.stat().st_size for f in files) / len(files))
        hugo.write_project(source, self.hugo)
        material.write_project(source, self.material)

    def rounds(self, runs: int, *, mkdocs: bool) -> None:
        """Measure everything `runs` times, one after the other; MkDocs once when it would take long."""
        program = hugo.program()
        for number in range(1, runs + 1):
            self._clear(self.library / "site", self.library / ".beacon")
            self._beacon(CHECK, "check", number)
            self._clear(self.library / "site", self.library / ".beacon")
            built = self._beacon(CLEAN, "build", number)
            if program:
                self._clear(self.hugo / "public", self.hugo / "resources")
                self._run("Hugo", CLEAN, [program, "--quiet", "--source", str(self.hugo)], number)
                if index := hugo.pagefind():
                    self._run("Pagefind", CLEAN, [index, "--site", str(self.hugo / "public")], number)
                    both = [self.size.runs[one, CLEAN][-1] for one in ("Hugo", "Pagefind")]
                    self.size.runs.setdefault((PLUS, CLEAN), []).append(one_after_other(both))
            if mkdocs and (number == 1 or self.size.practices <= 1000):
                self._clear(self.material / "site")
                self._run(
                    "MkDocs-Material",
                    CLEAN,
                    [
                        sys.executable,
                        "-m",
                        "mkdocs",
                        "build",
                        "--quiet",
                        "--config-file",
                        str(self.material / "mkdocs.yml"),
                    ],
                    number,
                )
            same = self._beacon(SAME, "build", number)
            if " 0 written" not in same:
                self.say(f"  not all files were kept: {same}, after: {built}")
            word = f"cold-{number}".translate(LETTERS)
            file = edit(self.library, word)
            self._beacon(EDIT, "build", number)
            if not published(self.library, file, word):
                raise RuntimeError(f"the edit of {file} was not published")
        self._warm(edits=5)

    def weigh(self) -> None:
        """Weigh the sites that the last round left."""
        for program, site, index in (
            ("Beacon", self.library / "site", "search/catalogue.json"),
            ("Hugo", self.hugo / "public", hugo.INDEX),
            ("MkDocs-Material", self.material / "site", material.INDEX),
        ):
            if (program, CLEAN) in self.size.runs:
                self.size.weights[program] = weigh(site, self.ids, index)

    def search(self) -> Iterator[None]:
        """Search the sites that the last round left, in the browser; stops after each."""
        yield
        for site, way in (
            (self.library / "site", FINDER),
            (self.library / "site", DIALOGUE),
            (self.hugo / "public", PAGEFIND),
            (self.material / "site", MATERIAL),
        ):
            if (site / way.needs).exists():
                _wait(self.patience)
                found = self.size.searches[way.name] = measure(site, way, self.size.practices)
                self.say(f"  {way.name}: {found or 'no result in time'}")
                yield

    def _beacon(self, task: str, command: str, number: int) -> str:
        return self._run(
            "Beacon",
            task,
            [
                sys.executable,
                "-m",
                "generator.cli",
                command,
                "--root",
                str(self.library),
                "--today",
                self.today.isoformat(),
            ],
            number,
        )

    def _warm(self, edits: int) -> None:
        """The running process tells its own times; its memory is the meter's."""
        said = self._run(
            "Beacon",
            WARM,
            [sys.executable, "-m", "tests.bench.warm", str(self.library), self.today.isoformat(), str(edits)],
            1,
        )
        whole = self.size.runs.pop(("Beacon", WARM))[0]
        self.size.runs["Beacon", WARM] = [
            Run(seconds, cpu, whole.memory, whole.others) for seconds, cpu in json.loads(said.splitlines()[-1])
        ]

    def _run(self, program: str, task: str, command: Sequence[str], number: int) -> str:
        """Measure one process and keep the figures; gives back what it printed."""
        run, said = measured(command, self.patience)
        self.size.runs.setdefault((program, task), []).append(run)
        self.say(f"  {number}. {program}, {task}: {run}")
        return said

    def _clear(self, *paths: Path) -> None:
        for path in paths:
            if path.is_symlink():
                path.unlink()
            else:
                shutil.rmtree(path, ignore_errors=True)
