"""Signs that nobody sees, and letters that pass for those of another alphabet."""

import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import groupby

_CANDIDATE = re.compile("[^\\t\\n\\r -~\xa0-\xac\xae-\u034e\u0350-\u0377\u2010-\u2027\u2030-\u205e]")
_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffd")
"""Signs of other classes that show nothing, and the mark of one that was lost."""
_JOINERS = frozenset("\u200c\u200d")
_STYLES = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))


def unseen(text: str) -> str:
    """The first sign of a text that nobody sees, or that was lost: control signs, direction overrides, zero-width spaces,
    signs that Unicode has not given out; '' when there is none.

    Joiners pass between letters of scripts that need them, and between the parts of one pictograph.
    """
    for found in _CANDIDATE.finditer(text):
        sign, at = found[0], found.start()
        if sign in _JOINERS and 0 < at < len(text) - 1 and min(text[at - 1], text[at + 1]) >= "\u0600":
            continue
        if sign in _STYLES and at and unicodedata.category(text[at - 1]) in {"So", "Lo"}:
            continue
        if _is_unseen(sign):
            return sign
    return ""


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN or sign in _BLANK or sign in _STYLES


def for_browsers() -> Mapping[str, str]:
    """The signs of both rules as the insides of character classes, for regular expressions of JavaScript with the flag u:
    `unseen`, those after which a style or a joiner passes, and the letters of look-alikes."""
    candidates = (n for n in range(sys.maxunicode + 1) if _CANDIDATE.match(chr(n)) and _is_unseen(chr(n)))
    return {
        "unseen": _class(candidates),
        "joiners": _class(map(ord, _JOINERS)),
        "styles": _class(map(ord, _STYLES)),
        "other": _OTHER.pattern[1:-1],
        "latin": _LATIN.pattern[1:-1],
        "twins": _class(map(ord, _TWINS)),
    }


def _class(points: Iterable[int]) -> str:
    """Code points as ranges: `\\u{0}-\\u{8}\\u{b}`."""
    runs = (list(run) for _, run in groupby(enumerate(sorted(points)), lambda pair: pair[1] - pair[0]))
    bounds = ((run[0][1], run[-1][1]) for run in runs)
    return "".join(f"\\u{{{a:x}}}" if a == b else f"\\u{{{a:x}}}-\\u{{{b:x}}}" for a, b in bounds)


_OTHER = re.compile("[\u0370-\u04ff\u0510-\u051f]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\xc0-\u024f]")
_TWINS = frozenset(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d"
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
)
"""Letters of Cyrillic and Greek that look like Latin ones."""


def look_alike(text: str) -> tuple[str, str]:
    """The first word that mixes Latin letters with those of another alphabet that look the same, and the first of these;
    two empty texts when there is none. A word such as \u0394t or \u03b2-blocker holds letters that nobody takes for Latin ones."""
    for word in _WORD.findall(text) if _OTHER.search(text) else ():
        others = _OTHER.findall(word)
        if others and _LATIN.search(word) and _TWINS.issuperset(others):
            return word, others[0]
    return "", ""
