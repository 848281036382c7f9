"""A Markdown file with front matter: its data, and its text with the line it begins on."""

from typing import Any, NamedTuple

from generator.reading.source import Fault, text_of
from generator.reading.strict_yaml import load

MAX_BODY = 30_000
"""Characters of the text behind the fields, several times what readers will take."""


class FrontMatter(NamedTuple):
    """`data` as read, `head` the bytes it was read from, `body` the text, `body_line` the line it begins on."""

    data: Any
    head: bytes
    body: str
    body_line: int


def head_of(source: bytes) -> bytes:
    """The front matter alone, padded with the newline that its opening line took, so that lines keep their numbers."""
    if not source.startswith(b"---\n"):
        raise Fault(
            "a front matter is missing", hint="begin the file with a line --- , the fields, and a second line ---"
        )
    end = source.find(b"\n---\n", 3)
    if end < 0:
        raise Fault("the front matter is not closed", hint="end the fields with a line ---")
    return b"\n" + source[4 : end + 1]


def split(source: bytes) -> FrontMatter:
    """Front matter and text of a file. Raises Fault."""
    source = source.replace(b"\r\n", b"\n")
    text_of(source)
    head = head_of(source)
    body = source[len(head) + 7 :].decode("utf-8")
    if len(body) > MAX_BODY:
        hint = f"at most {MAX_BODY:,} are read; shorten it"
        raise Fault(f"the text behind the fields has {len(body):,} characters", head.count(b"\n") + 2, 1, hint)
    return FrontMatter(load(head), head, body, head.count(b"\n") + 2)
