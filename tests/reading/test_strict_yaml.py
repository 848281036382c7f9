"""Strict YAML: plain data of one small document, or one fault with its place."""

import json
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.source import ByteOrderMark, Fault, NotUtf8
from generator.reading.strict_yaml import KEY, MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_TEXT, DuplicateKey, load, positions
from tests.support import as_read


def fault_of(source: bytes) -> Fault:
    """The fault that reading a document raises."""
    with pytest.raises(Fault) as raised:
        load(source)
    return raised.value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12), ("-3", -3), ("+3", 3), ("0101", 101), ("1.5", 1.5), ("-.5", -0.5), ("1e3", 1000.0), ("1.", 1.0),
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None),
        ("yes", "yes"), ("no", "no"), ("NO", "NO"), ("on", "on"), ("off", "off"), ("y", "y"),
        ("1.10.2", "1.10.2"), ("12:30", "12:30"), ("2026-11-22", "2026-11-22"), ("1_000", "1_000"), ("0x1F", "0x1F"),
        (".inf", ".inf"), (".nan", ".nan"), ("a - b", "a - b"), ("'12'", "12"), ('"true"', "true"),
    ],
)  # fmt: skip
def test_plain_scalars_follow_the_core_schema(written: str, value: object) -> None:
    """Only numbers, true, false and null are not text: `no` stays no and a time stays a time."""
    assert load(f"x: {written}\n".encode()) == {"x": value}


def test_whole_numbers_and_numbers_with_a_point_differ() -> None:
    """1 is an int and 1.0 a float, so that strict models can tell them apart."""
    read = load(b"[1, 1.0]")

    assert [type(item) for item in read] == [int, float]


def test_a_number_too_long_to_convert_stays_text() -> None:
    """Ten thousand digits do not raise from inside the language."""
    assert load(b"x: " + b"9" * 10_000) == {"x": "9" * 10_000}


def test_lists_are_tuples() -> None:
    """What is read cannot be changed by accident."""
    assert load(b"x: [1, [2]]\n") == {"x": (1, (2,))}


def test_block_scalars_keep_and_fold_lines() -> None:
    """`|` keeps line ends and `>-` folds them."""
    assert load(b"a: |\n  one\n  two\nb: >-\n  one\n  two\n") == {"a": "one\ntwo\n", "b": "one two"}


@pytest.mark.parametrize("source", [b"", b"\n\n", b"# nothing but a remark\n"])
def test_an_empty_document_is_nothing(source: bytes) -> None:
    """A file without a value is None, not a fault."""
    assert load(source) is None


