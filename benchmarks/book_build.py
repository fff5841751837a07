"""Building the book: cold, with nothing changed, with one page changed; seconds, peak memory, pages.

    python -m benchmarks.book_build --json

Runs the command of `make book` in a copy of the checkout, so nothing here is touched.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import peak_megabytes, report

ROOT = Path(__file__).resolve().parent.parent
BUILT = shutil.ignore_patterns(".git", ".venv", "_build", "node_modules", "__pycache__", "dist", ".hypothesis", "*.pyc")
COMMAND = [sys.executable, "-m", "tools.build_book"]


def _copy(target: Path) -> None:
    shutil.copytree(ROOT, target, ignore=BUILT)
    parts = ROOT / "book" / "node_modules"
    if parts.is_dir():
        (target / "book" / "node_modules").symlink_to(parts, target_is_directory=True)


def _build(folder: Path) -> float:
    begun = time.perf_counter()
    ran = subprocess.run(COMMAND, cwd=folder, capture_output=True, text=True)
    if ran.returncode:
        sys.exit(f"教程没有生成，量不了。The book does not build: {ran.stderr.strip()[-400:]}")
    return time.perf_counter() - begun


def main() -> None:
    """Build three times in a copy and print what it took."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "book"
        _copy(folder)
        seconds = {"cold": _build(folder)}
        peak = peak_megabytes()
        seconds["unchanged"] = _build(folder)
        page = min((folder / "book" / "chapters").rglob("*.md"), key=lambda p: (p.name != "index.md", str(p)))
        page.write_text(page.read_text("utf-8") + "\n改了一行。\n", "utf-8")
        seconds["one_page"] = _build(folder)
        pages = sum(1 for _ in (folder / "_build" / "html").rglob("*.html"))
    ratios = {name: round(seconds[name] / seconds["cold"], 3) for name in ("unchanged", "one_page")}
    facts = {
        "benchmark": "book_build", "pages": pages, "seconds": {k: round(v, 2) for k, v in seconds.items()},
        "peak_megabytes": round(peak, 1), "ratios": ratios,
    }
    rows = [
        (f"从头生成（{pages} 页） · cold", f"{seconds['cold']:.1f} s", ""),
        ("没有改动 · unchanged", f"{seconds['unchanged']:.1f} s", ""),
        ("改了一页 · one page changed", f"{seconds['one_page']:.1f} s", ""),
        ("最大内存 · peak memory", f"{peak:.0f} MB", ""),
    ]
    report("生成教程 · book", rows, facts)


if __name__ == "__main__":
    main()
