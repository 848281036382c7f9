"""The parts of a picture's file: what its points are made of, and everything else that a camera or a program put beside
them. Parted by our own few lines, so that no library ever reads what is beside."""

import re
import zlib
from collections.abc import Iterator
from typing import Literal, NamedTuple

from generator.reading.file_kind import kind_of
from generator.reading.source import Fault

Form = Literal["JPEG", "PNG", "WEBP"]
ENDINGS: dict[Form, str] = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
MOST_SCANS = 64
"""Passes over one JPEG: each is as much work as the whole picture, however few bytes it has."""
MOST_UNPACKED = 1_000_000
"""Bytes that a packed remark beside a picture may have."""


class BadPicture(Fault):
    """A file that is no picture we take."""

    rule = "bad-picture"


class Parts(NamedTuple):
    """`points`: the same picture with nothing beside it. `beside`: what was, piece by piece, unpacked."""

    form: Form
    points: bytes
    beside: tuple[bytes, ...]


def parts_of(source: bytes) -> Parts:
    """The parts of a JPEG, PNG or WebP, by what the file holds and not by its name. Raises BadPicture."""
    try:
        if source.startswith(b"\xff\xd8\xff"):
            return _jpeg(source)
        if source.startswith(_PNG):
            return _png(source)
        if source.startswith(b"RIFF") and source[8:12] == b"WEBP":
            return _webp(source)
    except _Broken:
        raise BadPicture("the picture is damaged or not whole", hint="save it anew, and see whether it opens") from None
    kind = _kind(source)
    if kind == "an SVG picture":
        hint = "an SVG can hold scripts and fetch things from elsewhere: save it as PNG, and put that here"
        raise BadPicture("the file is an SVG picture, and none is taken", hint=hint)
    raise BadPicture(f"the file is {kind} and no JPEG, PNG or WebP", hint="open it, and save it as JPEG, PNG or WebP")


class _Broken(Exception):
    """The file ends too early, or its parts do not follow each other."""


def _kind(source: bytes) -> str:
    if re.search(rb"<svg[\s/>]", source[:4096], re.IGNORECASE):
        return "an SVG picture"
    if source[4:8] == b"ftyp":
        return "a HEIC or AVIF picture, or a film,"
    return kind_of(source) or "something else"


