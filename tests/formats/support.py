"""What tests of formats share: the small library, changed or not, and the indicators of the repository."""

import csv
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from generator.catalog import Catalog
from generator.dataset import Dataset
from generator.load import load
from tests.support import OWN_DAY, ROOT, TODAY

URL = "https://beacon.example/indicators/x/"
SURVEY = "test-safety-survey"
TABLE = f"datasets/{SURVEY}/data.csv"


@cache
def repository() -> Catalog:
    """The catalog of the repository's own records."""
    return load(ROOT, OWN_DAY).catalog


def dataset_ids() -> Sequence[str]:
    """The indicators of the repository, without reading them."""
    folders = {path.parents[1].name for path in (ROOT / "datasets").glob("*/source/recipe.yaml")}
    return sorted(id for id in folders if (ROOT / "datasets" / id / "datapackage.json").is_file())


def survey(root: Path) -> tuple[Catalog, Dataset]:
    """The survey of a library, which has a dimension and a column of remarks."""
    catalog = load(root, TODAY).catalog
    return catalog, catalog.indicators[SURVEY]


def remark(root: Path, *remarks: str) -> None:
    """Write remarks into the first rows of the survey."""
    with (root / TABLE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row, text in zip(rows, remarks, strict=False):
        row["note"] = text
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (root / TABLE).write_text(out.getvalue(), encoding="utf-8", newline="")


def read(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))
