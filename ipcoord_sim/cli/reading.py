"""JSON that a command is given: in a file, or on standard input."""

from __future__ import annotations

import sys

from ..errors import InputError
from ..files import find_file, parse_json, read_utf8

__all__ = ["read_json", "read_object"]


def read_json(name: str) -> object:
    """The JSON value in a file, or on standard input for `-`.

    Raises InputError for what is absent, is not UTF-8 or is no JSON.
    """
    if name == "-":
        return parse_json(read_utf8(sys.stdin.buffer.read(), "标准输入"), "标准输入")
    return parse_json(read_utf8(find_file(name).read_bytes(), name), name)


def read_object(name: str) -> dict:
    """The JSON object there.

    Raises what `read_json` raises, and InputError for another JSON value.
    """
    content = read_json(name)
    if not isinstance(content, dict):
        shown = "标准输入" if name == "-" else name
        raise InputError(f"{shown} 里应当是一个 JSON 对象。", f"{shown} must hold a JSON object.")
    return content
