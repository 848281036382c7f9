"""Search in a real browser: bytes before the first result, time from a stroke to the painted answer, memory of the tab.

`python -m tests.bench.finder --library … --hugo … --material …` measures sites that were built, and prints a table.
"""

import argparse
import math
import random
import re
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, TimeoutError

from tests.bench.server import Sent, counted
from tests.bench.synthetic import SEED, case
from tests.browser import started

WATCH, BOX = (Path(__file__).with_name(name) for name in ("watch.js", "pagefind_box.js"))
LETTERS, CLICKS = 200, 60
"""Strokes and clicks that are timed, at least."""
QUIET = 150
"""Milliseconds without a change after which the last answer is whole."""


@dataclass(frozen=True)
class Way:
    """One way of searching a site. Selectors name the field, what changes with every answer, and a result."""

    name: str
    page: str
    """Address of the page on which it is tried; `{id}` stands for a practice."""
    field: str
    said: str
    result: str
    parts: Sequence[str]
    """What of the requests belongs to search alone."""
    needs: str
    """A file of the site without which there is no such search."""
    opener: str = ""
    """What is pressed to open it."""
    script: Path | None = None
    """What is added to the page, when the program brings no box of its own."""
    boxes: str = ""
    """The boxes to narrow down by, if it has any."""


OURS = (
    "search/", "js/lunr", "js/search.js", "js/find", "js/rank.js", "js/words.js", "js/facets.js", "js/cards.js",
    "js/languages.js", "js/likeness.js",
)  # fmt: skip
FINDER = Way(
    "Beacon, list of practices", "practices/", ".find [type=search]", ".find-status", ".find-results .why", OURS,
    "search/catalogue.json",     boxes=".find-panel label:not([hidden]) input",
)  # fmt: skip
DIALOGUE = Way(
    "Beacon, search on a page", "practices/{id}/", ".search-dialog input", ".search-status", ".search-results a", OURS,
    "search/catalogue.json",     opener="[data-search-open]",
)  # fmt: skip
PAGEFIND = Way(
    "Pagefind", "practices/{id}/", "[data-box]", "[data-said]", "[data-answers] li", ("/pagefind/",),
    "pagefind/pagefind.js", script=BOX,
)  # fmt: skip
MATERIAL = Way(
    "Material", "practices/{id}/", ".md-search__input", ".md-search-result__meta", ".md-search-result__item",
    ("search/", "/workers/", "/lunr/"), "search/search_index.json", opener=".md-search__input",
)  # fmt: skip


@dataclass
class Found:
    """What was measured of one way. Times in milliseconds, sizes in bytes."""

    wire: int
    """All that was sent before the first result was shown."""
    part: int
    """What of it was for search alone."""
    first: float
    """From when the field was reached for, its first word typed at once, to the first result."""
    strokes: list[float] = field(default_factory=list)
    clicks: list[float] = field(default_factory=list)
    heap: int = 0
    """What scripts of the page hold after all of it, garbage collected; what its workers hold is not in it."""
    memory: int = 0
    """The tab's own memory after all of it, as the browser's task manager counts it; 0 where there is no /proc."""
    crashed: bool = False
    """Whether the tab ran out of memory under the strokes; what was timed before stands."""

    def __str__(self) -> str:
        end = ", then the tab crashed" if self.crashed else ""
        return f"{self.wire / 1000:.0f} kB, first {self.first:.0f} ms, 95 of 100 strokes {share(self.strokes, 0.95):.0f} ms{end}"


def share(times: Sequence[float], part: float) -> float:
    """The time under which a part of all times stays: the nearest rank; not a number without any time."""
    return sorted(times)[max(0, math.ceil(part * len(times)) - 1)] if times else math.nan


def queries(practices: int, letters: int = LETTERS) -> tuple[str, ...]:
    """What synthetic records are called, as people type it: a kind of practice, a place, both; every third with a slip."""
    draw = random.Random(SEED)  # noqa: S311 the same words every time are wanted
    found: list[str] = []
    while sum(len(query.replace(" ", "")) for query in found) < letters:
        one = case(draw.randrange(practices))
        asked = draw.choice((one.kind.name, one.kind.name, one.city.name, f"{one.kind.name} {one.city.name}"))
        found.append(_slip(_plain(asked), draw) if len(found) % 3 == 2 else _plain(asked))
    return tuple(found)


def _plain(text: str) -> str:
    """Words as typed in haste: small letters without accents or signs."""
    return " ".join(
        re.findall(r"[a-z]+", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower())
    )


def _slip(text: str, draw: random.Random) -> str:
    """One letter left out, but not the first of a word."""
    at = draw.choice([n for n in range(1, len(text)) if text[n].isalpha() and text[n - 1].isalpha()])
    return text[:at] + text[at + 1 :]


def measure(site: Path, way: Way, practices: int, *, letters: int = LETTERS, clicks: int = CLICKS, patience: float = 240) -> Found | None:  # fmt: skip
    """Everything about one way of searching a site, in a browser of its own; None when no result came in `patience`
    seconds. After as long the strokes end, too, so slow searches are timed over fewer of them."""
    with counted(site) as (origin, sent), started() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=bool(way.script))  # fmt: skip
        page.set_default_timeout(patience * 1000)
        page.add_init_script(path=WATCH)
        try:
            found = _first(page, way, f"{origin}/{way.page.format(id=case(0).id)}", sent, patience)
        except Error as error:
            if "crashed" not in error.message:
                raise
            found = None
        if found is None:
            return None
        end = time.monotonic() + patience
        try:
            found.strokes.extend(_strokes(page, way, queries(practices, letters), end))
            if way.boxes:
                found.clicks.extend(_clicks(page, way, clicks))
            found.heap, found.memory = _held(browser, page)
        except Error as error:
            if "crashed" not in error.message:
                raise
            found.crashed = True
        return found


