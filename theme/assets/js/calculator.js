/* The calculator on "How we rate": two forms whose state lives in the address, rated by rating.js as one types. */

import { directionOf } from "./direction.js";
import { ofCounts } from "./effect.js";
import { number, phrase } from "./phrase.js";
import { areasNeeded, detectable, monthsNeeded, planFault } from "./power.js";
import { fault, rate } from "./rating.js";

/** Bring the forms below `root` to life once the rules are there. */
export async function calculate(root) {
  let rules;
  try {
    const answer = await fetch(new URL(root.dataset.rules, location.href));
    if (!answer.ok) throw new Error(answer.statusText);
    rules = await answer.json();
  } catch {
    root.querySelector("[data-failed]").hidden = false;
    return;
  }
  const forms = [[root.querySelector("[data-rate]"), showRating], [root.querySelector("[data-plan]"), showPlan]];
  const showAll = () => forms.forEach(([form, show]) => show(rules, form));
  for (const [form, show] of forms) {
    form.hidden = false;
    form.addEventListener("input", () => { toAddress(root); show(rules, form); });
    form.addEventListener("submit", (event) => event.preventDefault());
    // the fields are reset only after this event
    form.addEventListener("reset", () => setTimeout(() => { toAddress(root); show(rules, form); }));
  }
  addEventListener("popstate", () => { fromAddress(root); showAll(); });
  fromAddress(root);
  showAll();
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

/* State in the address: only what differs from what the form begins with */

const fieldsOf = (root) => [...root.querySelectorAll("input, select")];
const firstOf = (field) => field.defaultValue ?? [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0].value;

function fromAddress(root) {
  const { searchParams } = new URL(location.href);
  for (const field of fieldsOf(root)) {
    const given = searchParams.get(field.name) ?? firstOf(field);
    const known = !field.options || [...field.options].some((option) => option.value === given);
    field.value = known ? given : firstOf(field);
  }
}

function toAddress(root) {
  const url = new URL(location.href);
  for (const field of fieldsOf(root)) {
    if (field.value === firstOf(field)) url.searchParams.delete(field.name);
    else url.searchParams.set(field.name, field.value);
  }
  history.replaceState(history.state, "", url);
}

/* Numbers as people write them */

const NUMBER = /^-?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?$/;

/* The number in a field, undefined when it is empty, or a reason why it is none. */
function parse(text) {
  const written = text.trim();
  if (!written) return { number: undefined };
  if (!NUMBER.test(written) || !/\d/.test(written)) return { reason: `“${written}” is not a number. Write 1200 or 0.8.` };
  const found = Number(written.replaceAll(",", ""));
  if (found < 0) return { reason: "This cannot be below zero." };
  return { number: found };
}

/* Read the named fields; a field that cannot be read says why. Gives null when there is one. */
function numbers(form, names, needed = {}) {
  const found = {};
  let sound = true;
  for (const name of names) {
    const field = form.elements[name];
    const { number: value, reason = value === undefined ? needed[name] ?? "" : "" } = parse(field.value);
    found[name] = value;
    complain(field, reason);
    sound &&= !reason;
  }
  return sound ? found : null;
}

function complain(field, reason) {
  const place = document.getElementById(`${field.id}-fault`);
  place.textContent = reason;
  place.hidden = !reason;
  const hint = document.getElementById(`${field.id}-hint`)?.id ?? "";
  const described = [hint, reason ? place.id : ""].filter(Boolean).join(" ");
  if (described) field.setAttribute("aria-describedby", described);
  else field.removeAttribute("aria-describedby");
  if (reason) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/* The first form */

function showRating(rules, form) {
  const value = (name) => form.elements[name].value;
  for (const part of form.querySelectorAll("[data-kind]")) part.hidden = part.dataset.kind !== value("kind");
  const result = form.querySelector("[data-result]");
  const trail = form.querySelector("[data-trail]");
  const given = readStudy(form, value);
  const reason = typeof given === "string" ? given : fault(given);
  if (reason) {
    result.replaceChildren(element("p", "No result yet. ", reason));
    trail.replaceChildren();
    return;
  }
  const rated = rate(rules, given);
  result.replaceChildren(...verdict(rules, rated));
  trail.replaceChildren(...besides(rules, given, rated), ...rulesThatFired(rules, rated.trail));
}

/* What the form says as rating.js takes it, or the reason why it cannot be read. */
function readStudy(form, value) {
  const quality = numbers(form, ["months", "units", "points"]);
  const counted = value("kind") === "counts";
  const values = counted
    ? numbers(form, ["before", "after", "cbefore", "cafter"], { after: "Give the count after." })
    : numbers(form, ["ratio", "low", "high"], { ratio: "Give the ratio." });
  if (!quality || !values) return "One of the fields needs another look; it says why.";
  const figures = counted
    ? { counts: { before: values.before, after: values.after, comparison_before: values.cbefore, comparison_after: values.cafter } }
    : { reported: { value: values.ratio, low: values.low, high: values.high, level: Number(value("level")) } };
  return {
    ...figures,
    design: value("design"),
    orientation: counted ? undefined : value("against"),
    good: value("good"),
    data_source: value("source"),
    variance_modelled: value("modelled"),
    comparison_alike: value("alike"),
    independent: value("independent"),
    attrition_under_20_percent: value("attrition"),
    displacement_checked: value("displacement"),
    place_bound: value("bound") === "yes",
    full_text: value("read") === "yes",
    follow_up_months: quality.months,
    units_randomised: quality.units,
    points_before: quality.points,
  };
}

function verdict(rules, { effect, level, direction, label }) {
  const { name, mark, tone, meaning } = rules.names[label];
  const badge = element("span", element("span", mark), ` ${name}`);
  badge.className = `label label-${tone}`;
  badge.firstChild.className = "label-mark";
  badge.firstChild.setAttribute("aria-hidden", "true");
  const strength = element("span");
  strength.className = `strength strength-${level}`;
  strength.setAttribute("role", "img");
  strength.setAttribute("aria-label", `Strength E${level} of E5`);
  const said = phrase(rules, { ...effect, computed: false });
  const figure = element("strong", said.figure);
  return [
    element("p", badge, " ", strength, ` E${level} ${rules.levels[level]}, ${rules.directions[direction]}.`),
    element("p", "Effect: ", figure, ` (${said.range}).`),
    element("p", meaning),
  ];
}

/* What counts of the police would say if they varied no more than chance. */
function besides(rules, given, { effect, level }) {
  if (!given.counts || given.data_source !== "police" || given.variance_modelled === "yes" || effect.low === null) return [];
  const narrow = ofCounts(rules, given.counts, 1);
  const label = rules.labels[directionOf(rules, narrow, given.good, level)][level];
  return [element("p", `If these counts varied no more than chance: ${phrase(rules, { ...narrow, computed: false }).range}; the label would be ${rules.names[label].name}.`)];
}

function rulesThatFired(rules, trail) {
  const list = element("ul");
  for (const id of trail) {
    const rule = rules.rules.find((each) => each.id === id);
    list.append(element("li", `${rule.sentence} (${id})`));
  }
  return [element("p", "Rules that fired:"), list];
}

/* The second form */

function showPlan(rules, form) {
  const place = form.querySelector("[data-answer]");
  const names = ["yearly", "percent", "span", "areas"];
  const read = numbers(form, names, Object.fromEntries(names.map((name) => [name, "Give a number."])));
  if (!read) {
    place.replaceChildren(element("p", "No answer yet. One of the fields needs another look; it says why."));
    return;
  }
  const falls = form.elements.way.value === "fall";
  const plan = {
    yearly: read.yearly,
    ratio: falls ? 1 - read.percent / 100 : 1 + read.percent / 100,
    areas: read.areas,
    months: read.span,
    dispersion: form.elements.records.value === "police" ? rules.thresholds.police_dispersion : 1,
  };
  const reason = planFault(rules, plan);
  const answers = reason ? [element("p", "No answer: ", `${reason}.`)] : answersTo(rules, plan, read.percent, falls ? "fall" : "rise");
  place.replaceChildren(...answers);
}

function answersTo(rules, plan, percent, way) {
  const time = `${number(plan.months)} months before and ${number(plan.months)} after`;
  const areas = (n) => `${number(n)} comparison ${n === 1 ? "area" : "areas"}`;
  const smallest = detectable(rules, plan);
  const months = Math.ceil(monthsNeeded(rules, plan).value);
  const needed = areasNeeded(rules, plan);
  const change = smallest.value === null ? 0 : Math.ceil(100 * Math.abs(1 - smallest.value));
  const expected = `a ${way} of ${number(percent)}%`;
  const seen = smallest.value !== null && Math.abs(Math.log(smallest.value)) <= Math.abs(Math.log(plan.ratio));
  return [
    element("p", element("strong", seen ? `Yes, you would see ${expected}.` : `No, you would most likely not see ${expected}.`)),
    element("p", smallest.value === null
      ? `In ${time}, with ${areas(plan.areas)}: ${smallest.reason}.`
      : `In ${time}, with ${areas(plan.areas)}, the smallest ${way} that can be told from chance is ${number(change)}%.`),
    element("p", months > 240
      ? `To see ${expected} with ${areas(plan.areas)} would take more than 20 years before and as many after.`
      : `To see ${expected} with ${areas(plan.areas)} takes ${number(months)} months before and as many after.`),
    element("p", needed.value === null ? `In the same time: ${needed.reason}.` : `In the same time it takes ${areas(needed.value)}.`),
  ];
}

/* Text is put in as text, so nothing that is typed is ever read as markup. */
function element(name, ...parts) {
  const made = document.createElement(name);
  made.append(...parts);
  return made;
}
