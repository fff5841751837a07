"""What a check says of a case, and the texts of a case with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["HINT", "WRONG", "Remark", "texts"]

WRONG, HINT = "wrong", "hint"


class Remark(NamedTuple):
    """One thing that does not fit: how grave, where (`d1:b`, `x2`, `briefing.amr`), what was found, what to do."""

    level: str
    place: str
    zh: str
    advice_zh: str


def texts(row: dict) -> Iterator[tuple[str, str]]:
    """Every text that a reader will see, with its place, as the author wrote it."""
    for key in ("title", "summary"):
        yield key, row[key]
    for key in ("briefing", "public"):
        yield from ((f"{key}.{name}", text) for name, text in row.get(key, {}).items())
    for x in row.get("exhibits", ()):
        yield from ((x["id"], x[key]) for key in ("title", "text"))
    for step in row["steps"]:
        yield from _step(step)
    yield from (("discussion", text) for text in row.get("discussion", ()))
    for key, value in row.get("facilitator", {}).items():
        for text in [value] if isinstance(value, str) else value:
            yield from ((f"facilitator.{key}", t) for t in ([text] if isinstance(text, str) else (text["sign"], text["answer"])))


def _step(step: dict) -> Iterator[tuple[str, str]]:
    text = step.get("text", "")
    for words in (step.get("title", ""), *(text.values() if isinstance(text, dict) else [text]), step.get("prompt", "")):
        if words:
            yield step["id"], words
    yield from _written(step["id"], step.get("acts", ()))
    for option in step.get("options", ()):
        place = f"{step['id']}:{option['id']}"
        yield from ((place, option[key]) for key in ("text", "reason", "then") if option.get(key))
        yield from _written(place, option.get("acts", ()))


def _written(place: str, acts) -> Iterator[tuple[str, str]]:
    """Words inside the acts, such as the reasons of a notice."""
    for act in acts:
        yield from ((place, value) for value in act.get("data", {}).values() if isinstance(value, str) and not value.isascii())