def _first(page: Page, way: Way, address: str, sent: Sent, patience: float) -> Found | None:
    """Open the page, type a word, and wait for the first result; None when none comes."""
    page.goto(address)
    if way.script:
        page.evaluate(way.script.read_text(encoding="utf-8"))
    if not way.opener and not _shown(page, way):
        return None
    page.evaluate("(result) => bench.armFirst(result)", way.result)
    if way.opener:
        page.locator(way.opener).first.click()
        if not _shown(page, way):
            return None
    page.locator(way.field).focus()
    page.keyboard.type("lighting")
    told = page.evaluate("(patience) => bench.within(patience, bench.first)", patience * 1000)
    if told is None:
        return None
    return Found(sent.bytes(told["when"]), sent.bytes(told["when"], way.parts), told["milliseconds"])


def _shown(page: Page, way: Way) -> bool:
    """Whether the field came to be seen: a script shows it, and nobody can type before."""
    try:
        page.locator(way.field).wait_for(state="visible")
    except TimeoutError:
        return False
    return True


def _strokes(page: Page, way: Way, asked: Sequence[str], end: float) -> Iterator[float]:
    """Milliseconds of each letter, typed when the answer to the last one stood there."""
    for query in asked:
        page.locator(way.field).focus()
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.evaluate("([place, time]) => bench.quiet(place, time)", [way.said, QUIET])
        for letter in query:
            if time.monotonic() > end:
                return
            if letter == " ":
                page.keyboard.press("Space")
                page.evaluate("([place, time]) => bench.quiet(place, time)", [way.said, QUIET])
                continue
            page.evaluate("(place) => bench.arm('keydown', place)", way.said)
            page.keyboard.press(letter)
            yield float(page.evaluate("bench.done"))


def _clicks(page: Page, way: Way, clicks: int) -> Iterator[float]:
    """Milliseconds of each click on a box, without words; some put a choice in, some take it out."""
    draw = random.Random(SEED)  # noqa: S311 the same boxes every time are wanted
    page.locator(way.field).fill("")
    page.evaluate("([place, time]) => bench.quiet(place, time)", [way.said, QUIET])
    for _ in range(clicks):
        boxes = page.locator(way.boxes)
        box = boxes.nth(draw.randrange(boxes.count()))
        box.scroll_into_view_if_needed()
        page.evaluate("(place) => bench.arm('click', place)", way.said)
        box.click()
        yield float(page.evaluate("bench.done"))
        if page.locator(way.boxes).and_(page.locator(":checked")).count() > 3:
            page.locator(".chips button").first.click()
            page.evaluate("([place, time]) => bench.quiet(place, time)", [way.said, QUIET])


def _held(browser: Browser, page: Page) -> tuple[int, int]:
    """What the page's scripts hold, and the memory of its process that is not a file and not shared."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = int(session.send("Runtime.getHeapUsage")["usedSize"])
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return heap, max((_own(one["id"]) for one in processes if one["type"] == "renderer"), default=0)


def _own(pid: int) -> int:
    """Bytes of a process in memory or swapped out that no file holds: what Chromium's task manager shows on Linux."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("RssAnon:", "VmSwap:")))


def main() -> None:
    """Measure the sites that are given, and print a row for each way."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.finder", description=__doc__)
    parser.add_argument("--practices", type=int, required=True, help="how many practices the sites hold")
    parser.add_argument("--library", type=Path, help="Beacon's site")
    parser.add_argument("--hugo", type=Path, help="Hugo's site with Pagefind's index")
    parser.add_argument("--material", type=Path, help="Material's site")
    parser.add_argument("--patience", type=float, default=240, help="seconds to wait for a first result")
    given = parser.parse_args()
    for site, way in ((given.library, FINDER), (given.library, DIALOGUE), (given.hugo, PAGEFIND), (given.material, MATERIAL)):  # fmt: skip
        if site:
            print(row(way.name, measure(site, way, given.practices, patience=given.patience)), flush=True)


HEAD = """| Way | kB sent | for search | First result, ms | Strokes | Median, ms | 95 of 100, ms | Slowest, ms | Clicks, 95 of 100, ms | Scripts, MB | Tab, MB |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""


def row(name: str, found: Found | None) -> str:
    """A row of the table."""
    if not found:
        return f"| {name} | no result in time {'| ' * 10}|"
    cells = [
        f"{found.wire / 1000:.0f}", f"{found.part / 1000:.0f}", f"{found.first:.0f}", f"{len(found.strokes)}",
        *(f"{share(found.strokes, part):.0f}" for part in (0.5, 0.95, 1)),
        f"{share(found.clicks, 0.95):.0f}" if found.clicks else "–",
        *(("crashed", "crashed") if found.crashed else (f"{found.heap / 1e6:.0f}", f"{found.memory / 1e6:.0f}")),
    ]  # fmt: skip
    return f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
