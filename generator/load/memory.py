"""What a running preview remembers between two readings of the repository."""

from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any


class Memory:
    """What a running preview has worked out before, each with the mark of what it was worked out from."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Hashable, Any]] = {}

    def keep(self, key: Hashable, mark: Hashable, work: Callable[[], Any]) -> Any:
        """The result of `work`, or the one kept under `key` if its mark is the same."""
        kept = self._kept.get(key)
        if kept is None or kept[0] != mark:
            kept = (mark, work())
            self._kept[key] = kept
        return kept[1]

    def recall(self, key: Hashable, files: Iterable[Path], read: Callable[[], Any]) -> Any:
        """The result of reading files, or the one kept if none of them has changed."""
        stats = ((file, file.lstat()) for file in files)
        return self.keep(key, tuple((file, stat.st_mtime_ns, stat.st_size) for file, stat in stats), read)
