"""The rating in the browser: it says what Python says over hundreds of cases, and the calculator says it to a reader."""

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import inf, isclose, nan
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.analysis.evidence import rate
from generator.analysis.power import Plan, areas_needed, detectable, months_needed
from generator.analysis.rules import BASE, RULES, strength
from generator.exports.rules import LEVELS
from generator.pages.words import phrase
from tests.builders import measure, outcome, practice, study
from tests.support import TODAY

CASES = 400
PLANS = 120
THREE = ("yes", "no", "not_seen")
EVALUATE = """async ([origin, cases, tables, plans]) => {
  const [rating, table, power, words] = await Promise.all(["rating", "strength", "power", "phrase"].map((name) => import(`${origin}/assets/js/${name}.js`)));
  const rules = await (await fetch(`${origin}/how-we-rate/rules.json`)).json();
  return [
    cases.map((given) => { const found = rating.rate(rules, given); return { ...found, fault: rating.fault(given), phrase: words.phrase(rules, found.effect) }; }),
    tables.map((facts) => table.strength(rules, facts)),
    plans.map((plan) => [power.detectable(rules, plan), power.monthsNeeded(rules, plan), power.areasNeeded(rules, plan)]),
  ];
}"""


def some(chance: random.Random, values: dict[str, Any]) -> dict[str, Any]:
    """The values with some of them left out, `after` never."""
    return {name: value for name, value in values.items() if name == "after" or chance.random() < 0.85}


def counts(chance: random.Random) -> dict[str, Any]:
    """Counts from none to a thousand million, whole or not, with exposures now and then."""

    def cell() -> float:
        return chance.choice(
            [0.0, float(chance.randint(1, 6)), float(chance.randint(5, 400)), chance.uniform(0.1, 90), chance.uniform(1e5, 1e9)]
        )  # fmt: skip

    near = float(chance.randint(20, 5000))
    alike = chance.random() < 0.4
    names = ("before", "after", "comparison_before", "comparison_after")
    found = some(chance, {n: round(near * chance.uniform(0.6, 1.2)) * 1.0 if alike else cell() for n in names})
    if chance.random() < 0.2:
        at = {"before": "exposure_before", "after": "exposure_after", "comparison_before": "comparison_exposure_before", "comparison_after": "comparison_exposure_after"}  # fmt: skip
        found |= {at[name]: chance.uniform(0.5, 60) for name in list(found)}
    return found | ({"averages": True} if chance.random() < 0.1 else {})


def proportions(chance: random.Random) -> dict[str, Any]:
    """Shares from 0 to 100 percent, of a few people or many."""

    def share() -> float:
        return chance.choice([0.0, 100.0, round(chance.uniform(0, 100), 1), round(chance.uniform(1, 8), 2), 50.0])

    names = ("before", "after", "comparison_before", "comparison_after")
    sizes = ("n_before", "n_after", "comparison_n_before", "comparison_n_after")
    found = some(chance, {name: share() for name in names})
    found |= {n: chance.choice([4, 80, 900, 250_000]) for n in sizes if chance.random() < 0.9}
    return found | ({"design_effect": chance.uniform(1, 3)} if chance.random() < 0.3 else {})


def reported(chance: random.Random) -> dict[str, Any]:
    """A ratio, with an interval at one of the levels that sources use or without one."""
    value = chance.choice([1.0, chance.uniform(0.05, 1), chance.uniform(0.7, 1.3), chance.uniform(1, 20), 0.875])
    if chance.random() < 0.2:
        return {"value": value}
    low, high = value / chance.uniform(1, 2), value * chance.uniform(1, 2)
    if chance.random() < 0.3:
        low, high = value / chance.uniform(1, 1.08), value * chance.uniform(1, 1.08)
    return {"value": value, "low": low, "high": high, "level": chance.choice(LEVELS)}


