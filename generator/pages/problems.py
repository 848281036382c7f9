"""Problems as pages, for the preview: all of them on one page, and those of a broken record where its page would be."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import PurePosixPath

from generator.addresses import address
from generator.load.folders import FOLDERS
from generator.output import Output, Page, page
from generator.pages import words
from generator.pages.view import Library, render
from generator.problem import Problem

KINDS = {folder.path: folder.kind for folder in FOLDERS} | {"datasets": "indicator"}


def pages(library: Library, problems: Sequence[Problem]) -> Iterator[Output]:
    """`problems/`, and a page in the place of each record that could not be read."""
    yield page("problems/", partial(_all, library, problems))
    for path in sorted({p.path for p in problems}):
        if (target := missing_page(library, path)) is not None:
            yield page(target, partial(_one, library, target, path, [p for p in problems if p.path == path]))


def missing_page(library: Library, path: str) -> str | None:
    """The address of the record in a file, when the catalog does not hold it whole."""
    file = PurePosixPath(path)
    kind = (
        KINDS.get(file.parent.as_posix())
        if file.suffix in {".yaml", ".md"}
        else KINDS["datasets"]
        if file.parts[:1] == ("datasets",) and len(file.parts) > 2
        else None
    )
    if kind is None:
        return None
    id = file.parts[1] if kind == "indicator" else file.stem
    held = library.catalog.of(kind).get(id)
    if id in {"vocabularies", "places"} or (held is not None and not getattr(held, "partial", False)):
        return None
    return address(kind, id)


def _all(library: Library, problems: Sequence[Problem]) -> Page:
    body = render(
        "problems", view=library.view("problems/"), heading=words.count(len(problems), "problem"), problems=problems
    )
    return Page(
        "Problems", "What has to be mended before this can be published.", "", body, layout="wide", listed=False
    )


def _one(library: Library, at: str, path: str, problems: Sequence[Problem]) -> Page:
    body = render("problems", view=library.view(at), heading=f"{path} cannot be shown yet", problems=problems)
    return Page("Not yet readable", f"{path} has problems.", "", body, layout="wide", listed=False)
