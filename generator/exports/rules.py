"""The rules of the rating as one file of data, for ratings in the browser and for whoever wants to check us."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from statistics import NormalDist
from typing import Any

from generator.analysis import effect, evidence, lift, power, rules
from generator.output import Output
from generator.pages import words
from generator.pages.view import Library

ADDRESS = "how-we-rate/rules.json"
LEVELS = (80, 90, 95, 99)
"""Confidence levels, in percent, that sources give their intervals at."""


def files(_library: Library) -> Iterator[Output]:
    """The table of rules, the labels and every threshold."""
    yield Output(ADDRESS, _written)


def table() -> dict[str, Any]:
    """Everything a rating follows from, in the order of our own tables."""
    return {
        "base": dict(rules.BASE),
        "rules": [asdict(rule) for rule in rules.RULES.values()],
        "schemes": {key: asdict(scheme) for key, scheme in rules.SCHEMES.items()},
        "labels": rules.LABELS,
        "order": rules.ORDER,
        "levels": words.LEVELS,
        "names": {label: asdict(word) for label, word in words.LABELS.items()},
        "directions": words.DIRECTIONS,
        "thresholds": {
            "reaches": rules.REACHES,
            "causal": rules.CAUSAL,
            "replicated": rules.REPLICATED,
            "most_deductions": rules.MOST_DEDUCTIONS,
            "least_trials": rules.LEAST_TRIALS,
            "police_dispersion": effect.POLICE_DISPERSION,
            "smallest_share": effect.SMALLEST_SHARE,
            "smallest_standardised": effect.SMALLEST_STANDARDISED,
            "smallest_cell": effect.SMALLEST_CELL,
            "significant": effect.SIGNIFICANT,
            "widest": effect.WIDEST,
            "same_width": effect.SAME_WIDTH,
            "touch": effect.TOUCH,
            "dated": evidence.DATED,
            "z": {str(level): NormalDist().inv_cdf(0.5 + level / 200) for level in LEVELS},
        },
        "scales": effect.SCALES,
        "reasons": effect.REASONS,
        "randomised": rules.RANDOMISED,
        "nulls": evidence.NULLS,
        "tiers": evidence.TIERS,
        "leading": evidence.LEADING,
        "flags": words.FLAGS,
        "lift": {
            "most_rows": lift.MOST_ROWS,
            "facts": lift.FACTS,
            "sentences": lift.SENTENCES,
            "ways": lift.WAYS_TO_AN_INTERVAL,
        },
        "said": words.SAID,
        "units": words.UNITS,
        "manifold": words.MANIFOLD,
        "power": {
            "power": power.POWER,
            "reach": power.REACH,
            "steps": power.STEPS,
            "limits": power.LIMITS,
            "reasons": {
                "no_change": power.NO_CHANGE,
                "not_whole": power.NOT_WHOLE,
                "too_few": power.TOO_FEW,
                "never": power.NEVER,
                "no_number": power.NO_NUMBER,
            },
        },
    }


def _written() -> bytes:
    return (json.dumps(table(), ensure_ascii=False, indent=1) + "\n").encode()
