/* A record against the JSON Schema of its kind (schemas/<kind>.schema.json): what the models refuse, in the words of the build.
   Draft 2020-12 as far as our schemas use it, and a few words of our own that generator/model/ writes:
   errorMessage (what is said), x-rule (the rule it is told under), x-never (what is refused in other words), x-calendar (a day
   there is), x-ascending (numbers in order).
   It says what generator/reading/words.py says; a test compares the two over thousands of cases. Nothing here knows the page. */

import { didYouMean, nearest } from "./near.js";

/**
 * What is wrong with a record, in the order of its fields: [{ path, keyword, rule, message, hint }], empty when nothing is.
 * `known` holds the ids of records that the schema does not list, by kind: { place: [...] }.
 */
export function check(schema, value, known = {}) {
  return [...walk({ root: schema, known }, schema, value, { path: [], field: schema })];
}

/** Whether a value keeps a schema: plain JSON Schema, without words. */
export function holds(root, schema, value) {
  const node = resolved(root, schema);
  return Object.entries(node).every(([keyword, wanted]) => HOLDS[keyword]?.(wanted, value, root, node) ?? true);
}

const POINTING = new Set(["unknown-reference", "value-outside-vocabulary"]);

/* What a schema asks, keyword by keyword; what a keyword says nothing about keeps it. */

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);
const has = (group, name) => Object.hasOwn(group, name);

const TYPES = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  integer: (value) => Number.isInteger(value),
  number: isNumber,
  array: Array.isArray,
  object: isGroup,
  null: (value) => value === null,
};

const HOLDS = {
  type: (wanted, value) => TYPES[wanted](value),
  const: (wanted, value) => value === wanted,
  enum: (wanted, value) => wanted.includes(value),
  pattern: (wanted, value) => typeof value !== "string" || expression(wanted).test(value),
  minLength: (wanted, value) => typeof value !== "string" || [...value].length >= wanted,
  minimum: (wanted, value) => !isNumber(value) || value >= wanted,
  maximum: (wanted, value) => !isNumber(value) || value <= wanted,
  exclusiveMinimum: (wanted, value) => !isNumber(value) || value > wanted,
  exclusiveMaximum: (wanted, value) => !isNumber(value) || value < wanted,
  minItems: (wanted, value) => !Array.isArray(value) || value.length >= wanted,
  maxItems: (wanted, value) => !Array.isArray(value) || value.length <= wanted,
  prefixItems: (wanted, value, root) => !Array.isArray(value) || wanted.every((item, n) => n >= value.length || holds(root, item, value[n])),
  items: (wanted, value, root, node) =>
    !Array.isArray(value) || value.slice(node.prefixItems?.length ?? 0).every((item) => holds(root, wanted, item)),
  required: (wanted, value) => !isGroup(value) || wanted.every((name) => has(value, name)),
  properties: (wanted, value, root) =>
    !isGroup(value) || Object.entries(wanted).every(([name, inner]) => !has(value, name) || holds(root, inner, value[name])),
  additionalProperties: (wanted, value, root, node) =>
    !isGroup(value) ||
    Object.keys(value).every((name) => has(node.properties ?? {}, name) || (wanted !== false && holds(root, wanted, value[name]))),
  anyOf: (wanted, value, root) => wanted.some((inner) => holds(root, inner, value)),
  allOf: (wanted, value, root) => wanted.every((inner) => holds(root, inner, value)),
  not: (wanted, value, root) => !holds(root, wanted, value),
  if: (wanted, value, root, node) => !node.then || !holds(root, wanted, value) || holds(root, node.then, value),
  "x-calendar": (_wanted, value) => !isMoment(value) || isInCalendar(value),
  "x-ascending": (wanted, value) => {
    const numbers = wanted.map((path) => at(value, path)).filter(isNumber);
    return numbers.every((number, n) => n === 0 || numbers[n - 1] <= number);
  },
};

const expressions = new Map();

function expression(pattern) {
  if (!expressions.has(pattern)) expressions.set(pattern, new RegExp(pattern, "u"));
  return expressions.get(pattern);
}

/* The value at a path of names such as "uncertainty/interval/low". */
const at = (value, path) => path.split("/").reduce((inner, name) => (isGroup(inner) && has(inner, name) ? inner[name] : undefined), value);

/* A year, a month or a day; the text of a date may be cut behind the year or the month. */
const MOMENT = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const isMoment = (value) => (typeof value === "string" || Number.isInteger(value)) && MOMENT.test(String(value));

/** Whether there is such a day, month or year in the calendar. */
export function isInCalendar(value) {
  const [year, month, day] = `${value}-01-01`.slice(0, 10).split("-").map(Number);
  const last = month === 2 ? (year % 4 || (!(year % 100) && year % 400) ? 28 : 29) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= last;
}

