"""The zip: a sound data package that says what it is, on what terms, and what not to do with it."""

import io
import json
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from frictionless import Package, system

from generator.formats.package import package
from tests.formats.support import URL, dataset_ids, remark, repository, survey
from tests.support import ROOT

TEXTS = {"README.md", "CAVEATS.md", "LICENCE.txt", "CITATION.cff", "citation.bib", "datapackage.json"}


def _unzip(content: bytes, folder: Path) -> set[str]:
    with ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
        return set(archive.namelist())


@pytest.mark.parametrize("id", dataset_ids())
def test_unzipped_it_is_a_sound_data_package(id: str, tmp_path: Path) -> None:
    """Frictionless finds no fault in it: its descriptor, its sizes and checksums, its tables and the key between them."""
    names = _unzip(package(repository(), repository().indicators[id], URL), tmp_path)

    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()

    assert report.valid, report.flatten(["type", "note"])
    assert names == {*TEXTS, "data.csv", "places.csv"}


@pytest.mark.parametrize("id", dataset_ids())
def test_its_tables_are_those_of_the_repository(id: str, tmp_path: Path) -> None:
    """To the byte."""
    _unzip(package(repository(), repository().indicators[id], URL), tmp_path)

    for name in ("data.csv", "places.csv"):
        assert (tmp_path / name).read_bytes() == (ROOT / "datasets" / id / name).read_bytes()


@pytest.mark.parametrize("id", dataset_ids())
def test_its_texts_say_what_must_be_known(id: str, tmp_path: Path) -> None:
    """Caveats, breaks, class and the terms of each source."""
    record = repository().indicators[id].record
    _unzip(package(repository(), repository().indicators[id], URL), tmp_path)

    caveats, readme = ((tmp_path / name).read_text("utf-8") for name in ("CAVEATS.md", "README.md"))
    licence = (tmp_path / "LICENCE.txt").read_text("utf-8")
    for text in (caveats, readme):
        assert f"Class {record.comparability}." in text
        assert all(" ".join(caveat.split()) in text for caveat in record.caveats if "](" not in caveat)
        assert all(f"- {one.year}" in text for one in record.breaks)
    assert all(id in licence and " ".join(family.licence.split()) in licence for id, family in record.families.items())
    assert URL in readme and URL in licence


@pytest.mark.parametrize("id", dataset_ids())
def test_its_citation_is_sound(id: str, tmp_path: Path) -> None:
    """CITATION.cff is YAML with all that version 1.2.0 asks for, and names one licence only where there is one."""
    dataset = repository().indicators[id]
    _unzip(package(repository(), dataset, URL), tmp_path)

    cff = yaml.safe_load((tmp_path / "CITATION.cff").read_text("utf-8"))

    assert {"cff-version", "message", "title", "authors"} <= cff.keys()
    assert (cff["cff-version"], cff["type"], cff["url"]) == ("1.2.0", "dataset", URL)
    assert cff["title"] == dataset.record.title
    assert "license" not in cff or len(dataset.package.descriptor["licenses"]) == 1
    assert {one["title"] for one in cff["references"]} == {family.title for family in dataset.record.families.values()}


def test_the_same_figures_give_the_same_bytes(library: Path) -> None:
    """No file carries the hour or the machine it was made on."""
    first = package(*survey(library), URL)

    assert package(*survey(library), URL) == first
    with ZipFile(io.BytesIO(first)) as archive:
        assert {(one.date_time, one.create_system, one.external_attr >> 16) for one in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 3, 0o644)
        }


def test_no_table_stands_in_the_place_of_a_text(small: Path, tmp_path: Path) -> None:
    """A package whose table is called LICENCE.txt cannot bring its own terms."""
    home = small / "datasets/test-safety-survey"
    (home / "data.csv").rename(home / "LICENCE.txt")
    descriptor = (home / "datapackage.json").read_text("utf-8").replace('"path": "data.csv"', '"path": "LICENCE.txt"')
    (home / "datapackage.json").write_text(descriptor, "utf-8")

    names = _unzip(package(*survey(small), URL), tmp_path)

    assert names == TEXTS
    assert (tmp_path / "LICENCE.txt").read_text("utf-8").startswith("Terms of the data package")


def test_its_descriptor_is_of_the_tables_as_they_stand_in_it(small: Path, tmp_path: Path) -> None:
    """A sign for a missing value becomes an empty cell, and size and checksum are those of the file."""
    home = small / "datasets/test-safety-survey"
    descriptor = (home / "datapackage.json").read_text("utf-8")
    (home / "datapackage.json").write_text(descriptor.replace('"missingValues": [\n          ""', '"missingValues": [\n          ".."'), "utf-8")  # fmt: skip
    remark(small, "..", "a")

    _unzip(package(*survey(small), URL), tmp_path)

    resource = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))["resources"][0]
    table = (tmp_path / "data.csv").read_bytes()
    assert resource["schema"]["missingValues"] == [""] and b".." not in table
    assert (resource["bytes"], resource["hash"]) == (len(table), f"sha256:{sha256(table).hexdigest()}")
