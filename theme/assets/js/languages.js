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

/** Teach a lunr builder the language: our own words, and its stop words and stems where lunr has them. */
export function teach(lunr, builder, language) {
  if (isStemmed(language)) builder.use(lunr[language]);
  else if (language !== "en") {
    builder.pipeline.reset();
    builder.searchPipeline.reset();
  }
  builder.pipeline.remove(lunr.trimmer);
  builder.pipeline.remove(lunr[language]?.trimmer);
  builder.tokenizer = (text) => wordsOf(String(text ?? "")).map((word) => new lunr.Token(word));
}
