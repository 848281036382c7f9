/* Parts that the previews of several kinds of record share: headings and lists, results, sources, pictures, the review. */

import { day, groups, isNumber, list, READS, text, texts, upper } from "./draft_values.js";
import { element } from "./marks.js";

const HOW = new URL("../../how-we-review/", import.meta.url).href;

/* Pieces */

export const section = (classes, heading, ...parts) => element("section", classes, element("h2", "", heading), ...parts);
export const lead = (words) => element("p", "lead-in", words);
export const fact = (name, value) => element("div", "", element("dt", "", name), element("dd", "", value));
export const items = (view, values) => texts(values).length > 0 && element("ul", "", texts(values).map((one) => element("li", "", view.line(one))));
export const led = (view, words, values) => texts(values).length > 0 && [lead(words), items(view, values)];
export const ranged = (...parts) => element("p", "range", ...parts);
export const paragraph = (view, value) => text(value) && element("p", "", view.line(value));

export function head(view, kindWords, ...more) {
  const { record } = view;
  return element("header", "record-head", element("p", "kind", kindWords), element("h2", "preview-title", text(record.title) || "No title yet"), element("p", "claim", text(record.claim)), ...more);
}

export const summary = (view) => element("div", "summary", view.text(view.record.summary));
export const where = (view) => texts(view.record.places).map((id) => view.title("place", id)).join(" · ");

export function external(view) {
  return element("ul", "", groups(view.record.external_ratings).map((one) => element("li", "", element("strong", "", text(one.body)), `: ${text(one.rating)}${text(one.date) && ` (${day(one.date)})`} `, view.cites(one.cite), text(one.note) && [" ", view.line(one.note)])));
}

export function blocksOf(view) {
  return element("dl", "blocks", groups(view.record.components).map((one) => [element("dt", "", text(one.title)), element("dd", "", view.line(one.text))]));
}

export function scoped(scope, classes, words) {
  const made = element("th", classes, words);
  made.scope = scope;
  return made;
}

export function wrong(view) {
  const none = () => element("p", "", "The sources we read report no failure. That does not mean there was none.");
  return section("wrong", "What went wrong", items(view, view.record.went_wrong) || none(), led(view, "Where sources disagree", view.record.disagreements));
}

export function firstDays(view) {
  const found = items(view, view.record.first_90_days);
  return found && [element("h3", "", "The first 90 days"), ranged("Our advice, from what the sources tell."), found];
}

export function adopted(view) {
  return element("ul", "", groups(view.record.adoptions).map((one) => element("li", "", element("strong", "", text(one.name)), ".", text(one.changed) && [" ", view.line(one.changed)], " ", text(one.result) ? view.line(one.result) : "What came of it was not seen.", " ", view.cites(one.cite))));
}

/* Results */

/* A label as pages show it: with its mark and its words, so that it is told apart without colour. */
function label(view, name) {
  const word = view.rules?.names?.[name] ?? { name: upper(name.replaceAll("_", " ")), mark: "", tone: "open", meaning: "" };
  const made = element("span", `label label-${word.tone}`, hidden("label-mark", word.mark), " ", word.name);
  if (word.meaning) made.title = word.meaning;
  return made;
}

function hidden(classes, mark) {
  const made = element("span", classes, mark);
  made.setAttribute("aria-hidden", "true");
  return made;
}

function strength({ level, strength: said }) {
  const made = element("span", `strength strength-${Number(level)}`);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", `Strength E${level} of E5: ${said}`);
  return made;
}

const TIERS = [["harm", "Harm"], ["fear", "Fear and perception"], ["step", "Steps on the way"], ["output", "Things done"]];

