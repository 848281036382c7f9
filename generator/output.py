"""Output: one file of the site, made when it is asked for; and Page, what fills a frame."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

Layout = Literal["reading", "wide"]
NOTHING = Markup()


class OutputFault(Exception):
    """A file cannot be made of its record. The message names the record, says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The parts of one page. `title` and `description` are plain text and are escaped where they land; the rest is HTML."""

    title: str
    description: str
    section: str
    body: Markup
    contents: tuple[tuple[str, str], ...] = ()
    """(anchor, heading) of the contents list."""
    breadcrumb: tuple[tuple[str, str], ...] = ()
    """(title, address) of the pages above this one."""
    head: Markup = NOTHING
    layout: Layout = "reading"
    source: str = ""
    """The record it was made from, for the link that suggests a change."""
    form: str = ""
    """The address of the form filled with that record, if there is one."""
    listed: bool = True
    """Whether search engines and the sitemap should know it."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file: its path below the site, the file it came from, and a function that makes its content.

    Content is bytes, or a Page for a path that ends in `index.html`. Nothing is made until the site asks, so that
    listing ten thousand outputs costs nothing and they can be made side by side.
    """

    path: str
    content: Callable[[], bytes | Page]
    source: str = ""
    mark: str = ""
    """Of everything the content is made from, the frame apart. With the mark of the last build, the last content
    stands and is not made again; without a mark it always is."""

    @property
    def address(self) -> str:
        """The address of a page: its path without `index.html`."""
        return self.path.removesuffix("index.html")


def page(address: str, content: Callable[[], Page], source: str = "", mark: str = "") -> Output:
    """The output of a page at an address such as `practices/kampala-sasa/`."""
    return Output(f"{address}index.html", content, source, mark)
