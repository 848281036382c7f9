"""What the browser needs beside the rules to rate a draft: the measures, and the schema of the fields that a rating reads."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.analysis.figures import CITE_GROUP
from generator.catalog import Catalog
from generator.output import Output
from generator.pages.view import Library
from generator.schema import schema

ADDRESS = "how-we-rate/tables.json"
NO_EFFECT = "a study of this design measures no effect, so its outcomes are not rated"
READ: Mapping[str, Sequence[str]] = {
    "Practice": ("places", "place_bound", "studies", "lowered", "disagreements", "citations"),
    "Approach": ("place_bound", "studies", "reviews", "lowered", "disagreements", "citations"),
    "Study": (
        "id", "design", "cite", "places", "same_trial_as", "end", "units_randomised", "points_before", "follow_up_months",
        "comparison_alike", "independent", "attrition_under_20_percent", "displacement_checked", "variance_modelled", "outcomes",
    ),
    "SystematicReview": ("id", "cite", "systematic", "pooled", "controlled", "randomised", "outcomes"),
    "Outcome": (
        "id", "measure", "label", "contrast", "orientation", "subgroup", "counts", "proportions", "means", "reported",
        "data_source", "cite",
    ),
    "Lowered": ("measure", "steps"),
    "Citation": ("id", "year", "read"),
}  # fmt: skip
"""The fields that a rating reads, by model; values of an outcome are read whole."""
TOLD = ("label", "contrast")
"""Texts that are told with a rating and change nothing in it: a draft may be rated before they are written."""
WHOLE = ("Arm", "Bound", "Counts", "Interval", "Means", "Proportions", "Reported", "Uncertainty")


def files(library: Library) -> Iterator[Output]:
    """One file."""
    yield Output(ADDRESS, partial(_written, library), mark=library.figures)


def table(catalog: Catalog) -> dict[str, Any]:
    """The measures by id, the schemas, and how a text cites."""
    practice, approach = schema("practice", catalog), schema("approach", catalog)
    defined = practice["$defs"] | approach["$defs"]
    return {
        "measures": {id: {"title": m.title, "good": m.good, "tier": m.tier} for id, m in catalog.measures.items()},
        "cite_group": CITE_GROUP.pattern,
        "sentences": {"no_effect": NO_EFFECT},
        "schemas": {
            "practice": _read(practice, "Practice"),
            "approach": _read(approach, "Approach"),
            "$defs": {
                name: defined[name] if name in WHOLE else _read(defined[name], name)
                for name in (*READ, *WHOLE)
                if name in defined
            },
        },
    }


def _read(given: Mapping[str, Any], model: str) -> dict[str, Any]:
    """The schema of a model with those of its fields that a rating reads."""
    fields = {name: given["properties"][name] for name in READ[model]}
    told = {name: {**fields[name], "default": ""} for name in TOLD if name in fields}
    required = [name for name in given.get("required", ()) if name in fields and name not in TOLD]
    rules = {"allOf": given["allOf"]} if "allOf" in given else {}
    return {"type": "object", "properties": fields | told, "required": required, **rules}


def _written(library: Library) -> bytes:
    return json.dumps(table(library.catalog), ensure_ascii=False, separators=(",", ":")).encode()
