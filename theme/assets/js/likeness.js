/* How like mine the places are that a practice is known from: the rules and words of search/likeness.json, evaluated.
   The same as generator/analysis/likeness.py and fit.py; a test runs both over the same cases. No page is touched here. */

/** The data, read once. `base` is the address of the site. */
export async function loadLikeness(base = new URL("../../", import.meta.url)) {
  const answer = await fetch(new URL("search/likeness.json", base));
  if (!answer.ok) throw new Error(`search/likeness.json: ${answer.status}`);
  return answer.json();
}

/* Places */

const indexes = new WeakMap();

/* The ids in their order, and the number of each; worked out once for each data. */
function indexOf(data) {
  if (!indexes.has(data)) {
    const ids = data.places.id.split(" ");
    indexes.set(data, { ids, at: new Map(ids.map((id, number) => [id, number])) });
  }
  return indexes.get(data);
}

/** The ids of all places, in their order. */
export const placeIds = (data) => indexOf(data).ids;

/** What readers call a place, without its country: "Medellín". */
export function nameOf(data, placeId) {
  const odd = data.places.odd_names[indexOf(data).at.get(placeId)];
  if (odd !== undefined) return odd;
  const words = placeId.slice(4).split("-");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
}

/** What is known of a place; null for one that is not held. A described place is such an object with an empty `place`. */
export function profileOf(data, placeId) {
  const number = indexOf(data).at.get(placeId);
  if (number === undefined) return null;
  const value = (column) => (data.places[column][number] === "-" ? null : parseInt(data.places[column][number], 36));
  const [region, subregion] = data.regions[value("region")] ?? ["", ""];
  return {
    place: placeId,
    size: value("size"),
    income: value("income"),
    homicide: value("homicide"),
    country_homicide: value("country_homicide"),
    region,
    subregion,
  };
}

/** The band of a number, from 0: of residents among data.bands.size, of homicides among data.bands.homicide. */
export const bandOf = (edges, value) => edges.filter((edge) => value >= edge).length;

/** What is known of a practice and from where: its profiles. Null for a practice that is not held. */
export function originOf(data, practiceId) {
  const found = data.practices[practiceId];
  if (!found) return null;
  const [known, ...numbers] = found;
  return { known, places: numbers.map((number) => profileOf(data, indexOf(data).ids[number])) };
}

function kindOf({ place }) {
  if (!place) return "city";
  const [head, rest] = [place.split("-")[0], place.slice(place.split("-")[0].length + 1)];
  if (head === "M49") return "region";
  if (!rest) return "country";
  return /^\p{Lu}/u.test(rest) ? "subnational" : "city";
}

const countryOf = (profile) => (kindOf(profile) === "region" ? "" : (profile.place ?? "").slice(0, 3));

/* Distance */

const isKnown = (value) => value !== null && value !== undefined;
const above = (mine, other) => (isKnown(mine) && isKnown(other) ? other - mine : null);

function homicideOf(one, other) {
  if (isKnown(one.homicide) && isKnown(other.homicide)) return "city";
  return isKnown(one.country_homicide) && isKnown(other.country_homicide) ? "country" : "";
}

function apart(mine, other) {
  if (!mine.region || !other.region) return null;
  if (mine.region !== other.region) return 2;
  return mine.subregion && mine.subregion === other.subregion ? 0 : 1;
}

/* By how many bands the other place lies above mine. */
function stepsOf(mine, other) {
  const column = homicideOf(mine, other) === "city" ? "homicide" : "country_homicide";
  return {
    homicide: above(mine[column], other[column]),
    income: above(mine.income, other.income),
    size: above(mine.size, other.size),
    region: apart(mine, other),
  };
}

function verdictOf(step) {
  if (step === null) return "unknown";
  return ["same", "near"][Math.abs(step)] ?? "far";
}

/** How far apart two places are, 0 to 1, null when fewer than two traits are known of both; in what, and by whose homicide. */
export function distance(data, one, other) {
  const steps = stepsOf(one, other);
  const known = Object.keys(steps).filter((trait) => steps[trait] !== null);
  const weight = known.reduce((sum, trait) => sum + data.weights[trait], 0);
  const total = known.reduce((sum, trait) => sum + data.weights[trait] * Math.min(Math.abs(steps[trait]), 2), 0);
  return {
    value: known.length >= data.limits.fewest ? total / (2 * weight) : null,
    compared: known.length,
    verdicts: Object.fromEntries(Object.entries(steps).map(([trait, step]) => [trait, verdictOf(step)])),
    homicide_of: homicideOf(one, other),
  };
}

/** A distance as one of much, somewhat, unlike, unknown; data.levels has what readers are told. */
export function levelOf({ limits }, { value, compared }) {
  if (value === null) return "unknown";
  if (value >= limits.unlike) return "unlike";
  return value < limits.much && compared >= limits.sure ? "much" : "somewhat";
}

/* Fit */

