/* What of a draft can be rated: its parts that keep the schema, each with the fields that may be left out filled in. Every other part is
   left out and named. Only fields that the rating reads are asked for, so a text that is still to be written costs nothing. */

import { check } from "./schema_check.js";

/** The parts that can be rated, and why others cannot: { record, leftOut: [{ path, why, hint }] }. `kind` is practice or approach. */
export function soundParts({ schemas }, draft, kind) {
  const leftOut = [];
  const reader = { $defs: schemas.$defs, leftOut };
  const given = isGroup(draft) ? draft : {};
  const named = Object.entries(schemas[kind].properties).map(([name, schema]) => [name, readField(reader, schema, given[name], [name])]);
  return { record: Object.fromEntries(named), leftOut };
}

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/* A field of the record: when it is not sound, as if it had been left out. */
function readField(reader, schema, value, path) {
  if (schema.type === "array") return readList(reader, schema, value, path);
  return value !== undefined && isSound(reader, schema, value, path) ? value : schema.default;
}

/* The sound items of a list. */
function readList(reader, { items }, values, path) {
  if (values === undefined) return [];
  if (!isSound(reader, { type: "array" }, values, path)) return [];
  const schema = items.$ref ? reader.$defs[items.$ref.split("/").at(-1)] : items;
  return values.flatMap((value, index) => readItem(reader, schema, value, [...path, index]));
}

/* An item of a list, as a list of one or of none; a study stands without those of its outcomes that are not sound. */
function readItem(reader, schema, value, path) {
  const { outcomes, ...properties } = schema.properties ?? {};
  const own = outcomes ? { ...schema, properties } : schema;
  if (!isSound(reader, own, value, path)) return [];
  if (!isGroup(value)) return [value];
  const filled = { ...defaults(own), ...value };
  return [outcomes ? { ...filled, outcomes: readList(reader, outcomes, value.outcomes, [...path, "outcomes"]) } : filled];
}

/* Whether a value keeps its schema; if not, its faults are noted. It is looked at where it stands, so that words name it as the build does. */
function isSound({ $defs, leftOut }, schema, value, path) {
  const whole = path.reduceRight(within, { schema, value });
  const faults = check({ ...whole.schema, $defs }, whole.value);
  leftOut.push(...faults.map((fault) => ({ path: [...path, ...fault.path.slice(path.length)], why: fault.message, hint: fault.hint })));
  return !faults.length;
}

/* A value and its schema as the only item of a list, or as the only field of a group. */
function within({ schema, value }, step) {
  if (typeof step === "number") return { schema: { type: "array", items: schema }, value: [value] };
  return { schema: { type: "object", properties: { [step]: schema } }, value: { [step]: value } };
}

function defaults({ properties }) {
  return Object.fromEntries(Object.entries(properties).filter(([, field]) => "default" in field).map(([name, field]) => [name, field.default]));
}
