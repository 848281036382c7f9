/* What a record says as a whole: someone in charge, days in order, pictures with words, values beside a figure that agree with it.
   The rules of generator/checks/ (sense, pictures, references, reviewing) that need nothing but the record; a test compares the
   two. Nothing here knows the page. */

import { effectOf, natural } from "./effect.js";

const FILE_NAME = /^\S+\.(?:jpe?g|png|webp|heic|gif|tiff?)$/i;
const OF = /^\s*(?:an? |the )?(?:image|picture|photo|photograph) (?:of|showing)\b/i;

const list = (value) => (Array.isArray(value) ? value : []);
const groups = (value) => list(value).map((each) => (typeof each === "object" && each !== null ? each : {}));
const group = (value) => (typeof value === "object" && value !== null ? value : {});
const said = (value) => (typeof value === "string" ? value.trim() : "");
const bare = (value) => said(value).replace(/\.+$/, "");

/**
 * What is wrong: a generator of { path, rule, message, hint }. `about` holds `names` (which fields the kind of record has), `today`, `lists`
 * (contribute/check.json), `rules` (how-we-rate/rules.json, null when it is not there) and `isSound(path)`, whether that part of
 * the record keeps its schema.
 */
export function* checkSense(record, about) {
  yield* long(record, [], about);
  yield* twice(record);
  yield* lead(record, about);
  yield* spans(record);
  yield* milestones(record);
  yield* days(record, about);
  yield* reviewDays(record, about);
  yield* trials(record);
  yield* withdrawal(record);
  yield* duties(record);
  yield* pictures(record, about);
  yield* stakes(record, about);
  yield* values(record, about);
}

const fault = (rule, path, message, hint) => ({ rule, path, message, hint });

function* long(part, at, about) {
  for (const [name, value] of Object.entries(part)) {
    const path = [...at, name];
    if (Array.isArray(value) && value.length > about.lists.most_in_list) {
      yield fault("over-long-list", path, `It has ${value.length} items.`, `At most ${about.lists.most_in_list}; join those that belong together.`);
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) if (typeof item === "object" && item !== null) yield* long(item, [...path, index], about);
    } else if (typeof value === "object" && value !== null) yield* long(value, path, about);
  }
}

function* twice(record) {
  for (const name of ["citations", "studies", "reviews"]) {
    const seen = new Set();
    for (const [index, { id }] of groups(record[name]).entries()) {
      if (id && seen.has(id)) yield fault("duplicate-key", [name, index, "id"], `A second one has the key “${id}”.`, "Give each its own key.");
      seen.add(id);
    }
  }
}

function* lead(record, { names }) {
  if (names.has("actors") && list(record.actors).length && !groups(record.actors).some(({ part }) => part === "lead")) {
    yield fault("lead-actor", ["actors"], "No organisation leads.", "Give one the part “lead”.");
  }
}

/* Whether a date or a part of one comes before another, as far as both are told. */
const before = (one, other) => String(one) < String(other).slice(0, String(one).length);

function* spans(record) {
  for (const [path, part] of [[[], record], ...groups(record.studies).map((study, index) => [["studies", index], study])]) {
    if (part.start && part.end && before(part.end, part.start)) yield fault("date-out-of-order", [...path, "end"], `It ends (${part.end}) before it starts (${part.start}).`, "Exchange or correct them.");
  }
}

function* milestones(record) {
  for (const [index, { date }] of groups(record.milestones).entries()) {
    const last = record.milestones[index - 1]?.date;
    if (last && date && before(date, last)) yield fault("date-out-of-order", ["milestones", index, "date"], `It stands after ${last}.`, "Put the milestones in the order of time.");
  }
}

