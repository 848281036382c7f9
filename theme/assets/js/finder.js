/* The catalogue and its index: read once, when someone first searches. */

const BASE = new URL("../../", import.meta.url);

let ready;

/** The finder: `find(query)` gives rows of the catalogue, best first. */
export function loadFinder() {
  ready ??= Promise.all([loadLunr(), fetch(new URL("search/catalogue.json", BASE)).then((r) => r.json())]).then(([lunr, catalogue]) => build(lunr, catalogue));
  ready.catch(() => { ready = undefined; });
  return ready;
}

function loadLunr() {
  if (window.lunr) return Promise.resolve(window.lunr);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("lunr.js", import.meta.url);
    script.onload = () => resolve(window.lunr);
    script.onerror = () => reject(new Error("lunr did not load"));
    document.head.append(script);
  });
}

/** Letters without their accents, so that Bogota finds Bogotá. */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/* Places are many and have few words: what is told of one stands before its page of figures. */
const BOOSTS = { Places: 0.1 };

function build(lunr, { kinds, rows }) {
  const index = lunr(function () {
    this.ref("id");
    this.field("title", { boost: 8 });
    this.field("words", { boost: 3 });
    this.field("summary", { boost: 2 });
    rows.forEach(([kind, , title, summary, , words], id) => this.add({ id, title: fold(title), summary: fold(summary), words: fold(words) }, { boost: BOOSTS[kinds[kind]] ?? 1 }));
  });
  return {
    kinds,
    find(query) {
      const terms = [...new Set(fold(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean))];
      if (!terms.length) return [];
      return search(lunr, index, terms).map(({ ref }) => rows[ref]).map(([kind, address, title, summary, label]) => ({ kind: kinds[kind], url: new URL(address, BASE).href, title, summary, label }));
    },
  };
}

/* All words must be found, exactly, as a beginning or with a slip of the finger; if nothing holds them all, any may. */
function search(lunr, index, terms) {
  const hits = new Map();
  for (const term of terms) {
    for (const hit of one(lunr, index, term)) {
      const before = hits.get(hit.ref) ?? { ref: hit.ref, score: 0, found: 0 };
      hits.set(hit.ref, { ref: hit.ref, score: before.score + hit.score, found: before.found + 1 });
    }
  }
  const sorted = [...hits.values()].sort((a, b) => b.found - a.found || b.score - a.score || a.ref - b.ref);
  const all = terms.filter((t) => !lunr.stopWordFilter || lunr.stopWordFilter(new lunr.Token(t)) !== undefined).length || 1;
  const whole = sorted.filter((hit) => hit.found >= all);
  return (whole.length ? whole : sorted).slice(0, 60);
}

function one(lunr, index, term) {
  return index.query((q) => {
    q.term(term, { boost: 10 });
    if (term.length > 1) q.term(term, { boost: 3, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
    if (term.length > 4) q.term(term, { boost: 1, usePipeline: false, editDistance: 1 });
  });
}
