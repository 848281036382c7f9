"""Decisions: the public log of what was decided on records, by which role and why, and how many stand where."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from generator.addresses import address
from generator.analysis.review import READERS, RULE_FROM
from generator.ledger import Ledger, Line
from generator.output import Output, Page, page
from generator.pages.reviewed import KINDS, ROLES, WHAT, role_name
from generator.pages.view import Library, render

ADDRESS = "decisions/"
TITLE = "Decisions on records"
SUMMARY = "What was decided on which record, when, in which role and why; how many records stand at each step; appeals."
FILE = f"{ADDRESS}decisions.json"
SCHEMA_VERSION = 1
STEPS = (
    ("draft", "Drafts"), ("submitted", "Sent in, waiting"), ("reviewed", "Cleared"), ("published", "Published"),
    ("two_readers", "By two readers"), ("lowered", "With a lowered label"), ("withdrawn", "Withdrawn"),
)  # fmt: skip
"""Columns of the table of counts: what is counted, and its heading."""
ALWAYS = ("published", "two_readers")
"""Columns that stand even when all they hold is 0."""
CONTENTS = (("counts", "Where the records stand"), ("log", "The log"), ("appeals", "Appeals"))


def pages(library: Library) -> Iterator[Output]:
    """The page, and the same as a file for programs."""
    ledger = Ledger(library.catalog)
    yield page(ADDRESS, partial(_page, library, ledger))
    yield Output(FILE, partial(_file, ledger))


def _page(library: Library, ledger: Ledger) -> Page:
    held = [step for step in STEPS if step[0] in ALWAYS or getattr(ledger.whole, step[0])]
    body = render(
        "decisions",
        view=library.view(ADDRESS),
        ledger=ledger,
        steps=held,
        empty=[title for name, title in STEPS if (name, title) not in held],
        kinds=KINDS,
        roles=ROLES,
        what=WHAT,
        role_name=role_name,
        rule_from=RULE_FROM,
        file=FILE.removeprefix(ADDRESS),
    )
    return Page(
        TITLE, SUMMARY, "how-we-work", body, contents=CONTENTS, breadcrumb=(("How we work", "how-we-work/"),), layout="wide"
    )  # fmt: skip


def _file(ledger: Ledger) -> bytes:
    still, decided = ledger.appeals
    data = {
        "schema_version": SCHEMA_VERSION,
        "rule": {"readers": READERS, "from": RULE_FROM.isoformat(), "published_and_bound": ledger.bound},
        "counts": [_counted(asdict(tally)) for tally in (*ledger.tallies, ledger.whole)],
        "appeals": {"open": still, "decided": decided},
        "decisions": [_row(line) for line in ledger.lines],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _counted(tally: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**tally, "kind": tally["kind"] or "all"}


def _row(line: Line) -> Mapping[str, Any]:
    given = {"kind": line.kind, "id": line.id, "title": line.title, "page": address(line.kind, line.id)}
    return {**given, **asdict(line.decision), "date": line.decision.date.isoformat()}
