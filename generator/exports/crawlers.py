"""What search engines read: the sitemap and robots.txt."""

from collections.abc import Iterator, Sequence
from functools import partial

from markupsafe import escape

from generator.addresses import address, published
from generator.output import Output
from generator.pages import contribute, places, readiness, rules
from generator.pages.across import ACROSS
from generator.pages.practices import facets
from generator.pages.view import Library

LISTS = ("practices/", "approaches/", "cities/", "indicators/", "themes/", "learn/")


def files(library: Library, hand_written: Sequence[str] = ()) -> Iterator[Output]:
    """`sitemap.xml` with every page that readers should find, and `robots.txt` that names it."""
    yield Output("sitemap.xml", partial(_sitemap, library, hand_written))
    yield Output(
        "robots.txt", lambda: f"User-agent: *\nAllow: /\nSitemap: {library.settings['url']}sitemap.xml\n".encode()
    )


def _sitemap(library: Library, hand_written: Sequence[str]) -> bytes:
    catalog = library.catalog
    days = {
        address(kind, entry.id): getattr(entry.record, "reviewed", None) or entry.record.created
        for kind, entry in catalog.entries
    }
    withdrawn = {address(kind, e.id) for kind, e in catalog.entries if e.record.status == "withdrawn"}
    filters = [facet.address for facet in library.one(facets)]
    addresses = sorted(
        {
            *hand_written,
            *LISTS,
            *(at for at, _, _ in ACROSS),
            *filters,
            *readiness.addresses(catalog),
            *rules.addresses(),
            *contribute.addresses(),
            *places.lists(library),
            *published(catalog),
        }
        - withdrawn
    )
    rows = (
        f"<url><loc>{escape(library.settings['url'] + a)}</loc>{f'<lastmod>{days[a]}</lastmod>' if a in days else ''}</url>"
        for a in addresses
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(rows)
        + "\n</urlset>\n"
    ).encode()
