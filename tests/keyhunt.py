"""Looks for the keys of exam items in bytes as a browser gets them: every archive opened, every way of writing a sign undone."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache

from ipcoord_sim.quiz import bank, items

__all__ = ["found_keys", "opened"]

_ESCAPED = re.compile(rb"\\u([0-9a-fA-F]{4})")
_OTHERS = re.compile(r"[^\u4e00-\u9fff]+")
# So many characters in a row are no words of the law that others use too.
_LEAST = 16


@cache
def _reasons() -> dict[str, str]:
    """What tells the key of an exam item, as its Chinese characters alone: every reason, as it is written and as it is drawn; the item by it."""
    authored = [(id, o["reason"]) for id, (_, row) in bank().items() if row["use"] == "exam" for o in row["options"]]
    drawn = [(one.id, o.reason) for seed in (0, 1) for one in items(seed=seed, use="exam") for o in one.options]
    pieces = {_OTHERS.sub("", max(re.split(r"\{[^{}]*\}", reason), key=len)): id for id, reason in (*authored, *drawn)}
    return {piece: id for piece, id in pieces.items() if len(piece) >= _LEAST}


def opened(name: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes with all that is packed in them, each with its name."""
    if body[:2] == b"\x1f\x8b":
        yield from opened(f"{name}!", gzip.decompress(body))
    elif body[:4] == b"PK\x03\x04":
        archive = zipfile.ZipFile(io.BytesIO(body))
        for inner in archive.namelist():
            yield from opened(f"{name}!{inner}", archive.read(inner))
    else:
        yield name, body


def found_keys(bodies: Iterable[tuple[str, bytes]]) -> set[tuple[str, str]]:
    """Where something tells the key of an exam item, and of which: (name, item)."""
    found = set()
    for name, whole in bodies:
        for inner, body in opened(name, whole):
            for text in _texts(body):
                signs = _OTHERS.sub("", text)
                found |= {(inner, id) for piece, id in _reasons().items() if piece in signs}
    return found


def _texts(body: bytes) -> Iterator[str]:
    """The bytes as text; memory keeps Chinese in two bytes a sign."""
    yield _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)).encode("utf-8", "replace"), body).decode("utf-8", "ignore")
    if b"\0" in body:
        yield body.decode("utf-16-le", "ignore")
