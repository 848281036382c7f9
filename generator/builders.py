"""Every page and file of the site, in order: a list and nothing else."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from generator import engine
from generator.engine import HandWritten
from generator.exports import (
    assets,
    briefs,
    changes,
    crawlers,
    data,
    forms,
    likeness,
    pictures,
    place_data,
    rules,
    schemas,
    search,
    tables,
)
from generator.output import Output
from generator.pages import (
    adoption,
    approaches,
    checklist,
    cities,
    compare,
    contribute,
    decisions,
    evidence_map,
    frameworks,
    indicators,
    learn,
    maintain,
    maps,
    method,
    monitor,
    outside_ratings,
    partners,
    places,
    practices,
    readiness,
    themes,
    utility,
    wanted,
)
from generator.pages import rules as rule_pages
from generator.pages.view import Library

PAGES = (
    practices.pages,
    compare.pages,
    approaches.pages,
    evidence_map.pages,
    wanted.pages,
    outside_ratings.pages,
    cities.pages,
    indicators.pages,
    monitor.pages,
    readiness.pages,
    checklist.pages,
    places.pages,
    themes.pages,
    learn.pages,
    frameworks.pages,
    partners.pages,
    adoption.pages,
    method.pages,
    decisions.pages,
    maintain.pages,
    contribute.pages,
    rule_pages.pages,
    utility.pages,
)


def outputs(library: Library, hand_written: Sequence[HandWritten], root: Path) -> Iterator[Output]:
    """All outputs but the hand-written pages and the engine's own assets, which the site adds."""
    builders = (
        *PAGES,
        data.files,
        place_data.files,
        maps.files,
        rules.files,
        schemas.files,
        tables.files,
        likeness.files,
        forms.files,
        briefs.files,
        changes.files,
        partial(pictures.files, root=root),
        partial(crawlers.files, hand_written=[page.address for page in hand_written]),
        partial(search.files, hand_written=hand_written, scripts=engine.lunr()),
        partial(assets.files, root=root),
    )
    for build in builders:
        yield from build(library)
