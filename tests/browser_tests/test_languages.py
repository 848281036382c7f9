"""Search in other languages: the finder's index, in the real browser, over invented records in each."""

from typing import Any

import pytest
from playwright.sync_api import Page

FIND = """async ([base, language, rows, queries]) => {
  const script = (path) => new Promise((resolve, reject) => {
    const made = document.createElement("script");
    made.src = `${base}/assets/js/${path}`;
    made.onload = resolve;
    made.onerror = reject;
    document.head.append(made);
  });
  const { foldStopWords, isStemmed, stemOf } = await import(`${base}/assets/js/languages.js`);
  await script("lunr.js");
  if (isStemmed(language)) {
    await script("lunr/stemmer.support.js");
    foldStopWords(window.lunr);
    await script(`lunr/${language}.js`);
  }
  const { rank } = await import(`${base}/assets/js/rank.js`);
  const catalogue = { kinds: ["Practices"], bases: [""], facets: [], terms: [], rows };
  const index = await rank(catalogue, stemOf(window.lunr, language), language);
  return queries.map((query) => {
    const found = index.find(query);
    return [found.map(({ row }) => row), found.near];
  });
}"""

LANGUAGES: dict[str, tuple[tuple[str, ...], dict[str, int]]] = {
    "fr": (
        ("Éclairage des rues à Nantes", "Médiateurs scolaires contre le harcèlement", "Fermeture anticipée des bars"),
        {"eclairage": 0, "éclairages": 0, "harcèlements": 1, "harcelement": 1, "bar": 2, "ferm": 2},
    ),
    "es": (
        ("Alumbrado público en Bogotá", "Mediadores contra la violencia de pandillas", "Cierre temprano de cantinas"),
        {"Bogota": 0, "alumbrados": 0, "mediador": 1, "pandilla": 1, "cantina": 2, "cierres": 2},
    ),
    "pt": (
        ("Iluminação pública em São Paulo", "Mediação de conflitos nas escolas", "Fechamento de bares mais cedo"),
        {"Sao Paulo": 0, "iluminacao": 0, "escola": 1, "conflito": 1, "bares": 2, "fecham": 2},
    ),
    "ar": (
        ("إنارة الشوارع في القاهرة", "وسطاء ضد العنف في المدارس", "إغلاق مبكر للمقاهي"),
        {"القاهرة": 0, "انارة": 0, "شوارع": 0, "المدارس": 1, "العنف": 1, "إغلاق": 2},
    ),
    "zh": (
        ("街道照明与夜间安全", "学校反欺凌项目", "酒吧提早关门"),
        {"照明": 0, "夜间安全": 0, "欺凌": 1, "学校": 1, "酒吧": 2},
    ),
    "sw": (
        ("Taa za barabarani Nairobi", "Wapatanishi dhidi ya ukatili shuleni", "Kufunga baa mapema"),
        {"taa": 0, "barabara": 0, "ukatili": 1, "baa": 2},
    ),
}
"""Invented titles in each language, and which of them a query must find first."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_find_their_other_forms(page: Page, origin: str, language: str) -> None:
    """Without accents, in the plural, as a beginning; in Chinese by pairs of characters; without stems where lunr has none."""
    titles, queries = LANGUAGES[language]
    page.goto(f"{origin}/about/")
    rows: list[list[Any]] = [[0, f"r{n}", title, ""] for n, title in enumerate(titles)]

    found = page.evaluate(FIND, [origin, language, rows, list(queries)])

    assert {query: hits[:1] for query, (hits, _) in zip(queries, found, strict=True)} == {
        query: [row] for query, row in queries.items()
    }


STOPPED = {"fr": ("même harcèlement", 1), "es": ("también pandilla", 1), "pt": ("não escola", 1)}
"""A stop word with an accent, and what is asked; and which title answers."""


@pytest.mark.parametrize("language", STOPPED)
def test_stop_words_are_stopped_with_their_accents(page: Page, origin: str, language: str) -> None:
    """They are no word that nothing holds."""
    query, row = STOPPED[language]
    page.goto(f"{origin}/about/")
    rows = [[0, f"r{n}", title, ""] for n, title in enumerate(LANGUAGES[language][0])]

    [[found, near]] = page.evaluate(FIND, [origin, language, rows, [query]])

    assert (found, near) == ([row], [])
