/* Addresses at the repository host that open a page filled in: a new file, a file to edit, an issue. Nothing is sent by them:
   the contributor reads the page, signs in and presses the button there. Nothing here knows the page.

   GitHub takes `filename` and `value` on /new/<branch>/<folder>, and the fields of an issue form by their ids on /issues/new.
   Its pages answer 414 for an address over the limit of its server (docs.github.com, "Using query parameters to create a pull
   request"); the limit is 8,191 bytes (github/docs issue 5136, cli/cli issue 1575). See docs/decisions/0024. */

/** The longest address that is given, in bytes: a little under what GitHub takes. */
export const LONGEST = 8000;

/**
 * The page for a new file: { href, fits }. `host` is the address of the repository, as https://github.com/<owner>/<name>.
 * When the text does not fit, the page has the name only and the text must be pasted.
 */
export function newFile({ host, branch, folder, name, text }) {
  const page = `${root(host)}/new/${path(branch)}/${path(folder)}`;
  return filledIn(page, { filename: name }, { value: text });
}

/** The page that edits a file. GitHub fills in nothing there, so the text never travels and must be pasted. */
export function editFile({ host, branch, path: file }) {
  return { href: `${root(host)}/edit/${path(branch)}/${path(file)}`, fits: false };
}

/** The page for an issue: of the form `template` if there is one, with `title` and `fields`, texts by the ids of the form (`body` without one). */
export function newIssue({ host, template, title, fields = {} }) {
  return filledIn(`${root(host)}/issues/new`, { template, title }, fields);
}

/* With `texts` in the address when they fit, else without. */
function filledIn(page, names, texts) {
  const whole = address(page, { ...names, ...texts });
  return whole.length <= LONGEST ? { href: whole, fits: true } : { href: address(page, names), fits: false };
}

/* What is left out or empty is not in the address. URLSearchParams writes ASCII only, so characters are bytes. */
function address(page, given) {
  const query = new URLSearchParams(Object.entries(given).filter(([, value]) => value));
  return query.size ? `${page}?${query}` : page;
}

/* The repository's address: on the web only, and without what stands behind its path. */
function root(host) {
  const { origin, pathname, protocol } = new URL(host);
  if (protocol !== "https:" && protocol !== "http:") throw new TypeError(`${host} is no address on the web`);
  return origin + pathname.replace(/\/+$/, "");
}

/* Each step on its own, so that a name can lead nowhere else. */
const path = (text) =>
  text
    .split("/")
    .filter((step) => step && step !== "." && step !== "..")
    .map(encodeURIComponent)
    .join("/");
