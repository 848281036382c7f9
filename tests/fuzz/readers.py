"""Every reader with the files it is tried with: real ones, and how they are made worse."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from generator.catalog import Catalog
from generator.exports import briefs
from generator.exports.links import remembered
from generator.incoming import Incoming, incoming
from generator.issue_text import kind_of, read_issue
from generator.load import load
from generator.load.folders import FOLDERS, Folder
from generator.load.memory import Memory
from generator.names import Names
from generator.output import OutputFault
from generator.pages import cities, learn, practices
from generator.pages.view import Library
from generator.reading.boundaries import decoded
from generator.reading.dialect import dialect_of, remarks
from generator.reading.links import read_links
from generator.reading.markdown_file import split
from generator.reading.picture_parts import BadPicture
from generator.reading.pictures import read_picture, stripped
from generator.reading.source import Fault, text_of
from generator.reading.strict_yaml import load as load_yaml
from generator.reading.strict_yaml import positions
from generator.reading.tables import Form, read_sheet
from generator.remake import remake, with_recipe
from generator.style import Changed, styled
from generator.table_import import read_table, template
from tests.drawn import ENDINGS, XMP, drawing, exif, raw_profile, saved
from tests.fuzz.mutate import NASTY, Mutator, moved, of_issue, of_record, of_table, of_workbook
from tests.support import LIBRARY, TODAY
from tests.test_issue_text import CITY, LAMPS, fitted
from tests.test_table_import import as_csv, fill, row

Read = Callable[[bytes, Random], object]


@dataclass(frozen=True)
class Target:
    """A reader, the files it begins with, how they are made worse, and what reads them."""

    name: str
    seeds: Sequence[bytes]
    mutators: Sequence[Mutator]
    read: Read


SETTINGS = {"url": "https://beacon.example/", "name": "Beacon", "briefs": True}


def targets(folder: Path) -> Iterator[Target]:
    """All readers. `folder` holds the files that they read."""
    records = [file for one in FOLDERS for file in sorted((LIBRARY / one.path).glob(one.pattern))]
    yaml_files = [file.read_bytes() for file in records if file.suffix == ".yaml"]
    stories = [file.read_bytes() for file in records if file.suffix == ".md"]
    descriptors = [file.read_bytes() for file in sorted(LIBRARY.rglob("datapackage.json"))]
    yield Target("yaml", [*yaml_files, *descriptors], [moved, of_record], _yaml)
    yield Target("front matter", stories, [moved, of_record], _story)
    yield Target("boundaries", [_small_map()], [moved, of_record], _boundaries)
    yield Target("table", [file.read_bytes() for file in sorted(LIBRARY.rglob("*.csv"))], [moved, of_table], _table)
    yield Target("picture", list(_pictures()), [moved], _picture(folder))
    yield from _imports(folder)
    for one in FOLDERS:
        held = [file.read_bytes() for file in records if file.parent == LIBRARY / one.path and file.match(one.pattern)]
        if held:
            yield Target(f"style {one.kind}", held, [moved, of_record], _style(one))
    yield Target("links", [HEARD], [moved, of_record], _links(folder))
    yield from _libraries(folder, records)


def _fault_or(read: Callable[[], object]) -> object:
    try:
        return read()
    except Fault as fault:
        problem = fault.problem("x")
        assert problem.line >= 1 and problem.column >= 1 and problem.message
        return None


def _yaml(source: bytes, _: Random) -> object:
    return _fault_or(lambda: (load_yaml(source), positions(source)))


def _story(source: bytes, _: Random) -> object:
    return _fault_or(lambda: split(source))


def _boundaries(source: bytes, _: Random) -> object:
    return _fault_or(lambda: decoded(text_of(source)))


def _table(source: bytes, random: Random) -> object:
    given = {key: random.choice((*NASTY, ";", "'", "\\")) for key in random.sample(_DIALECT, random.randrange(3))}
    described = {"dialect": given} if not list(remarks(given, ())) else {}
    names = tuple(random.sample(("place_id", "year", "value", "status", "source_id", "id", "title"), 5))
    form = Form(names, random.choice(("exact", "equal", "subset", "superset", "partial")), dialect_of(described))
    sheet, faults = read_sheet("t.csv", source, form)
    return sheet, list(faults)


_DIALECT = ("delimiter", "quoteChar", "escapeChar", "doubleQuote", "skipInitialSpace", "header")


def _small_map() -> bytes:
    """Three squares, two of them one country, and one with a hole."""
    arcs = [
        [[0, 0], [0, 10], [10, 0]],
        [[10, 10], [0, -10], [-10, 0]],
        [[20, 20], [5, 0], [0, 5], [-5, -5]],
        [[22, 21], [1, 0], [0, 1], [-1, -1]],
    ]
    shapes = [
        {"type": "Polygon", "arcs": [[0, 1]], "properties": {"a3": "CYP"}},
        {"type": "MultiPolygon", "arcs": [[[2], [3]]], "properties": {"a3": "XXA"}},
        {"type": "Polygon", "arcs": [[-3]], "properties": {"a3": "CYN"}},
    ]
    transform = {"scale": [0.1, 0.1], "translate": [0, 0]}
    whole = {"type": "Topology", "transform": transform, "arcs": arcs, "objects": {"countries": {"geometries": shapes}}}
    return json.dumps(whole).encode()


def _pictures() -> Iterator[bytes]:
    for form in ENDINGS:
        yield saved(drawing(260, 250), form, exif=exif(turned=6))
        yield saved(drawing(260, 250), form, exif=exif(position=True), **({"xmp": XMP} if form != "PNG" else {}))
    yield saved(drawing(260, 250, "P"), "PNG", pnginfo=raw_profile(exif(position=True).tobytes()))
    yield saved(drawing(260, 250, "RGBA"), "WEBP", exif=exif())
    yield saved(drawing(260, 250), "JPEG", progressive=True)


def _picture(folder: Path) -> Read:
    def read(source: bytes, random: Random) -> object:
        name = f"a.{random.choice(tuple(ENDINGS.values()))}"
        (folder / name).write_bytes(source)
        try:
            bare = stripped(source)
        except BadPicture:
            bare = b""
        return read_picture(folder, name), len(bare)

    return read


HEARD = json.dumps(
    {
        "version": 1,
        "addresses": {
            "https://example.org/a": {
                "answered": "2026-11-01", "refused": None, "failed": ["2026-10-01"], "returned": 0, "said": "404", "leads_to": "",
            },
        },
    }
).encode()  # fmt: skip


def _links(folder: Path) -> Read:
    def read(source: bytes, _: Random) -> object:
        (folder / "links.json").write_bytes(source)
        links, problems = read_links(folder)
        assert (links is None) == bool(problems)
        try:
            return links, remembered(json.loads(source))
        except (ValueError, RecursionError):
            return links

    return read


def _style(kind: Folder) -> Read:
    """The one style of a kind of record: what it writes is read as the same values, and it would write it again."""
    path = f"{kind.path}/{kind.pattern.replace('*', 'a')}"

    def read(source: bytes, _: Random) -> object:
        try:
            made = styled(source, kind.kind, kind.model, path)
        except (Fault, Changed):
            return None
        assert styled(made.encode(), kind.kind, kind.model, path) == made, "in style, and yet written anew"
        return made

    return read


def _imports(folder: Path) -> Iterator[Target]:
    """What people send: the texts of issues, and tables of practices."""
    catalog = load(LIBRARY, TODAY).catalog
    issues = [fitted(LAMPS).encode(), CITY.encode()]
    yield Target("issue", issues, [moved, of_issue], _issue(catalog))
    table, book = folder / "t.csv", folder / "t.xlsx"
    yield Target("table of practices", [as_csv([row(1), row(2)])], [moved, of_table], _sheets(table, catalog))
    book.write_bytes(template(book.name, catalog))
    fill(book)
    yield Target("workbook", [book.read_bytes()], [of_workbook, of_workbook, moved], _sheets(book, catalog))


def _issue(catalog: Catalog) -> Read:
    names = Names(catalog)

    def read(source: bytes, random: Random) -> object:
        try:
            text = text_of(source).replace("\r\n", "\n")
        except Fault:
            return None
        kind = kind_of(text) or random.choice(("practice", "city"))
        given, story, unclear = read_issue(kind, text, names)
        made = incoming(kind, given, catalog, "issue", story)
        _sound(made)
        assert all(problem.line >= 1 and problem.message for problem in unclear)
        return made

    return read


def _sheets(file: Path, catalog: Catalog) -> Read:
    def read(source: bytes, _: Random) -> object:
        file.write_bytes(source)
        read = read_table(file, catalog, "draft")
        for found in read.rows:
            _sound(found.record)
        return read

    return read


def _sound(made: Incoming) -> None:
    """A record that came in has its place among its kind and text that can be written; what is read differently is told."""
    assert _PLACE.fullmatch(made.path), made.path
    made.text.encode()
    try:
        load_yaml(made.text.encode()) if made.path.endswith(".yaml") else split(made.text.encode())
    except Fault:
        assert made.problems
    assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in made.problems)


_PLACE = re.compile(r"(practices/[a-z0-9]+(-[a-z0-9]+)*\.yaml|content/cities/[a-z0-9]+(-[a-z0-9]+)*\.md)")


def _libraries(folder: Path, records: Sequence[Path]) -> Iterator[Target]:
    """The small library with one file made worse, read whole, every rule asked, and its pages made of what is sound."""
    home = Path(shutil.copytree(LIBRARY, folder / "library"))
    _with_recipe(home)
    memory = Memory()
    for kind, files, mutators in (
        ("record", [file.relative_to(LIBRARY).as_posix() for file in records], [moved, of_record]),
        (
            "descriptor",
            sorted(f.relative_to(home).as_posix() for f in home.rglob("datapackage.json")),
            [moved, of_record],
        ),
        ("figures", ["datasets/test-robbery-rate/data.csv", "datasets/test-safety-survey/data.csv"], [moved, of_table]),
        (
            "terms",
            sorted(f.relative_to(home).as_posix() for f in (home / "datasets/vocabularies").glob("*.csv")),
            [moved, of_table],
        ),
        ("places", ["datasets/places/places.csv"], [moved, of_table]),
        ("recipe", ["datasets/test-robbery-rate/source/recipe.yaml"], [moved, of_record]),
        ("raw table", ["datasets/test-robbery-rate/source/raw.csv"], [moved, of_table]),
        ("addresses", ["addresses.txt"], [moved]),
    ):
        for path in files:
            yield Target(f"{kind} {path}", [(home / path).read_bytes()], mutators, _library(home, path, memory))


def _with_recipe(home: Path) -> None:
    """A recipe for one of the packages of the small library, which has none."""
    package = home / "datasets/test-robbery-rate"
    (package / "source").mkdir()
    raw = (package / "data.csv").read_bytes()
    (package / "source/raw.csv").write_bytes(raw)
    names = raw.split(b"\n", 1)[0].decode().split(",")
    recipe = {
        "file": "raw.csv", "sha256": sha256(raw).hexdigest(), "columns": {n: n for n in names}, "keep": {"place_id": ["XXA"]},
        "taken": "2026-11-22", "origin": "x", "leave_out": {}, "replace": {"value": {"80": "81"}}, "sort": ["place_id", "year"],
    }  # fmt: skip
    (package / "source/recipe.yaml").write_text(json.dumps(recipe))


def _library(home: Path, path: str, memory: Memory) -> Read:
    def read(source: bytes, random: Random) -> object:
        file, recipe = home / path, home / "datasets/test-robbery-rate/source/recipe.yaml"
        before = {one: one.read_bytes() for one in (file, recipe)}
        file.write_bytes(source)
        try:
            loaded = load(home, TODAY, memory)
            for problem in loaded.problems:
                assert problem.line >= 1 and problem.column >= 1, problem
                assert problem.message and "Error(" not in problem.message, problem
                str(problem).encode("utf-8", "surrogateescape")
            for id in with_recipe(home) if path.startswith("datasets/test-robbery-rate/") else ():
                _with_its_checksum(home / "datasets" / id, random)
                made, faults = remake(home, id)
                assert (made is None) == bool(faults)
            if random.random() < 0.3 and path.startswith(("practices", "content")):
                _pages(Library(loaded.catalog, SETTINGS), Path(path).stem)
            return loaded
        finally:
            for one, content in before.items():
                one.write_bytes(content)

    return read


def _with_its_checksum(package: Path, random: Random) -> None:
    """Most of the time a recipe knows the raw table, so that more is read of both than their first lines."""
    recipe, raw = package / "source/recipe.yaml", package / "source/raw.csv"
    if random.random() < 0.8:
        digest = f'"sha256": "{sha256(raw.read_bytes()).hexdigest()}"'
        text = recipe.read_text(encoding="utf-8", errors="surrogateescape")
        recipe.write_text(re.sub(r'"sha256": "[^"]*"', digest, text), encoding="utf-8", errors="surrogateescape")


def _pages(library: Library, id: str) -> None:
    """The pages of one record, its brief, and what every record has a part in."""
    if not {"themes", "stages"} <= library.catalog.vocabularies.keys():
        return
    for build in (practices.pages, cities.pages, learn.pages):
        for output in build(library):
            if f"/{id}/" in f"/{output.path}":
                output.content()
    for output in briefs.files(library):
        if id in output.path:
            try:
                output.content()
            except OutputFault as fault:
                assert "cannot be made" in str(fault)