def case(chance: random.Random) -> dict[str, Any]:
    """A study as rating.js takes it: any design, any facts, any values."""
    kind = chance.choice([counts, proportions, reported])
    return {
        kind.__name__: kind(chance),
        "design": chance.choice(sorted(BASE)),
        "orientation": chance.choice(["treated_vs_comparison", "after_vs_before"]),
        "good": chance.choice(["lower", "lower", "higher", "none"]),
        "data_source": chance.choice(["police", "survey", "not_seen"]),
        "variance_modelled": chance.choice(THREE),
        "full_text": chance.random() < 0.5,
        "place_bound": chance.random() < 0.5,
        "points_before": chance.choice([None, 0, 11, 12, 40]),
        "units_randomised": chance.choice([None, 1, 7, 8, 90]),
        "follow_up_months": chance.choice([None, 0.0, 5.9, 6.0, 24.0]),
        **{name: chance.choice(THREE) for name in ("comparison_alike", "independent", "attrition_under_20_percent", "displacement_checked")},
    }  # fmt: skip


def facts(chance: random.Random) -> dict[str, Any]:
    """Any table of facts, those too that no record can hold, each value drawn from those its rules ask about."""
    either, three = (True, False), dict.fromkeys(THREE)
    drawn = {"value_given": either, "effect_given": either, "before_given": either, "comparison_given": either,
             "interval": either, "full_text": either, "place_bound": either, "points_before": (None, 0, 11.5, 12, 40),
             "units_randomised": (None, 7, 8), "follow_up_months": (None, 0, 5.9, 6), "comparison_alike": three,
             "independent": three, "attrition_under_20_percent": three, "displacement_checked": three,
             "design": BASE, "orientation": ("treated_vs_comparison", "after_vs_before")}  # fmt: skip
    return {name: chance.choice(list(values)) for name, values in drawn.items()}


def plan(chance: random.Random) -> Plan:
    """What a city may ask, and now and then what makes no sense."""
    odd = (0.0, -3.0, 1.0, 1.5, nan, inf)
    values = {
        "yearly": 10 ** chance.uniform(0, 6),
        "ratio": chance.choice([chance.uniform(0.05, 0.98), chance.uniform(1.02, 9)]),
        "areas": float(chance.randint(1, 40)),
        "months": chance.choice([1.0, 12.0, chance.uniform(1, 200)]),
        "dispersion": chance.choice([1.0, 2.0, chance.uniform(1, 6)]),
    }
    if chance.random() < 0.25:
        values[chance.choice(sorted(values))] = chance.choice(odd)
    return Plan(**values)


def by_python(given: dict[str, Any]) -> dict[str, Any]:
    """The same case, rated as a record is."""
    values = {name: given[name] for name in ("counts", "proportions") if name in given}
    if "reported" in given:
        told = given["reported"]
        interval = {"interval": {k: told[k] for k in ("low", "high", "level")}} if "low" in told else {}
        values = {"reported": {"kind": "risk_ratio", "value": told["value"], "uncertainty": interval}}
    facts = ("design", "variance_modelled", "points_before", "units_randomised", "follow_up_months", "comparison_alike",
             "independent", "attrition_under_20_percent", "displacement_checked")  # fmt: skip
    one = study(
        outcome(**values, data_source=given["data_source"], orientation=given["orientation"]),
        **{name: given[name] for name in facts},
    )
    record = practice(
        one, read="full_text" if given["full_text"] else "abstract", place_bound="yes" if given["place_bound"] else "no"
    )
    (found,) = rate(record, {"robbery": measure("robbery", given["good"])}, TODAY)
    effect = found.rows[0].effect
    return {
        "effect": {name: getattr(effect, name) for name in ("scale", "value", "low", "high", "level", "smallest", "computed", "reason")},
        "level": found.level,
        "trail": list(found.trail),
        "direction": found.direction,
        "label": found.label,
        "fault": "",
        "phrase": asdict(phrase(effect)),
    }  # fmt: skip


