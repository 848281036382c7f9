"""What a file is by its first bytes."""

import gzip
import io
import zipfile

import pytest

from generator.reading.file_kind import kind_of


def zipped(*names: str) -> bytes:
    """An archive of empty files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else "")
    return out.getvalue()


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"), (zipped("_rels/.rels", "xl/workbook.xml"), "an Excel workbook"),
        (zipped("mimetype", "content.xml"), "an OpenDocument spreadsheet"), (zipped("data.csv"), "a zip archive"), (gzip.compress(b"a,b\n", mtime=0), "a gzip archive"),
        (b"%PDF-1.7\n", "a PDF document"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook"), (b"SQLite format 3\0", "an SQLite database"),
        (b"PAR1\x15\x04", "a Parquet file"), (b"\n <!DOCTYPE html>\n<html>", "a web page"), (b"\xef\xbb\xbf<html lang='en'>", "a web page"), (b"<?xml version='1.0'?>", "an XML document"),
        (b'[{"id": 1}]', "a JSON document"), (b'{\n "id": 1}', "a JSON document"), (b"version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS in place of the file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "first-bytes",
)  # fmt: skip
def test_a_file_says_what_it_is(source: bytes, kind: str) -> None:
    """Nothing is unpacked to find out."""
    assert kind_of(source) == kind


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"id,year\n",
        b"PK,id\n",
        b"version,x\n",
        b"[id],x\n",
        b"{id},x\n",
        b"<5,x\n",
        b"BZh,x\n",
        b"PAR1,x\n",
        b"GIF8,x\n",
        "الاسم,x\n".encode(),
    ],
)
def test_text_is_no_other_kind(source: bytes) -> None:
    """Also text that begins like one."""
    assert kind_of(source) == ""
