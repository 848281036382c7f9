"""The records of the repository as plain data, and seeded mutations of them: what a hand may do to a record by mistake."""

import copy
import json
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.load.folders import FOLDERS, REFERENCE_PACKAGES
from generator.reading import strict_yaml
from generator.reading.markdown_file import split
from tests.support import ROOT, as_json


class Case(NamedTuple):
    """A record, sound or not, of a kind; `id` says which, and what was done to it."""

    kind: str
    id: str
    record: Any


def real() -> Iterator[Case]:
    """Every record of the repository."""
    for folder in FOLDERS:
        for file in sorted((ROOT / folder.path).glob(folder.pattern)):
            source = file.read_bytes()
            data = split(source).data if file.suffix == ".md" else strict_yaml.load(source)
            yield Case(folder.kind, file.stem, as_json(data))
    for file in sorted((ROOT / "datasets").glob("*/datapackage.json")):
        if file.parent.name not in REFERENCE_PACKAGES:
            yield Case("indicator", file.parent.name, json.loads(file.read_text(encoding="utf-8"))["beacon"])


def mutants(case: Case, chance: random.Random, many: int) -> Iterator[Case]:
    """The record with one thing done to it, `many` times, each drawn anew. What cannot be done to it is left out."""
    for number in range(many):
        mistake = chance.choice(MISTAKES)
        record = copy.deepcopy(case.record)
        if mistake(record, chance):
            yield Case(case.kind, f"{case.id}/{number}-{mistake.__name__}", record)


Spot = tuple[Any, Any]
"""A group or list and the name or number of a value in it."""


def _spots(value: Any) -> Iterator[Spot]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from _spots(inner)


def _spot(record: Any, chance: random.Random, wanted: Callable[[Any], bool] = lambda _: True) -> Spot | None:
    """A value of the record: of any depth alike, not of any place, so that those near the top are drawn too."""
    found = [(group, key) for group, key in _spots(record) if wanted(group[key])]
    return chance.choice(found) if found else None


def _put(spot: Spot | None, value: Any) -> bool:
    if spot is None:
        return False
    spot[0][spot[1]] = value
    return True


def _groups(record: Any) -> list[dict[str, Any]]:
    inner = (group[key] for group, key in _spots(record))
    return [record, *(value for value in inner if isinstance(value, dict))]


def dropped(record: Any, chance: random.Random) -> bool:
    """A field or an item is not there."""
    if chance.random() < 0.5:
        del record[chance.choice(list(record))]
        return True
    spot = _spot(record, chance)
    if spot is None:
        return False
    del spot[0][spot[1]]
    return True


def wrong_type(record: Any, chance: random.Random) -> bool:
    """Another kind of value."""
    value = chance.choice([None, True, False, 7, -1, 2.5, 2014, "word", "", "12", [], {}, ["word"], [7], {"word": 1}])
    return _put((record, chance.choice(list(record))) if chance.random() < 0.4 else _spot(record, chance), value)


def out_of_range(record: Any, chance: random.Random) -> bool:
    """A number that nothing of the kind can be."""
    spot = _spot(record, chance, lambda v: isinstance(v, int | float) and not isinstance(v, bool))
    return _put(spot, chance.choice([-1, -0.5, 0, 0.05, 0.95, 1.5, 49, 100, 101, 1799, 2101, 10**9]))


def unknown_term(record: Any, chance: random.Random) -> bool:
    """A word that no list holds, or almost one of a list."""
    spot = _spot(record, chance, lambda v: isinstance(v, str) and " " not in v and len(v) > 2)
    if spot is None:
        return False
    word = spot[0][spot[1]]
    return _put(spot, chance.choice(["no-such-term", word[:-1], word.upper(), f"{word}s", f" {word}"]))


def extra_field(record: Any, chance: random.Random) -> bool:
    """A field that is not known here, is almost one that is, or is computed."""
    group = chance.choice(_groups(record))
    known = chance.choice([*group] or ["x"])
    group[chance.choice(["rating", "keywrods", "x", known[:-1] or "y", f"{known}s", "score"])] = "word"
    return True


def list_changed(record: Any, chance: random.Random) -> bool:
    """A list is emptied, or its first item stands there again."""
    spot = _spot(record, chance, lambda v: isinstance(v, list) and bool(v))
    if spot is None:
        return False
    items = spot[0][spot[1]]
    return _put(spot, chance.choice([[], [*items, items[0]]]))


def other_day(record: Any, chance: random.Random) -> bool:
    """A day, month or year that is none, or is one."""
    dates = {"created", "reviewed", "review_by", "date", "start", "end", "due", "search_until"}
    groups = [(group, key) for group in _groups(record) for key in group if key in dates]
    days = ["2026-02-30", "2024-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-2-3", "2026", 2026, 999, "0000",
            "2026-11", "2026-13", "22.11.2026", "2026-11-22T10:00", "２０２６", None, True]  # fmt: skip
    return _put(chance.choice(groups), chance.choice(days)) if groups else False


