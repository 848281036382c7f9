/* A record as the text of its file: fields in the order of the schema, in the style that `beacon fmt` gives (generator/style.py);
   a test compares the two. Whatever a text holds, the strict reader (generator/reading/strict_yaml.py) reads the same back.
   Nothing here knows the page. */

import { filled } from "./schema_check.js";

const WIDTH = 120;
const SHORT = 30;

/** The YAML of a record. `named` is the path of its schema, for its first line. Throws Unwritable for what no file may hold. */
export function yaml(record, schema, named = "") {
  const head = named ? [`# yaml-language-server: $schema=${named}`] : [];
  return `${[...head, ...mapping(defined(record), { root: schema, node: schema }, 0)].join("\n")}\n`;
}

/** A story: its front matter, and its text below. */
export function markdown(front, text, schema) {
  const story = text.replaceAll("\r\n", "\n").replace(/^\s*\n|\s+$/g, "");
  const odd = CONTROL.exec(story);
  if (odd) throw new Unwritable(odd[0]);
  return `---\n${yaml(front, schema)}---\n\n${story}\n`;
}

/** The path of the schema that the first line of a record names, as seen from its file. */
export const schemaOf = (kind, path) => `${"../".repeat(path.split("/").length - 1)}.beacon/schemas/${kind}.schema.json`;

/** A record without fields that say nothing: empty texts, lists and groups, at every depth. False and zero say something. */
export function withoutEmpty(value) {
  if (Array.isArray(value)) return value.map(withoutEmpty).filter(says);
  if (!isGroup(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, withoutEmpty(inner)])
      .filter(([, inner]) => says(inner)),
  );
}

/** A text with a control sign or half a character, or a number that is none: neither may stand in a file. */
export class Unwritable extends Error {
  constructor(value) {
    const code = typeof value === "string" ? `U+${value.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` : String(value);
    super(typeof value === "string" ? `the invisible character ${code}` : `${code} is not a number`);
    this.name = "Unwritable";
  }
}

/* A record without what was never given. */
function defined(value) {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(defined);
  if (!isGroup(value)) return value;
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(given.map(([key, inner]) => [key, defined(inner)]));
}

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isScalar = (value) => typeof value !== "object" || value === null;
const isTyped = (value) => isScalar(value) && typeof value !== "string";
const says = (value) => value !== undefined && value !== null && value !== "" && !(typeof value === "object" && !Object.keys(value).length);
const width = (text) => [...text].length;

/* `place` is what the schema says of a value: { root, node }, or null where it says nothing. */

const fieldsOf = (place) => (place ? (filled(place.root, place.node).properties ?? {}) : {});
const itemOf = (place) => (place ? (filled(place.root, place.node).items ?? null) : null);

function below(place, key) {
  const found = fieldsOf(place)[key];
  return found ? { root: place.root, node: found } : null;
}

/* What the items of a list, or the value itself, are. */
function inside(place) {
  const item = itemOf(place);
  return item ? { root: place.root, node: item } : place;
}

function* mapping(record, place, indent) {
  const order = Object.keys(fieldsOf(place));
  const rank = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  for (const [key, value] of Object.entries(record).sort(([one], [other]) => rank(one) - rank(other))) {
    yield* valued(`${written(key)}:`, value, below(place, key), indent);
  }
}

/* The lines of `lead` and the value behind or below it; `lead` stands at `indent`. */
function* valued(lead, value, place, indent) {
  const start = " ".repeat(indent) + lead;
  if (isScalar(value)) return yield* text(start, value, indent);
  if (!Object.keys(value).length) return yield `${start} ${Array.isArray(value) ? "[]" : "{}"}`;
  if (isGroup(value)) {
    const line = inBraces(start, value);
    if (line) return yield line;
    yield start;
    return yield* mapping(value, place, indent + 2);
  }
  if (standsInBrackets(value, place)) return yield* brackets(start, value, indent);
  yield start;
  yield* items(value, place, indent + 2);
}

function* items(list, place, indent) {
  const lead = `${" ".repeat(indent)}-`;
  for (const item of list) {
    if (isGroup(item) && Object.keys(item).length && !inBraces(lead, item)) {
      const lines = [...mapping(item, inside(place), indent + 2)];
      yield `${lead} ${lines[0].slice(indent + 2)}`;
      yield* lines.slice(1);
    } else if (Array.isArray(item)) {
      yield flow(item, `${lead} `);
    } else {
      yield* valued("-", item, null, indent);
    }
  }
}

function standsInBrackets(list, place) {
  if (!place || !list.every(isScalar)) return false;
  const node = filled(place.root, inside(place).node);
  return (node["x-words"] ?? 0) <= SHORT && list.every((item) => typeof item !== "string" || !item.includes("\n"));
}

