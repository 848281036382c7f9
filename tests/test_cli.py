"""The command line: exit codes, formats, days, templates, schemas, and never a traceback for what someone wrote."""

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from generator.load import load
from generator.load.folders import FOLDERS, REFERENCE_PACKAGES
from generator.model.approach import Approach
from generator.model.practice import Practice
from generator.reading import strict_yaml
from generator.reading.markdown_file import split
from tests.site_fixtures import Workshop
from tests.support import ROOT, TODAY, as_json, beacon

pytest_plugins = ("tests.site_fixtures.fixtures",)

MEDIATORS = "practices/test-mediators.yaml"
DAY = TODAY.isoformat()


def spoil(small: Path, path: str = MEDIATORS, old: str = "kind: service", new: str = "kind: miracle") -> None:
    """Break a record."""
    file = small / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# Exit codes


def test_check_of_sound_records_ends_with_0(small: Path) -> None:
    """And says what was checked; standard output stays empty, for there is no problem to list."""
    ran = beacon("check", "--root", small, "--today", DAY)

    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == "No problems: 3 practices, 1 approaches, 1 cities, 2 indicators.\n"


def test_check_of_faulty_records_ends_with_1(small: Path) -> None:
    """Each problem on standard output in one line: place, rule, what and how to mend it."""
    spoil(small)

    ran = beacon("check", "--root", small, "--today", DAY)

    assert ran.returncode == 1
    assert re.fullmatch(rf'{re.escape(MEDIATORS)}:\d+:\d+ not-allowed: "miracle" is not one of .+; .+\n', ran.stdout)
    assert ran.stderr == "1 problem. What a rule means: beacon explain RULE\n"


MISUSES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("check", "nothing-here.yaml"), "no such file"),
    (("check", "--format", "xml"), "format"),
    (("check", "--today", "tomorrow"), "is no day; write 2026-03-21"),
    (("check", "--root", "nowhere-at-all"), "nowhere-at-all"),
    (("explode",), "explode"),
    (("build", "--today", "2026-02-30"), "is no day"),
    (("serve", "--port", "0"), "port"),
    (("new", "practice", "—"), "Latin letters"),
    (("new", "lesson", "A lesson"), "lesson"),
)


@pytest.mark.parametrize(("given", "word"), MISUSES)
def test_misuse_ends_with_2(small: Path, given: tuple[str, ...], word: str) -> None:
    """In a line or two, without a traceback."""
    ran = beacon(*given, cwd=small)

    assert ran.returncode == 2
    assert word in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_folder_without_records_is_misuse(tmp_path: Path) -> None:
    """Run in the wrong folder, it says where to run it."""
    ran = beacon("check", cwd=tmp_path)

    assert ran.returncode == 2
    assert "run this in the repository, or give --root" in ran.stderr


def test_building_in_a_folder_without_records_is_misuse(tmp_path: Path) -> None:
    """As for check."""
    ran = beacon("build", cwd=tmp_path)

    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


def test_build_ends_with_0_and_says_what_it_did(workshop: Workshop) -> None:
    """How many files, how many written, how many removed, and where."""
    ran = beacon("build", "--root", workshop.root, "--today", DAY)

    assert ran.returncode == 0
    assert re.search(r"\d+ files, \d+ written, 0 removed: .*site", ran.stderr)
    assert (workshop.site / "index.html").is_file()


def test_build_of_faulty_records_publishes_nothing(workshop: Workshop) -> None:
    """The old site stays and the reason is said."""
    workshop.build()
    before = workshop.site.readlink()
    spoil(workshop.root)

    ran = beacon("build", "--root", workshop.root, "--today", DAY)

    assert ran.returncode == 1
    assert "not-allowed" in ran.stdout
    assert "The old site is untouched." in ran.stderr
    assert workshop.site.readlink() == before


def test_build_keeps_going_when_asked(workshop: Workshop) -> None:
    """The sound records are published, the problems told, and the exit code says that there were some."""
    spoil(workshop.root)

    ran = beacon("build", "--root", workshop.root, "--today", DAY, "--keep-going")

    assert ran.returncode == 1
    assert (workshop.site / "practices/test-lamps/index.html").is_file()
    assert "not-allowed" in ran.stdout