def alike(one: Any, other: Any) -> bool:
    """Equal, and numbers to a thousand-millionth of their size."""
    if isinstance(one, dict):
        return (
            isinstance(other, dict)
            and one.keys() <= other.keys()
            and all(alike(value, other[name]) for name, value in one.items())
        )
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float | int) and isinstance(other, float | int) and not isinstance(one, bool):
        return isclose(one, other, rel_tol=1e-9)
    return bool(one == other)


@dataclass(frozen=True)
class Compared:
    """What was asked, and what the browser says to it with the rules of the site."""

    cases: list[Any]
    rated: list[Any]
    tables: list[Any]
    levels: list[Any]
    plans: list[Plan]
    answers: list[Any]


@pytest.fixture(scope="module")
def compared(browser: Browser, origin: str) -> Compared:
    """Everything in one go."""
    chance = random.Random(20261122)  # noqa: S311 cases, not secrets
    cases, tables = [case(chance) for _ in range(CASES)], [facts(chance) for _ in range(CASES)]
    plans = [plan(chance) for _ in range(PLANS)]
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/how-we-rate/")
    rated, levels, answers = page.evaluate(EVALUATE, [origin, cases, tables, [asdict(each) for each in plans]])
    context.close()
    return Compared(cases, rated, tables, levels, plans, answers)


def test_browser_and_python_rate_alike(compared: Compared) -> None:
    """Effect, interval, level, rules that fired, direction, label and words, case by case."""
    pairs = [(given, by_python(given), found) for given, found in zip(compared.cases, compared.rated, strict=True)]

    assert [pair for pair in pairs if not alike(*pair[1:])][:3] == []


def test_browser_and_python_evaluate_the_table_alike(compared: Compared) -> None:
    """Level and rules that fired, for tables of facts drawn at random."""
    expected = [(level, list(trail)) for level, trail in map(strength, compared.tables)]

    assert [(found["level"], found["trail"]) for found in compared.levels] == expected


def test_the_cases_reach_every_rule_and_direction(compared: Compared) -> None:
    """So that agreement is not that of a few paths: every cap and deduction, level, and way an interval may lie."""
    rated, levels = compared.rated, compared.levels

    fired = {rule for found in levels for rule in found["trail"]}
    assert fired == {rule.id for rule in RULES.values() if rule.kind in {"base", "cap", "deduction"}}
    assert {found["level"] for found in levels} == {0, 1, 2, 3, 4}
    assert {found["direction"] for found in rated} == {
        "improved", "worsened", "unclear", "no_meaningful_effect", "no_benefit_shown", "not_judged",
    }  # fmt: skip
    assert {found["effect"]["scale"] for found in rated} == {"ratio", "points", "words"}


def test_browser_and_python_plan_alike(compared: Compared) -> None:
    """Smallest change, months and areas, or the same reason."""
    asked = (detectable, months_needed, areas_needed)
    pairs = [
        (each, [asdict(ask(each)) for ask in asked], found)
        for each, found in zip(compared.plans, compared.answers, strict=True)
    ]

    assert [pair for pair in pairs if not alike(*pair[1:])][:3] == []
    assert len({answer["reason"] for three in compared.answers for answer in three}) >= 7


# The calculator


@pytest.fixture
def calculator(page: Page, origin: str) -> Page:
    """The page with both forms at work."""
    page.goto(f"{origin}/how-we-rate/")
    page.locator("[data-result] .label").wait_for()
    return page


def query(page: Page) -> dict[str, Sequence[str]]:
    """What the address holds."""
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def test_it_begins_with_the_usual_report(calculator: Page) -> None:
    """100 to 70 against 100 to 95 is inconclusive, and the address is bare."""
    expect(calculator.locator("[data-result]")).to_contain_text("Inconclusive")
    expect(calculator.locator("[data-result]")).to_contain_text("26% lower (from 59% lower to 32% higher)")
    expect(calculator.locator("[data-trail]")).to_contain_text("varied no more than chance")

    assert query(calculator) == {}


