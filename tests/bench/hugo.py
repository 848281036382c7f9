"""The same practices as a Hugo project: a page for each with the whole record as front matter, and templates of the same content.

The templates in `hugo_layouts/` say what the templates of `theme/pages/` say. Around them stands Beacon's own frame, so
that both sites carry the same header, navigation and footer.
"""

import json
import os
import shutil
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from generator.engine import Frame
from generator.model.practice import Practice
from generator.pages.practices import PER_PAGE
from generator.reading.records import Entry
from tests.bench.derived import FIRST, Source

LAYOUTS = Path(__file__).with_name("hugo_layouts")
INDEX = "search.json"
THREE = {"yes": "yes", "no": "no", "not_seen": "not seen in the sources read"}
PARTS = {
    "lead": "in charge",
    "partner": "partner",
    "funder": "funder",
    "evaluator": "evaluation",
    "opponent": "opponent",
}
READS = {
    "full_text": "Read in full",
    "abstract": "Read as abstract or landing page",
    "secondary": "Known from another text that quotes it",
}


def program() -> str | None:
    """Hugo itself, from its Python package or the search path; the package's own starter would cost a Python start."""
    return _installed("hugo", "binaries", "hugo") or shutil.which("hugo")


def pagefind() -> str | None:
    """Pagefind itself, which makes the search index of a site that Hugo built; found as Hugo is."""
    return _installed("pagefind_bin", "pagefind") or shutil.which("pagefind")


def _installed(package: str, *inside: str) -> str | None:
    try:
        found = Path(str(files(package) / inside[0]), *inside[1:])
    except ModuleNotFoundError:
        return None
    return str(found) if os.access(found, os.X_OK) else None


def write_project(source: Source, target: Path) -> None:
    """Lay out the project in `target`."""
    target.mkdir(parents=True)
    (target / "hugo.json").write_text(json.dumps(_config(source)), encoding="utf-8")
    _layouts(source, target / "layouts")
    (target / "data").mkdir()
    (target / "data" / "terms.json").write_text(json.dumps(source.terms, ensure_ascii=False), encoding="utf-8")
    (target / "data" / "words.json").write_text(
        json.dumps({"three": THREE, "parts": PARTS, "reads": READS, "first": FIRST}), encoding="utf-8"
    )
    shutil.copytree(
        source.drawn.assets, target / "static" / "assets", ignore=shutil.ignore_patterns("*.map", "search", "lunr")
    )
    shutil.copytree(source.root / "theme" / "assets", target / "static" / "assets", dirs_exist_ok=True)
    content = target / "content"
    (content / "practices").mkdir(parents=True)
    (content / "practices" / "_index.md").write_text('{"title": "Practices"}\n', encoding="utf-8")
    for weight, entry in enumerate(source.practices, start=1):
        (content / "practices" / f"{entry.id}.md").write_text(
            json.dumps(_front_matter(source, entry, weight), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    for taxonomy in ("by_theme", "by_region", "by_approach"):
        (content / taxonomy).mkdir()
        (content / taxonomy / "_index.md").write_text(
            '{"build": {"render": "never", "list": "never"}}\n', encoding="utf-8"
        )


def _config(source: Source) -> Mapping[str, Any]:
    taxonomies = ("themes", "by_theme", "by_region", "by_approach")
    return {
        "baseURL": source.library.settings["url"],
        "title": source.library.settings["name"],
        "locale": "en-GB",
        "disableKinds": ["RSS"],
        "enableRobotsTXT": True,
        "taxonomies": {name: name for name in taxonomies},
        "permalinks": {"term": {name: f"/practices/{name.removeprefix('by_')}/:slug/" for name in taxonomies[1:]}},
        "pagination": {"pagerSize": PER_PAGE, "disableAliases": True},
        "outputFormats": {"search": {"mediaType": "application/json", "baseName": "search", "isPlainText": True}},
        "outputs": {"home": ["search"], "section": ["html"], "taxonomy": ["html"], "term": ["html"], "page": ["html"]},
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    }


def _front_matter(source: Source, entry: Entry[Practice], weight: int) -> Mapping[str, Any]:
    record = source.record(entry)
    computed = dict(source.computed(entry))
    regions = [r.lower() for r in computed.pop("region") if r]
    return {
        "title": entry.record.title,
        "description": entry.record.claim,
        "weight": weight,
        "lastmod": record["reviewed"],
        "themes": record["themes"], "by_theme": record["themes"], "by_region": regions, "by_approach": record.get("approaches", []),
        "params": {"record": record, "computed": computed, "source": entry.path},
    }  # fmt: skip


def _layouts(source: Source, target: Path) -> None:
    """The templates, each page kind wrapped in the frame of its layout and depth."""
    shutil.copytree(LAYOUTS / "partials", target / "partials")
    shutil.copyfile(LAYOUTS / "index.search.json", target / "index.search.json")
    frames = source.drawn.frames
    for name, frame in (
        ("practices/single", frames["reading", 2]), ("practices/list", frames["wide", 1]), ("_default/term", frames["wide", 3]),
        ("themes/term", frames["wide", 2]), ("themes/taxonomy", frames["wide", 1]),
    ):  # fmt: skip
        body = (LAYOUTS / f"{name.replace('/', '.')}.html").read_text(encoding="utf-8")
        file = target / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(framed(frame, body), encoding="utf-8")


def framed(frame: Frame, body: str) -> str:
    """A Go template: the pieces of a frame with actions in its slots."""
    parts = [frame.pieces[0]]
    for slot, after in zip(frame.slots, frame.pieces[1:], strict=True):
        section = slot.removeprefix("current-")
        if slot == "body":
            parts.append(body)
        elif section != slot:
            parts.append(f'{{{{ if eq .Section "{section}" }}}} aria-current="true"{{{{ end }}}}')
        else:
            parts.append(_SLOTS[slot])
        parts.append(after)
    return "".join(parts)


_SLOTS = {
    "title": "{{ .Title }}",
    "description": "{{ .Description | truncate 155 }}",
    "canonical": "{{ .Permalink }}",
    "head": '{{ partial "head.html" . }}',
    "contents": '{{ partial "contents.html" . }}',
    "breadcrumb": '{{ partial "breadcrumb.html" . }}',
    "foot": '{{ partial "foot.html" . }}',
}
