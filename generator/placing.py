"""Put a file that came from outside at its place below the root: never behind a link, and over nothing unless that is asked."""

from pathlib import Path

from generator.reading.source import is_linked


def place(root: Path, path: str, content: bytes, *, over: bool = False) -> str:
    """Write `root/path`, with the folders on the way; gives why nothing was written, empty when it was.

    `over`: a plain file that is there already is replaced. What a link leads to is never touched, wherever it leads.
    """
    if is_linked(root, path):
        return f"a link stands on the way to {path}"
    file = root / path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb" if over else "xb") as out:
            out.write(content)
    except FileExistsError:
        return f"{path} exists already"
    except OSError as error:
        return f"{path} cannot be written: {error.strerror}"
    return ""
