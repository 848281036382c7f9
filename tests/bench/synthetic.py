"""Synthetic practices that keep every rule of the library: the same seed and number give the same record.

Their words, authors and figures are made up, and each title says so. Every figure a record states is written into the
`supports` of the source it cites, as in a real record.
"""

import csv
import random
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import Any

import yaml

from tests.bench.kinds import KINDS, Kind

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("datasets", "theme", "content/pages", "practices/approaches", "mkdocs.yml")
SEED = 20261122
DESIGNS = (
    "cluster-randomised-trial", "randomised-trial", "difference-in-differences", "matched-comparison",
    "before-after-with-comparison", "time-series-with-comparison", "before-after",
)  # fmt: skip
_REAL_PRACTICE = re.compile(r"\[([^\]]*)\]\(practice:[a-z0-9-]+\)")
"""A link of a real approach to a real practice, which is not in a synthetic library."""
FAMILIES = ("Exampleton", "Sampleby", "Mockford", "Placeholt", "Dummer", "Fakenham", "Modelsen", "Testova")


@dataclass(frozen=True, slots=True)
class City:
    """A city of the table of places."""

    id: str
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Case:
    """What a synthetic practice is called and where it is; others may link to it."""

    id: str
    title: str
    kind: Kind
    city: City


def write_library(root: Path, size: int, *, seed: int = SEED) -> None:
    """Lay out a library below `root`: what the repository holds besides records, and `size` synthetic practices."""
    for name in COPIED:
        source, target = ROOT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)
    for approach in (root / "practices" / "approaches").glob("*.yaml"):
        text = approach.read_text(encoding="utf-8")
        approach.write_text(_REAL_PRACTICE.sub(r"\1", text), encoding="utf-8")
    for number in range(size):
        record = practice(number, seed)
        text = yaml.dump(
            record, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
        )
        (root / "practices" / f"{case(number, seed).id}.yaml").write_text(text, encoding="utf-8")


@cache
def cities() -> tuple[City, ...]:
    """Every city of the table of places."""
    with (ROOT / "datasets" / "places" / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    countries = {row["id"]: row["name"] for row in rows if row["type"] == "country"}
    found = (
        City(row["id"], row["name"], countries.get(row["iso3"], row["iso3"])) for row in rows if row["type"] == "city"
    )
    return tuple(city for city in found if not any(c.isdigit() for c in city.id + city.name))


def case(number: int, seed: int = SEED) -> Case:
    """The name, kind and place of one synthetic practice."""
    draw = random.Random(f"{seed}/{number}/case")  # noqa: S311 the same numbers every time are wanted
    kind, city, code = draw.choice(KINDS), draw.choice(cities()), _code(number)
    words = kind.name.replace("'", "").replace(" ", "-")
    return Case(
        f"synthetic-{words}-{city.id.partition('-')[2].lower()}-{code}",
        f"{kind.name[0].upper()}{kind.name[1:]} in {city.name}, synthetic case {code.upper()}",
        kind,
        city,
    )


def _code(number: int) -> str:
    """A number in letters, because a figure in a title would need a source."""
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, 26)
        letters = chr(97 + rest) + letters
    return letters


def practice(number: int, seed: int = SEED) -> dict[str, Any]:
    """One synthetic practice, as the plain data of its YAML file."""
    return _Maker(number, seed).practice()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """An outcome, and the sentence in which its source states the same figures."""

    row: dict[str, Any]
    said: str


