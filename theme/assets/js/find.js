/* The finder: words, facets and a city together, kept in the address. Cards come from the pages of the list itself. */

import { cardsFrom } from "./cards.js";
import { download } from "./csv.js";
import { bitsOf, facetsOf, has, narrow } from "./facets.js";
import { fitPanel } from "./find_fit.js";
import { panel } from "./find_panel.js";
import { loadCatalogue, loadFinder, shown } from "./finder.js";
import { unheld } from "./search.js";

const STEP = 30;
const COLLATOR = new Intl.Collator("en");
/* What each order goes by: a number for every practice, the least first. */
const ORDERS = {
  evidence: (_, names) => names.map(() => 0), // the list itself goes by it
  newest: ({ rows }, names) => names.map((_, n) => -(rows[n][7] ?? 0)),
  place: (_, names) => {
    const sorted = [...new Set(names)].sort(COLLATOR.compare);
    const at = new Map(sorted.map((name, place) => [name, place]));
    return names.map((name) => at.get(name));
  },
};

/** Turn the list of practices into a finder. `form` holds the fields, and names what it works on. */
export async function find(form) {
  const list = document.querySelector(".find-results");
  const query = form.querySelector("[type=search]");
  const order = form.querySelector("select");
  const status = form.querySelector(".find-status");
  const end = document.querySelector("[data-find-end]");
  const more = end.querySelector("[data-find-more]");
  const taking = end.querySelectorAll("[data-find-csv], [data-find-print]"); // of no use when nothing is found
  const first = list.innerHTML;
  const frame = { form, panel: document.querySelector(".find-panel"), shelves: document.querySelector("[data-find-static-only]") };
  end.hidden = false;
  reveal(frame, true);
  const catalogue = await loadCatalogue().catch(() => null);
  if (!catalogue) {
    reveal(frame, false);
    end.hidden = true;
    return;
  }
  const model = facetsOf(catalogue);
  const card = cardsFrom(list, (n) => plainCard(catalogue, places, n));
  const shelves = shelvesOf(catalogue, model.size);
  let state = read();
  let visible = [];
  let typing = false;
  let asked = 0;
  let within = null;
  let reasons = null;
  let fitting = null;
  let drawn = Promise.resolve();
  const keys = {};

  /* By the order that the reader chose; undefined when none is. */
  function chosenOrder() {
    if (!state.order) return undefined;
    const key = (keys[state.order] ??= ORDERS[state.order](catalogue, Array.from({ length: model.size }, (_, n) => places(n))));
    return (a, b) => key[a] - key[b] || a - b;
  }

  function places(n) {
    const at = catalogue.facets.findIndex(([id]) => id === "place");
    return (catalogue.rows[n][6] ?? []).map((t) => catalogue.terms[t]).filter(([facet]) => facet === at).map(([, , title]) => title).join(" · ");
  }

  /* ---- the address ---- */

  function read() {
    const given = new URL(location.href).searchParams;
    const chosen = {};
    for (const facet of model.facets) {
      const ids = (given.get(facet.id) ?? "").split(",").filter((id) => facet.terms.some((term) => term.id === id));
      if (ids.length) chosen[facet.id] = ids;
    }
    return { q: given.get("q") ?? "", order: Object.hasOwn(ORDERS, given.get("order") ?? "") ? given.get("order") : "", fit: given.get("fit") ?? "", chosen };
  }

  function write(push) {
    const url = new URL(location.href);
    url.search = "";
    if (state.q) url.searchParams.set("q", state.q);
    for (const [facet, ids] of Object.entries(state.chosen)) url.searchParams.set(facet, ids.join(","));
    if (state.order) url.searchParams.set("order", state.order);
    if (state.fit) url.searchParams.set("fit", state.fit);
    url.search = url.search.replaceAll("%2C", ",");
    if (url.href !== location.href) history[push ? "pushState" : "replaceState"](null, "", url);
  }

  /* ---- what is left, and in which order ---- */

  async function show() {
    const mine = ++asked;
    let hits = null, near = [], failed = false;
    const answers = await fits.answers(state.fit);
    if (mine !== asked) return;
    fitting = answers;
    if (state.q.trim()) {
      try {
        const finder = await loadFinder();
        if (mine !== asked) return;
        const found = finder.index.find(state.q, (n) => n < model.size);
        hits = found.map(({ row }) => row);
        near = found.near;
        reasons = found.through;
      } catch {
        failed = true;
      }
    }
    if (!hits) reasons = null;
    within = hits && bitsOf(model, hits);
    const { left, numbers, counts } = narrow(model, state.chosen, within);
    const order = chosenOrder() ?? (fitting ? byFit : null);
    visible = order ? numbers.sort(order) : hits ? hits.filter((n) => has(left, n)) : numbers;
    panels.draw(state.chosen, counts);
    told(near, failed);
    draw(0);
  }

  /* Whether nothing was asked: then the page stands as it was served. */
  function asServed() {
    return !state.q && !state.order && !state.fit && !Object.keys(state.chosen).length;
  }

  /* By the strength of the evidence, as the list has it, and where that is level by how like the city its places are. */
  function byFit(a, b) {
    return shelves[a] - shelves[b] || fitting.before(a, b) || a - b;
  }

  function told(near, failed) {
    const [usual, evidence] = order.options; // with words the usual order is by how well they are met
    usual.textContent = state.q.trim() ? "Best match" : "Best evidence";
    evidence.hidden = !state.q.trim();
    const said = `${visible.length.toLocaleString("en")} ${visible.length === 1 ? "practice" : "practices"}`;
    status.textContent = asServed() ? "" : visible.length ? `${said} of ${model.size.toLocaleString("en")}. ${unheld(near)}`.trim() : "No practice fits all of this.";
    if (fitting && visible.length) status.textContent += ` ${alike()}`;
    if (failed) status.textContent = `Search did not load, so the words are left out. Try again; the filters still work. ${status.textContent}`;
    suggestions.replaceChildren(...(visible.length ? [] : relaxed()));
    suggestions.hidden = visible.length > 0;
  }

  /* How many of what is found come from places how like the city, the most alike first; none is left out of the sum. */
  function alike() {
    const levels = visible.map((n) => fitting.level(n));
    const counted = fitting.levels.map((level) => [level, levels.filter((own) => own === level).length]).filter(([, many]) => many);
    return `Where their evidence comes from: ${counted.map(([level, many]) => `${many.toLocaleString("en")} ${level}`).join(", ")}.`;
  }

  /* What to give up when nothing is left: each condition by itself, the one that gives most first. */
  function relaxed() {
    const offers = Object.keys(state.chosen).map((facet) => {
      const { [facet]: dropped, ...rest } = state.chosen;
      const named = model.facets.find(({ id }) => id === facet);
      const titles = named.terms.filter(({ id }) => dropped.includes(id)).map(({ title }) => title).join(" or ");
      return { words: `${named.title}: ${titles}`, left: narrow(model, rest, within).numbers.length, give: () => { state.chosen = rest; } };
    });
    if (within && offers.length) offers.push({ words: `the words “${state.q}”`, left: narrow(model, state.chosen, null).numbers.length, give: () => { state.q = query.value = ""; } });
    const helpful = offers.filter(({ left }) => left).sort((a, b) => b.left - a.left);
    if (!helpful.length) return [line(offers.length ? "No single condition is to blame: remove several." : "Try another word, or fewer: the search knows synonyms and slips of the finger.")];
    return helpful.map(({ words, left, give }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `Without ${words}: ${left.toLocaleString("en")}`;
      button.addEventListener("click", () => { give(); changed(); query.focus(); });
      return button;
    });
  }

  /* ---- the list ---- */

  function draw(from) {
    const asIs = asServed();
    if (asIs) list.innerHTML = first;
    else {
      const items = visible.slice(from, from + STEP).map((n) => fitted(why(card(n), n), n));
      if (from) list.append(...items);
      else list.replaceChildren(...items);
    }
    for (const button of taking) button.hidden = !asIs && !visible.length;
    more.hidden = asIs || visible.length <= from + STEP;
    document.querySelectorAll("[data-find-static]").forEach((part) => { part.hidden = !asIs; });
    list.dispatchEvent(new CustomEvent("cards", { bubbles: true }));
  }

  /* All that is found and not shown yet, for paper. */
  function rest() {
    list.append(...visible.slice(list.children.length).map((n) => fitted(why(card(n), n), n)));
    more.hidden = true;
    list.dispatchEvent(new CustomEvent("cards", { bubbles: true }));
  }

  /* Why a record answers: the words that it shares with others, or that it has itself. */
  function why(item, n) {
    if (!reasons) return item;
    const titles = [...new Set(reasons(n).map((t) => catalogue.terms[t][2]))];
    const said = line(titles.length ? `Found through: ${titles.slice(0, 3).join(", ")}` : "Found in its own words", "why");
    item.append(said);
    return item;
  }

  /* How like the city the places of its evidence are, with the reason, and a warning when all of it is from elsewhere. */
  function fitted(item, n) {
    if (!fitting) return item;
    const { level, sentence, elsewhere } = fitting.of(n);
    const said = line("", `fit fit-${elsewhere ? "elsewhere" : level}`);
    const name = document.createElement("strong");
    name.textContent = level === "unknown" ? "Likeness: cannot say." : `Places ${fitting.level(n)}.`;
    said.append(name, ` ${sentence}`);
    item.append(said);
    return item;
  }

  /* What is found, all of it, as rows for a spreadsheet. */
  function table() {
    const like = fitting ? ["places_of_the_evidence", "why"] : [];
    const head = ["id", "title", "place", "claim", "evidence", "began", "address", ...like];
    return [head, ...visible.map((n) => {
      const { url, title, summary, label } = shown(catalogue, n);
      const fits = fitting ? [fitting.level(n), fitting.of(n).sentence] : [];
      return [catalogue.rows[n][1], title, places(n), summary, label, catalogue.rows[n][7] || "", url, ...fits];
    })];
  }

  function changed(push = true) {
    write(push);
    drawn = show();
  }

  const suggestions = form.querySelector(".find-relax");
  const fits = fitPanel(form.querySelector(".find-fit"), catalogue, (fit) => { state.fit = fit; changed(); });
  const panels = panel(form, frame.panel, model, (chosen) => { state.chosen = chosen; changed(); });
  query.addEventListener("focus", () => { loadFinder().catch(() => {}); }, { once: true }); // the first answer comes sooner
  query.addEventListener("input", () => {
    state.q = query.value;
    changed(!typing);
    typing = true;
  });
  for (const end of ["change", "blur"]) query.addEventListener(end, () => { typing = false; });
  order.addEventListener("change", () => { state.order = order.value; changed(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  query.addEventListener("keydown", (event) => {
    // a form with two text fields and no button is not submitted by Enter
    if (event.key === "Enter" && !event.isComposing) drawn.then(() => list.querySelector("a")?.focus());
  });
  end.querySelector("[data-find-csv]").addEventListener("click", () => download("beacon-practices", table()));
  end.querySelector("[data-find-print]").addEventListener("click", () => {
    rest();
    print();
  });
  more.addEventListener("click", () => {
    const from = list.children.length;
    draw(from);
    list.children[from]?.querySelector("a")?.focus();
  });
  addEventListener("popstate", () => {
    state = read();
    fill();
    drawn = show();
  });

  function fill() {
    query.value = state.q;
    order.value = state.order;
    typing = false;
  }

  if ((query.value && !state.q) || (order.value && !state.order)) { // before the catalogue came
    state = { ...state, q: state.q || query.value, order: state.order || order.value };
    write(false);
  }
  fill();
  drawn = show();
}

/* The finder in the place of the links to shelves at once, so that nothing jumps when the catalogue has come; or back. */
function reveal({ form, panel: groups, shelves }, on) {
  form.hidden = !on;
  groups.hidden = !on;
  groups.open = matchMedia("(min-width: 60em)").matches;
  shelves.hidden = on;
}

function line(words, kind = "") {
  const made = document.createElement("p");
  made.textContent = words;
  if (kind) made.className = kind;
  return made;
}

/* Which shelf of the list each practice stands on: neighbours with the same best label share one. What is past its review
   date says so before its label. */
function shelvesOf({ rows }, size) {
  const best = (row) => row[4].split(" / ")[0];
  let shelf = 0;
  return Array.from({ length: size }, (_, n) => (n && best(rows[n]) !== best(rows[n - 1]) ? ++shelf : shelf));
}

/* A card from the catalogue alone, until the page that holds the whole card has come. */
function plainCard(catalogue, places, n) {
  const { url, title, summary, label } = shown(catalogue, n);
  const item = document.createElement("li");
  item.className = "card";
  const heading = document.createElement("h2");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  heading.append(link);
  item.append(heading, line(places(n), "card-place"), line(summary), line(label, "card-rating"));
  return item;
}
