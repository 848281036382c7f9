"""Loading: everything is read and checked, nothing is raised for bad content, nothing is dropped in silence."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from generator.load import load, only
from generator.load.memory import Memory
from tests.support import TODAY

RATE = "datasets/test-robbery-rate"


def change_descriptor(root: Path, change: Callable[[dict[str, Any]], object], folder: str = RATE) -> None:
    """Change the descriptor of a package in a copy of the library."""
    file = root / folder / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    change(descriptor)
    file.write_text(json.dumps(descriptor, indent=2), encoding="utf-8")


def replace(root: Path, path: str, old: str, new: str) -> None:
    """Replace a text that a file of the copy holds."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_an_empty_repository_is_sound(tmp_path: Path) -> None:
    """A library may begin with nothing."""
    found = load(tmp_path, TODAY)

    assert found.problems == ()
    assert list(found.catalog.entries) == []


def test_a_sound_record_is_kept_beside_a_broken_one(small: Path) -> None:
    """One bad file does not take the others away."""
    (small / "practices/test-fault.yaml").write_text("title: 1\n", encoding="utf-8")

    found = load(small, TODAY)

    assert set(found.catalog.practices) == {"test-lamps", "test-mediators", "test-patrols"}
    assert {problem.path for problem in found.problems} == {"practices/test-fault.yaml"}


def test_problems_are_sorted_and_told_once(small: Path) -> None:
    """The same library gives the same lines."""
    for n in (3, 1, 2):
        (small / f"practices/test-fault-{n}.yaml").write_text("title: 1\nrating: 1\n", encoding="utf-8")

    problems = load(small, TODAY).problems

    assert list(problems) == sorted(set(problems))


def test_problems_below_one_path(small: Path) -> None:
    """A contributor may look at one's own file only."""
    (small / "practices/test-fault.yaml").write_text("title: 1\n", encoding="utf-8")
    (small / "practices/test-fault-2.yaml").write_text("title: 1\n", encoding="utf-8")
    found = load(small, TODAY)

    assert {p.path for p in only(found, "practices/test-fault.yaml").problems} == {"practices/test-fault.yaml"}
    assert only(found, "practices/").problems == found.problems
    assert only(found, "pract").problems == ()


def test_the_day_comes_in_as_an_argument(library: Path) -> None:
    """What lies in the future depends on it, not on the clock."""
    told = {problem.rule for problem in load(library, TODAY.replace(year=2020)).problems}

    assert {"date-out-of-order", "impossible-year"} <= told


def test_memory_reads_only_what_changed(small: Path) -> None:
    """A preview that remembers gives what a fresh reading gives."""
    memory = Memory()
    load(small, TODAY, memory)
    replace(small, "practices/test-mediators.yaml", "title: Test mediators in Sampleville", "title: Other")

    again = load(small, TODAY, memory)

    assert again.problems == load(small, TODAY).problems
    assert again.catalog.practices["test-mediators"].record.title == "Other"


def test_memory_forgets_what_is_gone(small: Path) -> None:
    """A file removed is a record removed."""
    memory = Memory()
    load(small, TODAY, memory)
    (small / "practices/test-mediators.yaml").unlink()

    assert "test-mediators" not in load(small, TODAY, memory).catalog.practices


def test_memory_notices_a_raw_table_that_changed(small: Path) -> None:
    """Also one that lies beside another package."""
    source = small / RATE / "source"
    source.mkdir()
    (source / "raw.csv").write_text("place,year,rate\n", encoding="utf-8")
    written = sha256((source / "raw.csv").read_bytes()).hexdigest()
    columns = "columns:\n  place_id: place\n"
    recipe = f"file: raw.csv\nsha256: {written}\ntaken: 2026-11-22\norigin: An office.\n"
    (source / "recipe.yaml").write_text(recipe + columns, encoding="utf-8")
    other = small / "datasets/test-safety-survey/source"
    other.mkdir()
    (other / "recipe.yaml").write_text(f"{recipe}package: test-robbery-rate\n{columns}", encoding="utf-8")
    memory = Memory()
    assert load(small, TODAY, memory).problems == ()

    (source / "raw.csv").write_text("place,year,rate,more\n", encoding="utf-8")

    assert {problem.rule for problem in load(small, TODAY, memory).problems} == {"changed-file"}