function* days(record, { today }) {
  for (const name of ["created", "reviewed"]) {
    if (typeof record[name] === "string" && record[name] > today) yield fault("date-out-of-order", [name], `${record[name]} lies in the future.`, `Today is ${today}.`);
  }
  if (record.reviewed && record.created && record.reviewed < record.created) yield fault("date-out-of-order", ["reviewed"], `It was reviewed (${record.reviewed}) before it was begun (${record.created}).`, "Correct one of them.");
  for (const [index, { year }] of groups(record.citations).entries()) {
    if (year > Number(today.slice(0, 4))) yield fault("date-out-of-order", ["citations", index, "year"], `A source from ${year} lies in the future.`, `Today is ${today}.`);
  }
}

function* reviewDays(record, { today }) {
  const review = group(record.review);
  const begun = ["was begun", record.created];
  const sent = review.submitted ? ["was sent in", review.submitted] : begun;
  const steps = [
    [["review", "submitted"], "It was sent in", review.submitted, begun],
    ...groups(review.readings).map(({ date }, index) => [["review", "readings", index, "date"], "It was read", date, sent]),
    [["review", "published"], "It was published", review.published, sent],
    ...groups(record.lowered).map(({ date }, index) => [["lowered", index, "date"], "A label was lowered", date, begun]),
    ...groups(review.appeals).flatMap(({ date, ruling }, index) => [
      [["review", "appeals", index, "date"], "An appeal was made", date, begun],
      [["review", "appeals", index, "ruling", "date"], "An appeal was decided", ruling?.date, ["was objected to", date]],
    ]),
    [["withdrawn", "date"], "It was withdrawn", record.withdrawn?.date, begun],
  ];
  for (const [path, what, day, [step, earlier]] of steps) {
    if (typeof day !== "string") continue;
    if (day > today) yield fault("date-out-of-order", path, `${what} on ${day}, which lies in the future.`, `Today is ${today}.`);
    else if (typeof earlier === "string" && day < earlier) yield fault("date-out-of-order", path, `${what} on ${day}, before it ${step} (${earlier}).`, "Correct one of them.");
  }
}

function* trials(record) {
  const known = new Set(groups(record.studies).map(({ id }) => id));
  for (const [index, { id, same_trial_as: other }] of groups(record.studies).entries()) {
    if (other && (!known.has(other) || other === id)) yield fault("unknown-study", ["studies", index, "same_trial_as"], `There is no other study “${other}” in this record.`, "Write the key of the other study, or leave this empty.");
  }
}

function* withdrawal(record) {
  const told = record.withdrawn !== undefined && record.withdrawn !== null;
  if (record.status === "withdrawn" && !told) yield fault("withdrawn-without-reason", ["status"], "It is withdrawn and does not say why.", "Give the date and the reason under “Withdrawn”.");
  if (told && record.status !== "withdrawn") yield fault("withdrawn-without-reason", ["withdrawn"], `A reason for withdrawal stands beside the status “${record.status}”.`, "Set the status to withdrawn, or take the reason away.");
}

function* duties(record) {
  if (list(record.roles).includes("beacon") && !list(record.teaches).length) yield fault("beacon-without-duty", ["roles"], "A beacon without a teaching offer.", "Add what it teaches, with a source, or choose the role “documented”.");
}

function* pictures(record, { lists }) {
  const { known, free, named } = lists.licences;
  const seen = new Set();
  for (const [index, { file, alt, caption, licence }] of groups(record.images).entries()) {
    const at = (name) => ["images", index, name];
    const why = alt === undefined ? "" : FILE_NAME.test(said(alt)) ? "This is the name of a file."
      : bare(alt) === bare(caption) ? "It repeats the caption."
        : OF.test(said(alt)) ? `It begins “${said(alt).split(/\s+/).slice(0, 3).join(" ")}”, which listeners are told anyway.`
          : said(alt).split(/\s+/).length < 3 ? `It says only “${said(alt)}”.` : "";
    if (why) yield fault("picture-without-words", at("alt"), why, "Say in a sentence what somebody who does not see the picture should know.");
    if (known.includes(licence) && !free.includes(licence)) yield fault("picture-not-free", at("licence"), "This licence does not let everybody use the picture.", `Ask whose it is for one of ${named.join(", ")}, or leave the picture out.`);
    if (file && seen.has(file)) yield fault("picture-twice", at("file"), `“${file}” stands here a second time.`, "Keep one of the two.");
    seen.add(file);
    if (index === lists.pictures) yield fault("picture-twice", at("file"), `The record has more than ${lists.pictures} pictures.`, "Keep those that show most.");
  }
}

