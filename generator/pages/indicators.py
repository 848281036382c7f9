"""Indicators: the list, and a page for each with its latest values, its trend, its table and its download."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from generator.addresses import address, is_public
from generator.catalog import Dataset, Observation
from generator.charts.strip import Dot, is_crowded, strip
from generator.output import Output, Page, page
from generator.pages import words
from generator.pages.embedded import trend_figure
from generator.pages.record import cite_text
from generator.pages.view import Library, View, json_ld, render

SECTION = ("Indicators", "indicators/")
CLASSES = {
    "A": "Counted alike in most places: values may be compared, with care.",
    "B": "From surveys or models: compare with the interval or caveat in mind.",
    "C": "From police or justice records: compare a place with its own past only.",
    "P": "A policy or process: true or not, no score.",
    "X": "Context: no way is better.",
}
SECTIONS = (
    ("latest", "Latest values"), ("trend", "Trend"), ("definition", "What is counted"), ("compare", "What may be compared"),
    ("practices", "Practices measured by it"), ("collect", "How to collect it"), ("source", "Source and licence"),
    ("table", "All latest values"), ("cite", "Cite this page"),
)  # fmt: skip
LONG_TABLE = 250


def pages(library: Library) -> Iterator[Output]:
    """The list, a page for each indicator and its data file."""
    yield page("indicators/", partial(_list, library))
    for dataset in library.catalog.indicators.values():
        yield page(address("indicator", dataset.id), partial(_indicator, library, dataset), dataset.path)


def _list(library: Library) -> Page:
    datasets = list(library.catalog.indicators.values())
    body = render("indicators", view=library.view("indicators/"), datasets=datasets, classes=CLASSES)
    return Page(
        "Indicators",
        f"{words.count(len(datasets), 'indicator')} of urban safety, each with its definition, its source and what may not be compared.",
        "indicators",
        body,
        layout="wide",
    )


def _indicator(library: Library, dataset: Dataset) -> Page:
    record, at = dataset.record, address("indicator", dataset.id)
    view = library.view(at)
    latest = sorted(dataset.latest, key=lambda o: (-o.value, o.place))
    shown = _extremes(latest)
    body = render(
        "indicator", view=view, dataset=dataset, record=record, latest=latest, shown=shown, sections=SECTIONS, classes=CLASSES,
        picture=_strip(view, dataset, latest) if latest else Markup(), sentence=latest_sentence(dataset, latest), trend=_trend(view, dataset),
        practices=_measured(library, record.measures), years=dataset.years, cite=cite_text(view, record.title, at, library.catalog.today),
        crowded=is_crowded([o.value for o in latest]), package=dataset.package.descriptor, long=len(latest) > LONG_TABLE,
    )  # fmt: skip
    return Page(
        record.title,
        view.description(f"{record.question} {record.why}"),
        "indicators",
        body,
        contents=SECTIONS,
        breadcrumb=(SECTION,),
        head=json_ld(_dataset_ld(library, dataset, at)),
        source=dataset.path,
    )


def _extremes(latest: Sequence[Observation]) -> Sequence[Observation]:
    """All values, or when there are too many for a page, the highest and the lowest; the file holds them all."""
    return latest if len(latest) <= LONG_TABLE else [*latest[:50], *latest[-50:]]


def _strip(view: View, dataset: Dataset, latest: Sequence[Observation]) -> Markup:
    record = dataset.record
    named = {latest[0].place, latest[-1].place, *record.featured_places} if latest else set()
    dots = [Dot(o.value, _name(view, o.place) if o.place in named else "") for o in latest]
    return strip(
        f"strip-{dataset.id}",
        f"Latest value of {record.title} in {words.count(len(dots), 'place')}",
        latest_sentence(dataset, latest),
        dots,
        record.unit,
        record.reference_value,
    )


def latest_sentence(dataset: Dataset, latest: Sequence[Observation]) -> str:
    """One sentence on the latest values. Places of different publishers are not ranked, so only the spread is told."""
    if not latest:
        return "No values."
    record = dataset.record
    values = sorted(o.value for o in latest)
    low, middle, high = (
        number for number in (values[len(values) // 10], values[len(values) // 2], values[-1 - len(values) // 10])
    )
    said = [words.number(v, record.decimals) for v in (middle, low, high)]
    return f"Half of {words.count(len(values), 'place')} lie at or below {said[0]}; eight in ten lie between {said[1]} and {said[2]} ({record.unit}, latest year of each)."


def _trend(view: View, dataset: Dataset) -> Markup:
    places = [p for p in dataset.record.featured_places if len(dataset.series(p)) > 1]
    if not places:
        places = sorted(
            (p for p in dataset.by_place if len(dataset.series(p)) > 1), key=lambda p: (-len(dataset.series(p)), p)
        )[:4]
    return trend_figure(view, dataset, places) if places else Markup()


def _measured(library: Library, measures: Sequence[str]) -> list[tuple[Any, Any]]:
    """Practices with a rated effect on a measure this indicator observes, with that rating."""
    found = [
        (library.catalog.practices[id], rating)
        for id, ratings in library.catalog.ratings.items()
        for rating in ratings
        if rating.measure in measures and is_public(library.catalog.practices[id].record)
    ]
    return sorted(found, key=lambda pair: (-pair[1].level, pair[0].record.title))


def _name(view: View, place: str) -> str:
    found = view.place_of(place)
    return found.name if found else place


def _dataset_ld(library: Library, dataset: Dataset, at: str) -> Mapping[str, Any]:
    base = library.settings["url"] + at
    descriptor = dataset.package.descriptor
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": dataset.record.title,
        "description": dataset.record.why,
        "url": base,
        "license": [licence.get("path") or licence.get("title", "") for licence in descriptor.get("licenses", ())],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": base + f"{dataset.id}.csv"}
        ],
        "temporalCoverage": "{}/{}".format(*dataset.years),
    }