def test_json_is_read_by_the_same_door() -> None:
    """A descriptor written as JSON gives the same data."""
    data = {"name": "x", "list": [1, 2.5, True, None, 'é\n\t"quoted"'], "deep": {"a": {}}, "empty": []}

    read = load(json.dumps(data, indent=2).encode())

    assert read == {"name": "x", "list": (1, 2.5, True, None, 'é\n\t"quoted"'), "deep": {"a": {}}, "empty": ()}


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.text(string.ascii_letters + " é:#-'\"{}[],&*!|>%@`", max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(string.ascii_lowercase, min_size=1, max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_comes_back(value: object) -> None:
    """Whatever JSON can say is read as JSON says it."""
    assert load(json.dumps(value).encode()) == as_read(value)


def test_a_key_may_not_stand_twice() -> None:
    """The second one is told, with its place, and neither is taken."""
    fault = fault_of(b"a: 1\nb:\n  c: 1\n  c: 2\n")

    assert isinstance(fault, DuplicateKey)
    assert (fault.line, fault.column) == (4, 3)
    assert '"c"' in fault.message and fault.hint


def test_a_key_twice_in_json_is_told() -> None:
    """JSON readers take the last one in silence; this one does not."""
    assert isinstance(fault_of(b'{"a": 1,\n "a": 2}'), DuplicateKey)


@pytest.mark.parametrize(
    "source",
    [
        b"x: !!python/object/apply:os.system [ls]", b"x: !!str 1", b"x: !own 1", b"!!map {a: 1}",
        b"? !!str a\n: 1", b"x: !!binary aGk=", b"x: !!set {a, b}",
    ],
)  # fmt: skip
def test_tags_are_refused(source: bytes) -> None:
    """Nothing in a file can choose a type, let alone run code."""
    assert "tags" in fault_of(source).message


@pytest.mark.parametrize("source", [b"a: &x 1\nb: *x", b"a: &x [1]", b"*x", b"a: {<<: *x}", b"&k a: 1"])
def test_anchors_and_aliases_are_refused(source: bytes) -> None:
    """No reference means no bomb of references."""
    assert "anchors" in fault_of(source).message


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    """The billion laughs end at the first one."""
    bomb = b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"

    assert (fault_of(bomb).line, fault_of(bomb).column) == (1, 4)


def test_merge_keys_are_plain_keys() -> None:
    """`<<` merges nothing."""
    assert load(b"<<: {a: 1}\n") == {"<<": {"a": 1}}


def test_depth_is_bounded() -> None:
    """As deep as allowed is read, one more is refused."""
    assert load(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH) is not None
    assert "deep" in fault_of(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1)).message


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"{? "])
def test_fifty_thousand_levels_do_not_crash(opening: bytes) -> None:
    """The C composer would overflow the stack here and take the process with it."""
    fault = fault_of((opening * 50_000)[:MAX_BYTES])

    assert fault.line == 1


def test_size_is_bounded() -> None:
    """A file that is too large is refused before it is looked at."""
    fault = fault_of(b"x: " + b"a" * MAX_BYTES)

    assert f"{MAX_BYTES + 3:,}" in fault.message and f"{MAX_BYTES:,}" in fault.hint


