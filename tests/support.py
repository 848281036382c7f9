"""What several tests share: where things are, how a library with faults is laid out, and the rule names of the code."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from generator.checks import CATALOG_RULES, RECORD_RULES, TABLE_RULES, name_of
from generator.checks.references import lost_address
from generator.checks.structure import STRUCTURE
from generator.load import load

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
LIBRARY = TESTS / "library"
TODAY = date(2026, 11, 22)
OWN_DAY = date.fromisoformat(
    max(
        day
        for folder, pattern in (("practices", "*.yaml"), ("content", "*.md"))
        for file in (ROOT / folder).rglob(pattern)
        for day in re.findall(r"^(?:created|reviewed): (\d{4}-\d{2}-\d{2})$", file.read_text(encoding="utf-8"), re.M)
    )
)
"""The newest day that a record of the repository names: the day on which tests of its own content are run."""

NOT_CONTENT = {"expected.txt", "removed.txt", "xfail.txt"}
"""Files of a folder of faults that speak about it and are not laid over the library."""


def beacon(
    *given: object, cwd: Path = ROOT, stdin: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person does."""
    clean = {key: value for key, value in os.environ.items() if key not in {"SOURCE_DATE_EPOCH", "CI"}}
    return subprocess.run(
        [sys.executable, "-m", "generator.cli", *map(str, given)],
        check=False, capture_output=True, text=True, cwd=cwd, env={**clean, "PYTHONPATH": str(ROOT), **environment}, input=stdin, timeout=60,
    )  # fmt: skip


def seeded(overlay: Path, target: Path) -> Path:
    """A copy of the small library in `target`, without the files that `removed.txt` lists and with `overlay` over it."""
    shutil.copytree(LIBRARY, target)
    removed = overlay / "removed.txt"
    for name in removed.read_text(encoding="utf-8").split() if removed.is_file() else ():
        (target / name).unlink()
    for file in sorted(f for f in overlay.rglob("*") if f.is_file()):
        path = file.relative_to(overlay)
        if path.name in NOT_CONTENT and len(path.parts) == 1:
            continue
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target / path)
    return target


def as_read(value: Any) -> Any:
    """Plain values as our readers give them: tuples for lists."""
    if isinstance(value, dict):
        return {key: as_read(inner) for key, inner in value.items()}
    return tuple(map(as_read, value)) if isinstance(value, list | tuple) else value


def as_json(value: Any) -> Any:
    """Read values as JSON knows them: lists for tuples."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    return list(map(as_json, value)) if isinstance(value, list | tuple) else value


def printed(root: Path) -> str:
    """Every problem of a library, one a line, as a contributor reads it."""
    return "".join(f"{problem}\n" for problem in load(root, TODAY).problems)


def seen(html: str) -> str:
    """What a reader sees of some HTML, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def rule_of(line: str) -> str:
    """The rule of one printed line: `path:line:column rule: message`."""
    return line.split(" ", 1)[1].split(":", 1)[0]


def rule_names() -> frozenset[str]:
    """Every rule a contributor may be told of: the checks, and what reading itself refuses."""
    rules: tuple[Callable[..., object], ...] = (*RECORD_RULES, *TABLE_RULES, *CATALOG_RULES, lost_address)
    return frozenset({*STRUCTURE, *(name_of(rule) for rule in rules)})
