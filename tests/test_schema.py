"""The JSON Schemas and the models: they accept and refuse the same records, but for what no schema can say, which is listed."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from generator.catalog import Catalog
from generator.load import load
from generator.model.fields import RefTo, TermOf
from generator.model.walk import leaves
from generator.schema import LISTED, RECORDS, schema
from tests.mutants import MISTAKES, Case, mutants, real
from tests.support import OWN_DAY, ROOT, as_read

EACH = 40
"""Mutations of every record."""
BEYOND_SCHEMA = {
    "no such day in the calendar": "whether February has a 30th day is a sum, not a pattern",
    "the lower end of an interval": "a schema compares no number with another; ours says it in x-ascending",
    "the effect lies inside its own": "the same",
}
"""What the models refuse and a plain reader of schemas cannot: how the words begin, and why. The browser is told of all."""


class Verdict(NamedTuple):
    """What the model and then the lists of terms and records say of a case: nothing, when it is sound."""

    faults: tuple[str, ...]
    unknown: tuple[str, ...]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The repository's own records."""
    return load(ROOT, OWN_DAY).catalog


@pytest.fixture(scope="module")
def cases() -> Sequence[Case]:
    """Every record of the repository, and forty mutations of each."""
    chance = random.Random(20261123)  # noqa: S311 cases, no secrets
    return [one for case in real() for one in (case, *mutants(case, chance, EACH))]


@pytest.fixture(scope="module")
def judged(catalog: Catalog, cases: Sequence[Case]) -> Sequence[tuple[Case, Verdict, bool]]:
    """Each case with what the models say, and whether its schema accepts it."""
    validators: Mapping[str, Any] = {kind: Draft202012Validator(schema(kind, catalog)) for kind in RECORDS}
    return [(case, verdict(catalog, case), validators[case.kind].is_valid(case.record)) for case in cases]


def verdict(catalog: Catalog, case: Case) -> Verdict:
    """What the model refuses; and, of a record whose shape is sound, terms and records that are not in their list."""
    try:
        record = RECORDS[case.kind].model_validate(as_read(case.record))
    except ValidationError as error:
        return Verdict(tuple(detail["msg"].removeprefix("Value error, ") for detail in error.errors()), ())
    return Verdict((), tuple(str(leaf.value) for leaf in leaves(record, (RefTo, TermOf)) if not _listed(catalog, leaf)))


def _listed(catalog: Catalog, leaf: Any) -> bool:
    if isinstance(leaf.marker, TermOf):
        return leaf.value in catalog.vocabularies[leaf.marker.vocabulary].terms
    return leaf.marker.kind not in LISTED or leaf.value in catalog.of(leaf.marker.kind)


def test_schemas_and_models_agree(judged: Sequence[tuple[Case, Verdict, bool]]) -> None:
    """An editor underlines what the build refuses, and nothing else."""
    other = [
        (case.id, said, accepted)
        for case, said, accepted in judged
        if accepted != (said == ((), ())) and not (accepted and all(_is_beyond(fault) for fault in said.faults))
    ]

    assert other == []


def test_what_no_schema_can_say_is_all_met(judged: Sequence[tuple[Case, Verdict, bool]]) -> None:
    """No exception stands in the list that nothing needs."""
    met = {words for case, said, accepted in judged if accepted for fault in said.faults for words in BEYOND_SCHEMA if fault.startswith(words)}  # fmt: skip

    assert met == set(BEYOND_SCHEMA)


def test_the_cases_are_wide(judged: Sequence[tuple[Case, Verdict, bool]]) -> None:
    """Every kind of record and every mistake is refused at times and accepted at times; every real record is accepted."""
    seen = Counter((case.id.rpartition("-")[2], said == ((), ())) for case, said, _ in judged if "/" in case.id)
    sound = [(case.id, said) for case, said, _ in judged if "/" not in case.id and said != ((), ())]

    assert sound == []
    assert {name for name, ok in seen if not ok} == {mistake.__name__ for mistake in MISTAKES}
    assert {name for name, ok in seen if ok} >= {m.__name__ for m in MISTAKES} - {"extra_field"}
    assert {case.kind for case, said, _ in judged if said.faults} == set(RECORDS)
    assert sum(1 for _, said, _ in judged if said.unknown) > 100


def _is_beyond(fault: str) -> bool:
    return fault.startswith(tuple(BEYOND_SCHEMA))
