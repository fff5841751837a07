"""Lay a compressed copy beside every file of a built site that shrinks by it: `python -m tools.compress_site _build/html`.

The server (and nginx with `gzip_static`) sends the copy as it is; the same bytes come out of the same file.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from pathlib import Path

from ipcoord_sim.files import whole_file

__all__ = ["compress", "main"]

# Pictures, fonts, archives and PDFs are compressed already.
SUFFIXES = {".css", ".csv", ".html", ".ics", ".ipynb", ".js", ".json", ".map", ".md", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"}
LEAST = 1024


def compress(site: Path) -> tuple[int, int]:
    """Write what is missing or older than its file, remove what has lost its file; the number written and removed."""
    written = removed = 0
    for packed in site.rglob("*.gz"):
        if packed.with_suffix("").suffix in SUFFIXES and not packed.with_suffix("").exists():
            packed.unlink()
            removed += 1
    for path in sorted(site.rglob("*")):
        if path.suffix not in SUFFIXES or not path.is_file() or path.stat().st_size < LEAST:
            continue
        packed = path.with_name(path.name + ".gz")
        if packed.exists() and packed.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            continue
        body = path.read_bytes()
        squeezed = gzip.compress(body, 9, mtime=0)
        if len(squeezed) < len(body) * 0.9:
            with whole_file(packed, "wb") as file:
                file.write(squeezed)
            written += 1
        elif packed.exists():
            packed.unlink()
    return written, removed


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and compress; 2 where there is no site."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="the built site")
    site = parser.parse_args(arguments).site
    if not (site / "index.html").is_file():
        print(f"{site} 里没有 index.html，请先运行 make book。", file=sys.stderr)
        return 2
    made, gone = compress(site)
    print(f"压缩副本：新写 {made} 个，删掉 {gone} 个")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