/** A schema with what its $ref names laid under it. */
export function resolved(root, schema) {
  if (!schema.$ref) return schema;
  const { $ref, ...own } = schema;
  const found = $ref.split("/").slice(1).reduce((inner, name) => inner[name], root);
  return { ...resolved(root, found), ...own };
}

/** The schema of a value that is there: without the choice of leaving it empty. */
export function filled(root, schema) {
  const node = resolved(root, schema);
  const others = node.anyOf?.filter((inner) => inner.type !== "null") ?? [];
  return others.length === 1 && others.length < node.anyOf.length ? filled(root, others[0]) : node;
}

/* The walk over a record: every value against its own schema, deepest first, then the group as a whole. `here.field` is the schema of the
   last field of the path, which says what it is for. */

function* walk(context, schema, value, here) {
  const { root } = context;
  if (value === null && allowsNull(root, schema)) return;
  const node = filled(root, schema);
  if (node["x-calendar"]) return yield* ofTime(node, value, here);
  if (node.enum && !isPointing(node)) return yield* oneOf(node, value, here);
  if (node.type && !TYPES[node.type](value)) return yield finding(here, "type", "wrong-type", ...wrongType(node, value, here));
  if (isPointing(node)) return yield* pointing(context, node, value, here);
  if (node.type === "array") return yield* ofList(context, node, value, here);
  if (node.type === "object") return yield* ofGroup(context, node, value, here);
  if (node.pattern && !HOLDS.pattern(node.pattern, value)) return yield ofPattern(node, value, here);
  if (node.minLength && !HOLDS.minLength(node.minLength, value)) {
    const wanted = `String should have at least ${node.minLength} character${node.minLength === 1 ? "" : "s"}`;
    return yield finding(here, "minLength", "not-allowed", `${name(here)} is ${quote(value)}`, sentence(wanted, described(here.field)));
  }
  const broken = LIMITS.find((keyword) => keyword in node && !HOLDS[keyword](node[keyword], value));
  if (broken) yield finding(here, broken, "not-allowed", `${name(here)} is ${quote(value)}`, `expected a number ${limits(node)}`);
}

function* ofGroup(context, node, value, here) {
  const inside = [];
  const properties = node.properties ?? {};
  for (const [key, inner] of Object.entries(properties)) {
    const below = { path: [...here.path, key], field: resolved(context.root, inner) };
    if (has(value, key)) inside.push(...walk(context, inner, value[key], below));
    else if (node.required?.includes(key)) inside.push(finding(below, "required", "missing-field", `${name(below)} is required`, described(below.field)));
  }
  for (const key of Object.keys(value).filter((one) => !has(properties, one))) {
    const below = { path: [...here.path, key], field: {} };
    if (node.additionalProperties === false) inside.push(unknownField(context, key, Object.keys(properties), below));
    else if (node.additionalProperties) inside.push(...walk(context, node.additionalProperties, value[key], below));
  }
  yield* inside;
  if (inside.some((one) => !POINTING.has(one.rule))) return;
  const broken = node.allOf?.find((rule) => !holds(context.root, rule, value));
  if (broken) yield finding(here, "allOf", "not-allowed", `the fields of ${name(here)} do not fit together`, broken.errorMessage);
}

function* ofList(context, node, value, here) {
  const first = node.prefixItems ?? [];
  for (const [index, item] of value.entries()) {
    const inner = first[index] ?? node.items;
    if (inner) yield* walk(context, inner, item, { ...here, path: [...here.path, index] });
  }
  for (let index = value.length; index < first.length; index += 1) {
    const below = { ...here, path: [...here.path, index] };
    yield finding(below, "minItems", "missing-field", `${name(here)} has a value too few`, described(here.field));
  }
  if (node.maxItems !== undefined && value.length > node.maxItems) {
    yield finding(here, "maxItems", "not-allowed", `${name(here)} holds ${value.length}`, sentence(`at most ${node.maxItems}`, described(here.field)));
  } else if (!first.length && value.length < (node.minItems ?? 0)) {
    const message = value.length ? `${name(here)} holds ${value.length} and needs ${node.minItems}` : `${name(here)} is empty`;
    yield finding(here, "minItems", "missing-field", message, described(here.field));
  }
}

function* ofTime(node, value, here) {
  const told = (hint) => finding(here, "format", "bad-date", `${name(here)} is ${quote(value)}`, hint);
  if (!isMoment(value) || (node.type && !holds({}, { type: node.type, pattern: node.pattern }, value))) yield told(node.errorMessage);
  else if (!isInCalendar(value)) yield told(sentence("there is no such day in the calendar", described(here.field)));
}

