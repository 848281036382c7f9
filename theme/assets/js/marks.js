/* The light markup of contributors' texts as nodes of a page: paragraphs, headings, lists, quotes, tables, code, emphasis, links,
   citations. It says what generator/text.py says; a test compares the two over every text of the library. Text is only ever
   put in as text, and a link is one only when it leads to the web, to a mailbox or to a record, so nothing typed can run. */

/**
 * What the texts of a record may point at: `numbers` gives the number of each source by its key, `anchor` where a number
 * leads, and `link` the address of (kind, id), null when there is none.
 */
export const context = ({ numbers = new Map(), anchor = (key) => `#source-${key}`, link = () => null } = {}) => ({ numbers, anchor, link });

/** The paragraphs, lists and headings of a text. */
export const blocks = (text, about) => fragment(ofLines(clean(text).split("\n"), about));

/** A single line: no paragraph around it. */
export const line = (text, about) => fragment(inline(clean(text), about));

/** The numbers of the sources with these keys, as a citation behind words. */
export const cites = (keys, about) => fragment(keys.length ? [citation(keys, false, about)] : []);

/** An element of a class with parts; text parts are text. Parts that say nothing are left out. */
export function element(name, classes, ...parts) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...parts.flat(9).filter((part) => part !== "" && part !== null && part !== undefined && part !== false));
  return made;
}

function fragment(nodes) {
  const made = document.createDocumentFragment();
  made.append(...nodes);
  return made;
}

const clean = (text) => String(text ?? "").replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd").replace(/\s+(?=\[@[a-z0-9-]+)/g, "");

/* Blocks */

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const HEADING = /^ {0,3}#{1,6}(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-+*]|\d{1,9}[.)])( +|$)(.*)$/;
const ROW_LINE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const MOST_NESTED = 20;
const inFence = (lines) => lines.filter((text) => FENCE.test(text)).length % 2 === 1;
const isBlank = (text) => !text.trim();

/* Whether a line begins something else in the middle of a paragraph. */
function interrupts(text) {
  const item = ITEM.exec(text);
  const begins = item && item[4] && (!/\d/.test(item[2]) || Number.parseInt(item[2], 10) === 1);
  return FENCE.test(text) || HEADING.test(text) || RULE.test(text) || QUOTE.test(text) || begins;
}

function ofLines(lines, about, { tight = false, depth = 0 } = {}) {
  const made = [];
  let at = 0;
  while (at < lines.length) {
    const text = lines[at];
    let found = null;
    if (isBlank(text)) {
      at += 1;
      continue;
    }
    if (/^ {4}/.test(text)) found = indented(lines, at);
    else if (FENCE.test(text)) found = fenced(lines, at);
    else if (HEADING.test(text)) found = [element("h2", "", ...inline((HEADING.exec(text)[1] ?? "").trim(), about)), at + 1];
    else if (RULE.test(text)) found = [element("hr", ""), at + 1];
    else if (QUOTE.test(text) && depth < MOST_NESTED) found = quoted(lines, at, about, depth);
    else if (ITEM.test(text) && depth < MOST_NESTED) found = listed(lines, at, about, depth);
    else if (isTable(lines, at)) found = table(lines, at, about);
    else found = paragraph(lines, at, about, tight);
    made.push(...[found[0]].flat());
    at = found[1];
  }
  return made;
}

function indented(lines, from) {
  let to = from;
  while (to < lines.length && (/^ {4}/.test(lines[to]) || isBlank(lines[to]))) to += 1;
  while (isBlank(lines[to - 1])) to -= 1;
  return [code(lines.slice(from, to).map((text) => text.slice(4))), to];
}

const code = (lines, isClosed = true) => element("pre", "", element("code", "", lines.join("\n") + (isClosed && lines.length ? "\n" : "")));

