"""Files that no reader takes."""

from pathlib import Path

from generator.reading.strays import beside_packages, beside_records, inside_package


def put(root: Path, *paths: str) -> None:
    """Empty files."""
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).touch()


def test_what_no_reader_takes_is_told_once(tmp_path: Path) -> None:
    """In the nearest folder of records; hidden files are left alone."""
    put(tmp_path, "practices/a.yaml", "practices/b.yml", "practices/approaches/c.yaml", "practices/approaches/old/d.yaml", "practices/.hidden")  # fmt: skip

    told = list(beside_records(tmp_path, {"practices": ".yaml", "practices/approaches": ".yaml"}))

    assert [(problem.path, problem.hint) for problem in told] == [
        ("practices/approaches/old/d.yaml", "records of this kind lie in practices/approaches/ itself"),
        ("practices/b.yml", "records here end in .yaml"),
    ]


def test_a_table_beside_the_packages_is_told(tmp_path: Path) -> None:
    """Each package has a folder of its own."""
    put(tmp_path, "datasets/a.csv", "datasets/rate/data.csv")

    assert [problem.path for problem in beside_packages(tmp_path, "datasets")] == ["datasets/a.csv"]


def test_a_package_holds_what_its_descriptor_names(tmp_path: Path) -> None:
    """And a README, a licence and its sources."""
    put(tmp_path, *(f"p/{name}" for name in ("datapackage.json", "README.md", "LICENSE.txt", "source/raw.xls", "data.csv", "old.csv", "sub/more.csv")))  # fmt: skip

    told = [problem.path for problem in inside_package(tmp_path, "p", ["./data.csv"])]

    assert told == ["p/old.csv", "p/sub/more.csv"]
