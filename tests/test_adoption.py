"""Who took up what from whom: each adoption once, whoever tells of it."""

from pathlib import Path

from generator.adoption import Adoptions
from generator.load import load
from tests.site_fixtures import Workshop
from tests.support import LIBRARY, OWN_DAY, ROOT, TODAY

pytest_plugins = ("tests.site_fixtures.fixtures",)


def test_an_adoption_is_told_once() -> None:
    """The story and the practice of Exampleton both tell of Sampleville; the practice is heard."""
    (found,) = Adoptions(load(LIBRARY, TODAY).catalog).all

    assert (found.kind, found.id, found.by) == ("practice", "test-lamps", "XXB-sampleville")
    assert found.origin == ("XXA-exampleton",)


def test_a_city_does_not_repeat_what_its_practices_tell(finished: Workshop) -> None:
    """One line for Sampleville on the page of Exampleton."""
    learn = finished.read("cities/exampleton/index.html").split('id="learn"')[1].split("</section>")[0]

    assert learn.count("<strong>Sampleville") == 1


def test_adoptions_lead_both_ways() -> None:
    """Sydney's law is told on Newcastle's record as a copy, and on Sydney's as taken from Newcastle."""
    adoptions = Adoptions(load(Path(ROOT), OWN_DAY).catalog)

    behind = adoptions.behind("sydney-lockout-laws")
    assert [(copy.kind, copy.id) for copy in behind] == [("practice", "newcastle-nsw-earlier-closing")]
    assert any(copy.adoption.practice == "sydney-lockout-laws" for copy in adoptions.from_place("AUS-newcastle"))
    assert [copy.id for copy in adoptions.by_place("AUS-sydney")] == ["newcastle-nsw-earlier-closing"]


def test_a_withdrawn_record_tells_nothing(small: Path) -> None:
    """Nor does a draft."""
    for path in ("practices/test-lamps.yaml", "content/cities/exampleton.md"):
        file = small / path
        file.write_text(
            file.read_text(encoding="utf-8").replace("status: published", "status: draft"), encoding="utf-8"
        )

    assert Adoptions(load(small, TODAY).catalog).all == ()