function* oneOf(node, value, here) {
  if (node.enum.includes(value)) return;
  const words = node.enum.map((word) => `"${word}"`);
  const expected = words.length > 1 ? `${words.slice(0, -1).join(", ")} or ${words.at(-1)}` : words[0];
  const near = didYouMean(asText(value), node.enum);
  yield finding(here, "enum", "not-allowed", `${quote(value)} is not one of the values of ${name(here)}`, near || `expected ${expected}`);
}

const isPointing = (node) => Boolean(node["x-vocabulary"] || node["x-reference"]);

function* pointing({ known }, node, value, here) {
  const list = node.enum ?? known[node["x-reference"]];
  if (!list || list.includes(value)) return;
  const vocabulary = node["x-vocabulary"];
  const message = vocabulary ? `"${value}" is not in the list of ${vocabulary.replaceAll("-", " ")}` : `no ${node["x-reference"]} "${value}"`;
  yield finding(here, "enum", vocabulary ? "value-outside-vocabulary" : "unknown-reference", message, nearest(value, list));
}

function ofPattern(node, value, here) {
  const never = node["x-never"];
  const hint = (never && expression(never.pattern).test(value) ? never.errorMessage : node.errorMessage) ?? sentence(described(here.field), here.field.examples_bad?.[0]?.reason ?? "");
  return finding(here, "pattern", node["x-rule"] ?? "not-allowed", `${name(here)} is ${quote(value)}`, hint);
}

function unknownField({ root }, key, fields, here) {
  const computed = root["x-computed"] ?? [];
  if (computed.includes(key)) {
    const hint = "remove the line; `beacon rate` shows what is computed";
    return finding(here, "additionalProperties", "computed-field", `${name(here)} is computed and may not be typed`, hint);
  }
  const hint = didYouMean(key, fields) || `known here: ${fields.join(", ")}`;
  return finding(here, "additionalProperties", "unknown-field", `there is no field "${key}" here`, hint);
}

const allowsNull = (root, schema) => {
  const node = resolved(root, schema);
  return node.type === "null" || (node.anyOf ?? []).some((inner) => inner.type === "null");
};

/* Words */

const finding = ({ path }, keyword, rule, message, hint) => ({ path, keyword, rule, message, hint });
const name = ({ path }) => `"${path.filter((step) => typeof step === "string").join(".")}"`;
const sentence = (...parts) => parts.filter(Boolean).map((part) => part.replace(/\.+$/, "")).join(". ");

/** What a field is for, with an example. */
function described(field) {
  const [example] = field.examples ?? [];
  const empty = example === undefined || example === null || example === "" || (typeof example === "object" && !Object.keys(example).length);
  return `${(field.description ?? "").replace(/\.+$/, "")}${empty ? "" : `, for example ${quote(example)}`}`;
}

/** A value as it may be typed, cut when it is long. */
function quote(value) {
  const letters = [...json(value)];
  return letters.length <= 70 ? letters.join("") : `${letters.slice(0, 66).join("")}…`;
}

/* JSON with a space behind commas and colons, as Python writes it. */
function json(value) {
  if (Array.isArray(value)) return `[${value.map(json).join(", ")}]`;
  if (isGroup(value)) return `{${Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${json(inner)}`).join(", ")}}`;
  return JSON.stringify(value) ?? "null";
}

/* A value as Python prints it, for the nearest word. */
const asText = (value) => (typeof value === "string" ? value : { true: "True", false: "False", null: "None" }[String(value)] ?? json(value));

const WANTED = {
  string: "text, in quotation marks",
  boolean: "true or false, without quotation marks",
  integer: "a whole number",
  number: "a number",
  array: "a list",
  object: "a group of fields",
};

function wrongType(node, value, here) {
  if (!here.path.length) {
    if (value === null) return ["the file is empty", "`beacon new` writes a template"];
    return [`the file is ${a(value)}`, "a record is a group of fields; `beacon new` writes one"];
  }
  return [`${name(here)} is ${a(value)}`, sentence(`expected ${WANTED[node.type]}`, described(here.field))];
}

function a(value) {
  if (value === null || value === undefined) return "empty";
  if (typeof value === "boolean") return `the word ${value}, which YAML reads as yes or no`;
  if (typeof value === "number") return `the number ${quote(value)}`;
  if (typeof value === "string") return `the text ${quote(value)}`;
  return Array.isArray(value) ? "a list" : "a group of fields";
}

const LIMITS = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"];

/** What a number may be: "of at least 0", "between 1800 and 2100". */
function limits(node) {
  if (node.minimum !== undefined && node.maximum !== undefined) return `between ${node.minimum} and ${node.maximum}`;
  const words = { exclusiveMinimum: "above", minimum: "of at least", exclusiveMaximum: "below", maximum: "of at most" };
  return Object.entries(words)
    .filter(([keyword]) => node[keyword] !== undefined)
    .map(([keyword, said]) => `${said} ${node[keyword]}`)
    .join(" and ");
}
