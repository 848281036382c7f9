"""Make the site: read, check, draw, fill, publish."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator import engine, site
from generator.builders import outputs
from generator.catalog import Catalog
from generator.garbage import seldom_collected
from generator.load import Loaded, load
from generator.load.memory import Memory
from generator.pages.home import fragments
from generator.pages.problems import pages as problem_pages
from generator.pages.view import Library
from generator.site import Built


@dataclass(frozen=True)
class Made:
    """What was read and, when it was sound enough to build, what the build did."""

    loaded: Loaded
    built: Built | None


def make(
    root: Path,
    site_folder: Path,
    work: Path,
    today: date,
    *,
    memory: Memory | None = None,
    base: Catalog | None = None,
    stamp: str = "",
    keep_going: bool = False,
    processes: int = 1,
    progress: Callable[[int], Any] = lambda _: None,
) -> Made:
    """Check everything below `root` and publish it as `site_folder`; `work` keeps builds and the engine's frames.

    With a problem in any record nothing is published, unless `keep_going`: then the sound records are, and the problems
    as pages of their own. With a `base` it is the preview of a proposal, with a page of what differs. A site without a problem keeps the `stamp` of what it was made from. `processes` share the work; one is right beside other threads.
    """
    with seldom_collected():
        loaded = load(root, today, memory, processes=processes)
        if loaded.problems and not keep_going:
            return Made(loaded, None)
        drawn = engine.draw(root, work / "engine")
        library = Library(loaded.catalog, drawn.settings, base)
        faults = {output.path: output for output in problem_pages(library, loaded.problems)} if loaded.problems else {}
        listed = [
            *faults.values(),
            *(output for output in outputs(library, drawn.pages, root) if output.path not in faults),
        ]
        live = fragments(library)
        sealed = "" if loaded.problems else stamp
        built = site.build(
            listed, drawn, live, site_folder, work / "builds", stamp=sealed, processes=processes, progress=progress
        )
    return Made(loaded, built)
