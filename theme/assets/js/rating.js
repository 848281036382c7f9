/* The rating of one outcome of one study, as the calculator asks for it: a rating of a whole record is that of draft_rating.js.
   It says what generator/analysis/ says; a test compares the two over hundreds of cases. Nothing here knows the page. */

import { directionOf } from "./direction.js";
import { effectOf, isMissing } from "./effect.js";
import { factsOf, strength } from "./strength.js";

/** Effect, level, trail, direction and label of one outcome of one study. */
export function rate(rules, given) {
  const outcome = { ...given, orientation: given.orientation ?? "treated_vs_comparison", reported: given.reported && asRatio(given.reported) };
  const effect = effectOf(rules, outcome, { varianceModelled: given.variance_modelled === "yes" });
  const facts = factsOf(given, outcome, effect, { fullText: given.full_text, placeBound: given.place_bound });
  const { level, trail } = strength(rules, facts);
  const direction = directionOf(rules, effect, given.good, level);
  return { effect, level, trail, direction, label: rules.labels[direction][level] };
}

function asRatio({ value, low, high, level }) {
  return { kind: "risk_ratio", value, uncertainty: isMissing(low) ? {} : { interval: { low, high, level } } };
}

/** Why nothing can be said of what was given, "" when something can. */
export function fault(given) {
  if (given.counts) return wrongNumbers(given.counts, "count");
  if (given.proportions) return wrongNumbers(given.proportions, "share") || shareOver(given.proportions);
  const { value, low, high } = given.reported;
  if (isMissing(value)) return "Give the ratio.";
  for (const [name, number] of [["ratio", value], ["lower end", low], ["upper end", high]]) {
    if (isMissing(number)) continue;
    if (!Number.isFinite(number)) return `The ${name} is not a number.`;
    if (number <= 0) return `The ${name} must be above zero: a ratio of 0.8 means a fifth less.`;
  }
  if (isMissing(low) !== isMissing(high)) return "Give both ends of the interval, or none.";
  return !isMissing(low) && !(low <= value && value <= high) ? "The ratio must lie inside its own interval." : "";
}

function wrongNumbers(values, name) {
  if (isMissing(values.after)) return `Give the ${name} after.`;
  for (const value of Object.values(values)) {
    if (isMissing(value) || typeof value === "boolean") continue;
    if (!Number.isFinite(value)) return `Each ${name} must be a number.`;
    if (value < 0) return `A ${name} is not below zero.`;
  }
  return "";
}

function shareOver(values) {
  const shares = [values.before, values.after, values.comparison_before, values.comparison_after];
  return shares.some((share) => share > 100) ? "A share is at most 100%." : "";
}
