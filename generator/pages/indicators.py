"""Indicators: the list, a page for each, and for long ones a page for each region."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from markupsafe import Markup

from generator.addresses import address
from generator.catalog import Catalog
from generator.charts.bars import Bar, Group, bars
from generator.charts.multiples import Panel, multiples
from generator.charts.trend import Series
from generator.dataset import Dataset, Observation
from generator.model.indicator import Indicator
from generator.output import Output, Page, page
from generator.pages import downloads, latest, maps, needs, words
from generator.pages.breakdowns import Breakdown, breakdowns
from generator.pages.catalogue import catalogue_rows
from generator.pages.coverage import RECENT, coverage
from generator.pages.embedded import MAX_SERIES, points, trend_figure, trend_sentence
from generator.pages.view import Library, View, digest, json_ld, render
from generator.text import to_plain

SECTION = ("Indicators", "indicators/")
SECTIONS = (
    ("latest", "Latest values"), ("trend", "Trend"), ("reports", "Who reports, and who does not"), ("breakdowns", "Breakdowns"),
    ("compare", "What may be compared"), ("definition", "What is counted"), ("collect", "How to collect it"),
    ("practices", "What was tested on it"), ("table", "All latest values"), ("source", "Source and licence"), ("take", "Take it with you"), ("cite", "Cite these figures"),
)  # fmt: skip
OWN_PAST = "Each place beside its own past"
LONG = 250
"""Places beyond which the page shows the two ends and leads to a page for each region."""
ENDS = 25
DRAWN = 5
"""Places whose trend a page shows before its reader chooses."""


def pages(library: Library) -> Iterator[Output]:
    """The list, a page for each indicator, and where it has too many places for one, a page for each region."""
    yield page("indicators/", partial(_list, library), mark=library.figures)
    results = library.one(needs.Results)
    for dataset in library.catalog.indicators.values():
        at, measures = address("indicator", dataset.id), dataset.record.measures
        mark = digest(library.figures, dataset.id, results.digest(measures))
        yield page(at, partial(_indicator, library, results, dataset), dataset.path, mark)
        if results.has_more(measures):
            yield page(f"{at}{needs.ALL}", partial(_tested, library, results, dataset), dataset.path, mark)
        for region in regions(library.catalog, dataset):
            make = partial(_region, library, dataset, region)
            yield page(f"{at}{slug(region)}/", make, dataset.path, library.figures)


def regions(catalog: Catalog, dataset: Dataset) -> Sequence[str]:
    """The regions that have a page of their own for an indicator; none when all its places fit its page."""
    if len(dataset.latest) <= LONG:
        return ()
    return sorted({catalog.region(row.place) for row in dataset.latest} - {""})


def slug(region: str) -> str:
    """The name of a region in an address."""
    return region.lower().replace(" ", "-")


def _list(library: Library) -> Page:
    datasets = list(library.catalog.indicators.values())
    view = library.view("indicators/")
    body = render("indicators", view=view, themes=list(by_theme(library.catalog, datasets)), classes=words.CLASSES)
    return Page(
        "Indicators",
        f"{words.count(len(datasets), 'indicator')} of urban safety, each with its definition, its source and what may not be compared.",
        "indicators",
        body,
        layout="wide",
    )


def by_theme(catalog: Catalog, datasets: Iterable[Dataset]) -> Iterator[tuple[str, Sequence[Dataset]]]:
    """Indicators below the themes of the Urban Safety Monitor, then context; an indicator stands at its first."""
    terms = catalog.vocabularies["urban-safety-monitor"].terms if "urban-safety-monitor" in catalog.vocabularies else {}
    found: dict[str, list[Dataset]] = {id: [] for id, term in terms.items() if not term.parent}
    context: list[Dataset] = []
    for dataset in datasets:
        first = next((terms[id] for id in dataset.record.monitor if id in terms), None)
        theme = (first.parent or first.id) if first else ""
        (context if dataset.record.comparability == "X" or not theme else found[theme]).append(dataset)
    for id, members in found.items():
        if members:
            yield terms[id].title, members
    if context:
        yield "Context", context


def _indicator(library: Library, results: needs.Results, dataset: Dataset) -> Page:
    record, at = dataset.record, address("indicator", dataset.id)
    view, trended = library.view(at), _trended(dataset)
    changes = dict(latest.own_past(dataset)) if record.comparability == "C" else {}
    remarks = {(row.status, row.note) for row in dataset.latest}
    body = render(
        "indicator",
        view=view,
        dataset=dataset,
        record=record,
        ranked=record.comparability != "C",
        sections=dict(_sections(record)),
        groups=[_shown(view, dataset, group) for group in latest.groups(dataset)],
        changes=changes,
        changed=latest.own_past_sentence(dataset, list(changes.values())),
        older=latest.older(dataset),
        trend=trend_figure(view, dataset, trended, explored=True) if trended else Markup(),
        trended=trended,
        alone=_alone(view, dataset) if record.comparability == "C" else Markup(),
        breakdowns=[(found, _bars(view, dataset, found)) for found in breakdowns(dataset)],
        middles=maps.middles(library.catalog, dataset),
        map=(maps.NAME, maps.description(library.catalog, dataset)) if maps.is_drawn(library.catalog, dataset) else (),
        coverage=coverage(library.catalog, dataset),
        recent=RECENT,
        tested=results.shown(view, record.measures, needs.ALL),
        regions=[(region, f"{slug(region)}/") for region in regions(library.catalog, dataset)],
        rows=_rows(dataset),
        monitor=catalogue_rows(library.catalog, dataset.id),
        noted=len(remarks) > 1,
        remark=" ".join(filter(None, *remarks)) if len(remarks) == 1 else "",
        others=dataset.latest_of(dataset.first_cut, others=True),
        taken=downloads.section(view, dataset),
        package=dataset.package.descriptor,
        classes=words.CLASSES,
    )
    return Page(
        record.title,
        view.description(f"{record.question} {to_plain(record.why)}"),
        "indicators",
        body,
        contents=tuple((id, title) for id, title in _sections(record) if f'id="{id}"' in body),
        breadcrumb=(SECTION,),
        head=json_ld(_dataset_ld(library, dataset, at)),
        source=dataset.path,
    )


def _sections(record: Indicator) -> Iterator[tuple[str, str]]:
    """The sections with their headings; what is not ranked begins with each place's own past."""
    for id, title in SECTIONS:
        yield id, OWN_PAST if id == "latest" and record.comparability == "C" else title


