/* The controls of a form that hold one value, or a short list of them: texts, numbers, choices, references, keys of sources. */

import { button, freshId, make, unseen } from "./make.js";
import { fold } from "./languages.js";
import { matches, suggest, suggestKeys } from "./suggest.js";

const NUMBER = /^-?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$/;
const LEVELS = { required: "needed", recommended: "helps" };
const FEW = 14; // choices that are shown as boxes
const WRAPPED = new Set(["title", "claim", "label", "office", "what"]); // lines that are often longer than a phone is wide
const LONG = 40; // choices from which on one types to find one

/** Whether a field is one control rather than a group or a list of texts. */
export const isLeaf = (field) => field.widget !== "group" && !(field.repeated && ["line", "text", "address", "moment", "day", "number", "whole"].includes(field.widget));

/** The control of a field that is not a group: { element, value, set, fault, complain, focus, touched }. */
export function leaf(field, context) {
  if (field.widget === "tick") return tick(field, context);
  if (field.widget === "citation") return chips(field, context, { find: (words) => matches(context.keys(), words), title: () => null, free: true });
  const rows = field.widget === "choice" ? choicesOf(field, context) : null;
  if (field.repeated) return rows && rows.length <= FEW ? boxes(field, context, rows) : chips(field, context, finder(field, context, rows));
  if (rows) return rows.length <= LONG ? select(field, context, rows) : lookup(field, context, finder(field, context, rows));
  return field.widget === "reference" ? lookup(field, context, finder(field, context)) : text(field, context);
}

function choicesOf(field, context) {
  return field.options.source === "words" ? field.options.words : context.vocabularies[field.options.name] ?? [];
}

/* Where a field finds its entries: a list of its own, fetched when first used, or the rows at hand. */
function finder(field, context, rows) {
  let known = rows;
  const load = async () => (known ??= await context.list(field.options.name));
  const least = rows || field.options.name !== "place" ? 0 : 2;
  return {
    find: async (words) => (words.trim().length < least ? [] : matches(await load(), words)),
    title: (id) => known?.find(([each]) => each === id)?.[1] ?? null,
    exact: async (words) => (await load()).filter(([id, title]) => id === words.trim() || fold(title) === fold(words.trim())),
    load,
    hint: least ? "Type two letters of its name, then choose. One that is missing is added with your proposal: name it in the summary." : "Type to find it, or press the down arrow.",
  };
}

/* What stands around every control: label, help, example and what to avoid, and the place for a fault. */

/** The words around a control, for `control` whose focus is `target`; `group` when several inputs belong together. */
export function around(field, { target, group = false, notes = [] }) {
  const id = target.id || (target.id = freshId());
  const level = LEVELS[field.level];
  const mark = level ? make("span", { className: `level level-${field.level}` }, ` ${level}`) : null;
  const name = group ? make("legend", {}, field.title, mark) : make("label", { for: id }, field.title, mark);
  const hint = make("span", { className: "hint", id: `${id}-hint` }, ...withCode(field.help), ...notes);
  const fault = make("span", { className: "field-fault", id: `${id}-fault`, hidden: true });
  const told = group ? freshId() : id;
  const element = make(group ? "fieldset" : "div", { className: "field", id: group ? told : "" });
  element.append(name, hint, fault, ...more(field));
  const described = group ? element : target;
  const describe = () => described.setAttribute("aria-describedby", fault.hidden ? hint.id : `${hint.id} ${fault.id}`);
  describe();
  return {
    element,
    /** Put the inputs in their place. */
    put: (...parts) => fault.before(...parts),
    /** Say what is wrong beside the control, or nothing. */
    complain(reasons) {
      const said = reasons.join(" ");
      if (fault.textContent === said) return;
      fault.textContent = said;
      fault.hidden = !said;
      describe();
      if (said && !group) target.setAttribute("aria-invalid", "true");
      else target.removeAttribute("aria-invalid");
      element.classList.toggle("faulty", Boolean(said));
    },
  };
}

/* A help text whose words between backticks are code. */
const withCode = (text = "") => text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));

