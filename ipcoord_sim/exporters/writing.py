"""Files written whole or not at all, and never over another file unasked; text made fit for XML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from os.path import exists, isdir
from pathlib import Path

from ..errors import InputError
from ..files import reason, whole_file

__all__ = ["attribute", "may_write", "write_file"]

# What XML 1.0 does not allow, not even as a character reference.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def attribute(value: object) -> str:
    """The text for an XML attribute or element: escaped, without the characters that XML 1.0 does not allow.

    >>> attribute("甲<乙>&\\x00")
    '甲&lt;乙&gt;&amp;'
    """
    return "".join(_ESCAPES.get(c, c) for c in _ILLEGAL.sub("", str(value)))


def may_write(target: Path | str, *, force: bool = False) -> Path:
    """The file to write, asked for before what stands in it is computed and not only after.

    Raises InputError where the folder is missing, or the file exists (and not `force`).
    """
    target = Path(target)
    # Of os.path, which takes a name that no file can have for one that is not there.
    if isdir(target):
        raise InputError(f"{target} 是文件夹；请写上文件名。", f"{target} is a folder; name a file in it.")
    if not isdir(target.parent):
        raise InputError(f"没有文件夹 {target.parent}；请先建好，或者换一个地方。", f"There is no folder {target.parent}; make it first or choose another.")
    if exists(target) and not force:
        raise InputError(f"{target} 已经存在；要覆盖请加 --force，或者换一个文件名。", f"{target} exists; add --force to replace it or choose another name.")
    return target


def write_file(target: Path | str, parts: Iterable[str], *, force: bool = False) -> Path:
    """Write the text to `target` at once or not at all, in UTF-8, line ends as they are.

    Raises InputError where `may_write` does, and where nothing can be written there.
    """
    target = may_write(target, force=force)
    try:
        with whole_file(target, errors="replace") as file:
            for part in parts:
                file.write(part)
    except OSError as broken:
        zh, en = reason(broken)
        raise InputError(f"写不了 {target}（{zh}）；请核对权限和磁盘空间。", f"Cannot write {target} ({en}); check permissions and space.") from None
    return target
