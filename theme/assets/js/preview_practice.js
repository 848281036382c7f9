/* What the page of a practice will say, in the order of theme/pages/practice.html.jinja. */

import { COSTS, day, group, groups, isNumber, number, PARTS, text, texts, three, upper } from "./draft_values.js";
import { element } from "./marks.js";
import { adopted, blocksOf, external, fact, firstDays, head, items, lead, led, notEvaluated, paragraph, pictures, ranged, results, reviewLine, scoped, section, sources, summary, where, wrong } from "./preview_parts.js";

export function practice(view, rated) {
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

function problem(view) {
  const { statement, diagnosis } = group(view.record.problem);
  return section("", "The problem", view.text(statement), text(diagnosis) && [lead("How the place found out"), view.text(diagnosis)]);
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

function conditions(view) {
  const { helped, hindered } = group(view.record.conditions);
  if (!texts(helped).length && !texts(hindered).length) return null;
  return section("", "What helped and hindered", led(view, "Helped", helped), led(view, "Hindered", hindered));
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
