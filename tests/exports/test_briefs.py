"""Briefs: two pages whatever the record, tagged for those who listen, true to the page, the same bytes everywhere."""

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import segno
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from generator import engine
from generator.analysis.evidence import best_and_worst
from generator.checks.prose import MOST_IN_LIST
from generator.exports import briefs
from generator.load import Loaded, load
from generator.model.practice import Practice
from generator.output import Output
from generator.pages import words
from generator.pages.view import Library
from generator.reading.records import Entry
from tests.site_fixtures import Read, Workshop
from tests.support import LIBRARY, ROOT, TODAY

pytest_plugins = ("tests.site_fixtures.fixtures",)

SETTINGS = {"url": "https://beacon.example/", "name": "Beacon", "briefs": True}
SAMPLED = 12


@cache
def own() -> Library:
    """The repository's own records."""
    return Library(load(ROOT, TODAY).catalog, SETTINGS)


@pytest.fixture(scope="module")
def shelf(loaded: Loaded) -> Library:
    """The small library, with briefs."""
    return Library(loaded.catalog, SETTINGS)


def sample() -> Sequence[Entry[Practice]]:
    """Practices of the repository: those with the most to say, the most results and none, and some between."""
    catalog = own().catalog
    by_length = sorted(catalog.practices.values(), key=lambda e: len(e.record.model_dump_json()))
    by_results = sorted(by_length, key=lambda e: len(catalog.ratings[e.id]))
    chosen = [*by_length[-6:], *by_results[-2:], by_results[0], by_length[0], *by_length[:: len(by_length) // SAMPLED]]
    return list({entry.id: entry for entry in chosen}.values())[:SAMPLED]


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def plain(text: str) -> str:
    """A text without the breaks of lines and words that paper needs."""
    return re.sub(r"[\s\u200b]+", "", text)


def text_of(made: bytes, page: int | None = None) -> str:
    """What a brief, or one page of it, says, without blank space."""
    pages = read(made).pages
    return plain("".join(p.extract_text() for p in (pages if page is None else [pages[page]])))


def changed(entry: Entry[Practice], **fields: Any) -> Entry[Practice]:
    """A practice whose record says something else."""
    return replace(entry, record=entry.record.model_copy(update=fields))


def structure(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every element of the structure of a PDF, from its root."""
    node = node.get_object()
    if isinstance(node, Mapping):
        yield node
        kids = node.get("/K")
        for kid in kids.get_object() if isinstance(kids and kids.get_object(), list) else [kids]:
            if kid is not None:
                yield from structure(kid)


def own_title(workshop: Workshop, name: str) -> str:
    """The title of a practice, as its file has it."""
    first = (workshop.root / f"practices/{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix("title: ")


def dark_modules(page: PageObject, reader: PdfReader) -> set[tuple[int, int]]:
    """The dark modules (row, column) of the QR code on a page, from the lines it is drawn with."""
    paths: list[list[tuple[str, float, float]]] = [[]]
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"m", b"l"}:
            paths[-1].append((operator.decode(), float(operands[0]), float(operands[1])))
        else:
            paths.append([])
    drawn = max(paths, key=len)
    return {
        (int(y), x)
        for (start, left, y), (_, right, _) in pairwise(drawn)
        if start == "m"
        for x in range(int(left), int(right))
    }


def outputs(library: Library) -> Mapping[str, Output]:
    return {output.path: output for output in briefs.files(library)}


# What a brief is


def test_every_practice_of_the_small_library_has_two_pages(shelf: Library) -> None:
    """One brief beside each page that readers may find, and each of two pages of A4."""
    made = {path: read(output.content()) for path, output in outputs(shelf).items()}  # type: ignore[arg-type]

    assert made.keys() == {f"practices/{id}/{id}.pdf" for id in shelf.catalog.practices}
    for reader in made.values():
        assert [[round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] for page in reader.pages] == [
            [210, 297]
        ] * 2


@pytest.mark.parametrize("entry", sample(), ids=lambda entry: entry.id)
def test_a_real_practice_has_two_pages_that_say_what_matters(entry: Entry[Practice]) -> None:
    """Title, claim, each verdict with its label and interval on page one; no result that is harmful or null left out."""
    library = own()
    made = briefs.pdf(library, entry)

    assert len(read(made).pages) == 2
    one, two = text_of(made, 0), text_of(made, 1)
    assert plain(entry.record.title) in one
    assert plain(entry.record.claim) in one
    for rating in best_and_worst(library.catalog.ratings[entry.id]) or ():
        said = words.phrase(rating.lead.effect)
        assert plain(words.LABELS[rating.label].name) in one
        assert plain(f"{said.figure} ({said.range})") in one
        assert plain(f"Strength E{rating.level} of E5") in one
    for rating in library.catalog.ratings[entry.id]:
        if rating.label in briefs.CUT_LAST:
            assert plain(library.view("").title("measure", rating.measure)).casefold() in two.casefold()
            assert plain(words.LABELS[rating.label].name) in two


def test_a_practice_that_nobody_evaluated_says_so(shelf: Library) -> None:
    """No label is made up for it, and silence is not called a verdict."""
    made = briefs.pdf(shelf, shelf.catalog.practices["test-mediators"])

    assert plain(words.NOT_RATED.name) in text_of(made, 0)
    assert plain("it is not yet known whether it works") in text_of(made, 1)


def test_a_brief_is_tagged_for_those_who_listen(shelf: Library) -> None:
    """PDF/UA-1: language, title, structure with headings, table and lists, and an alternative text for the QR code."""
    made = read(briefs.pdf(shelf, shelf.catalog.practices["test-lamps"]))
    root = made.trailer["/Root"]
    found = list(structure(root["/StructTreeRoot"]))
    kinds = [node["/S"] for node in found if "/S" in node]

    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.metadata is not None and made.metadata.title == "Test lamps in Exampleton"
    assert made.xmp_metadata is not None
    assert "<pdfuaid:part>1</pdfuaid:part>" in made.xmp_metadata.rdf_root.toxml()
    assert kinds.count("/H1") == 1
    assert {"/H2", "/H3", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= set(kinds)
    assert [node["/Alt"] for node in found if node.get("/S") == "/Figure"] == [
        "QR code that leads to https://beacon.example/practices/test-lamps/"
    ]


def test_the_qr_code_leads_to_the_page(shelf: Library) -> None:
    """The modules drawn on page one are those of the page's address, and of no other."""
    made = read(briefs.pdf(shelf, shelf.catalog.practices["test-lamps"]))
    code = segno.make_qr("https://beacon.example/practices/test-lamps/", error="m")
    quiet = 4

    assert dark_modules(made.pages[0], made) == {
        (row + quiet, column + quiet)
        for row, modules in enumerate(code.matrix)
        for column, dark in enumerate(modules)
        if dark
    }


def test_sources_keep_the_numbers_of_the_page(shelf: Library) -> None:
    """Each with how closely it was read."""
    record = shelf.catalog.practices["test-lamps"].record
    two = text_of(briefs.pdf(shelf, shelf.catalog.practices["test-lamps"]), 1)

    for number, citation in enumerate(record.citations, start=1):
        title = two.index(plain(citation.title))
        assert f"{number}." in two[:title]
        assert plain(words.READS[citation.read]) in two[title:].replace("Known", "known").replace("Read", "read")


def test_the_same_record_gives_the_same_bytes(shelf: Library) -> None:
    """Twice here, and once in a process of its own in another time zone."""
    here = briefs.pdf(shelf, shelf.catalog.practices["test-lamps"])
    code = (
        "import sys; from generator.load import load; from generator.exports import briefs\n"
        "from generator.pages.view import Library; from tests.exports.test_briefs import LIBRARY, SETTINGS, TODAY\n"
        "library = Library(load(LIBRARY, TODAY).catalog, SETTINGS)\n"
        "sys.stdout.buffer.write(briefs.pdf(library, library.catalog.practices['test-lamps']))"
    )
    there = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT, env={**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONPATH": str(ROOT), "LANG": "C"}, timeout=60,
    )  # fmt: skip

    assert briefs.pdf(shelf, shelf.catalog.practices["test-lamps"]) == here == there.stdout


# What has no room


def test_results_that_warn_are_never_cut(shelf: Library) -> None:
    """With forty results, the harmful and null ones are in the table, and the page says how many are not."""
    brief = briefs.contents(shelf, shelf.catalog.practices["test-lamps"])
    model = brief["results"][0]
    bad = {"name": "Caution: harm shown", "mark": "▼", "tone": "bad", "meaning": "It got worse."}
    rows = [
        {**model, "measure": f"Measure {n:02}", "turn": n, "kept": n in {7, 39}, **({"label": bad} if n in {7, 39} else {})}
        for n in range(40)
    ]  # fmt: skip

    made = briefs.typeset({**brief, "results": rows})

    assert len(read(made).pages) == 2
    two = text_of(made, 1)
    assert "Measure07" in two and "Measure39" in two
    assert two.count(plain("Caution: harm shown")) == 2
    left = 40 - len(set(re.findall(r"Measure\d\d", two)))
    assert left > 0
    assert plain(f"{left} more results on the page") in two


def test_what_is_left_out_is_counted(shelf: Library) -> None:
    """A record with more failures, limits and sums than page one holds says how many stand on the page."""
    entry = shelf.catalog.practices["test-lamps"]
    long = tuple(f"Failure {n:02}. " + "A sentence of some length about a lamp that fell. " * 3 for n in range(30))

    one = text_of(briefs.pdf(shelf, changed(entry, went_wrong=long, limits=long)), 0)

    shown = len(set(re.findall(r"Failure\d\d", one)))
    assert 1 <= shown < 30
    assert re.search(r"\dmorefailuresonthepage", one)
    assert re.search(r"\dmorelimitsonthepage", one)


def test_a_record_that_cannot_fit_says_so(shelf: Library) -> None:
    """A summary of three thousand words is left to the page: no third page, and no fault that stops the build."""
    entry = shelf.catalog.practices["test-lamps"]

    made = briefs.pdf(shelf, changed(entry, summary="A word or two. " * 800))

    assert len(read(made).pages) == 2
    assert plain("The record is too long for two pages of paper. Its summary,") in text_of(made, 0)


def test_many_things_done_are_counted(shelf: Library) -> None:
    """Of forty building blocks twelve are named, before any limit or failure is left out."""
    entry = shelf.catalog.practices["test-lamps"]
    done = tuple(entry.record.components[0].model_copy(update={"title": f"Thing {n:02}"}) for n in range(40))

    made = briefs.pdf(shelf, changed(entry, components=done))

    one = text_of(made, 0)
    assert set(re.findall(r"Thing\d\d", one)) == {f"Thing{n:02}" for n in range(12)}
    assert plain("28 more things that were done on the page") in one
    assert all(plain(text.split(" [@")[0]) in one for text in (*entry.record.limits, *entry.record.went_wrong))
    assert len(read(made).pages) == 2


@pytest.mark.parametrize("sign", ["words ", "W", "\u2e3b", "a\u0301\u0302\u0303", "\U0001f642 a", "\u4e00 a"])
def test_a_record_at_every_bound_has_a_brief(shelf: Library, sign: str) -> None:
    """As many as the rules let through of everything, each as long as they let it be, in the widest signs there are; it says
    how much is left out, and takes seconds."""
    entry = shelf.catalog.practices["test-lamps"]
    record = entry.record
    most, line, item = MOST_IN_LIST, (sign * 420)[:420], (sign * 1260)[:1260]
    keys = "".join(f"[@k{n}]" for n in range(most))
    full = changed(
        entry,
        title=line, claim=line, summary=keys + (sign * 1680)[: 1680 - len(keys)], cost_note=item, places=record.places * most,
        components=tuple(c.model_copy(update={"title": line, "text": item}) for c in record.components[:1] * most),
        costs=tuple(c.model_copy(update={"what": line}) for c in record.costs[:1] * most),
        citations=tuple(
            record.citations[0].model_copy(update={"id": f"k{n}", "title": line, "authors": line, "publisher": line})
            for n in range(most)
        ),
        conditions=record.conditions.model_copy(update={"helped": (item,) * most, "hindered": (item,) * most}),
        **dict.fromkeys(("limits", "went_wrong", "first_90_days", "powers_needed", "stop_signs"), (item,) * most),
    )  # fmt: skip

    begun = time.process_time()
    made = briefs.pdf(shelf, full)

    assert len(read(made).pages) == 2
    assert time.process_time() - begun < 60
    assert re.search(r"\d\dmorethingsthatweredoneonthepage", text_of(made, 0))
    assert re.search(r"\d\dmoresourcesonthepage", text_of(made, 1))


def test_very_many_results_that_stay_are_counted(shelf: Library) -> None:
    """Of more results than a page has lines the worst stay, and the others are counted."""
    given = briefs.contents(shelf, shelf.catalog.practices["test-lamps"])
    one = given["results"][0]
    many = [{**one, "measure": f"Measure {n:02}", "kept": True, "turn": n} for n in range(35)]

    made = briefs.typeset({**given, "results": many})

    two = text_of(made, 1)
    shown = re.findall(r"Measure\d\d", two)
    assert len(read(made).pages) == 2
    assert 4 <= len(shown) < 35 and shown == [f"Measure{n:02}" for n in range(len(shown))]
    assert f"{35 - len(shown)}moreresultsonthepage" in two


# What nobody may do


@pytest.mark.parametrize(
    "text",
    [
        '#eval("1 + 1") #read("/etc/passwd")',
        "$x^2$ and \\ and \\u{41} at the end \\",
        "= A heading and <label> and @reference and `raw` and ~ and ---",
        "#set page(width: 1pt)",
        "]#panic()[ \"quoted\" 'quoted' // comment /* comment */",
        "العربية في المدينة",
        "Ωμέγα, Дом, Ťažký, São, İzmir, ñandú",
    ],
)
def test_text_is_never_markup(shelf: Library, text: str) -> None:
    """What looks like the language of the template, or is another script, is printed as it stands."""
    entry = changed(shelf.catalog.practices["test-lamps"], title=text, claim=text)

    made = briefs.pdf(shelf, entry)

    assert len(read(made).pages) == 2
    assert read(made).metadata.title == text  # type: ignore[union-attr]
    shown = text_of(made, 0)
    assert set(plain(text)) <= set(shown)
    assert shown.count(plain(text)) == 2 or text.startswith("ا")  # readers of PDF give Arabic in the order it is drawn


def test_an_overlong_word_is_broken(shelf: Library) -> None:
    """A word of four hundred letters stays inside its column."""
    entry = changed(shelf.catalog.practices["test-lamps"], claim="m" * 400)
    reader = read(briefs.pdf(shelf, entry))
    lines = [line for line in reader.pages[0].extract_text().splitlines() if "mmm" in line]

    assert len(reader.pages) == 2
    assert sum(line.count("m") for line in lines) == 400
    assert max(map(len, lines)) < 60


@pytest.mark.parametrize(
    ("claim", "printed"),
    [
        ("Robberies fell 🙂 a little.", "Robberies fell [slightly smiling face] a little."),
        ("In 城市安全 they did.", "In [CJK script] they did."),
        ("A sign nobody gave out: \U0001ffff here.", "A sign nobody gave out: [sign U+1FFFF] here."),
    ],
)
def test_a_sign_that_no_font_holds_is_named(shelf: Library, claim: str, printed: str) -> None:
    """What the page shows and paper cannot is said in words, and stops no build."""
    entry = changed(shelf.catalog.practices["test-lamps"], claim=claim)

    assert plain(printed) in text_of(briefs.pdf(shelf, entry), 0)


def test_a_text_of_a_hundred_scripts_is_printed_in_few_tries(shelf: Library) -> None:
    """Each try takes as long as a whole brief, so after a few of them all doubtful signs are named."""
    many = " ".join(chr(sign) for sign in range(0x1F300, 0x1F364))
    entry = changed(shelf.catalog.practices["test-lamps"], claim=f"All of {many}.")

    assert briefs._named("a \u4e00\u4e8c b", frozenset("\u4e00\u4e8c")) == "a [CJK script] b"
    assert briefs.pdf(shelf, entry).startswith(b"%PDF")


def test_a_source_in_a_script_we_cannot_print_is_told_of(shelf: Library) -> None:
    """The title of a work stands in its own language; where no font holds it, a note leads to the page."""
    entry = shelf.catalog.practices["test-lamps"]
    first, *others = entry.record.citations
    foreign = first.model_copy(update={"title": "城市安全研究", "authors": "王"})

    two = text_of(briefs.pdf(shelf, changed(entry, citations=(foreign, *others))), 1)

    assert plain(briefs.ELSEWHERE) in two
    assert all(plain(c.title) in two for c in others)


def test_an_emoji_stops_no_build(workshop: Workshop) -> None:
    """The page shows it, the brief names it."""
    for name in ("test-lamps", "test-patrols"):
        title = own_title(workshop, name)
        workshop.change(f"practices/{name}.yaml", f"title: {title}\n", f"title: {title} 🙂\n")

    workshop.build()

    assert "🙂" in workshop.read("practices/test-lamps/index.html")
    brief = (workshop.site / "practices/test-patrols/test-patrols.pdf").read_bytes()
    assert plain("[slightly smiling face]") in text_of(brief, 0)


# When it is made


def test_only_what_changed_is_made_again(small: Path) -> None:
    """A word in one record makes its brief anew and no other; the same library makes none."""
    before = outputs(Library(load(small, TODAY).catalog, SETTINGS))
    again = outputs(Library(load(small, TODAY).catalog, SETTINGS))
    file = small / "practices/test-patrols.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: ", "title: New ", 1), encoding="utf-8")
    after = outputs(Library(load(small, TODAY).catalog, SETTINGS))

    marks = {path: output.mark for path, output in before.items()}
    assert all(marks.values())
    assert {path: output.mark for path, output in again.items()} == marks
    assert after["practices/test-patrols/test-patrols.pdf"].mark != marks["practices/test-patrols/test-patrols.pdf"]
    assert (
        after["practices/test-mediators/test-mediators.pdf"].mark
        == marks["practices/test-mediators/test-mediators.pdf"]
    )


def test_processes_that_have_set_a_brief_begin_no_children() -> None:
    """Fonts and pages are set in threads, which a fork does not copy: a child would wait for them for ever."""
    code = (
        "from generator import spread; from generator.load import load; from generator.exports import briefs\n"
        "from generator.pages.view import Library; from tests.exports.test_briefs import LIBRARY, SETTINGS, TODAY\n"
        "library = Library(load(LIBRARY, TODAY).catalog, SETTINGS)\n"
        "made = lambda part: [len(briefs.pdf(library, library.catalog.practices['test-lamps'])) for _ in part[:1]]\n"
        "first = spread.spread(range(300), made, 2)\n"
        "print(len(first), len(spread.spread(range(300), made, 2)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60)  # fmt: skip

    assert ran.stdout.split() == ["2", "1"]


@pytest.mark.parametrize(("given", "made"), [("0", False), ("false", False), ("1", True), (None, True)])
def test_the_environment_turns_briefs_off(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, given: str | None, made: bool
) -> None:
    """BEACON_BRIEFS=0 leaves out the files and every link to them; without it they are there."""
    if given is None:
        monkeypatch.delenv("BEACON_BRIEFS", raising=False)
    else:
        monkeypatch.setenv("BEACON_BRIEFS", given)

    library = Library(load(LIBRARY, TODAY).catalog, engine.draw(workshop.root, workshop.work / "engine").settings)

    assert library.briefs is made
    assert bool(outputs(library)) is made


def test_the_page_leads_to_its_brief(finished: Workshop) -> None:
    """In its head for machines, in its body for people, and the file is there."""
    page = Read(finished.read("practices/test-lamps/index.html"))

    links = [a for a in page.all("a") if a.get("type") == "application/pdf"]
    assert len(links) == 1
    assert '"contentUrl": "https://beacon.example/practices/test-lamps/test-lamps.pdf"' in finished.read(
        "practices/test-lamps/index.html"
    )
    target = (finished.site / "practices/test-lamps" / links[0]["href"]).resolve()
    assert target.read_bytes().startswith(b"%PDF-")
