"""What cases and quiz items share: the misconceptions and the list of invented names."""

from __future__ import annotations

from functools import cache

from .. import data
from ..wording import expand

__all__ = ["invented_names", "misconceptions"]


@cache
def misconceptions() -> dict[str, dict]:
    """Misconceptions by id (M01 …): what people think, what is right, on what it rests."""
    rows = data.load_cases()["catalogue"].get("misconceptions", {}).get("misconceptions", [])
    return {row["id"]: row | {"remedy_zh": expand(row["remedy_zh"])} for row in rows}


@cache
def invented_names() -> dict[str, tuple[str, ...]]:
    """The names that cases may use, by kind: persons, firms, marks, places."""
    rows = data.load_cases()["catalogue"].get("names", {})
    return {kind: tuple(names) for kind, names in rows.items()}
