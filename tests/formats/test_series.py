"""The JSON: what is drawn, as it is drawn, in few characters."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.charts.axis import axis
from generator.formats.series import number, series
from tests.formats.support import TABLE, URL, dataset_ids, repository, survey
from tests.support import ROOT, TODAY

KEYS = {
    "schema_version", "id", "title", "unit", "decimals", "direction", "class", "class_reason", "compare_within", "licence",
    "source", "updated", "page", "dimensions", "flags", "estimates", "interval", "places", "cuts", "series", "axes",
}  # fmt: skip


def _read(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(series(*survey(root), URL))
    return found


def test_lines_stand_by_place_and_cut(library: Path) -> None:
    """The cut that a reader sees first is the first; a line is its points in the order of years."""
    found = _read(library)

    assert found["cuts"] == [["night"], ["day"]]
    assert found["places"] == {"XXA-exampleton": "Exampleton", "XXB-sampleville": "Sampleville"}
    assert found["series"][0] == {
        "place": "XXA-exampleton", "cut": 0, "points": [[2017, 50, 0], [2019, 55, 1], [2021, 60, 1], [2023, 65, 1]],
    }  # fmt: skip
    assert [(line["place"], line["cut"]) for line in found["series"]] == [
        (place, cut) for place in found["places"] for cut in (0, 1)
    ]


def test_what_is_needed_to_read_it_travels_along(library: Path) -> None:
    """Unit, class and its reason, terms, source and day."""
    found = _read(library)

    assert set(found) == KEYS
    assert found["schema_version"] == 1
    assert (found["unit"], found["class"], found["licence"]) == ("% of people", "B", "Public domain")
    assert (found["source"], found["updated"]) == ("Invented statistics office", "2026-01-10")


def test_every_key_is_documented(library: Path) -> None:
    """Whoever writes a program finds each key in the table of docs/data-files.md, and no other."""
    text = (ROOT / "docs" / "data-files.md").read_text(encoding="utf-8").split("## The JSON")[1].split("\n\n")[1]

    documented = re.findall(r"`(\w+)`", "".join(line.split("|")[1] for line in text.splitlines()))

    assert documented and set(documented) == set(_read(library))


def test_of_two_sources_the_later_is_drawn(small: Path) -> None:
    """One point a year, and no line from one source to another."""
    descriptor = small / "datasets/test-safety-survey/datapackage.json"
    families = '"TEST-1": {'
    text = descriptor.read_text(encoding="utf-8")
    descriptor.write_text(text.replace(families, f'"TEST-2": {{"title": "Another office"}}, {families}'), "utf-8")
    with (small / TABLE).open("a", encoding="utf-8") as file:
        file.write("XXB-sampleville,2023,51.5,night,,TEST-2\n")

    found = _read(small)

    line = next(line for line in found["series"] if (line["place"], line["cut"]) == ("XXB-sampleville", 0))
    assert line["points"][-2:] == [[2021, 49, 1], [2023, 51.5, 0]]


@pytest.mark.parametrize("id", dataset_ids())
def test_every_point_is_what_the_page_draws(id: str) -> None:
    """Each line is that of the catalog, without what is empty at its points' ends, and an axis holds any line."""
    catalog, dataset = repository(), repository().indicators[id]

    found = json.loads(series(catalog, dataset, URL))

    for line in found["series"]:
        drawn = dataset.drawn(line["place"], tuple(found["cuts"][line["cut"]]))
        full = [[*point, *[None] * (6 - len(point))] for point in line["points"]]
        assert full == [[o.year, o.value, int(joined), o.status or None, o.low, o.high] for o, joined in drawn]
        assert all(point[-1] is not None for point in line["points"]) and full[0][2] == 0
        values = [v for o, _ in drawn for v in (o.value, o.low, o.high) if v is not None]
        assert axis(values).data in found["axes"]
    assert {(row.place, row.cut) for row in dataset.observations} == {
        (line["place"], tuple(found["cuts"][line["cut"]])) for line in found["series"]
    }


@pytest.mark.parametrize("id", dataset_ids())
def test_numbers_are_as_written(id: str) -> None:
    """No digit is added to a number and none is lost."""
    dataset = repository().indicators[id]
    cells = {row["value"] for row in dataset.table.rows if row["value"]}

    assert all(Decimal(str(number(float(cell)))) == Decimal(cell) for cell in cells)
    assert number(87.0) == 87 and str(number(87.0)) == "87"


def test_the_same_figures_give_the_same_bytes(library: Path) -> None:
    """And no space is spent between them."""
    first, second = series(*survey(library), URL), series(*survey(library), URL)

    assert first == second
    assert b'", "' not in first and TODAY.isoformat().encode() not in first
