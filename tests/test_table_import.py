"""Many practices from one table: sound rows become drafts, the others are told with all their faults, each at its cell."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.issue_text import read_issue
from generator.load import load
from generator.model.practice import Practice
from generator.names import Names
from generator.questions import questions
from generator.reading import strict_yaml
from generator.style import canonical
from tests.support import LIBRARY, TODAY
from tests.test_issue_text import LAMPS, beacon, fitted

LABELS = [question.label for question in questions("practice")]


def answers() -> dict[str, str]:
    """The answers of the sound issue, by label."""
    parts = fitted(LAMPS).split("### ")[1:]
    found = dict(part.split("\n\n", 1) for part in parts)
    return {label: found[label].strip() for label in LABELS if found.get(label, "_No").strip()[:3] != "_No"}


def case(number: int) -> str:
    """The name of a case, in letters: a figure in a title would need a source."""
    return f"case {'abcdefghij'[number // 10]}{'abcdefghij'[number % 10]}"


def row(number: int, **changed: str) -> dict[str, str]:
    """A sound row, with some of its cells changed."""
    return {
        **answers(),
        "Title": f"Brighter lamps, {case(number)}",
        **{k.replace("_", " "): v for k, v in changed.items()},
    }


def as_csv(rows: Sequence[Mapping[str, str]], labels: Sequence[str] = LABELS, mark: str = ",") -> bytes:
    """A table with a column for each label."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, labels, delimiter=mark, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def told(file: Path, root: Path, *options: str) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, problems and standard error of an import."""
    done = beacon("import", "table", file, "--format", "json", *options, cwd=root)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, json.loads(done.stdout), done.stderr


def test_forty_cases_in_one_go(small: Path, tmp_path: Path) -> None:
    """34 sound rows are written as drafts that the check accepts; six are listed, each with all its faults."""
    faults = {
        7: {"Kind of practice": "best practice"},
        12: {"Limits of the evidence": ""},
        19: {"Summary": "Robbery fell by 77% [@lamp-trial]."},
        23: {"Themes": "Public spaec", "Places": "Nowhere", "When it began": "39528"},
        31: {"Title": f"Brighter lamps, {case(30)}"},
        38: {"Studies": answers()["Studies"].replace("Units treated: 20", "Units treated: twenty")},
    }
    file = tmp_path / "cases.csv"
    file.write_bytes(as_csv([{**row(n), **faults.get(n, {})} for n in range(1, 41)]))
    code, problems, said = told(file, small)
    lines = file.read_text(encoding="utf-8").split("\n")
    begins = {
        n: lines.index(line) + 1
        for n in range(1, 41)
        for line in lines
        if line.startswith(f'"Brighter lamps, {case(n)}"')
    }
    assert code == 1 and "34 written, 6 with problems, of 40 rows." in said
    by_row = {n: {p["rule"] for p in problems if p["line"] == line} for n, line in begins.items()}
    assert {n for n, rules in by_row.items() if rules} == faults.keys() - {31}
    assert by_row[7] == {"not-allowed"} and by_row[12] == {"missing-field"} and "figure-not-in-source" in by_row[19]
    assert by_row[23] == {"value-outside-vocabulary", "unknown-reference", "bad-date"}
    assert by_row[38] == {"wrong-type"}
    assert any(p["rule"] == "two-records-for-one-address" for p in problems)
    column = {label: number for number, label in enumerate(LABELS, start=1)}
    assert {p["column"] for p in problems if p["line"] == begins[23]} == {
        column["Themes"],
        column["Places"],
        column["When it began"],
    }
    written = sorted((small / "practices").glob("brighter-lamps-case-*.yaml"))
    assert len(written) == 34
    assert all(canonical(f.read_bytes(), Practice) == f.read_text(encoding="utf-8") for f in written)
    assert all(strict_yaml.load(f.read_bytes())["status"] == "draft" for f in written)
    assert beacon("check", cwd=small).returncode == 0


def test_nothing_is_written_over(small: Path, tmp_path: Path) -> None:
    """A second run changes no file, and says at each row that it is there; --force writes anew, --status submits."""
    file = tmp_path / "cases.csv"
    file.write_bytes(as_csv([row(1)]))
    assert told(file, small)[0] == 0
    record = small / "practices" / "brighter-lamps-case-ab.yaml"
    record.write_text("title: mine\n", encoding="utf-8")
    code, problems, _ = told(file, small)
    assert (code, [p["rule"] for p in problems]) == (1, ["exists"])
    assert record.read_text(encoding="utf-8") == "title: mine\n"
    assert told(file, small, "--force", "--status", "submitted")[0] == 0
    assert "status: submitted\n" in record.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["empty.csv", "empty.xlsx"])
