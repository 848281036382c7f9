/* Practices side by side, out of their own pages, and the shortlist below. The address says what is compared, and wins. */

import { citation, download, published } from "./csv.js";
import { copied, part, plain, practice, results } from "./practice.js";
import { ids, keep, kept, offerKeeping, watch } from "./shortlist.js";

const FAULTS = {
  none: ({ id }) => `There is no practice “${id}”.`,
  withdrawn: ({ title }) => `“${title}” was withdrawn; its page says why.`,
  lost: ({ id }) => `“${id}” did not load. Try again.`,
};

/** Bring the page to life. */
export function compare(root) {
  const most = +root.dataset.most;
  const told = root.querySelector("[role=status]");
  const compared = root.querySelector("#compared");
  const list = root.querySelector("#shortlist");
  const tools = compared.querySelector("form");
  const rows = [...compared.querySelectorAll("[data-row]")].map((row) => ({ part: row.dataset.row, without: row.dataset.without, name: row.cells[0].textContent }));
  const narrow = matchMedia("screen and (max-width: 45em)");
  let shown = [], measure = "", before = kept(), turn = 0;

  const query = () => new URLSearchParams(location.search);
  const asked = () => query().get("ids")?.split(",").filter(Boolean) ?? kept();
  const say = (words) => { told.textContent = words; };

  /* Write into the address what is compared; a reader's own step can be taken back. */
  function go(chosen, on, { step = true } = {}) {
    const url = new URL(location);
    url.search = [chosen.length && `ids=${chosen.map(encodeURIComponent).join()}`, on && `measure=${encodeURIComponent(on)}`].filter(Boolean).join("&");
    if (url.href !== location.href) history[step ? "pushState" : "replaceState"](null, "", url);
    return show();
  }

  /* Show what the address asks for, and tell what it asks for in vain. */
  async function show() {
    const mine = ++turn, wanted = [...new Set(asked())], own = kept();
    const [all, listed] = await Promise.all([wanted.slice(0, most), own].map((some) => Promise.all(some.map(practice))));
    if (mine !== turn) return;
    const said = all.filter(({ fault }) => fault).map((one) => FAULTS[one.fault](one));
    if (wanted.length > most) said.push(`Only ${most} fit side by side. Left out: ${wanted.slice(most).join(", ")}.`);
    shown = all.filter(({ page }) => page).map((one) => ({ ...one, results: results(one) }));
    const choice = measures();
    const on = query().get("measure");
    measure = choice.some(({ id }) => id === on) ? on : choice.toSorted((a, b) => b.number - a.number)[0]?.id;
    if (on && on !== measure && shown.length) said.push(`None of them has a result on “${on}”.`);
    compared.hidden = !shown.length;
    options(choice);
    draw();
    items(listed);
    const part = own.length > most && wanted.join() === own.slice(0, most).join() ? `, the first of ${own.length} on your shortlist` : "";
    if (shown.length) said.unshift(shown.length === 1 ? "One practice is shown. Keep another to compare it with." : `${shown.length} practices are compared${part}.`);
    say(said.join(" "));
  }

  /* All measures that any of them has, in the order of their pages, each with how many have it. */
  function measures() {
    const found = new Map();
    for (const { results } of shown) for (const { id, title } of results) found.set(id, { id, title, number: (found.get(id)?.number ?? 0) + 1 });
    return [...found.values()];
  }

  function options(choice) {
    const select = tools.elements.measure;
    select.replaceChildren(...choice.map(({ id, title, number }) => new Option(`${title} (${number} of ${shown.length})`, id, false, id === measure)));
    select.closest("p").hidden = !choice.length;
    const classes = shown.flatMap(({ results }) => results).filter(({ id }) => id === measure).map((one) => one.class);
    for (const note of compared.querySelectorAll("[data-class]")) note.hidden = !classes.includes(note.dataset.class);
  }

  const result = (one) => one.results.find(({ id }) => id === measure);

  /* What stands in a row of a practice, as nodes; none when its page has no such part. */
  function content(one, name) {
    if (name === "title") return [heading(one)];
    const found = name === "effect" ? result(one)?.cells ?? [] : part(one, name);
    return found.map((element) => copied(element, one.url));
  }

  function heading({ id, title, url }) {
    const made = element("div", {}, element("a", { href: url }, title));
    made.append(element("div", { class: "keep-place", "data-keep": id, "data-title": title }));
    return made;
  }

  /* One column for each practice; on a phone one row for each, under another, with the names of the parts repeated. */
  function draw() {
    const effect = tools.elements.measure.selectedOptions[0]?.text.replace(/ \(\d+ of \d+\)$/, "");
    const names = rows.map(({ part, name }) => (part === "effect" && effect ? `${name}: ${effect}` : name));
    const cell = (one, n) => {
      const found = content(one, rows[n].part);
      return element("td", { "data-name": names[n] }, ...(found.length ? found : [element("span", { class: "range" }, rows[n].without)]));
    };
    const tall = narrow.matches;
    const head = tall
      ? [element("th", { scope: "col" }, "Practice"), ...names.slice(1).map((name) => element("th", { scope: "col" }, name))]
      : [element("td"), ...shown.map((one) => element("th", { scope: "col" }, heading(one)))];
    const body = tall
      ? shown.map((one) => element("tr", {}, element("th", { scope: "row" }, heading(one)), ...names.slice(1).map((_, n) => cell(one, n + 1))))
      : names.slice(1).map((name, n) => element("tr", {}, element("th", { scope: "row" }, name), ...shown.map((one) => cell(one, n + 1))));
    const table = compared.querySelector("table");
    table.classList.toggle("stacked", tall);
    table.replaceChildren(element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
    compared.querySelector(".compare-from").textContent = citation().join(" ");
    offerKeeping(table);
  }

  /* The shortlist, with what a reader may do to each. */
  function items(listed) {
    list.hidden = false;
    list.querySelector(".shortlist-none").hidden = listed.length > 0;
    list.querySelector(".shortlist-all").hidden = !listed.length;
    list.querySelector("ol").replaceChildren(...listed.map((one, n) => {
      const title = one.title ?? one.id;
      const act = (name, words, off) => element("button", { type: "button", name, value: one.id, "aria-label": `${words}: ${title}`, ...(off && { disabled: "" }) }, words);
      return element("li", {}, one.url ? element("a", { href: one.url }, title) : `${FAULTS[one.fault](one)}`, " ",
        element("span", { class: "buttons" }, act("up", "Move up", !n), " ", act("down", "Move down", n === listed.length - 1), " ", act("remove", "Remove")));
    }));
  }

  async function change({ name, value }) {
    const now = kept(), at = now.indexOf(value);
    const next = now.filter((id) => id !== value);
    if (name !== "remove") next.splice(at + (name === "up" ? -1 : 1), 0, value);
    keep(next);
    await show();
    const buttons = [...list.querySelectorAll("li button:not(:disabled)")];
    const target = name === "remove" ? buttons.find((one) => one.name === "remove" && one.value === next[Math.min(at, next.length - 1)])
      : buttons.find((one) => one.value === value && one.name === name) ?? buttons.find((one) => one.value === value);
    (target ?? list.querySelector("h2")).focus();
    say(name === "remove" ? "Removed." : `Moved to place ${next.indexOf(value) + 1} of ${next.length}.`);
  }

  async function copyLink(url) {
    const copied = navigator.clipboard && await navigator.clipboard.writeText(url).then(() => true, () => false);
    say(copied ? "Link copied." : url);
  }

  const text = (one, name) => plain(content(one, name));

  function comparison() {
    const head = ["id", "title", "place", "address", "evidence", "measure", "label", "strength", "effect in words", "scale", "effect", "low", "high", "cost", "when", "followed for", "helped", "hindered", "went wrong", "limits", "sources disagree", "last read against its sources"];
    const title = tools.elements.measure.selectedOptions[0]?.text.replace(/ \(\d+ of \d+\)$/, "") ?? "";
    return [head, ...shown.map((one) => {
      const found = result(one);
      const [change, sure] = found?.cells ?? [];
      const words = change && plain([...change.querySelectorAll(":scope > .figure, :scope > .range")]).replaceAll(" | ", " ");
      return [one.id, one.title, text(one, "places"), address(one), text(one, "evidence"), title, sure ? plain([sure.querySelector(".label")]) : "", sure?.querySelector(".strength").getAttribute("aria-label") ?? "", words ?? "not measured", found?.scale ?? "", ...(found?.values ?? ["", "", ""]), text(one, "cost"), text(one, "when"), text(one, "follow-up"), text(one, "helped"), text(one, "hindered"), text(one, "wrong"), text(one, "limits"), text(one, "disagree"), day(one)];
    })];
  }

  async function shortlist() {
    const found = await Promise.all(kept().map(practice));
    return [["id", "title", "place", "address", "evidence", "cost", "when", "last read against its sources"],
      ...found.map((one) => one.page ? [one.id, one.title, text(one, "places"), address(one), text(one, "evidence"), text(one, "cost"), text(one, "when"), day(one)] : [one.id, FAULTS[one.fault](one)])];
  }

  tools.addEventListener("submit", (event) => event.preventDefault());
  tools.addEventListener("change", ({ target }) => go(shown.map(({ id }) => id), target.value));
  tools.addEventListener("click", ({ target: { name } }) => {
    if (name === "link") copyLink(published());
    if (name === "csv") download("beacon-comparison", comparison());
    if (name === "print") print();
  });
  list.addEventListener("click", async ({ target }) => {
    const { name } = target;
    if (["up", "down", "remove"].includes(name)) change(target);
    if (name === "compare") {
      await go(kept().slice(0, most), measure);
      compared.querySelector("h2").focus();
    }
    if (name === "link") copyLink(`${published().split("?")[0]}?ids=${kept()}`);
    if (name === "csv") download("beacon-shortlist", await shortlist());
  });
  watch(() => {
    // what is compared follows the shortlist as long as it is the shortlist
    const was = before.slice(0, most).join();
    before = kept();
    if (!query().has("ids")) show();
    else if (was && ids(query().get("ids")).slice(0, most).join() === was) go(before.slice(0, most), query().get("measure"), { step: false });
    else show();
  });
  narrow.addEventListener("change", () => shown.length && draw());
  addEventListener("popstate", show);
  if (!query().has("ids") && kept().length) go(kept().slice(0, most), query().get("measure"), { step: false });
  else show();
}

const address = ({ page, url }) => page.querySelector("link[rel=canonical]")?.getAttribute("href") ?? url;
const day = ({ page }) => page.querySelector("[data-part=reviewed] time")?.getAttribute("datetime") ?? "";

function element(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  made.append(...inside);
  return made;
}
