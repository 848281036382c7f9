"""What a proposal changes: every change is told at its place, nothing else is, and what is keyed is matched by its key."""

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.browser_tests.modules import Ask, asking
from tests.browser_tests.test_yaml import as_javascript
from tests.mutants import mutants, real

EACH = 6
"""Mutations of every record."""


class Told(NamedTuple):
    """Two records and what is told of their difference."""

    before: Any
    after: Any
    changes: Sequence[dict[str, Any]]


@pytest.fixture(scope="module")
def asked(browser: Browser, origin: str) -> Iterator[Ask]:
    """Asks the module for something."""
    with asking(browser, origin, "changes") as ask:
        yield ask


def tell(ask: Ask, *pairs: tuple[Any, Any]) -> list[list[dict[str, Any]]]:
    """What is told of each pair, in one evaluation."""
    found: list[list[dict[str, Any]]] = ask(
        "({ changes }, pairs) => pairs.map(([one, other]) => changes(one, other))", pairs
    )
    return found


@pytest.fixture(scope="module")
def all_told(asked: Ask) -> Sequence[Told]:
    """Practices, approaches and stories against themselves and against mutations of them, and back."""
    chance = random.Random(3)  # noqa: S311 cases, no secrets
    pairs: list[tuple[Any, Any]] = []
    for case in real():
        if case.kind in ("practice", "approach", "city"):
            pairs.append((case.record, case.record))
            for other in mutants(case, chance, EACH):
                pairs += [(case.record, other.record), (other.record, case.record)]
    return [Told(*pair, found) for pair, found in zip(pairs, tell(asked, *pairs), strict=True)]


def says(value: Any) -> Any:
    """A record without what says nothing."""
    if isinstance(value, dict):
        return {
            key: says(inner) for key, inner in value.items() if says(inner) not in (None, "", [], {}) or inner is False
        }
    return (
        [says(inner) for inner in value if says(inner) not in (None, "", [], {})] if isinstance(value, list) else value
    )


def exact(value: Any) -> str:
    """A value as text that tells 1 from true, and not 1 from 1.0."""
    return json.dumps(as_javascript(value), sort_keys=True)


def found_at(record: Any, path: Sequence[str | int]) -> Any:
    """The value at a path whose steps are names, numbers and ids."""
    for step in path:
        if isinstance(record, list) and isinstance(step, str):
            record = next(item for item in record if item["id"] == step)
        else:
            record = record[step]
    return record


def test_every_difference_is_told_and_nothing_else(all_told: Sequence[Told]) -> None:
    """No change between records that say the same, some between any others."""
    other = [told for told in all_told if (exact(says(told.before)) == exact(says(told.after))) != (not told.changes)]

    assert other[:2] == []
    assert sum(1 for told in all_told if told.changes) > 1000


def test_every_change_stands_at_its_place(all_told: Sequence[Told]) -> None:
    """What it says is new is in the new record there, what was taken away in the old one; each place is told once."""
    for told in all_told:
        before, after = says(told.before), says(told.after)
        for change in told.changes:
            if "after" not in change:
                assert exact(found_at(before, change["path"])) == exact(change["before"])
            elif not (
                isinstance(change["after"], list)
                and change["after"]
                and isinstance(found_at(after, change["path"])[0], dict)
            ):
                assert exact(found_at(after, change["path"])) == exact(change["after"])
        places = [(tuple(change["path"]), "after" in change) for change in told.changes]
        assert len(set(places)) == len(places)


def test_one_mistake_is_few_changes(all_told: Sequence[Told]) -> None:
    """A word changed deep in a record is not told as a new record."""
    sizes = sorted(len(exact(told.changes)) / len(exact(told.before)) for told in all_told if told.changes)

    assert sizes[len(sizes) // 2] < 0.05
    assert max(len(told.changes) for told in all_told) < 40


STUDIES = [{"id": "a", "design": "x", "note": "n", "cite": ["k"]}, {"id": "b", "design": "y", "note": "m"}]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"title": "a"}, {"title": "b"}, [{"path": ["title"], "before": "a", "after": "b"}]),
        ({}, {"title": "b", "note": "", "limits": [], "equity": {"gains": [None]}}, [{"path": ["title"], "after": "b"}]),
        ({"averages": True, "n": 1}, {"averages": False, "n": 0}, [{"path": ["averages"], "before": True, "after": False}, {"path": ["n"], "before": 1, "after": 0}]),
        ({"n": 1}, {"n": "1"}, [{"path": ["n"], "before": 1, "after": "1"}]),
        ({"studies": STUDIES}, {"studies": [STUDIES[1]]}, [{"path": ["studies", "a"], "before": STUDIES[0]}]),
        ({"studies": STUDIES}, {"studies": [{"id": "new"}, *STUDIES]}, [{"path": ["studies", "new"], "after": {"id": "new"}}]),
        ({"studies": STUDIES}, {"studies": STUDIES[::-1]}, [{"path": ["studies"], "before": ["a", "b"], "after": ["b", "a"]}]),
        ({"studies": STUDIES}, {"studies": [STUDIES[0], {**STUDIES[1], "design": "z"}]}, [{"path": ["studies", "b", "design"], "before": "y", "after": "z"}]),
        ({"studies": STUDIES}, {"studies": [{**STUDIES[0], "id": "a-2014"}, STUDIES[1]]}, [{"path": ["studies", "a-2014", "id"], "before": "a", "after": "a-2014"}]),
        ({"limits": ["one", "two", "three"]}, {"limits": ["one", "three"]}, [{"path": ["limits", 1], "before": "two"}]),
        ({"limits": ["one", "three"]}, {"limits": ["one", "two", "three"]}, [{"path": ["limits", 1], "after": "two"}]),
        ({"limits": ["one", "two", "three"]}, {"limits": ["one", "2", "three", "four"]}, [{"path": ["limits", 1], "before": "two", "after": "2"}, {"path": ["limits", 3], "after": "four"}]),
        ({"themes": ["a", "b"]}, {"themes": ["b", "a"]}, [{"path": ["themes"], "before": ["a", "b"], "after": ["b", "a"]}]),
        ({"scale": [{"what": "x", "value": 1}, {"what": "y", "value": 2}]}, {"scale": [{"value": 1, "what": "x"}, {"what": "y", "value": 3}]}, [{"path": ["scale", 1, "value"], "before": 2, "after": 3}]),
        (None, None, []),
        ({"__proto__": "a", "constructor": "b"}, {"constructor": "c"}, [{"path": ["constructor"], "before": "b", "after": "c"}, {"path": ["__proto__"], "before": "a"}]),
    ],
)  # fmt: skip
def test_a_change_is_told_in_the_least_words(asked: Ask, before: Any, after: Any, expected: Any) -> None:
    """Keyed things by their key, texts beside the text they replace, order as order."""
    text = "({ changes }, [before, after]) => changes(JSON.parse(before), JSON.parse(after))"

    assert asked(text, [json.dumps(before), json.dumps(after)]) == expected
