/* What the page of a city will say, in the order of theme/pages/city.html.jinja. */

import { day, group, groups, isNumber, ROLES, text, texts, upper } from "./draft_values.js";
import { element } from "./marks.js";
import { adopted, head, items, lead, outward, pictures, reviewLine, section, sources, summary, web } from "./preview_parts.js";

export function city(view) {
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