def other_id(record: Any, chance: random.Random) -> bool:
    """An id or an address that is none, or is one."""
    groups = [(group, key) for group in _groups(record) for key in group if key in {"id", "url", "doi", "currency"}]
    words = ["S1", "smith 2014", "a--b", "-a", "bogotá", "ok-2014", "https://example.org/a?b=c", "https://a b.org", "USD", "usd",
             "javascript:alert(1)", "https://localhost", "ftp://example.org", "10.1000/182", "10.1/x", "https://doi.org/10.1000/182"]  # fmt: skip
    return _put(chance.choice(groups), chance.choice(words)) if groups else False


OUTCOMES: tuple[Mapping[str, Any], ...] = (
    {"counts": {"after": 6, "before": 9}}, {"proportions": {"after": 30.0}}, {"means": {"after": {"mean": 2.5}}},
    {"counts": {"after": 6}, "proportions": {"after": 30}}, {"counts": None, "reported": None, "means": None, "proportions": None},
    {"counts": {"before": 99, "after": 12, "exposure_before": 29}}, {"counts": {"before": 99, "after": 12, "exposure_before": 29, "exposure_after": 6}},
    {"counts": {"after": 12, "comparison_after": 9, "exposure_after": 6, "comparison_exposure_after": None}},
    {"counts": {"before": None, "after": 12, "exposure_before": 29}}, {"proportions": {"after": 130}}, {"proportions": {"after": 13, "n_after": 0}},
    {"means": {"after": {"mean": 2.5, "sd": 0}}}, {"reported": {"kind": "words"}}, {"reported": {"kind": "words", "change": "fell"}},
    {"reported": {"kind": "words", "change": "fell", "value": 0.5}}, {"reported": {"kind": "words", "change": None}},
    {"reported": {"kind": "risk_ratio"}}, {"reported": {"kind": "risk_ratio", "value": None}}, {"reported": {"kind": "risk_ratio", "value": 0.5, "change": "fell"}},
    {"reported": {"kind": "odds_ratio", "value": 0}}, {"reported": {"kind": "difference", "value": -3}}, {"reported": {"kind": "strong", "value": 1}},
    {"reported": {"kind": "odds_ratio", "value": 0.5, "uncertainty": {"interval": {"low": 0, "high": 0.9}}}},
    {"reported": {"kind": "risk_ratio", "value": 0.4, "uncertainty": {"interval": {"low": 0.5, "high": 0.9}}}},
    {"reported": {"kind": "difference", "value": -0.4, "uncertainty": {"interval": {"low": -0.9, "high": -0.1}}}},
    {"reported": {"kind": "risk_ratio", "value": 0.6, "uncertainty": {"interval": {"low": 0.9, "high": 0.5}}}},
    {"reported": {"kind": "risk_ratio", "value": 0.6, "uncertainty": {"interval": {"low": 0.5, "high": 0.9, "level": 0.95}}}},
    {"reported": {"kind": "risk_ratio", "value": 0.6, "uncertainty": {"interval": {"low": 0.5, "high": 0.9, "level": 100}}}},
    {"reported": {"kind": "risk_ratio", "value": 0.6, "uncertainty": {"p": 1.2}}}, {"reported": {"kind": "risk_ratio", "value": 0.6, "uncertainty": {"p_below": 0}}},
    {"reported": {"kind": "words", "change": "rose", "uncertainty": {"interval": {"low": 3, "high": 2}, "bound": {"rules_out": "harm", "value": -1}}}},
)  # fmt: skip


def other_values(record: Any, chance: random.Random) -> bool:
    """An outcome with other values: sound ones, and those that contradict themselves."""
    outcomes = [group for group in _groups(record) if "orientation" in group]
    if not outcomes:
        return False
    outcome = chance.choice(outcomes)
    if chance.random() < 0.7:
        for name in ("counts", "proportions", "means", "reported"):
            outcome.pop(name, None)
    outcome.update(copy.deepcopy(chance.choice(OUTCOMES)))
    return True


PICTURE = {"file": "hall.jpg", "alt": "A lit hall.", "licence": "cc-by-4-0", "credit": "The city"}


def other_picture(record: Any, chance: random.Random) -> bool:
    """A picture: a sound one, and those that lack or hold what none may."""
    if "citations" not in record:
        return False
    odd = chance.choice(
        [
            {},
            {"alt": ""},
            {"file": "logo.svg"},
            {"file": "../x.jpg"},
            {"licence": "mine"},
            {"source": "x"},
            {"credit": None},
            {"size": 3},
        ]
    )
    record["images"] = [{**PICTURE, **odd}]
    return True


MISTAKES: tuple[Callable[[Any, random.Random], bool], ...] = (
    dropped, wrong_type, out_of_range, unknown_term, extra_field, list_changed, other_day, other_id, other_values, other_picture,
)  # fmt: skip