def test_template_takes_a_row_and_gives_it_back(small: Path, tmp_path: Path, name: str) -> None:
    """A row filled in below the heading of the template is read without a fault; the row of help is passed over."""
    file = tmp_path / name
    assert beacon("import", "table", "--template", file, cwd=small).returncode == 0
    assert beacon("import", "table", "--template", file, cwd=small).returncode == 2
    if name.endswith(".csv"):
        with file.open("a", encoding="utf-8", newline="") as out:
            csv.DictWriter(out, LABELS).writerow(row(1))
    else:
        fill(file)
    code, problems, said = told(file, small)
    assert (code, problems) == (0, []) and "1 written" in said
    made = strict_yaml.load((small / "practices" / "brighter-lamps-case-ab.yaml").read_bytes())
    issue, _, _ = read_issue("practice", fitted(LAMPS), Names(load(LIBRARY, TODAY).catalog))
    for name in ("studies", "citations", "components", "actors"):
        assert json.loads(json.dumps(made[name])) == json.loads(json.dumps(issue.data[name])), name


def fill(file: Path) -> None:
    """Write the sound row into a workbook of the template, its groups into their sheets."""
    book = openpyxl.load_workbook(file)
    held = row(1)
    main = book["Practices"]
    main.append([held.get(cell.value, "") for cell in main[1]])
    for sheet in book.worksheets:
        if sheet.title in held and sheet.title not in {c.value for c in main[1]}:
            for block in held[sheet.title].split("\n\n"):
                said: dict[str, str] = {"Practice": held["Title"]}
                for line in block.split("\n"):
                    label, colon, rest = line.partition(": ")
                    if colon and label in {c.value for c in sheet[1]}:
                        said[label], last = rest, label
                    else:
                        said[last] += " " + line
                sheet.append([said.get(cell.value, "") for cell in sheet[1]])
    book.save(file)


def test_csv_as_spreadsheets_write_it_is_read_and_told(small: Path, tmp_path: Path) -> None:
    """A byte-order mark and semicolons are told at the first row; the sound row is written all the same."""
    file = tmp_path / "cases.csv"
    file.write_bytes(b"\xef\xbb\xbf" + as_csv([row(1)], mark=";"))
    code, problems, said = told(file, small)
    assert code == 1 and "1 written" in said
    assert sorted((p["rule"], p["line"]) for p in problems) == [("bad-table", 1), ("byte-order-mark", 1)]


def test_cells_that_a_spreadsheet_spoilt(small: Path, tmp_path: Path) -> None:
    """Formulas, error codes, decimal commas and cells behind the last column are told with row and column."""
    cost = "What it bought: Lamps\nAmount: 1,5\nCurrency: USD\nKind of sum: total\nSources: lamp-trial"
    file = tmp_path / "cases.csv"
    rows = [row(1, Note_on_cost="=SUM(A1:A3)"), row(2, Contributor="#REF!"), {**row(3), "What it cost": cost}]
    file.write_bytes(as_csv(rows).rstrip(b"\r\n") + b",left over\r\n")
    code, problems, said = told(file, small)
    found = {(p["rule"], p["column"]) for p in problems}
    assert code == 1 and "0 written" in said
    assert {
        ("formula", LABELS.index("Note on cost") + 1),
        ("spreadsheet-error", LABELS.index("Contributor") + 1),
        ("wrong-type", LABELS.index("What it cost") + 1),
        ("extra-cell", len(LABELS) + 1),
    } <= found


def test_latin_letters_of_another_encoding(small: Path, tmp_path: Path) -> None:
    """A table in Windows-1252 is told at the byte, and nothing is guessed."""
    file = tmp_path / "cases.csv"
    file.write_bytes(as_csv([row(1)]).replace(b"case ab", "café".encode("latin-1")))
    code, problems, _ = told(file, small)
    assert code == 1 and [p["rule"] for p in problems] == ["not-utf-8"] and problems[0]["line"] == 2


