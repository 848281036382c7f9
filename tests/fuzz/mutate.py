"""Files made worse: bytes moved, values of a record or a descriptor exchanged for nasty ones, cells of a table spoilt."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import yaml

NASTY: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**30, -(10**400), 1e308, -1e-320, 0.1, "", " ", "\n", "a" * 9_999, "é" * 40, [], {}, [[]], [None], {"": ""},
    "\u202eabc", "\u200b", "\u0000", "\ud7ff", "\U0001f642", "\u0430dmin", "=1+1", "@x", "../../etc/passwd", "/etc/passwd", "~/.ssh", "C:\\x",
    "javascript:alert(1)", "https://", "http://a.b", "https://[::1", "https://a.b/%zz", "//a.b", "mailto:a@b.cc", "{{ 7*7 }}", "{% x %}", "${x}", "<script>1</script>",
    "2026-13-01", "0000-00-00", "9999-12-31", "2026", 2026, 99999, "1e999", "NaN", "inf", "1_000", "٣", "١٢", "0x1", "12:30", "yes", "no", "~",
    "(a+)+$", "[", "(?=a)", "*", "practice:x", "[a](practice:x)", "[@x]", "[@x; computed]", "```chart\n[\n```", "published", "draft", "withdrawn",
    "XXA", "XXA-exampleton", "test-lamps", "public-space", "year", "number", "string", "date", "any", "geopoint", "list", "datetime", "utf-16", ";", "\t",
    "svg", "a.svg", "a.jpg", "con", "nul.yaml", "a" * 300, "a/b", ".", "..", "%", "%s%n", "\r\n", "\x1b[31m", "a@b.cc", "+1 555 123 4567", 65, 65.0, "65%",
)  # fmt: skip
TOKENS = tuple(
    token.encode("utf-8", "ignore")
    for token in (
        "---\n", "\n---\n", ": ", "- ", "  ", "\t", "&a ", "*a", "!!python/object:os.system ", "<<: ", "|", ">-\n", '"', "'", "[", "]", "{", "}", ",", "#", "%YAML 9\n", "...\n",
        "\u2028", "\ufeff", "\x00", "\x85", "\r", "\r\n", "\\u0000", "\\ud800", "\\x", "null", "true", "1e999", "9" * 400, "-", "=", ";", "|\n", "```", "~~~", "[@", "](", "<!--",
        "IHDR", "IDAT", "acTL", "Exif\0\0MM\0*", "VP8X", "RIFF", "\u202e", '"$schema": 1,', '"path": "http://a.b",', '"fields": [],', '"data": [],', '"type": "Topology"',
    )
)  # fmt: skip
BYTES = (
    b"\xff",
    b"\xfe\xff",
    b"\xff\xd8\xff",
    b"\xc3\x28",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\0\0\0\0",
    b"\x7f\xff\xff\xff",
    b"\xff\xd9",
    b"\xff\xda",
)


def moved(source: bytes, random: Random) -> bytes:
    """A file with some bytes flipped, taken out, put in twice or in other places, or cut off."""
    found = bytearray(source)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        at = random.randrange(len(found) + 1)
        size = random.choice((1, 1, 2, 4, 8, 64, 512))
        match random.randrange(8):
            case 0 if at < len(found):
                found[at] ^= 1 << random.randrange(8)
            case 1:
                del found[at : at + size]
            case 2:
                found[at:at] = found[at : at + size] * random.choice((1, 2, 50))
            case 3:
                found[at:at] = random.choice(TOKENS)
            case 4:
                found[at:at] = random.choice(BYTES)
            case 5:
                other = random.randrange(len(found) + 1)
                found[at : at + size] = found[other : other + size]
            case 6 if random.random() < 0.1:
                del found[at:]
            case _ if at < len(found):
                found[at] = random.randrange(256)
    return bytes(found)


def exchanged(data: Any, random: Random) -> Any:
    """Plain data with some values exchanged, taken out, doubled, or put under other keys."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        places = list(_places(data))
        if not places:
            return random.choice(NASTY)
        holder, key = random.choice(places)
        match random.randrange(6):
            case 0 | 1 | 2:
                holder[key] = random.choice(NASTY)
            case 3:
                del holder[key]
            case 4 if isinstance(holder, dict):
                holder[str(random.choice(NASTY))[:300]] = holder[key]
            case 4:
                holder[key:key] = [holder[key]] * random.choice((1, 2, 30))
            case _:
                other, place = random.choice(places)
                if place in other if isinstance(other, dict) else place < len(other):
                    holder[key] = json.loads(json.dumps(other[place]))
    return data


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    for key in list(data) if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield data, key
        yield from _places(data[key])


