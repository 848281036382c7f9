"""Remark: a fault of a descriptor, before it is known on which line it stands."""

from typing import NamedTuple

from generator.reading.strict_yaml import Location

STANDARD = "see the Data Package standard, or copy from another package"


class Remark(NamedTuple):
    """A fault of a descriptor: its rule, where it stands, what is wrong and how to mend it."""

    rule: str
    at: Location
    message: str
    hint: str
