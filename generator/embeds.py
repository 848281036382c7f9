"""Live material in a story: a fenced `chart` block whose content is small, checked YAML."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from generator.catalog import Catalog
from generator.model.fields import IndicatorRef, PlaceRef, Shape, field
from generator.problem import did_you_mean, nearest
from generator.reading import strict_yaml
from generator.reading.source import Fault
from generator.reading.strict_yaml import Location, locate
from generator.reading.words import words, worth_telling
from generator.text import REFERENCE


class Chart(Shape):
    """What a chart block asks for."""

    indicator: IndicatorRef = field("The indicator to draw.", example="homicide-rate-city")
    places: tuple[PlaceRef, ...] = field(
        "The places to draw, at most six.", example=["COL-medellin", "COL-cali"], min_length=1, max_length=6
    )
    mark: tuple[str, ...] = field(
        "Practices whose beginning is marked in the chart.",
        example=["practice:medellin-metrocable-social-urbanism"],
        default=(),
    )


class ChartFault(NamedTuple):
    """What keeps a block from being drawn, with line and column in the block, from 1."""

    line: int
    column: int
    message: str
    hint: str


def read_chart(content: str) -> Chart | str:
    """The chart a block asks for, or what is wrong with it."""
    try:
        return Chart.model_validate(strict_yaml.load(content.encode()))
    except Fault as fault:
        return fault.message
    except ValidationError as error:
        return str(error.errors()[0]["msg"])


def chart_faults(content: str, catalog: Catalog) -> Iterator[ChartFault]:
    """Everything that keeps a chart block from being drawn."""
    try:
        data, places = strict_yaml.load(content.encode()), strict_yaml.positions(content.encode())
    except Fault as fault:
        yield ChartFault(fault.line, fault.column, f"the block cannot be read: {fault.message}", fault.hint)
        return
    for at, message, hint in _remarks(data, catalog):
        yield ChartFault(*locate(places, at), message, hint)


Remark = tuple[Location, str, str]


def _remarks(data: Any, catalog: Catalog) -> Iterator[Remark]:
    """What is wrong with the data of a block: where, what, and how to mend it."""
    if not isinstance(data, Mapping):
        yield (), "the block holds no fields", "give indicator:, places: and, if wanted, mark:"
        return
    try:
        chart = Chart.model_validate(data)
    except ValidationError as error:
        for detail in filter(worth_telling, error.errors(include_url=False)):
            _, message, hint = words(Chart, detail)
            yield detail["loc"], message, hint
        return
    yield from _unknown_places(chart, catalog)
    for index, mark in enumerate(chart.mark):
        found = REFERENCE.fullmatch(mark)
        if not found or found[1] != "practice":
            yield ("mark", index), f'"{mark}" is no practice', "write practice: and its id"
        elif not catalog.knows("practice", found[2]):
            yield ("mark", index), f'no practice "{found[2]}"', nearest(found[2], catalog.practices)


def _unknown_places(chart: Chart, catalog: Catalog) -> Iterator[Remark]:
    dataset = catalog.indicators.get(chart.indicator)
    if dataset is None:
        if not catalog.knows("indicator", chart.indicator):
            hint = nearest(chart.indicator, catalog.indicators)
            yield ("indicator",), f'no indicator "{chart.indicator}"', hint
        return
    drawn = {observation.place for observation in dataset.latest} or dataset.by_place.keys()
    for index, place in enumerate(chart.places):
        if place not in drawn:
            message = f'"{place}" has no values in {chart.indicator}'
            yield ("places", index), message, did_you_mean(place, drawn) or "choose a place of its table"
