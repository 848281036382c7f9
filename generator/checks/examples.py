"""A bad and a good example of every rule, for `beacon explain` and the rule's page. All of them are made up.

Where the fault is in the bytes, the name or the absence of a file, no text can show it: then `bad` tells the fault in
words, and `good` what to do about it.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Example(NamedTuple):
    """What is refused and what is right, as both stand in a file; where `where` is empty, a fault and how to mend it."""

    where: str
    bad: str
    good: str


RECORD = "practices/<id>.yaml"
STORY = "content/cities/<id>.md"
TABLE = "datasets/<id>/data.csv"
PACKAGE = "datasets/<id>/datapackage.json"

EXAMPLES: Mapping[str, Example] = {
    "alias-collision": Example(RECORD, "aliases: [test-lamps, test-lanterns]", "aliases: [test-old-lamps]"),
    "bad-boundaries": Example("", "An outline whose last point is not its first, or a shape without the code of its country.", "In a map program close the outline, and write the three letters of its country into the property a3, such as BRA. Save it as TopoJSON with one collection, named countries."),
    "bad-catalogue-reference": Example("datasets/vocabularies/indicator-catalogue.csv", "test-robery-rate", "test-robbery-rate"),
    "bad-chart": Example(STORY, "indicator: test-safety-survy", "indicator: test-safety-survey"),
    "bad-date": Example(RECORD, "created: 10.1.2026", "created: 2026-01-10"),
    "bad-descriptor": Example(PACKAGE, '"type": "numbr"', '"type": "number"'),
    "bad-id": Example(RECORD, "- id: Note 1", "- id: note-1"),
    "bad-indicator": Example(PACKAGE, '"plausible_range": [\n      400,\n      0\n    ]', '"plausible_range": [\n      0,\n      400\n    ]'),
    "bad-indicator-reference": Example(PACKAGE, '"percieved-safety"', '"perceived-safety"'),
    "bad-link": Example(RECORD, "url: www.example.org", "url: https://www.example.org"),
    "bad-recipe": Example("datasets/<id>/source/recipe.yaml", "sort: [place]", "sort: [place_id]"),
    "bad-table": Example(TABLE, 'XXA,2016,74,"estimate,TEST-1', "XXA,2016,74,estimate,TEST-1"),
    "beacon-without-duty": Example(STORY, "roles: [beacon, pilot]", "roles: [documented]"),
    "blank-row": Example(TABLE, "XXA,2016,74,,TEST-1\n\nXXA,2017,71,,TEST-1", "XXA,2016,74,,TEST-1\nXXA,2017,71,,TEST-1"),
    "blank-text": Example(RECORD, 'claim: ""', "claim: Streets with brighter lamps had fewer robberies."),
    "break-without-values": Example(PACKAGE, '"year": 2014', '"year": 2016'),
    "byte-order-mark": Example("", "A file saved as “UTF-8 with BOM”, or as “CSV UTF-8” by a spreadsheet.", "Open the file in a text editor, choose “Save as”, and take “UTF-8” (in some editors “UTF-8 without BOM”). Leave its name as it is."),
    "changed-file": Example(PACKAGE, '      "bytes": 1,\n      "hash": "md5:00000000000000000000000000000000"', '      "bytes": 669,\n      "hash": "md5:fc096932c8a81547316821bdf0216aca"'),
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
    "licence-missing": Example(PACKAGE, '  "created": "2026-01-10T00:00:00Z",\n  "sources": [', '  "created": "2026-01-10T00:00:00Z",\n  "licenses": [\n    {\n      "name": "CC0-1.0",\n      "title": "Public domain",\n      "path": "https://creativecommons.org/publicdomain/zero/1.0/"\n    }\n  ],\n  "sources": ['),
    "look-alike-letter": Example(RECORD, "title: Tеst", "title: Test"),
    "lost-address": Example(RECORD, "# This file was test-gone.yaml before.\naliases: [test-lanterns]", "# This file was test-gone.yaml before.\naliases: [test-lanterns, test-gone]"),
    "missing-cell": Example(TABLE, "XXA,2016,74\n", "XXA,2016,74,,TEST-1\n"),
    "missing-descriptor": Example("", "A folder datasets/test-orphan/ that holds data.csv and nothing else.", "Copy datapackage.json from the folder of a similar table into this one. Change its name, title, sources and licence, and what it says of each column, to what is true of this table."),
    "missing-field": Example(RECORD, "limits: []", "limits:\n  - It is invented."),
    "missing-file": Example(PACKAGE, '"path": "date.csv"', '"path": "data.csv"'),
    "misspelt-header": Example(TABLE, "place_id,year,vlaue,status,source_id", "place_id,year,value,status,source_id"),
    "not-allowed": Example(RECORD, "status: publishd", "status: published"),
    "not-utf-8": Example("", "A table saved as Windows-1252 or Latin-1, so that “é” is one byte.", "Open the file in a text editor, and see that “é” looks right; if not, open it again as Windows-1252. Then choose “Save as”, take “UTF-8” without BOM, and keep its name."),
    "odd-character": Example(RECORD, 'title: "Test \\u202efault"', 'title: "Test fault"'),
    "odd-line-end": Example("", "A table in which some lines end with CR LF and others with LF, as when two files were pasted together.", "Open the table in a text editor, choose “LF” (or “Unix”) for the line ends, often at the foot of the window, and save it."),
    "outside-plausible-range": Example(TABLE, "XXA,2016,740,,TEST-1", "XXA,2016,74,,TEST-1"),
    "over-long-list": Example("", "A record with 130 components, one for each street that got a lamp.", "Say once what the entries have in common: one component that tells in how many streets lamps were put up, and what differed."),
    "over-long-text": Example(RECORD, "title: |-\n  Test\n  fault", "title: Test fault"),
    "part-of-nothing": Example("content/frameworks/<id>.md", "under: sdgs", "under: sdg"),
    "parts-exceed-total": Example(TABLE, "XXA,2015,30,,TEST-1,total", "XXA,2015,31,,TEST-1,total"),
    "bad-picture": Example("", "A telephone’s HEIC picture, a drawing in SVG, or a PNG picture whose name ends in .jpg.", "Open the picture, make it at most 1,600 points wide, and export it as JPEG, or as PNG if it is a drawing. Put the new file in place of the old one, and write its new name under file: in the record."),
    "picture-not-free": Example(RECORD, "licence: cc-by-nc-4-0", "licence: cc-by-4-0"),
    "picture-twice": Example(RECORD, "images:\n  - file: lamp.jpg\n    alt: A grey square that stands for a lamp.\n    licence: cc0-1-0\n    credit: Makers of test records\n  - file: lamp.jpg\n    alt: The same grey square once more.\n    licence: cc0-1-0\n    credit: Makers of test records\n", "images:\n  - file: lamp.jpg\n    alt: A grey square that stands for a lamp.\n    licence: cc0-1-0\n    credit: Makers of test records\n"),
    "picture-with-position": Example("", "A photograph as the telephone saved it, with the place where it was taken.", "Run beacon strip with the name of the file; it takes out place and device, and no point of the picture changes. Without Beacon, open the picture, export a copy without “location” or “metadata”, and send that one."),
    "picture-without-words": Example(RECORD, "alt: lamp.jpg", "alt: Two test lamps light an empty street at night."),
    "place-out-of-date": Example("datasets/<id>/places.csv", "XXB,country,Specimena,", "XXB,country,Specimenia,"),
    "private-contact": Example(RECORD, "supports: Ask bob@example.org. 40 streets", "supports: 40 streets"),
    "ranked-class": Example(PACKAGE, '"trust": "none",\n    "reference_value": 50,\n    "reference_note": "Invented."', '"trust": "none"'),
    "raw-html": Example(RECORD, 'It was <b onclick="x()">done</b> &amp; 3 < 4 [@note].', "It was **done** & 3 < 4 [@note]."),
    "remote-path": Example(PACKAGE, '"path": "https://example.org/data.csv"', '"path": "data.csv"'),
    "small-cell": Example(TABLE, "XXA,2015,77,,TEST-1,1,2", "XXA,2015,77,,TEST-1,,2"),
    "spreadsheet-error": Example(TABLE, "XXA,2016,#DIV/0!,,TEST-1", "XXA,2016,74,,TEST-1"),
    "status-without-facts": Example(RECORD, "status: reviewed\ncreated: 2026-02-10\nreview_by: 2028-01-10\n", "status: reviewed\ncreated: 2026-02-10\nreview_by: 2028-01-10\nreview:\n  submitted: 2026-03-01\n  readings:\n    - {role: evidence, date: 2026-03-04, stake: no, verdict: fit}\n    - {role: place, date: 2026-03-06, stake: no, verdict: fit}\n"),
    "too-few-readers": Example(RECORD, "  readings:\n    - {role: evidence, date: 2026-03-04, stake: no, verdict: fit}\n", "  readings:\n    - {role: evidence, date: 2026-03-04, stake: no, verdict: fit}\n    - {role: place, date: 2026-03-06, stake: no, verdict: fit}\n"),
    "undeclared-stake": Example(RECORD, "review:\n  submitted: 2026-03-01\n  readings:\n    - {role: evidence, date: 2026-03-04, stake: yes, verdict: fit}\n", "conflict_of_interest: We run the lamps ourselves.\nreview:\n  submitted: 2026-03-01\n  readings:\n    - {role: evidence, date: 2026-03-04, stake: yes, tie: Sells such lamps., verdict: fit}\n"),
    "stray-file": Example("", "A record saved as practices/test-fault.yml, or a photograph among the stories.", "Rename the record so that it ends in .yaml, and a story in .md. Put a picture into content/images/practices/ and the id of its record, name it under images: in the record, and take away whatever no record needs."),
    "stray-space": Example(TABLE, "XXA ,2016,74,,TEST-1", "XXA,2016,74,,TEST-1"),
    "two-records-for-one-address": Example("", "Two stories with place: XXA-exampleton.", "Copy what only the newer story tells, with its sources, into the older one, and delete the newer one. If they tell of two places, give each its own place:, as in datasets/places/places.csv."),
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
