"""Rules on a data package as a whole: its terms, its sources, its list of places; and the rows of closed lists."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.catalog import Catalog
from generator.checks.cells import Cells
from generator.checks.subject import Finding, is_known
from generator.model.place import Place
from generator.model.vocabulary import Term
from generator.problem import nearest
from generator.reading.packages import DataPackage
from generator.reading.tables import Table


def licence_missing(catalog: Catalog) -> Iterator[Finding]:
    """A data package names no licence or no source, so nobody may use it and nobody can check it; or its terms are mixed, and a source does not state its own."""
    for package in _packages(catalog):
        for name in ("licenses", "sources"):
            if not package.descriptor.get(name):
                hint = "name them with title and, where there is one, path"
                yield Finding(package.path, f'the package has no "{name}"', hint, (name,))
        for index, licence in enumerate(_licences(package)):
            if not licence.get("name"):
                hint = "add the name, as in datasets/vocabularies/licences.csv"
                yield Finding(package.path, 'the licence has no "name"', hint, ("licenses", index))
    for dataset in catalog.indicators.values():
        if any(licence.get("name") == MIXED for licence in _licences(dataset.package)):
            for id, family in dataset.record.families.items():
                if not family.licence.strip():
                    message = f'the terms of the package are mixed, and "{id}" does not state its own'
                    hint = "add licence: the terms of the values of this source"
                    yield Finding(dataset.path, message, hint, ("beacon", "families", id))


MIXED, REFUSED = "mixed", "refused"


def licence_incompatible(catalog: Catalog) -> Iterator[Finding]:
    """A data package, or one of its sources, has terms under which we may not pass it on, or that are not in the list of licences."""
    if "licences" not in catalog.vocabularies:
        return
    terms = [term for term in catalog.vocabularies["licences"].terms.values() if term.parent]
    known = {term.title: term for term in terms}
    refused = [term for term in terms if term.parent == REFUSED]
    for package in _packages(catalog):
        for index, licence in enumerate(_licences(package)):
            name, at = str(licence.get("name", "")), ("licenses", index, "name")
            if name and name not in known:
                hint = f"a new one goes into datasets/vocabularies/licences.csv; {nearest(name, known)}"
                yield Finding(package.path, f'"{name}" is not in the list of licences', hint, at)
            elif name and known[name] in refused:
                yield _refusal(package, known[name], at)
    for dataset in catalog.indicators.values():
        for id, family in dataset.record.families.items():
            if found := next((term for term in refused if _is_under(family.licence, term)), None):
                yield _refusal(dataset.package, found, ("beacon", "families", id, "licence"))


def _refusal(package: DataPackage, term: Term, at: tuple[str | int, ...]) -> Finding:
    reason = term.description[:1].lower() + term.description[1:].rstrip(".")
    hint = "ask the publisher for other terms, or leave these values out"
    return Finding(package.path, f"we may not pass this on under {term.title}: {reason}", hint, at)


def _is_under(said: str, term: Term) -> bool:
    """Whether terms told in words are those of a licence: `CC BY-NC 4.0, for research`."""
    return "-".join(said.casefold().split()).startswith(term.title.casefold())


def _packages(catalog: Catalog) -> Sequence[DataPackage]:
    return [*(dataset.package for dataset in catalog.indicators.values()), *catalog.reference_packages]


def _licences(package: DataPackage) -> Sequence[Mapping[str, Any]]:
    return [licence for licence in package.descriptor.get("licenses", ()) if isinstance(licence, dict)]


def place_out_of_date(cells: Cells) -> Iterator[Finding]:
    """The list of places in a package is not what `datasets/places/` says of them, or lacks one that its figures name."""
    listed = cells.dataset.package.tables.get("places")
    if listed is None or not cells.catalog.places:
        return
    hint = f"run `beacon remake {cells.dataset.id}`"
    for line, row in zip(listed.lines, listed.rows, strict=True):
        id = row.get("id", "")
        if id not in cells.catalog.places:
            if not is_known(cells.catalog, "place", id):
                message = f'"{id}" is not in datasets/places/places.csv'
                yield _at(
                    listed, line, "id", message, f"add it there, or correct it here and in the table; then {hint}"
                )
            continue
        for column, said in _written(cells.catalog.places[id]).items():
            if row.get(column, said) != said:
                message = f'"{column}" of {id} is "{row[column]}" here, and "{said}" in datasets/places/places.csv'
                yield _at(listed, line, column, message, hint)
    ids = {row.get("id", "") for row in listed.rows}
    for place in dict.fromkeys(cells.places):
        if place not in ids and is_known(cells.catalog, "place", place):
            yield cells.shared("place_id", place, f'"{place}" is not in {listed.path}', hint)


def _written(place: Place) -> Mapping[str, str]:
    """A place as the row of a package has it."""
    return {
        "type": place.type, "name": place.name, "iso3": place.iso3, "region": place.region, "subregion": place.subregion,
    }  # fmt: skip


def unknown_reference(catalog: Catalog) -> Iterator[Finding]:
    """A row of a closed list names a wider term, or a measure an indicator, that does not exist."""
    for package in catalog.reference_packages:
        for table in package.tables.values():
            ids = {row.get("id", "") for row in table.rows}
            for line, row in table.numbered:
                if (parent := row.get("parent")) and parent not in ids:
                    yield _at(table, line, "parent", f'no row with the id "{parent}"', nearest(parent, ids))
                other = row.get("indicator")
                if other and not is_known(catalog, "indicator", other):
                    hint = nearest(other, catalog.indicators)
                    yield _at(table, line, "indicator", f'no indicator "{other}"', hint)


def _at(table: Table, line: int, column: str, message: str, hint: str) -> Finding:
    return Finding(table.path, message, hint, line=line, column=table.header.index(column) + 1)