def test_a_package_of_files_is_no_indicator(small: Path) -> None:
    """The boundaries of the world are kept for the maps; nobody asks what they count."""
    folder = small / "datasets/world-boundaries"
    folder.mkdir(exist_ok=True)
    (folder / "map.json").write_text("{}", encoding="utf-8")
    (folder / "datapackage.json").write_text(
        '{"name": "world-boundaries", "resources": [{"name": "map", "path": "map.json"}]}', encoding="utf-8"
    )

    found = load(small, TODAY)

    assert "world-boundaries" not in found.catalog.indicators
    assert not {p.rule for p in found.problems} & {"missing-field", "bad-indicator", "bad-descriptor"}


def test_memory_keeps_telling_faults_in_places(small: Path) -> None:
    """A fault is told until it is mended."""
    change_descriptor(small, lambda d: d["resources"][0]["schema"]["fields"][1].pop("constraints"), "datasets/places")
    replace(small, "datasets/places/places.csv", "XXC,country", "XXC,kingdom")
    memory = Memory()

    first, second = load(small, TODAY, memory), load(small, TODAY, memory)

    assert first.problems == second.problems


def _field(name: str, **values: Any) -> Callable[[dict[str, Any]], None]:
    def change(descriptor: dict[str, Any]) -> None:
        field = next(f for f in descriptor["resources"][0]["schema"]["fields"] if f["name"] == name)
        field.pop("constraints", None)
        field.update(values)

    return change


def _year_as_text(root: Path) -> None:
    change_descriptor(root, _field("year", type="string"))
    replace(root, f"{RATE}/data.csv", "XXA,2016,", "XXA,2015/16,")


def _value_as_text(root: Path) -> None:
    change_descriptor(root, _field("value", type="string"))
    replace(root, f"{RATE}/data.csv", "XXA,2016,74", "XXA,2016,many")


