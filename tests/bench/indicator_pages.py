"""Time to render every page of an indicator and of a place, in a process of its own: `python -m tests.bench.indicator_pages`."""

import json
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import engine
from generator.builders import outputs
from generator.fill import Filler
from generator.load import load
from generator.output import Page
from generator.pages.view import Library

FOLDERS = ("indicators/", "places/")


def main(root: Path, today: date) -> None:
    """Read the library, then render and fill the pages; prints their number, the seconds that took, and the largest
    page of an indicator with its bytes, as JSON."""
    with TemporaryDirectory(prefix="bench-") as work:
        loaded = load(root, today)
        drawn = engine.draw(root, Path(work))
        listed = [
            output
            for output in outputs(Library(loaded.catalog, drawn.settings), drawn.pages, root)
            if output.path.startswith(FOLDERS) and output.path.endswith("index.html")
        ]
        filler = Filler(drawn)
        sizes: dict[str, int] = {}
        began = time.perf_counter()
        for output in listed:
            content = output.content()
            if isinstance(content, Page):
                sizes[output.address] = len(filler.page(output.address, content))
        seconds = time.perf_counter() - began
    own = {
        address: size for address, size in sizes.items() if address.count("/") == 2 and address.startswith(FOLDERS[0])
    }
    largest = max(own, key=lambda address: own[address])
    print(json.dumps({"pages": len(sizes), "seconds": seconds, "largest": largest, "bytes": own[largest]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]))
