/* An index of words: which texts hold a word, its beginning, or nearly it, and what it is worth in each. No page and no
   network here. Typed arrays, because ten thousand records hold half a million words. */

/* BM25 with the constants of lunr 2.3, whose weights these are. Robertson and Zaragoza, The Probabilistic Relevance
   Framework: BM25 and Beyond, 2009, section 3.4. */
const K1 = 1.2, B = 0.75;
/* What an exact word and a beginning are worth; letters of the shortest beginning, and of the shortest word with a slip. */
const EXACT = 10, PREFIX = 4, SHORTEST_PREFIX = 2, SHORTEST_SLIP = 5;
/* Milliseconds of work after which others have their turn, so that typing never waits long. */
const SLICE = 12;

/** An index over `size` things. `fields` are pairs of a boost and what gives the text of a number; `words` parts a text,
    `stem` brings a word to its stem, "" when it says nothing. Resolves to `ask(word)`: the numbers that hold the word or
    begin with it, and its `worth` by number, 1 for the best; and to `near(word)`: the same of words one slip of the finger
    away. What they give is good until the next question. */
export async function indexOf(size, fields, words, stem) {
  const number = new Map(); // of a stem
  const met = new Map(); // stems by number, of a piece of text as it is written
  const holds = [], within = [], often = [];
  const lengths = fields.map(() => new Uint16Array(size));
  let began = performance.now();
  for (let n = 0; n < size; n += 1) {
    fields.forEach(([, textOf], at) => {
      const times = new Map();
      for (const piece of (textOf(n) ?? "").split(/\s+/)) for (const term of stemsOf(piece)) times.set(term, (times.get(term) ?? 0) + 1);
      for (const [term, count] of times) {
        holds.push(term);
        within.push(n * fields.length + at);
        often.push(count);
        lengths[at][n] += count;
      }
    });
    if (performance.now() - began > SLICE) {
      await breath();
      began = performance.now();
    }
  }

  function stemsOf(piece) {
    let stems = met.get(piece);
    if (!stems) {
      stems = words(piece).map(stem).filter(Boolean).map((one) => number.get(one) ?? (number.set(one, number.size), number.size - 1));
      met.set(piece, stems);
    }
    return stems;
  }

  const starts = new Uint32Array(number.size + 1);
  for (const term of holds) starts[term + 1] += 1;
  for (let term = 0; term < number.size; term += 1) starts[term + 1] += starts[term];
  const held = new Uint32Array(holds.length), weights = new Float32Array(holds.length), next = starts.slice();
  const average = lengths.map((all) => all.reduce((sum, length) => sum + length, 0) / size);
  holds.forEach((term, i) => {
    const n = Math.floor(within[i] / fields.length), at = within[i] % fields.length;
    const texts = starts[term + 1] - starts[term];
    const rare = Math.log(1 + Math.abs((size - texts + 0.5) / (texts + 0.5)));
    const to = next[term]++;
    held[to] = n;
    weights[to] = (fields[at][0] * rare * (K1 + 1) * often[i]) / (K1 * (1 - B + (B * lengths[at][n]) / average[at]) + often[i]);
  });
  const sorted = [...number].sort(([a], [b]) => (a < b ? -1 : 1));
  const worth = new Float32Array(size);

  /* Stems that hold a word or begin with it, and what each is worth. */
  function* holding(word) {
    const exact = stem(word);
    if (number.has(exact)) yield [number.get(exact), EXACT];
    if (word.length < SHORTEST_PREFIX) return;
    for (let i = from(sorted, word); i < sorted.length && sorted[i][0].startsWith(word); i += 1) yield [sorted[i][1], PREFIX];
  }

  function* nearTo(word) {
    const exact = stem(word);
    if (!exact || word.length < SHORTEST_SLIP) return;
    for (const [one, term] of sorted) if (isNear(one, exact)) yield [term, 1];
  }

  function weighed(meant) {
    worth.fill(0);
    const numbers = [];
    for (const [term, boost] of meant) {
      for (let i = starts[term]; i < starts[term + 1]; i += 1) {
        if (!worth[held[i]]) numbers.push(held[i]);
        worth[held[i]] += boost * weights[i];
      }
    }
    const best = numbers.reduce((most, n) => Math.max(most, worth[n]), 0);
    for (const n of numbers) worth[n] /= best;
    return { numbers, worth };
  }

  return { ask: (word) => weighed(holding(word)), near: (word) => weighed(nearTo(word)) };
}

/* Where words that begin with `word` begin in a sorted list. */
function from(sorted, word) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle][0] < word) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether two words are the same but for one letter more, less or other, or for two neighbours that changed places. */
export function isNear(one, other) {
  const more = one.length - other.length;
  if (more > 1 || more < -1) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const rest = (word, begin) => word.slice(same + begin);
  if (more > 0) return rest(one, 1) === rest(other, 0);
  if (more < 0) return rest(one, 0) === rest(other, 1);
  return rest(one, 1) === rest(other, 1) || (one[same] === other[same + 1] && one[same + 1] === other[same] && rest(one, 2) === rest(other, 2));
}

/* Let others have their turn. */
function breath() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(); };
    port2.postMessage(null);
  });
}
