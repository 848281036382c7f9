"""The rating of a draft in the browser: what `beacon rate` says of every record and of hundreds of variants, and no fault of a draft stops it."""

import json
import random
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pydantic import BaseModel, ValidationError

from generator.analysis.lift import SENTENCES
from generator.analysis.rules import RULES
from generator.catalog import Catalog
from generator.exports.rating import Kind, rated
from generator.exports.tables import NO_EFFECT, READ, TOLD
from generator.load import load
from generator.model.approach import Approach
from generator.model.outcome import Outcome
from generator.model.practice import Practice, Record
from generator.model.study import Study, SystematicReview
from generator.reading import strict_yaml
from generator.reading.records import Entry
from tests.browser_tests.test_rating import alike
from tests.support import OWN_DAY, ROOT, as_json, as_read
from tests.variants import Data, variants

VARIANTS: Mapping[Kind, int] = {"practice": 400, "approach": 160}
HALF_FILLED = 500
QUICK = 50
"""Milliseconds that one rating may take."""
MODELS: Mapping[Kind, type[Record]] = {"practice": Practice, "approach": Approach}
EVALUATE = """async ([origin, today, practices, cases]) => {
  const { rateDraft } = await import(`${origin}/assets/js/draft_rating.js`);
  const read = async (name) => (await fetch(`${origin}/how-we-rate/${name}.json`)).json();
  const [rules, tables] = [await read("rules"), await read("tables")];
  return cases.map(({ kind, id, draft, tried }) => {
    const beside = { id, kind, practices: tried.map((one) => ({ id: one, record: practices[one] })) };
    const begun = performance.now();
    try {
      const rated = rateDraft(rules, tables, draft, today, beside);
      return { rated, time: performance.now() - begun };
    } catch (error) {
      return { thrown: `${error.stack}` };
    }
  });
}"""


@dataclass(frozen=True)
class Case:
    """A draft, and the record that Python rates in its place: the same, or what can be rated of it."""

    kind: Kind
    id: str
    draft: Any
    sound: Data
    removed: tuple[str | int, ...] | None = None
    """Path of the part of the draft that can not be rated."""


@dataclass(frozen=True)
class Answer:
    """What Python says of a case, what the browser says, and how long it took, in milliseconds."""

    case: Case
    expected: Any
    found: Any
    thrown: str
    time: float


@dataclass(frozen=True)
class Compared:
    """All answers, by where their cases come from."""

    records: list[Answer]
    variants: list[Answer]
    half_filled: list[Answer]


def drafts_of(catalog: Catalog, kind: Kind) -> Mapping[str, Data]:
    """All records of a kind as they stand in their files."""
    return {id: as_json(strict_yaml.load((ROOT / e.path).read_bytes())) for id, e in catalog.of(kind).items()}


def read_only(kind: Kind, draft: Data) -> Data:
    """The draft without long texts that no rating reads."""
    return {name: value for name, value in draft.items() if name in READ[kind.capitalize()]}


def by_python(catalog: Catalog, case: Case) -> Any:
    """As `beacon rate --format json` prints it."""
    record = MODELS[case.kind].model_validate(as_read(case.sound))
    entry: Any = Entry(case.id, catalog.of(case.kind)[case.id].path, record)
    one = {case.id: entry}
    changed = replace(catalog, practices=one) if case.kind == "practice" else replace(catalog, approaches=one)
    return json.loads(json.dumps(asdict(rated(changed, case.kind, case.id))))


# Half-filled drafts

WRONG: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    1e6,
    "",
    "many",
    "yes",
    "2016-13",
    [],
    {},
    ["x"],
    [None],
    {"low": 3, "high": 1},
)
SOURCES: Mapping[str, type[BaseModel]] = {"studies": Study, "reviews": SystematicReview}


def half_filled(records: Mapping[str, Data], kind: Kind, amount: int, seed: int) -> Iterator[Case]:
    """Records with one field gone or of the wrong type, somewhere in a study, a review or an outcome."""
    chance = random.Random(seed)  # noqa: S311 cases, not secrets
    ids = sorted(id for id, record in records.items() if any(s.get("outcomes") for s in _sources(record)))
    for _ in range(amount):
        id = chance.choice(ids)
        draft = deepcopy(records[id])
        name, at = chance.choice([(n, i) for n in SOURCES for i, s in enumerate(draft.get(n, ())) if s.get("outcomes")])
        source = draft[name][at]
        if chance.random() < 0.35:
            _spoil(chance, source, READ[SOURCES[name].__name__])
            yield _case(kind, id, draft, (name, at), SOURCES[name], {**source, "outcomes": ()})
        else:
            place = chance.randrange(len(source["outcomes"]))
            outcome = source["outcomes"][place]
            values = [outcome[v] for v in ("counts", "proportions", "means", "reported") if outcome.get(v)]
            inner = [v["uncertainty"] for v in values if v.get("uncertainty")]
            spoilt = chance.choice([outcome, *values * 2, *inner * 2])
            _spoil(chance, spoilt, READ["Outcome"] if spoilt is outcome else list(spoilt))
            yield _case(kind, id, draft, (name, at, "outcomes", place), Outcome, outcome)


