/* Rows: each outcome of each study judged by itself, with its effect, level, direction and the rules that fired, as
   generator/analysis/row.py has it. Records are whole here: every field that the rating reads is there (sound.js sees to it). */

import { directionOf } from "./direction.js";
import { effectOf } from "./effect.js";
import { factsOf, strength } from "./strength.js";

/** The rows of a record's study; `practice` is { id, title } of the practice in the rating of an approach. */
export function rowsOfStudy({ rules, measures, citeGroup }, record, study, practice = { id: "", title: "" }) {
  if (!isRated(rules, study)) return [];
  const fullText = record.citations.some(({ id, read }) => read === "full_text" && study.cite.includes(id));
  const placeBound = record.place_bound === "yes";
  const first = firstPublication(record, study);
  return known(measures, study.outcomes).map((outcome) => {
    const effect = effectOf(rules, outcome, { varianceModelled: study.variance_modelled === "yes" });
    const row = {
      source: study,
      isReview: false,
      outcome,
      measure: measures[outcome.measure],
      trial: `${practice.title}/${first}`,
      again: first !== study.id,
      places: study.places.length ? study.places : record.places ?? [], // an approach has none
      practice: practice.id,
      year: newest(record, study),
      unchecked: !fullText && isUnseen(rules, study, placeBound),
      disputed: isDisputed(citeGroup, record, outcome),
    };
    return judged(rules, row, effect, factsOf(study, outcome, effect, { fullText, placeBound }));
  });
}

/** Whether the design of a study measures an effect. */
export const isRated = ({ base }, { design }) => Object.hasOwn(base, design);

/** The rows of a review. One that does not count has a sourced figure and nothing more: Monitored, and unclear. */
export function rowsOfReview({ rules, measures, citeGroup }, record, review) {
  const { least_trials: least, causal, reaches } = rules.thresholds;
  const counts = review.systematic === "yes" && review.pooled === "yes" && Math.max(review.controlled ?? 0, review.randomised ?? 0) >= least;
  const level = !counts ? 1 : (review.randomised ?? 0) >= least ? causal : reaches;
  return known(measures, review.outcomes).map((outcome) => {
    const effect = effectOf(rules, outcome);
    const direction = directionOf(rules, effect, measures[outcome.measure].good, level);
    return {
      source: review,
      isReview: true,
      outcome,
      measure: measures[outcome.measure],
      effect,
      level,
      direction: counts || direction === "not_judged" ? direction : "unclear",
      trail: [counts ? "R1" : "R0"],
      trial: `review/${review.id}`,
      again: false,
      places: [],
      practice: "",
      year: newest(record, review),
      unchecked: false,
      disputed: isDisputed(citeGroup, record, outcome),
      facts: null,
    };
  });
}

/** A row judged anew, with another effect and other facts; a review keeps its level. */
export function rejudged(rules, row, effect, facts = {}) {
  if (row.facts) return judged(rules, row, effect, { ...row.facts, ...facts });
  return { ...row, effect, direction: directionOf(rules, effect, row.measure.good, row.level) };
}

function judged(rules, row, effect, facts) {
  const { level, trail } = strength(rules, facts);
  return { ...row, effect, facts, level, trail, direction: directionOf(rules, effect, row.measure.good, level) };
}

const known = (measures, outcomes) => outcomes.filter(({ measure }) => Object.hasOwn(measures, measure));

/* Id of the study that first reported the same trial, found by way of others if need be. */
function firstPublication(record, study) {
  const earlier = new Map(record.studies.map(({ id, same_trial_as: first }) => [id, first]));
  const path = [study.id];
  for (let found = earlier.get(study.id); found && !path.includes(found); found = earlier.get(found)) path.push(found);
  return path.at(-1);
}

/* The last year its sources are from or it covers; null when none is known. */
function newest(record, source) {
  const years = record.citations.filter(({ id, year }) => year && source.cite.includes(id)).map(({ year }) => year);
  if (source.end) years.push(Number(String(source.end).slice(0, 4)));
  return years.length ? Math.max(...years) : null;
}

function isDisputed(pattern, record, outcome) {
  const groups = (text) => [...text.matchAll(new RegExp(pattern, "g"))].flatMap(([, keys]) => keys.split(";"));
  return record.disagreements.some((item) => groups(item).some((key) => outcome.cite.includes(key.trim().replace(/^@/, ""))));
}

/* Whether a fact was not seen that the rules D1, D4 and D5 ask of such a study. */
function isUnseen({ randomised }, study, placeBound) {
  const facts = [study.independent];
  if (randomised.includes(study.design)) facts.push(study.attrition_under_20_percent);
  if (placeBound) facts.push(study.displacement_checked);
  return facts.includes("not_seen");
}
