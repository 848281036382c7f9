"""Every page and file of the site, in order: a list and nothing else."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from generator import engine
from generator.engine import HandWritten
from generator.exports import assets, crawlers, data, search
from generator.output import Output
from generator.pages import approaches, cities, indicators, partners, practices, themes, utility
from generator.pages.view import Library

PAGES = (practices.pages, approaches.pages, cities.pages, indicators.pages, themes.pages, partners.pages, utility.pages)


def outputs(library: Library, hand_written: Sequence[HandWritten], root: Path) -> Iterator[Output]:
    """All outputs but the hand-written pages and the engine's own assets, which the site adds."""
    builders = (
        *PAGES,
        data.files,
        partial(crawlers.files, hand_written=[page.address for page in hand_written]),
        partial(search.files, hand_written=hand_written, lunr=engine.lunr()),
        partial(assets.files, root=root),
    )
    for build in builders:
        yield from build(library)
