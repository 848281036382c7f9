"""How we rate: the method in words, its rules as they stand in the table, and cases rated while the page is made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from generator.addresses import is_public
from generator.analysis import effect, rules
from generator.analysis.evidence import Rating
from generator.analysis.power import Plan, detectable
from generator.analysis.worked import CASES, Case, rating_of_case
from generator.output import Output, Page, page
from generator.pages.view import Library, render

ADDRESS = "how-we-rate/"
TITLE = "How we rate"
SUMMARY = "How Beacon computes its evidence labels: levels, directions, every rule with its reason, worked cases, and a calculator to try them."
SHARE = round(100 * effect.SMALLEST_SHARE)
"""The smallest effect worth having, in percent."""
CONTENTS = (
    ("two-questions", "Two questions, kept apart"),
    ("levels", "How sure: six levels"),
    ("directions", "Which way: directions"),
    ("labels", "The label joins both"),
    ("rules", "The rules, one by one"),
    ("approaches", "Approaches and reviews"),
    ("people", "What a reviewer may do"),
    ("flags", "Flags"),
    ("beside", "What stands beside the labels"),
    ("not", "What we do not do"),
    ("cases", "Worked cases"),
    ("calculator", "Rate a study yourself"),
    ("would-you-see-it", "Would you see it?"),
)
EXAMPLE = Plan(yearly=240, ratio=0.8, areas=1, months=12, dispersion=effect.POLICE_DISPERSION)
"""The plan that the second form begins with."""
LEVELS = (
    "No figure for the result with a source.",
    "A figure afterwards, and nothing earlier to set it against.",
    "The same measure before and after, or one look at one time.",
    "A comparison shows what happened without it, or a long run of figures does.",
    "Chance or a threshold decided who got it, or a design nearly as strong.",
    "For approaches only: improved in two cities or more, and none against.",
)
"""What is there at each level."""
DIRECTIONS: Mapping[rules.Direction, str] = {
    "improved": "The whole interval lies on the good side; or the source says “significant”, and which way.",
    "worsened": "The same, on the bad side.",
    "no_meaningful_effect": f"The whole interval lies within {SHARE}%, either way: any effect is too small to matter.",
    "no_benefit_shown": f"A benefit of {SHARE}% or more is ruled out, harm is not.",
    "no_effect_shown": "The source says only “no effect” or “not significant”, against a comparison.",
    "unclear": "The interval allows for too much, or nothing is known of it.",
    "mixed": "Good studies disagree, or two reviews do.",
    "not_judged": "More may mean more harm or more trust, as with reports to the police. Shown, not judged.",
}
"""When a result has each direction."""
YEARLY = (24, 60, 240, 1000, 5000)
AREAS = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class Worked:
    """A case and its rating."""

    case: Case
    rating: Rating


def pages(library: Library) -> Iterator[Output]:
    """The one page."""
    yield page(ADDRESS, partial(_method, library))


def worked(library: Library) -> Sequence[Worked]:
    """The made-up cases, and those whose figures a published record of this library holds."""
    known = {id for id, entry in library.catalog.practices.items() if is_public(entry.record)}
    today = library.catalog.today
    return [Worked(case, rating_of_case(case, today)) for case in CASES if not case.record or case.record in known]


def designs() -> Mapping[int, Sequence[str]]:
    """The designs that begin at each level, the highest first."""
    levels = sorted(set(rules.BASE.values()), reverse=True)
    return {level: [design for design, base in rules.BASE.items() if base == level] for level in levels}


def spans(direction: rules.Direction) -> Sequence[tuple[rules.Label, str]]:
    """The labels of a direction, each with the levels it is given at: ('emerging', 'E1 to E2')."""
    labels = rules.LABELS[direction]
    found = {label: [n for n, other in enumerate(labels) if other == label] for label in labels}
    return [(label, f"E{at[0]}" if len(at) == 1 else f"E{at[0]} to E{at[-1]}") for label, at in found.items()]


def smallest_falls() -> Sequence[tuple[int, Sequence[int | None]]]:
    """For some yearly counts, the smallest fall in percent that a year before and a year after show, by comparison areas."""
    return [(yearly, [_fall(replace(EXAMPLE, yearly=yearly, areas=n)) for n in AREAS]) for yearly in YEARLY]


def _fall(plan: Plan) -> int | None:
    """In whole percent, rounded up; None when no fall can be told from chance."""
    found = detectable(plan).value
    return None if found is None else ceil(100 * (1 - found))


def _method(library: Library) -> Page:
    view = library.view(ADDRESS)
    body = render(
        "method",
        view=view,
        rules=rules,
        effects=effect,
        levels=LEVELS,
        directions=DIRECTIONS,
        spans={direction: spans(direction) for direction in DIRECTIONS},
        share=SHARE,
        cases=worked(library),
        designs=designs(),
        design_options=[(design, view.term("evaluation-designs", design)) for design in rules.BASE],
        falls=smallest_falls(),
        areas=AREAS,
        example=EXAMPLE,
    )
    return Page(
        TITLE,
        SUMMARY,
        "how-we-work",
        body,
        contents=CONTENTS,
        breadcrumb=(("How we work", "how-we-work/"),),
    )
