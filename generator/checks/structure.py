"""The rules that reading itself keeps, before the others can ask anything: one sentence each, as on the rule's page."""

from collections.abc import Mapping

STRUCTURE: Mapping[str, str] = {
    "unreadable": "A file is no plain file, is too large, or is not valid YAML, so nothing of it can be read.",
    "not-utf-8": "A file holds a byte that is not UTF-8, as happens when it is saved in an older encoding.",
    "byte-order-mark": "A file begins with a byte-order mark, which nobody sees and which other tools stumble over.",
    "stray-file": "A file lies where no reader takes it, so that what it holds would be dropped in silence.",
    "bad-id": "An id is lower-case ASCII words joined by hyphens; the id of a record is the name of its file.",
    "missing-field": "A field that every record of its kind needs is not there, or holds too little.",
    "unknown-field": "A field is not known here: it is misspelt, or stands in the wrong place.",
    "computed-field": "A field is computed by us, so nobody may type it.",
    "wrong-type": "A value is of another type: text for a number, one value for a list.",
    "not-allowed": "A value is outside of what its field takes: another word, another form, too high or too low.",
    "bad-date": "A date is not written 2026-03-21, or is no day of the calendar.",
    "missing-descriptor": "A folder of `datasets/` has no `datapackage.json`, which says what its tables hold.",
    "bad-descriptor": "A descriptor does not follow the Data Package standard, or asks for a table that is not plain.",
    "bad-indicator": "A package follows the standard and is still no indicator: its table needs place, year and value.",
    "remote-path": "A descriptor names something outside of its own folder, which is never read.",
    "missing-file": "A descriptor or a record names a file that is not there.",
    "changed-file": "A file is not the one that its descriptor or recipe gives the size or the checksum of.",
    "bad-recipe": "A recipe names a column that the raw table, or the table made of it, does not have.",
    "bad-picture": "A picture is no JPEG, PNG or WebP that can be drawn, is too large or too small, moves, or is an SVG.",
    "picture-with-position": "A picture says where it was taken: that can lead somebody to a shelter, or to a victim's door.",
    "bad-boundaries": "A file of outlines is no TopoJSON, or holds a shape that is not closed, has no code, or comes twice.",
    "bad-table": "A table cannot be read as text of cells with a header: it is another kind of file, or beyond any table's size.",
    "odd-line-end": "The lines of a table end in two ways, or as no system ends them any more, so that readers part its rows differently.",
    "misspelt-header": "The header of a table is not the list of fields in its schema.",
    "stray-space": "A cell or a header begins or ends with a space that nobody sees, so that it equals no other.",
    "spreadsheet-error": "A cell holds the code that a spreadsheet writes when it cannot calculate, such as #REF!.",
    "blank-row": "A row of a table is empty.",
    "missing-cell": "A row of a table has fewer cells than its header.",
    "extra-cell": "A row of a table has more cells than its header.",
}
"""Names of rules, as they are printed. `duplicate-key`, `bad-link`, `unknown-reference` and `two-values-for-one-cell`
are told by reading too; what they mean stands with the checks of the same name."""
