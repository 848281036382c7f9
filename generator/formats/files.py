"""The files of an indicator: which there are, what they are for, and the mark of what they are made from."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from generator.catalog import Catalog
from generator.dataset import Dataset
from generator.formats.package import package
from generator.formats.parquet import parquet
from generator.formats.series import series
from generator.formats.sheet import sheet


@dataclass(frozen=True, slots=True)
class Format:
    """A form of the figures: its ending, its name, its media type, what it is for, and what makes it out of a dataset
    and the address of its page."""

    suffix: str
    title: str
    media: str
    purpose: str
    make: Callable[[Catalog, Dataset, str], bytes]


FORMATS = (
    Format("csv", "CSV", "text/csv", "for a spreadsheet: every row with its place, unit and source", sheet),
    Format("json", "JSON", "application/json", "for a program: the line of each place, with its breaks", series),
    Format("parquet", "Parquet", "application/vnd.apache.parquet", "for analysis: the same rows as the CSV, with types", parquet),
    Format("zip", "Data package", "application/zip", "to keep: the tables with their description, caveats, terms and citation", package),
)  # fmt: skip


def content_mark(catalog: Catalog, dataset: Dataset) -> str:
    """The digest of all content that the files of a dataset are made from: the package, and what is known of its places.

    A table whose checksum stands in the descriptor was compared with it when it was read.
    """
    package = dataset.package
    unsigned = [r["name"] for r in package.descriptor["resources"] if not str(r.get("hash", "")).startswith("sha")]
    rows = [[*map(dict, package.tables[name].rows)] for name in unsigned]
    places = sorted({*dataset.by_place, *(place for one in dataset.record.breaks for place in one.places)})
    known = [(catalog.place_name(id), place) for id in places if (place := catalog.places.get(id))]
    names = [(name, place.id, place.name, place.type, place.iso3) for name, place in known]
    return blake2b(json.dumps([package.descriptor, rows, names]).encode(), digest_size=16).hexdigest()