function fenced(lines, from) {
  const [, mark, info] = FENCE.exec(lines[from]);
  const indent = /^ */.exec(lines[from])[0].length;
  const closing = new RegExp(`^ {0,3}${mark[0]}{${mark.length},}[ \\t]*$`);
  const to = lines.findIndex((text, number) => number > from && closing.test(text));
  const end = to < 0 ? lines.length : to;
  const inside = lines.slice(from + 1, end).map((text) => text.replace(new RegExp(`^ {0,${indent}}`), ""));
  const made = info.trim() === "chart" ? element("p", "note", "A chart stands here when the story is published.") : code(inside, to >= 0);
  return [made, end + 1];
}

function quoted(lines, from, about, depth) {
  const inside = [];
  let to = from;
  for (; to < lines.length; to += 1) {
    const goesOn = !isBlank(lines[to]) && !interrupts(lines[to]) && inside.length > 0 && !isBlank(inside.at(-1)) && !inFence(inside);
    if (!QUOTE.test(lines[to]) && !goesOn) break;
    inside.push(lines[to].replace(QUOTE, ""));
  }
  return [element("blockquote", "", ...ofLines(inside, about, { depth: depth + 1 })), to];
}

function listed(lines, from, about, depth) {
  const kind = (mark) => mark.at(-1);
  const first = ITEM.exec(lines[from]);
  const items = [];
  let at = from;
  let loose = false;
  while (at < lines.length) {
    const head = ITEM.exec(lines[at]);
    if (!head || kind(head[2]) !== kind(first[2]) || RULE.test(lines[at])) break;
    const gap = head[3].length > 4 || !head[4] ? 1 : head[3].length;
    const width = head[1].length + head[2].length + gap;
    const inside = [" ".repeat(Math.max(0, head[3].length - gap)) + head[4]];
    at += 1;
    while (at < lines.length) {
      const blank = isBlank(lines[at]);
      const within = lines[at].startsWith(" ".repeat(width));
      const lazy = !blank && !isBlank(lines[at - 1]) && !interrupts(lines[at]) && !ITEM.test(lines[at]) && !isBlank(inside.join("")) && !inFence(inside);
      if (!blank && !within && !lazy) break;
      inside.push(within ? lines[at].slice(width) : lines[at].trimStart());
      at += 1;
    }
    const trailing = inside.length - inside.findLastIndex((text) => !isBlank(text)) - 1;
    const next = at < lines.length && ITEM.exec(lines[at]);
    if (trailing > 0 && inside.length > trailing && next && kind(next[2]) === kind(first[2])) loose = true;
    if (trailing < inside.length) inside.length -= trailing;
    loose ||= isApart(inside);
    items.push(inside);
  }
  const ordered = /\d/.test(first[2]);
  const made = element(ordered ? "ol" : "ul", "", ...items.map((inside) => element("li", "", ...ofLines(inside, about, { tight: !loose, depth: depth + 1 }))));
  const start = Number.parseInt(first[2], 10);
  if (ordered && start !== 1) made.start = start;
  return [made, at];
}

/* Whether blank lines stand between the parts of an item itself, not within a list or a fence inside of it. */
function isApart(inside) {
  let fence = false;
  return inside.some((text, number) => {
    if (FENCE.test(text)) fence = !fence;
    return !fence && number > 0 && isBlank(text) && inside.slice(number).some((later) => !isBlank(later) && !/^ /.test(later) && !ITEM.test(later));
  });
}

const cells = (text) =>
  text
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));

function isTable(lines, at) {
  const next = lines[at + 1];
  return next !== undefined && lines[at].includes("|") && next.includes("-") && ROW_LINE.test(next) && cells(next).length === cells(lines[at]).length;
}

function table(lines, from, about) {
  const head = cells(lines[from]);
  let to = from + 2;
  while (to < lines.length && !isBlank(lines[to]) && !interrupts(lines[to])) to += 1;
  const row = (name, found) => element("tr", "", ...head.map((_, number) => element(name, "", ...inline(found[number] ?? "", about))));
  const rows = lines.slice(from + 2, to).map((text) => row("td", cells(text)));
  const whole = element("table", "data", element("thead", "", row("th", head)), rows.length && element("tbody", "", rows));
  const scroll = element("div", "table-scroll", whole);
  scroll.tabIndex = 0;
  return [scroll, to];
}

