/* Evidence: what all studies of a record say about a measure: level, direction, label and flags, as generator/analysis/evidence.py has it.
   `about` says what is rated: { rules, record, replicable, today }, where only an approach is replicable. */

/** The ratings of rows, one for each measure, the most serious tier first. */
export function ratingsOf(about, rows) {
  const { tiers } = about.rules;
  const named = [...new Set(rows.map((row) => row.outcome.measure))];
  const tierOf = (id) => tiers.indexOf(rows.find((row) => row.outcome.measure === id).measure.tier);
  return named
    .sort((one, other) => tierOf(one) - tierOf(other))
    .map((id) => ratingOf(about, rows.filter((row) => row.outcome.measure === id)));
}

/** What all rows on one measure say together. */
export function ratingOf(about, rows) {
  const { rules } = about;
  const [{ outcome: { measure }, measure: { tier } }] = rows;
  const pool = poolOf(rules, rows);
  const found = combine(rules, pool);
  const { direction } = found;
  const decisive = pool.filter((row) => row.level === found.level || row.direction === direction);
  const trail = [...new Set(decisive.flatMap((row) => row.trail))];
  const replicated = about.replicable && direction === "improved" && isReplicated(rules, pool);
  const reached = replicated ? rules.thresholds.replicated : found.level;
  const { level, decision } = lowered(about, measure, reached, direction);
  return {
    measure,
    tier,
    level,
    direction,
    label: rules.labels[direction][level],
    rows,
    pool,
    studies: new Set(pool.map((row) => row.trial)).size,
    flags: flagsOf(about, rows, pool, direction),
    trail: [...trail, ...(replicated ? ["R2"] : []), ...decision],
  };
}

/** Where a label stands from best, 0, to worst. */
export const rank = ({ order }, label) => order.indexOf(label);

/** The best and the worst rating over harm and fear, the stronger of equals; none when neither was judged. */
export function bestAndWorst(rules, ratings) {
  const judged = ratings.filter(({ tier, label }) => rules.leading.includes(tier) && label !== "not_judged");
  if (!judged.length) return [null, null];
  const steps = (one, other) => rank(rules, one.label) - rank(rules, other.label);
  const best = judged.reduce((one, other) => ((steps(other, one) || one.level - other.level) < 0 ? other : one));
  const worst = judged.reduce((one, other) => ((steps(other, one) || other.level - one.level) > 0 ? other : one));
  return [best, worst.label === best.label ? best : worst];
}

/* Each trial once; a review that does not count only when there is nothing else; of these all at E3 and above, else those at the highest level. */
function poolOf({ thresholds }, rows) {
  const trials = new Map();
  for (const row of rows) trials.set(row.trial, [...(trials.get(row.trial) ?? []), row]);
  const each = [...trials.values()].flatMap(once);
  const counted = orAll(each.filter((row) => !row.trail.includes("R0")), each);
  const least = Math.min(thresholds.reaches, Math.max(...counted.map((row) => row.level)));
  return counted.filter((row) => row.level >= least);
}

const orAll = (some, all) => (some.length ? some : all);

/* What counts of one trial: its first publication where that has the measure, and in it the whole before parts. */
function once(trial) {
  const first = orAll(trial.filter((row) => !row.again), trial);
  return orAll(first.filter((row) => !row.outcome.subgroup), first);
}

/* The level after a reviewer's decisions, and the rule that says so. They only ever make a label worse. */
function lowered({ rules, record }, measure, level, direction) {
  const steps = record.lowered.reduce((sum, decision) => sum + (decision.measure === measure ? decision.steps : 0), 0);
  if (!steps) return { level, decision: [] };
  const lower = Math.max(0, level - steps);
  const [before, after] = [level, lower].map((each) => rank(rules, rules.labels[direction][each]));
  return after <= before ? { level, decision: ["not_lowered"] } : { level: lower, decision: ["lowered"] };
}

/* Direction and level of several rows on one measure. Contradiction is mixed, never an average. */
function combine({ nulls }, pool) {
  const best = {};
  for (const { direction, level } of pool) best[direction] = Math.max(level, best[direction] ?? -1);
  const { improved = -1, worsened = -1, unclear = -1 } = best;
  const none = Math.max(-1, ...nulls.map((direction) => best[direction] ?? -1));
  const top = Math.max(...Object.values(best));
  if ("not_judged" in best) return { direction: "not_judged", level: top };
  if (improved >= 0) {
    const against = worsened >= 0 || Math.max(none, unclear) >= improved || doReviewsDisagree(pool);
    return against ? { direction: "mixed", level: top } : { direction: "improved", level: improved };
  }
  if (worsened >= 0) return { direction: "worsened", level: worsened };
  if (none >= unclear) return { direction: nulls.find((direction) => direction in best), level: none };
  return { direction: "unclear", level: unclear };
}

/* Whether one review found a benefit, and another none, harm, or an interval that leaves it open. */
function doReviewsDisagree(pool) {
  const reviews = pool.filter((row) => row.trail.includes("R1"));
  const good = reviews.filter((row) => row.direction === "improved");
  const open = reviews.filter((row) => row.direction !== "improved" && (row.direction !== "unclear" || row.effect.low !== null));
  return good.some((one) => open.some((other) => one.trial !== other.trial));
}

/* Two studies at E3 or above in two cities, one at E4, improved, not evaluated by those who ran it. A review may stand for the second study
   and its city, never for the one at E4; a study without a place stands for no city. */
function isReplicated({ thresholds }, pool) {
  const good = pool.filter((row) => row.direction === "improved" && row.level >= thresholds.reaches && !row.trail.includes("D1"));
  const studies = good.filter((row) => !row.isReview && row.places.length);
  const review = good.some((row) => row.isReview) ? 1 : 0;
  const trials = new Set(studies.map((row) => row.trial));
  const cities = new Set(studies.flatMap((row) => row.places));
  return studies.some((row) => row.level >= thresholds.causal) && Math.min(trials.size, cities.size) + review >= 2;
}

function flagsOf({ rules, today }, rows, pool, direction) {
  const years = pool.map((row) => row.year).filter(Boolean);
  const reviewed = pool.some((row) => row.isReview);
  const directions = new Set(pool.map((row) => row.direction));
  const contradict = directions.size > 1 && (directions.has("improved") || directions.has("worsened"));
  const flags = {
    dated: years.length && Math.max(...years) < Number(today.slice(0, 4)) - rules.thresholds.dated,
    single_study: !reviewed && new Set(pool.map((row) => row.trial)).size === 1,
    single_context: !reviewed && new Set(pool.flatMap((row) => row.places)).size === 1,
    police_data_only: pool.every((row) => row.outcome.data_source === "police"),
    not_checked: pool.some((row) => row.unchecked),
    interval_not_seen: pool.some((row) => row.effect.low === null),
    contested: contradict || rows.some((row) => row.disputed),
    subgroup_only: pool.every((row) => row.outcome.subgroup),
    weaker_studies_disagree: direction === "improved" && pool.some((row) => row.direction !== "improved"),
  };
  return Object.keys(flags).filter((flag) => flags[flag]);
}
