"""The review on pages: a line on each record, the log of decisions, what waits for maintainers, and drafts shown nowhere."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.load import load
from generator.model.review import ReaderRole
from generator.pages import maintain
from generator.pages.reviewed import ROLES
from generator.pages.view import Library
from tests.site_fixtures import Workshop
from tests.support import LIBRARY, ROOT, TODAY, seen

pytest_plugins = ("tests.site_fixtures.fixtures",)

LAMPS = "practices/test-lamps.yaml"
MEDIATORS = "practices/test-mediators.yaml"
PATROLS = "practices/test-patrols.yaml"
TWO = """review:
  submitted: 2026-03-02
  readings:
    - {role: evidence, date: 2026-03-04, stake: no, verdict: fit}
    - {role: editor, date: 2026-03-07, stake: yes, tie: Wrote the trial., verdict: changes, note: Name the streets.}
    - {role: place, date: 2026-03-09, stake: no, verdict: fit}
  published: 2026-03-12
"""
APPEAL = """  appeals:
    - date: 2026-05-01
      by: Council of Exampleton
      about: The streets & squares were others.
"""
RULING = """      ruling: {date: 2026-06-01, outcome: rejected, role: editor, reason: The trial names them.}
"""
TIES = "conflict_of_interest: Paid for the invented mediators.\n"


def line(workshop: Workshop, page: str) -> str:
    """The line on the review of a record."""
    found = re.search(r'<p class="note review">.*?</p>', workshop.read(f"{page}index.html"), re.DOTALL)
    assert found is not None, page
    return seen(found[0])


def add(workshop: Workshop, path: str, review: str) -> None:
    """Put a review into a record that has none."""
    workshop.change(path, "limits:\n", f"{review}limits:\n")


def job(workshop: Workshop, id: str) -> dict[str, Any]:
    """One kind of work as programs read it."""
    found: list[dict[str, Any]] = json.loads(workshop.read("maintain/maintain.json"))["jobs"]
    return next(one for one in found if one["id"] == id)


def ids(workshop: Workshop, job_id: str) -> list[str]:
    """The records that wait for one kind of work."""
    return [row["id"] for row in job(workshop, job_id)["records"]]


# The line on a record


@pytest.mark.parametrize(
    "page",
    ["practices/test-mediators/", "approaches/test-lighting/", "cities/exampleton/", "learn/test-audit/", "partners/test-league/", "frameworks/test-agenda/"],
)  # fmt: skip
def test_an_old_record_says_that_nobody_noted_a_second_reading(finished: Workshop, page: str) -> None:
    """On the page of every kind, with the way to the rule."""
    assert "Published before the two-reader rule; a second reading is not recorded." in line(finished, page)
    assert 'href="../../how-we-review/"' in finished.read(f"{page}index.html")


def test_a_record_says_who_found_it_fit_and_what_ties_its_sender_has(workshop: Workshop) -> None:
    """Readers by role and day; one with a stake is not among them."""
    add(workshop, MEDIATORS, TWO + TIES)
    workshop.build()

    said = line(workshop, "practices/test-mediators/")
    assert (
        "Found fit by the evidence reader (4 March 2026) and the place reader (9 March 2026), neither with a stake."
        in said
    )
    assert "Published 12 March 2026. Ties of the sender: paid for the invented mediators." in said


def test_an_old_record_can_be_read_a_second_time(finished: Workshop) -> None:
    """One reading is told as one."""
    said = line(finished, "practices/test-lamps/")

    assert "Published before the two-reader rule; found fit by the evidence reader (11 February 2026); a second reading is not recorded." in said  # fmt: skip


def test_an_open_objection_stands_on_the_page(workshop: Workshop) -> None:
    """Until somebody has decided."""
    add(workshop, MEDIATORS, TWO + APPEAL + TIES)
    workshop.build()
    before = line(workshop, "practices/test-mediators/")

    workshop.change(MEDIATORS, TIES, RULING + TIES)
    workshop.build()

    assert "Disputed: Council of Exampleton objected on 1 May 2026, not decided yet." in before
    assert "Disputed" not in line(workshop, "practices/test-mediators/")


def test_an_overdue_reading_is_told_on_the_page_of_any_kind(workshop: Workshop) -> None:
    """With its day."""
    workshop.change("content/cities/exampleton.md", "review_by: 2028", "review_by: 2026")
    workshop.build()

    assert "It was to be read again by " in line(workshop, "cities/exampleton/")


# Drafts


@pytest.mark.parametrize(
    ("status", "review"),
    [
        ("draft", ""),
        ("submitted", TWO[: TWO.index("  readings")]),
        ("reviewed", TWO.replace("  published: 2026-03-12\n", "")),
    ],
)
def test_what_waits_is_shown_to_maintainers_alone(workshop: Workshop, status: str, review: str) -> None:
    """No page, list, search, finder or file but theirs names it."""
    add(workshop, MEDIATORS, review + TIES)
    workshop.change(MEDIATORS, "status: published", f"status: {status}")
    (workshop.root / "addresses.txt").unlink()
    workshop.build()

    files = {f.relative_to(workshop.site).as_posix(): f.read_bytes() for f in workshop.site.rglob("*") if f.is_file()}
    naming = {path for path, content in files.items() if b"test-mediators" in content or b"Test mediators" in content}
    assert naming == {"maintain/index.html", "maintain/maintain.json"}
    assert not any("test-mediators" in path for path in files)
    assert ids(workshop, "waiting") == ["test-mediators"]


# The log


def test_the_log_counts_what_records_hold(finished: Workshop) -> None:
    """Every published record of the small library is older than the rule, and the page says so."""
    data = json.loads(finished.read("decisions/decisions.json"))
    whole = data["counts"][-1]

    assert (whole["kind"], whole["published"], whole["two_readers"], whole["sent_in"]) == ("all", 8, 0, 0)
    assert sum(row["published"] for row in data["counts"][:-1]) == 8
    assert data["rule"]["published_and_bound"] == 0
    said = seen(finished.read("decisions/index.html"))
    assert "None of them was found fit by two readers. All were published before the rule asked for it." in said
    assert "cannot be said" in said


def test_the_log_holds_every_dated_decision_newest_first(workshop: Workshop) -> None:
    """Day, role, what, and why; of a reader with a stake that too. What somebody wrote is text."""
    add(workshop, MEDIATORS, TWO + APPEAL + RULING + TIES)
    workshop.change(PATROLS, "limits:\n", "lowered:\n  - {measure: robbery, steps: 1, reason: The streets were alike by luck., date: 2026-04-01, role: 'reader, statistics'}\nlimits:\n")  # fmt: skip
    workshop.build()

    rows = json.loads(workshop.read("decisions/decisions.json"))["decisions"]
    assert [(row["date"], row["what"], row["role"]) for row in rows] == [
        ("2026-06-01", "rejected", "editor"),
        ("2026-05-01", "appeal", "Council of Exampleton"),
        ("2026-04-01", "lowered", "reader, statistics"),
        ("2026-03-12", "published", ""),
        ("2026-03-09", "fit", "place"),
        ("2026-03-07", "changes", "editor"),
        ("2026-03-04", "fit", "evidence"),
        ("2026-03-02", "submitted", ""),
        ("2026-02-11", "fit", "evidence"),
    ]
    page = workshop.read("decisions/index.html")
    said = seen(page)
    assert "Label lowered: robberies, 1 step Reader, statistics The streets were alike by luck." in said
    assert "Changes asked for Editor, with a stake, so not counted Name the streets." in said
    assert "the middle one of 1 record took 10 days" in said
    assert "0 objections open, 1 decided" in said
    assert "The streets &amp; squares were others." in page


def test_a_withdrawal_is_a_decision_that_stays(workshop: Workshop) -> None:
    """It leads to the page with the reason."""
    workshop.change(MEDIATORS, "status: published", "status: withdrawn\nwithdrawn: {date: 2026-06-01, reason: It was wrong.}")  # fmt: skip
    workshop.build()

    data = json.loads(workshop.read("decisions/decisions.json"))
    newest = data["decisions"][0]
    assert (newest["what"], newest["id"], newest["reason"]) == ("withdrawn", "test-mediators", "It was wrong.")
    assert data["counts"][-1]["withdrawn"] == 1
    assert 'href="../practices/test-mediators/"' in workshop.read("decisions/index.html")


# For maintainers


def test_maintainers_page_is_found_by_those_who_know_it(finished: Workshop) -> None:
    """No search engine, no search and no sitemap lists it; How we work leads there."""
    assert '<meta name="robots" content="noindex">' in finished.read("maintain/index.html")
    assert "maintain/" not in finished.read("sitemap.xml") + finished.read("search/catalogue.json")
    assert 'href="../maintain/"' in finished.read("how-we-work/index.html")


def test_every_kind_of_work_has_a_count_that_leads_to_it(finished: Workshop) -> None:
    """The same counts as in the file for programs, each over its own part of the page."""
    page = finished.read("maintain/index.html")
    told = re.findall(r'<li(?: class="done")?><a href="#([a-z-]+)"><strong>([^<]+)</strong>', page)
    jobs = json.loads(finished.read("maintain/maintain.json"))["jobs"]

    assert told == [(job["id"], "Not known" if job["number"] is None else f"{job['number']:,}") for job in jobs]
    assert [id for id in re.findall(r'<section id="([a-z-]+)">', page) if id != "file"] == [job["id"] for job in jobs]


def test_a_list_that_nobody_would_read_is_cut_and_says_so() -> None:
    """The first two hundred stand on the page, all of them in the file beside it."""
    catalog = load(LIBRARY, TODAY).catalog
    entry = catalog.practices["test-lamps"]
    many = {id: replace(entry, id=id, path=f"practices/{id}.yaml") for id in (f"test-{n:03}" for n in range(201))}
    settings = {"url": "https://beacon.example/", "name": "Beacon", "edit_uri": ""}
    built = {one.path: one for one in maintain.pages(Library(replace(catalog, practices=many), settings))}
    page = str(built["maintain/index.html"].content())
    rows = json.loads(built["maintain/maintain.json"].content())["jobs"]  # type: ignore[arg-type]
    whole = max(len(job["records"]) for job in rows)

    assert whole > 200 and f"Show the first 200 of {whole}" in seen(page)
    assert 'All of them stand in <a href="maintain.json">' in page
    assert "practices/test-180.yaml" in page and page.count("practices/test-200.yaml") < json.dumps(rows).count(
        "practices/test-200.yaml"
    )


def test_maintainers_are_told_where_to_begin(workshop: Workshop) -> None:
    """With what waits longest for an answer; of what is not pressing only when nothing else waits."""
    workshop.build()
    times = [job["when"] for job in json.loads(workshop.read("maintain/maintain.json"))["jobs"]]
    order = ["first", "next", "later"]

    assert times == sorted(times, key=order.index) and set(times) == set(order)
    add(workshop, MEDIATORS, TWO + APPEAL + TIES)
    workshop.build()
    page = workshop.read("maintain/index.html")
    assert '<strong>Begin with “<a href="#disputed">Disputed</a>” (1).</strong> Somebody who had no part in' in page


def test_empty_columns_of_the_counts_are_left_out_and_named(finished: Workshop, workshop: Workshop) -> None:
    """A column that holds nothing but 0 takes no room; the sentence below says which they are."""
    before = finished.read("decisions/index.html")
    assert '<th scope="col">Withdrawn</th>' not in before and '<th scope="col">Published</th>' in before
    assert "cleared; with a lowered label; withdrawn." in before

    workshop.change(LAMPS, "status: published", "status: withdrawn\nwithdrawn: {date: 2026-02-12, reason: Told twice.}")
    workshop.build()

    after = workshop.read("decisions/index.html")
    assert '<th scope="col">Withdrawn</th>' in after and "; withdrawn." not in after


def test_what_is_overdue_and_what_falls_due(workshop: Workshop) -> None:
    """The day itself is still in time; six months ahead it is announced."""
    workshop.change(PATROLS, "review_by: 2028-02-11", "review_by: 2026-11-21")
    workshop.change(LAMPS, "review_by: 2028-02-11", "review_by: 2026-11-22")
    workshop.build()

    assert ids(workshop, "overdue") == ["test-patrols"]
    assert ids(workshop, "soon") == ["test-lamps"]


def test_what_is_not_rated_and_not_read_in_full(workshop: Workshop) -> None:
    """With the reason, the file and the page of each."""
    workshop.change(PATROLS, "read: full_text", "read: abstract")
    workshop.build()

    assert "test-mediators" in ids(workshop, "unrated") and "test-patrols" not in ids(workshop, "unrated")
    (row,) = [row for row in job(workshop, "not-in-full")["records"] if row["id"] == "test-patrols"]
    assert (row["file"], row["page"], row["why"]) == (
        PATROLS,
        "practices/test-patrols/",
        "1 abstract",
    )


def test_open_objections_are_work(workshop: Workshop) -> None:
    """A decided one is not."""
    add(workshop, MEDIATORS, TWO + APPEAL + TIES)
    add(workshop, PATROLS, TWO + APPEAL + RULING + TIES)
    workshop.build()

    assert ids(workshop, "disputed") == ["test-mediators"]
    assert "test-mediators" not in ids(workshop, "few-readers")


def test_without_a_look_nothing_is_said_of_outside_links(finished: Workshop) -> None:
    """Not known is not none."""
    assert job(finished, "links")["number"] is None
    assert "Not known yet: nobody has asked these addresses so far." in seen(finished.read("maintain/index.html"))


def test_broken_links_are_told_with_their_records(workshop: Workshop) -> None:
    """Each with what was heard and since when; what failed once, turns machines away or leads elsewhere stands apart."""
    workshop.change(PATROLS, "    read: full_text", "    url: https://test.example/trial\n    read: full_text")
    calm = {"answered": "2026-11-20", "refused": None, "failed": [], "returned": 0, "said": "200", "leads_to": ""}
    failed = {**calm, "said": "404", "failed": ["2026-11-01", "2026-11-05", "2026-11-12"]}

    def told(heard: object) -> tuple[list[tuple[str, str, str]], list[str]]:
        given = {"https://test.example/trial": heard, "https://test.example/nobody-cites-it": failed}
        workshop.write("links.json", json.dumps({"version": 1, "addresses": given}))
        workshop.build()
        gone, other = job(workshop, "links")["records"], job(workshop, "changed-links")["records"]
        return [(row["id"], row["why"], row["day"]) for row in gone], [row["why"] for row in other]

    assert told(failed) == ([("test-patrols", "failed on 3 days (404), first on", "2026-11-01")], [])
    assert 'href="https://test.example/trial"' in workshop.read("maintain/index.html")
    assert told(calm) == ([], [])
    assert job(workshop, "links")["number"] == 0
    assert re.search(
        r"Asked so far: 1 of \d+ address(es)?, last on 2026-11-20\.", seen(workshop.read("maintain/index.html"))
    )
    assert told({**calm, "failed": ["2026-11-21"], "said": "timed out"}) == ([], ["failed (timed out), first on"])
    assert told({**calm, "refused": "2026-11-21", "said": "403"}) == ([], ["turns machines away (403), asked on"])
    assert told({**calm, "leads_to": "sold.example"}) == ([], ["leads to sold.example, asked on"])


def test_what_can_be_changed_online_is_linked(workshop: Workshop) -> None:
    """Where the site knows its repository, the file is a link."""
    workshop.change("mkdocs.yml", 'edit_uri: !ENV [BEACON_EDIT_URI, ""]', "edit_uri: https://host.example/edit/main/")
    workshop.build()

    assert f'href="https://host.example/edit/main/{MEDIATORS}"' in workshop.read("maintain/index.html")


def test_the_policy_names_every_role(finished: Workshop) -> None:
    """What a record may hold stands in the words of the rule."""
    said = seen(finished.read("how-we-review/index.html")).casefold()

    assert set(ROLES) == set(ReaderRole.__args__)  # type: ignore[attr-defined]
    assert [name for name, _ in ROLES.values() if name not in said] == []


def test_the_counts_are_those_of_the_files(whole: Path) -> None:
    """Of the repository's own records, read line by line by another reader: what no file says is not counted."""
    counts = json.loads((whole / "decisions" / "decisions.json").read_text(encoding="utf-8"))["counts"][-1]
    files = [
        f for folder in ("practices", "content") for f in (ROOT / folder).rglob("*") if f.suffix in {".yaml", ".md"}
    ]
    heads = [file.read_text(encoding="utf-8").split("\n---\n")[0] for file in files]

    def number(pattern: str) -> int:
        return sum(re.search(pattern, head, re.M) is not None for head in heads)

    assert counts["published"] == number(r"^status: published$")
    assert counts["withdrawn"] == number(r"^status: withdrawn$")
    assert counts["lowered"] == number(r"^lowered:")
    assert counts["sent_in"] == number(r"^  submitted: \d")
    assert counts["two_readers"] <= number(r"^  readings:")
