/* The rating that a draft would earn, by the rules of the build, and what would lift it. */

import { make } from "./make.js";
import { rateDraft } from "./draft_rating.js";

/** Fetch the rules and give `show(record, kind, today)`, which draws the panel below `root` and gives what was rated. */
export async function ratingPanel(root, get) {
  const [rules, tables] = await Promise.all([get("how-we-rate/rules.json"), get("how-we-rate/tables.json")]);
  const panel = root.querySelector("[data-rating-panel]");
  const place = root.querySelector("[data-rating]");
  return (record, kind, today) => {
    const rated = rateDraft(rules, tables, record, today, { kind });
    panel.hidden = false;
    place.replaceChildren(...(rated.ratings.length ? rated.ratings.map((rating) => result(rules, rating)) : [make("p", {}, "None yet: it has no result with a figure and a source. A record without an evaluation is shown as “Not evaluated”, and that is no shame.")]), ...leftOut(rated.left_out.filter(({ path }) => path[0] === "studies")));
    return rated;
  };
}

function result(rules, { title, level, strength, direction, label, lift }) {
  const { name, mark, tone, meaning } = rules.names[label];
  return make("div", { className: "draft-rating" },
    make("p", {}, make("b", {}, title[0].toUpperCase() + title.slice(1))),
    make("p", {}, make("span", { className: `label label-${tone}` }, make("span", { className: "label-mark", "aria-hidden": "true" }, mark), ` ${name}`), " ", make("span", { className: `strength strength-${level}`, role: "img", "aria-label": `Strength E${level} of E5` })),
    make("p", { className: "range" }, `E${level} ${strength}, ${rules.directions[direction]}. ${meaning}`),
    lift ? make("p", { className: "range" }, make("b", {}, "What would lift it: "), `${lift.sentence} It would then be “${rules.names[lift.label].name}”, E${lift.level}.`) : null);
}

function leftOut(rows) {
  if (!rows.length) return [];
  return [make("details", {}, make("summary", {}, `Not rated yet: ${rows.length}`), make("ul", {}, ...rows.map(({ path, why }) => make("li", {}, `${path.filter((step) => typeof step === "string").join(" › ")} ${path.filter((step) => typeof step === "number").map((step) => step + 1).join(".")}: ${why}`))))];
}
