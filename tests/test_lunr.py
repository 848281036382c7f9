"""What travels of lunr: stems and stop words, and nothing of its index."""

import gzip

import pytest

from generator import engine


def test_only_the_words_of_lunr_travel() -> None:
    """A fifth of it with gzip, and still with the name and the licence of its authors."""
    script = next(one for one in engine.lunr() if one.path == "lunr.js").read()
    text = script.decode()

    assert len(gzip.compress(script)) < 6_000
    assert "lunr.stemmer = " in text and "lunr.stopWordFilter = " in text and "MIT" in text
    assert "lunr.Index = " not in text and "lunr.Builder = " not in text


def test_a_lunr_that_is_parted_otherwise_is_an_error() -> None:
    """Rather than a search without stems."""
    with pytest.raises(ValueError, match=r"lunr\.Vector"):
        engine.words_of_lunr("/*! another lunr */")
