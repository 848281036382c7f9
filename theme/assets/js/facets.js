/* Narrowing down by facets: which practices are left, and how many each further choice would leave. Sets are bits, so that
   ten thousand records are counted anew at every click. No page and no network here. */

const WORD = 32;

/** The practices of a catalogue by facet: `facets` with their terms, and the bits of the practices that have each term. */
export function facetsOf({ kinds, facets, terms, rows }) {
  const kind = kinds.indexOf("Practices");
  const size = rows.filter((row) => row[0] === kind).length;
  const bits = terms.map(() => new Uint32Array(Math.ceil(size / WORD)));
  for (let n = 0; n < size; n += 1) for (const term of rows[n][6] ?? []) bits[term][n >> 5] |= 1 << (n & 31);
  const named = facets.map(([id, title], at) => ({ id, title, terms: terms.flatMap(([facet, name, said], n) => (facet === at ? [{ n, id: name, title: said }] : [])) }));
  return { size, bits, facets: named };
}

/** The bits of some practices. */
export function bitsOf(model, numbers) {
  const found = new Uint32Array(Math.ceil(model.size / WORD));
  for (const n of numbers) found[n >> 5] |= 1 << (n & 31);
  return found;
}

/** Whether a practice is among those of some bits. */
export function has(bits, n) {
  return ((bits[n >> 5] >>> (n & 31)) & 1) === 1;
}

/** What is left: `chosen` maps the id of a facet to ids of its terms, any of which will do; `within` are bits to stay
    within, or null for all. Gives the bits `left`, their `numbers` in order, and `counts` by term: how many it would leave, were it
    chosen too, the other choices of its own facet apart. */
export function narrow(model, chosen, within) {
  const wanted = model.facets.map((facet) => {
    const ids = chosen[facet.id];
    return ids?.length ? either(model, facet.terms.filter((term) => ids.includes(term.id)).map((term) => model.bits[term.n])) : null;
  });
  const all = within ?? bitsOf(model, Array.from({ length: model.size }, (_, n) => n));
  const left = both([all, ...wanted.filter(Boolean)]);
  const counts = new Map();
  model.facets.forEach((facet, at) => {
    const base = wanted[at] ? both([all, ...wanted.filter((bits, other) => bits && other !== at)]) : left;
    for (const { n } of facet.terms) counts.set(n, common(base, model.bits[n]));
  });
  return { left, numbers: numbersOf(left), counts };
}

function either(model, sets) {
  const found = new Uint32Array(Math.ceil(model.size / WORD));
  for (const set of sets) for (let i = 0; i < found.length; i += 1) found[i] |= set[i];
  return found;
}

function both(sets) {
  const found = sets[0].slice();
  for (const set of sets.slice(1)) for (let i = 0; i < found.length; i += 1) found[i] &= set[i];
  return found;
}

function common(one, other) {
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) {
    const word = one[i] & other[i];
    if (word) sum += ones(word); // most words are empty
  }
  return sum;
}

/* How many bits are set; Warren, Hacker's Delight, 2nd edition 2012, figure 5-2. */
function ones(word) {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function numbersOf(bits) {
  const found = [];
  bits.forEach((word, i) => {
    for (let rest = word; rest; rest &= rest - 1) found.push(i * WORD + 31 - Math.clz32(rest & -rest));
  });
  return found;
}
