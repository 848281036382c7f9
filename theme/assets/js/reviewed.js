/* How a record came to be published, in a sentence or two, as generator/pages/reviewed.py says it; of one that is not published yet, what is
   still to come. A test compares the two over every record. Nothing here knows the page. */

const LAST = "9999-12-31";
const list = (value) => (Array.isArray(value) ? value.filter((each) => typeof each === "object" && each !== null) : []);
const group = (value) => (typeof value === "object" && value !== null ? value : {});
const said = (value) => (typeof value === "string" ? value : "");

/** The line on the review of a record. `rule` is the review of contribute/check.json, `today` a date, `when` writes one for readers. */
export function reviewed(record, rule, today, when) {
  const review = group(record.review);
  const parts = [record.status === "published" ? course(record, review, rule, when) : "Not published yet: two readers in different roles, neither with a stake, must find it fit first.", sender(record), overdue(record, today, when), ...disputed(review, when)];
  return parts.filter(Boolean).join(" ");
}

function course(record, review, { rule_from: from, readers: least, roles }, when) {
  const found = clearing(review);
  const readers = found.map(({ role, date }) => `the ${roles[role] ?? said(role)} (${when(date)})`).join(" and ");
  if (review.submitted || said(record.created) >= from) {
    if (found.length < least) return "Published without the two readers that the rule asks for.";
    return `Found fit by ${readers}, neither with a stake.${review.published ? ` Published ${when(review.published)}.` : ""}`;
  }
  if (found.length >= least) return `Published before the two-reader rule; found fit by ${readers}, neither with a stake.`;
  return `Published before the two-reader rule; ${readers ? `found fit by ${readers}; ` : ""}a second reading is not recorded.`;
}

/* The readings that count: of each role the last before publication, if it found the record fit and the reader has no stake. */
function clearing(review) {
  const until = said(review.published) || LAST;
  const inOrder = (readings) => [...readings].sort((one, other) => (said(one.date) < said(other.date) ? -1 : Number(said(one.date) > said(other.date))));
  const last = new Map(inOrder(list(review.readings)).filter(({ date }) => said(date) <= until).map((reading) => [reading.role, reading]));
  return inOrder([...last.values()].filter(({ verdict, stake }) => verdict === "fit" && stake === "no"));
}

function sender({ contributor, conflict_of_interest: given }) {
  const ties = said(given);
  return [said(contributor) && `Sent by ${contributor}.`, ties && `Ties of the sender: ${ties.slice(0, 1).toLowerCase()}${ties.slice(1).replace(/\.+$/, "")}.`].filter(Boolean).join(" ");
}

const overdue = ({ review_by: due }, today, when) => (said(due) && due < today ? `It was to be read again by ${when(due)}.` : "");
const disputed = (review, when) => list(review.appeals).filter(({ ruling }) => !ruling).map(({ by, date }) => `Disputed: ${said(by)} objected on ${when(date)}, not decided yet.`);
