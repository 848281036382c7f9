/* What stands beside the form: what is to mend, what is still needed, and how much is left. */

import { button, make } from "./make.js";

const NUMBERS = new Intl.NumberFormat("en");
const things = (n, one, many) => `${NUMBERS.format(n)} ${n === 1 ? one : many}`;

/** The faults of fields that were left, and the needed fields that are empty, each with a link to its field. */
export function showFaults(root, { toMend, missing, sentence, go, aloud, showAll }) {
  const place = root.querySelector("[data-faults]");
  const open = place.querySelector("details")?.open ?? false;
  const link = (control, said) => {
    const made = make("a", { href: `#${control.element.querySelector("input, select, textarea, button")?.id ?? "faults"}` }, control.trail?.join(" › ") ?? control.field?.title ?? "Entry");
    made.addEventListener("click", (event) => { event.preventDefault(); go(control); });
    return make("li", {}, made, said ? make("span", {}, `: ${said}`) : null);
  };
  const parts = [];
  if (toMend.length) parts.push(make("ul", { className: "mend" }, ...toMend.map(({ control, faults }) => link(control, faults.map(sentence).join(" ")))));
  else parts.push(make("p", {}, missing.length ? "Nothing so far." : "Nothing. The full check runs on your proposal."));
  if (missing.length) {
    parts.push(make("details", { open }, make("summary", {}, `Still needed: ${NUMBERS.format(missing.length)}`), make("ul", {}, ...missing.map(({ control }) => link(control)))));
    parts.push(make("p", { className: "buttons" }, button("Mark what is missing", showAll)));
  }
  const focused = document.activeElement?.matches?.("[data-faults] *") ? [...place.querySelectorAll("a, button, summary")].indexOf(document.activeElement) : -1;
  place.replaceChildren(...parts);
  if (focused >= 0) [...place.querySelectorAll("a, button, summary")].at(Math.min(focused, place.querySelectorAll("a, button, summary").length - 1))?.focus();
  if (!aloud) return;
  const told = root.querySelector("[data-told]");
  const said = toMend.length ? things(toMend.length, "thing to mend.", "things to mend.") : "Nothing to mend.";
  if (told.textContent !== said && (toMend.length || told.textContent)) told.textContent = said;
}

/** The bar at the foot: how much of what is needed is given, and how many faults there are. */
export function showProgress(root, { given, missing, toMend }) {
  const bar = root.querySelector("[data-progress]");
  bar.max = given + missing || 1;
  bar.value = given;
  root.querySelector("[data-bar]").textContent = missing ? `${NUMBERS.format(given)} of ${things(given + missing, "needed answer", "needed answers")}` : "All that is needed is there";
  const link = root.querySelector("[data-bar-faults]");
  link.textContent = toMend ? `${NUMBERS.format(toMend)} to mend` : "";
  link.hidden = !toMend;
}
