/* Find a field of a long record by a word or a figure that stands in it: a browser's own search does not look into inputs. */

import { button, make } from "./make.js";
import { fold } from "./languages.js";

const MOST = 8;
const AROUND = 30;

/** A search over `leaves()`, the controls of a form, as an element; `go(control)` leads to one. */
export function finding({ leaves, go }) {
  const input = make("input", { type: "search", id: "find-field", autocomplete: "off", dir: "auto", "aria-describedby": "find-field-hint" });
  const list = make("ul", { className: "found" });
  const told = make("p", { className: "hint", role: "status" });
  let first = null;

  function show() {
    const wanted = fold(input.value.trim());
    const found = wanted ? leaves().flatMap((control) => place(control, wanted)) : [];
    first = found[0]?.control ?? null;
    list.replaceChildren(...found.slice(0, MOST).map(({ control, said }) => make("li", {}, button(control.trail.join(" › "), () => lead(control)), said ? make("span", { className: "range" }, ` ${said}`) : null)));
    told.textContent = !wanted ? "" : found.length > MOST ? `${found.length} places; the first ${MOST} are shown.` : found.length ? "" : "Nothing in this record says that.";
  }
  /* Go there, with the words selected where they stand. */
  function lead(control) {
    go(control);
    const at = document.activeElement;
    const words = input.value.trim();
    const from = at !== input && typeof at.value === "string" ? at.value.toLowerCase().indexOf(words.toLowerCase()) : -1;
    if (from >= 0 && at.matches("textarea, input[type='text'], input[type='url']")) at.setSelectionRange(from, from + words.length);
  }
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (first) lead(first);
  });
  return make("div", { className: "field", role: "search", "aria-label": "This record" },
    make("label", { for: input.id }, "Find what to change"),
    make("span", { className: "hint", id: "find-field-hint" }, "Type a word or a figure of it, and choose its place. Enter leads to the first."),
    input, told, list);
}

/* Where the words stand in a control: in its value, with what is around them, or in its name. */
function place(control, wanted) {
  const value = [control.value() ?? []].flat().join(", ");
  const at = fold(value).indexOf(wanted);
  if (at < 0) return fold(control.trail.at(-1)).includes(wanted) ? [{ control, said: "" }] : [];
  const from = Math.max(0, at - AROUND);
  const to = at + wanted.length + AROUND;
  return [{ control, said: `${from ? "…" : ""}${value.slice(from, to).replace(/\s+/g, " ")}${to < value.length ? "…" : ""}` }];
}
