/* What every page does beyond being read: open search, reach the drawer, and print with all details open. Each behaviour has its module. */

import { reachDrawer } from "./drawer.js";
import { openDetailsForPrint } from "./print.js";

openDetailsForPrint();
reachDrawer();

const opener = document.querySelector("[data-search-open]");
const page = document.querySelector("[data-search-page]");
const calculator = document.querySelector("[data-calculator]");

if (page) {
  import("./search.js").then(({ searchPage }) => searchPage(page));
}

if (calculator) {
  import("./calculator.js").then(({ calculate }) => calculate(calculator));
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
