/* Which records answer a question, in which order, and by what. No page and no network here. */

import { wordsOf } from "./languages.js";
import { indexOf } from "./words.js";

/* What is told of a place stands before its page of figures; a record stands before a page that lists records. */
const KINDS = { Places: 0.45, Pages: 0.7, Themes: 0.9 };
/* A word that a record shares with others by a theme, a measure or a place, beside one of its own. */
const SHARED = 0.5;
/* What the lesser of two ways to the same record adds. */
const BESIDES = 0.15;
/* An answer that holds less than this part of what the best one is worth is no answer. */
const LEAST = 0.2;
const MOST = 60;
/* What people ask with, not for: in a library on stopping harm they tell nothing apart. */
const ASKING = new Set("stop stops prevent reduce work works working worked help helps tested tried try show get make keep people anything something anyone someone really".split(" "));

/** An index over a catalogue. `stem` brings a word to its stem, "" for a stop word. Resolves to `find(query, accept?)`:
    {row, score} best first, with `near`, the words of the question that nothing holds, so that words near them were taken,
    and `through(row)`, the terms by which a row answered; and to `best(query)`: those of them that a list shows, with `near` and how many there are in `all`. */
export async function rank(catalogue, stem, language = "en") {
  const { kinds, rows, terms } = catalogue;
  const column = (list, at) => (n) => list[n][at];
  const own = await indexOf(rows.length, [[6, column(rows, 2)], [3, column(rows, 5)], [2, column(rows, 3)]], wordsOf, stem);
  const shared = await indexOf(terms.length, [[2, column(terms, 2)], [1, column(terms, 3)]], wordsOf, stem);
  const holders = terms.map(() => []);
  rows.forEach((row, n) => row[6]?.forEach((term) => holders[term].push(n)));
  const factor = rows.map(([kind]) => KINDS[kinds[kind]] ?? 1);
  const names = rows.map(([kind, , title]) => (kinds[kind] === "Places" ? wordsOf(title) : null));
  const matters = (word) => stem(word) && !(language === "en" && ASKING.has(word));

  /* What a row is worth by its kind. A place whose whole name stands in a longer question is asked for itself. */
  function weight(n, words) {
    const name = names[n];
    return name && words.length > name.length && name.every((word) => words.includes(word)) ? 1 : factor[n];
  }

  function asked(query) {
    const words = [...new Set(wordsOf(query))];
    const telling = words.filter(matters);
    return telling.length ? telling : words;
  }

  /* Every row that a word leads to, with what it is worth there. Words near it count where nothing holds it. */
  function one(word) {
    const exactly = whole(word, "ask");
    return exactly.numbers.length ? exactly : { ...whole(word, "near"), slip: true };
  }

  function whole(word, way) {
    const { numbers, worth } = own[way](word);
    const found = shared[way](word);
    const through = found.numbers.sort((a, b) => found.worth[b] - found.worth[a]);
    for (const term of through) {
      const other = SHARED * found.worth[term];
      for (const n of holders[term]) {
        const before = worth[n];
        if (!before) numbers.push(n);
        worth[n] = Math.max(before, other) + BESIDES * Math.min(before, other);
      }
    }
    return { numbers, worth, through, slip: false };
  }

  function find(query, accept = () => true) {
    const score = new Float64Array(rows.length), told = new Float64Array(rows.length);
    const met = [], near = [], shares = [];
    let possible = 0;
    for (const word of asked(query)) {
      const { numbers, worth, through, slip } = one(word);
      if (slip) near.push(word);
      shares.push(...through);
      const rare = Math.log(1 + rows.length / (1 + numbers.length));
      possible += rare;
      for (const n of numbers) {
        if (!told[n] && accept(n)) met.push(n);
        score[n] += rare * worth[n];
        told[n] += rare;
      }
    }
    const words = wordsOf(query);
    let best = 0;
    for (const n of met) {
      score[n] *= (told[n] / possible) ** 1.5 * weight(n, words);
      best = Math.max(best, score[n]);
    }
    const sorted = met.filter((n) => score[n] >= LEAST * best).sort((a, b) => score[b] - score[a] || a - b);
    const through = (row) => shares.filter((term) => rows[row][6]?.includes(term));
    return Object.assign(sorted.map((row) => ({ row, score: score[row] })), { near, through });
  }

  function best(query) {
    const found = find(query);
    return Object.assign(found.slice(0, MOST), { near: found.near, all: found.length });
  }

  return { find, best };
}
