"""The data package as one zip: the tables and their descriptor, and all that must be known to use them alone."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.catalog import Catalog
from generator.cite import refer
from generator.dataset import Dataset
from generator.reading.packages import DESCRIPTOR
from generator.reading.tables import Table
from generator.readme import Account, Extent, caveats, licence, readme

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file, so that the same figures give the same bytes."""


def package(catalog: Catalog, dataset: Dataset, url: str) -> bytes:
    """The zip. Its descriptor is that of the package, with the size and checksum of the tables as they stand in it."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, content in _files(catalog, dataset, url).items():
            entry = ZipInfo(path, _LONG_AGO)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _files(catalog: Catalog, dataset: Dataset, url: str) -> Mapping[str, bytes]:
    """The files by their path, tables last, so that none can stand in the place of a text of ours."""
    descriptor = dataset.package.descriptor
    tables = {r["path"]: _table(dataset.package.tables[r["name"]]) for r in descriptor["resources"]}
    names = {place: found.name for place in _named(dataset) if (found := catalog.places.get(place))}
    extent = Extent(len(dataset.observations), len(dataset.by_place), *dataset.years)
    account = Account(descriptor, dataset.record, extent, names, url=url)
    cited = refer(descriptor, dataset.record, url)
    texts = {
        "README.md": readme(account),
        "CAVEATS.md": caveats(account),
        "LICENCE.txt": licence(account),
        "CITATION.cff": cited.cff,
        "citation.bib": cited.bibtex,
        DESCRIPTOR: json.dumps(_described(descriptor, tables), ensure_ascii=False, indent=2) + "\n",
    }
    return {
        **{path: text.encode() for path, text in texts.items()},
        **{p: t for p, t in tables.items() if p not in texts},
    }


def _named(dataset: Dataset) -> Sequence[str]:
    """The places that the words on breaks name."""
    return [place for one in dataset.record.breaks for place in one.places]


def _table(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows(row.values() for row in table.rows)
    return out.getvalue().encode()


def _described(descriptor: Mapping[str, Any], tables: Mapping[str, bytes]) -> Mapping[str, Any]:
    """The descriptor for the tables as they stand in the zip: plain, and a missing value is an empty cell."""
    resources = [
        {
            **{key: value for key, value in resource.items() if key != "dialect"},
            "format": "csv",
            "schema": _missing(resource["schema"]),
            "bytes": len(tables[resource["path"]]),
            "hash": f"sha256:{sha256(tables[resource['path']]).hexdigest()}",
        }
        for resource in descriptor["resources"]
    ]
    return {**descriptor, "resources": resources}


def _missing(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    fields = [{key: value for key, value in field.items() if key != "missingValues"} for field in schema["fields"]]
    return {**schema, "fields": fields, "missingValues": [""]}
