"""Live material in a story: a fenced `chart` block whose content is small, checked YAML."""

from collections.abc import Iterator

from pydantic import ValidationError

from generator.catalog import Catalog
from generator.model.fields import IndicatorRef, PlaceRef, Shape, field
from generator.problem import did_you_mean
from generator.reading import strict_yaml
from generator.reading.strict_yaml import YamlFault
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


def read_chart(content: str) -> Chart | str:
    """The chart a block asks for, or what is wrong with it."""
    try:
        return Chart.model_validate(strict_yaml.load(content.encode()))
    except YamlFault as fault:
        return fault.message
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return f'"{".".join(map(str, first["loc"])) or "the block"}": {first["msg"]}'


def chart_faults(content: str, catalog: Catalog) -> Iterator[str]:
    """Everything that keeps a chart block from being drawn."""
    chart = read_chart(content)
    if isinstance(chart, str):
        yield f"the chart block cannot be read: {chart}"
        return
    dataset = catalog.indicators.get(chart.indicator)
    if dataset is None:
        yield f'no indicator "{chart.indicator}" {did_you_mean(chart.indicator, catalog.indicators)}'.strip()
        return
    for place in chart.places:
        if not dataset.series(place):
            yield f'"{place}" has no values in {chart.indicator} {did_you_mean(place, dataset.by_place)}'.strip()
    for mark in chart.mark:
        found = REFERENCE.fullmatch(mark)
        if not found or found[1] != "practice" or found[2] not in catalog.practices:
            yield f'"{mark}" is no practice, written practice:<id>'
