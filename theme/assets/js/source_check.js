/* What a draft says against its own sources: the rules of generator/checks/figures.py and references.py that need nothing but
   the record. A test compares the two over records with many faults. Nothing here knows the page. */

const GROUP = /\[(@[a-z0-9-]+(?:;\s*@[a-z0-9-]+)*)(?:;\s*(computed))?\]/g;
const MONTH = "January|February|March|April|May|June|July|August|September|October|November|December";
const EXEMPT = new RegExp([
  GROUP.source,
  String.raw`\]\([^)\s]*\)`,
  String.raw`https?://\S+`,
  String.raw`\b\d{1,2}(?:\s?(?:-|–|to|and)\s?\d{1,2})?\s(?:${MONTH})\b`,
  String.raw`\b(?:${MONTH})\s\d{1,2}\b(?!\d)`,
  String.raw`\b(?:19|20)\d\d(?:[/–-](?:\d\d|(?:19|20)\d\d))?(?:s\b)?(?![\d,.]\d|\s?(?:%|percent|people|cases|streets))\b`,
  String.raw`\b[A-Z]{2,}[a-z]*-\d+\b`,
].join("|"), "g");
const NUMBER = String.raw`\d{1,2}:\d\d|\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+`;
const WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const SCALE = { hundred: 2, thousand: 3, million: 6, billion: 9 };
const SCALED = new RegExp(`(${NUMBER})\\s+(${Object.keys(SCALE).join("|")})`, "gi");
const SENTENCE = /(?<=[.!?])\s+(?=["'“([A-Z0-9])|\n\s*\n|\n(?=\s*[-*] )/;
const LIST_NUMBER = /^[ \t]*(\d{1,9})[.)][ \t]+/;
/** What is wrong with the sources of a record, whose values are `leaves` (walk below) and whose story is a text behind it:
    [{ path, rule, message, hint }]. The path of a fault in the story is ["story"]. `advice`: the fields that hold our own. */
export function checkSources(leaves, record, story, advice) {
  const found = [];
  const tell = (rule, path, message, hint) => found.push({ path, rule, message, hint });
  const citations = list(record.citations);
  const supports = new Map(citations.filter((each) => each?.id).map((each) => [each.id, figuresSupported(`${each.supports ?? ""} ${each.year ?? ""}`)]));
  const sentences = leaves.filter(({ field, path }) => field.words && path[0] !== "citations").flatMap((leaf) => split(leaf.value).map((sentence) => [leaf, sentence]));
  const told = story.replace(/^```.*?^```/gms, "").split(/\n\s*\n/).flatMap((part) => split(part)).map((sentence) => [{ path: ["story"], field: { markdown: true }, cites: [] }, sentence]);
  const used = new Set();

  for (const { field, path, value } of leaves) {
    if (field.widget === "citation") {
      used.add(value);
      if (!supports.has(value)) tell("unknown-citation", path, `There is no source with the key “${value}”.`, "Choose one of your sources, or add it.");
    }
  }
  for (const [leaf, { text, cites, computed, figures }] of [...sentences, ...told]) {
    const plain = leaf.field.words && !leaf.field.markdown;
    for (const key of cites) {
      used.add(key);
      if (!supports.has(key)) tell("unknown-citation", leaf.path, `There is no source with the key “${key}”.`, "Choose one of your sources, or add it.");
    }
    if (figures.length && !cites.length && !leaf.cites.length && !plain && !advice.includes(leaf.path[0]) && supports.size) {
      tell("figure-without-source", leaf.path, `The figure ${say(figures[0])} has no source in the sentence ${beginning(text)}.`, "Type [@ before its full stop and choose the source.");
    }
    const keys = cites.length ? cites : leaf.cites.length ? leaf.cites : plain ? [...supports.keys()] : [];
    if (computed || !keys.length || keys.some((key) => !supports.has(key))) continue;
    for (const figure of figures) {
      if (keys.some((key) => supports.get(key).has(figure))) continue;
      const where = cites.length || leaf.cites.length ? keys.map((key) => `@${key}`).join(", ") : "any of your sources";
      tell("figure-not-in-source", leaf.path, `The figure ${say(figure)} of the sentence ${beginning(text)} does not stand in “What it says” of ${where}.`, "Correct it, note there what the source says, or mark it [@key; computed].");
    }
  }
  for (const { field, path, value, cites, turned } of leaves) {
    if (!field.stated || typeof value !== "number" || turned) continue;
    const known = cites.filter((key) => supports.has(key));
    if (known.length && !known.some((key) => supports.get(key).has(Math.abs(value)))) {
      tell("figure-not-in-source", path, `The figure ${value} does not stand in “What it says” of ${known.map((key) => `@${key}`).join(", ")}.`, "Correct it, or note there what the source says.");
    } else if (!cites.length) tell("figure-not-in-source", path, `The figure ${value} has no source.`, "Name its source in the field “Sources” beside it.");
  }
  citations.forEach((each, index) => {
    if (each?.id && !used.has(each.id)) tell("citation-never-used", ["citations", index, "id"], `Nothing rests on the source “${each.id}”.`, `Write [@${each.id}] in the sentence that rests on it, or take the source away.`);
  });
  return found;
}

const list = (value) => (Array.isArray(value) ? value : []);
const say = (figure) => (typeof figure === "string" ? figure : figure.toLocaleString("en", { maximumFractionDigits: 20, useGrouping: false }));
const beginning = (text) => `“${text.trim().split(/\s+/).slice(0, 6).join(" ")} …”`;

/** Every value of a record with its field, its path, the sources its group cites, and whether it was turned round by us. */
export function* walk(fields, group, path = [], cites = [], turned = false) {
  if (group === null || typeof group !== "object") return;
  const own = list(group.cite).length ? group.cite : cites;
  const around = turned || Boolean(group.inverted);
  for (const field of fields) {
    const value = group[field.name];
    if (value === undefined || value === null || (value === "" && !field.words)) continue;
    const each = field.repeated && Array.isArray(value) ? value.map((item, index) => [item, [...path, field.name, index]]) : [[value, [...path, field.name]]];
    for (const [item, at] of each) {
      if (field.widget === "group") yield* walk(field.fields, item, at, own, around);
      else yield { field, path: at, value: item, cites: own, turned: around };
    }
  }
}

/** The sentences of a text: what each says, the keys it cites, whether its figures are computed, and those figures. */
export function split(text) {
  if (typeof text !== "string") return [];
  return unnumbered(text).split(SENTENCE).map((part) => {
    const groups = [...part.matchAll(GROUP)];
    return {
      text: part,
      cites: groups.flatMap(([, keys]) => keys.split(";").map((key) => key.trim().slice(1))),
      computed: groups.some(([, , computed]) => computed),
      figures: stated(part),
    };
  });
}

/* Dashes for the numbers of lists, which begin with 1 within a paragraph. */
function unnumbered(text) {
  let fresh = true;
  let inList = false;
  return text.split("\n").map((line) => {
    const item = LIST_NUMBER.exec(line);
    const listed = item && (fresh || inList || item[1] === "1");
    if (listed) inList = true;
    fresh = !line.trim();
    inList &&= !fresh;
    return listed ? `- ${line.slice(item[0].length)}` : line;
  }).join("\n");
}

function stated(text) {
  const bare = text.replace(EXEMPT, " ");
  const scaled = new Map([...bare.matchAll(SCALED)].map((found) => [found.index, found[2]]));
  return [...bare.matchAll(new RegExp(NUMBER, "g"))].map((found) => figure(found[0], scaled.get(found.index)));
}

/** Every number that a source states, in digits or, up to twelve, in words. */
export function figuresSupported(text) {
  return new Set([
    ...[...text.matchAll(new RegExp(NUMBER, "g"))].map(([token]) => figure(token)),
    ...[...text.matchAll(new RegExp(`\\b(${WORDS.join("|")})\\b`, "gi"))].map(([word]) => WORDS.indexOf(word.toLowerCase())),
    ...[...text.matchAll(SCALED)].map(([, token, word]) => figure(token, word)),
  ]);
}

function figure(token, scale) {
  if (token.includes(":")) return token;
  return Number(`${token.replace(/[,\u202f\u00a0]/g, "")}e${scale ? SCALE[scale.toLowerCase()] : 0}`);
}
