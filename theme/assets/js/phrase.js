/* Plain words for effects: what a page says of a figure, with its uncertainty beside it, as generator/pages/words.py has it. The words
   come from rules.json; in place of {} stand numbers. */

import { isLogarithmic } from "./effect.js";

/** An effect in words: the figure, and what is known of its uncertainty. */
export function phrase(rules, effect) {
  if (effect.value === null) return { figure: rules.said[effect.change ?? "nothing"], range: certainty(rules, effect) };
  const figure = one(rules, effect.scale, effect.value);
  if (effect.low === null || effect.high === null) return { figure, range: certainty(rules, effect) };
  return { figure, range: qualified(rules, effect, between(rules, effect)) };
}

/** A sentence with its gaps filled, one after the other. */
export function fill(sentence, ...parts) {
  const left = [...parts];
  return sentence.replace(/\{\}/g, () => left.shift());
}

function certainty(rules, { certainty: given, rules_out_benefit: out, scale, reason }) {
  if (given === "significant" || (given === "not_significant" && out === null)) return rules.said[given];
  if (out === null) return reason || rules.said.no_reason;
  return fill(rules.said.ruled_out, `${number(out)}${isLogarithmic(scale) || scale === "words" ? "%" : ""}`);
}

const percent = (scale, value) => (scale === "ratio" ? 100 * (value - 1) : value);
const towards = ({ said }, change, size) => fill(change < 0 ? said.lower : said.higher, size);

function one(rules, scale, value) {
  if (!isLogarithmic(scale)) return towards(rules, value, `${number(Math.abs(value))} ${rules.units[scale]}`);
  const change = percent(scale, value);
  if (Math.abs(change) < 0.5) return rules.said.same;
  if (scale === "ratio" && value >= 3) return fill(rules.said.times, number(value));
  return towards(rules, change, `${number(Math.abs(change), Math.abs(change) >= 2 ? 0 : 1)}%`);
}

function between(rules, { scale, low, high }) {
  const { said } = rules;
  if (isLogarithmic(scale)) {
    const [from, to] = [low, high].map((end) => percent(scale, end));
    if (from < 0 && to < 0) return fill(said.span, `${number(-to, 0)}%`, towards(rules, from, `${number(-from, 0)}%`));
    if (from > 0 && to > 0) return fill(said.span, to < rules.manifold ? `${number(from, 0)}%` : rise(rules, from), rise(rules, to));
    return fill(said.across, fill(said.lower, `${number(Math.abs(from), 0)}%`), rise(rules, to));
  }
  if (low < 0 && high >= 0) return fill(said.across, towards(rules, low, number(-low)), towards(rules, high, number(high)));
  const [near, far] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b);
  return fill(said.span, number(near), towards(rules, high, number(far)));
}

/* A rise in percent, or as a multiple. */
function rise(rules, change) {
  if (change >= rules.manifold) return fill(rules.said.times, number(1 + change / 100));
  return fill(rules.said.higher, `${number(Math.abs(change), 0)}%`);
}

function qualified({ said }, { level, computed }, words) {
  const told = level === 95 ? words : fill(said.level, words, number(level));
  return computed ? fill(said.computed, told) : told;
}

/** A number for readers: 1,234 or 0.48; `decimals` fixes the digits after the point. */
export function number(value, decimals) {
  if (decimals !== undefined) return fixed(value, decimals);
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return fixed(value, 0);
  return fixed(value, Math.abs(value) < 10 ? 2 : 1).replace(/\.?0+$/, "");
}

/* Halves go to the even digit, as they do on the pages. Only odd parts of a power of two are exact halves. What toFixed would write with an
   exponent is a whole number. */
function fixed(value, decimals) {
  const size = Math.abs(value);
  let text = size < 1e21 ? size.toFixed(decimals) : String(BigInt(size));
  const half = (size * 2 ** (decimals + 1)) % 2 === 1;
  if (half && "13579".includes(text.at(-1))) text = (size - 0.5 / 10 ** decimals).toFixed(decimals);
  const [whole, part] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  return value < 0 ? `-${grouped}` : grouped;
}
