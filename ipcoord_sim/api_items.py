"""The call on the quiz items: `items`, each drawn with a seed."""

from __future__ import annotations

from .quiz import items, left_out

__all__ = ["items_call"]


def items_call(clause: str | None = None, seed: int = 0, use: str | None = None) -> dict:
    """The items of a clause (all without one), as they are drawn with the seed; where some are not carried, how many and why."""
    found = {"items": [item.as_dict() for item in items(clause, seed, use)]}
    missing = left_out(clause) if use is None else 0
    return found | ({"left_out": missing, "note_zh": f"考试题{missing}道不随网页和浏览器里的笔记本带来。"} if missing else {})
