"""Queues over time: who waited at a desk and who was worked on, at every change."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from ..errors import UnknownIdError
from .running import Run

__all__ = ["queue_over_time"]


def queue_over_time(run: Run, desk: str, agency: str | None = None) -> list[tuple[datetime, int, int]]:
    """(Beijing time, waiting, worked on) after each change at a desk, of one agency or of all.

    Raises UnknownIdError for a desk or an agency that the flow does not have.
    """
    desks = [d["id"] for d in run.model.flow.desks]
    if desk not in desks:
        raise UnknownIdError.among("岗位", "desk", desk, desks)
    agencies = {a for d, a in run.model.pool_names() if d == desk}
    if agency is not None and agency not in agencies:
        raise UnknownIdError.among(f"岗位 {desk} 的机关", f"agency with a desk {desk}", agency, agencies)
    changes = []
    for _, _, at, where, asked, started, done in run.visits():
        if at == desk and agency in (None, where):
            changes.append((asked, 1, 0))
            changes += [(started, -1, 1)] if started else []
            changes += [(done, 0, -1)] if done else []
    changes.sort()
    found, waiting, working = [], 0, 0
    for second, rows in groupby(changes, key=lambda change: change[0]):
        for _, w, s in rows:
            waiting, working = waiting + w, working + s
        found.append((run.when(second), waiting, working))
    return found
