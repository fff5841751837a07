"""What is made once and kept: made again only when a file it is made from has changed, and given to a site without touching what is the same."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

__all__ = ["given", "kept", "site_asked"]

ROOT = Path(__file__).resolve().parent.parent


def kept(folder: Path, sources: Iterable[Path], make: Callable[[Path, Path], None]) -> bool:
    """Let `make(folder, work)` fill `folder`, unless it was made from the same files; whether it had to."""
    wanted, stamp = _digest(sources), folder.parent / "made-from"
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.parent.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        make(folder, Path(work))
    stamp.write_text(wanted)
    return True


def _digest(sources: Iterable[Path]) -> str:
    digest = sha256(sys.version.encode())
    for path in sources:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def given(folder: Path, place: Path, *, but: Path | None = None) -> None:
    """Make `place` equal to `folder`; what lies in `but` is left alone."""
    names = {p.relative_to(folder) for p in folder.rglob("*") if p.is_file()}
    for old in [p for p in place.rglob("*") if p.is_file() and not (but and p.is_relative_to(but))]:
        if old.relative_to(place) not in names:
            old.unlink()
    for name in names:
        source, there = folder / name, place / name
        if not there.is_file() or there.read_bytes() != source.read_bytes():
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, there)


def site_asked(about: str, arguments: list[str] | None) -> Path:
    """Read a builder's command line: the site it works for."""
    parser = argparse.ArgumentParser(description=about.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "_build" / "html", help="the site")
    return parser.parse_args(arguments).out
