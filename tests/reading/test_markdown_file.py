"""Markdown files: front matter, text, and the lines they stand on."""

import pytest

from generator.reading.markdown_file import head_of, split
from generator.reading.source import ByteOrderMark, Fault
from generator.reading.strict_yaml import positions


def test_front_matter_and_text_are_parted() -> None:
    """The data, the text, and the line the text begins on."""
    page = split(b"---\ntitle: One\nyear: 2020\n---\nThe story.\n")

    assert page.data == {"title": "One", "year": 2020}
    assert page.body == "The story.\n"
    assert page.body_line == 5


def test_lines_of_the_front_matter_keep_their_numbers() -> None:
    """A fault in a field is told by the line an editor shows."""
    head = head_of(b"---\ntitle: One\nyear: soon\n---\n")

    assert positions(head)[("year",)] == (3, 7)


def test_lines_may_end_as_windows_ends_them() -> None:
    """CR LF changes neither data nor line numbers."""
    page = split(b"---\r\ntitle: One\r\n---\r\n\r\nThe story.\r\n")

    assert page.data == {"title": "One"}
    assert (page.body, page.body_line) == ("\nThe story.\n", 4)


def test_a_rule_in_the_text_ends_nothing() -> None:
    """Only the first closing line counts; later ones belong to the story."""
    assert split(b"---\na: 1\n---\none\n\n---\n\ntwo\n").body == "one\n\n---\n\ntwo\n"


def test_an_empty_text_is_allowed() -> None:
    """A partner may have fields and no story."""
    assert split(b"---\na: 1\n---\n").body == ""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "missing"),
        (b"# A title\n", "missing"),
        (b"\n---\na: 1\n---\n", "missing"),
        (b"---\na: 1\n", "not closed"),
        (b"---\na: 1\n--- \n", "not closed"),
    ],
)
def test_a_missing_front_matter_says_how_to_write_one(source: bytes, message: str) -> None:
    """The fault names the line --- that is wanted."""
    with pytest.raises(Fault) as raised:
        split(source)

    assert message in raised.value.message
    assert "---" in raised.value.hint


def test_a_byte_order_mark_is_named() -> None:
    """A mark that an editor put before the front matter is told as what it is, not as a missing front matter."""
    with pytest.raises(ByteOrderMark):
        split(b"\xef\xbb\xbf---\na: 1\n---\ntext\n")


def test_a_byte_of_the_text_that_is_not_utf_8_is_told_with_its_line() -> None:
    """The line counts from the top of the file."""
    with pytest.raises(Fault) as raised:
        split("---\na: 1\n---\nfirst\nBogotá\n".encode("latin-1"))

    assert (raised.value.line, raised.value.column) == (5, 6)


def test_a_fault_in_the_front_matter_is_told_with_its_line() -> None:
    """The line counts from the top of the file here too."""
    with pytest.raises(Fault) as raised:
        split(b"---\na: 1\nb: c: d\n---\ntext\n")

    assert raised.value.line == 3
