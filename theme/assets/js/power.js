/* Would you see it? What a city's own counts can tell from chance, as generator/analysis/power.py has it. */

import { logRatioVariance } from "./effect.js";

const cellsOf = (plan, ratio) => {
  const before = (plan.yearly * plan.months) / 12;
  return [before, ratio * before, plan.areas * before, plan.areas * before];
};

/** Why nothing can be said about a plan, "" when something can. */
export function planFault({ power }, plan) {
  for (const [name, [above, limit, reason]] of Object.entries(power.limits)) {
    const given = plan[name];
    if (!Number.isFinite(given) || !(above < given && given <= limit)) return reason;
  }
  if (plan.dispersion < 1) return power.limits.dispersion[2];
  if (plan.ratio === 1) return power.reasons.no_change;
  return Number.isInteger(plan.areas) ? "" : power.reasons.not_whole;
}

const answer = (value) => ({ value, reason: "" });
const none = (reason) => ({ value: null, reason });

/** The smallest change that can be told from chance, as a ratio; Newton's steps from no change never pass it. */
export function detectable(rules, plan) {
  const { reach, reasons, steps } = rules.power;
  const reason = planFault(rules, plan);
  if (reason) return none(reason);
  const [before] = cellsOf(plan, 1);
  if (before < rules.thresholds.smallest_cell) return none(reasons.too_few);
  const sign = plan.ratio > 1 ? 1 : -1;
  const room = sign > 0 ? Infinity : Math.log(before / rules.thresholds.smallest_cell);
  let size = 0;
  for (let step = 0; step < steps; step += 1) {
    const ratio = Math.exp(sign * size);
    const error = Math.sqrt(logRatioVariance(cellsOf(plan, ratio), plan.dispersion));
    const slope = 1 + (sign * reach * plan.dispersion) / (2 * ratio * before * error);
    const gap = reach * error - size;
    if (slope <= 0 || size > room) return none(reasons.never);
    if (gap <= 0 || size + gap / slope === size) break;
    size += gap / slope;
  }
  return size <= room ? answer(Math.exp(sign * size)) : none(reasons.never);
}

/** Months before, and as many after, until the effect can be told from chance. */
export function monthsNeeded(rules, plan) {
  const reason = planFault(rules, plan);
  if (reason) return none(reason);
  const monthly = plan.yearly / 12;
  const spread = (plan.dispersion / monthly) * (1 + 1 / plan.ratio + 2 / plan.areas);
  const counted = rules.thresholds.smallest_cell / (monthly * Math.min(1, plan.ratio));
  return answer(Math.max(spread * (rules.power.reach / Math.log(plan.ratio)) ** 2, counted));
}

/** Comparison areas until the effect can be told from chance in these months. */
export function areasNeeded(rules, plan) {
  const reason = planFault(rules, plan);
  if (reason) return none(reason);
  const [before] = cellsOf(plan, 1);
  if (before * Math.min(1, plan.ratio) < rules.thresholds.smallest_cell) return none(rules.power.reasons.too_few);
  const spare = ((Math.log(plan.ratio) / rules.power.reach) ** 2 * before) / plan.dispersion - 1 - 1 / plan.ratio;
  return spare > 0 ? answer(Math.max(1, Math.ceil(2 / spare))) : none(rules.power.reasons.no_number);
}
