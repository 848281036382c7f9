/* Effect: from what an outcome holds to one figure with its interval, as generator/analysis/effect.py has it. Constants and reasons come
   from rules.json. An outcome has the fields of its record; one that is left out is as good as null. */

import { inverse } from "./normal.js";

const BARE = {
  scale: "words", value: null, low: null, high: null, level: 95, certainty: "none", change: null, rules_out_benefit: null,
  smallest: null, computed: false, open_ended: false, reason: "",
};

/** An effect that its authors tell in words alone. */
export const inWords = (certainty, change) => ({ ...BARE, certainty, change });

export const isMissing = (value) => value === undefined || value === null;
const without = (rules, reason) => ({ ...BARE, reason: rules.reasons[reason] });
const because = (rules, effect, reason) => ({ ...effect, reason: rules.reasons[reason] });

/** The effect of one outcome: as its authors report it, else computed from the values it holds. */
export function effectOf(rules, outcome, { varianceModelled = false } = {}) {
  if (outcome.reported) return asReported(rules, outcome.reported, comparisonLevel(outcome));
  if (outcome.counts) return ofCounts(rules, outcome.counts, dispersion(rules, outcome, varianceModelled));
  if (outcome.proportions) return ofProportions(rules, outcome.proportions);
  return outcome.means ? ofMeans(rules, outcome.means) : without(rules, "no_value");
}

/** How much more than chance the counts of an outcome are taken to vary. */
export function dispersion(rules, outcome, varianceModelled) {
  return outcome.data_source === "police" && !varianceModelled ? rules.thresholds.police_dispersion : 1;
}

/* From values */

/** Ratio of after to before, divided by the same ratio of the comparison when there is one. */
export function ofCounts(rules, counts, spread) {
  let cells = [[counts.after, counts.exposure_after], [counts.before, counts.exposure_before]];
  if (!isMissing(counts.comparison_after)) {
    cells.push([counts.comparison_before, counts.comparison_exposure_before], [counts.comparison_after, counts.comparison_exposure_after]);
    if (isMissing(counts.before) || isMissing(counts.comparison_before)) cells = [cells[0], cells[3]];
  }
  if (cells.some(([n]) => isMissing(n))) return without(rules, "no_count");
  if (cells.some(([n]) => n === 0)) return without(rules, "zero");
  const rates = cells.map(([n, exposure]) => n / (exposure || 1));
  const value = rates.length === 2 ? rates[0] / rates[1] : (rates[0] * rates[2]) / (rates[1] * rates[3]);
  const effect = { ...BARE, scale: "ratio", value, smallest: rules.thresholds.smallest_share, computed: true };
  if (counts.averages) return because(rules, effect, "averages");
  if (cells.some(([n]) => n < rules.thresholds.smallest_cell)) return because(rules, effect, "small_count");
  return within(rules, effect, Math.sqrt(logRatioVariance(cells.map(([n]) => n), spread)));
}

/** Variance of the logarithm of a ratio made of counts. */
export function logRatioVariance(counts, spread) {
  return spread * counts.reduce((sum, n) => sum + 1 / n, 0);
}

/** Difference in percentage points, or difference of differences. */
export function ofProportions(rules, given) {
  const others = comparedShares(given);
  if (others.some(([share]) => isMissing(share))) return without(rules, "no_share");
  const shares = [[given.after, given.n_after, 1], ...others];
  const value = shares.reduce((sum, [share, , sign]) => sum + sign * share, 0);
  const smallest = shareOf(rules, given.comparison_after ?? given.before);
  const effect = { ...BARE, scale: "points", value, smallest, computed: true };
  if (shares.some(([, n]) => !n)) return because(rules, effect, "no_size");
  const least = rules.thresholds.smallest_cell;
  if (shares.some(([share, n]) => (n * Math.min(share, 100 - share)) / 100 < least)) return because(rules, effect, "small_group");
  const variance = shares.reduce((sum, [share, n]) => sum + (share * (100 - share)) / n, 0) * (given.design_effect || 1);
  return within(rules, effect, Math.sqrt(variance));
}

/* What the share after is set against, each with its number of people and its sign in the difference. */
function comparedShares(given) {
  const before = [given.before, given.n_before, -1];
  const comparison = [given.comparison_after, given.comparison_n_after, -1];
  if (isMissing(given.comparison_after)) return [before];
  if (isMissing(given.before) || isMissing(given.comparison_before)) return [comparison];
  return [before, comparison, [given.comparison_before, given.comparison_n_before, 1]];
}

/** Hedges' g of the treated against the comparison, or of after against before. */
function ofMeans(rules, given) {
  const other = given.comparison_after ?? given.before;
  if (isMissing(other)) return without(rules, "no_mean");
  const arms = [given.after, other];
  const difference = given.after.mean - other.mean;
  if (arms.some(({ sd, n }) => isMissing(sd) || isMissing(n) || n < 2)) {
    return because(rules, { ...BARE, scale: "difference", value: difference, computed: true }, "no_spread");
  }
  const [{ n: n1, sd: s1 }, { n: n2, sd: s2 }] = arms;
  const pooled = Math.sqrt(((n1 - 1) * s1 ** 2 + (n2 - 1) * s2 ** 2) / (n1 + n2 - 2));
  const value = ((1 - 3 / (4 * (n1 + n2) - 9)) * difference) / pooled;
  const effect = { ...BARE, scale: "standardised", value, smallest: rules.thresholds.smallest_standardised, computed: true };
  return within(rules, effect, Math.sqrt((n1 + n2) / (n1 * n2) + value ** 2 / (2 * (n1 + n2))));
}