def test_a_larger_bound_can_be_given() -> None:
    """Tables of terms may be longer than records."""
    source = b"x: 1\n" + b"# a\n" * (MAX_BYTES // 4)

    assert load(source, max_bytes=2 * MAX_BYTES) == {"x": 1}


def test_one_text_is_bounded() -> None:
    """What looks for faults in a text takes longer than twice as long for one twice as long."""
    fault = fault_of(b"x: 1\ny: " + b"a" * (MAX_TEXT + 1))

    assert (fault.line, fault.column) == (2, 4)
    assert "10,001 characters" in fault.message and "10,000" in fault.hint
    assert load(b"y: " + b"a" * MAX_TEXT) == {"y": "a" * MAX_TEXT}


def test_a_key_is_bounded_like_a_text() -> None:
    """It is repeated in what is told of it."""
    assert "characters" in fault_of(b'"' + b"a" * (MAX_TEXT + 1) + b'": 1').message


def test_number_of_values_is_bounded() -> None:
    """Many small values are refused as well as one large one."""
    assert "values" in fault_of(b"[" + b"1," * MAX_NODES + b"1]").message


def test_a_byte_that_is_not_utf_8_is_told_with_its_place() -> None:
    """A file saved as Latin-1 is told by line and column."""
    fault = fault_of("a: 1\nb: Bogotá\n".encode("latin-1"))

    assert (fault.line, fault.column) == (2, 9)
    assert isinstance(fault, NotUtf8) and fault.rule == "not-utf-8"
    assert "0xe1" in fault.message and "UTF-8" in fault.hint


def test_places_count_characters() -> None:
    """Letters with accents before a fault do not shift it."""
    fault = fault_of("a: 1\nb: ééé".encode() + b"\xe1\n")

    assert (fault.line, fault.column) == (2, 7)


def test_an_open_quotation_mark_is_told_where_it_opens() -> None:
    """Not at the end of the file, where the parser notices it."""
    fault = fault_of(b'a: 1\nb: "two\nc: 3\n')

    assert (fault.line, fault.column) == (2, 4)
    assert "never closed" in fault.message


@pytest.mark.parametrize("name", ["utf-16", "utf-32"])
def test_other_encodings_are_refused(name: str) -> None:
    """Only UTF-8 is read, whatever the first bytes announce."""
    assert fault_of("a: 1\n".encode(name))


def test_a_byte_order_mark_is_named() -> None:
    """A mark that an editor put before a record is told: other tools stumble over it, and nobody sees it."""
    fault = fault_of(b"\xef\xbb\xbfa: 1\n")

    assert isinstance(fault, ByteOrderMark) and fault.rule == "byte-order-mark"
    assert "without BOM" in fault.hint


def test_a_control_character_is_told_with_its_place() -> None:
    """Line and column of the character, which no editor shows."""
    fault = fault_of(b"a: e\nb: ee\x07\n")

    assert (fault.line, fault.column) == (2, 6)
    assert "U+0007" in fault.message


def test_a_control_character_behind_accents_is_told_with_its_place() -> None:
    """The place counts characters, not bytes, also behind letters with accents."""
    fault = fault_of("a: é\nb: éé\x07\n".encode())

    assert (fault.line, fault.column) == (2, 6)
    assert "U+0007" in fault.message


def test_a_second_document_is_refused() -> None:
    """One file holds one record."""
    fault = fault_of(b"a: 1\n---\nb: 2\n")

    assert "second document" in fault.message
    assert fault.line == 2


def test_lines_may_end_as_windows_ends_them() -> None:
    """CR LF is a line end and no part of a text."""
    assert load(b"a: one\r\nb: |\r\n  two\r\n  three\r\n") == {"a": "one", "b": "two\nthree\n"}


@pytest.mark.parametrize(
    ("source", "line", "hint"),
    [
        (b"a: one: two\n", 1, "quotation marks"),
        (b"a: 1\n\tb: 2\n", 2, "spaces, not tabs"),
        (b"a: 1\nb\nc: 2\n", 3, "colon"),
        (b"a:\n  - 1\n - 2\n", 3, "indented"),
        (b"a: [1, 2\nb: 3\n", 2, "brackets"),
        (b"a: one\n  b: two\n", 2, "indented"),
        (b'a: "C:\\data"\n', 1, "backslash"),
    ],
)
def test_errors_of_syntax_say_where_and_how_to_mend(source: bytes, line: int, hint: str) -> None:
    """The line is the one to look at, and the hint is about what is wrong there."""
    fault = fault_of(source)

    assert fault.line == line
    assert hint in fault.hint


def test_positions_of_values_and_keys() -> None:
    """Every value and every key knows its line and column, counted from 1."""
    found = positions(b"# remark\na: 1\nb:\n  - c: two\n    d: [3, 4]\n")

    assert found[("a",)] == (2, 4)
    assert found[("a", KEY)] == (2, 1)
    assert found[("b", 0, "c")] == (4, 8)
    assert found[("b", 0, "c", KEY)] == (4, 5)
    assert found[("b", 0, "d", 1)] == (5, 12)


def test_positions_of_json() -> None:
    """A descriptor's values can be pointed at too."""
    assert positions(b'{\n  "a": {"b": [10,\n 20]}\n}')[("a", "b", 1)] == (3, 2)


def test_a_complex_key_is_refused() -> None:
    """A key is plain text, never a list."""
    assert "plain text" in fault_of(b"? [a, b]\n: 1\n").message


@given(st.binary(max_size=60))
def test_any_bytes_give_data_or_a_fault(source: bytes) -> None:
    """No bytes a contributor sends raise anything else."""
    try:
        load(source)
    except Fault as fault:
        assert fault.line >= 1 and fault.column >= 1


@given(st.text("ab:-[]{}#&*!|>'\"%@`?,\n \t0.~", max_size=40))
def test_any_scribble_gives_data_or_a_fault(source: str) -> None:
    """Nor does any heap of YAML's own signs."""
    try:
        load(source.encode())
    except Fault as fault:
        assert fault.line >= 1 and fault.column >= 1