function more(field) {
  const shown = field.example !== undefined && field.example !== "…" && field.widget !== "group" && String(field.example) !== "";
  const bad = field.bad ?? [];
  if (!shown && !bad.length) return [];
  const said = (value) => (typeof value === "string" ? value : Array.isArray(value) ? value.join(", ") : JSON.stringify(value)) || "nothing";
  return [make("details", { className: "field-more" },
    make("summary", {}, bad.length ? "Example, and what to avoid" : "Example", unseen(`: ${field.title}`)),
    shown ? make("p", {}, make("b", {}, "Like this: "), said(field.example)) : null,
    ...bad.map(([value, reason]) => make("p", {}, make("b", {}, "Not like this: "), said(value), ". ", make("i", {}, reason))))];
}

/* One control as the form sees it */
function made(field, frame, target, rest) {
  return { field, element: frame.element, complain: frame.complain, touched: false, fault: () => "", focus: () => target.focus(), at: () => null, leaves() { return [this]; }, ...rest };
}

function text(field, context) {
  const long = field.widget === "text";
  const input = long
    ? make("textarea", { rows: field.words > 100 ? 5 : 2 })
    : WRAPPED.has(field.name)
      ? make("textarea", { rows: 1, className: "one-line" })
      : make("input", { type: field.widget === "address" ? "url" : "text", autocomplete: "off" });
  input.spellcheck = long || field.widget === "line";
  input.dir = "auto";
  if (field.widget === "number") input.inputMode = "decimal";
  if (field.widget === "whole") input.inputMode = "numeric";
  if (["day", "moment"].includes(field.widget)) input.placeholder = field.widget === "day" ? "2026-03-21" : "2008, 2008-03 or 2008-03-21";
  const counted = long && field.words ? make("span", { className: "counted" }) : null;
  if (!long) input.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) event.preventDefault(); });
  const frame = around(field, { target: input, notes: counted ? [" ", counted] : [] });
  const offer = field.markdown ? suggestKeys(input, context.keys) : null;
  frame.put(...(offer ? [make("span", { className: "suggesting" }, input, offer.list, offer.told)] : [input]));
  const recount = () => { if (counted) counted.textContent = `${input.value.split(/\s+/).filter(Boolean).length} of ${field.words} words.`; };
  let raw;
  let shown = "";
  recount();
  input.addEventListener("input", () => { recount(); context.changed(); });
  return made(field, frame, input, {
    value() {
      if (raw !== undefined && input.value === shown) return raw;
      const said = (long ? input.value.replaceAll("\r\n", "\n") : input.value.replace(/\s*\n\s*/g, " ")).trim();
      if (!said) return undefined;
      const numeric = (field.widget === "number" || field.widget === "whole") && NUMBER.test(said) && /\d/.test(said);
      return numeric ? Number(said.replaceAll(",", "")) : said;
    },
    set(value) {
      raw = value ?? undefined;
      input.value = value ?? "";
      shown = input.value; // a browser may write line ends in its own way
      recount();
    },
  });
}

function tick(field, context) {
  const input = make("input", { type: "checkbox" });
  const frame = around(field, { target: input });
  frame.element.classList.add("ticked");
  frame.put(input);
  let raw;
  input.addEventListener("change", context.changed);
  return made(field, frame, input, {
    value: () => (input.checked ? true : raw === false ? false : undefined),
    set(value) { raw = value; input.checked = value === true; },
  });
}

function select(field, context, rows) {
  const input = make("select");
  const none = field.default === undefined ? "Choose" : `Not said (${rows.find(([id]) => id === field.default)?.[1] ?? field.default})`;
  input.append(make("option", { value: "" }, field.level === "required" ? "Choose" : none === "Choose" ? "Not said" : none), ...rows.map(([id, title]) => make("option", { value: id }, title)));
  const frame = around(field, { target: input });
  frame.put(input);
  input.addEventListener("change", context.changed);
  return made(field, frame, input, {
    value: () => input.value || undefined,
    set(value) {
      const given = value === undefined || value === null ? "" : String(value);
      if (![...input.options].some((option) => option.value === given)) input.append(make("option", { value: given }, given));
      input.value = given;
    },
  });
}

