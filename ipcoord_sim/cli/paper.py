"""A page printed to PDF by the browser that is on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from ..errors import InputError
from ..files import whole_file

__all__ = ["find_browser", "print_pdf", "run_browser"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "microsoft-edge-stable", "msedge")
# Where browsers lie on machines whose search path does not name them.
_PLACES = (
    ("ProgramFiles", "Google/Chrome/Application/chrome.exe"), ("ProgramFiles(x86)", "Microsoft/Edge/Application/msedge.exe"),
    ("ProgramFiles", "Microsoft/Edge/Application/msedge.exe"),
)
_SECONDS = 180


def find_browser() -> str | None:
    """The browser that prints: the one that IPCOORD_BROWSER names, else one of the Chromium family."""
    named = os.environ.get("IPCOORD_BROWSER")
    if named is not None:
        return named if shutil.which(named) else None
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    places = (Path(os.environ[root]) / rest for root, rest in _PLACES if os.environ.get(root))
    return found or next((str(place) for place in places if place.is_file()), None)


def print_pdf(page: Path, target: Path) -> Path:
    """Print the HTML file `page` to `target`, A4, without the browser's own head and foot.

    Raises InputError where there is no browser, or where it prints nothing.
    """
    browser = find_browser()
    if browser is None:
        raise InputError(
            f"这台机器上没有找到 Chromium、Chrome 或者 Edge，印不成 PDF；请用浏览器打开 {page}，按 Ctrl-P 打印成 A4。"
            "浏览器装在别处的，用环境变量 IPCOORD_BROWSER 写明。",
            f"No Chromium, Chrome or Edge was found to print a PDF; open {page} in a browser and print it on A4, or name the browser in IPCOORD_BROWSER.",
        )
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "page.pdf"
        run_browser(browser, page, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
        if not printed.is_file():
            raise InputError(
                f"浏览器 {browser} 没有印出 PDF；请用浏览器打开 {page}，按 Ctrl-P 打印成 A4。", f"{browser} printed no PDF; open {page} in a browser and print it on A4.",
            )
        with whole_file(target, "wb") as file:
            file.write(printed.read_bytes())
    return target


def run_browser(browser: str, page: Path, *options: str) -> None:
    """Let the browser do what the options ask with the page, unseen; whether it did is for the caller to look."""
    # The browser's own sandbox refuses to start for the administrator.
    bare = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as profile:
        words = [browser, *bare, "--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run", f"--user-data-dir={profile}", *options, page.resolve().as_uri()]
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(words, capture_output=True, timeout=_SECONDS)