/* What the ratings say; without them, which outcomes there are to be rated. */
export function results(view, rated, none) {
  const ratings = list(rated?.ratings);
  if (ratings.length) {
    return TIERS.map(([tier, heading]) => {
      const found = ratings.filter((one) => one.tier === tier);
      return found.length > 0 && [lead(heading), element("ul", "", found.map((one) => element("li", "", rating(view, one))))];
    });
  }
  const outcomes = [...groups(view.record.reviews), ...groups(view.record.studies)].flatMap((study) => groups(study.outcomes));
  if (!outcomes.length) return element("p", "", ...none);
  const told = (one) => [element("strong", "", upper(view.title("measure", text(one.measure)) || "No measure yet")), ": ", text(one.label), text(one.contrast) && [". ", view.line(one.contrast)], " ", view.cites(one.cite)];
  return [element("ul", "", outcomes.map((one) => element("li", "", ...told(one)))), ranged("Not rated yet. The label is computed when the facts above are complete.")];
}

function rating(view, one) {
  const first = list(one.outcomes).find((outcome) => outcome.counts) ?? list(one.outcomes)[0];
  return [
    element("strong", "", upper(text(one.title))), first && [": ", text(first.effect?.words)], " ", label(view, text(one.label)), " ", strength(one), " ", element("span", "range", text(one.strength)),
    first && element("p", "contrast", view.line(first.contrast)),
  ];
}

const NO_EVALUATION = ["No published evaluation of its effect on harm or fear was found. That is not a verdict against it: ", () => element("strong", "", "it is not yet known"), " whether it works."];
export const notEvaluated = () => NO_EVALUATION.map((part) => (typeof part === "function" ? part() : part));

/* Sources */

export function sources(view) {
  const { citations } = view;
  if (!citations.length) return section("sources", "Sources", element("p", "", "No source yet. Every record needs one."));
  return section("sources", "Sources", element("ol", "", citations.map((citation) => source(citation))));
}

function source({ id, title, authors, year, publisher, doi, url, read, supports, note }) {
  const when = isNumber(year) ? year : "";
  const to = web(url) || (/^10\.[0-9]{4,9}\/\S+$/.test(text(doi)) ? `https://doi.org/${doi}` : "");
  const named = element("cite", "", text(title));
  const made = element(
    "li", "",
    text(authors) && `${text(authors)}${when && ` (${when})`}. `, to ? outward(to, named) : named, ". ",
    `${text(publisher)}${when && !text(authors) ? `, ${when}` : ""}.${text(doi) && ` doi:${text(doi)}.`} `,
    element("span", `read read-${Object.hasOwn(READS, text(read)) ? read : "secondary"}`, `${READS[read] ?? "How it was read is not said"}${to ? "" : "; no address of the publisher known to us"}.`),
    element("details", "", element("summary", "", "What it says, in our words"), element("p", "", text(supports)), text(note) && element("p", "", text(note))),
  );
  made.id = `preview-source-${text(id)}`;
  return made;
}

/* Only an address on the web is one. */
export const web = (url) => (/^https?:\/\/[^\s<>"'`{}|\\^]+$/.test(text(url)) ? url : "");

export function outward(to, ...parts) {
  const made = element("a", "", ...parts);
  made.setAttribute("href", to);
  made.setAttribute("rel", "noopener");
  return made;
}

/* How it came to be published, as far as it did. */
export function reviewLine(view) {
  if (!view.review) return null;
  const how = element("a", "", "How we review");
  how.setAttribute("href", HOW);
  return element("p", "note review", `${view.review} `, how);
}

/* Pictures: their words and terms, and the place where each will stand. */
export function pictures(view) {
  return groups(view.record.images).map((one) => element(
    "figure", "photo",
    element("div", "photo-place", element("p", "", element("strong", "", `Picture ${text(one.file) || "without a file yet"}`), ". The file is not here; you add it to the proposal."), element("p", "", text(one.alt) ? ["For those who do not see it: ", text(one.alt)] : "What it shows is not said yet.")),
    element("figcaption", "", text(one.caption) && [view.line(one.caption), " "], element("span", "photo-terms", "Picture: ", web(one.source) ? outward(one.source, text(one.credit)) : text(one.credit) || "whose it is is not said yet", ", ", view.term("licences", text(one.licence)) || "no licence yet", ".")),
  ));
}
