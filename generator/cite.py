"""How a package of figures is cited, and on what terms: a line, a full reference, BibTeX and CITATION.cff."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from generator.model.indicator import Indicator
from generator.reading.words import enumerated

AUTHORS = ("Beacon contributors",)
"""Who made a table whose descriptor names nobody."""
MOST_PUBLISHERS = 8
"""With more, a reference counts them instead of naming them all."""


class Licence(NamedTuple):
    """Terms as the descriptor names them; `url` is empty when it gives no address on the web."""

    name: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A package as literature."""

    short: str
    full: str
    bibtex: str
    cff: str


def licences(descriptor: Mapping[str, Any]) -> tuple[Licence, ...]:
    """The licences of a package. `title` is the name where there is no title."""
    return tuple(
        Licence(name, line(given.get("title")) or name, web(given.get("path")))
        for given in listed(descriptor, "licenses")
        for name in (line(given.get("name")) or web(given.get("path")),)
    )


def released(descriptor: Mapping[str, Any]) -> date | None:
    """The day on which this version was made, if the descriptor says."""
    try:
        return date.fromisoformat(str(descriptor.get("created", ""))[:10])
    except ValueError:
        return None


def refer(descriptor: Mapping[str, Any], record: Indicator, url: str = "") -> Reference:
    """How to cite a package. `url` is the address of its page, where that is known."""
    day, version = released(descriptor), line(descriptor.get("version"))
    title = line(record.title)
    named = (line(given.get("title")) for given in listed(descriptor, "contributors"))
    authors = tuple(dict.fromkeys(filter(None, named))) or AUTHORS
    edition = " of ".join(filter(None, (f"version {version}" if version else "", day.isoformat() if day else "")))
    terms = "; ".join(licence.title for licence in licences(descriptor))
    parts = (
        f"{_publishers(record)}. Table by {enumerated(authors)}:",
        f"{title} (data set{f', {edition}' if edition else ''}).",
        "Beacon.",
        f"{url}." if url else "",
        f"Terms: {terms.rstrip('.')}." if terms else "",
    )
    short = f"{title}. {_publishers(record, 2)}. Table: {enumerated(authors)}{f', {day.year}' if day else ''}.{f' {url}' if url else ''}"
    found = _Work(title, authors, version, day, url, _publishers(record), terms)
    return Reference(
        short, " ".join(filter(None, parts)), _bibtex(str(descriptor["name"]), found), _cff(descriptor, record, found)
    )


def listed(descriptor: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    """The entries of a list of a descriptor, such as its licences or sources."""
    given = descriptor.get(key)
    return [entry for entry in given if isinstance(entry, dict)] if isinstance(given, list | tuple) else ()


def web(given: object) -> str:
    """An address on the web, else ''."""
    return str(given) if re.fullmatch(r"https?://[^\s<>\"]+", str(given)) else ""


def line(given: object) -> str:
    """A text in one line; '' for what is not there."""
    return "" if given is None else " ".join(str(given).split())


@dataclass(frozen=True, slots=True)
class _Work:
    title: str
    authors: Sequence[str]
    version: str
    day: date | None
    url: str
    publishers: str
    terms: str


def _publishers(record: Indicator, most: int = MOST_PUBLISHERS) -> str:
    """Whose figures they are."""
    names = list(dict.fromkeys(line(family.title).rstrip(".") for family in record.families.values()))
    return "; ".join(names) if len(names) <= most else f"Figures of {len(names)} sources, which its page names"


def _bibtex(id: str, work: _Work) -> str:
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in work.authors),
        "title": f"{{{_tex(work.title)}}}",
        "year": str(work.day.year) if work.day else "",
        "version": _tex(work.version),
        "publisher": "{Beacon}",
        "note": _tex(f"Data set. Figures: {work.publishers}. Terms: {work.terms.rstrip('.')}."),
        "url": work.url,
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{beacon-{id},\n{body}\n}}\n"


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def _tex(text: str) -> str:
    """A text in which no sign is a command of TeX."""
    return re.sub(r"[\\~^{}%&$#_]", lambda sign: _TEX.get(sign[0], f"\\{sign[0]}"), text)


SPDX = frozenset(
    {"CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0", "OGL-UK-3.0"}
)
"""Of the names that CITATION.cff may call a licence by, those that open data comes with."""
_UNSEEN = re.compile("[\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""Signs that YAML takes only written out."""


def _cff(descriptor: Mapping[str, Any], record: Indicator, work: _Work) -> str:
    """CITATION.cff, version 1.2.0. Two licences would be read there as a choice, so only a single one is named."""
    names = [licence.name for licence in licences(descriptor)]
    given = {
        "cff-version": "1.2.0",
        "message": "Please cite the publishers of the figures that you use, and this table.",
        "type": "dataset",
        "title": work.title,
        "abstract": line(descriptor.get("description")),
        "authors": [{"name": name} for name in work.authors],
        "version": work.version,
        "date-released": work.day.isoformat() if work.day else "",
        "url": work.url,
        "license": names[0] if len(names) == 1 and names[0] in SPDX else "",
        "keywords": sorted({line(word) for word in record.keywords} - {""}),
        "references": [
            {"type": "data", "title": title, "authors": [{"name": title}]}
            for title in dict.fromkeys(line(family.title) for family in record.families.values())
        ],
    }
    text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in given.items() if value)
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