def _shown(view: View, dataset: Dataset, group: latest.Group) -> Mapping[str, Any]:
    """A group of latest values as the template shows it."""
    return {
        "group": group,
        "sentence": latest.sentence(dataset, group),
        "picture": latest.picture(view, dataset, group),
        "drawn_as": latest.drawn_as(group),
        "cut_off": latest.drawn_as(group) == "intervals" and len(group.rows) > latest.ROWS,
    }


def _rows(dataset: Dataset) -> Sequence[Observation]:
    """The latest values from the highest to the lowest, of class C by the name of the place; of a long list the ends."""
    rows = sorted(dataset.latest, key=lambda o: (-o.value, o.place))
    if dataset.record.comparability == "C":
        rows = sorted(dataset.latest, key=lambda o: o.place)
    return rows if len(rows) <= LONG else [*rows[:ENDS], *rows[-ENDS:]]


def _region(library: Library, dataset: Dataset, region: str) -> Page:
    at = f"{address('indicator', dataset.id)}{slug(region)}/"
    view = library.view(at)
    rows = [row for row in dataset.latest if library.catalog.region(row.place) == region]
    countries: dict[str, list[Observation]] = {}
    for row in sorted(rows, key=lambda row: (view.name(row.place[:3]), view.name(row.place))):
        countries.setdefault(view.name(row.place[:3]), []).append(row)
    title = f"{dataset.record.title}: {region}"
    body = render(
        "indicator_region", view=view, dataset=dataset, record=dataset.record, region=region, countries=countries,
        total=len(rows), others=[(r, view.url(f"{address('indicator', dataset.id)}{slug(r)}/")) for r in regions(library.catalog, dataset)],
    )  # fmt: skip
    return Page(
        title,
        f"{dataset.record.title} in {words.places(len(rows), dataset.record.place_kind)}: the latest value of each, with its year.",
        "indicators",
        body,
        breadcrumb=(SECTION, (dataset.record.title, address("indicator", dataset.id))),
        layout="wide",
        source=dataset.path,
    )


