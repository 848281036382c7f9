/* What every page does beyond being read: open search, reach the drawer, keep a practice, and print with all details open. Each behaviour has its module. */

import { reachDrawer } from "./drawer.js";
import { openDetailsForPrint } from "./print.js";
import { offerKeeping } from "./shortlist.js";

openDetailsForPrint();
reachDrawer();
offerKeeping();

const opener = document.querySelector("[data-search-open]");
const page = document.querySelector("[data-search-page]");
const calculator = document.querySelector("[data-calculator]");
const comparison = document.querySelector("[data-compare]");
const filter = document.querySelector("[data-filter]");
const finder = document.querySelector("[data-find]");
const choice = document.querySelector("[data-explore]");
const trends = document.querySelectorAll("figure.trend");
const draft = document.querySelector("[data-contribute]");
const copies = document.querySelectorAll("[data-copy]");

if (page) {
  import("./search.js").then(({ searchPage }) => searchPage(page));
}

if (calculator) {
  import("./calculator.js").then(({ calculate }) => calculate(calculator));
}

if (draft) {
  import("./contribute.js").then(({ contribute }) => contribute(draft));
}

if (comparison) {
  import("./compare.js").then(({ compare }) => compare(comparison));
}

if (filter) {
  import("./filter.js").then(({ filterLists }) => filterLists(filter));
}

if (finder) {
  import("./find.js").then(({ find }) => find(finder));
}

if (choice?.querySelector(".explore-form")) {
  import("./explore.js").then(({ explore }) => explore(choice));
}

if (trends.length) {
  import("./crosshair.js").then(({ crosshair }) => trends.forEach(crosshair));
}

if (copies.length) {
  import("./copy.js").then(({ offerCopies }) => offerCopies(copies));
}

if (opener && !page) {
  opener.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { openSearch } = await import("./search.js");
    openSearch(opener);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      opener.click();
    }
  });
}