def _renamed(old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        def schema(descriptor: dict[str, Any]) -> None:
            table = descriptor["resources"][0]["schema"]
            table["primaryKey"] = [new if name == old else name for name in table["primaryKey"]]
            for field in table["fields"]:
                field["name"] = new if field["name"] == old else field["name"]

        change_descriptor(root, schema)
        replace(root, f"{RATE}/data.csv", old, new)

    return change


@pytest.mark.parametrize(
    "change",
    [_year_as_text, _value_as_text, _renamed("place_id", "area"), _renamed("year", "period"), _renamed("value", "rate")],
    ids=["a year that is text", "a value that is text", "no column place_id", "no column year", "no column value"],
)  # fmt: skip
def test_a_table_of_another_shape_is_told(small: Path, change: Callable[[Path], None]) -> None:
    """A descriptor that fits its table but not an indicator is a problem, never an exception."""
    change(small)

    assert [(problem.rule, problem.path) for problem in load(small, TODAY).problems] == [
        ("bad-indicator", f"{RATE}/datapackage.json")
    ]


def test_a_sign_for_a_missing_value_is_no_value(small: Path) -> None:
    """The row is read, and gives no observation."""
    change_descriptor(small, _field("value"))
    change_descriptor(small, lambda d: d["resources"][0]["schema"].update(missingValues=["", ".."]))
    replace(small, f"{RATE}/data.csv", "XXA,2016,74", "XXA,2016,..")

    found = load(small, TODAY)

    assert found.problems == ()
    assert len(found.catalog.indicators["test-robbery-rate"].observations) == 29


def test_an_indicator_without_tables_is_told_once(small: Path) -> None:
    """Neither its address nor what points at it is told beside it."""
    change_descriptor(small, lambda d: d.update(resources=[]))

    assert [problem.rule for problem in load(small, TODAY).problems] == ["bad-descriptor"]


def test_a_record_that_is_a_link_is_refused(small: Path, tmp_path: Path) -> None:
    """A contribution cannot read files it does not bring."""
    secret = tmp_path / "secret.md"
    secret.write_text((small / "content/cities/exampleton.md").read_text(encoding="utf-8"), encoding="utf-8")
    (small / "content/cities/exampleton.md").unlink()
    (small / "content/cities/exampleton.md").symlink_to(secret)

    found = load(small, TODAY)

    assert "exampleton" not in found.catalog.cities
    assert [problem.rule for problem in found.problems] == ["unreadable"]


def test_a_link_that_leads_nowhere_is_told(small: Path) -> None:
    """In a folder of records and in a data package."""
    (small / "practices/test-fault.yaml").symlink_to("gone.yaml")
    (small / "datasets/test-robbery-rate/notes.txt").symlink_to("gone.txt")

    assert [problem.rule for problem in load(small, TODAY).problems] == ["stray-file", "unreadable"]


def test_a_package_that_is_a_link_is_refused(small: Path) -> None:
    """Its tables lie where nobody reviewed them."""
    (small / "datasets/test-robbery-rate").rename(small / "elsewhere")
    (small / "datasets/test-robbery-rate").symlink_to(small / "elsewhere")

    assert [problem.rule for problem in load(small, TODAY).problems] == ["unreadable"]


def test_a_folder_named_like_a_record_is_told(small: Path) -> None:
    """It is a problem, never an exception."""
    (small / "practices/test-fault.yaml").mkdir()

    assert [(p.path, p.rule) for p in load(small, TODAY).problems] == [("practices/test-fault.yaml", "unreadable")]


def test_a_list_of_addresses_that_is_not_utf_8_is_told(small: Path) -> None:
    """It is a problem, never an exception."""
    (small / "addresses.txt").write_bytes(b"practices/bogot\xe1/\n")

    assert [(p.path, p.rule) for p in load(small, TODAY).problems] == [("addresses.txt", "not-utf-8")]


def test_the_line_of_a_lost_address_is_the_line_of_the_file(small: Path) -> None:
    """Also when the list has a blank line."""
    (small / "addresses.txt").write_text("\n\npractices/test-gone/\n", encoding="utf-8")

    assert [problem.line for problem in load(small, TODAY).problems] == [3]


def test_an_address_elsewhere_is_no_reference(small: Path) -> None:
    """`https://example.org/city:gone` is a link to the web."""
    replace(
        small,
        "practices/test-mediators.yaml",
        "statement: Test groups quarrel",
        "statement: See [there](https://example.org/city:gone); test groups quarrel",
    )

    assert load(small, TODAY).problems == ()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("practices/test-lamps.yaml", "  - design: before-after-with-comparison\n    measure: robbery", "  - design: before-after-with-comparison\n    measure: robery"),
        ("practices/test-lamps.yaml", "conflict_of_interest:", "lowered: [{measure: robery, steps: 1, reason: x, date: 2026-01-01, role: x}]\nconflict_of_interest:"),
        ("practices/test-lamps.yaml", "    name: Sampleville\n    changed", "    practice: test-gone\n    name: Sampleville\n    changed"),
        ("practices/test-mediators.yaml", "status: published", "status: withdrawn\nwithdrawn: {date: 2026-06-01, reason: x, replaced_by: test-gone}"),
        ("datasets/vocabularies/measures.csv", ",test-robbery-rate,", ",test-gone,"),
    ],
    ids=["measure of a planned evaluation", "measure of a lowered label", "practice of an adoption", "record that replaces a withdrawn one", "indicator of a measure"],
)  # fmt: skip
def test_every_field_that_names_a_record_is_looked_up(small: Path, path: str, old: str, new: str) -> None:
    """An unknown id is told, wherever it stands."""
    replace(small, path, old, new)

    assert "unknown-reference" in {problem.rule for problem in load(small, TODAY).problems}


def test_the_cut_shown_first_exists(small: Path) -> None:
    """A default that is no label shows an empty chart."""
    change_descriptor(
        small, lambda d: d["beacon"]["dimensions"][0].update(default="evening"), "datasets/test-safety-survey"
    )

    assert "bad-indicator-reference" in {problem.rule for problem in load(small, TODAY).problems}
