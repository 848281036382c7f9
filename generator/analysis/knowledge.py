"""Knowledge: what is known of a practice or an approach besides its effect, and what is not; never joined into a score.

The five kinds of knowledge are those of EMMIE, the scheme of the College of Policing's Crime Reduction Toolkit; the
three criteria are those of UN-Habitat's best practices: impact, partnership and sustainability.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.analysis.evidence import Rating, best_and_worst
from generator.analysis.rules import Label
from generator.model.approach import Approach
from generator.model.practice import Cost, Practice, Record

State = Literal["yes", "partly", "no", "not_seen"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing asked of a record, how it stands, and why in a few words."""

    name: str
    state: State
    reason: str


def is_overdue(record: Record, today: date) -> bool:
    """Whether the day by which the record must be read again has passed; its evidence then leads no list."""
    return record.review_by < today


def completeness(record: Practice | Approach, ratings: Sequence[Rating]) -> tuple[Mark, ...]:
    """The five kinds of knowledge: effect, mechanism, moderators, implementation and economics."""
    return (
        _effect(ratings),
        Mark("How it works", *_told(record.mechanism, "a mechanism is described", "no source read says how")),
        _moderators(record),
        _implementation(record),
        _economics(record),
    )


def _told(text: str, there: str, missing: str) -> tuple[State, str]:
    return ("yes", there) if text else ("no", missing)


def _effect(ratings: Sequence[Rating]) -> Mark:
    judged = [r for r in ratings if r.tier in {"harm", "fear"} and r.label not in {"not_judged", "described"}]
    sure = [r for r in judged if r.level >= 3 and r.direction != "unclear"]
    said = f"{len(sure)} of {len(judged)} results on harm or fear are compared and not left open"
    state: State = "yes" if sure else "partly" if judged else "no"
    return Mark("Whether it works", state, said if judged else "no effect on harm or fear was measured")


def _moderators(record: Practice | Approach) -> Mark:
    parts = {o.subgroup for study in record.studies for o in study.outcomes if o.subgroup}
    told = record.moderators if isinstance(record, Approach) else ()
    if parts or told:
        return Mark(
            "For whom and where", "yes", f"{len(parts) + len(told)} parts of the people or places are told apart"
        )
    return Mark("For whom and where", "no", "nobody told apart for whom it works")


def _implementation(record: Practice | Approach) -> Mark:
    helped, hindered = len(record.conditions.helped), len(record.conditions.hindered)
    told = record.implementation if isinstance(record, Approach) else ""
    state: State = "yes" if told or (helped and hindered) else "partly" if helped or hindered else "no"
    reason = f"{helped} conditions that helped and {hindered} that hindered" if helped or hindered else ""
    return Mark("How to do it", state, reason or ("told" if told else "no source read says what helped or hindered"))


def _economics(record: Practice | Approach) -> Mark:
    if isinstance(record, Approach):
        return Mark("What it costs", *_told(record.economics, "told", "no source read says"))
    if record.costs:
        return Mark("What it costs", "yes", f"{len(record.costs)} sums with their sources")
    return Mark("What it costs", "no", "no source read gives a sum")


IMPACT: dict[State, frozenset[Label]] = {
    "yes": frozenset({"proven", "strong", "promising"}),
    "partly": frozenset({"emerging", "mixed"}),
}
SECTORS = {
    "public": frozenset(
        {"national", "subnational", "local", "police", "justice", "health", "education", "transport", "un"}
    ),
    "business": frozenset({"private", "media"}),
    "civic": frozenset({"civil-society", "womens-organisation", "youth-organisation", "community"}),
}
"""The kinds of bodies whose partnership UN-Habitat asks for; universities stand beside them as advisers."""


def criteria(practice: Practice, ratings: Sequence[Rating]) -> tuple[Mark, Mark, Mark]:
    """UN-Habitat's three, each with its reason, computed from the record."""
    return _impact(ratings), _partnership(practice), _sustainability(practice)


def _impact(ratings: Sequence[Rating]) -> Mark:
    found = best_and_worst(ratings)
    if found is None:
        return Mark("Impact", "not_seen", "no effect on harm or fear was measured")
    best, worst = found
    state: State = next((state for state, labels in IMPACT.items() if best.label in labels), "no")
    harm = worst.label in {"caution", "concern"}
    return Mark(
        "Impact", "partly" if harm and state == "yes" else state, _IMPACT_REASONS[state] + ", and signs of harm" * harm
    )


_IMPACT_REASONS: dict[State, str] = {
    "yes": "a result on harm or fear improved against a comparison",
    "partly": "a result improved without a comparison, or studies disagree",
    "no": "no result on harm or fear is known to have improved",
}


def _partnership(practice: Practice) -> Mark:
    bodies = [actor for actor in practice.actors if actor.part in {"lead", "partner", "funder"}]
    found = [name for name, roles in SECTORS.items() if any(roles & set(actor.roles) for actor in bodies)]
    if len(found) > 1:
        return Mark("Partnership", "yes", f"{' and '.join(found)} bodies took part")
    if len(bodies) > 1:
        return Mark("Partnership", "partly", f"{len(bodies)} bodies took part, of one kind as far as we know")
    return Mark("Partnership", "not_seen", "one body is named in the sources read")


def _sustainability(practice: Practice) -> Mark:
    held = practice.institution
    roots = {
        "a legal basis": bool(held.legal_basis),
        "a line in the owner's budget": held.budget_line == "yes",
        "years without outside money": (held.years_since_outside_funding or 0) >= 1,
    }
    found = [name for name, there in roots.items() if there]
    if practice.still_running == "no" or practice.end:
        return Mark("Sustainability", "no", "it has ended")
    if practice.still_running == "yes" and found:
        return Mark("Sustainability", "yes", f"it still runs, with {' and '.join(found)}")
    if practice.still_running == "yes" or found:
        return Mark(
            "Sustainability",
            "partly",
            f"known: {' and '.join(found)}" if found else "it still runs; nothing is known of what holds it up",
        )
    return Mark("Sustainability", "not_seen", "whether it still runs is not said in the sources read")


@dataclass(frozen=True, slots=True)
class CostBand:
    """How large the largest sum is, in words, and the sum it rests on."""

    name: str
    cost: Cost


BANDS: tuple[tuple[float, str], ...] = (
    (100_000, "under 100,000"), (1_000_000, "100,000 to 1 million"), (10_000_000, "1 to 10 million"),
    (float("inf"), "over 10 million"),
)  # fmt: skip
BANDED = frozenset({"USD", "EUR", "GBP"})
"""Currencies of like worth. Others have no band, for we hold no exchange rates."""


def cost_band(practice: Practice) -> CostBand | None:
    """The band of the largest whole or yearly sum; None when there is none, or only in other currencies."""
    sums = [c for c in practice.costs if c.kind in {"total", "per_year", "set_up"} and c.currency in BANDED]
    if not sums:
        return None
    largest = max(sums, key=lambda cost: cost.amount)
    return CostBand(next(name for limit, name in BANDS if largest.amount < limit), largest)