def test_a_fault_of_the_site_is_said_in_a_line(workshop: Workshop) -> None:
    """A folder that is not ours, or a page that cannot be drawn, ends with 1 and without a traceback."""
    workshop.site.mkdir()

    ran = beacon("build", "--root", workshop.root, "--today", DAY)

    assert ran.returncode == 1
    assert "move it away" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("name", ["[red]odd.md", "odd[bold].md"])
def test_brackets_in_a_fault_are_printed_as_they_are(workshop: Workshop, name: str) -> None:
    """What a person wrote is not read as a colour."""
    workshop.write(f"content/pages/{name}", "---\ntitle: [x\n---\n# x\n")

    ran = beacon("build", "--root", workshop.root, "--today", DAY)

    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert Path(name).name in ran.stderr


# Formats


def test_json_holds_every_field(small: Path) -> None:
    """A list that a program can read, with the place, the rule, the message and the hint of each problem."""
    spoil(small)

    ran = beacon("check", "--root", small, "--today", DAY, "--format", "json")
    found = json.loads(ran.stdout)

    assert ran.returncode == 1
    assert [set(problem) for problem in found] == [{"path", "line", "column", "rule", "message", "hint"}]
    assert (found[0]["path"], found[0]["rule"]) == (MEDIATORS, "not-allowed")


def test_json_of_sound_records_is_an_empty_list(small: Path) -> None:
    """Nothing else is on standard output."""
    ran = beacon("check", "--root", small, "--today", DAY, "--format", "json")

    assert (ran.returncode, json.loads(ran.stdout)) == (0, [])


def test_github_annotations_stay_on_one_line(small: Path) -> None:
    """A line break or percent sign of a contributor cannot begin a command of the workflow."""
    spoil(small, old="kind: service", new='"::error ::100%\\n::set-output name=x::y": 1\nkind: service')

    ran = beacon("check", "--root", small, "--today", DAY, "--format", "github")
    lines = ran.stdout.splitlines()

    assert ran.returncode == 1
    assert len(lines) == 1
    assert re.match(rf"::error file={re.escape(MEDIATORS)},line=\d+,col=\d+,title=unknown-field::", lines[0])
    assert "100%25%0A::set-output" in lines[0]


def test_check_of_one_path_tells_only_of_it(small: Path) -> None:
    """A file or a folder; everything is read, for records refer to each other, but only its problems are told."""
    spoil(small)
    spoil(small, "content/cities/exampleton.md", "roles: [beacon, pilot]", "roles: [king]")

    one = beacon("check", MEDIATORS, "--today", DAY, cwd=small)
    other = beacon("check", "practices/test-lamps.yaml", "--today", DAY, cwd=small)
    folder = beacon("check", "content", "--today", DAY, cwd=small)

    assert one.returncode == 1
    assert {line.split(":")[0] for line in one.stdout.splitlines()} == {MEDIATORS}
    assert (other.returncode, other.stdout) == (0, "")
    assert {line.split(":")[0] for line in folder.stdout.splitlines()} == {"content/cities/exampleton.md"}


def test_a_path_outside_of_the_root_is_misuse(small: Path) -> None:
    """It cannot be checked from here."""
    ran = beacon("check", ROOT / "README.md", "--root", small, "--today", DAY)

    assert ran.returncode == 2
    assert "no such file or folder here" in ran.stderr


def test_a_closed_pipe_ends_quietly(small: Path) -> None:
    """As when the output goes to a program that reads one line of it."""
    spoil(small)
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "generator.cli", "check", "--root", str(small), "--today", DAY],
        check=False,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    os.close(writing)

    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr


# What someone wrote


def mutated(source: bytes, chance: random.Random) -> bytes:
    """A file with a few bytes changed, inserted, removed or doubled."""
    data = bytearray(source)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data))
        match chance.randrange(5):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                data[at:at] = chance.choice(
                    [
                        b"\x00",
                        b"\xff\xfe",
                        b"\xef\xbb\xbf",
                        b"{",
                        b"[",
                        b"&a ",
                        b"*a",
                        b"!!python/object:os.system ",
                        b"\t",
                        b"'",
                        b'"',
                        b": ",
                        b"- ",
                        b"\r",
                        b"\x1b[31m",
                        "\u202e".encode(),
                        b"%",
                        b"|",
                        b">",
                        b"#",
                        b"---\n",
                        b"<<: ",
                    ]
                )
            case 2:
                del data[at : at + chance.randint(1, 40)]
            case 3:
                data[at:at] = data[at : at + chance.randint(1, 200)]
            case _:
                data[at : at + 1] = chance.choice([b"\n", b"\n  ", b" ", b"9" * 400, b"[" * 3000])
    return bytes(data)


