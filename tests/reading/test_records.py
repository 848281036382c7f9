"""Records: a file becomes a frozen record, or every problem in it."""

from pathlib import Path

from generator.model.approach import Approach
from generator.model.city import City
from generator.model.practice import Practice
from generator.reading.records import positions_of, read_record
from generator.reading.strict_yaml import KEY, MAX_BYTES, Location, Position, locate


def test_a_sound_file_becomes_a_record(library: Path) -> None:
    """The id is the name of the file, the path is below the root."""
    entry, problems = read_record(library, "practices/test-lamps.yaml", Practice)

    assert entry is not None and problems == ()
    assert (entry.id, entry.path) == ("test-lamps", "practices/test-lamps.yaml")
    assert entry.record.title == "Test lamps in Exampleton"
    assert entry.body == ""


def test_a_story_keeps_its_text_and_its_line(library: Path) -> None:
    """Problems in the story can be told by the line an editor shows."""
    entry, problems = read_record(library, "content/cities/exampleton.md", City)

    assert entry is not None and problems == ()
    lines = (library / entry.path).read_text(encoding="utf-8").split("\n")
    assert lines[entry.body_line - 1 :] == entry.body.split("\n")


def test_an_approach_is_read_from_its_own_folder(library: Path) -> None:
    """The same reader reads every kind of record."""
    entry, _ = read_record(library, "practices/approaches/test-lighting.yaml", Approach)

    assert entry is not None
    assert entry.record.reviews[0].id == "light-review"


def test_every_problem_of_a_file_is_told(tmp_path: Path) -> None:
    """Not the first one only."""
    (tmp_path / "Bad.yaml").write_text("title: 1\nrating: strong\nstatus: done\ncreated: soon\n", encoding="utf-8")

    entry, problems = read_record(tmp_path, "Bad.yaml", Practice)

    assert entry is None
    told = {(problem.line, problem.rule) for problem in problems}
    assert {(1, "bad-id"), (1, "wrong-type"), (2, "computed-field"), (3, "not-allowed"), (4, "bad-date")} <= told
    assert {'"summary" is required', '"limits" is required'} <= {problem.message for problem in problems}


def test_every_problem_has_a_hint(tmp_path: Path) -> None:
    """Each says what to do, not only what is wrong."""
    (tmp_path / "x.yaml").write_text(
        "title: 1\nrating: strong\nstatus: done\ncreated: soon\nkeywrods: []\n", encoding="utf-8"
    )

    _, problems = read_record(tmp_path, "x.yaml", Practice)

    assert [problem for problem in problems if not problem.hint] == []


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """Its size is told, and memory is spared."""
    (tmp_path / "x.yaml").write_bytes(b"#" * (MAX_BYTES + 1))

    entry, problems = read_record(tmp_path, "x.yaml", Practice)

    assert entry is None
    assert [problem.rule for problem in problems] == ["unreadable"]


def test_a_list_instead_of_fields_is_told(tmp_path: Path) -> None:
    """A file that holds something else entirely is a problem, not a crash."""
    (tmp_path / "x.yaml").write_text("- one\n- two\n", encoding="utf-8")

    _, problems = read_record(tmp_path, "x.yaml", Practice)

    assert [problem.rule for problem in problems] == ["wrong-type"]


def test_positions_of_a_story_are_those_of_the_file(library: Path) -> None:
    """The front matter's lines are counted from the top of the file."""
    line, column = positions_of(library, "content/cities/exampleton.md")[("place",)]

    assert (library / "content/cities/exampleton.md").read_text(encoding="utf-8").split("\n")[line - 1][
        column - 1 :
    ] == "XXA-exampleton"


def test_locate_falls_back_to_the_nearest_value_written() -> None:
    """A missing field is told at the group it is missing from."""
    places: dict[Location, Position] = {(): (1, 1), ("a",): (2, 3), ("a", KEY): (2, 1)}

    assert locate(places, ("a", "missing")) == (2, 3)
    assert locate(places, ("a",), key=True) == (2, 1)
    assert locate(places, ("b", 0)) == (1, 1)
    assert locate({}, ("b",)) == (1, 1)
