/* Lift: the cheapest missing fact that would better a label, found by supposing it and rating again, as generator/analysis/lift.py has it. */

import { directionOf, wayOf } from "./direction.js";
import { dispersion, inWords, isMissing, ofCounts } from "./effect.js";
import { rank, ratingOf } from "./evidence.js";
import { fill } from "./phrase.js";
import { rejudged } from "./row.js";

/** What would lift a rating; null when the label is at its best, is not judged, or only other results could. */
export function liftOf(about, rating) {
  const { rules, replicable } = about;
  const { thresholds, labels, lift } = rules;
  const best = labels.improved[replicable ? thresholds.replicated : thresholds.causal];
  const { good } = rating.rows[0].measure;
  if (good === "none" || rating.label === best || rating.rows.length > lift.most_rows) return null;
  for (const suppose of suppositions(rules)) {
    const found = liftsWith(about, rating, suppose);
    if (found.length) return found.reduce((one, other) => (rank(rules, other.label) < rank(rules, one.label) ? other : one));
  }
  return null;
}

/* The lifts that one supposition gives, made of each row of a study in turn. */
function liftsWith(about, rating, suppose) {
  const { rules } = about;
  return rating.rows.flatMap((row, index) => {
    const supposed = row.again ? null : suppose(rules, row);
    if (!supposed) return [];
    const [fact, rows, sentence = rules.lift.sentences[fact]] = supposed;
    const { level, label } = ratingOf(about, rating.rows.toSpliced(index, 1, ...rows));
    return rank(rules, label) < rank(rules, rating.label) ? [{ fact, sentence, level, label }] : [];
  });
}

/* An effect in words that is as one would wish. */
const wished = ({ measure }) => inWords("significant", measure.good === "lower" ? "fell" : "rose");

function interval(rules, row) {
  const { effect } = row;
  const way = rules.lift.ways[effect.reason];
  if (row.trail.includes("R0") || effect.low !== null || effect.certainty === "not_significant" || !way) return null;
  if (wayOf(effect) !== row.measure.good) return null;
  const sure = effect.value === null ? wished(row) : { ...effect, low: effect.value, high: effect.value };
  return ["interval", [rejudged(rules, row, sure, { interval: true })], fill(rules.lift.sentences.interval, way)];
}

/* Supposes that a fact which was not seen was there. What is known to be missing is not supposed; of an abstract it costs nothing. */
const seen = (fact) => (rules, row) =>
  row.facts?.[fact] === "not_seen" && row.facts.full_text ? [fact, [rejudged(rules, row, row.effect, { [fact]: "yes" })]] : null;

function before(rules, row) {
  if (row.level > 1 || !row.facts || row.facts.before_given || row.facts.effect_given) return null;
  const design = row.facts.design === "monitoring" ? "before-after" : row.facts.design;
  return ["before", [rejudged(rules, row, wished(row), { before_given: true, design })]];
}

function comparison(rules, row) {
  if (row.facts?.design !== "before-after" && !row.trail.includes("C2")) return null;
  const facts = { comparison_given: true, design: "before-after-with-comparison" };
  return ["comparison", [rejudged(rules, row, besideNoChange(rules, row), facts)]];
}

/* The effect beside a comparison of the same size in which nothing changed; its interval is wider. */
function besideNoChange(rules, { outcome, source, effect }) {
  const { counts } = outcome;
  if (!counts || isMissing(counts.before)) return effect;
  const { before: count, exposure_before: exposure } = counts;
  const still = {
    comparison_before: count, comparison_after: count, comparison_exposure_before: exposure, comparison_exposure_after: exposure,
  };
  return ofCounts(rules, { ...counts, ...still }, dispersion(rules, outcome, source.variance_modelled === "yes"));
}

/* Supposes that a review counts, unless it is known not to. */
function review(rules, row) {
  const { least_trials: least, reaches } = rules.thresholds;
  const { systematic, pooled, controlled } = row.source;
  if (!row.isReview || !row.trail.includes("R0") || systematic === "no" || pooled === "no") return null;
  if (!isMissing(controlled) && controlled < least) return null;
  return ["review", [{ ...row, level: reaches, trail: ["R1"], direction: directionOf(rules, row.effect, row.measure.good, reaches) }]];
}

function trial({ thresholds, randomised }, row) {
  if (row.direction !== "improved" || !row.facts || randomised.includes(row.facts.design)) return null;
  return ["study", [{ ...row, level: thresholds.causal, trail: ["base"] }]];
}

/* For an approach: the same good result of a trial in a second city. A practice stays where it is by it. */
function city({ thresholds }, row) {
  if (row.direction !== "improved" || row.level < thresholds.causal) return null;
  const here = { ...row, places: row.places.length ? row.places : ["here"] };
  return ["city", [here, { ...row, places: ["elsewhere"], trial: "elsewhere" }]];
}

/* From the cheapest to find, a figure in a paper already cited, to the dearest, a new study. */
const suppositions = ({ lift }) => [interval, ...lift.facts.map(seen), before, review, comparison, trial, city];
