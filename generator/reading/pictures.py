"""Pictures: a contributor's file to its size and its points, or to what is wrong with it. Bounded in bytes and in points."""

import io
import warnings
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.problem import Problem
from generator.reading.picture_parts import ENDINGS, BadPicture, Form, Parts, has_position, parts_of, turned
from generator.reading.source import Fault, TooLarge, read_bytes

if TYPE_CHECKING:  # slow to import, and most libraries hold no picture
    from PIL.Image import Image

HOME = "content/images"
MAX_BYTES = 1_000_000
MAX_STRIPPED = 64_000_000
"""Bytes of a picture out of a camera, which may be made smaller after the place is out of it."""
MAX_POINTS = 20_000_000
MAX_SIDE = 8_000
MIN_SIDE = 240


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that can be shown: its path below the root, what it is, its size as readers see it, and the digest of its
    bytes."""

    path: str
    form: Form
    width: int
    height: int
    digest: str


class WithPosition(Fault):
    """A picture that says where it was taken."""

    rule = "picture-with-position"


def read_picture(root: Path, path: str) -> tuple[PictureFile | None, tuple[Problem, ...]]:
    """The picture in `root/path`; with any fault there is none."""
    try:
        source = _source(root, path)
        parts = parts_of(source)
        ending = PurePosixPath(path).suffix.removeprefix(".")
        if ending != ENDINGS[parts.form]:
            hint = f"name it {PurePosixPath(path).stem}.{ENDINGS[parts.form]}, here and in the record"
            raise BadPicture(f'the file is a {parts.form} picture and its name ends in ".{ending}"', hint=hint)
        if has_position(parts):
            raise WithPosition(
                "the picture says where it was taken",
                hint="that can lead somebody to a shelter, or to a victim's door: take the position out with `beacon strip "
                f"{path}`, and put that in its place. What was sent is kept in the history of the repository: if the place "
                "must stay unknown, tell the maintainers in private, as SECURITY.md says",
            )
        image = _opened(parts)
    except Fault as fault:
        return None, (fault.problem(path),)
    digest = blake2b(source, digest_size=16).hexdigest()
    return PictureFile(path, parts.form, image.width, image.height, digest), ()


def points_of(root: Path, path: str) -> "Image":
    """The points of a picture, upright, with nothing beside them. Raises Fault."""
    return _opened(parts_of(_source(root, path)))


def _source(root: Path, path: str) -> bytes:
    try:
        return read_bytes(root, path, MAX_BYTES)
    except TooLarge as fault:
        hint = f"at most {MAX_BYTES:,} bytes are taken: make it 1,600 points wide, and save it as JPEG"
        raise TooLarge(fault.message, hint=hint) from None


def _opened(parts: Parts) -> "Image":
    """A picture of its points alone. The library that draws it is handed nothing else, and only a form we have seen."""
    from PIL import Image as pictures

    _bounded(*_size_of_webp(parts.points) if parts.form == "WEBP" else (1, 1))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pictures.DecompressionBombWarning)  # we count the points ourselves
            image = pictures.open(io.BytesIO(parts.points), formats=(parts.form,))
            _bounded(image.width, image.height)
            image.load()
    except Fault:
        raise
    except Exception as error:  # it raises nearly anything for bytes that are no picture
        hint = "save it anew, and see whether it opens"
        raise BadPicture(f"the picture cannot be drawn: {type(error).__name__}", hint=hint) from None
    if min(image.size) < MIN_SIDE:
        hint = f"at least {MIN_SIDE} points each way are needed to see something"
        raise BadPicture(f"the picture has {image.width} by {image.height} points", hint=hint)
    return _plain(image, turned(parts))


def _bounded(width: int, height: int) -> None:
    if width * height > MAX_POINTS or max(width, height) > MAX_SIDE:
        hint = f"at most {MAX_POINTS:,} points and {MAX_SIDE:,} each way are drawn: make it 1,600 points wide"
        raise BadPicture(f"the picture has {width:,} by {height:,} points", hint=hint)


def _size_of_webp(points: bytes) -> tuple[int, int]:
    """The size that a WebP states. It is asked before the library is, which takes the memory first and looks then."""
    name, held = points[12:16], points[20:30]
    if name == b"VP8X":
        return 1 + int.from_bytes(held[4:7], "little"), 1 + int.from_bytes(held[7:10], "little")
    if name == b"VP8L":
        bits = int.from_bytes(held[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return int.from_bytes(held[6:8], "little") & 0x3FFF, int.from_bytes(held[8:10], "little") & 0x3FFF


def _plain(image: "Image", way: int) -> "Image":
    """A new picture of the same points, in grey or in colours, upright; nothing else of the old one goes with it."""
    from PIL import Image as pictures

    if image.mode not in _MODES:
        hint = "save it in the colours of a screen (RGB), with 8 bits for each"
        raise BadPicture("the picture is in colours for print, or in finer ones than screens have", hint=hint)
    clear = "transparency" in image.info or image.mode in {"LA", "PA", "RGBA"}
    mode = "RGBA" if clear else "L" if image.mode in {"1", "L"} else "RGB"
    plain = pictures.new(mode, image.size)
    plain.paste(image.convert(mode))
    ways = pictures.Transpose
    steps = (
        None, ways.FLIP_LEFT_RIGHT, ways.ROTATE_180, ways.FLIP_TOP_BOTTOM, ways.TRANSPOSE, ways.ROTATE_270,
        ways.TRANSVERSE, ways.ROTATE_90,
    )  # fmt: skip
    step = steps[way - 1]
    return plain if step is None else plain.transpose(step)


_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})


def stripped(source: bytes) -> bytes:
    """The same picture without anything beside its points but the way the camera was held. Raises BadPicture.

    No point is changed: what a JPEG lost when it was saved is not lost a second time.
    """
    parts = parts_of(source)
    way = turned(parts)
    if way == 1:
        return parts.points
    if parts.form != "JPEG":
        hint = "open it, turn it, and save it anew"
        raise BadPicture("the picture lies on its side, which this form cannot say alone", hint=hint)
    said = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + bytes((0, way, 0, 0)) + b"\0\0\0\0"
    return b"\xff\xd8\xff\xe1" + (len(said) + 2).to_bytes(2) + said + parts.points[2:]
