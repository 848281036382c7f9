/* Rows as comma-separated text that a spreadsheet may open: no cell of it is a formula, and its last lines say whence it comes. */

const NUMBER = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?$/;

/** Rows of texts and numbers as RFC 4180 writes them. generator/formats/sheet.py guards alike; a test compares. */
export function csv(rows) {
  return rows.map((row) => `${row.map(cell).join()}\r\n`).join("");
}

function cell(value) {
  const text = `${value ?? ""}`;
  const harmless = /^[=+\-@\t\r\n]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Where a page of ours is published, with what its address says now. */
export function published() {
  const url = new URL(document.querySelector("link[rel=canonical]")?.href ?? location.href);
  url.search = location.search;
  return url.href.replaceAll("%2C", ",");
}

/** How to cite what a page shows today. */
export function citation(today = new Date()) {
  const day = `${today.getFullYear()}-${`${today.getMonth() + 1}`.padStart(2, 0)}-${`${today.getDate()}`.padStart(2, 0)}`;
  return [`Beacon. ${document.querySelector("h1").textContent.trim()}. ${published()}. Read on ${day}.`, "Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"];
}

/** Hand the reader a file `<name>.csv` of rows, the first of them a header. */
export function download(name, rows) {
  const text = csv([...rows, [], ...citation().map((line) => [line])]);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" })); // the mark tells spreadsheets that it is UTF-8
  link.download = `${name}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