def texts_of(library: Path) -> list[Path]:
    """Every file of a library that people write."""
    return [
        file
        for file in sorted(library.rglob("*"))
        if file.suffix in {".yaml", ".md", ".json", ".csv"} and file.name != "README.md"
    ]


def test_garbage_never_ends_in_a_traceback(small: Path) -> None:
    """Forty spoilt files of every kind: each is told as a problem, or is sound, and the whole is a list of lines."""
    chance = random.Random(1994)  # noqa: S311 the same bytes every time
    files = texts_of(small)
    sources = {file: file.read_bytes() for file in files}
    wrong = []
    for number in range(40):
        file = chance.choice(files)
        spoilt = mutated(sources[file], chance)
        file.write_bytes(spoilt)
        try:
            found = load(small, TODAY).problems
            if any("\n" in problem.rule or not problem.message for problem in found):
                wrong.append((number, file.name, "a problem without words"))
        except Exception as fault:  # whatever it is, it is what this test is about
            wrong.append((number, file.name, repr(fault)[:300]))
        file.write_bytes(sources[file])

    assert wrong == []


def test_garbage_is_told_on_the_command_line(small: Path) -> None:
    """Ten spoilt files at once: exit code 1, lines that can be read, no traceback."""
    chance = random.Random(2008)  # noqa: S311 the same bytes every time
    for file in chance.sample(texts_of(small), 10):
        file.write_bytes(mutated(file.read_bytes(), chance))
    (small / "practices/zeros.yaml").write_bytes(bytes(2000))
    (small / "practices/noise.yaml").write_bytes(chance.randbytes(2000))
    (small / "practices/empty.yaml").write_bytes(b"")
    (small / "practices/folder.yaml").mkdir()
    (small / "practices/loop.yaml").symlink_to("loop.yaml")

    ran = beacon("check", "--root", small, "--today", DAY)

    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr + ran.stdout
    assert all(re.match(r"\S.*:\d+:\d+ [a-z0-9-]+: ", line) for line in ran.stdout.splitlines())


@pytest.mark.parametrize("format", ["text", "github", "json"])
def test_control_characters_are_shown_not_obeyed(small: Path, format: str) -> None:
    """A text cannot clear the screen, colour it, ring its bell or turn its letters round."""
    spoil(small, old="kind: service", new='"\\e[2J\\e]0;owned\\a\\u202e\\x9b31m": 1\nkind: service')

    ran = beacon("check", "--root", small, "--today", DAY, "--format", format)

    assert ran.returncode == 1
    assert [c for c in ran.stdout + ran.stderr if not c.isprintable() and c != "\n"] == []


def test_a_file_name_cannot_steer_the_terminal(small: Path) -> None:
    """The name of a file is a contributor's text too."""
    (small / "practices/a\x1b[31m.yaml").write_text("title: x\n", encoding="utf-8")

    ran = beacon("check", "--root", small, "--today", DAY)

    assert ran.returncode == 1
    assert "\x1b" not in ran.stdout


# Days


def test_the_day_is_given_or_taken_from_the_environment(workshop: Workshop) -> None:
    """--today is the day; without it SOURCE_DATE_EPOCH; a record past its day says so."""
    page = "practices/test-mediators/index.html"

    beacon("build", "--root", workshop.root, "--today", "2027-12-31")
    early = workshop.read(page)
    beacon("build", "--root", workshop.root, SOURCE_DATE_EPOCH="1861920000")
    late = workshop.read(page)
    beacon("build", "--root", workshop.root, "--today", "2027-12-31", SOURCE_DATE_EPOCH="1861920000")
    both = workshop.read(page)

    assert "A new reading is overdue" not in early
    assert "A new reading is overdue" in late
    assert both == early


@pytest.mark.parametrize("epoch", ["soon", "1e9", "99999999999999999999", "-99999999999999"])
def test_a_wrong_epoch_is_misuse(small: Path, epoch: str) -> None:
    """It is said, with the word that was wrong."""
    ran = beacon("check", "--root", small, SOURCE_DATE_EPOCH=epoch)

    assert ran.returncode == 2
    assert epoch in ran.stderr


# new


