/* Every rule that the form can tell of beyond the schema: on sources, on texts, and on what the record says as a whole. What needs other
   records or the files of pictures is left to the check of a proposal; a test names which. Nothing here knows the page. */

import { checkSense } from "./sense_check.js";
import { checkSources, walk } from "./source_check.js";
import { textRules } from "./text_check.js";

/**
 * A check for records of one kind, whose `fields` are described in form.json, with the lists of contribute/check.json:
 * `check(record, { story, today, rules, faults })` gives [{ path, keyword, rule, message, hint }]. `faults` are those that the schema found
 * before: what does not keep it is not looked at as a figure.
 */
export function recordCheck(fields, lists) {
  const texts = textRules(lists);
  const names = new Set(fields.map(({ name }) => name));
  return (record, { story = "", today, rules = null, faults = [] }) => {
    const leaves = [...walk(fields, record)];
    const isSound = (path) => !faults.some((fault) => path.every((step, at) => fault.path[at] === step));
    const prose = leaves.filter(({ field, value }) => field.words && typeof value === "string");
    const found = [
      ...checkSources(leaves, record, story, lists.advice),
      ...prose.flatMap((leaf) => [...texts.field(leaf)].map((fault) => ({ ...fault, path: leaf.path }))),
      ...[...texts.story(story)].map((fault) => ({ ...fault, path: ["story"] })),
      ...checkSense(record, { names, today, lists, rules, isSound }),
    ];
    return found.map((fault) => ({ keyword: fault.rule, ...fault }));
  };
}