def _tested(library: Library, results: needs.Results, dataset: Dataset) -> Page:
    record = dataset.record
    view = library.view(f"{address('indicator', dataset.id)}{needs.ALL}")
    found = results.on(record.measures)
    measures = [view.title("measure", measure) for measure in record.measures]
    body = render(
        "indicator_tested", view=view, record=record, measures=measures, lines=list(results.lines(view, found)), sums=needs.sums(found)
    )  # fmt: skip
    return Page(
        f"{record.title}: what was tested",
        f"What practices and types of solution changed in {' and '.join(measures)}: {words.count(len(found), 'result')}, the strongest first, nulls and harms named.",
        "indicators",
        body,
        breadcrumb=(SECTION, (record.title, address("indicator", dataset.id))),
        source=dataset.path,
    )


def _trended(dataset: Dataset) -> Sequence[str]:
    """The places whose trend is drawn: those featured; without any, those with most values. Of class C one alone."""
    long = [place for place in dataset.by_place if len(dataset.series(place)) > 1]
    featured = [place for place in dataset.record.featured_places if place in long]
    places = featured or sorted(long, key=lambda place: (-len(dataset.series(place)), place))[:4]
    return places[:1] if dataset.record.comparability == "C" else places[:DRAWN]


def _alone(view: View, dataset: Dataset) -> Markup:
    """The featured places of class C, each with a picture and a scale of its own."""
    places = [p for p in dataset.record.featured_places if len(dataset.series(p)) > 1][:MAX_SERIES]
    lines = [(view.name(place), Series(view.name(place), points(dataset, place))) for place in places]
    panels = [
        Panel(name, trend_sentence([one], dataset.record.unit, dataset.record.decimals), (one,)) for name, one in lines
    ]
    title = f"{dataset.record.title}, each place by itself"
    return multiples(f"alone-{dataset.id}", title, panels, dataset.record.unit, own_scale=True) if panels else Markup()


def _bars(view: View, dataset: Dataset, found: Breakdown) -> tuple[str, Markup]:
    """Whose breakdown is drawn, that of the middle of all places or else of the first place, and its picture."""
    record, labels = dataset.record, found.dimension.labels
    if found.middle:
        name, values = f"Middle of {words.places(found.places, record.place_kind)}, latest year of each", found.middle
    else:
        first = found.splits[0]
        name = ", ".join(filter(None, (view.name(first.place), first.held, str(first.year))))
        values = first.values
    key = f"bars-{dataset.id}-{found.dimension.column}"
    shown = [label for label in found.labels if label in values]
    groups = [Group(labels[label], (Bar(values[label]),)) for label in shown]
    told = ", ".join(f"{labels[label]} {words.number(values[label], record.decimals)}" for label in shown)
    title = f"{record.title} by {found.dimension.title.lower()}: {name}"
    return name, bars(key, title, f"{told} ({record.unit}).", groups, record.unit, decimals=record.decimals)


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
        "distribution": downloads.distributions(library, dataset),
        "temporalCoverage": "{}/{}".format(*dataset.years),
    }
