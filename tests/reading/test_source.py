"""The bytes of a file: plain files only, and their text."""

import os
from pathlib import Path

import pytest

from generator.reading.source import ByteOrderMark, Fault, NotUtf8, is_there, place_of, read_bytes, text_of


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    """Its bytes, as they are."""
    (tmp_path / "a.yaml").write_bytes(b"a: 1\r\n")

    assert read_bytes(tmp_path, "a.yaml", 100) == b"a: 1\r\n"


def test_a_link_is_refused_wherever_it_stands(tmp_path: Path) -> None:
    """The file itself, or a folder on the way to it."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real/a.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "linked").symlink_to("real")
    (tmp_path / "b.yaml").symlink_to("real/a.yaml")

    for path in ("b.yaml", "linked/a.yaml"):
        with pytest.raises(Fault, match="link"):
            read_bytes(tmp_path, path, 100)


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    """It is a problem, never an endless way."""
    (tmp_path / "a.yaml").symlink_to("a.yaml")

    with pytest.raises(Fault, match="link"):
        read_bytes(tmp_path, "a.yaml", 100)


def test_a_folder_and_a_large_file_are_refused(tmp_path: Path) -> None:
    """Both say what they are."""
    (tmp_path / "a.yaml").mkdir()
    (tmp_path / "b.yaml").write_bytes(b"#" * 101)

    with pytest.raises(Fault, match="folder"):
        read_bytes(tmp_path, "a.yaml", 100)
    with pytest.raises(Fault, match="101 bytes"):
        read_bytes(tmp_path, "b.yaml", 100)


@pytest.mark.parametrize("path", ["gone.csv", "a" * 300, "a\0b"])
def test_a_name_no_disk_could_hold_is_not_there(tmp_path: Path, path: str) -> None:
    """Whatever a descriptor asks for, asking raises nothing."""
    assert not is_there(tmp_path, path)


def test_text_is_utf_8_without_a_mark() -> None:
    """Each of the two faults has its own rule."""
    assert text_of("é".encode()) == "é"
    with pytest.raises(ByteOrderMark):
        text_of(b"\xef\xbb\xbfa")
    with pytest.raises(NotUtf8) as raised:
        text_of("é\né".encode() + b"\xe9")
    assert (raised.value.line, raised.value.column) == (2, 2)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_two_bytes_for_a_character_are_told_as_that(encoding: str) -> None:
    """With a mark before them, and without."""
    with pytest.raises(NotUtf8, match="UTF-16"):
        text_of("id,year\n".encode(encoding))


def test_an_older_encoding_is_guessed_for_the_hint_only() -> None:
    """The byte is shown as the letter that it probably was."""
    with pytest.raises(NotUtf8) as raised:
        text_of("Straße".encode("cp1252"))

    assert "Windows-1252" in raised.value.hint and "ß" in raised.value.hint


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    """Nobody waits for what it will never say."""
    os.mkfifo(tmp_path / "a.csv")

    with pytest.raises(Fault, match="device"):
        read_bytes(tmp_path, "a.csv", 100)


def test_a_place_counts_from_one() -> None:
    """As editors count."""
    assert place_of("ab\ncd", 0) == (1, 1)
    assert place_of("ab\ncd", 4) == (2, 2)


def test_a_fault_becomes_a_problem() -> None:
    """With its own rule."""
    assert str(NotUtf8("m", 2, 3, "h").problem("a.csv")) == "a.csv:2:3 not-utf-8: m; h"
    assert str(Fault("m").problem("a.csv")) == "a.csv:1:1 unreadable: m"
