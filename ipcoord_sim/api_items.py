"""The call on the quiz items: `items`, each drawn with a seed."""

from __future__ import annotations

from .quiz import items

__all__ = ["items_call"]


def items_call(clause: str | None = None, seed: int = 0, use: str | None = None) -> dict:
    """The items of a clause (all without one), as they are drawn with the seed; those kept for the exam only with `use="exam"`."""
    return {"items": [item.as_dict() for item in items(clause, seed, use)]}
