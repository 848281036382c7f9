"""What pydantic finds in a record, in words that a contributor understands: rule, message and hint."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.problem import did_you_mean


class Words(NamedTuple):
    """The rule that is broken, what is wrong, and how to mend it."""

    rule: str
    message: str
    hint: str


def words(kind: type[BaseModel], detail: ErrorDetails) -> Words:
    """One finding of pydantic about a value that should be a `kind`."""
    seen = _Seen(kind, detail)
    if not seen.path:
        return _whole(seen)
    return _SAY.get(detail["type"], _wrong_type if _is_type(detail["type"]) else _other)(seen)


def worth_telling(detail: ErrorDetails) -> bool:
    """False for a list that is too short only because some of its items have faults, which are told themselves."""
    if detail["type"] != "too_short":
        return True
    given = detail["input"]
    return not isinstance(given, tuple | list) or len(given) < detail.get("ctx", {}).get("min_length", 0)


@dataclass(frozen=True)
class _Seen:
    """A finding of pydantic with what its words need."""

    kind: type[BaseModel]
    detail: ErrorDetails

    @cached_property
    def path(self) -> tuple[str, ...]:
        """The fields that lead to the value, items of lists left out."""
        return tuple(step for step in self.detail["loc"] if isinstance(step, str))

    @property
    def name(self) -> str:
        return f'"{".".join(self.path)}"'

    @property
    def given(self) -> Any:
        return self.detail["input"]

    @property
    def context(self) -> Mapping[str, Any]:
        return self.detail.get("ctx", {})

    @cached_property
    def model(self) -> type[BaseModel] | None:
        """The model that the last field belongs to."""
        return _model_at(self.kind, self.path[:-1])

    @property
    def field(self) -> FieldInfo | None:
        return self.model.model_fields.get(self.path[-1]) if self.model else None

    @property
    def described(self) -> str:
        """What the field is for, with an example."""
        if self.field is None:
            return ""
        example = self.field.examples[0] if self.field.examples else None
        shown = f", for example {quote(example)}" if example not in (None, "", [], {}) else ""
        return f"{(self.field.description or '').rstrip('.')}{shown}"


def quote(value: object) -> str:
    """A value as it may be typed, cut when it is long."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 70 else f"{text[:66]}…"


