/* What no text of a record may hold: signs nobody sees, letters of another alphabet, contact data, HTML, links that lead nowhere,
   too many words. The rules of generator/checks/prose.py, with the lists of the build (contribute/check.json); a test compares
   the two. Nothing here knows the page. */

const LETTER = String.raw`\p{L}\p{N}_`;
const MAILBOX = new RegExp(String.raw`(?<![${LETTER}.+-])[${LETTER}.+\-]+@[${LETTER}\-]+(?:\.[${LETTER}\-]+)+`, "u");
const PHONE = new RegExp(String.raw`(?<![${LETTER}/.:=\-])(?:\+\d{1,3}[ .\-]?)(?:\(?\d{1,4}\)?[ .\-]?){2,5}\d{2,4}(?![${LETTER}/])`, "u");
const HTML = /<\/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*>|<!--|<!\[CDATA\[|<\?|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);/;
const LINK = /\]\(([^)\s]+)\)/g;
const WEB = /^https?:\/\/[^\s/]+\.[^\s]+/;
const WORD = /[\p{L}\p{Nl}\p{No}]+/gu;
const PICTOGRAPH = /[\p{So}\p{Lo}]/u;
const JOINED_FROM = "\u0600"; // letters from here on may need a joiner between them

/** The rules on texts with the lists of the build: { field(leaf), story(text) }, each a generator of { rule, message, hint }. */
export function textRules(lists) {
  const signs = signsOf(lists.signs);
  const reference = new RegExp(`^(?:${lists.reference})$`);

  function* words(value) {
    const [word, sign] = signs.lookAlike(value);
    if (word) yield told("look-alike-letter", `“${word.slice(0, 40)}” mixes Latin letters with “${sign}”, which is ${sign < "\u0400" ? "Greek" : "Cyrillic"} (${point(sign)}).`, "Type the word anew in one alphabet.");
    const html = HTML.exec(value);
    if (html) yield told("raw-html", `“${html[0].slice(0, 40)}” is HTML.`, "Use Markdown: *emphasis*, **strong**, [text](link); a lone < is fine.");
  }
  function* contacts(value) {
    for (const found of [MAILBOX.exec(value), PHONE.exec(value)]) {
      if (found) yield told("private-contact", `“${found[0]}” is contact data.`, "Take it away; an office’s mailbox or telephone goes into the contact.");
    }
  }
  function* links(value) {
    for (const [, target] of value.matchAll(LINK)) {
      if (!WEB.test(target) && !reference.test(target) && !MAILBOX.test(target)) yield told("bad-link", `The link “${target.slice(0, 60)}” leads nowhere we allow.`, "Write https://…, or kind:id such as practice:kampala-sasa.");
    }
  }
  function* unseen(value) {
    const sign = signs.unseen(value);
    if (sign) yield told("odd-character", `It holds the invisible character ${point(sign)}.`, "Type the words anew instead of pasting them.");
  }
  return {
    *field({ field, path, value }) {
      yield* length(field, value);
      yield* blank(value, lists.seen_first.includes(path[0]));
      yield* unseen(value);
      yield* words(value);
      if (path[0] !== "contact") yield* contacts(value);
      if (path[0] !== "citations") yield* links(value);
    },
    *story(text) {
      const count = text.split(/\s+/).filter(Boolean).length;
      if (count > lists.story_words) yield told("over-long-text", `It has ${count} words.`, `At most ${lists.story_words}; shorten it.`);
      else if (letters(text) > 8 * lists.story_words) yield told("over-long-text", `It has ${letters(text)} characters.`, `At most ${8 * lists.story_words}; shorten it.`);
      for (const line of text.split("\n")) yield* unseen(line);
      for (const line of text.replace(/^```.*?^```/gms, "").split("\n")) {
        yield* words(line);
        yield* contacts(line);
        yield* links(line);
      }
    },
  };
}

/**
 * The two questions on signs, asked with the classes of the build: `unseen(text)` gives the first sign that nobody sees,
 * `lookAlike(text)` the first word of mixed alphabets and the sign in it; '' when there is none.
 */
export function signsOf(classes) {
  const named = Object.fromEntries(Object.entries(classes).map(([name, inside]) => [name, new RegExp(`[${inside}]`, "u")]));
  const every = new RegExp(`[${classes.other}]`, "gu");
  const twinsOnly = new RegExp(`^[${classes.twins}]+$`, "u");
  return {
    unseen(text) {
      if (!named.unseen.test(text)) return "";
      const all = [...text];
      const found = all.findIndex((sign, at) => named.unseen.test(sign) && !passes(all, at));
      return all[found] ?? "";
    },
    lookAlike(text) {
      if (!named.other.test(text)) return ["", ""];
      for (const [word] of text.matchAll(WORD)) {
        const others = word.match(every);
        if (others && named.latin.test(word) && twinsOnly.test(others.join(""))) return [word, others[0]];
      }
      return ["", ""];
    },
  };

  /* A joiner between letters that need it, and the style of a pictograph. */
  function passes(all, at) {
    if (named.joiners.test(all[at]) && at > 0 && at < all.length - 1 && all[at - 1].codePointAt(0) >= JOINED_FROM.codePointAt(0) && all[at + 1].codePointAt(0) >= JOINED_FROM.codePointAt(0)) return true;
    return named.styles.test(all[at]) && at > 0 && PICTOGRAPH.test(all[at - 1]);
  }
}

const told = (rule, message, hint) => ({ rule, message, hint });
const letters = (text) => [...text].length;
const point = (sign) => `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

function* length(field, value) {
  const count = letters(value) > 3 * field.words ? value.split(/\s+/).filter(Boolean).length : 0;
  if (count > field.words) yield told("over-long-text", `It has ${count} words.`, `At most ${field.words}; shorten it.`);
  else if (letters(value) > 14 * field.words) yield told("over-long-text", `It has ${letters(value)} characters.`, `At most ${14 * field.words}; shorten it.`);
  else if (!field.markdown && value.trim().includes("\n")) yield told("over-long-text", "It runs over several lines.", "It is shown as one line; join the lines.");
}

function* blank(value, seenFirst) {
  const line = value.replace(/^\n+|\n+$/g, "");
  if (!line.trim()) yield told("blank-text", "It is blank.", seenFirst ? "Readers see it first; say it." : "Say it, or leave the field out.");
  else if (line !== line.trim()) yield told("blank-text", `It ${/^\s/.test(line) ? "begins" : "ends"} with a space.`, "Take it away.");
}
