"""Every rule that a contributor may be told of, with what it means: the checks, and what reading itself refuses."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from generator.checks import CATALOG_RULES, RECORD_RULES, TABLE_RULES, name_of
from generator.checks.examples import EXAMPLES, Example
from generator.checks.references import lost_address
from generator.checks.structure import STRUCTURE


class Rule(NamedTuple):
    """A rule as its page tells it. `meaning` is Markdown; `group` is what the rule looks at."""

    name: str
    group: str
    meaning: str
    example: Example


GROUPS: Mapping[str, str] = {
    "records": "Records: practices, approaches, stories",
    "tables": "Tables of figures",
    "library": "The library as a whole",
    "files": "Files, before anything else can be asked",
    "incoming": "Issues and tables that are turned into records",
}
"""What the rules look at, in the order of the list."""
_CHECKS: Mapping[str, tuple[Callable[..., object], ...]] = {
    "records": RECORD_RULES,
    "tables": TABLE_RULES,
    "library": (*CATALOG_RULES, lost_address),
}


INCOMING: Mapping[str, tuple[str, Example]] = {
    "not-placed": (
        "A line of an issue or a cell belongs to no field, so it is kept as a comment at the end of the record.",
        Example(
            "",
            "A line “Lamps were put up.” under Who took part.",
            "Move the line to where it belongs in the record, or write it there as the form asks: “Name: City of Exampleton”. Then delete the comment.",
        ),
    ),
    "formula": (
        "A cell of a table that is imported holds a formula. Nothing is calculated here, so its value is not known.",
        Example(
            "",
            "A cell that holds =SUM(A1:A3).",
            "In the spreadsheet copy the cell and paste it over itself as a value, so that it holds the number. Then import the table again.",
        ),
    ),
    "hidden-sheet": (
        "A sheet of a workbook is hidden. It is not read, so that nothing is published that nobody saw.",
        Example(
            "",
            "A workbook with a hidden sheet of notes.",
            "In the spreadsheet choose “Unhide”, and look at the sheet. Delete it if it is not to be published, and import the workbook again.",
        ),
    ),
    "exists": (
        "A record of the same title is there already, and nothing is written over it.",
        Example(
            "",
            "A row whose title a record has already.",
            "If it tells of something else, give the row another title. If it is the same and the row is right, import it with --force, which writes over the record.",
        ),
    ),
}
"""What only `beacon import` tells."""


def rules() -> Mapping[str, Rule]:
    """Every rule by name, in the order of the groups; one that two groups share stands in the first."""
    found: dict[str, Rule] = {}
    for group, checks in _CHECKS.items():
        for check in checks:
            name = name_of(check)
            meaning = " ".join((check.__doc__ or "").split())
            found.setdefault(name, Rule(name, group, meaning, EXAMPLES[name]))
    for name, meaning in STRUCTURE.items():
        found.setdefault(name, Rule(name, "files", meaning, EXAMPLES[name]))
    return found | {name: Rule(name, "incoming", *told) for name, told in INCOMING.items()}


def page_of(rule: str) -> str:
    """The address of a rule's page below the root of the site."""
    return f"rules/{rule}/"
