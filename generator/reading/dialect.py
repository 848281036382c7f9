"""How a file parts its cells: what a descriptor may say about it, and what it then says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.problem import did_you_mean
from generator.reading.remark import STANDARD, Remark
from generator.reading.strict_yaml import Location


@dataclass(frozen=True, slots=True)
class Dialect:
    """The signs of a table of text. As it stands: comma-separated, quoted with ", with a header."""

    delimiter: str = ","
    quote: str = '"'
    doubled: bool = True
    escape: str | None = None
    skips_space: bool = False
    header: bool = True

    @property
    def options(self) -> Mapping[str, Any]:
        """The same for Python's reader of such tables."""
        return {
            "delimiter": self.delimiter, "quotechar": self.quote, "doublequote": self.doubled,
            "escapechar": self.escape, "skipinitialspace": self.skips_space, "strict": True,
        }  # fmt: skip


PLAIN = Dialect()


def dialect_of(resource: Mapping[str, Any]) -> Dialect:
    """The dialect of a resource without remarks."""
    said = _said(resource.get("dialect", {}))
    tabs = "\t" if str(resource.get("format", "")).casefold() == "tsv" else ","
    return Dialect(
        said.get("delimiter", tabs),
        said.get("quoteChar", '"'),
        said.get("doubleQuote", True),
        said.get("escapeChar"),
        said.get("skipInitialSpace", False),
        said.get("header", True),
    )


def remarks(given: Any, at: Location) -> Iterator[Remark]:
    """What is wrong with the `dialect` of a resource, which stands at `at`."""
    if not isinstance(given, dict):
        yield Remark("wrong-type", at, '"dialect" is no group of fields', STANDARD)
        return
    known = (*_TAKEN, *_PASSED_OVER)
    for key, value in _said(given).items():
        if key in _ONLY:
            if value not in _ONLY[key]:
                yield Remark("bad-descriptor", (*at, key), f'tables with "{key}" are not read', _ONLY_HINTS[key])
        elif key in _TAKEN:
            if not _TAKEN[key](value):
                yield Remark("bad-descriptor", (*at, key), f'"{key}" does not fit', _HINTS[key])
        elif key not in _PASSED_OVER:
            hint = did_you_mean(key, known) or f"known here: {', '.join(_TAKEN)}"
            yield Remark("bad-descriptor", (*at, key), f'a dialect has no "{key}"', hint)
    said = _said(given)
    if said.get("delimiter", ",") == said.get("quoteChar", '"'):
        yield Remark("bad-descriptor", at, "cells are parted and quoted by the same sign", "part them with a comma")


def _said(given: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a dialect says; frictionless writes it one level deeper, under the name of the format."""
    inner = given.get("csv")
    return {
        **{key: value for key, value in given.items() if key != "csv"},
        **(inner if isinstance(inner, dict) else {}),
    }


def _is_sign(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 1 and value not in "\r\n\0"


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


_TAKEN = {
    "delimiter": _is_sign, "quoteChar": _is_sign, "escapeChar": lambda value: value is None or _is_sign(value),
    "doubleQuote": _is_switch, "skipInitialSpace": _is_switch, "header": _is_switch,
}  # fmt: skip
_SIGN, _SWITCH = "write one sign", "write true or false"
_HINTS = {
    "delimiter": _SIGN, "quoteChar": _SIGN, "escapeChar": _SIGN,
    "doubleQuote": _SWITCH, "skipInitialSpace": _SWITCH, "header": _SWITCH,
}  # fmt: skip
_ONLY: Mapping[str, tuple[object, ...]] = {
    "headerRows": ((1,),), "headerJoin": (" ",), "commentRows": ((),), "commentChar": ("", None), "nullSequence": ("", None),
}  # fmt: skip
_ONLY_HINTS = {
    "headerRows": "write one header, in the first row", "headerJoin": "write one header, in the first row",
    "commentRows": "move the remarks into the README", "commentChar": "move the remarks into the README",
    "nullSequence": 'name the sign in "missingValues" of the schema',
}  # fmt: skip
_PASSED_OVER = (
    "$schema",
    "name",
    "title",
    "description",
    "type",
    "csvddfVersion",
    "lineTerminator",
    "caseSensitiveHeader",
)
"""Keys that change nothing about the cells."""
