/* A filter over the items of lists: shown only with scripts, and kept in the address. */

import { fold } from "./languages.js";

/** Turn a hidden form into a filter. Its `data-filter` says which items it shows and hides. */
export function filterLists(form) {
  const input = form.querySelector("input");
  const status = form.querySelector("[role=status]");
  const items = [...document.querySelectorAll(form.dataset.filter)].map((item) => ({ item, name: fold(item.querySelector("a").textContent) }));
  const sections = new Set(items.map(({ item }) => item.closest("section")));

  /* Where to look for what the list does not hold: a city, in the list of countries. */
  function elsewhere() {
    const link = document.createElement("a");
    link.href = `${form.dataset.search}?q=${encodeURIComponent(input.value.trim())}`;
    link.textContent = `Search the whole library for “${input.value.trim()}”`;
    return link;
  }

  function show() {
    const wanted = fold(input.value.trim());
    for (const { item, name } of items) item.hidden = !name.includes(wanted);
    for (const section of sections) section.hidden = !section.querySelector("li:not([hidden])");
    const found = items.filter(({ item }) => !item.hidden).length;
    status.textContent = wanted ? `${found} of ${items.length} shown.` : "";
    if (wanted && !found && form.dataset.search) status.append(" ", elsewhere());
  }

  input.value ||= new URL(location.href).searchParams.get("q") ?? "";
  input.addEventListener("input", () => {
    const url = new URL(location.href);
    if (input.value) url.searchParams.set("q", input.value);
    else url.searchParams.delete("q");
    history.replaceState(null, "", url);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
}
