"""Files and texts: which encoding they are in, how large they may be, where they break."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..errors import InputError
from .model import CaseFile, from_dict

__all__ = ["encoding_of", "parse_json", "read_file"]

# Ours, not the law's: one case in JSON is read whole, so its file may not be larger than this.
LARGEST_JSON = 32 * 1024 * 1024


def read_file(path: Path | str) -> Iterator[CaseFile]:
    """The case files in a JSON file (one) or a CSV file (any number, read as a stream).

    Raises InputError for a file that is absent, too large, cut off or in no known encoding.
    """
    from .tables import read_csv

    path = Path(path)
    if not path.is_file():
        raise InputError(f"找不到文件 {path.name}；请核对路径。", f"There is no file {path.name}; check the path.")
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


def parse_json(text: str, source: str) -> object:
    """The JSON value in `text`."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as broken:
        raise InputError(
            f"{source} 不是完整的 JSON（第 {broken.lineno} 行第 {broken.colno} 列读不下去）；文件可能被截断，请重新导出。",
            f"{source} is not complete JSON (line {broken.lineno}, column {broken.colno}); it may be cut off, export it again.",
        ) from None
    except RecursionError:
        raise InputError(f"{source} 的 JSON 嵌套太深，读不了。", f"{source} is nested too deeply.") from None
    except ValueError as broken:
        raise InputError(f"{source} 里有读不了的数（{broken}）；请改成普通的数字。", f"{source} holds a number that cannot be read ({broken}).") from None


def _refuse(word: str) -> None:
    raise ValueError(word)


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
        f"{path.name} 的文字编码读不了；请在 WPS 里另存为 CSV（UTF-8）再试。",
        f"The encoding of {path.name} cannot be read; save it as CSV (UTF-8) and try again.",
    )
