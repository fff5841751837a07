"""A case file examined whole: its form, its words, and every path of it played and judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..casebank.authoring import Draft, error_place
from ..casebank.model import Case
from ..casebank.remarks import WRONG, Remark
from ..errors import IpcoordError
from .referee import referee

__all__ = ["Examined", "examine", "play_every_path"]


@dataclass(frozen=True, slots=True)
class Examined:
    """A draft with everything that does not fit, and the number of its paths (0 where it could not be played)."""

    draft: Draft
    paths: int
    remarks: tuple[Remark, ...]

    @property
    def wrong(self) -> int:
        """How many remarks are more than hints."""
        return sum(remark.level == WRONG for remark in self.remarks)


def examine(draft: Draft, progress: Callable[[float, int], None] | None = None) -> Examined:
    """The draft with the verdicts of the referee; `progress` hears the share of all paths that is done, and their number."""
    broken = any(r.level == WRONG and r.zh.startswith("没有这个") for r in draft.remarks)
    if draft.case is None or broken:
        return Examined(draft, 0, draft.remarks)
    count, verdicts = play_every_path(draft.case, progress)
    return Examined(draft, count, (*draft.remarks, *verdicts))


def play_every_path(case: Case, progress: Callable[[float, int], None] | None = None) -> tuple[int, tuple[Remark, ...]]:
    """How many paths the case has, and what the referee says of them."""
    try:
        count, verdicts = referee(case, progress)
    except IpcoordError as broken:
        return 0, (Remark(WRONG, error_place(broken.zh) or "steps", broken.zh, "照这句话改正；多半是时间倒流或者 next 绕成了圈。"),)
    return count, tuple(Remark(WRONG, v.place, v.zh, v.advice_zh) for v in verdicts)
