/* The controls of a form as a tree that mirrors the record: groups, lists of groups, lists of texts, and leaves. */

import { button, freshId, make, unseen } from "./make.js";
import { around, isLeaf, leaf } from "./form_leaf.js";

const SHOWN = new Set(["outcomes", "counts", "proportions", "means", "reported", "after", "year", "url"]); // optional, and yet asked at first
const NAMING = ["title", "name", "what", "label", "statement", "office", "body", "measure", "date", "id", "text", "role"];

const owners = new WeakMap();

/** The control whose frame an element is. */
export const owner = (element) => owners.get(element) ?? null;

/** The control of any field. A control has `value()`, `set(value)`, `at(path)`, `leaves()`, `complain(reasons)` and `trail`. */
export function control(field, context, trail = []) {
  const here = [...trail, field.title];
  const made = isLeaf(field)
    ? leaf(field, context)
    : field.widget === "group"
      ? field.repeated ? groups(field, context, here) : field.level === "required" ? open(field, context, here) : folded(field, context, here)
      : texts(field, context);
  made.trail = here;
  made.element.dataset.field = field.name;
  owners.set(made.frame ?? made.element, made);
  return made;
}

/** Controls of several fields, those that a record needs or that help first, the others folded away. */
export function body(fields, context, trail, { fold = (field) => field.level === "optional" && !SHOWN.has(field.name), title = "More you may know", opens = true } = {}) {
  const controls = new Map(fields.map((field) => [field.name, control(field, context, trail)]));
  const first = fields.filter((field) => !fold(field));
  const rest = fields.filter(fold);
  const elements = first.map((field) => controls.get(field.name).element);
  if (rest.length) {
    const names = make("span", { className: "range" }, ` ${rest.map((field) => field.title).join(", ")}`);
    elements.push(make("details", { className: "more-fields" }, make("summary", {}, title, names), ...rest.map((field) => controls.get(field.name).element)));
  }
  return {
    elements,
    controls,
    value() {
      const found = {};
      for (const [name, each] of controls) {
        const value = each.value();
        if (value !== undefined) found[name] = value;
      }
      return found;
    },
    set(value) {
      for (const [name, each] of controls) each.set(value?.[name]);
      if (rest.length && opens) elements.at(-1).open = rest.some((field) => controls.get(field.name).value() !== undefined); // what is filled in is not hidden
    },
    at(path) {
      const found = controls.get(path[0]);
      return found ? found.at(path.slice(1)) ?? found : null;
    },
    leaves: () => [...controls.values()].flatMap((each) => each.leaves()),
  };
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/* A group that every record has. */
function open(field, context, trail) {
  const inner = body(field.fields, context, trail);
  const holder = make("div", { className: "group-fields" }, ...inner.elements);
  const frame = around(field, { target: holder, group: true });
  frame.element.classList.add("group");
  frame.put(holder);
  return grouped(field, frame, inner, () => inner);
}

/* A group that may be left out: it is made when it is opened, or when there is something in it. */
function folded(field, context, trail) {
  const holder = make("div", { className: "group-fields" });
  const frame = around({ ...field, title: field.title }, { target: holder, group: true });
  const details = make("details", { className: "group-fold" }, make("summary", {}, field.title, make("span", { className: "level" }, field.level === "recommended" ? " helps" : "")), frame.element);
  frame.element.querySelector("legend").classList.add("unseen");
  frame.put(holder);
  let inner = null;
  const build = () => {
    if (!inner) {
      inner = body(field.fields, context, self.trail ?? trail);
      holder.append(...inner.elements);
    }
    return inner;
  };
  details.addEventListener("toggle", () => { if (details.open) build(); });
  const self = {
    ...grouped(field, { element: details, complain: frame.complain }, () => inner, build),
    frame: frame.element,
    set(value) {
      if (isObject(value)) build().set(value);
      else inner?.set(undefined);
      details.open = isObject(value);
    },
  };
  return self;
}

function grouped(field, frame, inner, build) {
  const now = typeof inner === "function" ? inner : () => inner;
  return {
    field,
    element: frame.element,
    complain: frame.complain,
    touched: false,
    fault: () => "",
    focus: () => { if (frame.element.tagName === "DETAILS") frame.element.open = true; build().leaves()[0]?.focus(); },
    value() {
      const found = now()?.value() ?? {};
      return Object.keys(found).length ? found : undefined;
    },
    set: (value) => build().set(isObject(value) ? value : undefined),
    at: (path) => (path.length ? build().at(path) : null),
    leaves: () => now()?.leaves() ?? [],
    inner: () => now()?.controls,
  };
}

/* A list: entries that can be added, taken away, and put back. */
function list(field, context, { entry, className }) {
  const holder = make("div", { className });
  const said = make("p", { className: "taken" });
  const one = field.one ?? "entry";
  const adder = button(`Add a ${one}`.replace(/^Add a (?=[aeiou])/, "Add an "), () => { const made = add(undefined); said.replaceChildren(); renumber(); context.changed(); made.focus(); }, { className: "add" });
  adder.append(unseen(` to ${field.title}`));
  const frame = around(field, { target: holder, group: true });
  frame.element.classList.add("many");
  frame.put(holder, said, make("p", { className: "buttons" }, adder));
  let entries = [];

  function add(value, at = entries.length) {
    const made = entry(() => take(made));
    if (value !== undefined) made.set(value);
    entries = [...entries.slice(0, at), made, ...entries.slice(at)];
    if (at === entries.length - 1) holder.append(made.element);
    else entries[at + 1].element.before(made.element);
    return made;
  }
  function take(made) {
    const at = entries.indexOf(made);
    const value = made.value();
    entries = entries.filter((each) => each !== made);
    made.element.remove();
    said.replaceChildren();
    if (value !== undefined && Object.keys(value).length) {
      said.append("Taken away. ", button("Put it back", () => { const back = add(value, at); said.replaceChildren(); renumber(); context.changed(); back.focus(); }));
      said.firstElementChild.focus();
    } else adder.focus();
    renumber();
    context.changed();
  }
  const renumber = () => entries.forEach((each, index) => each.number?.(index + 1));
  return {
    field,
    element: frame.element,
    complain: frame.complain,
    touched: false,
    fault: () => "",
    focus: () => (entries[0] ?? { focus: () => adder.focus() }).focus(),
    entries: () => entries,
    set(value) {
      entries.forEach((each) => each.element.remove());
      entries = [];
      said.replaceChildren();
      for (const each of Array.isArray(value) ? value : []) add(each);
      renumber();
    },
    leaves: () => entries.flatMap((each) => each.leaves()),
  };
}

function texts(field, context) {
  const single = { ...field, repeated: false, help: "", bad: [], example: undefined, level: "optional" };
  const made = list(field, context, {
    className: "texts",
    entry(remove) {
      const inner = leaf(single, context);
      inner.element.querySelector("label").classList.add("unseen");
      const taker = button("Remove", remove, { className: "remove" });
      const row = make("div", { className: "text-row" }, inner.element, taker);
      const one = field.one ?? "entry";
      owners.set(inner.element, inner);
      const number = (n) => {
        inner.element.querySelector("label").textContent = `${field.title}: ${one} ${n}`;
        taker.setAttribute("aria-label", `Remove ${one} ${n} from ${field.title}`);
        inner.trail = [`${field.title} ${n}`];
      };
      return { element: row, of: inner, number, value: inner.value, set: inner.set, focus: inner.focus, leaves: () => [inner] };
    },
  });
  const filled = () => made.entries().filter((each) => each.value() !== undefined);
  return {
    ...made,
    value() {
      const found = filled().map((each) => each.value());
      return found.length ? found : undefined;
    },
    at: (path) => (typeof path[0] === "number" ? filled()[path[0]]?.of ?? null : null),
  };
}

function groups(field, context, trail) {
  const one = field.one ?? "entry";
  const title = one.replace(/^./, (first) => first.toUpperCase());
  const made = list(field, context, {
    className: "entries",
    entry(remove) {
      const told = make("span", { className: "entry-told" });
      const name = make("b");
      const taker = button("Remove", remove, { className: "remove" });
      const place = [...(self.trail ?? trail)];
      const inner = body(field.fields, context, place);
      const fault = make("p", { className: "field-fault", hidden: true });
      const details = make("details", { className: "entry", open: true }, make("summary", {}, name, told), fault, ...inner.elements, make("p", { className: "buttons" }, taker));
      const summarise = () => { told.textContent = summaryOf(inner.value(), inner.controls); };
      details.addEventListener("input", summarise);
      details.addEventListener("focusout", ({ relatedTarget }) => { if (!details.contains(relatedTarget)) derive(field, inner, context); });
      const item = {
        field,
        element: details,
        touched: false,
        fault: () => "",
        complain(reasons) { fault.textContent = reasons.join(" "); fault.hidden = !reasons.length; },
        value: inner.value,
        set(value) { inner.set(isObject(value) ? value : undefined); summarise(); details.open = false; },
        at: (path) => (path.length ? inner.at(path) : null),
        leaves: inner.leaves,
        focus() { details.open = true; inner.leaves()[0]?.focus(); },
        number(n) {
          name.textContent = `${title} ${n}`;
          taker.textContent = `Remove ${one} ${n}`;
          const above = self.trail ?? trail;
          place.splice(0, place.length, ...above.slice(0, -1), `${above.at(-1)} ${n}`);
          renameAll(inner, place);
          summarise();
          item.trail = [...place];
        },
      };
      owners.set(details, item);
      return item;
    },
  });
  const self = {
    ...made,
    value() {
      const found = made.entries().map((each) => each.value());
      return found.length ? found : undefined;
    },
    at(path) {
      const found = typeof path[0] === "number" ? made.entries()[path[0]] : null;
      return found ? found.at(path.slice(1)) ?? found : null;
    },
    inner: () => new Map(),
    renumber: () => made.entries().forEach((each, index) => each.number(index + 1)),
  };
  return self;
}

/* After entries were added or taken away, every control within says anew where it stands. */
function renameAll(inner, place) {
  for (const each of inner.controls.values()) {
    each.trail = [...place, each.field.title];
    const within = each.inner?.();
    if (within) renameAll({ controls: within }, each.trail);
    each.renumber?.();
  }
}

function summaryOf(value, controls) {
  const name = NAMING.find((each) => controls.has(each) && typeof value[each] === "string" && value[each]);
  return name ? `: ${value[name].slice(0, 80)}` : "";
}

/* A source or a study without a key gets one from its author and year, or from the source it rests on. */
function derive(field, inner, context) {
  const key = inner.controls.get("id");
  if (!key || key.field.level !== "required" || key.value() !== undefined) return;
  const value = inner.value();
  const by = String(value.authors ?? value.publisher ?? "").split(/[\s,;&]+/)[0];
  const proposed = slug(field.name === "citations" ? (by ? `${by} ${value.year ?? ""}` : "") : value.cite?.[0] ?? "");
  if (!proposed || (field.name === "citations" && !value.title)) return;
  const taken = new Set(context.keys().map(([each]) => each));
  let free = proposed;
  for (let n = 2; field.name === "citations" && taken.has(free); n += 1) free = `${proposed}-${n}`;
  key.set(free);
  context.changed();
}

/** Lower-case ASCII words joined by hyphens, as `beacon new` makes them of a title. */
export function slug(title) {
  const plain = title.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase(); // eslint-disable-line no-control-regex
  return (plain.match(/[a-z0-9]+/g) ?? []).join("-").slice(0, 60).replace(/^-+|-+$/g, "");
}

/** A section of the form: heading, help, fields. `editors`: all of it stands folded. */
export function section(described, context) {
  const id = freshId("part");
  const folds = described.id === "keeping" ? { fold: (field) => !["contributor", "conflict_of_interest"].includes(field.name), title: "For editors", opens: false } : {};
  const inner = body(described.fields, context, [], folds);
  const element = make("section", { id: `s-${described.id}`, "aria-labelledby": id }, make("h2", { id }, described.title), make("p", {}, described.help), ...inner.elements);
  return { ...inner, id: described.id, title: described.title, element };
}
