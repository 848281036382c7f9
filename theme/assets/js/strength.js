/* Strength: the level of one outcome of one study by the table of rules.json, as generator/analysis/rules.py has it. */

import { isMissing } from "./effect.js";

/** What the rules ask of one outcome of one study, by name. */
export function factsOf(study, outcome, effect, { fullText, placeBound }) {
  const values = outcome.counts ?? outcome.proportions ?? outcome.means;
  return {
    design: study.design,
    orientation: outcome.orientation,
    value_given: !isMissing(values),
    effect_given: !isMissing(outcome.reported),
    before_given: !isMissing(values?.before) || !isMissing(values?.comparison_before),
    comparison_given: !isMissing(values?.comparison_after),
    interval: effect.low !== null,
    full_text: fullText,
    place_bound: placeBound,
    points_before: study.points_before ?? null,
    units_randomised: study.units_randomised ?? null,
    follow_up_months: study.follow_up_months ?? null,
    comparison_alike: study.comparison_alike,
    independent: study.independent,
    attrition_under_20_percent: study.attrition_under_20_percent,
    displacement_checked: study.displacement_checked,
  };
}

const TESTS = {
  is: (found, value) => found === value,
  in: (found, values) => values.includes(found),
  not_in: (found, values) => !values.includes(found),
  below: (found, limit) => typeof found === "number" && found < limit,
};

/* Whether a rule fires: all conditions of one of its alternatives hold. */
function fires(rule, facts) {
  return rule.when.some((all) => all.every(({ fact, test, value }) => TESTS[test](asked(facts, fact), value)));
}

/* A fact that we do not know is null; one that we never heard of is a fault of ours. */
function asked(facts, name) {
  if (!(name in facts)) throw new Error(`the rules ask for ${name}, which is not known here`);
  return facts[name];
}

/** Level and the rules that set it: the base, caps, then deductions, as many as may count, not below E1. */
export function strength(rules, facts) {
  const base = rules.base[facts.design];
  const caps = rules.rules.filter((rule) => rule.kind === "cap" && rule.at_most < base && fires(rule, facts));
  const level = Math.min(base, ...caps.map((rule) => rule.at_most));
  const trail = ["base", ...caps.map((rule) => rule.id)];
  if (level === 0) return { level, trail };
  const faults = rules.rules.filter((rule) => rule.kind === "deduction" && level >= rule.from_level && fires(rule, facts));
  const fired = faults.slice(0, rules.thresholds.most_deductions).map((rule) => rule.id);
  return { level: Math.max(1, level - fired.length), trail: [...trail, ...fired] };
}
