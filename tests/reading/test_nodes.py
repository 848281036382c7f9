"""Nodes keep of a YAML document what a value alone would lose."""

from datetime import date

from generator.reading.nodes import nodes, plain_node


def test_every_comment_is_kept_at_its_entry() -> None:
    """Above it, beside it, and behind the last one."""
    root = nodes("# above\na: 1 # beside\nb: [x, y]\n# the end\n")

    a, b = root.entries
    assert (a.key, a.before, a.beside, a.after) == ("a", ["# above"], "# beside", [])
    assert (b.key, b.before, b.beside, b.after) == ("b", [], "", ["# the end"])


def test_a_value_keeps_its_spelling() -> None:
    """Quotation marks, brackets, and the lines of a text wrapped by hand; a number is known from a text."""
    quoted, number, listed, folded = (
        entry.node for entry in nodes("a: '1'\nb: 1_0\nc: [x]\nd: >-\n  two\n  lines\n").entries
    )

    assert (quoted.value, quoted.style, quoted.typed) == ("1", "'", False)
    assert (number.value, number.style, number.typed) == ("1_0", "", False)
    assert (listed.kind, listed.flow) == ("list", True)
    assert (folded.value, folded.kept) == ("two lines", ("two", "lines"))


def test_plain_values_become_nodes() -> None:
    """Numbers, nothing and truth are marked as no text; a day is a text; a group of numbers stands in braces."""
    told = plain_node({"a": 1, "b": None, "c": True, "d": date(2026, 1, 2), "e": {"low": 0.5}, "f": ["x"]})

    found = {entry.key: entry.node for entry in told.entries}
    assert {key: (node.value, node.typed) for key, node in found.items() if node.kind == "scalar"} == {
        "a": ("1", True), "b": ("", True), "c": ("true", True), "d": ("2026-01-02", False),
    }  # fmt: skip
    assert found["e"].flow and not found["f"].flow and not told.flow
