"""Briefs: each practice on two pages to print, as a tagged PDF (PDF/UA-1) that is the same bytes wherever it is made."""

import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from importlib.metadata import version
from itertools import accumulate, count, groupby
from typing import Any

import segno
from typst import Compiler, TypstError

from generator import spread
from generator.addresses import address
from generator.analysis.evidence import STANDINGS, Rating, best_and_worst
from generator.analysis.rules import rank
from generator.model.citation import Citation
from generator.model.practice import Cost, Practice
from generator.output import Output, OutputFault
from generator.pages import practices, words
from generator.pages.view import BRIEFS, Library, View, digest
from generator.reading.records import Entry
from generator.text import Run, to_runs

LICENCE = "CC\u00a0BY\u00a04.0"
TIERS = {"harm": "Harm", "fear": "Fear and perception", "step": "Step on the way", "output": "Thing done"}
KINDS = {"set_up": " to begin", "per_year": " a year", "saving": " saved"}
CUT_LAST = STANDINGS["harmful"] | STANDINGS["null"] | STANDINGS["mixed"]
"""Labels whose results are the last to leave the table when there is little room."""
ELSEWHERE = "In a script this print does not hold; see the page"
LONGEST_WORD = 30
_LONG = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_NUMBERED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
_NO_GLYPH = re.compile(r"the text `?\"(.+?)\"`? could not be displayed", re.DOTALL)


def files(library: Library) -> Iterator[Output]:
    """`practices/<id>/<id>.pdf` for every practice that readers may find, unless the site is built without briefs."""
    if not library.briefs:
        return
    for entry in practices.shown_practices(library):
        mark = digest(practices.mark(library, entry), version("typst"), version("segno"))
        yield Output(practices.brief_path(entry), partial(pdf, library, entry), entry.path, mark)


def pdf(library: Library, entry: Entry[Practice]) -> bytes:
    """The brief of a practice, on two pages whatever it holds; what has no room is counted, and the page has it.

    A record may hold any script, and the fonts of the brief hold few. What they lack is named instead of shown, and the
    page, which shows it, is a line away: [CJK script], [slightly smiling face]. A source whose title cannot be shown
    gives way to a note that leads to the page.
    """
    unshown: set[str] = set()
    for tried in count(1):
        try:
            return typeset(_named(contents(library, entry, unshown=frozenset(unshown)), frozenset(unshown)))
        except TypstError as error:
            lacking = _lacking(str(error)) - unshown
            if not lacking:
                raise OutputFault(_fault(entry, str(error))) from None
            unshown |= lacking
            if tried >= MOST_TRIED:  # a text of a hundred scripts: all but the signs that are surely held
                unshown.update(sign for sign in str(contents(library, entry)) if sign > LAST_SURE)
    raise AssertionError  # the count does not end


def _lacking(said: str) -> set[str]:
    """The signs that typst says it cannot show; those that nobody sees it writes as numbers."""
    found = _NO_GLYPH.search(said)
    text = _NUMBERED.sub(lambda number: chr(int(number[1], 16)), found[1]) if found else ""
    return {sign for sign in text if not sign.isascii()}


MOST_TRIED = 5
LAST_SURE = "\u017f"
"""The last sign of the Latin letters that every font of the brief holds."""


def _fault(entry: Entry[Practice], said: str) -> str:
    return f"{entry.path}: its brief cannot be made: {said}; shorten the record, or look at theme/briefs/practice.typ"


def _named(given: Any, unshown: frozenset[str]) -> Any:
    """Contents in which runs of signs that cannot be shown are named; addresses and pictures stay."""
    if not unshown:
        return given
    if isinstance(given, Mapping):
        return {key: value if key in _NOT_TEXT else _named(value, unshown) for key, value in given.items()}
    if isinstance(given, str):
        runs = groupby(given, key=lambda sign: _name_of(sign) if sign in unshown else "")
        told = "".join(f"[{name}]" if name else "".join(signs) for name, signs in runs)
        return _AGAIN.sub(r"\1", told)
    return [_named(item, unshown) for item in given] if isinstance(given, list | tuple) else given


_AGAIN = re.compile(r"(\[[^\[\]]{1,40} script\])(?:\s+\1)+")
_NOT_TEXT = frozenset({"qr", "url", "to"})


def _name_of(sign: str) -> str:
    """What stands for a sign: of a letter its script, of another sign its own name."""
    name = unicodedata.name(sign, f"sign U+{ord(sign):04X}")
    if unicodedata.category(sign)[0] in "LM":
        script = name.split()[0]
        return f"{script if script == 'CJK' else script.capitalize()} script"
    return name if name.startswith("sign U+") else name.lower()


