"""Hostile text in every field of a library, built and opened in a real browser: it is shown, and does nothing at all."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext

from generator.load import load
from tests.hostile import ELSEWHERE, PACKAGE, PAYLOADS, Held, is_whole, spoil, spoiled_issue
from tests.site_fixtures import Read, Workshop, is_redirect, pages_of, serving, set_up
from tests.support import LIBRARY, TODAY, beacon
from tests.test_issue_text import CITY, LAMPS, fitted

ASKED = (
    "search/?q={}", "practices/?q={}", "practices/?theme={}&where={}", "compare/?ids={}", "compare/?practices={}", "indicators/?q={}",
    "practices/test-lamps/#{}", "search/?q={}&kind={}", "indicators/test-robbery-rate/?places={}", "places/?q={}",
)  # fmt: skip
"""Addresses that take words of a reader, or of whoever sent the link."""


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workshop, Held]:
    """The site of the small library with hostile text wherever one is taken."""
    shop = Workshop(set_up(tmp_path_factory.mktemp("hostile") / "library"))
    held = spoil(shop.root) | dict(_sent(shop.root))
    shop.build_anyway()
    return shop, held


def _sent(root: Path) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Issues with hostile answers, imported by the command; an editor who sees nothing publishes what it makes of them."""
    catalog = load(LIBRARY, TODAY).catalog
    for kind, text in (("practice", fitted(LAMPS)), ("city", CITY)):
        hostile, answers = spoiled_issue(kind, text, catalog)
        told = beacon("import", "issue", "-", "--kind", kind, cwd=root, stdin=hostile)
        assert told.returncode == 1 and "Traceback" not in told.stderr, told.stderr[-2000:]
        assert told.stdout.replace("\n", "").isprintable()
        path = told.stderr.rpartition("Written: ")[2].strip()
        file = root / path
        file.write_text(
            file.read_text(encoding="utf-8").replace("status: draft", "status: published", 1), encoding="utf-8"
        )
        yield path, [(answer,) for answer in answers]