def _jpeg(source: bytes) -> Parts:
    points = [b"\xff\xd8"]
    beside: list[bytes] = []
    at, scans = 2, 0
    while True:
        start = at
        while source[at + 1 : at + 2] == b"\xff":  # a marker may be drawn out
            at += 1
        if source[at : at + 1] != b"\xff" or at + 1 >= len(source):
            raise _Broken
        marker = source[at + 1]
        if marker == 0xD9:
            points.append(b"\xff\xd9")
            beside.append(source[at + 2 :])
            break
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        length = int.from_bytes(source[at + 2 : at + 4])
        end = at + 2 + length
        if length < 2 or end > len(source):
            raise _Broken
        piece, held = source[at:end], source[at + 4 : end]
        if marker == 0xDA:
            scans += 1
            if scans > MOST_SCANS:
                hint = "open it, and save it anew as an ordinary JPEG"
                raise BadPicture(f"the picture is drawn in more than {MOST_SCANS} passes", hint=hint)
            following = _NEXT_MARKER.search(source, end)
            if following is None:
                raise _Broken
            end = following.start()
            points.append(source[at:end])
        elif marker == 0xE0 and held.startswith(b"JFIF\0"):
            points.append(b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
            beside.append(held)
        elif marker == 0xEE and held.startswith(b"Adobe"):  # says how its colours are stored
            points.append(b"\xff\xee\x00\x0e" + held[:12].ljust(12, b"\0"))
        elif 0xE0 <= marker <= 0xEF or marker == 0xFE:
            beside.append(held)
        else:
            points.append(piece)
        at = max(end, start + 1)
    return Parts("JPEG", b"".join(points), tuple(beside))


_NEXT_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_POINTS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_PACKED = {b"zTXt": rb"[^\0]*\0\0", b"iCCP": rb"[^\0]*\0\0", b"iTXt": rb"[^\0]*\0\x01\0[^\0]*\0[^\0]*\0"}
"""Pieces of a PNG that are packed, each with what stands before the packed bytes."""


def _png(source: bytes) -> Parts:
    points = [_PNG]
    beside: list[bytes] = []
    at = len(_PNG)
    while True:
        length, name = int.from_bytes(source[at : at + 4]), source[at + 4 : at + 8]
        end = at + 12 + length
        if len(name) < 4 or end > len(source):
            raise _Broken
        if name in {b"acTL", b"fcTL", b"fdAT"}:
            raise _moves()
        if name in _PNG_POINTS:
            points.append(source[at:end])
        else:
            beside.extend(_unpacked(name, source[at + 8 : end - 4]))
        at = end
        if name == b"IEND":
            break
    beside.append(source[at:])
    return Parts("PNG", b"".join(points), tuple(beside))


def _unpacked(name: bytes, held: bytes) -> Iterator[bytes]:
    """What a piece of a PNG holds, and what is packed in it; programs also write camera data into it as hexadecimal text."""
    yield held
    packed = name in _PACKED and re.match(_PACKED[name], held)
    if packed:
        try:
            held = zlib.decompressobj().decompress(held[packed.end() :], MOST_UNPACKED)
        except zlib.error:
            return
        yield held
    if re.search(rb"\n(?:exif|APP1|app1|xmp|iptc)\n", held):
        text = re.sub(rb"\s+", b"", held.rpartition(b"\n")[0].partition(b"\n")[2].split(b"\n", 2)[-1])
        yield bytes.fromhex(text[: len(text) // 2 * 2].decode("ascii")) if re.fullmatch(rb"[0-9A-Fa-f]*", text) else b""


def _moves() -> BadPicture:
    return BadPicture("the picture moves", hint="movement distracts and harms some readers: save one picture of it")


def _webp(source: bytes) -> Parts:
    pieces: dict[bytes, bytes] = {}
    beside: list[bytes] = []
    at, end = 12, 8 + int.from_bytes(source[4:8], "little")
    if end > len(source):
        raise _Broken
    while at + 8 <= end:
        name, length = source[at : at + 4], int.from_bytes(source[at + 4 : at + 8], "little")
        held = source[at + 8 : at + 8 + length]
        if len(held) < length:
            raise _Broken
        if name in {b"ANIM", b"ANMF"}:
            raise _moves()
        if name in {b"VP8X", b"ALPH", b"VP8 ", b"VP8L"} and name not in pieces:
            pieces[name] = held
        else:
            beside.append(held)
        at += 8 + length + length % 2
    beside.append(source[end:])
    if b"VP8 " in pieces and b"ALPH" in pieces and len(pieces.get(b"VP8X", b"")) >= 10:
        head = b"\x10\0\0\0" + pieces[b"VP8X"][4:10]
        body = _chunk(b"VP8X", head) + _chunk(b"ALPH", pieces[b"ALPH"]) + _chunk(b"VP8 ", pieces[b"VP8 "])
    else:
        body = b"".join(_chunk(name, pieces[name]) for name in (b"VP8 ", b"VP8L") if name in pieces)[:end]
    if not body:
        raise _Broken
    return Parts("WEBP", b"RIFF" + (len(body) + 4).to_bytes(4, "little") + b"WEBP" + body, tuple(beside))


def _chunk(name: bytes, held: bytes) -> bytes:
    return name + len(held).to_bytes(4, "little") + held + b"\0" * (len(held) % 2)


_SAID = re.compile(
    rb"GPSLatitude|GPSLongitude|GPSDest(?:Lat|Long)itude|geo:lat|geo:long|\xa9xyz|location\.ISO6709", re.IGNORECASE
)
_TIFF = re.compile(rb"II\*\0|MM\0\*")
_GPS, _TURNED = 0x8825, 0x0112
_LATITUDE = frozenset({2, 4, 20, 22})
MOST_TAGS = 1000
MOST_HEADS = 50
MOST_LISTS = 4


def has_position(parts: Parts) -> bool:
    """Whether something beside the points says where the picture was taken."""
    for piece in parts.beside:
        if _SAID.search(piece) or _SAID.search(piece.replace(b"\0", b"")):  # some programs write two bytes a sign
            return True
        for head in _heads(piece):
            lists = [int.from_bytes(held, head.order) for tag, held in head.tags() if tag == _GPS]
            if any(tag in _LATITUDE for offset in lists[:MOST_LISTS] for tag, _ in head.tags(offset)):
                return True
    return False


def turned(parts: Parts) -> int:
    """How the camera was held, from 1 (upright) to 8, as EXIF counts it."""
    for piece in parts.beside:
        for head in _heads(piece):
            for tag, held in head.tags():
                if tag == _TURNED and 1 <= (way := int.from_bytes(held[:2], head.order)) <= 8:
                    return way
    return 1


class _Head(NamedTuple):
    """Where camera data begin in a piece, and the order of their bytes."""

    data: bytes
    order: Literal["little", "big"]

    def tags(self, offset: int = 0) -> Iterator[tuple[int, bytes]]:
        """The number and the four bytes of each tag of a list; of the first list without `offset`."""
        offset = offset or int.from_bytes(self.data[4:8], self.order)
        count = int.from_bytes(self.data[offset : offset + 2], self.order)
        for number in range(min(count, MOST_TAGS)):
            tag = self.data[offset + 2 + 12 * number : offset + 14 + 12 * number]
            if len(tag) < 12:
                return
            yield int.from_bytes(tag[:2], self.order), tag[8:12]


def _heads(piece: bytes) -> Iterator[_Head]:
    for number, found in enumerate(_TIFF.finditer(piece)):
        if number >= MOST_HEADS:
            return
        yield _Head(piece[found.start() :], "little" if found[0][:1] == b"I" else "big")
