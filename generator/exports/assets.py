"""Our own style sheets, scripts and pictures, as they stand in `theme/assets/`."""

from collections.abc import Iterator
from pathlib import Path

from generator.output import Output
from generator.pages.view import Library


def files(_library: Library, root: Path) -> Iterator[Output]:
    """Each file of `theme/assets/` under `assets/`."""
    folder = root / "theme" / "assets"
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink() and not file.name.startswith("."):
            yield Output(
                f"assets/{file.relative_to(folder).as_posix()}",
                file.read_bytes,
                f"theme/assets/{file.relative_to(folder).as_posix()}",
            )
