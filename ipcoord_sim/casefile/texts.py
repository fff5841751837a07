"""Files of case logs: which encoding they are in and how large they may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from ..files import find_file, parse_json
from .model import CaseFile, from_dict

__all__ = ["encoding_of", "read_file"]

# Ours, not the law's: one case in JSON is read whole, so its file may not be larger than this.
LARGEST_JSON = 32 * 1024 * 1024


def read_file(path: Path | str) -> Iterator[CaseFile]:
    """The case files in a JSON file (one) or a CSV file (any number, read as a stream).

    Raises InputError for a file that is absent, too large, cut off or in no known encoding.
    """
    from .tables import read_csv

    path = find_file(path)
    if path.suffix.lower() == ".csv":
        yield from read_csv(path)
        return
    if path.stat().st_size > LARGEST_JSON:
        size = path.stat().st_size // (1024 * 1024)
        most = LARGEST_JSON // (1024 * 1024)
        raise InputError(
            f"{path.name} 有 {size} MB，一份 JSON 台账最多 {most} MB；很多案件请存成 CSV。",
            f"{path.name} has {size} MB; one JSON log may have {most} MB. Save many cases as CSV.",
        )
    text = path.read_bytes().decode(encoding_of(path))
    yield from_dict(parse_json(text, path.name), path.name)


def encoding_of(path: Path) -> str:
    """utf-8-sig or gb18030 (what WPS writes), whichever the whole file is in.

    Raises InputError where it is neither.
    """
    with path.open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            raise _unreadable(path)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding, newline="") as file:
                while file.read(1 << 20):
                    pass
            return encoding
        except UnicodeDecodeError:
            continue
    raise _unreadable(path)


def _unreadable(path: Path) -> InputError:
    return InputError(
        f"{path.name} 的文字编码读不了；请另存为 UTF-8（WPS 里选 CSV（UTF-8））再试。",
        f"The encoding of {path.name} cannot be read; save it as UTF-8 (in WPS: CSV (UTF-8)) and try again.",
    )
