/* The nearest known word to one that is not known, as difflib of Python finds it: what the build suggests, the page suggests. Nothing here knows the page. */

const ENOUGH = 0.6;
const MOST_COMPARED = 200;

/** 'did you mean "x"?' for the nearest known word, "" when none is near. Like generator/problem.py. */
export function didYouMean(word, known) {
  if ([...word].length > MOST_COMPARED) return "";
  const asked = folded(word);
  let [best, most] = [null, 0];
  for (const one of new Set(known.map(folded))) {
    if (longest(one, asked) < ENOUGH || longest(one, asked) < most) continue;
    const alike = ratio(one, asked);
    if (alike >= ENOUGH && (alike > most || (alike === most && one > best))) [best, most] = [one, alike];
  }
  return best === null ? "" : `did you mean "${known.find((one) => folded(one) === best)}"?`;
}

/** The nearest known word as a question, else the first of what is known. */
export function nearest(word, known) {
  const found = didYouMean(word, known);
  if (found) return found;
  if (!known.length) return "there is none yet";
  return `known: ${inOrder(known).slice(0, 12).join(", ")}${known.length > 12 ? " …" : ""}`;
}

/* As Python's casefold for what ids and fields are made of. */
const folded = (word) => word.toLowerCase().replaceAll("ß", "ss");
const inOrder = (words) => [...words].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/* No two words are more alike than their lengths allow. */
const longest = (a, b) => (a.length || b.length ? (2 * Math.min(a.length, b.length)) / (a.length + b.length) : 1);

/** How alike two words are, from 0 to 1: twice the characters in matching blocks over all characters. */
export function ratio(a, b) {
  const [left, right] = [[...a], [...b]];
  const all = left.length + right.length;
  return all ? (2 * matching(left, right, 0, left.length, 0, right.length)) / all : 1;
}

function matching(a, b, aFrom, aTo, bFrom, bTo) {
  const [i, j, size] = block(a, b, aFrom, aTo, bFrom, bTo);
  if (!size) return 0;
  return size + matching(a, b, aFrom, i, bFrom, j) + matching(a, b, i + size, aTo, j + size, bTo);
}

/* The longest block that both hold; the first of several, in the first word and then in the second. */
function block(a, b, aFrom, aTo, bFrom, bTo) {
  let best = [aFrom, bFrom, 0];
  let before = [];
  for (let i = aFrom; i < aTo; i += 1) {
    const lengths = [];
    for (let j = bFrom; j < bTo; j += 1) {
      if (a[i] !== b[j]) continue;
      lengths[j] = (before[j - 1] ?? 0) + 1;
      if (lengths[j] > best[2]) best = [i - lengths[j] + 1, j - lengths[j] + 1, lengths[j]];
    }
    before = lengths;
  }
  return best;
}
