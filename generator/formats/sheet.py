"""The table as comma-separated text that a spreadsheet may open: no cell of it is a formula."""

import csv
import io
import re
from collections.abc import Sequence

from generator.catalog import Catalog
from generator.dataset import Dataset
from generator.formats.rows import columns, rows

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheet(catalog: Catalog, dataset: Dataset, _url: str) -> bytes:
    """UTF-8 with a header. An apostrophe stands before a text that a spreadsheet would take for a formula."""
    texts = [number for number, column in enumerate(columns(dataset)) if column.type == "string"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([harmless(column.name) for column in columns(dataset)])
    writer.writerows(_guarded(row, texts) for row in rows(catalog, dataset))
    return out.getvalue().encode()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a plain number is none."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def _guarded(row: Sequence[str], texts: Sequence[int]) -> Sequence[str]:
    if not any(row[number].startswith(_FORMULA) for number in texts):
        return row
    return [harmless(cell) if number in texts else cell for number, cell in enumerate(row)]
