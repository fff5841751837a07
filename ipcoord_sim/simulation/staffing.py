"""Whether every desk that cases can come to has an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import InputError

if TYPE_CHECKING:
    from .tables import Model

__all__ = ["check_staffed"]

VARIANTS = 32


def check_staffed(model: Model) -> None:
    """Raise InputError where cases can come to a desk at which nobody sits."""
    reached: set[tuple[int, int]] = set()
    ahead = [[{to for v in range(city, VARIANTS, 2) for _, to in row.choices[v] if to >= 0} for row in model.stages] for city in (0, 1)]
    for s, stream in enumerate(model.flow.streams):
        for place in range(len(model.places)):
            if model.gaps[s][place]:
                _walk(model, model.flow.place[stream["first"]], place, ahead[place == 0], reached)
    for pool, stage in sorted(reached):
        if not model.desks[pool]:
            desk, agency = model.pool_names()[pool - 1]
            name = model.flow.stages[stage].name_zh
            raise InputError(
                f"假设 staff.{desk} 在 {agency} 是 0 人，却会有案件走到“{name}”；请至少安排一人，或者不让案件走到那里。",
                f"staff.{desk} is 0 at {agency}, yet cases come to {model.flow.stages[stage].id}; put one officer there or let no case come.",
            )


def _walk(model: Model, first: int, place: int, ahead: list[set[int]], reached: set) -> None:
    """Add (pool, stage) of every desk that a case of this place can come to."""
    todo, seen = [(first, False)], set()
    while todo:
        n, moved = todo.pop()
        if (n, moved) in seen:
            continue
        seen.add((n, moved))
        row = model.stages[n]
        if row.pool:
            others = [p for p in range(len(model.places)) if p != place]
            at = [0] if row.at == 2 else others if row.at == 1 and moved else [place]
            reached |= {(row.pool + p, n) for p in at}
        todo += [(to, moved or bool(row.slip and row.slip.moves)) for to in ahead[n]]
