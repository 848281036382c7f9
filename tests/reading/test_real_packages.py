"""Packages of the shapes that others publish: versions 1 and 2 of the standard, the core data sets, Camtrap DP. They are
read without a word, and frictionless itself, which opens their files, agrees."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from generator.reading.packages import read_package

Files = Mapping[str, str]
SECOND = "https://datapackage.org/profiles/2.0/datapackage.json"


def table(name: str, fields: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A resource with a table of these fields; what is said of the schema stands in `schema`."""
    schema = {"fields": fields, **more.pop("schema", {})}
    return {"name": name, "path": f"{name}.csv", **more, "schema": schema}


def field(name: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    """A field of a schema."""
    return {"name": name, "type": kind, **more}


SHAPES: dict[str, tuple[dict[str, Any], Files]] = {
    "core data set": (
        {
            "profile": "data-package", "name": "places-of-old", "title": "Places", "version": "0.2.0", "collection": "reference", "has_solutions": ["a"],
            "licenses": [{"name": "ODC-PDDL-1.0", "path": "http://opendatacommons.org/licenses/pddl/1.0/"}],
            "sources": [{"name": "Office", "path": "http://example.org", "title": "Office"}], "repository": {"type": "git", "url": "git://example.org/x.git"},
            "views": [{"name": "graph", "spec": {"type": "line"}}],
            "resources": [
                {**table("places", [field("Name"), field("M49", "integer"), field("Since", "date", format="any")]), "path": "data/places.csv", "format": "csv", "mediatype": "text/csv"},
                {"name": "shapes", "path": "data/shapes.geojson", "format": "geojson", "mediatype": "application/json", "schema": {"fields": [field("Name")]}, "foreignKeys": [{"fields": "Name"}]},
            ],
        },
        {"data/places.csv": "Name,M49,Since\nA,4,1999\nB,,\n", "data/shapes.geojson": '{"type": "FeatureCollection", "features": []}'},
    ),
    "tabular data package": (
        {"profile": "tabular-data-package", "name": "t", "resources": [table("data", [field("id", "integer"), field("note")], profile="tabular-data-resource", encoding="UTF-8", dialect={"csvddfVersion": 1.2, "delimiter": ",", "lineTerminator": "\r\n"})]},
        {"data.csv": 'id,note\r\n1,"two\r\nlines"\r\n2,\r\n'},
    ),
    "semicolons and decimal commas": (
        {
            "name": "german", "resources": [
                table(
                    "data",
                    [
                        field("value", "number", decimalChar=",", groupChar=".", constraints={"minimum": 0}), field("share", "number", bareNumber=False), field("count", "integer", bareNumber=False),
                        field("paid", "boolean", trueValues=["ja"], falseValues=["nein"]), field("day", "date", format="%d.%m.%Y"),
                    ],
                    dialect={"delimiter": ";"}, encoding="utf-8",
                ),
            ],
        },
        {"data.csv": "value;share;count;paid;day\n1.234,5;95%;EUR 3;ja;31.12.2020\n0,5;€7;4;nein;01.02.2021\n"},
    ),
    "every type": (
        {
            "$schema": SECOND, "name": "types", "resources": [
                table(
                    "data",
                    [
                        field("text"), field("mail", format="email"), field("address", format="uri"), field("number", "number"), field("integer", "integer"), field("boolean", "boolean"),
                        field("date", "date"), field("any_date", "date", format="any"), field("time", "time"), field("moment", "datetime"), field("year", "year"), field("month", "yearmonth"),
                        field("span", "duration"), field("point", "geopoint"), field("pair", "geopoint", format="array"), field("shape", "geojson"), field("list", "list", itemType="integer"),
                        field("array", "array"), field("object", "object"), field("any", "any"), {"name": "untyped"},
                    ],
                    type="table",
                ),
            ],
        },
        {
            "data.csv": "text,mail,address,number,integer,boolean,date,any_date,time,moment,year,month,span,point,pair,shape,list,array,object,any,untyped\n"
            "a,office@example.org,https://example.org,1.5e3,-7,TRUE,2020-02-29,29 Feb 2020,14:30:00,2020-02-29T14:30:00Z,2020,2020-02,P1Y2M,\"90.5, 45.5\","
            "\"[90.5, 45.5]\",\"{\"\"type\"\": \"\"Point\"\", \"\"coordinates\"\": [1, 2]}\",\"1,2\",\"[1, \"\"a\"\"]\",\"{\"\"a\"\": 1}\",x,y\n"
            ",,,NaN,,,,,,,,,,,,,,,,,z\n"
        },
    ),
    "missing values with labels, categories, several keys": (
        {
            "$schema": SECOND, "name": "keys", "created": "2024-06-26T10:00:00Z", "contributors": [{"givenName": "A", "familyName": "B", "roles": ["author"]}],
            "licenses": [{"path": "https://creativecommons.org/licenses/by/4.0/"}],
            "resources": [
                table(
                    "answers",
                    [field("person"), field("place"), field("answer", categories=[{"value": "y", "label": "yes"}, {"value": "n", "label": "no"}], categoriesOrdered=False), field("grade", "integer", categories=[1, 2], constraints={"exclusiveMinimum": 0})],
                    schema={
                        "missingValues": [{"value": "", "label": "not asked"}, {"value": "-99", "label": "refused"}], "primaryKey": "person", "uniqueKeys": [["person", "place"]],
                        "foreignKeys": [{"fields": "place", "reference": {"resource": "places", "fields": "id"}}, {"fields": ["person"], "reference": {"fields": ["person"]}}],
                    },
                ),
                table("places", [field("id"), field("name")], schema={"primaryKey": ["id"], "foreignKeys": [{"fields": "id", "reference": {"resource": "", "fields": "id"}}]}),
            ],
        },
        {"answers.csv": "person,place,answer,grade\np1,a,y,1\np2,,-99,-99\np3,b,n,2\n", "places.csv": "id,name\na,A\nb,B\n"},
    ),
    "some columns of a wide table": (
        {"$schema": SECOND, "name": "wide", "resources": [table("data", [field("id"), field("value", "number")], schema={"fieldsMatch": "subset"})]},
        {"data.csv": "more,value,id,still_more\nx,1,a,y\n"},
    ),
    "fewer columns than might be": (
        {"$schema": SECOND, "name": "narrow", "resources": [table("data", [field("id"), field("value", "number"), field("note")], schema={"fieldsMatch": "superset"})]},
        {"data.csv": "value,id\n1,a\n"},
    ),
    "columns in any order": (
        {"$schema": SECOND, "name": "mixed", "resources": [table("data", [field("id"), field("value", "number")], schema={"fieldsMatch": "equal"})]},
        {"data.csv": "value,id\n1,a\n"},
    ),
    "a schema in a file of its own": (
        {"name": "apart", "resources": [{"name": "data", "path": ["data.csv"], "schema": "schemas/data.json", "dialect": "schemas/dialect.json"}]},
        {"data.csv": "id\tvalue\na\t1\n", "schemas/data.json": json.dumps({"fields": [field("id"), field("value", "number")], "primaryKey": "id"}), "schemas/dialect.json": '{"delimiter": "\\t"}'},
    ),
    "files that are no tables": (
        {"name": "files", "resources": [{"name": "map", "path": "map.topojson", "bytes": 2, "hash": "99914b932bd37a50b983c5e7c90ae93b"}, {"name": "list", "path": "list.json"}, {"name": "picture", "path": "picture.svg", "mediatype": "image/svg+xml"}]},
        {"map.topojson": "{}", "list.json": "[]", "picture.svg": "<svg/>"},
    ),
    "without a header": (
        {"name": "bare", "resources": [table("data", [field("id"), field("value", "number")], dialect={"header": False})]},
        {"data.csv": "a,1\nb,2\n"},
    ),
    "an empty table": ({"name": "empty", "resources": [table("data", [field("id"), field("value", "number")])]}, {"data.csv": "id,value\n"}),
}  # fmt: skip


def laid_out(root: Path, descriptor: Mapping[str, Any], files: Files) -> Path:
    """A package in a folder of its own."""
    folder = root / "datasets" / "p"
    for name, content in {"datapackage.json": json.dumps(descriptor), **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8", newline="")
    return folder


@pytest.mark.parametrize("shape", SHAPES)
def test_a_package_of_this_shape_is_read_without_a_word(tmp_path: Path, shape: str) -> None:
    """By us and by frictionless."""
    folder = laid_out(tmp_path, *SHAPES[shape])

    package, problems = read_package(tmp_path, "datasets/p")

    assert [str(problem) for problem in problems] == []
    assert package is not None
    assert Package.from_descriptor(str(folder / "datapackage.json")).validate().valid


def told(root: Path, shape: str, change: Callable[[dict[str, Any]], object], **files: str) -> list[str]:
    """What is said of such a package after a change."""
    descriptor, written = SHAPES[shape]
    descriptor = json.loads(json.dumps(descriptor))
    change(descriptor)
    laid_out(root, descriptor, {**written, **{name.replace("_", "."): content for name, content in files.items()}})
    return [str(problem).removeprefix("datasets/p/") for problem in read_package(root, "datasets/p")[1]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: r.update(data=[["id"]]), "data written into the descriptor is not read"), (lambda r: r.update(path=["data.csv", "b.csv"]), "is kept in 2 files"),
        (lambda r: r.update(compression="zip"), 'a table is read without "compression"'), (lambda r: r.update(path="https://example.org/data.csv"), "remote-path"),
        (lambda r: r.update(schema="https://example.org/schema.json"), "save the schema there"), (lambda r: r.update(encoding="iso-8859-1"), '"encoding" is not "utf-8"'),
        (lambda r: r.update(format="xlsx"), '"format" is not "csv"'), (lambda r: r.update(dialect={"commentChar": "#"}), 'tables with "commentChar" are not read'),
    ],
)  # fmt: skip
def test_what_is_refused_on_purpose_says_what_to_do(tmp_path: Path, change: Callable[[dict[str, Any]], object], said: str) -> None:  # fmt: skip
    """Nothing is fetched, unpacked, joined or guessed."""
    lines = told(tmp_path, "an empty table", lambda d: change(d["resources"][0]))

    assert any(said in line and "; " in line for line in lines)