function paragraph(lines, from, about, tight) {
  let to = from + 1;
  while (to < lines.length && !isBlank(lines[to]) && !UNDERLINE.test(lines[to]) && !interrupts(lines[to])) to += 1;
  const text = lines.slice(from, to).map((one) => one.trimStart()).join("\n").trimEnd();
  if (to < lines.length && UNDERLINE.test(lines[to])) return [element("h2", "", ...inline(text, about)), to + 1];
  const nodes = inline(text, about);
  return [tight ? nodes : element("p", "", ...nodes), to];
}

/* Words */

const CITATION = /\[(@[a-z0-9-]+(?:;\s*@[a-z0-9-]+)*)(?:;\s*(computed))?\]/y;
const AUTOLINK = /<((?:https?:\/\/|mailto:)[^\s<>]*)>/y;
const TICKS = /`+/y;
const ESCAPED = /\\([!-/:-@[-`{-~])/y;
const BREAK = /(?: {2,}|\\)\n */y;
const ENDING = / +(?=\n)/y;
const RECORD = /^(practice|approach|city|partner|lesson|framework|indicator|theme|place):([A-Za-z0-9-]+)$/;
const DESTINATION = /\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/y;

const starting = (expression, text, at) => {
  expression.lastIndex = at;
  return expression.exec(text);
};

/* The nodes of a piece of text. `depth`: within how many links and emphases it stands. */
function inline(text, about, depth = 0) {
  const pieces = [];
  let plain = "";
  const put = (piece) => {
    if (plain) pieces.push({ node: plain });
    plain = "";
    if (piece) pieces.push(piece);
  };
  for (let at = 0; at < text.length; ) {
    const found = depth < MOST_NESTED ? special(text, at, about, depth) : null;
    if (!found) {
      plain += text[at];
      at += 1;
    } else if (typeof found.text === "string") {
      plain += found.text;
      at = found.end;
    } else {
      put(found);
      at = found.end;
    }
  }
  put(null);
  return emphasised(pieces);
}

/* What begins at a place of a text: { node, end }, { text, end } or a mark of emphasis; null for a plain letter. */
function special(text, at, about, depth) {
  let found;
  switch (text[at]) {
    case "\\":
      if ((found = broken(text, at))) return found;
      return (found = starting(ESCAPED, text, at)) ? { text: found[1], end: at + 2 } : null;
    case " ":
      if ((found = broken(text, at))) return found;
      return (found = starting(ENDING, text, at)) ? { text: "", end: at + found[0].length } : null;
    case "`":
      return ofCode(text, at);
    case "[":
      if ((found = starting(CITATION, text, at))) {
        return { node: citation(keysOf(found[1]), Boolean(found[2]), about), end: at + found[0].length };
      }
      return ofLink(text, at, about, depth);
    case "<":
      if (!(found = starting(AUTOLINK, text, at))) return null;
      return { node: anchor(found[1], [found[1]], about), end: at + found[0].length };
    case "*":
    case "_":
      return mark(text, at);
    default:
      return null;
  }
}

/* A line that is broken by hand. */
function broken(text, at) {
  const found = starting(BREAK, text, at);
  return found && { node: element("br", ""), end: at + found[0].length };
}

const keysOf = (found) => found.split(";").map((key) => key.trim().replace(/^@/, ""));

/** The numbers of sources; a source that is not there has none. */
function citation(keys, computed, about) {
  const links = keys.filter((key) => about.numbers.has(key)).map((key) => {
    const made = element("a", "", String(about.numbers.get(key)));
    made.setAttribute("href", about.anchor(key));
    made.setAttribute("aria-label", `source ${about.numbers.get(key)}`);
    return made;
  });
  if (!links.length && !computed) return document.createDocumentFragment();
  const parted = links.flatMap((link, number) => (number ? [", ", link] : [link]));
  return element("sup", "cite", parted, computed && [" ", element("span", "computed", "computed by us")]);
}

