"""What can be taken away from an indicator: its files with their sizes, lines to read them with, how to cite them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.addresses import address
from generator.cite import Licence, Reference, licences, line, refer
from generator.dataset import Dataset
from generator.formats.files import FORMATS, content_mark
from generator.pages.view import Library, View, digest, made_by, render


class File(NamedTuple):
    """A file to download: what it is called, what it is for, its name, its address, its media type and size."""

    title: str
    purpose: str
    name: str
    url: str
    media: str
    bytes: int

    @property
    def size(self) -> str:
        """'12 KB', '1.4 MB'."""
        if self.bytes < 1000:
            return f"{self.bytes} bytes"
        return f"{self.bytes / 1e3:.0f} KB" if self.bytes < 999_500 else f"{self.bytes / 1e6:.1f} MB"


class Snippet(NamedTuple):
    """A line that reads the table: where it is written, and what stands there."""

    title: str
    code: str


@dataclass(frozen=True, slots=True)
class Downloads:
    """What the section on taking figures away shows."""

    files: Sequence[File]
    snippets: Sequence[Snippet]
    cite: Reference
    licences: Sequence[Licence]
    differ: bool
    """Whether the terms differ by source."""


def downloads(library: Library, dataset: Dataset) -> Downloads:
    """The facts of the section."""
    found = _files(library, dataset)
    descriptor, record = dataset.package.descriptor, dataset.record
    terms = {line(family.licence) for family in record.families.values()}
    return Downloads(
        found,
        snippets(found[0].url),
        refer(descriptor, record, page_of(library, dataset)),
        licences(descriptor),
        len(terms) > 1,
    )


def section(view: View, dataset: Dataset) -> Markup:
    """The section "Take it with you" of an indicator's page."""
    return render("_download", view=view, taken=downloads(view.library, dataset))


def distributions(library: Library, dataset: Dataset) -> Sequence[Mapping[str, Any]]:
    """The files in the words of schema.org."""
    return [
        {
            "@type": "DataDownload",
            "name": file.title,
            "encodingFormat": file.media,
            "contentUrl": file.url,
            "contentSize": file.size,
        }
        for file in _files(library, dataset)
    ]


def page_of(library: Library, dataset: Dataset) -> str:
    """The full address of an indicator's page."""
    return str(library.settings["url"]) + address("indicator", dataset.id)


def mark(library: Library, dataset: Dataset) -> str:
    """The digest of all that the files of an indicator are made from: content, code and where the site will live."""
    return digest(content_mark(library.catalog, dataset), made_by(), page_of(library, dataset))


def snippets(url: str) -> Sequence[Snippet]:
    """A line for each of the tools that most people read tables with."""
    quoted = json.dumps(url)
    return (
        Snippet("Python, with pandas", f"import pandas as pd; data = pd.read_csv({quoted})"),
        Snippet("R", f"data <- read.csv({quoted})"),
        Snippet("Google Sheets", f"=IMPORTDATA({quoted})"),
        Snippet(
            "Excel, as a blank query of Power Query",
            f"= Table.PromoteHeaders(Csv.Document(Web.Contents({quoted})))",
        ),
    )


def _files(library: Library, dataset: Dataset) -> Sequence[File]:
    of, page = mark(library, dataset), page_of(library, dataset)
    return [
        File(
            form.title,
            form.purpose,
            f"{dataset.id}.{form.suffix}",
            f"{page}{dataset.id}.{form.suffix}",
            form.media,
            _size(of, form.suffix, partial(form.make, library.catalog, dataset, page)),
        )
        for form in FORMATS
    ]


_SIZES: dict[tuple[str, str], int] = {}


def _size(mark: str, suffix: str, make: Callable[[], bytes]) -> int:
    """How many bytes a file has. It is made to be measured, once for as long as it stays the same."""
    if (mark, suffix) not in _SIZES:
        _SIZES[mark, suffix] = len(make())
    return _SIZES[mark, suffix]