/** How like mine the places (profiles) are that a practice is known from, by the one most like it, and why in a sentence. */
export function fit(data, places, mine, known = "tested") {
  const { words } = data;
  if (!places.length) return { level: "unknown", distance: null, compared: 0, sentence: words.nowhere, elsewhere: false };
  if (mine.place && places.some(({ place }) => place === mine.place)) {
    const others = places.filter(({ place }) => place !== mine.place);
    return { level: "much", distance: 0, compared: Object.keys(data.weights).length, sentence: sentenceHere(words, others, mine, known), elsewhere: false };
  }
  const found = places.map((place) => distance(data, mine, place));
  const nearest = found.reduce((best, each) => (before(orderOf(data, each), orderOf(data, best)) ? each : best));
  const level = levelOf(data, nearest);
  const isElsewhere = found.every(({ verdicts }) => verdicts.region === "far");
  const isFar = Object.keys(words.names).some((trait) => trait !== "region" && found.every(({ verdicts }) => verdicts[trait] === "far"));
  const expect = level === "unlike" || isFar ? `: ${words.expect}` : "";
  const tail = isElsewhere ? [of(places.length, words.elsewhere[known])] : [];
  const told = [`${sentence(words, places, mine, known)}${expect}.`, ...tail, ...notCompared(words, found, mine)].join(" ");
  return { level, distance: nearest.value, compared: nearest.compared, sentence: told, elsewhere: isElsewhere };
}

/* The most alike first; of two equally far apart, the one of which more is known. */
const orderOf = (data, found) => [data.order.indexOf(levelOf(data, found)), found.value ?? 0, -found.compared];

function before(one, other) {
  const at = one.findIndex((value, number) => value !== other[number]);
  return at >= 0 && one[at] < other[at];
}

function sentenceHere(words, others, mine, known) {
  const here = `${words.heads[known]} ${words.your} ${words.nouns[nounOf([mine])][0]}`;
  if (!others.length) return `${here}.`;
  return `${here} ${words.and} ${others.length} ${words.other} ${of(others.length, words.nouns[nounOf(others)])}.`;
}

/* Where it is known from: in what all are alike, in what some are, and in what none is. */
function sentence(words, places, mine, known) {
  const many = places.length;
  const noun = nounOf(places);
  const told = aspectsOf(words, places, mine);
  const alike = told.map(([aspect, found]) => [aspect, found.filter((step) => step === 0).length]);
  if (noun === "country" && alike.some(([aspect, amount]) => aspect === "country" && amount === many)) return `${words.heads[known]} ${words.your} ${words.nouns[noun][0]}`;
  const parts = noun === "country" ? { ...words.alike, ...words.alike_countries } : words.alike;
  const different = noun === "country" ? { ...words.different, ...words.different_countries } : words.different;
  const allAre = alike.filter(([, amount]) => amount === many).map(([aspect]) => of(many, parts[aspect]));
  const someAre = alike.filter(([, amount]) => amount > 0 && amount < many).map(([aspect, amount]) => `${amount} ${of(amount, parts[aspect])}`);
  const noneIs = told.filter(([aspect, found]) => aspect in different && found.every(Boolean)).map(([aspect, found]) => differs(words, different[aspect], found));
  let text = `${words.heads[known]} ${many} ${of(many, words.nouns[noun])}`;
  if (allAre.length) text += ` ${listed(words, allAre)}`;
  if (someAre.length) text += ` (${someAre.join(", ")})`;
  if (!noneIs.length) return text;
  const who = [];
  if (allAre.length || someAre.length) who.push(words.but);
  if (many > 1) who.push(many === 2 ? words.both : words.all);
  return `${text}, ${[...who, listed(words, noneIs)].join(" ")}`;
}

/* By how many bands each place lies above mine, for what a sentence speaks of, in its order. Null is not told. */
function aspectsOf(words, places, mine) {
  const within = places.map((place) => Boolean(countryOf(mine)) && countryOf(place) === countryOf(mine));
  const found = places.map((place) => ({ ...stepsOf(mine, place), of: homicideOf(mine, place) }));
  const told = [
    ["size", found.map(({ size }) => size)],
    ["homicide", found.map(({ homicide, of }) => (of === "city" ? homicide : null))],
    ["income", found.map(({ income }) => income)],
    ["country_homicide", found.map(({ homicide, of }) => (of === "country" ? homicide : null))],
    ["country", within.map((same) => (same ? 0 : null))],
    ["region", found.map(({ region }) => (region === 0 || region === 1 ? 0 : null))],
  ];
  return within.every(Boolean) ? told.filter(([aspect]) => !words.of_the_country.includes(aspect)) : told;
}

function differs(words, [one, many, more, less], found) {
  const ways = [...(found.some((step) => step > 0) ? [more] : []), ...(found.some((step) => step < 0) ? [less] : [])];
  const way = ways.join(` ${words.or} `);
  const isFar = found.every((step) => Math.abs(step) > 1);
  return of(found.length, [one, many]).replace("{}", isFar ? `${words.much} ${way}` : way);
}

/* The traits that are known of mine and could be compared with none of the places. */
function notCompared(words, found, mine) {
  const known = {
    size: isKnown(mine.size),
    homicide: isKnown(mine.homicide) || isKnown(mine.country_homicide),
    income: isKnown(mine.income),
    region: Boolean(mine.region),
  };
  const missing = Object.keys(words.names).filter((trait) => known[trait] && found.every(({ verdicts }) => verdicts[trait] === "unknown"));
  return missing.length ? [`${words.not_compared}: ${listed(words, missing.map((trait) => words.names[trait]))}.`] : [];
}

function nounOf(places) {
  const kinds = new Set(places.map(kindOf));
  const [only] = kinds;
  return kinds.size === 1 && (only === "city" || only === "country") ? only : "place";
}

const of = (amount, [one, many]) => (amount === 1 ? one : many);

/* a, b and c */
function listed(words, parts) {
  const last = parts.at(-1);
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} ${words.and} ${last}` : last;
}
