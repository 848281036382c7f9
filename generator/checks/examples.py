"""A bad and a good example of every rule, for `beacon explain` and the rule's page. All of them are made up.

Where the fault is in the bytes, the name or the absence of a file, both are told in words.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Example(NamedTuple):
    """What is refused and what is right, as both stand in a file; in words where `where` is empty."""

    where: str
    bad: str
    good: str


RECORD = "practices/<id>.yaml"
STORY = "content/cities/<id>.md"
TABLE = "datasets/<id>/data.csv"
PACKAGE = "datasets/<id>/datapackage.json"

EXAMPLES: Mapping[str, Example] = {
    "alias-collision": Example(RECORD, "aliases: [test-lamps, test-lanterns]", "aliases: [test-old-lamps]"),
    "bad-boundaries": Example("", "An outline whose last point is not its first.", "The same outline, closed, with the code of its country."),
    "bad-catalogue-reference": Example("datasets/vocabularies/indicator-catalogue.csv", "test-robery-rate", "test-robbery-rate"),
    "bad-chart": Example(STORY, "indicator: test-safety-survy", "indicator: test-safety-survey"),
    "bad-date": Example(RECORD, "created: 10.1.2026", "created: 2026-01-10"),
    "bad-descriptor": Example(PACKAGE, '"type": "numbr"', '"type": "number"'),
    "bad-id": Example("", "A record in the file practices/Test_Fault.yaml.", "The same record in practices/test-fault.yaml."),
    "bad-indicator": Example(PACKAGE, '"plausible_range": [\n      400,\n      0\n    ]', '"plausible_range": [\n      0,\n      400\n    ]'),
    "bad-indicator-reference": Example(PACKAGE, '"percieved-safety"', '"perceived-safety"'),
    "bad-link": Example(RECORD, "url: www.example.org", "url: https://www.example.org"),
    "bad-recipe": Example("datasets/<id>/source/recipe.yaml", "sort: [place]", "sort: [place_id]"),
    "bad-table": Example("", "A table without a header, or a workbook that was renamed to data.csv.", "A CSV file whose first line is place_id,year,value,status,source_id."),
    "beacon-without-duty": Example(STORY, "roles: [beacon, pilot]", "roles: [documented]"),
    "blank-row": Example(TABLE, "XXA,2016,74,,TEST-1\n\nXXA,2017,71,,TEST-1", "XXA,2016,74,,TEST-1\nXXA,2017,71,,TEST-1"),
    "blank-text": Example(RECORD, 'claim: ""', "claim: Streets with brighter lamps had fewer robberies."),
    "break-without-values": Example(PACKAGE, '"year": 2014', '"year": 2016'),
    "byte-order-mark": Example("", "A file saved as “UTF-8 with BOM”, or as “CSV UTF-8” by a spreadsheet.", "The same file saved as “UTF-8”."),
    "changed-file": Example("", "A table that was corrected, beside a descriptor that still gives its old size and hash.", "The descriptor with the size and hash of the new table."),
    "citation-never-used": Example(RECORD, "summary: It is invented.", "summary: It is invented [@note]."),
    "computed-field": Example(RECORD, "rating: strong\n", ""),
    "date-out-of-order": Example(RECORD, "created: 2027-01-10", "created: 2026-01-10"),
    "duplicate-key": Example(RECORD, "claim: It stands here again.\n", ""),
    "effect-against-values": Example(RECORD, "reported: {kind: percent_change, value: 30}", "reported: {kind: percent_change, value: -30}"),
    "extra-cell": Example(TABLE, "XXA,2016,74,,TEST-1,counted twice", "XXA,2016,74,,TEST-1"),
    "figure-not-in-source": Example(RECORD, "There are 41 streets [@note].", "There are 40 streets [@note]."),
    "figure-without-source": Example(RECORD, "There are\n    40 streets.", "There are\n    40 streets [@note]."),
    "guide-without-checklist": Example("content/lessons/<id>.md", "kind: guide", "kind: topic"),
    "impossible-year": Example(TABLE, "XXA,20166,74,,TEST-1", "XXA,2016,74,,TEST-1"),
    "interval-without-value": Example(TABLE, "XXA,2015,77,,TEST-1,77.5,79.0", "XXA,2015,77,,TEST-1,75.5,79.0"),
    "joined-across-definitions": Example(PACKAGE, '"XXC"\n        ],\n        "kind": "event"', '"XXC"\n        ],\n        "kind": "series"'),
    "lead-actor": Example(RECORD, "- name: Council of Exampleton\n    part: partner", "- name: Council of Exampleton\n    part: lead"),
    "licence-incompatible": Example(PACKAGE, '"name": "CC-BY-NC-4.0"', '"name": "CC-BY-4.0"'),
    "licence-missing": Example("", "A descriptor without “licenses” or “sources”.", "A descriptor that names the licence of its data, and who published them."),
    "look-alike-letter": Example(RECORD, "title: Tеst", "title: Test"),
    "lost-address": Example("", "A record that is deleted, or gets a new file name without its old id in aliases.", "The renamed record with aliases: [old-id], or the old one with status: withdrawn and the reason."),
    "missing-cell": Example(TABLE, "XXA,2016,74\n", "XXA,2016,74,,TEST-1\n"),
    "missing-descriptor": Example("", "A folder datasets/test-orphan/ that holds data.csv and nothing else.", "The same folder with a datapackage.json that says what the columns mean."),
    "missing-field": Example(RECORD, "limits: []", "limits:\n  - It is invented."),
    "missing-file": Example("", "A descriptor with “path”: “data.csv” in a folder without data.csv.", "The same folder with the table."),
    "misspelt-header": Example(TABLE, "place_id,year,vlaue,status,source_id", "place_id,year,value,status,source_id"),
    "not-allowed": Example(RECORD, "status: publishd", "status: published"),
    "not-utf-8": Example("", "A table saved as Windows-1252 or Latin-1, so that “é” is one byte.", "The same table saved as UTF-8."),
    "odd-character": Example(RECORD, 'title: "Test \\u202efault"', 'title: "Test fault"'),
    "odd-line-end": Example("", "A table in which some lines end with CR LF and others with LF.", "The same table saved again, so that all lines end the same way."),
    "outside-plausible-range": Example(TABLE, "XXA,2016,740,,TEST-1", "XXA,2016,74,,TEST-1"),
    "over-long-text": Example(RECORD, "title: |-\n  Test\n  fault", "title: Test fault"),
    "part-of-nothing": Example("content/frameworks/<id>.md", "under: sdgs", "under: sdg"),
    "parts-exceed-total": Example(TABLE, "XXA,2015,30,,TEST-1,total", "XXA,2015,31,,TEST-1,total"),
    "bad-picture": Example("", "A picture that is no JPEG, PNG or WebP, or one that is too large.", "The photograph itself, in one of these forms and of a fitting size."),
    "picture-not-free": Example("", "A photograph whose licence does not let others use it.", "A photograph under a licence that lets others use it, such as CC BY 4.0, with its author named."),
    "picture-twice": Example("", "A record that lists lamp.jpg two times.", "Each picture once."),
    "picture-with-position": Example("", "A photograph as the telephone saved it, with the place where it was taken.", "The photograph after `beacon strip`, without place and device."),
    "picture-without-words": Example("", "A picture without a text that says what it shows.", "The picture with its text: two lamps above an empty street at night."),
    "place-out-of-date": Example("datasets/<id>/places.csv", "XXB,country,Specimena,", "XXB,country,Specimenia,"),
    "private-contact": Example(RECORD, "supports: Ask bob@example.org. 40 streets", "supports: 40 streets"),
    "ranked-class": Example(PACKAGE, '"trust": "none",\n    "reference_value": 50,\n    "reference_note": "Invented."', '"trust": "none"'),
    "raw-html": Example(RECORD, 'It was <b onclick="x()">done</b> &amp; 3 < 4 [@note].', "It was **done** & 3 < 4 [@note]."),
    "remote-path": Example(PACKAGE, '"path": "https://example.org/data.csv"', '"path": "data.csv"'),
    "small-cell": Example(TABLE, "XXA,2015,77,,TEST-1,1,2", "XXA,2015,77,,TEST-1,,2"),
    "spreadsheet-error": Example(TABLE, "XXA,2016,#DIV/0!,,TEST-1", "XXA,2016,74,,TEST-1"),
    "status-without-facts": Example("", "A record that is published, whose log of reviews does not hold what that status asks for.", "The same record with its readings, each with its day and role."),
    "too-few-readers": Example("", "A record that fewer people have read than its status asks for.", "The same record after another person has read it, with that reading in its log."),
    "undeclared-stake": Example("", "A record sent by somebody who took part, without a word on it.", "conflict_of_interest: We run the lamps ourselves."),
    "stray-file": Example("", "A record saved as practices/test-fault.yml, or a photograph among the stories.", "The record as practices/test-fault.yaml."),
    "stray-space": Example(TABLE, "XXA ,2016,74,,TEST-1", "XXA,2016,74,,TEST-1"),
    "two-records-for-one-address": Example("", "Two stories with place: XXA-exampleton.", "One story, which holds what both told."),
    "two-values-for-one-cell": Example(TABLE, "XXA,2016,74,,TEST-1\nXXA,2016,75,,TEST-1", "XXA,2016,74,,TEST-1"),
    "undeclared-jump": Example(TABLE, "XXA,2017,7.1,,TEST-1", "XXA,2017,71,,TEST-1"),
    "unit-missing": Example(PACKAGE, '"name": "value",\n            "type": "number",\n', '"name": "value",\n            "unit": "per 100,000 residents",\n            "type": "number",\n'),
    "unknown-citation": Example(RECORD, "summary: It is invented [@notes].", "summary: It is invented [@note]."),
    "unknown-field": Example(RECORD, "tittle: Test fault\n", ""),
    "unknown-flag": Example(TABLE, "XXA,2017,71,e,TEST-1", "XXA,2017,71,E,TEST-1"),
    "unknown-place": Example(TABLE, "XXD,2014,12.5,,TEST-1", "XXC,2014,12.5,,TEST-1"),
    "unknown-reference": Example(RECORD, "approaches: [test-lightning]", "approaches: [test-lighting]"),
    "unknown-source": Example(TABLE, "XXA,2016,74,,TEST-l", "XXA,2016,74,,TEST-1"),
    "unknown-study": Example(RECORD, "    same_trial_as: two\n", ""),
    "unreadable": Example(RECORD, "claim: One thing is wrong: the colon.", 'claim: "One thing is wrong: the colon."'),
    "value-against-counts": Example(TABLE, "XXA,2016,74,,TEST-1,704,1000000", "XXA,2016,70.4,,TEST-1,704,1000000"),
    "value-outside-vocabulary": Example(RECORD, "themes: [public-spaces, crime]", "themes: [public-space]"),
    "withdrawn-without-reason": Example(RECORD, "status: withdrawn\n", "status: withdrawn\nwithdrawn:\n  date: 2026-02-01\n  reason: It was told twice.\n"),
    "wrong-type": Example(RECORD, "title: 12\n", 'title: "12"\n'),
}  # fmt: skip