def enumerated(names: Sequence[str]) -> str:
    """Names in a sentence: a, b and c."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _whole(seen: _Seen) -> Words:
    if seen.given is None:
        return Words("wrong-type", "the file is empty", "`beacon new` writes a template")
    return Words(
        "wrong-type", f"the file is {_a(seen.given)}", "a record is a group of fields; `beacon new` writes one"
    )


def _unknown(seen: _Seen) -> Words:
    last = seen.path[-1]
    if last in COMPUTED:
        return Words(
            "computed-field",
            f"{seen.name} is computed and may not be typed",
            "remove the line; `beacon rate` shows what is computed",
        )
    fields = list(seen.model.model_fields) if seen.model else []
    hint = did_you_mean(last, fields) or f"known here: {', '.join(fields)}"
    return Words("unknown-field", f'there is no field "{last}" here', hint)


def _missing(seen: _Seen) -> Words:
    if isinstance(seen.detail["loc"][-1], int):
        return Words("missing-field", f"{seen.name} has a value too few", seen.described)
    return Words("missing-field", f"{seen.name} is required", seen.described)


def _too_short(seen: _Seen) -> Words:
    wanted = seen.context.get("min_length", 1)
    message = f"{seen.name} holds {len(seen.given)} and needs {wanted}" if seen.given else f"{seen.name} is empty"
    return Words("missing-field", message, seen.described)


def _too_long(seen: _Seen) -> Words:
    most = seen.context.get("max_length")
    return Words("not-allowed", f"{seen.name} holds {len(seen.given)}", _sentence(f"at most {most}", seen.described))


def _not_in_list(seen: _Seen) -> Words:
    known = str(seen.context.get("expected", "")).replace("'", '"')
    near = did_you_mean(str(seen.given), known.replace('"', "").replace(" or ", ", ").split(", "))
    message = f"{quote(seen.given)} is not one of the values of {seen.name}"
    return Words("not-allowed", message, near or f"expected {known}")


def _other_form(seen: _Seen) -> Words:
    reasons = seen.field.json_schema_extra if seen.field else None
    bad = reasons.get("examples_bad", []) if isinstance(reasons, dict) else []
    because = bad[0].get("reason", "") if isinstance(bad, list) and bad and isinstance(bad[0], dict) else ""
    return Words("not-allowed", f"{seen.name} is {quote(seen.given)}", _sentence(seen.described, str(because)))


def _outside(seen: _Seen) -> Words:
    return Words("not-allowed", f"{seen.name} is {quote(seen.given)}", f"expected a number {_limits(seen)}")


def _broken_rule(seen: _Seen) -> Words:
    """A validator of ours; what it raises says how it should be."""
    wanted = str(seen.context.get("error", seen.detail["msg"]))
    rule = next((rule for start, rule in _RULES.items() if wanted.startswith(start)), "not-allowed")
    if isinstance(seen.given, Mapping) and rule == "not-allowed":
        return Words(rule, f"the fields of {seen.name} do not fit together", wanted)
    hint = _sentence(_DAY, seen.described) if rule == "bad-date" and wanted.startswith("no such day") else wanted
    return Words(rule, f"{seen.name} is {quote(seen.given)}", hint)


_RULES = {
    "a date is": "bad-date", "a time is": "bad-date", "no such day": "bad-date",
    "an id is": "bad-id", "a link starts": "bad-link",
}  # fmt: skip
"""The rules that validators of fields stand for, by how their words begin."""
_DAY = "there is no such day in the calendar"


def _is_type(kind: str) -> bool:
    return kind.endswith(("_type", "_parsing", "_from_float", "_parsing_size"))


def _wrong_type(seen: _Seen) -> Words:
    wanted = _TYPES.get(seen.detail["type"].split("_")[0], "another kind of value")
    hint = _sentence(f"expected {wanted}", seen.described)
    return Words("wrong-type", f"{seen.name} is {_a(seen.given)}", hint)


_TYPES = {
    "string": "text, in quotation marks", "bool": "true or false, without quotation marks", "int": "a whole number",
    "float": "a number", "finite": "a number", "tuple": "a list", "list": "a list", "dict": "a group of fields",
    "model": "a group of fields", "date": "a date",
}  # fmt: skip


def _other(seen: _Seen) -> Words:
    wanted = seen.detail["msg"].replace("Input should", "it should")
    return Words("not-allowed", f"{seen.name} is {quote(seen.given)}", _sentence(wanted, seen.described))


_SAY: Mapping[str, Callable[[_Seen], Words]] = {
    "extra_forbidden": _unknown, "missing": _missing, "literal_error": _not_in_list, "value_error": _broken_rule,
    "too_short": _too_short, "too_long": _too_long, "string_pattern_mismatch": _other_form,
    "greater_than": _outside, "greater_than_equal": _outside, "less_than": _outside, "less_than_equal": _outside,
    "finite_number": _wrong_type,
}  # fmt: skip

COMPUTED = frozenset(
    {
        "rating", "ratings", "label", "level", "strength", "direction", "score", "rank", "updated", "modified",
        "effect_direction", "evidence_level",
    }
)  # fmt: skip
"""Fields that someone may try to type although they are computed."""


def _limits(seen: _Seen) -> str:
    """What a number may be: "at least 0", "between 1800 and 2100"."""
    limits = seen.field.metadata if seen.field else ()
    low = next((limit.ge for limit in limits if isinstance(limit, Ge)), None)
    high = next((limit.le for limit in limits if isinstance(limit, Le)), None)
    if low is not None and high is not None:
        return f"between {low} and {high}"
    return " and ".join(words for limit in limits if (words := _limit(limit)))


def _limit(limit: object) -> str:
    match limit:
        case Ge(ge=bound):
            return f"of at least {bound}"
        case Gt(gt=bound):
            return f"above {bound}"
        case Le(le=bound):
            return f"of at most {bound}"
        case Lt(lt=bound):
            return f"below {bound}"
        case _:
            return ""


def _model_at(kind: type[BaseModel], steps: Sequence[str]) -> type[BaseModel] | None:
    """The model that the fields `steps` lead to; the keys of a mapping lead no further."""
    current: type[BaseModel] | None = kind
    in_mapping = False
    for step in steps:
        if in_mapping:
            in_mapping = False
            continue
        found = current.model_fields.get(step) if current else None
        if found is None:
            return None
        in_mapping = get_origin(found.annotation) is dict
        current = next(_models(found.annotation), None)
    return current


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _sentence(*parts: str) -> str:
    return ". ".join(part.rstrip(".") for part in parts if part)


def _a(value: object) -> str:
    match value:
        case None:
            return "empty"
        case bool():
            return f"the word {str(value).lower()}, which YAML reads as yes or no"
        case int() | float():
            return f"the number {quote(value)}"
        case str():
            return f"the text {quote(value)}"
        case tuple() | list():
            return "a list"
        case _:
            return "a group of fields"
