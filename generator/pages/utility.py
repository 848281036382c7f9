"""Pages that are not about a record: search, not found, and the redirects of old addresses."""

from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from urllib.parse import urlsplit

from markupsafe import Markup

from generator.addresses import redirects, relative
from generator.output import Output, Page, page
from generator.pages.view import Library, render

MISSING_STYLE = Markup(
    ":root{color-scheme:light dark;--ink:light-dark(#1c2524,#e7ebe8);--paper:light-dark(#fdfcf9,#151b1a);--accent:light-dark(#0a6259,#6fd0c0)}"
    "body{background:var(--paper);color:var(--ink);font:1.1rem/1.7 system-ui,sans-serif;margin:0}"
    "main{max-width:40rem;margin:0 auto;padding:4rem 1.2rem}h1{font-family:Georgia,serif;line-height:1.2}"
    "a{color:var(--accent);display:inline-block;padding:.3rem 0}"
)
"""The page for a wrong address carries its own style, for no address of a style sheet holds at every depth."""


def pages(library: Library) -> Iterator[Output]:
    """The search page, the page for a wrong address, and a page at each old address."""
    yield page("search/", partial(_search, library))
    yield Output("404.html", partial(_missing, library))
    for old, new in redirects(library.catalog):
        yield Output(f"{old}index.html", partial(_redirect, library, old, new))


def _search(library: Library) -> Page:
    return Page(
        "Search",
        "Search practices, approaches, cities and indicators of urban safety.",
        "",
        render("search", view=library.view("search/")),
        layout="wide",
        listed=False,
    )


def _missing(library: Library) -> bytes:
    """Stands alone, because a server shows it at any depth: its links start from where the site lives."""
    base = urlsplit(library.settings["url"]).path
    mark = b64encode(sha256(MISSING_STYLE.encode()).digest()).decode()
    return render(
        "missing", base=base, site_name=library.settings["name"], style=MISSING_STYLE, style_hash=f"sha256-{mark}"
    ).encode()


def _redirect(library: Library, old: str, new: str) -> bytes:
    return render("redirect", to=relative(new, old), canonical=library.settings["url"] + new).encode()