def of_record(source: bytes, random: Random) -> bytes:
    """A record or descriptor with values exchanged, written as JSON, which is YAML too; its text behind it moved."""
    head, body = source, b""
    if source.startswith(b"---\n"):
        _, head, body = source.split(b"---\n", 2)
    data = exchanged(json.loads(json.dumps(yaml.safe_load(head), default=str)), random)
    written = json.dumps(data, ensure_ascii=random.random() < 0.5, indent=random.choice((None, 1))).encode(
        "utf-8", "replace"
    )
    if not source.startswith(b"---\n"):
        return written
    return b"---\n" + written + b"\n---\n" + (moved(body, random) if random.random() < 0.5 else body)


def of_table(source: bytes, random: Random) -> bytes:
    """A table with cells, columns and rows spoilt, in any dialect."""
    rows = list(csv.reader(io.StringIO(source.decode("utf-8"), newline="")))
    for _ in range(random.choice((1, 1, 2, 8))):
        row = random.choice(rows)
        if row:
            at = random.randrange(len(row))
            value = random.choice(NASTY)
            match random.randrange(5):
                case 0:
                    del row[at]
                case 1:
                    row[at:at] = [row[at]] * random.choice((1, 3))
                case 2:
                    rows.insert(random.randrange(len(rows) + 1), list(row))
                case _:
                    row[at] = str(value)
    out = io.StringIO()
    ends = random.choice(("\n", "\n", "\r\n", "\r"))
    csv.writer(
        out,
        delimiter=random.choice(",,,,;\t|"),
        lineterminator=ends,
        quoting=random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    ).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def of_issue(source: bytes, random: Random) -> bytes:
    """An issue's text with answers exchanged, doubled, taken out, or put below other headings."""
    parts = source.decode("utf-8").split("### ")
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(parts))
        heading, _, answer = parts[at].partition("\n")
        lines = answer.split("\n")
        line = random.randrange(len(lines))
        label, colon, _ = lines[line].partition(": ")
        value = str(random.choice(NASTY))
        match random.randrange(8):
            case 0:
                parts[at] = f"{heading}\n\n{value}\n\n"
                continue
            case 1:
                parts[at] = f"{heading}\n\n" + "\n".join([value] * random.choice((2, 40, 400)))
                continue
            case 2:
                del parts[at]
                parts = parts or [""]
                continue
            case 3:
                parts[at:at] = [random.choice(parts)] * random.choice((1, 2, 30))
                continue
            case 4:
                lines[line] = label + colon + value
            case 5:
                lines[line:line] = [random.choice(lines)] * random.choice((1, 2, 300))
            case 6:
                lines[line] = value + colon + lines[line]
            case _:
                lines[line] = lines[line] * random.choice((0, 2, 100))
        parts[at] = heading + "\n" + "\n".join(lines)
    return "### ".join(parts).encode("utf-8", "replace")


def of_workbook(source: bytes, random: Random) -> bytes:
    """A workbook with parts made worse, exchanged, taken out, named otherwise, doubled or grown beyond all measure."""
    with ZipFile(io.BytesIO(source)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.choice((1, 1, 2, 4))):
        name = random.choice([*parts] or ["a"])
        match random.randrange(8):
            case 0 | 1 | 2:
                parts[name] = moved(parts.get(name, b""), random)
            case 3:
                parts[name] = re.sub(
                    rb">[^<>]+<", lambda _: b">" + str(random.choice(NASTY)).encode("utf-8", "replace") + b"<", parts.get(name, b""),
                    count=random.choice((1, 3)),
                )  # fmt: skip
            case 4:
                parts.pop(name, None)
            case 5:
                parts[random.choice(("../../a.xml", "/etc/passwd", "xl/vbaProject.bin", name.upper(), "a" * 300))] = (
                    b"x"
                )
            case 6:
                parts[name] = random.choice((b"\0", b"<a>", b" ")) * random.choice((10, 1000, 10**6, 10**6, 7 * 10**7))
            case _:
                values = [*parts.values()]
                parts[name] = random.choice(values) if values else b""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


Mutator = Callable[[bytes, Random], bytes]
