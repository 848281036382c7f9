/* The rating that a draft would earn, by the rules of the build, and what would lift it. */

import { make } from "./make.js";
import { rateDraft } from "./draft_rating.js";

/**
 * Fetch the rules and give `show(record, today)`, which draws the panel below `root` and gives what was rated. An approach that is
 * `opened` to be changed is rated with its published practices, as on its page. `told({ path, why })` puts what is not rated into the
 * words of the form.
 */
export async function ratingPanel(root, get, { kind, opened, told }) {
  const tried = kind === "approach" ? opened?.tried ?? [] : [];
  const [rules, tables, ...practices] = await Promise.all([get("how-we-rate/rules.json"), get("how-we-rate/tables.json"), ...tried.map((id) => get(`practices/${id}/record.json`))]);
  const panel = root.querySelector("[data-rating-panel]");
  const place = root.querySelector("[data-rating]");
  return (record, today) => {
    const rated = rateDraft(rules, tables, record, today, { id: opened?.id ?? "", kind, practices });
    panel.hidden = false;
    place.replaceChildren(
      ...(rated.ratings.length ? rated.ratings.map((rating) => result(rules, rating)) : [make("p", {}, NONE[kind])]),
      ...leftOut(rated.left_out.filter(({ path }) => path[0] === "studies" || path[0] === "reviews"), told),
      ...(kind === "approach" ? [make("p", { className: "range" }, also(tried.length))] : []),
    );
    return rated;
  };
}

const NONE = {
  practice: "None yet: it has no result with a figure and a source. A record without an evaluation is shown as “Not evaluated”, and that is no shame.",
  approach: "None yet: it has no review or study with a figure and a source.",
};

/* What the rating of an approach rests on besides the record itself. */
function also(tried) {
  if (!tried) return "Counted are its reviews and studies. Later the studies of published practices that name it count too.";
  return `Counted are its reviews and studies, and the studies of ${tried === 1 ? "the one published practice that names" : `the ${tried} published practices that name`} it.`;
}

function result(rules, { title, level, strength, direction, label, lift }) {
  const { name, mark, tone, meaning } = rules.names[label];
  return make("div", { className: "draft-rating" },
    make("p", {}, make("b", {}, title[0].toUpperCase() + title.slice(1))),
    make("p", {}, make("span", { className: `label label-${tone}` }, make("span", { className: "label-mark", "aria-hidden": "true" }, mark), ` ${name}`), " ", make("span", { className: `strength strength-${level}`, role: "img", "aria-label": `Strength E${level} of E5` })),
    make("p", { className: "range" }, `E${level} ${strength}, ${rules.directions[direction]}. ${meaning}`),
    lift ? make("p", { className: "range" }, make("b", {}, "What would lift it: "), `${lift.sentence}. It would then be “${rules.names[lift.label].name}”, E${lift.level}.`) : null);
}

function leftOut(rows, told) {
  if (!rows.length) return [];
  return [make("details", {}, make("summary", {}, `Not rated yet: ${rows.length}`), make("ul", {}, ...rows.map((row) => make("li", {}, told(row)))))];
}
