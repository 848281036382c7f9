"""A short run of the fuzz, always the same: every reader ends without a traceback. `python -m tests.fuzz` runs for longer."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load import load
from generator.model.city import City
from generator.model.practice import Practice
from generator.reading.boundaries import decoded
from generator.reading.markdown_file import split
from generator.reading.picture_parts import parts_of
from generator.reading.records import read_record
from generator.reading.source import Fault
from generator.reading.strict_yaml import load as load_yaml
from generator.reading.tables import Form, read_sheet
from generator.text import Context, headings, to_html, to_inline, to_plain, to_runs
from tests.fuzz.readers import targets
from tests.fuzz.run import run
from tests.support import TODAY

SECONDS = 20


def test_no_mutated_file_brings_a_reader_down(tmp_path: Path) -> None:
    """Every reader is tried by turns, with files of the small library made worse."""
    ran = run(list(targets(tmp_path)), seconds=SECONDS)

    assert ran.failures == []
    assert len(ran.turns) > 30, "each reader had a turn"


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)))
def test_no_bytes_bring_a_reader_down(source: bytes) -> None:
    """Invented bytes and texts, of which most are nothing: a fault, or what they say."""
    for read in (load_yaml, split, parts_of, lambda given: decoded(given.decode("utf-8", "replace"))):
        try:
            read(source)
        except Fault as fault:
            assert fault.message
    sheet, faults = read_sheet("t.csv", source, Form(("a", "b")))
    assert sheet is not None or list(faults)


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)


@pytest.mark.parametrize("kind", [Practice, City], ids=lambda kind: kind.__name__)
@settings(max_examples=60)
@given(st.data())
def test_no_value_of_any_field_brings_a_record_down(
    kind: type[Practice] | type[City], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any plain data under the names of the fields is a record, or a list of problems with their places."""
    names = st.sampled_from(list(kind.model_fields))
    folder = tmp_path_factory.getbasetemp()
    (folder / "a.yaml").write_text(json.dumps(data.draw(st.dictionaries(names, VALUES, max_size=6))), encoding="utf-8")

    entry, problems = read_record(folder, "a.yaml", kind)

    assert entry is not None or problems
    assert all(problem.line >= 1 and problem.message for problem in problems)


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("ab1 \n\t*_[]()@`<>|-#!&;:\\~\u202e\u0435é.:/"), max_size=120))
def test_no_text_brings_the_markdown_down(text: str) -> None:
    """Whatever a contributor writes gets to a page, to paper and to the search, as something."""
    context = Context(lambda _kind, _id: None, {"a": 1})
    told = to_html(text, context) + to_inline(text, context)

    assert "<script" not in told and "javascript:" not in told
    to_plain(text), to_runs(text, {"a": 1}), headings(text)


# What the fuzz found


def test_a_key_to_a_table_that_is_at_fault_itself(small: Path) -> None:
    """The other table's schema cannot be used, so the key is judged by nobody, and nothing breaks."""
    file = small / "datasets/vocabularies/datapackage.json"
    data = json.loads(file.read_bytes())
    first = data["resources"][0]
    first["schema"]["foreignKeys"] = [
        {"fields": ["id"], "reference": {"resource": data["resources"][1]["name"], "fields": ["nowhere"]}}
    ]
    data["resources"][2]["schema"] = {"fields": []}
    file.write_text(json.dumps(data))

    rules = {problem.rule for problem in load(small, TODAY).problems}

    assert rules & {"wrong-type", "bad-descriptor"}
