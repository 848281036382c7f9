"""The canonical style of records: order, lists, texts, comments; and that nothing changes but the style."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.load.folders import FOLDERS, Folder
from generator.model.practice import Practice
from generator.reading.strict_yaml import load
from generator.style import WIDTH, canonical, canonical_page, written
from tests.support import ROOT, beacon

FILES = [pytest.param(f, p, id=p.name) for f in FOLDERS for p in sorted((ROOT / f.path).glob(f.pattern))]


def styled(text: str) -> str:
    """A practice in style."""
    return canonical(text.encode(), Practice)


def test_fields_stand_in_the_order_of_the_model() -> None:
    """Fields of the record and of its parts; an unknown one goes last, where the check names it."""
    text = "oddity: 1\nthemes: [b]\ncitations:\n  - url: u\n    id: k\ntitle: T\n"
    assert styled(text) == "title: T\nthemes: [b]\ncitations:\n  - id: k\n    url: u\noddity: 1\n"


def test_short_lists_stand_in_brackets_and_texts_below_each_other() -> None:
    """Ids and terms in brackets, wrapped where they are many; points of prose one below the other."""
    text = "themes:\n- b\n- a\nlimits: [One., Two.]\nkeywords:\n" + "".join(f"- some words {n}\n" for n in range(12))
    made = styled(text).split("\n")
    assert made[0] == "themes: [b, a]"
    assert (
        made[1].startswith("keywords: [some words 0, ") and made[2].startswith("  some words ") and made[2][-1] == "]"
    )
    assert made[3:] == ["limits:", "  - One.", "  - Two.", ""]


def test_a_comment_goes_with_its_field() -> None:
    """Above a field, beside it, in a list, inside brackets and at the end: none is lost, and each stays where it says something."""
    text = (
        "# yaml-language-server: $schema=x\n# About limits\nlimits:\n  # First point\n  - One.  # why\n  - Two.\n"
        "themes: [a,  # main\n  b]\n# About the title\ntitle: T # said so\n# The end\n"
    )
    assert styled(text) == (
        "# yaml-language-server: $schema=x\n# About the title\ntitle: T  # said so\n# The end\n# main\nthemes: [a, b]\n"
        "# About limits\nlimits:\n  # First point\n  - One.  # why\n  - Two.\n"
    )


@pytest.mark.parametrize("text", ["themes: [a, b]\n# The end\n", "costs:\n  - {a: 1}\n# The end\n"])
def test_a_comment_behind_brackets_stays_behind_them(text: str) -> None:
    """It belongs to the whole list or group; it is not lost, and the list keeps its brackets."""
    assert styled(text) == text


def test_lines_that_a_person_wrapped_stay() -> None:
    """A text whose lines fit keeps them; one with a line too long is wrapped anew."""
    kept = "title: T\nclaim: >-\n  Wrapped\n  by hand.\n\n  Second paragraph.\n"
    assert styled(kept) == kept
    long = styled("title: T\nclaim: >-\n  " + "word " * 60 + "end\n  more.\n")
    assert all(len(line) <= WIDTH for line in long.split("\n")) and "\n  more." not in long
    assert load(long.encode())["claim"] == "word " * 60 + "end more."


def test_a_text_too_long_for_its_line_goes_below_it() -> None:
    """A long plain text becomes a folded one; an address, which cannot be broken, stays."""
    made = styled(
        "title: T\nclaim: "
        + "word " * 40
        + "end\ncitations:\n  - id: k\n    url: https://a.example/"
        + "x" * 130
        + "\n"
    )
    assert "claim: >-\n  word word" in made and "    url: https://a.example/xxx" in made


def test_small_groups_keep_their_braces() -> None:
    """`{low: 1, high: 2}` on a line stays; a group that does not fit is opened."""
    text = "studies:\n  - id: s\n    outcomes:\n      - measure: m\n        reported:\n          uncertainty:\n            interval: {low: 0.50, high: 2, level: 95}\n"
    assert styled(text) == text
    assert "conditions:\n  helped:\n    - One.\n" in styled("title: T\nconditions: {helped: [One.]}\n")


def test_schema_line_is_set_and_stays_first() -> None:
    """The line that gives completion in editors is put at the top, and only once."""
    made = canonical(b"# yaml-language-server: $schema=old\n# note\n\nclaim: C\ntitle: T\n", Practice, "../new.json")
    assert made == "# yaml-language-server: $schema=../new.json\n# note\n\ntitle: T\nclaim: C\n"


@pytest.mark.parametrize(("folder", "path"), FILES)
def test_no_value_of_the_library_changes(folder: Folder, path: Path) -> None:
    """Every record has the same values, comments and story before and after, and the style is stable."""
    source = path.read_bytes()
    if path.suffix == ".md":
        made = canonical_page(source, folder.model)
        assert made.split("\n---\n", 1)[1] == source.decode().split("\n---\n", 1)[1]
        assert canonical_page(made.encode(), folder.model) == made
        return
    made = canonical(source, folder.model)
    assert exact(load(made.encode())) == exact(load(source))
    assert canonical(made.encode(), folder.model) == made
    comment = re.compile(r"^\s*#.*$", re.M)
    assert sorted(comment.findall(made)) == sorted(comment.findall(source.decode()))


def exact(data: Any) -> Any:
    """The data so that values are equal only when their types are."""
    if isinstance(data, dict):
        return {key: exact(value) for key, value in data.items()}
    return tuple(map(exact, data)) if isinstance(data, tuple | list) else (type(data), data)


TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40),
    st.sampled_from(
        [
            "no",
            "2008",
            "1e5",
            "a: b",
            " lead",
            "trail ",
            "#x",
            "- x",
            "",
            "~",
            "two\nlines",
            "x\n",
            "[a",
            "it's",
            "é\u2028",
            "a  b",
            "word " * 50,
            "@a",
            "null",
            "0x1",
            "1_000",
        ]
    ),
)
VALUES = st.one_of(
    TEXTS, st.integers(-9999, 9999), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none()
)
RECORDS = st.dictionaries(
    st.sampled_from(["title", "claim", "summary", "created", "kind", "cost_note"]), VALUES, min_size=1
) | st.fixed_dictionaries(
    {},
    optional={
        "title": TEXTS,
        "themes": st.lists(VALUES, max_size=4),
        "limits": st.lists(TEXTS, max_size=4),
        "conditions": st.fixed_dictionaries(
            {"helped": st.lists(TEXTS, max_size=3), "hindered": st.lists(TEXTS, max_size=2)}
        ),
        "studies": st.lists(
            st.fixed_dictionaries(
                {
                    "id": TEXTS,
                    "units_treated": st.integers(),
                    "cite": st.lists(TEXTS, max_size=2),
                    "outcomes": st.lists(
                        st.fixed_dictionaries(
                            {
                                "label": TEXTS,
                                "counts": st.fixed_dictionaries(
                                    {"before": st.floats(0, 9), "after": st.integers(0, 9)}
                                ),
                            }
                        ),
                        max_size=2,
                    ),
                }
            ),
            max_size=2,
        ),
    },
).filter(bool)


@settings(max_examples=300, deadline=None)
@given(RECORDS)
def test_what_is_written_is_read_back(record: dict[str, Any]) -> None:
    """Whatever a text holds, the file written from values gives the same values, and is in style already."""
    text = written(record, Practice)
    assert exact(load(text.encode())) == exact(record)
    assert canonical(text.encode(), Practice) == text


@settings(max_examples=300, deadline=None)
@given(
    RECORDS,
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([20, 80, 1000]),
    st.sampled_from([2, 4]),
)
def test_any_spelling_gives_the_same_values(
    record: dict[str, Any], flow: bool | None, style: str | None, width: int, indent: int
) -> None:
    """However another program wrote the record, putting it into style changes no value and is stable."""
    source = yaml.dump(
        record,
        default_flow_style=flow,
        default_style=style,
        width=width,
        indent=indent,
        allow_unicode=True,
        Dumper=yaml.SafeDumper,
    ).encode()  # type: ignore[no-untyped-call]
    try:
        load(source)
    except Exception:
        return
    made = canonical(source, Practice)
    assert canonical(made.encode(), Practice) == made


def test_fmt_writes_and_check_only_tells(small: Path) -> None:
    """`--check` names what is not in style and writes nothing; without it the files are written and pass."""
    assert beacon("fmt", cwd=small).returncode == 0
    record = small / "practices" / "test-own.yaml"
    record.write_text("# kept\nkeywords:\n  - two words\ntitle: T\n", encoding="utf-8")
    told = beacon("fmt", "--check", cwd=small)
    assert told.returncode == 1 and told.stdout == "not in style practices/test-own.yaml\n"
    assert record.read_text(encoding="utf-8").startswith("# kept\nkeywords:\n")
    assert beacon("fmt", str(record), cwd=small).returncode == 0
    schema = "# yaml-language-server: $schema=../.beacon/schemas/practice.schema.json"
    assert record.read_text(encoding="utf-8") == f"{schema}\ntitle: T\n# kept\nkeywords: [two words]\n"
    assert beacon("fmt", "--check", cwd=small).returncode == 0


def test_fmt_leaves_what_cannot_be_read(small: Path) -> None:
    """A record that is no YAML is told with its place, and the others are still written."""
    broken = small / "practices" / "test-broken.yaml"
    broken.write_text('title: "open\n', encoding="utf-8")
    told = beacon("fmt", cwd=small)
    assert told.returncode == 1 and "practices/test-broken.yaml:1:8 unreadable" in told.stdout
    assert broken.read_text(encoding="utf-8") == 'title: "open\n'
    assert beacon("fmt", "nowhere.yaml", cwd=small).returncode == 2
