/* Which records answer a question, in which order, and by what. No page and no network here. */

import { isStemmed, teach, wordsOf } from "./languages.js";

/* What an exact word and a beginning are worth. */
const EXACT = 10, PREFIX = 4;
/* What is told of a place stands before its page of figures; a record stands before a page that lists records. */
const KINDS = { Places: 0.45, Pages: 0.7, Themes: 0.9 };
/* A word that a record shares with others by a theme, a measure or a place, beside one of its own. */
const SHARED = 0.5;
/* An answer that holds less than this part of what the best one is worth is no answer. */
const LEAST = 0.2;
const MOST = 60;
/* What people ask with, not for: in a library on stopping harm they tell nothing apart. */
const ASKING = new Set("stop stops prevent reduce work works working worked help helps tested tried try show get make keep people anything something anyone someone really".split(" "));

/** An index over a catalogue: `find(query, accept?)` gives {row, score, by} best first; `by` are the terms that answered. */
export function rank(lunr, catalogue, language = "en") {
  const { kinds, rows, terms } = catalogue;
  const own = lunr(function () {
    teach(lunr, this, language);
    this.ref("n");
    this.field("title", { boost: 6 });
    this.field("words", { boost: 3 });
    this.field("summary", { boost: 2 });
    rows.forEach(([, , title, summary, , words], n) => this.add({ n, title, summary, words }));
  });
  const shared = lunr(function () {
    teach(lunr, this, language);
    this.ref("n");
    this.field("title", { boost: 2 });
    this.field("words");
    terms.forEach(([, , title, words], n) => this.add({ n, title, words }));
  });
  const holders = terms.map(() => []);
  rows.forEach((row, n) => row[6]?.forEach((term) => holders[term].push(n)));
  const stop = isStemmed(language) ? lunr[language].stopWordFilter : language === "en" ? lunr.stopWordFilter : undefined;
  const matters = (word) => (!stop || stop(new lunr.Token(word)) !== undefined) && !(language === "en" && ASKING.has(word));

  /* Every row that a word leads to, with what it is worth there: 1 for the best. Words near it count where nothing holds it. */
  function one(word) {
    const exactly = whole(word, exact);
    return exactly.size ? { found: exactly, slip: false } : { found: whole(word, slip), slip: true };
  }

  function whole(word, way) {
    const found = new Map();
    const hits = way(lunr, own, word);
    for (const { ref, score } of hits) found.set(+ref, { worth: score / hits[0].score, by: [] });
    const named = way(lunr, shared, word);
    for (const { ref, score } of named) {
      const worth = (SHARED * score) / named[0].score;
      for (const row of holders[ref]) {
        const before = found.get(row) ?? { worth: 0, by: [] };
        found.set(row, { worth: Math.max(before.worth, worth) + 0.15 * Math.min(before.worth, worth), by: [...before.by, +ref] });
      }
    }
    return found;
  }

  /* A place whose whole name stands in a longer question is asked for itself. */
  function weight([kind, , title], asked) {
    const name = kinds[kind] === "Places" ? wordsOf(title) : [];
    const isNamed = name.length && asked.length > name.length && name.every((word) => asked.includes(word));
    return isNamed ? 1 : (KINDS[kinds[kind]] ?? 1);
  }

  function find(query, accept = () => true) {
    const asked = [...new Set(wordsOf(query))];
    const words = asked.some(matters) ? asked.filter(matters) : asked;
    const total = new Map();
    let possible = 0;
    const near = [];
    for (const word of words) {
      const { found, slip } = one(word);
      if (slip) near.push(word);
      const rare = Math.log(1 + rows.length / (1 + found.size));
      possible += rare;
      for (const [n, { worth, by }] of found) {
        if (!accept(n)) continue;
        const before = total.get(n) ?? { row: n, score: 0, words: 0, by: [] };
        total.set(n, { row: n, score: before.score + rare * worth, words: before.words + rare, by: [...before.by, ...by] });
      }
    }
    for (const hit of total.values()) hit.score *= (hit.words / possible) ** 1.5 * weight(rows[hit.row], asked);
    const sorted = [...total.values()].sort((a, b) => b.score - a.score || a.row - b.row);
    return Object.assign(sorted.filter((hit) => hit.score >= LEAST * sorted[0].score), { near });
  }

  /** The first answers; `near` are the words of the question that nothing holds, so that words near them were taken. */
  const best = (query) => {
    const found = find(query);
    return Object.assign(found.slice(0, MOST), { near: found.near });
  };
  return { find, best };
}

function exact(lunr, index, word) {
  return index.query((query) => {
    query.term(word, { boost: EXACT });
    if (word.length > 1) query.term(word, { boost: PREFIX, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
  });
}

function slip(lunr, index, word) {
  return word.length > 4 ? index.query((query) => query.term(word, { editDistance: 1 })) : [];
}