@pytest.mark.parametrize(
    ("kind", "folder", "model"), [("practice", "practices", Practice), ("approach", "practices/approaches", Approach)]
)
def test_new_writes_a_template_with_every_field(small: Path, kind: str, folder: str, model: type[BaseModel]) -> None:
    """Valid YAML; each field of the model is there once, open or as a comment, in the order of the model."""
    ran = beacon("new", kind, "Street-lights für Alle: “Night” №1", "--root", small)
    file = small / folder / "street-lights-fur-alle-night-no1.yaml"
    text = file.read_text(encoding="utf-8")

    assert ran.returncode == 0
    assert f"beacon check {folder}/{file.name}" in ran.stderr
    assert yaml.safe_load(text)["title"] == "Street-lights für Alle: “Night” №1"
    assert strict_yaml.load(file.read_bytes())["status"] == "draft"
    assert [
        name for name in re.findall(r"^(?:# )?([a-z_0-9]+):", text, re.MULTILINE) if name in model.model_fields
    ] == list(model.model_fields)


@pytest.mark.parametrize("kind", ["practice", "approach"])
def test_a_template_can_be_opened_field_by_field(small: Path, kind: str) -> None:
    """With the # taken away from every optional field it is YAML still, and holds no field that the model lacks."""
    beacon("new", kind, "A title", "--root", small)
    file = next((small / "practices").rglob("a-title.yaml"))
    text = file.read_text(encoding="utf-8")
    opened = re.sub(r"^# ( *(?:- )?[a-z_0-9]+:(?: |$))", r"\1", text, flags=re.MULTILINE)

    found = yaml.safe_load(opened)

    assert set(found) == set((Practice if kind == "practice" else Approach).model_fields)


def test_check_of_a_new_template_tells_what_to_fill_in(small: Path) -> None:
    """Every problem is of a field that waits to be filled; none is of the template itself."""
    beacon("new", "practice", "A title", "--root", small)

    ran = beacon("check", "practices/a-title.yaml", "--today", DAY, cwd=small)
    rules = {line.split(" ")[1].rstrip(":") for line in ran.stdout.splitlines()}

    assert ran.returncode == 1
    assert rules <= {
        "missing-field",
        "not-allowed",
        "wrong-type",
        "blank-text",
        "value-outside-vocabulary",
        "unknown-reference",
        "unknown-place",
        "bad-id",
        "unknown-citation",
        "lead-actor",
    }
    assert "Traceback" not in ran.stderr


def test_new_does_not_write_over_a_record(small: Path) -> None:
    """It says so and ends with 2; the record is as it was."""
    before = (small / MEDIATORS).read_bytes()

    ran = beacon("new", "practice", "Test mediators", "--root", small)

    assert ran.returncode == 2
    assert "exists already" in ran.stderr
    assert (small / MEDIATORS).read_bytes() == before


@pytest.mark.parametrize(
    ("epoch", "created", "review"),
    [("1785110400", "2026-07-27", "2028-07-01"), ("1835395200", "2028-02-29", "2030-02-01")],
)
def test_a_new_record_is_read_again_within_two_years(small: Path, epoch: str, created: str, review: str) -> None:
    """On the first of the month, so that a leap day has its day too."""
    beacon("new", "practice", "A title", "--root", small, SOURCE_DATE_EPOCH=epoch)

    found = yaml.safe_load((small / "practices/a-title.yaml").read_text(encoding="utf-8"))

    assert (str(found["created"]), str(found["review_by"])) == (created, review)


# schema


@pytest.fixture(scope="session")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """The schemas of the repository's own records."""
    folder = tmp_path_factory.mktemp("schemas")
    ran = beacon("schema", "--out", folder)
    assert ran.returncode == 0
    return {
        file.name.removesuffix(".schema.json"): json.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
    }


def records() -> Iterator[tuple[str, Path]]:
    """Every record of the repository with its kind."""
    for folder in FOLDERS:
        for file in sorted((ROOT / folder.path).glob(folder.pattern)):
            yield folder.kind, file
    for file in sorted((ROOT / "datasets").glob("*/datapackage.json")):
        if file.parent.name not in REFERENCE_PACKAGES:
            yield "indicator", file


def written(kind: str, file: Path) -> Any:
    """What a record's file holds."""
    if kind == "indicator":
        return json.loads(file.read_text(encoding="utf-8"))["beacon"]
    if file.suffix == ".md":
        return as_json(split(file.read_bytes()).data)
    return as_json(strict_yaml.load(file.read_bytes()))


