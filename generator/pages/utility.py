"""Pages that are not about a record: search, not found, and the redirects of old addresses."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from generator.addresses import redirects, relative
from generator.output import Output, Page, page
from generator.pages.view import Library, render


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
    )


def _missing(library: Library) -> bytes:
    """Stands alone, because a server shows it at any depth: its links start from where the site lives."""
    base = urlsplit(library.settings["url"]).path
    return render("missing", base=base, site_name=library.settings["name"]).encode()


def _redirect(library: Library, old: str, new: str) -> bytes:
    return render("redirect", to=relative(new, old), canonical=library.settings["url"] + new).encode()
