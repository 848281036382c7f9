"""What other generators are given beside a record, because only Beacon computes it: ratings, phrases, order, plain words.

It is computed outside the timing, so the comparison is strict on Beacon: rating the evidence is counted for it alone.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator import engine
from generator.analysis.evidence import Rating, best_and_worst
from generator.analysis.figures import CITE_GROUP
from generator.engine import Drawn
from generator.load import load
from generator.model.practice import Practice
from generator.pages import words
from generator.pages.practices import by_evidence
from generator.pages.record import cite_text
from generator.pages.view import Library, View
from generator.reading.records import Entry
from generator.text import REFERENCE, to_plain

FIRST = 24
"""How many practices the page of a theme shows before it leads to the list."""
TIERS = (("harm", "Harm"), ("fear", "Fear and perception"), ("step", "Steps on the way"), ("output", "Things done"))


class Source:
    """A library that was read once, and what other generators are to be told of each of its practices."""

    def __init__(self, root: Path, work: Path, today: date) -> None:
        loaded = load(root, today)
        if loaded.problems:
            raise ValueError(f"{root}: {len(loaded.problems)} problems, the first: {loaded.problems[0]}")
        self.root = root
        self.drawn: Drawn = engine.draw(root, work)
        self.library = Library(loaded.catalog, self.drawn.settings)

    @cached_property
    def practices(self) -> Sequence[Entry[Practice]]:
        """The practices in the order in which lists show them."""
        return by_evidence(self.library, list(self.library.catalog.practices.values()))

    def record(self, entry: Entry[Practice]) -> Any:
        """The record as it was written, with its citations as links to the numbered list of sources."""
        data = yaml.load((self.root / entry.path).read_text(encoding="utf-8"), yaml.CSafeLoader)
        numbers = {c.id: n for n, c in enumerate(entry.record.citations, start=1)}
        return _linked(data, numbers, self.library.view(f"practices/{entry.id}/"))

    def computed(self, entry: Entry[Practice]) -> Mapping[str, Any]:
        """What the generator computes for the page of a practice: numbers of sources, ratings in words, how to cite it."""
        record, catalog = entry.record, self.library.catalog
        view = self.library.view(f"practices/{entry.id}/", record.citations)
        ratings = catalog.ratings[entry.id]
        found = best_and_worst(ratings)
        extremes = list(dict.fromkeys(r.measure for r in found)) if found else []
        told = {r.measure: _told(view, r) for r in ratings}
        shown = [told[m] for m in extremes]
        return {
            "numbers": {c.id: n for n, c in enumerate(record.citations, start=1)},
            "extremes": shown[:1] if len({r["label"] for r in shown}) < 2 else shown,
            "tiers": [
                {"title": title, "ratings": [told[r.measure] for r in ratings if r.tier == tier]}
                for tier, title in TIERS
                if any(r.tier == tier for r in ratings)
            ],
            "plot": [row for r in ratings for row in _plotted(r)],
            "place": " · ".join(view.place(p) for p in record.places),
            "region": [catalog.region(p) for p in record.places],
            "start": view.day(record.start) if record.start else "",
            "reviewed": view.day(record.reviewed) if record.reviewed else "",
            "cite": cite_text(view, record.title, f"practices/{entry.id}/", record.reviewed or record.created),
            "linked": [
                {"id": link.id, "title": link.title}
                for link in catalog.backlinks.get(("practice", entry.id), ())
                if link.kind == "practice"
            ],
            "found": " ".join(
                [
                    *(t["name"] for t in told.values()),
                    *(catalog.measures[m].synonyms for m in told),
                    to_plain(record.summary),
                ]
            ),
        }

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, str]]:
        """The titles of all terms, by vocabulary."""
        catalog = self.library.catalog
        found = {
            name: {id: term.title for id, term in vocabulary.terms.items()}
            for name, vocabulary in catalog.vocabularies.items()
        }
        return found | {"approaches": {id: e.record.title for id, e in catalog.approaches.items()}}


def _told(view: View, rating: Rating) -> dict[str, Any]:
    word, said = words.LABELS[rating.label], words.phrase(rating.lead.effect)
    name = view.title("measure", rating.measure)
    return {
        "name": name[:1].upper() + name[1:],
        "label": word.name, "mark": word.mark, "tone": word.tone, "meaning": word.meaning,
        "level": rating.level, "level_name": words.LEVELS[rating.level],
        "figure": said.figure, "range": said.range,
        "studies": words.count(len({row.trial for row in rating.rows}), "study", "studies"),
        "flags": [words.FLAGS[flag] for flag in rating.flags],
        "rows": [
            {
                "figure": words.phrase(row.effect).figure, "range": words.phrase(row.effect).range,
                "label": row.outcome.label, "period": row.outcome.period, "contrast": row.outcome.contrast,
                "counts": row.outcome.counts.model_dump(exclude_none=True) if row.outcome.counts else None,
                "cite": list(row.outcome.cite), "level": row.level, "level_name": words.LEVELS[row.level],
                "direction": words.DIRECTIONS[row.direction], "trail": ", ".join(row.trail),
            }
            for row in rating.rows
        ],
    }  # fmt: skip


def _plotted(rating: Rating) -> list[dict[str, Any]]:
    """Rows of the forest plot: those with an interval on a ratio scale."""
    tones = {"improved": "good", "worsened": "bad", "mixed": "mixed"}
    rows = [
        row
        for row in rating.rows
        if row.effect.scale in {"ratio", "percent"}
        and row.effect.value is not None
        and row.effect.low is not None
        and row.effect.high is not None
    ]
    return [
        {
            "name": row.outcome.label,
            "tone": tones.get(row.direction, "open"),
            **{
                end: _ratio(row.effect.scale, value)
                for end, value in (("value", row.effect.value), ("low", row.effect.low), ("high", row.effect.high))
            },
        }
        for row in rows
    ]


def _ratio(scale: str, value: float | None) -> float:
    assert value is not None
    return value if scale == "ratio" else max(0.01, 1 + value / 100)


def _linked(data: Any, numbers: Mapping[str, int], view: View) -> Any:
    """The same data with every citation group turned into links and every reference into an address."""
    if isinstance(data, dict):
        return {key: value if key == "cite" else _linked(value, numbers, view) for key, value in data.items()}
    if isinstance(data, list):
        return [_linked(value, numbers, view) for value in data]
    if not isinstance(data, str) or "[" not in data:
        return data
    text = re.sub(r"\]\((" + REFERENCE.pattern + r")\)", lambda m: f"]({view.link(m[2], m[3]) or '#'})", data)
    return re.sub(
        r"\s*" + CITE_GROUP.pattern,
        lambda m: cited([k.strip().removeprefix("@") for k in m[1].split(";")], numbers),
        text,
    )


def cited(keys: Sequence[str], numbers: Mapping[str, int]) -> str:
    """Numbers that lead to sources, as Beacon writes them."""
    links = ", ".join(f'<a href="#source-{key}" aria-label="source {numbers[key]}">{numbers[key]}</a>' for key in keys)
    return f'<sup class="cite">{links}</sup>'