def test_typing_changes_the_result(calculator: Page) -> None:
    """As one types, by keyboard alone, with the rule that fires as a sentence."""
    calculator.get_by_label("Before, where it was done").fill("1000")
    calculator.get_by_label("After, where it was done").fill("600")
    calculator.get_by_label("Before, in the comparison").fill("1,000")
    calculator.get_by_label("After, in the comparison").fill("")
    calculator.keyboard.type("980")

    expect(calculator.locator("[data-result] .label")).to_contain_text("Promising")
    calculator.get_by_label("Months of follow-up").fill("3")
    expect(calculator.locator("[data-result] .label")).to_contain_text("Emerging")
    expect(calculator.locator("[data-trail]")).to_contain_text(RULES["D2"].sentence)


def test_the_address_holds_a_calculation(calculator: Page, origin: str) -> None:
    """Who opens it sees the same fields and the same result; a field left empty stays empty."""
    calculator.get_by_label("What does the study give?").select_option("ratio")
    calculator.get_by_label("Design", exact=True).select_option("randomised-trial")
    calculator.get_by_label("Ratio", exact=True).fill("0.6")
    calculator.get_by_label("Months of follow-up").fill("")
    calculator.get_by_label("Cases a year in your area").fill("5000")
    result = calculator.locator("[data-result]").inner_text()
    answer = calculator.locator("[data-answer]").inner_text()
    asked = query(calculator)

    calculator.goto("about:blank")
    calculator.goto(f"{origin}/how-we-rate/?" + "&".join(f"{name}={value}" for name, (value,) in asked.items()))

    assert asked == {"kind": ["ratio"], "design": ["randomised-trial"], "ratio": ["0.6"], "months": [""], "yearly": ["5000"]}  # fmt: skip
    expect(calculator.get_by_label("Ratio", exact=True)).to_have_value("0.6")
    expect(calculator.get_by_label("Months of follow-up")).to_have_value("")
    expect(calculator.get_by_label("Before, where it was done")).to_be_hidden()
    assert "Strong" in result
    assert calculator.locator("[data-result]").inner_text() == result
    assert calculator.locator("[data-answer]").inner_text() == answer


@pytest.mark.parametrize(
    ("label", "typed", "reason"),
    [
        ("After, where it was done", "", "Give the count after."),
        ("After, where it was done", "NaN", "“NaN” is not a number"),
        ("After, where it was done", "-7", "cannot be below zero"),
        ("Before, in the comparison", "1,00", "is not a number"),
        ("Units drawn by lot", "many", "is not a number"),
        ("Cases a year in your area", "", "Give a number."),
        ("of how many percent?", "-20", "cannot be below zero"),
        ("Comparison areas of the same size", "<b>1</b>", "“<b>1</b>” is not a number"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(calculator: Page, label: str, typed: str, reason: str) -> None:
    """In words, tied to the field, and the result waits; a mended field brings it back."""
    field = calculator.get_by_label(label)
    before = field.input_value()
    form = calculator.locator("form", has=field)

    field.fill(typed)

    expect(form.locator(".field-fault:not([hidden])")).to_contain_text(reason)
    expect(field).to_have_attribute("aria-invalid", "true")
    assert (form.locator(".field-fault:not([hidden])").get_attribute("id") or "?") in (field.get_attribute("aria-describedby") or "")  # fmt: skip
    expect(form.locator("[aria-live]")).to_contain_text("yet")
    field.fill(before)
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(form.locator("[aria-live]")).not_to_contain_text("yet")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"Before, where it was done": "0"}, "a count of zero gives no ratio"),
        ({"After, where it was done": "3"}, "a count is under 5"),
        ({"of how many percent?": "0"}, "no change can never be told from chance"),
        ({"of how many percent?": "100"}, "more than a hundredth"),
        ({"Comparison areas of the same size": "0"}, "at least one comparison area"),
        ({"Comparison areas of the same size": "1.5"}, "whole numbers"),
        ({"Cases a year in your area": "0"}, "above zero"),
        ({"Cases a year in your area": "4"}, "too few to say anything"),
    ],
)
def test_what_has_no_answer_has_a_reason(calculator: Page, typed: dict[str, str], reason: str) -> None:
    """Zero counts, no change, no comparison: said in words."""
    for label, text in typed.items():
        calculator.get_by_label(label).fill(text)

    expect(calculator.locator("[aria-live]", has_text=reason)).to_have_count(1)


