/* What the page of a draft will say, in the order and look of theme/pages/practice.html.jinja, approach.html.jinja and
   city.html.jinja; a test lays it beside the pages of the library. A draft may be half filled: what is missing is left out or
   told as missing, and nothing throws. Whatever is typed is put in as text (marks.js). */

import { blocks, cites, context, element, line } from "./marks.js";
import { reviewed } from "./reviewed.js";

const HOW = new URL("../../how-we-review/", import.meta.url).href;

/**
 * The page of a record as a DocumentFragment. `kind` is practice, approach or city (with its story in `record.text`).
 * `names` holds maps from ids to titles by kind of record (`place`, `measure`, `theme`...), `terms` by vocabulary, and, when
 * labels are to be named, `rules` (how-we-rate/rules.json); for the line on its review `review` (of contribute/check.json) and
 * `today`. `rated` is what `beacon rate --format json` gives, or null.
 */
export function preview(record, kind, names = {}, rated = null) {
  const page = document.createDocumentFragment();
  page.append(...PAGES[kind](seen(record ?? {}, names), rated).flat(9).filter((part) => part && part !== true));
  return page;
}

const PAGES = { practice, approach, city };

/* A record with what its parts need: names for ids, numbers for sources, and texts that are texts. */
function seen(record, names) {
  const citations = groups(record.citations);
  const numbers = new Map(citations.map(({ id }, index) => [text(id), index + 1]));
  const about = context({ numbers, anchor: (key) => `#preview-source-${key}` });
  return {
    record,
    citations,
    rules: names.rules,
    review: names.review && reviewed(record, names.review, names.today, day),
    title: (kind, id) => names[kind]?.get(id) ?? text(id),
    term: (vocabulary, id) => names.terms?.[vocabulary]?.get(id) ?? (vocabulary === "themes" ? names.theme?.get(id) : undefined) ?? text(id),
    text: (value) => blocks(text(value), about),
    line: (value) => line(text(value), about),
    cites: (keys) => cites(texts(keys), about),
  };
}

/* Values of a draft, whatever it holds */

const text = (value) => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");
const list = (value) => (Array.isArray(value) ? value : []);
const texts = (value) => list(value).map(text).filter(Boolean);
const group = (value) => (typeof value === "object" && value !== null && !Array.isArray(value) ? value : {});
const groups = (value) => list(value).map(group);
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/* Words */

const THREE = { yes: "yes", no: "no", not_seen: "not seen in the sources read" };
const PARTS = { lead: "in charge", partner: "partner", funder: "funder", evaluator: "evaluation", opponent: "opponent" };
const COSTS = { per_year: " a year", saving: " saved" };
const READS = { full_text: "Read in full", abstract: "Read as abstract or landing page", secondary: "Known from another text that quotes it" };
const ROLES = {
  beacon: ["Beacon", "It teaches: it has a rated practice and offers others a way to learn."],
  pilot: ["Pilot", "Named by UN-Habitat as a pilot of its Safer Cities work."],
  member: ["Member", "Member of a network of safer cities."],
  documented: ["Documented", "Its story is told here; that is no award."],
};
const three = (value) => THREE[value] ?? THREE.not_seen;
const upper = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);

/* A number for readers: 1,234 or 0.48, as generator/pages/words.py writes it. */
function number(value) {
  const digits = Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : Math.abs(value) < 10 ? 2 : 1;
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: digits, roundingMode: "halfEven" }).format(value);
}

const count = (amount, one, many) => `${number(amount)} ${amount === 1 ? one : many}`;

const DAYS = { 4: { year: "numeric" }, 7: { year: "numeric", month: "long" }, 10: { year: "numeric", month: "long", day: "numeric" } };

/* "22 November 2026" from a date, or from 2008, 2008-03, 2008-03-21; what is none of them as it stands. */
function day(value) {
  const written = text(value);
  const found = new Date(`${written}-01-01`.slice(0, 10));
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(written) || Number.isNaN(found.getTime())) return written;
  return new Intl.DateTimeFormat("en-GB", { ...DAYS[written.length], timeZone: "UTC" }).format(found);
}

