/* What the page of an approach will say, in the order of theme/pages/approach.html.jinja. */

import { count, group, groups, isNumber, number, text, texts, three } from "./draft_values.js";
import { element } from "./marks.js";
import { blocksOf, external, firstDays, head, items, lead, led, paragraph, ranged, results, reviewLine, section, sources, summary, wrong } from "./preview_parts.js";

export function approach(view, rated) {
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