@pytest.mark.parametrize(
    ("low", "high", "reason"),
    [("0.9", "0.5", "inside its own interval"), ("", "0.9", "both ends"), ("0", "0.9", "above zero")],
)
def test_an_interval_that_cannot_be_is_refused(calculator: Page, low: str, high: str, reason: str) -> None:
    """Ends the wrong way round, one end only, and an end that no ratio has."""
    calculator.get_by_label("What does the study give?").select_option("ratio")

    calculator.get_by_label("Lower end of its interval").fill(low)
    calculator.get_by_label("Upper end of its interval").fill(high)

    expect(calculator.locator("[data-result]")).to_contain_text(reason)


def test_begin_again(calculator: Page) -> None:
    """The fields, the result and the address are as they were."""
    first = calculator.locator("[data-result]").inner_text()
    calculator.get_by_label("After, where it was done").fill("7")
    expect(calculator.locator("[data-result]")).not_to_have_text(first)

    calculator.locator("[data-rate] button[type=reset]").click()

    expect(calculator.get_by_label("After, where it was done")).to_have_value("70")
    expect(calculator.locator("[data-result] .label")).to_contain_text("Inconclusive")
    assert query(calculator) == {}


def test_the_page_and_the_form_give_the_same_plan(calculator: Page) -> None:
    """What the printed table says of 240 cases and one area is what the form says."""
    row = calculator.locator("#would-you-see-it tbody tr", has_text="240")

    expect(calculator.locator("[data-answer]")).to_contain_text(f"is {row.locator('td').first.inner_text()}.")


def test_markup_in_an_address_stays_text(page: Page, origin: str) -> None:
    """Whatever a link holds is shown as it was written, and an unknown choice is passed over."""
    page.goto(f"{origin}/how-we-rate/?after=%3Cimg%20src%3Dx%3E&design=%3Cb%3E&kind=nothing")

    expect(page.locator("[data-rate] .field-fault:not([hidden])")).to_contain_text("<img src=x>")
    expect(page.get_by_label("Design", exact=True)).to_have_value("before-after-with-comparison")
    assert page.locator("article img").count() == 0


def test_rules_that_do_not_load_are_said(page: Page, origin: str) -> None:
    """No form that would do nothing, but a sentence."""
    page.route("**/rules.json", lambda route: route.abort())
    page.goto(f"{origin}/how-we-rate/")

    expect(page.locator("[data-failed]")).to_be_visible()
    expect(page.locator("[data-rate]")).to_be_hidden()


def test_without_scripts_a_sentence_stands_for_the_forms(browser: Browser, origin: str) -> None:
    """The worked cases and the table of smallest falls can be read."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/how-we-rate/")

    expect(page.locator("noscript p").first).to_contain_text("needs JavaScript")
    expect(page.locator("form[data-rate]")).to_be_hidden()
    expect(page.locator("form[data-plan]")).to_be_hidden()
    expect(page.locator("#cases .label").first).to_be_visible()
    expect(page.locator("#would-you-see-it table")).to_be_visible()
    context.close()


def test_the_calculator_is_loaded_nowhere_else(page: Page, origin: str) -> None:
    """A record page asks for none of it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(f"{origin}/practices/kampala-sasa/", wait_until="networkidle")

    assert [url for url in asked if url.endswith(("rating.js", "calculator.js", "rules.json"))] == []
