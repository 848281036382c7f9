"""The same practices as a MkDocs-Material project: a Markdown page for each, outside the navigation, and its search on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.model.practice import Practice
from generator.pages.practices import PER_PAGE
from generator.reading.records import Entry
from tests.bench.derived import FIRST, Source, cited
from tests.bench.hugo import PARTS, READS, THREE

INDEX = "search/search_index.json"
CONFIG = {
    "site_name": "Beacon",
    "site_url": "https://beacon.example/",
    "theme": {"name": "material", "font": False, "features": ["navigation.tabs"]},
    "plugins": ["search"],
    "markdown_extensions": ["attr_list", "tables", "md_in_html"],
    "nav": [{"Home": "index.md"}, {"Practices": "practices/index.md"}, {"Themes": "themes/index.md"}],
    "not_in_nav": "/practices/\n/themes/\n",
    "extra": {"generator": False},
}


def write_project(source: Source, target: Path) -> None:
    """Lay out the project in `target`."""
    docs = target / "docs"
    (docs / "practices").mkdir(parents=True)
    (target / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG), encoding="utf-8")
    (docs / "index.md").write_text("# Beacon\n\nSynthetic practices.\n", encoding="utf-8")
    cards: dict[str, str] = {}
    for entry in source.practices:
        computed = source.computed(entry)
        (docs / "practices" / f"{entry.id}.md").write_text("\n".join(_page(source, entry, computed)), encoding="utf-8")
        cards[entry.id] = _card(entry, computed)
    for path, title, chosen in _lists(source):
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * (path.count("/") - 1)
        file.write_text(
            f"# {title}\n\n{len(chosen)} practices.\n\n"
            + "\n".join(
                cards[e.id].replace(
                    "(practices/", f"({up or './'}" if path.startswith("practices/") else f"({up}../practices/"
                )
                for e in chosen
            ),
            encoding="utf-8",
        )
    themes = source.terms["themes"]
    (docs / "themes").mkdir(exist_ok=True)
    (docs / "themes" / "index.md").write_text(
        "# Themes\n\n"
        + "\n".join(
            f"- [{themes[id]}]({id}.md)" for id in sorted({t for e in source.practices for t in e.record.themes})
        ),
        encoding="utf-8",
    )


def _lists(source: Source) -> Iterator[tuple[str, str, list[Entry[Practice]]]]:
    """The list pages: path, title, and the practices on it; the same ones that Beacon and Hugo make."""
    yield from _parts("practices/index.md", "Practices", list(source.practices))
    catalog = source.library.catalog
    facets: tuple[tuple[str, Callable[[Entry[Practice]], Iterable[str]]], ...] = (
        ("practices/theme", lambda e: e.record.themes),
        ("practices/region", lambda e: {catalog.region(p).lower().replace(" ", "-") for p in e.record.places} - {""}),
        ("practices/approach", lambda e: e.record.approaches),
        ("themes", lambda e: e.record.themes),
    )
    for folder, of in facets:
        for id in sorted({value for e in source.practices for value in of(e)}):
            chosen, title = [e for e in source.practices if id in of(e)], f"Practices: {id.replace('-', ' ')}"
            if folder == "themes":
                yield f"{folder}/{id}.md", title, chosen[:FIRST]
            else:
                yield from _parts(f"{folder}/{id}.md", title, chosen)


def _parts(path: str, title: str, chosen: list[Entry[Practice]]) -> Iterator[tuple[str, str, list[Entry[Practice]]]]:
    """A list in parts: `list.md`, `list-2.md`, …"""
    for number, start in enumerate(range(0, len(chosen), PER_PAGE), start=1):
        yield path if number == 1 else path.replace(".md", f"-{number}.md"), title, chosen[start : start + PER_PAGE]


def _card(entry: Entry[Practice], computed: Mapping[str, Any]) -> str:
    ratings = (
        "".join(
            f"\n**{r['mark']} {r['label']}** {r['name']}: {r['figure']} ({r['range']})\n" for r in computed["extremes"]
        )
        or "\nNot evaluated\n"
    )
    return (
        f"## [{entry.record.title}](practices/{entry.id}.md)\n\n{computed['place']}\n\n{entry.record.claim}\n{ratings}"
    )


def _page(source: Source, entry: Entry[Practice], computed: Mapping[str, Any]) -> Iterator[str]:
    record, terms, numbers = source.record(entry), source.terms, computed["numbers"]

    def cites(keys: Sequence[str]) -> str:
        return cited(keys, numbers)

    def named(vocabulary: str, ids: Iterable[str]) -> str:
        return ", ".join(terms[vocabulary][id] for id in ids)

    yield yaml.safe_dump({"title": entry.record.title, "description": entry.record.claim}, allow_unicode=True).join(
        ("---\n", "---\n")
    )
    yield f"{record['kind'].capitalize()} · {computed['place']}\n\n# {record['title']}\n\n{record['claim']}\n"
    for name, rating in zip(("Best result", "Worst result"), computed["extremes"], strict=False):
        yield f"{name} on harm or fear\n\n**{rating['mark']} {rating['label']}** {rating['name']}: **{rating['figure']}** ({rating['range']})\n"
    yield f"- When: {computed['start']}, {'still running' if record['still_running'] == 'yes' else 'end not known'}\n- For whom: {named('target-groups', record['for_whom'])}\n- Themes: {named('themes', record['themes'])}\n- Last read against its sources: {computed['reviewed']}\n"
    yield f"{record['summary']}\n\n## What changed\n"
    for tier in computed["tiers"]:
        yield f"| {tier['title']} | Change | How sure we are |\n| --- | --- | --- |"
        for rating in tier["ratings"]:
            rows = " ".join(
                f"{rating['studies']}. **{row['label']}**, {row['period']}. **{row['figure']}** ({row['range']}) {cites(row['cite'])} {row['contrast']}. {_counts(row['counts'])}E{row['level']} {row['level_name']}, {row['direction']}. Rules: {row['trail']}."
                for row in rating["rows"]
            )
            yield f"| {rating['name']} | **{rating['figure']}** ({rating['range']}) {rows} | {rating['mark']} {rating['label']} {rating['level_name']} {' '.join(rating['flags'])} |"
        yield ""
    yield f"No label is typed: each is computed from the studies below.\n\n## The problem\n\n{record['problem']['statement']}\n\nHow the place found out\n\n{record['problem']['diagnosis']}\n\n## What was done\n"
    yield from (f"**{c['title']}**: {c['text']}\n" for c in record["components"])
    yield from (f"- {a['what']}: {a['value']:,} {a['unit']} {cites(a['cite'])}\n" for a in record["scale"])
    yield "Who did it\n"
    yield from (f"- **{a['name']}**, {PARTS[a['part']]} {cites(a['cite'])}" for a in record["actors"])
    yield f"\nWhat holds it up: {record['institution']['owning_office']}. Own budget line: {THREE[record['institution']['budget_line']]}\n"
    yield f"## How it is thought to work\n\n{record['mechanism']}\n\n## What it cost\n\n| What it bought | Sum | Year |\n| --- | --- | --- |"
    yield from (
        f"| {c['what']} {cites(c['cite'])} {c.get('note', '')} | {c['currency']} {c['amount']:,} | {c['year']} |"
        for c in record["costs"]
    )
    for title, parts in (
        (
            "What helped and hindered",
            (("Helped", record["conditions"]["helped"]), ("Hindered", record["conditions"]["hindered"])),
        ),
        ("What went wrong", (("", record["went_wrong"]),)),
        ("What we cannot say", (("", record["limits"]),)),
        (
            "Who gains, who may lose",
            (("Gain", record["equity"]["gains"]), ("Safeguards", record["equity"]["safeguards"])),
        ),
        (
            "Taking it elsewhere",
            (
                ("", [_to_file(t) for t in record["transfer"]]),
                ("The first 90 days, our advice", record["first_90_days"]),
                ("Signs to stop or change course", record["stop_signs"]),
            ),
        ),
    ):
        yield f"\n## {title}\n"
        for lead, items in parts:
            yield f"{lead}\n\n" + "\n".join(f"- {item}" for item in items) + "\n"
    yield "## The studies\n"
    for s in record["studies"]:
        yield f"### {s['title']}\n\n{terms['evaluation-designs'][s['design']]}, {s['start']}–{s['end']} {cites(s['cite'])}\n\n{s['sample']}\n\nCompared with: {s['comparison']}\n\n- Evaluated by others than those who ran it: {THREE[s['independent']]}\n- Comparison shown to be alike: {THREE['not_seen']}\n- Followed for {s['follow_up_months']} months\n"
    if computed["linked"]:
        yield (
            "## Named by\n\n" + "\n".join(f"- [{link['title']}]({link['id']}.md)" for link in computed["linked"]) + "\n"
        )
    yield "## Sources\n"
    for number, c in enumerate(record["citations"], start=1):
        to = c.get("url") or f"https://doi.org/{c['doi']}"
        yield f'{number}. <span id="source-{c["id"]}"></span>{c["authors"]} ({c["year"]}). [*{c["title"]}*]({to}). {c["publisher"]}. {c.get("doi", "")} {READS[c["read"]]}. What it says, in our words: {c["supports"]} {c.get("note", "")}'
    yield f"\n## Cite this page\n\n{computed['cite']['text']}\n\n```\n{computed['cite']['bibtex']}\n```\n"


def _counts(counts: Mapping[str, Any] | None) -> str:
    if not counts:
        return ""
    return f"{counts['before']:g} before, {counts['after']:g} after; comparison {counts['comparison_before']:g} before, {counts['comparison_after']:g} after. "


def _to_file(text: str) -> str:
    """A link to another practice as MkDocs wants it: to its file. Approaches have no page here."""
    return (
        text.replace("](../../practices/", "](../practices/").replace("](../practices/", "](").replace("/)", ".md)")
        if "/practices/" in text
        else text.replace("](../../approaches/", "](https://beacon.example/approaches/")
    )
