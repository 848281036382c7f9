/* Suggestions below a field while one types: arrows move, Enter takes, Escape closes. The list is only as long as helps. */

import { fold } from "./languages.js";
import { freshId, make } from "./make.js";

const MOST = 12;

/** The rows [id, title, other words] that answer to some words: beginnings of titles first, then beginnings of words, then the rest. */
export function matches(rows, words, most = MOST) {
  const wanted = fold(words.trim());
  const begins = wanted && new RegExp(`(^|[^\\p{L}\\p{N}])${wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "u");
  const ranked = [[], [], []];
  for (const row of rows) {
    const title = fold(row[1]);
    const all = fold(row.join(" "));
    const rank = !wanted || title.startsWith(wanted) ? 0 : begins.test(all) ? 1 : all.includes(wanted) ? 2 : -1;
    if (rank >= 0) ranked[rank].push(row);
  }
  return ranked.flat().slice(0, most);
}

/** Have `field` suggest. `query()` gives the words to look for or null for no list; `find(words)` the rows, now or later;
    `choose(row)` takes one. Gives the list, to be put after the field, and a way to close it. */
export function suggest(field, { label, query, find, choose }) {
  const list = make("ul", { className: "suggestions", id: freshId("list"), role: "listbox", "aria-label": label, hidden: true });
  const told = make("span", { className: "unseen", role: "status" });
  const combobox = field.tagName === "INPUT";
  if (combobox) field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.autocomplete = "off";
  let rows = [];
  let active = -1;
  let asked = 0;
  close();

  function close() {
    asked += 1;
    rows = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    told.textContent = "";
    if (combobox) field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  async function open() {
    const words = query();
    if (words === null) return close();
    const turn = (asked += 1);
    let found;
    try {
      found = await find(words);
    } catch {
      found = [];
    }
    if (turn !== asked || document.activeElement !== field) return undefined;
    if (!found.length) {
      close();
      told.textContent = words.trim() ? "No suggestion" : "";
      return undefined;
    }
    rows = found;
    active = -1;
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...rows.map((row, index) => option(row, index)));
    list.hidden = false;
    if (combobox) field.setAttribute("aria-expanded", "true");
    told.textContent = rows.length === 1 ? "1 suggestion" : `${rows.length} suggestions`;
    return undefined;
  }

  function option(row, index) {
    const item = make("li", { id: `${list.id}-${index}`, role: "option", "aria-selected": "false" }, make("span", {}, row[1]), " ", make("code", {}, row[0]));
    item.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    item.addEventListener("click", () => take(index));
    return item;
  }

  function move(step) {
    active = (active + step + rows.length + (active < 0 && step < 0 ? 1 : 0)) % rows.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    field.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function take(index) {
    const row = rows[index];
    close();
    choose(row);
  }

  field.addEventListener("input", open);
  field.addEventListener("focus", () => { if (combobox && query() !== null && !field.value) open(); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "ArrowDown" && combobox) {
      event.preventDefault();
      open();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      event.stopImmediatePropagation();
      take(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  return { list, told, close };
}

const BEGUN = /\[(?:[^[\]\n]*;\s*)?@([a-z0-9-]*)$/;

/** Have a text offer the keys of the sources once `[@` is typed. `keys()` gives [key, title] of each. */
export function suggestKeys(text, keys) {
  const before = () => text.value.slice(0, text.selectionStart);
  return suggest(text, {
    label: "Sources",
    query: () => BEGUN.exec(before())?.[1] ?? null,
    find: (words) => matches(keys(), words),
    choose([key]) {
      const end = text.selectionStart;
      const start = end - BEGUN.exec(before())[1].length;
      const closed = text.value[end] === "]";
      text.setRangeText(closed ? key : `${key}]`, start, end, "end");
      if (closed) text.setSelectionRange(text.selectionEnd + 1, text.selectionEnd + 1);
      text.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
}