/* A list in brackets, on as many lines as it needs. */
function* brackets(start, list, indent) {
  let line = `${start} [`;
  let first = true;
  for (const [number, item] of list.entries()) {
    const piece = inline(item, true) + (number === list.length - 1 ? "]" : ",");
    let lead = line.endsWith("[") && first ? "" : " ";
    if (number && width(line) + lead.length + width(piece) > WIDTH) {
      yield line;
      [line, lead, first] = [" ".repeat(indent + 2), "", false];
    }
    line += lead + piece;
  }
  yield line;
}

/* A small group of numbers on one line, "" when it holds more or does not fit. */
function inBraces(start, group) {
  const entries = Object.entries(group);
  if (!entries.length || !entries.every(([, value]) => isTyped(value))) return "";
  const line = `${start} {${entries.map(([key, value]) => `${written(key)}: ${inline(value, true)}`).join(", ")}}`;
  return width(line) <= WIDTH ? line : "";
}

/* Any value on one line, for lists of lists, which no record has. */
function flow(value, start) {
  if (isScalar(value)) return start + inline(value, true);
  if (Array.isArray(value)) return `${start}[${value.map((item) => flow(item, "")).join(", ")}]`;
  return `${start}{${Object.entries(value).map(([key, inner]) => flow(inner, `${written(key)}: `)).join(", ")}}`;
}

/* A scalar behind `start`, on its line or as a folded text below it. */
function* text(start, value, indent) {
  const line = `${start} ${inline(value)}`.trimEnd();
  if (typeof value !== "string" || !canFold(value) || (width(line) <= WIDTH && !value.includes("\n"))) return yield line;
  yield `${start} >-`;
  const lead = " ".repeat(indent + 2);
  for (const [number, paragraph] of value.split("\n").entries()) {
    if (number) yield "";
    for (const wrappedLine of wrapped(paragraph, WIDTH - lead.length)) yield lead + wrappedLine;
  }
}

function* wrapped(paragraph, most) {
  let line = "";
  for (const word of paragraph ? paragraph.split(" ") : []) {
    if (line && width(line) + 1 + width(word) > most) {
      yield line;
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  if (line) yield line;
}

/* Characters */

/* Seen when printed: all but controls, marks of direction, characters not given out, and every space but the plain one. */
const UNSEEN = /[\p{C}\p{Z}]/u;
const isSeen = (character) => character === " " || !UNSEEN.test(character);
const isPrintable = (text) => [...text].every(isSeen);

/* What no file may hold, written out or not: control signs but tab and line ends, and half characters. */
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]|\p{Cs}/u;

/* Whether a text says the same when its lines are folded. */
function canFold(value) {
  const lines = value.split("\n");
  return (
    value === value.trim() &&
    /[ \n]/.test(value) &&
    !value.includes("  ") &&
    lines.every((line) => !/^ | $/.test(line) && isPrintable(line))
  );
}

const MARKS = "-?:,[]{}#&*!|>'\"%@`~=";

function isPlain(value, inFlow) {
  return (
    value !== "" &&
    value === value.trim() &&
    !MARKS.includes(value[0]) &&
    !value.startsWith("...") &&
    !value.includes(": ") &&
    !value.includes(" #") &&
    !value.endsWith(":") &&
    isPrintable(value) &&
    readsAsText(value) &&
    !(inFlow && /[,[\]{}:]/.test(value))
  );
}

const WORDS = new Set(["", "~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"]);

/* Whether the reader takes it for text: not for a number, true, false or nothing. */
function readsAsText(value) {
  if (/^[-+]?[0-9]+$/.test(value)) return value.length >= 4000;
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(value)) return !Number.isFinite(Number(value));
  return !WORDS.has(value);
}

/* A scalar on one line. */
function inline(value, inFlow = false) {
  if (value === null) return inFlow ? "null" : "";
  if (typeof value === "number" && !Number.isFinite(value)) throw new Unwritable(value);
  if (typeof value !== "string") return String(value);
  const odd = CONTROL.exec(value);
  if (odd) throw new Unwritable(odd[0]);
  return isPlain(value, inFlow) ? value : quoted(value);
}

/* A key: plain where it can be. */
const written = (key) => (isPlain(key, true) ? key : quoted(key));

const ESCAPES = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };

const quoted = (value) => `"${[...value].map(escaped).join("")}"`;

function escaped(character) {
  if (character in ESCAPES) return ESCAPES[character];
  if (isSeen(character)) return character;
  const code = character.codePointAt(0);
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}
