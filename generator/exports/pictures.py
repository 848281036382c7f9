"""The pictures of records, made anew of their points alone: place, device and author stay behind."""

import io
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.addresses import address, is_public
from generator.output import Output, OutputFault
from generator.pages.pictures import height, name, widths
from generator.pages.view import Library, digest, made_by
from generator.reading.picture_parts import Form
from generator.reading.pictures import PictureFile, points_of
from generator.reading.source import Fault

SAVED: Mapping[Form, Mapping[str, Any]] = {
    "JPEG": {"quality": 80, "optimize": True, "progressive": True, "subsampling": "4:2:0"},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 80, "method": 4},
}
"""How each form is written. Colours are taken as those of screens; a colour profile is neither read nor passed on."""


def files(library: Library, root: Path) -> Iterator[Output]:
    """Each picture of each record that readers may find, in each width, beside the page."""
    by = None
    for kind, entry in library.catalog.entries:
        for _, file in library.catalog.pictures_of(kind, entry) if is_public(entry.record) else ():
            by = by or digest(version("pillow"), made_by())
            for width in widths(file):
                path = f"{address(kind, entry.id)}{name(file, width)}"
                yield Output(path, partial(drawn, root, file, width), file.path, digest(by, file.digest, width))


def drawn(root: Path, file: PictureFile, width: int) -> bytes:
    """A picture in a width, with nothing in it but its points: the same bytes for the same file. OutputFault when it has
    changed since it was checked and cannot be drawn any more."""
    from PIL import Image

    try:
        points = points_of(root, file.path)
    except Fault as fault:
        raise OutputFault(f"{file.path}: {fault.message}; {fault.hint}") from None
    if points.width != width:
        points = points.resize((width, height(file, width)), Image.Resampling.LANCZOS)
    if file.form == "JPEG" and points.mode == "RGBA":
        points = points.convert("RGB")
    out = io.BytesIO()
    points.save(out, format=file.form, **SAVED[file.form])
    return out.getvalue()
