/* What a proposal changes in a record, piece by piece, for the contributor to read before it is sent. Nothing here knows the page. */

import { withoutEmpty } from "./yaml.js";

/**
 * [{ path, before, after }], in the order of the new record. `before` is left out for what is new, `after` for what was taken
 * away. Items with an `id` are matched by it, and it is their step in the path; others by what they say, and their step is
 * their number. Empty fields are no fields.
 */
export function changes(before, after) {
  return [...ofGroup(withoutEmpty(before ?? {}), withoutEmpty(after ?? {}), [])];
}

const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function* between(before, after, path) {
  if (same(before, after)) return;
  if (isGroup(before) && isGroup(after)) yield* ofGroup(before, after, path);
  else if (Array.isArray(before) && Array.isArray(after)) yield* ofList(before, after, path);
  else yield change(path, before, after);
}

function change(path, before, after) {
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function* ofGroup(before, after, path) {
  const names = [...Object.keys(after), ...Object.keys(before).filter((name) => !Object.hasOwn(after, name))];
  for (const name of names) yield* between(own(before, name), own(after, name), [...path, name]);
}

const own = (group, name) => (Object.hasOwn(group, name) ? group[name] : undefined);

function* ofList(before, after, path) {
  const [old, now] = [keys(before), keys(after)];
  if (old && now) return yield* ofKeyed(before, after, old, now, path);
  if (sorted(before) === sorted(after)) return yield change(path, before, after);
  yield* ofPairs(aligned(before, after), path);
}

/* The ids of a list whose items all have one of their own; null for any other list. */
function keys(list) {
  const found = list.map((item) => (isGroup(item) ? item.id : undefined));
  return found.every((id) => typeof id === "string" && id) && new Set(found).size === found.length ? found : null;
}

function* ofKeyed(before, after, old, now, path) {
  const renamed = new Map();
  const gone = old.filter((id) => !now.includes(id));
  for (const id of now.filter((one) => !old.includes(one))) {
    const from = gone.find((one) => isLike(before[old.indexOf(one)], after[now.indexOf(id)]));
    if (from === undefined) continue;
    gone.splice(gone.indexOf(from), 1);
    renamed.set(id, from);
  }
  for (const [index, id] of now.entries()) {
    yield* between(before[old.indexOf(renamed.get(id) ?? id)], after[index], [...path, id]);
  }
  for (const id of gone) yield change([...path, id], before[old.indexOf(id)], undefined);
  const kept = now.map((id) => renamed.get(id) ?? id).filter((id) => old.includes(id));
  const earlier = old.filter((id) => kept.includes(id));
  if (!same(kept, earlier)) yield change(path, earlier, kept);
}

/* The same thing under another id: more than half of their fields say the same. */
function isLike(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => same(own(one, name), own(other, name))).length * 2 > names.size - 1;
}

function* ofPairs(pairs, path) {
  for (const { from, to, before, after } of pairs) yield* between(before, after, [...path, to ?? from]);
}

/* Two lists side by side: what both hold, in order, and between those what replaces what, as far as it goes. */
function aligned(before, after) {
  const pairs = [];
  let [from, to] = [0, 0];
  for (const [nextFrom, nextTo] of [...common(before, after), [before.length, after.length]]) {
    for (; from < nextFrom && to < nextTo; from += 1, to += 1) pairs.push({ from, to, before: before[from], after: after[to] });
    for (; from < nextFrom; from += 1) pairs.push({ from, before: before[from] });
    for (; to < nextTo; to += 1) pairs.push({ to, after: after[to] });
    [from, to] = [nextFrom + 1, nextTo + 1];
  }
  return pairs;
}

/* The longest run of items, not always next to each other, that both lists hold in the same order: [[index, index]]. */
function common(before, after) {
  const [old, now] = [before.map(written), after.map(written)];
  const longest = Array.from({ length: old.length + 1 }, () => new Array(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      longest[i][j] = old[i] === now[j] ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
    }
  }
  const found = [];
  for (let i = 0, j = 0; i < old.length && j < now.length; ) {
    if (old[i] === now[j]) found.push([i++, j++]);
    else if (longest[i + 1][j] >= longest[i][j + 1]) i += 1;
    else j += 1;
  }
  return found;
}

/* A value as text that is the same for groups whose fields stand in another order. */
function written(value) {
  if (Array.isArray(value)) return `[${value.map(written).join()}]`;
  if (isGroup(value)) return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${written(value[name])}`).join()}}`;
  return JSON.stringify(value) ?? "";
}

const same = (one, other) => written(one) === written(other);
const sorted = (list) => list.map(written).sort().join();