function* stakes(record, { names }) {
  for (const [index, { stake, tie }] of groups(group(record.review).readings).entries()) {
    const at = (name) => ["review", "readings", index, name];
    if (stake === "yes" && !tie) yield fault("undeclared-stake", at("stake"), "The reader has a stake and does not say which.", "Say it in a sentence beside it.");
    if (stake === "no" && tie) yield fault("undeclared-stake", at("tie"), "The reader has no stake and names one.", "Say that there is a stake, or take it away.");
  }
  if (group(record.review).submitted && names.has("conflict_of_interest") && !said(record.conflict_of_interest)) {
    yield { ...fault("undeclared-stake", ["conflict_of_interest"], "No word is said on ties to what the record tells of.", "Say which you have, or write: None declared."), keyword: "required" };
  }
}

/* A reported effect beside values that cannot both be right (generator/analysis/effect.py, contradiction). */
function* values(record, { rules, lists, isSound }) {
  if (!rules) return;
  for (const name of ["studies", "reviews"]) {
    for (const [number, study] of groups(record[name]).entries()) {
      for (const [index, outcome] of groups(study.outcomes).entries()) {
        const path = [name, number, "outcomes", index];
        const found = isSound(path) ? contradiction(rules, lists.rounding, outcome) : null;
        if (found) yield fault("effect-against-values", [...path, "reported", "value"], `The reported effect is ${change(found[0])}, and the values beside it give ${change(found[1])}.`, "Check both against the source, and which way the contrast is to be read.");
      }
    }
  }
}

export function contradiction(rules, rounding, outcome) {
  if (typeof outcome.reported?.value !== "number") return null;
  const stated = effectOf(rules, outcome);
  const own = effectOf(rules, alone(outcome));
  if (own.value === null || stated.value === null) return null;
  const [one, other] = [stated, own].map(({ scale, value }) => natural(scale, value));
  const least = ({ scale }) => rounding[scale] ?? 0;
  if (one * other < 0 && Math.abs(one) > least(stated) && Math.abs(other) > least(own)) return [stated, own];
  const alike = stated.scale === own.scale || [stated, own].every(({ scale }) => ["ratio", "percent"].includes(scale));
  if (!alike || outcome.reported.adjusted === "yes" || own.low === null || own.high === null) return null;
  const [low, high] = [own.low, own.high].map((end) => natural(own.scale, end));
  return one < low - least(own) || one > high + least(own) ? [stated, own] : null;
}

/* The outcome with its values only; without those of the comparison, if the figure leaves the comparison out. */
function alone({ reported: _reported, ...outcome }) {
  if (outcome.orientation !== "after_vs_before") return outcome;
  const own = (given) => given && Object.fromEntries(Object.entries(given).filter(([name]) => !name.startsWith("comparison_")));
  return { ...outcome, counts: own(outcome.counts), proportions: own(outcome.proportions), means: own(outcome.means) };
}

const SIGNED = { signDisplay: "always" };

function change({ scale, value }) {
  if (scale !== "ratio" && scale !== "percent") return `${value.toLocaleString("en", { ...SIGNED, maximumSignificantDigits: 3 })} ${scale}`;
  return `${(100 * (Math.exp(natural(scale, value)) - 1)).toLocaleString("en", { ...SIGNED, maximumFractionDigits: 0, useGrouping: false })}%`;
}
