"""Holdings: which data package holds which figure of the catalogue, of which places, how recent, and on what terms."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.analysis.peers import fourths
from generator.analysis.readiness import COLUMNS, Held, Holding, Readiness, assess
from generator.catalog import Catalog
from generator.dataset import Dataset, Observation
from generator.model.catalogue import CatalogueRow
from generator.model.place import kind_of

INCOME = "gdp-per-capita"
"""The indicator that the fourths of countries are made from."""


def income_of(catalog: Catalog) -> Mapping[str, int]:
    """The fourth of each country by GDP per person, 1 the lowest; nothing without that indicator."""
    gdp = catalog.indicators.get(INCOME)
    latest = gdp.latest_of(gdp.first_cut) if gdp else ()
    return fourths({row.place: row.value for row in latest if kind_of(row.place) == "country"})


ByPlace = Mapping[str, Sequence[Holding]]
OPEN = "open"
"""The wider term of the licences that count as open: anybody may use, change and pass on, at most with credit. Terms that
a publisher words itself do not count, even where they allow as much: nobody knows without reading them."""


@dataclass(frozen=True)
class Holdings:
    """What a catalog holds of each row of its catalogue of indicators."""

    catalog: Catalog

    @cached_property
    def by_row(self) -> Mapping[str, ByPlace]:
        """The holdings of each place itself, by row of the catalogue; one for each data package."""
        return {row.id: self._of_row(row) for row in self.catalog.catalogue.values()}

    @cached_property
    def within(self) -> Mapping[str, ByPlace]:
        """The same for the cities of each country together, by the id of the country."""
        return {id: _joined(by_place) for id, by_place in self.by_row.items()}

    def readiness(self, place: str) -> tuple[Readiness, ...]:
        """What is known of a place: each row of the catalogue, in order."""
        return tuple(self._assessed(row, place) for row in self.catalog.catalogue.values())

    def _assessed(self, row: CatalogueRow, place: str) -> Readiness:
        own, kind, country = self.by_row[row.id], kind_of(place), place[:3]
        within = self.within[row.id].get(place, ()) if kind == "country" else ()
        around = own.get(country, ()) if country != place else ()
        return assess(row, kind, Held(own.get(place, ()), around, within), self.catalog.today)

    def _of_row(self, row: CatalogueRow) -> ByPlace:
        found: dict[str, list[Holding]] = defaultdict(list)
        for id in row.indicators:
            if dataset := self.catalog.indicators.get(id):
                for place, holding in _holdings(dataset, row, self._open[id]):
                    found[place].append(holding)
        return found

    @cached_property
    def _open(self) -> Mapping[str, frozenset[str]]:
        """The sources of each indicator whose terms are open; '' among them when those of all its sources are."""
        vocabulary = self.catalog.vocabularies.get("licences")
        names = {t.title for t in vocabulary.terms.values() if t.parent == OPEN} if vocabulary else set()
        return {id: _open_sources(dataset, names) for id, dataset in self.catalog.indicators.items()}


def _holdings(dataset: Dataset, row: CatalogueRow, open_sources: frozenset[str]) -> Iterator[tuple[str, Holding]]:
    """What one package holds of a row, place by place."""
    columns = [dimension.column for dimension in dataset.record.dimensions]
    only = [(columns.index(column), values) for column, values in row.only.items() if column in columns]
    splitting = [
        n for n, c in enumerate(columns) if c not in row.only and not {*COLUMNS.get(c, ())}.isdisjoint(row.breakdowns)
    ]
    for place, observations in dataset.by_place.items():
        rows = [o for o in observations if all(o.cut[n] in values for n, values in only)]
        if rows:
            yield (
                place,
                Holding(
                    dataset.id,
                    max(o.year for o in rows),
                    any(_is_split(rows, n) for n in splitting),
                    any(o.source in open_sources for o in rows),
                ),
            )


def _is_split(rows: Sequence[Observation], dimension: int) -> bool:
    """Whether values stand for at least two groups."""
    return len({o.cut[dimension] for o in rows}) > 1


def _open_sources(dataset: Dataset, names: set[str]) -> frozenset[str]:
    """The sources whose values may be used by anybody: all of them when every licence of the package is open, else those
    whose own terms begin with the name of an open licence."""
    licences = [str(licence.get("name", "")) for licence in dataset.package.descriptor.get("licenses", ())]
    families = dataset.record.families
    if licences and names.issuperset(licences):
        return frozenset({*families, ""})
    return frozenset(id for id, family in families.items() if _begins_with_one(family.licence, names))


def _begins_with_one(said: str, names: set[str]) -> bool:
    """Whether terms told in words are those of a licence: `CC BY 4.0, on terms of free use`, `CC0`."""
    plain = "-".join(said.casefold().split())
    return any(plain.startswith(name.casefold()) or (plain and name.casefold().startswith(plain)) for name in names)


def _joined(by_place: ByPlace) -> ByPlace:
    """Those of cities, by country: of each package the latest year, and whether any city has it broken down or open."""
    found: dict[str, dict[str, Holding]] = defaultdict(dict)
    for place, holdings in by_place.items():
        if kind_of(place) == "city":
            for one in holdings:
                other = found[place[:3]].get(one.indicator, one)
                found[place[:3]][one.indicator] = Holding(
                    one.indicator,
                    max(one.latest, other.latest),
                    one.broken_down or other.broken_down,
                    one.open or other.open,
                )
    return {country: tuple(holdings.values()) for country, holdings in found.items()}
