"""JSON Schemas of the records, for editors: made from the models, with the terms of the vocabularies filled in."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from generator.catalog import Catalog
from generator.forms import is_shown
from generator.model.approach import Approach
from generator.model.city import City
from generator.model.framework import Framework
from generator.model.indicator import Indicator
from generator.model.lesson import Lesson
from generator.model.partner import Partner
from generator.model.practice import Practice
from generator.reading.words import COMPUTED

RECORDS: dict[str, type[BaseModel]] = {
    "practice": Practice,
    "approach": Approach,
    "city": City,
    "partner": Partner,
    "lesson": Lesson,
    "framework": Framework,
    "indicator": Indicator,
}
LISTED = {"practice", "approach", "city", "partner", "indicator", "measure"}
"""References short enough to be offered as a list; there are thousands of places."""


def schema(kind: str, catalog: Catalog, *, published: bool = False) -> dict[str, Any]:
    """The JSON Schema of one kind of record; `published`: it names no record that readers may not see yet."""
    made = RECORDS[kind].model_json_schema(schema_generator=_AsWritten)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["x-computed"] = sorted(COMPUTED)
    _fill(made, catalog, published=published)
    return made


class _AsWritten(GenerateJsonSchema):
    """Keys in the order they are written in, so that an example reads as it does everywhere else."""

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:  # noqa: ARG002 its shape
        return value


def _fill(node: Any, catalog: Catalog, *, published: bool) -> None:
    if isinstance(node, dict):
        if "x-vocabulary" in node and (found := catalog.vocabularies.get(node["x-vocabulary"])):
            node["enum"] = sorted(found.terms)
        if node.get("x-reference") in LISTED:
            known = catalog.of(node["x-reference"])
            node["enum"] = sorted(id for id in known if not published or is_shown(known[id]))
        for inner in node.values():
            _fill(inner, catalog, published=published)
    elif isinstance(node, list):
        for inner in node:
            _fill(inner, catalog, published=published)


def write_schemas(catalog: Catalog, folder: Path) -> Iterator[Path]:
    """Write `<kind>.schema.json` for every kind; yields each path."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in RECORDS:
        file = folder / f"{kind}.schema.json"
        file.write_text(json.dumps(schema(kind, catalog), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        yield file
