"""Pictures that tests draw themselves: plain shapes with invented data beside them. None is of a real place."""

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
AUTHOR = "Invented Author"
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="0,0.0N" exif:GPSLongitude="0,0.0E"/></rdf:RDF></x:xmpmeta>"""


def drawing(width: int = 400, height: int = 300, mode: str = "RGB") -> Image.Image:
    """Circles in the upper left corner of a field, so that one sees how it is turned."""
    image = Image.new("RGB", (width, height), (214, 208, 190))
    pen = ImageDraw.Draw(image)
    for step in range(6):
        at = 20 * step
        pen.ellipse(
            (at // 2, at // 2, width // 2 - at // 4, height // 2 - at // 4), fill=(40 * step, 90, 200 - 30 * step)
        )
    return image.convert(mode)


def exif(*, position: bool = False, turned: int = 1, author: str = AUTHOR) -> Image.Exif:
    """Camera data with an author, a device, and if wanted a position off the coast of nowhere."""
    found = Image.Exif()
    found[0x013B], found[0x0110] = author, "Invented Camera 1"
    if turned != 1:
        found[0x0112] = turned
    if position:
        gps = found.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = "N", (0.0, 0.0, 0.0), "E", (0.0, 0.0, 0.0)
    return found


def saved(image: Image.Image, form: str = "JPEG", **given: Any) -> bytes:
    """The bytes of a picture in a form."""
    out = io.BytesIO()
    image.save(out, form, **given)
    return out.getvalue()


def piece_of_png(name: bytes, held: bytes) -> bytes:
    """One piece of a PNG with its checksum."""
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))


def with_piece(png: bytes, name: bytes, held: bytes) -> bytes:
    """A PNG with one more piece behind its head."""
    return png[:33] + piece_of_png(name, held) + png[33:]


def raw_profile(held: bytes) -> PngImagePlugin.PngInfo:
    """Camera data as hexadecimal text in a PNG, as one widespread program writes them."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Raw profile type exif", f"\nexif\n{len(held):8}\n{held.hex()}\n", zip=True)
    return told


def parts(source: bytes) -> Iterator[str]:
    """The names of the parts of a picture, read by the standards and by nothing of ours."""
    if source.startswith(b"\x89PNG"):
        at = 8
        while at < len(source):
            length = int.from_bytes(source[at : at + 4])
            yield source[at + 4 : at + 8].decode()
            at += 12 + length
    elif source.startswith(b"RIFF"):
        at = 12
        while at < len(source):
            length = int.from_bytes(source[at + 4 : at + 8], "little")
            yield source[at : at + 4].decode()
            at += 8 + length + length % 2
    else:
        at = 2
        while at < len(source):
            marker = source[at + 1]
            yield f"{marker:02X}"
            if marker == 0xDA:  # the points themselves: look for the next marker
                at += 2
                while not (source[at] == 0xFF and source[at + 1] not in (0, *range(0xD0, 0xD8))):
                    at += 1
            elif marker == 0xD9:
                at += 2
            else:
                at += 2 + int.from_bytes(source[at + 2 : at + 4])


PLAIN_PARTS = {
    "JPEG": {"E0", "DB", "C0", "C2", "C4", "DA", "D9", "DD"},
    "PNG": {"IHDR", "PLTE", "tRNS", "IDAT", "IEND"},
    "WEBP": {"VP8 ", "VP8L", "VP8X", "ALPH"},
}
"""All that a picture needs to be seen."""


def put(root: Path, record: str, name: str, content: bytes, *, says: str = "") -> str:
    """Lay a picture beside a record such as `practices/test-lamps` of the small library, and name it there."""
    kind, id = record.split("/")
    path = f"content/images/{kind}/{id}/{name}"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content)
    folder, ending = ("practices", "yaml") if kind == "practices" else (f"content/{kind}", "md")
    file = root / folder / f"{id}.{ending}"
    text = file.read_text(encoding="utf-8")
    told = f"""images:
  - file: {name}
    alt: "Blue circles in the upper left corner of a pale field"
    licence: cc0-1-0
    credit: Makers of test records
    {says or "caption: Invented for tests."}
"""
    head = "---\n" if ending == "md" else ""
    file.write_text(text.replace(head, head + told, 1) if head else told + text, encoding="utf-8")
    return path
