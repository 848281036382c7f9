/* The preview: what the page of a draft would say, drawn by preview.js with the names of what it points at. */

import { preview } from "./preview.js";

const KINDS = ["place", "measure", "practice", "approach", "partner", "indicator"];

/** Give `show(record, text, rated)`, which draws the preview below `root`. */
export async function previewPanel(root, { kind, form, context, get, limits: { review }, today }) {
  const place = root.querySelector("[data-previewed]");
  const named = async (name) => [name, new Map((await context.list(name)).map(([id, title]) => [id, title]))];
  const [rules, ...lists] = await Promise.all([get("how-we-rate/rules.json"), ...KINDS.map(named)]);
  const terms = Object.fromEntries(Object.entries(form.vocabularies).map(([name, rows]) => [name, new Map(rows)]));
  const names = { ...Object.fromEntries(lists), terms, rules, review, today };
  return (record, text, rated) => place.replaceChildren(preview({ ...record, text }, kind, names, rated));
}
