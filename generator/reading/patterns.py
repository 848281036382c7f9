"""Patterns that mean the same to RE2, which DuckDB uses, and to Python, which frictionless uses; others are left alone.

Only what both read alike is taken: plain characters, escaped signs, classes, groups, alternatives and bounded repeats.
`\\d`, `\\w` and `\\s` are wider in Python, so a cell that RE2 lets through passes there too; their opposites are not taken.
"""

import re

_LITERAL = r"[^\\\[\](){}.*+?|^$\x00-\x1f\x7f]"
_ESCAPED = r"\\[-!\"#$%&'()*+,./:;<=>?@\[\\\]^_`{|}~dws]"
_ITEM = rf"(?:[^\\\[\]^\x00-\x1f\x7f-]|{_ESCAPED})"
_PLAIN_ITEM = r"(?:[^\\\[\]^\x00-\x1f\x7f-]|\\[-!\"#$%&'()*+,./:;<=>?@\[\\\]^_`{|}~])"
_CLASS = rf"\[(?:\^-?(?:{_PLAIN_ITEM}(?:-{_PLAIN_ITEM})?)+-?|-?(?:(?:{_PLAIN_ITEM}-{_PLAIN_ITEM}|{_ITEM}))+-?)\]"
_REPEAT = r"(?:[*+?]|\{(\d{1,3})(?:,(\d{0,3}))?\})"
_TOKEN = re.compile(
    rf"(?P<atom>{_LITERAL}|{_ESCAPED}|{_CLASS}|\.)|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<or>\|)|(?P<repeat>{_REPEAT})"
)
_DOUBTFUL = re.compile(r"--|&&|~~|\|\|")
_DEEPEST = 20
MOST = 1_000
"""Characters of a pattern, and times that a counted repeat may stand for."""
UNREAD = "write a plain pattern: letters, [classes], (groups), | and the repeats *, +, ?, {2}, up to 1,000 signs; nothing that looks ahead or back"
"""What to write in place of a pattern that is not taken."""


def common(pattern: str) -> str | None:
    """The same pattern for a full match in RE2, or None for one that the two might read differently."""
    if len(pattern) > MOST:
        return None
    body = pattern.removeprefix("^")
    if body.endswith("$") and not body.endswith("\\$"):
        body = body[:-1]
    pieces: list[str] = []
    depth, at, repeatable = 0, 0, False
    while at < len(body):
        token = _TOKEN.match(body, at)
        if token is None or (token.lastgroup == "repeat" and not repeatable):
            return None
        if token["atom"] and token["atom"].startswith("[") and _DOUBTFUL.search(token["atom"]):
            return None
        depth += bool(token["open"]) - bool(token["close"])
        if not 0 <= depth <= _DEEPEST:
            return None
        repeatable = bool(token["atom"] or token["close"])
        pieces.append("[^\n]" if token[0] == "." else token[0])
        at = token.end()
    found = "".join(pieces)
    return found if depth == 0 and _compiles(found) else None


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True
