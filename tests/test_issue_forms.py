"""Issue forms: they follow the models and the host's rules, and ask for all that a record needs."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.forms import sections
from generator.questions import ASKED, questions
from tests.support import ROOT, beacon


def test_committed_forms_follow_the_models() -> None:
    """A field or a list that changes makes the forms stale; `beacon forms` writes them anew."""
    told = beacon("forms", "--check", cwd=ROOT)
    assert told.returncode == 0, told.stdout + told.stderr


def test_forms_are_written_once_and_then_left(small: Path) -> None:
    """The command writes what is missing or old, and says so; the second time nothing."""
    assert beacon("forms", "--check", cwd=small).returncode == 1
    assert "wrote .github/ISSUE_TEMPLATE/practice.yml" in beacon("forms", cwd=small).stdout
    again = beacon("forms", "--check", cwd=small)
    assert (again.returncode, again.stdout) == (0, "")


@pytest.mark.parametrize("name", ["practice.yml", "city.yml", "page.yml"])
def test_forms_keep_the_rules_of_the_host(name: str) -> None:
    """Labels and ids are unique, options are unique texts and none is called None, and nothing asks for a secret."""
    form: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / name).read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= form.keys() <= {"name", "description", "body", "title", "labels"}
    asked = [element for element in form["body"] if element["type"] != "markdown"]
    ids = [element["id"] for element in asked]
    said = [element["attributes"]["label"] for element in asked]
    assert len({*ids}) == len(ids) and len({re.sub(r"\W+", "-", s.lower()) for s in said}) == len(said)
    allowed = {
        "input": {"label", "description", "placeholder"},
        "textarea": {"label", "description", "placeholder"},
        "dropdown": {"label", "description", "multiple", "options"},
        "checkboxes": {"label", "options"},
    }
    for element in asked:
        assert element.keys() <= {"type", "id", "attributes", "validations"}
        assert re.fullmatch(r"[A-Za-z0-9_-]+", element["id"])
        attributes = element["attributes"]
        assert attributes.keys() <= allowed[element["type"]]
        assert all(isinstance(v, str) and v.strip() for k, v in attributes.items() if k not in {"options", "multiple"})
        assert not re.search(r"password|credential|token|secret", attributes["label"], re.I)
        if element["type"] == "dropdown":
            options = attributes["options"]
            assert options and all(isinstance(option, str) and option.strip() for option in options)
            assert len({*options}) == len(options) and "none" not in {option.casefold() for option in options}


@pytest.mark.parametrize("kind", ASKED)
def test_form_asks_for_all_that_a_record_needs(kind: str) -> None:
    """Whoever answers what is required is not told afterwards that a field is missing."""
    asked = {question.path[0] for question in questions(kind) if question.path}
    needed = {f.name for section in sections(kind) for f in section.fields if f.level == "required"}
    assert needed - asked == {"status", "created", "review_by"}