def typeset(brief: Mapping[str, Any]) -> bytes:
    """Contents as PDF/UA-1. TypstError when a sign has no glyph, an alternative text is missing or it does not fit.

    The contents go in as JSON and come out as text: nothing in them is ever read as markup.
    """
    spread.stay_one()
    given = {"brief": json.dumps(_bounded(brief), ensure_ascii=False)}
    made = _compiler().compile(input=_template(), format="pdf", sys_inputs=given, pdf_standards=["ua-1"])
    assert isinstance(made, bytes)  # one PDF, whatever the number of its pages
    return made


LISTS = (
    "places",
    "done",
    "costs",
    "wrong",
    "limits",
    "helped",
    "hindered",
    "results",
    "first",
    "powers",
    "stop",
    "sources",
)
MOST_ITEMS = 40
MOST_SIGNS = 24_000
"""No page holds so many of one list, or so much of it: what is beyond is only counted, for to measure it takes minutes."""


def _bounded(brief: Mapping[str, Any]) -> Mapping[str, Any]:
    """The contents with lists that a page may hold. `beyond` counts what was left out of each; `whole` says whether the
    texts that stand on every first page have a size for it."""
    held = {key: _within(brief[key]) for key in LISTS}
    beyond = {key: len(brief[key]) - len(items) for key, items in held.items()}
    whole = sum(len(str(brief[key])) for key in ("title", "claim", "summary", "verdicts", "cost_note")) <= MOST_SIGNS
    return {**brief, **held, "beyond": beyond, "whole": whole}


def _within(items: Sequence[Any]) -> Sequence[Any]:
    sizes = accumulate(len(str(item)) for item in items[:MOST_ITEMS])
    return [item for item, size in zip(items, sizes, strict=False) if size <= MOST_SIGNS]


@cache
def _compiler() -> Compiler:
    return Compiler(root=str(BRIEFS), ignore_system_fonts=True)


def _template() -> bytes:
    return (BRIEFS / "practice.typ").read_bytes()


def contents(library: Library, entry: Entry[Practice], *, unshown: frozenset[str] = frozenset()) -> Mapping[str, Any]:
    """Everything a brief says, as plain data; what of it has room is decided where it is set.

    `unshown`: signs that no font holds; a source that has one in its title is named by a note.
    """
    record = entry.record
    at = address("practice", entry.id)
    view = library.view(at, record.citations)
    day = record.reviewed or record.created
    url = library.settings["url"] + at
    texts = partial(_texts, view)
    return {
        "site": library.settings["name"],
        "kind": record.kind.capitalize(),
        "places": [view.place(place) for place in record.places],
        "title": _broken(record.title),
        "claim": _broken(record.claim),
        "verdicts": _verdicts(view, library.catalog.ratings[entry.id]),
        "not_rated": _label(words.NOT_RATED),
        "summary": _paragraphs(view, record.summary),
        "done": [{"title": _broken(c.title), "text": _paragraphs(view, c.text)} for c in record.components],
        "when": _when(view, record),
        "costs": [_cost(view, cost) for cost in sorted(record.costs, key=_largest)],
        "cost_note": _paragraphs(view, record.cost_note),
        "wrong": texts(record.went_wrong),
        "limits": texts(record.limits),
        "helped": texts(record.conditions.helped),
        "hindered": texts(record.conditions.hindered),
        "results": _results(view, library.catalog.ratings[entry.id]),
        "first": texts(record.first_90_days),
        "powers": texts(record.powers_needed),
        "stop": texts(record.stop_signs),
        "sources": [_source(citation, n, unshown) for n, citation in enumerate(record.citations, start=1)],
        "url": url,
        "shown_url": url.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "qr": qr_code(url),
        "date": [day.year, day.month, day.day],
        "day": view.day(day),
        "read": record.reviewed is not None,
        "overdue": record.review_by < library.catalog.today,
        "licence": LICENCE,
    }  # fmt: skip


def _largest(cost: Cost) -> tuple[bool, bool]:
    """Whole sums first, then sums for a year or a start; units and savings last, each in the order of the record."""
    return cost.kind in {"per_unit", "saving"}, cost.kind != "total"


def _verdicts(view: View, ratings: Sequence[Rating]) -> Sequence[Mapping[str, Any]]:
    found = best_and_worst(ratings)
    if found is None:
        return []
    if found[0].label == found[1].label:
        return [{"name": "Best and worst result on harm or fear", **_rating(view, found[0])}]
    names = ("Best result on harm or fear", "Worst result on harm or fear")
    return [{"name": name, **_rating(view, rating)} for name, rating in zip(names, found, strict=True)]


