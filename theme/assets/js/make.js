/* Elements made in one call. Text is put in as text, so nothing that is typed is ever read as markup. */

/** An element with properties, attributes (those with a hyphen, `role` and `for`) and parts; parts that are null are left out. */
export function make(name, given = {}, ...parts) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null) continue;
    if (key.includes("-") || key === "role" || key === "for") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...parts.filter((part) => part !== null && part !== undefined));
  return made;
}

/** A button that does something on this page. */
export function button(text, act, given = {}) {
  const made = make("button", { type: "button", ...given }, text);
  made.addEventListener("click", act);
  return made;
}

/** Words that only a screen reader hears. */
export const unseen = (text) => make("span", { className: "unseen" }, text);

let made = 0;

/** An id that no other element of the page has. */
export const freshId = (stem = "f") => `${stem}-${(made += 1)}`;