@pytest.mark.parametrize(
    ("shape", "files", "said"),
    [
        ("semicolons and decimal commas", {"data_csv": "value;share;count;paid;day\n-1,5;95%;EUR 3;ja;31.12.2020\n1.5x;x;x;yes;2020-12-31\n"}, ["2:1 not-allowed", "3:1 wrong-type", "3:2 wrong-type", "3:3 wrong-type", "3:4 wrong-type", "3:5 wrong-type"]),
        ("missing values with labels, categories, several keys", {"answers_csv": "person,place,answer,grade\np1,c,yes,3\np1,,-99,-99\n-99,a,y,1\n"}, ["2:2 unknown-reference", "2:3 not-allowed", "2:4 not-allowed", "3:1 two-values-for-one-cell", "4:1 not-allowed"]),
        ("some columns of a wide table", {"data_csv": "more,id,still_more\nx,a,y\n"}, ["1:2 misspelt-header"]),
        ("fewer columns than might be", {"data_csv": "value,id\nx,a\n"}, ["2:1 wrong-type"]),
        ("without a header", {"data_csv": "a,x\nb\n"}, ["1:2 wrong-type", "2:2 missing-cell"]),
    ],
)  # fmt: skip
def test_faults_of_such_tables_are_told_in_their_cells(tmp_path: Path, shape: str, files: dict[str, str], said: list[str]) -> None:  # fmt: skip
    """Line and column are those of the file, however it is written."""
    lines = told(tmp_path, shape, lambda _: None, **files)

    assert sorted(line.split(":", 1)[1].rsplit(": ", 1)[0].split(": ")[0] for line in lines) == said