@pytest.fixture(scope="module")
def bare(spoilt: tuple[Workshop, Held], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the same site is served with the policy taken out of every page: escaping alone has to hold.

    A browser can be told to pass over policies, and may begin to do so after it has read a page.
    """
    site = Path(shutil.copytree(spoilt[0].site, tmp_path_factory.mktemp("bare") / "site"))
    taken = 0
    for file in site.rglob("*.html"):
        text, found = POLICY.subn("", file.read_text(encoding="utf-8"))
        taken += found
        file.write_text(text, encoding="utf-8")
    assert taken > 40 and not any(
        "Content-Security-Policy" in f.read_text(encoding="utf-8") for f in site.rglob("*.html")
    )
    with serving({"/": site}) as origin:
        yield origin


POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


@pytest.fixture(scope="module")
def at(spoilt: tuple[Workshop, Held]) -> Iterator[str]:
    """Where that site is served."""
    with serving({"/": spoilt[0].site}) as origin:
        yield origin


def opened(context: BrowserContext, origin: str, addresses: list[str]) -> list[str]:
    """What pages did that no text may make them do."""
    wrong: list[str] = []
    page = context.new_page()
    here = [""]
    page.on("dialog", lambda dialog: (wrong.append(f"{here[0]}: a dialog {dialog.message}"), dialog.dismiss()))
    context.on(
        "request", lambda asked: asked.url.startswith((origin, "data:")) or wrong.append(f"{here[0]}: {asked.url}")
    )
    page.on("pageerror", lambda error: wrong.append(f"{here[0]}: {error}"))
    page.on("console", lambda said: "Content Security" in said.text and wrong.append(f"{here[0]}: {said.text[:120]}"))
    for address in addresses:
        here[0] = address
        page.goto(f"{origin}/{address}", wait_until="networkidle" if "?" in address else "load")
        found: dict[str, Any] = page.evaluate(LOOK)
        wrong += [f"{address}: {what}" for what in found["wrong"]]
    page.close()
    return wrong


LOOK = """() => {
  const wrong = [];
  if (window.beaconRan) wrong.push('a script ran');
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || ['srcdoc', 'formaction'].includes(name)) wrong.push(`<${element.localName} ${name}>`);
      if (['href', 'src', 'action', 'xlink:href'].includes(name) && /^\\s*(javascript|data|vbscript):/i.test(value)) wrong.push(`${name}=${value}`);
    }
    if (['iframe', 'object', 'embed', 'base', 'math', 'form'].includes(element.localName) && element.closest('article'))
      if (element.localName !== 'form' || element.getAttribute('action')) wrong.push(`<${element.localName}>`);
  }
  for (const link of document.querySelectorAll('a[href]'))
    if (!['http:', 'https:', 'mailto:'].includes(link.protocol)) wrong.push(`a link to ${link.href}`);
  for (const image of document.images) if (new URL(image.src).origin !== location.origin) wrong.push(image.src);
  for (const meta of document.querySelectorAll('meta[http-equiv=refresh]')) wrong.push(meta.content);
  return { wrong };
}"""


def test_every_kind_of_file_holds_hostile_text(spoilt: tuple[Workshop, Held]) -> None:
    """What is tested is there: dozens of fields of records, of tables and of descriptors, and no record is lost for it."""
    shop, held = spoilt

    assert is_whole(shop.root)
    assert {path for path, places in held.items() if not places} <= {
        "datasets/test-robbery-rate/data.csv",
        "datasets/test-safety-survey/data.csv",
    }
    assert len(held["practices/test-lamps.yaml"]) > 80 and len(held["content/cities/exampleton.md"]) > 15
    assert ("images", 0, "alt") in held["practices/test-lamps.yaml"]
    assert ("origin",) in held[f"{PACKAGE}/source/recipe.yaml"]
    imported = [path for path in held if not (LIBRARY / path).exists() and "/source/" not in path]
    assert [path.split("/")[0] for path in imported] == ["practices", "content"]
    assert len(held[imported[0]]) > 30 and len(held[imported[1]]) > 10
    assert all((shop.site / f"{path.removeprefix('content/').split('.')[0]}/index.html").is_file() for path in imported)


def test_nothing_runs_even_without_the_policy(browser: Browser, spoilt: tuple[Workshop, Held], bare: str) -> None:
    """On every page, with the policy of the page taken out: escaping alone holds."""
    context = browser.new_context()
    context.set_default_timeout(30_000)
    addresses = [
        path.removesuffix("index.html") for path, page in pages_of(spoilt[0].site).items() if not is_redirect(page)
    ]

    wrong = opened(context, bare, addresses)

    context.close()
    assert len(addresses) > 40
    assert wrong == []


def test_nothing_asks_for_the_policy(browser: Browser, at: str) -> None:
    """With the policy as published no page of a record has to be held back by it."""
    context = browser.new_context()
    context.set_default_timeout(30_000)

    wrong = opened(
        context,
        at,
        [
            "practices/test-lamps/",
            "cities/exampleton/",
            "learn/test-audit/",
            "problems/",
            "indicators/test-safety-survey/",
        ],
    )

    context.close()
    assert wrong == []


def test_nothing_runs_that_an_address_says(browser: Browser, bare: str) -> None:
    """A link to us with hostile words in it shows them as words, also where scripts read the address."""
    context = browser.new_context()
    context.set_default_timeout(30_000)
    payloads = (PAYLOADS[0], PAYLOADS[1], PAYLOADS[4])
    addresses = [form.replace("{}", quote(payload)) for form in ASKED for payload in payloads]

    wrong = opened(context, bare, addresses)

    context.close()
    assert wrong == []


def test_what_search_finds_is_shown_as_text(browser: Browser, bare: str) -> None:
    """Titles come out of the catalogue as they were written, and are put on the page by a script."""
    context = browser.new_context()
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(f"{bare}/search/?q=script", wait_until="networkidle")
    page.goto(f"{bare}/search/?q=lamps", wait_until="networkidle")

    assert page.evaluate("window.beaconRan") is None
    assert page.evaluate(LOOK) == {"wrong": []}
    context.close()


def test_templates_in_a_text_are_not_worked_out(spoilt: tuple[Workshop, Held]) -> None:
    """Neither ours nor those of other programs: 7*7 stays 7*7."""
    pages = [file.read_text(encoding="utf-8") for file in Path(spoilt[0].site).rglob("*.html")]

    assert any("{{ 7*7 }}{% raw %}${7*7}" in page for page in pages)
    assert not any(f"{ELSEWHERE}/x.css>" in page or "49{" in page for page in pages)
    assert all(Read(page).faults == [] for page in pages)


SEEN = {
    "a script that runs": (PAYLOADS[1], "a script ran"),
    "a handler": (PAYLOADS[1], "<img onerror>"),
    "a link that runs": (PAYLOADS[2], "xlink:href=javascript:window.beaconRan=1"),
    "a link to another scheme": ("<a href=vbscript:x>x</a>", "href=vbscript:x"),
    "a picture from elsewhere": (PAYLOADS[7], f"http://{ELSEWHERE}/y.png"),
    "another base": (PAYLOADS[8], "<base>"),
    "a leap to elsewhere": (PAYLOADS[9].replace("0;", "9999;"), f"9999;url=https://{ELSEWHERE}/"),
    "a frame": (PAYLOADS[10], "<iframe srcdoc>"),
    "a form": (PAYLOADS[15], "<button formaction>"),
}


@pytest.mark.parametrize("name", SEEN)
def test_the_look_sees_what_it_looks_for(name: str, browser: Browser, bare: str) -> None:
    """The same text put into a page as markup is told: the tests above would fail. Nothing on the way depends on the
    network, on a policy that is switched off in time, or on what is drawn."""
    payload, told = SEEN[name]
    context = browser.new_context()
    context.route(lambda url: ELSEWHERE in url, lambda route: route.fulfill(status=204))
    page = context.new_page()
    page.goto(f"{bare}/404.html")

    page.evaluate("html => { document.body.innerHTML = html }", f"<article>{payload}</article>")
    page.wait_for_function(f"told => ({LOOK})().wrong.includes(told)", arg=told, polling=50)

    context.close()
