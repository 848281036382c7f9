"""Links in words: which addresses outside the library answer, which are gone, and what to do; and what is remembered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.analysis.links import FLAPPING, Memory, Verdict, verdict
from generator.linked import Linked
from generator.pages import words

MOST = 60
"""Addresses of each list in the report."""
VERSION = 1


@dataclass(frozen=True, slots=True)
class Found:
    """An address, where it is named, and what is known of it."""

    linked: Linked
    memory: Memory

    @property
    def verdict(self) -> Verdict:
        return verdict(self.memory)


class Unreadable(ValueError):
    """What is given is no memory of addresses."""


def remembered(data: Any) -> Mapping[str, Memory]:
    """Memories out of plain data. Raises Unreadable for anything else."""
    try:
        if data["version"] != VERSION:
            raise Unreadable
        return {str(address): _memory(given) for address, given in data["addresses"].items()}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unreadable from None


def _memory(given: Mapping[str, Any]) -> Memory:
    return Memory(
        _day(given["answered"]),
        _day(given["refused"]),
        tuple(date.fromisoformat(day) for day in given["failed"]),
        int(given["returned"]),
        str(given["said"]),
        str(given["leads_to"]),
    )


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given) if given else None


def as_data(found: Sequence[Found]) -> Mapping[str, Any]:
    """Plain data to be remembered; addresses that nobody names any more are forgotten."""
    return {"version": VERSION, "addresses": {one.linked.address: _plain(one.memory) for one in found}}


def _plain(memory: Memory) -> Mapping[str, Any]:
    return {
        "answered": memory.answered.isoformat() if memory.answered else None,
        "refused": memory.refused.isoformat() if memory.refused else None,
        "failed": [day.isoformat() for day in memory.failed],
        "returned": memory.returned,
        "said": memory.said,
        "leads_to": memory.leads_to,
    }


def report(found: Sequence[Found], today: date) -> str:
    """A report in Markdown for those who tend the library."""
    return "\n".join(_report(found, today))


def _report(found: Sequence[Found], today: date) -> Iterator[str]:
    by: dict[Verdict, list[Found]] = {"answers": [], "refuses": [], "unsure": [], "gone": [], "never_asked": []}
    for one in found:
        by[one.verdict].append(one)
    yield f"### Addresses outside the library, {today.isoformat()}"
    yield ""
    yield (
        f"{words.count(len(found), 'address', 'addresses')}: {len(by['answers'])} answer, {len(by['gone'])} gone, "
        f"{len(by['unsure'])} not sure yet, {len(by['refuses'])} refuse machines, {len(by['never_asked'])} not asked yet."
    )
    elsewhere = [one for one in by["answers"] if one.memory.leads_to]
    for title, advice, rows in (
        ("Gone", "Look for where it moved. If it did not, keep the source, name an archived copy in `archived`, and say so in `note`.", by["gone"]),
        ("Not sure yet", "Nothing to do. An address is called gone after several failures over days, not before.", by["unsure"]),
        ("Lead to another host", "Open each: is it still what was cited? A sold domain may hold anything.", elsewhere),
        ("Refuse machines", "These servers are there and send machines away. Open them by hand when their record is read again.", by["refuses"]),
    ):  # fmt: skip
        if rows:
            yield ""
            yield f"#### {title} ({len(rows)})"
            yield ""
            yield advice
            yield ""
            yield from (f"- {_line(one)}" for one in rows[:MOST])
            if len(rows) > MOST:
                yield f"- and {words.number(len(rows) - MOST)} more"


def _line(one: Found) -> str:
    memory = one.memory
    said = [_code(one.linked.address)]
    if memory.failed:
        times = words.count(len(memory.failed), "day")
        span = memory.failed[0].isoformat()
        span = span if len(memory.failed) == 1 else f"{span} to {memory.failed[-1].isoformat()}"
        said.append(f"failed on {times}, {span}; last: {_code(memory.said)}")
    elif memory.leads_to:
        said.append(f"leads to {_code(memory.leads_to)}")
    elif memory.refused:
        said.append(_code(memory.said))
    if memory.returned >= FLAPPING:
        said.append(f"came back {words.count(memory.returned, 'time')} before")
    if one.linked.archived:
        said.append(f"archived copy: {_code(one.linked.archived)}")
    return f"{'; '.join(said)}. In {', '.join(_code(path) for path in one.linked.paths[:3])}"


def _code(text: str) -> str:
    """A text as code, which is neither a link nor a mention, and can be copied as it stands."""
    return f"`{''.join(c for c in text if c.isprintable() and c != '`') or '-'}`"
