"""Differences between two states of the library in words: for a terminal, and for a comment on a proposal."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.analysis.effect import Effect
from generator.analysis.evidence import Rating
from generator.analysis.rules import RULES
from generator.change import (
    Diff,
    EffectChange,
    Figure,
    FigureChange,
    IndicatorChange,
    RatingChange,
    Reason,
    RecordChange,
    RowChange,
    Side,
    State,
)
from generator.dataset import Observation
from generator.exports.rating import effect_told
from generator.pages import words
from generator.reading.words import enumerated

EXAMPLES = 3
"""Rows of an indicator that are shown of those added, changed and removed."""
MOST_CHARACTERS = 60_000
"""Of a comment; GitHub takes 65,536."""
NOTHING = "No record, figure, rating or row of an indicator differs."

Quote = Callable[[str], str]
"""Makes a contributor's text safe for where it is shown."""
Line = tuple[int, str]
"""How deep a line stands, and what it says."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A diff, and how many problems each side has: what is faulty is compared as far as it can be read."""

    diff: Diff
    problems: Mapping[Side, int]


def text(given: Compared) -> str:
    """For a terminal."""
    return "\n".join(f"{'  ' * depth}{said}" for depth, said in _lines(given, lambda said: " ".join(said.split())))


HEADING = "### What this changes in the library"


