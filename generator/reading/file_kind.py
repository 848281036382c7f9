"""What a file is by its first bytes. Nothing is unpacked to find out, so a bomb stays shut."""

import re

_ZIPPED = b"PK\x03\x04"
_BY_FIRST_BYTES = (
    (b"PAR1\x15", "a Parquet file"), (b"%PDF-", "a PDF document"), (b"SQLite format 3\0", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook"), (b"\x1f\x8b", "a gzip archive"), (b"BZh91AY", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"), (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"), (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"), (b"\x89PNG\r\n\x1a\n", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF89a", "a GIF picture"), (b"GIF87a", "a GIF picture"), (b"{\\rtf", "a rich-text document"),
    (b"version https://git-lfs.github.com/spec/", "a pointer of Git LFS in place of the file"),
)  # fmt: skip
_WORKBOOKS = ((b"xl/", "an Excel workbook"), (b"opendocument.spreadsheet", "an OpenDocument spreadsheet"))
_MARKUP = ((b"<!doctype html", "a web page"), (b"<html", "a web page"), (b"<?xml", "an XML document"), (b"<svg", "an SVG picture"))  # fmt: skip
_LOOKED_AT = 4096


def kind_of(source: bytes) -> str:
    """What the file is, in words, when it is plainly no text of cells: `a PDF document`; else ''."""
    start = source[:_LOOKED_AT]
    if start.startswith(_ZIPPED):
        named = (said for name, said in _WORKBOOKS if name in start)
        return next(named, "an Excel workbook" if b"[Content_Types].xml" in start else "a zip archive")
    found = (said for first, said in _BY_FIRST_BYTES if start.startswith(first))
    return next(found, "") or _markup(start)


def _markup(start: bytes) -> str:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if re.match(rb"[{\[]\s*[\"{\[]", text):
        return "a JSON document"
    return next((said for first, said in _MARKUP if text.startswith(first)), "")
