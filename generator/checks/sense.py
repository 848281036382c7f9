"""Rules on what a record says as a whole: dates in order, someone in charge, duties kept."""

from collections.abc import Iterator
from datetime import date
from math import exp

from generator.analysis.effect import Effect, contradiction, natural
from generator.checks.reviewing import review_days
from generator.checks.subject import Finding, Subject
from generator.embeds import chart_faults
from generator.model.city import City
from generator.model.framework import Framework
from generator.model.lesson import Lesson
from generator.model.practice import Practice
from generator.problem import nearest
from generator.standing import strength_of_city
from generator.text import charts


def date_out_of_order(subject: Subject) -> Iterator[Finding]:
    """An end before its start, a milestone out of order, a step of the review before the one it follows, or a day in the future."""
    record, path = subject.entry.record, subject.entry.path
    spans: list[tuple[tuple[str | int, ...], str | None, str | None]] = [
        ((), getattr(record, "start", None), getattr(record, "end", None))
    ]
    spans += [(("studies", i), s.start, s.end) for i, s in enumerate(getattr(record, "studies", ()))]
    for at, start, end in spans:
        if start and end and end < start[: len(end)]:
            yield Finding(path, f"it ends ({end}) before it starts ({start})", "exchange or correct them", (*at, "end"))
    if isinstance(record, City):
        for index, (before, after) in enumerate(zip(record.milestones, record.milestones[1:], strict=False), start=1):
            if after.date < before.date[: len(after.date)]:
                yield Finding(
                    path,
                    f"milestone {after.date} stands after {before.date}",
                    "put the milestones in the order of time",
                    ("milestones", index, "date"),
                )
    for name in ("created", "reviewed"):
        day: date | None = getattr(record, name, None)
        if day and day > subject.catalog.today:
            yield Finding(path, f"{name} {day} lies in the future", f"today is {subject.catalog.today}", (name,))
    if getattr(record, "reviewed", None) and record.reviewed < record.created:
        yield Finding(
            path,
            f"it was reviewed ({record.reviewed}) before it was begun ({record.created})",
            "correct one of them",
            ("reviewed",),
        )
    yield from review_days(subject)
    for index, citation in enumerate(getattr(record, "citations", ())):
        if citation.year and citation.year > subject.catalog.today.year:
            yield Finding(
                path,
                f"a source from {citation.year} lies in the future",
                f"today is {subject.catalog.today}",
                ("citations", index, "year"),
            )


def lead_actor(subject: Subject) -> Iterator[Finding]:
    """A practice names who leads it: one of its actors has the part `lead`."""
    if isinstance(subject.entry.record, Practice) and not any(
        actor.part == "lead" for actor in subject.entry.record.actors
    ):
        yield Finding(
            subject.entry.path, "no actor has the part lead", "give the organisation in charge: part: lead", ("actors",)
        )


def effect_against_values(subject: Subject) -> Iterator[Finding]:
    """A reported effect contradicts the counts, shares or means of its own row. One of them, or the contrast, is wrong."""
    for group in ("studies", "reviews"):
        for number, study in enumerate(getattr(subject.entry.record, group, ())):
            for index, outcome in enumerate(study.outcomes):
                if found := contradiction(outcome):
                    said, own = map(_change, found)
                    yield Finding(
                        subject.entry.path,
                        f"the reported effect is {said}, and the values beside it give {own}",
                        "check both against the source, and which way the contrast is to be read",
                        (group, number, "outcomes", index, "reported", "value"),
                    )


def _change(effect: Effect) -> str:
    """An effect as a change: -30%, or -6 points."""
    if effect.scale in {"ratio", "percent"}:
        return f"{100 * (exp(natural(effect.scale, effect.value or 0)) - 1):+.0f}%"
    return f"{effect.value:+.3g} {effect.scale}"


def withdrawn_without_reason(subject: Subject) -> Iterator[Finding]:
    """A withdrawn record keeps its page, with the reason; a reason is given for withdrawn records only."""
    record = subject.entry.record
    if getattr(record, "status", "") == "withdrawn" and getattr(record, "withdrawn", None) is None:
        yield Finding(
            subject.entry.path,
            "it is withdrawn and does not say why",
            "add withdrawn: with date and reason",
            ("status",),
        )
    if getattr(record, "withdrawn", None) is not None and record.status != "withdrawn":
        yield Finding(
            subject.entry.path,
            f'a reason for withdrawal stands beside the status "{record.status}"',
            "set status: withdrawn, or remove it",
            ("withdrawn",),
        )


def beacon_without_duty(subject: Subject) -> Iterator[Finding]:
    """A city has the role beacon only with something to teach that has a source (a manual, toolkit, course, visit or exchange) and a practice with a result of strength E2 or better, its own or that of its approach."""
    record, path = subject.entry.record, subject.entry.path
    if not isinstance(record, City) or "beacon" not in record.roles:
        return
    if not record.teaches:
        hint = "add teaches: with its source, or use the role documented"
        yield Finding(path, "a beacon without a teaching offer", hint, ("roles",))
    if strength_of_city(subject.catalog, record) < 2:
        hint = "enter the evaluation of a practice there, or use the role documented"
        yield Finding(path, "a beacon without a practice that is rated E2 or better", hint, ("roles",))


def guide_without_checklist(subject: Subject) -> Iterator[Finding]:
    """A guide of the Learn part ends in a checklist of steps that can be ticked on paper."""
    record = subject.entry.record
    if isinstance(record, Lesson) and record.kind == "guide" and not record.checklist:
        hint = "add checklist: with short steps, or use kind: topic"
        yield Finding(subject.entry.path, "a guide without a checklist", hint, ("kind",))


def part_of_nothing(subject: Subject) -> Iterator[Finding]:
    """A framework says that its parts stand below a term, and none of its tables holds that term."""
    record, held = subject.entry.record, subject.catalog.vocabularies
    if isinstance(record, Framework) and record.under:
        terms = [term for name in record.vocabularies if name in held for term in held[name].terms]
        if record.under not in terms and all(name in held for name in record.vocabularies):
            message = f'no term "{record.under}" in {", ".join(record.vocabularies)}'
            yield Finding(subject.entry.path, message, nearest(record.under, terms), ("under",))


def bad_chart(subject: Subject) -> Iterator[Finding]:
    """A chart block of a story is small YAML: `indicator`, `places`, and `mark` if wanted, all of them known."""
    for offset, content in charts(subject.entry.body) if subject.entry.body else ():
        for fault in chart_faults(content, subject.catalog):
            line = subject.entry.body_line + offset + fault.line
            yield Finding(subject.entry.path, fault.message, fault.hint, line=line, column=fault.column)
