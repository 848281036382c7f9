/* The rating in the browser: effect, level, direction, label and power of one study, by the rules of rules.json.
   It says what generator/analysis/ says; a test compares the two over hundreds of cases. Nothing here knows the page. */

const WORDS = { scale: "words", value: null, low: null, high: null, level: 95, smallest: null, computed: false, reason: "" };

/** Effect, level, trail, direction and label of one outcome of one study. */
export function rate(rules, given) {
  const effect = effectOf(rules, given);
  const { level, trail } = strength(rules, factsOf(given, effect));
  const direction = directionOf(rules, effect, given.good);
  return { effect, level, trail, direction, label: rules.labels[direction][level] };
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

const isMissing = (value) => value === undefined || value === null;

/* Effects */

/** One figure with its interval: as reported, else computed. */
export function effectOf(rules, given) {
  const { police_dispersion: police, smallest_share: smallest } = rules.thresholds;
  if (given.reported) {
    const { value, low = null, high = null, level = 95 } = given.reported;
    const reason = low === null ? "the source read gives no interval" : "";
    return { ...WORDS, scale: "ratio", value, low, high, level, smallest, reason };
  }
  if (given.counts) {
    const wide = given.data_source === "police" && given.variance_modelled !== "yes";
    return ofCounts(rules, given.counts, wide ? police : 1);
  }
  return ofProportions(rules, given.proportions);
}

/** Ratio of after to before, divided by the same ratio of the comparison when there is one. */
export function ofCounts(rules, counts, dispersion) {
  let cells = [[counts.after, counts.exposure_after], [counts.before, counts.exposure_before]];
  if (!isMissing(counts.comparison_after)) {
    cells.push([counts.comparison_before, counts.comparison_exposure_before], [counts.comparison_after, counts.comparison_exposure_after]);
    if (isMissing(counts.before) || isMissing(counts.comparison_before)) cells = [cells[0], cells[3]];
  }
  if (cells.some(([n]) => isMissing(n))) return { ...WORDS, reason: "there is no count to compare with" };
  if (cells.some(([n]) => n === 0)) return { ...WORDS, reason: "a count of zero gives no ratio" };
  const rates = cells.map(([n, exposure]) => n / (exposure || 1));
  const value = rates.length === 2 ? rates[0] / rates[1] : (rates[0] * rates[2]) / (rates[1] * rates[3]);
  const effect = { ...WORDS, scale: "ratio", value, smallest: rules.thresholds.smallest_share, computed: true };
  if (counts.averages) return { ...effect, reason: "averages are given, not the events behind them" };
  if (cells.some(([n]) => n < rules.thresholds.smallest_cell)) return { ...effect, reason: "a count is under 5" };
  return within(rules, effect, Math.sqrt(logRatioVariance(cells.map(([n]) => n), dispersion)));
}

function logRatioVariance(counts, dispersion) {
  return dispersion * counts.reduce((sum, n) => sum + 1 / n, 0);
}

/** Difference in percentage points, or difference of differences. */
export function ofProportions(rules, given) {
  const others = comparedShares(given);
  if (others.some(([share]) => isMissing(share))) return { ...WORDS, reason: "there is no share to compare with" };
  const shares = [[given.after, given.n_after, 1], ...others];
  const level = given.comparison_after ?? given.before;
  const effect = {
    ...WORDS,
    scale: "points",
    value: shares.reduce((sum, [share, , sign]) => sum + sign * share, 0),
    smallest: level ? rules.thresholds.smallest_share * level : null,
    computed: true,
  };
  if (shares.some(([, n]) => !n)) return { ...effect, reason: "the number of people asked is not known" };
  if (shares.some(([share, n]) => (n * Math.min(share, 100 - share)) / 100 < rules.thresholds.smallest_cell)) {
    return { ...effect, reason: "a group behind the shares is under 5" };
  }
  const variance = shares.reduce((sum, [share, n]) => sum + (share * (100 - share)) / n, 0) * (given.design_effect || 1);
  return within(rules, effect, Math.sqrt(variance));
}

function comparedShares(given) {
  const before = [given.before, given.n_before, -1];
  const comparison = [given.comparison_after, given.comparison_n_after, -1];
  if (isMissing(given.comparison_after)) return [before];
  if (isMissing(given.before) || isMissing(given.comparison_before)) return [comparison];
  return [before, comparison, [given.comparison_before, given.comparison_n_before, 1]];
}

/* A ratio is judged by its logarithm, where no effect is 0; a difference as it is. */
const natural = (effect, value) => (effect.scale === "ratio" ? Math.log(value) : value);
const printed = (effect, value) => (effect.scale === "ratio" ? Math.exp(value) : value);

function within(rules, effect, error) {
  const centre = natural(effect, effect.value);
  const half = rules.thresholds.z["95"] * error;
  return { ...effect, low: printed(effect, centre - half), high: printed(effect, centre + half) };
}

/* Level */

/** What the rules ask of a study, by name. */
export function factsOf(given, effect) {
  const values = given.counts ?? given.proportions;
  return {
    design: given.design,
    orientation: given.orientation ?? "treated_vs_comparison",
    value_given: !isMissing(values),
    effect_given: !isMissing(given.reported),
    before_given: !isMissing(values?.before) || !isMissing(values?.comparison_before),
    comparison_given: !isMissing(values?.comparison_after),
    interval: effect.low !== null,
    full_text: given.full_text,
    place_bound: given.place_bound,
    points_before: given.points_before ?? null,
    units_randomised: given.units_randomised ?? null,
    follow_up_months: given.follow_up_months ?? null,
    comparison_alike: given.comparison_alike,
    independent: given.independent,
    attrition_under_20_percent: given.attrition_under_20_percent,
    displacement_checked: given.displacement_checked,
  };
}

const TESTS = {
  is: (found, value) => found === value,
  in: (found, values) => values.includes(found),
  not_in: (found, values) => !values.includes(found),
  below: (found, limit) => typeof found === "number" && found < limit,
};

/** Whether a rule fires: all conditions of one of its alternatives hold. */
export function fires(rule, facts) {
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

/* Direction */

/** Which way an effect points, from its interval; without one it is unclear. */
export function directionOf(rules, effect, good) {
  if (good === "none") return "not_judged";
  if (effect.value === null || effect.low === null) return "unclear";
  let [low, high] = [effect.low, effect.high].map((end) => endAt95(rules, effect, end));
  if (good === "lower") [low, high] = [-high, -low];
  if (low > 0) return "improved";
  if (high < 0) return "worsened";
  if (effect.smallest === null) return "unclear";
  const smallest = effect.scale === "ratio" ? -Math.log(1 - effect.smallest) : effect.smallest;
  if (high >= smallest) return "unclear";
  return low > -smallest ? "no_meaningful_effect" : "no_benefit_shown";
}

/* An end of the interval where one of 95% would have it. */
function endAt95(rules, effect, end) {
  const found = natural(effect, end);
  const { z } = rules.thresholds;
  const widen = z["95"] / z[String(effect.level)];
  if (Math.abs(widen - 1) <= 0.001) return found;
  const centre = natural(effect, effect.value);
  return centre + widen * (found - centre);
}

/* Would you see it? */

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

/* In words, as the pages of records have them */

/** An effect in words: the figure, and what is known of its uncertainty. */
export function phrase(effect) {
  if (effect.value === null) return { figure: "no effect given", range: effect.reason };
  const figure = one(effect.scale, effect.value);
  return { figure, range: effect.low === null ? effect.reason : between(effect) };
}

function one(scale, value) {
  if (scale !== "ratio") return `${number(Math.abs(value))} percentage points ${value < 0 ? "lower" : "higher"}`;
  const change = 100 * (value - 1);
  if (Math.abs(change) < 0.5) return "no difference";
  if (value >= 3) return `${number(value)} times as high`;
  return `${number(Math.abs(change), Math.abs(change) >= 2 ? 0 : 1)}% ${change < 0 ? "lower" : "higher"}`;
}

const MANIFOLD = 200;

function rise(change) {
  return change >= MANIFOLD ? `${number(1 + change / 100)} times as high` : `${number(Math.abs(change), 0)}% higher`;
}

function between(effect) {
  const tail = (effect.level === 95 ? "" : `, ${number(effect.level)}% interval`) + (effect.computed ? ", interval computed by us" : "");
  if (effect.scale === "ratio") {
    const [low, high] = [effect.low, effect.high].map((end) => 100 * (end - 1));
    if (low < 0 && high < 0) return `${number(-high, 0)}% to ${number(-low, 0)}% lower${tail}`;
    if (low > 0 && high > 0) return `${high < MANIFOLD ? `${number(low, 0)}%` : rise(low)} to ${rise(high)}${tail}`;
    return `from ${number(Math.abs(low), 0)}% lower to ${rise(high)}${tail}`;
  }
  if (effect.low < 0 && effect.high >= 0) return `from ${number(-effect.low)} lower to ${number(effect.high)} higher${tail}`;
  const ends = [Math.abs(effect.low), Math.abs(effect.high)].sort((a, b) => a - b);
  return `${number(ends[0])} to ${number(ends[1])} ${effect.high < 0 ? "lower" : "higher"}${tail}`;
}

/** A number for readers: 1,234 or 0.48; `decimals` fixes the digits after the point. */
export function number(value, decimals) {
  if (decimals !== undefined) return fixed(value, decimals);
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return fixed(value, 0);
  return fixed(value, Math.abs(value) < 10 ? 2 : 1).replace(/\.?0+$/, "");
}

/* Halves go to the even digit, as they do on the pages. Only odd parts of a power of two are exact halves. */
function fixed(value, decimals) {
  const size = Math.abs(value);
  let text = size.toFixed(decimals);
  const half = (size * 2 ** (decimals + 1)) % 2 === 1;
  if (half && "13579".includes(text.at(-1))) text = (size - 0.5 / 10 ** decimals).toFixed(decimals);
  const [whole, part] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  return value < 0 ? `-${grouped}` : grouped;
}
