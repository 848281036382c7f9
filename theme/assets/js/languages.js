/* What a word is in each language: how a text is parted into words, and how a word is brought to its stem. */

const STEMMED = new Set(["fr", "es", "pt", "ar"]);
const HAN = /\p{Script=Han}/u;

/* Letters that are no letter with a sign added, so that taking the signs away leaves them as they are. */
const PLAIN = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ı: "i", ß: "ss", æ: "ae", œ: "oe" };
const ODD = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

/** Letters without their accents and signs, so that Bogota finds Bogotá and Lodz finds Łódź. */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(ODD, (letter) => PLAIN[letter]);
}

/** The words of a text, folded. Chinese has no spaces: each pair of neighbours is a word, and a character by itself one too. */
export function wordsOf(text) {
  return fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean).flatMap((word) => (HAN.test(word) ? pairs(word) : [word]));
}

function pairs(word) {
  const letters = [...word];
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => letters[at] + letter);
}

/** Whether the language has a script with its stems besides lunr, which knows English. */
export function isStemmed(language) {
  return STEMMED.has(language);
}

/** Have lunr, before it learns another language, know stop words as words come here: folded. */
export function foldStopWords(lunr) {
  const generate = lunr.generateStopWordFilter;
  lunr.generateStopWordFilter = (words) => generate(words.map(fold));
}

/** What brings a word to its stem in a language, and a stop word to "". What lunr does not know keeps its words whole. */
export function stemOf(lunr, language) {
  const { stopWordFilter, stemmer } = language === "en" ? lunr : isStemmed(language) ? lunr[language] : {};
  if (!stemmer) return (word) => word;
  return (word) => {
    const token = new lunr.Token(word);
    return stopWordFilter(token) ? stemmer(token).toString() : "";
  };
}