function ofCode(text, at) {
  const [open] = starting(TICKS, text, at);
  for (let from = at + open.length; from < text.length; ) {
    const next = text.indexOf("`", from);
    if (next < 0) break;
    const [close] = starting(TICKS, text, next);
    if (close.length === open.length) {
      const inside = text.slice(at + open.length, next).replaceAll("\n", " ");
      const bare = /^ .*[^ ].* $|^ [^ ] $/.test(inside) ? inside.slice(1, -1) : inside;
      return { node: element("code", "", bare), end: next + close.length };
    }
    from = next + close.length;
  }
  return { text: open, end: at + open.length };
}

function ofLink(text, at, about, depth) {
  const close = closing(text, at);
  if (close < 0) return null;
  const found = starting(DESTINATION, text, close + 1);
  if (!found) return null;
  const to = (found[1] ?? found[2]).replace(/\\([!-/:-@[-`{-~])/g, "$1");
  if (!isAllowed(to)) return null;
  const words = inline(text.slice(at + 1, close), about, depth + 1);
  if (words.some(holdsLink)) return null;
  return { node: anchor(to, words, about), end: close + 1 + found[0].length };
}

const holdsLink = (node) => node.nodeName === "A" || Boolean(node.querySelector?.("a"));

/* Where the bracket that opens at a place is closed, -1 when it is not. */
function closing(text, at) {
  let open = 0;
  for (let here = at; here < text.length; here += 1) {
    if (text[here] === "\\") here += 1;
    else if (text[here] === "`") {
      const found = ofCode(text, here);
      if (found.node) here = found.end - 1;
    } else if (text[here] === "[") open += 1;
    else if (text[here] === "]" && !(open -= 1)) return here;
  }
  return -1;
}

/* Only the web, mailboxes and our own records: no other address becomes a link. */
const isAllowed = (to) => /^(https?:\/\/|mailto:)/.test(to) || RECORD.test(to);

function anchor(to, words, about) {
  const made = element("a", "", ...words);
  const record = RECORD.exec(to);
  const href = record ? about.link(record[1], record[2]) : to;
  if (href) made.setAttribute("href", href);
  if (!record) made.setAttribute("rel", "noopener nofollow");
  return made;
}

/* Emphasis, by the rules of CommonMark 0.31 section 6.2. */

const isSpace = (letter) => !letter || /\s/u.test(letter);
const isPunctuation = (letter) => Boolean(letter) && /[\p{P}\p{S}]/u.test(letter);

function mark(text, at) {
  const sign = text[at];
  let end = at;
  while (text[end] === sign) end += 1;
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1);
  const after = text.slice(end, end + 2) ? [...text.slice(end, end + 2)][0] : "";
  const left = !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
  const right = !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
  const opens = left && (sign === "*" || !right || isPunctuation(before));
  const closes = right && (sign === "*" || !left || isPunctuation(after));
  return { sign, count: end - at, whole: end - at, opens, closes, end };
}

function emphasised(pieces) {
  for (let at = 0; at < pieces.length; at += 1) {
    const closer = pieces[at];
    while (closer.closes && closer.count > 0) {
      const from = pieces.findLastIndex((piece, number) => number < at && opensFor(piece, closer));
      if (from < 0) break;
      const used = pieces[from].count >= 2 && closer.count >= 2 ? 2 : 1;
      const inside = pieces.slice(from + 1, at).map(node);
      pieces.splice(from + 1, at - from - 1, { node: element(used === 2 ? "strong" : "em", "", ...inside) });
      pieces[from].count -= used;
      closer.count -= used;
      at = from + 2;
    }
  }
  return pieces.map(node).filter((piece) => piece !== "").map((piece) => (typeof piece === "string" ? document.createTextNode(piece) : piece));
}

function opensFor(piece, closer) {
  if (piece.sign !== closer.sign || !piece.opens || piece.count < 1) return false;
  const both = piece.closes || closer.opens;
  return !(both && (piece.whole + closer.whole) % 3 === 0 && (piece.whole % 3 || closer.whole % 3));
}

const node = (piece) => (piece.sign ? piece.sign.repeat(piece.count) : piece.node);
