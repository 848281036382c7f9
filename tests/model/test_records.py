"""The models: every field described once, every record frozen, nothing unknown accepted."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from generator.load import Loaded
from generator.model.approach import Approach
from generator.model.citation import Citation
from generator.model.city import City
from generator.model.fields import Prose, Shape
from generator.model.indicator import Indicator
from generator.model.measure import Measure
from generator.model.outcome import Counts, EffectKind, Interval, Outcome, Reported
from generator.model.partner import Partner
from generator.model.place import Place
from generator.model.practice import Practice
from generator.model.vocabulary import Term
from generator.model.walk import leaves
from tests.builders import outcome, practice, study
from tests.support import as_read

KINDS = (Practice, Approach, City, Partner, Indicator, Measure, Place, Term)


def models(kind: type[BaseModel], known: set[type[BaseModel]] | None = None) -> Iterator[type[BaseModel]]:
    """A model and every model inside it, each once."""
    known = set() if known is None else known
    if kind in known:
        return
    known.add(kind)
    yield kind
    for field in kind.model_fields.values():
        for inner in _inside(field.annotation):
            yield from models(inner, known)


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _inside(argument)


SHAPES = list(dict.fromkeys(model for kind in KINDS for model in models(kind)))
FIELDS = [
    pytest.param(model, name, field, id=f"{model.__name__}.{name}")
    for model in SHAPES
    for name, field in model.model_fields.items()
]


def adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    """What a field accepts, with its constraints."""
    field = model.model_fields[name]
    own = isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    return TypeAdapter(field.rebuild_annotation(), config=None if own else {"strict": True})


@pytest.mark.parametrize(("model", "name", "field"), FIELDS)
def test_every_field_is_described(model: type[BaseModel], name: str, field: FieldInfo) -> None:
    """Meaning, example and requirement level: form, template and reference page come from them."""
    assert model.model_fields[name] is field
    extra = field.json_schema_extra

    assert field.description and field.description.endswith((".", "?"))
    assert field.examples is not None and len(field.examples) == 1
    assert isinstance(extra, dict) and extra["requirement_level"] in {"required", "recommended", "optional"}
    assert (extra["requirement_level"] == "required") == field.is_required() or name == "caveats"


PLACEHOLDERS: tuple[object, ...] = ([], {}, "", {"office": "…"}, {"statement": "…"})


@pytest.mark.parametrize(("model", "name", "field"), FIELDS)
def test_every_example_is_accepted(model: type[BaseModel], name: str, field: FieldInfo) -> None:
    """A contributor who copies the example has no fault from it."""
    example = (field.examples or [None])[0]
    if example in PLACEHOLDERS:
        pytest.skip("an empty example stands for a list or group described elsewhere")

    adapter(model, name).validate_python(as_read(example))


BAD = [
    pytest.param(model, name, bad["value"], bad["reason"], id=f"{model.__name__}.{name}")
    for model in SHAPES
    for name, field in model.model_fields.items()
    if isinstance(field.json_schema_extra, dict)
    for bad in field.json_schema_extra.get("examples_bad", ())  # type: ignore[union-attr]
    if isinstance(bad, dict)
]


@pytest.mark.parametrize(("model", "name", "value", "reason"), BAD)
def test_every_bad_example_says_why(model: type[BaseModel], name: str, value: object, reason: str) -> None:
    """And is another than the good one."""
    assert reason.endswith(".")
    assert [value] != model.model_fields[name].examples


@pytest.mark.parametrize("model", SHAPES, ids=lambda model: model.__name__)
def test_every_model_says_what_it_is(model: type[BaseModel]) -> None:
    """Its docstring heads its part of the reference page."""
    assert model.__doc__ and model.__doc__.strip() != (Shape.__doc__ or "").strip()


@pytest.mark.parametrize("model", SHAPES, ids=lambda model: model.__name__)
def test_models_are_frozen_strict_and_closed(model: type[BaseModel]) -> None:
    """Nothing is added, changed or converted."""
    assert issubclass(model, Shape)
    assert (model.model_config.get("frozen"), model.model_config.get("strict"), model.model_config.get("extra")) == (
        True,
        True,
        "forbid",
    )


def test_a_record_cannot_be_changed() -> None:
    """Ratings are computed beside a record, never written into it."""
    record = practice(study())

    with pytest.raises(ValidationError, match="frozen"):
        record.title = "other"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="frozen"):
        record.studies[0].outcomes[0].label = "other"  # type: ignore[misc]


@pytest.mark.parametrize("where", ["top", "study", "outcome"])
def test_an_unknown_field_is_refused(where: str) -> None:
    """At every depth."""
    data = practice(study()).model_dump()
    target = {"top": data, "study": data["studies"][0], "outcome": data["studies"][0]["outcomes"][0]}[where]
    target["rating"] = "strong"

    with pytest.raises(ValidationError, match="extra_forbidden"):
        Practice.model_validate(data)


class TestOutcome:
    """One effect each."""

    @pytest.mark.parametrize("kind", get_args(EffectKind))
    def test_every_kind_of_effect(self, kind: str) -> None:
        """Figures have a value and words have a change."""
        values = {"change": "fell"} if kind == "words" else {"value": 0.8}

        assert outcome(reported={"kind": kind, **values}).reported is not None

    @pytest.mark.parametrize(
        "values",
        [
            {"counts": {"before": 9.0, "after": 6.0}}, {"proportions": {"after": 30.0}}, {"means": {"after": {"mean": 2.5}}},
            {"reported": {"kind": "words", "change": "rose"}}, {"reported": {"kind": "rate_ratio", "value": 0.9}, "counts": {"after": 6.0}},
        ],
    )  # fmt: skip
    def test_one_set_of_values(self, values: dict[str, Any]) -> None:
        """Any of the sets, and a reported effect beside it."""
        assert outcome(**values)

    @pytest.mark.parametrize("pair", [("counts", "proportions"), ("counts", "means"), ("proportions", "means")])
    def test_two_sets_of_values_are_refused(self, pair: tuple[str, str]) -> None:
        """Two effects are two outcomes."""
        sets: dict[str, Any] = {
            "counts": {"after": 6.0},
            "proportions": {"after": 30.0},
            "means": {"after": {"mean": 2.5}},
        }

        with pytest.raises(ValidationError, match="one effect each"):
            outcome(**{name: sets[name] for name in pair})

    def test_no_values_are_refused(self) -> None:
        """An outcome without a result is none."""
        with pytest.raises(ValidationError, match="give counts"):
            outcome(reported=None)

    @pytest.mark.parametrize(
        "values",
        [
            {"kind": "words"}, {"kind": "words", "change": "fell", "value": 0.5}, {"kind": "risk_ratio"},
            {"kind": "risk_ratio", "value": 0.5, "change": "fell"}, {"kind": "odds_ratio", "value": 0.0}, {"kind": "odds_ratio", "value": 0.5, "uncertainty": {"interval": {"low": 0.0, "high": 0.9}}}, {"kind": "rate_ratio", "value": -1.0},
            {"kind": "risk_ratio", "value": 0.4, "uncertainty": {"interval": {"low": 0.5, "high": 0.9}}}, {"kind": "strong", "value": 1.0},
        ],
    )  # fmt: skip
    def test_an_effect_that_contradicts_itself_is_refused(self, values: dict[str, Any]) -> None:
        """Value, change and interval fit the kind."""
        with pytest.raises(ValidationError):
            Reported.model_validate(values)

    def test_an_interval_is_in_order(self) -> None:
        """Its lower end is not above its upper end; 0.95 is no percent."""
        assert Interval(low=0.5, high=0.5).level == 95
        with pytest.raises(ValidationError):
            Interval(low=0.6, high=0.5)
        with pytest.raises(ValidationError):
            Interval(low=0.5, high=0.6, level=0.95)

    @pytest.mark.parametrize("lost", ["comparison_after", "comparison_before"])
    def test_a_comparison_is_no_row_of_its_own(self, lost: str) -> None:
        """Its values stand inside the outcome, and are described."""
        assert Counts.model_fields[lost].description

    def test_exposures_come_together(self) -> None:
        """29 months before and nothing said about after gives no rate; a count that is not there needs none."""
        assert Counts(before=99, after=12, exposure_before=29, exposure_after=6)
        assert Counts(after=12, comparison_after=9, exposure_after=6, comparison_exposure_after=6)
        with pytest.raises(ValidationError, match="exposure of both periods"):
            Counts(before=99, after=12, exposure_before=29)
        with pytest.raises(ValidationError, match="exposure of both periods"):
            Counts(after=12, comparison_after=9, exposure_after=6)


class TestDates:
    """Dates as people and YAML write them."""

    @pytest.mark.parametrize("written", [2008, "2008", "2008-03", "2008-03-21"])
    def test_a_moment_is_a_year_a_month_or_a_day(self, written: object) -> None:
        """As exact as the source."""
        assert practice(start=written).start == str(written)

    @pytest.mark.parametrize(
        "written", ["2008-13", "2008-02-30", "March 2008", "08", 8, 20081, True, "2008-3", 2008.5, "２００８"]
    )
    def test_no_other_moment(self, written: object) -> None:
        """A day that is not in the calendar is a slip."""
        with pytest.raises(ValidationError):
            practice(start=written)

    @pytest.mark.parametrize("written", ["2026-02-30", "2026-2-3", "2026", "22.11.2026", 20261122, None])
    def test_a_day_is_a_day(self, written: object) -> None:
        """Written year-month-day."""
        with pytest.raises(ValidationError):
            practice(created=written)


@pytest.mark.parametrize("id", ["s1", "smith-2014", "a-b-c-9"])
def test_an_id_is_accepted(id: str) -> None:
    """Lower-case words joined by hyphens."""
    assert Citation(id=id, title="x", publisher="x", read="abstract", supports="x").id == id


@pytest.mark.parametrize("id", ["", "S1", "smith 2014", "smith_2014", "-a", "a-", "a--b", "bogotá", "a\n"])
def test_an_id_is_refused(id: str) -> None:
    """Nothing that an address would have to escape."""
    with pytest.raises(ValidationError):
        Citation(id=id, title="x", publisher="x", read="abstract", supports="x")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://example.org",
        "example.org",
        "https://",
        "https://localhost",
        "https://a b.org",
        'https://a.org/"x',
        "https://a.org/<x>",
        "mailto:a@example.org",
        "HTTPS",
    ],
)
def test_a_link_is_refused(url: str) -> None:
    """Only the web, and nothing that could break out of an attribute."""
    with pytest.raises(ValidationError):
        Citation(id="x", title="x", publisher="x", read="abstract", supports="x", url=url)


class TestWalk:
    """Every marked value of a record, with its place."""

    def test_a_text_knows_its_place_and_its_sources(self, loaded: Loaded) -> None:
        """An inner list of sources replaces an outer one."""
        found = {leaf.at: leaf for leaf in leaves(loaded.catalog.practices["test-lamps"].record)}

        assert found["title",].value == "Test lamps in Exampleton"
        assert found["studies", 0, "outcomes", 0, "reported", "value"].cites == ("lamp-trial",)
        assert found["studies", 1, "outcomes", 0, "measure"].value == "fear-after-dark"

    def test_zero_is_a_value(self) -> None:
        """A count of zero states a figure; an empty text states nothing."""
        found = [leaf.value for leaf in leaves(outcome(counts={"before": 0.0, "after": 5.0}, note=""))]

        assert 0.0 in found and "" not in found

    def test_an_empty_text_is_no_id(self) -> None:
        """Where an id belongs it is walked, so that the lists of terms and records refuse it."""
        found = {leaf.at: leaf.value for leaf in leaves(practice(study(design=""), pillar=""))}

        assert (found["studies", 0, "design"], found["pillar",]) == ("", "")

    @pytest.mark.parametrize("kind", [Practice, Approach, City, Partner], ids=lambda kind: kind.__name__)
    def test_every_text_of_a_record_is_marked_or_has_a_shape(self, kind: type[BaseModel]) -> None:
        """A text nobody marked would escape the checks for length, HTML and contact data."""
        free = [
            f"{model.__name__}.{name}"
            for model in models(kind)
            for name, hint in get_type_hints(model, include_extras=True).items()
            if name in model.model_fields and hint is str and not model.model_fields[name].metadata
        ]

        assert sorted(free) == sorted(UNMARKED & set(free)), Prose


UNMARKED = {"Outcome.id", "Contact.email", "Contact.phone"}
"""Texts without a mark: a key for links, and contact data, which stands where it may."""


def test_outcome_is_built_as_it_is_read() -> None:
    """A dump can be read again: forms and exports rely on it."""
    one = outcome(counts={"before": 9.0, "after": 6.0})

    assert Outcome.model_validate(one.model_dump()) == one
