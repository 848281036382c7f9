"""Pages on the evidence as a whole: the gap map, wanted evidence, outside ratings, and what leaves the lists when it ages."""

import re

import pytest

from tests.site_fixtures import Read, Workshop
from tests.support import seen

pytest_plugins = ("tests.site_fixtures.fixtures",)

LAMPS = "practices/test-lamps.yaml"
OUTSIDE = """external_ratings:
  - body: Test Clearing-House
    rating: Test rating, good
    cite: [light-review]
    note: It counts invented reviews only [@light-review].
citations:
"""


def cells(workshop: Workshop, id: str) -> list[str]:
    """What a screen reader hears of the cells of one row of the map."""
    found = re.search(
        rf'<tr><th scope="row"><a href="[^"]*/{id}/">.*?</tr>', workshop.read("evidence-map/index.html"), re.DOTALL
    )
    assert found is not None
    return re.findall(r'<span class="unseen">(.*?)</span>', found[0])


def test_a_cell_holds_the_label_and_the_number_of_studies(finished: Workshop) -> None:
    """In words too, for those who do not see marks."""
    assert "Proven, 2 studies" in cells(finished, "test-lighting")


def test_a_cell_leads_to_its_result(finished: Workshop) -> None:
    """To the row of the table on the page of its record."""
    links = re.findall(
        r'class="map-cell [^"]*" href="(\.\./approaches/test-lighting/#[^"]+)"',
        finished.read("evidence-map/index.html"),
    )

    assert "../approaches/test-lighting/#result-robbery" in links
    assert Read(finished.read("approaches/test-lighting/index.html")).values("id").count("result-robbery") == 1


def test_an_empty_cell_leads_to_wanted_evidence(finished: Workshop) -> None:
    """To the part of the page that is about its row."""
    empty = [cell for cell in cells(finished, "test-patrols") if cell.startswith("wanted")]
    links = re.findall(r'class="map-cell map-none" href="([^"]+)"', finished.read("evidence-map/index.html"))

    assert empty
    assert "../wanted/#test-patrols" in links
    assert "test-patrols" in Read(finished.read("wanted/index.html")).values("id")


def test_practices_of_an_approach_stand_in_its_row(finished: Workshop) -> None:
    """A practice has a row of its own only while its type of solution has no page."""
    page = finished.read("evidence-map/index.html")

    assert 'href="../practices/test-lamps/"' not in page
    assert 'href="../practices/test-patrols/"' in page


def test_drafts_are_not_on_the_map(workshop: Workshop) -> None:
    """Nor are their measures."""
    workshop.change("practices/test-patrols.yaml", "status: published", "status: draft")
    (workshop.root / "addresses.txt").unlink()

    workshop.build_anyway()

    assert "test-patrols" not in workshop.read("evidence-map/index.html") + workshop.read("wanted/index.html")


def test_a_planned_evaluation_says_what_it_would_earn(finished: Workshop) -> None:
    """On the page of its record and on that of wanted evidence."""
    wanted, page = (seen(finished.read(f"{at}/index.html")) for at in ("wanted", "practices/test-lamps"))

    assert re.search(r"Test lamps in Exampleton.*?due June 2028\. At best it would earn △ Promising", wanted)
    assert re.search(r"due June 2028, at best △ Promising", page)


def test_a_source_read_as_an_abstract_is_worth_reading(finished: Workshop) -> None:
    """With the label it could change and what that could become; one read in full is not listed."""
    section = re.search(r'<section id="read">(.*?)</section>', finished.read("wanted/index.html"), re.DOTALL)

    assert section is not None
    assert "could become" in section[1]
    assert "Lighting test streets, an invented review" not in section[1]


def test_outside_ratings_stand_beside_ours(workshop: Workshop) -> None:
    """On their own page with the reason, and on the page of the record."""
    workshop.change("practices/approaches/test-lighting.yaml", "citations:\n", OUTSIDE)

    workshop.build()

    row = seen(workshop.read("outside-ratings/index.html"))
    assert re.search(
        r"Test lighting ▲▲ Proven.*Test Clearing-House Test rating, good It counts invented reviews only\.", row
    )
    assert "Test Clearing-House" in seen(workshop.read("approaches/test-lighting/index.html"))


@pytest.fixture
def aged(workshop: Workshop) -> Workshop:
    """The small library with a practice past its review date."""
    workshop.change(LAMPS, "review_by: 2028", "review_by: 2026")
    workshop.build_anyway()
    return workshop


def test_evidence_past_its_date_leaves_the_counts(aged: Workshop, finished: Workshop) -> None:
    """It is shown as such, and not counted with what is proven."""
    fresh, old = (seen(site.read("index.html")) for site in (finished, aged))

    def strong(page: str) -> int:
        return int(re.search(r"(\d+) with strong evidence", page)[1])  # type: ignore[index]

    assert strong(old) == strong(fresh) - 1
    assert "The evidence for 1 more is past its review date" in old


def test_evidence_past_its_date_says_so_and_stands_last(aged: Workshop, finished: Workshop) -> None:
    """On its card and on its page."""
    order = re.findall(r'<h2><a href="../practices/(test-[a-z]+)/">', aged.read("practices/index.html"))

    assert order[-1] == "test-lamps"
    assert (
        re.findall(r'<h2><a href="../practices/(test-[a-z]+)/">', finished.read("practices/index.html"))[-1]
        != "test-lamps"
    )
    assert "Past its review date" in aged.read("practices/index.html")
    assert "A new reading is overdue" in aged.read("practices/test-lamps/index.html")


def test_a_practice_says_what_would_lift_it(finished: Workshop) -> None:
    """The cheapest missing fact, and the label it could bring; never a better label for what is at its best."""
    pages = [
        seen(finished.read(f"practices/{id}/index.html")) for id in ("test-lamps", "test-mediators", "test-patrols")
    ]

    assert any("Would lift it to" in page for page in pages)


def test_a_practice_says_what_is_known(finished: Workshop) -> None:
    """The three criteria and the five kinds of knowledge, each with its reason."""
    page = seen(finished.read("practices/test-lamps/index.html"))

    for name in (
        "Impact",
        "Partnership",
        "Sustainability",
        "Whether it works",
        "How it works",
        "For whom and where",
        "How to do it",
        "What it costs",
    ):
        assert re.search(rf"{name} : (shown|in part|not shown|not known) ; \w", page), name


def test_the_rules_that_fired_are_told_in_words(finished: Workshop) -> None:
    """No reader has to know what C4 is."""
    page = seen(finished.read("practices/test-lamps/index.html"))

    assert "The design of the study sets the level to begin with." in page
    assert not re.search(r"\b[CDR]\d\b", page)
