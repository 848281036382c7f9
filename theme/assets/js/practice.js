/* A practice, read from its own page: its parts as nodes that another page may show, and as plain text. */

import { ID } from "./shortlist.js";

const BASE = new URL("../../", import.meta.url);
const STAYS = ["class", "title", "role", "aria-label", "aria-hidden", "lang", "dir", "datetime"];

const read = new Map();

/** The practice with an id: { id, title, url, page }, or { id, fault } with "none", "withdrawn" or "lost". */
export function practice(id) {
  if (!read.has(id)) {
    read.set(id, open(id, new URL(`practices/${id}/`, BASE)).then((found) => {
      if (found.fault === "lost") read.delete(id); // the next time may do better
      return found;
    }));
  }
  return read.get(id);
}

async function open(id, url, moved = false) {
  if (!ID.test(id)) return { id, fault: "none" };
  let answer, text;
  try {
    answer = await fetch(url);
    text = await answer.text();
  } catch {
    return { id, fault: "lost" };
  }
  if (answer.status >= 500) return { id, fault: "lost" };
  if (!answer.ok || new URL(answer.url).origin !== location.origin) return { id, fault: "none" };
  const page = new DOMParser().parseFromString(text, "text/html");
  const to = page.querySelector("meta[http-equiv=refresh]")?.content.split("url=")[1];
  if (to && !moved) return open(id, new URL(to, url), true);
  if (page.querySelector("[data-withdrawn]")) return { id, title: page.querySelector("h1").textContent, url: url.href, fault: "withdrawn" };
  const head = page.querySelector("[data-practice]");
  if (!head) return { id, fault: "none" };
  return { id, title: head.querySelector("h1").textContent, url: url.href, page };
}

/** The measures a practice has a result on: { id, title, class, scale, values: [effect, low, high] as texts, cells }. */
export function results({ page }) {
  return [...page.querySelectorAll("tr[data-measure]")].map((row) => ({
    id: row.dataset.measure,
    title: row.cells[0].textContent.trim(),
    class: row.dataset.class,
    scale: row.dataset.scale,
    values: row.dataset.values.split(" ").map((value) => (value === "-" ? "" : value)),
    cells: [...row.cells].slice(1),
  }));
}

/** The elements that a practice's page marks as one of its parts. */
export function part({ page }, name) {
  return [...page.querySelectorAll(`[data-part="${name}"]`)];
}

/** A copy of an element's content for the page shown: no ids, no attributes but harmless ones, links that lead where they led. */
export function copied(element, url) {
  const whole = document.importNode(element, true);
  for (const hidden of whole.querySelectorAll("details, script, style, [data-keep], .flags:has(.lift)")) hidden.remove();
  for (const one of [whole, ...whole.querySelectorAll("*")]) {
    const href = one.getAttribute("href");
    for (const name of one.getAttributeNames()) if (!STAYS.includes(name)) one.removeAttribute(name);
    const to = href && new URL(href, url);
    if (to && /^(https?|mailto):$/.test(to.protocol)) one.setAttribute("href", to);
  }
  const made = document.createElement("div");
  if (whole.cells) made.append(...[...whole.cells].flatMap((cell, n) => [...(n ? [" · "] : []), ...cell.childNodes]));
  else if (whole.localName === "ul") made.append(whole);
  else made.append(...whole.childNodes);
  return made;
}

/** What nodes say in one line: items parted by a bar, without the numbers of sources. */
export function plain(nodes) {
  return nodes.map((node) => {
    const copy = node.cloneNode(true);
    for (const number of copy.querySelectorAll("sup.cite, [aria-hidden]")) number.remove();
    for (const strength of copy.querySelectorAll("[role=img]")) strength.append(` ${strength.getAttribute("aria-label")} `);
    for (const end of copy.querySelectorAll("li, p, br")) end.after(" | ");
    return copy.textContent;
  }).join(" | ").replace(/\s+/g, " ").replace(/ ?(\| ?)+/g, " | ").replace(/^[ |]+|[ |]+$/g, "");
}
