"""The JSON Schema of each kind of record: the form in the page checks by it, and editors can ask for it by its address."""

import json
from collections.abc import Iterator
from functools import partial

from generator.output import Output
from generator.pages.view import Library
from generator.schema import RECORDS, schema


def files(library: Library) -> Iterator[Output]:
    """`schemas/<kind>.schema.json` for every kind, with the terms and records there are today."""
    for kind in RECORDS:
        path = f"schemas/{kind}.schema.json"
        yield Output(path, partial(_written, library, kind, path), mark=library.figures)


def _written(library: Library, kind: str, path: str) -> bytes:
    made = {"$id": f"{library.settings['url']}{path}", **schema(kind, library.catalog, published=True)}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
