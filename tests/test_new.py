"""`beacon new`: a template with what is known already, asked for in a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from generator.reading import strict_yaml
from generator.reading.markdown_file import split
from tests.support import ROOT, beacon


def test_place_and_theme_are_filled_in(small: Path) -> None:
    """By id or by name; the template reads, and the check names only what is still to be said."""
    done = beacon("new", "practice", "Lamps by the sea", "--place", "exampleton", "--theme", "Public space", cwd=small)
    assert done.returncode == 0, done.stderr
    data = strict_yaml.load((small / "practices" / "lamps-by-the-sea.yaml").read_bytes())
    assert (data["title"], data["places"], data["themes"]) == (
        "Lamps by the sea",
        ("XXA-exampleton",),
        ("public-space",),
    )


def test_unknown_names_are_met_with_the_nearest(small: Path) -> None:
    """Nothing is written for a place or theme that is not there."""
    for option, value, said in (
        ("--theme", "public-spaec", "public-space"),
        ("--place", "XXA-exampletown", "XXA-exampleton"),
    ):
        done = beacon("new", "practice", "Lamps", option, value, cwd=small)
        assert done.returncode == 2 and f'did you mean "{said}"?' in done.stderr
    assert not (small / "practices" / "lamps.yaml").exists()


def test_city_begins_with_front_matter_and_a_place_for_the_story(small: Path) -> None:
    """A Markdown file that the reader takes apart."""
    done = beacon("new", "city", "Sampleville", "--place", "Sampleville", cwd=small)
    assert done.returncode == 0, done.stderr
    page = split((small / "content" / "cities" / "sampleville.md").read_bytes())
    assert page.data["title"] == "Sampleville" and page.data["place"] == "XXB-sampleville"
    assert "Tell the story here" in page.body


def test_without_terminal_a_title_is_demanded(small: Path) -> None:
    """Nobody is asked where nobody can answer."""
    done = beacon("new", "practice", cwd=small)
    assert done.returncode == 2 and "give a title" in done.stderr


def test_in_a_terminal_it_asks(small: Path) -> None:
    """Title, place and theme, one after the other."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "generator.cli", "new", "practice", "--root", str(small)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    asked = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=small)
    os.write(ours, b"Asked lamps\nExampleton\nPublic space\n")
    _, said = asked.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert asked.returncode == 0, said
    assert [said.find(word) for word in (b"Title", b"Place", b"Main theme")] == sorted(
        said.find(word) for word in (b"Title", b"Place", b"Main theme")
    )
    data = strict_yaml.load((small / "practices" / "asked-lamps.yaml").read_bytes())
    assert (data["places"], data["themes"]) == (("XXA-exampleton",), ("public-space",))
