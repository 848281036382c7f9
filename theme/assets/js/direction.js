/* Direction: which way one effect points, from its interval or, without one, from its authors' word, as generator/analysis/direction.py has it. */

import { benefit, natural } from "./effect.js";

/** Which way an effect points on a measure whose `good` way is lower, higher or none, in a study of this level. */
export function directionOf(rules, effect, good, level) {
  if (good === "none") return "not_judged";
  const found = byInterval(rules, effect, good);
  if ((found === null || found === "unclear") && isBenefitRuledOut(effect)) return "no_benefit_shown";
  return found ?? byWords(rules, effect, good, level);
}

function byInterval(rules, effect, good) {
  const turned = benefit(rules, effect, good);
  if (!turned) return null;
  const { low, high, smallest } = turned;
  const touch = effect.open_ended ? rules.thresholds.touch : 0;
  if (low > -touch) return "improved";
  if (high < touch) return "worsened";
  if (smallest === null || high >= smallest) return "unclear";
  return low > -smallest ? "no_meaningful_effect" : "no_benefit_shown";
}

function byWords(rules, effect, good, level) {
  if (effect.certainty === "significant") {
    const way = wayOf(effect);
    return way === null ? "unclear" : way === good ? "improved" : "worsened";
  }
  const nothing = effect.certainty === "not_significant" || effect.change === "no_change";
  return nothing && level >= rules.thresholds.reaches ? "no_effect_shown" : "unclear";
}

/* Whether the authors rule out a benefit above a value that is no more than the smallest effect worth having. */
function isBenefitRuledOut({ rules_out_benefit: above, smallest, scale }) {
  if (above === null) return false;
  return above <= (["ratio", "percent", "words"].includes(scale) ? 100 : 1) * (smallest ?? 0);
}

/** Where an effect points, lower or higher; null for one of exactly no size. */
export function wayOf({ scale, value, change }) {
  const size = value === null ? { fell: -1, rose: 1 }[change] ?? 0 : natural(scale, value);
  return size < 0 ? "lower" : size > 0 ? "higher" : null;
}