/* Pieces */

const section = (classes, heading, ...parts) => element("section", classes, element("h2", "", heading), ...parts);
const lead = (words) => element("p", "lead-in", words);
const fact = (name, value) => element("div", "", element("dt", "", name), element("dd", "", value));
const items = (view, values) => texts(values).length > 0 && element("ul", "", texts(values).map((one) => element("li", "", view.line(one))));
const led = (view, words, values) => texts(values).length > 0 && [lead(words), items(view, values)];
const ranged = (...parts) => element("p", "range", ...parts);
const paragraph = (view, value) => text(value) && element("p", "", view.line(value));

function head(view, kindWords, ...more) {
  const { record } = view;
  return element("header", "record-head", element("p", "kind", kindWords), element("h2", "preview-title", text(record.title) || "No title yet"), element("p", "claim", text(record.claim)), ...more);
}

const summary = (view) => element("div", "summary", view.text(view.record.summary));
const where = (view) => texts(view.record.places).map((id) => view.title("place", id)).join(" · ");

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
function results(view, rated, none) {
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
const notEvaluated = () => NO_EVALUATION.map((part) => (typeof part === "function" ? part() : part));

/* Sources */

function sources(view) {
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
const web = (url) => (/^https?:\/\/[^\s<>"'`{}|\\^]+$/.test(text(url)) ? url : "");

function outward(to, ...parts) {
  const made = element("a", "", ...parts);
  made.setAttribute("href", to);
  made.setAttribute("rel", "noopener");
  return made;
}

/* How it came to be published, as far as it did. */
function reviewLine(view) {
  if (!view.review) return null;
  const how = element("a", "", "How we review");
  how.setAttribute("href", HOW);
  return element("p", "note review", `${view.review} `, how);
}

/* Pictures: their words and terms, and the place where each will stand. */
function pictures(view) {
  return groups(view.record.images).map((one) => element(
    "figure", "photo",
    element("div", "photo-place", element("p", "", element("strong", "", `Picture ${text(one.file) || "without a file yet"}`), ". The file is not here; you add it to the proposal."), element("p", "", text(one.alt) ? ["For those who do not see it: ", text(one.alt)] : "What it shows is not said yet.")),
    element("figcaption", "", text(one.caption) && [view.line(one.caption), " "], element("span", "photo-terms", "Picture: ", web(one.source) ? outward(one.source, text(one.credit)) : text(one.credit) || "whose it is is not said yet", ", ", view.term("licences", text(one.licence)) || "no licence yet", ".")),
  ));
}

/* The practice */

function practice(view, rated) {
  const { record } = view;
  return [
    head(view, [upper(text(record.kind)), " · ", where(view)], element("div", "verdict", facts(view))),
    summary(view),
    pictures(view),
    section("", "What changed", ...[results(view, rated, notEvaluated())].flat(), announced(view)),
    (groups(record.external_ratings).length > 0) && section("", "What is known", lead("How others rate it"), external(view)),
    problem(view),
    done(view),
    text(record.mechanism) && section("", "How it is thought to work", view.text(record.mechanism)),
    costs(view),
    conditions(view),
    wrong(view),
    section("", "What we cannot say", items(view, record.limits) || element("p", "", "No limit yet. Every record has limits.")),
    people(view),
    elsewhere(view),
    groups(record.studies).length > 0 && section("", "The studies", groups(record.studies).map((study) => studied(view, study))),
    sources(view),
    reviewLine(view),
  ];
}

function facts(view) {
  const { record } = view;
  const end = text(record.end) ? ` to ${day(record.end)}` : record.still_running === "yes" ? ", still running" : "; end not known";
  const approaches = texts(record.approaches).map((id) => view.title("approach", id));
  return element(
    "dl", "facts",
    fact("When", text(record.start) ? `${day(record.start)}${end}` : "not known"),
    fact("For whom", texts(record.for_whom).map((id) => view.term("target-groups", id)).join(", ") || "not stated"),
    fact("Themes", texts(record.themes).map((id) => view.term("themes", id)).join(", ")),
    approaches.length > 0 && fact("Approach", approaches.join(", ")),
    fact("Last read against its sources", text(record.reviewed) ? day(record.reviewed) : "not yet"),
  );
}

function announced(view) {
  const plans = groups(view.record.planned_evaluations);
  if (!plans.length) return null;
  const told = plans.flatMap((plan, index) => [index ? "; " : "", `${view.term("evaluation-designs", text(plan.design))} on ${view.title("measure", text(plan.measure))}, due ${day(plan.due)} `, view.cites(plan.cite)]);
  return element("p", "", "Announced: ", told, ". The result is entered when due, also when it is null.");
}

function external(view) {
  return element("ul", "", groups(view.record.external_ratings).map((one) => element("li", "", element("strong", "", text(one.body)), `: ${text(one.rating)}${text(one.date) && ` (${day(one.date)})`} `, view.cites(one.cite), text(one.note) && [" ", view.line(one.note)])));
}

function problem(view) {
  const { statement, diagnosis } = group(view.record.problem);
  return section("", "The problem", view.text(statement), text(diagnosis) && [lead("How the place found out"), view.text(diagnosis)]);
}

function blocksOf(view) {
  return element("dl", "blocks", groups(view.record.components).map((one) => [element("dt", "", text(one.title)), element("dd", "", view.line(one.text))]));
}

function done(view) {
  const { record } = view;
  const scale = groups(record.scale).filter(({ value }) => isNumber(value));
  return section(
    "", "What was done",
    blocksOf(view),
    paragraph(view, record.dates_note),
    scale.length > 0 && element("ul", "", scale.map((one) => element("li", "", `${text(one.what)}: ${number(one.value)} ${text(one.unit)} `, view.cites(one.cite)))),
    lead("Who did it"),
    element("ul", "actors", groups(record.actors).map((one) => element("li", "", element("strong", "", text(one.name)), `, ${PARTS[one.part] ?? "part not said"} `, view.cites(one.cite)))),
    institution(view),
  );
}

function institution(view) {
  const found = group(view.record.institution);
  const budget = text(found.budget_line) || "not_seen";
  if (!text(found.legal_basis) && !text(found.owning_office) && !text(found.note) && budget === "not_seen") return null;
  return [
    lead("What holds it up"),
    element(
      "dl", "facts",
      text(found.legal_basis) && fact("Legal basis", view.line(found.legal_basis)),
      text(found.owning_office) && fact("Owning office", text(found.owning_office)),
      fact("Own budget line", three(budget)),
      isNumber(found.years_since_outside_funding) && fact("Years since outside funding", number(found.years_since_outside_funding)),
    ),
    paragraph(view, found.note),
  ];
}

function costs(view) {
  const { record } = view;
  const found = groups(record.costs);
  const sum = ({ currency, amount, amount_high: high, kind }) => `${text(currency)} ${isNumber(amount) ? number(amount) : "…"}${isNumber(high) ? `–${number(high)}` : ""}${COSTS[kind] ?? ""}`;
  const row = (one) => element("tr", "", element("td", "", text(one.what), " ", view.cites(one.cite), text(one.note) && [element("br", ""), element("span", "range", view.line(one.note))]), element("td", "num", sum(one)), element("td", "", isNumber(one.year) ? one.year : "year not stated"));
  const heads = [["What it bought", ""], ["Sum", "num"], ["Year", ""]].map(([words, classes]) => scoped("col", classes, words));
  return section(
    "", "What it cost",
    found.length > 0 && element("div", "table-scroll", element("table", "data", element("thead", "", element("tr", "", heads)), element("tbody", "", found.map(row)))),
    paragraph(view, record.cost_note) || (!found.length && element("p", "", "Not known: no source we read gives a cost.")),
  );
}

function scoped(scope, classes, words) {
  const made = element("th", classes, words);
  made.scope = scope;
  return made;
}

function conditions(view) {
  const { helped, hindered } = group(view.record.conditions);
  if (!texts(helped).length && !texts(hindered).length) return null;
  return section("", "What helped and hindered", led(view, "Helped", helped), led(view, "Hindered", hindered));
}

function wrong(view) {
  const none = () => element("p", "", "The sources we read report no failure. That does not mean there was none.");
  return section("wrong", "What went wrong", items(view, view.record.went_wrong) || none(), led(view, "Where sources disagree", view.record.disagreements));
}

function people(view) {
  const found = group(view.record.equity);
  const parts = [led(view, "Gain", found.gains), led(view, "May lose", found.loses), led(view, "Safeguards", found.safeguards), paragraph(view, found.participation)];
  return parts.some(Boolean) && section("", "Who gains, who may lose", ...parts);
}

function elsewhere(view) {
  const { record } = view;
  const parts = [
    items(view, record.transfer),
    groups(record.adoptions).length > 0 && [lead("Who took it up"), adopted(view)],
    firstDays(view),
    led(view, "Powers needed", record.powers_needed),
    led(view, "Signs to stop or change course", record.stop_signs),
  ];
  return parts.some(Boolean) && section("", "Taking it elsewhere", ...parts);
}

function firstDays(view) {
  const found = items(view, view.record.first_90_days);
  return found && [element("h3", "", "The first 90 days"), ranged("Our advice, from what the sources tell."), found];
}

function adopted(view) {
  return element("ul", "", groups(view.record.adoptions).map((one) => element("li", "", element("strong", "", text(one.name)), ".", text(one.changed) && [" ", view.line(one.changed)], " ", text(one.result) ? view.line(one.result) : "What came of it was not seen.", " ", view.cites(one.cite))));
}

function studied(view, study) {
  const { record } = view;
  const when = text(study.start) && `, ${day(study.start)}`;
  const until = text(study.end) && text(study.end) !== text(study.start) ? ` to ${day(study.end)}` : "";
  return element(
    "div", "study",
    element("h3", "", text(study.title)),
    element("p", "", `${view.term("evaluation-designs", text(study.design))}${when}${until} `, view.cites(study.cite)),
    paragraph(view, study.sample),
    text(study.comparison) && element("p", "", "Compared with: ", view.line(study.comparison)),
    element(
      "dl", "facts facts-small",
      fact("Evaluated by others than those who ran it", three(study.independent)),
      fact("Comparison shown to be alike", three(study.comparison_alike)),
      record.place_bound === "yes" && fact("Looked whether harm moved next door", three(study.displacement_checked)),
      isNumber(study.follow_up_months) && fact("Followed for", `${number(study.follow_up_months)} months`),
    ),
    paragraph(view, study.displacement),
    items(view, study.findings),
    text(study.note) && ranged(view.line(study.note)),
  );
}

/* The approach */

function approach(view, rated) {
  const { record } = view;
  const { helped, hindered } = group(record.conditions);
  return [
    head(view, "Approach · evidence from many places"),
    summary(view),
    section("", "What the evidence says", ...[results(view, rated, ["No pooled result was found."])].flat()),
    groups(record.external_ratings).length > 0 && section("", "What is known", lead("How others rate it"), external(view)),
    section("", "What it is", view.text(record.what), groups(record.components).length > 0 && blocksOf(view), text(record.mechanism) && [lead("How it is thought to work"), view.text(record.mechanism)]),
    section("", "Reviews and studies", groups(record.reviews).map((one) => pooled(view, one)), groups(record.studies).map((one) => looked(view, one))),
    section(
      "", "Doing it well",
      view.text(record.implementation), led(view, "For whom and where", record.moderators), led(view, "Helped", helped), led(view, "Hindered", hindered),
      text(record.economics) ? [lead("Cost and value"), view.text(record.economics)] : element("p", "", "Cost and value: not seen in the sources read."),
      led(view, "Taking it elsewhere", record.transfer), firstDays(view), led(view, "Signs to stop or change course", record.stop_signs),
    ),
    wrong(view),
    section("", "What we cannot say", items(view, record.limits) || element("p", "", "No limit yet. Every record has limits.")),
    sources(view),
    reviewLine(view),
  ];
}

function pooled(view, one) {
  const drawn = isNumber(one.randomised) ? `, ${number(one.randomised)} drawn by lot` : "";
  const held = isNumber(one.studies) ? `${count(one.studies, "study", "studies")}${drawn}. ` : "";
  const countries = texts(one.countries).length ? `Countries: ${texts(one.countries).join(", ")}. ` : "";
  return element(
    "div", "study",
    element("h3", "", text(one.title)),
    element("p", "", held, text(one.search_until) && `Searched until ${text(one.search_until)}. `, countries, view.cites(one.cite)),
    ranged(`Searched systematically: ${three(one.systematic)}. Pooled: ${three(one.pooled)}.`),
    paragraph(view, one.quality), items(view, one.findings), text(one.note) && ranged(view.line(one.note)),
  );
}

function looked(view, one) {
  const places = texts(one.places).map((id) => view.title("place", id)).join(", ");
  return element("div", "study", element("h3", "", text(one.title)), element("p", "", `${view.term("evaluation-designs", text(one.design))}${places && `, ${places}`} `, view.cites(one.cite)), paragraph(view, one.sample), items(view, one.findings), text(one.note) && ranged(view.line(one.note)));
}

/* The city */

function city(view) {
  const { record } = view;
  const roles = texts(record.roles).filter((role) => Object.hasOwn(ROLES, role));
  return [
    head(view, view.title("place", record.place), element("p", "", roles.map((role) => [element("span", "label label-plain", ROLES[role][0]), " ", element("span", "range", ROLES[role][1]), " "]))),
    summary(view),
    pictures(view),
    section("", "Milestones", element("ol", "milestones", groups(record.milestones).map((one) => element("li", "", timed(one.date), element("span", "", view.line(one.text)))))),
    element("div", "story", view.text(record.text)),
    section("", "Its practices", texts(record.practices).length > 0 ? element("ul", "", texts(record.practices).map((id) => element("li", "", view.title("practice", id)))) : element("p", "", "No practice of this city has a record in the library yet."), texts(record.indicators).length > 0 && element("p", "", `Figures for this city: ${texts(record.indicators).map((id) => view.title("indicator", id)).join(", ")}.`)),
    section("wrong", "What is still done badly", items(view, record.does_badly) || element("p", "", "Nothing yet. Every story has its failures.")),
    learning(view),
    sources(view),
    reviewLine(view),
  ];
}

function timed(value) {
  const made = element("time", "", day(value));
  if (day(value) !== text(value) || /^\d{4}$/.test(text(value))) made.dateTime = text(value);
  return made;
}

function learning(view) {
  const { record } = view;
  const taught = groups(record.teaches);
  const one = (each) => [`${upper(text(each.kind).replaceAll("_", " "))}: `, web(each.url) ? outward(each.url, text(each.title)) : text(each.title), isNumber(each.year) && ` (${each.year})`, " ", view.cites(each.cite)];
  return section(
    "", "Learning from this city",
    taught.length > 0 ? element("ul", "", taught.map((each) => element("li", "", ...one(each)))) : element("p", "", "No manual, course or visit with a source is known to us."),
    groups(record.adoptions).length > 0 && [lead("Who took it up"), adopted(view)],
    texts(record.networks).length > 0 && element("p", "", `Networks: ${texts(record.networks).map((id) => view.title("partner", id)).join(", ")}.`),
    contact(record.contact),
  );
}

function contact(given) {
  const { office, email, phone, url } = group(given);
  if (!text(office)) return null;
  const mail = /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text(email)) && outward(`mailto:${email}`, email);
  return element("p", "", `Whom to ask: ${text(office)}`, mail && [", ", mail], text(phone) && `, ${text(phone)}`, web(url) && [", ", outward(url, "its page")], ".");
}
