/* The shortlist: practices a reader keeps, in this browser only. Without storage it lasts as long as the page. */

const KEY = `beacon-shortlist ${new URL("../../", import.meta.url).pathname}`; // two sites on one host keep two lists

/** What an id looks like. */
export const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

let own; // the list of this page alone, once storage has refused it
const watchers = new Set();

/** The ids kept, in the reader's order. */
export function kept() {
  if (own) return own;
  try {
    return ids(localStorage.getItem(KEY));
  } catch {
    return (own = []);
  }
}

/** The ids in a text such as "a,b", each once; what cannot be an id is left out. */
export function ids(text) {
  return [...new Set((text ?? "").split(","))].filter((id) => ID.test(id));
}

/** Make these ids the shortlist. */
export function keep(chosen) {
  try {
    if (chosen.length) localStorage.setItem(KEY, chosen.join());
    else localStorage.removeItem(KEY);
    own = undefined;
  } catch {
    own = chosen;
  }
  tell();
}

/** Have `act` called whenever the shortlist changes, in this tab or in another. */
export function watch(act) {
  watchers.add(act);
}

/** Show the way to the shortlist, and a button in each place for one below `root`. */
export function offerKeeping(root = document) {
  for (const place of root.querySelectorAll("[data-keep]:empty")) place.append(button(place.dataset));
  refresh();
}

function button({ keep: id, title }) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "keep";
  made.value = id;
  made.dataset.title = title;
  return made;
}

function tell() {
  refresh();
  for (const act of watchers) act();
}

function refresh() {
  const now = kept();
  for (const made of document.querySelectorAll("button.keep")) {
    const pressed = now.includes(made.value);
    made.setAttribute("aria-pressed", pressed);
    made.textContent = pressed ? "Kept" : "Keep";
    made.setAttribute("aria-label", `${made.textContent}: ${made.dataset.title}`);
  }
  const link = document.querySelector("[data-shortlist]");
  if (link) {
    link.hidden = !now.length;
    link.setAttribute("aria-label", `Shortlist (${now.length})`);
    link.querySelector("b").textContent = now.length;
  }
}

/* One ear for all buttons, for a list may show copies of its cards. */
document.addEventListener("click", ({ target }) => {
  const id = target.closest("button.keep")?.value;
  if (!id) return;
  const before = kept();
  keep(before.includes(id) ? before.filter((other) => other !== id) : [...before, id]);
});
document.addEventListener("cards", ({ target }) => offerKeeping(target));
addEventListener("storage", (event) => {
  if (!own && (event.key === KEY || event.key === null)) tell();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) tell(); // the page comes back as it was left, and the list may have changed since
});
