/* What a word is in each language: how a text is parted into words, and how a word is brought to its stem. */

const STEMMED = new Set(["fr", "es", "pt", "ar"]);
const HAN = /\p{Script=Han}/u;

/** Letters without their accents and signs, so that Bogota finds Bogotá. */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
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

/** What brings a word to its stem in a language, and a stop word to "". What lunr does not know keeps its words whole. */
export function stemOf(lunr, language) {
  const { stopWordFilter, stemmer } = language === "en" ? lunr : isStemmed(language) ? lunr[language] : {};
  if (!stemmer) return (word) => word;
  return (word) => {
    const token = new lunr.Token(word);
    return stopWordFilter(token) ? stemmer(token).toString() : "";
  };
}
