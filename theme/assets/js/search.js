/* Search as a dialogue on every page, and as the page /search/ with the query in its address. */

import { loadFinder } from "./finder.js";
import { fold } from "./languages.js";

/** Turn the search page's form into a live search. */
export function searchPage(form) {
  const input = form.querySelector("input");
  const view = attach(form, input);
  const fromAddress = () => {
    input.value = new URL(location.href).searchParams.get("q") ?? "";
    view.show(input.value);
  };
  const toAddress = () => {
    const url = new URL(location.href);
    if (input.value) url.searchParams.set("q", input.value);
    else url.searchParams.delete("q");
    history.replaceState(null, "", url);
  };
  input.addEventListener("input", toAddress);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.querySelector(".search-results a")?.focus();
  });
  addEventListener("popstate", fromAddress);
  if (input.value) {
    // typed before this script arrived
    toAddress();
    view.show(input.value);
  } else {
    fromAddress();
  }
  input.focus();
}

/** Open search over the page. `opener` is the link whose address is the search page. */
export function openSearch(opener) {
  const dialog = document.querySelector(".search-dialog") ?? make(opener);
  dialog.showModal();
  dialog.querySelector("input").select();
}

function make(opener) {
  const dialog = document.createElement("dialog");
  dialog.className = "search-dialog md-typeset";
  dialog.setAttribute("aria-label", "Search");
  dialog.innerHTML = `<form role="search"><div class="search-head"><input type="search" aria-label="Search words, places or problems" placeholder="Words, places or problems" autocomplete="off" spellcheck="false"><button type="button">Close</button></div><p class="search-status" role="status" aria-live="polite"></p><div class="search-results"></div><p class="range"><a class="search-all">Open as a page</a></p></form>`;
  const input = dialog.querySelector("input");
  const all = dialog.querySelector(".search-all");
  const address = () => {
    const url = new URL(opener.href);
    if (input.value) url.searchParams.set("q", input.value);
    all.href = url;
    return url;
  };
  address();
  const view = attach(dialog, input);
  input.addEventListener("input", address);
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    location.href = view.first() ?? address();
  });
  input.addEventListener("keydown", (event) => {
    // the browser would only empty a search field at the first stroke
    if (event.key !== "Escape") return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => opener.focus());
  document.body.append(dialog);
  loadFinder().catch(() => {}); // the first answer comes sooner; who types is told when it does not come
  view.show("");
  return dialog;
}

function attach(root, input) {
  const results = root.querySelector(".search-results");
  const status = root.querySelector(".search-status");
  let asked = 0;
  async function show(query) {
    const mine = ++asked;
    if (!query.trim()) {
      results.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const finder = await loadFinder();
      if (mine === asked) render(finder, query);
    } catch {
      status.textContent = "The search catalogue did not load. Try again, or browse the practices.";
    }
  }
  function render(finder, query) {
    const hits = finder.find(query);
    status.textContent = hits.length ? `${unheld(hits.near)}${hits.all > hits.length ? `The first ${hits.length} of ` : ""}${hits.all.toLocaleString("en")} ${hits.all === 1 ? "result" : "results"}. Use the arrow keys to move.` : `Nothing found for “${query}” in titles, summaries and key words. Try another word, or fewer.`;
    const terms = fold(query).split(/[^\p{L}\p{N}]+/u).filter((t) => t.length > 1);
    const groups = [];
    for (const kind of new Set(hits.map((hit) => hit.kind))) {
      const heading = document.createElement("h2");
      heading.textContent = kind;
      const list = document.createElement("ul");
      list.append(...hits.filter((hit) => hit.kind === kind).map((hit) => item(hit, terms)));
      groups.push(heading, list);
    }
    results.replaceChildren(...groups);
  }
  input.addEventListener("input", () => show(input.value));
  root.addEventListener("keydown", (event) => move(event, input, results));
  return { show, first: () => results.querySelector("a")?.href };
}

/** What to say of words that nothing holds: it may be untested, or nobody has looked. */
export function unheld(near) {
  return near.length ? `No title, summary or key word holds ${near.map((word) => `“${word}”`).join(" or ")}; these hold words near it, or the others. ` : "";
}

function item({ url, title, summary, label }, terms) {
  const link = document.createElement("a");
  link.href = url;
  const name = document.createElement("strong");
  name.append(...marked(title, terms));
  const text = document.createElement("span");
  text.append(...marked(summary, terms));
  link.append(name, text);
  if (label) {
    const said = document.createElement("span");
    said.textContent = `Evidence: ${label}`;
    link.append(said);
  }
  const row = document.createElement("li");
  row.append(link);
  return row;
}

/* Words that match are marked as text nodes; nothing of a record is ever read as markup. */
function marked(text, terms) {
  const nodes = [];
  let plain = "";
  for (const part of text.split(/([\p{L}\p{N}]+)/u)) {
    const folded = fold(part);
    if (!terms.some((term) => folded.startsWith(term))) {
      plain += part;
      continue;
    }
    const mark = document.createElement("mark");
    mark.textContent = part;
    nodes.push(plain, mark);
    plain = "";
  }
  return [...nodes, plain];
}

function move(event, input, results) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = [...results.querySelectorAll("a")];
  if (!links.length) return;
  event.preventDefault();
  const at = links.indexOf(document.activeElement);
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  if (next < 0) input.focus();
  else links[Math.min(next, links.length - 1)].focus();
}
