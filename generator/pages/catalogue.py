"""The catalogue of indicators in words, what the library holds of it, and which rows a data package stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from generator.analysis.readiness import COLUMNS, Answer, Facet
from generator.catalog import Catalog
from generator.dataset import Dataset
from generator.holdings import Holdings
from generator.model.catalogue import Breakdown, CatalogueRow, Keeper
from generator.model.place import PlaceKind, kind_of

GROUPS: Mapping[Breakdown, str] = {
    "sex": "sex", "age": "age", "disability": "disability", "ethnicity": "ethnicity", "place": "place of occurrence", "time": "day and dark",
    "relationship": "relation of victim and offender", "means": "means", "context": "context", "form": "form", "tenure": "type of tenure",
    "duration": "time held",
}  # fmt: skip
"""What readers call what a figure is broken down by."""
KEEPERS: Mapping[Keeper, str] = {
    "police": "Police", "register-of-deaths": "Register of deaths", "hospitals": "Hospitals", "prisons": "Prisons", "courts": "Courts and prosecution",
    "schools": "Schools", "statistical-office": "Statistical office", "planning-office": "Planning office", "transport-authority": "Transport authority",
    "disaster-agency": "Disaster agency", "council": "City council",
}  # fmt: skip
"""The offices that hold figures."""
FRAMEWORKS = (
    ("SDG", "Sustainable Development Goals", "https://unstats.un.org/sdgs/indicators/indicators-list/"),
    ("UMF", "Global Urban Monitoring Framework of UN-Habitat", "https://unhabitat.org/news/07-mar-2022/global-urban-monitoring-framework-endorsed-by-the-un-statistical-commission"),
    ("ICCS", "International Classification of Crime for Statistical Purposes", "https://unstats.un.org/unsd/classifications/Family/Detail/1000"),
    ("EU Action 1", "Urban Agenda for the EU, partnership on security in public spaces", "https://portico.urban-initiative.eu/urban-agenda-eu/action-1-report-approaches-and-tools-assess-and-measure-security-and-safety-urban-areas-5401"),
    ("Safetipin", "Street audit of Safetipin", "http://safetipin.com/media/26/how-safetipin-is-making-cities-safer/"),
)  # fmt: skip
"""The frameworks whose codes stand in the catalogue."""
QUESTIONS: Mapping[Facet, tuple[str, str]] = {
    "exists": ("Exists", "Any value is held. Of a city the value of its country counts, and of a country that of one of its cities, where there is no other; the four questions below are then asked of it."),
    "recent": ("Recent", "Its latest year is at most five years ago."),
    "local": ("Local", "Of a city: its own value. Of a country: a value of at least one of its cities. Not asked of what only makes sense for a country, such as prisoners."),
    "broken_down": ("Broken down", "There are values for at least two groups of something a framework asks for, such as women and men. Not asked where no framework does."),
    "open": ("Open", "Its licence lets anybody use, change and pass on the value, at most with credit. Terms that a publisher worded itself do not count, also where they allow as much, such as those of the United Nations: nobody can know without reading them."),
}  # fmt: skip
"""The five questions of readiness: their names and what they mean."""
ANSWERS: Mapping[Answer, tuple[str, str]] = {
    "yes": ("✓", "yes"),
    "no": ("✗", "no"),
    "not_applicable": ("–", "not asked"),
}
"""Each answer as a mark and in words."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the catalogue with what is held of it."""

    row: CatalogueRow
    datasets: tuple[Dataset, ...]
    places: Mapping[PlaceKind, int]
    """How many places of each kind have a value."""
    middle: int
    """The median of the latest years of all places; 0 without any."""
    groups: tuple[str, ...]
    """What the values held are broken down by."""

    @property
    def held(self) -> bool:
        return bool(self.places)


def figures(holdings: Holdings) -> Sequence[Figure]:
    """Every row of the catalogue, in order, with what is held of it."""
    return [_figure(holdings, row) for row in holdings.catalog.catalogue.values()]


def _figure(holdings: Holdings, row: CatalogueRow) -> Figure:
    by_place = holdings.by_row[row.id]
    kinds = [kind_of(place) for place in by_place]
    used = {holding.indicator for held in by_place.values() for holding in held}
    datasets = tuple(holdings.catalog.indicators[id] for id in row.indicators if id in used)
    split = {d.column for dataset in datasets for d in dataset.record.dimensions} - set(row.only)
    return Figure(
        row,
        datasets,
        {kind: kinds.count(kind) for kind in ("country", "city", "subnational", "region") if kind in kinds},
        median_low([max(holding.latest for holding in held) for held in by_place.values()]) if by_place else 0,
        tuple(GROUPS[group] for group in GROUPS if any(group in COLUMNS.get(column, ()) for column in split)),
    )


def catalogue_rows(catalog: Catalog, indicator: str) -> Sequence[CatalogueRow]:
    """The rows of the catalogue that a data package holds, for the page of the indicator."""
    return [row for row in catalog.catalogue.values() if indicator in row.indicators]
