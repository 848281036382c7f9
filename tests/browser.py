"""The browser of the tests: find the Chromium of this machine, or install it from the system's packages."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """The path of an installed Chromium, or None. BEACON_CHROMIUM names another one."""
    named = os.environ.get("BEACON_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


@contextmanager
def started() -> Iterator["Browser"]:
    """The Chromium of this machine, running."""
    from playwright.sync_api import sync_playwright  # not there yet when the browser is installed

    path = chromium()
    assert path, "this needs Chromium: python -m tests.browser --install"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


def install() -> int:
    """Install Chromium with the system's package manager when there is none. Says what to do when that is not possible."""
    if chromium():
        return 0
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not as_root or shutil.which("sudo")):
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        print("Installing Chromium, which the tests need, from the system's packages …", flush=True)
        subprocess.run([*as_root, "apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        subprocess.run(
            [*as_root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
            check=False,
            **quiet,
        )  # type: ignore[call-overload]
    if chromium():
        return 0
    print(
        "The tests need Chromium. Install it with your system's package manager, or set BEACON_CHROMIUM to its path.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(install() if "--install" in sys.argv else print(chromium()))
