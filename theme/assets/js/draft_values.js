/* The values of a draft, whatever it holds, and the words of pages for them. What is missing is nothing, and nothing throws. */


/* Values of a draft, whatever it holds */

export const text = (value) => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");
export const list = (value) => (Array.isArray(value) ? value : []);
export const texts = (value) => list(value).map(text).filter(Boolean);
export const group = (value) => (typeof value === "object" && value !== null && !Array.isArray(value) ? value : {});
export const groups = (value) => list(value).map(group);
export const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

/* Words */

const THREE = { yes: "yes", no: "no", not_seen: "not seen in the sources read" };
export const PARTS = { lead: "in charge", partner: "partner", funder: "funder", evaluator: "evaluation", opponent: "opponent" };
export const COSTS = { per_year: " a year", saving: " saved" };
export const READS = { full_text: "Read in full", abstract: "Read as abstract or landing page", secondary: "Known from another text that quotes it" };
export const ROLES = {
  beacon: ["Beacon", "It teaches: it has a rated practice and offers others a way to learn."],
  pilot: ["Pilot", "Named by UN-Habitat as a pilot of its Safer Cities work."],
  member: ["Member", "Member of a network of safer cities."],
  documented: ["Documented", "Its story is told here; that is no award."],
};
export const three = (value) => THREE[value] ?? THREE.not_seen;
export const upper = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);

/* A number for readers: 1,234 or 0.48, as generator/pages/words.py writes it. */
export function number(value) {
  const digits = Number.isInteger(value) || Math.abs(value) >= 1000 ? 0 : Math.abs(value) < 10 ? 2 : 1;
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: digits, roundingMode: "halfEven" }).format(value);
}

export const count = (amount, one, many) => `${number(amount)} ${amount === 1 ? one : many}`;

const DAYS = { 4: { year: "numeric" }, 7: { year: "numeric", month: "long" }, 10: { year: "numeric", month: "long", day: "numeric" } };

/* "22 November 2026" from a date, or from 2008, 2008-03, 2008-03-21; what is none of them as it stands. */
export function day(value) {
  const written = text(value);
  const found = new Date(`${written}-01-01`.slice(0, 10));
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(written) || Number.isNaN(found.getTime())) return written;
  return new Intl.DateTimeFormat("en-GB", { ...DAYS[written.length], timeZone: "UTC" }).format(found);
}
