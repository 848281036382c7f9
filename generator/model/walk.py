"""Walk a record: every text, reference, term, citation key and stated number in it, with its location."""

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from generator.model.fields import CiteKey, Prose, RefTo, Stated, TermOf

Marker = Prose | RefTo | TermOf | CiteKey | Stated
MARKERS = (Prose, RefTo, TermOf, CiteKey, Stated)


class Leaf(NamedTuple):
    """One marked value: where it stands, what it is, and the sources its piece of the record cites."""

    at: tuple[str | int, ...]
    value: Any
    marker: Marker
    cites: tuple[str, ...]
    owner: BaseModel


def leaves(
    record: BaseModel, wanted: tuple[type, ...] = MARKERS, at: tuple[str | int, ...] = (), cites: tuple[str, ...] = ()
) -> Iterator[Leaf]:
    """Every value marked with one of `wanted`, in the order of the model. Empty values are left out, but not an
    empty text where an id belongs; an inner `cite` list replaces an outer one."""
    own = getattr(record, "cite", None) or cites
    for name, steps, marker in _plan(type(record), wanted):
        value = getattr(record, name)
        if not value and value != 0 and not (value == "" and isinstance(marker, RefTo | TermOf)):
            continue
        if steps == "one":
            if isinstance(marker, type):
                yield from leaves(value, wanted, (*at, name), own)
            else:
                yield Leaf((*at, name), value, marker, own, record)
        elif isinstance(marker, type):
            for index, item in enumerate(value):
                yield from leaves(item, wanted, (*at, name, index), own)
        else:
            for index, item in enumerate(value):
                yield Leaf((*at, name, index), item, marker, own, record)


_Step = tuple[str, str, Marker | type[BaseModel]]


@cache
def _plan(kind: type[BaseModel], wanted: tuple[type, ...]) -> tuple[_Step, ...]:
    """What to visit in a model: (field, "one" or "many", marker or inner model); parts without a wanted value are not."""
    hints = get_type_hints(kind, include_extras=True)
    found = ((name, _target(hints[name])) for name in kind.model_fields)
    return tuple((name, *target) for name, target in found if target and _holds(target[1], wanted))


def _holds(target: Marker | type[BaseModel], wanted: tuple[type, ...]) -> bool:
    return bool(_plan(target, wanted)) if isinstance(target, type) else isinstance(target, wanted)


def _target(hint: Any) -> tuple[str, Marker | type[BaseModel]] | None:
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *marks = get_args(hint)
        marked = next((m for m in marks if isinstance(m, MARKERS)), None)
        return ("one", marked) if marked else _target(inner)
    if origin in (Union, UnionType):
        return next((found for arg in get_args(hint) if arg is not NoneType and (found := _target(arg))), None)
    if origin is tuple:
        found = _target(get_args(hint)[0])
        return ("many", found[1]) if found else None
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return "one", hint
    return None
