"""Records built in tests: the smallest that the models accept, with what a test is about laid over it."""

from typing import Any

from hypothesis import strategies as st

from generator.analysis.rules import BASE
from generator.model.approach import Approach
from generator.model.measure import Measure
from generator.model.outcome import Outcome
from generator.model.practice import Practice
from generator.model.study import Study, SystematicReview


def measure(id: str, good: str = "lower", tier: str = "harm") -> Measure:
    """A measure of the given direction and tier."""
    return Measure.model_validate(
        {"id": id, "title": id, "unit": "number", "good": good, "tier": tier, "comparability": "B"}
    )


MEASURES = {
    m.id: m
    for m in (
        measure("robbery"), measure("partner-violence"), measure("fear", tier="fear"), measure("safety", "higher", "fear"),
        measure("attitudes", tier="step"), measure("reports", "none", "step"), measure("trained", "higher", "output"),
    )
}  # fmt: skip


def outcome(**values: Any) -> Outcome:
    """An outcome; a clear improvement unless other values are given."""
    sets = {"counts", "proportions", "means", "reported"}
    default: dict[str, Any] = {} if sets & values.keys() else {"reported": ratio(0.6, 0.5, 0.7)}
    return Outcome.model_validate(
        {
            "measure": "robbery",
            "label": "x",
            "contrast": "x",
            "orientation": "treated_vs_comparison",
            "data_source": "survey",
            "cite": ("s",),
            **default,
            **values,
        }
    )


def ratio(value: float, low: float | None = None, high: float | None = None, **uncertainty: Any) -> dict[str, Any]:
    """A reported risk ratio, with its interval if there is one."""
    interval = {} if low is None else {"interval": {"low": low, "high": high}}
    return {"kind": "risk_ratio", "value": value, "uncertainty": {**interval, **uncertainty}}


def words(change: str, **uncertainty: Any) -> dict[str, Any]:
    """A reported direction without a figure."""
    return {"kind": "words", "change": change, "uncertainty": uncertainty}


def study(*outcomes: Outcome, **facts: Any) -> Study:
    """A study; a randomised trial with one improvement unless told otherwise."""
    given = {"id": "one", "title": "x", "design": "randomised-trial", "cite": ("s",), **facts}
    return Study.model_validate({**given, "outcomes": tuple(outcomes) or (outcome(),)})


SOUND: dict[str, Any] = {
    "independent": "yes",
    "attrition_under_20_percent": "yes",
    "displacement_checked": "yes",
    "comparison_alike": "yes",
    "follow_up_months": 12.0,
}
"""Facts about a study that leave nothing to deduct."""


def citation(id: str = "s", read: str = "abstract", **more: Any) -> dict[str, Any]:
    """A source, read as told."""
    return {"id": id, "title": "x", "publisher": "x", "read": read, "supports": "x", "year": 2024, **more}


def practice(*studies: Study, read: str = "abstract", **values: Any) -> Practice:
    """A practice with the given studies, all of which rest on one source."""
    return Practice.model_validate(
        {
            "title": "x", "claim": "x", "summary": "x", "status": "published", "created": "2026-01-01", "review_by": "2028-01-01",
            "themes": ("t",), "pillar": "p", "limits": ("x",), "citations": (citation(read=read),), "kind": "tool", "places": ("XXA-a",),
            "problem": {"statement": "x"}, "components": ({"title": "x", "text": "x"},), "actors": ({"name": "x", "part": "lead"},),
            "studies": studies, **values,
        }
    )  # fmt: skip


def review(*outcomes: Outcome, **facts: Any) -> SystematicReview:
    """A systematic review of ten controlled studies, five of them randomised."""
    given = {
        "id": "rev",
        "title": "x",
        "cite": ("s",),
        "systematic": "yes",
        "pooled": "yes",
        "controlled": 10,
        "randomised": 5,
        **facts,
    }
    return SystematicReview.model_validate({**given, "outcomes": tuple(outcomes) or (outcome(),)})


def approach(*reviews: SystematicReview, studies: tuple[Study, ...] = (), **values: Any) -> Approach:
    """An approach with the given reviews and studies of its own."""
    return Approach.model_validate(
        {
            "title": "x", "claim": "x", "summary": "x", "status": "published", "created": "2026-01-01", "review_by": "2028-01-01",
            "themes": ("t",), "pillar": "p", "limits": ("x",), "citations": (citation(),), "what": "x", "reviews": reviews, "studies": studies,
            **values,
        }
    )  # fmt: skip


facts = st.sampled_from(["yes", "no", "not_seen"])
_ends = st.tuples(st.floats(0.3, 2.5), st.floats(1.01, 1.6), st.floats(1.01, 1.6))
effects = st.one_of(
    _ends.map(lambda e: {"reported": ratio(e[0], e[0] / e[1], e[0] * e[2])}),
    st.builds(
        lambda change, sure: {"reported": words(change, **({"significance": sure} if sure else {}))},
        st.sampled_from(["fell", "rose", "no_change"]),
        st.sampled_from(["significant", "not_significant", None]),
    ),
    st.floats(-60, 60).map(lambda value: {"reported": {"kind": "percent_change", "value": value}}),
    st.tuples(*[st.integers(1, 400)] * 4).map(
        lambda n: {
            "counts": dict(
                zip(("before", "after", "comparison_before", "comparison_after"), map(float, n), strict=True)
            )
        }
    ),
    st.tuples(*[st.integers(1, 400)] * 2).map(lambda n: {"counts": {"before": float(n[0]), "after": float(n[1])}}),
    st.tuples(*[st.integers(5, 95)] * 2).map(
        lambda p: {
            "proportions": {
                "after": float(p[0]),
                "n_after": 200,
                "comparison_after": float(p[1]),
                "comparison_n_after": 200,
            }
        }
    ),
)
"""Values of one outcome, of every kind."""


@st.composite
def studies(draw: st.DrawFn, id: str = "one") -> Study:
    """Any study with one outcome."""
    return study(
        outcome(**draw(effects)),
        id=id, design=draw(st.sampled_from(sorted(BASE))), comparison_alike=draw(facts), independent=draw(facts),
        attrition_under_20_percent=draw(facts), displacement_checked=draw(facts),
        follow_up_months=draw(st.sampled_from([None, 3.0, 12.0])), points_before=draw(st.sampled_from([None, 6, 24])),
        units_randomised=draw(st.sampled_from([None, 4, 40])),
    )  # fmt: skip


@st.composite
def study_lists(draw: st.DrawFn, least: int = 1) -> tuple[Study, ...]:
    """One to four studies of one measure."""
    return tuple(draw(studies(id=f"s{n}")) for n in range(draw(st.integers(least, 4))))
