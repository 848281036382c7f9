"""The pictures of a record as its page shows them: in the widths that screens need, with their words and their terms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from generator.addresses import address
from generator.model.picture import Picture
from generator.pages.view import Library, View
from generator.reading.picture_parts import ENDINGS
from generator.reading.pictures import PictureFile
from generator.reading.records import Entry

WIDTHS = (480, 960, 1440)
"""Points across, for a phone, for a column of text, and for a column of text on a fine screen."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture on a page. `width` and `height` are those of the file that a browser takes first, to keep its place free."""

    picture: Picture
    src: str
    srcset: str
    width: int
    height: int
    widest: int
    """The width of the widest file: a small picture is not blown up."""
    licence: str
    terms: str
    """Where the terms of the licence stand, '' when that is not known."""


def shown(view: View, kind: str, entry: Entry[Any]) -> Sequence[Shown]:
    """The pictures of a record for the page beside which their files lie."""
    licences = view.catalog.vocabularies.get("licences")
    found = []
    for picture, file in view.catalog.pictures_of(kind, entry):
        names = {width: name(file, width) for width in widths(file)}
        width = max(w for w in names if w <= WIDTHS[1] or w == min(names))
        term = licences.terms.get(picture.licence) if licences else None
        found.append(
            Shown(
                picture,
                names[width],
                ", ".join(f"{file_name} {w}w" for w, file_name in names.items()),
                width,
                height(file, width),
                max(names),
                term.title if term else picture.licence,
                view.web({"path": term.url}) if term else "",
            )
        )
    return found


def widths(file: PictureFile) -> Sequence[int]:
    """The widths that a picture is made in: never wider than it is."""
    return [
        *(width for width in WIDTHS if width < file.width),
        *([file.width] if file.width <= WIDTHS[-1] else []),
    ] or [file.width]


def height(file: PictureFile, width: int) -> int:
    """The height that goes with a width."""
    return max(1, round(file.height * width / file.width))


def name(file: PictureFile, width: int) -> str:
    """The name of a picture's file of some width, beside the page of its record."""
    return f"{PurePosixPath(file.path).stem}-{width}.{ENDINGS[file.form]}"


def made_of(view: View, kind: str, entry: Entry[Any]) -> Sequence[tuple[str, ...]]:
    """What a page rests on of its pictures beside its record: their points and the terms they stand under."""
    files = (file.digest for _, file in view.catalog.pictures_of(kind, entry))
    return [(digest, one.licence, one.terms) for digest, one in zip(files, shown(view, kind, entry), strict=True)]


def described(library: Library, kind: str, entry: Entry[Any]) -> dict[str, Any]:
    """The pictures in the words of schema.org; nothing without any."""
    base = library.settings["url"] + address(kind, entry.id)
    found = list(_described(library.view(address(kind, entry.id)), kind, entry, base))
    return {"image": found} if found else {}


def _described(view: View, kind: str, entry: Entry[Any], base: str) -> Iterator[Mapping[str, Any]]:
    for one in shown(view, kind, entry):
        told = {"@type": "ImageObject", "contentUrl": base + one.src, "description": one.picture.alt}
        credit = {"creditText": one.picture.credit, "width": one.width, "height": one.height}
        yield {**told, **credit, **({"license": one.terms} if one.terms else {})}
