"""Files that would take all time and memory: each is read in a process with bounds, and is a plain problem."""

import os
import resource
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.load import load
from generator.reading.markdown_file import MAX_BODY
from tests.support import LIBRARY, ROOT, TODAY

SECONDS, MEMORY = 60, 3 * 1024**3
"""Time of the processor and address space of a check; an ordinary one takes a second and, with all libraries, less than two of
these three."""
PRACTICE, CITY, TABLE = (
    "practices/test-mediators.yaml",
    "content/cities/exampleton.md",
    "datasets/test-robbery-rate/data.csv",
)
DESCRIPTOR = "datasets/test-robbery-rate/datapackage.json"


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def checked(root: Path) -> str:
    """What `beacon check` prints of a library, within its bounds."""
    command = [
        sys.executable,
        "-c",
        "from generator.cli import main; main()",
        "check",
        "--root",
        str(root),
        "--today",
        str(TODAY),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1", "CI": "1"}
    ran = subprocess.run(
        command, check=False, capture_output=True, text=True, preexec_fn=_bounded, env=environment, timeout=600
    )
    assert ran.returncode == 1, ran.stderr[-2000:]
    assert "Traceback" not in ran.stderr, ran.stderr[-2000:]
    return ran.stdout


def _write(path: str, content: bytes) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)

    return write


def _append(path: str, content: bytes) -> Callable[[Path], None]:
    return lambda root: (root / path).write_bytes((LIBRARY / path).read_bytes() + content) and None


def _replace(path: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    source = (LIBRARY / path).read_bytes()
    assert old in source
    return _write(path, source.replace(old, new))


def _huge(path: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("ab") as file:
            file.truncate(100_000_000)

    return write


def _link(path: str, to: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        target = root / path
        if target.is_dir() and not target.is_symlink():
            import shutil

            shutil.rmtree(target)
        target.unlink(missing_ok=True)
        target.symlink_to(to)

    return write


@pytest.fixture(autouse=True)
def shallow(tmp_path: Path) -> Iterator[None]:
    """What a test laid deeper than Python can remove is gone behind it: pytest would fail on it a few runs later."""
    yield
    subprocess.run(["rm", "-rf", str(tmp_path)], check=True)  # noqa: S607 found on the PATH


def _deep_folders(root: Path) -> None:
    """Folders within folders, deeper than functions may call each other."""
    home = os.open(root / "datasets/test-robbery-rate", os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("a", dir_fd=home)
        inner = os.open("a", os.O_RDONLY, dir_fd=home)
        os.close(home)
        home = inner
    os.close(os.open("x.txt", os.O_CREAT | os.O_WRONLY, dir_fd=home))
    os.close(home)


def _pipe(root: Path) -> None:
    os.mkfifo(root / "practices/test-pipe.yaml")


def _growing() -> bytes:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    return "\n".join(lines).encode()


GZIP = b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + zlib.compress(b"\0" * 50_000_000, 9)[2:-4]
LONG = b"a" * (MAX_BODY - 5_000)
HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "a record of 100 MB": (_huge(PRACTICE), f"{PRACTICE}:1:1 unreadable"),
    "a table of 100 MB": (_huge(TABLE), f"{TABLE}:1:1 unreadable"),
    "a picture of 100 MB": (_huge("content/images/practices/test-lamps/a.jpg"), "stray-file"),
    "addresses of 100 MB": (_huge("addresses.txt"), "addresses.txt:1:1 unreadable"),
    "a field of 200 KB": (_append(PRACTICE, b"\nscale: " + b"x" * 200_000), "unreadable: a text of 200,000 characters"),
    "a cell of 10 MB": (_append(TABLE, b"XXA," + b"1" * 10_000_000 + b",1,,TEST-1\n"), f"{TABLE}:"),
    "aliases that grow": (_write("practices/test-grow.yaml", _growing()), "anchors and aliases"),
    "deep nesting": (_write("practices/test-deep.yaml", b"a: " + b"[" * 100_000), "nested more than 20 deep"),
    "deep nesting of a descriptor": (_write(DESCRIPTOR, b'{"a":' * 40_000), f"{DESCRIPTOR}:"),
    "a zip in a table's place": (_write(TABLE, b"PK\x03\x04" + b"\0" * 500_000), "zip archive"),
    "a gzip bomb in a table's place": (_write(TABLE, GZIP), "gzip archive"),
    "a pattern that never ends": (
        _replace(DESCRIPTOR, b'"^[A-Z]{3}$"', b'"(x+x+)+y"'),
        'not-allowed: "XXA" in "place_id" has another form',
    ),
    "a pattern that looks back": (
        _replace(DESCRIPTOR, b'"^[A-Z]{3}$"', b'"(a)\\\\1"'),
        'the constraint "pattern" does not fit',
    ),
    "a story of one long word": (_append(CITY, b"\n\n" + LONG + b" @ " + LONG[:2000]), "over-long-text"),
    "a story of brackets": (_append(CITY, b"\n\n" + b"[" * 20_000), "over-long-text"),
    "a story of spaces": (_append(CITY, b"\n\na" + b" " * 25_000 + b"@"), "over-long-text"),
    "a story too long": (_append(CITY, b"\n\n" + b"a b " * 20_000), "unreadable: the text behind the fields"),
    "a link out of the library": (_link(PRACTICE, "/etc/passwd"), "a link stands where a file belongs"),
    "a folder that is a link to the whole disk": (
        _link("datasets", "/"),
        "datasets:1:1 unreadable: a link stands where a folder",
    ),
    "records behind a link": (_link("content/lessons", "/usr"), "content/lessons:1:1 unreadable"),
    "a package that is a link": (_link("datasets/test-safety-survey", "/usr"), "a link stands where a folder belongs"),
    "a pipe": (_pipe, "practices/test-pipe.yaml:1:1 unreadable: a device stands where a file belongs"),
    "folders deeper than calls": (_deep_folders, "stray-file"),
    "a name of two lines": (
        _write("practices/a\n::error::b.yaml", b"title: x\n"),
        "practices/a\\x0a::error::b.yaml:1:1 bad-id",
    ),
    "a name that turns round": (
        _write("practices/a\u202elmay.yaml", b"title: x\n"),
        "practices/a\\x202elmay.yaml:1:1 bad-id",
    ),
    "a name of look-alikes": (_write("practices/t\u0435st-lamps.yaml", b"title: x\n"), "bad-id"),
    "a name that differs by case": (_write("practices/Test-Lamps.yaml", b"title: x\n"), "bad-id"),
    "a name that is no text": (lambda root: _write(os.fsdecode(b"practices/\xff.yaml"), b"title: x\n")(root), "bad-id"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_a_plain_problem(name: str, small: Path) -> None:
    """Told with its file and a hint, within a minute of the processor and three gigabytes of addresses."""
    spoil, told = HOSTILE[name]
    spoil(small)

    said = checked(small)

    assert any(told in line and "; " in line for line in said.splitlines()), said[:2000]
    assert all(line.isprintable() for line in said.splitlines())


def test_names_that_are_no_text_stop_no_preview(small: Path) -> None:
    """Problems are sorted, counted and shown whatever a file is called."""
    (small / os.fsdecode(b"practices/\xff.yaml")).write_bytes(b"title: x\n")

    problems = load(small, TODAY).problems

    assert {problem.rule for problem in problems} == {"bad-id", "missing-field"}
