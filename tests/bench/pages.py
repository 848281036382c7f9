"""What a built site weighs: bytes and words of its practice pages, and its search index."""

import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

SAMPLE = 200
"""Pages whose words are counted; bytes are taken of all."""
_ARTICLE = re.compile(r"<article.*</article>", re.DOTALL)
_SILENT = re.compile(r"<(script|style|svg).*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Weight:
    """Means over the practice pages of a site, its search index in bytes, and how much HTML the whole site is."""

    pages: int
    bytes: float
    words: float
    index: int
    index_gzip: int
    html_pages: int
    html_bytes: int


def weigh(site: Path, ids: list[str], index: str) -> Weight:
    """The weight of a site that has a page for each of `ids`. Raises FileNotFoundError when one is missing."""
    files = [site / "practices" / id / "index.html" for id in ids]
    step = max(1, len(files) // SAMPLE)
    found = (site / index).read_bytes()
    html = [file.stat().st_size for file in site.rglob("*.html")]
    return Weight(
        len(files),
        fmean(file.stat().st_size for file in files),
        fmean(words(file.read_text(encoding="utf-8")) for file in files[::step]),
        len(found),
        len(gzip.compress(found, mtime=0)),
        len(html),
        sum(html),
    )


def words(html: str) -> int:
    """Words a reader finds in the article of a page, those in closed details included."""
    article = _ARTICLE.search(html)
    return len(_TAG.sub(" ", _SILENT.sub(" ", article[0])).split()) if article else 0