def _sources(draft: Data) -> list[Data]:
    return [*draft.get("studies", ()), *draft.get("reviews", ())]


def _spoil(chance: random.Random, group: Data, fields: Any) -> None:
    field = chance.choice([name for name in fields if name != "outcomes"])
    if chance.random() < 0.4:
        group.pop(field, None)
    else:
        group[field] = deepcopy(chance.choice(WRONG))


def _case(kind: Kind, id: str, draft: Data, path: tuple[Any, ...], model: type[BaseModel], part: Data) -> Case:
    """The case, with the spoilt part taken out of what Python rates if the model refuses it for what a rating reads."""
    told = {name: "x" for name in ("title", *TOLD) if name not in part and name in model.model_fields}
    try:
        model.model_validate(as_read({**part, **told}))
        removed = None
    except ValidationError:
        removed = path
    sound = deepcopy(draft)
    around, last = _at(sound, path[:-1]), path[-1]
    if removed:
        del around[last]
    else:
        around[last] |= {name: "" if name in TOLD else "x" for name in told}
    return Case(kind, id, read_only(kind, draft), sound, removed)


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def without_a_field(records: Mapping[str, Data], kind: Kind) -> Iterator[Case]:
    """A record that lacks one of the fields that each must have; its rating does not, but for its places and sources."""
    id = max(records, key=lambda one: len(records[one].get("studies", ())))
    for name, field in MODELS[kind].model_fields.items():
        if field.is_required() and name not in {"places", "citations"}:
            yield Case(kind, id, {key: value for key, value in records[id].items() if key != name}, records[id])


