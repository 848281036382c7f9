/* The rating that a draft record would earn, in the shape that `beacon rate --format json` prints (generator/exports/rating.py), and what
   would lift it. It says what generator/analysis/ says; a test compares the two over all records and hundreds of variants of them.
   Nothing here knows the page. */

import { bestAndWorst, ratingsOf } from "./evidence.js";
import { liftOf } from "./lift.js";
import { phrase } from "./phrase.js";
import { isRated, rowsOfReview, rowsOfStudy } from "./row.js";
import { soundParts } from "./sound.js";

/**
 * The ratings of a draft as it stands in its file. `rules` is how-we-rate/rules.json, `tables` is how-we-rate/tables.json, `today` a date
 * such as 2026-11-22. An approach (`kind`) is rated with the records of its published practices: [{ id, record }].
 * What is missing or cannot be read is left out and named in `left_out`: [{ path, why, hint }].
 */
export function rateDraft(rules, tables, draft, today, { id = "", kind = "practice", practices = [] } = {}) {
  const { record, leftOut } = soundParts(tables, draft, kind);
  const about = { rules, record, today, replicable: kind === "approach", measures: tables.measures, citeGroup: tables.cite_group };
  const ratings = ratingsOf(about, [...ownRows(about), ...practices.flatMap((practice) => rowsOfPractice(about, tables, practice))]);
  const [best, worst] = bestAndWorst(rules, ratings);
  return {
    id,
    kind,
    best: extreme(best),
    worst: extreme(worst),
    ratings: ratings.map((rating) => told(about, rating)),
    left_out: [...leftOut, ...unrated(rules, tables, record, draft)],
  };
}

function ownRows(about) {
  const { record } = about;
  const reviewed = (record.reviews ?? []).flatMap((review) => rowsOfReview(about, record, review));
  return [...reviewed, ...record.studies.flatMap((study) => rowsOfStudy(about, record, study))];
}

function rowsOfPractice(about, tables, { id, record: given }) {
  const { record } = soundParts(tables, given, "practice");
  return record.studies.flatMap((study) => rowsOfStudy(about, record, study, { id, title: given.title }));
}

/* Outcomes of a study whose design measures no effect. */
function unrated(rules, { sentences }, { studies }, draft) {
  const without = studies.filter((study) => !isRated(rules, study) && study.outcomes.length);
  const place = (id) => draft.studies.findIndex((study) => study?.id === id);
  return without.map(({ id }) => ({ path: ["studies", place(id), "design"], why: sentences.no_effect, hint: "" }));
}

const extreme = (rating) => rating && { measure: rating.measure, level: rating.level, direction: rating.direction, label: rating.label };

function told(about, rating) {
  const { rules, measures } = about;
  const { measure, tier, level, direction, label, studies, flags, trail } = rating;
  return {
    measure,
    title: measures[measure].title,
    tier,
    level,
    strength: rules.levels[level],
    direction,
    label,
    studies,
    flags,
    trail,
    lift: liftOf(about, rating),
    outcomes: rating.rows.map((row) => toldOutcome(rules, row, rating)),
  };
}

function toldOutcome(rules, row, { pool }) {
  const { practice, source, outcome, effect, level, direction, trail } = row;
  return {
    practice,
    study: source.id,
    outcome: outcome.id,
    label: outcome.label,
    contrast: outcome.contrast,
    effect: toldEffect(rules, effect),
    level,
    direction,
    trail,
    counts: pool.includes(row),
  };
}

const finite = (value) => (Number.isFinite(value) ? value : null);

function toldEffect(rules, effect) {
  const { scale, value, low, high, level, certainty, computed, reason } = effect;
  const said = phrase(rules, effect);
  return { scale, value: finite(value), low: finite(low), high: finite(high), level, certainty, computed, reason, words: `${said.figure} (${said.range})` };
}
