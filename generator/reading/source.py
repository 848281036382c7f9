"""The bytes of a contributor's file and their text: a plain file, not too large, in UTF-8 without a byte-order mark."""

from pathlib import Path, PurePosixPath

from generator.problem import Problem

_BOM = b"\xef\xbb\xbf"


class Fault(Exception):
    """What keeps a file from being read: `message`, `hint`, and `line` and `column` counted from 1.

    `rule` is the name it is told by: Fault (unreadable), NotUtf8, ByteOrderMark, and DuplicateKey of `strict_yaml`.
    """

    rule = "unreadable"

    def __init__(self, message: str, line: int = 1, column: int = 1, hint: str = "") -> None:
        super().__init__(f"{line}:{column}: {message}")
        self.message, self.line, self.column, self.hint = message, line, column, hint

    def problem(self, path: str) -> Problem:
        """The same as a problem of the file at `path`."""
        return Problem(path, self.line, self.column, self.rule, self.message, self.hint)


class NotUtf8(Fault):
    """A byte that is not UTF-8."""

    rule = "not-utf-8"


class ByteOrderMark(Fault):
    """A mark before the first character, which an editor wrote and nobody sees."""

    rule = "byte-order-mark"


def read_bytes(root: Path, path: str, max_bytes: int) -> bytes:
    """The bytes of `root/path`. A link is refused, so that no contribution reads a file it does not bring."""
    file = root / path
    try:
        if not is_plain(root, path):
            raise Fault(
                f"a {'folder' if file.is_dir() and not file.is_symlink() else 'link'} stands where a file belongs",
                hint="a record, a descriptor or a table is a plain file; put the file itself here",
            )
        if (size := file.stat().st_size) > max_bytes:
            raise Fault(
                f"the file has {size:,} bytes", hint=f"at most {max_bytes:,} bytes are read; split or shorten it"
            )
        return file.read_bytes()
    except OSError as error:
        raise Fault(
            f"the file cannot be read: {error.strerror}", hint="see whether it is there and may be read"
        ) from None


def is_there(root: Path, path: str) -> bool:
    """Whether there is anything at `root/path`, be it a file, a folder or a link."""
    try:
        return bool((root / path).lstat())
    except (OSError, ValueError):  # not there, or no name that a disk could hold
        return False


def is_plain(root: Path, path: str) -> bool:
    """Whether `root/path` is a file, with no link on the way to it."""
    steps = PurePosixPath(path).parts
    try:
        linked = any(root.joinpath(*steps[:count]).is_symlink() for count in range(1, len(steps) + 1))
        return not linked and (root / path).is_file()
    except (OSError, ValueError):
        return False


def text_of(source: bytes) -> str:
    """The text of a file. Raises ByteOrderMark and NotUtf8."""
    if source.startswith(_BOM):
        raise ByteOrderMark("the file begins with a byte-order mark", hint="save it as UTF-8 without BOM")
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        raise NotUtf8(
            f"byte 0x{source[error.start]:02x} is not UTF-8", *place_of(before, len(before)), "save the file as UTF-8"
        ) from None


def place_of(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