class _Maker:
    """Makes one record. Figures are drawn once and then said twice: in the record and in its source."""

    def __init__(self, number: int, seed: int) -> None:
        self.number, self.seed = number, seed
        self.draw = random.Random(f"{seed}/{number}")  # noqa: S311 the same numbers every time are wanted
        self.case = case(number, seed)
        self.kind, self.city = self.case.kind, self.case.city
        self.start = self.draw.randint(2003, 2016)
        self.main, self.second, self.budget, self.process, self.abroad, self.press = (
            f"{family.lower()}-{self.start + gap}"
            for family, gap in zip(self.draw.sample(FAMILIES, 6), (4, 6, 2, 3, 5, 1), strict=True)
        )

    def practice(self) -> dict[str, Any]:
        draw, kind, city = self.draw, self.kind, self.city
        treated, compared = draw.randint(4, 60), draw.randint(4, 60)
        people, share = draw.randint(400, 9000), draw.randint(21, 68)
        money, yearly = draw.randint(40, 900) * 1000, draw.randint(8, 90) * 1000
        staff, late = draw.randint(6, 80), draw.randint(2, 14)
        first = self._study(
            self.main, draw.choice(DESIGNS), kind.harm[: draw.randint(1, 2)] + kind.soft[:1], treated, compared
        )
        second = (
            self._study(self.second, draw.choice(DESIGNS[2:]), (*kind.harm[2:], *kind.soft[1:]), treated, compared)
            if draw.random() < 0.5
            else None
        )
        lead = first[1][0]
        title = f"{kind.name[0].upper()}{kind.name[1:]}"
        citations = [
            self._citation(
                self.main,
                f"{title} in {city.name}: a study made up for a benchmark",
                "Journal of Synthetic Examples",
                " ".join(
                    [
                        f"Compared {treated} {kind.units} with {compared} others and asked {people:,} people.",
                        *(o.said for o in first[1]),
                    ]
                ),
                "abstract",
            ),
            self._citation(
                self.budget,
                f"Synthetic budget report on {kind.name}",
                f"City of {city.name}, made-up reports",
                f"Set-up cost USD {money:,} and running cost USD {yearly:,} a year. {treated} {kind.units} were covered; before, {share}% of those asked felt at risk.",
                "full_text",
            ),
            self._citation(
                self.process,
                f"How {kind.name} was carried out, synthetic process notes",
                "Institute of Invented Cases",
                f"Interviews with {staff} of the staff. The start slipped by {late} months because posts stayed open. A standing group of three offices met every month.",
                "abstract",
            ),
            self._citation(
                self.abroad,
                f"{title} elsewhere, a synthetic comparison",
                "Review of Placeholders",
                "Two other cities took it up and changed the hours. Neither has published figures.",
                "secondary",
                note="Not a real publication.",
            ),
        ]
        if second:
            citations.insert(
                1,
                self._citation(
                    self.second,
                    f"Later figures on {kind.name} in {city.name}, synthetic",
                    "Annals of Sample Data",
                    " ".join(o.said for o in second[1]),
                    "full_text",
                ),
            )
        if told := draw.random() < 0.4:
            citations.append(
                self._citation(
                    self.press,
                    f"Residents of {city.name} wait for an answer, invented",
                    "The Daily Placeholder",
                    "Reports went unanswered in the first months, and residents lost trust.",
                    "secondary",
                )
            )
        studies = [s[0] for s in (first, second) if s]
        return {
            "title": self.case.title,
            "claim": f"{city.name} tried {kind.name} in a made-up case, and the figures for {_name(lead.row['measure'])} are told with their uncertainty.",
            "summary": (
                f"{kind.trouble} [@{self.budget}]. From {self.start} on the city of {city.name} worked on {treated} {kind.units} [@{self.budget}]. "
                f"{lead.said.removesuffix('.')} [@{self.main}]. The start slipped by {late} months [@{self.process}]. "
                "All of this is synthetic: it was made to measure how fast the library is built, and nothing here happened."
            ),
            "status": "published", "created": "2024-05-02", "reviewed": "2025-03-04", "review_by": "2031-03-04",
            "themes": list(kind.themes), "pillar": kind.pillar, "principles": draw.sample(("leadership", "partnership", "inclusion", "knowledge-base", "co-production"), 2),
            "settings": list(kind.settings), "for_whom": list(kind.whom), "agenda": draw.sample(("sdg-16-1", "sdg-11-7", "nua-39", "nua-100"), 2),
            "domains_of_change": ["doc-4-1"], "follow_up": ["fu-a"], "monitor": ["crime-statistics"],
            "keywords": [kind.name, f"{kind.units} of {city.name}", "synthetic"],
            "mechanism": f"{kind.cause} [@{self.main}]. Whether this is how it works was *not* tested.",
            "conditions": {
                "helped": [f"A standing group of three offices met every month [@{self.process}].", f"The {kind.units} were chosen by need [@{self.main}]."],
                "hindered": [f"Posts stayed open, and the start slipped by {late} months [@{self.process}]."],
            },
            "studies": studies,
            "equity": {"gains": [f"People who use the {kind.units} every day [@{self.main}]."], "safeguards": ["No names are kept, and nobody is stopped for a record."]},
            "went_wrong": [f"The start slipped by {late} months because posts stayed open [@{self.process}].", f"Reports to the city went unanswered at first, and trust was lost{f' [@{self.press}]' if told else ''}."],
            "limits": [f"Only {treated} {kind.units} of one city were studied [@{self.main}].", "The record is synthetic and shows nothing about the world."],
            "transfer": [f"Two other cities took it up and changed the hours [@{self.abroad}].", self._see_also()],
            "first_90_days": [f"Walk the {kind.units} with those who use them, by day and by night.", "Agree who counts what before anything begins."],
            "stop_signs": ["Harm rises next door while it falls here."],
            "conflict_of_interest": "None declared.", "contributor": "Benchmark of Beacon",
            "citations": citations,
            "kind": draw.choice(("project", "programme", "policy", "service")),
            **({"approaches": [kind.approach]} if kind.approach else {}),
            "places": [city.id], "place_bound": kind.place_bound, "stages": draw.sample(("diagnose", "plan", "act", "monitor-learn"), 2),
            "start": str(self.start), "still_running": draw.choice(("yes", "no", "not_seen")),
            "scale": [{"what": f"{kind.units[0].upper()}{kind.units[1:]} covered", "value": treated, "unit": kind.units, "cite": [self.budget]}],
            "problem": {
                "statement": f"{kind.trouble}; {share}% of those asked felt at risk [@{self.budget}].",
                "diagnosis": f"Interviews with {staff} of the staff showed where to begin [@{self.process}].",
            },
            "components": [{"title": name, "text": f"{text} [@{draw.choice((self.main, self.process))}]."} for name, text in kind.parts],
            "costs": [
                {"what": "Setting it up", "amount": money, "currency": "USD", "year": self.start + 1, "kind": "set_up", "cite": [self.budget]},
                {"what": "Running it", "amount": yearly, "currency": "USD", "year": self.start + 2, "kind": "per_year", "cite": [self.budget], "note": "Wages and repairs; the time of volunteers is left out."},
            ],
            "actors": [
                {"name": f"City of {city.name}", "part": "lead", "roles": ["local"], "cite": [self.budget]},
                {"name": f"Neighbours' council of {city.name} (invented)", "part": "partner", "roles": ["community"], "cite": [self.process]},
                {"name": "Institute of Invented Cases", "part": "evaluator", "roles": ["academia"], "cite": [self.main]},
            ],
            "institution": {"owning_office": "Office for safe streets", "budget_line": draw.choice(("yes", "no", "not_seen"))},
        }  # fmt: skip

    def _see_also(self) -> str:
        """A link to an approach or to an earlier practice, so that links and back-links are made as in a real library."""
        if self.kind.approach:
            return f"See [what is known of it elsewhere](approach:{self.kind.approach})."
        if self.number == 0:
            return "No copy of it is known to us."
        other = case(self.draw.randrange(self.number), self.seed)
        return f"Compare [{other.kind.name} in {other.city.name}](practice:{other.id})."

    def _study(
        self, key: str, design: str, measures: Sequence[str], treated: int, compared: int
    ) -> tuple[dict[str, Any], tuple[_Outcome, ...]]:
        outcomes = tuple(self._outcomes(key, measures))
        begin, months = self.start + self.draw.randint(0, 1), self.draw.choice((6, 12, 18, 24, 36))
        study = {
            "id": key,
            "title": f"Figures of {self.kind.units} in {self.city.name} with and without the practice",
            "design": design,
            "cite": [key],
            "start": str(begin), "end": str(begin + 2),
            **({"sample": f"{treated} {self.kind.units} with it and {compared} without.", "units_treated": treated, "units_comparison": compared} if key == self.main else {"sample": f"The same {self.kind.units}, some years later."}),
            "comparison": f"{self.kind.units[0].upper()}{self.kind.units[1:]} of the same city without it",
            "unit": self.kind.units,
            "follow_up_months": months,
            "independent": self.draw.choice(("yes", "no", "not_seen")),
            "displacement_checked": self.draw.choice(("yes", "not_seen")),
            "outcomes": [outcome.row for outcome in outcomes],
        }  # fmt: skip
        return study, outcomes

    def _outcomes(self, key: str, measures: Sequence[str]) -> Iterator[_Outcome]:
        for measure in measures:
            make = self.draw.choice(
                (self._shares, self._means)
                if measure in self.kind.soft
                else (self._counts, self._ratio, self._percent, self._words)
            )
            values, said, source = make(_name(measure))
            yield _Outcome(
                {
                    "id": measure, "measure": measure, "label": f"{_name(measure).capitalize()} in the study's own count",
                    "contrast": f"{self.kind.units[0].upper()}{self.kind.units[1:]} with it against {self.kind.units} without",
                    "orientation": "treated_vs_comparison", "period": f"{self.start} to {self.start + 2}",
                    **values, "data_source": source, "cite": [key],
                },
                said,
            )  # fmt: skip

    def _change(self) -> float:
        """A ratio: mostly a fall, sometimes nothing, sometimes a rise."""
        return exp(self.draw.gauss(-0.18, 0.22))

    def _counts(self, name: str) -> tuple[dict[str, Any], str, str]:
        before, other = self.draw.randint(60, 900), self.draw.randint(60, 900)
        drift = exp(self.draw.gauss(0, 0.05))
        after, later = max(6, round(before * drift * self._change())), max(6, round(other * drift))
        return (
            {"counts": {"before": before, "after": after, "comparison_before": other, "comparison_after": later}},
            f"Counts of {name} went from {before} to {after}, in the comparison from {other} to {later}.",
            "police",
        )

    def _ratio(self, name: str) -> tuple[dict[str, Any], str, str]:
        value, half = round(self._change(), 2), self.draw.uniform(0.1, 0.4)
        low, high = round(exp(log(value) - half), 2), round(exp(log(value) + half), 2)
        return (
            {
                "reported": {
                    "kind": "rate_ratio",
                    "value": value,
                    "adjusted": "yes",
                    "uncertainty": {"interval": {"low": low, "high": high, "level": 95}},
                }
            },
            f"The adjusted rate ratio of {name} was {value} (interval from {low} to {high}).",
            self.draw.choice(("police", "hospital", "register")),
        )

    def _percent(self, name: str) -> tuple[dict[str, Any], str, str]:
        value, p = round(100 * (self._change() - 1), 1) or -0.5, self.draw.choice((0.004, 0.03, 0.12, 0.4))
        return (
            {"reported": {"kind": "percent_change", "value": value, "uncertainty": {"p": p}}},
            f"The change in {name} was {abs(value)}% {'down' if value < 0 else 'up'} (p {p}).",
            "register",
        )

    def _words(self, name: str) -> tuple[dict[str, Any], str, str]:
        change = self.draw.choice(("fell", "no_change"))
        return (
            {
                "reported": {
                    "kind": "words",
                    "change": change,
                    "uncertainty": {"significance": "significant" if change == "fell" else "not_significant"},
                }
            },
            f"The source says that {name} {'fell' if change == 'fell' else 'did not change'} and gives no figure.",
            "police",
        )

    def _shares(self, name: str) -> tuple[dict[str, Any], str, str]:
        before, other = self.draw.randint(22, 60), self.draw.randint(22, 60)
        after, later = before + self.draw.randint(-12, 12), other + self.draw.randint(-4, 4)
        asked, others = self.draw.randint(150, 1800), self.draw.randint(150, 1800)
        return (
            {
                "proportions": {
                    "before": before,
                    "after": after,
                    "comparison_before": other,
                    "comparison_after": later,
                    "n_before": asked,
                    "n_after": asked,
                    "comparison_n_before": others,
                    "comparison_n_after": others,
                }
            },
            f"On {name}, {before}% of {asked} people said so before and {after}% after; in the comparison {other}% and {later}% of {others}.",
            "survey",
        )

    def _means(self, name: str) -> tuple[dict[str, Any], str, str]:
        mean, sd, n = (
            round(self.draw.uniform(2, 4), 1),
            round(self.draw.uniform(0.6, 1.4), 1),
            self.draw.randint(80, 900),
        )
        other = round(mean + self.draw.uniform(-0.4, 0.4), 1)
        return (
            {
                "means": {
                    "after": {"mean": mean, "sd": sd, "n": n},
                    "comparison_after": {"mean": other, "sd": sd, "n": n},
                }
            },
            f"The mean of {name} was {mean} with the practice and {other} without it, with a spread of {sd} and {n} people in each group.",
            "survey",
        )

    def _citation(
        self, key: str, title: str, publisher: str, supports: str, read: str, note: str = ""
    ) -> dict[str, Any]:
        family, _, year = key.partition("-")
        return {
            "id": key, "title": title, "authors": f"{family.capitalize()} and others (invented)", "publisher": publisher, "year": int(year),
            **({"doi": f"10.5555/synthetic.{_code(self.number)}.{family}"} if read == "abstract" else {"url": f"https://synthetic.example/{_code(self.number)}/{key}"}),
            "read": read, "supports": supports, **({"note": note} if note else {}),
        }  # fmt: skip


def _name(measure: str) -> str:
    return measure.replace("-", " ")