def test_unknown_column_is_kept_and_told(small: Path, tmp_path: Path) -> None:
    """A heading that is no question is told with a suggestion, and its cells stand in the record as comments."""
    file = tmp_path / "cases.csv"
    file.write_bytes(as_csv([{**row(1), "Contributer": "City hall"}], [*LABELS, "Contributer"]))
    code, problems, _ = told(file, small)
    assert code == 1 and [(p["rule"], p["line"], p["column"]) for p in problems] == [
        ("misspelt-header", 1, len(LABELS) + 1)
    ]
    assert 'did you mean "Contributor"' in problems[0]["hint"]
    assert "#   Contributer: City hall\n" in (small / "practices" / "brighter-lamps-case-ab.yaml").read_text(
        encoding="utf-8"
    )


def workbook(tmp_path: Path, rows: Sequence[Mapping[str, Any]]) -> tuple[openpyxl.Workbook, Path]:
    """A workbook with one sheet of practices."""
    book = openpyxl.Workbook()
    book.active.title = "Practices"
    book.active.append(LABELS)
    for cells in rows:
        book.active.append([cells.get(label, "") for label in LABELS])
    return book, tmp_path / "cases.xlsx"


def test_workbook_with_a_date_a_formula_and_a_hidden_sheet(small: Path, tmp_path: Path) -> None:
    """A date that the spreadsheet made, a formula, and a sheet that nobody sees are told; the sheet is not read."""
    from datetime import date

    book, file = workbook(tmp_path, [{**row(1), "When it began": date(2021, 3, 1)}, {**row(2), "Note on cost": "=1+1"}])
    hidden = book.create_sheet("Notes")
    hidden["A1"] = "secret"
    hidden.sheet_state = "hidden"
    book.save(file)
    code, problems, _ = told(file, small)
    found = {(p["rule"], p["line"], p["column"]) for p in problems}
    assert code == 1
    assert {
        ("bad-date", 2, LABELS.index("When it began") + 1),
        ("formula", 3, LABELS.index("Note on cost") + 1),
    } <= found
    assert "hidden-sheet" in {p["rule"] for p in problems} and "secret" not in json.dumps(problems)


def test_archives_that_are_traps_are_refused(small: Path, tmp_path: Path) -> None:
    """A workbook that unpacks to far more than it holds, one with entities, one whose bytes are damaged, and one that is
    no archive: one line each."""
    book, file = workbook(tmp_path, [row(1)])
    book.save(file)
    bomb, entities, broken = tmp_path / "bomb.xlsx", tmp_path / "entities.xlsx", tmp_path / "broken.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (80 * 1024 * 1024))
    with zipfile.ZipFile(file) as held, zipfile.ZipFile(entities, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in held.namelist():
            text = held.read(name)
            archive.writestr(name, b'<!DOCTYPE x [<!ENTITY a "b">]>' + text if name.endswith("workbook.xml") else text)
    broken.write_bytes(b"PK\x03\x04 nothing")
    damaged, whole = tmp_path / "damaged.xlsx", bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as held:
        part = next(part for part in held.infolist() if part.filename.endswith("workbook.xml"))
    begins = part.header_offset + 30 + len(part.filename)
    whole[begins : begins + 20] = b"\xff" * 20
    damaged.write_bytes(whole)
    traps = ((bomb, "unpacks to 83,886,080 bytes"), (entities, "entities"), (broken, "cannot be opened"), (damaged, "cannot be opened"))  # fmt: skip
    for trap, said in traps:
        code, problems, _ = told(trap, small)
        assert code == 1 and [p["rule"] for p in problems] == ["unreadable"] and said in problems[0]["message"]


def test_rows_of_further_sheets_find_their_practice(small: Path, tmp_path: Path) -> None:
    """A row that names no practice of the table, and an unknown column of a further sheet, are told at their cells."""
    file = tmp_path / "empty.xlsx"
    beacon("import", "table", "--template", file, cwd=small)
    fill(file)
    book = openpyxl.load_workbook(file)
    book["Sources"].append(["Nobody's case", "x-2020"])
    number = book["Sources"].max_row
    book.save(file)
    code, problems, _ = told(file, small)
    assert code == 1
    assert [(p["rule"], p["path"], p["line"], p["column"]) for p in problems] == [
        ("unknown-reference", f"{file}[Sources]", number, 1)
    ]
