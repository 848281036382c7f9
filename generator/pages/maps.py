"""The map of an indicator, a file of its own beside its page, and the middle value of each region that stands before it."""

from collections.abc import Iterator, Mapping
from functools import partial
from statistics import median

from generator.addresses import address
from generator.catalog import Catalog
from generator.charts.world import LOOKS, Look, Subject, world, world_of_cities
from generator.dataset import Dataset
from generator.output import Output
from generator.pages import latest, words
from generator.pages.view import Library, digest, made_by

NAME = "map.svg"


def files(library: Library) -> Iterator[Output]:
    """A map for each indicator of countries or of cities."""
    catalog = library.catalog
    for dataset in catalog.indicators.values():
        if is_drawn(catalog, dataset):
            path, draw = f"{address('indicator', dataset.id)}{NAME}", partial(_map, catalog, dataset)
            yield Output(path, draw, dataset.path, digest(made_by(), dataset.digest, len(catalog.places)))


def is_drawn(catalog: Catalog, dataset: Dataset) -> bool:
    """Whether an indicator has a map: for parts of countries and for regions we hold no outlines."""
    return bool(catalog.boundaries and dataset.latest) and dataset.record.place_kind in ("country", "city")


def look(dataset: Dataset) -> Look:
    """What the map may show: values only where all of them may be compared."""
    return "reports" if dataset.record.compare_within == "source" else LOOKS[dataset.record.comparability]


def middles(catalog: Catalog, dataset: Dataset) -> Mapping[str, float]:
    """The middle of the current values of each region that has enough of them; none where places do not compare."""
    if look(dataset) == "reports":
        return {}
    found: dict[str, list[float]] = {}
    for id, value in _values(dataset).items():
        found.setdefault(catalog.region(id), []).append(value)
    return {region: median(found[region]) for region in sorted(found) if region and len(found[region]) >= latest.FEW}


def description(catalog: Catalog, dataset: Dataset) -> str:
    """One sentence on what the map shows."""
    record = dataset.record
    places = words.places(len(_values(dataset)), record.place_kind)
    if look(dataset) == "reports":
        return f"{places} with a value; the map does not set them side by side."
    ends = sorted((value, region) for region, value in middles(catalog, dataset).items())
    if not ends:
        return f"{places} with a value ({record.unit})."
    low, high = (f"{words.number(value, record.decimals)} in {region}" for value, region in (ends[0], ends[-1]))
    spread = f"the middle of a region goes from {low} to {high}" if len(ends) > 1 else f"the middle is {low}"
    return f"Of {places}, {spread} ({record.unit})."


def _values(dataset: Dataset) -> Mapping[str, float]:
    return {row.place: row.value for row in latest.current(dataset)}


def _map(catalog: Catalog, dataset: Dataset) -> bytes:
    record = dataset.record
    if catalog.boundaries is None:
        raise ValueError("a map needs outlines")
    subject = Subject(record.title, description(catalog, dataset), record.unit, record.decimals, look(dataset))
    draw = world if record.place_kind == "country" else world_of_cities
    return draw(subject, catalog.boundaries, catalog.places, _values(dataset))
