"""The bytes of a contributor's file and their text: a plain file, not too large, in UTF-8 without a byte-order mark."""

from pathlib import Path, PurePosixPath

from generator.problem import Problem

_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


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


class TooLarge(Fault):
    """More bytes than are read."""


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
            file.lstat()
            found = "link" if is_linked(root, path) else "folder" if file.is_dir() else "device"
            hint = "a record, a descriptor or a table is a plain file; put the file itself here"
            raise Fault(f"a {found} stands where a file belongs", hint=hint)
        if (size := file.stat().st_size) > max_bytes:
            raise TooLarge(
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
    try:
        return not is_linked(root, path) and (root / path).is_file()
    except (OSError, ValueError):
        return False


def is_linked(root: Path, path: str) -> bool:
    """Whether there is a link on the way to `root/path`."""
    steps = PurePosixPath(path).parts
    return any(root.joinpath(*steps[:count]).is_symlink() for count in range(1, len(steps) + 1))


def text_of(source: bytes) -> str:
    """The text of a file. Raises ByteOrderMark and NotUtf8."""
    if source.startswith(_BOM):
        raise ByteOrderMark("the file begins with a byte-order mark", hint="save it as UTF-8 without BOM")
    if source.startswith(_WIDE) or b"\0\0" in (source[:4:2], source[1:4:2]):
        raise NotUtf8("the file is UTF-16, with two bytes for each character", hint="save the file as UTF-8")
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        before, byte = source[: error.start].decode("utf-8"), source[error.start : error.start + 1]
        meant = byte.decode("cp1252", "ignore")
        hint = f'; it seems to be Windows-1252, where this is "{meant}"' if meant.isprintable() and meant else ""
        message = f"byte 0x{byte[0]:02x} is not UTF-8"
        raise NotUtf8(message, *place_of(before, len(before)), f"save the file as UTF-8{hint}") from None


def place_of(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