@pytest.fixture(scope="module")
def compared(browser: Browser, origin: str) -> Compared:
    """Everything in one go, with the tables of the site."""
    catalog = load(ROOT, OWN_DAY).catalog
    drafts: Mapping[Kind, Mapping[str, Data]] = {kind: drafts_of(catalog, kind) for kind in MODELS}
    records = [Case(kind, id, draft, draft) for kind, found in drafts.items() for id, draft in found.items()]
    varied = [
        Case(kind, id, read_only(kind, draft), draft)
        for kind, amount in VARIANTS.items()
        for id, draft in variants(drafts[kind], MODELS[kind], catalog.measures, amount, seed=20261123)
    ]
    half = [case for kind, found in drafts.items() for case in half_filled(found, kind, HALF_FILLED // 2, seed=7)]
    half += [case for kind, found in drafts.items() for case in without_a_field(found, kind)]
    cases = [*records, *varied, *half]
    tried = {
        approach: [id for id, e in catalog.practices.items() if approach in e.record.approaches and e.record.status == "published"]
        for approach in catalog.approaches
    }  # fmt: skip
    told = [
        {"kind": c.kind, "id": c.id, "draft": c.draft, "tried": tried[c.id] if c.kind == "approach" else []}
        for c in cases
    ]
    practices = {
        id: {**read_only("practice", draft), "title": draft["title"]} for id, draft in drafts["practice"].items()
    }
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/how-we-rate/")
    found = page.evaluate(EVALUATE, [origin, OWN_DAY.isoformat(), practices, told])
    context.close()
    answers = [
        Answer(case, by_python(catalog, case), one.get("rated"), one.get("thrown", ""), one.get("time", 0.0))
        for case, one in zip(cases, found, strict=True)
    ]
    first, second = len(records), len(records) + len(varied)
    return Compared(answers[:first], answers[first:second], answers[second:])


def differing(answers: list[Answer]) -> list[Any]:
    """The first cases in which the two differ, with what each says."""
    return [(a.case.kind, a.case.id, a.thrown, a.expected, a.found) for a in answers if not alike(a.expected, a.found)][
        :2
    ]


def test_every_record_is_rated_alike(compared: Compared) -> None:
    """Labels, levels, directions, flags, effects, intervals, rules, words and lifts, of practices and approaches."""
    assert {answer.case.kind for answer in compared.records} == {"practice", "approach"}
    assert [a.case.id for a in compared.records if a.found["left_out"]] == []
    assert differing(compared.records) == []


def test_variants_are_rated_alike(compared: Compared) -> None:
    """With facts dropped, designs, values, sources and dates changed, studies told twice, reviewers' decisions."""
    assert len(compared.variants) == sum(VARIANTS.values())
    assert differing(compared.variants) == []


def test_the_cases_reach_all_there_is(compared: Compared) -> None:
    """So that agreement is not that of a few paths: every rule, label, flag, lift, scale and certainty."""
    ratings = [rating for answer in compared.variants for rating in answer.expected["ratings"]]
    effects = [outcome["effect"] for rating in ratings for outcome in rating["outcomes"]]

    assert {rule for rating in ratings for rule in rating["trail"]} == set(RULES) - {"C0"}
    assert {rating["lift"]["fact"] for rating in ratings if rating["lift"]} == set(SENTENCES)
    assert len({rating["label"] for rating in ratings}) == 13
    assert len({flag for rating in ratings for flag in rating["flags"]}) == 9
    assert {effect["scale"] for effect in effects} == {
        "ratio",
        "percent",
        "points",
        "difference",
        "standardised",
        "words",
    }
    assert {effect["certainty"] for effect in effects} == {
        "interval",
        "bound",
        "significant",
        "not_significant",
        "none",
    }
    assert len({effect["reason"] for effect in effects}) == 13


def test_no_half_filled_draft_stops_it(compared: Compared) -> None:
    """Whatever is missing or of the wrong type, there is a rating of the rest, and it is that of the rest."""
    assert [answer.thrown for answer in compared.half_filled if answer.thrown] == []
    assert differing(compared.half_filled) == []


def test_what_is_left_out_is_named(compared: Compared) -> None:
    """What the models refuse is left out, with its path and the reason; what they accept is not."""
    spoilt = [answer for answer in compared.half_filled if answer.case.removed]

    assert len(spoilt) > HALF_FILLED // 4
    for answer in spoilt:
        removed = answer.case.removed or ()
        named = [fault for fault in answer.found["left_out"] if tuple(fault["path"][: len(removed)]) == removed]
        assert named, (answer.case.id, removed, answer.found["left_out"])
        assert all(fault["why"] for fault in named)


def test_the_words_are_those_of_the_build(page: Page, origin: str) -> None:
    """With the place of each fault in the file, and each field as the build names it."""
    sourced: Data = {"cite": ["a"]}
    result = {**sourced, "measure": "robbery", "orientation": "after_vs_before", "counts": {"before": 30, "after": 20}}
    studies = [
        {**sourced, "id": "no-design"},
        {**sourced, "id": "told", "design": "process-study", "outcomes": [result]},
        {**sourced, "id": "half", "design": "before-after", "outcomes": [{**result, "counts": {"before": 3}}, result]},
    ]
    draft = {"place_bound": 7, "citations": [{"id": "a", "read": "abstract"}], "studies": studies}
    page.goto(f"{origin}/how-we-rate/")

    case = {"kind": "practice", "id": "", "draft": draft, "tried": []}
    rated_draft = page.evaluate(EVALUATE, [origin, OWN_DAY.isoformat(), {}, [case]])[0]["rated"]

    assert [(fault["path"], fault["why"]) for fault in rated_draft["left_out"]] == [
        (["place_bound"], '7 is not one of the values of "place_bound"'),
        (["studies", 0, "design"], '"studies.design" is required'),
        (["studies", 2, "outcomes", 0, "counts", "after"], '"studies.outcomes.counts.after" is required'),
        (["studies", 1, "design"], NO_EFFECT),
    ]
    assert [(rating["measure"], len(rating["outcomes"])) for rating in rated_draft["ratings"]] == [("robbery", 1)]


ODD = """async ([origin, today]) => {
  const { rateDraft } = await import(`${origin}/assets/js/draft_rating.js`);
  const read = async (name) => (await fetch(`${origin}/how-we-rate/${name}.json`)).json();
  const [rules, tables] = [await read("rules"), await read("tables")];
  const odd = [undefined, null, NaN, Infinity, 0, "", "text", true, [], [null], {}, { studies: null }, { studies: [null, 3, "x", [], {}] },
    { studies: [{ outcomes: [null, {}] }], citations: "x", lowered: {}, disagreements: [1], places: 4, place_bound: 2, reviews: [{}] },
    { studies: [{ id: "a", design: "constructor", cite: [], outcomes: [{ measure: "constructor", counts: { after: NaN } }] }] }];
  return odd.flatMap((draft) => ["practice", "approach"].map((kind) => rateDraft(rules, tables, draft, today, { kind }).ratings.length));
}"""


def test_anything_can_be_asked(page: Page, origin: str) -> None:
    """What is no record at all has no rating."""
    page.goto(f"{origin}/how-we-rate/")

    assert set(page.evaluate(ODD, [origin, OWN_DAY.isoformat()])) == {0}


def test_a_rating_is_there_as_one_types(compared: Compared) -> None:
    """The usual record takes a small part of what a person notices."""
    assert median(answer.time for answer in compared.records) < QUICK


def test_it_is_loaded_only_where_it_is_needed(page: Page, origin: str) -> None:
    """A record page asks for none of it, and the calculator for no more than it uses."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))

    page.goto(f"{origin}/practices/kampala-sasa/", wait_until="networkidle")
    page.goto(f"{origin}/how-we-rate/", wait_until="networkidle")

    assert "rules.json" in asked
    assert {"draft_rating.js", "evidence.js", "lift.js", "schema_check.js", "tables.json"}.isdisjoint(asked)