def markdown(given: Compared, heading: str = HEADING, room: int = MOST_CHARACTERS) -> str:
    """For a comment on a proposal: nested lists, cut at whole lines when they do not fit into so many characters."""
    lines = [_item(*line) for line in _lines(given, in_markdown)]
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            kept.append(f"\n{len(lines) - len(kept)} more lines are left out here.")
            break
        kept.append(line)
    return "\n".join([heading, "", *kept])


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one record or indicator: a heading, and the lines below it with how deep each stands."""

    heading: str
    lines: tuple[Line, ...]


def told(found: Diff) -> tuple[Told, ...]:
    """The same for a page, which escapes it by itself."""
    plain: Quote = str
    each = (
        *(list(_record(change, plain)) for change in found.records),
        *(list(_indicator(change, plain)) for change in found.indicators),
    )
    return tuple(Told(lines[0][1], tuple((depth - 2, said) for depth, said in lines[1:])) for lines in each)


def _item(depth: int, said: str) -> str:
    return f"{said}\n" if depth == 0 else f"{'  ' * (depth - 1)}- {said}"


_MARKS = re.compile(r"[\\`*_{}\[\]()#+!|~$^=\"':-]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_GAP = "&#8203;"
"""A space of no width, so that what stands around it is not joined to a mention, an address or a reference."""


def in_markdown(given: str) -> str:
    """A contributor's text as one line of Markdown that shows it and does nothing else: no markup, no link, no mention
    of a person, no reference to a discussion."""
    line = "".join(c if c.isprintable() else " " for c in given)
    escaped = _MARKS.sub(r"\\\g<0>", re.sub(r"[&<>]", lambda found: _ENTITIES[found[0]], line))
    broken = escaped.replace("@", f"@{_GAP}").replace("\\#", f"\\#{_GAP}").replace("//", f"/{_GAP}/")
    return re.sub(r"(?i)\b(www|gh)(?=\.|\\-)", rf"\1{_GAP}", broken)


def _lines(given: Compared, quote: Quote) -> Iterator[Line]:
    found = given.diff
    if not found.records and not found.indicators:
        yield 0, NOTHING
    else:
        yield 0, summary(found)
    for side, count in given.problems.items():
        if count:
            yield 0, f"{_SIDES[side]} has {words.count(count, 'problem')}: it is compared as far as it can be read."
    for record in found.records:
        yield from _record(record, quote)
    for indicator in found.indicators:
        yield from _indicator(indicator, quote)


_SIDES: Mapping[Side, str] = {"base": "What it is compared with", "head": "What is proposed"}
_STATES: Mapping[State, str] = {
    "added": "added", "removed": "removed", "renamed": "renamed", "changed": "changed",
    "unreadable": "can no longer be read", "readable": "can be read again",
}  # fmt: skip


def summary(found: Diff) -> str:
    """How many records and indicators came, changed and went."""
    return "; ".join(
        f"{words.count(sum(states.values()), one)}{_became(states)}"
        for one, states in (
            ("record", Counter(change.state for change in found.records)),
            ("indicator", Counter(change.state for change in found.indicators)),
        )
        if states
    )


def _became(states: Mapping[State, int]) -> str:
    """': 2 changed, 1 added', or ' changed' where all became the same."""
    if len(states) == 1:
        return f" {_STATES[next(iter(states))]}"
    return f": {', '.join(f'{n} {_STATES[state]}' for state, n in states.items())}"


# Records


def _record(change: RecordChange, quote: Quote) -> Iterator[Line]:
    was = f" from {quote(change.was)}" if change.was else ""
    status = f", {change.status[1]}" if change.status and change.status[0] == change.status[1] else ""
    yield 1, f"{change.kind} {quote(change.id)} ({quote(change.title)}): {_STATES[change.state]}{was}{status}"
    if change.status and change.status[0] != change.status[1]:
        yield 2, f"status: {change.status[0]} → {change.status[1]}"
    for side in change.incomplete:
        yield 2, f"{_SIDES[side]} has faults in this record; the faulty parts are not compared"
    for rating in change.ratings:
        yield from _rating(rating, change.state, quote)
    for effect in change.effects:
        yield 2, _effect(effect, quote)
    for figure in change.figures:
        yield 2, f"figure {quote(', '.join(figure.at).replace('_', ' '))}: {_figure_change(figure, quote)}"
    told = {"studies", "reviews", "status"} & set(change.fields) if change.ratings or change.effects else {"status"}
    if others := [name for name in change.fields if name not in told]:
        yield 2, f"parts that differ: {', '.join(name.replace('_', ' ') for name in others)}"


def _rating(change: RatingChange, state: State, quote: Quote) -> Iterator[Line]:
    before, after = change.before, change.after
    name = quote(change.measure)
    if before and after:
        said, more = _moved(before, after)
    elif rating := after or before:
        came = {"added": "", "readable": "", "removed": "", "unreadable": ""}.get(state, "new: " if after else "gone: ")
        said, more = f"{came}{_verdict(rating)}", ""
    several = needs_place(before, after)
    why = causes(change, quote)
    because = f", because {enumerated(why)}" if why else ""
    yield 2, f"{name}: {said}{because}{more}"
    for reason in change.reasons:
        if reason.kind.startswith("rule_"):
            applies = "applies now" if reason.kind == "rule_fires" else "no longer applies"
            yield (
                3,
                f"{reason.name.replace('_', ' ')} {applies}{_where(reason, quote, several)}: {RULES[reason.name].sentence}",
            )


def needs_place(before: Rating | None, after: Rating | None) -> bool:
    """Whether a reason must say which outcome it speaks of."""
    return any(len(rating.rows) > 1 for rating in (before, after) if rating)


def causes(change: RatingChange, quote: Quote) -> tuple[str, ...]:
    """Why a rating moved, each cause once, rules apart; none when its whole record came or went."""
    several = needs_place(change.before, change.after)
    told = (cause(r, quote, several) for r in change.reasons if not r.kind.startswith("rule_"))
    return tuple(dict.fromkeys(told))


def _verdict(rating: Rating) -> str:
    direction = words.DIRECTIONS[rating.direction]
    return f"E{rating.level} {words.LEVELS[rating.level]}, {direction}, {words.LABELS[rating.label].name}"


def _moved(before: Rating, after: Rating) -> tuple[str, str]:
    """What moved most, and in brackets what moved with it."""
    moves = []
    if before.level != after.level:
        moves.append(f"E{before.level} → E{after.level}")
    if before.label != after.label:
        moves.append(f"{words.LABELS[before.label].name} → {words.LABELS[after.label].name}")
    if before.direction != after.direction:
        moves.append(f"{words.DIRECTIONS[before.direction]} → {words.DIRECTIONS[after.direction]}")
    moves += [f"flagged “{words.FLAGS[flag]}”" for flag in after.flags if flag not in before.flags]
    moves += [f"no longer flagged “{words.FLAGS[flag]}”" for flag in before.flags if flag not in after.flags]
    stays = [] if before.level != after.level else [f"still E{after.level}"]
    rest = "; ".join((*moves[1:], *stays))
    return moves[0], f" ({rest})" if rest else ""


_CAUSES = {
    "practice_added": "the practice {practice} was added to it", "practice_removed": "the practice {practice} left it",
    "study_added": "the study {study} was added", "study_removed": "the study {study} was removed",
    "outcome_added": "an outcome was added{where}", "outcome_removed": "an outcome was removed{where}",
    "interval_came": "an interval is known now{where}", "interval_went": "its interval is gone{where}",
    "measure": "the measure itself was changed", "other": "something else in the record differs",
}  # fmt: skip
_VALUES = {"counts": "counts", "proportions": "shares", "means": "means", "": "values"}
_GIVEN = {
    "value_given": "{values}", "effect_given": "a reported effect", "before_given": "{values} from before",
    "comparison_given": "comparison {values}",
}  # fmt: skip
_HOLDS = {
    "full_text": ("its source was read in full", "its source no longer counts as read in full"),
    "place_bound": ("it is now said to work on places", "it is no longer said to work on places"),
    "same_trial": ("it is now said to report the trial of another study", "it counts as a trial of its own now"),
    "disputed": ("sources are said to disagree on it", "sources are no longer said to disagree on it"),
}
_NAMES = {
    "design": "the design", "points_before": "the number of points before the change", "units_randomised": "the number of units drawn by lot",
    "follow_up_months": "the months of follow-up", "comparison_alike": "the fact “comparison alike”",
    "independent": "the fact “independent”", "attrition_under_20_percent": "the fact “attrition under 20 percent”",
    "displacement_checked": "the fact “displacement checked”", "systematic": "the fact “systematic”", "pooled": "the fact “pooled”",
    "controlled": "the number of controlled studies", "randomised": "the number of randomised studies", "subgroup": "the subgroup",
    "places": "the places of the study", "data_source": "where it was recorded", "year": "the year of its sources",
}  # fmt: skip


def cause(reason: Reason, quote: Quote, several: bool) -> str:
    where = _where(reason, quote, several)
    if reason.kind == "effect":
        return f"its effect was {_effect_words(reason.before)} and is {_effect_words(reason.after)}{where}"
    if reason.kind != "fact":
        return _CAUSES[reason.kind].format(practice=quote(reason.practice), study=quote(reason.study), where=where)
    if reason.name in _GIVEN:
        given = _GIVEN[reason.name].format(values=_VALUES[reason.values])
        verb = "was" if given.startswith("a ") else "were"
        return f"{given} {verb} {'added' if reason.after else 'removed'}{where}"
    if reason.name in _HOLDS:
        return f"{_HOLDS[reason.name][0 if reason.after else 1]}{where}"
    name = _NAMES.get(reason.name, reason.name.replace("_", " "))
    return f"{name} changed from {_fact(reason.before, quote)} to {_fact(reason.after, quote)}{where}"


def _where(reason: Reason, quote: Quote, several: bool) -> str:
    place = "/".join(quote(part) for part in (reason.practice, reason.study, reason.outcome) if part)
    return f" ({place})" if several and place else ""


def _fact(value: Any, quote: Quote) -> str:
    if value is None or value in ("", ()):
        return "not given"
    if isinstance(value, tuple):
        return ", ".join(quote(str(item)) for item in value)
    if isinstance(value, int | float):
        return _exact(value)
    return "not seen" if value == "not_seen" else quote(str(value))


# Figures


def _effect(change: EffectChange, quote: Quote) -> str:
    name = "/".join(quote(part) for part in (change.study, change.outcome) if part)
    label = f"effect {name} ({quote(change.label)})"
    if change.before and change.after:
        return f"{label}: {_effect_words(change.before)} → {_effect_words(change.after)}"
    return f"{label}: {'added' if change.after else 'removed'}, {_effect_words(change.after or change.before)}"


def _effect_words(effect: Effect | None) -> str:
    return effect_told(effect).words if effect else "not given"


def _figure_change(change: FigureChange, quote: Quote) -> str:
    if change.before and change.after:
        return f"{_figure(change.before, quote)} → {_figure(change.after, quote)}"
    found = change.after or change.before
    return f"{_figure(found, quote) if found else ''} {'added' if change.after else 'removed'}"


def _figure(figure: Figure, quote: Quote) -> str:
    return f"{_exact(figure.value)} {quote(figure.unit)}".rstrip()


def _exact(value: float) -> str:
    """Every digit, for a change in the last one is a change."""
    return f"{value:,}" if isinstance(value, int) else f"{value:,.15g}"


# Indicators


UNREAD: frozenset[State] = frozenset({"unreadable", "readable"})
"""States in which one side could not be read: what differs is not known, which is not the same as gone."""
UNKNOWN = "which of its figures differ is seen when both sides can be read"


def _indicator(change: IndicatorChange, quote: Quote) -> Iterator[Line]:
    counts = ", ".join(f"{words.count(len(rows), 'row')} {name}" for name, rows in by_state(change) if rows)
    said = f": {counts}" if counts else ""
    if change.state in UNREAD:
        yield 1, f"indicator {quote(change.id)} ({quote(change.title)}): {_STATES[change.state]}; {UNKNOWN}"
        return
    yield 1, f"indicator {quote(change.id)} ({quote(change.title)}): {_STATES[change.state]}{said}"
    for name, rows in by_state(change):
        yield from ((2, _row(row, quote)) for row in rows[:EXAMPLES])
        if len(rows) > EXAMPLES:
            yield 2, f"and {words.number(len(rows) - EXAMPLES)} more {name}"
    if change.fields:
        yield 2, f"parts that differ: {', '.join(name.replace('_', ' ') for name in change.fields)}"


def by_state(change: IndicatorChange) -> tuple[tuple[str, tuple[RowChange, ...]], ...]:
    return ("added", change.added), ("changed", change.changed), ("removed", change.removed)


def _row(change: RowChange, quote: Quote) -> str:
    before, after = change.before, change.after
    row = after or before
    assert row is not None
    name = quote(" ".join((row.place, str(row.year), *row.cut)))
    if before and after:
        return f"{name}: {_cell(before, before != after and before.value == after.value, quote)} → {_cell(after, before.value == after.value, quote)}"
    return f"{name}: {_cell(row, False, quote)} {'added' if after else 'removed'}"


def _cell(row: Observation, whole: bool, quote: Quote) -> str:
    """The value of a row; with its status and note when the value is not what differs."""
    more = ", ".join(part for part in (row.status, row.note) if part) if whole else ""
    return f"{_exact(row.value)}{f' ({quote(more)})' if more else ''}"
