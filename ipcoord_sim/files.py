"""Files: read with one sentence for what is wrong with them, written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from .errors import InputError

__all__ = ["find_file", "parse_json", "read_utf8", "reason", "whole_file"]

_REASONS = {
    errno.ENOENT: ("没有这个文件或者文件夹", "no such file or folder"), errno.ENOTDIR: ("没有这个文件夹", "no such folder"), errno.EISDIR: ("这是文件夹", "it is a folder"),
    errno.EACCES: ("没有权限", "no permission"), errno.EPERM: ("没有权限", "no permission"), errno.EROFS: ("磁盘只许读", "the disk is read-only"),
    errno.ENOSPC: ("磁盘满了", "the disk is full"), errno.ENAMETOOLONG: ("名字太长", "the name is too long"), errno.EEXIST: ("已经有同名的文件", "a file has that name"),
}
_ABSENT = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR)


def reason(broken: OSError) -> tuple[str, str]:
    """Why the system refused, in Chinese and English.

    >>> reason(PermissionError(errno.EACCES, "Permission denied"))
    ('没有权限', 'no permission')
    """
    told = broken.strerror or type(broken).__name__
    return _REASONS.get(broken.errno, (told, told))


def find_file(path: Path | str, what_zh: str = "文件", what_en: str = "file") -> Path:
    """The file, where it is there and may be read.

    Raises InputError where it is not.
    """
    try:
        with Path(path).open("rb"):
            return Path(path)
    except (OSError, ValueError) as broken:  # a ValueError for a name that no file can have
        if not isinstance(broken, OSError) or broken.errno in _ABSENT:
            raise InputError(f"找不到{what_zh} {path}；请核对路径。", f"There is no {what_en} {path}; check the path.") from None
        zh, en = reason(broken)
        raise InputError(f"读不了{what_zh} {path}（{zh}）；请核对。", f"Cannot read the {what_en} {path} ({en}); check it.") from None


def read_utf8(raw: bytes, source: str) -> str:
    """The text, with or without the mark that editors put before UTF-8.

    Raises InputError for any other encoding.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{source} 不是 UTF-8 编码的文字；请另存为 UTF-8。", f"{source} is not UTF-8; save it as UTF-8.") from None


def parse_json(text: str, source: str) -> object:
    """The JSON value in `text`; what is no number (NaN, Infinity) is refused.

    Raises InputError naming `source` and the place.

    >>> parse_json('{"a": NaN}', "a.json")
    Traceback (most recent call last):
    ipcoord_sim.errors.InputError: a.json 里有读不了的数（NaN）；请改成普通的数字。
    """
    try:
        return json.loads(text, parse_constant=_refused)
    except json.JSONDecodeError as broken:
        raise InputError(
            f"{source} 不是完整的 JSON（第 {broken.lineno} 行第 {broken.colno} 列读不下去）；请检查括号和引号，文件被截断的请重新导出。",
            f"{source} is not complete JSON (line {broken.lineno}, column {broken.colno}); check brackets and quotes, or export it again.",
        ) from None
    except RecursionError:
        raise InputError(f"{source} 的 JSON 嵌套太深，读不了。", f"The JSON in {source} is nested too deeply.") from None
    except ValueError as broken:
        found = broken.args[0] if isinstance(broken, _NoNumber) else "位数太多"
        raise InputError(f"{source} 里有读不了的数（{found}）；请改成普通的数字。", f"{source} holds a number that cannot be read ({found}); write a plain one.") from None


class _NoNumber(ValueError):
    """A word that stands where a number should and is none."""


def _refused(word: str) -> None:
    raise _NoNumber(word)


@contextmanager
def whole_file(target: Path, mode: str = "w", *, lasting: bool = False, **how: object) -> Iterator[IO]:
    """A file to write to that takes the place of `target` once the block has ended well; if not, `target` stays as it was.

    Text is UTF-8, its line ends as they are. `lasting`: it is on the disk when the block ends, also if the power fails then.
    Raises OSError where nothing can be written there.
    """
    half = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with half.open(mode, **(how if "b" in mode else {"encoding": "utf-8", "newline": ""} | how)) as file:
            yield file
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        os.replace(half, target)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
