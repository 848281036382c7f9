/* The catalogue and its index: read once, when someone first searches. */

import { foldStopWords, isStemmed, stemOf } from "./languages.js";
import { rank } from "./rank.js";

const BASE = new URL("../../", import.meta.url);

let read, ready;

/** The catalogue as the build wrote it. */
export function loadCatalogue() {
  read ??= fetch(new URL("search/catalogue.json", BASE)).then((answer) => {
    if (!answer.ok) throw new Error("the catalogue did not load");
    return answer.json();
  }).then((found) => ({ ...found, rows: rowsOf(found.columns) }));
  read.catch(() => { read = undefined; });
  return read;
}

/** The catalogue, its index, and `find(query)`: what is shown of each answer, best first. */
export function loadFinder() {
  const language = document.documentElement.lang || "en";
  ready ??= Promise.all([loadLunr(language), loadCatalogue()]).then(async ([lunr, catalogue]) => {
    const index = await rank(catalogue, stemOf(lunr, language), language);
    return { catalogue, index, kinds: catalogue.kinds, find: (query) => {
      const found = index.best(query);
      return Object.assign(found.map(({ row }) => shown(catalogue, row)), { near: found.near, all: found.all });
    } };
  });
  ready.catch(() => { ready = undefined; });
  return ready;
}

/** What a list shows of a row. */
export function shown({ kinds, bases, rows }, n) {
  const [kind, at, title, summary, label = ""] = rows[n];
  return { kind: kinds[kind], url: new URL(bases[kind] ? `${bases[kind]}${at}/` : at, BASE).href, title, summary, label };
}

/* The catalogue travels column by column, because gzip packs like beside like in a fifth less. */
function rowsOf(columns) {
  return columns[0].map((_, n) => columns.map((column) => column[n]));
}

async function loadLunr(language) {
  await script("lunr.js", () => window.lunr);
  if (isStemmed(language)) {
    await script("lunr/stemmer.support.js", () => window.lunr.stemmerSupport);
    foldStopWords(window.lunr);
    await script(`lunr/${language}.js`, () => window.lunr[language]);
  }
  return window.lunr;
}

function script(path, isThere) {
  if (isThere()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = new URL(path, import.meta.url);
    element.onload = () => resolve();
    element.onerror = () => reject(new Error(`${path} did not load`));
    document.head.append(element);
  });
}