/* As reported */

const comparisonLevel = ({ proportions: shares }) => (shares ? shares.comparison_after || shares.before : null);
const shareOf = (rules, level) => (level ? rules.thresholds.smallest_share * level : null);

function asReported(rules, given, level) {
  const sure = given.uncertainty ?? {};
  const bound = sure.bound?.rules_out === "benefit_above" ? sure.bound.value : null;
  const stated = sure.significance ?? (bound === null ? byP(rules, sure) : "bound");
  const value = given.value ?? null;
  if (value === null) {
    const smallest = bound === null ? null : rules.thresholds.smallest_share;
    return because(rules, { ...BARE, certainty: stated, change: given.change ?? null, rules_out_benefit: bound, smallest }, "no_figure");
  }
  const scale = rules.scales[given.kind];
  const effect = { ...BARE, scale, value, smallest: smallestOn(rules, scale, level), rules_out_benefit: bound };
  if (sure.interval) {
    const { low, high, level: confidence } = sure.interval;
    return { ...effect, low, high, level: confidence ?? BARE.level, certainty: "interval" };
  }
  const error = standardError(scale, value, sure);
  if (error) {
    const below = isMissing(sure.standard_error) && isMissing(sure.p);
    return within(rules, { ...effect, computed: true, open_ended: below }, error);
  }
  return because(rules, { ...effect, certainty: stated }, "no_interval");
}

/* What a p-value says of an effect that has no figure; `p <` a limit that is not itself significant says nothing. */
function byP(rules, { p, p_below: below }) {
  const limit = rules.thresholds.significant;
  if (!isMissing(p)) return p < limit ? "significant" : "not_significant";
  return !isMissing(below) && below <= limit ? "significant" : "none";
}

function smallestOn(rules, scale, level) {
  if (isLogarithmic(scale)) return rules.thresholds.smallest_share;
  return scale === "standardised" ? rules.thresholds.smallest_standardised : shareOf(rules, level);
}

/* On the scale effects are judged on: as the source gives it, for a change in percent by the delta method, or as its p-value implies. */
function standardError(scale, value, { standard_error: given, p, p_below: below }) {
  if (isMissing(given)) return errorFromP(scale, value, p ?? below);
  if (scale === "percent") return value > -100 ? given / (100 + value) : null;
  return given;
}

function errorFromP(scale, value, p) {
  const centre = natural(scale, value);
  if (isMissing(p) || !(p / 2 > 0 && p / 2 < 0.5) || !centre || !Number.isFinite(centre)) return null;
  return Math.abs(centre) / -inverse(p / 2);
}

/* Scales */

/** Whether effects on a scale are judged by their logarithm. */
export const isLogarithmic = (scale) => scale === "ratio" || scale === "percent";

/** A value where no effect is 0: the logarithm of a ratio or of a change in percent, else the value itself. */
export function natural(scale, value) {
  if (scale === "ratio") return Math.log(value);
  if (scale === "percent") return value > -100 ? Math.log(1 + value / 100) : -Infinity;
  return value;
}

/* The inverse of natural. */
function printed(scale, end) {
  if (scale === "ratio") return Math.exp(end);
  return scale === "percent" ? 100 * (Math.exp(end) - 1) : end;
}

/* The effect with the 95% interval that a standard error on its natural scale gives. */
function within(rules, effect, error) {
  const centre = natural(effect.scale, effect.value);
  const half = rules.thresholds.z["95"] * error;
  if (!(half < rules.thresholds.widest)) return because(rules, effect, "too_wide");
  const [low, high] = [centre - half, centre + half].map((end) => printed(effect.scale, end));
  return { ...effect, low, high, certainty: "interval" };
}

/** The 95% interval with benefit upwards and no effect at 0, and the smallest benefit worth having; null without an interval. */
export function benefit(rules, effect, good) {
  if (effect.value === null || effect.low === null || effect.high === null) return null;
  const [low, high] = [effect.low, effect.high].map((end) => endAt95(rules, effect, end));
  const smallest = effect.smallest !== null && isLogarithmic(effect.scale) ? -Math.log(1 - effect.smallest) : effect.smallest;
  return good === "lower" ? { low: -high, high: -low, smallest } : { low, high, smallest };
}

/* An end of the interval where one of 95% would have it. */
function endAt95({ thresholds }, effect, end) {
  const found = natural(effect.scale, end);
  const widen = thresholds.z["95"] / -inverse(0.5 - effect.level / 200);
  if (Math.abs(widen - 1) <= thresholds.same_width) return found;
  const centre = natural(effect.scale, effect.value);
  return centre + widen * (found - centre);
}
