"""What several tests share: where things are, how a library with faults is laid out, and the rule names of the code."""

import ast
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from generator.checks import CATALOG_RULES, RECORD_RULES, lost_address, name_of
from generator.load import load

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
LIBRARY = TESTS / "library"
TODAY = date(2026, 11, 22)

NOT_CONTENT = {"expected.txt", "removed.txt", "xfail.txt"}
"""Files of a folder of faults that speak about it and are not laid over the library."""


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


def printed(root: Path) -> str:
    """Every problem of a library, one a line, as a contributor reads it."""
    return "".join(f"{problem}\n" for problem in load(root, TODAY).problems)


def rule_of(line: str) -> str:
    """The rule of one printed line: `path:line:column rule: message`."""
    return line.split(" ", 1)[1].split(":", 1)[0]


def rule_names() -> frozenset[str]:
    """Every rule a contributor may be told of: the checks, and the names written in the reading and loading code."""
    checks = {name_of(rule) for rule in (*RECORD_RULES, *CATALOG_RULES, lost_address)}
    sources = [*(ROOT / "generator" / "reading").glob("*.py"), ROOT / "generator" / "load.py"]
    return frozenset(checks.union(*(_written(ast.parse(file.read_text(encoding="utf-8"))) for file in sources)))


def _written(tree: ast.Module) -> Iterator[str]:
    """Rule names in a module: given to a Problem, returned with a message and hint, or looked up by kind of error."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Problem"), args=[_, _, _, rule, *_]):
                yield from _texts(rule)
            case ast.Call(func=ast.Name(id="_problem"), args=[_, _, rule]):
                yield from _texts(rule)
            case ast.Return(value=ast.Tuple(elts=[ast.Constant(value=str(rule)), _, _])):
                yield rule
            case ast.Assign(targets=[ast.Name(id="_RULES")], value=ast.Dict(values=rules)):
                for rule in rules:
                    yield from _texts(rule)


def _texts(node: ast.expr) -> Iterator[str]:
    """The text of a constant, or the last text of a call such as `_RULES.get(kind, "bad-table")`."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Call(args=[*_, ast.Constant(value=str(text))]):
            yield text
