"""The words that travel with figures: complete, plain, and safe whatever a contributor writes."""

from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from generator.load import load
from generator.model.indicator import Break
from generator.model.recipe import Recipe
from generator.readme import Account, Extent, caveats, licence, readme
from tests.support import LIBRARY, TODAY

URL = "https://beacon.example/indicators/x/"
RECIPE = Recipe.model_validate_json(
    '{"file": "raw.csv", "sha256": "' + "0" * 64 + '", "taken": "2026-11-22", "origin": "An invented place.", '
    '"changes": ["Rows were invented."], "columns": {"place_id": "place", "value": "v"}, "keep": {"sex": ["total", ""]}, '
    '"leave_out": {"source": ["A"]}, "left_out_because": "No licence.", "replace": {"status": {"Normal value": ""}}, '
    '"sort": ["place_id"]}'
)


@pytest.fixture
def account() -> Account:
    """The account of an indicator of the small library, with a break and a reference value."""
    dataset = load(LIBRARY, TODAY).catalog.indicators["test-robbery-rate"]
    step = Break(year=2018, reason="The inventor counted anew.", places=("XXB",))
    record = dataset.record.model_copy(
        update={"breaks": (step,), "reference_value": 50.0, "reference_note": "Invented."}
    )
    names = {"XXA": "Aland", "XXB": "Beland"}
    return Account(dataset.package.descriptor, record, Extent(4061, 2, 1990, 2023), names)


def test_it_says_what_is_counted_and_what_is_not_to_be_compared(account: Account) -> None:
    """Unit, direction, extent, class with its reason, caveats and breaks with their places."""
    text = readme(account)

    for said in (
        "# Test robbery rate\n", "- Unit: per 100,000 residents; lower is better.", "- Holds: 4,061 values of 2 places, 1990 to 2023.",
        "Class C. ", "Invented figures may not be compared with anything.", "- Every figure here is invented.",
        "so that no line joins the values:\n\n- 2018 (Beland): The inventor counted anew.", "- `TEST-1`: Invented statistics office. Terms: CC0.",
        "Reference value: 50. Invented.", "Sustainable Development Goals 16.1", "| `place_id` | string |",
    ):  # fmt: skip
        assert said in text


def test_many_places_are_counted(account: Account) -> None:
    """A break of many places does not fill the page with names."""
    places = tuple(f"XX{letter}" for letter in "ABCDE")
    record = account.record.model_copy(update={"breaks": (Break(year=2001, reason="Counted anew.", places=places),)})

    assert "- 2001 (5 places): Counted anew." in readme(replace(account, record=record))


def test_breaks_stand_by_their_kind(account: Account) -> None:
    """An event is no change in counting; a place that the reason names is not named twice."""
    event = Break(year=2001, reason="Aland: a storm.", places=("XXA",), kind="event")
    record = account.record.model_copy(update={"breaks": (event, *account.record.breaks)})

    text = caveats(replace(account, record=record))

    assert text.endswith("Something happened, and the line stays:\n\n- 2001: Aland: a storm.\n")
    assert text.index("- 2018 (Beland)") < text.index("- 2001")


def test_the_recipe_is_told(account: Account) -> None:
    """Where the raw table comes from, what was changed before, which rows stay, and how it is made again."""
    text = readme(replace(account, recipe=RECIPE))

    for said in (
        "`beacon remake test-robbery-rate` makes", "- Raw table: `source/raw.csv`, taken on 2026-11-22", "- It comes from: An invented place.",
        "- Changed before it came to us: Rows were invented.", "- Only rows whose `sex` is `total` or empty.",
        "- Left out: rows whose `source` is `A`.", "- Why rows are left out: No licence.",
        "- In `status`, “Normal value” is written as an empty cell.", "- Ordered by `place_id`.",
    ):  # fmt: skip
        assert said in text
    assert "## Files" not in text


def test_the_copy_to_take_away_knows_its_page_and_its_files(account: Account) -> None:
    """It leads back to the page, lists the files, and says what is done to formulas in the CSV."""
    text = readme(replace(account, url=URL))

    assert f"<{URL}>" in text and "## Files" in text and "`LICENCE.txt`" in text
    assert "begins with =, +, - or @" in text


def test_caveats_stand_alone(account: Account) -> None:
    """CAVEATS.md has class, caveats and breaks, and no more."""
    text = caveats(account)

    assert text.startswith("# Before you use Test robbery rate\n")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## What may be compared", "## What you must know", "## Breaks",
    ]  # fmt: skip


def test_terms_of_each_source_stand_in_the_licence(account: Account) -> None:
    """With the address of the licence, and how to cite."""
    text = licence(account)

    assert "CC0-1.0, https://creativecommons.org/publicdomain/zero/1.0/" in text
    assert "TEST-1: Invented statistics office\n  CC0" in text
    assert "Table by Makers of test records" in text


def test_a_link_to_a_record_keeps_its_words(account: Account) -> None:
    """Outside the site a reference leads nowhere; a link to the web stays."""
    record = account.record.model_copy(
        update={"caveats": ("See [lamps](practice:test-lamps) and [the web](https://example.org/).",)}
    )

    assert "- See lamps and [the web](https://example.org/)." in readme(replace(account, record=record))


@pytest.mark.parametrize(
    "text", ["# x", "a | b", "<b>x</b>", "[x](javascript:y)", "*x* _y_ `z`", "x\n\n# y", "- x", "12. x", "\\"]
)
def test_plain_texts_are_no_markdown(account: Account, text: str) -> None:
    """A title, a unit or the name of a source adds no heading, no link, no markup and no column."""
    family = account.record.families["TEST-1"].model_copy(update={"title": text, "licence": text})
    record = account.record.model_copy(
        update={"unit": text, "title": f"T {text}", "trust": text, "retrieved": text, "families": {"TEST-1": family}}
    )

    tokens = MarkdownIt("commonmark").enable("table").parse(readme(replace(account, record=record)))
    usual = MarkdownIt("commonmark").enable("table").parse(readme(account))

    kinds = [token.type for token in tokens]
    inline = [child.type for token in tokens for child in token.children or ()]
    assert kinds == [token.type for token in usual]
    assert not {"html_inline", "em_open", "image"} & set(inline)
    assert inline.count("link_open") == [c.type for t in usual for c in t.children or ()].count("link_open")