function boxes(field, context, rows) {
  const holder = make("div", { className: "boxes" });
  const frame = around(field, { target: holder, group: true });
  const inputs = new Map();
  let chosen = [];
  frame.put(holder);
  frame.element.hidden = !rows.length; // there is nothing to choose yet
  for (const [id, title] of rows) add(id, title);
  function add(id, title) {
    frame.element.hidden = false;
    const input = make("input", { type: "checkbox" });
    input.addEventListener("change", () => {
      chosen = input.checked ? [...chosen, id] : chosen.filter((each) => each !== id);
      context.changed();
    });
    inputs.set(id, input);
    holder.append(make("label", {}, input, make("span", {}, title)));
  }
  return made(field, frame, holder, {
    focus: () => inputs.values().next().value?.focus(),
    value: () => (chosen.length ? chosen : undefined),
    set(value) {
      chosen = Array.isArray(value) ? value.map(String) : [];
      for (const id of chosen) if (!inputs.has(id)) add(id, id);
      for (const [id, input] of inputs) input.checked = chosen.includes(id);
    },
  });
}

/* One entry of a long list, found by its name. */
function lookup(field, context, source) {
  const input = make("input", { type: "text", dir: "auto" });
  const frame = around(field, { target: input, notes: [" ", source.hint] });
  const code = make("code", { className: "chosen" });
  let chosen;
  const offer = suggest(input, { label: field.title, query: () => input.value, find: source.find, choose: ([id, title]) => { choose(id, title); } });
  frame.put(make("span", { className: "suggesting" }, input, offer.list, offer.told), code);
  function choose(id, title) {
    chosen = id;
    input.value = title ?? id ?? "";
    code.textContent = id && title !== id ? id : "";
    context.changed();
  }
  input.addEventListener("input", () => { chosen = undefined; code.textContent = ""; context.changed(); });
  input.addEventListener("change", async () => {
    if (chosen || !input.value.trim()) return;
    const found = await source.exact(input.value).catch(() => []);
    if (found.length === 1 && !chosen) choose(...found[0]);
  });
  return made(field, frame, input, {
    value: () => chosen ?? (input.value.trim() || undefined),
    fault: () => (!chosen && input.value.trim() ? `“${input.value.trim()}” is not in the list. Choose a suggestion, or empty the field.` : ""),
    set(value) {
      chosen = value ?? undefined;
      input.value = source.title(chosen) ?? chosen ?? "";
      code.textContent = "";
      const asked = chosen;
      if (asked) source.load().then(() => { if (chosen === asked && source.title(asked)) { input.value = source.title(asked); code.textContent = asked; } }, () => {});
    },
  });
}

/* Several entries, each a button that takes it away again. `free`: what is typed is taken as it is. */
function chips(field, context, source) {
  const input = make("input", { type: "text", dir: "auto" });
  const list = make("ul", { className: "chips" });
  const frame = around(field, { target: input, notes: [" ", source.free ? "Type its key, or choose from the sources above." : source.hint] });
  let chosen = [];
  const offer = suggest(input, {
    label: field.title,
    query: () => input.value,
    find: async (words) => (await source.find(words)).filter(([id]) => !chosen.includes(id)),
    choose: ([id]) => add(id),
  });
  frame.put(list, make("span", { className: "suggesting" }, input, offer.list, offer.told));
  draw();

  function draw() {
    list.hidden = !chosen.length;
    list.replaceChildren(...chosen.map((id) => {
      const title = source.title(id) ?? id;
      return make("li", {}, button(title, () => { chosen = chosen.filter((each) => each !== id); draw(); input.focus(); context.changed(); }, { "aria-label": `Remove ${title} from ${field.title}` }));
    }));
  }
  function add(id) {
    input.value = "";
    if (!chosen.includes(id)) chosen = [...chosen, id];
    draw();
    context.changed();
  }
  async function finish() {
    const words = input.value.trim();
    if (!words) return;
    if (source.free) return words.split(/[\s,;]+/).map((key) => key.replace(/^\[?@|\]$/g, "")).filter(Boolean).forEach(add);
    const found = await source.exact(words).catch(() => []);
    if (found.length === 1 && input.value.trim() === words) add(found[0][0]);
    else context.changed();
  }
  input.addEventListener("input", context.changed);
  input.addEventListener("change", finish);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); finish(); }
    if (event.key === "Backspace" && !input.value && chosen.length) { chosen = chosen.slice(0, -1); draw(); context.changed(); }
  });
  return made(field, frame, input, {
    value: () => (chosen.length ? chosen : undefined),
    fault: () => (input.value.trim() && !source.free ? `“${input.value.trim()}” is not in the list. Choose a suggestion, or empty the field.` : ""),
    set(value) {
      chosen = Array.isArray(value) ? value.map(String) : [];
      input.value = "";
      draw();
      if (chosen.length && source.load) source.load().then(draw, () => {});
    },
  });
}
