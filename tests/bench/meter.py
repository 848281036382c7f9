"""Run one command in a process of its own: how long it took, how much memory it and its children held, how busy others were.

Started as a bare script, so that this process stays smaller than anything it measures: the kernel counts the memory of
whoever starts a process towards that process. Prints one line of JSON on standard output.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
PAUSE = 0.03
"""Least seconds between two looks at the memory; a look that takes long is followed by a longer pause, so that looking costs under a twentieth."""


def main(command: list[str]) -> None:
    """Measure `command` until it ends."""
    with tempfile.TemporaryFile() as said:
        before = busy()
        began = time.perf_counter()
        child = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        highest = 0
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            looked = time.perf_counter()
            highest = max(highest, resident(child.pid))
            time.sleep(max(PAUSE, 20 * (time.perf_counter() - looked)))
        seconds = time.perf_counter() - began
        cpu = usage.ru_utime + usage.ru_stime
        said.seek(0, os.SEEK_END)
        said.seek(max(0, said.tell() - 4000))
        own = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        found = {
            "seconds": seconds,
            "cpu": cpu,
            "others": max(0.0, busy() - before - cpu) / seconds,
            "memory": max(highest, own),
            "code": os.waitstatus_to_exitcode(status),
            "said": said.read().decode(errors="replace"),
        }
    print(json.dumps(found))


def busy() -> float:
    """Seconds that all processors have worked since the machine started; 0 where there is no /proc."""
    try:
        user, nice, system, _idle, _wait, *other = map(
            int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:8]
        )
    except OSError:
        return 0.0
    return (user + nice + system + sum(other)) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> int:
    """Bytes of memory that a process and its descendants hold now; 0 where there is no /proc.

    Forked processes share memory, so when there are several each page counts once, in shares.
    """
    tree = list(_tree(pid))
    try:
        if len(tree) == 1:
            return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
        return sum(_share(one) for one in tree)
    except (OSError, IndexError):
        return 0


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))
    except OSError:
        return


def _share(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    main(sys.argv[1:])
