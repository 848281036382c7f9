/* What the page of a draft will say, in the order and look of theme/pages/practice.html.jinja, approach.html.jinja and
   city.html.jinja; a test lays it beside the pages of the library. A draft may be half filled: what is missing is left out or
   told as missing, and nothing throws. Whatever is typed is put in as text (marks.js). */

import { day, groups, text, texts } from "./draft_values.js";
import { blocks, cites, context, line } from "./marks.js";
import { approach } from "./preview_approach.js";
import { city } from "./preview_city.js";
import { practice } from "./preview_practice.js";
import { reviewed } from "./reviewed.js";

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