def test_schemas_are_written_for_every_kind(schemas: Mapping[str, Any]) -> None:
    """Valid by the standard they name."""
    assert set(schemas) == {"practice", "approach", "city", "partner", "lesson", "framework", "indicator"}
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    ("kind", "file"),
    list(records()),
    ids=lambda value: (
        value.stem
        if isinstance(value, Path) and value.stem != "datapackage"
        else value.parent.name
        if isinstance(value, Path)
        else ""
    ),
)
def test_schemas_accept_every_real_record(schemas: Mapping[str, Any], kind: str, file: Path) -> None:
    """An editor underlines nothing in what the checks accept."""
    found = list(Draft202012Validator(schemas[kind]).iter_errors(written(kind, file)))

    assert [f"{'.'.join(map(str, error.path))}: {error.message[:200]}" for error in found] == []


REFUSED: tuple[tuple[str, Any], ...] = (
    ("keywrods", ["x"]),
    ("kind", "miracle"),
    ("themes", ["crime"]),
    ("themes", []),
    ("pillar", "pillar"),
    ("settings", ["moon"]),
    ("approaches", ["no-such-approach"]),
    ("title", 7),
    ("limits", "none"),
    ("start", "2008-3"),
    ("rating", "strong"),
    ("studies", [{"id": "Upper Case"}]),
)


@pytest.mark.parametrize(("field", "value"), REFUSED)
def test_schemas_refuse_what_the_checks_refuse(schemas: Mapping[str, Any], field: str, value: Any) -> None:
    """An unknown field, a word outside of its list, a wrong type."""
    record = written("practice", ROOT / "practices/kampala-sasa.yaml")

    assert not Draft202012Validator(schemas["practice"]).is_valid({**record, field: value})


@pytest.mark.parametrize("field", ["title", "claim", "status", "limits", "citations", "places", "problem"])
def test_schemas_ask_for_what_is_required(schemas: Mapping[str, Any], field: str) -> None:
    """A record without it is underlined."""
    record = written("practice", ROOT / "practices/kampala-sasa.yaml")
    del record[field]

    assert not Draft202012Validator(schemas["practice"]).is_valid(record)


def test_schemas_describe_every_field(schemas: Mapping[str, Any]) -> None:
    """An editor shows what a field means and an example."""
    fields = schemas["practice"]["properties"]

    assert [name for name, field in fields.items() if not field.get("description") or "examples" not in field] == []


# addresses


def test_addresses_only_grow(small: Path) -> None:
    """New ones are added at the end, none is moved or lost, and a second run adds none."""
    file = small / "addresses.txt"
    before = file.read_text(encoding="utf-8")

    first = beacon("addresses", "--root", small)
    grown = file.read_text(encoding="utf-8")
    second = beacon("addresses", "--root", small)

    assert first.returncode == second.returncode == 0
    assert grown.startswith(before)
    assert len(grown.split()) == len(set(grown.split())) > len(before.split())
    assert file.read_text(encoding="utf-8") == grown
    assert second.stderr.strip() == "addresses.txt: 0 added."


def test_a_lost_address_is_kept_in_the_memory(small: Path) -> None:
    """Removing a record does not forget its address; check tells of the loss."""
    beacon("addresses", "--root", small)
    (small / MEDIATORS).unlink()

    beacon("addresses", "--root", small)
    ran = beacon("check", "--root", small, "--today", DAY)

    assert "practices/test-mediators/" in (small / "addresses.txt").read_text(encoding="utf-8")
    assert "lost-address" in ran.stdout


def test_a_file_without_a_last_line_end_is_not_spoilt(small: Path) -> None:
    """Some editors leave it out."""
    file = small / "addresses.txt"
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    before = set(file.read_text(encoding="utf-8").split())

    beacon("addresses", "--root", small)

    assert before <= set(file.read_text(encoding="utf-8").split())


def test_redirects_are_remembered_too(small: Path) -> None:
    """An old address that leads on is a published address; losing its alias is a loss."""
    (small / "addresses.txt").unlink()

    beacon("addresses", "--root", small)

    assert "practices/test-lanterns/" in (small / "addresses.txt").read_text(encoding="utf-8")


def test_help_names_every_command() -> None:
    """With a line on each."""
    ran = beacon("--help", TERM="dumb")

    assert ran.returncode == 0
    for command in ("check", "rate", "diff", "build", "serve", "new", "schema", "addresses"):
        assert re.search(rf"\b{command}\b +\S", ran.stdout), command
        assert beacon(command, "--help").returncode == 0
