"""The words that travel with a package of figures: its README, what must be known before use, and its terms."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.cite import licences, line, listed, refer, released, web
from generator.model.indicator import Break, Indicator, SourceFamily
from generator.model.measure import CLASSES
from generator.model.recipe import Recipe
from generator.text import REFERENCE

NAMED = 4
"""Up to so many places are named; more are counted."""
BETTER = {"lower": "lower is better", "higher": "higher is better", "none": "neither way is better"}
BREAKS = {
    "series": "Counted differently before and after, so that no line joins the values",
    "unexplained": "Steps that the source does not explain; no line joins the values",
    "event": "Something happened, and the line stays",
}


class Extent(NamedTuple):
    """How much a table holds: values, places, first and last year."""

    values: int
    places: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Account:
    """All that the words are written from. Beside the raw table there is a `recipe`; in a file to take away there is the
    `url` of the page that it was taken from."""

    descriptor: Mapping[str, Any]
    record: Indicator
    extent: Extent
    names: Mapping[str, str]
    """What readers call the places."""
    recipe: Recipe | None = None
    url: str = ""


def readme(account: Account) -> str:
    """README.md: what the figures are, what may be said with them, and where they come from."""
    sections = (
        ("", _head(account)),
        ("What is counted", _definition(account.record)),
        ("What may be compared", _compared(account.record)),
        ("What you must know", _bullets(account.record.caveats)),
        ("Breaks", _breaks(account)),
        ("Columns", _columns(account)),
        ("Sources and licence", _sources(account)),
        ("How to cite", _cited(account)),
        ("How to collect it", _text(account.record.how_to_collect)),
        ("How the table is made", _made(account)),
        ("Files", _files(account) if account.url else ""),
    )
    return _page(_plain(account.record.title), sections)


def caveats(account: Account) -> str:
    """CAVEATS.md: what must be known before a figure is used."""
    sections = (
        ("What may be compared", _compared(account.record)),
        ("What you must know", _bullets(account.record.caveats)),
        ("Breaks", _breaks(account)),
    )
    return _page(f"Before you use {_plain(account.record.title)}", sections)


def licence(account: Account) -> str:
    """LICENCE.txt: the terms of the package and of each source in it."""
    terms = [f"{one.title}\n  {one.name}{f', {one.url}' if one.url else ''}" for one in licences(account.descriptor)]
    families = [
        f"{id}: {line(family.title)}\n  {line(family.licence) or 'The terms of the package.'}"
        for id, family in account.record.families.items()
    ]
    parts = (
        f"Terms of the data package {account.descriptor['name']}: {line(account.record.title)}",
        *terms,
        "Terms by source. The column source_id says whose a value is.",
        *families,
        f"How to cite\n  {refer(account.descriptor, account.record, account.url).full}",
    )
    return "\n\n".join(parts) + "\n"


def _page(title: str, sections: Iterable[tuple[str, str]]) -> str:
    """A page of Markdown of the sections that hold something."""
    parts = (f"## {heading}\n\n{text}" if heading else text for heading, text in sections if text)
    return "\n\n".join([f"# {title}", *parts]) + "\n"


def _head(account: Account) -> str:
    descriptor, record, extent = account.descriptor, account.record, account.extent
    day, version = released(descriptor), line(descriptor.get("version"))
    places = _count(extent.places, "place")
    facts = (
        f"Unit: {_plain(record.unit)}; {BETTER[record.direction]}.",
        f"Holds: {extent.values:,} values of {places}, {extent.first} to {extent.last}." if extent.values else "",
        f"Published by the source: {_sentence(record.periodicity)}" if record.periodicity else "",
        f"Version: {_plain(version)}{f' of {day}' if day else ''}." if version else "",
        f"Taken: {_sentence(record.retrieved)}",
        f"Our trust in the table: {_sentence(record.trust)}",
        f"Page: <{account.url}>" if account.url else "",
    )
    texts = [_plain(record.question), _text(line(descriptor.get("description"))), _text(record.why), _bullets(facts)]
    return "\n\n".join(filter(None, texts))


def _definition(record: Indicator) -> str:
    held = [f"{_plain(f'{f.name} {f.code}')}{f', <{f.url}>' if f.url else ''}" for f in record.frameworks]
    value = record.reference_value
    parts = (
        _text(record.definition),
        f"Definition: {_sentence(record.definition_version)}",
        f"Also held in: {'; '.join(held)}" if held else "",
        f"Reference value: {value:,g}. {_text(record.reference_note)}".strip() if value is not None else "",
    )
    return "\n\n".join(filter(None, parts))


def _compared(record: Indicator) -> str:
    within = "Compare values of one `source_id` only." if record.compare_within == "source" else ""
    said = f"Class {record.comparability}. {CLASSES[record.comparability]}"
    return "\n\n".join(filter(None, (said, _text(record.comparability_reason), within)))


def _breaks(account: Account) -> str:
    """The breaks by their kind, each with the places that its reason does not name."""
    groups = (
        (said, _bullets(_break(account, one) for one in account.record.breaks if one.kind == kind))
        for kind, said in BREAKS.items()
    )
    return "\n\n".join(f"{said}:\n\n{points}" for said, points in groups if points)


def _break(account: Account, one: Break) -> str:
    names = [_plain(account.names.get(place, place)) for place in one.places]
    said = ", ".join(names) if len(names) <= NAMED else _count(len(names), "place")
    known = all(name in one.reason for name in names)
    return f"{one.year}{'' if known else f' ({said})'}: {one.reason}"


def _columns(account: Account) -> str:
    record, schema = account.record, account.descriptor["resources"][0]["schema"]
    rows = [_row(field) for field in schema["fields"]]
    table = "\n".join(["| Column | Type | What it holds |", "| --- | --- | --- |", *rows])
    parts = [table]
    for dimension in record.dimensions:
        labels = "; ".join(f"`{value}` {_plain(label)}" for value, label in dimension.labels.items())
        parts.append(f"Values of `{dimension.column}`, first shown `{dimension.default}`: {labels}.")
    if record.flags:
        parts.append(f"Values of `status`: {'; '.join(f'`{c}` {_plain(said)}' for c, said in record.flags.items())}.")
    if record.interval:
        parts.append(f"`low` and `high`: {_plain(record.interval)}.")
    if record.ratio:
        ratio = record.ratio
        parts.append(f"`value` is `{ratio.numerator}` divided by `{ratio.denominator}`, times {ratio.per:,g}.")
    return "\n\n".join(parts)


def _row(field: Mapping[str, Any]) -> str:
    said = line(field.get("description")) or line(field.get("title"))
    unit = f" Unit: {line(field['unit'])}." if field.get("unit") else ""
    return f"| `{field['name']}` | {field.get('type', 'string')} | {_cell(said + unit)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "\\<")


def _sources(account: Account) -> str:
    families = _bullets(_family(id, family) for id, family in account.record.families.items())
    sources = ((line(source.get("title")), web(source.get("path"))) for source in listed(account.descriptor, "sources"))
    read = _bullets(_linked(title, url) for title, url in sources)
    terms = _bullets(
        _linked(": ".join(dict.fromkeys((one.name, one.title))), one.url) for one in licences(account.descriptor)
    )
    parts = (families, f"Read from:\n\n{read}" if read else "", f"Licence of the package:\n\n{terms}" if terms else "")
    return "\n\n".join(filter(None, parts))


def _family(id: str, family: SourceFamily) -> str:
    terms = f"Terms: {_sentence(family.licence)}" if family.licence else ""
    return " ".join(filter(None, (f"`{id}`: {_sentence(family.title)}", family.definition, terms)))


def _linked(title: str, url: str) -> str:
    return f"{_plain(title)}{f' <{url}>' if url else ''}"


def _cited(account: Account) -> str:
    found = refer(account.descriptor, account.record, account.url)
    several = len({family.licence for family in account.record.families.values()}) > 1
    said = "Terms differ by source: cite the publisher of the rows that you use." if several else ""
    return "\n\n".join(filter(None, (_plain(found.full), f"In short: {_plain(found.short)}", said)))


def _made(account: Account) -> str:
    id, recipe = account.descriptor["name"], account.recipe
    if recipe is None:
        return (
            "The table is copied from a raw table after a recipe. Both stand in Beacon's repository, in the folder "
            f"`datasets/{id}/source/`; `beacon remake {id}` makes the same table again."
        )
    home = f"../{recipe.package}/source" if recipe.package else "source"
    facts = [
        f"Raw table: `{home}/{recipe.file}`, taken on {recipe.taken}, sha256 `{recipe.sha256}`.",
        f"It comes from: {recipe.origin}",
        *(f"Changed before it came to us: {change}" for change in recipe.changes),
        *(f"Only rows whose `{column}` is {_any(values)}." for column, values in recipe.keep.items()),
        *(f"Left out: rows whose `{column}` is {_any(values)}." for column, values in recipe.leave_out.items()),
        f"Why rows are left out: {recipe.left_out_because}" if recipe.left_out_because else "",
        *(
            f"In `{column}`, {_quoted(old)} is written {_quoted(new) if new else 'as an empty cell'}."
            for column, swaps in recipe.replace.items()
            for old, new in swaps.items()
        ),
        f"Ordered by {', '.join(f'`{name}`' for name in recipe.sort)}." if recipe.sort else "",
        _plain(recipe.note),
    ]
    return (
        f"`beacon remake {id}` makes `data.csv`, `places.csv` and this file again from the raw table after "
        f"`source/recipe.yaml`. Cells are copied as they stand; nothing is calculated.\n\n{_bullets(facts)}"
    )


def _files(account: Account) -> str:
    """The files of a package that was taken away, and the others of its page."""
    tables = (f"`{r['path']}`: {line(r.get('title')) or r['name']}" for r in account.descriptor["resources"])
    beside = (
        "`datapackage.json`: the tables, their columns and their terms, for machines (Frictionless Data Package)",
        "`CAVEATS.md`: what must be known before a figure is used",
        "`LICENCE.txt`: terms of the package and of each source",
        "`CITATION.cff`, `citation.bib`: how to cite it, for reference managers",
    )
    id = account.descriptor["name"]
    return (
        f"{_bullets((*tables, *beside))}\n\nThe page has the same figures as `{id}.csv`, `{id}.json` and `{id}.parquet`, "
        "with the name of the place in every row. In that CSV an apostrophe stands before each text that begins with "
        "=, +, - or @, so that no spreadsheet takes it for a formula; numbers stand as they are."
    )


def _any(values: Iterable[str]) -> str:
    return " or ".join(f"`{value}`" if value else "empty" for value in values)


def _quoted(text: str) -> str:
    return f"“{_plain(text)}”"


def _bullets(points: Iterable[str]) -> str:
    """A list, one point a line."""
    return "\n".join(f"- {line(_text(point))}" for point in points if point)


def _sentence(text: str) -> str:
    return f"{_plain(text).rstrip('.')}."


def _count(amount: int, one: str) -> str:
    return f"{amount:,} {one if amount == 1 else one + 's'}"


def _text(markdown: str) -> str:
    """A contributor's Markdown without links to records, which lead nowhere outside the site."""
    return _OWN_LINK.sub(r"\1", markdown).strip()


_OWN_LINK = re.compile(rf"\[([^\]\n]*)\]\((?:{REFERENCE.pattern})\)")


def _plain(text: str) -> str:
    """A plain text in one line, in which no sign is Markdown."""
    return re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", _SIGNS.sub(r"\\\g<0>", line(text)))


_SIGNS = re.compile(r"[\\`*\[\]<>|]|(?<!\w)_|_(?!\w)|^[-+=#]")
"""What Markdown reads as more than a letter, in a text or where one begins."""