def _results(view: View, ratings: Sequence[Rating]) -> Sequence[Mapping[str, Any]]:
    """Every rating in the order of the page: harm, fear, steps, things done. `turn` counts from those that stay and the
    worst, for when not all have room."""
    lead = {rating.measure for rating in best_and_worst(ratings) or ()}
    kept = {r.measure for r in ratings if r.label in CUT_LAST or r.measure in lead}
    turns = sorted(ratings, key=lambda r: (r.measure not in kept, -rank(r.label)))
    return [
        {**_rating(view, r), "tier": TIERS[r.tier], "kept": r.measure in kept, "turn": turns.index(r)}
        for tier in TIERS
        for r in ratings
        if r.tier == tier
    ]


def _rating(view: View, rating: Rating) -> Mapping[str, Any]:
    said = words.phrase(rating.lead.effect)
    outcome = rating.lead.outcome
    measure = view.title("measure", rating.measure)
    flags = "; ".join(words.FLAGS[flag] for flag in rating.flags)
    return {
        "measure": measure[:1].upper() + measure[1:],
        "figure": said.figure,
        "range": said.range,
        "subgroup": _broken(outcome.subgroup),
        "contrast": _paragraphs(view, outcome.contrast),
        "cites": [view.context.numbers[key] for key in outcome.cite if key in view.context.numbers],
        "label": _label(words.LABELS[rating.label]),
        "level": rating.level,
        "strength": words.LEVELS[rating.level],
        "flags": f"{flags[:1].upper()}{flags[1:]}",
        "studies": words.count(rating.studies, "study", "studies"),
    }


def _label(word: words.Word) -> Mapping[str, str]:
    return {"name": word.name, "mark": word.mark, "tone": word.tone, "meaning": word.meaning}


def _when(view: View, record: Practice) -> str:
    if not record.start:
        return "not known"
    if record.end:
        return f"{view.day(record.start)} to {view.day(record.end)}"
    return view.day(record.start) + (", still running" if record.still_running == "yes" else "; end not known")


def _cost(view: View, cost: Cost) -> Mapping[str, Any]:
    high = f"–{words.number(cost.amount_high)}" if cost.amount_high is not None else ""
    return {
        "sum": f"{cost.currency} {words.number(cost.amount)}{high}{KINDS.get(cost.kind, '')}",
        "year": str(cost.year or ""),
        "what": _broken(cost.what),
        "cites": [view.context.numbers[key] for key in cost.cite if key in view.context.numbers],
    }


def _source(citation: Citation, number: int, unshown: frozenset[str]) -> Mapping[str, Any]:
    told = {
        "authors": citation.authors,
        "title": citation.title,
        "publisher": citation.publisher,
        "year": str(citation.year or ""),
        "where": f"doi:{citation.doi}" if citation.doi else _bare(citation.url or ""),
    }
    gap = {key: ELSEWHERE if key == "title" else "" for key in told}
    return {
        **{key: gap[key] if unshown & set(value) else _broken(value) for key, value in told.items()},
        "to": citation.url or (f"https://doi.org/{citation.doi}" if citation.doi else ""),
        "n": number,
        "read": words.READS[citation.read].capitalize(),
    }


def _bare(url: str) -> str:
    """The address of a source as paper shows it: the whole when short, else its site."""
    bare = re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
    return bare if len(bare) <= 60 else bare.split("/")[0]


def _texts(view: View, given: Sequence[str]) -> Sequence[Any]:
    return [_paragraphs(view, text) for text in given]


def _paragraphs(view: View, text: str) -> Sequence[Sequence[Mapping[str, Any]]]:
    return [[_run(run) for run in paragraph] for paragraph in to_runs(text, view.context.numbers)]


def _run(run: Run) -> Mapping[str, Any]:
    if run.text:
        return {"text": _broken(run.text), "style": run.style}
    return {"cites": list(run.cites), "computed": run.computed}


def _broken(text: str) -> str:
    """A text whose overlong words may be broken, so that none runs out of its column."""
    return _LONG.sub(lambda found: f"{found[0]}\u200b", text)


@cache
def qr_code(url: str) -> str:
    """The QR code of an address as SVG, with the quiet zone of four modules that readers need."""
    out = io.BytesIO()
    code = segno.make_qr(url, error="m")
    code.save(out, kind="svg", scale=4, border=4, xmldecl=False, nl=False, light="white")
    return out.getvalue().decode()
